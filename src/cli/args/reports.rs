//! Arguments of the commands on reports and receipts.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Subcommand, ValueEnum};

use super::day;
use crate::domain::period::Period;
use crate::domain::submission::Verdict;
use crate::strings::help;

/// Commands on the report of a period.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub enum Report {
    #[command(about = help::REPORT_CHECK, help_template = help::TEMPLATE)]
    /// The checklist before finalizing.
    Check {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
    },
    #[command(about = help::REPORT_TEXT, help_template = help::TEMPLATE)]
    /// The report in words.
    Text {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
    },
    #[command(about = help::REPORT_PASSAGE, help_template = help::TEMPLATE)]
    /// The officer's own passage of a section.
    Passage {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
        #[arg(value_name = "ĐỀ_MỤC", help = help::SECTION)]
        /// Code of the section.
        section: String,
        #[arg(value_name = "LỜI", allow_hyphen_values = true, help = help::PASSAGE)]
        /// Text; empty takes it away.
        text: String,
        #[arg(long, help = help::ALONE)]
        /// Without what follows from the figures.
        alone: bool,
    },
    #[command(about = help::REPORT_WRITE, help_template = help::TEMPLATE)]
    /// The document alone.
    Write {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
        #[arg(value_name = "TỆP", help = help::DOCX_FILE)]
        /// File.
        file: PathBuf,
        #[arg(long, help = help::CONFIRM_REPLACE)]
        /// Over an existing file.
        confirm: bool,
    },
    #[command(about = help::REPORT_FINALIZE, help_template = help::TEMPLATE)]
    /// Make the package and keep it.
    Finalize {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
        #[arg(long, value_name = "LÝ_DO", help = help::REVISION_REASON)]
        /// Reason of a revision.
        revision_reason: Option<String>,
    },
    #[command(about = help::REPORT_ATTACH, help_template = help::TEMPLATE)]
    /// Put the signed document into the package.
    Attach {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
        #[arg(value_name = "TỆP_PDF", help = help::SIGNED_FILE)]
        /// The signed document.
        file: PathBuf,
        #[arg(long, value_name = "THƯ_MỤC", help = help::OUT)]
        /// Folder.
        out: Option<PathBuf>,
        #[arg(long, value_name = "LÝ_DO", help = help::REVISION_REASON)]
        /// Reason of a revision.
        revision_reason: Option<String>,
    },
    #[command(about = help::REPORT_COPY, help_template = help::TEMPLATE)]
    /// A package as it was made.
    Copy {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
        #[arg(long, value_name = "LẦN", help = help::REVISION)]
        /// Revision, from 1.
        revision: u32,
        #[arg(long, value_name = "THƯ_MỤC", help = help::OUT)]
        /// Folder.
        out: PathBuf,
    },
    #[command(about = help::REPORT_WITHDRAW, help_template = help::TEMPLATE)]
    /// Take an unsent revision back.
    Withdraw {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
        #[arg(long, help = help::CONFIRM_WITHDRAW)]
        /// Meant.
        confirm: bool,
    },
    #[command(about = help::REPORT_HISTORY, help_template = help::TEMPLATE)]
    /// Every revision, beside today's figures.
    History {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
    },
}

/// Taken or sent back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Outcome {
    /// Taken.
    Received,
    /// Sent back.
    Returned,
}

impl From<Outcome> for Verdict {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Received => Self::Received,
            Outcome::Returned => Self::Returned,
        }
    }
}

/// Commands on receipts.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub enum Receipt {
    #[command(about = help::RECEIPT_MAKE, help_template = help::TEMPLATE)]
    /// The recipient's answer as a file.
    Make {
        #[arg(value_name = "TỆP", help = help::PACKAGE_FILE)]
        /// Package.
        file: PathBuf,
        #[arg(long, value_name = "KẾT_QUẢ", value_enum, hide_possible_values = true, help = help::RESULT)]
        /// Taken or sent back.
        result: Outcome,
        #[arg(long, value_name = "LÝ_DO", help = help::RECEIPT_REASON)]
        /// Reasons.
        reason: Vec<String>,
        #[arg(long, value_name = "SỐ", help = help::RECEIPT_NUMBER)]
        /// Number in the register.
        number: Option<String>,
        #[arg(long, value_name = "TỆP", help = help::RECEIPT_OUT)]
        /// File to write.
        out: PathBuf,
        #[arg(long, help = help::CONFIRM_REPLACE)]
        /// Over an existing file.
        confirm: bool,
    },
    #[command(about = help::RECEIPT_IMPORT, help_template = help::TEMPLATE)]
    /// Take a receipt in.
    Import {
        #[arg(value_name = "TỆP", help = help::RECEIPT_FILE)]
        /// File.
        file: PathBuf,
    },
    #[command(about = help::RECEIPT_NOTE, help_template = help::TEMPLATE)]
    /// Note an answer by hand.
    Note {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
        #[arg(long, value_name = "KẾT_QUẢ", value_enum, hide_possible_values = true, help = help::RESULT)]
        /// Taken or sent back.
        result: Outcome,
        #[arg(long, value_name = "NGÀY", value_parser = day, help = help::ANSWER_DATE)]
        /// Day of the answer.
        date: NaiveDate,
        #[arg(long, value_name = "SỐ", help = help::RECEIPT_NUMBER)]
        /// Number in the register.
        number: Option<String>,
        #[arg(long, value_name = "LÝ_DO", help = help::RECEIPT_REASON)]
        /// Reasons.
        reason: Vec<String>,
    },
}
