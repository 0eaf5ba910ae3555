//! Undo and redo by the real binary: every command is a process of its own, so each one here also
//! shows that they go on after a restart.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;

use common::{code, done, json, quarter_package, refused, run, set_up, stderr, with_quarter};
use serde_json::{Value, json};

fn said(dir: &Path, args: &[&str]) -> String {
    String::from_utf8(done(dir, args).stdout).unwrap().trim_end().to_owned()
}

fn set(dir: &Path, cells: &str) {
    done(dir, &["figures", "set", "2024-01", "chung_thuc", cells]);
}

fn cell(dir: &Path, column: &str) -> Value {
    let month = json(&run(dir, &["figures", "show", "2024-01", "--json"]));
    let row = month["rows"].as_array().unwrap().iter().find(|r| r["field"] == "chung_thuc").unwrap();
    row["cells"][column].clone()
}

fn task(dir: &Path, id: &str) -> Value {
    let tasks = json(&done(dir, &["tasks", "--json"]));
    tasks.as_array().unwrap().iter().find(|t| t["id"] == id).cloned().unwrap_or_default()
}

fn alerts(dir: &Path, today: &str) -> Vec<Value> {
    json(&run(dir, &["alerts", "--json", "--today", today])).as_array().unwrap().clone()
}

#[test]
fn figures_go_back_and_forth() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    set_up(dir);
    set(dir, "online=30");
    set(dir, "online=31");
    assert_eq!(said(dir, &["undo"]), "Đã hoàn tác: nhập số liệu (Chứng thực, tháng 01/2024).");
    assert_eq!(cell(dir, "online"), 30);
    assert_eq!(said(dir, &["redo"]), "Đã làm lại: nhập số liệu (Chứng thực, tháng 01/2024).");
    assert_eq!(cell(dir, "online"), 31);
    set(dir, "online=32");
    for expected in [json!(31), json!(30), Value::Null] {
        done(dir, &["undo"]);
        assert_eq!(cell(dir, "online"), expected);
    }
    for expected in [30, 31] {
        done(dir, &["redo"]);
        assert_eq!(cell(dir, "online"), expected);
    }
    // The third is still there to redo, until something else is done.
    set(dir, "direct=7");
    assert!(refused(dir, &["redo"]).contains("làm lại"));
    done(dir, &["undo"]);
    assert_eq!((cell(dir, "online"), cell(dir, "direct")), (json!(31), Value::Null));
    done(dir, &["redo"]);
    assert_eq!(cell(dir, "direct"), 7);
}

#[test]
fn nothing_before_the_set_up_is_undone() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    set_up(dir);
    assert!(refused(dir, &["undo"]).contains("hoàn tác"));
    assert!(refused(dir, &["redo"]).contains("làm lại"));
    done(dir, &["settings", "signatory", "Trần Văn Bình"]);
    assert_eq!(said(dir, &["undo"]), "Đã hoàn tác: sửa thiết lập (Người ký báo cáo).");
    refused(dir, &["undo"]);
    done(dir, &["redo"]);
    refused(dir, &["redo"]);
    refused(tempfile::tempdir().unwrap().path(), &["undo"]);
}

#[test]
fn a_mending_cannot_be_undone() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    set_up(dir);
    done(dir, &["settings", "signatory", "Trần Văn Bình"]);
    set(dir, "online=3");
    done(dir, &["undo"]);
    let journal = dir.join("journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replacen("Bình", "Bính", 1)).unwrap();
    assert!(stderr(&done(dir, &["settings"])).contains("đã phục hồi đủ"));
    refused(dir, &["undo"]);
    refused(dir, &["redo"]);
    set(dir, "online=4");
    done(dir, &["undo"]);
    assert_eq!(cell(dir, "online"), Value::Null);
    let settings = json(&done(dir, &["settings", "signatory", "--json"]));
    assert_eq!(settings[0]["value"], "Trần Văn Bình");
}

