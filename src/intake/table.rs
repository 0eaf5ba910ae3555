//! Rows of figures from a text file (CSV, TSV or semicolons) with a plain header row of codes.
//! Answers with cells and where they stood; what the codes mean is judged by the caller.

use thiserror::Error;

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

/// Reads a table; the separator is the one of tab, semicolon and comma that the header holds most of.
///
/// # Errors
/// [`TableError`], at the first mistake.
pub fn read(bytes: &[u8]) -> Result<Table, TableError> {
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
    let mut records = reader.records();
    let mut next = || records.next().transpose().map_err(|_| TableError::NotText);
    let header: Vec<String> = next()?.ok_or(TableError::Empty)?.iter().map(str::to_lowercase).collect();
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
    let mut rows = Vec::new();
    while let Some(record) = next()? {
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(str::is_empty) {
            continue;
        }
        if record.len() != header.len() {
            return Err(TableError::Ragged { line, found: record.len(), expected: header.len() });
        }
        if rows.len() == MAX_ROWS {
            return Err(TableError::TooLarge);
        }
        let cells = record.iter().enumerate().filter(|(i, _)| Some(*i) != field).map(|(_, c)| c.to_owned());
        rows.push(Row { line, field: field.map(|i| record[i].to_owned()), cells: cells.collect() });
    }
    if rows.is_empty() {
        return Err(TableError::Empty);
    }
    let columns = header.into_iter().filter(|code| code != FIELD).collect();
    Ok(Table { columns, rows })
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
