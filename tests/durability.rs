//! Nothing acknowledged is lost when the process is killed at any moment.
#![allow(clippy::unwrap_used)]

mod common;

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::Stdio;

use common::{command, done, json, set_up};

const LINES: u64 = 300;

/// Feeds 300 lines to `batch`, kills it once it has acknowledged `kill_after` of them, and answers
/// with the highest line acknowledged.
fn killed_batch(dir: &Path, kill_after: u64) -> u64 {
    let mut batch = command(dir).arg("batch").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = batch.stdin.take().unwrap();
    let line = |n| format!("figures set 2024-01 ho_tich online={n} direct={n}\n");
    let lines = (1..=LINES).map(line).collect::<Vec<_>>().concat();
    // The pipe may break when the batch is killed.
    let feeder = std::thread::spawn(move || drop(input.write_all(lines.as_bytes())));
    let mut acknowledged = 0;
    let mut output = BufReader::new(batch.stdout.take().unwrap()).lines();
    for line in output.by_ref().map_while(Result::ok) {
        if let Some(number) = line.strip_prefix("ok ") {
            acknowledged = number.parse().unwrap();
            if acknowledged == kill_after {
                batch.kill().unwrap();
            }
        }
    }
    batch.wait().unwrap();
    feeder.join().unwrap();
    acknowledged
}

#[test]
fn killed_batches_lose_nothing_acknowledged() {
    // Spread over the run; the moment within a line is the scheduler's. `DAUMOI_LONG=1`: 300 rounds.
    let rounds = if std::env::var_os("DAUMOI_LONG").is_some() { 300_u64 } else { 16 };
    let moments = (0..rounds).map(|i| 1 + i * 7919 % LINES);
    for kill_after in moments {
        let dir = tempfile::tempdir().unwrap();
        set_up(dir.path());
        let acknowledged = killed_batch(dir.path(), kill_after);
        assert!(acknowledged >= kill_after, "{acknowledged} of {kill_after}");
        let log = json(&done(dir.path(), &["log", "--json"]));
        let entries = log.as_array().unwrap();
        // Line n is entry n + 1: the first is `init`. No acknowledged one is missing, none is half there.
        assert!(entries.len() as u64 > acknowledged, "killed after {kill_after}");
        for (entry, n) in entries[1..].iter().zip(1_u64..) {
            let cell = |i: usize| entry["changes"][i]["new"]["cell"].as_u64();
            assert_eq!((cell(0), cell(1)), (Some(n), Some(n)));
        }
        let month = json(&common::run(dir.path(), &["figures", "show", "2024-01", "--json"]));
        let last = entries.len() as u64 - 1;
        let row = month["rows"].as_array().unwrap().iter().find(|r| r["field"] == "ho_tich").unwrap();
        assert_eq!(row["cells"]["online"].as_u64(), Some(last));
        // And work goes on.
        done(dir.path(), &["figures", "set", "2024-01", "ho_tich", "online=1"]);
    }
}
