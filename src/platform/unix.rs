//! Unix twin.

use std::fs::{DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use rustix::event::{PollFd, PollFlags};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::signals::{Signal, named};

pub(super) const PASTES_AS_KEYS: bool = false;

pub(super) fn make_private_dir(dir: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir)
}

pub(super) fn make_new_private_dir(dir: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(dir)
}

pub(super) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

pub(super) fn open_to_others(meta: &Metadata) -> bool {
    meta.mode() & 0o077 != 0
}

pub(super) fn close_to_others(path: &Path) {
    if let Ok(meta) = std::fs::metadata(path) {
        let mode = meta.mode() & 0o700;
        // Somebody else's file stays as it is: it is only reported.
        let _ = std::fs::set_permissions(path, Permissions::from_mode(mode));
    }
}

/// For a user that has no name.
pub(super) fn user_number() -> String {
    format!("uid {}", rustix::process::geteuid().as_raw())
}

pub(super) fn terminal_name() -> Option<String> {
    let name = rustix::termios::ttyname(rustix::stdio::stdin(), Vec::new()).ok()?;
    name.into_string().ok()
}

/// Lets the system drop what it holds of a synced file in memory; elsewhere than on Linux it keeps it.
pub(super) fn forget_cached(file: &File) {
    #[cfg(target_os = "linux")]
    {
        // Advice only: where it is not taken the file is read from memory.
        let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = file;
}

pub(super) fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

pub(super) fn watch_signals(mut tell: impl FnMut(Signal) -> bool + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    named("signals", move || {
        for signal in signals.forever() {
            let told = match signal {
                SIGTSTP => Signal::Suspend,
                SIGCONT => Signal::Resume,
                _ => Signal::Terminate,
            };
            if !tell(told) {
                return;
            }
        }
    })
}

pub(super) fn line_gone() -> bool {
    let stdin = rustix::stdio::stdin();
    loop {
        // No event asked for: only a hang-up or an error ends the wait, input does not.
        let mut asked = [PollFd::new(&stdin, PollFlags::empty())];
        match rustix::event::poll(&mut asked, None) {
            Ok(0) | Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            Ok(_) => return true,
            // Cannot be watched here; the reader and the signals remain.
            Err(_) => return false,
        }
    }
}

pub(super) fn stop_self() -> bool {
    let alone = rustix::process::getsid(None).is_ok_and(|session| session == rustix::process::getpid());
    !alone && signal_hook::low_level::emulate_default_handler(SIGTSTP).is_ok()
}

pub(super) const UTF8_WITHOUT_LOCALE: bool = false;
