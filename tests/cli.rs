//! The commands one by one: what they change, what they answer, and that bad input changes nothing.

#![allow(clippy::unwrap_used)]

mod common;

use std::fs;

use common::{code, done, json, refused, run, set_up, stderr};
use serde_json::{Value, json};

fn alert(dir: &std::path::Path, today: &str, reference: &str) -> Value {
    let alerts = json(&run(dir, &["alerts", "--today", today, "--json"]));
    alerts.as_array().unwrap().iter().find(|a| a["ref"] == reference).cloned().unwrap_or_default()
}

fn task(dir: &std::path::Path, id: &str) -> Value {
    let tasks = json(&done(dir, &["tasks", "--json"]));
    tasks.as_array().unwrap().iter().find(|t| t["id"] == id).cloned().unwrap_or_default()
}

#[test]
fn alerts_of_the_plan() {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    let first = alert(dir.path(), "2024-01-22", "1.1");
    // 22/1 is Monday, the legal day Wednesday 24/1: two days, two working days.
    assert_eq!((first["due"].as_str(), first["kind"].as_str()), (Some("2024-01-24"), Some("due_soon")));
    assert_eq!((first["days_left"].as_i64(), first["working_days_left"].as_i64()), (Some(2), Some(2)));
    assert!(first["why"].as_str().unwrap().contains("Trước ngày 25 tháng 01 năm 2024"));
    let internal = alert(dir.path(), "2024-03-04", "2.5");
    assert_eq!((internal["due"].as_str(), internal["safe_day"].as_str()), (Some("2024-03-09"), Some("2024-03-08")));
    // Saturday 9/3 is the legal day, so on it nothing is overdue yet; on Sunday it is.
    assert_eq!(alert(dir.path(), "2024-03-09", "2.5")["kind"], "due_soon");
    assert_eq!(alert(dir.path(), "2024-03-09", "2.5")["working_days_left"], -1);
    assert_eq!(alert(dir.path(), "2024-03-10", "2.5")["kind"], "overdue");
}

#[test]
fn a_plan_that_is_over_is_one_alert() {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    let output = run(dir.path(), &["alerts", "--today", "2026-11-23", "--json"]);
    let over = json(&output);
    assert_eq!((code(&output), over.as_array().unwrap().len()), (1, 1));
    assert_eq!((over[0]["kind"].as_str(), over[0]["ref"].as_str()), (Some("setup"), Some("2024")));
    let text = over[0]["text"].as_str().unwrap();
    assert!(text.contains("hãy nạp kế hoạch của năm hiện hành"), "{text}");
}

#[test]
fn folding_names_own_tasks_that_are_still_ahead() {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    done(dir.path(), &["task", "add", "Bàn giao", "--due", "2025-01-10"]);
    let over = json(&run(dir.path(), &["alerts", "--today", "2025-01-02", "--json"]));
    assert_eq!(over.as_array().unwrap().len(), 1);
    assert!(over[0]["text"].as_str().unwrap().contains("sắp đến hạn R1 hạn 10/01/2025"), "{over}");
}

#[test]
fn alerts_exit_1_only_for_what_is_overdue_or_near() {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    done(dir.path(), &["task", "done", "1.1", "--document", "5/KH", "--date", "2024-01-17", "--today", "2024-01-18"]);
    let output = run(dir.path(), &["alerts", "--today", "2024-01-18", "--json"]);
    let kinds: Vec<Value> = json(&output).as_array().unwrap().iter().map(|a| a["kind"].clone()).collect();
    assert_eq!((code(&output), kinds), (0, vec![json!("figures_missing")]), "the report is far away");
    assert_eq!(code(&run(dir.path(), &["alerts", "--today", "2024-03-04"])), 1);
}

