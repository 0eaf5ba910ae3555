//! Output of listing commands: plain text for people, JSON in the contract's shapes.

use std::io::Write;
use std::path::Path;

use serde::{Serialize, Serializer as _};
use serde_json::{Value, json};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::{Exit, Failure, refused};
use crate::app::settings::Setting;
use crate::app::submission::Submitted;
use crate::app::undo::Reversals;
use crate::app::{Entry, Session, Verified, doctor};
use crate::domain::alert::Alert;
use crate::domain::book::Change;
use crate::domain::indicator::{self, Indicator};
use crate::domain::pack::{Column, Form, Pack};
use crate::domain::pack_check;
use crate::domain::period::Period;
use crate::domain::submission::Fault;
use crate::domain::task::Task;
use crate::domain::text::printable;
use crate::domain::{figures, rule};
use crate::strings::doctor as words_of_doctor;
use crate::strings::indicators as indicators_in_words;
use crate::strings::tasks as task_words;
use crate::strings::{
    alerts as sentences, answers, document, errors, grid, history, packages, packs, submissions, trail, words,
};

/// Width of a field's name in tables, terminal columns.
const NAME_WIDTH: usize = 24;

/// Any value as indented JSON.
pub fn json(out: &mut dyn Write, value: &(impl Serialize + ?Sized)) -> Result<(), Failure> {
    writeln!(out, "{}", serde_json::to_string_pretty(value)?)?;
    Ok(())
}

/// As [`json`] for a list that is not held in memory.
pub fn json_list(out: &mut dyn Write, values: impl Iterator<Item = impl Serialize>) -> Result<(), Failure> {
    serde_json::Serializer::pretty(&mut *out).collect_seq(values)?;
    writeln!(out)?;
    Ok(())
}

/// Alerts in the contract's shape.
pub fn alerts_json(alerts: &[Alert]) -> Vec<Value> {
    let one = |a: &Alert| {
        json!({
            "kind": a.kind, "severity": a.severity, "ref": a.reference, "task_id": a.task_id, "period": a.period,
            "subject": a.subject, "due": a.due, "safe_day": a.safe_day, "days_left": a.days_left,
            "working_days_left": a.working_days_left, "text": sentences::text(a), "why": sentences::why(a),
        })
    };
    alerts.iter().map(one).collect()
}

/// Alerts, one sentence and its reason each.
pub fn alerts(out: &mut dyn Write, alerts: &[Alert]) -> Result<(), Failure> {
    if alerts.is_empty() {
        writeln!(out, "{}", answers::nothing_to_do())?;
        return Ok(());
    }
    for alert in alerts {
        writeln!(out, "[{}] {}", words::severity(alert.severity), sentences::text(alert))?;
        writeln!(out, "    {}", sentences::why(alert))?;
    }
    Ok(())
}

/// Tasks, two lines each.
pub fn tasks(out: &mut dyn Write, tasks: &[Task]) -> Result<(), Failure> {
    for task in tasks {
        let deadline = words::deadline(&task.deadline);
        let (role, status) = (pad(words::role_of(task), 10), pad(&words::task_status(task), 20));
        writeln!(out, "{} {role} {status} {deadline}", pad(&task.id, 8))?;
        writeln!(out, "         {}", task.text)?;
        let whole = task.follow.iter().map(|why| (None, why));
        let parts = task.occurrences.iter().filter_map(|o| Some((Some(o.period), o.follow.as_ref()?)));
        for (of, why) in whole.chain(parts) {
            writeln!(out, "         ! {}", printable(&task_words::follow(of, why), 300))?;
        }
    }
    Ok(())
}

/// Text cut or filled up to a width in terminal columns.
fn pad(text: &str, width: usize) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if out.width() + c.width().unwrap_or(0) > width {
            break;
        }
        out.push(c);
    }
    let missing = width - out.width();
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// The audit trail, oldest entry first; all of it is taken in, those wanted are printed.
pub fn log(
    out: &mut dyn Write,
    entries: impl Iterator<Item = Entry>,
    wanted: impl Fn(&Entry) -> bool,
) -> Result<(), Failure> {
    let mut reversals = Reversals::default();
    for entry in entries {
        let reversed = reversals.take(&entry);
        if !wanted(&entry) {
            continue;
        }
        let today = entry.today.as_ref().map(|day| format!(" (--today {day})")).unwrap_or_default();
        let reason = entry.reason.as_ref().map(|r| format!(": {}", printable(r, 200))).unwrap_or_default();
        let action = reversed.map_or_else(
            || words::action(&entry.action).to_owned(),
            |of| history::reversal(&entry.action, of.seq, &of.action),
        );
        let officer = printable(&entry.officer, 80);
        writeln!(out, "{} {}{today} {officer} – {action}{reason}", entry.seq, words::moment(&entry.at))?;
        changes(out, &entry.changes)?;
    }
    Ok(())
}

