//! The real binary in a temporary data dir.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Output};

fn run(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daumoi"));
    command.env_clear().env("USER", "thu").arg("--data-dir").arg(dir).args(args).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn set_up(dir: &Path) {
    let args = ["init", "--unit", "26383", "--year", "2024", "--officer", "Nguyễn Thị Ánh"];
    assert_eq!(code(&run(dir, &args)), 0);
}

fn alert(dir: &Path, today: &str, reference: &str) -> serde_json::Value {
    let alerts = json(&run(dir, &["alerts", "--today", today, "--json"]));
    alerts.as_array().unwrap().iter().find(|a| a["ref"] == reference).cloned().unwrap_or_default()
}

#[test]
fn alerts_of_the_plan() {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    let first = alert(dir.path(), "2024-01-22", "1.1");
    // 22/1 is Monday, the legal day Wednesday 24/1: two days, two working days.
    assert_eq!((first["due"].as_str(), first["kind"].as_str()), (Some("2024-01-24"), Some("due_soon")));
    assert_eq!((first["days_left"].as_i64(), first["working_days_left"].as_i64()), (Some(2), Some(2)));
    let internal = alert(dir.path(), "2024-03-04", "2.5");
    assert_eq!((internal["due"].as_str(), internal["safe_day"].as_str()), (Some("2024-03-09"), Some("2024-03-08")));
    let over = json(&run(dir.path(), &["alerts", "--today", "2026-11-23", "--json"]));
    assert_eq!((over.as_array().unwrap().len(), over[0]["kind"].as_str()), (1, Some("setup")));
    assert_eq!(json(&run(dir.path(), &["tasks", "--json"])).as_array().unwrap().len(), 44);
}

#[test]
fn a_quarter_by_hand() {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    // month: online, direct, carried, early, on_time, late, in time, overdue
    let months = [
        ("2024-01", [30, 70, 5, 60, 35, 4, 5, 1]),
        ("2024-02", [20, 50, 6, 40, 30, 2, 4, 0]),
        ("2024-03", [35, 65, 4, 50, 40, 3, 10, 1]),
    ];
    let names = ["online", "direct", "carried", "early", "on_time", "late", "open_in_time", "open_overdue"];
    for (month, values) in months {
        let mut args = vec!["figures".to_owned(), "set".into(), month.into(), "chung_thuc".into()];
        args.extend(names.iter().zip(values).map(|(n, v)| format!("{n}={v}")));
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        assert_eq!(code(&run(dir.path(), &args)), 0, "{month}");
    }
    let output = run(dir.path(), &["figures", "show", "2024-Q1", "--json"]);
    let quarter = json(&output);
    assert_eq!(code(&output), 0, "{}", quarter["issues"]);
    // online 30+20+35 = 85; direct 185; carried January's 5; received 275; resolved 264; open March's 11.
    let totals = &quarter["totals"];
    let total = |c: &str| totals[c].as_u64().unwrap();
    assert_eq!(["online", "direct", "carried", "received", "resolved", "open"].map(total), [85, 185, 5, 275, 264, 11]);
    let indicator =
        |c: &str| quarter["indicators"].as_array().unwrap().iter().find(|i| i["code"] == c).cloned().unwrap();
    // early 150 + on_time 105 = 255 of 264; 97 % needs 256.08, so 257: two more.
    assert_eq!(indicator("on_time")["shortfall"], 2);
    // 85 of 270 is 31.48 %: met.
    assert_eq!(indicator("online_share")["met"], true);
    assert!(indicator("digitised")["met"].is_null());
}

#[test]
fn bad_input_is_one_sentence_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(code(&run(dir.path(), &["tasks"])), 2);
    assert_eq!(code(&run(dir.path(), &["init", "--unit", "99999", "--year", "2024", "--officer", "A"])), 2);
    set_up(dir.path());
    let cell = ["figures", "set", "2024-01", "chung_thuc"];
    assert_eq!(code(&run(dir.path(), &[&cell[..], &["open_in_time=4", "open_overdue=0"]].concat())), 0);
    let bad: [&[&str]; 12] = [
        &["figures", "set", "2024-01", "chung_thuc", "online=-1"],
        &["figures", "set", "2024-01", "chung_thuc", "online=10000001"],
        &["figures", "set", "2024-01", "chung_thuc", "online=x"],
        &["figures", "set", "2024-01", "chung_thuc", "online=1", "open=9"],
        &["figures", "set", "2024-01", "chung_thuc", "nothing=1"],
        &["figures", "set", "2024-01", "nothing", "online=1"],
        &["figures", "set", "2024-13", "chung_thuc", "online=1"],
        &["figures", "set", "2024-Q1", "chung_thuc", "online=1"],
        &["figures", "set", "2024-02", "chung_thuc", "carried=5"],
        &["figures", "show", "2025-01"],
        &["alerts", "--today", "2024-02-30"],
        &["init", "--unit", "26383", "--year", "2024", "--officer", "B"],
    ];
    let before = std::fs::read(dir.path().join("journal.jsonl")).unwrap();
    for args in bad {
        let output = run(dir.path(), args);
        let message = String::from_utf8(output.stderr.clone()).unwrap();
        assert_eq!(code(&output), 2, "{args:?}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }
    assert_eq!(std::fs::read(dir.path().join("journal.jsonl")).unwrap(), before);
    let reasoned = [&["figures", "set", "2024-02", "chung_thuc", "carried=5"][..], &["--reason", "đếm lại"]].concat();
    assert_eq!(code(&run(dir.path(), &reasoned)), 0);
}