#[test]
fn a_task_from_open_to_settled_and_back() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    set_up(dir);
    let today = ["--today", "2024-03-12"];
    let task_command = |args: &[&str]| done(dir, &[&["task"], args, &today[..]].concat());
    task_command(&["start", "2.5"]);
    assert_eq!(task(dir, "2.5")["status"], "in_progress");
    // Dated on the legal day, typed three days later: on time.
    task_command(&["done", "2.5", "--document", "11/TTr-UBND", "--date", "2024-03-09", "--note", "gửi qua trục"]);
    let settled = task(dir, "2.5");
    assert_eq!((&settled["status"], &settled["late"]), (&json!("done"), &json!(false)));
    assert_eq!((&settled["document"], &settled["document_date"]), (&json!("11/TTr-UBND"), &json!("2024-03-09")));
    refused(dir, &["task", "done", "2.5", "--document", "12/TTr-UBND", "--date", "2024-03-09"]);
    refused(dir, &["task", "start", "2.5"]);
    task_command(&["reopen", "2.5", "--reason", "Ghi nhầm số"]);
    assert_eq!((&task(dir, "2.5")["status"], &task(dir, "2.5")["late"]), (&json!("open"), &Value::Null));
    refused(dir, &["task", "reopen", "2.5", "--reason", "lần nữa"]);
    task_command(&["na", "3.1-5", "--reason", "Chưa có hướng dẫn"]);
    assert_eq!(task(dir, "3.1-5")["status"], "na");
    // One occurrence settled touches no other.
    refused(dir, &["task", "done", "1.4", "--document", "1/BC", "--date", "2024-03-12", "--today", "2024-03-12"]);
    task_command(&["done", "1.4", "--period", "2024-Q1", "--document", "1/BC", "--date", "2024-03-12"]);
    let states: Vec<Value> =
        task(dir, "1.4")["occurrences"].as_array().unwrap().iter().map(|o| o["status"].clone()).collect();
    assert_eq!(states, ["done", "open", "open", "open"]);
    // Sub-rows share a number: the id tells them apart.
    assert!(refused(dir, &["task", "start", "3.1"]).contains("3.1-2"));
    refused(dir, &["task", "statement", "2.5", "x"]);
    refused(dir, &["task", "start", "9.9"]);
}

#[test]
fn own_tasks_keep_their_ids() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    set_up(dir);
    let add = |text: &str| {
        let output = done(dir, &["task", "add", text, "--due", "2024-04-05", "--person", "Lê Thị Mai"]);
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!((add("Việc một"), add("Việc hai")), ("R1".to_owned(), "R2".to_owned()));
    let own = task(dir, "R1");
    assert_eq!((&own["deadline"]["kind"], &own["deadline"]["legal_day"]), (&json!("by"), &json!("2024-04-05")));
    assert_eq!(alert(dir, "2024-04-04", "R1")["due"], "2024-04-05");
    assert!(refused(dir, &["task", "remove", "R2"]).contains("--confirm"));
    assert!(refused(dir, &["task", "remove", "R9"]).contains("Không có nhiệm vụ"));
    refused(dir, &["task", "remove", "1.1", "--confirm"]);
    done(dir, &["task", "remove", "R2", "--confirm"]);
    assert_eq!(task(dir, "R2"), Value::Null);
    assert_eq!(add("Việc ba"), "R3", "an id is never used twice");
}

#[test]
fn figures_from_a_file_all_or_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    set_up(dir);
    let file = dir.join("thang01.csv");
    let import = |text: &str, extra: &[&str]| {
        fs::write(&file, text).unwrap();
        run(dir, &[&["figures", "import", "2024-01", file.to_str().unwrap()], extra].concat())
    };
    let good = "\u{feff}field;online;direct;carried;early;on_time;late;open_in_time;open_overdue;received\r\n\
                ho_tich;12;28;2;20;18;1;3;0;42\r\nnuoi_con_nuoi;nil;nil;nil;nil;nil;nil;nil;nil;\r\n";
    let dry = import(good, &["--dry-run"]);
    assert_eq!(code(&dry), 0, "{}", stderr(&dry));
    assert!(String::from_utf8(dry.stdout).unwrap().contains("Sẽ đổi 16 giá trị"));
    let online = || json(&run(dir, &["figures", "show", "2024-01", "--json"]))["totals"]["online"].clone();
    assert_eq!(online(), Value::Null);
    assert_eq!(code(&import(good, &[])), 0);
    assert_eq!(online(), 12);
    assert_eq!(code(&import("dossiers_digitised,results_electronic\n12,nil\n", &[])), 0);
    let counters = &json(&run(dir, &["figures", "show", "2024-01", "--json"]))["counters"];
    assert_eq!((&counters["dossiers_digitised"], &counters["results_electronic"]), (&json!(12), &json!("nil")));
    for (bad, place) in [
        ("field,online\nho_tich,chín\n", "dòng 2"),
        ("field,online\nho_tich,1\nho_tich,2\n", "dòng 3"),
        ("field,online\nho_tich,1\nkhong_co,2\n", "dòng 3"),
        ("field,online\nho_tich,1,2\n", "cột C"),
        ("field,online\nho_tich,-1\n", "dòng 2"),
        ("field,online\nho_tich,10000001\n", "dòng 2"),
        ("field,online\nho_tich,1\u{7}\n", "không phải bảng"),
        ("field,online,khong_co\nho_tich,1,1\n", "khong_co"),
        ("field,khong_co\nho_tich,1\n", "tiêu đề"),
        ("field,online,direct,carried,received\nho_tich,1,2,2,9\n", "received"),
        ("field,online,online\nho_tich,1,1\n", "online"),
        ("field,online\n", "không có dòng"),
        ("online,direct\n1,2\n", "field"),
        ("\u{0}\u{1}", "nhị phân"),
    ] {
        let before = fs::read(dir.join("journal.jsonl")).unwrap();
        let output = import(bad, &[]);
        let message = stderr(&output);
        assert_eq!((code(&output), message.lines().count()), (2, 1), "{bad:?}: {message}");
        assert!(message.contains(place), "{bad:?}: {message}");
        assert_eq!(fs::read(dir.join("journal.jsonl")).unwrap(), before);
    }
    refused(dir, &["figures", "import", "2024-01", "/nonexistent.csv"]);
    refused(dir, &["figures", "import", "2024-Q1", file.to_str().unwrap()]);
}

