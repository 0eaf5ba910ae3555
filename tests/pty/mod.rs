//! The real binary in a pseudo-terminal, with what a terminal would show of its bytes.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)] // each test file uses its own part

use std::io::{Read, Write};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// Far beyond what anything takes on a loaded machine: reached only when a test fails.
const LIMIT: Duration = Duration::from_secs(20);

/// vt100 panics below this when bytes for the size before still come.
const FLOOR: u16 = 2;

/// What came so far.
struct Seen {
    terminal: vt100::Parser,
    raw: Vec<u8>,
    /// Nothing more will come.
    ended: bool,
    /// The reader lets go of the line at the next byte.
    let_go: bool,
}

/// A running program with its terminal.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    exit: Receiver<ExitStatus>,
    pid: u32,
    mode: String,
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn mode_of(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

impl Pty {
    /// Starts the binary with nothing in its environment but `TERM`, `USER` and `env`.
    pub fn start(args: &[&str], env: &[(&str, &str)], rows: u16, cols: u16) -> Self {
        let binary = [env!("CARGO_BIN_EXE_daumoi")];
        Self::start_command(&[&binary, args].concat(), env, rows, cols)
    }

    /// Starts a shell with `script`, in which `"$@"` is the binary with `args`.
    pub fn start_by_shell(script: &str, args: &[&str], env: &[(&str, &str)], rows: u16, cols: u16) -> Self {
        let shell = ["/bin/sh", "-c", script, "sh", env!("CARGO_BIN_EXE_daumoi")];
        Self::start_command(&[&shell, args].concat(), env, rows, cols)
    }

    fn start_command(words: &[&str], env: &[(&str, &str)], rows: u16, cols: u16) -> Self {
        let pair = native_pty_system().openpty(size(rows, cols)).unwrap();
        let mode = mode_of(&*pair.master);
        let mut command = CommandBuilder::from_argv(words.iter().map(Into::into).collect());
        command.env_clear();
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        for (name, value) in [("TERM", "xterm-256color"), ("PATH", "/usr/bin:/bin")].iter().chain(env) {
            command.env(name, value);
        }
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let pid = child.process_id().unwrap();
        let (tell, exit) = channel();
        thread::spawn(move || tell.send(child.wait().unwrap()));
        let terminal = vt100::Parser::new(rows, cols, 0);
        let seen = Seen { terminal, raw: Vec::new(), ended: false, let_go: false };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let (reader, shared) = (pair.master.try_clone_reader().unwrap(), Arc::clone(&seen));
        thread::spawn(move || watch(reader, &shared));
        let writer = pair.master.take_writer().unwrap();
        Self { master: Some(pair.master), writer: Some(writer), seen, exit, pid, mode }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap()
    }

    /// Types.
    pub fn send(&mut self, text: &str) {
        self.send_bytes(text.as_bytes());
    }

    /// Types bytes as they are.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(bytes).unwrap();
        writer.flush().unwrap();
    }

    /// Waits until `holds` is true of what came; panics with the screen when it never is.
    #[track_caller]
    fn wait_until(&self, what: &str, holds: impl Fn(&Seen) -> bool) {
        let end = Instant::now() + LIMIT;
        let mut seen = self.seen();
        while !holds(&seen) {
            let left = end.saturating_duration_since(Instant::now());
            let screen = seen.terminal.screen().contents();
            assert!(!left.is_zero() && !seen.ended, "{what}: not seen; the screen:\n{screen}");
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Waits until the screen shows `text` (composed letters, as the program writes them).
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |seen| seen.terminal.screen().contents().contains(text));
    }

    /// Waits until one line of the screen shows all `texts`.
    #[track_caller]
    pub fn wait_for_line(&self, texts: &[&str]) {
        let has = |line: &str| texts.iter().all(|text| line.contains(text));
        self.wait_until(&format!("{texts:?}"), |seen| seen.terminal.screen().contents().lines().any(has));
    }

    /// Waits until the screen shows `text` no more.
    #[track_caller]
    pub fn wait_gone(&self, text: &str) {
        self.wait_until(&format!("{text:?} gone"), |seen| !seen.terminal.screen().contents().contains(text));
    }

    /// Waits until bytes after the first `from` hold `bytes`.
    #[track_caller]
    pub fn wait_for_bytes(&self, from: usize, bytes: &str) {
        self.wait_until(&format!("{bytes:?}"), |seen| contains(&seen.raw[from..], bytes));
    }

    /// What the terminal shows.
    pub fn screen(&self) -> String {
        self.seen().terminal.screen().contents()
    }

    /// All bytes so far.
    pub fn raw(&self) -> Vec<u8> {
        self.seen().raw.clone()
    }

    /// Row and column of the cursor, `None` when hidden.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let seen = self.seen();
        let screen = seen.terminal.screen();
        Some(screen.cursor_position()).filter(|_| !screen.hide_cursor())
    }

    /// Changes the size of the terminal.
    pub fn resize(&self, rows: u16, cols: u16) {
        // The parser first: what comes after is for the new size.
        self.seen().terminal.screen_mut().set_size(rows.max(FLOOR), cols.max(FLOOR));
        self.master.as_ref().unwrap().resize(size(rows, cols)).unwrap();
    }

    /// Process id of what was started.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Sends a signal by name (`TERM`) to what was started.
    pub fn kill(&self, signal: &str) {
        assert!(shell(&format!("kill -{signal} {}", self.pid)).0);
    }

    /// Sends a signal by name to all processes on the terminal.
    pub fn kill_all(&self, signal: &str) {
        assert!(shell(&format!("kill -{signal} -{}", self.pid)).0);
    }

    /// Drops the line, like a lost ssh. What came before can still be looked at.
    pub fn close_master(&mut self) {
        // The reader holds the line too: the frame that another size brings wakes it.
        self.seen().let_go = true;
        let master = self.master.take().unwrap();
        let now = master.get_size().unwrap();
        master.resize(size(now.rows + 1, now.cols)).unwrap();
        self.wait_end();
        drop(master);
        // Its drop types Enter and Ctrl-D; nobody is to see them.
        drop(self.writer.take());
    }

    fn wait_end(&self) {
        let (seen, waited) = self.seen.1.wait_timeout_while(self.seen(), LIMIT, |seen| !seen.ended).unwrap();
        assert!(!waited.timed_out(), "the line stays open; the screen:\n{}", seen.terminal.screen().contents());
    }

    /// Waits for the end of the program and of its bytes.
    #[track_caller]
    pub fn wait_exit(&mut self) -> ExitStatus {
        let Ok(status) = self.exit.recv_timeout(LIMIT) else {
            panic!("still running; the screen:\n{}", self.screen());
        };
        self.wait_end();
        status
    }

    /// Asserts that the terminal is as it was: own screen, cursor, no bracketed paste, plain, cooked.
    #[track_caller]
    pub fn assert_clean(&self) {
        let seen = self.seen();
        let (screen, raw) = (seen.terminal.screen(), String::from_utf8_lossy(&seen.raw));
        assert!(!screen.alternate_screen() && raw.contains("\x1b[?1049l"), "alternate screen: {raw:?}");
        assert!(!screen.hide_cursor() && raw.contains("\x1b[?25h"), "cursor: {raw:?}");
        assert!(!screen.bracketed_paste() && raw.contains("\x1b[?2004l"), "bracketed paste: {raw:?}");
        assert!(!screen.bold() && !screen.inverse(), "attributes: {raw:?}");
        assert_eq!(mode_of(&**self.master.as_ref().unwrap()), self.mode, "mode of the terminal");
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // A failed test leaves nothing behind; what has ended takes no harm.
        if self.exit.try_recv().is_err() {
            shell(&format!("kill -KILL -{}", self.pid));
        }
    }
}

fn contains(raw: &[u8], bytes: &str) -> bool {
    raw.windows(bytes.len()).any(|w| w == bytes.as_bytes())
}

/// Runs a shell line; whether it succeeded, and what it printed.
pub fn shell(line: &str) -> (bool, String) {
    let output = Command::new("/bin/sh").args(["-c", line]).output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

fn watch(mut reader: Box<dyn Read + Send>, shared: &(Mutex<Seen>, Condvar)) {
    let mut buffer = [0; 8192];
    loop {
        // An error is how Linux tells that nobody has the other end any more.
        let count = reader.read(&mut buffer).unwrap_or(0);
        let mut seen = shared.0.lock().unwrap();
        seen.terminal.process(&buffer[..count]);
        seen.raw.extend_from_slice(&buffer[..count]);
        if count == 0 || seen.let_go {
            drop(reader);
            seen.ended = true;
            shared.1.notify_all();
            return;
        }
        shared.1.notify_all();
    }
}
