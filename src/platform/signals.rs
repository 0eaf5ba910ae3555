//! What the operating system tells a program that owns a terminal.

use std::io;
use std::thread;
use std::time::Duration;

use super::os;

/// Exit status of a process that a signal had to end.
const TERMINATED: i32 = 143;

/// What was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// End (TERM, HUP, INT); HUP also when it was ignored at start, as under `nohup`.
    Terminate,
    /// Let go of the terminal and stop (TSTP).
    Suspend,
    /// Going on after a stop (CONT).
    Resume,
}

/// Tells of each signal from now on, from a thread of its own; `tell` answers whether to go on.
/// On Windows nothing ever comes.
///
/// # Errors
/// As the operating system reports.
pub fn watch(tell: impl FnMut(Signal) -> bool + Send + 'static) -> io::Result<()> {
    os::watch_signals(tell)
}

/// Calls `gone` once, from a thread of its own, when the terminal on stdin has gone (line lost, window
/// closed). Never wakes for anything else. On Windows the console's reader tells, so nothing comes.
///
/// # Errors
/// As the operating system reports.
pub fn watch_line(gone: impl FnOnce() + Send + 'static) -> io::Result<()> {
    named("line", move || {
        if os::line_gone() {
            gone();
        }
    })
}

/// Stops this process until somebody lets it go on, which [`Signal::Resume`] then tells; call it with
/// the terminal restored. `false` when nobody could: it leads its session (no shell behind it), or the
/// system knows no stopping. Then nothing was done.
pub fn stop_self() -> bool {
    os::stop_self()
}

/// Ends the process after `grace`, unless it has ended by then: its own way out may be blocked by a
/// terminal that takes no more output. What was acknowledged is on disk at any moment.
pub fn end_within(grace: Duration) {
    #[allow(clippy::disallowed_methods)] // main is blocked: nothing can be returned from it
    let late = move || {
        thread::sleep(grace);
        std::process::exit(TERMINATED);
    };
    // Without a thread it ends in its own time.
    let _ = named("deadline", late);
}

/// A thread with a name that a debugger shows.
pub(super) fn named(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}
