//! The report in words as data: what stands around the text, its headings, and what is written under each
//! from figures and tasks.

use serde::{Deserialize, Serialize};

use super::{Mark, Pack, Source, TaskRow};
use crate::domain::text::nfc;

/// What stands around the text. Texts may name `{unit}`, `{period}`, `{from}`, `{to}`, `{plan}` and
/// `{recipient}` where nothing else is said. Those that packs stored by earlier programs do not have are taken from
/// another pack, see [`Pack::with_document_of`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportDocument {
    /// Quốc hiệu.
    #[serde(default)]
    pub nation: String,
    /// Tiêu ngữ.
    #[serde(default)]
    pub motto: String,
    /// Issuing body above the unit's name.
    pub agency: String,
    /// Tên loại.
    pub kind: String,
    /// Symbol behind the number that is left open.
    pub symbol: String,
    /// Kinds of units, which do not belong to the name of the place.
    #[serde(default)]
    pub unit_kinds: Vec<String>,
    /// Trích yếu.
    pub subject: String,
    /// Before the addressee.
    #[serde(default)]
    pub dear: String,
    /// First paragraph.
    pub opening: String,
    /// Last paragraph.
    pub closing: String,
    /// What `{plan}` is while the year's own plan is not there: with `{year}`.
    #[serde(default)]
    pub provisional_plan: String,
    /// For whom the signatory signs.
    pub signs_for: String,
    /// Title of the head of the body.
    pub head_title: String,
    /// Over the title of whoever signs in the head's place.
    #[serde(default)]
    pub in_place: String,
    /// Titles of those who sign in the head's place, as they are printed.
    #[serde(default)]
    pub deputies: Vec<String>,
    /// Over the list of recipients.
    #[serde(default)]
    pub recipients: String,
    /// Nơi nhận, a line each.
    pub copies: Vec<String>,
    /// Before an annex's number.
    #[serde(default)]
    pub annex: String,
    /// Under an annex's title, with `{number}`, `{day}` and `{unit}`.
    #[serde(default)]
    pub annex_reference: String,
    /// Title of the annex with the form, with `{period}`.
    #[serde(default)]
    pub form_annex: String,
    /// Title of the annex with the tasks, with `{period}`.
    #[serde(default)]
    pub tasks_annex: String,
    /// Title of the annex with explanations.
    #[serde(default)]
    pub checks_annex: String,
    /// Source.
    pub source: Source,
}

impl ReportDocument {
    /// Lines over the signature of somebody with a title; without one of the head.
    pub fn signs(&self, title: Option<&str>) -> Vec<String> {
        let title = title.unwrap_or(&self.head_title);
        let mut out = vec![self.signs_for.clone()];
        let deputy = self.deputies.iter().filter(|deputy| begins_with(title, deputy)).max_by_key(|deputy| deputy.len());
        if let Some(deputy) = deputy {
            out.extend([self.in_place.clone(), deputy.to_uppercase()]);
        } else if begins_with(title, &self.head_title) {
            out.push(self.head_title.to_uppercase());
        } else {
            out.push(title.to_uppercase());
        }
        out
    }

    /// "Xã An Phước" → "An Phước".
    pub fn place<'a>(&self, unit: &'a str) -> &'a str {
        let without = |kind: &String| unit.strip_prefix(kind.trim())?.strip_prefix(' ');
        self.unit_kinds.iter().find_map(without).unwrap_or(unit)
    }

    /// False for one that was stored before all of its texts were data: they came together.
    pub fn is_whole(&self) -> bool {
        !self.nation.is_empty()
    }

    /// Takes from another what it does not have.
    fn complete(&mut self, other: &Self) {
        let texts = [
            (&mut self.nation, &other.nation),
            (&mut self.motto, &other.motto),
            (&mut self.dear, &other.dear),
            (&mut self.provisional_plan, &other.provisional_plan),
            (&mut self.in_place, &other.in_place),
            (&mut self.recipients, &other.recipients),
            (&mut self.annex, &other.annex),
            (&mut self.annex_reference, &other.annex_reference),
            (&mut self.form_annex, &other.form_annex),
            (&mut self.tasks_annex, &other.tasks_annex),
            (&mut self.checks_annex, &other.checks_annex),
        ];
        for (own, theirs) in texts.into_iter().filter(|(own, _)| own.is_empty()) {
            own.clone_from(theirs);
        }
        let lists = [(&mut self.unit_kinds, &other.unit_kinds), (&mut self.deputies, &other.deputies)];
        for (own, theirs) in lists.into_iter().filter(|(own, _)| own.is_empty()) {
            own.clone_from(theirs);
        }
    }
}

impl Pack {
    /// The same with another pack's report in words where it has none of its own, or one that is not whole. What is
    /// borrowed is assumed; `why` says so. A section of another plan tells only of tasks that both have, with the
    /// same text: a number alone means something else in every plan.
    #[must_use]
    pub fn with_document_of(mut self, other: &Self, why: &str) -> Self {
        if let (Some(own), Some(theirs)) = (&mut self.document, &other.document) {
            own.complete(theirs);
            return self;
        }
        let assumed = |source: &Source| Source { mark: Mark::Assumed, why: why.to_owned(), ..source.clone() };
        let borrowed =
            |document: &ReportDocument| ReportDocument { source: assumed(&document.source), ..document.clone() };
        let section = |section: &Section| Section {
            tasks: section.tasks.iter().flat_map(|wanted| self.shared(other, wanted)).collect(),
            source: assumed(&section.source),
            ..section.clone()
        };
        let sections = other.lists.section.iter().map(section).collect();
        self.document = other.document.as_ref().map(borrowed);
        self.lists.section = sections;
        self
    }

    /// Ids of the tasks that a section of another pack means and that are the same in this one.
    fn shared(&self, other: &Self, wanted: &str) -> Vec<String> {
        if wanted == REST {
            return vec![REST.to_owned()];
        }
        let theirs = |id: &str| other.lists.task.iter().find(|row| row.id == id);
        let is_same = |row: &TaskRow| theirs(&row.id).is_some_and(|other| other.text == row.text);
        let meant = |id: &str| self.lists.task.iter().filter(|row| means(id, &row.id)).all(is_same);
        let rows = self.lists.task.iter().filter(|row| means(wanted, &row.id));
        rows.filter(|row| is_same(row) && meant(&row.id)).map(|row| row.id.clone()).collect()
    }
}

/// True when a title is another or begins with it, whatever their case.
fn begins_with(title: &str, beginning: &str) -> bool {
    let plain = |text: &str| nfc(&text.split_whitespace().collect::<Vec<_>>().join(" ")).to_lowercase();
    let rest = plain(title).strip_prefix(&plain(beginning)).map(str::to_owned);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
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

/// A text with its names between braces replaced by what they stand for; others stay.
pub fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut parts = text.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let value = part.split_once('}').and_then(|(name, rest)| {
            let value = values.iter().find(|(known, _)| *known == name)?.1;
            Some([value, rest].concat())
        });
        out += &value.unwrap_or_else(|| format!("{{{part}"));
    }
    out
}

/// True when `wanted`, an id or a group of ids, means a task: the id itself, or what stands before its `.` or `-`.
pub fn means(wanted: &str, task: &str) -> bool {
    task.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}
