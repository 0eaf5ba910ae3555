//! What is read: files and pasted text as sheets of cells, and everything of a pack they may name.

use std::path::Path;

use super::Source;
use crate::app::AppError;
use crate::domain::pack::{Form, Pack};
use crate::intake::layout::{Known, KnownColumn, KnownField};
use crate::intake::table::{self, Sheet, TableError};
use crate::platform;
use crate::strings::{errors, imports};

/// Everything a source may name.
pub(super) fn known(pack: &Pack) -> Known {
    let column = |form: &Form, c: &crate::domain::pack::Column| KnownColumn {
        code: c.code.clone(),
        number: c.number,
        head: c.head.clone(),
        name: c.name.clone(),
        aliases: c.aliases.clone(),
        form: form.code.clone(),
    };
    let field = |f: &crate::domain::pack::Field| {
        let national = Some(f.national_code.clone()).filter(|c| !c.is_empty());
        let aliases = f.aliases.iter().cloned().chain(national).collect();
        KnownField { code: f.code.clone(), name: f.name.clone(), aliases }
    };
    Known {
        columns: pack.lists.form.iter().flat_map(|form| form.column.iter().map(|c| column(form, c))).collect(),
        fields: pack.lists.field.iter().map(field).collect(),
        singles: pack.single_forms().map(|f| (f.code.clone(), f.title.clone())).collect(),
    }
}

/// The sheets of a source.
///
/// # Errors
/// [`AppError::Input`].
pub(super) fn read(source: &Source, name: &str) -> Result<Vec<Sheet>, AppError> {
    let bad = |error| AppError::Input(imports::of(name, &imports::unreadable(&error)));
    match source {
        Source::Pasted { text, .. } => {
            Ok(vec![Sheet { rows: table::text_rows(text).map_err(bad)?, ..Sheet::default() }])
        }
        Source::File(path) => {
            let bytes = bytes_of(path)?;
            if bytes.len() as u64 > table::MAX_BYTES {
                return Err(bad(TableError::TooLarge));
            }
            // The reader of sheets panics over some that no program writes.
            let sheets = platform::panics::catch(|| table::read(&bytes));
            sheets.unwrap_or(Err(TableError::NotAWorkbook)).map_err(bad)
        }
    }
}

/// As much of a file as is ever looked at, and a byte more.
fn bytes_of(path: &Path) -> Result<Vec<u8>, AppError> {
    let cannot = |error: std::io::Error| AppError::Input(errors::cannot_read(&path.display().to_string(), &error));
    platform::read_capped(path, table::MAX_BYTES).map_err(cannot)
}
