//! What all sheets have in common: paper, print set-up, protection, cells that may be typed into, and
//! rows high enough for their texts. Knows no form and no table.

use rust_xlsxwriter::{
    DataValidation, DataValidationRule, Format, Formula, ProtectionOptions, Worksheet, XlsxError, utility,
};

use super::looks::Looks;
use crate::domain::cell::Cell;
use crate::package::Head;
use crate::strings::{document, workbook};

/// A4.
const PAPER: u8 = 9;
/// Height of a row of one line, in points.
pub(super) const ROW: f64 = 20.0;
/// The same in pixels.
pub(super) const ROW_PIXELS: u32 = 27;
/// Width of a column without one of its own, in pixels.
pub(super) const COLUMN_PIXELS: u32 = 64;
/// Height of each line of a wrapped text, in points: letters with two marks are tall.
const LINE: f64 = 15.5;
/// Highest row that spreadsheets have, in points.
const MAX_ROW: f64 = 409.0;
/// Longest text of a cell, in units of UTF-16.
const MAX_TEXT: usize = 32_767;
/// First row of a list, under title lines and header.
pub(super) const LIST_ROW: u32 = 5;

/// Columns of a sheet that is one list: its name, heads and widths in digits.
pub(super) struct List<'a> {
    pub name: &'a str,
    pub head: &'a [&'a str],
    pub widths: &'a [f64],
}

/// Name, paper, margins, page numbers and the mark of practice. Fits the width; `pages` is the height in
/// pages, 0 for as many as it takes.
pub(super) fn set_up(sheet: &mut Worksheet, name: &str, head: &Head, pages: u16) -> Result<(), XlsxError> {
    sheet.set_name(name)?.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, pages);
    sheet.set_default_row_height(ROW);
    sheet.set_margins(0.4, 0.4, 0.5, 0.5, 0.2, 0.2).set_footer("&C&P/&N");
    sheet.set_print_center_horizontally(true);
    if head.practice {
        sheet.set_header(format!("&C{}", document::PRACTICE));
    }
    // Results are always stored; a sum without one is an empty text, not the 0 the library puts there.
    sheet.set_formula_result_default("");
    // Against slips of the hand only: there is no password, anybody may take it off. Columns and rows may
    // still be made wider.
    let protection = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() };
    sheet.protect_with_options(&protection);
    Ok(())
}

/// Set-up, title lines, header row and widths of a list.
pub(super) fn list(
    sheet: &mut Worksheet,
    list: &List<'_>,
    head: &Head,
    looks: &Looks,
    pages: u16,
) -> Result<(), XlsxError> {
    set_up(sheet, list.name, head, pages)?;
    let width = last_column(list.head.len());
    let plain = looks.centre.clone().unset_bold();
    span(sheet, [0, 0], [0, width], &list.name.to_uppercase(), &looks.centre)?;
    let subtitle = format!("{} – {}", document::reporter(&head.unit.name), document::period(&head.period.name));
    span(sheet, [1, 1], [0, width], &subtitle, &plain)?;
    span(sheet, [2, 2], [0, width], &document::window(head.period.from, head.period.to), &plain)?;
    if head.practice {
        span(sheet, [3, 3], [0, width], document::PRACTICE, &looks.centre)?;
    }
    for (i, text) in (0..).zip(list.head) {
        sheet.write_string_with_format(LIST_ROW - 1, i, *text, &looks.head)?;
    }
    for (i, width) in (0..).zip(list.widths) {
        sheet.set_column_width(i, *width)?;
    }
    let heads = list.head.iter().zip(list.widths).map(|(text, width)| lines(text, *width));
    sheet.set_row_height(LIST_ROW - 1, height(heads.max().unwrap_or(1)))?;
    sheet.set_repeat_rows(LIST_ROW - 1, LIST_ROW - 1)?.set_freeze_panes(LIST_ROW, 2)?;
    Ok(())
}

/// Texts of a list's row, and a row high enough for them. Always written as texts: what begins like a
/// formula is none.
pub(super) fn texts(
    sheet: &mut Worksheet,
    at: u32,
    list: &List<'_>,
    texts: &[(u16, &str)],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let mut most = 1;
    for (column, text) in texts {
        sheet.write_string_with_format(at, *column, cut(text), &looks.text)?;
        most = most.max(list.widths.get(usize::from(*column)).map_or(1, |width| lines(text, *width)));
    }
    sheet.set_row_height(at, height(most))?;
    Ok(())
}

/// As much of a text as a cell holds.
fn cut(text: &str) -> &str {
    let mut length = 0;
    let fits = |(_, c): &(usize, char)| {
        length += c.len_utf16();
        length > MAX_TEXT
    };
    text.char_indices().find(fits).map_or(text, |(end, _)| &text[..end])
}

