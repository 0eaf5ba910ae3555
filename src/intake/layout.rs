//! From rows of raw cells, as a file or the clipboard holds them, to a table of known columns and
//! fields, or a precise refusal.
//!
//! Owns where the header stands and what it means, how a number is written, which rows are fields,
//! totals or nothing. Reads no file and knows no form: what may be named comes in with [`Known`].
//! Sums and windows are found here and judged by the caller.

mod body;
mod error;
mod header;
mod levels;
mod long;
mod names;
mod numbering;
mod periods;
mod printed;
mod value;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use error::{BadNumber, LayoutError};
pub use names::key;
pub use value::MAX_COUNT;

/// Most rows, inclusive.
pub const MAX_ROWS: usize = 20_000;
/// Most columns up to the last one that holds something, inclusive.
pub const MAX_COLUMNS: usize = 200;
/// The header ends within this many first rows, inclusive.
pub const HEADER_ROWS: usize = 60;
/// Longest text of the file in an error, in characters.
pub const SHOWN: usize = 60;

/// Reading ends after so many mistakes.
pub const MAX_MISTAKES: usize = 1_000;

/// One cell as a file or the clipboard holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Raw {
    /// Nothing.
    Empty,
    /// Text, also a number typed as text.
    Text(String),
    /// A whole number.
    Whole(u64),
    /// What no count can be (date, fraction, formula without result, error), as it is shown.
    Other(String),
}

/// One row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow {
    /// 1-based row in the file.
    pub line: u64,
    /// Cells from the first column on; rows may have different numbers of cells.
    pub cells: Vec<Raw>,
}

/// A column that may be named in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownColumn {
    /// Code, one of a kind among all columns.
    pub code: String,
    /// Printed column number; 0 for none.
    pub number: u32,
    /// Levels of the printed head, top down.
    pub head: Vec<String>,
    /// Name on its own.
    pub name: String,
    /// Other names; with the group where one is needed ("Đang xử lý - Quá hạn").
    pub aliases: Vec<String>,
    /// Code of its form.
    pub form: String,
}

/// A field, that is a row, that may be named in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownField {
    /// Code, one of a kind.
    pub code: String,
    /// Name.
    pub name: String,
    /// Other names, national codes.
    pub aliases: Vec<String>,
}

/// Everything that may be named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Columns of all forms.
    pub columns: Vec<KnownColumn>,
    /// Fields, the rows of every form that is not single.
    pub fields: Vec<KnownField>,
    /// Forms of a single row: code and name.
    pub singles: Vec<(String, String)>,
}

/// What the officer chose for names the program did not know; asked before anything else. Keys are
/// made by [`key`]; a value is a code, none to leave the column or row out. A code that is not known
/// (any more) counts as no choice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// By [`key`] of [`Place::head`] or of a head in [`Layout::unknown_columns`] or in an error.
    pub columns: BTreeMap<String, Option<String>>,
    /// By [`key`] of a row's name, with or without its numbering.
    pub fields: BTreeMap<String, Option<String>>,
}

/// A table of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Known columns in the order of the file.
    pub columns: Vec<Place>,
    /// Rows of fields and single-row forms, in the order of the file.
    pub rows: Vec<Row>,
    /// Rows of totals; [`Row::field`] is empty.
    pub totals: Vec<Row>,
    /// Window printed outside the figures, both days inclusive.
    pub window: Option<(NaiveDate, NaiveDate)>,
    /// Periods named above the figures, each once, in order; more than one where titles name several.
    pub periods: Vec<Named>,
    /// Rows and columns not used though nothing is wrong with them.
    pub left_out: Vec<LeftOut>,
    /// Columns that hold figures under a head nobody knows: 0-based column and head as printed.
    pub unknown_columns: Vec<(usize, String)>,
    /// What is wrong below the header, in the order of the file, at most [`MAX_MISTAKES`]. The rows are
    /// without the cells and rows that are wrong: with any mistake they must not be stored.
    pub mistakes: Vec<LayoutError>,
}

/// Where a known column stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Code of the known column.
    pub code: String,
    /// 0-based column of its figures in the file.
    pub at: usize,
    /// 1-based line of the lowest part of its head; in the long form the line of its figure.
    pub line: u64,
    /// Head as printed, levels joined by " - ".
    pub head: String,
}

/// One row of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// 1-based line in the file; in the long form the line of the first figure.
    pub line: u64,
    /// Code of the field or single-row form; empty for a total.
    pub field: String,
    /// Name as printed; empty where the file names no rows.
    pub name: String,
    /// Values, one for each of [`Layout::columns`].
    pub cells: Vec<Value>,
}

/// What one cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Nothing: an empty cell.
    Missing,
    /// Stated that nothing occurred: "-", "không phát sinh".
    Nil,
    /// A count, at most [`MAX_COUNT`].
    Count(u64),
}

