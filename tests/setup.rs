//! Set-up for a commune that the plan does not list, and days as people type them.
#![allow(clippy::unwrap_used)]

mod common;

use common::{done, fixture, json, quarter_package, refused, set_up};
use serde_json::json;

#[test]
fn a_commune_that_the_plan_does_not_list() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let init = |unit: &'static str, name: &'static str| {
        ["init", "--unit", unit, "--unit-name", name, "--year", "2024", "--officer", "Lê Thị Mai"]
    };
    assert!(refused(dir, &["init", "--unit", "99999", "--year", "2024", "--officer", "A"]).contains("--unit-name"));
    assert!(refused(dir, &init("26383", "Xã Mới")).contains("Xã An Phước"));
    assert!(refused(dir, &init("9999", "Xã Mới")).contains("5 chữ số"));
    refused(dir, &init("99999", "Xã\u{1b}"));
    let answer = String::from_utf8(done(dir, &init("99999", "Xã Mới")).stdout).unwrap();
    assert!(answer.starts_with("Đã thiết lập Xã Mới năm 2024"), "{answer}");
    assert_eq!(json(&done(dir, &["log", "--json"])).as_array().unwrap().len(), 1);
    done(dir, &["batch", fixture("q1-2024.batch").to_str().unwrap(), "--today", "2024-03-15"]);
    let package = quarter_package(dir);
    assert!(package.ends_with("KSTTHC_99999_xa-moi_2024-Q1_L01.zip"), "{}", package.display());
    let verified = json(&done(dir, &["verify", package.to_str().unwrap(), "--json"]));
    assert_eq!((&verified["sound"], &verified["unit"]), (&json!(true), &json!("99999")));
}

#[test]
fn days_as_people_type_them() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    set_up(dir);
    let done_on = |day: &str| {
        done(dir, &["task", "done", "1.1", "--document", "5/KH", "--date", day, "--today", "24/1/2024"]);
        let tasks = json(&done(dir, &["tasks", "--json"]));
        let task = tasks.as_array().unwrap().iter().find(|t| t["id"] == "1.1").unwrap();
        assert_eq!(task["document_date"], "2024-01-23", "{day}");
    };
    for day in ["2024-01-23", "23/1/2024", "23-01-2024", "23.1.24", "23012024"] {
        done_on(day);
    }
    // A day without its year is not guessed at: a line of a batch may be run again in another year.
    for bad in ["23/1", "1/23/2024", "29/2/2023", "23/1/1999", "hôm nay"] {
        refused(dir, &["task", "add", "x", "--due", bad]);
    }
}
