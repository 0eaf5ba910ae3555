//! Package and sidecar on their way to a folder: a stick, a shared drive. Nothing half-written stays.

use std::path::{Path, PathBuf};

use crate::app::AppError;
use crate::package;
use crate::platform;
use crate::strings::{errors, submissions};

/// Package and sidecar written beside their places.
pub(super) struct Placing {
    path: PathBuf,
    pending: [platform::Pending; 2],
}

/// Writes package and sidecar beside their places in `out` and reads the package back: what is about
/// to be placed is what was made.
pub(super) fn place(out: &Path, file: &str, bytes: &[u8], sha256: &str) -> Result<Placing, AppError> {
    let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
    let (path, sidecar) = (out.join(file), out.join(format!("{file}.sha256")));
    let io = |e: std::io::Error| AppError::Input(errors::io(&path.display().to_string(), &e));
    std::fs::create_dir_all(&out).map_err(io)?;
    if path.is_dir() || sidecar.is_dir() {
        return Err(io(std::io::ErrorKind::IsADirectory.into()));
    }
    // A package may take the place of one, be it damaged or cut off; anything else of that name is somebody's.
    if path.exists() {
        let there = platform::read_capped(&path, package::MAX_BYTES).map_err(io)?;
        if !there.is_empty() && !there.starts_with(b"PK") {
            return Err(AppError::Input(submissions::name_taken(&path.display().to_string())));
        }
    }
    let package = platform::write_beside(&path, bytes).map_err(io)?;
    let written = platform::read_back(package.written()).map_err(io)?;
    if package::sha256(&written) != sha256 {
        return Err(AppError::Input(errors::read_back(&path.display().to_string())));
    }
    let sidecar = platform::write_beside(&sidecar, package::sidecar(file, sha256).as_bytes()).map_err(io)?;
    Ok(Placing { path, pending: [package, sidecar] })
}

impl Placing {
    /// The last step, after the action is stored.
    pub(super) fn finish(self) -> Result<PathBuf, AppError> {
        for pending in self.pending {
            let placed = pending.place();
            placed.map_err(|e| AppError::Input(errors::stored_not_placed(&self.path.display().to_string(), &e)))?;
        }
        Ok(self.path)
    }
}
