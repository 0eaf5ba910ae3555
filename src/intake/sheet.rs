//! A sheet of a workbook as rows of raw cells. A workbook is a zip from anybody: what it unpacks to is
//! measured before the reader of sheets is let loose on it, and cells are taken one by one, so that one
//! in the last corner of a sheet costs nothing.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use zip::ZipArchive;

use super::hidden;
use super::layout::{MAX_COLUMNS, MAX_ROWS, Raw, RawRow};
use super::table::{MAX_CELLS, Sheet, TableError};

/// Largest sum of everything in the workbook unpacked, bytes, inclusive.
const MAX_UNPACKED: u64 = 32 << 20;
/// Most parts of a workbook, inclusive.
const MAX_PARTS: usize = 200;
/// Most sheets looked at.
const MAX_SHEETS: usize = 10;
/// Most merged places of a sheet: each is compared with each figure.
const MAX_MERGED: usize = 2000;
/// Longest text of a cell that is kept, in characters: heads and names are shorter.
const MAX_TEXT: usize = 400;
/// Most text of all cells together, bytes: one long text may be referred to by every cell.
const MAX_TEXTS: usize = 32 << 20;
/// Largest whole number a cell of a sheet holds exactly.
const MAX_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Text of a formula without a stored result; no count, so refused with its place.
const NO_RESULT: &str = "#FORMULA";

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the visible sheets, in order.
///
/// # Errors
/// [`TableError`].
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, TableError> {
    measure(bytes)?;
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| TableError::NotAWorkbook)?;
    let table = |sheet: &&calamine::Sheet| {
        sheet.visible == calamine::SheetVisible::Visible && sheet.typ == calamine::SheetType::WorkSheet
    };
    let names: Vec<String> = book.sheets_metadata().iter().filter(table).map(|s| s.name.clone()).collect();
    let mut room = Room { cells: MAX_CELLS, texts: MAX_TEXTS };
    let mut sheets = Vec::new();
    for name in names.into_iter().take(MAX_SHEETS) {
        let rows = rows(&mut book, &name, &mut room)?;
        sheets.push(with_looks(bytes, &mut book, name, rows)?);
    }
    if sheets.is_empty() { Err(TableError::NotAWorkbook) } else { Ok(sheets) }
}

/// What all sheets together may still hold.
struct Room {
    cells: usize,
    texts: usize,
}

/// Rows together with what is hidden and merged.
fn with_looks(bytes: &[u8], book: &mut Book<'_>, name: String, rows: Vec<RawRow>) -> Result<Sheet, TableError> {
    let (hidden_rows, hidden_columns) = hidden::of_sheet(bytes, &name).ok_or(TableError::NotAWorkbook)?;
    let regions = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
    if regions.len() > MAX_MERGED {
        return Err(TableError::TooLarge);
    }
    let place = |(row, column): (u32, u32)| (u64::from(row) + 1, usize::try_from(column).unwrap_or(usize::MAX));
    let region = |r: calamine::Dimensions| {
        let ((top, left), (bottom, right)) = (place(r.start), place(r.end));
        (top, left, bottom, right)
    };
    let merged = regions.into_iter().map(region).collect();
    Ok(Sheet { name: Some(name), rows, hidden_rows, hidden_columns, merged })
}

