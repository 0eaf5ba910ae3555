//! The store keeps what it acknowledged: reopening, a second writer, torn lines, a lost or damaged
//! index, readers beside a writer.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;

use daumoi::domain::book::{Change, Key, Value};
use daumoi::store::{By, Mended, Meta, Store, StoreError};

fn by(who: &str) -> By {
    let meta = Meta { at: "2024-01-22T08:00:00+07:00".into(), user: "thu".into(), ..Meta::default() };
    By { who: who.into(), meta }
}

/// Names of what opening mended.
fn what(store: &Store) -> Vec<&'static str> {
    let name = |m: &Mended| match m {
        Mended::TornLine(_) => "torn",
        Mended::Journal(_) => "journal",
        Mended::Lost { .. } => "lost",
        Mended::Misplaced(_) => "misplaced",
        Mended::Restored(_) => "restored",
        Mended::Index(_) => "index",
        Mended::Snapshot(_) => "snapshot",
    };
    store.mended().iter().map(name).collect()
}

/// The entries that an opening named as lost.
fn lost(store: &Store) -> Vec<u64> {
    let entries = |m: &Mended| if let Mended::Lost { entries, .. } = m { Some(entries.clone()) } else { None };
    store.mended().iter().find_map(entries).unwrap_or_default()
}

fn set(store: &mut Store, name: &str, text: &str) {
    let change = Change { key: Key::Setting(name.into()), old: None, new: Some(Value::Text(text.into())) };
    store.commit(Meta { action: "test".into(), ..Meta::default() }, vec![change]).unwrap();
}

fn filled(dir: &Path) {
    let mut store = Store::open(dir, true, &by("test")).unwrap();
    for n in 0..20 {
        set(&mut store, &format!("k{n}"), &format!("giá trị {n}"));
    }
    set(&mut store, "long", &"dài ".repeat(5000));
}

fn assert_whole(store: &Store) {
    assert_eq!(store.book().iter().count(), 21);
    assert_eq!(store.book().setting("k19"), Some("giá trị 19"));
    assert_eq!(store.book().setting("long").map(str::len), Some("dài ".repeat(5000).len()));
}

#[test]
fn reopening_finds_everything_and_mends_nothing() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_whole(&store);
    assert_eq!(what(&store), [""; 0]);
    assert_eq!(store.trail_len(), 21);
}

#[test]
fn one_writer_many_readers() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let _writer = Store::open(dir.path(), false, &by("pid 42")).unwrap();
    match Store::open(dir.path(), false, &by("second")) {
        Err(StoreError::InUse(holder)) => assert_eq!(holder, "pid 42"),
        other => panic!("{other:?}"),
    }
    assert_whole(&Store::read(dir.path(), &by("reader")).unwrap());
}

#[test]
fn a_torn_line_is_cut_and_a_lost_or_damaged_index_rebuilt() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let journal = dir.path().join("journal.jsonl");
    let mut bytes = fs::read(&journal).unwrap();
    bytes.extend_from_slice(b"{\"v\":1,\"seq\":22,\"at\":\"");
    fs::write(&journal, &bytes).unwrap();
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_whole(&store);
    assert_eq!(what(&store), ["torn"]);
    drop(store);
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    let mut store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!(what(&store), ["index"]);
    assert_whole(&store);
    set(&mut store, "k0", "mới");
    drop(store);
    let db = dir.path().join("sled/db");
    let length = fs::metadata(&db).unwrap().len();
    let mut bytes = fs::read(&db).unwrap();
    bytes[..usize::try_from(length / 2).unwrap()].fill(0);
    fs::write(&db, bytes).unwrap();
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!(what(&store), ["index"]);
    assert_eq!(store.book().setting("k0"), Some("mới"));
}

