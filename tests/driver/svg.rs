//! A painted screen as SVG, for the README: one text per run of equal style, widths forced, so that
//! any font lines up.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr as _;

const WIDTH: usize = 8;
const HEIGHT: usize = 17;
const PAPER: &str = "#1b1d22";
const INK: &str = "#d8dbe0";

fn color(color: Color) -> &'static str {
    match color {
        Color::Red => "#f07178",
        Color::Green => "#8bd649",
        Color::Yellow => "#e6c35c",
        Color::Cyan => "#5ccfe6",
        _ => INK,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

pub fn picture(buffer: &Buffer) -> String {
    let (columns, rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
    let (width, height) = (columns * WIDTH + 2 * WIDTH, rows * HEIGHT + HEIGHT);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" font-family=\"monospace\" \
         font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"{PAPER}\"/>\n"
    );
    for (y, row) in buffer.content.chunks(columns).enumerate() {
        let mut x = 0;
        while x < columns {
            let style = |i: usize| (row[i].fg, row[i].modifier);
            let end = (x..columns).find(|i| style(*i) != style(x)).unwrap_or(columns);
            let text: String = row[x..end].iter().map(ratatui::buffer::Cell::symbol).collect();
            let (fg, modifier) = style(x);
            let reversed = modifier.contains(Modifier::REVERSED);
            let (left, top, wide) = (WIDTH + x * WIDTH, HEIGHT / 2 + y * HEIGHT, (end - x) * WIDTH);
            if reversed {
                let fill = color(fg);
                writeln!(out, "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{HEIGHT}\" fill=\"{fill}\"/>")
                    .unwrap();
            }
            if !text.trim().is_empty() {
                let fill = if reversed { PAPER } else { color(fg) };
                let bold = if modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
                let lead = text.width() - text.trim_start().width();
                let text = text.trim();
                let (left, length, base) = (left + lead * WIDTH, text.width() * WIDTH, top + HEIGHT - 4);
                writeln!(
                    out,
                    "<text x=\"{left}\" y=\"{base}\" textLength=\"{length}\" fill=\"{fill}\"{bold} xml:space=\"preserve\">{}</text>",
                    escaped(text)
                )
                .unwrap();
            }
            x = end;
        }
    }
    out.push_str("</svg>\n");
    out
}