/// Height of a row for so many lines, in points.
pub(super) fn height(lines: u32) -> f64 {
    (f64::from(lines) * LINE + 4.5).clamp(ROW, MAX_ROW)
}

/// Lines a text takes in a column of that width (in digits), at the size all sheets have. No program fits
/// a row to its text before somebody edits it, so the widths of the letters are guessed, on the wide side.
pub(super) fn lines(text: &str, width: f64) -> u32 {
    // The indent of texts and the edges of a cell.
    let room = (width - 2.0).max(1.0);
    let one = |line: &str| {
        let (mut lines, mut used) = (1, 0.0);
        for word in line.split(' ') {
            let word: f64 = word.chars().map(letter).sum();
            if used > 0.0 && used + word > room {
                lines += 1;
                used = 0.0;
            }
            // A word longer than the column is broken.
            let mut left = word;
            while left > room {
                lines += 1;
                left -= room;
            }
            used += left + letter(' ');
        }
        lines
    };
    text.split('\n').map(one).sum()
}

/// Width of a letter, in digits.
fn letter(c: char) -> f64 {
    match c {
        ' ' => 0.5,
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'í' | 'ì' | '.' | ',' | ';' | ':' | '/' | '(' | ')' | '-' => 0.65,
        'm' | 'w' | 'M' | 'W' | '%' | '—' => 1.8,
        c if c.is_uppercase() => 1.4,
        _ => 0.95,
    }
}

/// Text over a block of cells; rows and columns are first and last, inclusive.
pub(super) fn span(
    sheet: &mut Worksheet,
    rows: [u32; 2],
    across: [u16; 2],
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if rows[0] == rows[1] && across[0] == across[1] {
        // A single cell cannot be merged.
        sheet.write_string_with_format(rows[0], across[0], text, format)?;
    } else {
        sheet.merge_range(rows[0], across[0], rows[1], across[1], text, format)?;
    }
    Ok(())
}

/// A count; nil is a 0 that shows as a dash, a missing one stays empty.
pub(super) fn number(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell.number() {
        // Counts are capped at ten million a cell, far below 2^53.
        #[allow(clippy::cast_precision_loss)]
        Some(n) => sheet.write_number_with_format(row, column, n as f64, format)?,
        None => sheet.write_blank(row, column, format)?,
    };
    Ok(())
}

/// A formula with its result, an empty text where that is missing.
pub(super) fn result(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    formula: &str,
    cell: Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    let result = cell.number().map(|n| n.to_string()).unwrap_or_default();
    sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result), format)?;
    Ok(())
}

/// The sum of cells; empty while one of them is, because a sheet would count it as 0.
pub(super) fn sum(parts: &[String]) -> String {
    format!("=IF(COUNT({})={},{},\"\")", parts.join(","), parts.len(), parts.join("+"))
}

/// Lets whole numbers from 0 to `max` be typed into a column's rows (first and last, inclusive).
pub(super) fn asks_counts(sheet: &mut Worksheet, rows: [u32; 2], column: u16, max: u64) -> Result<(), XlsxError> {
    let most = i32::try_from(max).unwrap_or(i32::MAX);
    let validation = DataValidation::new()
        .allow_whole_number(DataValidationRule::Between(0, most))
        .set_input_title(workbook::INPUT_TITLE)?
        .set_input_message(workbook::input(max))?
        .set_error_title(workbook::INPUT_WRONG)?
        .set_error_message(workbook::input(max))?;
    sheet.add_data_validation(rows[0], column, rows[1], column, &validation)?;
    Ok(())
}

/// Name of a cell in formulas: (0, 0) → A1.
pub(super) fn name(row: u32, column: u16) -> String {
    utility::row_col_to_cell(row, column)
}

/// A number of columns as a sheet counts them.
pub(super) fn index(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// The last of so many columns.
pub(super) fn last_column(number: usize) -> u16 {
    index(number).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_grow_with_their_texts() {
        assert_eq!(lines("", 10.0), 1);
        assert_eq!(lines("Đạt", 10.0), 1);
        assert_eq!(lines("một\nhai\n", 10.0), 3);
        let words = "mười chữ ".repeat(20);
        assert!((15..=25).contains(&lines(&words, 12.0)), "{}", lines(&words, 12.0));
        // A word without an end is broken, and the height has one.
        assert!(lines(&"x".repeat(1000), 12.0) >= 90);
        assert!((height(1000) - MAX_ROW).abs() < f64::EPSILON);
        assert!((height(1) - ROW).abs() < f64::EPSILON);
    }

    #[test]
    fn texts_are_cut_where_cells_end() {
        let long = "ệ🙂".repeat(20_000);
        assert_eq!((cut(&long).encode_utf16().count(), cut("ngắn")), (MAX_TEXT, "ngắn"));
    }
}
