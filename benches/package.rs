//! What a year's package costs: making and verifying it, with thirty fields, every counter and every task, in time
//! and in the most memory the process ever had.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::path::Path;
use std::time::{Duration, Instant};

use daumoi::app::setup::{self, Setup, UnitChoice};
use daumoi::app::{Session, World};
use daumoi::domain::book::{Change, Key, OwnField, OwnTask, Value};
use daumoi::domain::cell::Cell;
use daumoi::domain::period::Period;
use daumoi::intake::embedded;
use daumoi::package;
use daumoi::store::Meta;

const ROUNDS: usize = 20;
const FIELDS: usize = 30;

fn world(dir: &Path) -> World {
    World {
        data_dir: dir.join("data"),
        today: "2024-12-20".parse().unwrap(),
        today_given: true,
        clock: || "2024-12-20T08:00:00+07:00".to_owned(),
        user: "do".to_owned(),
        year: None,
        documents: dir.to_owned(),
        practice: false,
        moment: None,
    }
}

fn commit(session: &mut Session, changes: Vec<Change>) {
    let meta = Meta {
        at: "2024-12-20T08:00:00+07:00".to_owned(),
        today: None,
        officer: "Ánh".to_owned(),
        user: "do".to_owned(),
        action: "figures.set".to_owned(),
        reason: None,
    };
    session.store.commit(meta, changes).unwrap();
}

fn change(key: Key, value: Value) -> Change {
    Change { key, old: None, new: Some(value) }
}

/// A commune with all of 2024 entered in thirty fields, and tasks of its own beside the plan's.
fn filled(dir: &Path) -> World {
    let world = world(dir);
    let unit = UnitChoice::Listed("26383".to_owned());
    let setup = Setup { unit, year: 2024, officer: "Ánh".to_owned(), signatory: None, recipient: None };
    setup::init(&world, &setup).unwrap();
    let mut session = Session::write(world.clone()).unwrap();
    let mut fields: Vec<String> = session.pack.lists.field.iter().map(|f| f.code.clone()).take(FIELDS).collect();
    let own: Vec<String> = (fields.len()..FIELDS).map(|i| format!("rieng_{i:02}")).collect();
    let named = |code: &String| {
        let name = format!("Lĩnh vực riêng của xã {code}");
        change(Key::OwnField(code.clone()), Value::OwnField(OwnField { name }))
    };
    commit(&mut session, own.iter().map(named).collect());
    fields.extend(own);
    let counters: Vec<(String, String)> = session
        .pack
        .single_forms()
        .flat_map(|f| f.inputs().map(|c| (f.code.clone(), c.code.clone())).collect::<Vec<_>>())
        .collect();
    for month in (1..=12).map(|m| Period::month(2024, m)) {
        let cell = |field: &str, column: &str, n: u64| {
            change(Key::Cell(month, field.to_owned(), column.to_owned()), Value::Cell(Cell::Count(n)))
        };
        // The carried column is left to the program, but for January.
        let row = |(i, field): (u64, &String)| {
            let first = (month.part == Period::month(2024, 1).part).then(|| cell(field, "carried", 0));
            let counts = [("online", 10 + i), ("direct", 20), ("early", 25 + i), ("on_time", 4), ("late", 1)];
            let rest = [("open_in_time", 0), ("open_overdue", 0)];
            let all = counts.into_iter().chain(rest).map(|(column, n)| cell(field, column, n));
            all.chain(first).collect::<Vec<_>>()
        };
        let mut changes: Vec<Change> = (0..).zip(&fields).flat_map(row).collect();
        changes.extend(counters.iter().map(|(form, column)| cell(form, column, 300)));
        commit(&mut session, changes);
    }
    let task = |i: u32| {
        let text = format!("Việc riêng của xã số {i}");
        let own: OwnTask = serde_json::from_value(serde_json::json!({ "text": text, "due": "2024-11-29" })).unwrap();
        change(Key::OwnTask(2024, format!("R{i}")), Value::OwnTask(Box::new(own)))
    };
    commit(&mut session, (1..=25).map(task).collect());
    world
}

/// A line of this process's status, kB.
fn status(name: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().nth(1)).and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// Median time of some work.
fn measured(mut work: impl FnMut()) -> Duration {
    let once = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let mut times: Vec<Duration> = (0..ROUNDS).map(once).collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

fn main() {
    let dir = tempfile::tempdir().unwrap();
    let world = filled(dir.path());
    let before = status("VmHWM");
    let year: Period = "2024".parse().unwrap();
    let path = Session::write(world.clone()).unwrap().submit(year, dir.path(), None).unwrap().path.unwrap();
    let bytes = std::fs::read(path).unwrap();
    let check = || package::verify(&bytes, &|id| embedded::load(id).and_then(Result::ok)).unwrap();
    let head = check().head;
    let session = Session::read(world).unwrap();
    let content = || package::gather(&session.pack, session.store.book(), &session.calendar, year).unwrap().unwrap();
    let tasks = package::member(&bytes, "nhiem_vu.csv").unwrap();
    let tasks = tasks.split(|b| *b == b'\n').count() - 2;
    assert!(tasks >= 60, "{tasks} rows of tasks");
    println!("a year's package, {FIELDS} fields, {tasks} rows of tasks, {} KB", bytes.len() / 1024);
    let making = measured(|| {
        let made = package::write(&session.pack, &content(), &head, None).unwrap();
        assert!(made.bytes == bytes, "the same content, the same bytes");
    });
    let verifying = measured(|| drop(check()));
    println!("made {making:.3?}, verified {verifying:.3?} (median of {ROUNDS})");
    println!("most memory: {before} kB before any package, {} kB after all", status("VmHWM"));
}
