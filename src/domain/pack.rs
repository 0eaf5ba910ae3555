//! A pack: one plan year as data – tasks, deadlines, forms, rules, indicators, windows, holidays,
//! units and fields, each with its source. Plain structs only; reading TOML is `intake`'s work,
//! checking is [`super::pack_check`]'s. One TOML file may hold any of the sections; a pack is the
//! sum of its files.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::period::Period;

/// How sure a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Read in the source named.
    Verified,
    /// Our assumption; the screen says so.
    Assumed,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Verified or assumed.
    pub mark: Mark,
    /// Plan row, decree article, letter.
    pub text: String,
    /// Why it is assumed; required for assumed values.
    #[serde(default)]
    pub why: String,
}

/// The plan itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// ASCII id of the pack, e.g. `long-thanh-2024`.
    pub id: String,
    /// Plan year.
    pub year: i32,
    /// Title as issued.
    pub title: String,
    /// Issuing body.
    pub issuer: String,
    /// District (or whoever receives), for lists.
    pub district: String,
    /// Province.
    pub province: String,
    /// Default recipient of reports.
    pub recipient: String,
    /// First day of validity, inclusive.
    pub valid_from: NaiveDate,
    /// Last day of validity, inclusive; the day after, the plan is over.
    pub valid_to: NaiveDate,
    /// Source.
    pub source: Source,
}

/// Which task is the periodic report, and when each report is due.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportDuty {
    /// Id of the task whose occurrences are the reports.
    pub task: String,
    /// Due day: so many working days after the window closes.
    pub due_working_days: u32,
    /// Source of the due day.
    pub source: Source,
}

/// For which periods an ongoing task the commune leads wants a short statement.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkin {
    /// The periods.
    pub periods: Vec<Period>,
    /// Source.
    pub source: Source,
}

/// When alerts begin and grow.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertRule {
    /// Working days before the safe day at which severity rises, largest first
    /// (the largest is the lead time), e.g. 15, 7, 3, 1.
    pub lead_days: Vec<i64>,
    /// Source.
    pub source: Source,
}

/// A legal basis named in documents.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Number of the instrument.
    pub number: String,
    /// What it rules.
    pub title: String,
    /// Source.
    pub source: Source,
}

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

/// A reporting period with its window.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// Period code.
    pub code: Period,
    /// Name, e.g. "Quý I năm 2024".
    pub name: String,
    /// First day, inclusive.
    pub from: NaiveDate,
    /// Last day, inclusive.
    pub to: NaiveDate,
    /// Source.
    pub source: Source,
}

/// How a column of months becomes the column of a longer period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gather {
    /// A flow: months add up.
    Sum,
    /// The first month's value (what was carried into the period).
    First,
    /// The last month's value (a level at the end of the period).
    Last,
    /// Derived from other columns after gathering.
    Derived,
}

/// One column of a form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// ASCII code, unique over all forms of the pack.
    pub code: String,
    /// Printed column number, 0 when the form prints none.
    #[serde(default)]
    pub number: u32,
    /// Header from top level down.
    pub head: Vec<String>,
    /// Short name for messages.
    pub name: String,
    /// How months become longer periods.
    pub gather: Gather,
    /// Parts of a derived total.
    #[serde(default)]
    pub sum: Vec<String>,
    /// Definition.
    #[serde(default)]
    pub definition: String,
    /// Source.
    pub source: Source,
}

/// What rows a form has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FormRows {
    /// One row per field (lĩnh vực).
    Fields,
    /// One row.
    Single,
}

/// The column that continues another column of the month before.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carry {
    /// Column at the beginning of a month.
    pub column: String,
    /// Column at the end of the month before.
    pub from: String,
}

/// A reporting form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// ASCII code: `dossiers`, `counters` …
    pub code: String,
    /// Printed form number.
    pub number: String,
    /// Printed title.
    pub title: String,
    /// By which instrument it was issued, as printed under the number; may be empty.
    #[serde(default)]
    pub issued: String,
    /// Line above the table, e.g. "Đơn vị tính: Số hồ sơ TTHC".
    pub unit_line: String,
    /// Kind of rows.
    pub rows: FormRows,
    /// Headers of the leading columns (TT, field name).
    #[serde(default)]
    pub row_head: Vec<String>,
    /// Largest number accepted in one cell, inclusive.
    pub max: u64,
    /// Carry-over between months.
    #[serde(default)]
    pub carry: Option<Carry>,
    /// Columns in printed order.
    pub column: Vec<Column>,
    /// Source.
    pub source: Source,
}

