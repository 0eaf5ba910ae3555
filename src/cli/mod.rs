//! The command line: arguments, plain and JSON output, exit codes. Knows no rule of the field.

mod args;
mod batch;
mod figures;
mod practice;
mod print;
mod reports;
mod tasks;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::app::setup::{self, Setup, UnitChoice};
use crate::app::{AppError, Entry, Mended, Session, World, backup, doctor, plan};
use crate::strings::{
    answers, backups, errors, help, history, packages, packs, practice as words, tasks as task_words, terminal,
};
pub use args::{Args, Color};
use args::{Command, Plan};
pub use practice::fill as fill_practice;

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
        Ok(args) if args.demo && args.data_dir.is_some() => {
            let _ = writeln!(err, "{}", words::with_data_dir());
            return Err(Exit::Refused);
        }
        Ok(args) => return Ok(args),
        Err(error) => error,
    };
    // A closed pipe is no reason to fail.
    if error.kind() == ErrorKind::DisplayHelp {
        let _ = write!(out, "{}", help::page(&error.to_string()));
        return Err(Exit::Done);
    }
    let _ = writeln!(err, "{}", errors::usage(&args::offender(&error)));
    Err(Exit::Refused)
}

/// Runs a command.
pub fn run(args: &Args, world: World, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    // Without a command the interface is meant, which is not ours.
    let Some(command) = &args.command else {
        let _ = writeln!(err, "{}", terminal::none());
        return Exit::Refused;
    };
    let mut desk = Desk { world, writer: None, mended: Vec::new() };
    let result = dispatch(command, args.json, &mut desk, out);
    if let Some(Err(error)) = desk.writer.as_ref().and_then(Session::automatic_backup) {
        let _ = writeln!(err, "{}", backups::automatic_failed(&error.sentence()));
    }
    if let Some(note) = answers::mended(&desk.mended) {
        let _ = writeln!(err, "{note}");
    }
    match result {
        Ok(exit) => exit,
        // Nobody reads our output any more: no reason to complain.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
        Err(Failure::Output(error)) => {
            let _ = writeln!(err, "{}", errors::output(&error));
            Exit::Refused
        }
        Err(Failure::App(AppError::Sure(sentence))) => {
            let _ = writeln!(err, "{}", errors::sure_needs_confirm(&sentence));
            Exit::Refused
        }
        Err(Failure::App(error)) => {
            let _ = writeln!(err, "{}", error.sentence());
            Exit::Refused
        }
    }
}

/// Why a command stopped.
enum Failure {
    App(AppError),
    /// Our output cannot be written.
    Output(io::Error),
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

fn refused(sentence: String) -> Failure {
    Failure::App(AppError::Input(sentence))
}

/// The store as one run of the program has it: a batch opens it once for all its lines.
struct Desk {
    world: World,
    writer: Option<Session>,
    /// What opening it mended, to be told at the end.
    mended: Vec<Mended>,
}

impl Desk {
    /// For changing data.
    fn write(&mut self) -> Result<&mut Session, Failure> {
        let session = if let Some(mut session) = self.writer.take() {
            if let Err(error) = session.turn_to(self.world.clone()) {
                self.writer = Some(session);
                return Err(error.into());
            }
            session
        } else {
            let session = Session::write(self.world.clone())?;
            self.mended.extend_from_slice(session.store.mended());
            session
        };
        Ok(self.writer.insert(session))
    }