#[test]
fn figures_from_a_workbook() {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip([["field", "online", "direct"], ["ho_tich", "12", "nil"]]) {
        for (column, cell) in (0..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    let file = dir.path().join("thang01.xlsx");
    book.save(&file).unwrap();
    done(dir.path(), &["figures", "import", "2024-01", file.to_str().unwrap()]);
    let month = json(&run(dir.path(), &["figures", "show", "2024-01", "--json"]));
    assert_eq!((&month["totals"]["online"], &month["totals"]["direct"]), (&json!(12), &json!("nil")));
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    assert!(refused(dir.path(), &["figures", "import", "2024-01", file.to_str().unwrap()]).contains("bảng tính"));
}

#[test]
fn batches_acknowledge_line_by_line() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    set_up(dir);
    let file = dir.join("lenh.txt");
    let lines = "# đầu tệp\n\nsettings signatory \"Trần Văn Bình\"\nfigures set 2024-01 ho_tich online=1\n\
                 figures set 2024-01 ho_tich online=x\nsettings signatory B\n";
    fs::write(&file, lines).unwrap();
    let output = run(dir, &["batch", file.to_str().unwrap()]);
    let stdout = String::from_utf8(output.stdout.clone()).unwrap();
    let acknowledged: Vec<&str> = stdout.lines().filter(|l| l.starts_with("ok")).collect();
    assert_eq!((code(&output), acknowledged), (2, vec!["ok 3", "ok 4"]));
    assert!(stderr(&output).starts_with("Dòng 5:"), "{}", stderr(&output));
    let settings = json(&done(dir, &["settings", "--json"]));
    let signatory = settings.as_array().unwrap().iter().find(|s| s["key"] == "signatory").unwrap();
    assert_eq!(signatory["value"], "Trần Văn Bình");
    for bad in ["khong_co_lenh", "batch -", "tasks --data-dir /tmp", "settings officer \"A", "figures set"] {
        fs::write(&file, bad).unwrap();
        assert!(refused(dir, &["batch", file.to_str().unwrap()]).starts_with("Dòng 1:"));
    }
    // A day given on one line holds for that line only.
    fs::write(&file, "task done 1.1 --document 1/KH --date 2024-01-20 --today 2024-01-20\ntask done 2.5 --document 2/TTr --date 2024-01-20\n").unwrap();
    let output = run(dir, &["batch", file.to_str().unwrap(), "--today", "2024-01-19"]);
    assert!(stderr(&output).starts_with("Dòng 2:"), "{}", stderr(&output));
}

#[test]
fn settings_and_due_days() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    set_up(dir);
    done(dir, &["settings", "lead_days", "5"]);
    assert_eq!(alert(dir, "2024-01-12", "1.1"), Value::Null, "eight working days ahead");
    assert_eq!(
        alert(dir, "2024-01-17", "1.1")["severity"],
        "warning",
        "five working days ahead, the step of seven passed"
    );
    done(dir, &["settings", "lead_days", ""]);
    assert_eq!(alert(dir, "2024-01-12", "1.1")["severity"], "note");
    done(dir, &["report-due", "2024-Q1", "--date", "2024-03-20", "--source", "Công văn số 88/UBND-VP"]);
    let due = alert(dir, "2024-03-12", "2024-Q1");
    assert_eq!(due["due"], "2024-03-20");
    assert!(due["why"].as_str().unwrap().contains("88/UBND-VP") && !due["why"].as_str().unwrap().contains("tạm tính"));
    for bad in [
        &["settings", "lead_days", "0"][..],
        &["settings", "lead_days", "nhiều"],
        &["settings", "khong_co", "1"],
        &["settings", "khong_co"],
        &["settings", "officer", ""],
        &["settings", "base.online.2023-Q1", "5"],
        &["settings", "base.e_certified_copies.2022-Q1", "5"],
        &["settings", "base.e_certified_copies.2023-Q1", "-5"],
        &["settings", "signatory", "a\u{1b}[2J"],
        &["report-due", "2024-Q1", "--date", "2023-01-01", "--source", "x"],
        &["report-due", "2024-H1", "--date", "2024-06-20", "--source", "x"],
        &["report-due", "2025-Q1", "--date", "2025-03-20", "--source", "x"],
    ] {
        refused(dir, bad);
    }
}

