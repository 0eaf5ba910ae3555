//! The argument table. Help is Vietnamese; so are usage errors, which clap only names.

mod figures;
mod reports;
mod tasks;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Parser, Subcommand};

use crate::domain::day::{DayError, parse_day};
use crate::domain::period::Period;
use crate::strings::help;
pub use figures::Figures;
pub use reports::{Receipt, Report};
pub use tasks::{Task, Which};

/// Arguments of the program.
#[derive(Debug, Parser)]
#[command(name = "daumoi", about = help::ABOUT, help_template = help::TEMPLATE)]
#[command(disable_help_flag = true, disable_help_subcommand = true, subcommand_help_heading = help::COMMANDS)]
#[command(subcommand_value_name = "LỆNH", arg_required_else_help = false, next_help_heading = help::GLOBAL_OPTIONS)]
pub struct Args {
    #[arg(long, global = true, value_name = "THƯ_MỤC", help = help::DATA_DIR)]
    /// Data dir.
    pub data_dir: Option<PathBuf>,
    #[arg(long, global = true, value_name = "NGÀY", value_parser = day, help = help::TODAY)]
    /// The day taken as today.
    pub today: Option<NaiveDate>,
    #[arg(long, global = true, help = help::DEMO)]
    /// The throw-away practice store instead of a data dir.
    pub demo: bool,
    #[arg(long, global = true, value_name = "NĂM", help = help::YEAR)]
    /// Plan year.
    pub year: Option<i32>,
    #[arg(long, global = true, help = help::JSON)]
    /// JSON output.
    pub json: bool,
    #[arg(long, value_name = "MÀU", value_enum, default_value_t = Color::Auto, hide_default_value = true,
          hide_possible_values = true, help = help::COLOR)]
    /// Colours of the interface.
    pub color: Color,
    #[arg(long, help = help::ASCII)]
    /// Only ASCII characters in the interface.
    pub ascii: bool,
    #[arg(short = 'h', long, global = true, action = ArgAction::Help, help = help::HELP)]
    /// Help.
    help: Option<bool>,
    /// Command; without one the interface is meant.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Colours of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// As the terminal and `NO_COLOR` say.
    Auto,
    /// Bold and reverse only.
    Never,
}

