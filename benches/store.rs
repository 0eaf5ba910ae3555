//! What durability costs: `cargo bench --bench store`. A commit of four values here and in `SQLite`
//! (WAL, synchronous=FULL); opening time and memory after one year and after ten years with 100,000
//! entries. Times are of this disk; compare lines, not machines.
#![allow(clippy::unwrap_used, clippy::cast_precision_loss, clippy::print_stdout, missing_docs)]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use daumoi::domain::book::{Change, Key, Value};
use daumoi::domain::cell::Cell;
use daumoi::domain::period::Period;
use daumoi::store::{By, Meta, Store};

const COLUMNS: [&str; 8] = ["online", "direct", "carried", "early", "on_time", "late", "open_in_time", "open_overdue"];

fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args.get(1).map(String::as_str) {
        // A process of its own, so that its memory is its own.
        Some("--open") => open(Path::new(&args[2])),
        Some("--read") => read(Path::new(&args[2])),
        _ => all(),
    }
}

fn all() {
    commits();
    let year = tempfile::tempdir().unwrap();
    fill(year.path(), 1, 3_500);
    let decade = tempfile::tempdir().unwrap();
    fill(decade.path(), 10, 100_000);
    for (label, dir) in [("1 year, 3,500 entries", year.path()), ("10 years, 100,000 entries", decade.path())] {
        println!("{label}: {} on disk", megabytes(size(dir)));
        for how in ["--open", "--read"] {
            for _ in 0..3 {
                let child = Command::new(std::env::current_exe().unwrap()).args([how, dir.to_str().unwrap()]).output();
                print!("  {how}: {}", String::from_utf8_lossy(&child.unwrap().stdout));
            }
        }
    }
}

fn meta(n: usize) -> Meta {
    let at = format!("2024-01-22T{:02}:{:02}:{:02}+07:00", n / 3600 % 24, n / 60 % 60, n % 60);
    Meta {
        at, officer: "Nguyễn Thị Ánh".into(), user: "anh".into(), action: "figures.set".into(), ..Meta::default()
    }
}

/// One cell as an officer enters it: 30 fields, 12 months, 8 columns; later entries correct earlier ones.
fn cell(store: &Store, years: i32, n: usize) -> Vec<Change> {
    let year = 2024 + i32::try_from(n * usize::try_from(years).unwrap() / 100_000).unwrap().min(years - 1);
    let (field, month) = (n / 8 % 30, u8::try_from(n / 240 % 12 + 1).unwrap());
    let key = Key::Cell(Period::month(year, month), format!("linh_vuc_{field}"), COLUMNS[n % 8].into());
    store.book().change(key, Some(Value::Cell(Cell::Count(n as u64)))).into_iter().collect()
}

fn fill(dir: &Path, years: i32, entries: usize) {
    let begun = Instant::now();
    let mut store = Store::open(dir, true, &By::default()).unwrap();
    for n in 0..entries {
        // One year: all of it in the first.
        let n = if years == 1 { n % 10_000 } else { n };
        let changes = cell(&store, years, n);
        store.commit(meta(n), changes).unwrap();
    }
    println!(
        "{entries} entries written in {:.1} s, {} values",
        begun.elapsed().as_secs_f64(),
        store.book().iter().count()
    );
}

fn commits() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), true, &By::default()).unwrap();
    let times = (0..3_000).map(|n| {
        let key = |i: usize| Key::Cell(Period::month(2024, 1), format!("f{}", n % 200), COLUMNS[i].into());
        let changes = (0..4).map(|i| Change { key: key(i), old: None, new: Some(Value::Cell(Cell::Count(n as u64))) });
        let changes: Vec<Change> = changes.collect();
        timed(|| store.commit(meta(n), changes).unwrap())
    });
    report("daumoi commit, 4 values", times.collect());

    let sqlite = rusqlite::Connection::open(dir.path().join("yardstick.sqlite")).unwrap();
    sqlite.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE cell(k TEXT PRIMARY KEY, v INTEGER); CREATE TABLE audit(seq INTEGER PRIMARY KEY, line TEXT);").unwrap();
    let times = (0..3_000).map(|n| {
        timed(|| {
            sqlite.execute_batch("BEGIN").unwrap();
            for column in &COLUMNS[..4] {
                let key = format!("cell/2024-01/f{}/{column}", n % 200);
                sqlite.prepare_cached("INSERT OR REPLACE INTO cell VALUES (?,?)").unwrap().execute((key, n)).unwrap();
            }
            let line = "x".repeat(700);
            sqlite.prepare_cached("INSERT INTO audit(line) VALUES (?)").unwrap().execute([line]).unwrap();
            sqlite.execute_batch("COMMIT").unwrap();
        })
    });
    report("SQLite WAL FULL, 4 values and a line", times.collect());
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn report(label: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |percent: usize| times[times.len() * percent / 100].as_secs_f64() * 1000.0;
    println!("{label}: p50 {:.2} ms, p99 {:.2} ms", at(50), at(99));
}

fn open(dir: &Path) {
    let begun = Instant::now();
    let store = Store::open(dir, false, &By::default()).unwrap();
    said(begun, &store);
}

fn read(dir: &Path) {
    let begun = Instant::now();
    let store = Store::read(dir, &By::default()).unwrap();
    said(begun, &store);
}

fn said(begun: Instant, store: &Store) {
    let open = begun.elapsed().as_secs_f64() * 1000.0;
    let peak = peak();
    let begun = Instant::now();
    let page = store.trail().skip(store.trail_len() / 2).take(50).count();
    let page_time = begun.elapsed().as_secs_f64() * 1000.0;
    println!("{open:.1} ms, peak {peak}; a page of {page} from the middle of the trail {page_time:.1} ms");
}

/// Peak memory, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.map_or_else(|| "?".to_owned(), |l| l.trim().to_owned())
}

fn size(dir: &Path) -> u64 {
    let entries = std::fs::read_dir(dir).unwrap().flatten();
    entries.map(|e| if e.path().is_dir() { size(&e.path()) } else { e.metadata().unwrap().len() }).sum()
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
