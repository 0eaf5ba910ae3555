//! What a mending may not do: call something whole that is not, forget what is lost, bring a deleted value
//! back, refuse where a good copy lies, or let somebody in beside a writer.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{code, done, run, stderr, stdout};
use daumoi::domain::book::{Key, Value};
use daumoi::store::check::Finding;
use daumoi::store::{By, Mended, Meta, Store, StoreError};

fn open(dir: &Path) -> Store {
    Store::open(dir, false, &By::default()).unwrap()
}

fn put(store: &mut Store, name: &str, text: Option<&str>) -> Result<(), StoreError> {
    let change = store.book().change(Key::Setting(name.into()), text.map(|t| Value::Text(t.into())));
    store.commit(Meta { action: "test".into(), ..Meta::default() }, change.into_iter().collect())
}

/// Entries `k1` to `k<n>`, left cleanly.
fn filled(n: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), true, &By::default()).unwrap();
    for n in 1..=n {
        put(&mut store, &format!("k{n}"), Some("có")).unwrap();
    }
    drop(store);
    dir
}

/// As a kill leaves it: snapshot at entry 20, entries 21 to 30 only in the journal, no index.
fn killed() -> tempfile::TempDir {
    let dir = filled(20);
    let snapshots = dir.path().join("snapshots");
    let (aside, all) = (tempfile::tempdir().unwrap(), 21..=30);
    common::copy_dir(&snapshots, aside.path());
    let mut store = open(dir.path());
    for n in all {
        put(&mut store, &format!("k{n}"), Some("có")).unwrap();
    }
    drop(store);
    fs::remove_dir_all(&snapshots).unwrap();
    fs::create_dir(&snapshots).unwrap();
    common::copy_dir(aside.path(), &snapshots);
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    fs::remove_file(dir.path().join("left.cleanly")).unwrap();
    dir
}

fn journal(dir: &Path) -> PathBuf {
    dir.join("journal.jsonl")
}

fn only_file(dir: &Path) -> PathBuf {
    fs::read_dir(dir).unwrap().next().unwrap().unwrap().path()
}

/// Line `number` (from 1) of the journal, changed by `alter`; none takes it out.
fn alter(dir: &Path, number: usize, alter: impl Fn(&str) -> Option<String>) {
    let text = fs::read_to_string(journal(dir)).unwrap();
    let lines = text.lines().enumerate();
    let lines: Vec<String> =
        lines.filter_map(|(i, l)| if i + 1 == number { alter(l) } else { Some(l.into()) }).collect();
    fs::write(journal(dir), lines.join("\n") + "\n").unwrap();
}

/// With a CRC that fits.
fn forged(line: &str, from: &str, to: &str) -> String {
    assert!(line.contains(from), "{line}");
    let body = line.rsplit_once(",\"crc\"").unwrap().0.replace(from, to);
    format!("{body},\"crc\":\"{:08x}\"}}", crc32fast::hash(body.as_bytes()))
}

#[test]
fn a_flipped_version_is_damage_and_no_newer_program() {
    let dir = filled(20);
    let snapshot = only_file(&dir.path().join("snapshots"));
    let text = fs::read_to_string(&snapshot).unwrap();
    for version in [0, daumoi::store::line::VERSION + 1, 7, 9] {
        fs::write(
            &snapshot,
            text.replacen(&format!("\"v\":{}", daumoi::store::line::VERSION), &format!("\"v\":{version}"), 1),
        )
        .unwrap();
        let store = open(dir.path());
        assert!(matches!(store.mended(), [Mended::Snapshot(_)]), "{:?}", store.mended());
        assert_eq!(store.book().iter().count(), 20);
        drop(store);
        fs::remove_dir_all(dir.path().join("snapshots")).unwrap();
        fs::create_dir(dir.path().join("snapshots")).unwrap();
    }
}

