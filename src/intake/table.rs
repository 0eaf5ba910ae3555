//! The cells of a file or a pasted text, as they stand: text files (CSV, TSV, semicolons) and
//! workbooks (XLSX), told apart by their first bytes. What the cells mean is [`super::layout`]'s work.

use std::collections::BTreeSet;

use thiserror::Error;

use super::layout::{self, Layout, Raw, RawRow};
use super::sheet;

/// Largest file read, bytes, inclusive.
pub const MAX_BYTES: u64 = 4 << 20;
/// Most cells of a file, inclusive.
pub const MAX_CELLS: usize = 1_000_000;
/// Lines looked at to find out what separates the cells.
const SAMPLE: usize = 40;

/// Cells as they stand, with what a workbook tells of them besides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name in a workbook; none for a text.
    pub name: Option<String>,
    /// Rows that hold something, in order.
    pub rows: Vec<RawRow>,
    /// 1-based rows that are hidden.
    pub hidden_rows: BTreeSet<u64>,
    /// 0-based columns that are hidden.
    pub hidden_columns: BTreeSet<usize>,
    /// Merged cells: first row and column, last row and column; rows 1-based, columns 0-based.
    pub merged: Vec<(u64, usize, u64, usize)>,
}

/// Why a file holds no cells that can be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableError {
    /// Bytes that are no text: another file under the name of a table.
    #[error("no text")]
    NotText,
    /// Text in another code than Unicode (cp1258, VNI, TCVN3 …).
    #[error("no Unicode text")]
    OtherCode,
    /// A workbook of the old format, or one with a password.
    #[error("old or encrypted workbook")]
    OldWorkbook,
    /// A workbook that cannot be read: damaged, no sheet.
    #[error("no workbook")]
    NotAWorkbook,
    /// More than the caps.
    #[error("too large")]
    TooLarge,
    /// A quotation mark opens a cell that nothing closes: what follows would be read as one cell. The
    /// 1-based line of the last one.
    #[error("open quotation mark in line {0}")]
    OpenQuote(u64),
}

/// A cell of figures that a reader of the sheet would see otherwise, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// A hidden row holds figures; 1-based.
    HiddenRow(u64),
    /// A hidden column holds figures; 0-based.
    HiddenColumn(usize),
    /// A figure stands in a merged cell; 1-based row, 0-based column.
    Merged(u64, usize),
}

/// Reads cells from a text file, or from the visible sheets of a workbook, in order; at least one.
///
/// # Errors
/// [`TableError`].
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, TableError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return sheet::read(bytes);
    }
    // The container of .xls, and of .xlsx with a password.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(TableError::OldWorkbook);
    }
    Ok(vec![Sheet { rows: text_rows(&text(bytes)?)?, ..Sheet::default() }])
}

/// The text of a file: UTF-8, or UTF-16 with its mark as spreadsheets save "Unicode text".
fn text(bytes: &[u8]) -> Result<String, TableError> {
    let wide = |bytes: &[u8], pair: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|b| pair([b[0], b[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| TableError::NotText)
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes)?,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
            Err(_) if bytes.iter().any(|b| *b < 9) => return Err(TableError::NotText),
            Err(_) => return Err(TableError::OtherCode),
        },
    };
    let foreign = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if text.contains(foreign) { Err(TableError::NotText) } else { Ok(text) }
}

/// Line ends in a text: `\n`, `\r\n` or `\r`.
fn lines(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let ends = |i: usize| bytes[i] == b'\n' || (bytes[i] == b'\r' && bytes.get(i + 1) != Some(&b'\n'));
    (0..bytes.len()).filter(|i| ends(*i)).count() as u64
}

/// What separates the cells: a tab where there is one, else semicolon or comma, whichever the first lines
/// hold more of outside quotes.
fn separator(text: &str) -> u8 {
    let (mut quoted, mut counts) = (false, [0_usize; 3]);
    for c in text.lines().take(SAMPLE).flat_map(str::chars) {
        match c {
            '"' => quoted = !quoted,
            '\t' if !quoted => counts[0] += 1,
            ';' if !quoted => counts[1] += 1,
            ',' if !quoted => counts[2] += 1,
            _ => {}
        }
    }
    let [tabs, semicolons, commas] = counts;
    match (tabs, semicolons) {
        (1.., _) => b'\t',
        (_, 1..) if semicolons >= commas => b';',
        _ => b',',
    }
}

