//! The report in words as data: what stands around the text, its headings, and what is written under each
//! from figures and tasks.

use serde::{Deserialize, Serialize};

use super::Source;

/// What stands around the text. Texts may name `{unit}`, `{period}`, `{from}`, `{to}`, `{plan}` and
/// `{recipient}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportDocument {
    /// Issuing body above the unit's name.
    pub agency: String,
    /// Tên loại.
    pub kind: String,
    /// Symbol behind the number that is left open.
    pub symbol: String,
    /// Trích yếu.
    pub subject: String,
    /// First paragraph.
    pub opening: String,
    /// Last paragraph.
    pub closing: String,
    /// For whom the signatory signs.
    pub signs_for: String,
    /// Title of the head of the body: whoever has another one signs in the head's place.
    pub head_title: String,
    /// Nơi nhận, a line each.
    pub copies: Vec<String>,
    /// Source.
    pub source: Source,
}

/// A heading with what is written under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Code, for the officer's own passages.
    pub code: String,
    /// Printed number.
    pub number: String,
    /// Depth, 1 to 3.
    pub level: u8,
    /// Heading.
    pub title: String,
    /// Sentences from the figures.
    #[serde(default)]
    pub sentence: Vec<Sentence>,
    /// Ids and groups of tasks told of here; `*` takes what no other section does.
    #[serde(default)]
    pub tasks: Vec<String>,
    /// What else follows from figures and tasks.
    #[serde(default)]
    pub includes: Vec<Include>,
    /// What is written where nothing else is; empty for a heading over others.
    #[serde(default)]
    pub nothing: String,
    /// Source.
    pub source: Source,
}

/// A sentence in clauses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// Clauses with `{column}`, `{rate:indicator}`, `{target:indicator}`; one with a figure that is not there
    /// is left out.
    pub parts: Vec<String>,
    /// What is written where every figure of the first clause is nothing; empty: the sentence is left out.
    #[serde(default)]
    pub none: String,
}

/// What follows from figures and tasks as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Include {
    /// How many indicators are met, and which are not.
    Verdicts,
    /// Table of the indicators.
    Indicators,
    /// Differences between the levels of one month and the next, with their reasons.
    Differences,
    /// What the commune leads and had not done when its day had come, by the end of the period.
    Overdue,
    /// What it leads and is to do in the period after.
    Ahead,
}

/// Stands in [`Section::tasks`] for every task that no section names.
pub const REST: &str = "*";

/// The names between braces in a text.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

/// True when `wanted`, an id or a group of ids, means a task: the id itself, or what stands before its `.` or `-`.
pub fn means(wanted: &str, task: &str) -> bool {
    task.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}
