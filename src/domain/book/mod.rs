//! The book: all data of the commune as one ordered map from [`Key`] to [`Value`], and the
//! [`Change`]s that alter it. One user action is one list of changes, so that the journal, undo,
//! the audit trail and the index all speak of the same thing.

mod cells;
mod key;
mod value;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::cell::Cell;
use super::period::{Part, Period};
use super::submission::Submission;
use cells::Cells;
pub use cells::{Name, of as cell_of};
pub use key::{Key, KeyError};
pub use value::{
    Cause, Document, DueDay, Event, Extension, Origin, OwnField, OwnTask, Passage, PlanYear, Progress, Review, Snooze,
    Status, Value,
};

/// One value before and after; `None` is "not there".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which value.
    pub key: Key,
    /// Before.
    pub old: Option<Value>,
    /// After.
    pub new: Option<Value>,
}

/// Stands before every period.
const FIRST: Period = Period { year: i32::MIN, part: Part::Month(0) };

/// All data of the commune.
#[derive(Debug, Clone, Default)]
pub struct Book {
    values: BTreeMap<Key, Value>,
    /// The cells once more, found by borrowed names: figures are worked out after every key.
    cells: Cells,
    /// How many values were put so far.
    puts: u64,
    /// When something of a period was put last, counted by `puts`.
    touched: BTreeMap<Period, u64>,
    /// When something was put last that any period may hang on: settings, own fields.
    touched_all: u64,
}

impl PartialEq for Book {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl Eq for Book {}

impl Book {
    /// The value under a key.
    pub fn get(&self, key: &Key) -> Option<&Value> {
        self.values.get(key)
    }

    /// Every value, in key order.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Value)> {
        self.values.iter()
    }

    /// Puts or removes a value.
    pub fn put(&mut self, key: Key, value: Option<Value>) {
        self.touch(&key);
        if let Key::Cell(month, field, column) = &key {
            let cell = if let Some(Value::Cell(cell)) = &value { *cell } else { Cell::Missing };
            self.cells.put(*month, field, column, cell);
        }
        match value {
            Some(value) => self.values.insert(key, value),
            None => self.values.remove(&key),
        };
    }

    fn touch(&mut self, key: &Key) {
        self.puts += 1;
        match key {
            Key::Cell(period, ..)
            | Key::CarryReason(period, _)
            | Key::Explanation(period, _)
            | Key::Passage(period, _) => {
                self.touched.insert(*period, self.puts);
            }
            Key::Setting(_) | Key::OwnField(_) => self.touched_all = self.puts,
            _ => {}
        }
    }

    /// A number that is another one whenever figures, reasons, explanations or settings that a period's
    /// figures and rules hang on may have changed: the period's own, its months' and the month's before.
    /// Numbers of different books mean nothing to one another.
    pub fn stamp(&self, period: Period) -> u64 {
        let at = |p: &Period| self.touched.get(p).copied().unwrap_or(0);
        let months = period.months();
        let own = [period, period.month_before()];
        own.iter().chain(&months).map(at).max().unwrap_or(0).max(self.touched_all)
    }

    /// The change that brings `key` to `new`, or `None` when it is there already.
    pub fn change(&self, key: Key, new: Option<Value>) -> Option<Change> {
        let old = self.values.get(&key).cloned();
        (old != new).then_some(Change { key, old, new })
    }

