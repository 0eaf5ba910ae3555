//! Many commands in one process: one line each, acknowledged one by one.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _, Write};
use std::path::Path;

use clap::Parser as _;

use super::{Args, Command, Desk, Exit, Failure, args, dispatch, refused};
use crate::strings::errors;

/// Longest line read, bytes.
const LINE_MAX: u64 = 64 << 10;

/// Runs the lines of a file (`-`: standard input). Blank lines and lines that begin with `#` are
/// passed over; line numbers count them. Stops at the first line that is refused.
pub(super) fn run(file: &Path, desk: &mut Desk, out: &mut dyn Write) -> Result<Exit, Failure> {
    if file == Path::new("-") {
        return lines(&mut io::stdin().lock(), desk, out);
    }
    let name = file.display().to_string();
    let opened = File::open(file).map_err(|e| refused(errors::cannot_read(&name, &e)))?;
    lines(&mut BufReader::new(opened), desk, out)
}

fn lines(input: &mut dyn BufRead, desk: &mut Desk, out: &mut dyn Write) -> Result<Exit, Failure> {
    let (mut number, mut exit, mut earlier) = (0, Exit::Done, false);
    loop {
        let mut bytes = Vec::new();
        number += 1;
        let length = input.take(LINE_MAX).read_until(b'\n', &mut bytes);
        let length = length.map_err(|e| refused(errors::cannot_read("-", &e)))?;
        if length == 0 {
            return Ok(exit);
        }
        let text = String::from_utf8(bytes).ok().filter(|t| t.ends_with('\n') || (t.len() as u64) < LINE_MAX);
        let text = text.ok_or_else(|| refused(errors::batch_line(number, &errors::bad_line(), earlier)))?;
        let line = text.trim().trim_start_matches('\u{feff}');
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match one(line, desk, out) {
            Ok(Exit::Findings) => exit = Exit::Findings,
            Ok(_) => {}
            Err(Failure::App(error)) => return Err(refused(errors::batch_line(number, &error.sentence(), earlier))),
            Err(failure) => return Err(failure),
        }
        earlier = true;
        writeln!(out, "ok {number}")?;
        out.flush()?;
    }
}

/// Takes a line apart like a shell would.
pub(super) fn parse(line: &str) -> Result<Args, Failure> {
    let words = shell_words::split(line).map_err(|_| refused(errors::bad_line()))?;
    let parsed = Args::try_parse_from(std::iter::once("daumoi".to_owned()).chain(words));
    parsed.map_err(|error| refused(errors::usage(&args::offender(&error))))
}

fn one(line: &str, desk: &mut Desk, out: &mut dyn Write) -> Result<Exit, Failure> {
    let parsed = parse(line)?;
    let alone = parsed.data_dir.is_none() && !parsed.demo;
    let command = match &parsed.command {
        Some(command) if alone && !matches!(command, Command::Batch { .. }) => command,
        _ => return Err(refused(errors::not_in_batch())),
    };
    // Day and year given on a line hold for that line.
    let before = (desk.world.today, desk.world.today_given, desk.world.year);
    if let Some(today) = parsed.today {
        (desk.world.today, desk.world.today_given) = (today, true);
    }
    desk.world.year = parsed.year.or(desk.world.year);
    let result = dispatch(command, parsed.json, desk, out);
    (desk.world.today, desk.world.today_given, desk.world.year) = before;
    result
}
