//! Plan years side by side: going on with another one, setting up a provisional one.

use super::{AppError, State, World, entry};
use crate::strings::{packs, ui};

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
        None => Err(AppError::Input(ui::one_year(now))),
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
        self.tell(ui::year_is(year));
        Ok(())
    }
}