#[test]
fn a_settled_task_is_a_debt_again() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    set_up(dir);
    let overdue = |dir: &Path| alerts(dir, "2024-02-01").iter().any(|a| a["kind"] == "overdue" && a["ref"] == "1.1");
    let day = ["--today", "2024-01-24"];
    done(dir, &[&["task", "done", "1.1", "--document", "5/KH-UBND", "--date", "2024-01-23"][..], &day].concat());
    assert!(!overdue(dir));
    assert_eq!(said(dir, &["undo"]), "Đã hoàn tác: hoàn thành nhiệm vụ (1.1).");
    assert!(overdue(dir));
    assert_eq!((&task(dir, "1.1")["status"], &task(dir, "1.1")["document"]), (&json!("open"), &Value::Null));
    done(dir, &["redo"]);
    assert!(!overdue(dir));
    assert_eq!(task(dir, "1.1")["document"], "5/KH-UBND");
}

#[test]
fn own_tasks_give_their_id_back_and_take_it_again() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    set_up(dir);
    let add = |text: &str| said(dir, &["task", "add", text, "--due", "5/4/2024"]);
    assert_eq!((add("Việc một"), add("Việc hai")), ("R1".to_owned(), "R2".to_owned()));
    assert_eq!(said(dir, &["undo"]), "Đã hoàn tác: thêm việc riêng (R2: Việc hai).");
    assert_eq!(task(dir, "R2"), Value::Null);
    done(dir, &["redo"]);
    assert_eq!(task(dir, "R2")["text"], "Việc hai");
    assert_eq!(add("Việc ba"), "R3", "redoing took the number again");
    done(dir, &["undo"]);
    done(dir, &["undo"]);
    assert_eq!(add("Việc khác"), "R2", "undoing gave the number back");
    // One that was removed, not undone, keeps its number; undoing the removal brings it back whole.
    done(dir, &["task", "start", "R2"]);
    done(dir, &["task", "remove", "R2", "--confirm"]);
    done(dir, &["undo"]);
    assert_eq!((&task(dir, "R2")["text"], &task(dir, "R2")["status"]), (&json!("Việc khác"), &json!("in_progress")));
    done(dir, &["redo"]);
    assert_eq!(task(dir, "R2"), Value::Null);
    assert_eq!(add("Việc nữa"), "R3");
}

#[test]
fn a_sending_noted_by_mistake() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    with_quarter(dir);
    quarter_package(dir);
    done(dir, &["sent", "2024-Q1", "--date", "2024-03-18", "--document", "12/BC-UBND", "--today", "2024-03-18"]);
    let duty = |dir: &Path| task(dir, "1.4")["occurrences"][0]["status"].clone();
    assert_eq!(duty(dir), "done");
    refused(dir, &["figures", "set", "2024-02", "ho_tich", "online=11"]);
    assert!(refused(dir, &["undo"]).contains("nơi nhận có thể đã có gói"));
    assert_eq!(said(dir, &["undo", "--confirm"]), "Đã hoàn tác: ghi đã gửi (quý I/2024, lần 1).");
    assert_eq!(duty(dir), "open");
    assert!(alerts(dir, "2024-03-18").iter().any(|a| a["kind"] == "not_sent"));
    done(dir, &["redo"]);
    assert_eq!(duty(dir), "done");
    // A correction after sending, taken back: nothing asks for a revision any more.
    let review = |dir: &Path| alerts(dir, "2024-03-19").iter().any(|a| a["kind"] == "review");
    done(dir, &["figures", "set", "2024-03", "ho_tich", "early=19", "on_time=20", "--reason", "đếm lại"]);
    assert!(review(dir));
    done(dir, &["undo", "--confirm"]);
    assert!(!review(dir));
}

