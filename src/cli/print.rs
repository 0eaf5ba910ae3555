//! Output of listing commands: plain text for people, JSON in the contract's shapes.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use super::{Exit, Failure, refused};
use crate::app::Session;
use crate::domain::alert::Alert;
use crate::domain::indicator::{self, Indicator};
use crate::domain::period::Period;
use crate::domain::task::Task;
use crate::domain::{figures, rule};
use crate::strings::{alerts as sentences, errors, words};

/// Any value as indented JSON.
pub fn json(out: &mut dyn Write, value: &(impl Serialize + ?Sized)) -> Result<(), Failure> {
    writeln!(out, "{}", serde_json::to_string_pretty(value)?)?;
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
pub fn alerts(out: &mut dyn Write, alerts: &[Alert]) -> io::Result<()> {
    if alerts.is_empty() {
        return writeln!(out, "Không có việc nào cần chú ý.");
    }
    for alert in alerts {
        writeln!(out, "[{}] {}", words::severity(alert.severity), sentences::text(alert))?;
        writeln!(out, "    {}", sentences::why(alert))?;
    }
    Ok(())
}

/// Tasks by group.
pub fn tasks(out: &mut dyn Write, tasks: &[Task]) -> io::Result<()> {
    for task in tasks {
        let due = task.deadline.legal_day.map_or_else(|| task.deadline.text.clone(), words::date);
        let mark = words::mark(task.deadline.mark);
        writeln!(
            out,
            "{:<7} {:<10} {:<13} {due}{}  {}",
            task.id,
            words::role(task.role),
            words::status(task.status),
            if mark.is_empty() { String::new() } else { format!(" ({mark})") },
            task.text
        )?;
    }
    Ok(())
}

/// The audit trail.
pub fn log(out: &mut dyn Write, session: &Session) -> Result<(), Failure> {
    for entry in session.store.entries() {
        writeln!(out, "{} {} {} {}", entry.seq, entry.at, entry.officer, entry.action)?;
        for change in &entry.changes {
            let show = |v: &Option<_>| -> Result<String, Failure> {
                Ok(v.as_ref().map(serde_json::to_string).transpose()?.unwrap_or_else(|| "(trống)".to_owned()))
            };
            writeln!(out, "    {}: {} → {}", change.key, show(&change.old)?, show(&change.new)?)?;
        }
    }
    Ok(())
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
        value["issues"] = serde_json::to_value(&issues)?;
        json(out, &value)?;
    } else {
        plain_figures(out, session, &figures, &indicators)?;
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
    writeln!(out, "Kỳ {}: từ {} đến {}", figures.period, words::date(figures.from), words::date(figures.to))?;
    for row in figures.rows.iter().filter(|r| r.begun) {
        writeln!(out, "{} ({})", pack.field_name(&row.field), row.field)?;
        write_cells(out, session, &row.cells)?;
    }
    if figures.any() {
        writeln!(out, "TỔNG CỘNG")?;
        write_cells(out, session, &figures.totals)?;
    }
    writeln!(out, "CHỈ TIÊU")?;
    for (row, indicator) in pack.lists.indicator.iter().zip(indicators) {
        let ratio = indicator.numerator.zip(indicator.denominator);
        let rate = ratio.and_then(|(n, d)| indicator::percent(n, d)).unwrap_or_else(|| "—".to_owned());
        let gap = match indicator.shortfall {
            None => String::new(),
            Some(0) => "đạt".to_owned(),
            Some(k) => format!("còn thiếu {} {}", words::number(k), row.counts),
        };
        writeln!(out, "    {}: {rate} {gap} (công thức {})", row.name, words::mark(indicator.mark))?;
    }
    Ok(())
}

fn write_cells(out: &mut dyn Write, session: &Session, cells: &figures::Cells) -> io::Result<()> {
    let Some(form) = session.pack.field_form() else { return Ok(()) };
    for column in &form.column {
        let cell = cells.get(&column.code).copied().unwrap_or_default();
        writeln!(out, "    {:<14} {:>10}  {}", column.code, words::cell(cell), column.name)?;
    }
    Ok(())
}
