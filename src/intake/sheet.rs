//! The first sheet of a workbook as rows of text. A workbook is a zip from anybody: what it unpacks
//! to is measured before the reader of sheets is let loose on it.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use zip::ZipArchive;

use super::table::{Table, TableError, assemble};

/// Largest sum of everything in the workbook unpacked, bytes, inclusive.
const MAX_UNPACKED: u64 = 32 << 20;
/// Most parts of a workbook, inclusive.
const MAX_PARTS: usize = 200;
/// Largest whole number a cell of a sheet holds exactly.
const MAX_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Text of a formula without a stored result; no count, so refused with its place.
const NO_RESULT: &str = "#FORMULA";
/// Text of a date; no count either.
const A_DATE: &str = "#DATE";

/// Reads the first sheet; numbers come as whole numbers where they are, formulas as their stored
/// result.
///
/// # Errors
/// [`TableError`].
pub(super) fn read(bytes: &[u8]) -> Result<Table, TableError> {
    measure(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| TableError::NotAWorkbook)?;
    let name = book.sheet_names().first().cloned().ok_or(TableError::NotAWorkbook)?;
    let range = book.worksheet_range(&name).map_err(|_| TableError::NotAWorkbook)?;
    let formulas = book.worksheet_formula(&name).map_err(|_| TableError::NotAWorkbook)?;
    let (top, left) = range.start().unwrap_or_default();
    let rows = (top..).zip(range.rows()).map(|(row, cells)| {
        let text = |(column, cell): (u32, &Data)| {
            let formula = formulas.get_value((row, column)).is_some_and(|f| !f.is_empty());
            // A program that does not calculate leaves no result: that is no empty cell.
            let shown = text(cell);
            if formula && shown.is_empty() { NO_RESULT.to_owned() } else { shown }
        };
        Ok((u64::from(row) + 1, (left..).zip(cells).map(text).collect()))
    });
    assemble(rows)
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

fn text(cell: &Data) -> String {
    match cell {
        Data::Float(n) if n.fract() == 0.0 && n.abs() < MAX_WHOLE => format!("{n:.0}"),
        // Stored as a number, shown as a date: nobody means it as a count.
        Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => A_DATE.to_owned(),
        other => other.to_string().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workbook(fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        fill(book.add_worksheet());
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn a_sheet_is_read_like_a_text_table() {
        let bytes = workbook(|sheet| {
            for (i, code) in (0..).zip(["field", "online", "direct"]) {
                sheet.write_string(1, i, code).unwrap();
            }
            sheet.write_string(2, 0, "ho_tich").unwrap();
            sheet.write_number(2, 1, 12.0).unwrap();
            sheet.write_string(2, 2, "nil").unwrap();
            sheet.write_string(4, 0, "dat_dai").unwrap();
            sheet.write_number(4, 1, 1.5).unwrap();
        });
        let table = read(&bytes).unwrap();
        assert_eq!(table.columns, ["online", "direct"]);
        assert_eq!((table.rows[0].line, &table.rows[0].cells[..]), (3, &["12".to_owned(), "nil".into()][..]));
        assert_eq!((table.rows[1].line, &table.rows[1].cells[..]), (5, &["1.5".to_owned(), String::new()][..]));
    }

    #[test]
    fn dates_and_formulas_without_result_are_no_counts() {
        let bytes = workbook(|sheet| {
            sheet.write_string(0, 0, "online").unwrap();
            sheet.write_string(0, 1, "direct").unwrap();
            let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 1, 30).unwrap();
            let format = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
            sheet.write_datetime_with_format(1, 0, &date, &format).unwrap();
            sheet.write_formula(1, 1, rust_xlsxwriter::Formula::new("=15+15").set_result(" ")).unwrap();
        });
        assert_eq!(read(&bytes).unwrap().rows[0].cells, [A_DATE, NO_RESULT]);
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        assert_eq!(read(b"PK\x03\x04nonsense").unwrap_err(), TableError::NotAWorkbook);
        let empty = workbook(|_| {});
        assert_eq!(read(&empty).unwrap_err(), TableError::Empty);
        assert_eq!(read(&empty[..empty.len() / 2]).unwrap_err(), TableError::NotAWorkbook);
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("xl/bomb.xml", zip::write::SimpleFileOptions::default()).unwrap();
        std::io::copy(&mut std::io::repeat(0).take(MAX_UNPACKED + 1), &mut zip).unwrap();
        assert_eq!(read(&zip.finish().unwrap().into_inner()).unwrap_err(), TableError::TooLarge);
    }
}
