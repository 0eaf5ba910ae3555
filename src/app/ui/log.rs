//! The log: newest first, searched by what is shown.

use super::action::{Action, stepped};
use super::search::Menu;
use super::{Listing, Modal, State};
use crate::app::Entry;
use crate::domain::pack::Pack;
use crate::strings::ui;

/// Cursor and search.
#[derive(Debug, Clone, Default)]
pub struct LogView {
    /// Cursor and search.
    pub list: Listing,
}

impl LogView {
    /// Entries that pass the search, newest first; lazily, so that a page costs a page.
    pub fn rows<'a>(&'a self, pack: &'a Pack, entries: &'a [Entry]) -> impl Iterator<Item = &'a Entry> {
        let all = self.list.query.is_empty();
        entries.iter().rev().filter(move |e| all || self.list.accepts(&ui::log_text(pack, e)))
    }
}

/// An action on the log.
pub(super) fn on_log(state: &mut State, action: &Action) {
    let Some(work) = &mut state.work else { return };
    match action {
        Action::Move(step) => {
            let len = work.log.rows(&work.session.pack, work.session.store.entries()).count();
            work.log.list.at = stepped(work.log.list.at, len, *step);
        }
        Action::Back => state.modals.push(Modal::Menu(Menu::default())),
        _ => {}
    }
}
