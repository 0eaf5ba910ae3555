//! Undo and redo of the last user action. What can be undone follows from the journal alone, so it
//! goes on after a restart: an ordinary action is pushed on the undo stack and clears the redo
//! stack; `undo` and `redo` entries move the top between them; `init` and `recover` clear both.
//!
//! Every value of an action goes back, counters included: an own task that is undone gives its id
//! back, and redoing it takes the same id again.

use std::collections::BTreeMap;

use super::{AppError, Session};
use crate::domain::book::{Change, Key, Value};
use crate::store::Entry;
use crate::strings::history;

/// Journal action of an undoing.
const UNDO: &str = "undo";
/// Journal action of a redoing.
const REDO: &str = "redo";
/// Journal actions that are never undone, nor is anything before them.
const BARRIERS: [&str; 3] = ["init", "recover", "restore"];

/// An action that can be undone or redone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Sequence number of its journal entry, from 1.
    pub seq: u64,
    /// Its name in the journal, e.g. `figures.set`.
    pub action: String,
    /// When it was done, RFC 3339.
    pub at: String,
    /// What and where, in words on one line, e.g. "nhập số liệu (Chứng thực, tháng 01/2024)".
    pub summary: String,
}

impl Step {
    /// True for a package made or handed over: the district may have it already.
    pub fn left_the_house(&self) -> bool {
        matches!(self.action.as_str(), "submit" | "submit.export" | "submit.attach" | "sent" | "receipt")
    }
}

/// What an undoing or redoing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The action undone or redone.
    pub step: Step,
    /// What was changed just now: for an undoing, the inverse of what the action had changed.
    pub changes: Vec<Change>,
}

/// Walks the trail from its beginning and tells of each undoing what it undid.
#[derive(Debug, Default)]
pub struct Reversals {
    undo: Vec<Reversed>,
    redo: Vec<Reversed>,
}

/// An action that was undone or redone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reversed {
    /// Sequence number of its entry.
    pub seq: u64,
    /// Its name in the journal.
    pub action: String,
}

impl Reversals {
    /// Takes the next entry in; answers with the action it undid or redid, none for ordinary ones.
    pub fn take(&mut self, entry: &Entry) -> Option<Reversed> {
        match entry.action.as_str() {
            UNDO => {
                let moved = self.undo.pop();
                self.redo.extend(moved.clone());
                moved
            }
            REDO => {
                let moved = self.redo.pop();
                self.undo.extend(moved.clone());
                moved
            }
            action if BARRIERS.contains(&action) => {
                *self = Self::default();
                None
            }
            _ => {
                self.redo.clear();
                self.undo.push(Reversed { seq: entry.seq, action: entry.action.clone() });
                None
            }
        }
    }
}

/// The action that is undone next, found from the newest entry backwards: as far as undoing and
/// redoing went, no further.
fn top_of_undo(newest_first: impl Iterator<Item = Entry>) -> Option<Entry> {
    // Undoings not yet matched by what they undid, less redoings.
    let mut undone = 0_i64;
    for entry in newest_first {
        match entry.action.as_str() {
            UNDO => undone += 1,
            REDO => undone -= 1,
            action if BARRIERS.contains(&action) => return None,
            _ if undone == 0 => return Some(entry),
            _ => undone -= 1,
        }
    }
    None
}

/// The action that is done again next.
fn top_of_redo(mut newest_first: impl Iterator<Item = Entry>) -> Option<Entry> {
    let mut redone = 0_u64;
    while let Some(entry) = newest_first.next() {
        match entry.action.as_str() {
            REDO => redone += 1,
            UNDO if redone > 0 => redone -= 1,
            // What stood on top before it was undone.
            UNDO => return top_of_undo(newest_first),
            _ => return None,
        }
    }
    None
}

impl Session {
    /// Undoes the last user action that is not undone yet, as one action of its own.
    ///
    /// # Errors
    /// [`AppError::Input`] when there is none since the set-up or the last mending, or its values no
    /// longer stand as it left them; nothing is changed then.
    pub fn undo(&mut self) -> Result<Undone, AppError> {
        let last = top_of_undo(self.store.trail());
        let last = last.ok_or_else(|| AppError::Input(history::nothing_to_undo()))?;
        let inverse = |c: &Change| Change { key: c.key.clone(), old: c.new.clone(), new: c.old.clone() };
        let changes: Vec<Change> = last.changes.iter().rev().map(inverse).collect();
        self.turn(UNDO, self.step(&last), changes)
    }

    /// Does the action undone last again, as one action of its own.
    ///
    /// # Errors
    /// [`AppError::Input`] when nothing is undone, or something else was done since, or the values no
    /// longer stand as the undoing left them; nothing is changed then.
    pub fn redo(&mut self) -> Result<Undone, AppError> {
        let last = top_of_redo(self.store.trail());
        let last = last.ok_or_else(|| AppError::Input(history::nothing_to_redo()))?;
        self.turn(REDO, self.step(&last), last.changes.clone())
    }

    /// What [`Session::undo`] would undo.
    pub fn undoable(&self) -> Option<Step> {
        top_of_undo(self.store.trail()).map(|entry| self.step(&entry))
    }

    /// What [`Session::redo`] would do again.
    pub fn redoable(&self) -> Option<Step> {
        top_of_redo(self.store.trail()).map(|entry| self.step(&entry))
    }

    fn step(&self, entry: &Entry) -> Step {
        Step {
            seq: entry.seq,
            action: entry.action.clone(),
            at: entry.at.clone(),
            summary: history::summary(&entry.action, &entry.changes, &self.pack),
        }
    }

    /// Commits changes whose old values all stand.
    fn turn(&mut self, action: &str, step: Step, changes: Vec<Change>) -> Result<Undone, AppError> {
        if !self.stand(&changes) {
            return Err(AppError::Input(history::stands_otherwise(&step.summary)));
        }
        self.commit(action, None, changes.clone())?;
        Ok(Undone { step, changes })
    }

    /// True when each change finds its `old`, those before it carried out.
    fn stand(&self, changes: &[Change]) -> bool {
        let book = self.store.book();
        let mut after: BTreeMap<&Key, Option<&Value>> = BTreeMap::new();
        changes.iter().all(|c| {
            let found = after.insert(&c.key, c.new.as_ref()).unwrap_or_else(|| book.get(&c.key));
            found == c.old.as_ref()
        })
    }
}
