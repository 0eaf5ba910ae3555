//! Packs from outside: checking one before anybody relies on it.

use std::path::Path;

use super::AppError;
use crate::domain::pack::Pack;
use crate::intake::pack_file;
use crate::strings::{errors, packs};

/// Reads and checks a pack (a TOML file, or a folder of them); needs no data dir.
///
/// # Errors
/// [`AppError::Input`] with file and line of the mistakes.
pub fn check(path: &Path) -> Result<Pack, AppError> {
    let name = path.display().to_string();
    let read = pack_file::load_from(path).map_err(|error| AppError::Input(errors::cannot_read(&name, &error)))?;
    read.map_err(|error| AppError::Input(packs::error(&error)))
}