#[test]
fn damaged_lines_are_made_good_from_the_index_or_refused() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let journal = dir.path().join("journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replacen("giá trị 7", "giá trị 8", 1)).unwrap();
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!(what(&store), ["journal"]);
    assert_whole(&store);
    assert_eq!(store.book().setting("k7"), Some("giá trị 7"));
    // The trail is whole but for the damaged line, which stays where it is; the mending is signed.
    assert_eq!(store.trail_len(), 21);
    let last = store.trail().next().unwrap();
    assert_eq!((last.action.as_str(), last.user.as_str(), last.mends[0]), ("recover", "thu", 8));
    assert_eq!(fs::read_to_string(&journal).unwrap().lines().count(), 22);
    drop(store);
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!(what(&store), [""; 0]);
    assert_whole(&store);
    drop(store);
    // The index gone as well: the snapshot of the clean exit proves it.
    fs::write(&journal, text.replacen("giá trị 7", "giá trị 8", 1)).unwrap();
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!(what(&store), ["journal", "index"]);
    assert_whole(&store);
    drop(store);
    // All copies bad: line 8 cannot be proven. Everything else is there, and what is missing is named.
    fs::write(&journal, text.replacen("giá trị 7", "giá trị 8", 1)).unwrap();
    only_the_journal(dir.path());
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!(lost(&store), vec![8]);
    assert_eq!((store.book().iter().count(), store.book().setting("k7")), (20, None));
    assert_eq!(store.trail().next().unwrap().lost, [8]);
    drop(store);
    assert_eq!(what(&Store::open(dir.path(), false, &by("test")).unwrap()), [""; 0]);
    only_the_journal(dir.path());
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!((what(&store), store.book().iter().count()), (vec!["index"], 20));
}

/// Takes index, snapshots and the mark of a clean exit away.
fn only_the_journal(dir: &Path) {
    for copy in ["sled", "snapshots"] {
        // One of them may be gone already.
        let _ = fs::remove_dir_all(dir.join(copy));
        let _ = fs::remove_file(dir.join("left.cleanly"));
    }
}

#[test]
fn an_acknowledged_last_line_that_lost_its_end_is_not_lost() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let journal = dir.path().join("journal.jsonl");
    let length = fs::metadata(&journal).unwrap().len();
    fs::OpenOptions::new().write(true).open(&journal).unwrap().set_len(length - 40).unwrap();
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!(what(&store), ["journal"]);
    assert_whole(&store);
}

#[test]
fn no_store_and_a_file_in_its_place_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(Store::open(dir.path(), false, &by("")), Err(StoreError::Absent(_))));
    let file = dir.path().join("file");
    fs::write(&file, "x").unwrap();
    assert!(matches!(Store::open(&file, true, &by("")), Err(StoreError::NotADirectory(_))));
}

#[test]
fn whole_lines_that_vanished_are_not_silently_older_data() {
    for writing in [true, false] {
        let dir = tempfile::tempdir().unwrap();
        filled(dir.path());
        let journal = dir.path().join("journal.jsonl");
        let text = fs::read_to_string(&journal).unwrap();
        let kept: Vec<&str> = text.lines().take(10).collect();
        fs::write(&journal, kept.join("\n") + "\n").unwrap();
        let store = if writing {
            Store::open(dir.path(), false, &by("test")).unwrap()
        } else {
            Store::read(dir.path(), &by("reader")).unwrap()
        };
        assert_eq!(what(&store), ["journal"]);
        assert_whole(&store);
        drop(store);
        assert_whole(&Store::open(dir.path(), false, &by("test")).unwrap());
    }
}

#[test]
fn readers_mend_when_alone_and_write_nothing_beside_a_writer() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let journal = dir.path().join("journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replacen("giá trị 7", "giá trị 8", 1)).unwrap();
    let store = Store::read(dir.path(), &by("reader")).unwrap();
    assert_eq!(store.book().setting("k7"), Some("giá trị 7"));
    drop(store);
    let mut writer = Store::open(dir.path(), false, &by("writer")).unwrap();
    assert_eq!(what(&writer), [""; 0]);
    set(&mut writer, "k1", "mới");
    let before = fs::read(&journal).unwrap();
    assert_eq!(Store::read(dir.path(), &by("reader")).unwrap().book().setting("k1"), Some("mới"));
    assert_eq!(fs::read(&journal).unwrap(), before);
}

