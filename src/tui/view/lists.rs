//! What lists share: column heads, search line, the detail below or beside.

use ratatui::layout::Rect;

use super::{Canvas, WIDE};
use crate::app::ui::Listing;
use crate::strings::ui;
use crate::tui::paint::{put, put_right, rule};

/// A list area and the area of its detail: beside it where there is room, below it otherwise.
pub fn split(body: Rect, detail: u16) -> (Rect, Rect) {
    if body.width >= WIDE {
        let left = body.width * 11 / 20;
        let list = Rect { width: left, ..body };
        let beside = Rect { x: body.x + left + 2, width: body.width - left - 3, ..body };
        return (list, beside);
    }
    let below = detail.min(body.height / 3);
    let list = Rect { height: body.height - below - 1, ..body };
    let detail = Rect { x: body.x + 1, y: body.bottom() - below, width: body.width - 2, height: below };
    (list, detail)
}

/// The line between list and detail.
pub fn divide(canvas: &mut Canvas<'_>, list: Rect, detail: Rect) {
    if detail.y > list.y {
        rule(canvas.buffer, list.x, list.bottom(), list.width, canvas.theme.text());
    } else {
        for y in list.y..list.bottom() {
            put(canvas.buffer, list.right(), y, 1, "│", canvas.theme.text());
        }
    }
}

/// First line of a list: its heading or the search line, and where the cursor is.
pub fn top(canvas: &mut Canvas<'_>, area: Rect, heading: &str, list: &Listing, at: usize, len: usize) {
    let theme = canvas.theme;
    let place = ui::position(at, len);
    put_right(canvas.buffer, area.right().saturating_sub(10), area.y, 9, &place, theme.text());
    let width = area.width.saturating_sub(12);
    if let Some(input) = &list.searching {
        let label = format!("{}: ", ui::SEARCH);
        let used = put(canvas.buffer, area.x + 1, area.y, width, &label, theme.accent());
        canvas.input(area.x + 1 + used, area.y, width.saturating_sub(used), input);
    } else {
        put(canvas.buffer, area.x + 1, area.y, width, heading, theme.title());
    }
}
