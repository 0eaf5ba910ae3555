//! Log: newest first, one line each; below or beside, what the chosen one changed.

use ratatui::layout::Rect;

use super::{Canvas, cursor_row, framed, lists};
use crate::app::Entry;
use crate::app::ui::action::Screen;
use crate::app::ui::{State, Work};
use crate::domain::text::printable;
use crate::strings::{trail, ui, words};
use crate::tui::paint::{put, put_wrapped, window, wrap};

/// Columns of the time.
const TIME: u16 = 17;

/// Paints the screen.
pub fn draw(canvas: &mut Canvas<'_>, _state: &State, work: &Work, body: Rect) {
    let (list, detail) = lists::split(body, 6);
    lists::divide(canvas, list, detail);
    let (view, pack) = (&work.log, &work.session.pack);
    let at = view.list.at;
    let heading = if view.list.query.is_empty() {
        Screen::Log.name().to_owned()
    } else {
        ui::filters(Screen::Log.name(), None, &view.list.query)
    };
    lists::top(canvas, list, &heading, &view.list, at, view.len);
    if view.more {
        put(canvas.buffer, list.right().saturating_sub(1), list.y, 1, "+", canvas.theme.text());
    }
    let shown = window(at, view.len, usize::from(list.height.saturating_sub(1)));
    for (row, entry) in view.rows(shown.start).iter().take(shown.len()).enumerate() {
        let y = list.y + 1 + u16::try_from(row).unwrap_or(0);
        put(canvas.buffer, list.x + 2, y, TIME - 1, &words::moment(&entry.at), canvas.theme.text());
        let x = list.x + 2 + TIME;
        put(
            canvas.buffer,
            x,
            y,
            list.right().saturating_sub(x + 1),
            &trail::log_line(pack, entry),
            canvas.theme.text(),
        );
        if shown.start + row == at {
            cursor_row(canvas, list, y);
        }
    }
    let Some(entry) = view.chosen() else {
        canvas.line(list, 2, &format!(" {}", ui::NOTHING_FOUND), canvas.theme.text());
        return;
    };
    let mut y = detail.y;
    y +=
        put_wrapped(canvas.buffer, Rect { height: detail.height.min(2), ..detail }, &head(entry), canvas.theme.title());
    for (i, change) in entry.changes.iter().enumerate() {
        let rest = Rect { y, height: detail.bottom().saturating_sub(y), ..detail };
        if rest.height == 0 || (rest.height == 1 && i + 1 < entry.changes.len()) {
            put(canvas.buffer, detail.x, y, detail.width, &format!("… {}", ui::GOES_ON), canvas.theme.text());
            break;
        }
        y += put_wrapped(canvas.buffer, rest, &trail::change(pack, change), canvas.theme.text());
    }
}

fn head(entry: &Entry) -> String {
    let reason = entry.reason.as_ref().map(|r| format!(": {}", printable(r, 300))).unwrap_or_default();
    format!("{} – {}{reason}", trail::log_head(entry), words::action(&entry.action))
}

/// An entry whole, from a line on.
pub fn entry(canvas: &mut Canvas<'_>, state: &State, entry: &Entry, from: usize, over: Rect) {
    let Some(work) = &state.work else { return };
    let area = framed(canvas, over, &trail::log_title(entry.seq), over.width.min(100), over.height);
    let width = usize::from(area.width);
    let mut lines = wrap(&head(entry), width);
    lines.push(String::new());
    lines.extend(entry.changes.iter().flat_map(|c| wrap(&trail::change(&work.session.pack, c), width)));
    let style = canvas.theme.text();
    let lines: Vec<_> = lines.into_iter().map(|line| (line, style)).collect();
    super::scrolled(canvas, area, &lines, from);
}
