//! Screens as functions of the state: header, body, notice, footer, and what lies over them. Pure:
//! nothing is remembered between two paintings, and only visible rows are made.

mod figures;
mod forms;
mod help;
mod indicators;
mod lists;
mod log;
mod overview;
mod panels;
mod reports;
mod strip;
mod tasks;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys;
use super::paint::{band, cut, put, put_right, put_wrapped, rule, wrap};
use super::theme::Theme;
use crate::app::ui::action::{Action, SCREENS, Scope, Screen};
use crate::app::ui::form::Field;
use crate::app::ui::input::{Edit, Input};
use crate::app::ui::{Modal, State, Work};
use crate::strings::{grid, ui, words};
use unicode_width::UnicodeWidthStr as _;

/// Smallest usable size, columns and rows.
const SMALLEST: (u16, u16) = (60, 18);
/// From this width on a list has its detail beside it.
const WIDE: u16 = 110;

/// What is painted on: buffer and looks.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    theme: Theme,
    /// Where text is typed.
    cursor: Option<Position>,
}

impl Canvas<'_> {
    fn line(&mut self, area: Rect, row: u16, text: &str, style: ratatui::style::Style) {
        if row < area.height {
            put(self.buffer, area.x, area.y + row, area.width, text, style);
        }
    }

    /// A line of text that is typed in, with the real cursor at the caret; long texts keep the caret
    /// in sight.
    fn input(&mut self, x: u16, y: u16, width: u16, input: &Input) {
        let width = usize::from(width.max(1));
        let before = input.before_caret();
        let mut shown = String::new();
        let mut at = before.width();
        if at < width {
            shown.push_str(before);
        } else {
            // The end of what stands before the caret, as much as fits with the sign of what is left out.
            let mut tail: Vec<&str> = Vec::new();
            let mut used = 1;
            let mut indices: Vec<usize> = before.char_indices().map(|(i, _)| i).collect();
            indices.push(before.len());
            for pair in indices.windows(2).rev() {
                let symbol = &before[pair[0]..pair[1]];
                if used + symbol.width() + 1 > width {
                    break;
                }
                used += symbol.width();
                tail.push(symbol);
            }
            tail.reverse();
            shown = format!("…{}", tail.concat());
            at = shown.width();
        }
        shown.push_str(input.after_caret());
        put(self.buffer, x, y, u16::try_from(width).unwrap_or(u16::MAX), &shown, self.theme.text());
        let column = u16::try_from(at.min(width - 1)).unwrap_or(0);
        self.cursor = Some(Position { x: x + column, y });
    }
}

/// Paints the whole screen; answers with the place of the cursor, where text is typed.
pub fn draw(state: &State, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let area = area.intersection(buffer.area);
    let mut canvas = Canvas { buffer, theme, cursor: None };
    if too_small(area) {
        put_wrapped(canvas.buffer, area, &ui::too_small(area.width, area.height), theme.text());
        theme.fit(canvas.buffer);
        return None;
    }
    let body = Rect { y: area.y + 3, height: area.height - 5, ..area };
    if let Some(work) = &state.work {
        header(&mut canvas, state, work, area);
        screen(&mut canvas, state, work, body);
    } else {
        put(canvas.buffer, area.x + 1, area.y, area.width, ui::PROGRAM, theme.title());
        rule(canvas.buffer, area.x, area.y + 2, area.width, theme.text());
    }
    footer(&mut canvas, state, area);
    // What is told stands below what lies over the screen, not across it.
    let told = notice_rows(state, area);
    let over = Rect { y: area.y + 2, height: (area.height - 3).saturating_sub(told), ..area };
    let last = state.modals.len().saturating_sub(1);
    for (i, modal) in state.modals.iter().enumerate() {
        // What lies below a form or panel is seen only where the one above leaves room.
        if i == last || matches!(modal, Modal::Form(_)) {
            canvas.cursor = None;
            draw_modal(&mut canvas, state, modal, over);
        }
    }
    notice(&mut canvas, state, area);
    let cursor = canvas.cursor;
    theme.fit(canvas.buffer);
    cursor
}

