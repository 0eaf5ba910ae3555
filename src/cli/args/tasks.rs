//! Arguments of the commands on tasks.

use chrono::NaiveDate;
use clap::Subcommand;

use super::day;
use crate::domain::period::Period;
use crate::strings::help;

/// Commands on one task.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub enum Task {
    #[command(about = help::TASK_DONE, help_template = help::TEMPLATE)]
    /// Settle by a document.
    Done {
        #[command(flatten)]
        /// Which.
        target: Which,
        #[arg(long, value_name = "SỐ_KÝ_HIỆU", help = help::DOCUMENT)]
        /// Document number.
        document: String,
        #[arg(long, value_name = "NGÀY", value_parser = day, help = help::DOCUMENT_DATE)]
        /// Its date.
        date: NaiveDate,
        #[arg(long, value_name = "GHI_CHÚ", help = help::NOTE)]
        /// Note.
        note: Option<String>,
        #[arg(long, value_name = "TỆP", help = help::DOCUMENT_FILE)]
        /// Where it is kept.
        file: Option<String>,
        #[arg(long, help = help::CONFIRM_DATE)]
        /// A date after today or before the plan is meant.
        confirm: bool,
    },
    #[command(about = help::TASK_START, help_template = help::TEMPLATE)]
    /// Under way.
    Start {
        #[command(flatten)]
        /// Which.
        target: Which,
        #[arg(long, value_name = "PHẦN_TRĂM", help = help::PERCENT)]
        /// How much is done, 1–99.
        percent: Option<u8>,
    },
    #[command(about = help::TASK_POSTPONE, help_template = help::TEMPLATE)]
    /// Extension.
    Postpone {
        #[command(flatten)]
        /// Which.
        target: Which,
        #[arg(long, value_name = "NGÀY", value_parser = day, help = help::NEW_DUE)]
        /// New last day, inclusive.
        to: NaiveDate,
        #[arg(long, value_name = "LÝ_DO", help = help::REASON)]
        /// Reason.
        reason: String,
        #[arg(long, value_name = "SỐ_KÝ_HIỆU", help = help::APPROVAL)]
        /// Approving document.
        document: String,
    },
    #[command(about = help::TASK_EVENT, help_template = help::TEMPLATE)]
    /// The event an on-event task waited for.
    Event {
        #[command(flatten)]
        /// Which.
        target: Which,
        #[arg(long, value_name = "SỐ_KÝ_HIỆU", help = help::EVENT_DOCUMENT)]
        /// The document.
        document: String,
        #[arg(long, value_name = "NGÀY", value_parser = day, help = help::EVENT_DATE)]
        /// Its date.
        date: NaiveDate,
        #[arg(long, value_name = "NGÀY", value_parser = day, help = help::DUE)]
        /// The last day that follows, inclusive.
        due: Option<NaiveDate>,
    },
    #[command(about = help::TASK_DUE, help_template = help::TEMPLATE)]
    /// The day of a task for which the plan gives none for sure.
    Due {
        #[command(flatten)]
        /// Which.
        target: Which,
        #[arg(long, value_name = "NGÀY", value_parser = day, help = help::DUE)]
        /// Last day, inclusive.
        date: NaiveDate,
        #[arg(long, value_name = "VĂN_BẢN", help = help::SOURCE)]
        /// Where it comes from.
        source: String,
    },
    #[command(about = help::TASK_LEAD, help_template = help::TEMPLATE)]
    /// Own lead time.
    Lead {
        #[arg(value_name = "MÃ", help = help::TASK_ID)]
        /// Task id or annex number.
        id: String,
        #[arg(value_name = "SỐ_NGÀY", help = help::LEAD)]
        /// Working days; none goes back to the setting.
        days: Option<i64>,
    },
    #[command(about = help::TASK_NOTE, help_template = help::TEMPLATE)]
    /// Note.
    Note {
        #[command(flatten)]
        /// Which.
        target: Which,
        #[arg(value_name = "GHI_CHÚ", help = help::NOTE)]
        /// Text; empty clears.
        text: String,
    },
    #[command(about = help::TASK_FOLLOW, help_template = help::TEMPLATE)]
    /// Mark to come back to.
    Follow {
        #[arg(value_name = "MÃ", help = help::TASK_ID)]
        /// Task id.
        id: String,
        #[arg(long, value_name = "KỲ", help = help::PERIOD)]
        /// Occurrence.
        period: Option<Period>,
        #[arg(value_name = "VÌ_SAO", required_unless_present = "clear", help = help::FOLLOW_WHY)]
        /// Why.
        why: Option<String>,
        #[arg(long, conflicts_with = "why", help = help::FOLLOW_CLEAR)]
        /// Takes the mark away.
        clear: bool,
    },
    #[command(about = help::TASK_NA, help_template = help::TEMPLATE)]
    /// Not applicable.
    Na {
        #[command(flatten)]
        /// Which.
        target: Which,
        #[arg(long, value_name = "LÝ_DO", help = help::REASON)]
        /// Reason.
        reason: String,
    },
    #[command(about = help::TASK_REOPEN, help_template = help::TEMPLATE)]
    /// Open again.
    Reopen {
        #[command(flatten)]
        /// Which.
        target: Which,
        #[arg(long, value_name = "LÝ_DO", help = help::REASON)]
        /// Reason.
        reason: String,
    },
    #[command(about = help::TASK_STATEMENT, help_template = help::TEMPLATE)]
    /// Statement of progress.
    Statement {
        #[command(flatten)]
        /// Which.
        target: Which,
        #[arg(value_name = "NỘI_DUNG", help = help::STATEMENT)]
        /// Text.
        text: String,
    },
    #[command(about = help::TASK_ADD, help_template = help::TEMPLATE)]
    /// Add an own task.
    Add {
        #[arg(value_name = "NỘI_DUNG", help = help::TASK_TEXT)]
        /// What is to be done.
        text: String,
        #[arg(long, value_name = "NGÀY", value_parser = day, required_unless_present = "when", help = help::DUE)]
        /// Last day, inclusive.
        due: Option<NaiveDate>,
        #[arg(long, value_name = "THỜI_HẠN", conflicts_with = "due", help = help::WHEN)]
        /// A deadline in words.
        when: Option<String>,
        #[arg(long = "link", value_name = "MÃ", help = help::LINK)]
        /// Rows of the plan and indicators it belongs to.
        links: Vec<String>,
        #[arg(long, value_name = "HỌ_TÊN", help = help::PERSON)]
        /// Person in charge.
        person: Option<String>,
        #[arg(long, value_name = "VĂN_BẢN", help = help::SOURCE)]
        /// Letter.
        source: Option<String>,
    },
    #[command(about = help::TASK_REMOVE, help_template = help::TEMPLATE)]
    /// Remove an own task.
    Remove {
        #[arg(value_name = "MÃ", help = help::TASK_ID)]
        /// Id.
        id: String,
        #[arg(long, help = help::CONFIRM)]
        /// Sure.
        confirm: bool,
    },
}

/// The task or occurrence meant.
#[derive(Debug, clap::Args)]
pub struct Which {
    #[arg(value_name = "MÃ", help = help::TASK_ID)]
    /// Task id or annex number.
    pub id: String,
    #[arg(long, value_name = "KỲ", help = help::PERIOD)]
    /// Occurrence.
    pub period: Option<Period>,
    #[arg(long, value_name = "MÃ", help = help::ALSO)]
    /// Further tasks, as one action.
    pub also: Vec<String>,
}
