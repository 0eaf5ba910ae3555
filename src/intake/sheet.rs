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

/// Reads the first sheet; numbers come as whole numbers where they are, formulas as their stored
/// result.
///
/// # Errors
/// [`TableError`].
pub(super) fn read(bytes: &[u8]) -> Result<Table, TableError> {
    measure(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| TableError::NotAWorkbook)?;
    let range = book.worksheet_range_at(0).ok_or(TableError::NotAWorkbook)?.map_err(|_| TableError::NotAWorkbook)?;
    let first = range.start().map_or(0, |(row, _)| row);
    let rows = range.rows().zip(u64::from(first) + 1..).map(|(row, line)| Ok((line, row.iter().map(text).collect())));
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
