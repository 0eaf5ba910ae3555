//! What forms are for, and what they are called.

use serde::{Deserialize, Serialize};

use crate::app::Source;
use crate::domain::pack::Pack;
use crate::domain::period::Period;
use crate::intake::layout::Mapping;
use crate::strings::{forms, ui};

/// A task, or one of its occurrences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Which {
    /// Task id.
    pub id: String,
    /// Occurrence.
    pub period: Option<Period>,
    /// Further tasks dealt with together with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

impl Which {
    /// One task or occurrence.
    pub fn one(id: String, period: Option<Period>) -> Self {
        Self { id, period, also: Vec::new() }
    }
}

/// What a form is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// First start.
    Setup,
    /// Settings.
    Settings,
    /// Document that settles.
    Settle(Which),
    /// Reason of "không áp dụng".
    NotApplicable(Which),
    /// Reason of opening again.
    Reopen(Which),
    /// Statement of progress.
    Statement(Which),
    /// Note.
    Note(Which),
    /// Extension.
    Postpone(Which),
    /// The event that a task waited for.
    Event(Which),
    /// The day of a task for which the plan gives none for sure.
    TaskDay(Which),
    /// How much is done.
    Percent(Which),
    /// Own lead time.
    Lead(String),
    /// Hiding an alert for a while.
    Snooze {
        /// Kind of alert, its word.
        kind: String,
        /// What it is about.
        about: String,
    },
    /// Pack to bring in.
    ImportPlan,
    /// New own task.
    AddTask,
    /// Own task changed.
    EditTask(String),
    /// Explanation of a broken rule.
    Explain(Period, String),
    /// Where to put a package; with a reason when it is a revision.
    Make(Period, bool),
    /// Why a package that was sent is finalized again.
    Finalize(Period),
    /// The signed document to go with a package; with a reason when it was sent.
    Attach(Period, bool),
    /// Receipt to take in.
    ReceiptImport(Period),
    /// The recipient's answer by hand.
    ReceiptNote(Period),
    /// Where to write the report document.
    WriteReport(Period),
    /// Where to write a copy of a package: period, revision.
    Copy(Period, u32),
    /// The officer's own passage of a section.
    Passage(Period, String),
    /// Handing over.
    Sent(Period),
    /// Due day of a report.
    DueDay(Period),
    /// A cell whose value was being typed when the program was stopped.
    Cell {
        /// Month.
        month: Period,
        /// Field.
        field: String,
        /// Column.
        column: String,
    },
    /// Name of a further field.
    AddField,
    /// File to write a period to.
    Export(Period),
    /// File to import into a month.
    Import(Period),
    /// Why an import needs a reason.
    ImportReason {
        /// Month.
        month: Period,
        /// What is imported.
        source: Source,
        /// Names given a meaning so far.
        #[serde(default)]
        names: Mapping,
    },
    /// What a name in an import stands for.
    ImportName {
        /// Month.
        month: Period,
        /// What is imported.
        source: Source,
        /// The name.
        name: String,
        /// It is a column's head, not a row's.
        #[serde(default)]
        is_column: bool,
        /// Names given a meaning so far.
        #[serde(default)]
        names: Mapping,
    },
    /// Why empty cells become không phát sinh.
    NilReason {
        /// Month.
        month: Period,
        /// Rows with their empty cells.
        rows: Vec<(String, Vec<String>)>,
    },
    /// Comment on a cell.
    Comment {
        /// Month.
        month: Period,
        /// Field.
        field: String,
        /// Column.
        column: String,
    },
    /// Why a cell is changed.
    CellReason {
        /// Month.
        month: Period,
        /// Field.
        field: String,
        /// Column.
        column: String,
        /// Value as typed.
        value: String,
    },
}

impl Purpose {
    /// Heading of the form.
    pub fn title(&self, pack: Option<&Pack>) -> String {
        let name = |period: &Period| pack.map_or_else(|| period.to_string(), |p| ui::period_name(p, *period));
        match self {
            Self::Setup => forms::title::SETUP.to_owned(),
            Self::Settings => forms::title::SETTINGS.to_owned(),
            Self::Settle(_) => forms::title::SETTLE.to_owned(),
            Self::NotApplicable(_) => forms::title::NOT_APPLICABLE.to_owned(),
            Self::Reopen(_) => forms::title::REOPEN.to_owned(),
            Self::Statement(_) => forms::title::STATEMENT.to_owned(),
            Self::Note(_) => forms::title::NOTE.to_owned(),
            Self::Postpone(_) => forms::title::POSTPONE.to_owned(),
            Self::Event(_) => forms::title::EVENT.to_owned(),
            Self::TaskDay(_) => forms::title::TASK_DAY.to_owned(),
            Self::Percent(_) => forms::title::PERCENT.to_owned(),
            Self::Lead(id) => forms::title::lead(id),
            Self::Snooze { .. } => forms::title::SNOOZE.to_owned(),
            Self::ImportPlan => forms::title::IMPORT_PLAN.to_owned(),
            Self::AddTask => forms::title::ADD_TASK.to_owned(),
            Self::EditTask(id) => forms::title::edit_task(id),
            Self::Explain(..) => forms::title::EXPLAIN.to_owned(),
            Self::Make(period, _) => forms::title::make(&name(period)),
            Self::Finalize(period) => forms::title::finalize(&name(period)),
            Self::Attach(period, _) => forms::title::attach(&name(period)),
            Self::ReceiptImport(period) => forms::title::receipt_import(&name(period)),
            Self::ReceiptNote(period) => forms::title::receipt_note(&name(period)),
            Self::WriteReport(period) => forms::title::write_report(&name(period)),
            Self::Copy(period, revision) => forms::title::copy(&name(period), *revision),
            Self::Passage(period, _) => forms::title::passage(&name(period)),
            Self::Sent(period) => forms::title::sent(&name(period)),
            Self::DueDay(period) => forms::title::due_day(&name(period)),
            Self::Cell { month, .. } => forms::title::cell(&name(month)),
            Self::CellReason { month, .. } | Self::NilReason { month, .. } => forms::title::cell_reason(&name(month)),
            Self::Comment { month, .. } => forms::title::comment(&name(month)),
            Self::AddField => forms::title::ADD_FIELD.to_owned(),
            Self::Export(period) => forms::title::export(&name(period)),
            Self::Import(month) | Self::ImportReason { month, .. } => forms::title::import(&name(month)),
            Self::ImportName { is_column: true, .. } => forms::title::IMPORT_COLUMN.to_owned(),
            Self::ImportName { .. } => forms::title::IMPORT_NAME.to_owned(),
        }
    }
}
