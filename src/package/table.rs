//! Tables of a package: layouts as data, CSV out (UTF-8 with BOM, CRLF, so that Excel opens it),
//! CSV in with every constraint checked. Texts that a spreadsheet would take for a formula are
//! written with a leading apostrophe.

use std::collections::BTreeSet;
use std::io;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::PackageError;
use crate::domain::period::Period;
use crate::domain::submission::Fault;
use crate::domain::text;
use crate::strings::tables as titles;

/// Kind of a column; each knows its Data Package type and constraint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Free text.
    Text,
    /// ASCII code: lower case, digits, `_`.
    Code,
    /// Period code.
    Period,
    /// Integer ≥ 0.
    Count,
    /// Decimal ≥ 0.
    Number,
    /// `true` or `false`.
    Flag,
    /// ISO date.
    Date,
    /// One of these words.
    Word(&'static [&'static str]),
}

/// A column of a layout.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// ASCII name.
    pub name: &'static str,
    /// Kind.
    pub kind: Kind,
    /// Never empty.
    pub required: bool,
}

/// What a table looks like.
#[derive(Debug)]
pub(super) struct Layout {
    /// Resource name; the file is `name.csv`.
    pub name: &'static str,
    /// Columns in order.
    pub columns: &'static [Column],
    /// Names of the key columns.
    pub key: &'static [&'static str],
}

/// A row, one string a column; empty is "no value".
pub type Row = Vec<String>;

const BOM: &str = "\u{feff}";
/// Most rows read, inclusive: 40 fields × 11 columns × 13 periods is under 6,000.
const MAX_ROWS: usize = 50_000;
const PERIOD_PATTERN: &str = "^20[0-9]{2}(-(0[1-9]|1[0-2]|Q[1-4]|H1|9M))?$";
const CODE_PATTERN: &str = "^[a-z0-9_]+$";

impl Layout {
    /// File name within the package.
    pub fn file(&self) -> String {
        format!("{}.csv", self.name)
    }

    /// Data Package schema.
    pub fn schema(&self) -> Value {
        let field = |c: &Column| {
            let mut constraints = serde_json::Map::new();
            if c.required {
                constraints.insert("required".to_owned(), json!(true));
            }
            let (kind, constraint) = match c.kind {
                Kind::Text => ("string", None),
                Kind::Code => ("string", Some(("pattern", json!(CODE_PATTERN)))),
                Kind::Period => ("string", Some(("pattern", json!(PERIOD_PATTERN)))),
                Kind::Count => ("integer", Some(("minimum", json!(0)))),
                Kind::Number => ("number", Some(("minimum", json!(0)))),
                Kind::Flag => ("boolean", None),
                Kind::Date => ("date", None),
                Kind::Word(words) => ("string", Some(("enum", json!(words)))),
            };
            constraints.extend(constraint.map(|(name, value)| (name.to_owned(), value)));
            json!({ "name": c.name, "title": titles::column(c.name), "type": kind, "constraints": constraints })
        };
        let fields: Vec<Value> = self.columns.iter().map(field).collect();
        json!({ "fields": fields, "primaryKey": self.key, "missingValues": [""] })
    }

