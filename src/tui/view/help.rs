//! Keys of the place below, from the key table; the tour of the screens.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr as _;

use super::{Canvas, framed};
use crate::app::ui::action::Scope;
use crate::app::ui::{Modal, State};
use crate::strings::ui;
use crate::tui::keys;
use crate::tui::paint::{put, put_wrapped};

/// The keys that hold where the help was called, in two columns where there is room; more than fits
/// goes on on further pages.
pub fn keys(canvas: &mut Canvas<'_>, state: &State, page: usize, over: Rect) {
    let below = state.modals.len().checked_sub(2).map(|i| &state.modals[i]);
    let mut scopes = match below {
        Some(Modal::Panel(_)) => vec![Scope::Choice, Scope::Anywhere],
        _ => state.work.as_ref().map(crate::app::ui::Work::scopes).unwrap_or_default(),
    };
    scopes.push(Scope::Always);
    let mut rows = keys::rows(&scopes);
    if below.is_none() {
        // What is text there does nothing else.
        let cells = scopes.contains(&Scope::Cells);
        rows.retain(|r| !(cells && matches!(r.keys[0], keys::Key::Char(c) if c.is_ascii_digit())));
    }
    let height = usize::from(over.height.saturating_sub(2));
    let columns: usize = if rows.len() > height { 2 } else { 1 };
    let pages = rows.len().div_ceil((height * columns).max(1)).max(1);
    let page = page.min(pages - 1);
    let title = if pages > 1 { format!("{} {}/{pages}", ui::KEYS, page + 1) } else { ui::KEYS.to_owned() };
    let area = framed(canvas, over, &title, over.width.min(78), over.height);
    let width = area.width / u16::try_from(columns).unwrap_or(1);
    let each = rows.len().div_ceil(pages);
    let shown: Vec<_> = rows.iter().skip(page * each).take(each).collect();
    let height = shown.len().div_ceil(columns).max(1);
    for (i, row) in shown.into_iter().enumerate() {
        let x = area.x + u16::try_from(i / height).unwrap_or(0) * width;
        let y = area.y + u16::try_from(i % height).unwrap_or(0);
        if y >= area.bottom() {
            continue;
        }
        let names: Vec<String> = row.keys.iter().map(|k| k.name()).collect();
        let used = put(canvas.buffer, x, y, 17, &names.join(" "), canvas.theme.accent());
        let gap = 13.max(used + 1);
        put(canvas.buffer, x + gap, y, width.saturating_sub(gap + 1), &row.does(), canvas.theme.text());
    }
}

/// What the screens are for, once.
pub fn tour(canvas: &mut Canvas<'_>, over: Rect) {
    let rows = u16::try_from(ui::TOUR.len()).unwrap_or(5);
    let area = framed(canvas, over, ui::TOUR_TITLE, over.width.min(76), rows + 11);
    let mut y = area.y + 1;
    let label = ui::TOUR.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let label = u16::try_from(label).unwrap_or(10) + 6;
    for (i, (name, what)) in ui::TOUR.iter().enumerate() {
        put(canvas.buffer, area.x, y, label, &format!("{}  {name}", i + 1), canvas.theme.accent());
        let place = Rect { x: area.x + label, y, width: area.width.saturating_sub(label), height: 2 };
        let used = put_wrapped(canvas.buffer, place, what, canvas.theme.text());
        y += used.max(1);
    }
    for text in [ui::TOUR_KEYS, ui::TOUR_END] {
        y += 1;
        let rest = Rect { y, height: area.bottom().saturating_sub(y), ..area };
        y += put_wrapped(canvas.buffer, rest, text, canvas.theme.text());
    }
}
