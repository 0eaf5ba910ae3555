//! The log: newest first, searched by what is shown. A stretch around the cursor is held, however
//! long the history is; a search goes back as far as its rows are looked at.

use super::action::{Action, stepped};
use super::search::Menu;
use super::{Listing, Modal, State};
use crate::app::{Entry, Session};
use crate::store::Store;

/// Rows held before and behind the cursor: more than any screen shows.
const AROUND: usize = 400;

/// Cursor and search, with the rows around the cursor.
#[derive(Debug, Clone, Default)]
pub struct LogView {
    /// Cursor and search.
    pub list: Listing,
    /// Entries held, newest first.
    held: Vec<Entry>,
    /// Row of the first one held.
    from: usize,
    /// Rows there are, as far as they are known.
    pub len: usize,
    /// The search has not gone back to the beginning.
    pub more: bool,
    /// Entries of the trail that the search has looked at.
    searched: usize,
    /// What the rows were found for: length of the trail and query.
    of: Option<(usize, String)>,
}

impl LogView {
    /// Entries from a row on, as many as are held.
    pub fn rows(&self, from: usize) -> &[Entry] {
        self.held.get(from.saturating_sub(self.from)..).unwrap_or_default()
    }

    /// The entry under the cursor.
    pub fn chosen(&self) -> Option<&Entry> {
        self.rows(self.list.at).first()
    }

    /// Holds what the cursor is among now.
    pub(super) fn look(&mut self, session: &Session) {
        let of = Some((session.store.trail_len(), self.list.query.clone()));
        // A longer search looks among what the shorter one found.
        if let (Some((len, old)), Some((now, new))) = (&self.of, &of)
            && len == now
            && !old.is_empty()
            && new.len() > old.len()
            && new.starts_with(old.as_str())
        {
            self.held.retain(|entry| session.tells_of(entry, new));
            self.of.clone_from(&of);
        }
        if self.of != of {
            *self = Self { list: std::mem::take(&mut self.list), of, ..Self::default() };
            self.more = true;
        }
        if self.list.query.is_empty() {
            self.page(&session.store);
        } else {
            self.search(session);
        }
        self.list.at = self.list.at.min(self.len.saturating_sub(1));
    }

    fn page(&mut self, store: &Store) {
        (self.len, self.more) = (store.trail_len(), false);
        let at = self.list.at.min(self.len.saturating_sub(1));
        let (first, last) = (at.saturating_sub(AROUND / 2), (at + AROUND / 2).min(self.len));
        if first < self.from || last > self.from + self.held.len() {
            self.from = at.saturating_sub(AROUND);
            self.held = store.trail().skip(self.from).take(2 * AROUND).collect();
        }
    }

    fn search(&mut self, session: &Session) {
        let wanted = self.list.at + AROUND;
        if self.more && self.held.len() < wanted {
            let mut trail = session.store.trail().skip(self.searched);
            while self.held.len() < wanted {
                let Some(entry) = trail.next() else {
                    self.more = false;
                    break;
                };
                self.searched += 1;
                if session.tells_of(&entry, &self.list.query) {
                    self.held.push(entry);
                }
            }
        }
        self.len = self.held.len();
    }
}

/// An action on the log.
pub(super) fn on_log(state: &mut State, action: &Action) {
    let Some(work) = &mut state.work else { return };
    match action {
        Action::Move(step) => work.log.list.at = stepped(work.log.list.at, work.log.len, *step),
        Action::Open => {
            if let Some(entry) = work.log.chosen().cloned() {
                state.modals.push(Modal::Entry(Box::new(entry), 0));
            }
        }
        Action::Back => state.modals.push(Modal::Menu(Menu::default())),
        _ => {}
    }
}