    /// Carries out changes (their `old` is not compared).
    pub fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            self.put(change.key.clone(), change.new.clone());
        }
    }

    /// A text value: setting, carry reason or explanation.
    pub fn text(&self, key: &Key) -> Option<&str> {
        match self.values.get(key) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A setting.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.text(&Key::Setting(name.to_owned()))
    }

    /// Settings whose name begins with `prefix`: the rest of the name, and the value.
    pub fn settings_of<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let from = Key::Setting(prefix.to_owned());
        self.values.range(from..).map_while(move |(key, value)| match (key, value) {
            (Key::Setting(name), Value::Text(value)) => Some((name.strip_prefix(prefix)?, value.as_str())),
            _ => None,
        })
    }

    /// The plan of a year.
    pub fn plan(&self, year: i32) -> Option<&PlanYear> {
        match self.values.get(&Key::Plan(year)) {
            Some(Value::Plan(plan)) => Some(plan),
            _ => None,
        }
    }

    /// The years that have a plan, ascending.
    pub fn years(&self) -> Vec<i32> {
        let plans = self.values.range(Key::Plan(i32::MIN)..);
        plans.map_while(|(k, _)| if let Key::Plan(year) = k { Some(*year) } else { None }).collect()
    }

    /// An entered cell; [`Cell::Missing`] when nothing is entered.
    pub fn cell(&self, month: Period, field: &str, column: &str) -> Cell {
        cells::of(self.row(month, field), column)
    }

    /// The entered cells of a row, by column; empty when nothing is entered.
    pub fn row(&self, month: Period, field: &str) -> &[(Name, Cell)] {
        self.cells.row(month, field)
    }

    /// True when any cell of the field is entered in the month.
    pub fn has_cells(&self, month: Period, field: &str) -> bool {
        !self.row(month, field).is_empty()
    }

    /// A book with nothing but the cells of one row in the given months: enough to try changes on.
    #[must_use]
    pub fn excerpt(&self, field: &str, months: &[Period]) -> Self {
        let mut out = Self::default();
        for month in months {
            for (column, cell) in self.row(*month, field) {
                out.put(Key::Cell(*month, field.to_owned(), column.to_string()), Some(Value::Cell(*cell)));
            }
        }
        out
    }

    /// Progress of a task or occurrence; open when nothing is recorded.
    pub fn progress(&self, year: i32, task: &str, period: Option<Period>) -> Progress {
        match self.values.get(&Key::Progress(year, task.to_owned(), period)) {
            Some(Value::Progress(progress)) => progress.as_ref().clone(),
            _ => Progress::default(),
        }
    }

    /// Own tasks of a year, by id.
    pub fn own_tasks(&self, year: i32) -> impl Iterator<Item = (&str, &OwnTask)> {
        let from = Key::OwnTask(year, String::new());
        self.values.range(from..).map_while(move |(key, value)| match (key, value) {
            (Key::OwnTask(y, id), Value::OwnTask(task)) if *y == year => Some((id.as_str(), task.as_ref())),
            _ => None,
        })
    }

    /// Due day of a report set by the officer.
    pub fn due(&self, period: Period) -> Option<&DueDay> {
        match self.values.get(&Key::Due(period)) {
            Some(Value::Due(due)) => Some(due),
            _ => None,
        }
    }

    /// Until when an alert is not shown, and why.
    pub fn snooze(&self, kind: &str, about: &str) -> Option<&Snooze> {
        match self.values.get(&Key::Snooze(kind.to_owned(), about.to_owned())) {
            Some(Value::Snooze(snooze)) => Some(snooze),
            _ => None,
        }
    }

    /// Every alert that is or was not shown for a while: kind, what it is about, until when.
    pub fn snoozes(&self) -> impl Iterator<Item = (&str, &str, &Snooze)> {
        let from = Key::Snooze(String::new(), String::new());
        self.values.range(from..).map_while(|(key, value)| match (key, value) {
            (Key::Snooze(kind, about), Value::Snooze(snooze)) => Some((kind.as_str(), about.as_str(), snooze)),
            _ => None,
        })
    }

    /// The officer's own words in a section of a report.
    pub fn passage(&self, period: Period, section: &str) -> Option<&Passage> {
        match self.values.get(&Key::Passage(period, section.to_owned())) {
            Some(Value::Passage(passage)) => Some(passage),
            _ => None,
        }
    }

    /// Comment on a cell.
    pub fn comment(&self, month: Period, field: &str, column: &str) -> Option<&str> {
        self.text(&Key::Comment(month, field.to_owned(), column.to_owned()))
    }

    /// Why a cell is followed up, possibly without words; none when it is not.
    pub fn follow(&self, month: Period, field: &str, column: &str) -> Option<&str> {
        self.text(&Key::Follow(month, field.to_owned(), column.to_owned()))
    }

    /// Why a row has to be looked at again.
    pub fn review(&self, month: Period, field: &str) -> Option<&Review> {
        match self.values.get(&Key::Review(month, field.to_owned())) {
            Some(Value::Review(review)) => Some(review),
            _ => None,
        }
    }

    /// Every comment, follow-up mark and review.
    pub fn marks(&self) -> impl Iterator<Item = (&Key, &Value)> {
        // The kinds stand next to one another, comments first.
        let from = Key::Comment(FIRST, String::new(), String::new());
        let of_kind = |key: &Key| matches!(key, Key::Comment(..) | Key::Follow(..) | Key::Review(..));
        self.values.range(from..).take_while(move |(key, _)| of_kind(key))
    }

    /// Fields of the commune's own, by code.
    pub fn own_fields(&self) -> impl Iterator<Item = (&str, &OwnField)> {
        let from = Key::OwnField(String::new());
        self.values.range(from..).map_while(|(key, value)| match (key, value) {
            (Key::OwnField(code), Value::OwnField(own)) => Some((code.as_str(), own)),
            _ => None,
        })
    }

    /// What names in files from outside stand for: kind, folded name, code; an empty code leaves it out.
    pub fn mappings(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let from = Key::Mapping(String::new(), String::new());
        self.values.range(from..).map_while(|(key, value)| match (key, value) {
            (Key::Mapping(kind, name), Value::Text(code)) => Some((kind.as_str(), name.as_str(), code.as_str())),
            _ => None,
        })
    }

    /// Submissions of a period, by revision.
    pub fn submissions(&self, period: Period) -> impl Iterator<Item = &Submission> {
        let from = Key::Submission(period, 0);
        self.values.range(from..).map_while(move |(key, value)| match (key, value) {
            (Key::Submission(p, _), Value::Submission(s)) if *p == period => Some(s.as_ref()),
            _ => None,
        })
    }

    /// The newest submission of a period.
    pub fn latest_submission(&self, period: Period) -> Option<&Submission> {
        self.submissions(period).last()
    }

    /// Every stored submission.
    pub fn all_submissions(&self) -> impl Iterator<Item = (Period, &Submission)> {
        let from = Key::Submission(FIRST, 0);
        self.values.range(from..).map_while(|(key, value)| match (key, value) {
            (Key::Submission(p, _), Value::Submission(s)) => Some((*p, s.as_ref())),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_to_the_same_value_is_no_change() {
        let mut book = Book::default();
        let key = Key::Setting("officer".into());
        let change = book.change(key.clone(), Some(Value::Text("A".into()))).expect("new");
        book.apply(std::slice::from_ref(&change));
        assert_eq!(book.setting("officer"), Some("A"));
        assert_eq!(book.change(key, Some(Value::Text("A".into()))), None);
    }
}