/// The check of everything, a line each.
pub fn doctor(out: &mut dyn Write, lines: &[doctor::Line]) -> Result<(), Failure> {
    for line in lines {
        let [good, mended, wrong] = words_of_doctor::STATES;
        let state = match line.state {
            doctor::State::Good => good,
            doctor::State::Mended => mended,
            doctor::State::Wrong => wrong,
        };
        writeln!(out, "[{state}] {}", line.text)?;
    }
    Ok(())
}

/// Values before and after, one line each.
pub fn changes(out: &mut dyn Write, changes: &[Change]) -> Result<(), Failure> {
    let show = |value: &Option<_>| {
        value.as_ref().map_or_else(|| answers::none().to_owned(), |v| printable(&words::value(v), 300))
    };
    for change in changes {
        writeln!(out, "    {}: {} → {}", words::key(&change.key), show(&change.old), show(&change.new))?;
    }
    Ok(())
}

/// Everything left at cells, one line each.
pub fn marks(out: &mut dyn Write, session: &Session, as_json: bool) -> Result<(), Failure> {
    let marks = session.marks();
    if as_json {
        return json(out, &marks);
    }
    if marks.is_empty() {
        writeln!(out, "{}", grid::no_marks())?;
    }
    for marked in &marks {
        writeln!(out, "{}", printable(&grid::marked(&session.pack, marked), 400))?;
    }
    Ok(())
}

/// What a sound pack holds.
pub fn pack(out: &mut dyn Write, pack: &Pack) -> Result<(), Failure> {
    let lists = &pack.lists;
    let [tasks, forms, rules, indicators] =
        [lists.task.len(), lists.form.len(), lists.rule.len(), lists.indicator.len()];
    writeln!(out, "{}", packs::sound(&pack.plan.title, tasks, forms, rules, indicators, pack_check::assumed(pack)))?;
    Ok(())
}

/// As [`pack()`], for programs.
pub fn pack_json(pack: &Pack) -> Value {
    json!({
        "sound": true, "id": pack.plan.id, "year": pack.plan.year, "tasks": pack.lists.task.len(),
        "rules": pack.lists.rule.len(), "indicators": pack.lists.indicator.len(), "assumed": pack_check::assumed(pack),
    })
}

/// Settings, one line each.
pub fn settings(out: &mut dyn Write, settings: &[Setting]) -> Result<(), Failure> {
    for setting in settings {
        let value = setting.value.as_deref().unwrap_or_else(|| answers::none());
        writeln!(out, "{:<16} {value}  – {}", setting.key, setting.name)?;
    }
    Ok(())
}

/// Where a package went.
pub fn submitted(out: &mut dyn Write, done: &Submitted) -> Result<(), Failure> {
    writeln!(out, "{}", packages::submitted(done.path.as_deref(), &done.record, done.same, done.moved))?;
    if done.moved {
        writeln!(out, "{}", submissions::moved())?;
    }
    if done.unsigned {
        writeln!(out, "{}", submissions::unsigned())?;
    }
    for gap in &done.gaps {
        writeln!(out, "{}", packages::gap(gap))?;
    }
    Ok(())
}

/// As [`submitted`], for programs.
pub fn submitted_json(done: &Submitted) -> Value {
    let notes: Vec<String> = done.gaps.iter().map(document::gap).collect();
    json!({
        "path": done.path.as_ref().map(|path| path.display().to_string()), "code": done.record.code, "revision": done.record.revision,
        "id": done.record.id, "sha256": done.record.sha256, "created": done.record.created, "same": done.same,
        "state": done.record.state(), "signed": done.record.signed, "notes": notes,
    })
}

/// Outcome of a check.
pub fn verified(out: &mut dyn Write, file: &Path, result: &Result<Verified, Vec<Fault>>) -> Result<(), Failure> {
    let sentence = match result {
        Ok(v) => packages::sound(&v.head.title(), &v.code, &v.head.created),
        Err(faults) => packages::unsound(&file.display().to_string(), faults),
    };
    writeln!(out, "{}", printable(&sentence, 2000))?;
    Ok(())
}

/// As [`verified`], for programs.
pub fn verified_json(result: &Result<Verified, Vec<Fault>>) -> Value {
    match result {
        Ok(v) => json!({
            "sound": true, "code": v.code, "unit": v.head.unit.code, "period": v.head.period.code,
            "revision": v.head.revision, "id": v.head.id, "descriptor_sha256": v.descriptor_sha256,
        }),
        Err(faults) => json!({ "sound": false, "faults": faults.iter().map(packages::fault).collect::<Vec<_>>() }),
    }
}