#[test]
fn a_package_made_again_has_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    with_quarter(dir);
    let path = quarter_package(dir);
    let first = fs::read(&path).unwrap();
    assert_eq!(said(dir, &["undo", "--confirm"]), "Đã hoàn tác: làm gói báo cáo (quý I/2024, lần 1).");
    refused(dir, &["sent", "2024-Q1", "--date", "2024-03-18", "--today", "2024-03-18"]);
    let out = dir.join("out");
    let submit = |day: &str, more: &[&str]| {
        let args = ["submit", "2024-Q1", "--out", out.to_str().unwrap(), "--today", day, "--json"];
        json(&done(dir, &[&args, more].concat()))
    };
    fs::remove_file(&path).unwrap();
    // On another day, after undoing and after redoing.
    assert_eq!(submit("2024-03-16", &[])["revision"], 1);
    assert_eq!(fs::read(&path).unwrap(), first);
    done(dir, &["undo", "--confirm"]);
    done(dir, &["redo"]);
    assert_eq!(submit("2024-03-17", &[])["same"], true);
    assert_eq!(fs::read(&path).unwrap(), first);
    // A replacement undone: the replaced one is there again.
    done(dir, &["figures", "set", "2024-03", "ho_tich", "early=19", "on_time=20"]);
    submit("2024-03-17", &[]);
    assert_ne!(fs::read(&path).unwrap(), first);
    done(dir, &["undo", "--confirm"]);
    done(dir, &["undo", "--confirm"]);
    assert_eq!(submit("2024-03-18", &[])["same"], true);
    assert_eq!(fs::read(&path).unwrap(), first);
}

#[test]
fn a_revision_says_which_package_it_replaces_also_after_undoing() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    with_quarter(dir);
    quarter_package(dir);
    let out = dir.join("out");
    let submit = |day: &str, more: &[&str]| {
        let args = ["submit", "2024-Q1", "--out", out.to_str().unwrap(), "--today", day, "--json"];
        json(&done(dir, &[&args, more].concat()))
    };
    let sent = || done(dir, &["sent", "2024-Q1", "--date", "2024-03-18", "--today", "2024-03-18"]);
    let row = |early: &str, on_time: &str, reason: &[&str]| {
        done(dir, &[&["figures", "set", "2024-03", "ho_tich", early, on_time], reason].concat())
    };
    sent();
    row("early=19", "on_time=20", &["--reason", "đếm lại"]);
    let again = ["--revision-reason", "đếm lại"];
    let second = submit("2024-03-19", &again);
    let bytes = fs::read(second["path"].as_str().unwrap()).unwrap();
    // Undone and made again on another day: the same bytes.
    done(dir, &["undo", "--confirm"]);
    assert_eq!(submit("2024-03-20", &again)["created"], second["created"]);
    assert_eq!(fs::read(second["path"].as_str().unwrap()).unwrap(), bytes);
    // The first package itself was wrong and is replaced; the revision after it is another package.
    for _ in 0..3 {
        done(dir, &["undo", "--confirm"]);
    }
    row("early=18", "on_time=21", &[]);
    submit("2024-03-21", &[]);
    sent();
    row("early=19", "on_time=20", &["--reason", "đếm lại"]);
    let other = submit("2024-03-22", &again);
    assert_eq!(other["revision"], 2);
    assert_ne!(other["id"], second["id"], "it replaces another package");
    assert_ne!((&other["created"], &other["sha256"]), (&second["created"], &second["sha256"]));
    done(dir, &["verify", other["path"].as_str().unwrap()]);
}

#[test]
fn batches_and_the_log() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    set_up(dir);
    let file = dir.join("lenh.txt");
    let lines = "figures set 2024-01 chung_thuc online=1\nfigures set 2024-01 chung_thuc online=2\nundo\nundo\nredo\n\
                 settings signatory A\nundo\nundo\nundo\n";
    fs::write(&file, lines).unwrap();
    let output = run(dir, &["batch", file.to_str().unwrap()]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).starts_with("Dòng 9: Không còn việc nào để hoàn tác"), "{}", stderr(&output));
    let log = said(dir, &["log"]);
    assert!(log.contains("Nguyễn Thị Ánh – hoàn tác việc ghi ở số 3 (nhập số liệu)\n"), "{log}");
    assert!(log.contains("Nguyễn Thị Ánh – làm lại việc ghi ở số 2 (nhập số liệu)\n"), "{log}");
    assert!(log.contains("2024-01 chung_thuc online: 2 → 1\n"), "{log}");
    let entries = json(&done(dir, &["log", "--json"]));
    assert_eq!((&entries[3]["action"], entries.as_array().unwrap().len()), (&json!("undo"), 9));
}
