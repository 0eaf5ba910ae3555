//! Rows of figures from a text file (CSV, TSV or semicolons) or workbook with a plain header row of
//! codes.
//! Answers with cells and where they stood; what the codes mean is judged by the caller.

use thiserror::Error;

use super::sheet;

/// Largest file read, bytes.
pub const MAX_BYTES: u64 = 4 << 20;
/// Most rows after the header, inclusive.
pub const MAX_ROWS: usize = 2000;
/// Most columns, inclusive.
pub const MAX_COLUMNS: usize = 100;
/// Header of the column that names the row.
pub const FIELD: &str = "field";

/// A table as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Codes of the header row, the `field` column left out.
    pub columns: Vec<String>,
    /// The rows, in file order.
    pub rows: Vec<Row>,
}

/// One row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// 1-based line in the file.
    pub line: u64,
    /// Content of the `field` column; none where the file has no such column.
    pub field: Option<String>,
    /// Cells, one for each of the table's columns.
    pub cells: Vec<String>,
}

/// Why a file is no table of figures.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableError {
    /// Not UTF-8.
    #[error("not UTF-8")]
    NotText,
    /// A workbook that cannot be read: damaged, encrypted, no sheet.
    #[error("no workbook")]
    NotAWorkbook,
    /// No header, or nothing below it.
    #[error("no rows")]
    Empty,
    /// More rows or columns than the caps.
    #[error("too large")]
    TooLarge,
    /// A code stands twice in the header.
    #[error("column {0} twice")]
    TwiceColumn(String),
    /// An empty code in the header; the 1-based column.
    #[error("column {0} has no code")]
    NoCode(usize),
    /// A row with another number of cells than the header; its 1-based line.
    #[error("line {line}: {found} cells, {expected} expected")]
    Ragged {
        /// 1-based line.
        line: u64,
        /// Cells found.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
}

/// Reads a table from a text file or from the first sheet of a workbook (XLSX), told apart by their
/// first bytes.
///
/// # Errors
/// [`TableError`], at the first mistake.
pub fn read(bytes: &[u8]) -> Result<Table, TableError> {
    if bytes.starts_with(b"PK\x03\x04") { sheet::read(bytes) } else { read_text(bytes) }
}

/// Reads a text table; the separator is the one of tab, semicolon and comma that the header holds most of.
fn read_text(bytes: &[u8]) -> Result<Table, TableError> {
    let text = std::str::from_utf8(bytes).map_err(|_| TableError::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let header = text.lines().next().unwrap_or_default();
    let count = |c: char| header.matches(c).count();
    let separator = ['\t', ';', ','].into_iter().max_by_key(|c| count(*c)).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let rows = reader.records().map(|record| {
        let record = record.map_err(|_| TableError::NotText)?;
        let line = record.position().map_or(0, csv::Position::line);
        Ok((line, record.iter().map(str::to_owned).collect()))
    });
    assemble(rows)
}

/// A table from rows as they stand in a file: line number and cells, the header row first.
pub(super) fn assemble(
    mut rows: impl Iterator<Item = Result<(u64, Vec<String>), TableError>>,
) -> Result<Table, TableError> {
    let (_, header) = rows.next().ok_or(TableError::Empty)??;
    let header: Vec<String> = header.iter().map(|code| code.to_lowercase()).collect();
    if header.len() > MAX_COLUMNS {
        return Err(TableError::TooLarge);
    }
    for (index, code) in header.iter().enumerate() {
        if code.is_empty() {
            return Err(TableError::NoCode(index + 1));
        }
        if header[..index].contains(code) {
            return Err(TableError::TwiceColumn(code.clone()));
        }
    }
    let field = header.iter().position(|code| code == FIELD);
    let mut out = Vec::new();
    for row in rows {
        let (line, cells) = row?;
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if cells.len() != header.len() {
            return Err(TableError::Ragged { line, found: cells.len(), expected: header.len() });
        }
        if out.len() == MAX_ROWS {
            return Err(TableError::TooLarge);
        }
        let name = field.map(|i| cells[i].clone());
        let cells = cells.into_iter().enumerate().filter(|(i, _)| Some(*i) != field).map(|(_, c)| c);
        out.push(Row { line, field: name, cells: cells.collect() });
    }
    if out.is_empty() {
        return Err(TableError::Empty);
    }
    let columns = header.into_iter().filter(|code| code != FIELD).collect();
    Ok(Table { columns, rows: out })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_the_field_column() {
        for text in
            ["field,online\nho_tich,5\n", "\u{feff}field;online\r\nho_tich; 5\r\n", "field\tonline\n\t\nho_tich\t5"]
        {
            let table = read(text.as_bytes()).unwrap();
            assert_eq!(table.columns, ["online"]);
            assert_eq!((table.rows[0].field.as_deref(), table.rows[0].cells[0].as_str()), (Some("ho_tich"), "5"));
        }
        assert_eq!(read(b"a,b\n1,2").unwrap().rows[0].field, None);
    }

    #[test]
    fn bad_tables_are_named() {
        assert_eq!(read(b"").unwrap_err(), TableError::Empty);
        assert_eq!(read(b"field,online\n").unwrap_err(), TableError::Empty);
        assert_eq!(read(b"field,a,a\nx,1,2").unwrap_err(), TableError::TwiceColumn("a".into()));
        assert_eq!(read(b"field,,a\nx,1,2").unwrap_err(), TableError::NoCode(2));
        assert_eq!(read(b"field,a\nx,1\ny,1,2").unwrap_err(), TableError::Ragged { line: 3, found: 3, expected: 2 });
        assert_eq!(read(&[0xff, 0xfe, 0]).unwrap_err(), TableError::NotText);
    }
}
