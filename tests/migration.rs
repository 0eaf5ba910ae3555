//! Data that the last programs of format versions 1 to 3 wrote (`tests/fixtures/store-v1` …, `backup-v1.jsonl`) is read, gone on with and kept by this one.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;

use common::{code, copy_dir, done, fixture, json, run, stderr, stdout};
use serde_json::Value;

fn old(place: &Path) -> std::path::PathBuf {
    of_version(place, "store-v1")
}

fn of_version(place: &Path, name: &str) -> std::path::PathBuf {
    let dir = place.join("data");
    fs::create_dir(&dir).unwrap();
    copy_dir(&fixture(name), &dir);
    dir
}

fn figures(dir: &Path) -> Value {
    json(&run(dir, &["figures", "show", "2024-Q1", "--json", "--today", "2024-04-02"]))
}

/// What the old program showed of it.
fn shown_then() -> Value {
    serde_json::from_slice(&fs::read(fixture("store-v1.figures.json")).unwrap()).unwrap()
}

fn same_figures(now: &Value) {
    let then = shown_then();
    for part in ["period", "from", "to", "counters", "totals"] {
        assert_eq!(now[part], then[part], "{part}");
    }
    for row in then["rows"].as_array().unwrap() {
        let field = |r: &&Value| r["field"] == row["field"];
        assert_eq!(now["rows"].as_array().unwrap().iter().find(field).unwrap()["cells"], row["cells"]);
    }
}

/// The version that the index says it is in, by its bytes: sled keeps rows as they were written.
fn index_version(dir: &Path) -> bool {
    let bytes = fs::read(dir.join("sled/db")).unwrap();
    bytes.windows(6).any(|w| w == b"{\"v\":4")
}

#[test]
fn a_folder_of_version_1_goes_on_in_this_version() {
    let place = tempfile::tempdir().unwrap();
    let dir = old(place.path());
    assert!(!index_version(&dir));
    same_figures(&figures(&dir));
    // A reader changes nothing.
    assert_eq!(fs::read(dir.join("journal.jsonl")).unwrap(), fs::read(fixture("store-v1/journal.jsonl")).unwrap());
    let stored = done(&dir, &["figures", "set", "2024-04", "ho_tich", "online=7", "--today", "2024-05-02"]);
    assert_eq!(stderr(&stored), "", "opening it is no mending");
    same_figures(&figures(&dir));
    let journal = fs::read_to_string(dir.join("journal.jsonl")).unwrap();
    assert!(journal.starts_with(&fs::read_to_string(fixture("store-v1/journal.jsonl")).unwrap()));
    assert!(journal.lines().last().unwrap().starts_with("{\"v\":4"));
    assert!(index_version(&dir));
    assert!(!dir.join("sled.bad").exists());
    // The chain over both versions holds, and what was done before can be undone after.
    let checked = run(&dir, &["doctor", "--today", "2024-05-02"]);
    assert!(!stdout(&checked).contains("[HỎNG]"), "{}", stdout(&checked));
    done(&dir, &["undo", "--today", "2024-05-02"]);
    // The same package as the old program made, byte for byte.
    let out = place.path().join("out");
    done(&dir, &["submit", "2024-Q1", "--out", out.to_str().unwrap(), "--today", "2024-05-02"]);
    let kept = fs::read_dir(fixture("store-v1/packages")).unwrap().next().unwrap().unwrap().path();
    let made = fs::read_dir(&out).unwrap().next().unwrap().unwrap().path();
    assert_eq!(fs::read(made).unwrap(), fs::read(kept).unwrap());
}

#[test]
fn an_index_of_version_1_is_still_a_witness() {
    for lost in ["journal.jsonl", "snapshots"] {
        let place = tempfile::tempdir().unwrap();
        let dir = old(place.path());
        let path = dir.join(lost);
        if path.is_dir() {
            fs::remove_dir_all(&path).unwrap();
        } else {
            fs::remove_file(&path).unwrap();
            fs::remove_dir_all(dir.join("snapshots")).unwrap();
        }
        done(&dir, &["figures", "set", "2024-04", "ho_tich", "online=7", "--today", "2024-05-02"]);
        same_figures(&figures(&dir));
    }
}

#[test]
fn a_backup_of_version_1_is_restored() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("data");
    let file = fixture("backup-v1.jsonl");
    let args = ["restore", file.to_str().unwrap(), "--confirm", "--today", "2024-05-02"];
    assert_eq!(code(&run(&dir, &args)), 0);
    same_figures(&figures(&dir));
    let lines = fs::read_to_string(dir.join("journal.jsonl")).unwrap();
    assert!(lines.lines().next().unwrap().starts_with("{\"v\":1") && lines.contains("\n{\"v\":4"));
}

