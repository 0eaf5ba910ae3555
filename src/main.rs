//! Entry point: the only place that reads the clock, the environment and the terminal.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use daumoi::app::World;
use daumoi::cli::{self, Args, Exit};
use daumoi::strings::errors;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let exit = match cli::parse(std::env::args_os().collect(), &mut out, &mut err) {
        Err(exit) => exit,
        Ok(args) => match world(&args) {
            Ok(world) => cli::run(&args, world, &mut out, &mut err),
            Err(sentence) => {
                // A closed stderr leaves nobody to tell.
                let _ = writeln!(err, "{sentence}");
                Exit::Refused
            }
        },
    };
    match exit {
        Exit::Done => ExitCode::SUCCESS,
        Exit::Findings => ExitCode::from(1),
        Exit::Refused => ExitCode::from(2),
    }
}

/// Clock, environment and user, each read once.
#[allow(clippy::disallowed_methods)] // this is the one place meant
fn world(args: &Args) -> Result<World, String> {
    let env = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
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
        user: env("USER").or_else(|| env("USERNAME")).or_else(|| env("LOGNAME")).unwrap_or_default(),
        year: args.year,
    })
}
