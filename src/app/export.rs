//! Figures of a period as a file: the printed form as a workbook, or a table of codes that can be read
//! in again.

use std::path::Path;

use super::{AppError, Session};
use crate::domain::cell::Cell;
use crate::domain::pack::Column;
use crate::domain::period::Period;
use crate::package::{self, Content};
use crate::platform;
use crate::strings::{backups, document, errors, exports};

impl Session {
    /// Writes the forms of a period to a new file: a workbook (`.xlsx`) that prints as the form does, or a
    /// table of codes (`.csv`). Without figures the forms are blank, every field in its row. An existing
    /// file is written over only when `over` is set.
    ///
    /// # Errors
    /// [`AppError::Input`]; an existing file is as it was then.
    pub fn export(&self, period: Period, file: &Path, over: bool) -> Result<(), AppError> {
        let name = file.display().to_string();
        let kind = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let content = self.content(period)?;
        self.outside(file)?;
        if file.exists() && !over {
            return Err(AppError::Input(backups::exists(&name)));
        }
        let bytes = match kind.as_str() {
            "xlsx" => {
                let head = self.head(period, &content)?;
                package::workbook(&self.pack, &content, &head).map_err(|error| super::submission::failed(&error))?
            }
            "csv" => self.table(&content).map_err(|error| AppError::Input(errors::io(&name, &error)))?,
            _ => return Err(AppError::Input(exports::which_kind(&name))),
        };
        let written = platform::write_beside(file, &bytes);
        written.and_then(platform::Pending::place).map_err(|error| AppError::Input(errors::io(&name, &error)))
    }

    /// One table for all forms: a row for each field, one for each single-row form, a column for each of
    /// theirs.
    fn table(&self, content: &Content) -> std::io::Result<Vec<u8>> {
        let (pack, figures) = (&self.pack, &content.figures);
        let columns: Vec<&Column> = pack.lists.form.iter().flat_map(|f| &f.column).collect();
        let head: Vec<&str> = std::iter::once("field").chain(columns.iter().map(|c| c.code.as_str())).collect();
        let row = |field: &str, value: &dyn Fn(&str) -> Option<Cell>| -> Vec<String> {
            let cells = columns.iter().map(|c| value(&c.code).map(written).unwrap_or_default());
            std::iter::once(field.to_owned()).chain(cells).collect()
        };
        let any = figures.any();
        let fields = figures.rows.iter().filter(|r| r.begun || !any);
        let mut rows: Vec<Vec<String>> = fields.map(|r| row(&r.field, &|code| r.cells.get(code).copied())).collect();
        rows.extend(pack.single_forms().map(|form| {
            let own = |code: &str| form.column.iter().any(|c| c.code == code);
            row(&form.code, &|code| figures.counters.get(code).copied().filter(|_| own(code)))
        }));
        // Below the table, where it is no header: which period this is; importing reads it.
        let mut window = vec![document::window(figures.from, figures.to)];
        window.resize(head.len(), String::new());
        rows.push(window);
        let mut bytes = Vec::new();
        package::plain_csv(&mut bytes, &head, rows.into_iter())?;
        Ok(bytes)
    }
}

/// A cell as importing reads it.
fn written(cell: Cell) -> String {
    match cell {
        Cell::Missing => String::new(),
        Cell::Nil => "nil".to_owned(),
        Cell::Count(n) => n.to_string(),
    }
}