/// Commands.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub enum Command {
    #[command(about = help::INIT, help_template = help::TEMPLATE)]
    /// Set-up.
    Init {
        #[arg(long, value_name = "MÃ", help = help::UNIT)]
        /// Unit code.
        unit: String,
        #[arg(long, value_name = "TÊN", help = help::UNIT_NAME)]
        /// Name of a unit that the pack does not list.
        unit_name: Option<String>,
        #[arg(long, value_name = "HỌ_TÊN", help = help::OFFICER)]
        /// Officer.
        officer: String,
    },
    #[command(about = help::SETTINGS, help_template = help::TEMPLATE)]
    /// Settings.
    Settings {
        #[arg(value_name = "MỤC", help = help::SETTING_KEY)]
        /// Key.
        key: Option<String>,
        #[arg(value_name = "GIÁ_TRỊ", allow_hyphen_values = true, help = help::SETTING_VALUE)]
        /// New value; empty clears.
        value: Option<String>,
    },
    #[command(about = help::TASKS, help_template = help::TEMPLATE)]
    /// Tasks.
    Tasks,
    #[command(about = help::TASK, help_template = help::TEMPLATE, subcommand_help_heading = help::COMMANDS)]
    /// One task.
    Task {
        /// Subcommand.
        #[command(subcommand)]
        command: Task,
    },
    #[command(about = help::ALERTS, help_template = help::TEMPLATE)]
    /// Alerts.
    Alerts {
        #[arg(long, help = help::ALERTS_LINE)]
        /// Counts on one line.
        line: bool,
    },
    #[command(about = help::AGENDA, help_template = help::TEMPLATE)]
    /// Open duties by week and month.
    Agenda,
    #[command(about = help::SCORECARD, help_template = help::TEMPLATE)]
    /// What the commune is judged on.
    Scorecard,
    #[command(about = help::SNOOZE, help_template = help::TEMPLATE)]
    /// Hides an alert for a while.
    Snooze {
        #[arg(value_name = "LOẠI", required_unless_present = "clear", help = help::ALERT_KIND)]
        /// Kind, as in JSON.
        kind: Option<String>,
        #[arg(value_name = "MÃ", required_unless_present = "clear", help = help::ALERT_REF)]
        /// What it is about, as in JSON.
        reference: Option<String>,
        #[arg(long, value_name = "KỲ", help = help::PERIOD)]
        /// Occurrence.
        period: Option<Period>,
        #[arg(long, value_name = "NGÀY", value_parser = day, required_unless_present = "clear", help = help::UNTIL)]
        /// First day on which it is shown again.
        until: Option<NaiveDate>,
        #[arg(long, value_name = "LÝ_DO", required_unless_present = "clear", help = help::REASON)]
        /// Reason.
        reason: Option<String>,
        #[arg(long, conflicts_with_all = ["kind", "reference", "until", "reason"], help = help::SNOOZE_CLEAR)]
        /// Shows all again.
        clear: bool,
    },
    #[command(about = help::FIGURES, help_template = help::TEMPLATE, subcommand_help_heading = help::COMMANDS)]
    /// Figures.
    Figures {
        /// Subcommand.
        #[command(subcommand)]
        command: Figures,
    },
    #[command(about = help::REPORT_DUE, help_template = help::TEMPLATE)]
    /// Due day of a report.
    ReportDue {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
        #[arg(long, value_name = "NGÀY", value_parser = day, help = help::DUE)]
        /// Last day, inclusive.
        date: NaiveDate,
        #[arg(long, value_name = "VĂN_BẢN", help = help::SOURCE)]
        /// Letter.
        source: String,
    },
    #[command(about = help::SUBMIT, help_template = help::TEMPLATE)]
    /// Make the package of a period.
    Submit {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
        #[arg(long, value_name = "THƯ_MỤC", help = help::OUT)]
        /// Folder.
        out: PathBuf,
        #[arg(long, value_name = "LÝ_DO", help = help::REVISION_REASON)]
        /// Reason of a revision.
        revision_reason: Option<String>,
    },
    #[command(about = help::REPORT, help_template = help::TEMPLATE, subcommand_help_heading = help::COMMANDS)]
    /// The report of a period.
    Report {
        /// Subcommand.
        #[command(subcommand)]
        command: Report,
    },
    #[command(about = help::REPORTS, help_template = help::TEMPLATE)]
    /// The year's reports.
    Reports,
    #[command(about = help::RECEIPT, help_template = help::TEMPLATE, subcommand_help_heading = help::COMMANDS)]
    /// Receipts.
    Receipt {
        /// Subcommand.
        #[command(subcommand)]
        command: Receipt,
    },
    #[command(about = help::VERIFY, help_template = help::TEMPLATE)]
    /// Check a package.
    Verify {
        #[arg(value_name = "TỆP", help = help::PACKAGE_FILE)]
        /// File.
        file: PathBuf,
        #[arg(long, value_name = "TỆP", help = help::EARLIER)]
        /// The package it says it replaces.
        earlier: Option<PathBuf>,
    },
    #[command(about = help::SENT, help_template = help::TEMPLATE)]
    /// Handed over.
    Sent {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
        #[arg(long, value_name = "NGÀY", value_parser = day, help = help::SENT_DATE)]
        /// Day.
        date: NaiveDate,
        #[arg(long, value_name = "SỐ_KÝ_HIỆU", help = help::DOCUMENT)]
        /// Document number.
        document: Option<String>,
        #[arg(long, value_name = "GHI_CHÚ", help = help::NOTE)]
        /// Note.
        note: Option<String>,
    },
    #[command(about = help::UNDO, help_template = help::TEMPLATE)]
    /// Undo the last action.
    Undo {
        #[arg(long, help = help::CONFIRM_UNDO)]
        /// Also a package made or handed over.
        confirm: bool,
    },
    #[command(about = help::REDO, help_template = help::TEMPLATE)]
    /// Do it again.
    Redo,
    #[command(about = help::BATCH, help_template = help::TEMPLATE)]
    /// Many commands from a file.
    Batch {
        #[arg(value_name = "TỆP", default_value = "-", hide_default_value = true, help = help::BATCH_FILE)]
        /// File, `-` for standard input.
        file: PathBuf,
    },
    #[command(about = help::PLAN, help_template = help::TEMPLATE, subcommand_help_heading = help::COMMANDS)]
    /// Packs.
    Plan {
        /// Subcommand.
        #[command(subcommand)]
        command: Plan,
    },
    #[command(about = help::LOG, help_template = help::TEMPLATE)]
    /// Audit trail.
    Log {
        #[arg(value_name = "CHỮ", help = help::LOG_QUERY)]
        /// What is searched, diacritics or not.
        query: Vec<String>,
        #[arg(long, value_name = "TỆP", help = help::LOG_CSV)]
        /// A CSV file to write instead.
        csv: Option<PathBuf>,
    },
    #[command(about = help::BACKUP, help_template = help::TEMPLATE)]
    /// Everything in one file.
    Backup {
        #[arg(value_name = "TỆP", help = help::BACKUP_FILE)]
        /// File.
        file: PathBuf,
        #[arg(long, help = help::CONFIRM_REPLACE)]
        /// Over an existing file.
        confirm: bool,
    },
    #[command(about = help::RESTORE, help_template = help::TEMPLATE)]
    /// Back from such a file.
    Restore {
        #[arg(value_name = "TỆP", help = help::BACKUP_FILE)]
        /// File.
        file: PathBuf,
        #[arg(long, help = help::CONFIRM_RESTORE)]
        /// Without it only what would change is shown.
        confirm: bool,
    },
    #[command(about = help::DOCTOR, help_template = help::TEMPLATE)]
    /// Checks everything.
    Doctor,
}

