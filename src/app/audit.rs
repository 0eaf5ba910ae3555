//! The audit trail for looking: searched by what it says, and written as a table for a spreadsheet.

use std::path::Path;

use super::{AppError, Entry, Session};
use crate::domain::text::has_words;
use crate::package::plain_csv;
use crate::platform;
use crate::strings::{backups, errors, trail, words};

impl Session {
    /// True when every word of `query` stands in what the log says of an entry, diacritics or not.
    pub fn tells_of(&self, entry: &Entry, query: &str) -> bool {
        has_words(&trail::log_text(&self.pack, entry), query)
    }

    /// Writes the entries that tell of `query` to a new CSV file, oldest first, a row for each value
    /// changed; answers with the rows written.
    ///
    /// # Errors
    /// [`AppError::Input`]; an existing file is as it was then.
    pub fn write_log(&self, file: &Path, query: &str) -> Result<usize, AppError> {
        let name = file.display().to_string();
        self.outside(file)?;
        if file.exists() {
            return Err(AppError::Input(backups::exists(&name)));
        }
        let failed = |error: std::io::Error| AppError::Input(errors::io(&name, &error));
        let entries = self.store.trail_from_start().filter(|e| self.tells_of(e, query));
        let mut count = 0;
        let rows = entries.flat_map(|entry| self.log_rows(&entry)).inspect(|_| count += 1);
        let written = platform::write_beside_with(file, |out| plain_csv(out, &trail::LOG_COLUMNS, rows));
        written.and_then(platform::Pending::place).map_err(failed)?;
        Ok(count)
    }

    fn log_rows(&self, entry: &Entry) -> Vec<Vec<String>> {
        let head = [
            entry.seq.to_string(),
            words::moment(&entry.at),
            entry.today.as_deref().map(words::date_of).unwrap_or_default(),
            entry.officer.clone(),
            entry.user.clone(),
            words::action(&entry.action).to_owned(),
            entry.reason.clone().unwrap_or_default(),
        ];
        let value = |v: &Option<_>| v.as_ref().map(words::value).unwrap_or_default();
        let changes = entry.changes.iter().map(|c| [trail::key(&self.pack, &c.key), value(&c.old), value(&c.new)]);
        let mut changes: Vec<[String; 3]> = changes.collect();
        if changes.is_empty() {
            changes.push(<[String; 3]>::default());
        }
        changes.into_iter().map(|change| head.iter().cloned().chain(change).collect()).collect()
    }
}