fn draw_modal(canvas: &mut Canvas<'_>, state: &State, modal: &Modal, over: Rect) {
    match modal {
        Modal::Form(form) => forms::draw(canvas, state, form, over),
        Modal::Menu(menu) => panels::menu(canvas, state, menu, over),
        Modal::Panel(panel) => panels::draw(canvas, state, panel, over),
        Modal::Confirm { question, yes } => panels::confirm(canvas, state, question, *yes, over),
        Modal::Help(page) => help::keys(canvas, state, *page, over),
        Modal::Entry(entry, from) => log::entry(canvas, state, entry, *from, over),
        Modal::Pack(imported, from) => panels::pack(canvas, imported, *from, over),
        Modal::Task(id, from) => {
            if let Some(work) = &state.work {
                tasks::whole(canvas, work, id, *from, over);
            }
        }
        Modal::Preview(preview, at) => panels::preview(canvas, state, preview, *at, over),
        Modal::Indicator(at) => {
            if let Some(work) = &state.work {
                indicators::one(canvas, work, *at, over);
            }
        }
        Modal::Tour => help::tour(canvas, over),
    }
}

/// Lines to read, from one on as far as there are more than fit; the last row says that it goes on.
fn scrolled(canvas: &mut Canvas<'_>, area: Rect, lines: &[(String, ratatui::style::Style)], from: usize) {
    let height = usize::from(area.height);
    let from = from.min(lines.len().saturating_sub(height));
    for (i, (line, style)) in (0_u16..).zip(lines.iter().skip(from).take(height)) {
        put(canvas.buffer, area.x, area.y + i, area.width, line, *style);
    }
    if from + height < lines.len() {
        let more = format!("… {}", ui::GOES_ON);
        let y = area.bottom().saturating_sub(1);
        blank(canvas, Rect { y, height: 1, ..area });
        put(canvas.buffer, area.x, y, area.width, &more, canvas.theme.accent());
    }
}

/// Tabs on the first line; who, when and how many on the second.
fn header(canvas: &mut Canvas<'_>, state: &State, work: &Work, area: Rect) {
    let theme = canvas.theme;
    let banner = if state.world.practice { Some(ui::PRACTICE) } else { None };
    let banner = banner.or(state.read_only().then_some(ui::LOOKING_ONLY)).map(|text| format!(" {text} "));
    let mut end = area.right();
    if let Some(banner) = banner {
        let width = u16::try_from(banner.width()).unwrap_or(0);
        end = area.right().saturating_sub(width);
        put_right(canvas.buffer, end, area.y, width, &banner, theme.bad().patch(theme.chosen()));
        end = end.saturating_sub(1);
    }
    let mut x = area.x;
    for (i, screen) in SCREENS.iter().enumerate() {
        let style = if *screen == work.screen { theme.chosen() } else { theme.text() };
        // Where digits are figures they lead nowhere, and are not shown.
        let key = char::from_digit(u32::try_from(i + 1).unwrap_or(0), 10).map(keys::Key::Char);
        let leads = key.is_some_and(|key| !keys::types(state, key));
        let number = if leads { format!("{} ", i + 1) } else { String::new() };
        let tab = format!(" {number}{} ", screen.name());
        x += put(canvas.buffer, x, area.y, end.saturating_sub(x), &tab, style) + 1;
    }
    let y = area.y + 1;
    let counts = work.counts();
    let text = ui::counts(counts);
    let style = if counts.overdue > 0 { theme.bad() } else { theme.title() };
    let wanted = u16::try_from(text.width()).unwrap_or(0).min(area.width);
    let year = work.session.pack.plan.year;
    let unit = work.session.unit_on(state.world.today).map_or_else(|_| String::new(), |(_, name)| name);
    let today = words::short_weekday_date(state.world.today);
    // The day tells the year, unless another year's plan is open.
    let same = chrono::Datelike::year(&state.world.today) == year;
    let provisional = work.session.pack.is_provisional();
    let plain = same && !provisional;
    let left = format!("{} · {today}", if plain { unit } else { ui::office(&unit, year, provisional) });
    put(canvas.buffer, area.x + 1, y, area.width.saturating_sub(wanted + 3), &left, theme.text());
    put_right(canvas.buffer, area.right().saturating_sub(wanted + 1), y, wanted, &text, style);
    rule(canvas.buffer, area.x, area.y + 2, area.width, theme.text());
}

fn screen(canvas: &mut Canvas<'_>, state: &State, work: &Work, body: Rect) {
    match work.screen {
        Screen::Overview => overview::draw(canvas, state, work, body),
        Screen::Tasks => tasks::draw(canvas, state, work, body),
        Screen::Figures => figures::draw(canvas, work, body),
        Screen::Reports => reports::draw(canvas, work, body),
        Screen::Log => log::draw(canvas, state, work, body),
    }
}

