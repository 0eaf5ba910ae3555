//! How cells look, and which of them may be typed into.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::domain::cell::Cell;

/// The font of everything, as official papers have it.
pub(super) const FONT: &str = "Times New Roman";
/// A count; typed over, its zeros are zeros.
const COUNT: &str = "#,##0_)";
/// A count whose zero is "không phát sinh". A number typed over it is shown as one.
const DASH: &str = "#,##0_);-#,##0_);\"–\"_)";

/// Formats by what a cell is.
pub(super) struct Looks {
    pub plain: Format,
    pub bold: Format,
    pub centre: Format,
    pub right: Format,
    pub head: Format,
    pub text: Format,
    pub day: Format,
    pub rate: Format,
    pub target: Format,
    pub number: Format,
    nil: Format,
    total: Format,
    total_nil: Format,
    input: Format,
    input_nil: Format,
}

impl Looks {
    pub fn new() -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(11);
        let bold = plain.clone().set_bold();
        let boxed = plain.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let righted = boxed.clone().set_align(FormatAlign::Right);
        let (number, nil) = (righted.clone().set_num_format(COUNT), righted.clone().set_num_format(DASH));
        Self {
            centre: bold.clone().set_align(FormatAlign::Center).set_text_wrap(),
            right: plain.clone().set_align(FormatAlign::Right).set_italic(),
            head: boxed.clone().set_bold().set_align(FormatAlign::Center).set_text_wrap(),
            text: boxed.clone().set_align(FormatAlign::Left).set_indent(1).set_text_wrap(),
            day: boxed.set_align(FormatAlign::Center).set_num_format("dd/mm/yyyy"),
            rate: righted.clone().set_num_format("0.00%_)"),
            target: righted.set_num_format("0%_)"),
            total: number.clone().set_bold(),
            total_nil: nil.clone().set_bold(),
            input: number.clone().set_unlocked(),
            input_nil: nil.clone().set_unlocked(),
            number,
            nil,
            plain,
            bold,
        }
    }

    /// A count that follows from others.
    pub fn derived(&self, cell: Cell) -> &Format {
        if cell == Cell::Nil { &self.nil } else { &self.number }
    }

    /// A total over a column.
    pub fn total(&self, cell: Cell) -> &Format {
        if cell == Cell::Nil { &self.total_nil } else { &self.total }
    }

    /// A count that is typed.
    pub fn input(&self, cell: Cell) -> &Format {
        if cell == Cell::Nil { &self.input_nil } else { &self.input }
    }
}
