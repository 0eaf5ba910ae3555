//! Entry point: the only place that reads the clock, the environment and the terminal.

use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use daumoi::app::ui::State;
use daumoi::app::ui::form::Draft;
use daumoi::app::{World, backup, practice};
use daumoi::cli::{self, Args, Exit};
use daumoi::platform;
use daumoi::strings::{backups, errors, terminal as words, ui};
use daumoi::tui::theme::Theme;
use daumoi::tui::{self, Ended, Forced, Typed, terminal};

fn main() -> ExitCode {
    platform::panics::quiet();
    // Not locked: a panic in another thread must be able to give the terminal back and to tell.
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let exit = match cli::parse(std::env::args_os().collect(), &mut out, &mut err) {
        Err(exit) => exit,
        Ok(args) => match run(&args, &mut out, &mut err) {
            Ok(code) => return code,
            Err(sentence) => {
                // A closed stderr leaves nobody to tell.
                let _ = writeln!(err, "{sentence}");
                Exit::Refused
            }
        },
    };
    code(exit)
}

fn code(exit: Exit) -> ExitCode {
    match exit {
        Exit::Done => ExitCode::SUCCESS,
        Exit::Findings => ExitCode::from(1),
        Exit::Refused => ExitCode::from(2),
    }
}

/// The keyboard interface, where there is a terminal for it.
fn interface(args: &Args, world: World) -> ExitCode {
    let told = match opened(args, world) {
        Ok(Ended::Left | Ended::Stopped(Typed::None)) => return ExitCode::SUCCESS,
        // As if the panic had been in this thread.
        Ok(Ended::Panicked) => return ExitCode::from(101),
        Ok(Ended::Stopped(Typed::Kept)) => (ui::draft_kept().to_owned(), ExitCode::SUCCESS),
        Ok(Ended::Stopped(Typed::Lost)) => (ui::draft_lost().to_owned(), ExitCode::from(2)),
        Err(sentence) => (sentence, ExitCode::from(2)),
    };
    // A closed stderr leaves nobody to tell.
    let _ = writeln!(io::stderr(), "{}", told.0);
    told.1
}

fn opened(args: &Args, world: World) -> Result<Ended, String> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(words::none());
    }
    let term = env("TERM").unwrap_or_default();
    if term == "dumb" {
        return Err(words::dumb());
    }
    let locale = env("LC_ALL").or_else(|| env("LC_CTYPE")).or_else(|| env("LANG"));
    let utf8 = locale.map_or(platform::UTF8_WITHOUT_LOCALE, |l| {
        let l = l.to_ascii_lowercase();
        l.contains("utf-8") || l.contains("utf8")
    });
    let theme = Theme {
        color: args.color == cli::Color::Auto && env("NO_COLOR").is_none() && !term.starts_with("vt"),
        ascii: args.ascii || !utf8 || term.starts_with("vt"),
    };
    terminal::install_panic_hook(words::BROKEN);
    let mut state = State::start(world).map_err(|error| error.sentence())?;
    // Beside a writer the draft is the writer's.
    if let Some(draft) = Some(&state).filter(|s| !s.read_only()).and_then(|s| Draft::look(&s.world)) {
        state.offer(draft);
    }
    let world = state.world.clone();
    let ended = tui::run(state, theme, forced()).map_err(|error| words::refused(&error))?;
    match if ended == Ended::Left { backup::automatic(&world) } else { None } {
        Some(Err(error)) => {
            // Told, and told again by the overview; leaving has worked all the same.
            let _ = writeln!(io::stderr(), "{}", backups::automatic_failed(&error.sentence()));
            Ok(ended)
        }
        _ => Ok(ended),
    }
}

/// A panic that a test asks for; never in a release.
fn forced() -> Option<Forced> {
    match env("DAUMOI_PANIC").filter(|_| cfg!(debug_assertions))?.as_str() {
        "main" => Some(Forced::Main),
        "thread" => Some(Forced::Thread),
        _ => None,
    }
}

#[allow(clippy::disallowed_methods)] // this is the one place meant
fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|v| !v.is_empty())
}

/// The command, or the interface without one, over the real store or a practice one.
fn run(args: &Args, out: &mut dyn Write, err: &mut dyn Write) -> Result<ExitCode, String> {
    if !args.demo {
        return Ok(carry_out(args, world(args)?, out, err));
    }
    // Removed with all it holds when it goes out of scope, whatever the command answers.
    let folder = practice::folder(&std::env::temp_dir()).map_err(|error| error.sentence())?;
    let world = practice_world(args, folder.path().to_owned());
    cli::fill_practice(&world)?;
    Ok(carry_out(args, world, out, err))
}

fn carry_out(args: &Args, world: World, out: &mut dyn Write, err: &mut dyn Write) -> ExitCode {
    if args.command.is_none() {
        return interface(args, world);
    }
    code(cli::run(args, world, out, err))
}

/// The world of the practice store. The environment's data dir and day belong to the real one.
#[allow(clippy::disallowed_methods)] // this is the one place meant
fn practice_world(args: &Args, data_dir: PathBuf) -> World {
    World {
        data_dir,
        today: args.today.unwrap_or_else(practice::today),
        today_given: args.today.is_some(),
        clock: || practice::clock(chrono::Local::now().time()),
        user: platform::user_name(),
        year: args.year,
        documents: documents(),
        practice: true,
        moment: None,
    }
}

/// Clock, environment and user, each read once.
#[allow(clippy::disallowed_methods)] // this is the one place meant
fn world(args: &Args) -> Result<World, String> {
    let given = match (args.today, env("DAUMOI_TODAY")) {
        (Some(day), _) => Some(day),
        (None, Some(text)) => Some(text.parse::<NaiveDate>().map_err(|_| errors::bad_environment_day(&text))?),
        (None, None) => None,
    };
    let default_dir = || directories::ProjectDirs::from("vn", "", "daumoi").map(|d| d.data_local_dir().to_owned());
    let data_dir = args
        .data_dir
        .clone()
        .or_else(|| std::env::var_os("DAUMOI_DATA_DIR").filter(|v| !v.is_empty()).map(PathBuf::from))
        .or_else(default_dir);
    Ok(World {
        data_dir: data_dir.ok_or_else(errors::no_home)?,
        today: given.unwrap_or_else(|| chrono::Local::now().date_naive()),
        today_given: given.is_some(),
        clock: || chrono::Local::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, false),
        user: platform::user_name(),
        year: args.year,
        documents: documents(),
        practice: false,
        moment: None,
    })
}

/// The user's documents folder, or else their home; the current folder where neither is known.
fn documents() -> PathBuf {
    let user = directories::UserDirs::new();
    let folder = user.map(|u| u.document_dir().unwrap_or(u.home_dir()).to_owned());
    folder.unwrap_or_else(|| PathBuf::from(".")).join("daumoi")
}