/// Keys of the place, as many as fit.
fn footer(canvas: &mut Canvas<'_>, state: &State, area: Rect) {
    let y = area.bottom() - 1;
    let (mut x, end) = (area.x + 1, area.right());
    let in_cell = state.modals.is_empty() && state.scopes().contains(&Scope::Cells);
    if state.takes_text() && !in_cell && state.typing != crate::app::ui::typing::Typing::Off {
        let sign = format!("[{}] ", crate::app::ui::names::typing_name(state.typing));
        x += put(canvas.buffer, x, y, end - x, &sign, canvas.theme.accent());
    }
    let mut rows = keys::rows(&state.scopes());
    // A line break is a key of texts of several lines only.
    let note = matches!(state.modals.last(), Some(Modal::Form(f)) if f.fields.get(f.at).is_some_and(Field::is_note));
    rows.retain(|r| note || r.action != Action::Type(Edit::NewLine));
    rows.retain(|r| !r.footer.is_empty() && !keys::types(state, r.keys[0]));
    rows.sort_by_key(|r| keys::rank(r.keys[0]));
    for row in rows {
        let key = row.keys[0].name();
        let dropping = in_cell && state.takes_text() && row.keys[0] == keys::Key::Esc;
        let footer = if dropping { grid::DROP_TYPED } else { row.footer };
        let wanted = u16::try_from(key.width() + footer.width() + 4).unwrap_or(u16::MAX);
        if x.saturating_add(wanted) > end {
            break;
        }
        x += put(canvas.buffer, x, y, end - x, &key, canvas.theme.accent());
        x += put(canvas.buffer, x, y, end - x, &format!(" {footer}   "), canvas.theme.text());
    }
}

/// Rows that the notice takes; none without one.
fn notice_rows(state: &State, area: Rect) -> u16 {
    state.notice.as_ref().map_or(0, |notice| {
        let lines = wrap(&notice.text, usize::from(area.width.saturating_sub(2))).len();
        u16::try_from(lines).unwrap_or(1).clamp(1, area.height / 3)
    })
}

/// True for a terminal that shows nothing but that it is too small.
pub fn too_small(area: Rect) -> bool {
    area.width < SMALLEST.0 || area.height < SMALLEST.1
}

/// What to tell about the last action: above the footer, over the body where it is long.
fn notice(canvas: &mut Canvas<'_>, state: &State, area: Rect) {
    let Some(notice) = &state.notice else { return };
    let style = if notice.refusal { canvas.theme.bad() } else { canvas.theme.good() };
    let lines = wrap(&notice.text, usize::from(area.width.saturating_sub(2)));
    let rows = notice_rows(state, area);
    let top = area.bottom() - 1 - rows;
    for row in 0..rows {
        let y = top + row;
        blank(canvas, Rect::new(area.x, y, area.width, 1));
        let text = &lines[usize::from(row)];
        put(canvas.buffer, area.x + 1, y, area.width.saturating_sub(2), text, style);
    }
}

fn blank(canvas: &mut Canvas<'_>, area: Rect) {
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = canvas.buffer.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}

/// A box with a heading over the screen; answers with the room inside.
fn framed(canvas: &mut Canvas<'_>, over: Rect, title: &str, width: u16, height: u16) -> Rect {
    let width = width.min(over.width);
    let height = height.min(over.height);
    let area = Rect { x: over.x + (over.width - width) / 2, y: over.y + (over.height - height) / 2, width, height };
    blank(canvas, area);
    let theme = canvas.theme;
    let (left, right, bottom) = (area.x, area.right() - 1, area.bottom() - 1);
    rule(canvas.buffer, left, area.y, width, theme.text());
    rule(canvas.buffer, left, bottom, width, theme.text());
    for y in area.y + 1..bottom {
        put(canvas.buffer, left, y, 1, "│", theme.text());
        put(canvas.buffer, right, y, 1, "│", theme.text());
    }
    for (x, y, corner) in [(left, area.y, "┌"), (right, area.y, "┐"), (left, bottom, "└"), (right, bottom, "┘")]
    {
        put(canvas.buffer, x, y, 1, corner, theme.text());
    }
    let heading = format!(" {} ", cut(title, usize::from(width.saturating_sub(6))));
    put(canvas.buffer, left + 2, area.y, width.saturating_sub(4), &heading, theme.title());
    Rect { x: area.x + 2, y: area.y + 1, width: width.saturating_sub(4), height: height.saturating_sub(2) }
}

/// Marks the row the cursor is on: a sign for those who see no reverse, reverse for the others.
fn cursor_row(canvas: &mut Canvas<'_>, area: Rect, y: u16) {
    put(canvas.buffer, area.x, y, 1, ">", canvas.theme.title());
    let style = canvas.theme.chosen();
    band(canvas.buffer, area.x, y, area.width, style);
}
