//! Commands on tasks and alerts.

use std::io::Write;

use chrono::NaiveDate;
use serde_json::json;

use super::args::{Task, Which};
use super::{Desk, Exit, Failure, print, refused};
use crate::app::Session;
use crate::app::tasks::{NewTask, Proof, Target, When};
use crate::domain::agenda::{self, Duty, Span};
use crate::domain::alert::Alert;
use crate::domain::period::Period;
use crate::strings::{agenda as agenda_words, answers, errors, tasks as words};

fn target(which: &Which) -> Target<'_> {
    Target { id: &which.id, period: which.period, also: &which.also }
}

/// Runs a command on a task.
pub(super) fn run(command: &Task, desk: &mut Desk, out: &mut dyn Write) -> Result<(), Failure> {
    let id = match command {
        Task::Add { text, due, when, links, person, source } => {
            let when = match (due, when) {
                (Some(day), _) => When::by(*day),
                (None, text) => desk.read(|session| Ok(session.when(text.as_deref().unwrap_or_default())?))?,
            };
            let (person, source) = (person.as_deref(), source.as_deref());
            let id = desk.write()?.task_add(NewTask { text, when, person, source, links: links.clone() })?;
            writeln!(out, "{id}")?;
            return Ok(());
        }
        Task::Remove { id, confirm } => {
            desk.read(|session| Ok(session.own_task(id).map(|_| ())?))?;
            if !confirm {
                return Err(refused(errors::needs_confirm(&answers::removing(id))));
            }
            desk.write()?.task_remove(id)?;
            writeln!(out, "{}", answers::task_removed(id))?;
            return Ok(());
        }
        changed => change(changed, desk.write()?)?,
    };
    writeln!(out, "{}", answers::task_changed(&id))?;
    Ok(())
}

/// Changes a task that is there; answers with its id.
fn change(command: &Task, session: &mut Session) -> Result<String, Failure> {
    let all = |which: &Which| std::iter::once(&which.id).chain(&which.also).cloned().collect::<Vec<_>>().join(", ");
    Ok(match command {
        Task::Done { target: which, document, date, note, file, confirm } => {
            let (file, note) = (file.as_deref(), note.as_deref());
            session.task_done(target(which), &Proof { number: document, date: *date, file, note, sure: *confirm })?;
            all(which)
        }
        Task::Start { target: which, percent } => {
            session.task_start(target(which), *percent)?;
            all(which)
        }
        Task::Na { target: which, reason } => {
            session.task_na(target(which), reason)?;
            all(which)
        }
        Task::Reopen { target: which, reason } => {
            session.task_reopen(target(which), reason)?;
            all(which)
        }
        Task::Statement { target: which, text } => {
            session.task_statement(target(which), text)?;
            all(which)
        }
        Task::Follow { id, period, why, .. } => {
            match why {
                Some(why) => session.follow_task(id, *period, why)?,
                None => session.unfollow(id, *period)?,
            }
            id.clone()
        }
        Task::Note { target: which, text } => {
            session.task_note(target(which), text)?;
            all(which)
        }
        Task::Postpone { target: which, to, reason, document } => {
            session.task_postpone(target(which), *to, reason, document)?;
            all(which)
        }
        Task::Event { target: which, document, date, due } => {
            session.task_event(target(which), document, *date, *due)?;
            all(which)
        }
        Task::Due { target: which, date, source } => {
            session.task_due(target(which), *date, source)?;
            all(which)
        }
        Task::Lead { id, days } => {
            session.task_lead(id, *days)?;
            id.clone()
        }
        Task::Add { .. } | Task::Remove { .. } => String::new(),
    })
}

/// What needs attention: a list, JSON or counts on one line.
pub(super) fn alerts(line: bool, as_json: bool, desk: &mut Desk, out: &mut dyn Write) -> Result<Exit, Failure> {
    let (alerts, hidden) = desk.read(|session| Ok(session.alerts_and_hidden()))?;
    if as_json {
        print::json(out, &print::alerts_json(&alerts))?;
    } else if line {
        writeln!(out, "{}", words::alerts_line(&alerts))?;
    } else {
        print::alerts(out, &alerts)?;
        if hidden > 0 {
            writeln!(out, "{}", words::snoozed(hidden))?;
        }
    }
    Ok(if alerts.iter().any(Alert::is_pressing) { Exit::Findings } else { Exit::Done })
}

/// Hides an alert that is shown today.
pub(super) fn snooze(
    (kind, reference, period): (&str, &str, Option<Period>),
    until: NaiveDate,
    reason: &str,
    desk: &mut Desk,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let session = desk.write()?;
    let fits = |a: &Alert| {
        a.kind.code() == kind
            && (a.reference == reference || a.task_id.as_deref() == Some(reference))
            && (period.is_none() || a.period == period)
    };
    let alert = session.alerts().into_iter().find(fits);
    let alert = alert.ok_or_else(|| refused(words::no_alert(&format!("{kind} {reference}"))))?;
    session.snooze(&alert, until, reason)?;
    writeln!(out, "{}", words::hidden_until(until))?;
    Ok(())
}

/// Open duties by week and month.
pub(super) fn agenda(as_json: bool, desk: &mut Desk, out: &mut dyn Write) -> Result<(), Failure> {
    let stretches = desk.read(|session| Ok(agenda::agenda(&session.tasks(), session.world.today)))?;
    if as_json {
        let one = |(span, list): &(Span, Vec<Duty>)| json!({ "span": agenda_words::span(*span), "duties": list });
        return print::json(out, &stretches.iter().map(one).collect::<Vec<_>>());
    }
    if stretches.is_empty() {
        writeln!(out, "{}", agenda_words::NOTHING)?;
    }
    for (span, list) in &stretches {
        writeln!(out, "{}", agenda_words::span(*span))?;
        for duty in list {
            writeln!(out, "    {}", agenda_words::duty(duty))?;
        }
    }
    Ok(())
}

/// What the commune is judged on, with the list behind each number.
pub(super) fn scorecard(as_json: bool, desk: &mut Desk, out: &mut dyn Write) -> Result<(), Failure> {
    desk.read(|session| {
        let card = session.scorecard();
        if as_json {
            return print::json(out, &card);
        }
        let named = card.groups.iter().map(|(number, score)| (agenda_words::group(&session.pack, number), score));
        for (name, score) in named.chain([(agenda_words::REPORTS.to_owned(), &card.reports)]) {
            writeln!(out, "{}", agenda_words::score(&name, score))?;
            for duty in &score.items {
                writeln!(out, "    {}", agenda_words::scored(duty))?;
            }
        }
        writeln!(out, "{}", agenda_words::statements(card.statements))?;
        writeln!(out, "{}", agenda_words::targets(&card))?;
        for (code, met) in &card.targets {
            writeln!(out, "    {}", agenda_words::target(&session.pack, code, *met))?;
        }
        Ok(())
    })
}
