//! The menu: everything that can be done, found by name without diacritics.

use super::action::{Action, EVERYWHERE, of_screen, stepped};
use super::input::{Input, Lines};
use super::panel::Subject;
use super::{AppError, Modal, State, Work, forms};
use crate::domain::text::fold;

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
    /// Actions whose name has every word typed, diacritics or not.
    pub fn rows(&self, work: &Work) -> Vec<Action> {
        let typed = fold(&self.query.text());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let here = of_screen(work.screen).iter().chain(&EVERYWHERE);
        let fits = |a: &&Action| {
            let name = fold(a.name());
            words.iter().all(|w| name.contains(w))
        };
        here.filter(fits).cloned().collect()
    }
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
                other => super::update::apply(state, other),
            };
        }
        Action::Go(_) => return super::update::apply(state, action),
        Action::Move(step) => menu.at = stepped(menu.at, rows.len(), step),
        Action::Type(edit) => {
            menu.query.edit(edit, state.typing);
            menu.at = 0;
        }
        _ => {}
    }
    state.modals.push(Modal::Menu(menu));
    Ok(())
}
