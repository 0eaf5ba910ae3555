//! Windows twin: profile folders are private by inheritance; directories cannot be synced.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;

pub(super) fn make_private_dir(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)
}

pub(super) fn private_file() -> OpenOptions {
    OpenOptions::new()
}

#[allow(clippy::unnecessary_wraps)] // the Unix twin can fail
pub(super) fn sync_dir(_dir: &Path) -> io::Result<()> {
    Ok(())
}
