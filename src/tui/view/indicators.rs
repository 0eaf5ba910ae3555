//! Indicators of an open period: the list, and one of them with its formula, other ways to work it out
//! and its course by months.

use ratatui::layout::Rect;

use super::figures::on_rule;
use super::{Canvas, cursor_row, framed};
use crate::app::ui::Work;
use crate::app::ui::figures::Shown;
use crate::domain::indicator;
use crate::domain::pack::Target;
use crate::domain::period::Period;
use crate::strings::{document, indicators as words, ui, words as plain};
use crate::tui::paint::{put, put_right, put_wrapped, rule, window};

/// Widths of rate, rate since January and target.
const WIDTHS: [u16; 3] = [10, 12, 8];

/// The list, and the one under the cursor in words.
pub fn list(canvas: &mut Canvas<'_>, work: &Work, shown: &Shown, area: Rect) {
    let (view, rows, theme) = (&work.figures, &work.session.pack.lists.indicator, canvas.theme);
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(6), ..area };
    let name = area.width.saturating_sub(3 + WIDTHS.iter().sum::<u16>()) / 2;
    let places = [0, name, name + WIDTHS[0], name + WIDTHS[0] + WIDTHS[1]].map(|x| area.x + 2 + x);
    let verdict = places[3] + WIDTHS[2] + 1;
    put(canvas.buffer, places[0], area.y, name, words::HEAD[0], theme.title());
    for (i, head) in words::HEAD[1..4].iter().enumerate() {
        put_right(canvas.buffer, places[i + 1], area.y, WIDTHS[i], head, theme.title());
    }
    put(canvas.buffer, verdict, area.y, area.right().saturating_sub(verdict), words::HEAD[4], theme.title());
    for (line, i) in window(view.indicator, rows.len(), usize::from(list.height)).enumerate() {
        let y = list.y + u16::try_from(line).unwrap_or(0);
        let (row, now) = (&rows[i], &shown.indicators[i]);
        let met = |met| match met {
            Some(true) => theme.good(),
            Some(false) => theme.bad(),
            None => theme.text(),
        };
        put(canvas.buffer, places[0], y, name.saturating_sub(1), &row.name, theme.text());
        let rate = words::rate(row.target, words::ratio(now));
        put_right(canvas.buffer, places[1], y, WIDTHS[0], &rate, met(now.met));
        if let Some(year) = shown.to_date.get(i) {
            let rate = words::rate(row.target, words::ratio(year));
            put_right(canvas.buffer, places[2], y, WIDTHS[1], &rate, met(year.met));
        }
        put_right(canvas.buffer, places[3], y, WIDTHS[2], &document::short_target(row.target), theme.text());
        put(canvas.buffer, verdict, y, area.right().saturating_sub(verdict), &words::short_gap(row, now), met(now.met));
        if i == view.indicator {
            cursor_row(canvas, area, y);
        }
    }
    let (Some(row), Some(now)) = (rows.get(view.indicator), shown.indicators.get(view.indicator)) else { return };
    let y = list.bottom();
    rule(canvas.buffer, area.x, y, area.width, theme.text());
    on_rule(canvas, area, y, view.indicator, rows.len());
    let mut below = Rect { x: area.x + 1, y: y + 1, width: area.width - 2, height: 4 };
    let text = format!("{}. {}", words::over(&row.name, row, now).trim_end_matches('.'), words::formula(row));
    let used = put_wrapped(canvas.buffer, below, &text, theme.text());
    below = Rect { y: below.y + used, height: below.height - used, ..below };
    if let (Some(other), true) = (now.other.first(), below.height > 0) {
        let text = words::other(other, row.target, row.other.first().map(|o| &o.source));
        put_wrapped(canvas.buffer, below, &text, theme.text());
    }
}

