//! The book: all data of the commune as one ordered map from [`Key`] to [`Value`], and the
//! [`Change`]s that alter it. One user action is one list of changes, so that the journal, undo,
//! the audit trail and the index all speak of the same thing.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::cell::Cell;
use super::period::Period;
use super::submission::Submission;

/// Address of one value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Key {
    /// A setting (officer, signatory, recipient, base counts …).
    Setting(String),
    /// The plan of a year.
    Plan(i32),
    /// A task of the commune's own.
    OwnTask(i32, String),
    /// Progress of a task, or of one of its occurrences: year, task id, period.
    Progress(i32, String, Option<Period>),
    /// One cell: month, field, column.
    Cell(Period, String, String),
    /// Why `carried` differs from last month's level: month, field.
    CarryReason(Period, String),
    /// Explanation of a broken rule: period, rule.
    Explanation(Period, String),
    /// Due day of a report, set by the officer.
    Due(Period),
    /// A submission: period, revision from 1.
    Submission(Period, u32),
}

/// A text that is no key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("no key: {0}")]
pub struct KeyError(pub String);

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting(name) => write!(f, "setting/{name}"),
            Self::Plan(year) => write!(f, "plan/{year}"),
            Self::OwnTask(year, id) => write!(f, "own/{year}/{id}"),
            Self::Progress(year, task, None) => write!(f, "progress/{year}/{task}"),
            Self::Progress(year, task, Some(period)) => write!(f, "progress/{year}/{task}/{period}"),
            Self::Cell(month, field, column) => write!(f, "cell/{month}/{field}/{column}"),
            Self::CarryReason(month, field) => write!(f, "carry/{month}/{field}"),
            Self::Explanation(period, rule) => write!(f, "explain/{period}/{rule}"),
            Self::Due(period) => write!(f, "due/{period}"),
            Self::Submission(period, revision) => write!(f, "submission/{period}/{revision}"),
        }
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let error = || KeyError(text.to_owned());
        let parts: Vec<&str> = text.split('/').collect();
        let period = |s: &str| s.parse::<Period>().map_err(|_| error());
        let year = |s: &str| s.parse::<i32>().map_err(|_| error());
        Ok(match parts.as_slice() {
            ["setting", name] => Self::Setting((*name).to_owned()),
            ["plan", y] => Self::Plan(year(y)?),
            ["own", y, id] => Self::OwnTask(year(y)?, (*id).to_owned()),
            ["progress", y, task] => Self::Progress(year(y)?, (*task).to_owned(), None),
            ["progress", y, task, p] => Self::Progress(year(y)?, (*task).to_owned(), Some(period(p)?)),
            ["cell", m, field, column] => Self::Cell(period(m)?, (*field).to_owned(), (*column).to_owned()),
            ["carry", m, field] => Self::CarryReason(period(m)?, (*field).to_owned()),
            ["explain", p, rule] => Self::Explanation(period(p)?, (*rule).to_owned()),
            ["due", p] => Self::Due(period(p)?),
            ["submission", p, n] => Self::Submission(period(p)?, n.parse().map_err(|_| error())?),
            _ => return Err(error()),
        })
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for Key {
    type Error = KeyError;

    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}

/// Which plan a year runs by, and for which unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanYear {
    /// Pack id.
    pub pack: String,
    /// Unit code.
    pub unit: String,
    /// Unit name as used in documents.
    pub unit_name: String,
}

/// A task of the commune's own; its deadline is inclusive (kind `by`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTask {
    /// What is to be done.
    pub text: String,
    /// Last day, inclusive.
    pub due: NaiveDate,
    /// Person in charge.
    #[serde(default)]
    pub person: Option<String>,
    /// Letter it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// State of a task or occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not started.
    #[default]
    Open,
    /// Started.
    InProgress,
    /// Settled by a document.
    Done,
    /// Not applicable, with a reason.
    Na,
}

impl Status {
    /// Done or not applicable: nothing is left to do.
    pub fn settled(self) -> bool {
        matches!(self, Self::Done | Self::Na)
    }
}

/// The document that settles a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Number, e.g. "12/BC-UBND".
    pub number: String,
    /// Its date; on time or late is judged by it.
    pub date: NaiveDate,
}

