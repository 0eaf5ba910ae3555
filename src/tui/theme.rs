//! Looks: three levels of colour and two of characters. State is always carried by a sign or a word
//! as well; styles keep to what every terminal shows alike (dark eight colours, bold, reverse).

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use unicode_normalization::UnicodeNormalization as _;

/// How much a terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Colours; else bold and reverse only.
    pub color: bool,
    /// Only ASCII: Vietnamese without diacritics, lines of `-` and `|`.
    pub ascii: bool,
}

impl Theme {
    fn fg(self, color: Color) -> Style {
        if self.color { Style::new().fg(color) } else { Style::new() }
    }

    /// Ordinary text.
    pub fn text(self) -> Style {
        Style::new()
    }

    /// Headings.
    pub fn title(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The one accent: where one is, what can be pressed.
    pub fn accent(self) -> Style {
        self.fg(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// Late, wrong.
    pub fn bad(self) -> Style {
        self.fg(Color::Red).add_modifier(Modifier::BOLD)
    }

    /// Soon, open.
    pub fn warn(self) -> Style {
        self.fg(Color::Yellow)
    }

    /// In order.
    pub fn good(self) -> Style {
        self.fg(Color::Green)
    }

    /// What the cursor is on.
    pub fn chosen(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Fits a painted screen to what the terminal can show.
    pub fn fit(self, buffer: &mut Buffer) {
        if !self.ascii {
            return;
        }
        for cell in &mut buffer.content {
            if !cell.symbol().is_ascii() {
                let plain = ascii(cell.symbol());
                cell.set_symbol(&plain);
            }
        }
    }
}

/// One cell's text in ASCII, one character.
fn ascii(symbol: &str) -> String {
    let c = symbol.nfd().next().unwrap_or(' ');
    let plain = match c {
        'đ' => 'd',
        'Đ' => 'D',
        '─' | '–' | '—' => '-',
        '│' | '·' => '|',
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' => '+',
        '█' | '▓' | '▒' => '#',
        '░' => '.',
        '…' => '~',
        '“' | '”' => '"',
        '≥' | '→' => '>',
        '≤' | '←' => '<',
        '↑' => '^',
        '↓' => 'v',
        '×' => 'x',
        c if c.is_ascii() => c,
        _ => '?',
    };
    plain.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_keeps_letters() {
        assert_eq!(ascii("ế"), "e");
        assert_eq!(ascii("e\u{302}\u{301}"), "e");
        assert_eq!(ascii("Đ"), "D");
        assert_eq!(ascii("│"), "|");
    }
}
