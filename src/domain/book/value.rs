//! What may stand under a key.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::key::Key;
use crate::domain::cell::Cell;
use crate::domain::pack::DeadlineKind;
use crate::domain::period::Period;
use crate::domain::submission::Submission;

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

/// A task of the commune's own, with a deadline of any kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTask {
    /// What is to be done.
    pub text: String,
    /// Kind of deadline.
    #[serde(default = "by", skip_serializing_if = "is_by")]
    pub kind: DeadlineKind,
    /// Day of `before` (exclusive) and `by` (inclusive).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// Span of `within`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Period>,
    /// Periods of `recurring`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub periods: Vec<Period>,
    /// Last day of `recurring`, inclusive, as a day of each period's last calendar month; none for the regime's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month_day: Option<u32>,
    /// What it belongs to: ids of the plan's rows, codes of indicators.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
    /// Deadline as typed, where it is more than a day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub wording: String,
    /// Why its day is only assumed; none for a sure one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
    /// Product of the row that it carries on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// The debt of an earlier year that it is: what has been done stands there, once for all years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Person in charge.
    #[serde(default)]
    pub person: Option<String>,
    /// Letter it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

fn by() -> DeadlineKind {
    DeadlineKind::By
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde hands over a reference
fn is_by(kind: &DeadlineKind) -> bool {
    *kind == DeadlineKind::By
}

/// A task, or one of its occurrences, of another plan year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Plan year.
    pub year: i32,
    /// Task id.
    pub task: String,
    /// Occurrence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
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
    /// Where the officer keeps it: a path or a reference, never opened by the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

/// An extension (gia hạn).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// New last day, inclusive.
    pub to: NaiveDate,
    /// Reason.
    pub reason: String,
    /// Approving document.
    pub document: String,
}

/// What an on-event task waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The document that is the event, or tells of it.
    pub document: String,
    /// Its date.
    pub date: NaiveDate,
}

/// An alert that is not shown for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snooze {
    /// First day on which it is shown again.
    pub until: NaiveDate,
    /// Reason.
    pub reason: String,
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
    /// How much of it is done, 1–99 percent, while it is under way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
    /// Extensions in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// What an on-event task waited for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<Event>,
    /// What the recipient of a report asked to look at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow: Option<String>,
    /// Last day set by the officer where the plan gives none for sure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<DueDay>,
    /// Lead time of its alerts, in working days; none is the setting's or the pack's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead_days: Option<i64>,
}

/// A due day set by the officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueDay {
    /// Last day, inclusive.
    pub date: NaiveDate,
    /// Letter that orders it.
    pub source: String,
}

/// A field (lĩnh vực) of the commune's own, beside those of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnField {
    /// Name as it stands in the form.
    pub name: String,
}

/// Why a row has to be looked at again: levels before it that were corrected since it was entered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Review {
    /// One for each month whose level was corrected, earliest first.
    pub causes: Vec<Cause>,
}

/// A level that was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// The month whose level it is.
    pub month: Period,
    /// The level when the row was entered.
    pub was: Cell,
    /// The level now.
    pub now: Cell,
}

/// The officer's own words in a section of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Paragraphs, parted by line feeds.
    pub text: String,
    /// They stand alone: the sentences that follow from the figures are left out.
    pub alone: bool,
}

/// One stored value. The variant belongs to the key's kind. Large ones are boxed: most values are cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Settings, reasons, explanations, comments, marks, mappings.
    Text(String),
    /// [`Key::Plan`].
    Plan(Box<PlanYear>),
    /// [`Key::OwnTask`].
    OwnTask(Box<OwnTask>),
    /// [`Key::Progress`].
    Progress(Box<Progress>),
    /// [`Key::Cell`]; a missing cell is stored as no value at all.
    Cell(Cell),
    /// [`Key::Review`].
    Review(Box<Review>),
    /// [`Key::OwnField`].
    OwnField(OwnField),
    /// [`Key::Due`].
    Due(DueDay),
    /// [`Key::Submission`].
    Submission(Box<Submission>),
    /// [`Key::Snooze`].
    Snooze(Snooze),
    /// [`Key::Passage`].
    Passage(Passage),
    /// [`Key::Pack`]: the pack as JSON.
    Pack(String),
}

impl Value {
    /// True when a value of this kind may stand under `key`.
    pub fn fits(&self, key: &Key) -> bool {
        match self {
            Self::Text(_) => matches!(
                key,
                Key::Setting(_)
                    | Key::CarryReason(..)
                    | Key::Explanation(..)
                    | Key::Comment(..)
                    | Key::Follow(..)
                    | Key::Mapping(..)
            ),
            Self::Plan(_) => matches!(key, Key::Plan(_)),
            Self::OwnTask(_) => matches!(key, Key::OwnTask(..)),
            Self::Progress(_) => matches!(key, Key::Progress(..)),
            Self::Cell(_) => matches!(key, Key::Cell(..)),
            Self::Review(_) => matches!(key, Key::Review(..)),
            Self::OwnField(_) => matches!(key, Key::OwnField(_)),
            Self::Due(_) => matches!(key, Key::Due(_)),
            Self::Submission(_) => matches!(key, Key::Submission(..)),
            Self::Passage(_) => matches!(key, Key::Passage(..)),
            Self::Pack(_) => matches!(key, Key::Pack(_)),
            Self::Snooze(_) => matches!(key, Key::Snooze(..)),
        }
    }
}
