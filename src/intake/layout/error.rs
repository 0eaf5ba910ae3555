//! Why rows of cells are no table of figures. Every place is 1-based, as a spreadsheet counts; every
//! text from the file is cut to [`SHOWN`](super::SHOWN) characters and free of control characters.

use thiserror::Error;

/// A precise refusal; nothing of the file is taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LayoutError {
    /// No cell holds anything, or nothing stands below the header.
    #[error("no rows of figures")]
    NoRows,
    /// More rows or columns than [`MAX_ROWS`](super::MAX_ROWS) and [`MAX_COLUMNS`](super::MAX_COLUMNS).
    #[error("too large: {rows} rows, {columns} columns")]
    TooLarge {
        /// Rows found.
        rows: usize,
        /// Columns found, up to the last one that holds something.
        columns: usize,
    },
    /// No column of the file is known.
    #[error("no header with known columns")]
    NoHeader,
    /// Two columns of the file (or, in the long form, two rows) mean the same column.
    #[error("column {code}: in columns {first} and {second} (line {line})")]
    ColumnTwice {
        /// Code of the known column.
        code: String,
        /// Line of the second head.
        line: u64,
        /// Column of the first one.
        first: usize,
        /// Column of the second one.
        second: usize,
    },
    /// A head that several known columns carry, and no group above it decides.
    #[error("line {line}, column {column}: {head:?} may be any of {codes:?}")]
    AmbiguousColumn {
        /// Line of the lowest part of the head.
        line: u64,
        /// Column of the head.
        column: usize,
        /// Head as printed.
        head: String,
        /// Codes of the columns it may mean.
        codes: Vec<String>,
    },
    /// The row of column numbers says one column, the head another.
    #[error("line {line}, column {column}: number {number} contradicts {head:?}")]
    Contradiction {
        /// Line of the row of numbers.
        line: u64,
        /// Column of the head.
        column: usize,
        /// Number as printed.
        number: u32,
        /// Head as printed.
        head: String,
    },
    /// Long form: several columns could hold the values, none is headed as such.
    #[error("several columns of values: {columns:?}")]
    SeveralValueColumns {
        /// The columns.
        columns: Vec<usize>,
    },
    /// Long form: the only column of figures has a head that names neither values nor a period.
    #[error("line {line}, column {column}: {head:?} does not say that these are the values")]
    UnknownValueColumn {
        /// Line of the head.
        line: u64,
        /// Column of the figures.
        column: usize,
        /// Head as printed.
        head: String,
    },
    /// Below the header stands another one that does not say the same.
    #[error("line {line}: a second header, other than the first")]
    SecondHeader {
        /// Line of the second header.
        line: u64,
    },
    /// Above the header stands a row of figures with a known name.
    #[error("line {line}: figures of {name:?} above the header")]
    RowAboveHeader {
        /// Line of the row.
        line: u64,
        /// Name as printed.
        name: String,
    },
    /// A cell that holds no count.
    #[error("line {line}, column {column}: {found:?} is no count ({why:?})")]
    BadCell {
        /// Line of the cell.
        line: u64,
        /// Column of the cell.
        column: usize,
        /// What stood there.
        found: String,
        /// What is wrong with it.
        why: BadNumber,
    },
    /// Figures under a name nobody knows.
    #[error("line {line}: unknown name {name:?}")]
    UnknownField {
        /// Line of the row.
        line: u64,
        /// Name as printed.
        name: String,
        /// Key of the whole name, not cut, for a [`Mapping`](super::Mapping).
        key: String,
        /// Known name that differs by few letters, for a hint only.
        nearest: Option<String>,
    },
    /// A name that several known fields carry.
    #[error("line {line}: {name:?} may be any of {codes:?}")]
    AmbiguousField {
        /// Line of the row.
        line: u64,
        /// Name as printed.
        name: String,
        /// Codes of the fields it may mean.
        codes: Vec<String>,
    },
    /// Two rows mean the same field (or single-row form).
    #[error("{code}: in lines {first} and {second}")]
    FieldTwice {
        /// Code of the field or form.
        code: String,
        /// Line of the first row.
        first: u64,
        /// Line of the second row.
        second: u64,
    },
    /// Figures without a name.
    #[error("line {line}: figures without a name")]
    NoName {
        /// Line of the row.
        line: u64,
    },
    /// A figure in a column of a form the row does not belong to.
    #[error("line {line}, column {column}: {code} is no column for {field}")]
    ForeignColumn {
        /// Line of the cell.
        line: u64,
        /// Column of the cell.
        column: usize,
        /// Code of the known column.
        code: String,
        /// Code of the row's field or single-row form.
        field: String,
    },
    /// Two different windows are printed.
    #[error("lines {first} and {second} print different windows")]
    TwoWindows {
        /// Line of the first one.
        first: u64,
        /// Line of the second one.
        second: u64,
    },
    /// A window is printed, but one of its days is in no calendar.
    #[error("line {line}: no such day in {found:?}")]
    NoSuchDay {
        /// Line of the window.
        line: u64,
        /// The line as printed.
        found: String,
    },
    /// Pasted block: a row with another number of cells than the first one.
    #[error("line {line}: {found} cells, {expected} expected")]
    Ragged {
        /// Line of the row.
        line: u64,
        /// Cells found.
        found: usize,
        /// Cells of the first row.
        expected: usize,
    },
}

/// What is wrong with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadNumber {
    /// Not a number at all, or with words around it.
    Words,
    /// Below zero.
    Negative,
    /// A part behind a point or comma, or groups of digits that are not thousands: it cannot be told
    /// what was meant.
    Separators,
    /// More than [`MAX_COUNT`](super::MAX_COUNT).
    TooLarge,
    /// A formula or an error of a spreadsheet, without a stored result.
    Formula,
}
