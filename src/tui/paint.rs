//! Painting text into a buffer: cut with "…", wrapped, right-aligned; widths are terminal columns.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr as _;

/// Sign of what was cut.
const MORE: &str = "…";

/// Graphemes of a text with their widths.
fn pieces(text: &str) -> Vec<(String, usize)> {
    let line = Line::raw(text);
    let styled = line.styled_graphemes(Style::new()).map(|g| g.symbol.to_owned());
    styled.map(|s| (s.clone(), s.width())).collect()
}

/// Text cut to a width, with "…" where something is left out.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for (symbol, w) in pieces(text) {
        if used + w + 1 > width {
            break;
        }
        used += w;
        out.push_str(&symbol);
    }
    if width > 0 {
        out.truncate(out.trim_end().len());
        out.push_str(MORE);
    }
    out
}

/// Text in lines of at most `width` columns, broken between words where possible.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut out = Vec::new();
    if width == 0 {
        return out;
    }
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let gap = usize::from(!line.is_empty());
            if line.width() + gap + word.width() <= width {
                if gap == 1 {
                    line.push(' ');
                }
                line.push_str(word);
                continue;
            }
            if !line.is_empty() {
                out.push(std::mem::take(&mut line));
            }
            for (symbol, w) in pieces(word) {
                if line.width() + w > width {
                    out.push(std::mem::take(&mut line));
                }
                line.push_str(&symbol);
            }
        }
        out.push(line);
    }
    out
}

/// Puts text at a place, cut to `width`; answers with the columns used.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
    let area = buffer.area;
    if y >= area.bottom() || y < area.y || x >= area.right() {
        return 0;
    }
    let width = width.min(area.right() - x);
    let shown = cut(text, usize::from(width));
    let (end, _) = buffer.set_stringn(x, y, shown, usize::from(width), style);
    end - x
}

/// Puts text right-aligned in `width` columns; a number that does not fit shows `#`, never a part.
pub fn put_right(buffer: &mut Buffer, x: u16, y: u16, width: u16, text: &str, style: Style) {
    let columns = u16::try_from(text.width()).unwrap_or(u16::MAX);
    if columns > width {
        put(buffer, x, y, width, &"#".repeat(usize::from(width)), style);
    } else {
        put(buffer, x + (width - columns), y, columns, text, style);
    }
}

/// Puts wrapped text from the top of an area; answers with the lines used.
pub fn put_wrapped(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let lines = wrap(text, usize::from(area.width));
    let mut used = 0;
    let many = lines.len() > usize::from(area.height);
    for line in lines.iter().take(usize::from(area.height)) {
        let last = many && used + 1 == area.height;
        let line = if last { format!("{line} {MORE}") } else { line.clone() };
        put(buffer, area.x, area.y + used, area.width, &line, style);
        used += 1;
    }
    used
}

/// Sets the style of a row's part and blanks what is not written.
pub fn band(buffer: &mut Buffer, x: u16, y: u16, width: u16, style: Style) {
    buffer.set_style(Rect::new(x, y, width, 1).intersection(buffer.area), style);
}

/// A line across.
pub fn rule(buffer: &mut Buffer, x: u16, y: u16, width: u16, style: Style) {
    put(buffer, x, y, width, &"─".repeat(usize::from(width)), style);
}

/// The rows shown of a list so that the cursor is among them. Jumps by half a page: while the cursor
/// stays within one half, nothing scrolls.
pub fn window(at: usize, len: usize, height: usize) -> std::ops::Range<usize> {
    if len <= height || height == 0 {
        return 0..len.min(height);
    }
    let step = (height / 2).max(1);
    let start = (at / step * step).saturating_sub((height - step) / 2).min(len - height);
    start..start + height
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_and_wrapping_count_columns() {
        assert_eq!(cut("Kiểm soát thủ tục", 10), "Kiểm soát…");
        assert_eq!(cut("Kiểm", 4), "Kiểm");
        assert_eq!(cut("Kiểm", 0), "");
        assert_eq!(wrap("một hai ba", 7), ["một hai", "ba"]);
        assert_eq!(wrap("dàiquá", 3), ["dài", "quá"]);
        assert_eq!(wrap("a\nb", 9), ["a", "b"]);
    }

    #[test]
    fn the_cursor_is_always_in_the_window() {
        for len in 0..40 {
            for height in 1..15 {
                for at in 0..len {
                    let shown = window(at, len, height);
                    assert!(
                        shown.contains(&at) && shown.end <= len && shown.len() == len.min(height),
                        "{at} {len} {height}"
                    );
                }
            }
        }
    }
}
