//! The main job on real input: a quarter of eight fields, by hand and by program.
//!
//! By hand, from `fixtures/q1-2024.batch` (January + February + March; `carried` January's,
//! `open*` March's):
//!
//! | field | online | direct | carried | received | early | on time | late | resolved | open |
//! |---|---|---|---|---|---|---|---|---|---|
//! | `chung_thuc` | 30+20+35=85 | 70+50+65=185 | 5 | 275 | 150 | 105 | 9 | 264 | 11 |
//! | `ho_tich` | 36 | 84 | 2 | 122 | 62 | 54 | 2 | 118 | 4 |
//! | `dat_dai` | 6 | 23 | 4 | 33 | 12 | 14 | 4 | 30 | 3 |
//! | `bao_tro_xa_hoi` | 15 | 45 | 1 | 61 | 33 | 27 | 0 | 60 | 1 |
//! | `nguoi_co_cong` | 3 | 12 | nil | 15 | 12 | 3 | nil | 15 | nil |
//! | `nuoi_con_nuoi` | 0 | 1 | nil | 1 | 1 | 0 | 0 | 1 | 0 |
//! | `tre_em` | 2 | 5 | 0 | 7 | 4 | 3 | 0 | 7 | 0 |
//! | `moi_truong` | 1 | 2 | 0 | 3 | 1 | 2 | 0 | 3 | 0 |
//! | total | 148 | 357 | 12 | 517 | 275 | 208 | 15 | 498 | 19 |
#![allow(clippy::unwrap_used)]

mod common;

use common::{code, done, fixture, json, quarter_package, run, set_up, with_quarter};
use serde_json::{Value, json};

#[test]
fn a_quarter_agrees_with_the_calculation_by_hand() {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    let output = run(dir.path(), &["figures", "show", "2024-Q1", "--json"]);
    let quarter = json(&output);
    assert_eq!(code(&output), 0, "{}", quarter["issues"]);
    assert_eq!((&quarter["from"], &quarter["to"]), (&json!("2023-12-15"), &json!("2024-03-14")));
    let columns = ["online", "direct", "carried", "received", "early", "on_time", "late", "resolved", "open"];
    let by_hand = [
        ("chung_thuc", json!([85, 185, 5, 275, 150, 105, 9, 264, 11])),
        ("ho_tich", json!([36, 84, 2, 122, 62, 54, 2, 118, 4])),
        ("dat_dai", json!([6, 23, 4, 33, 12, 14, 4, 30, 3])),
        ("bao_tro_xa_hoi", json!([15, 45, 1, 61, 33, 27, 0, 60, 1])),
        ("nguoi_co_cong", json!([3, 12, "nil", 15, 12, 3, "nil", 15, "nil"])),
        ("nuoi_con_nuoi", json!([0, 1, "nil", 1, 1, 0, 0, 1, 0])),
        ("tre_em", json!([2, 5, 0, 7, 4, 3, 0, 7, 0])),
        ("moi_truong", json!([1, 2, 0, 3, 1, 2, 0, 3, 0])),
    ];
    let row = |field: &str| quarter["rows"].as_array().unwrap().iter().find(|r| r["field"] == field).unwrap();
    let values = |cells: &Value| Value::from(columns.map(|c| cells[c].clone()).to_vec());
    for (field, expected) in by_hand {
        assert_eq!(values(&row(field)["cells"]), expected, "{field}");
        assert_eq!(row(field)["cells"].as_object().unwrap().len(), 11);
    }
    assert_eq!(values(&quarter["totals"]), json!([148, 357, 12, 517, 275, 208, 15, 498, 19]));
    // A field nobody entered is outside the form: listed with nulls.
    assert_eq!(values(&row("thu_vien")["cells"]), json!([null, null, null, null, null, null, null, null, null]));
    assert_eq!(quarter["issues"], json!([]));
}