#[test]
fn an_end_that_is_gone_after_a_kill_is_said_to_be_unsure() {
    let whole = fs::read(journal(killed().path())).unwrap();
    let start = |line: usize| whole.split_inclusive(|b| *b == b'\n').take(line - 1).map(<[u8]>::len).sum::<usize>();
    let mut zeroed = whole.clone();
    zeroed[start(25)..].fill(0);
    let mut ended = zeroed.clone();
    *ended.last_mut().unwrap() = b'\n';
    let ends: [(&str, Option<Vec<u8>>); 5] = [
        ("cut below the snapshot", Some(whole[..start(15) + 9].to_vec())),
        ("removed", None),
        ("zeroed", Some(zeroed)),
        ("zeroed but for the last line feed", Some(ended)),
        ("emptied below the snapshot", Some(whole[..start(10)].to_vec())),
    ];
    for (what, end) in ends {
        let dir = killed();
        match end {
            Some(bytes) => fs::write(journal(dir.path()), bytes).unwrap(),
            None => fs::remove_file(journal(dir.path())).unwrap(),
        }
        let store = open(dir.path());
        let unsure = |m: &Mended| matches!(m, Mended::Journal(Some(_)) | Mended::Lost { unsure_after: Some(_), .. });
        assert!(store.mended().iter().any(unsure), "{what}: {:?}", store.mended());
        assert!(store.mended().iter().any(|m| matches!(m, Mended::Journal(_) | Mended::Lost { .. })), "{what}");
        assert!(store.book().iter().count() >= 20, "{what}");
        drop(store);
        let told = open(dir.path()).check(&[]).unwrap();
        assert!(told.iter().any(|f| matches!(f, Finding::Unsure(_))), "{what}: {told:?}");
    }
}

/// Room that the disk gave to a line and never filled: nothing acknowledged was in it, and nobody is alarmed.
#[test]
fn an_unfilled_end_after_a_power_cut_is_one_torn_line() {
    let dir = killed();
    let mut bytes = fs::read(journal(dir.path())).unwrap();
    bytes.extend([0; 250]);
    fs::write(journal(dir.path()), bytes).unwrap();
    let store = open(dir.path());
    assert!(store.mended().iter().any(|m| matches!(m, Mended::TornLine(_))), "{:?}", store.mended());
    assert!(!store.mended().iter().any(|m| matches!(m, Mended::Journal(_))), "{:?}", store.mended());
    assert_eq!(store.book().iter().count(), 30);
}

#[test]
fn a_lost_journal_behind_a_sealed_one_is_noticed() {
    for left_cleanly in [true, false] {
        let dir = filled(1_000);
        let mut store = open(dir.path());
        put(&mut store, "sau", Some("có")).unwrap();
        drop(store);
        fs::remove_file(journal(dir.path())).unwrap();
        fs::remove_dir_all(dir.path().join("sled")).unwrap();
        for snapshot in fs::read_dir(dir.path().join("snapshots")).unwrap() {
            let path = snapshot.unwrap().path();
            if path.file_name().unwrap().to_string_lossy().starts_with("00001001") {
                fs::remove_file(path).unwrap();
            }
        }
        if !left_cleanly {
            fs::remove_file(dir.path().join("left.cleanly")).unwrap();
        }
        let store = open(dir.path());
        // The mark tells which one is missing; without it nobody knows how many there were.
        let told = |m: &Mended| match m {
            Mended::Lost { entries, .. } => left_cleanly && entries == &[1_001],
            Mended::Journal(unsure_after) => !left_cleanly && *unsure_after == Some(1_000),
            _ => false,
        };
        assert!(store.mended().iter().any(told), "{:?}", store.mended());
    }
}

#[test]
fn a_deleted_value_stays_deleted_whatever_is_lost_later() {
    let dir = filled(1_000);
    let mut store = open(dir.path());
    put(&mut store, "xóa", Some("7")).unwrap();
    put(&mut store, "xóa", None).unwrap();
    put(&mut store, "sau", Some("có")).unwrap();
    drop(store);
    // The deletion's line: from now on only the trail knows that there was such a value.
    alter(dir.path(), 2, |line| Some(line.replace("xóa", "xoá")));
    let store = open(dir.path());
    assert_eq!(store.book().setting("xóa"), None);
    drop(store);
    fs::remove_dir_all(dir.path().join("snapshots")).unwrap();
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    assert_eq!(open(dir.path()).book().setting("xóa"), None);
}

#[test]
fn the_mark_of_a_clean_exit_is_gone_before_anything_is_written() {
    let dir = filled(20);
    let mut store = open(dir.path());
    assert!(dir.path().join("left.cleanly").exists());
    put(&mut store, "sau", Some("có")).unwrap();
    assert!(!dir.path().join("left.cleanly").exists(), "a kill now is no clean exit");
}

