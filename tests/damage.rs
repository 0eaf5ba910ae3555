//! Damage to any one file of a data dir loses nothing and is never silently older data: cut, a flipped
//! bit, a zeroed page; files deleted, half-done rotations, a copy made while writing.
//! `DAUMOI_LONG=1` tries a hundred places in each file, otherwise a few.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use daumoi::domain::book::{Book, Key, Value};
use daumoi::store::{By, Mended, Meta, Store};

/// More than one journal file: the first is sealed after 1,000 entries.
const ENTRIES: u64 = 1_030;

fn by() -> By {
    By::default()
}

fn set(store: &mut Store, n: u64) {
    let key = Key::Setting(format!("k{}", n % 300));
    let change = store.book().change(key, Some(Value::Text(format!("giá trị {n}"))));
    let meta = Meta { at: format!("2024-01-22T08:{:02}:{:02}+07:00", n / 60 % 60, n % 60), ..Meta::default() };
    store.commit(Meta { action: "test".into(), ..meta }, change.into_iter().collect()).unwrap();
}

/// A data dir that was left cleanly, and what it holds.
fn origin() -> (tempfile::TempDir, Book) {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), true, &by()).unwrap();
    for n in 0..ENTRIES {
        set(&mut store, n);
    }
    let package = vec![7; 9_000];
    store.keep_package(&daumoi::store::line::sha256(&package), &package).unwrap();
    let book = store.book().clone();
    (dir, book)
}

/// Every file, by its path within the data dir.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { out.extend(files(&path)) } else { out.push(path) }
    }
    out
}

fn copied(from: &Path) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    common::copy_dir(from, dir.path());
    dir
}

#[test]
fn damage_to_one_file_loses_nothing() {
    let (origin, book) = origin();
    let rounds = if std::env::var_os("DAUMOI_LONG").is_some() { 300 } else { 9 };
    for file in files(origin.path()) {
        let file = file.strip_prefix(origin.path()).unwrap();
        let length = fs::metadata(origin.path().join(file)).unwrap().len();
        for round in 0..rounds.min(length) {
            let dir = copied(origin.path());
            let path = dir.path().join(file);
            let mut bytes = fs::read(&path).unwrap();
            let at = usize::try_from((round * 7_919 + round * round * 104_729) % length).unwrap();
            match round % 3 {
                0 => bytes.truncate(at),
                1 => bytes[at] ^= 1 << (round / 3 % 8),
                _ => {
                    let end = bytes.len().min(at + 4096);
                    bytes[at..end].fill(0);
                }
            }
            fs::write(&path, bytes).unwrap();
            let label = format!("{}, round {round}, at {at} of {length}", file.display());
            if round % 2 == 0 {
                let store = Store::read(dir.path(), &by()).unwrap_or_else(|e| panic!("{label}: {e}"));
                assert!(*store.book() == book, "{label}: reading");
            }
            let mut store = Store::open(dir.path(), false, &by()).unwrap_or_else(|e| panic!("{label}: {e}"));
            assert!(*store.book() == book, "{label}");
            set(&mut store, 7);
            let after = store.book().clone();
            drop(store);
            let store = Store::open(dir.path(), false, &by()).unwrap();
            // An index replaced and opened again within one process may meet sled's own late threads and
            // be built once more; everything else has come to rest.
            let rest = store.mended().iter().all(|m| matches!(m, Mended::Index(_)));
            assert!(*store.book() == after && rest, "{label}: {:?}", store.mended());
        }
    }
}

#[test]
fn any_copy_may_be_deleted() {
    let (origin, book) = origin();
    for gone in ["journal.jsonl", "sled", "snapshots", "history", "lock", "lock.index", "lock.holder"] {
        let dir = copied(origin.path());
        let path = dir.path().join(gone);
        let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        removed.unwrap();
        let store = Store::open(dir.path(), false, &by()).unwrap_or_else(|e| panic!("{gone}: {e}"));
        assert!(*store.book() == book, "{gone}");
        drop(store);
        assert!(Store::open(dir.path(), false, &by()).unwrap().mended().is_empty(), "{gone}");
    }
}

