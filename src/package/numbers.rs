//! Whether a workbook's numbers are the ones its package's tables lead to. Texts and looks may differ:
//! another version of the writer, another spreadsheet program that stored it again.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use zip::ZipArchive;

/// Largest sum of everything in the workbook unpacked, bytes, inclusive.
const MAX_UNPACKED: u64 = 32 << 20;
/// Most parts of a workbook, inclusive.
const MAX_PARTS: usize = 200;

/// Every number by sheet, row and column; formulas by their stored result. `None` for what is no
/// workbook, or one that unpacks to more than any of ours.
fn numbers(bytes: &[u8]) -> Option<BTreeMap<(String, u32, u32), String>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if zip.len() > MAX_PARTS {
        return None;
    }
    let mut room = MAX_UNPACKED;
    for index in 0..zip.len() {
        // Counted, not believed: a header may lie about the size.
        let mut part = zip.by_index(index).ok()?.take(room + 1);
        let size = std::io::copy(&mut part, &mut std::io::sink()).ok()?;
        room = room.checked_sub(size)?;
    }
    let mut book = Xlsx::new(Cursor::new(bytes)).ok()?;
    let mut out = BTreeMap::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).ok()?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, cells) in (top..).zip(range.rows()) {
            for (column, cell) in (left..).zip(cells) {
                let number = match cell {
                    Data::Float(n) => n.to_string(),
                    Data::Int(n) => n.to_string(),
                    _ => continue,
                };
                out.insert((name.clone(), row, column), number);
            }
        }
    }
    Some(out)
}

/// True when both are workbooks with the same numbers in the same cells.
pub(super) fn same(given: &[u8], expected: &[u8]) -> bool {
    let expected = numbers(expected);
    expected.is_some() && numbers(given) == expected
}
