//! A disk without room, in one process of its own: the limit on file sizes stands for it, and applies to
//! everything in the process. The real thing: `tests/by-hand/full-disk.sh`.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use daumoi::domain::book::{Key, Value};
use daumoi::store::{By, Mended, Meta, Store, StoreError};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

fn set(store: &mut Store, text: &str) -> Result<(), StoreError> {
    let change = store.book().change(Key::Setting("k".into()), Some(Value::Text(text.into())));
    store.commit(Meta { action: "test".into(), ..Meta::default() }, change.into_iter().collect())
}

fn limit(bytes: Option<u64>) {
    let maximum = getrlimit(Resource::Fsize).maximum;
    setrlimit(Resource::Fsize, Rlimit { current: bytes.or(maximum), maximum }).unwrap();
}

#[test]
fn without_room_nothing_is_half_done_and_with_room_it_goes_on() {
    // A process that is over the limit gets a signal besides the error.
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false))).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), true, &By::default()).unwrap();
    set(&mut store, "một").unwrap();
    let journal = dir.path().join("journal.jsonl");
    let before = fs::read(&journal).unwrap();
    // Room for the beginning of a line only.
    limit(Some(before.len() as u64 + 40));
    for _ in 0..3 {
        assert!(matches!(set(&mut store, "hai"), Err(StoreError::Io { .. })));
        assert_eq!(store.book().setting("k"), Some("một"), "not shown as done");
        assert_eq!(fs::read(&journal).unwrap(), before, "the short write is cut back");
    }
    // It opens and reads meanwhile.
    let reader = Store::read(dir.path(), &By::default()).unwrap();
    assert_eq!(reader.book().setting("k"), Some("một"));
    limit(None);
    set(&mut store, "ba").unwrap();
    drop(store);
    // Without room for the index and for snapshots the journal carries it alone.
    limit(Some(fs::metadata(&journal).unwrap().len() + 300));
    let mut store = Store::open(dir.path(), false, &By::default()).unwrap();
    assert_eq!(store.book().setting("k"), Some("ba"));
    set(&mut store, "bốn").unwrap();
    drop(store);
    limit(None);
    let store = Store::open(dir.path(), false, &By::default()).unwrap();
    assert_eq!((store.book().setting("k"), store.trail_len()), (Some("bốn"), 3));
    drop(store);
    what_is_lost_stays_known_until_it_is_written_down();
}

/// A mending that cannot be written down must not take away what tells of the damage.
fn what_is_lost_stays_known_until_it_is_written_down() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), true, &By::default()).unwrap();
    for n in 0..30 {
        set(&mut store, &n.to_string()).unwrap();
    }
    drop(store);
    let journal = dir.path().join("journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    let first: Vec<&str> = text.lines().take(20).collect();
    fs::write(&journal, first.join("\n") + "\n").unwrap();
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    fs::remove_file(dir.path().join("left.cleanly")).unwrap();
    // The only witness of thirty entries is the name of a damaged snapshot.
    for snapshot in fs::read_dir(dir.path().join("snapshots")).unwrap() {
        fs::write(snapshot.unwrap().path(), "x\n").unwrap();
    }
    limit(Some(fs::metadata(&journal).unwrap().len() + 40));
    assert!(matches!(Store::open(dir.path(), false, &By::default()), Err(StoreError::Io { .. })));
    limit(None);
    let store = Store::open(dir.path(), false, &By::default()).unwrap();
    let lost = |m: &Mended| matches!(m, Mended::Lost { entries, .. } if *entries == (21..=30).collect::<Vec<u64>>());
    assert!(store.mended().iter().any(lost), "{:?}", store.mended());
}