    /// For looking: the open writer's state, else a reader's.
    fn read<T>(&mut self, look: impl FnOnce(&Session) -> Result<T, Failure>) -> Result<T, Failure> {
        if self.writer.is_some() {
            return look(self.write()?);
        }
        let session = Session::read(self.world.clone())?;
        self.mended.extend_from_slice(session.store.mended());
        look(&session)
    }
}

fn dispatch(command: &Command, as_json: bool, desk: &mut Desk, out: &mut dyn Write) -> Result<Exit, Failure> {
    match command {
        Command::Init { unit, unit_name, officer } => init(unit, unit_name.as_deref(), officer, desk, out)?,
        Command::Settings { key, value } => settings(key.as_deref(), value.as_deref(), as_json, desk, out)?,
        Command::Tasks => {
            let tasks = desk.read(|session| Ok(session.tasks()))?;
            if as_json { print::json(out, &tasks)? } else { print::tasks(out, &tasks)? }
        }
        Command::Task { command } => tasks::run(command, desk, out)?,
        Command::Alerts { line } => return tasks::alerts(*line, as_json, desk, out),
        Command::Agenda => tasks::agenda(as_json, desk, out)?,
        Command::Scorecard => tasks::scorecard(as_json, desk, out)?,
        Command::Snooze { clear: true, .. } => {
            let number = desk.write()?.wake()?;
            writeln!(out, "{}", task_words::woken(number))?;
        }
        Command::Snooze { kind, reference, period, until, reason, clear: false } => {
            let about = (kind.as_deref().unwrap_or_default(), reference.as_deref().unwrap_or_default(), *period);
            let (until, reason) = (until.unwrap_or(desk.world.today), reason.as_deref().unwrap_or_default());
            tasks::snooze(about, until, reason, desk, out)?;
        }
        Command::Figures { command } => return figures::run(command, as_json, desk, out),
        Command::ReportDue { period, date, source } => {
            desk.write()?.set_due(*period, *date, source)?;
            writeln!(out, "{}", answers::stored())?;
        }
        Command::Submit { period, out: folder, revision_reason } => {
            let done = desk.write()?.submit(*period, folder, revision_reason.as_deref())?;
            if as_json {
                print::json(out, &print::submitted_json(&done))?;
            } else {
                print::submitted(out, &done)?;
            }
        }
        Command::Report { command } => return reports::run(command, as_json, desk, out),
        Command::Reports => reports::overview(as_json, desk, out)?,
        Command::Receipt { command } => reports::receipt(command, as_json, desk, out)?,
        Command::Verify { file, earlier } => return reports::verify(&desk.world, file, earlier.as_ref(), as_json, out),
        Command::Sent { period, date, document, note } => {
            let revision = desk.write()?.sent(*period, *date, document.as_deref(), note.as_deref())?;
            writeln!(out, "{}", packages::handed_over(*period, revision, *date, document.is_some()))?;
        }
        Command::Undo { confirm } => {
            let session = desk.write()?;
            if let Some(step) = session.undoable().filter(|step| step.left_the_house() && !confirm) {
                return Err(refused(history::undo_needs_confirm(&step.summary)));
            }
            writeln!(out, "{}", history::undone(&session.undo()?.step.summary))?;
        }
        Command::Redo => writeln!(out, "{}", history::redone(&desk.write()?.redo()?.step.summary))?,
        Command::Batch { file } => return batch::run(file, desk, out),
        Command::Plan { command } => plan_command(command, as_json, desk, out)?,
        Command::Log { query, csv } => log(&query.join(" "), csv.as_deref(), as_json, desk, out)?,
        Command::Backup { file, confirm } => {
            let made = desk.read(|session| Ok(session.backup(file, *confirm)?))?;
            writeln!(out, "{}", backups::made(&made.path.display().to_string(), made.entries))?;
            if !made.lost.is_empty() {
                writeln!(out, "{}", backups::without(&made.lost))?;
            }
        }
        Command::Restore { file, confirm } => restore(file, *confirm, desk, out)?,
        Command::Doctor => {
            // What a batch has open is closed for it: it checks as a writer.
            desk.writer = None;
            let lines = doctor::examine(&desk.world)?;
            if as_json {
                print::json(out, &lines)?;
            } else {
                print::doctor(out, &lines)?;
            }
            let wrong = lines.iter().any(|line| line.state != doctor::State::Good);
            return Ok(if wrong { Exit::Findings } else { Exit::Done });
        }
    }
    Ok(Exit::Done)
}

fn plan_command(command: &Plan, as_json: bool, desk: &mut Desk, out: &mut dyn Write) -> Result<(), Failure> {
    match command {
        Plan::Check { file } => {
            let pack = plan::check(file)?;
            if as_json { print::json(out, &print::pack_json(&pack)) } else { print::pack(out, &pack) }
        }
        Plan::Import { file, dry_run } => {
            let session = desk.write()?;
            let imported = session.plan_preview(file)?;
            if !dry_run {
                session.plan_import(&imported)?;
            }
            if as_json {
                return print::json(out, &imported.difference);
            }
            for line in packs::imported(imported.year, imported.is_new, &imported.difference, *dry_run) {
                writeln!(out, "{line}")?;
            }
            Ok(())
        }
        Plan::Rollover { to } => {
            let done = desk.write()?.plan_rollover(*to)?;
            writeln!(out, "{}", packs::rolled_over(done.year, done.dates, &done.debts))?;
            Ok(())
        }
    }
}

fn log(query: &str, csv: Option<&Path>, as_json: bool, desk: &mut Desk, out: &mut dyn Write) -> Result<(), Failure> {
    if let Some(file) = csv {
        let rows = desk.read(|session| Ok(session.write_log(file, query)?))?;
        writeln!(out, "{}", answers::log_written(&file.display().to_string(), rows))?;
        return Ok(());
    }
    desk.read(|session| {
        let entries = session.store.trail_from_start();
        let wanted = |entry: &Entry| session.tells_of(entry, query);
        if as_json {
            return print::json_list(out, entries.filter(wanted));
        }
        print::log(out, entries, wanted)
    })
}

/// Shows what restoring would change; does it when confirmed.
fn restore(file: &Path, confirmed: bool, desk: &mut Desk, out: &mut dyn Write) -> Result<(), Failure> {
    desk.writer = None;
    let difference = backup::compare(&desk.world, file)?;
    for line in backups::difference(&difference) {
        writeln!(out, "{line}")?;
    }
    if !confirmed {
        return Err(refused(backups::confirm().to_owned()));
    }
    let aside = backup::restore(&desk.world, file)?;
    writeln!(out, "{}", backups::restored(aside.map(|p| p.display().to_string()).as_deref()))?;
    Ok(())
}

fn init(code: &str, name: Option<&str>, officer: &str, desk: &mut Desk, out: &mut dyn Write) -> Result<(), Failure> {
    let world = &desk.world;
    let year = world.year.unwrap_or_else(|| chrono::Datelike::year(&world.today));
    let code = code.to_owned();
    let unit = match name {
        None => UnitChoice::Listed(code),
        Some(name) => UnitChoice::Own { code, name: name.to_owned() },
    };
    // A batch that has the store open lets go of it for a further year.
    desk.writer = None;
    let setup = Setup { unit, year, officer: officer.to_owned(), signatory: None, recipient: None };
    let plan = setup::init(world, &setup)?;
    writeln!(out, "{}", answers::set_up(&plan.unit_name, year, &world.data_dir.display().to_string()))?;
    Ok(())
}

fn settings(
    key: Option<&str>,
    value: Option<&str>,
    as_json: bool,
    desk: &mut Desk,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    if let Some(value) = value {
        desk.write()?.set_setting(key.unwrap_or_default(), value)?;
        writeln!(out, "{}", answers::stored())?;
        return Ok(());
    }
    let all = desk.read(|session| Ok(session.settings()))?;
    let wanted: Vec<_> = all.into_iter().filter(|s| key.is_none_or(|k| k == s.key)).collect();
    if let (Some(key), true) = (key, wanted.is_empty()) {
        return Err(refused(errors::unknown_setting(key)));
    }
    if as_json { print::json(out, &wanted) } else { print::settings(out, &wanted) }
}