/// After a clean exit any one copy brings everything back, and what was mended is told.
#[test]
fn any_two_copies_may_be_damaged() {
    let (origin, book) = origin();
    let spoil = |dir: &Path, copy: &str, round: usize| {
        let path = dir.join(copy);
        match (path.is_dir(), round) {
            (true, 0) => fs::remove_dir_all(&path).unwrap(),
            (true, _) => files(&path).into_iter().for_each(|file| fs::write(file, "x\n").unwrap()),
            (false, 0) => fs::remove_file(&path).unwrap(),
            (false, _) => fs::write(&path, "x\ny").unwrap(),
        }
    };
    for pair in [["journal.jsonl", "sled"], ["journal.jsonl", "snapshots"], ["sled", "snapshots"], ["history", "sled"]]
    {
        for round in 0..2 {
            let dir = copied(origin.path());
            for copy in pair {
                spoil(dir.path(), copy, round);
            }
            let store = Store::open(dir.path(), false, &by()).unwrap_or_else(|e| panic!("{pair:?} {round}: {e}"));
            assert!(*store.book() == book, "{pair:?} {round}");
            let lost = store.mended().iter().any(|m| matches!(m, Mended::Lost { .. }));
            assert!(!store.mended().is_empty() && !lost, "{pair:?} {round}: {:?}", store.mended());
        }
    }
}

#[test]
fn every_snapshot_may_be_broken() {
    let (origin, book) = origin();
    let dir = copied(origin.path());
    for file in files(&dir.path().join("snapshots")) {
        fs::write(file, "{}\n").unwrap();
    }
    let store = Store::open(dir.path(), false, &by()).unwrap();
    assert!(*store.book() == book && store.trail_len() == usize::try_from(ENTRIES).unwrap());
    // Their files are put aside and named; a good one is written at the next exit.
    assert!(!store.mended().is_empty());
    drop(store);
    assert!(Store::open(dir.path(), false, &by()).unwrap().mended().is_empty());
}

#[test]
fn a_rotation_may_stop_anywhere() {
    let (origin, book) = origin();
    // Sealed but not begun anew, with what was prepared for it.
    let dir = copied(origin.path());
    let journal = dir.path().join("journal.jsonl");
    let sealed = dir.path().join("history").join(format!("00001001-{ENTRIES:08}_30.jsonl"));
    fs::rename(&journal, &sealed).unwrap();
    fs::write(dir.path().join("journal.next"), "").unwrap();
    fs::remove_dir_all(dir.path().join("snapshots")).unwrap();
    let mut store = Store::open(dir.path(), false, &by()).unwrap();
    assert!(*store.book() == book && store.mended().is_empty(), "{:?}", store.mended());
    set(&mut store, 1);
    let after = store.book().clone();
    drop(store);
    let store = Store::open(dir.path(), false, &by()).unwrap();
    assert!(*store.book() == after && store.mended().is_empty(), "{:?}", store.mended());
    assert_eq!(store.trail_len(), usize::try_from(ENTRIES).unwrap() + 1);
}

#[test]
fn the_trail_is_walked_across_files() {
    let (origin, _) = origin();
    let store = Store::read(origin.path(), &by()).unwrap();
    let numbers: Vec<u64> = store.trail().map(|e| e.seq).collect();
    let expected: Vec<u64> = (1..=ENTRIES).rev().collect();
    assert_eq!(numbers, expected);
    for skip in [0, 10, 29, 30, 31, 1_029, 1_030, 5_000] {
        let found = store.trail().nth(skip).map(|e| e.seq);
        assert_eq!(found, expected.get(skip).copied(), "{skip}");
    }
}

#[test]
fn a_data_dir_copied_while_writing_opens() {
    let (origin, _) = origin();
    let mut store = Store::open(origin.path(), false, &by()).unwrap();
    for round in 0..5 {
        for n in 0..40 {
            set(&mut store, round * 1_000 + n);
        }
        let dir = copied(origin.path());
        let seen = Store::open(dir.path(), false, &by()).unwrap();
        // Nothing ran between the last commit and the copy.
        assert!(seen.book() == store.book(), "round {round}");
    }
}
