//! Addresses of values: what a line of the journal and a row of the index call them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::period::Period;

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
    /// Comment on a cell: month, field, column.
    Comment(Period, String, String),
    /// A cell to come back to: month, field, column. The text says why, and may be empty.
    Follow(Period, String, String),
    /// A row whose level before it was corrected after it was entered: month, field.
    Review(Period, String),
    /// A field of the commune's own, by code.
    OwnField(String),
    /// What a name in files from outside stands for: kind of name, the name folded.
    Mapping(String, String),
    /// Due day of a report, set by the officer.
    Due(Period),
    /// A submission: period, revision from 1.
    Submission(Period, u32),
    /// An alert that is not shown for a while: its kind, and what it is about (with `@` and the period of an
    /// occurrence).
    Snooze(String, String),
    /// The officer's own passage in a section of a report: period, code of the section.
    Passage(Period, String),
    /// The pack of a year that was imported or derived, instead of a built-in one.
    Pack(i32),
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
            Self::Comment(month, field, column) => write!(f, "comment/{month}/{field}/{column}"),
            Self::Follow(month, field, column) => write!(f, "follow/{month}/{field}/{column}"),
            Self::Review(month, field) => write!(f, "review/{month}/{field}"),
            Self::OwnField(code) => write!(f, "field/{code}"),
            Self::Mapping(kind, name) => write!(f, "mapping/{kind}/{name}"),
            Self::Due(period) => write!(f, "due/{period}"),
            Self::Submission(period, revision) => write!(f, "submission/{period}/{revision}"),
            Self::Snooze(kind, about) => write!(f, "snooze/{kind}/{about}"),
            Self::Passage(period, section) => write!(f, "passage/{period}/{section}"),
            Self::Pack(year) => write!(f, "pack/{year}"),
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
            ["comment", m, field, column] => Self::Comment(period(m)?, (*field).to_owned(), (*column).to_owned()),
            ["follow", m, field, column] => Self::Follow(period(m)?, (*field).to_owned(), (*column).to_owned()),
            ["review", m, field] => Self::Review(period(m)?, (*field).to_owned()),
            ["field", code] => Self::OwnField((*code).to_owned()),
            ["mapping", kind, name] => Self::Mapping((*kind).to_owned(), (*name).to_owned()),
            ["due", p] => Self::Due(period(p)?),
            ["submission", p, n] => Self::Submission(period(p)?, n.parse().map_err(|_| error())?),
            ["snooze", kind, about] => Self::Snooze((*kind).to_owned(), (*about).to_owned()),
            ["passage", p, section] => Self::Passage(period(p)?, (*section).to_owned()),
            ["pack", y] => Self::Pack(year(y)?),
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
            "comment/2024-01/chung_thuc/online",
            "follow/2024-01/counters/feedback_due",
            "review/2024-02/ho_tich",
            "field/cap_nuoc",
            "mapping/field/ho tich xa",
            "due/2024-Q1",
            "submission/2024/2",
            "snooze/due_soon/R1@2024-01",
            "passage/2024-Q1/kien_nghi",
            "pack/2025",
        ] {
            assert_eq!(text.parse::<Key>().map(|k| k.to_string()), Ok(text.to_owned()));
        }
        assert!("cell/2024-13/a/b".parse::<Key>().is_err());
        assert!("what/ever".parse::<Key>().is_err());
    }
}
