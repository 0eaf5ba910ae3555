//! Plan years side by side: going on with another one, setting up a provisional one.

use super::action::{Action, Step};
use super::{AppError, Modal, State, World, entry};
use crate::app::plan::Imported;
use crate::strings::packs;

/// Goes on with the next plan year, from the newest back to the first.
pub(super) fn next(state: &mut State) -> Result<(), AppError> {
    if !entry::take_entry(state)? {
        return Ok(());
    }
    let Some(work) = &state.work else { return Ok(()) };
    let (years, now) = (work.session.store.book().years(), work.session.pack.plan.year);
    let next = years.iter().find(|year| **year > now).or(years.first()).copied().filter(|year| *year != now);
    match next {
        Some(year) => state.turn_year(year),
        None => Err(AppError::Input(packs::one_year(now))),
    }
}

/// Goes on with the newest year when the one worked in is not set up any more: setting it up was taken back.
pub(super) fn leave_a_gone_one(state: &mut State) -> Result<(), AppError> {
    let Some(work) = &state.work else { return Ok(()) };
    let years = work.session.store.book().years();
    match years.last() {
        Some(newest) if !years.contains(&work.session.pack.plan.year) => state.turn_year(*newest),
        _ => Ok(()),
    }
}

/// Sets up a provisional year and goes on with it.
pub(super) fn roll_over(state: &mut State, year: i32) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    let done = work.session.plan_rollover(year)?;
    state.turn_year(year)?;
    state.tell(packs::rolled_over(done.year, done.dates, &done.debts));
    Ok(())
}

/// An action on what a pack would change; it was taken off and is put back unless it ends.
pub(super) fn on_pack(state: &mut State, imported: Box<Imported>, at: usize, action: &Action) -> Result<(), AppError> {
    match action {
        Action::Back => {}
        Action::Open => {
            let Some(work) = &mut state.work else { return Ok(()) };
            if let Err(error) = work.session.plan_import(&imported) {
                state.modals.push(Modal::Pack(imported, at));
                return Err(error);
            }
            work.refresh();
            let said = packs::imported(imported.year, imported.is_new, &imported.difference, false);
            state.tell(said.last().cloned().unwrap_or_default());
        }
        Action::Move(Step::Up | Step::PageUp | Step::First) => {
            state.modals.push(Modal::Pack(imported, at.saturating_sub(1)));
        }
        Action::Move(_) => state.modals.push(Modal::Pack(imported, at + 1)),
        _ => state.modals.push(Modal::Pack(imported, at)),
    }
    Ok(())
}

impl State {
    /// Goes on with another plan year that is set up.
    ///
    /// # Errors
    /// [`AppError::Input`] when the year has no plan.
    fn turn_year(&mut self, year: i32) -> Result<(), AppError> {
        let world = World { year: Some(year), ..self.world.clone() };
        let Some(work) = &mut self.work else { return Ok(()) };
        work.turn_to(world.clone())?;
        self.world = world;
        self.modals.clear();
        self.tell(packs::year_is(year));
        Ok(())
    }
}
