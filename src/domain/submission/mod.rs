//! What is remembered of a package that was made: identity, hashes, what it was made from and how
//! far it has gone. Knows nothing of zip or CSV.

mod fault;
mod receipt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::period::Period;
pub use fault::{Fault, ReceiptError};
pub use receipt::{Receipt, Remark, Verdict};

/// How far a submission has gone: each state follows from what is recorded of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Package made and kept in the data dir, no copy written out yet.
    Finalized,
    /// Package made and kept, not yet handed over.
    Exported,
    /// Handed over, its document number still unknown.
    SentUnnumbered,
    /// Handed over with a document.
    Sent,
    /// The recipient has taken it.
    Received,
    /// The recipient has sent it back, with reasons.
    Returned,
}

impl State {
    /// Its word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Finalized => "finalized",
            Self::Exported => "exported",
            Self::SentUnnumbered => "sent_unnumbered",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Returned => "returned",
        }
    }
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

impl Sent {
    /// Handed over, and its number is still to be noted.
    pub fn lacks_number(&self) -> bool {
        self.document.is_none()
    }
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
    /// Fingerprint of figures, rates, checks, explanations and the officer's own passages alone: what a correction is
    /// about.
    pub core: String,
    /// When it was finalized, RFC 3339.
    pub created: String,
    /// Why there is a revision ≥ 2.
    pub reason: Option<String>,
    /// The handing over, once it happened.
    pub sent: Option<Sent>,
    /// Layout the package has.
    #[serde(default = "first_layout", skip_serializing_if = "is_first_layout")]
    pub layout: String,
    /// Finalized and kept, but no copy was written out yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kept_only: bool,
    /// SHA-256 of the signed document attached to it, hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
    /// What it lacked when it was made. None: it is complete.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
    /// What the recipient answered, oldest first; the newest holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receipts: Vec<Receipt>,
}

/// Layout of the packages made before their layout was noted.
fn first_layout() -> String {
    "1.0".to_owned()
}

/// Such a package reads and writes as it did then: its digest stands in older copies.
fn is_first_layout(layout: &str) -> bool {
    layout == first_layout()
}

impl Submission {
    /// State derived from what is recorded.
    pub fn state(&self) -> State {
        match (self.receipts.last().map(|r| r.result), &self.sent) {
            (Some(Verdict::Received), _) => State::Received,
            (Some(Verdict::Returned), _) => State::Returned,
            (None, Some(Sent { document: None, .. })) => State::SentUnnumbered,
            (None, Some(_)) => State::Sent,
            (None, None) if self.kept_only => State::Finalized,
            (None, None) => State::Exported,
        }
    }

    /// The newest answer of the recipient.
    pub fn receipt(&self) -> Option<&Receipt> {
        self.receipts.last()
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
/// After `sent` only figures, checks, explanations and own passages count (`core`): progress of other tasks
/// is not a correction of a report that is out – unless the officer gives a reason to send it again. A
/// package that came back is corrected in whatever it says, and may go once more as it is.
pub fn plan(latest: Option<&Submission>, fingerprint: &str, core: &str, has_reason: bool) -> Plan {
    let Some(latest) = latest else { return Plan::Make { revision: 1 } };
    let same = latest.fingerprint == fingerprint;
    let returned = latest.state() == State::Returned;
    match latest.sent {
        None if same => Plan::Same,
        None => Plan::Make { revision: latest.revision },
        Some(_) if has_reason && (returned || !same) => Plan::Make { revision: latest.revision + 1 },
        Some(_) if same || (latest.core == core && !returned) => Plan::Same,
        Some(_) => Plan::NeedsReason,
    }
}

/// What may be missing from a package without blocking it; it travels as "chưa có".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
            layout: String::new(),
            kept_only: false,
            signed: None,
            gaps: Vec::new(),
            receipts: Vec::new(),
        }
    }

    fn returned() -> Submission {
        let receipt = Receipt {
            result: Verdict::Returned,
            date: NaiveDate::default(),
            number: None,
            reasons: Vec::new(),
            file: None,
        };
        Submission { receipts: vec![receipt], ..sample(true) }
    }

    #[test]
    fn revisions_follow_sending() {
        assert_eq!(plan(None, "f", "c", false), Plan::Make { revision: 1 });
        assert_eq!(plan(Some(&sample(false)), "f", "c", false), Plan::Same);
        assert_eq!(plan(Some(&sample(false)), "g", "d", false), Plan::Make { revision: 2 });
        assert_eq!(plan(Some(&sample(true)), "g", "c", false), Plan::Same);
        assert_eq!(plan(Some(&sample(true)), "g", "d", false), Plan::NeedsReason);
        assert_eq!(plan(Some(&sample(true)), "g", "d", true), Plan::Make { revision: 3 });
        assert_eq!(plan(Some(&sample(true)), "f", "c", true), Plan::Same, "nothing to correct");
        assert_eq!(plan(Some(&returned()), "f", "c", false), Plan::Same);
        assert_eq!(plan(Some(&returned()), "f", "c", true), Plan::Make { revision: 3 }, "once more as it is");
        assert_eq!(plan(Some(&returned()), "g", "c", false), Plan::NeedsReason, "anything it says counts");
    }

    #[test]
    fn the_newest_that_is_known_is_the_state() {
        assert_eq!(Submission { kept_only: true, ..sample(false) }.state(), State::Finalized);
        assert_eq!(sample(false).state(), State::Exported);
        assert_eq!(sample(true).state(), State::SentUnnumbered);
        assert_eq!(returned().state(), State::Returned);
        let mut accepted = returned();
        accepted.receipts.push(Receipt { result: Verdict::Received, ..accepted.receipts[0].clone() });
        assert_eq!(accepted.state(), State::Received);
    }
}
