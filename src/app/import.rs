//! Figures from a file: every row of it, or none. The file's codes are judged here; its bytes were
//! taken apart by `intake`.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use super::figures::{Assignment, Stored, form_of, reasons_dropped, row_changes};
use super::{AppError, Session, clean};
use crate::domain::book::Change;
use crate::domain::pack::Pack;
use crate::domain::period::Period;
use crate::intake::table::{self, Row, Table};
use crate::strings::errors;

impl Session {
    /// What importing `file` into a month would change; nothing is stored.
    ///
    /// # Errors
    /// [`AppError::Input`] with the line (and column) of the first mistake; [`AppError::Reason`] when
    /// the file is right, but a reason is missing.
    pub fn import_changes(&self, month: Period, file: &Path, reason: Option<&str>) -> Result<Vec<Change>, AppError> {
        let reason = reason.map(clean).transpose()?;
        self.month_window(month)?;
        let table = read_file(file)?;
        let mut seen = BTreeSet::new();
        let (mut changes, mut no_reason) = (Vec::new(), None);
        for row in &table.rows {
            let in_line = |problem: &str| errors::in_line(&file.display().to_string(), row.line, problem);
            let at = |problem: String| AppError::Input(in_line(&problem));
            let field = row_field(&self.pack, &table, row).map_err(at)?;
            if !seen.insert(field.clone()) {
                return Err(at(errors::twice_field(&field)));
            }
            let form = form_of(&self.pack, &field).ok_or_else(|| at(errors::unknown_field(&field)))?;
            let cells: Vec<Assignment> = table.columns.iter().cloned().zip(row.cells.iter().cloned()).collect();
            let book = self.store.book();
            match row_changes(form, book, month, &field, &cells, reason.as_deref()) {
                Ok(row) => changes.extend(row),
                // A mistake further down comes before the question for a reason.
                Err(missing @ AppError::Reason(_)) => {
                    no_reason.get_or_insert(missing.within(in_line));
                }
                Err(error) => return Err(error.within(in_line)),
            }
        }
        if let Some(error) = no_reason {
            return Err(error);
        }
        self.reason_if_sent(month, reason.as_deref())?;
        Ok(changes)
    }

    /// Stores what [`Session::import_changes`] found, as one action.
    ///
    /// # Errors
    /// [`AppError::Store`]; nothing is changed then.
    pub fn import(&mut self, month: Period, reason: Option<&str>, changes: &[Change]) -> Result<Stored, AppError> {
        let ahead = self.month_window(month)?.from > self.world.today;
        self.commit("figures.import", reason.map(clean).transpose()?, changes.to_vec())?;
        let review = reasons_dropped(self.pack.field_form(), self.store.book(), changes);
        Ok(Stored { ahead, review })
    }
}

/// The row's field; a file without a `field` column is a single-row form known by its columns.
fn row_field(pack: &Pack, table: &Table, row: &Row) -> Result<String, String> {
    if let Some(field) = &row.field {
        return Ok(field.clone());
    }
    let has_all =
        |form: &&crate::domain::pack::Form| table.columns.iter().all(|c| form.column.iter().any(|k| k.code == *c));
    let form = pack.single_forms().find(has_all);
    form.map(|f| f.code.clone()).ok_or_else(errors::no_field_column)
}

fn read_file(path: &Path) -> Result<Table, AppError> {
    let name = path.display().to_string();
    let io = |error: std::io::Error| AppError::Input(errors::cannot_read(&name, &error));
    let mut bytes = Vec::new();
    std::fs::File::open(path).and_then(|f| f.take(table::MAX_BYTES + 1).read_to_end(&mut bytes)).map_err(io)?;
    if bytes.len() as u64 > table::MAX_BYTES {
        return Err(AppError::Input(errors::bad_table(&name, &table::TableError::TooLarge)));
    }
    table::read(&bytes).map_err(|error| AppError::Input(errors::bad_table(&name, &error)))
}
