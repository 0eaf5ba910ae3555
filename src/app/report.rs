//! The report in words: reading it, the officer's own passages, the document alone.

use std::path::Path;

use super::submission::moment;
use super::{AppError, Session, clean_note};
use crate::domain::book::{Change, Key, Passage, Value};
use crate::domain::period::Period;
use crate::package::{self, Line};
use crate::platform;
use crate::strings::{backups, errors, report};

impl Session {
    /// Headings and paragraphs of a period's report as things stand.
    ///
    /// # Errors
    /// [`AppError::Input`] for a period the pack does not have.
    pub fn report_lines(&self, period: Period) -> Result<Vec<Line>, AppError> {
        Ok(self.content(period)?.lines)
    }

    /// Writes the officer's own passage of a section, or takes it away where the text is empty. `alone` leaves
    /// out what follows from figures and tasks.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown period or section, or a text that cannot be taken.
    pub fn set_passage(&mut self, period: Period, section: &str, text: &str, alone: bool) -> Result<(), AppError> {
        if self.pack.window(period).is_none() {
            return Err(AppError::Input(errors::bad_period(&period.to_string())));
        }
        let codes = || self.pack.lists.section.iter().map(|s| s.code.as_str());
        if !codes().any(|code| code == section) {
            return Err(AppError::Input(report::unknown_section(section, &codes().collect::<Vec<_>>())));
        }
        let passage = match text.trim() {
            "" => None,
            text => Some(Value::Passage(Passage { text: clean_note(text)?, alone })),
        };
        let key = Key::Passage(period, section.to_owned());
        let change: Option<Change> = self.store.book().change(key, passage);
        self.commit("report.passage", None, change.into_iter().collect())
    }

    /// Writes the report document alone to a new file: the one of the newest package while it says what the data
    /// say, else a draft that is marked as one. An existing file is written over only when `over` is set.
    ///
    /// # Errors
    /// [`AppError::Input`]; an existing file is as it was then.
    pub fn write_report(&self, period: Period, file: &Path, over: bool) -> Result<bool, AppError> {
        let name = file.display().to_string();
        if file.extension().is_none_or(|e| !e.eq_ignore_ascii_case("docx")) {
            return Err(AppError::Input(report::needs_docx(&name)));
        }
        let finalized = self.finalized_document(period)?;
        self.outside(file)?;
        if file.exists() && !over {
            return Err(AppError::Input(backups::exists(&name)));
        }
        let is_draft = finalized.is_none();
        let bytes = match finalized {
            Some(bytes) => bytes,
            None => self.draft(period)?,
        };
        let written = platform::write_beside(file, &bytes).and_then(platform::Pending::place);
        written.map_err(|error| AppError::Input(errors::io(&name, &error)))?;
        Ok(is_draft)
    }

    /// The document of the newest package, while that says what the data say.
    fn finalized_document(&self, period: Period) -> Result<Option<Vec<u8>>, AppError> {
        let Some(latest) = self.store.book().latest_submission(period) else { return Ok(None) };
        if self.has_moved(period)? {
            return Ok(None);
        }
        let lost = || AppError::Input(errors::package_lost(&latest.file));
        let bytes = self.store.package(&latest.sha256, package::MAX_BYTES)?.ok_or_else(lost)?;
        package::member(&bytes, package::REPORT_FILE).map(Some).ok_or_else(lost)
    }

    fn draft(&self, period: Period) -> Result<Vec<u8>, AppError> {
        let content = self.content(period)?;
        let mut head = self.head(period, &content)?;
        head.created = moment(&self.world);
        package::draft(&self.pack, &content, &head).map_err(|error| super::submission::failed(&error))
    }
}
