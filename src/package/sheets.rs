//! Whether a workbook says what its package's tables lead to: sheets, cells and formulas, and like a document all of
//! its words, parts and links (`texts`). Looks may differ.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader as _, Sheet, Xlsx};

use super::texts;

/// A cell's place: sheet, row, column.
type Place = (String, u32, u32);

#[derive(PartialEq)]
struct Book {
    /// In order, hidden or not.
    sheets: Vec<Sheet>,
    /// Numbers and texts; of formulas the stored result.
    values: BTreeMap<Place, String>,
    /// A program that opens the workbook may work them out again, and show what comes out.
    formulas: BTreeMap<Place, String>,
}

/// `None` for what is no workbook.
fn read(bytes: &[u8]) -> Option<Book> {
    let mut book = Xlsx::new(Cursor::new(bytes)).ok()?;
    let sheets = book.sheets_metadata().to_vec();
    let (mut values, mut formulas) = (BTreeMap::new(), BTreeMap::new());
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).ok()?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            // A number is no text of the same digits.
            let value = if let Data::String(text) = cell { format!("'{text}") } else { cell.to_string() };
            values.insert(at(&name, (top, left), (row, column))?, value);
        }
        let range = book.worksheet_formula(&name).ok()?;
        let corner = range.start().unwrap_or_default();
        for (row, column, formula) in range.used_cells() {
            formulas.insert(at(&name, corner, (row, column))?, formula.clone());
        }
    }
    Some(Book { sheets, values, formulas })
}

fn at(sheet: &str, (top, left): (u32, u32), (row, column): (usize, usize)) -> Option<Place> {
    let sum = |start: u32, further: usize| start.checked_add(u32::try_from(further).ok()?);
    Some((sheet.to_owned(), sum(top, row)?, sum(left, column)?))
}

/// True when both are workbooks that say the same in the same cells.
pub(super) fn same(given: &[u8], expected: &[u8]) -> bool {
    // First, because it counts what comes out: a header may lie about the size.
    if !texts::same(given, expected) {
        return false;
    }
    let expected = read(expected);
    expected.is_some() && read(given) == expected
}
