//! The one draft file: text of a form that was open when the program was stopped. Not part of the
//! journal: nobody was told that it is stored. It stays until its form is stored or thrown away.

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
    // The first set-up has no data dir yet.
    platform::make_private_dir(dir)?;
    platform::write_private(&dir.join(FILE), text.as_bytes())?.place()
}

/// The draft, if there is one that can be read. It stays until [`remove`].
pub fn look(dir: &Path) -> Option<String> {
    let path = dir.join(FILE);
    let mut text = String::new();
    let read = File::open(&path).ok()?.take(MAX + 1).read_to_string(&mut text);
    read.is_ok().then_some(text).filter(|t| t.len() as u64 <= MAX)
}

/// Takes the draft away.
pub fn remove(dir: &Path) {
    // What cannot be removed would only be offered again.
    let _ = fs::remove_file(dir.join(FILE));
}