#[test]
fn a_folder_of_version_2_goes_on_in_this_version() {
    let place = tempfile::tempdir().unwrap();
    let dir = of_version(place.path(), "store-v2");
    let tasks = || json(&run(&dir, &["tasks", "--json", "--today", "2024-04-22"]));
    let then: Value = serde_json::from_slice(&fs::read(fixture("store-v2.tasks.json")).unwrap()).unwrap();
    let same = |now: &Value| {
        for task in then.as_array().unwrap() {
            let found = now.as_array().unwrap().iter().find(|t| t["id"] == task["id"]).unwrap();
            for part in ["status", "document", "text", "source"] {
                assert_eq!(found[part], task[part], "{} {part}", task["id"]);
            }
        }
    };
    same(&tasks());
    let own = |now: &Value| now.as_array().unwrap().iter().find(|t| t["id"] == "R2").unwrap()["deadline"].clone();
    assert_eq!((&own(&tasks())["kind"], &own(&tasks())["legal_day"]), (&"by".into(), &"2024-05-03".into()));
    let stored = done(
        &dir,
        &[
            "task",
            "postpone",
            "R2",
            "--to",
            "2024-05-10",
            "--reason",
            "chờ",
            "--document",
            "1/UB",
            "--today",
            "2024-04-22",
        ],
    );
    assert_eq!(stderr(&stored), "", "opening it is no mending");
    same(&tasks());
    assert_eq!(own(&tasks())["legal_day"], "2024-05-10");
    let journal = fs::read_to_string(dir.join("journal.jsonl")).unwrap();
    assert!(journal.starts_with(&fs::read_to_string(fixture("store-v2/journal.jsonl")).unwrap()));
    assert!(index_version(&dir) && !dir.join("sled.bad").exists());
    let marks = stdout(&done(&dir, &["figures", "marks", "--today", "2024-04-22"]));
    assert!(marks.contains("Đã đối chiếu sổ") && marks.contains("hỏi lại"), "{marks}");
    let checked = run(&dir, &["doctor", "--today", "2024-04-22"]);
    assert!(!stdout(&checked).contains("[HỎNG]"), "{}", stdout(&checked));
}

#[test]
fn a_folder_of_version_3_goes_on_in_this_version() {
    let place = tempfile::tempdir().unwrap();
    let dir = of_version(place.path(), "store-v3");
    let then: Value = serde_json::from_slice(&fs::read(fixture("store-v3.tasks.json")).unwrap()).unwrap();
    let now = json(&run(&dir, &["tasks", "--json", "--today", "2024-04-22"]));
    for task in then.as_array().unwrap() {
        let found = now.as_array().unwrap().iter().find(|t| t["id"] == task["id"]).unwrap();
        for part in ["status", "document", "text", "deadline"] {
            assert_eq!(found[part], task[part], "{} {part}", task["id"]);
        }
    }
    // What was sent stays as it was sent, byte for byte, in the layout it had.
    let out = place.path().join("out");
    let submit = |period: &str| {
        let args = ["submit", period, "--out", out.to_str().unwrap(), "--json", "--today", "2024-04-22"];
        json(&done(&dir, &args))
    };
    let quarter = submit("2024-Q1");
    assert_eq!(quarter["same"], true);
    let kept = dir.join("packages").join(format!("{}.zip", quarter["sha256"].as_str().unwrap()));
    assert_eq!(fs::read(kept).unwrap(), fs::read(quarter["path"].as_str().unwrap()).unwrap());
    // What is not out yet is made anew, in the layout that is verified today.
    let month = submit("2024-01");
    assert_eq!((&month["same"], &month["revision"]), (&false.into(), &1.into()));
    done(&dir, &["verify", month["path"].as_str().unwrap()]);
    let journal = fs::read_to_string(dir.join("journal.jsonl")).unwrap();
    assert!(journal.starts_with(&fs::read_to_string(fixture("store-v3/journal.jsonl")).unwrap()));
    // The sent one goes on its way: nobody has answered yet, then somebody does.
    let note = ["receipt", "note", "2024-Q1", "--result", "received", "--date", "2024-04-20", "--today", "2024-04-22"];
    done(&dir, &note);
    let rows = json(&run(&dir, &["reports", "--json", "--today", "2024-04-22"]));
    assert_eq!((&rows[0]["state"], &rows[0]["late"]), (&"received".into(), &false.into()));
    assert!(index_version(&dir) && !dir.join("sled.bad").exists());
}