/// A period as titles name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// Year, month 1–12.
    Month(i32, u32),
    /// Year, quarter 1–4.
    Quarter(i32, u32),
    /// The first six months of a year.
    SixMonths(i32),
    /// The first nine months of a year.
    NineMonths(i32),
    /// A year.
    Year(i32),
    /// Month 1–12, of a year that is not said.
    MonthOf(u32),
    /// Several months that are none of the spans above ("6 tháng cuối năm").
    OtherSpan,
    /// Counted from the beginning of the year ("lũy kế", "từ đầu năm"), up to whichever day.
    Cumulative,
}

/// A row or column not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// 1-based line; of a column the line of its head.
    pub line: u64,
    /// 0-based column; none for a row.
    pub column: Option<usize>,
    /// First text of the row or head of the column, cut like in errors.
    pub text: String,
    /// Why.
    pub why: Why,
}

/// Why a row or column is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Above the header.
    Title,
    /// A row of column numbers.
    Numbering,
    /// No figures and no known name: group lines, signatures, notes.
    NoFigures,
    /// The officer's choice.
    Chosen,
}

/// Finds header, rows and figures. Mistakes in rows are collected in [`Layout::mistakes`].
///
/// # Errors
/// [`LayoutError`], with line and column where there is one, when the rows are no table or not one table.
pub fn recognise(rows: &[RawRow], known: &Known, mapped: &Mapping) -> Result<Layout, LayoutError> {
    let width = width(rows)?;
    let names = names::Names::new(known, mapped);
    let grid = header::Grid::new(rows, width);
    let window = grid.find(&names);
    if let Some(list) = long::find(rows, &names, window.as_ref().map_or(0, |w| w.score.0)) {
        return long::read(rows, &names, &list);
    }
    let window = window.ok_or(LayoutError::NoHeader)?;
    let header = header::settle(rows, &grid, &names, &window)?;
    body::read(rows, &names, &header, width)
}

/// True when rows have a header (or, in the long form, names) and go to [`recognise`]; else they are
/// a bare [`block`] or nothing at all.
#[must_use]
pub fn has_header(rows: &[RawRow], known: &Known, mapped: &Mapping) -> bool {
    let names = names::Names::new(known, mapped);
    width(rows).is_ok_and(|width| {
        header::Grid::new(rows, width).find(&names).is_some() || long::find(rows, &names, 0).is_some()
    })
}

/// Values of a bare rectangle, as a spreadsheet puts it into the clipboard. Empty rows at its end do
/// not count.
///
/// Beside the values stand the cells that are wrong, at most [`MAX_MISTAKES`]; they are missing in the values.
///
/// # Errors
/// [`LayoutError::NoRows`], [`LayoutError::TooLarge`] or [`LayoutError::Ragged`]: it is no rectangle.
pub fn block(rows: &[RawRow]) -> Result<(Vec<Vec<Value>>, Vec<LayoutError>), LayoutError> {
    width(rows)?;
    let used = rows.iter().rposition(|row| !row.cells.iter().all(Raw::is_empty)).map_or(0, |last| last + 1);
    let rows = &rows[..used];
    let expected = rows.first().map_or(0, |row| row.cells.len());
    let (mut values, mut mistakes) = (Vec::new(), Vec::new());
    for row in rows {
        if row.cells.len() != expected {
            return Err(LayoutError::Ragged { line: row.line, found: row.cells.len(), expected });
        }
        values.push(value::all(row.cells.iter().zip(0..).map(|(cell, at)| (at, cell)), row.line, &mut mistakes));
        if mistakes.len() >= MAX_MISTAKES {
            break;
        }
    }
    Ok((values, mistakes))
}

/// True for a name that reads as one of a row of totals: no field can have it.
#[must_use]
pub fn is_total_name(name: &str) -> bool {
    names::is_total(&names::key(name))
}

/// The periods a text names, a sheet's name for one.
#[must_use]
pub fn periods_in(text: &str) -> Vec<Named> {
    periods::of_text(text)
}

/// Columns up to the last one that holds something.
fn width(rows: &[RawRow]) -> Result<usize, LayoutError> {
    let used = |row: &RawRow| row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let columns = rows.iter().take(MAX_ROWS).map(used).max().unwrap_or_default();
    if rows.len() > MAX_ROWS || columns > MAX_COLUMNS {
        return Err(LayoutError::TooLarge { rows: rows.len(), columns });
    }
    if columns == 0 { Err(LayoutError::NoRows) } else { Ok(columns) }
}

/// First text of a row, for [`LeftOut`].
fn first_text(row: &RawRow) -> String {
    row.cells.iter().find(|cell| !cell.is_empty()).map(|cell| names::shown(&cell.text())).unwrap_or_default()
}
