//! Figures from a file or a pasted block: previewed, then every value of it or none. Cells are taken
//! apart by `intake`; what they mean for a month is judged here.

mod block;
mod reading;
mod source;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::figures::{Stored, form_of, reasons_dropped, row_changes};
use super::{AppError, Session, clean};
use crate::domain::book::{Change, Key, Value};
use crate::domain::period::Period;
use crate::intake::layout::{self, Mapping};
use crate::strings::{errors, imports};
pub use block::is_block;
use reading::{Found, Given};

/// Where figures come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Text from the clipboard, to go in from this field and column on when it has no header.
    Pasted {
        /// As pasted.
        text: String,
        /// Field of the first row.
        field: String,
        /// Column of the first cell.
        column: String,
    },
}

/// What importing would do; nothing is stored yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Month.
    pub month: Period,
    /// Values before and after, of the rows that have no mistake; of cells that stay as they are there
    /// is none.
    pub changes: Vec<Change>,
    /// Rows read.
    pub rows: usize,
    /// What of the source is not used, a sentence each.
    pub notes: Vec<String>,
    /// Columns of figures whose head nobody knows, as mistakes with the head's name: not used unless they are
    /// given a meaning.
    pub strange: Vec<Mistake>,
    /// Everything that is wrong; with any, nothing can be imported.
    pub mistakes: Vec<Mistake>,
    /// Why, where a reason was needed.
    reason: Option<String>,
}

/// Something wrong in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// File or sheet, as sentences call it.
    pub source: String,
    /// What is wrong, with line and column; no full stop.
    pub sentence: String,
    /// The name nobody knows, where the officer can give it a meaning.
    pub name: Option<String>,
}

impl Preview {
    /// How many cells would be others.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.changes.iter().filter(|c| matches!(c.key, Key::Cell(..))).count()
    }

    /// The first name that the officer can give a meaning.
    #[must_use]
    pub fn unnamed(&self) -> Option<&Mistake> {
        self.mistakes.iter().find(|mistake| mistake.name.is_some())
    }

    /// The refusal, when anything is wrong.
    #[must_use]
    pub fn refusal(&self) -> Option<AppError> {
        let first = self.mistakes.first()?;
        Some(AppError::Input(imports::mistakes(&first.source, &first.sentence, self.mistakes.len() - 1)))
    }
}

/// Kind of remembered names: of fields.
const FIELD: &str = "field";
/// Kind of remembered names: of columns.
const COLUMN: &str = "column";

impl Session {
    /// What importing from `source` into a month would change, and everything that is wrong with it.
    /// `names` are further names of the source that the officer gave a meaning; they are remembered with
    /// the import.
    ///
    /// # Errors
    /// [`AppError::Input`] when the source is no table for this month; [`AppError::Reason`] when all is
    /// right, but a reason is missing.
    pub fn preview(
        &self,
        month: Period,
        source: &Source,
        names: &Mapping,
        reason: Option<&str>,
    ) -> Result<Preview, AppError> {
        let reason = reason.map(clean).transpose()?;
        self.month_window(month)?;
        let mut changes = self.remembered(names)?;
        let Found { lines, notes, strange, mut mistakes } = self.found(month, source, names)?;
        let mut no_reason = None;
        for Given { source, line, field, cells } in &lines {
            let form = form_of(&self.pack, field).ok_or_else(|| AppError::Input(errors::unknown_field(field)))?;
            match row_changes(form, self.store.book(), month, field, cells, reason.as_deref()) {
                Ok(row) => changes.extend(row),
                Err(AppError::Reason(problem)) => {
                    no_reason.get_or_insert_with(|| AppError::Reason(imports::in_line(source, *line, &problem)));
                    // Beside mistakes its values are shown all the same; then nothing can be stored.
                    let row = row_changes(form, self.store.book(), month, field, cells, Some(imports::PREVIEW))?;
                    changes.extend(row.into_iter().filter(|c| matches!(c.key, Key::Cell(..))));
                }
                Err(error) => {
                    let sentence = imports::at_line(*line, &error.sentence());
                    mistakes.push(Mistake { source: source.clone(), sentence, name: None });
                }
            }
        }
        // What is wrong comes before the question for a reason, and what changes no figure needs none.
        if mistakes.is_empty() {
            no_reason.map_or(Ok(()), Err)?;
            if changes.iter().any(|c| matches!(c.key, Key::Cell(..))) {
                self.reason_if_sent(month, reason.as_deref())?;
            }
        }
        Ok(Preview { month, changes, rows: lines.len(), notes, strange, mistakes, reason })
    }

    /// Stores what [`Session::preview`] found, as one action.
    ///
    /// # Errors
    /// [`AppError::Input`] for a preview with mistakes, [`AppError::Store`]; nothing is changed then.
    pub fn import(&mut self, preview: &Preview) -> Result<Stored, AppError> {
        preview.refusal().map_or(Ok(()), Err)?;
        let ahead = self.month_window(preview.month)?.from > self.world.today;
        self.commit("figures.import", preview.reason.clone(), preview.changes.clone())?;
        let review = reasons_dropped(self.pack.field_form(), self.store.book(), &preview.changes);
        Ok(Stored { ahead, review })
    }

    /// Everything remembered of earlier imports, with what is given now.
    fn names(&self, given: &Mapping) -> Mapping {
        let mut names = Mapping::default();
        for (kind, name, code) in self.store.book().mappings() {
            let into = if kind == FIELD { &mut names.fields } else { &mut names.columns };
            into.insert(name.to_owned(), Some(code.to_owned()).filter(|c| !c.is_empty()));
        }
        names.fields.extend(given.fields.clone());
        names.columns.extend(given.columns.clone());
        names
    }

    /// The changes that remember the names given now.
    fn remembered(&self, given: &Mapping) -> Result<Vec<Change>, AppError> {
        let book = self.store.book();
        let mut changes = Vec::new();
        for (name, code) in &given.fields {
            if let Some(code) = code.as_ref().filter(|code| form_of(&self.pack, code).is_none()) {
                return Err(AppError::Input(errors::unknown_field(code)));
            }
            changes.extend(remember(book, FIELD, name, code.as_ref()));
        }
        for (name, code) in &given.columns {
            if let Some(code) = code.as_ref().filter(|code| self.pack.column(code).is_none()) {
                return Err(AppError::Input(errors::unknown_column(code)));
            }
            changes.extend(remember(book, COLUMN, name, code.as_ref()));
        }
        Ok(changes)
    }
}

fn remember(book: &crate::domain::book::Book, kind: &str, name: &str, code: Option<&String>) -> Option<Change> {
    let key = Key::Mapping(kind.to_owned(), name.to_owned());
    book.change(key, Some(Value::Text(code.cloned().unwrap_or_default())))
}

/// Names of the folded kind that [`Session::preview`] takes, from pairs `name = code`; an empty code
/// leaves rows or columns of that name out.
#[must_use]
pub fn names(fields: &[(String, String)], columns: &[(String, String)]) -> Mapping {
    let fold = |pairs: &[(String, String)]| {
        let pair = |(name, code): &(String, String)| (layout::key(name), Some(code.clone()).filter(|c| !c.is_empty()));
        pairs.iter().map(pair).collect()
    };
    Mapping { columns: fold(columns), fields: fold(fields) }
}