/// What has happened to a task or occurrence.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// State.
    pub status: Status,
    /// Proof.
    pub document: Option<Document>,
    /// Free note.
    pub note: Option<String>,
    /// Reason of `na` or of reopening.
    pub reason: Option<String>,
    /// Statement of progress (ongoing tasks).
    pub statement: Option<String>,
}

/// A due day set by the officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueDay {
    /// Last day, inclusive.
    pub date: NaiveDate,
    /// Letter that orders it.
    pub source: String,
}

/// One stored value. The variant belongs to the key's kind. Large ones are boxed: most values are cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Settings, reasons, explanations.
    Text(String),
    /// [`Key::Plan`].
    Plan(Box<PlanYear>),
    /// [`Key::OwnTask`].
    OwnTask(Box<OwnTask>),
    /// [`Key::Progress`].
    Progress(Box<Progress>),
    /// [`Key::Cell`]; a missing cell is stored as no value at all.
    Cell(Cell),
    /// [`Key::Due`].
    Due(DueDay),
    /// [`Key::Submission`].
    Submission(Box<Submission>),
}

impl Value {
    /// True when a value of this kind may stand under `key`.
    pub fn fits(&self, key: &Key) -> bool {
        matches!(
            (self, key),
            (Self::Text(_), Key::Setting(_) | Key::CarryReason(..) | Key::Explanation(..))
                | (Self::Plan(_), Key::Plan(_))
                | (Self::OwnTask(_), Key::OwnTask(..))
                | (Self::Progress(_), Key::Progress(..))
                | (Self::Cell(_), Key::Cell(..))
                | (Self::Due(_), Key::Due(_))
                | (Self::Submission(_), Key::Submission(..))
        )
    }
}

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

/// All data of the commune.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Book {
    values: BTreeMap<Key, Value>,
}

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
        match value {
            Some(value) => self.values.insert(key, value),
            None => self.values.remove(&key),
        };
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

    /// The plan of a year.
    pub fn plan(&self, year: i32) -> Option<&PlanYear> {
        match self.values.get(&Key::Plan(year)) {
            Some(Value::Plan(plan)) => Some(plan),
            _ => None,
        }
    }

    /// The years that have a plan, ascending.
    pub fn years(&self) -> Vec<i32> {
        self.values.keys().filter_map(|k| if let Key::Plan(year) = k { Some(*year) } else { None }).collect()
    }

    /// An entered cell; [`Cell::Missing`] when nothing is entered.
    pub fn cell(&self, month: Period, field: &str, column: &str) -> Cell {
        match self.values.get(&Key::Cell(month, field.to_owned(), column.to_owned())) {
            Some(Value::Cell(cell)) => *cell,
            _ => Cell::Missing,
        }
    }

    /// True when any cell of the field is entered in the month.
    pub fn has_cells(&self, month: Period, field: &str) -> bool {
        let from = Key::Cell(month, field.to_owned(), String::new());
        let next = self.values.range(from..).next();
        matches!(next, Some((Key::Cell(m, f, _), _)) if *m == month && f == field)
    }

    /// A book with nothing but the cells of one row in the given months: enough to try changes on.
    #[must_use]
    pub fn excerpt(&self, field: &str, months: &[Period]) -> Self {
        let mut values = BTreeMap::new();
        for month in months {
            let from = Key::Cell(*month, field.to_owned(), String::new());
            let row = self
                .values
                .range(from..)
                .take_while(|(k, _)| matches!(k, Key::Cell(m, f, _) if m == month && f == field));
            values.extend(row.map(|(key, value)| (key.clone(), value.clone())));
        }
        Self { values }
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
        self.values.iter().filter_map(|(key, value)| match (key, value) {
            (Key::Submission(p, _), Value::Submission(s)) => Some((*p, s.as_ref())),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_round_trip() {
        for text in [
            "setting/officer",
            "plan/2024",
            "own/2024/R1",
            "progress/2024/3.1-2",
            "progress/2024/1.4/2024-Q1",
            "cell/2024-01/chung_thuc/online",
            "carry/2024-02/ho_tich",
            "explain/2024-Q1/x",
            "due/2024-Q1",
            "submission/2024/2",
        ] {
            assert_eq!(text.parse::<Key>().map(|k| k.to_string()), Ok(text.to_owned()));
        }
        assert!("cell/2024-13/a/b".parse::<Key>().is_err());
        assert!("what/ever".parse::<Key>().is_err());
    }

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
