//! Packages that were made: copies of them, and taking an unsent revision back.

use std::path::{Path, PathBuf};

use super::place::place;
use crate::app::{AppError, Session};
use crate::domain::book::{Change, Key};
use crate::domain::period::Period;
use crate::package;
use crate::strings::{errors, submissions};

impl Session {
    /// Takes a revision that never left the house back; the one before is the newest again. Its bytes stay kept.
    ///
    /// # Errors
    /// [`AppError::Input`] when the newest package is the first one, or was sent or answered.
    pub fn withdraw(&mut self, period: Period) -> Result<u32, AppError> {
        let latest = self.store.book().latest_submission(period);
        let unsent = latest.filter(|s| s.revision > 1 && s.sent.is_none() && s.receipts.is_empty());
        let revision = unsent.map(|s| s.revision).ok_or_else(|| AppError::Input(submissions::no_withdrawal(period)))?;
        self.in_year_of(period, |session| session.take_back(period, revision))?;
        Ok(revision)
    }

    fn take_back(&mut self, period: Period, revision: u32) -> Result<(), AppError> {
        let mut changes: Vec<Change> =
            self.store.book().change(Key::Submission(period, revision), None).into_iter().collect();
        // The one before is what counts again, with what was asked for when it came back.
        let before = self.store.book().submissions(period).filter(|s| s.revision < revision).last();
        changes.extend(before.map(|before| self.marks_again(before)).unwrap_or_default());
        self.commit("submit.withdraw", None, changes)
    }

    /// Writes a copy of a package that was made, as it was made, into `out`.
    ///
    /// # Errors
    /// [`AppError::Input`] when there is no such revision, its bytes are lost, or the place cannot be written.
    pub fn copy_out(&self, period: Period, revision: u32, out: &Path) -> Result<PathBuf, AppError> {
        let found = self.store.book().submissions(period).find(|s| s.revision == revision);
        let record = found.ok_or_else(|| AppError::Input(submissions::no_revision(period, revision)))?;
        // A first copy is an export, which is noted.
        if record.kept_only {
            return Err(AppError::Input(submissions::not_exported_yet(period)));
        }
        let bytes = self.store.package(&record.sha256, package::MAX_BYTES)?;
        let bytes = bytes.ok_or_else(|| AppError::Input(errors::package_lost(&record.file)))?;
        place(out, &record.file, &bytes, &record.sha256)?.finish()
    }
}