    /// The table as CSV.
    pub fn csv(&self, rows: &[Row]) -> Result<Vec<u8>, PackageError> {
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BOM.as_bytes().to_vec());
        writer.write_record(self.columns.iter().map(|c| c.name))?;
        for row in rows {
            let cells = self.columns.iter().zip(row);
            writer.write_record(
                cells.map(|(c, cell)| if c.kind == Kind::Text { harmless(cell) } else { cell.clone() }),
            )?;
        }
        writer.into_inner().map_err(|error| PackageError::Io(error.into_error()))
    }

    /// Reads and checks a CSV of this layout.
    ///
    /// # Errors
    /// [`Fault::Cell`] at the first mistake.
    pub fn read(&self, bytes: &[u8]) -> Result<Vec<Row>, Fault> {
        let fault = |line: u64, column: &str| Fault::Cell { file: self.file(), line, column: column.to_owned() };
        let content =
            std::str::from_utf8(bytes).ok().and_then(|t| t.strip_prefix(BOM)).ok_or_else(|| fault(1, "UTF-8"))?;
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(content.as_bytes());
        let (mut rows, mut keys) = (Vec::new(), BTreeSet::new());
        for (index, record) in reader.records().enumerate() {
            let record = record.map_err(|_| fault(index as u64 + 1, "CSV"))?;
            let line = || line_at(content, record.position().map_or(0, csv::Position::byte));
            if index == 0 {
                if !record.iter().eq(self.columns.iter().map(|c| c.name)) {
                    return Err(fault(1, "CSV"));
                }
                continue;
            }
            if let Some((column, _)) = self.columns.iter().zip(&record).find(|(c, cell)| !fits(c, cell)) {
                return Err(fault(line(), column.name));
            }
            let cells = self.columns.iter().zip(&record);
            let row: Row =
                cells.map(|(c, cell)| if c.kind == Kind::Text { plain(cell) } else { cell }.to_owned()).collect();
            if !keys.insert(self.key_of(&row)) || rows.len() == MAX_ROWS {
                return Err(fault(line(), titles::KEY));
            }
            rows.push(row);
        }
        // One spelling only: other programs may take another line end, quote or number for something else.
        if self.csv(&rows).ok().as_deref() != Some(bytes) {
            return Err(fault(1, "CSV"));
        }
        Ok(rows)
    }

    /// A row's key, in the order of its columns.
    pub fn key_of(&self, row: &Row) -> Vec<String> {
        self.key.iter().map(|name| self.cell(row, name).to_owned()).collect()
    }

    /// A cell by column name; empty for a name the layout does not have.
    pub fn cell<'a>(&self, row: &'a Row, name: &str) -> &'a str {
        let index = self.columns.iter().position(|c| c.name == name);
        index.and_then(|i| row.get(i)).map_or("", String::as_str)
    }
}

/// 1-based line of the record that begins at a byte. The CSV reader counts the line feed of a CRLF to the record
/// behind it, and is one line short.
fn line_at(content: &str, byte: u64) -> u64 {
    let bytes = content.as_bytes();
    let start = usize::try_from(byte).unwrap_or(bytes.len()).min(bytes.len());
    let ends = bytes[start..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    content[..start + ends].matches('\n').count() as u64 + 1
}

/// A table of texts as CSV for a spreadsheet.
///
/// # Errors
/// As writing reports.
pub fn plain_csv(out: &mut dyn io::Write, head: &[&str], rows: impl Iterator<Item = Row>) -> io::Result<()> {
    out.write_all(BOM.as_bytes())?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    writer.flush()
}

/// A text no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    if is_guarded(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// What [`harmless`] was given.
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_guarded(rest)).unwrap_or(cell)
}

/// True for what needs an apostrophe in front: the beginning of a formula, behind any apostrophes of its own.
fn is_guarded(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

fn fits(column: &Column, cell: &str) -> bool {
    if cell.is_empty() {
        return !column.required;
    }
    let digits = |t: &str| !t.is_empty() && t.len() <= 19 && t.bytes().all(|b| b.is_ascii_digit());
    match column.kind {
        Kind::Text => text::nfc(cell) == cell && !cell.chars().any(|c| c != '\n' && text::is_unsafe_char(c)),
        Kind::Code => cell.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
        Kind::Period => cell.parse::<Period>().is_ok(),
        Kind::Count => digits(cell),
        Kind::Number => cell.split_once('.').map_or(digits(cell), |(a, b)| digits(a) && digits(b)),
        Kind::Flag => matches!(cell, "true" | "false"),
        Kind::Date => cell.len() == 10 && cell.parse::<NaiveDate>().is_ok(),
        Kind::Word(words) => words.contains(&cell),
    }
}