#[test]
fn indicators_agree_with_the_calculation_by_hand() {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    let quarter = json(&done(dir.path(), &["figures", "show", "2024-Q1", "--json"]));
    // numerator, denominator, missing to the target: target × denominator, rounded up, less the numerator
    let by_hand = [
        ("on_time", 483, 498, 1),             // 97 % = 483.06, so 484
        ("online_share", 148, 505, 4),        // 30 % = 151.5, so 152
        ("digitised", 180, 505, 0),           // 35 % = 176.75
        ("e_result", 99, 498, 1),             // 20 % = 99.6, so 100
        ("satisfaction", 282, 300, 0),        // 94 % = 282 exactly
        ("feedback_on_time", 32, 33, 1),      // 97 % = 32.01, so 33
        ("feedback_satisfaction", 28, 30, 0), // 93 % = 27.9
        ("published", 3, 3, 0),               // a stock: March's
        ("sample_dossiers", 77, 110, 0),      // 70 % = 77 exactly; stocks are March's
        ("online_services", 90, 90, 0),
        ("national_portal", 88, 90, 2),
        ("internal_reviewed", 10, 20, 10),
        ("simplified", 11, 110, 0),        // 10 % = 11 exactly
        ("declared_info_cut", 39, 200, 1), // 20 % = 40
        ("e_certified_copies", 75, 75, 1), // more than 2023: equal is not enough
    ];
    let found = quarter["indicators"].as_array().unwrap();
    assert_eq!(found.len(), by_hand.len());
    for (code, numerator, denominator, shortfall) in by_hand {
        let i = found.iter().find(|i| i["code"] == code).unwrap();
        assert_eq!((&i["numerator"], &i["denominator"]), (&json!(numerator), &json!(denominator)), "{code}");
        assert_eq!((&i["shortfall"], &i["met"]), (&json!(shortfall), &json!(shortfall == 0)), "{code}");
        assert_eq!(i["mark"], "assumed", "{code}: no formula stands in the plan");
    }
}

#[test]
fn what_was_settled_shows_in_tasks_and_alerts() {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    let tasks = json(&done(dir.path(), &["tasks", "--json"]));
    let task = |id: &str| tasks.as_array().unwrap().iter().find(|t| t["id"] == id).unwrap();
    assert_eq!((&task("1.1")["status"], &task("1.1")["late"]), (&json!("done"), &json!(false)));
    // Dated 11/3, the legal day was 9/3: late, whenever it was typed.
    assert_eq!((&task("2.5")["status"], &task("2.5")["late"]), (&json!("done"), &json!(true)));
    assert_eq!(task("R1")["deadline"]["kind"], "by");
    assert_eq!(tasks.as_array().unwrap().len(), 45);
    let alerts = json(&run(dir.path(), &["alerts", "--today", "2024-03-15", "--json"]));
    let refs = |kind: &str| -> Vec<&str> {
        alerts.as_array().unwrap().iter().filter(|a| a["kind"] == kind).filter_map(|a| a["ref"].as_str()).collect()
    };
    // The window closed on 14/3 (Thursday): two working days later is Monday 18/3.
    assert_eq!(refs("submission_due"), ["2024-Q1"]);
    assert_eq!(refs("overdue"), [""; 0]);
    assert_eq!(
        refs("target_missed"),
        [
            "declared_info_cut",
            "e_certified_copies",
            "e_result",
            "feedback_on_time",
            "internal_reviewed",
            "national_portal",
            "on_time",
            "online_share"
        ]
    );
    let due = alerts.as_array().unwrap().iter().find(|a| a["kind"] == "submission_due").unwrap();
    assert_eq!((&due["due"], &due["working_days_left"]), (&json!("2024-03-18"), &json!(1)));
    assert!(due["why"].as_str().unwrap().contains("ngày tạm tính"));
    let statements = alerts.as_array().unwrap().iter().find(|a| a["kind"] == "checkin_missing").unwrap();
    assert!(statements["text"].as_str().unwrap().contains("15 việc"), "{statements}");
}

