//! The menu: everything that can be done, found by name without diacritics.

use super::action::{Action, EVERYWHERE, SCREENS, Screen, of_screen, stepped};
use super::input::{Edit, Input, Lines};
use super::panel::Subject;
use super::tasks::choices;
use super::{AppError, Modal, State, Work, forms};
use crate::domain::pack::DeadlineKind;
use crate::domain::text::has_words;

/// The open menu.
#[derive(Debug, Clone)]
pub struct Menu {
    /// Search line.
    pub query: Input,
    /// Row.
    pub at: usize,
}

impl Default for Menu {
    fn default() -> Self {
        Self { query: Input::new("", Lines::One), at: 0 }
    }
}

impl Menu {
    /// What can be done here; once something is typed also what can be done on other screens. Names
    /// have to have every word typed, diacritics or not.
    pub fn rows(&self, work: &Work) -> Vec<Action> {
        let query = self.query.text();
        let mut all = here(work);
        all.extend(EVERYWHERE);
        if !query.trim().is_empty() {
            let others = SCREENS.iter().flat_map(|s| of_screen(*s)).filter(|a| !needs_cell(a)).cloned();
            all.extend(others.collect::<Vec<_>>());
        }
        let mut out: Vec<Action> = Vec::new();
        for action in all {
            if has_words(action.name(), &query) && !out.contains(&action) {
                out.push(action);
            }
        }
        out
    }
}

/// What the screen offers as it stands.
fn here(work: &Work) -> Vec<Action> {
    let mut out = of_screen(work.screen).to_vec();
    match work.screen {
        Screen::Tasks => {
            if let Some(task) = work.tasks_view.chosen(&work.session.pack, &work.tasks) {
                let ongoing = task.deadline.kind == DeadlineKind::Ongoing;
                out.splice(1..1, choices(task, task.status, ongoing));
            }
        }
        Screen::Figures if !work.figures.open => {
            out.retain(|a| {
                matches!(a, Action::Open | Action::Import | Action::Export | Action::AddField | Action::Marks)
            });
        }
        Screen::Figures if !work.figures.takes_figures() => out.retain(|a| !needs_cell(a)),
        _ => {}
    }
    out
}

fn needs_cell(action: &Action) -> bool {
    use Action::{
        Clear, Comment, EditCell, Explain, Follow, NextPart, NextPeriod, NilMonth, NilRow, PreviousPeriod, Reviewed,
    };
    matches!(
        action,
        NilRow
            | NilMonth
            | EditCell
            | Clear
            | Comment
            | Follow
            | Reviewed
            | Explain
            | NextPart
            | NextPeriod
            | PreviousPeriod
    )
}

/// An action on the menu.
pub(super) fn on_menu(state: &mut State, mut menu: Menu, action: Action) -> Result<(), AppError> {
    let Some(work) = &state.work else { return Ok(()) };
    let rows = menu.rows(work);
    match action {
        Action::Back | Action::Menu => return Ok(()),
        Action::Open => {
            let Some(chosen) = rows.get(menu.at).cloned() else {
                state.modals.push(Modal::Menu(menu));
                return Ok(());
            };
            return match chosen {
                Action::Settings | Action::AddTask => forms::begin(state, &chosen, Subject::None),
                other if here(work).contains(&other) || EVERYWHERE.contains(&other) => {
                    // What lies below belongs to another action.
                    state.modals.clear();
                    super::update::apply(state, other)
                }
                other => {
                    let screen = SCREENS.into_iter().find(|s| of_screen(*s).contains(&other));
                    screen.map_or(Ok(()), |s| super::update::apply(state, Action::Go(s)))?;
                    super::update::apply(state, other)
                }
            };
        }
        Action::Go(_) => return super::update::apply(state, action),
        Action::Move(step) => menu.at = stepped(menu.at, rows.len(), step),
        // Pressed once too often: the search of the list was meant.
        Action::Type(Edit::Char('/')) if menu.query.is_empty() => {
            return super::update::apply(state, Action::Search);
        }
        Action::Type(edit) => {
            menu.query.edit(edit, state.typing);
            menu.at = 0;
        }
        _ => {}
    }
    state.modals.push(Modal::Menu(menu));
    Ok(())
}
