//! The command line: arguments, plain and JSON output, exit codes. Knows no rule of the field.

mod args;
mod print;

use std::ffi::OsString;
use std::io::{self, Write};

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::app::{AppError, Session, World, setup};
use crate::domain::period::Period;
use crate::strings::errors;
pub use args::Args;
use args::{Command, Figures};

/// Exit status (contract).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0.
    Done,
    /// 1.
    Findings,
    /// 2.
    Refused,
}

/// Reads arguments; help and usage errors are answered here.
///
/// # Errors
/// The exit status with which the program ends at once.
pub fn parse(args: Vec<OsString>, out: &mut dyn Write, err: &mut dyn Write) -> Result<Args, Exit> {
    let error = match Args::try_parse_from(args) {
        Ok(args) => return Ok(args),
        Err(error) => error,
    };
    // A closed pipe is no reason to fail.
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand) {
        let _ = write!(out, "{error}");
        return Err(Exit::Done);
    }
    let _ = writeln!(err, "{}", errors::usage(&args::offender(&error)));
    Err(Exit::Refused)
}

/// Runs a command.
pub fn run(args: &Args, world: World, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    match dispatch(args, world, out) {
        Ok(exit) => exit,
        Err(Failure::Pipe) => Exit::Done,
        Err(Failure::App(error)) => {
            let _ = writeln!(err, "{}", error.sentence());
            Exit::Refused
        }
    }
}

/// Why a command stopped.
enum Failure {
    App(AppError),
    /// Nobody reads our output any more.
    Pipe,
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<io::Error> for Failure {
    fn from(_: io::Error) -> Self {
        Self::Pipe
    }
}

impl From<serde_json::Error> for Failure {
    fn from(_: serde_json::Error) -> Self {
        Self::Pipe
    }
}

fn dispatch(args: &Args, world: World, out: &mut dyn Write) -> Result<Exit, Failure> {
    match &args.command {
        Command::Init { unit, officer } => {
            let year = world.year.unwrap_or_else(|| chrono::Datelike::year(&world.today));
            let plan = setup::init(&world, unit, year, officer)?;
            writeln!(out, "Đã thiết lập {} năm {year} tại {}.", plan.unit_name, world.data_dir.display())?;
            Ok(Exit::Done)
        }
        Command::Tasks => {
            let tasks = Session::read(world)?.tasks();
            if args.json {
                print::json(out, &tasks)?;
            } else {
                print::tasks(out, &tasks)?;
            }
            Ok(Exit::Done)
        }
        Command::Alerts => {
            let alerts = Session::read(world)?.alerts();
            if args.json {
                print::json(out, &print::alerts_json(&alerts))?;
            } else {
                print::alerts(out, &alerts)?;
            }
            Ok(if alerts.is_empty() { Exit::Done } else { Exit::Findings })
        }
        Command::Log => {
            let session = Session::read(world)?;
            if args.json {
                print::json(out, session.store.entries())?;
            } else {
                print::log(out, &session)?;
            }
            Ok(Exit::Done)
        }
        Command::Figures { command: Figures::Show { period } } => {
            let session = Session::read(world)?;
            print::figures(out, &session, self::period(period)?, args.json)
        }
        Command::Figures { command: Figures::Set { period, field, cells, reason } } => {
            let period = self::period(period)?;
            let mut assignments = Vec::new();
            for cell in cells {
                let (column, value) = cell.split_once('=').ok_or_else(|| refused(errors::usage(cell)))?;
                assignments.push((column.to_owned(), value.to_owned()));
            }
            let ahead = Session::write(world)?.set_figures(period, field, &assignments, reason.as_deref())?;
            writeln!(out, "Đã lưu {field}, {period}.{}", if ahead { " Lưu ý: kỳ này chưa bắt đầu." } else { "" })?;
            Ok(Exit::Done)
        }
    }
}

fn refused(sentence: String) -> Failure {
    Failure::App(AppError::Input(sentence))
}

fn period(code: &str) -> Result<Period, Failure> {
    code.parse().map_err(|_| refused(errors::bad_period(code)))
}
