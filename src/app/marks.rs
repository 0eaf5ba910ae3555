//! What is left at cells to come back to: comments, follow-up marks, rows looked at again.

use super::figures::form_of;
use super::{AppError, Session, clean};
use crate::domain::book::{Change, Key, Value};
use crate::domain::marks::{self, Marked};
use crate::domain::period::Period;
use crate::strings::{errors, grid, tasks as words};

impl Session {
    /// Writes the comment on a cell, or takes it away when `text` is empty.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown month, field or column, or a text that cannot be taken.
    pub fn comment(&mut self, month: Period, field: &str, column: &str, text: &str) -> Result<(), AppError> {
        self.known_cell(month, field, column)?;
        let text = if text.trim().is_empty() { None } else { Some(Value::Text(clean(text)?)) };
        let key = Key::Comment(month, field.to_owned(), column.to_owned());
        let change = self.store.book().change(key, text);
        self.commit("figures.comment", None, change.into_iter().collect())
    }

    /// Marks a cell to come back to, with or without words, or takes the mark away.
    ///
    /// # Errors
    /// As [`Session::comment`].
    pub fn follow(&mut self, month: Period, field: &str, column: &str, why: Option<&str>) -> Result<(), AppError> {
        self.known_cell(month, field, column)?;
        let text = match why.map(str::trim) {
            None => None,
            Some("") => Some(Value::Text(String::new())),
            Some(why) => Some(Value::Text(clean(why)?)),
        };
        let key = Key::Follow(month, field.to_owned(), column.to_owned());
        let change = self.store.book().change(key, text);
        self.commit("figures.follow", None, change.into_iter().collect())
    }

    /// Marks a task, or one of its occurrences, to come back to.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown task or period, or a text that cannot be taken.
    pub fn follow_task(&mut self, id: &str, period: Option<Period>, why: &str) -> Result<(), AppError> {
        let tasks = self.tasks();
        let task = tasks.iter().find(|t| t.id == id);
        let known = task.is_some_and(|t| period.is_none_or(|of| t.occurrences.iter().any(|o| o.period == of)));
        if !known {
            return Err(AppError::Input(errors::unknown_task(id)));
        }
        let (book, year) = (self.store.book(), self.pack.plan.year);
        let mut progress = book.progress(year, id, period);
        progress.follow = Some(clean(why)?);
        let key = Key::Progress(year, id.to_owned(), period);
        let change = book.change(key, Some(Value::Progress(Box::new(progress))));
        self.commit("task.follow", None, change.into_iter().collect())
    }

    /// Takes the mark of a task away, with that of the occurrence meant; of all occurrences where none is.
    ///
    /// # Errors
    /// [`AppError::Input`] for a task that is not marked.
    pub fn unfollow(&mut self, id: &str, period: Option<Period>) -> Result<(), AppError> {
        let (book, year) = (self.store.book(), self.pack.plan.year);
        let task = self.tasks().into_iter().find(|t| t.id == id);
        let occurrences = task.iter().flat_map(|t| t.occurrences.iter().map(|o| Some(o.period)));
        let meant = occurrences.filter(|of| period.is_none() || *of == period);
        let changes: Vec<Change> = std::iter::once(None)
            .chain(meant)
            .filter_map(|of| {
                let mut progress = book.progress(year, id, of);
                progress.follow.take()?;
                book.change(Key::Progress(year, id.to_owned(), of), Some(Value::Progress(Box::new(progress))))
            })
            .collect();
        if changes.is_empty() {
            return Err(AppError::Input(match task {
                Some(_) => words::not_followed(id),
                None => errors::unknown_task(id),
            }));
        }
        self.commit("task.follow", None, changes)
    }

    /// Notes that a row was looked at again after a correction before it.
    ///
    /// # Errors
    /// [`AppError::Input`] for a row that need not be.
    pub fn reviewed(&mut self, month: Period, field: &str) -> Result<(), AppError> {
        self.month_window(month)?;
        let change = self.store.book().change(Key::Review(month, field.to_owned()), None);
        let change =
            change.ok_or_else(|| AppError::Input(grid::nothing_to_review(self.pack.field_name(field), month)))?;
        self.commit("figures.reviewed", None, vec![change])
    }

    /// Everything left at cells and rows, by month.
    pub fn marks(&self) -> Vec<Marked> {
        marks::all(self.store.book())
    }

    pub(super) fn known_cell(&self, month: Period, field: &str, column: &str) -> Result<(), AppError> {
        self.month_window(month)?;
        let form = form_of(&self.pack, field).ok_or_else(|| AppError::Input(errors::unknown_field(field)))?;
        if form.column.iter().any(|c| c.code == column) {
            return Ok(());
        }
        Err(AppError::Input(errors::unknown_column(column)))
    }
}
