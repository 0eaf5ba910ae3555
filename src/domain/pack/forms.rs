//! Reporting forms: columns, how months gather into longer periods, fields.

use serde::{Deserialize, Serialize};

use super::Source;

/// How a column of months becomes the column of a longer period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gather {
    /// A flow: months add up.
    Sum,
    /// The first month's value (what was carried into the period).
    First,
    /// The last month's value (a level at the end of the period).
    Last,
    /// Derived from other columns after gathering.
    Derived,
}

/// One column of a form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// ASCII code, unique over all forms of the pack.
    pub code: String,
    /// Printed column number, 0 when the form prints none.
    #[serde(default)]
    pub number: u32,
    /// Header from top level down.
    pub head: Vec<String>,
    /// Short name for messages.
    pub name: String,
    /// Other names in files of one-stop systems, with the group where one is needed.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// How months become longer periods.
    pub gather: Gather,
    /// Parts of a derived total.
    #[serde(default)]
    pub sum: Vec<String>,
    /// Definition.
    #[serde(default)]
    pub definition: String,
    /// Source.
    pub source: Source,
}

/// What rows a form has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FormRows {
    /// One row per field (lĩnh vực).
    Fields,
    /// One row.
    Single,
}

/// The column that continues another column of the month before.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carry {
    /// Column at the beginning of a month.
    pub column: String,
    /// Column at the end of the month before.
    pub from: String,
}

/// A reporting form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// ASCII code: `dossiers`, `counters` …
    pub code: String,
    /// Printed form number.
    pub number: String,
    /// Printed title.
    pub title: String,
    /// By which instrument it was issued, as printed under the number; may be empty.
    #[serde(default)]
    pub issued: String,
    /// Line above the table, e.g. "Đơn vị tính: Số hồ sơ TTHC".
    pub unit_line: String,
    /// Kind of rows.
    pub rows: FormRows,
    /// Headers of the leading columns (TT, field name).
    #[serde(default)]
    pub row_head: Vec<String>,
    /// Largest number accepted in one cell, inclusive.
    pub max: u64,
    /// Carry-over between months.
    #[serde(default)]
    pub carry: Option<Carry>,
    /// Columns in printed order.
    pub column: Vec<Column>,
    /// Source.
    pub source: Source,
}

/// A field (lĩnh vực).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// ASCII code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Other names in files of one-stop systems.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// National code where known, else empty.
    #[serde(default)]
    pub national_code: String,
    /// Source.
    pub source: Source,
}

/// A cell of a form's printed head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadCell<'a> {
    /// Row of the head, from 0.
    pub level: usize,
    /// First column of the form that it stands over, from 0.
    pub first: usize,
    /// How many columns it spans, at least 1.
    pub columns: usize,
    /// How many rows of the head it spans, at least 1.
    pub rows: usize,
    /// Its text.
    pub text: &'a str,
}

impl Form {
    /// Rows of the printed head, at least 1.
    pub fn head_depth(&self) -> usize {
        self.column.iter().map(|c| c.head.len()).max().unwrap_or(1).max(1)
    }

    /// The printed head, row by row: equal neighbours are one cell, the last level of a column reaches down.
    pub fn head_cells(&self) -> Vec<HeadCell<'_>> {
        let depth = self.head_depth();
        let mut out = Vec::new();
        for level in 0..depth {
            let mut first = 0;
            while first < self.column.len() {
                let head = &self.column[first].head;
                let upto = (level + 1).min(head.len());
                let same = |c: &&Column| c.head.len() > level && c.head[..=level] == head[..upto];
                let columns = self.column[first..].iter().take_while(same).count().max(1);
                if let Some(text) = head.get(level) {
                    let rows = if level + 1 == head.len() { depth - level } else { 1 };
                    out.push(HeadCell { level, first, columns, rows, text });
                }
                first += columns;
            }
        }
        out
    }

    /// Columns a person fills in, in printed order.
    pub fn inputs(&self) -> impl Iterator<Item = &Column> {
        self.column.iter().filter(|c| c.gather != Gather::Derived)
    }

    /// Derived totals, in printed order.
    pub fn totals(&self) -> impl Iterator<Item = &Column> {
        self.column.iter().filter(|c| c.gather == Gather::Derived)
    }
}
