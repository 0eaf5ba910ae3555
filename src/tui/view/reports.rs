//! Reports: every period with window, due day and how far its package has gone.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Canvas, cursor_row};
use crate::app::ui::Work;
use crate::app::ui::panel::report_periods;
use crate::domain::alert::{Alert, Reason};
use crate::domain::pack::Mark;
use crate::domain::period::Period;
use crate::strings::{reports, ui, words};
use crate::tui::paint::{put, put_right, window};
use crate::tui::theme::Theme;

/// One line of the list.
pub struct Row {
    /// Name of the period.
    pub name: String,
    /// The same without the year.
    pub short: String,
    /// Window.
    pub span: String,
    /// Due day with its mark, empty where nobody asks for the report.
    pub due: String,
    /// Days left, empty once settled.
    pub left: String,
    /// The same where there is little room.
    pub left_short: String,
    /// State in words.
    pub state: String,
    settled: bool,
    overdue: bool,
}

impl Row {
    /// Looks of its state.
    pub fn style(&self, theme: Theme) -> Style {
        if self.overdue {
            theme.bad()
        } else if self.settled {
            theme.good()
        } else {
            theme.text()
        }
    }
}

/// The reports that the plan asks for.
pub fn duties(work: &Work) -> Vec<Row> {
    let pack = &work.session.pack;
    let asked = pack.lists.task.iter().filter(|t| t.id == pack.report.task).flat_map(|t| &t.deadline.periods);
    asked.map(|p| row(work, *p)).collect()
}

fn row(work: &Work, period: Period) -> Row {
    let session = &work.session;
    let window = session.pack.window(period);
    let duty = work.tasks.iter().find(|t| t.id == session.pack.report.task);
    let occurrence = duty.and_then(|t| t.occurrences.iter().find(|o| o.period == period));
    let settled = occurrence.is_some_and(crate::domain::task::Occurrence::settled);
    let today = session.world.today;
    let begun = window.is_some_and(|w| w.from <= today);
    let closed = window.is_some_and(|w| w.to < today);
    let day = occurrence.and_then(|o| o.legal_day);
    let assumed = occurrence.is_some_and(|o| o.mark == Mark::Assumed);
    let mark = if assumed { ui::ASSUMED_SHORT } else { "" };
    let facts = session.report_row(&work.tasks, period).facts();
    let since = |a: &Alert| a.period == Some(period) && a.reason == Reason::ChangedAfterSending;
    let changed = if work.alerts.iter().any(since) { ui::CHANGED_SINCE } else { "" };
    let left = day.filter(|_| !settled).map(|d| (d - today).num_days());
    Row {
        short: window.map_or_else(|| period.to_string(), |w| ui::without_year(&w.name)),
        name: window.map_or_else(|| period.to_string(), |w| w.name.clone()),
        span: window.map(|w| ui::span(w.from, w.to)).unwrap_or_default(),
        due: day.map_or_else(|| ui::no_duty().to_owned(), |d| format!("{}{mark}", words::date(d))),
        left: left.map(ui::days_left).unwrap_or_default(),
        left_short: left.map(ui::days_left_short).unwrap_or_default(),
        state: reports::list_state(&facts, ui::report_state(settled, begun, closed), settled, changed),
        settled,
        overdue: left.is_some_and(|l| l < 0),
    }
}

/// Paints the screen.
pub fn draw(canvas: &mut Canvas<'_>, work: &Work, body: Rect) {
    let periods = report_periods(&work.session.pack);
    let theme = canvas.theme;
    // Name, window, due day with mark, days left; the state takes the rest.
    let widths: [u16; 4] = if body.width < 78 { [16, 0, 18, 0] } else { [21, 14, 18, 0] };
    let widths = if body.width >= 100 { [24, 17, 25, 15] } else { widths };
    let place = |i: usize| body.x + 2 + widths[..i].iter().sum::<u16>();
    for (i, head) in [ui::REPORTS_HEAD[0], ui::REPORTS_HEAD[1], ui::REPORTS_HEAD[2]].iter().enumerate() {
        put(canvas.buffer, place(i), body.y, widths[i].saturating_sub(1), head, theme.title());
    }
    put(canvas.buffer, place(4), body.y, body.right().saturating_sub(place(4)), ui::REPORTS_HEAD[3], theme.title());
    let position = ui::position(work.reports, periods.len());
    put_right(canvas.buffer, body.right().saturating_sub(7), body.y, 6, &position, theme.text());
    let shown = window(work.reports, periods.len(), usize::from(body.height - 1));
    for (line, i) in shown.enumerate() {
        let y = body.y + 1 + u16::try_from(line).unwrap_or(0);
        let row = row(work, periods[i]);
        let style = row.style(theme);
        put(canvas.buffer, place(0), y, widths[0] - 1, &row.name, theme.text());
        put(canvas.buffer, place(1), y, widths[1].saturating_sub(1), &row.span, theme.text());
        put(canvas.buffer, place(2), y, widths[2] - 1, &row.due, theme.text());
        put(canvas.buffer, place(3), y, widths[3].saturating_sub(1), &row.left, style);
        // Where there is no column for the days left, they go with the state.
        let state = if widths[3] == 0 { reports::with_days(&row.left, &row.state) } else { row.state.clone() };
        put(canvas.buffer, place(4), y, body.right().saturating_sub(place(4)), &state, style);
        if i == work.reports {
            cursor_row(canvas, body, y);
        }
    }
}