/// The rows that hold something.
fn rows(book: &mut Book<'_>, name: &str, room: &mut Room) -> Result<Vec<RawRow>, TableError> {
    let unreadable = |_| TableError::NotAWorkbook;
    let mut reader = book.worksheet_cells_reader(name).map_err(unreadable)?;
    let mut rows: Vec<RawRow> = Vec::new();
    while let Some(cell) = reader.next_cell_with_formula().map_err(unreadable)? {
        let raw = raw(&Data::from(cut(cell.value)), cell.formula.as_deref());
        if raw.is_empty() {
            continue;
        }
        let (line, column) = (u64::from(cell.pos.0) + 1, usize::try_from(cell.pos.1).unwrap_or(usize::MAX));
        let row = match rows.last_mut() {
            Some(row) if row.line == line => row,
            // Rows come in order; a file that jumps back is not read.
            Some(row) if row.line > line => return Err(TableError::NotAWorkbook),
            _ => {
                rows.push(RawRow { line, cells: Vec::new() });
                let Some(row) = rows.last_mut() else { continue };
                row
            }
        };
        let too_far = column >= MAX_COLUMNS || line > MAX_ROWS as u64;
        let wider = (column + 1).saturating_sub(row.cells.len());
        let left = (room.cells.checked_sub(wider)).zip(room.texts.checked_sub(raw.text().len()));
        (room.cells, room.texts) = left.filter(|_| !too_far).ok_or(TableError::TooLarge)?;
        if row.cells.len() <= column {
            row.cells.resize(column + 1, Raw::Empty);
        }
        row.cells[column] = raw;
    }
    drop(reader);
    mark_dashes(book, name, &mut rows).map_err(unreadable)?;
    Ok(rows)
}

/// Zeros that their format shows as the dash of this program's forms are dashes: so they write không phát
/// sinh. Accounting formats show their zeros with another one.
fn mark_dashes(book: &mut Book<'_>, name: &str, rows: &mut [RawRow]) -> Result<(), calamine::XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let code = |style: &calamine::Style| style.number_format.as_ref().is_some_and(|f| is_dash(&f.format_code));
    let dashes: Vec<bool> = reader.styles().iter().map(code).collect();
    if !dashes.contains(&true) {
        return Ok(());
    }
    while let Some((row, column, style)) = reader.next_style_id()? {
        let line = u64::from(row) + 1;
        let at = rows.binary_search_by_key(&line, |r| r.line).ok().filter(|_| dashes.get(style) == Some(&true));
        let cell = at.and_then(|at| rows[at].cells.get_mut(usize::try_from(column).ok()?));
        if let Some(cell) = cell.filter(|cell| **cell == Raw::Whole(0)) {
            *cell = Raw::Text("–".to_owned());
        }
    }
    Ok(())
}

/// True for a number format whose zeros are shown as `–`: `#,##0_);-#,##0_);"–"_)`, or nothing but it.
fn is_dash(code: &str) -> bool {
    let zero = code.split(';').nth(2).unwrap_or(code);
    matches!(zero, "\"–\"_)" | "\\–_)" | "\"–\"" | "\\–")
}

/// A shared text cut before it is copied.
fn cut(value: calamine::DataRef<'_>) -> calamine::DataRef<'_> {
    match value {
        calamine::DataRef::SharedString(text) => {
            let end = text.char_indices().nth(MAX_TEXT).map_or(text.len(), |(at, _)| at);
            calamine::DataRef::SharedString(&text[..end])
        }
        other => other,
    }
}

fn raw(value: &Data, formula: Option<&str>) -> Raw {
    match value {
        // Sums that their own formula leaves empty, as this program's forms have them, say nothing; whether
        // calculated or not, all they could say follows from the cells beside.
        value if is_empty_text(value) && formula.is_some_and(is_own_sum) => Raw::Empty,
        // A program that does not calculate leaves no result: that is no empty cell.
        Data::Empty if formula.is_some() => Raw::Other(NO_RESULT.to_owned()),
        Data::Empty => Raw::Empty,
        Data::String(text) if formula.is_some() && text.trim().is_empty() => Raw::Other(NO_RESULT.to_owned()),
        Data::String(text) => Raw::Text(text.chars().take(MAX_TEXT).collect()),
        Data::Int(n) => u64::try_from(*n).map_or_else(|_| Raw::Other(n.to_string()), Raw::Whole),
        Data::Float(n) => whole(*n).map_or_else(|| Raw::Other(n.to_string()), Raw::Whole),
        // Stored as a number, shown as a date: nobody means it as a count, but it may be the window's.
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            Raw::Other(format!("{year:04}-{month:02}-{day:02}"))
        }
        other => Raw::Other(other.to_string()),
    }
}

