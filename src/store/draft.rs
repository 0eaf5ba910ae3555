//! The one draft file: text of a form that was open when the program was stopped. Not part of the
//! journal: nobody was told that it is stored, and it is taken away by the next start.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use crate::platform;

const FILE: &str = "draft.json";
/// Largest draft taken back, bytes.
const MAX: u64 = 1 << 20;

/// Keeps a draft; durable when this returns.
///
/// # Errors
/// As the operating system reports.
pub fn keep(dir: &Path, text: &str) -> io::Result<()> {
    platform::write_private(&dir.join(FILE), text.as_bytes())?.place()
}

/// Takes the draft away, if there is one; a damaged or overlong one is only removed.
pub fn take(dir: &Path) -> Option<String> {
    let path = dir.join(FILE);
    let mut text = String::new();
    let read = File::open(&path).ok()?.take(MAX + 1).read_to_string(&mut text);
    // What cannot be removed would only be offered again.
    let _ = fs::remove_file(&path);
    read.is_ok().then_some(text).filter(|t| t.len() as u64 <= MAX)
}
