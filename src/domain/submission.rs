//! What is remembered of a package that was made: identity, hashes, what it was made from and how
//! far it has gone. Knows nothing of zip or CSV.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::period::Period;

/// How far a submission has gone. Later states (received, returned) come with receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Package made and kept, not yet handed over.
    Exported,
    /// Handed over, its document number still unknown.
    SentUnnumbered,
    /// Handed over with a document.
    Sent,
}

/// The handing over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Day it was sent.
    pub date: NaiveDate,
    /// Document number; without one the report's duty is not settled.
    pub document: Option<String>,
    /// Free note.
    pub note: Option<String>,
}

/// One finalized package of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Reporting period.
    pub period: Period,
    /// Revision (lần), from 1.
    pub revision: u32,
    /// UUID of the package.
    pub id: String,
    /// Short code to read over the phone.
    pub code: String,
    /// File name.
    pub file: String,
    /// SHA-256 of the zip, lower-case hex; the bytes are kept under this name.
    pub sha256: String,
    /// SHA-256 of its descriptor, lower-case hex.
    pub descriptor_sha256: String,
    /// Fingerprint of everything the package says (without the report's own duty).
    pub fingerprint: String,
    /// Fingerprint of figures, rates, checks and explanations alone: what a correction is about.
    pub core: String,
    /// When it was finalized, RFC 3339.
    pub created: String,
    /// Why there is a revision ≥ 2.
    pub reason: Option<String>,
    /// The handing over, once it happened.
    pub sent: Option<Sent>,
}

impl Submission {
    /// State derived from what is recorded.
    pub fn state(&self) -> State {
        match &self.sent {
            None => State::Exported,
            Some(Sent { document: None, .. }) => State::SentUnnumbered,
            Some(_) => State::Sent,
        }
    }
}

/// What `submit` must do, given the newest submission and today's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Give out the kept bytes again.
    Same,
    /// Make this revision for the first time, or anew.
    Make {
        /// Revision number.
        revision: u32,
    },
    /// Content changed after it was sent: the next revision needs a reason.
    NeedsReason,
}

/// Decides between the kept bytes, a replacement and the next revision.
///
/// After `sent` only the figures, checks and explanations count (`core`): progress of other tasks
/// is not a correction of a report that is out – unless the officer gives a reason to send it again.
pub fn plan(latest: Option<&Submission>, fingerprint: &str, core: &str, has_reason: bool) -> Plan {
    match latest {
        None => Plan::Make { revision: 1 },
        Some(s) if s.sent.is_none() && s.fingerprint == fingerprint => Plan::Same,
        Some(s) if s.sent.is_none() => Plan::Make { revision: s.revision },
        Some(s) if s.core == core && !(has_reason && s.fingerprint != fingerprint) => Plan::Same,
        Some(s) if has_reason => Plan::Make { revision: s.revision + 1 },
        Some(_) => Plan::NeedsReason,
    }
}

/// What may be missing from a package without blocking it; it travels as "chưa có".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// No signatory is set.
    Signatory,
    /// So many counters have no figure.
    Counters(usize),
    /// These ongoing tasks have no statement of progress.
    Statements(Vec<String>),
    /// So many broken rules have no explanation.
    Unexplained(usize),
}

/// Why a package is not sound.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// The file, or what it unpacks to, is larger than any package.
    #[error("too large")]
    TooLarge,
    /// No zip file, or one that is cut off or damaged.
    #[error("no zip")]
    NotAZip,
    /// A member that cannot be unpacked (encrypted, unknown method, damaged).
    #[error("{0} cannot be unpacked")]
    Unreadable(String),
    /// The workbook is none, or has other numbers than the tables.
    #[error("the workbook has other numbers")]
    Workbook,
    /// A member whose name is not a plain file name, or differs between the zip's two lists.
    #[error("bad member name {0}")]
    BadName(String),
    /// Two members of one name.
    #[error("{0} twice")]
    Duplicate(String),
    /// A member that no package has.
    #[error("{0} does not belong here")]
    Extra(String),
    /// A member is missing.
    #[error("{0} missing")]
    Missing(String),
    /// `datapackage.json` is no descriptor of ours; what is wrong, as a key of it.
    #[error("descriptor: {0}")]
    Descriptor(String),
    /// Made by a newer program.
    #[error("layout {0} unknown")]
    Newer(String),
    /// Made for practice.
    #[error("practice package")]
    Practice,
    /// Follows a plan this program does not have, so that nothing can be worked out again.
    #[error("unknown pack {0}")]
    UnknownPack(String),
    /// A member's content is not what the descriptor says.
    #[error("{0} altered")]
    Altered(String),
    /// A table's cell, row or key that its layout forbids.
    #[error("{file}, line {line}: {column}")]
    Cell {
        /// Member.
        file: String,
        /// 1-based line where the row begins.
        line: u64,
        /// Column, or the reason in a key word.
        column: String,
    },
    /// A figure that does not follow from the months in the package.
    #[error("figure {0}")]
    Figure(String),
    /// An error-severity rule that its figures break.
    #[error("rule {0} broken")]
    Rule(String),
    /// A task whose lateness does not follow from its dates.
    #[error("lateness of {0}")]
    Lateness(String),
    /// A rate that does not follow from the figures.
    #[error("rate {0}")]
    Rate(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(sent: bool) -> Submission {
        Submission {
            period: Period::month(2024, 1),
            revision: 2,
            id: String::new(),
            code: String::new(),
            file: String::new(),
            sha256: String::new(),
            descriptor_sha256: String::new(),
            fingerprint: "f".into(),
            core: "c".into(),
            created: String::new(),
            reason: None,
            sent: sent.then(|| Sent { date: NaiveDate::default(), document: None, note: None }),
        }
    }

    #[test]
    fn revisions_follow_sending() {
        assert_eq!(plan(None, "f", "c", false), Plan::Make { revision: 1 });
        assert_eq!(plan(Some(&sample(false)), "f", "c", false), Plan::Same);
        assert_eq!(plan(Some(&sample(false)), "g", "d", false), Plan::Make { revision: 2 });
        assert_eq!(plan(Some(&sample(true)), "g", "c", false), Plan::Same);
        assert_eq!(plan(Some(&sample(true)), "g", "d", false), Plan::NeedsReason);
        assert_eq!(plan(Some(&sample(true)), "g", "d", true), Plan::Make { revision: 3 });
    }
}