/// The forms of a period with indicators and issues.
pub fn figures(out: &mut dyn Write, session: &Session, period: Period, as_json: bool) -> Result<Exit, Failure> {
    let (pack, book) = (&session.pack, session.store.book());
    let figures =
        figures::compute(pack, book, period).ok_or_else(|| refused(errors::bad_period(&period.to_string())))?;
    let issues = rule::issues(pack, book, &figures);
    let indicators = indicator::evaluate(pack, book, &figures);
    if as_json {
        let mut value = serde_json::to_value(&figures)?;
        value["indicators"] = serde_json::to_value(&indicators)?;
        if let Some(since) = figures::to_date(pack, book, period) {
            let indicators = indicator::evaluate(pack, book, &since);
            value["to_date"] = json!({ "from": since.from, "to": since.to, "indicators": indicators });
        }
        value["issues"] = serde_json::to_value(&issues)?;
        if let Some(reported) = session.reported(period) {
            value["reported"] = json!({
                "period": reported.report, "revision": reported.revision, "differences": reported.differences(&figures),
            });
        }
        json(out, &value)?;
    } else {
        plain_figures(out, session, &figures, &indicators)?;
        if let Some(reported) = session.reported(period) {
            for d in reported.differences(&figures) {
                let field = if d.field == rule::TOTAL_ROW { answers::totals() } else { &d.field };
                let place = trail::cell_place(pack, period, field, &d.column);
                let text = grid::reported(reported.report, reported.revision, d.reported, d.now);
                writeln!(out, "{place}: {text}")?;
            }
        }
        for issue in &issues {
            writeln!(out, "[{}] {}", words::rule_severity(issue.severity), issue.text)?;
        }
    }
    Ok(if rule::any_error(&issues) { Exit::Findings } else { Exit::Done })
}

fn plain_figures(
    out: &mut dyn Write,
    session: &Session,
    figures: &figures::Figures,
    indicators: &[Indicator],
) -> Result<(), Failure> {
    let pack = &session.pack;
    let heading = answers::period_heading(figures.period, &words::date(figures.from), &words::date(figures.to));
    writeln!(out, "{heading}")?;
    if let Some(form) = pack.field_form().filter(|_| figures.any()) {
        form_table(out, session, form, figures)?;
        for difference in &figures.differences {
            writeln!(out, "{}", document::field_difference(pack.field_name(&difference.field), difference))?;
        }
    }
    for form in pack.single_forms() {
        let known = |code: &str| figures.counters.get(code).copied().unwrap_or_default();
        let entered: Vec<_> = form.column.iter().filter(|c| known(&c.code).is_known()).collect();
        if !entered.is_empty() {
            writeln!(out, "{}", answers::counters())?;
        }
        for column in entered {
            writeln!(out, "    {:<30} {:>10}  {}", column.code, words::cell(known(&column.code)), column.name)?;
        }
    }
    writeln!(out, "{}", answers::indicators())?;
    for (row, indicator) in pack.lists.indicator.iter().zip(indicators) {
        let rate = indicators_in_words::rate(indicator.target, indicators_in_words::ratio(indicator));
        let gap = indicators_in_words::gap(row, indicator);
        let formula = answers::formula(&indicator.formula, words::mark(indicator.mark));
        writeln!(out, "    {}: {rate}, {gap} {formula}", row.name)?;
        for (other, basis) in indicator.other.iter().zip(&row.other) {
            writeln!(out, "        {}", indicators_in_words::other(other, row.target, Some(&basis.source)))?;
        }
    }
    Ok(())
}

/// The form as a table; columns go by their printed numbers and are as wide as the widest number.
fn form_table(out: &mut dyn Write, session: &Session, form: &Form, figures: &figures::Figures) -> Result<(), Failure> {
    let cells = |cells: &figures::Cells| -> Vec<String> {
        let one = |c: &Column| words::cell(cells.get(&c.code).copied().unwrap_or_default());
        form.column.iter().map(one).collect()
    };
    let mut lines = vec![(
        form.row_head.last().cloned().unwrap_or_default(),
        form.column.iter().map(|c| format!("({})", c.number)).collect(),
    )];
    let begun = figures.rows.iter().filter(|r| r.begun);
    lines.extend(begun.map(|row| (session.pack.field_name(&row.field).to_owned(), cells(&row.cells))));
    lines.push((answers::totals().to_owned(), cells(&figures.totals)));
    let width = lines.iter().flat_map(|(_, cells)| cells).map(|c| c.width()).max().unwrap_or(0) + 1;
    for (name, cells) in lines {
        let cells: Vec<String> = cells.iter().map(|c| format!("{c:>width$}")).collect();
        writeln!(out, "{}{}", pad(&name, NAME_WIDTH), cells.concat())?;
    }
    let legend: Vec<String> = form.column.iter().map(|c| format!("({}) {}", c.number, c.name)).collect();
    writeln!(out, "{}\n{}", legend.join("; "), answers::cell_legend())?;
    Ok(())
}