/// Commands on packs.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub enum Plan {
    #[command(about = help::PLAN_CHECK, help_template = help::TEMPLATE)]
    /// Check a pack.
    Check {
        #[arg(value_name = "TỆP", help = help::PACK_FILE)]
        /// File or folder.
        file: PathBuf,
    },
    #[command(about = help::PLAN_IMPORT, help_template = help::TEMPLATE)]
    /// Bring in a pack.
    Import {
        #[arg(value_name = "TỆP", help = help::PACK_FILE)]
        /// File or folder.
        file: PathBuf,
        #[arg(long, help = help::DRY_RUN)]
        /// Only show what would change.
        dry_run: bool,
    },
    #[command(about = help::PLAN_ROLLOVER, help_template = help::TEMPLATE)]
    /// Derive a provisional year.
    Rollover {
        #[arg(value_name = "NĂM", help = help::ROLLOVER_YEAR)]
        /// The year; another word than that of the global option, whose value it would take.
        to: i32,
    },
}

/// A day with its year, in any of the usual ways. A command may be repeated in another year, so that
/// none is filled in.
fn day(text: &str) -> Result<NaiveDate, DayError> {
    const NO_YEAR: i32 = 0;
    parse_day(text, NO_YEAR)
}

/// What a usage error is about: the offending word, or what is missing.
pub fn offender(error: &clap::Error) -> String {
    let kinds = [ContextKind::InvalidSubcommand, ContextKind::InvalidValue, ContextKind::InvalidArg];
    let words = kinds.iter().filter_map(|kind| match error.get(*kind) {
        Some(ContextValue::String(word)) if !word.is_empty() => Some(word.clone()),
        Some(ContextValue::Strings(words)) if !words.is_empty() => Some(words.join(" ")),
        _ => None,
    });
    let words: Vec<String> = words.collect();
    match (error.kind(), words.as_slice()) {
        (ErrorKind::MissingRequiredArgument, _) => help::missing(&words.join(" ")),
        (ErrorKind::InvalidUtf8, _) => help::not_utf8().to_owned(),
        (ErrorKind::ValueValidation | ErrorKind::InvalidValue, [value, argument]) => match day(value) {
            Err(error) if argument.contains("NGÀY") => help::bad_day(argument, value, &error),
            _ if argument.contains("KỲ") => help::bad_period(argument, value),
            _ => help::bad_value(value, argument),
        },
        (_, []) => help::missing("LỆNH"),
        _ => words.join(" "),
    }
}