/// Cells of a text.
///
/// # Errors
/// [`TableError::TooLarge`], [`TableError::NotText`], [`TableError::OpenQuote`].
pub fn text_rows(text: &str) -> Result<Vec<RawRow>, TableError> {
    if text.matches('"').count() % 2 == 1 {
        let before = text.rfind('"').map_or("", |at| &text[..at]);
        return Err(TableError::OpenQuote(lines(before) + 1));
    }
    let separator = separator(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let (mut rows, mut left) = (Vec::new(), MAX_CELLS);
    // The reader counts lines otherwise than people do; places in bytes are sure.
    let (mut line, mut counted) = (1, 0);
    for record in reader.records() {
        let record = record.map_err(|_| TableError::NotText)?;
        left = left.checked_sub(record.len()).ok_or(TableError::TooLarge)?;
        if rows.len() == layout::MAX_ROWS {
            return Err(TableError::TooLarge);
        }
        let start = record.position().and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(counted);
        let blank = text[start..].find(|c| !matches!(c, '\r' | '\n')).unwrap_or(0);
        line += lines(&text[counted..start + blank]);
        counted = start + blank;
        let cell = |text: &str| if text.is_empty() { Raw::Empty } else { Raw::Text(text.to_owned()) };
        rows.push(RawRow { line, cells: record.iter().map(cell).collect() });
    }
    Ok(rows)
}

/// The first figure of a recognised table that is hidden or merged.
pub fn obstacle(sheet: &Sheet, layout: &Layout) -> Option<Obstacle> {
    let rows = || layout.rows.iter().chain(&layout.totals);
    let hidden = |line: &u64| sheet.hidden_rows.contains(line);
    if let Some(line) = rows().map(|r| r.line).chain(layout.columns.iter().map(|c| c.line)).find(hidden) {
        return Some(Obstacle::HiddenRow(line));
    }
    if let Some(column) = layout.columns.iter().map(|c| c.at).find(|at| sheet.hidden_columns.contains(at)) {
        return Some(Obstacle::HiddenColumn(column));
    }
    let inside = |line: u64, at: usize| {
        let covers = |(top, left, bottom, right): &(u64, usize, u64, usize)| {
            (*top..=*bottom).contains(&line) && (*left..=*right).contains(&at)
        };
        sheet.merged.iter().any(covers)
    };
    let places = rows().flat_map(|row| layout.columns.iter().map(move |column| (row.line, column.at)));
    places.into_iter().find(|(line, at)| inside(*line, *at)).map(|(line, at)| Obstacle::Merged(line, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &[u8]) -> Vec<Vec<String>> {
        let sheet = read(text).unwrap().remove(0);
        let texts = |row: &RawRow| row.cells.iter().map(|c| c.text().into_owned()).collect();
        sheet.rows.iter().map(texts).collect()
    }

    #[test]
    fn separators_marks_and_codes() {
        let expected = [["field", "online"], ["ho_tich", "1.234"]];
        for text in [
            "field,online\nho_tich,1.234\n",
            "\u{feff}field;online\r\nho_tich; 1.234\r\n",
            "field\tonline\nho_tich\t1.234",
        ] {
            assert_eq!(cells(text.as_bytes()), expected);
        }
        let wide: Vec<u8> =
            "\u{feff}field\tonline\r\nho_tich\t1.234".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(cells(&wide), expected);
        // A comma inside a number, and a line without separators above.
        assert_eq!(cells("Tháng 1, tháng 2\na;\"1,5\"\n".as_bytes())[1], ["a", "1,5"]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let error = |bytes: &[u8]| read(bytes).unwrap_err();
        assert_eq!(error(b"a,b\0c\n"), TableError::NotText);
        assert_eq!(error(&[0, 1, 2, 0xff, 0xff]), TableError::NotText);
        assert_eq!(error(b"L\xfdnh v\xf1c;S\xf4\n"), TableError::OtherCode);
        assert_eq!(error(&[0xd0, 0xcf, 0x11, 0xe0, 1, 2]), TableError::OldWorkbook);
        assert_eq!(error("1\n".repeat(layout::MAX_ROWS + 1).as_bytes()), TableError::TooLarge);
        assert_eq!(error(",".repeat(MAX_CELLS).as_bytes()), TableError::TooLarge);
        assert_eq!(error(b"a,b\nc,5\n\"d,6\ne,7"), TableError::OpenQuote(3));
    }

    #[test]
    fn lines_are_counted_as_people_do() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "c,\"d", "e\"", "", "", "f,g", ""].join(end);
            let lines: Vec<u64> = text_rows(&text).unwrap().iter().map(|r| r.line).collect();
            assert_eq!(lines, [1, 3, 7], "{end:?}");
        }
    }
}
