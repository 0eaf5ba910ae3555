//! From frames to bytes: what has to be sent so that the terminal shows the next frame.
//! Knows nothing of a real terminal; a smarter one can take its place behind the same three functions.

use std::io;

use crossterm::queue;
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Color;

/// Remembers what the terminal shows.
#[derive(Debug)]
pub struct Painter {
    color: bool,
    /// `None`: not known, all has to be painted.
    shown: Option<Buffer>,
    /// Where the cursor is seen; `None` when hidden, as it is to begin with.
    cursor: Option<Position>,
}

impl Painter {
    /// For a terminal whose cursor is hidden. Without `color`, colours in frames are left out.
    pub fn new(color: bool) -> Self {
        Self { color, shown: None, cursor: None }
    }

    /// The terminal may show anything now, with its cursor hidden.
    pub fn forget(&mut self) {
        self.shown = None;
        self.cursor = None;
    }

    /// Bytes that turn what is shown into `frame` with the cursor at `cursor`; empty when it is shown already.
    ///
    /// # Errors
    /// None in practice: bytes go to memory.
    pub fn paint(&mut self, mut frame: Buffer, cursor: Option<Position>) -> io::Result<Vec<u8>> {
        if !self.color {
            for cell in &mut frame.content {
                (cell.fg, cell.bg) = (Color::Reset, Color::Reset);
            }
        }
        let cursor = cursor.filter(|at| frame.area.contains(*at));
        let mut bytes = Vec::new();
        let before = match self.shown.take() {
            Some(shown) if shown.area == frame.area => shown,
            _ => {
                queue!(bytes, SetAttribute(Attribute::Reset), Clear(ClearType::All))?;
                Buffer::empty(frame.area)
            }
        };
        let mut out = CrosstermBackend::new(&mut bytes);
        let mut moved = false;
        let changes = before.diff(&frame);
        if !changes.is_empty() {
            moved = true;
            out.draw(changes.into_iter())?;
        }
        if let Some(at) = cursor.filter(|at| moved || self.cursor != Some(*at)) {
            out.set_cursor_position(at)?;
        }
        match (self.cursor.is_some(), cursor.is_some()) {
            (false, true) => out.show_cursor()?,
            (true, false) => out.hide_cursor()?,
            _ => {}
        }
        self.shown = Some(frame);
        self.cursor = cursor;
        Ok(bytes)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::{Modifier, Style};

    const SIZE: Rect = Rect { x: 0, y: 0, width: 20, height: 4 };

    /// A painter with the terminal that shows its bytes.
    struct Desk(Painter, vt100::Parser);

    impl Desk {
        fn new() -> Self {
            let mut terminal = vt100::Parser::new(SIZE.height, SIZE.width, 0);
            terminal.process(b"\x1b[?25lold\r\nscreen");
            Self(Painter::new(true), terminal)
        }

        /// Paints lines of text; the bytes it took.
        fn show(&mut self, area: Rect, lines: &[(&str, Style)], cursor: Option<(u16, u16)>) -> usize {
            let mut frame = Buffer::empty(area);
            for (y, (text, style)) in (0u16..).zip(lines).filter(|(y, _)| *y < area.height) {
                frame.set_string(0, y, text, *style);
            }
            let bytes = self.0.paint(frame, cursor.map(Position::from)).unwrap();
            self.1.process(&bytes);
            bytes.len()
        }

        fn text(&mut self, lines: &[&str]) -> usize {
            let lines: Vec<_> = lines.iter().map(|l| (*l, Style::new())).collect();
            self.show(SIZE, &lines, None)
        }

        fn screen(&self) -> String {
            self.1.screen().contents()
        }
    }

    #[test]
    fn a_frame_is_shown_and_the_same_frame_costs_nothing() {
        let mut desk = Desk::new();
        assert!(desk.text(&["Đầu mối", "thủ tục"]) > 0);
        assert_eq!(desk.screen(), "Đầu mối\nthủ tục");
        assert_eq!(desk.text(&["Đầu mối", "thủ tục"]), 0);
        assert!((1..60).contains(&desk.text(&["Đầu mối", "thủ tực"])));
        assert_eq!(desk.screen(), "Đầu mối\nthủ tực");
        desk.text(&[]);
        assert_eq!(desk.screen().trim(), "");
        assert_eq!(desk.text(&[]), 0);
    }

    #[test]
    fn the_cursor_is_shown_moved_and_hidden_only_on_change() {
        let mut desk = Desk::new();
        let line = [("nhập: a", Style::new())];
        desk.show(SIZE, &line, Some((7, 0)));
        assert!(!desk.1.screen().hide_cursor());
        assert_eq!(desk.1.screen().cursor_position(), (0, 7));
        assert_eq!(desk.show(SIZE, &line, Some((7, 0))), 0);
        assert_eq!(desk.show(SIZE, &line, Some((6, 0))), "\x1b[1;7H".len());
        assert_eq!(desk.1.screen().cursor_position(), (0, 6));
        // Cells elsewhere change: the cursor comes back to its place.
        desk.show(SIZE, &[("nhập: a", Style::new()), ("lỗi", Style::new())], Some((6, 0)));
        assert_eq!(desk.1.screen().cursor_position(), (0, 6));
        desk.show(SIZE, &line, None);
        assert!(desk.1.screen().hide_cursor());
        // Outside the frame it is not to be seen.
        assert_eq!(desk.show(SIZE, &line, Some((20, 0))), 0);
    }

    #[test]
    fn another_size_and_forgetting_repaint_everything() {
        let mut desk = Desk::new();
        desk.text(&["một hai ba"]);
        desk.1.process(b"\x1b[2;1Hstrange");
        desk.0.forget();
        desk.text(&["một hai ba"]);
        assert_eq!(desk.screen(), "một hai ba");
        for (width, height) in [(30, 6), (5, 2), (1, 1), (0, 0), (20, 4)] {
            desk.1.screen_mut().set_size(height.max(1), width.max(1));
            desk.show(Rect::new(0, 0, width, height), &[("một hai ba", Style::new())], Some((3, 0)));
        }
        assert_eq!(desk.screen(), "một hai ba");
        assert_eq!(desk.show(SIZE, &[("một hai ba", Style::new())], Some((3, 0))), 0);
    }

    #[test]
    fn decomposed_and_wide_letters_take_their_columns() {
        let mut desk = Desk::new();
        // "Việt" with the marks as letters of their own, and a letter two columns wide.
        let decomposed = "Vie\u{302}\u{323}t";
        desk.text(&[&format!("{decomposed}|"), "コa|"]);
        assert_eq!(desk.screen(), format!("{decomposed}|\nコa|"));
        assert_eq!(desk.1.screen().cell(0, 4).unwrap().contents(), "|");
        assert_eq!(desk.1.screen().cell(1, 3).unwrap().contents(), "|");
        assert_eq!(desk.text(&[&format!("{decomposed}|"), "コa|"]), 0);
        desk.text(&["Việt|", "b a|"]);
        assert_eq!(desk.screen(), "Việt|\nb a|");
        desk.text(&["Viet|", "bコ|"]);
        assert_eq!(desk.screen(), "Viet|\nbコ|");
    }

    #[test]
    fn without_color_only_modifiers_are_sent() {
        let mut desk = Desk::new();
        desk.0 = Painter::new(false);
        let style = Style::new().fg(Color::Red).bg(Color::Blue).add_modifier(Modifier::REVERSED | Modifier::BOLD);
        desk.show(SIZE, &[("chọn", style)], None);
        let cell = desk.1.screen().cell(0, 0).unwrap();
        assert!(cell.inverse() && cell.bold());
        assert_eq!((cell.fgcolor(), cell.bgcolor()), (vt100::Color::Default, vt100::Color::Default));
    }
}
