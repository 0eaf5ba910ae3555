//! A pack: one plan year as data – tasks, deadlines, forms, rules, indicators, windows, holidays,
//! units and fields, each with its source. Plain structs only; reading TOML is `intake`'s work,
//! checking is [`super::pack_check`]'s. One TOML file may hold any of the sections; a pack is the
//! sum of its files.

mod forms;
mod report;
mod rules;
mod tasks;
pub mod year;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::period::Period;
pub use forms::*;
pub use report::*;
pub use rules::*;
pub use tasks::*;

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
    /// Day the pack was put together: a clock before it is wrong.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
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
    /// How long to wait for the recipient's answer; none: no answer is expected.
    #[serde(default)]
    pub receipt: Option<ReceiptWait>,
    /// Source of the due day.
    pub source: Source,
}

/// How long the recipient of a report may take to answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptWait {
    /// Working days after the sending.
    pub working_days: i64,
    /// Source.
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
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pack {
    /// The plan.
    pub plan: Plan,
    /// Report duty.
    pub report: ReportDuty,
    /// Statements of ongoing tasks.
    pub checkin: Checkin,
    /// Alert lead times.
    pub alert: AlertRule,
    /// What stands around the report's text; a pack from outside may leave it to the built-in one.
    #[serde(default)]
    pub document: Option<ReportDocument>,
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
    /// Sections of the report, in order.
    pub section: Vec<Section>,
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