fn is_empty_text(value: &Data) -> bool {
    matches!(value, Data::Empty) || matches!(value, Data::String(text) if text.is_empty())
}

/// True for a sum of this program's forms: `IF(COUNT(D10,E10)=2,D10+E10,"")`.
fn is_own_sum(formula: &str) -> bool {
    formula.starts_with("IF(COUNT(") && formula.ends_with(",\"\")")
}

/// A float that is a whole number a cell holds exactly.
fn whole(n: f64) -> Option<u64> {
    let exact = n.fract() == 0.0 && (0.0..MAX_WHOLE).contains(&n);
    exact.then(|| format!("{n:.0}").parse().ok()).flatten()
}

/// Unpacks every part once and counts.
fn measure(bytes: &[u8]) -> Result<(), TableError> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableError::NotAWorkbook)?;
    if zip.len() > MAX_PARTS {
        return Err(TableError::TooLarge);
    }
    let mut left = MAX_UNPACKED;
    for index in 0..zip.len() {
        let part = zip.by_index(index).map_err(|_| TableError::NotAWorkbook)?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        let read = read.map_err(|_| TableError::NotAWorkbook)?;
        left = left.checked_sub(read).ok_or(TableError::TooLarge)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workbook(fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        fill(book.add_worksheet());
        book.save_to_buffer().unwrap()
    }

    fn first(bytes: &[u8]) -> Result<Sheet, TableError> {
        read(bytes).map(|mut sheets| sheets.remove(0))
    }

    #[test]
    fn cells_stand_where_they_stood() {
        let bytes = workbook(|sheet| {
            sheet.write_string(1, 1, "online").unwrap();
            sheet.write_number(2, 1, 12.0).unwrap();
            sheet.write_string(2, 2, " nil ").unwrap();
            sheet.write_number(4, 0, 1.5).unwrap();
            sheet.write_number(4, 1, -3.0).unwrap();
            sheet.set_row_hidden(4).unwrap();
            sheet.set_column_hidden(2).unwrap();
            sheet.merge_range(6, 0, 7, 1, "gộp", &rust_xlsxwriter::Format::new()).unwrap();
        });
        let sheet = first(&bytes).unwrap();
        let text = |t: &str| Raw::Text(t.to_owned());
        assert_eq!(sheet.rows[0], RawRow { line: 2, cells: vec![Raw::Empty, text("online")] });
        assert_eq!(sheet.rows[1], RawRow { line: 3, cells: vec![Raw::Empty, Raw::Whole(12), text(" nil ")] });
        let other = |t: &str| Raw::Other(t.to_owned());
        assert_eq!(sheet.rows[2], RawRow { line: 5, cells: vec![other("1.5"), other("-3")] });
        assert_eq!((sheet.hidden_rows.len(), sheet.hidden_columns.len()), (1, 1));
        assert!(sheet.hidden_rows.contains(&5) && sheet.hidden_columns.contains(&2));
        assert_eq!(sheet.merged, [(7, 0, 8, 1)]);
    }

    #[test]
    fn dates_and_formulas_without_result_are_no_counts() {
        let bytes = workbook(|sheet| {
            let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 1, 30).unwrap();
            let format = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
            sheet.write_datetime_with_format(0, 0, &date, &format).unwrap();
            sheet.write_formula(0, 1, rust_xlsxwriter::Formula::new("=15+15").set_result(" ")).unwrap();
            sheet.write_formula(0, 2, rust_xlsxwriter::Formula::new("=15+15").set_result("30")).unwrap();
            sheet.write_boolean(0, 3, true).unwrap();
        });
        let cells = &first(&bytes).unwrap().rows[0].cells;
        let other = |t: &str| Raw::Other(t.to_owned());
        assert_eq!(cells[..3], [other("2024-01-30"), other(NO_RESULT), Raw::Whole(30)]);
        assert!(matches!(&cells[3], Raw::Other(_)));
    }

    #[test]
    fn sums_left_empty_are_empty() {
        let bytes = workbook(|sheet| {
            sheet.set_formula_result_default("");
            sheet.write_formula(0, 0, "=IF(COUNT(C1,D1)=2,C1+D1,\"\")").unwrap();
            let sum = rust_xlsxwriter::Formula::new("=IF(COUNT(C1,D1)=2,C1+D1,\"\")").set_result("7");
            sheet.write_formula(0, 1, sum).unwrap();
            // Anybody else's formula may hide a figure.
            sheet.write_formula(0, 2, "=IF(D1=\"\",\"\",D1)").unwrap();
        });
        let cells = &first(&bytes).unwrap().rows[0].cells;
        assert_eq!(cells[..], [Raw::Empty, Raw::Whole(7), Raw::Other(NO_RESULT.to_owned())]);
    }

    #[test]
    fn zeros_shown_as_dashes_are_dashes() {
        let bytes = workbook(|sheet| {
            let dash = rust_xlsxwriter::Format::new().set_num_format("\"–\"_)");
            let ours = rust_xlsxwriter::Format::new().set_num_format("#,##0_);-#,##0_);\"–\"_)");
            let number = rust_xlsxwriter::Format::new().set_num_format("#,##0_);-#,##0_);\"-\"_)");
            sheet.write_number_with_format(0, 0, 0.0, &dash).unwrap();
            sheet.write_number_with_format(0, 1, 7.0, &dash).unwrap();
            // Others show their zeros so too.
            sheet.write_number_with_format(0, 2, 0.0, &number).unwrap();
            sheet.write_number_with_format(0, 3, 0.0, &ours).unwrap();
        });
        let text = Raw::Text("–".to_owned());
        let expected = [text.clone(), Raw::Whole(7), Raw::Whole(0), text];
        assert_eq!(first(&bytes).unwrap().rows[0].cells, expected);
    }

    #[test]
    fn visible_sheets_come_in_order_hidden_ones_not_at_all() {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().set_name("Ẩn").unwrap().set_hidden(true).write_string(0, 0, "ẩn").unwrap();
        let shown = book.add_worksheet().set_name("Số & liệu").unwrap().set_active(true);
        shown.write_string(0, 0, "bảng").unwrap();
        shown.set_row_hidden(0).unwrap();
        book.add_worksheet().set_name("Sau").unwrap().write_string(0, 0, "sau").unwrap();
        let sheets = read(&book.save_to_buffer().unwrap()).unwrap();
        let names: Vec<&str> = sheets.iter().filter_map(|s| s.name.as_deref()).collect();
        assert_eq!(names, ["Số & liệu", "Sau"]);
        assert!(sheets[0].hidden_rows.contains(&1) && sheets[1].hidden_rows.is_empty());
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        assert_eq!(first(b"PK\x03\x04nonsense").unwrap_err(), TableError::NotAWorkbook);
        let empty = workbook(|_| {});
        assert!(first(&empty).unwrap().rows.is_empty());
        assert_eq!(first(&empty[..empty.len() / 2]).unwrap_err(), TableError::NotAWorkbook);
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("xl/bomb.xml", zip::write::SimpleFileOptions::default()).unwrap();
        std::io::copy(&mut std::io::repeat(0).take(MAX_UNPACKED + 1), &mut zip).unwrap();
        assert_eq!(first(&zip.finish().unwrap().into_inner()).unwrap_err(), TableError::TooLarge);
    }

    #[test]
    fn a_cell_in_the_last_corner_and_a_text_for_everybody_cost_nothing() {
        let corner = workbook(|sheet| {
            sheet.write_string(0, 0, "a").unwrap();
            sheet.write_string(1_048_575, 16_383, "b").unwrap();
        });
        assert_eq!(first(&corner).unwrap_err(), TableError::TooLarge);
        let long = "x".repeat(MAX_TEXT + 100);
        let shared = workbook(|sheet| {
            for row in 0..600 {
                for column in 0..150 {
                    sheet.write_string(row, column, &long).unwrap();
                }
            }
        });
        assert_eq!(first(&shared).unwrap_err(), TableError::TooLarge);
    }
}