/// A field (lĩnh vực).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// ASCII code.
    pub code: String,
    /// Name.
    pub name: String,
    /// National code where known, else empty.
    #[serde(default)]
    pub national_code: String,
    /// Source.
    pub source: Source,
}

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
    /// Sentence with `{field} {period} {left} {right} {difference} {months} {columns} {reason}`.
    pub message: String,
    /// Source.
    pub source: Source,
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
}

/// A day off.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayRow {
    /// The day.
    pub date: NaiveDate,
    /// Its name.
    pub name: String,
    /// Source.
    pub source: Source,
}

/// A year whose days off are complete.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    /// The year.
    pub year: i32,
    /// Source.
    pub source: Source,
}

/// Everything a plan year needs, checked by [`super::pack_check`].
#[derive(Debug, Clone)]
pub struct Pack {
    /// The plan.
    pub plan: Plan,
    /// Report duty.
    pub report: ReportDuty,
    /// Statements of ongoing tasks.
    pub checkin: Checkin,
    /// Alert lead times.
    pub alert: AlertRule,
    /// The lists.
    pub lists: Lists,
}

/// The sections that are lists; a file may hold any of them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Lists {
    /// Legal bases.
    pub basis: Vec<Basis>,
    /// Units.
    pub unit: Vec<Unit>,
    /// Bodies.
    pub body: Vec<Body>,
    /// Task groups.
    pub group: Vec<Group>,
    /// Tasks in annex order, then section duties.
    pub task: Vec<TaskRow>,
    /// Corrections.
    pub correction: Vec<Correction>,
    /// Periods and windows.
    pub period: Vec<Window>,
    /// Forms.
    pub form: Vec<Form>,
    /// Fields in form order.
    pub field: Vec<Field>,
    /// Rules.
    pub rule: Vec<RuleRow>,
    /// Indicators.
    pub indicator: Vec<IndicatorRow>,
    /// Days off.
    pub holiday: Vec<DayRow>,
    /// Weekend days worked.
    pub makeup: Vec<DayRow>,
    /// Years whose days off are complete.
    pub calendar_year: Vec<CalendarYear>,
}

impl Pack {
    /// The working-day calendar.
    pub fn calendar(&self) -> Calendar {
        Calendar::new(
            self.lists.holiday.iter().map(|d| d.date),
            self.lists.makeup.iter().map(|d| d.date),
            self.lists.calendar_year.iter().map(|y| y.year),
        )
    }

    /// The window of a period, if the pack has that period.
    pub fn window(&self, period: Period) -> Option<&Window> {
        self.lists.period.iter().find(|w| w.code == period)
    }

    /// The form with one row per field (II.06a).
    pub fn field_form(&self) -> Option<&Form> {
        self.lists.form.iter().find(|f| f.rows == FormRows::Fields)
    }

    /// The forms with a single row.
    pub fn single_forms(&self) -> impl Iterator<Item = &Form> {
        self.lists.form.iter().filter(|f| f.rows == FormRows::Single)
    }

    /// The form that has a column, with the column.
    pub fn column(&self, code: &str) -> Option<(&Form, &Column)> {
        self.lists.form.iter().find_map(|f| f.column.iter().find(|c| c.code == code).map(|c| (f, c)))
    }

    /// Name of a field, or of the single-row form with that code.
    pub fn field_name<'a>(&'a self, code: &'a str) -> &'a str {
        let field = self.lists.field.iter().find(|f| f.code == code).map(|f| f.name.as_str());
        let form = || self.lists.form.iter().find(|f| f.code == code).map(|f| f.title.as_str());
        field.or_else(form).unwrap_or(code)
    }

    /// Short name of a column, or its code.
    pub fn column_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.column(code).map_or(code, |(_, c)| c.name.as_str())
    }

    /// The unit with a code.
    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.lists.unit.iter().find(|u| u.code == code)
    }

    /// True when a body's name means every commune.
    pub fn is_unit_body(&self, name: &str) -> bool {
        self.lists.body.iter().any(|b| b.unit && b.name == name)
    }
}

impl Form {
    /// Columns a person fills in, in printed order.
    pub fn inputs(&self) -> impl Iterator<Item = &Column> {
        self.column.iter().filter(|c| c.gather != Gather::Derived)
    }

    /// Derived totals, in printed order.
    pub fn totals(&self) -> impl Iterator<Item = &Column> {
        self.column.iter().filter(|c| c.gather == Gather::Derived)
    }
}
