//! Rules over figures, and indicators with their targets.

use serde::{Deserialize, Serialize};

use super::Source;

/// How bad a broken rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// For information.
    Note,
    /// May travel, with or without an explanation.
    Warning,
    /// Blocks the package.
    Error,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Sum of cells – operator – sum of cells.
    Compare,
    /// Carried differs from last month's level and no reason was given.
    CarryBreak,
    /// Carried differs from last month's level, with a reason.
    CarryReasoned,
    /// A month of a longer period has no entry for a field (or counter) that other months have.
    MonthMissing,
    /// A field that has begun still has empty cells.
    CellsMissing,
    /// A level before the row was corrected after the row was entered.
    Review,
    /// A value far from what the same cell held in the months before.
    Unusual,
}

/// Over which row a comparing rule runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Each field that has begun.
    #[default]
    Field,
    /// Column totals together with the single-row forms.
    Total,
}

/// Comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Op {
    /// Equal.
    #[default]
    #[serde(rename = "=")]
    Equal,
    /// At most.
    #[serde(rename = "<=")]
    AtMost,
    /// At least.
    #[serde(rename = ">=")]
    AtLeast,
    /// More than.
    #[serde(rename = ">")]
    MoreThan,
}

/// What a missing cell does to a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OnMissing {
    /// The rule is not judged.
    #[default]
    Skip,
    /// It counts as 0.
    Zero,
    /// The rule counts as broken.
    Broken,
}

/// When a value is far from what its cell held before: further from the median of the months before than
/// `times` the median of their distances from it (MAD), and at least `floor` away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unusual {
    /// Most months looked back, inclusive.
    pub months: usize,
    /// Fewest of them that hold a value, inclusive.
    pub least: usize,
    /// How many times the MAD.
    pub times: u64,
    /// Distance from the median below which nothing is unusual.
    pub floor: u64,
}

/// A rule (quy tắc kiểm tra).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleRow {
    /// ASCII code.
    pub code: String,
    /// What it looks at.
    pub check: Check,
    /// Row scope of `compare`.
    #[serde(default)]
    pub scope: Scope,
    /// Column codes summed on the left.
    #[serde(default)]
    pub left: Vec<String>,
    /// Comparison.
    #[serde(default)]
    pub op: Op,
    /// Column codes summed on the right.
    #[serde(default)]
    pub right: Vec<String>,
    /// How bad.
    pub severity: Severity,
    /// Missing values.
    #[serde(default)]
    pub missing: OnMissing,
    /// What `unusual` means; only there.
    #[serde(default)]
    pub unusual: Option<Unusual>,
    /// Sentence with `{field} {period} {left} {right} {difference} {months} {columns} {column} {reason}`.
    pub message: String,
    /// Source.
    pub source: Source,
}

impl RuleRow {
    /// False for a rule that only speaks to the officer, of work to do or of months outside the period:
    /// what it finds is no part of a package.
    pub fn travels(&self) -> bool {
        !matches!(self.check, Check::Unusual | Check::Review)
    }
}

/// An exact ratio to compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Comparison of the rate with the ratio.
    pub op: Op,
    /// Numerator of the target.
    pub numerator: u64,
    /// Denominator of the target, > 0.
    pub denominator: u64,
}

/// Another way to work out the same rate, shown beside the pack's own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherBasis {
    /// Whose way it is.
    pub name: String,
    /// Column codes added up above the line.
    pub numerator: Vec<String>,
    /// Column codes added up below the line.
    pub denominator: Vec<String>,
    /// Formula in words.
    pub formula: String,
    /// Source.
    pub source: Source,
}

/// An indicator (chỉ tiêu).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorRow {
    /// ASCII code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Column codes added up above the line.
    pub numerator: Vec<String>,
    /// Column codes below the line; empty when `base_year` is set.
    #[serde(default)]
    pub denominator: Vec<String>,
    /// The denominator is the numerator's own count in this earlier year.
    #[serde(default)]
    pub base_year: Option<i32>,
    /// What the numerator counts, for sentences ("hồ sơ trực tuyến").
    pub counts: String,
    /// How much may still go wrong while the target is met, with `{n}` and `{target}`; empty where there is
    /// no such way to say it.
    #[serde(default)]
    pub spare: String,
    /// Commune target.
    pub target: Target,
    /// District target, where the plan has another.
    #[serde(default)]
    pub district_target: Option<Target>,
    /// Source of the target.
    pub source: Source,
    /// Formula in words.
    pub formula: String,
    /// Source of the formula.
    pub formula_source: Source,
    /// Other ways to work it out.
    #[serde(default)]
    pub other: Vec<OtherBasis>,
}