#[test]
fn a_line_taken_out_is_noticed_and_made_good() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let journal = dir.path().join("journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    let kept: Vec<&str> = text.lines().enumerate().filter(|(i, _)| *i != 7).map(|(_, l)| l).collect();
    fs::write(&journal, kept.join("\n") + "\n").unwrap();
    let mut store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!(what(&store), ["journal"]);
    assert_whole(&store);
    assert_eq!(store.book().setting("k7"), Some("giá trị 7"));
    set(&mut store, "k7", "mới");
    drop(store);
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!((what(&store), store.book().setting("k7")), (vec![], Some("mới")));
    assert_eq!(store.trail_len(), 22);
}

#[test]
fn a_lost_journal_is_made_good_from_the_index() {
    for emptied in [true, false] {
        let dir = tempfile::tempdir().unwrap();
        filled(dir.path());
        let journal = dir.path().join("journal.jsonl");
        if emptied {
            fs::write(&journal, "").unwrap();
        } else {
            fs::remove_file(&journal).unwrap();
        }
        assert_whole(&Store::read(dir.path(), &by("reader")).unwrap());
        let store = Store::open(dir.path(), false, &by("test")).unwrap();
        assert_whole(&store);
        assert_eq!(what(&store), [""; 0]);
    }
}

/// A store whose index stands at line 21 while the journal has five more.
fn lagging(dir: &Path) {
    filled(dir);
    let aside = dir.join("aside");
    fs::rename(dir.join("sled"), &aside).unwrap();
    fs::create_dir(dir.join("sled")).unwrap();
    common::copy_dir(&aside, &dir.join("sled"));
    let mut store = Store::open(dir, false, &by("test")).unwrap();
    for n in 0..5 {
        set(&mut store, &format!("sau{n}"), "có");
    }
    drop(store);
    fs::remove_dir_all(dir.join("sled")).unwrap();
    fs::rename(aside, dir.join("sled")).unwrap();
    // As a kill leaves it.
    fs::remove_file(dir.join("left.cleanly")).unwrap();
}

fn alter_line(dir: &Path, number: usize, alter: impl Fn(&str) -> String) {
    let path = dir.join("journal.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<String> =
        text.lines().enumerate().map(|(i, l)| if i + 1 == number { alter(l) } else { l.to_owned() }).collect();
    fs::write(path, lines.join("\n") + "\n").unwrap();
}

#[test]
fn an_index_behind_catches_up() {
    let dir = tempfile::tempdir().unwrap();
    lagging(dir.path());
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!((what(&store), store.book().iter().count()), (vec!["index"], 26));
}

#[test]
fn an_index_behind_and_the_good_tail_prove_an_early_damage() {
    let dir = tempfile::tempdir().unwrap();
    lagging(dir.path());
    fs::remove_dir_all(dir.path().join("snapshots")).unwrap();
    alter_line(dir.path(), 3, |l| l.replace("giá trị 2", "giá trị 3"));
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!((what(&store), store.book().iter().count()), (vec!["journal", "index"], 26));
    assert_eq!(store.book().setting("k2"), Some("giá trị 2"));
    drop(store);
    assert_eq!(what(&Store::open(dir.path(), false, &by("test")).unwrap()), [""; 0]);
}

#[test]
fn a_damage_that_no_copy_reaches_is_named_not_forgotten() {
    for number in [22, 24, 26] {
        for reading in [false, true] {
            let dir = tempfile::tempdir().unwrap();
            lagging(dir.path());
            fs::remove_dir_all(dir.path().join("snapshots")).unwrap();
            alter_line(dir.path(), number, |l| l.replace("có", "cò"));
            let store = if reading {
                Store::read(dir.path(), &by("r")).unwrap()
            } else {
                Store::open(dir.path(), false, &by("w")).unwrap()
            };
            assert_eq!(lost(&store), vec![number as u64]);
            assert_eq!(store.book().iter().count(), 25);
            assert_eq!(store.book().setting(&format!("sau{}", number - 22)), None);
        }
    }
}

#[test]
fn lines_of_a_newer_program_are_refused_and_never_mended() {
    for (from, to) in [("\"v\":4", "\"v\":5"), ("setting/k5", "something/k5")] {
        let dir = tempfile::tempdir().unwrap();
        filled(dir.path());
        alter_line(dir.path(), 6, |line| {
            let body = line.rsplit_once(",\"crc\"").unwrap().0.replace(from, to);
            format!("{body},\"crc\":\"{:08x}\"}}", crc32fast::hash(body.as_bytes()))
        });
        let before = fs::read(dir.path().join("journal.jsonl")).unwrap();
        assert!(matches!(Store::open(dir.path(), false, &by("w")), Err(StoreError::Newer(_))));
        assert!(matches!(Store::read(dir.path(), &by("r")), Err(StoreError::Newer(_))));
        assert_eq!(fs::read(dir.path().join("journal.jsonl")).unwrap(), before);
    }
}

#[test]
fn damaged_snapshots_of_sled_cost_nothing() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    // Whether sled has written one of its own by now is up to its threads; a broken one is put there.
    let sled = dir.path().join("sled");
    for entry in fs::read_dir(&sled).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with("snap.") {
            fs::write(path, b"broken").unwrap();
        }
    }
    for name in ["snap.0000000000000001", "snap.99.generating"] {
        fs::write(sled.join(name), b"broken").unwrap();
    }
    // With a damaged journal line the index is the only proof left.
    alter_line(dir.path(), 8, |l| l.replace("giá trị 7", "giá trị 8"));
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!(what(&store), ["journal"]);
    assert_whole(&store);
}

