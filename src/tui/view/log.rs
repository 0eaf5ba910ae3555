//! Log: newest first, one line each; below or beside, what the chosen one changed.

use ratatui::layout::Rect;

use super::{Canvas, cursor_row, lists};
use crate::app::ui::action::Screen;
use crate::app::ui::{State, Work};
use crate::domain::text::printable;
use crate::strings::{ui, words};
use crate::tui::paint::{put, put_wrapped, window};

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
    let shown = window(at, view.len, usize::from(list.height.saturating_sub(1)));
    for (row, entry) in view.rows(shown.start).iter().take(shown.len()).enumerate() {
        let y = list.y + 1 + u16::try_from(row).unwrap_or(0);
        put(canvas.buffer, list.x + 2, y, TIME - 1, &words::moment(&entry.at), canvas.theme.text());
        let x = list.x + 2 + TIME;
        put(canvas.buffer, x, y, list.right().saturating_sub(x + 1), &ui::log_line(pack, entry), canvas.theme.text());
        if shown.start + row == at {
            cursor_row(canvas, list, y);
        }
    }
    let Some(entry) = view.chosen() else {
        canvas.line(list, 2, &format!(" {}", ui::NOTHING_FOUND), canvas.theme.text());
        return;
    };
    let reason = entry.reason.as_ref().map(|r| format!(": {}", printable(r, 300))).unwrap_or_default();
    let head = format!("{} – {}{reason}", ui::log_head(entry), words::action(&entry.action));
    let mut y = detail.y;
    y += put_wrapped(canvas.buffer, Rect { height: detail.height.min(2), ..detail }, &head, canvas.theme.title());
    for change in &entry.changes {
        let rest = Rect { y, height: detail.bottom().saturating_sub(y), ..detail };
        if rest.height == 0 {
            break;
        }
        y += put_wrapped(canvas.buffer, rest, &ui::change(pack, change), canvas.theme.text());
    }
}
