//! Forms over a screen: labels above or beside fields, the hint of the field worked on, the list of
//! a choice, the complaint.

use chrono::Datelike as _;
use ratatui::layout::{Position, Rect};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::{Canvas, framed};
use crate::app::ui::State;
use crate::app::ui::form::{Field, Form, Takes};
use crate::domain::day::parse_day;
use crate::strings::{ui, words};
use crate::tui::paint::{put, put_wrapped, window, wrap};

/// Most rows of a list of options.
const OPTIONS: u16 = 7;
/// Rows of a field of several lines.
const NOTE_ROWS: u16 = 4;

/// Paints a form.
pub fn draw(canvas: &mut Canvas<'_>, state: &State, form: &Form, over: Rect) {
    let width = over.width.min(78);
    let inside = usize::from(width.saturating_sub(4));
    let about = u16::try_from(wrap(&form.about, inside).len()).unwrap_or(0).min(3);
    let about = if form.about.is_empty() { 0 } else { about + 1 };
    let complaint = form.complaint.as_ref().map_or(0, |c| u16::try_from(wrap(c, inside).len()).unwrap_or(1).min(4));
    let fields: u16 = form.fields.iter().map(rows_of).sum();
    let at = form.fields.get(form.at);
    let extra = at.map_or(0, |f| extra_rows(f, inside));
    let wanted = about + fields + extra + complaint + 3;
    let area = framed(canvas, over, &form.purpose.title(state.work.as_ref().map(|w| &w.session.pack)), width, wanted);
    let mut y = area.y;
    if about > 0 {
        let style = canvas.theme.text();
        put_wrapped(canvas.buffer, Rect { height: about - 1, ..area }, &form.about, style);
        y += about;
    }
    let label = form.fields.iter().map(|f| f.label.width()).max().unwrap_or(0);
    let label = u16::try_from(label).unwrap_or(20).min(area.width / 2) + 2;
    // Fields that do not fit scroll with the cursor.
    let bottom = area.bottom().saturating_sub(complaint);
    let room = usize::from(bottom.saturating_sub(y + extra));
    let shown = if fields + extra <= bottom.saturating_sub(y) {
        0..form.fields.len()
    } else {
        window(form.at, form.fields.len(), room.max(1))
    };
    for i in shown {
        if y >= bottom {
            break;
        }
        let field = &form.fields[i];
        let here = i == form.at;
        draw_field(canvas, field, here, Rect { y, height: bottom - y, ..area }, label);
        y += rows_of(field);
        if here {
            y += draw_extra(canvas, state, field, Rect { y, height: bottom.saturating_sub(y), ..area }, label);
        }
    }
    if let Some(complaint) = &form.complaint {
        let style = canvas.theme.bad();
        let rows = u16::try_from(wrap(complaint, inside).len()).unwrap_or(1).min(4);
        put_wrapped(canvas.buffer, Rect { y: area.bottom() - rows, height: rows, ..area }, complaint, style);
    }
}

fn rows_of(field: &Field) -> u16 {
    if field.is_note() { NOTE_ROWS } else { 1 }
}

fn extra_rows(field: &Field, width: usize) -> u16 {
    let hint = u16::try_from(wrap(field.hint, width).len()).unwrap_or(1);
    hint + u16::try_from(field.matching().len()).unwrap_or(0).min(OPTIONS)
}

fn draw_field(canvas: &mut Canvas<'_>, field: &Field, here: bool, area: Rect, label: u16) {
    let theme = canvas.theme;
    let style = if here { theme.accent() } else { theme.text() };
    if here {
        put(canvas.buffer, area.x, area.y, 1, ">", style);
    }
    put(canvas.buffer, area.x + 2, area.y, label.saturating_sub(1), &field.label, style);
    let x = area.x + label + 2;
    let width = area.right().saturating_sub(x);
    match (field.is_note(), here) {
        (true, _) => note(canvas, field, here, Rect { x, width, height: area.height.min(NOTE_ROWS), ..area }),
        (false, true) => canvas.input(x, area.y, width, &field.input),
        (false, false) => {
            put(canvas.buffer, x, area.y, width, &field.input.text(), theme.text());
        }
    }
}

/// Several lines, wrapped; the rows around the caret are shown.
fn note(canvas: &mut Canvas<'_>, field: &Field, here: bool, area: Rect) {
    let width = usize::from(area.width.max(1));
    let before = field.input.before_caret().chars().count();
    let text: Vec<char> = field.input.before_caret().chars().chain(field.input.after_caret().chars()).collect();
    let rows = lay_out(&text, width);
    let row = rows.iter().rposition(|(from, _)| *from <= before).unwrap_or(0);
    let shown = window(row, rows.len(), usize::from(area.height));
    let first = shown.start;
    let piece = |from: usize, to: usize| text[from..to].iter().collect::<String>();
    for (y, (from, to)) in (area.y..).zip(&rows[shown]) {
        put(canvas.buffer, area.x, y, area.width, &piece(*from, *to), canvas.theme.text());
    }
    if here {
        let column = piece(rows[row].0, before).width().min(width.saturating_sub(1));
        let (column, row) = (u16::try_from(column).unwrap_or(0), u16::try_from(row.saturating_sub(first)).unwrap_or(0));
        canvas.cursor = Some(Position { x: area.x + column, y: area.y + row });
    }
}

/// From and to of each row, in characters: broken at line breaks, else behind the last space that
/// fits, else in mid-word. There is always a row for the caret at the end.
fn lay_out(text: &[char], width: usize) -> Vec<(usize, usize)> {
    let mut rows = Vec::new();
    let (mut from, mut used, mut space) = (0, 0, None);
    for (i, c) in text.iter().enumerate() {
        if *c == '\n' {
            rows.push((from, i));
            (from, used, space) = (i + 1, 0, None);
            continue;
        }
        used += c.width().unwrap_or(0);
        if used > width {
            let cut = space.map_or(i, |s: usize| s + 1);
            rows.push((from, cut));
            (from, space) = (cut, None);
            used = text[cut..=i].iter().map(|c| c.width().unwrap_or(0)).sum();
        }
        if *c == ' ' {
            space = Some(i);
        }
    }
    rows.push((from, text.len()));
    rows
}

/// Hint, the day as understood, the options of a choice. Answers with the rows used.
fn draw_extra(canvas: &mut Canvas<'_>, state: &State, field: &Field, area: Rect, label: u16) -> u16 {
    let theme = canvas.theme;
    let hint = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
    let day = matches!(field.takes, Takes::Day)
        .then(|| parse_day(&field.input.text(), state.world.today.year()).ok())
        .flatten();
    let text = day.map_or_else(|| field.hint.to_owned(), |d| ui::understood(&words::weekday_date(d)));
    let mut used = put_wrapped(canvas.buffer, hint, &text, theme.warn());
    let Takes::Choice { at, .. } = &field.takes else { return used };
    let options = field.matching();
    let height = usize::from(OPTIONS.min(area.height.saturating_sub(used)));
    let cursor = at.unwrap_or(0);
    for i in window(cursor, options.len(), height) {
        let y = area.y + used;
        let x = area.x + label + 2;
        let style = if *at == Some(i) { theme.chosen() } else { theme.text() };
        if *at == Some(i) {
            put(canvas.buffer, x - 2, y, 1, ">", theme.title());
        }
        put(canvas.buffer, x, y, area.right().saturating_sub(x), &options[i].1, style);
        used += 1;
    }
    used
}