#[test]
fn an_index_whose_rows_are_not_what_it_says_is_built_anew() {
    let dir = filled(20);
    let db = sled::open(dir.path().join("sled")).unwrap();
    let (key, value) = db.iter().flatten().find(|(key, _)| !key.starts_with(b"#")).unwrap();
    let mut other = value.to_vec();
    let at = other.iter().rposition(u8::is_ascii_alphabetic).unwrap();
    other[at] ^= 1;
    db.insert(key, other).unwrap();
    drop(db);
    let store = open(dir.path());
    assert!(matches!(store.mended(), [Mended::Index(Some(_))]), "{:?}", store.mended());
    assert_eq!(store.book().iter().count(), 20);
}

#[test]
fn a_stray_file_among_the_snapshots_names_nothing() {
    let dir = filled(20);
    fs::write(dir.path().join("snapshots/20240501_ban-sao.jsonl"), "x").unwrap();
    let store = open(dir.path());
    assert!(matches!(store.mended(), [Mended::Snapshot(_)]), "{:?}", store.mended());
    // One that is whole, but was renamed.
    let dir = filled(20);
    let folder = dir.path().join("snapshots");
    fs::rename(only_file(&folder), folder.join("18446744073709551615_2024-01-01.jsonl")).unwrap();
    assert_eq!(open(dir.path()).book().iter().count(), 20);
}

#[test]
fn what_is_no_file_or_folder_of_ours_is_put_aside() {
    for name in ["journal.jsonl", "snapshots"] {
        let dir = filled(20);
        let path = dir.path().join(name);
        if path.is_dir() {
            fs::remove_dir_all(&path).unwrap();
            fs::write(&path, "x").unwrap();
        } else {
            fs::remove_file(&path).unwrap();
            fs::create_dir(&path).unwrap();
        }
        let mut store = open(dir.path());
        assert!(store.mended().iter().any(|m| matches!(m, Mended::Misplaced(_))), "{name}: {:?}", store.mended());
        assert_eq!(store.book().iter().count(), 20);
        put(&mut store, "sau", Some("có")).unwrap();
        drop(store);
        assert_eq!(open(dir.path()).book().iter().count(), 21);
    }
}

#[test]
fn a_line_edited_or_taken_out_before_a_mending_is_found() {
    for forge in [true, false] {
        let dir = filled(20);
        // A mending whose last good line is the twentieth.
        fs::write(journal(dir.path()), fs::read_to_string(journal(dir.path())).unwrap() + "x\n").unwrap();
        drop(open(dir.path()));
        let before = open(dir.path()).check(&[]).unwrap();
        alter(dir.path(), 20, |line| forge.then(|| forged(line, "k20", "k2!")));
        let found = open(dir.path()).check(&[]).unwrap();
        let named = |f: &Finding| {
            matches!(f, Finding::Lines { made_good: false, .. } | Finding::Gap(_) | Finding::Mended(Mended::Journal(_)))
        };
        // What is said of the journal; sled may be built anew on the way, as its threads end late.
        let of_journal = |list: &[Finding]| {
            list.iter().filter(|f| !matches!(f, Finding::Mended(Mended::Index(_)) | Finding::Open(_))).count()
        };
        let more = of_journal(&found) > of_journal(&before);
        assert!(found.iter().any(named) && more, "{forge}: {found:?}, before {before:?}");
    }
}

#[test]
fn a_line_edited_after_the_ones_behind_it_were_lost_is_found() {
    let dir = filled(20);
    let text = fs::read_to_string(journal(dir.path())).unwrap();
    let first: Vec<&str> = text.lines().take(15).collect();
    fs::write(journal(dir.path()), first.join("\n") + "\n").unwrap();
    // The mending follows the fifteenth line, which nothing but its own hash vouches for.
    drop(open(dir.path()));
    alter(dir.path(), 15, |line| Some(forged(line, "k15", "k1!")));
    let found = open(dir.path()).check(&[]).unwrap();
    let named = |f: &Finding| match f {
        Finding::Lines { lines, .. } => lines.contains(&16),
        Finding::Mended(Mended::Journal(_)) => true,
        _ => false,
    };
    assert!(found.iter().any(named), "{found:?}");
}

