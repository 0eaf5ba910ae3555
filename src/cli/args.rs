//! The argument table. Help is Vietnamese; so are usage errors, which clap only names.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::error::{ContextKind, ContextValue};
use clap::{ArgAction, Parser, Subcommand};

use crate::strings::help;

/// Arguments of the program.
#[derive(Debug, Parser)]
#[command(name = "daumoi", about = help::ABOUT, help_template = help::TEMPLATE)]
#[command(disable_help_flag = true, disable_help_subcommand = true, subcommand_help_heading = help::COMMANDS)]
#[command(subcommand_value_name = "LỆNH", arg_required_else_help = false, next_help_heading = help::OPTIONS)]
pub struct Args {
    #[arg(long, global = true, value_name = "THƯ_MỤC", help = help::DATA_DIR)]
    /// Data dir.
    pub data_dir: Option<PathBuf>,
    #[arg(long, global = true, value_name = "NĂM-THÁNG-NGÀY", help = help::TODAY)]
    /// The day taken as today.
    pub today: Option<NaiveDate>,
    #[arg(long, global = true, value_name = "NĂM", help = help::YEAR)]
    /// Plan year.
    pub year: Option<i32>,
    #[arg(long, global = true, help = help::JSON)]
    /// JSON output.
    pub json: bool,
    #[arg(short = 'h', long, global = true, action = ArgAction::Help, help = help::HELP)]
    /// Help.
    help: Option<bool>,
    /// Command.
    #[command(subcommand)]
    pub command: Command,
}

/// Commands.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub enum Command {
    #[command(about = help::INIT, help_template = help::TEMPLATE)]
    /// Set-up.
    Init {
        #[arg(long, value_name = "MÃ")]
        /// Unit code.
        unit: String,
        #[arg(long, value_name = "HỌ_TÊN")]
        /// Officer.
        officer: String,
    },
    #[command(about = help::TASKS, help_template = help::TEMPLATE)]
    /// Tasks.
    Tasks,
    #[command(about = help::ALERTS, help_template = help::TEMPLATE)]
    /// Alerts.
    Alerts,
    #[command(about = help::FIGURES, help_template = help::TEMPLATE, subcommand_help_heading = help::COMMANDS)]
    /// Figures.
    Figures {
        /// Subcommand.
        #[command(subcommand)]
        command: Figures,
    },
    #[command(about = help::LOG, help_template = help::TEMPLATE)]
    /// Audit trail.
    Log,
}

/// Commands on figures.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub enum Figures {
    #[command(about = help::FIGURES_SHOW, help_template = help::TEMPLATE)]
    /// Show a period.
    Show {
        #[arg(value_name = "KỲ")]
        /// Period code.
        period: String,
    },
    #[command(about = help::FIGURES_SET, help_template = help::TEMPLATE)]
    /// Set cells.
    Set {
        #[arg(value_name = "THÁNG")]
        /// Month code.
        period: String,
        #[arg(value_name = "LĨNH_VỰC")]
        /// Field code, or the code of a single-row form.
        field: String,
        #[arg(value_name = "CỘT=GIÁ_TRỊ", required = true)]
        /// Cells.
        cells: Vec<String>,
        #[arg(long, value_name = "LÝ_DO")]
        /// Reason.
        reason: Option<String>,
    },
}

/// The word a usage error is about.
pub fn offender(error: &clap::Error) -> String {
    let kinds = [ContextKind::InvalidSubcommand, ContextKind::InvalidValue, ContextKind::InvalidArg];
    let words = kinds.iter().filter_map(|kind| match error.get(*kind) {
        Some(ContextValue::String(word)) if !word.is_empty() => Some(word.clone()),
        Some(ContextValue::Strings(words)) if !words.is_empty() => Some(words.join(" ")),
        _ => None,
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { "thiếu lệnh".to_owned() } else { words.join(" ") }
}
