//! Runs the real binary in a temporary data dir.
#![allow(dead_code, clippy::unwrap_used)] // each test file uses its own part

pub mod zips;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A command on a data dir, with nothing of the tester's environment but what it needs.
pub fn command(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daumoi"));
    command.env_clear().env("USER", "somebody-else").arg("--data-dir").arg(dir);
    command
}

pub fn run(dir: &Path, args: &[&str]) -> Output {
    command(dir).args(args).output().unwrap()
}

pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Runs and asserts success.
pub fn done(dir: &Path, args: &[&str]) -> Output {
    let output = run(dir, args);
    assert_eq!(code(&output), 0, "{args:?}: {}", stderr(&output));
    output
}

/// Runs, asserts exit 2 with one sentence and an unchanged journal.
pub fn refused(dir: &Path, args: &[&str]) -> String {
    let journal = dir.join("journal.jsonl");
    let before = std::fs::read(&journal).ok();
    let output = run(dir, args);
    let message = stderr(&output);
    assert_eq!(code(&output), 2, "{args:?}: {message}");
    assert!((1..=4).contains(&message.lines().count()), "{args:?}: {message}");
    assert!(!message.contains("error") && !message.chars().any(|c| c.is_control() && c != '\n'), "{message}");
    assert_eq!(std::fs::read(&journal).ok(), before, "{args:?} changed the journal");
    message
}

pub fn set_up(dir: &Path) {
    done(dir, &["init", "--unit", "26383", "--year", "2024", "--officer", "Nguyễn Thị Ánh"]);
}

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// A commune with the first quarter of 2024 entered.
pub fn with_quarter(dir: &Path) {
    set_up(dir);
    let file = fixture("q1-2024.batch");
    done(dir, &["batch", file.to_str().unwrap(), "--today", "2024-03-15"]);
}

/// The package of the first quarter, made on a fixed day.
pub fn quarter_package(dir: &Path) -> PathBuf {
    let out = dir.join("out");
    let output = done(dir, &["submit", "2024-Q1", "--out", out.to_str().unwrap(), "--today", "2024-03-15", "--json"]);
    PathBuf::from(json(&output)["path"].as_str().unwrap())
}

/// Copies what lies in a folder, with the folders in it.
pub fn copy_dir(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy_dir(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// A process that has the store open for writing until [`Holding::end`].
pub struct Holding {
    child: std::process::Child,
    input: std::process::ChildStdin,
}

/// Starts one and waits until it has written.
pub fn holding(dir: &Path) -> Holding {
    use std::io::{BufRead as _, Write as _};
    use std::process::Stdio;
    let mut child = command(dir).arg("batch").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"settings signatory A\n").unwrap();
    let output = std::io::BufReader::new(child.stdout.take().unwrap());
    assert!(output.lines().map_while(Result::ok).any(|line| line.starts_with("ok 1")));
    Holding { child, input }
}

impl Holding {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn end(mut self) {
        drop(self.input);
        assert!(self.child.wait().unwrap().success());
    }
}