#[test]
fn without_its_lock_files_a_writer_writes_nothing() {
    for names in [&["lock"][..], &["lock.index"], &["lock", "lock.index"]] {
        let dir = filled(20);
        let mut store = open(dir.path());
        put(&mut store, "một", Some("có")).unwrap();
        for name in names {
            fs::remove_file(dir.path().join(name)).unwrap();
        }
        let second = Store::open(dir.path(), false, &By::default());
        assert_eq!(second.is_ok(), names.len() == 2, "{names:?}");
        if let Ok(mut second) = second {
            put(&mut second, "hai", Some("có")).unwrap();
        }
        assert!(matches!(put(&mut store, "ba", Some("có")), Err(StoreError::LockGone)));
        drop(store);
        let store = open(dir.path());
        assert_eq!(store.book().setting("hai").is_some(), names.len() == 2);
        assert_eq!(store.book().setting("ba"), None);
    }
}

/// A commune of the program's own, a value in it, and a backup of that.
fn commune() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let (dir, file) = (place.path().join("data"), place.path().join("sao.jsonl"));
    common::set_up(&dir);
    done(&dir, &["settings", "officer", "Trần Thị Bình"]);
    done(&dir, &["backup", file.to_str().unwrap()]);
    (place, dir, file)
}

#[test]
fn a_backup_of_a_damaged_journal_can_be_restored() {
    let (place, dir, _) = commune();
    let store = open(&dir);
    alter(&dir, 2, |line| Some(line.replace("Bình", "Binh")));
    let file = place.path().join("hong.jsonl");
    daumoi::store::backup::write(&store, &file, "2024-01-22T08:00:00+07:00", false).unwrap();
    drop(store);
    let fresh = place.path().join("moi");
    done(&fresh, &["restore", file.to_str().unwrap(), "--confirm"]);
    assert!(stdout(&done(&fresh, &["settings"])).contains("Trần Thị Bình"));
}

#[test]
fn writing_beside_removes_nobody_elses_files() {
    let (place, dir, _) = commune();
    let others = ["b.7.tmp", "b..tmp", "backup.2023.tmp", "bao-cao.2024.tmp"];
    for name in others {
        fs::write(place.path().join(name), "của người khác").unwrap();
    }
    fs::write(place.path().join("b.daumoi-7.tmp"), "dở dang").unwrap();
    done(&dir, &["backup", place.path().join("b").to_str().unwrap()]);
    assert!(others.iter().all(|name| place.path().join(name).exists()));
    assert!(!place.path().join("b.daumoi-7.tmp").exists(), "what a killed one left is swept");
}

#[test]
fn damaged_marks_of_a_restoring_lead_nowhere_else() {
    let outside = std::env::temp_dir().join(format!("daumoi-ngoai-{}", std::process::id()));
    let absolute = outside.display().to_string();
    for mark in ["../ngoai/1", absolute.as_str(), "", ".", "aside/", "aside/x", "\0\0\0"] {
        // Nothing was unpacked: everything comes back.
        let (place, dir, file) = commune();
        fs::write(dir.join("restore.pending"), mark).unwrap();
        fs::create_dir_all(dir.join("aside/1")).unwrap();
        fs::rename(dir.join("journal.jsonl"), dir.join("aside/1/journal.jsonl")).unwrap();
        assert!(stdout(&done(&dir, &["settings"])).contains("Trần Thị Bình"), "{mark}");
        assert!(!dir.join("restore.pending").exists());
        let checked = stdout(&run(&dir, &["doctor"]));
        assert!(checked.contains("Nhật ký đủ"), "{mark}: {checked}");
        // Something was: what is here goes aside, nowhere else.
        done(&dir.with_file_name("khac"), &["restore", file.to_str().unwrap(), "--confirm"]);
        fs::rename(dir.with_file_name("khac"), dir.join("restore.tmp")).unwrap();
        fs::write(dir.join("restore.pending"), mark).unwrap();
        done(&dir, &["settings"]);
        assert!(!place.path().join("ngoai").exists() && !outside.exists(), "{mark}");
        assert!(
            ["aside/1/journal.jsonl", "aside/2/journal.jsonl"].iter().any(|kept| dir.join(kept).exists()),
            "{mark}"
        );
    }
}

