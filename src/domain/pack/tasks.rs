//! The plan's tasks: units, bodies, groups, deadlines, rows, corrections.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Mark, Source};
use crate::domain::period::Period;

/// An administrative unit a commune is chosen from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// National unit code.
    pub code: String,
    /// Name with kind, e.g. "Xã An Phước".
    pub name: String,
    /// `xa` or `thi_tran`.
    pub kind: String,
    /// ASCII name for file names.
    pub slug: String,
    /// Source.
    pub source: Source,
}

/// A body named in lead or coordinating columns.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Name as used in the rows.
    pub name: String,
    /// True when it means every commune, so this one too.
    #[serde(default)]
    pub unit: bool,
}

/// A group of tasks.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Printed number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Source.
    pub source: Source,
}

/// A deadline as the pack writes it; see [`DeadlineKind`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineRow {
    /// One of the eight kinds.
    pub kind: DeadlineKind,
    /// Printed wording of the time cell.
    pub text: String,
    /// Date of `before` and `by`.
    #[serde(default)]
    pub date: Option<NaiveDate>,
    /// Span of `within`.
    #[serde(default)]
    pub span: Option<Period>,
    /// Periods of `recurring`.
    #[serde(default)]
    pub periods: Vec<Period>,
    /// Verified or assumed.
    pub mark: Mark,
    /// Why assumed.
    #[serde(default)]
    pub why: String,
}

/// The eight kinds of deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeadlineKind {
    /// "Trước ngày D": D excluded.
    Before,
    /// "Chậm nhất ngày D": D included.
    By,
    /// Within a calendar span ("Quý III/2024"): its last day included.
    Within,
    /// Once each period.
    Recurring,
    /// "Thường xuyên".
    Ongoing,
    /// When something happens ("khi có hướng dẫn").
    Event,
    /// By another plan.
    Plan,
    /// The plan gives none.
    Unset,
}

/// One row of the plan's annex or one duty of its sections.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskRow {
    /// Unique id within the pack.
    pub id: String,
    /// Printed number; shared by sub-rows.
    pub number: String,
    /// Group number.
    pub group: String,
    /// Goal ("mục tiêu"), inherited by sub-rows; empty where the cell is merged with the task.
    pub goal: String,
    /// What is to be done.
    pub text: String,
    /// Product that proves it.
    pub product: String,
    /// Lead bodies.
    pub lead: Vec<String>,
    /// Coordinating bodies.
    pub coordinate: Vec<String>,
    /// Deadline.
    pub deadline: DeadlineRow,
    /// Note for the officer.
    #[serde(default)]
    pub note: String,
    /// Other places of the plan stating the same duty.
    #[serde(default)]
    pub also: Vec<String>,
    /// Codes of the indicators that measure it.
    #[serde(default)]
    pub links: Vec<String>,
    /// The row was in an earlier issue of the plan and is in this one no more; kept for what was done about it.
    #[serde(default)]
    pub dropped: bool,
    /// Source.
    pub source: Source,
}

/// A scanning slip or shifted cell that was put right.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Where.
    pub place: String,
    /// As printed.
    pub printed: String,
    /// As used.
    pub used: String,
    /// Why.
    pub why: String,
}
