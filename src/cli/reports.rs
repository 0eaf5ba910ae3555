//! Commands on reports, packages and receipts.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::{Receipt, Report};
use super::{Desk, Exit, Failure, print, refused};
use crate::app::checklist::{Check, Standing};
use crate::app::submission::{Answer, Kept, ReportRow, Taken, make_receipt};
use crate::app::verify::{verify_file, with_earlier};
use crate::app::{Line, Voice, World, plan};
use crate::domain::period::Period;
use crate::domain::submission::Fault;
use crate::domain::text::printable;
use crate::strings::{errors, report as words, reports, submissions};

/// Runs a command on a period's report.
pub(super) fn run(command: &Report, as_json: bool, desk: &mut Desk, out: &mut dyn Write) -> Result<Exit, Failure> {
    match command {
        Report::Check { period } => {
            let list = desk.read(|session| Ok(session.checklist(*period)?))?;
            if as_json {
                print::json(out, &list)?;
            } else {
                checklist(out, &list)?;
            }
            let blocked = list.iter().any(|c| c.standing == Standing::Bad);
            return Ok(if blocked { Exit::Findings } else { Exit::Done });
        }
        Report::Text { period } => {
            let lines = desk.read(|session| Ok(session.report_lines(*period)?))?;
            if as_json { print::json(out, &lines_json(&lines))? } else { text(out, &lines)? }
        }
        Report::Passage { period, section, text, alone } => {
            desk.write()?.set_passage(*period, section, text, *alone)?;
            writeln!(out, "{}", words::passage_stored(text.trim().is_empty()))?;
        }
        Report::Write { period, file, confirm } => {
            let is_draft = desk.read(|session| Ok(session.write_report(*period, file, *confirm)?))?;
            writeln!(out, "{}", words::written(&file.display().to_string(), is_draft))?;
        }
        Report::Finalize { period, revision_reason } => {
            let done = desk.write()?.finalize(*period, revision_reason.as_deref())?;
            if as_json { print::json(out, &print::submitted_json(&done))? } else { print::submitted(out, &done)? }
        }
        Report::Attach { period, file, out: folder, revision_reason } => {
            let done = desk.write()?.attach(*period, file, folder.as_deref(), revision_reason.as_deref())?;
            if as_json { print::json(out, &print::submitted_json(&done))? } else { print::submitted(out, &done)? }
        }
        Report::Copy { period, revision, out: folder } => {
            let path = desk.read(|session| Ok(session.copy_out(*period, *revision, folder)?))?;
            writeln!(out, "{}", submissions::copied(&path.display().to_string()))?;
        }
        Report::Withdraw { period, confirm } => {
            if !confirm {
                return Err(refused(errors::needs_confirm(&submissions::withdrawing(*period))));
            }
            let revision = desk.write()?.withdraw(*period)?;
            writeln!(out, "{}", submissions::withdrawn(*period, revision))?;
        }
        Report::History { period } => {
            let list = desk.read(|session| Ok(session.kept_packages(*period)?))?;
            if as_json { print::json(out, &list)? } else { desk.read(|session| history(out, session, *period, &list))? }
        }
    }
    Ok(Exit::Done)
}

fn checklist(out: &mut dyn Write, list: &[Check]) -> Result<(), Failure> {
    for line in list {
        let sign = match line.standing {
            Standing::Good => reports::GOOD,
            Standing::Open => reports::OPEN,
            Standing::Bad => reports::BAD,
        };
        writeln!(out, "[{sign}] {}", printable(&line.text, 500))?;
    }
    Ok(())
}

fn lines_json(lines: &[Line]) -> Vec<serde_json::Value> {
    let voice = |voice: Voice| match voice {
        Voice::Heading => "heading",
        Voice::Generated => "generated",
        Voice::Own => "own",
    };
    let one = |l: &Line| json!({ "section": l.section, "level": l.level, "voice": voice(l.voice), "text": l.text });
    lines.iter().map(one).collect()
}

/// A paragraph as long as any there may be.
const WHOLE: usize = usize::MAX;

fn text(out: &mut dyn Write, lines: &[Line]) -> Result<(), Failure> {
    for line in lines {
        let (text, section) = (printable(&line.text, WHOLE), printable(&line.section, WHOLE));
        match line.voice {
            Voice::Heading => writeln!(out, "\n{text}  [{section}]")?,
            Voice::Generated => writeln!(out, "    {text}")?,
            Voice::Own => writeln!(out, "  * {text}")?,
        }
    }
    Ok(())
}