#[test]
fn bad_input_is_one_sentence_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    refused(dir, &["tasks"]);
    refused(dir, &["init", "--unit", "99999", "--year", "2024", "--officer", "A"]);
    refused(dir, &["init", "--unit", "26383", "--year", "2031", "--officer", "A"]);
    set_up(dir);
    let cell = ["figures", "set", "2024-01", "chung_thuc"];
    done(dir, &[&cell[..], &["open_in_time=4", "open_overdue=0"]].concat());
    for bad in [
        &["figures", "set", "2024-01", "chung_thuc", "online=-1"][..],
        &["figures", "set", "2024-01", "chung_thuc", "online=10000001"],
        &["figures", "set", "2024-01", "chung_thuc", "online=1.5"],
        &["figures", "set", "2024-01", "chung_thuc", "online=x\u{1b}[31m"],
        &["figures", "set", "2024-01", "chung_thuc", "online=1", "open=9"],
        &["figures", "set", "2024-01", "chung_thuc", "nothing=1"],
        &["figures", "set", "2024-01", "chung_thuc", "online=1", "online=2"],
        &["figures", "set", "2024-01", "nothing", "online=1"],
        &["figures", "set", "2024-13", "chung_thuc", "online=1"],
        &["figures", "set", "2025-01", "chung_thuc", "online=1"],
        &["figures", "set", "2024-Q1", "chung_thuc", "online=1"],
        &["figures", "set", "2024-02", "chung_thuc", "carried=5"],
        &["figures", "show", "2025-01"],
        &["figures", "explain", "2024-Q1", "khong_co", "x"],
        &["alerts", "--today", "2024-02-30"],
        &["alerts", "--year", "2030"],
        &["task", "done", "1.1", "--document", "1/KH", "--date", "2024-01-23", "--today", "2024-01-22"],
        &["task", "done", "1.1", "--document", "1/KH", "--date", "2024-02-30"],
        &["task", "done", "1.1", "--document", " ", "--date", "2024-01-23"],
        &["task", "done", "1.1", "--document", "1\n2", "--date", "2024-01-23"],
        &["task", "statement", "1.5", "--period", "2024", "x"],
        &["task", "done"],
        &["init", "--unit", "26383", "--year", "2024", "--officer", "B"],
        &["khong_co"],
        &[],
    ] {
        refused(dir, bad);
    }
    done(dir, &["figures", "set", "2024-02", "chung_thuc", "carried=5", "--reason", "đếm lại"]);
}

#[test]
fn places_that_cannot_hold_data_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("tep");
    fs::write(&file, "x").unwrap();
    assert!(refused(&file, &["tasks"]).contains("là một tệp"));
    assert!(refused(&file, &["init", "--unit", "26383", "--year", "2024", "--officer", "A"]).contains("là một tệp"));
    assert_eq!(fs::read(&file).unwrap(), b"x");
}