/// One indicator in full, over the screen.
pub fn one(canvas: &mut Canvas<'_>, work: &Work, at: usize, over: Rect) {
    let Some(shown) = &work.figures.shown else { return };
    let (pack, theme) = (&work.session.pack, canvas.theme);
    let (Some(row), Some(now)) = (pack.lists.indicator.get(at), shown.indicators.get(at)) else { return };
    let area = framed(canvas, over, &row.name, over.width.min(100), over.height);
    let mut lines = vec![words::over(&ui::period_name(pack, shown.figures.period), row, now)];
    let year = shown.to_date.get(at).filter(|y| words::ratio(y) != words::ratio(now));
    lines.extend(year.map(|year| words::over(&words::to_date(shown.figures.period), row, year)));
    lines.push(words::formula(row));
    let others = now.other.iter().zip(&row.other);
    lines.extend(others.map(|(other, basis)| words::other(other, row.target, Some(&basis.source))));
    lines.push(words::source(row));
    let known = indicator::by_month(pack, work.session.store.book(), row, pack.plan.year);
    let plot = u16::try_from(known.len().max(1) + 1).unwrap_or(2).min(area.height / 2 + 2);
    let (mut y, floor) = (area.y, area.bottom().saturating_sub(plot));
    for (i, text) in lines.iter().enumerate() {
        let style = if i == 0 { theme.title() } else { theme.text() };
        y += put_wrapped(canvas.buffer, Rect { y, height: floor.saturating_sub(y), ..area }, text, style);
    }
    course(canvas, row.target, &known, Rect { y: floor, height: area.bottom() - floor, ..area });
}

/// Rates by months as bars, with a line at the target. Lengths are only looks; the numbers are exact.
fn course(canvas: &mut Canvas<'_>, target: Target, months: &[(Period, (u64, u64))], area: Rect) {
    let theme = canvas.theme;
    if months.is_empty() {
        put(canvas.buffer, area.x, area.y, area.width, words::NO_MONTH, theme.text());
        return;
    }
    let head = 20;
    let axis = Axis::over(target, months, area.width.saturating_sub(head));
    put(canvas.buffer, area.x, area.y, 8, words::MONTHS[0], theme.title());
    put_right(canvas.buffer, area.x + 8, area.y, 10, words::MONTHS[1], theme.title());
    let from = area.x + head;
    put(canvas.buffer, from, area.y, 8, &format!("{} %", axis.from), theme.text());
    put_right(canvas.buffer, from, area.y, axis.width, &format!("{} %", axis.to), theme.text());
    let line = axis.place(u128::from(target.numerator), u128::from(target.denominator));
    let label = document::short_target(target);
    put(canvas.buffer, from + line.min(axis.width.saturating_sub(8)), area.y, 8, &label, theme.accent());
    let room = usize::from(area.height.saturating_sub(1));
    // The newest months where not all fit.
    for (row, (month, (n, d))) in (1..).zip(&months[months.len().saturating_sub(room)..]) {
        let y = area.y + row;
        let met = indicator::shortfall(target, *n, *d) == 0;
        let style = if met { theme.good() } else { theme.bad() };
        put(canvas.buffer, area.x, y, 8, &plain::short_month(*month), theme.text());
        put_right(canvas.buffer, area.x + 8, y, 10, &words::rate(target, Some((*n, *d))), style);
        let end = axis.place(u128::from(*n), u128::from(*d));
        put(canvas.buffer, from, y, axis.width, &"█".repeat(usize::from(end)), style);
        put(canvas.buffer, from + line, y, 1, "│", theme.accent());
    }
}

/// What the bars' width stands for, percent.
struct Axis {
    from: u64,
    to: u64,
    width: u16,
}

impl Axis {
    /// From the ten below the least of rates and target (0 where that is small) to the ten above the most.
    fn over(target: Target, months: &[(Period, (u64, u64))], width: u16) -> Self {
        let percent = |n: u64, d: u64| u64::try_from(u128::from(n) * 100 / u128::from(d.max(1))).unwrap_or(u64::MAX);
        let level = percent(target.numerator, target.denominator);
        let rates = || months.iter().map(|(_, (n, d))| percent(*n, *d)).chain([level]);
        let (least, most) = (rates().min().unwrap_or(0), rates().max().unwrap_or(100));
        let from = if least < 50 { 0 } else { (least - 1) / 10 * 10 };
        let to = most.saturating_add(10) / 10 * 10;
        Self { from, to: to.max(from + 10), width }
    }

    fn place(&self, n: u128, d: u128) -> u16 {
        let (from, span) = (u128::from(self.from), u128::from(self.to - self.from));
        let above = (n * 100).saturating_sub(from * d.max(1));
        let at = above * u128::from(self.width.saturating_sub(1)) / (span * d.max(1));
        u16::try_from(at).unwrap_or(u16::MAX).min(self.width.saturating_sub(1))
    }
}
