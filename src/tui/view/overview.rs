//! Overview: what to do today, most urgent first, each line with its reason; the year's reports.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Canvas, cursor_row, lists};
use crate::app::ui::{State, Work};
use crate::domain::alert::{Alert, Severity};
use crate::strings::{alerts, ui, words};
use crate::tui::paint::{put, put_wrapped, window};

/// Columns of the urgency word.
const WORD: u16 = 6;

/// Paints the screen.
pub fn draw(canvas: &mut Canvas<'_>, _state: &State, work: &Work, body: Rect) {
    let rows = work.overview_rows();
    let (list, detail) = lists::split(body, 6);
    lists::divide(canvas, list, detail);
    let at = work.overview.at.min(rows.len().saturating_sub(1));
    lists::top(canvas, list, &heading(work), &work.overview, at, rows.len());
    if rows.is_empty() {
        let text = if work.overview.query.is_empty() { ui::NOTHING } else { ui::NOTHING_FOUND };
        canvas.line(list, 2, &format!(" {text}"), canvas.theme.good());
    }
    let height = usize::from(list.height.saturating_sub(1));
    let shown = window(at, rows.len(), height);
    for (row, i) in shown.enumerate() {
        let y = list.y + 1 + u16::try_from(row).unwrap_or(0);
        line(canvas, list, y, rows[i]);
        if i == at {
            cursor_row(canvas, list, y);
        }
    }
    if let Some(alert) = rows.get(at) {
        let room = if detail.y == list.y { detail } else { Rect { height: detail.height.saturating_sub(1), ..detail } };
        explain(canvas, room, alert);
    }
    if detail.y == list.y {
        reports(canvas, work, detail);
    } else {
        reports_line(canvas, work, detail);
    }
}

fn heading(work: &Work) -> String {
    let query = &work.overview.query;
    if query.is_empty() { ui::TODAY_LIST.to_owned() } else { ui::filters(ui::TODAY_LIST, None, query) }
}

fn style(canvas: &Canvas<'_>, severity: Severity) -> Style {
    match severity {
        Severity::Critical => canvas.theme.bad(),
        Severity::Urgent | Severity::Warning => canvas.theme.warn(),
        Severity::Note => canvas.theme.text(),
    }
}

fn line(canvas: &mut Canvas<'_>, list: Rect, y: u16, alert: &Alert) {
    let style = style(canvas, alert.severity);
    put(canvas.buffer, list.x + 2, y, WORD, words::severity(alert.severity), style);
    let x = list.x + 2 + WORD;
    put(canvas.buffer, x, y, list.right().saturating_sub(x + 1), &alerts::line(alert), canvas.theme.text());
}

fn explain(canvas: &mut Canvas<'_>, area: Rect, alert: &Alert) {
    let title = canvas.theme.title();
    let used = put_wrapped(canvas.buffer, Rect { height: area.height.min(3), ..area }, &alerts::text(alert), title);
    let rest = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
    let why = format!("{}: {}", ui::WHY, alerts::why(alert));
    put_wrapped(canvas.buffer, rest, &why, canvas.theme.text());
}

/// The year's reports on one line.
fn reports_line(canvas: &mut Canvas<'_>, work: &Work, area: Rect) {
    let one = |row: &super::reports::Row| {
        let state = if row.left.is_empty() { &row.state } else { &row.left_short };
        format!("{} {state}", row.short)
    };
    let rows = super::reports::duties(work);
    let text = ui::reports_line(&rows.iter().map(one).collect::<Vec<_>>());
    canvas.line(area, area.height.saturating_sub(1), &text, canvas.theme.text());
}

/// The year's reports at a glance, where there is room beside the list.
fn reports(canvas: &mut Canvas<'_>, work: &Work, area: Rect) {
    let rows = super::reports::duties(work);
    let Ok(height) = u16::try_from(rows.len() + 2) else { return };
    if area.height < height + 8 {
        return;
    }
    let top = area.bottom() - height;
    put(canvas.buffer, area.x, top, area.width, ui::REPORTS_OF_YEAR, canvas.theme.title());
    for (i, row) in rows.iter().enumerate() {
        let y = top + 1 + u16::try_from(i).unwrap_or(0);
        put(canvas.buffer, area.x, y, 13, &row.name, canvas.theme.text());
        let state = if row.left.is_empty() { row.state.clone() } else { format!("{}, {}", row.state, row.left) };
        put(canvas.buffer, area.x + 14, y, area.width.saturating_sub(14), &state, row.style(canvas.theme));
    }
}