fn history(out: &mut dyn Write, session: &crate::app::Session, period: Period, list: &[Kept]) -> Result<(), Failure> {
    if list.is_empty() {
        writeln!(out, "{}", reports::nothing_made(period))?;
    }
    for kept in list {
        let mut lines = reports::revision(&kept.record, kept.kept);
        for receipt in &kept.record.receipts {
            lines.push(reports::answer(receipt));
            lines.extend(receipt.reasons.iter().map(|r| format!("  {}", reports::remark(&session.pack, r))));
        }
        let differences = kept.differences_in_words(&session.pack);
        lines.extend(Some(reports::different(differences.len())).filter(|_| !differences.is_empty()));
        lines.extend(differences.into_iter().map(|d| format!("  {d}")));
        for (i, line) in lines.iter().enumerate() {
            writeln!(out, "{}{}", if i == 0 { "" } else { "    " }, printable(line, 500))?;
        }
    }
    Ok(())
}

/// The year's reports.
pub(super) fn overview(as_json: bool, desk: &mut Desk, out: &mut dyn Write) -> Result<(), Failure> {
    let (rows, pack) = desk.read(|session| Ok((session.report_rows(), session.pack.clone())))?;
    if as_json {
        return print::json(out, &rows);
    }
    let line = |row: &ReportRow| {
        let name = pack.window(row.period).map_or_else(|| row.period.to_string(), |w| w.name.clone());
        reports::row(&name, &row.facts())
    };
    for row in &rows {
        writeln!(out, "{}", line(row))?;
    }
    Ok(())
}

/// Runs a command on receipts.
pub(super) fn receipt(command: &Receipt, as_json: bool, desk: &mut Desk, out: &mut dyn Write) -> Result<(), Failure> {
    let taken = match command {
        Receipt::Make { file, result, reason, number, out: place, confirm } => {
            let answer = Answer { result: (*result).into(), number: number.as_deref(), reasons: reason };
            let packs = packs_for(&desk.world, file)?;
            let told = make_receipt(&desk.world, file, &packs, &answer, place, *confirm)?;
            writeln!(out, "{told}")?;
            return Ok(());
        }
        Receipt::Import { file } => desk.write()?.receipt_import(file)?,
        Receipt::Note { period, result, date, number, reason } => {
            let answer = Answer { result: (*result).into(), number: number.as_deref(), reasons: reason };
            desk.write()?.receipt_note(*period, *date, &answer)?
        }
    };
    if as_json {
        return print::json(out, &taken_json(&taken));
    }
    for line in taken.in_words() {
        writeln!(out, "{}", printable(&line, 500))?;
    }
    Ok(())
}

fn taken_json(taken: &Taken) -> serde_json::Value {
    json!({
        "period": taken.period, "revision": taken.revision, "result": taken.result, "marks": taken.marks,
        "general": taken.general, "superseded": taken.superseded, "same": taken.same,
    })
}

/// The data dir's own packs, where the built-in ones do not know the package's.
fn packs_for(world: &World, file: &Path) -> Result<Vec<crate::domain::pack::Pack>, Failure> {
    let unknown = matches!(verify_file(file, &[])?, Err(faults) if matches!(faults[..], [Fault::UnknownPack(_)]));
    Ok(if unknown { plan::kept(world) } else { Vec::new() })
}

/// Checks a package, with the one before it in its chain where that is given.
pub(super) fn verify(
    world: &World,
    file: &Path,
    earlier: Option<&PathBuf>,
    as_json: bool,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let packs = packs_for(world, file)?;
    let result = match earlier {
        Some(earlier) => with_earlier(file, earlier, &packs)?,
        None => verify_file(file, &packs)?,
    };
    if as_json {
        print::json(out, &print::verified_json(&result))?;
    } else {
        print::verified(out, file, &result)?;
        if let Ok(verified) = &result {
            for line in submissions::verified(verified.head.revision, earlier.is_some(), verified.head.signed.is_some())
            {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(if result.is_ok() { Exit::Done } else { Exit::Findings })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn nothing_of_a_report_moves_the_cursor() {
        let line = |voice| Line { section: "a".into(), level: 1, voice, text: "x\u{1b}[2J\u{202e}y".into() };
        let mut out = Vec::new();
        assert!(text(&mut out, &[line(Voice::Heading), line(Voice::Generated), line(Voice::Own)]).is_ok());
        let said = String::from_utf8(out).unwrap();
        assert_eq!(said, "\nx·[2J·y  [a]\n    x·[2J·y\n  * x·[2J·y\n");
    }
}