#[test]
fn a_second_writer_is_told_which_process_has_the_store() {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    let holding = common::holding(dir.path());
    let message = refused(dir.path(), &["settings", "signatory", "B"]);
    assert!(message.contains(&holding.id().to_string()), "{message}");
    // Reading goes on beside it and sees what was acknowledged.
    let settings = json(&done(dir.path(), &["settings", "signatory", "--json"]));
    assert_eq!(settings[0]["value"], "A");
    holding.end();
    done(dir.path(), &["settings", "signatory", "B"]);
}

#[test]
fn the_clock_running_backwards_is_an_alert() {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    let kinds = |args: &[&str]| -> Vec<String> {
        let alerts = json(&run(dir.path(), args));
        alerts.as_array().unwrap().iter().map(|a| a["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert!(!kinds(&["alerts", "--json"]).contains(&"clock".to_owned()));
    // An index and a journal of the far future: what a wrong clock left behind.
    let journal = dir.path().join("journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    let body = text.trim_end().rsplit_once(",\"crc\"").unwrap().0;
    let at = body.find("\"at\":\"").unwrap() + 6;
    let body = format!("{}2124{}", &body[..at], &body[at + 4..]);
    fs::write(&journal, format!("{body},\"crc\":\"{:08x}\"}}\n", crc32fast::hash(body.as_bytes()))).unwrap();
    assert_eq!(kinds(&["alerts", "--json"])[0], "clock");
    assert!(!kinds(&["alerts", "--json", "--today", "2024-01-22"]).contains(&"clock".to_owned()));
}

#[test]
fn a_mending_is_told() {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    done(dir.path(), &["settings", "signatory", "Trần Văn Bình"]);
    let journal = dir.path().join("journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replacen("Nguyễn", "Nguyên", 1)).unwrap();
    let output = done(dir.path(), &["settings", "--json"]);
    assert!(stderr(&output).contains("đã phục hồi đủ"), "{}", stderr(&output));
    assert_eq!(json(&output)[0]["value"], "Nguyễn Thị Ánh");
    assert_eq!(stderr(&done(dir.path(), &["settings"])), "");
}

#[test]
fn packs_are_checked_with_file_and_line() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("bo.toml");
    for (text, expected) in
        [("x = = 1", "bo.toml, dòng 1"), ("\n\n[[task]]\nid = 1\n", "bo.toml, dòng 4"), ("", "[plan]")]
    {
        fs::write(&file, text).unwrap();
        let message = refused(dir.path(), &["plan", "check", file.to_str().unwrap()]);
        assert!(message.contains(expected), "{message}");
    }
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data/long-thanh-2024");
    done(dir.path(), &["plan", "check", data]);
    let copy = dir.path().join("bo");
    fs::create_dir(&copy).unwrap();
    for entry in fs::read_dir(data).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        fs::write(copy.join(path.file_name().unwrap()), text.replace("kind = \"unset\"", "kind = \"mot_ngay_nao_do\""))
            .unwrap();
    }
    let message = refused(dir.path(), &["plan", "check", copy.to_str().unwrap()]);
    assert!(message.contains("tasks.toml, dòng") && message.contains("mot_ngay_nao_do"), "{message}");
}

#[test]
fn help_is_vietnamese() {
    let dir = tempfile::tempdir().unwrap();
    for args in [&["--help"][..], &["task", "--help"], &["figures", "set", "--help"], &["submit", "-h"]] {
        let text = String::from_utf8(done(dir.path(), args).stdout).unwrap();
        for english in ["Usage", "Options", "Commands", "OPTIONS", "Arguments", "[default"] {
            assert!(!text.contains(english), "{args:?}: {text}");
        }
    }
}

/// Whom the system takes us for, whatever the environment says.
fn system_user() -> String {
    let said = std::process::Command::new("id").arg("-un").output().unwrap();
    String::from_utf8(said.stdout).unwrap().trim().to_owned()
}

#[test]
fn the_log_tells_who_what_and_why() {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    done(dir.path(), &["task", "na", "3.3-2", "--reason", "Không thuộc thẩm quyền", "--today", "2024-05-02"]);
    let text = String::from_utf8(done(dir.path(), &["log"]).stdout).unwrap();
    assert!(text.contains("Nguyễn Thị Ánh – không áp dụng nhiệm vụ: Không thuộc thẩm quyền"), "{text}");
    let log = json(&done(dir.path(), &["log", "--json"]));
    assert_eq!((&log[1]["today"], &log[1]["user"]), (&json!("2024-05-02"), &json!(system_user())));
    assert_eq!(log[1]["changes"][0]["old"], Value::Null);
}
