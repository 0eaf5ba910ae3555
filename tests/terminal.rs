//! The terminal comes back in every case: quit, signals, lost line, panic, stop.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
#[cfg(target_os = "linux")]
use std::{fs, thread};

mod pty;
use pty::Pty;
#[cfg(target_os = "linux")]
use pty::shell;

/// Stands on the first screen.
const READY: &str = "daumoi";

/// Arguments that lead to the first start: a data dir that is not there and is never made.
const ARGS: [&str; 2] = ["--data-dir", "target/no-such-dir"];

fn opened() -> Pty {
    let pty = Pty::start(&ARGS, &[], 24, 80);
    pty.wait_for(READY);
    pty
}

#[test]
fn it_opens_draws_and_quits_with_the_terminal_restored() {
    let mut pty = opened();
    let raw = String::from_utf8(pty.raw()).unwrap();
    assert!(raw.starts_with("\x1b[?1049h") && raw.contains("\x1b[?2004h"), "{raw:?}");
    assert!(!raw.contains("\x1b[?1000h"), "the mouse is left to the terminal: {raw:?}");
    pty.send("\x11");
    assert!(pty.wait_exit().success());
    pty.assert_clean();
    assert!(pty.raw().ends_with(b"\x1b[?1049l\x1b[?25h"));
}

#[test]
fn signals_end_it_with_the_terminal_restored() {
    for signal in ["TERM", "HUP", "INT"] {
        let mut pty = opened();
        pty.kill(signal);
        assert!(pty.wait_exit().success(), "{signal}");
        pty.assert_clean();
    }
}

/// Waits until the process is gone.
#[cfg(target_os = "linux")]
fn assert_ends(pid: u32, what: &str) {
    let end = Instant::now() + Duration::from_secs(20);
    while fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z ")) {
        assert!(Instant::now() < end, "{what}: still there");
        thread::yield_now();
    }
}

#[test]
fn a_lost_line_ends_it_also_when_hanging_up_is_ignored() {
    // Alone; ignoring HUP as under nohup; below a shell that ignores it and gets it instead.
    for script in [r#"exec "$@""#, r#"trap "" HUP; exec "$@""#, r#"trap "" HUP; "$@"; :"#] {
        let mut pty = Pty::start_by_shell(script, &ARGS, &[], 24, 80);
        pty.wait_for(READY);
        let started = Instant::now();
        pty.close_master();
        pty.wait_exit();
        assert!(started.elapsed() < Duration::from_secs(10), "{script}");
    }
}

#[cfg(target_os = "linux")]
/// Process id of the program below the shell that [`Pty::start_by_shell`] started.
fn child_of(pid: u32) -> u32 {
    let (_, children) = shell(&format!("cat /proc/{pid}/task/{pid}/children || ps -o pid= --ppid {pid}"));
    children.split_whitespace().next().unwrap().parse().unwrap()
}

#[cfg(target_os = "linux")]
fn wait_stopped(pid: u32) {
    let end = Instant::now() + Duration::from_secs(20);
    while !fs::read_to_string(format!("/proc/{pid}/stat")).unwrap().contains(") T ") {
        assert!(Instant::now() < end, "not stopped");
        thread::yield_now();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_stop_gives_the_terminal_back_and_going_on_repaints() {
    let mut pty = Pty::start_by_shell(r#""$@"; :"#, &ARGS, &[], 24, 80);
    pty.wait_for(READY);
    let pid = child_of(pty.pid());
    shell(&format!("kill -TSTP {pid}"));
    wait_stopped(pid);
    pty.wait_for_bytes(0, "\x1b[?1049l\x1b[?25h");
    pty.assert_clean();
    let before = pty.raw().len();
    shell(&format!("kill -CONT {pid}"));
    pty.wait_for_bytes(before, "\x1b[?1049h");
    pty.wait_for_bytes(before, READY);
    // Stopped by force: nothing could be given back, but going on repaints.
    shell(&format!("kill -STOP {pid}"));
    wait_stopped(pid);
    let before = pty.raw().len();
    shell(&format!("kill -CONT {pid}"));
    pty.wait_for_bytes(before, READY);
    pty.send("\x11");
    assert!(pty.wait_exit().success());
    pty.assert_clean();
    assert_ends(pid, "after quitting");
}

#[test]
fn a_stop_that_nobody_could_undo_is_none() {
    // It leads its session: no shell is there to let it go on.
    let mut pty = opened();
    let before = pty.raw().len();
    pty.kill("TSTP");
    pty.wait_for_bytes(before, READY);
    pty.send("\x11");
    assert!(pty.wait_exit().success());
    pty.assert_clean();
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_in_any_thread_restores_the_terminal_and_is_told() {
    for which in ["main", "thread"] {
        let mut pty = Pty::start(&ARGS, &[("DAUMOI_PANIC", which)], 24, 80);
        let status = pty.wait_exit();
        assert_eq!(status.exit_code(), 101, "{which}");
        pty.assert_clean();
        let raw = String::from_utf8(pty.raw()).unwrap();
        let (_, told) = raw.rsplit_once("\x1b[?1049l").unwrap();
        assert!(told.contains("Dữ liệu đã ghi vẫn còn") && told.contains("forced"), "{which}: {told:?}");
    }
}

#[test]
fn every_size_is_survived_and_another_size_repaints() {
    let mut pty = opened();
    for (rows, cols) in [(1, 1), (2, 3), (0, 0), (18, 60)] {
        let before = pty.raw().len();
        pty.resize(rows, cols);
        pty.wait_for_bytes(before, "\x1b[2J");
    }
    pty.wait_for(READY);
    pty.send("\x11");
    assert!(pty.wait_exit().success());
    pty.assert_clean();
}

#[test]
fn without_a_terminal_it_says_so_in_one_sentence() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daumoi"));
    let output = command.args(ARGS).env_clear().stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("daumoi --help") && message.lines().count() == 1, "{message}");

    let mut pty = Pty::start_by_shell(r#""$@" | cat"#, &ARGS, &[], 24, 200);
    pty.wait_exit();
    assert!(pty.screen().contains("daumoi --help") && !pty.raw().contains(&0x1b), "{}", pty.screen());

    let mut pty = Pty::start(&ARGS, &[("TERM", "dumb")], 24, 200);
    assert_eq!(pty.wait_exit().exit_code(), 2);
    assert!(pty.screen().contains("TERM=dumb") && !pty.raw().contains(&0x1b), "{}", pty.screen());
}