#[test]
fn the_report_goes_its_way() {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    let kinds = |today: &str| -> Vec<String> {
        let alerts = json(&run(dir.path(), &["alerts", "--today", today, "--json"]));
        let of_report = |a: &&Value| a["period"] == "2024-Q1" && a["task_id"] == "1.4";
        alerts.as_array().unwrap().iter().filter(of_report).map(|a| a["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(kinds("2024-03-15"), ["submission_due"]);
    assert_eq!(kinds("2024-03-19"), ["overdue"]);
    let path = quarter_package(dir.path());
    let first = std::fs::read(&path).unwrap();
    assert_eq!(kinds("2024-03-15"), ["not_sent"]);
    // Before the figures close nothing can have been sent.
    common::refused(dir.path(), &["sent", "2024-Q1", "--date", "2024-03-13", "--today", "2024-03-18"]);
    done(dir.path(), &["sent", "2024-Q1", "--date", "2024-03-18", "--today", "2024-03-18"]);
    assert_eq!(kinds("2024-03-25"), ["review"]);
    let numbered = ["sent", "2024-Q1", "--date", "2024-03-18", "--document", "12/BC-UBND", "--today", "2024-03-20"];
    done(dir.path(), &numbered);
    assert!(kinds("2024-03-25").is_empty());
    let tasks = json(&done(dir.path(), &["tasks", "--json"]));
    let duty = tasks.as_array().unwrap().iter().find(|t| t["id"] == "1.4").unwrap();
    let quarter = &duty["occurrences"][0];
    assert_eq!(
        (&quarter["status"], &quarter["late"], &quarter["document"]),
        (&json!("done"), &json!(false), &json!("12/BC-UBND"))
    );
    assert_eq!(duty["occurrences"].as_array().unwrap().len(), 4);

    // After sending: unchanged gives the same bytes; a correction needs a reason and is the next revision.
    assert_eq!(std::fs::read(quarter_package(dir.path())).unwrap(), first);
    // A change under a report that is out needs a reason, and is pointed at until a revision is made.
    let correction = ["figures", "set", "2024-03", "dat_dai", "late=0", "on_time=6"];
    assert!(common::refused(dir.path(), &correction).contains("lý do"));
    done(dir.path(), &[&correction[..], &["--reason", "Nhập nhầm"]].concat());
    let of_quarter = |today: &str| -> Vec<String> {
        let alerts = json(&run(dir.path(), &["alerts", "--today", today, "--json"]));
        let of_report = |a: &&Value| a["ref"] == "2024-Q1";
        alerts.as_array().unwrap().iter().filter(of_report).map(|a| a["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(of_quarter("2024-04-02"), ["receipt_missing", "review"]);
    let out = dir.path().join("out");
    let submit = ["submit", "2024-Q1", "--out", out.to_str().unwrap(), "--today", "2024-04-02", "--json"];
    common::refused(dir.path(), &submit);
    let output = done(dir.path(), &[&submit[..], &["--revision-reason", "Nhập nhầm một hồ sơ trễ"]].concat());
    let second = json(&output);
    assert_eq!(second["revision"], 2);
    assert_eq!(of_quarter("2024-04-02"), ["not_sent"]);
    common::refused(dir.path(), &["sent", "2024-Q1", "--date", "2024-03-17", "--today", "2024-04-02"]);
    // The reason of a revision that is not out yet may be put better.
    let reworded = done(dir.path(), &[&submit[..], &["--revision-reason", "Nhập nhầm một hồ sơ"]].concat());
    assert_eq!((&json(&reworded)["revision"], &json(&reworded)["same"]), (&json!(2), &json!(false)));
    let second = json(&reworded);
    assert!(second["path"].as_str().unwrap().ends_with("KSTTHC_26383_xa-an-phuoc_2024-Q1_L02.zip"));
    done(dir.path(), &["verify", second["path"].as_str().unwrap()]);
    assert_eq!(std::fs::read(&path).unwrap(), first, "what was sent stays as it was");
}

#[test]
fn a_change_before_sending_replaces_the_same_revision() {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    let first = std::fs::read(quarter_package(dir.path())).unwrap();
    done(dir.path(), &["figures", "set", "2024-03", "dat_dai", "late=0", "on_time=6"]);
    let path = quarter_package(dir.path());
    assert!(path.to_str().unwrap().ends_with("_L01.zip"));
    assert_ne!(std::fs::read(&path).unwrap(), first);
    // What stood before stands again: the same content is the same package, on any day.
    done(dir.path(), &["figures", "set", "2024-03", "dat_dai", "late=1", "on_time=5"]);
    let out = dir.path().join("out");
    done(dir.path(), &["submit", "2024-Q1", "--out", out.to_str().unwrap(), "--today", "2024-03-20"]);
    assert_eq!(std::fs::read(&path).unwrap(), first);
    done(dir.path(), &["figures", "set", "2024-03", "dat_dai", "late=0", "on_time=6"]);
    let path = quarter_package(dir.path());
    assert!(path.to_str().unwrap().ends_with("_L01.zip"));
    assert_ne!(std::fs::read(&path).unwrap(), first);
    let sidecar = std::fs::read_to_string(path.with_extension("zip.sha256")).unwrap();
    assert!(sidecar.ends_with("  KSTTHC_26383_xa-an-phuoc_2024-Q1_L01.zip\n"), "{sidecar}");
}

#[test]
fn the_same_input_gives_the_same_bytes_anywhere() {
    let packages = [(), ()].map(|()| {
        let dir = tempfile::tempdir().unwrap();
        with_quarter(dir.path());
        std::fs::read(quarter_package(dir.path())).unwrap()
    });
    assert_eq!(packages[0], packages[1]);
}

#[test]
fn submit_refuses_what_is_not_sound() {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    let out = dir.path().join("out");
    let submit = ["submit", "2024-Q1", "--out", out.to_str().unwrap()];
    assert!(common::refused(dir.path(), &submit).contains("Chưa có số liệu nào của quý I/2024"));
    done(dir.path(), &["batch", fixture("q1-2024.batch").to_str().unwrap(), "--today", "2024-03-15"]);
    done(dir.path(), &["figures", "set", "2024-02", "dat_dai", "late=5"]);
    let message = common::refused(dir.path(), &submit);
    // resolved 4 + 4 + 5 and open 4 make 17 against 13 received
    assert!(message.contains("lệch 4"), "{message}");
    assert!(!out.exists() || std::fs::read_dir(&out).unwrap().next().is_none(), "nothing half-written");
    let file = dir.path().join("file");
    std::fs::write(&file, "x").unwrap();
    done(dir.path(), &["figures", "set", "2024-02", "dat_dai", "late=1"]);
    common::refused(dir.path(), &["submit", "2024-Q1", "--out", file.to_str().unwrap()]);
    common::refused(dir.path(), &["sent", "2024-Q1", "--date", "2024-03-18", "--today", "2024-03-18"]);
}

#[test]
fn a_carry_reason_holds_for_its_difference_only() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    with_quarter(dir);
    // January ends with 6 open; February says 5 and why.
    let february = ["figures", "set", "2024-02", "chung_thuc", "carried=5", "early=39", "--reason", "Rút một hồ sơ"];
    done(dir, &february);
    let quarter = json(&done(dir, &["figures", "show", "2024-Q1", "--json"]));
    assert_eq!((&quarter["differences"][0]["carried"], &quarter["differences"][0]["before"]), (&json!(5), &json!(6)));
    let table = String::from_utf8(done(dir, &["figures", "show", "2024-Q1"]).stdout).unwrap();
    assert!(table.contains(
        "Chênh lệch chuyển kỳ – Chứng thực, tháng 02/2024: từ kỳ trước 5, cuối tháng trước 6 (Rút một hồ sơ"
    ));
    done(dir, &["verify", quarter_package(dir).to_str().unwrap()]);
    // January corrected to 7 open: another difference, so the reason is asked again.
    let january = done(dir, &["figures", "set", "2024-01", "chung_thuc", "open_in_time=6", "early=59"]);
    assert!(String::from_utf8(january.stdout).unwrap().contains("2024-02"));
    let quarter = json(&run(dir, &["figures", "show", "2024-Q1", "--json"]));
    assert_eq!(
        (&quarter["issues"][0]["rule"], &quarter["issues"][0]["severity"]),
        (&json!("carry_break"), &json!("error"))
    );
}

#[test]
fn the_recipient_is_the_one_valid_when_the_figures_close() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    with_quarter(dir);
    let recipient = || {
        let path = quarter_package(dir);
        let head = daumoi::package::verify(&std::fs::read(path).unwrap(), &|id| {
            daumoi::intake::embedded::load(id).and_then(Result::ok)
        });
        head.unwrap().head.recipient
    };
    done(dir, &["settings", "recipient", "UBND huyện"]);
    done(dir, &["settings", "recipient.2024-03-15", "UBND tỉnh"]);
    assert_eq!(recipient(), "UBND huyện", "the quarter closes on 14/3");
    done(dir, &["settings", "recipient.2024-03-14", "Sở Tư pháp"]);
    assert_eq!(recipient(), "Sở Tư pháp");
    done(dir, &["settings", "recipient.2024-03-14", ""]);
    assert_eq!(recipient(), "UBND huyện");
    common::refused(dir, &["settings", "recipient.2024-13-01", "x"]);
}

#[test]
fn what_a_killed_run_left_is_swept_and_lost_data_is_not_set_up_anew() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    with_quarter(dir);
    let path = quarter_package(dir);
    let names = |folder: &std::path::Path| -> Vec<String> {
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect()
    };
    let out = path.parent().unwrap();
    let stray = [
        "KSTTHC_26383_xa-an-phuoc_2024-Q1_L01.zip.daumoi-99.tmp",
        "KSTTHC_26383_xa-an-phuoc_2024-Q1_L01.zip.sha256.daumoi-7.tmp",
    ];
    for name in stray {
        std::fs::write(out.join(name), "x").unwrap();
    }
    std::fs::write(out.join("cua-toi.tmp"), "x").unwrap();
    quarter_package(dir);
    let mut left = names(out);
    left.sort();
    assert_eq!(
        left,
        ["KSTTHC_26383_xa-an-phuoc_2024-Q1_L01.zip", "KSTTHC_26383_xa-an-phuoc_2024-Q1_L01.zip.sha256", "cua-toi.tmp"]
    );
    std::fs::remove_file(dir.join("journal.jsonl")).unwrap();
    for copy in ["sled", "snapshots"] {
        std::fs::remove_dir_all(dir.join(copy)).unwrap();
    }
    for args in [&["tasks"][..], &["init", "--unit", "26383", "--year", "2024", "--officer", "B"]] {
        assert!(common::refused(dir, args).contains("mất nhật ký"));
    }
}
