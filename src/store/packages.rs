//! Exported packages, byte for byte: `packages/<sha256>.zip` in the data dir, on disk before the
//! journal line that names them.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::line::sha256;
use crate::platform;

/// Folder within the data dir.
pub(super) const DIR: &str = "packages";

/// Where the bytes of a hash lie.
pub(super) fn path(dir: &Path, hash: &str) -> PathBuf {
    dir.join(DIR).join(format!("{hash}.zip"))
}

/// Keeps bytes under their hash; bytes that are there already stay as they are.
pub(super) fn keep(dir: &Path, hash: &str, bytes: &[u8]) -> io::Result<()> {
    if load(dir, hash, bytes.len() as u64)?.is_some() {
        return Ok(());
    }
    platform::make_private_dir(&dir.join(DIR))?;
    platform::sweep(&dir.join(DIR));
    platform::write_private(&path(dir, hash), bytes)?.place()
}

/// The bytes of a hash, at most `max`; `None` when they are missing or damaged.
pub(super) fn load(dir: &Path, hash: &str, max: u64) -> io::Result<Option<Vec<u8>>> {
    let file = match std::fs::File::open(path(dir, hash)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(max + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|b| sha256(b) == hash))
}

/// Hashes of the packages kept, in order.
pub(super) fn list(dir: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(dir.join(DIR)) else { return Vec::new() };
    let names = entries.flatten().filter_map(|e| e.file_name().into_string().ok());
    let mut out: Vec<String> = names.filter_map(|n| n.strip_suffix(".zip").map(str::to_owned)).collect();
    out.sort_unstable();
    out
}

/// True when packages were exported in this data dir.
pub(super) fn any(dir: &Path) -> bool {
    std::fs::read_dir(dir.join(DIR)).is_ok_and(|mut entries| entries.next().is_some())
}
