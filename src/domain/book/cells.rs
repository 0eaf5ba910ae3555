//! The entered cells as rows, found without making keys: by month, field and column.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::cell::Cell;
use crate::domain::period::Period;

/// A field's or column's code, shared by all its cells.
pub type Name = Arc<str>;

/// Rows of entered cells; a row's columns are sorted.
#[derive(Debug, Clone, Default)]
pub(super) struct Cells {
    months: BTreeMap<Period, BTreeMap<Name, Vec<(Name, Cell)>>>,
    names: BTreeSet<Name>,
}

/// A cell of a row of [`super::Book::row`].
pub fn of(row: &[(Name, Cell)], column: &str) -> Cell {
    row.binary_search_by(|(name, _)| (**name).cmp(column)).map_or(Cell::Missing, |at| row[at].1)
}

impl Cells {
    pub fn row(&self, month: Period, field: &str) -> &[(Name, Cell)] {
        self.months.get(&month).and_then(|rows| rows.get(field)).map_or(&[], Vec::as_slice)
    }

    /// Puts a cell, or takes it out when it is missing.
    pub fn put(&mut self, month: Period, field: &str, column: &str, cell: Cell) {
        let (field, column) = (self.name(field), self.name(column));
        let rows = self.months.entry(month).or_default();
        let row = rows.entry(Arc::clone(&field)).or_default();
        match (row.binary_search_by(|(name, _)| name.cmp(&column)), cell) {
            (Ok(at), Cell::Missing) => drop(row.remove(at)),
            (Ok(at), cell) => row[at].1 = cell,
            (Err(_), Cell::Missing) => {}
            (Err(at), cell) => row.insert(at, (column, cell)),
        }
        if row.is_empty() {
            rows.remove(&field);
        }
    }

    /// The one copy of a name.
    fn name(&mut self, name: &str) -> Name {
        if let Some(known) = self.names.get(name) {
            return Arc::clone(known);
        }
        let new: Name = Arc::from(name);
        self.names.insert(Arc::clone(&new));
        new
    }
}