/// After a kill the index may be behind, and nobody knows what stood at a lost end: that is said.
#[test]
fn a_lost_end_after_an_unclean_exit_is_not_called_whole() {
    let dir = tempfile::tempdir().unwrap();
    lagging(dir.path());
    fs::remove_dir_all(dir.path().join("snapshots")).unwrap();
    let journal = dir.path().join("journal.jsonl");
    fs::remove_file(&journal).unwrap();
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert!(store.mended().contains(&Mended::Journal(Some(21))), "{:?}", store.mended());
    // After a clean exit the snapshot tells how far it went.
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    fs::remove_file(dir.path().join("journal.jsonl")).unwrap();
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert!(store.mended().contains(&Mended::Journal(None)), "{:?}", store.mended());
}

/// The newest snapshot damaged, the journal's end and the index gone: its name still says how far it went.
#[test]
fn what_only_a_damaged_snapshot_names_is_named_as_lost() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let journal = dir.path().join("journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    let kept: Vec<&str> = text.lines().take(18).collect();
    fs::write(&journal, kept.join("\n") + "\n").unwrap();
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    for entry in fs::read_dir(dir.path().join("snapshots")).unwrap() {
        fs::write(entry.unwrap().path(), "x\n").unwrap();
    }
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!(lost(&store), vec![19, 20, 21]);
}

#[test]
fn lines_of_absurd_numbers_are_damage() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    only_the_journal(dir.path());
    alter_line(dir.path(), 20, |line| {
        let body = line.rsplit_once(",\"crc\"").unwrap().0.replace("\"seq\":20", "\"seq\":18446744073709551615");
        format!("{body},\"crc\":\"{:08x}\"}}", crc32fast::hash(body.as_bytes()))
    });
    let store = Store::open(dir.path(), false, &by("test")).unwrap();
    assert_eq!(lost(&store), vec![20]);
}

/// Somebody took the lock file away under a writer: the other lock still tells, without waiting for ever.
#[test]
fn a_lock_file_taken_away_lets_nobody_in() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let _writer = Store::open(dir.path(), false, &by("pid 42")).unwrap();
    fs::remove_file(dir.path().join("lock")).unwrap();
    assert!(matches!(Store::open(dir.path(), false, &by("second")), Err(StoreError::InUse(_))));
}
