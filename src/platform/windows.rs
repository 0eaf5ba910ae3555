//! Windows twin: profile folders are private by inheritance; directories cannot be synced; there are no signals.

use std::fs::{self, Metadata, OpenOptions};
use std::io;
use std::path::Path;

use super::signals::Signal;

/// The console of Windows knows no bracketed paste.
pub(super) const PASTES_AS_KEYS: bool = true;

pub(super) fn make_private_dir(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)
}

pub(super) fn make_new_private_dir(dir: &Path) -> io::Result<()> {
    fs::create_dir(dir)
}

pub(super) fn private_file() -> OpenOptions {
    OpenOptions::new()
}

pub(super) fn open_to_others(_meta: &Metadata) -> bool {
    false
}

pub(super) fn close_to_others(_path: &Path) {}

/// Windows reads around its memory only in whole sectors into aligned buffers: not tried.
pub(super) fn forget_cached(_file: &fs::File) {}

pub(super) fn user_number() -> String {
    String::new()
}

pub(super) fn terminal_name() -> Option<String> {
    None
}

#[allow(clippy::unnecessary_wraps)] // the Unix twin can fail
pub(super) fn sync_dir(_dir: &Path) -> io::Result<()> {
    Ok(())
}

#[allow(clippy::unnecessary_wraps)] // the Unix twin can fail
pub(super) fn watch_signals(_tell: impl FnMut(Signal) -> bool + Send + 'static) -> io::Result<()> {
    Ok(())
}

pub(super) fn line_gone() -> bool {
    false
}

pub(super) fn stop_self() -> bool {
    false
}

pub(super) const UTF8_WITHOUT_LOCALE: bool = true;
