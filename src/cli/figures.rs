//! Commands on figures.

use std::io::Write;

use super::args::Figures;
use super::{Desk, Exit, Failure, print, refused};
use crate::app::{Session, Source, import};
use crate::strings::{answers, errors, exports, fields, imports};

/// Pairs written as `left=right`.
fn pairs(words: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let pair = |word: &String| {
        let (left, right) = word.split_once('=').ok_or_else(|| refused(errors::usage(word)))?;
        Ok((left.to_owned(), right.to_owned()))
    };
    words.iter().map(pair).collect()
}

/// Runs a command on figures.
pub(super) fn run(command: &Figures, as_json: bool, desk: &mut Desk, out: &mut dyn Write) -> Result<Exit, Failure> {
    match command {
        Figures::Show { period } => return desk.read(|session| print::figures(out, session, *period, as_json)),
        Figures::Set { period, field, cells, reason } => {
            let assignments = pairs(cells)?;
            let stored = desk.write()?.set_figures(*period, field, &assignments, reason.as_deref())?;
            writeln!(out, "{}{}", answers::saved(field, *period), answers::beside(stored.ahead, &stored.review))?;
        }
        Figures::Import { period, file, dry_run, reason, field, column } => {
            let names = import::names(&pairs(field)?, &pairs(column)?);
            let source = Source::File(file.clone());
            let look = |session: &Session| Ok(session.preview(*period, &source, &names, reason.as_deref())?);
            let preview = if *dry_run { desk.read(look)? } else { look(desk.write()?)? };
            if *dry_run {
                print::changes(out, &preview.changes)?;
            }
            // The refusal names the first; with more than one, all are listed.
            for mistake in preview.mistakes.iter().filter(|_| preview.mistakes.len() > 1) {
                writeln!(out, "{}", imports::listed(&mistake.source, &mistake.sentence))?;
            }
            preview.refusal().map_or(Ok(()), Err)?;
            if !*dry_run {
                print::changes(out, &preview.changes)?;
            }
            for note in &preview.notes {
                writeln!(out, "{note}")?;
            }
            let answer = answers::imported(preview.cells(), *period, *dry_run);
            if *dry_run {
                writeln!(out, "{answer}")?;
            } else {
                let stored = desk.write()?.import(&preview)?;
                writeln!(out, "{answer}{}", answers::beside(stored.ahead, &stored.review))?;
            }
        }
        Figures::Export { period, file, confirm } => {
            desk.read(|session| Ok(session.export(*period, file, *confirm)?))?;
            writeln!(out, "{}", exports::written(&file.display().to_string(), *period))?;
        }
        Figures::Explain { period, rule, text } => {
            desk.write()?.explain(*period, rule, text)?;
            writeln!(out, "{}", answers::stored())?;
        }
        Figures::Comment { at, text } => {
            desk.write()?.comment(at.period, &at.field, &at.column, text)?;
            writeln!(out, "{}", answers::stored())?;
        }
        Figures::Follow { at, why, clear } => {
            desk.write()?.follow(at.period, &at.field, &at.column, (!clear).then_some(why.as_str()))?;
            writeln!(out, "{}", answers::stored())?;
        }
        Figures::Reviewed { period, field } => {
            let session = desk.write()?;
            session.reviewed(*period, field)?;
            writeln!(out, "{}", answers::reviewed(session.pack.field_name(field), *period))?;
        }
        Figures::Field { name, code: _, remove: true } => {
            desk.write()?.remove_field(name)?;
            writeln!(out, "{}", fields::removed(name))?;
        }
        Figures::Field { name, code, remove: false } => {
            let code = desk.write()?.name_field(code.as_deref(), name)?;
            writeln!(out, "{}", fields::named(&code))?;
        }
        Figures::Marks => desk.read(|session| print::marks(out, session, as_json))?,
    }
    Ok(Exit::Done)
}
