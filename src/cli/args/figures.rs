//! Arguments of the commands on figures.

use std::path::PathBuf;

use clap::Subcommand;

use crate::domain::period::Period;
use crate::strings::help;

/// Commands on figures.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub enum Figures {
    #[command(about = help::FIGURES_SHOW, help_template = help::TEMPLATE)]
    /// Show a period.
    Show {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
    },
    #[command(about = help::FIGURES_SET, help_template = help::TEMPLATE)]
    /// Set cells.
    Set {
        #[arg(value_name = "THÁNG", help = help::MONTH)]
        /// Month code.
        period: Period,
        #[arg(value_name = "LĨNH_VỰC", help = help::FIELD)]
        /// Field code, or the code of a single-row form.
        field: String,
        #[arg(value_name = "CỘT=GIÁ_TRỊ", required = true, help = help::CELLS)]
        /// Cells.
        cells: Vec<String>,
        #[arg(long, value_name = "LÝ_DO", help = help::REASON)]
        /// Reason.
        reason: Option<String>,
    },
    #[command(about = help::FIGURES_IMPORT, help_template = help::TEMPLATE)]
    /// Import a month from a file.
    Import {
        #[arg(value_name = "THÁNG", help = help::MONTH)]
        /// Month code.
        period: Period,
        #[arg(value_name = "TỆP", help = help::IMPORT_FILE)]
        /// File.
        file: PathBuf,
        #[arg(long, help = help::DRY_RUN)]
        /// Only show.
        dry_run: bool,
        #[arg(long, value_name = "LÝ_DO", help = help::REASON)]
        /// Reason of carry differences.
        reason: Option<String>,
        #[arg(long, value_name = "TÊN=MÃ", help = help::IMPORT_FIELD)]
        /// What names of rows stand for.
        field: Vec<String>,
        #[arg(long, value_name = "TÊN=MÃ", help = help::IMPORT_COLUMN)]
        /// What heads of columns stand for.
        column: Vec<String>,
    },
    #[command(about = help::FIGURES_EXPORT, help_template = help::TEMPLATE)]
    /// Write a period to a file.
    Export {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
        #[arg(value_name = "TỆP", help = help::EXPORT_FILE)]
        /// File.
        file: PathBuf,
        #[arg(long, help = help::CONFIRM_REPLACE)]
        /// Over an existing file.
        confirm: bool,
    },
    #[command(about = help::FIGURES_EXPLAIN, help_template = help::TEMPLATE)]
    /// Explain a warning.
    Explain {
        #[arg(value_name = "KỲ", help = help::PERIOD)]
        /// Period code.
        period: Period,
        #[arg(value_name = "QUY_TẮC", help = help::RULE)]
        /// Rule code.
        rule: String,
        #[arg(value_name = "NỘI_DUNG", help = help::EXPLANATION)]
        /// Text.
        text: String,
    },
    #[command(about = help::FIGURES_COMMENT, help_template = help::TEMPLATE)]
    /// Comment on a cell.
    Comment {
        #[command(flatten)]
        /// Which.
        at: At,
        #[arg(value_name = "NỘI_DUNG", help = help::COMMENT)]
        /// Text; empty takes it away.
        text: String,
    },
    #[command(about = help::FIGURES_FOLLOW, help_template = help::TEMPLATE)]
    /// Mark a cell to come back to.
    Follow {
        #[command(flatten)]
        /// Which.
        at: At,
        #[arg(value_name = "VÌ_SAO", default_value = "", hide_default_value = true, help = help::FOLLOW)]
        /// Why.
        why: String,
        #[arg(long, help = help::FOLLOW_CLEAR)]
        /// Take the mark away.
        clear: bool,
    },
    #[command(about = help::FIGURES_REVIEWED, help_template = help::TEMPLATE)]
    /// A row was looked at again.
    Reviewed {
        #[arg(value_name = "THÁNG", help = help::MONTH)]
        /// Month code.
        period: Period,
        #[arg(value_name = "LĨNH_VỰC", help = help::FIELD)]
        /// Field code.
        field: String,
    },
    #[command(about = help::FIGURES_FIELD, help_template = help::TEMPLATE)]
    /// A field of the commune's own.
    Field {
        #[arg(value_name = "TÊN", help = help::FIELD_NAME)]
        /// Name; with `--remove` its code.
        name: String,
        #[arg(long, value_name = "MÃ", help = help::FIELD_CODE)]
        /// Code.
        code: Option<String>,
        #[arg(long, help = help::FIELD_REMOVE)]
        /// Take it away.
        remove: bool,
    },
    #[command(about = help::FIGURES_MARKS, help_template = help::TEMPLATE)]
    /// Everything left at cells.
    Marks,
}

/// A cell of a month.
#[derive(Debug, clap::Args)]
pub struct At {
    #[arg(value_name = "THÁNG", help = help::MONTH)]
    /// Month code.
    pub period: Period,
    #[arg(value_name = "LĨNH_VỰC", help = help::FIELD)]
    /// Field code, or the code of a single-row form.
    pub field: String,
    #[arg(value_name = "CỘT", help = help::COLUMN)]
    /// Column code.
    pub column: String,
}