#[test]
fn a_cut_off_restoring_is_told_of_and_can_be_done_again() {
    let (_place, dir, file) = commune();
    done(&dir, &["settings", "officer", "Lê Văn Cường"]);
    // As it lies when the process is killed while the present files are put aside.
    done(&dir.with_file_name("khac"), &["restore", file.to_str().unwrap(), "--confirm"]);
    fs::rename(dir.with_file_name("khac"), dir.join("restore.tmp")).unwrap();
    fs::create_dir_all(dir.join("aside/1")).unwrap();
    fs::rename(dir.join("journal.jsonl"), dir.join("aside/1/journal.jsonl")).unwrap();
    fs::write(dir.join("restore.pending"), "aside/1").unwrap();
    fs::create_dir_all(dir.join("compare-77.tmp")).unwrap();
    let told = done(&dir, &["settings"]);
    assert!(stderr(&told).contains("aside/1") && stdout(&told).contains("Trần Thị Bình"), "{}", stderr(&told));
    assert!(stdout(&done(&dir, &["log"])).contains("khôi phục từ bản sao lưu: "));
    assert!(!dir.join("compare-77.tmp").exists());
    // Killed when all was in place, before the trail told of it.
    let told = |dir: &Path| stdout(&done(dir, &["log"])).matches("khôi phục từ bản sao lưu: ").count();
    let before = told(&dir);
    fs::write(dir.join("restore.placing"), "aside/1\ntừ sao.jsonl").unwrap();
    assert_eq!(told(&dir), before + 1);
    assert!(stdout(&done(&dir, &["log"])).contains("khôi phục từ bản sao lưu: từ sao.jsonl"));
    done(&dir, &["restore", file.to_str().unwrap(), "--confirm"]);
}

#[test]
fn a_backup_the_program_cannot_go_on_with_is_refused() {
    let (place, dir, _) = commune();
    let mut store = open(&dir);
    let mut plan = store.book().plan(2024).unwrap().clone();
    plan.pack = "ke-hoach-la".into();
    let change = store.book().change(Key::Plan(2024), Some(Value::Plan(Box::new(plan))));
    store.commit(Meta { action: "test".into(), ..Meta::default() }, change.into_iter().collect()).unwrap();
    let strange = place.path().join("la.jsonl");
    daumoi::store::backup::write(&store, &strange, "2024-01-22T08:00:00+07:00", false).unwrap();
    drop(store);
    for file in [strange, place.path().join("khong-co.jsonl")] {
        let nowhere = place.path().join("a/b");
        let refused = run(&nowhere, &["restore", file.to_str().unwrap(), "--confirm"]);
        assert_eq!(code(&refused), 2);
        assert!(!place.path().join("a/b/journal.jsonl").exists());
    }
}

#[test]
fn a_damaged_mark_of_a_clean_exit_declares_nothing_lost() {
    let dir = filled(50);
    let mark = dir.path().join("left.cleanly");
    let good = fs::read(&mark).unwrap();
    let flips = (0..good.len() * 8).map(|bit| {
        let mut bytes = good.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    });
    for bytes in flips.chain([b"9000000000000\n".to_vec(), Vec::new()]) {
        fs::write(&mark, &bytes).unwrap();
        let store = open(dir.path());
        assert_eq!((store.mended(), store.seq()), (&[][..], 50), "{bytes:?}");
    }
    fs::remove_file(&mark).unwrap();
    fs::create_dir(&mark).unwrap();
    put(&mut open(dir.path()), "sau", Some("có")).unwrap();
}

/// Somebody took the locks away and restored a backup: the writer that is left undoes nothing of that.
#[test]
fn a_writer_without_its_locks_leaves_no_snapshot() {
    let (_place, dir, file) = commune();
    let mut store = open(&dir);
    put(&mut store, "sau", Some("có")).unwrap();
    for name in ["lock", "lock.index"] {
        fs::remove_file(dir.join(name)).unwrap();
    }
    done(&dir, &["restore", file.to_str().unwrap(), "--confirm"]);
    drop(store);
    let store = open(&dir);
    assert_eq!((store.book().setting("sau"), store.mended()), (None, &[][..]));
}

#[test]
fn a_folder_in_the_journals_place_is_mended_by_any_command() {
    let (_place, dir, _) = commune();
    fs::remove_file(journal(&dir)).unwrap();
    fs::create_dir(journal(&dir)).unwrap();
    assert!(stdout(&done(&dir, &["settings", "--json"])).contains("Trần Thị Bình"));
    done(&dir, &["tasks"]);
}
