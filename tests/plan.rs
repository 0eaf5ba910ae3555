//! Packs from outside and further years: import as a difference, provisional years, debts that go along.
#![allow(clippy::unwrap_used)]

mod common;
mod driver;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Datelike as _, NaiveDate};
use common::{done, json, refused, run, set_up, stdout};
use daumoi::domain::book::{Book, Document, Extension, Key, Progress, Status, Value as StoredValue};
use daumoi::domain::pack::year::{self, Words};
use daumoi::domain::pack::{DeadlineRow, Mark, Pack};
use daumoi::domain::period::Period;
use daumoi::domain::task;
use daumoi::intake::embedded;
use daumoi::package;
use driver::Driver;
use proptest::prelude::*;
use serde_json::Value;

fn pack_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/long-thanh-2024")
}

/// The built-in pack in a folder, with one file altered.
fn altered(place: &Path, file: &str, change: impl Fn(String) -> String) -> PathBuf {
    let dir = place.join("goi-quy-dinh");
    fs::create_dir_all(&dir).unwrap();
    for entry in fs::read_dir(pack_dir()).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, dir.join(path.file_name().unwrap())).unwrap();
    }
    rewritten(&dir.join(file), change);
    dir
}

fn rewritten(path: &Path, change: impl Fn(String) -> String) {
    let before = fs::read_to_string(path).unwrap();
    let after = change(before.clone());
    assert_ne!(before, after);
    fs::write(path, after).unwrap();
}

fn tasks(dir: &Path, args: &[&str]) -> Vec<Value> {
    let output = run(dir, &[&["tasks", "--json"], args].concat());
    json(&output).as_array().unwrap().clone()
}

fn find(dir: &Path, id: &str, args: &[&str]) -> Value {
    tasks(dir, args).into_iter().find(|t| t["id"] == id).unwrap()
}

/// Without one `[[task]]` block.
fn without(text: &str, id: &str) -> String {
    let mut blocks: Vec<&str> = text.split("[[task]]\n").collect();
    blocks.retain(|block| !block.starts_with(&format!("id = \"{id}\"")));
    blocks.join("[[task]]\n")
}

#[test]
fn a_corrected_pack_is_a_difference_and_keeps_what_was_done() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("data");
    set_up(&dir);
    done(&dir, &["task", "done", "2.5", "--document", "3/TTr", "--date", "2024-03-08", "--today", "2024-03-11"]);
    done(&dir, &["task", "postpone", "2.6", "--to", "2024-06-10", "--reason", "chờ", "--document", "4/UB"]);
    done(&dir, &["task", "note", "2.8", "--period", "2024-Q2", "Đã họp"]);
    done(&dir, &["task", "done", "1.1", "--document", "1/KH", "--date", "2024-01-20", "--today", "2024-03-11"]);
    let pack = altered(place.path(), "tasks.toml", |text| {
        let text = without(&text, "2.5").replace("date = \"2024-11-25\"", "date = \"2024-10-25\"");
        let text = text.replace("text = \"Danh mục TTHC\"", "text = \"Danh mục thủ tục hành chính\"");
        text.replace("product = \"Danh mục TTHC\"", "product = \"Danh mục thủ tục hành chính\"")
    });
    // The report in words may not tell of a row that is gone.
    let said = refused(&dir, &["plan", "import", pack.to_str().unwrap(), "--dry-run"]);
    assert!(
        said.contains("report.toml, dòng") && said.contains("không có nhiệm vụ hoặc nhóm nhiệm vụ “2.5”"),
        "{said}"
    );
    rewritten(&pack.join("report.toml"), |text| text.replace("\"2.5\", ", ""));
    let pack = pack.to_str().unwrap();
    let said = stdout(&done(&dir, &["plan", "import", pack, "--dry-run"]));
    for line in [
        "Đổi lời văn: 2.8.",
        "Bỏ nhiệm vụ (giữ lại việc đã làm, coi như đã đóng): 2.5.",
        "Đổi thời hạn 2.7: 25/11/2024 (“",
        "Chưa lưu gì.",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert_eq!(find(&dir, "2.7", &[])["deadline"]["legal_day"], "2024-11-24");
    let difference = json(&done(&dir, &["plan", "import", pack, "--json"]));
    assert_eq!((&difference["dropped"], &difference["added"]), (&serde_json::json!(["2.5"]), &serde_json::json!([])));
    assert_eq!(find(&dir, "2.7", &[])["deadline"]["legal_day"], "2024-10-24");
    assert_eq!(find(&dir, "2.6", &[])["deadline"]["legal_day"], "2024-06-10");
    assert_eq!(find(&dir, "2.8", &[])["occurrences"][1]["note"], "Đã họp");
    assert_eq!(find(&dir, "1.1", &[])["document"], "1/KH");
    // The dropped row is there with its proof, closed: it asks for nothing.
    let dropped = find(&dir, "2.5", &[]);
    assert_eq!(
        (&dropped["dropped"], &dropped["document"], &dropped["role"]),
        (&true.into(), &"3/TTr".into(), &"none".into())
    );
    assert!(refused(&dir, &["task", "reopen", "2.5", "--reason", "x"]).contains("đã bỏ khỏi kế hoạch"));
    let card = json(&done(&dir, &["scorecard", "--json", "--today", "2024-05-20"]));
    assert!(card["groups"].to_string().contains("\"task_id\":\"2.5\""), "what was settled counts: {card}");
    let alerts = json(&run(&dir, &["alerts", "--json", "--today", "2024-05-20"]));
    assert!(!alerts.as_array().unwrap().iter().any(|a| a["ref"] == "2.5"));
    // The same pack twice changes nothing, and the dropped row stays dropped.
    let before = fs::read(dir.join("journal.jsonl")).unwrap();
    let said = stdout(&done(&dir, &["plan", "import", pack]));
    assert!(said.contains("không có gì thay đổi"), "{said}");
    // Its packages name it by an id of its own, for its rules are not the built-in ones.
    let log = stdout(&done(&dir, &["log"]));
    assert!(log.contains("long-thanh-2024-"), "{log}");
    assert_eq!(fs::read(dir.join("journal.jsonl")).unwrap(), before);
    // Undone, the built-in one holds again.
    done(&dir, &["undo"]);
    assert_eq!(find(&dir, "2.7", &[])["deadline"]["legal_day"], "2024-11-24");
    assert_eq!(find(&dir, "2.5", &[])["role"], "lead");
    let log = stdout(&done(&dir, &["log"]));
    assert!(log.contains("nạp bộ dữ liệu quy định") && log.len() < 20_000, "{}", log.len());
    // The built-in one itself changes nothing at all.
    let said = stdout(&done(&dir, &["plan", "import", pack_dir().to_str().unwrap()]));
    assert!(said.contains("không có gì thay đổi"), "{said}");
}

#[test]
fn a_pack_without_a_place_for_figures_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("data");
    set_up(&dir);
    done(&dir, &["figures", "set", "2024-01", "nuoi_con_nuoi", "online=1"]);
    let pack =
        altered(place.path(), "fields.toml", |text| text.replace("code = \"nuoi_con_nuoi\"", "code = \"con_nuoi\""));
    let message = refused(&dir, &["plan", "import", pack.to_str().unwrap()]);
    assert!(message.contains("nuoi_con_nuoi") && message.contains("tháng 01/2024"), "{message}");
    let bad = altered(place.path(), "tasks.toml", |text| text.replace("group = \"2\"", "group = \"9\""));
    assert!(refused(&dir, &["plan", "import", bad.to_str().unwrap()]).contains("tasks.toml, dòng"));
}

/// The pack of 2024 made one of 2025, its tasks altered.
fn real_2025(place: &Path, change: impl Fn(String) -> String) -> PathBuf {
    let real = altered(place, "tasks.toml", |text| change(text.replace("2024", "2025")));
    for file in ["pack.toml", "periods.toml", "indicators.toml"] {
        let text = fs::read_to_string(real.join(file)).unwrap();
        fs::write(real.join(file), text.replace("2024", "2025").replace("2023", "2024")).unwrap();
    }
    real
}

/// A data dir whose 2024 has open debts, rolled over into 2025 on 06/01/2025.
fn rolled_over(place: &Path) -> PathBuf {
    let dir = place.join("data");
    set_up(&dir);
    for (id, date) in [("1.1", "2024-01-20"), ("2.5", "2024-03-08"), ("2.6", "2024-05-20")] {
        done(&dir, &["task", "done", id, "--document", "1/X", "--date", date, "--today", "2024-12-20"]);
    }
    done(&dir, &["plan", "rollover", "2025", "--today", "2025-01-06"]);
    dir
}

#[test]
fn a_provisional_year_carries_debts_over_and_is_looked_at_day_by_day() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("data");
    set_up(&dir);
    for (id, date) in [("1.1", "2024-01-20"), ("2.5", "2024-03-08"), ("2.6", "2024-05-20")] {
        done(&dir, &["task", "done", id, "--document", "1/X", "--date", date, "--today", "2024-12-20"]);
    }
    let today = ["--today", "2025-01-06"];
    let said = stdout(&done(&dir, &[&["plan", "rollover", "2025"][..], &today].concat()));
    // 2.4 and 2.7, and the four reports of 2024.
    assert!(said.contains("6 việc chưa xong của năm trước") && said.contains("đều là tạm tính"), "{said}");
    assert!(refused(&dir, &["plan", "rollover", "2025"]).contains("không có gì để thêm"));
    assert!(refused(&dir, &["plan", "rollover", "2030"]).contains("năm liền trước"));
    // Two years side by side: the one of the day, or the one asked for.
    let of_2025 = find(&dir, "1.1", &today);
    assert_eq!(
        (&of_2025["deadline"]["legal_day"], &of_2025["deadline"]["mark"]),
        (&"2025-01-24".into(), &"assumed".into())
    );
    assert_eq!(find(&dir, "1.1", &["--year", "2024"])["deadline"]["legal_day"], "2024-01-24");
    assert!(of_2025["deadline"]["why"].as_str().is_none_or(|why| why.contains("Tạm tính")), "{of_2025}");
    let alerts = json(&run(&dir, &[&["alerts", "--json"][..], &today].concat()));
    let alerts = alerts.as_array().unwrap();
    let overdue: Vec<&str> =
        alerts.iter().filter(|a| a["kind"] == "overdue").map(|a| a["ref"].as_str().unwrap()).collect();
    assert_eq!(overdue.len(), 6, "{overdue:?}");
    assert!(alerts.iter().any(|a| a["ref"] == "1.1" && a["why"].as_str().unwrap().contains("ngày tạm tính")));
    // Settling a debt settles it in its own year too.
    let debt = tasks(&dir, &today).into_iter().find(|t| t["text"].as_str().unwrap().starts_with("Dòng 2.7:")).unwrap();
    let id = debt["id"].as_str().unwrap();
    done(&dir, &[&["task", "done", id, "--document", "9/TTr", "--date", "2025-01-03"][..], &today].concat());
    let settled = find(&dir, "2.7", &["--year", "2024"]);
    assert_eq!(
        (&settled["status"], &settled["document"], &settled["late"]),
        (&"done".into(), &"9/TTr".into(), &true.into())
    );
    done(&dir, &[&["undo"][..], &today].concat());
    assert_eq!(find(&dir, "2.7", &["--year", "2024"])["status"], "open");
    // One debt, one state: settled in its own year it is settled here, extended there it is here.
    let postpone = ["task", "postpone", "2.7", "--to", "2025-02-28", "--reason", "chờ", "--document", "5/UB"];
    done(&dir, &[&postpone[..], &["--year", "2024", "--today", "2025-01-06"]].concat());
    let here = find(&dir, id, &today)["deadline"].clone();
    assert_eq!((&here["legal_day"], &here["original_day"]), (&"2025-02-28".into(), &"2024-11-24".into()));
    done(
        &dir,
        &[
            "task",
            "done",
            "2.7",
            "--document",
            "8/TTr",
            "--date",
            "2024-11-20",
            "--year",
            "2024",
            "--today",
            "2025-01-06",
        ],
    );
    assert_eq!(find(&dir, id, &today)["status"], "done");
    done(&dir, &[&["undo"][..], &today].concat());
    done(&dir, &[&["undo"][..], &today].concat());
    // What was only assumed stays so.
    let report =
        tasks(&dir, &today).into_iter().find(|t| t["text"].as_str().unwrap().starts_with("Dòng 1.4 quý II")).unwrap();
    assert_eq!(
        (&report["deadline"]["mark"], &report["deadline"]["legal_day"]),
        (&"assumed".into(), &"2024-06-18".into())
    );
    // A duty that comes up in the old year later comes over when it is asked for again; the year after takes
    // debts of debts as those of the first.
    done(&dir, &["task", "add", "Việc muộn", "--due", "2024-12-30", "--year", "2024", "--today", "2025-01-06"]);
    let said = stdout(&done(&dir, &[&["plan", "rollover", "2025"][..], &today].concat()));
    assert!(said.contains("1 việc chưa xong của năm trước chuyển sang (R7)"), "{said}");
    // Its day is the original's, whatever moves that; it is not set here.
    let message = refused(&dir, &[&["task", "due", id, "--date", "2025-05-05", "--source", "x"][..], &today].concat());
    assert!(message.contains("của năm 2024"), "{message}");
    done(&dir, &["report-due", "2024-Q2", "--date", "2024-06-20", "--source", "CV 3", "--year", "2024"]);
    let moved = find(&dir, report["id"].as_str().unwrap(), &today)["deadline"].clone();
    assert_eq!((&moved["mark"], &moved["legal_day"]), (&"verified".into(), &"2024-06-20".into()));
    done(&dir, &["undo"]);
    assert_eq!(find(&dir, report["id"].as_str().unwrap(), &today)["deadline"]["mark"], "assumed");
    done(&dir, &["plan", "rollover", "2026", "--today", "2025-12-30"]);
    let of_2026 = tasks(&dir, &["--year", "2026"]).into_iter().find(|t| t["text"] == report["text"]).unwrap();
    let args = ["task", "done", of_2026["id"].as_str().unwrap(), "--document", "1/BC", "--date", "2025-12-29"];
    done(&dir, &[&args[..], &["--year", "2026", "--today", "2025-12-30", "--confirm"]].concat());
    let occurrences = find(&dir, "1.4", &["--year", "2024"])["occurrences"].clone();
    assert_eq!((&occurrences[1]["document"], &occurrences[0]["document"]), (&"1/BC".into(), &Value::Null));
    assert_eq!(find(&dir, report["id"].as_str().unwrap(), &today)["status"], "done");
    done(&dir, &["undo"]);
}

#[test]
fn a_provisional_year_is_worked_in_until_the_real_plan_comes() {
    let place = tempfile::tempdir().unwrap();
    let dir = rolled_over(place.path());
    let today = ["--today", "2025-01-06"];
    // A day looked at is sure.
    done(&dir, &[&["task", "due", "2.6", "--date", "2025-05-30", "--source", "KH 2025"][..], &today].concat());
    assert_eq!(find(&dir, "2.6", &today)["deadline"]["mark"], "verified");
    // Figures of the year have their windows, and can be submitted and checked.
    done(
        &dir,
        &[
            &[
                "figures",
                "set",
                "2025-01",
                "ho_tich",
                "online=3",
                "direct=0",
                "carried=0",
                "early=3",
                "on_time=0",
                "late=0",
                "open_in_time=0",
                "open_overdue=0",
            ][..],
            &["--today", "2025-01-20"],
        ]
        .concat(),
    );
    let shown = json(&run(&dir, &["figures", "show", "2025-01", "--json", "--today", "2025-01-20"]));
    assert_eq!((&shown["from"], &shown["to"]), (&"2024-12-15".into(), &"2025-01-14".into()));
    let out = place.path().join("out");
    done(&dir, &["submit", "2025-01", "--out", out.to_str().unwrap(), "--today", "2025-01-20"]);
    // Sound by the pack that the data dir keeps, and anywhere, for everybody derives the same one.
    let made =
        fs::read_dir(&out).unwrap().map(|e| e.unwrap().path()).find(|p| p.extension().is_some_and(|e| e == "zip"));
    let made = made.unwrap();
    assert_eq!(common::code(&run(&dir, &["verify", made.to_str().unwrap()])), 0);
    // What is signed names no plan that nobody has issued.
    let bytes = package::member(&fs::read(&made).unwrap(), package::REPORT_FILE).unwrap();
    let mut paper = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let text = std::io::read_to_string(paper.by_name("word/document.xml").unwrap()).unwrap();
    assert!(text.contains("Thực hiện kế hoạch kiểm soát thủ tục hành chính năm 2025, "), "{text}");
    assert!(!text.contains("tạm tính"), "{text}");
    let elsewhere = run(&place.path().join("khac"), &["verify", made.to_str().unwrap()]);
    assert_eq!(common::code(&elsewhere), 0, "{}", stdout(&elsewhere));
    // The real plan of the year comes over it.
    let real = real_2025(place.path(), |text| text);
    let said = stdout(&done(&dir, &[&["plan", "import", real.to_str().unwrap()][..], &today].concat()));
    assert!(said.contains("Ngày tạm tính nay đã rõ, vẫn như cũ: 1.1") && said.lines().count() < 8, "{said}");
    assert_eq!(find(&dir, "1.1", &today)["deadline"]["mark"], "verified");
    // Elsewhere it is said that the pack is missing, not that the package fails.
    done(&dir, &["submit", "2025-01", "--out", out.to_str().unwrap(), "--today", "2025-01-21"]);
    assert_eq!(common::code(&run(&dir, &["verify", made.to_str().unwrap()])), 0);
    let elsewhere = run(&place.path().join("khac"), &["verify", made.to_str().unwrap()]);
    assert!(common::code(&elsewhere) == 1 && stdout(&elsewhere).contains("CHƯA KIỂM HẾT"), "{}", stdout(&elsewhere));
    let debts = tasks(&dir, &today).into_iter().filter(|t| t["text"].as_str().unwrap().starts_with("Dòng 2.7:"));
    let days: Vec<Value> = debts.map(|t| t["deadline"]["legal_day"].clone()).collect();
    assert_eq!(days, ["2024-11-24"]);
}

fn rolled(pack: &Pack, to: i32) -> Pack {
    year::rolled(pack, to, &Words { title: &str::to_owned, why: &str::to_owned })
}

/// What a deadline asks, whatever its mark.
fn rule(row: &DeadlineRow) -> DeadlineRow {
    DeadlineRow { mark: Mark::Assumed, why: String::new(), ..row.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_year_rolled_over_and_back_keeps_every_rule(to in 2021_i32..2060) {
        let pack = embedded::for_year(2024).unwrap().unwrap();
        let there = rolled(&pack, to);
        let back = rolled(&there, 2024);
        for (before, after) in pack.lists.task.iter().zip(&back.lists.task) {
            prop_assert_eq!(format!("{:?}", rule(&before.deadline)), format!("{:?}", rule(&after.deadline)));
        }
        prop_assert_eq!(pack.lists.task.len(), back.lists.task.len());
        prop_assert_eq!(&pack.plan.valid_to, &back.plan.valid_to);
        for (before, after) in pack.lists.period.iter().zip(&back.lists.period) {
            prop_assert_eq!((before.code, before.from, before.to), (after.code, after.from, after.to));
        }
        // In between everything is of that year, and nothing is sure.
        prop_assert!(there.lists.task.iter().all(|t| t.deadline.mark == Mark::Assumed && !t.deadline.why.is_empty()));
        prop_assert!(there.lists.task.iter().filter_map(|t| t.deadline.date).all(|d| d.year() == to));
        prop_assert!(there.lists.period.iter().all(|w| w.code.year == to));
    }

    #[test]
    fn an_occurrence_never_changes_with_another(
        of in 0_usize..4,
        status in prop::sample::select(vec![Status::Open, Status::InProgress, Status::Done, Status::Na]),
        moved in proptest::option::of(1_u64..200),
        document in proptest::option::of(0_u64..366),
    ) {
        let pack = embedded::for_year(2024).unwrap().unwrap();
        let calendar = pack.calendar();
        let report = |book: &Book| task::find(&task::all(&pack, book, &calendar), "1.4").unwrap().occurrences.clone();
        let mut book = Book::default();
        let before = report(&book);
        let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
        let legal = before[of].legal_day.unwrap();
        let progress = Progress {
            status,
            document: document.map(|n| Document { number: "1".into(), date: first + chrono::Days::new(n), file: None }),
            extensions: moved
                .map(|n| Extension { to: legal + chrono::Days::new(n), reason: "x".into(), document: "y".into() })
                .into_iter()
                .collect(),
            ..Progress::default()
        };
        let period = before[of].period;
        book.put(Key::Progress(2024, "1.4".into(), Some(period)), Some(StoredValue::Progress(Box::new(progress))));
        let after = report(&book);
        prop_assert_eq!(before.len(), after.len());
        for (at, (a, b)) in before.iter().zip(&after).enumerate() {
            if at == of {
                // Its own day moves by its own extension alone.
                let to = moved.map(|n| legal + chrono::Days::new(n));
                prop_assert_eq!(b.legal_day, Some(to.unwrap_or(legal)));
                prop_assert_eq!(b.original_day, to.map(|_| legal));
            } else {
                prop_assert_eq!(format!("{a:?}"), format!("{b:?}"));
            }
        }
    }

    #[test]
    fn windows_of_a_year_tile_it_without_gap_or_overlap(to in 2021_i32..2060) {
        let pack = rolled(&embedded::for_year(2024).unwrap().unwrap(), to);
        let months: Vec<_> = pack.lists.period.iter().filter(|w| w.code.is_month()).collect();
        prop_assert_eq!(months.len(), 12);
        for pair in months.windows(2) {
            prop_assert_eq!(pair[0].to.succ_opt(), Some(pair[1].from));
        }
        for window in &pack.lists.period {
            let of = window.code.months();
            let at = |month: &Period| months.iter().find(|w| w.code == *month).unwrap();
            prop_assert_eq!((window.from, window.to), (at(&of[0]).from, at(of.last().unwrap()).to));
        }
    }

    #[test]
    fn the_safe_day_is_a_working_day_not_after_the_legal_one(days in 0_u64..1_400) {
        let pack = embedded::for_year(2024).unwrap().unwrap();
        let day = NaiveDate::from_ymd_opt(2023, 6, 1).unwrap() + chrono::Days::new(days);
        let calendar = pack.calendar();
        let safe = calendar.last_working(day);
        prop_assert!(safe <= day && calendar.is_working(safe));
        prop_assert!(safe.iter_days().skip(1).take_while(|d| *d <= day).all(|d| !calendar.is_working(d)));
    }
}

#[test]
fn the_commune_and_the_recipient_may_change_on_a_day() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("data");
    set_up(&dir);
    let row =
        ["online=3", "direct=0", "carried=0", "early=3", "on_time=0", "late=0", "open_in_time=0", "open_overdue=0"];
    for month in ["2024-01", "2024-08"] {
        done(&dir, &[&["figures", "set", month, "ho_tich"][..], &row].concat());
    }
    done(&dir, &["settings", "unit.2024-07-01", "27001 Xã Bình Sơn Mới"]);
    done(&dir, &["settings", "recipient.2024-07-01", "UBND tỉnh Đồng Nai"]);
    assert!(refused(&dir, &["settings", "unit.mai", "27001 Xã Mới"]).contains("unit.2025-07-01"));
    assert!(refused(&dir, &["settings", "unit.2024-07-01", "Xã Mới"]).contains("mã"));
    let out = place.path().join("out");
    for (month, name) in [("2024-01", "26383_xa-an-phuoc"), ("2024-08", "27001_xa-binh-son-moi")] {
        done(&dir, &["submit", month, "--out", out.to_str().unwrap(), "--today", "2024-09-20"]);
        let file = out.join(format!("KSTTHC_{name}_{month}_L01.zip"));
        assert!(file.exists(), "{name}");
        assert_eq!(common::code(&run(&dir, &["verify", file.to_str().unwrap()])), 0);
    }
}

#[test]
fn a_debts_day_is_its_originals_whatever_moves_that() {
    let place = tempfile::tempdir().unwrap();
    let dir = rolled_over(place.path());
    done(&dir, &["plan", "rollover", "2026", "--today", "2026-01-10"]);
    let of_2026 = || {
        let all = tasks(&dir, &["--year", "2026"]);
        all.into_iter().find(|t| t["text"].as_str().unwrap().starts_with("Dòng 2.6:")).unwrap()["deadline"].clone()
    };
    assert_eq!((&of_2026()["legal_day"], &of_2026()["mark"]), (&"2025-05-24".into(), &"assumed".into()));
    let real = real_2025(place.path(), |text| text.replace("date = \"2025-05-25\"", "date = \"2025-07-25\""));
    done(&dir, &["plan", "import", real.to_str().unwrap()]);
    assert_eq!((&of_2026()["legal_day"], &of_2026()["mark"]), (&"2025-07-24".into(), &"verified".into()));
    // Judged by its own year's beginning: a document of that year needs no second asking.
    let id =
        tasks(&dir, &["--year", "2026"]).into_iter().find(|t| t["text"].as_str().unwrap().starts_with("Dòng 2.6:"));
    let args =
        ["task", "done", id.as_ref().unwrap()["id"].as_str().unwrap(), "--document", "1/B", "--date", "2025-06-01"];
    done(&dir, &[&args[..], &["--year", "2026", "--today", "2026-01-20"]].concat());
    assert_eq!(find(&dir, "2.6", &["--year", "2025"])["late"], false);
}

#[test]
fn a_pack_is_looked_at_on_screen_before_it_comes_in() {
    let mut d = Driver::with_quarter();
    let pack = altered(d.dir.path(), "tasks.toml", |text| {
        without(&text, "2.8").replace("date = \"2024-11-25\"", "date = \"2024-10-25\"")
    });
    rewritten(&pack.join("report.toml"), |text| text.replace(", \"2.8\"", ""));
    d.keys(": nap_ke_hoach enter");
    d.paste(&pack.display().to_string());
    d.keys("enter");
    let screen = d.screen();
    assert!(
        screen.contains("Đổi thời hạn 2.7: 25/11/2024 (“")
            && screen.contains("Bỏ nhiệm vụ")
            && screen.contains("Chưa lưu gì"),
        "{screen}"
    );
    let legal = |d: &Driver| {
        let work = d.state.work.as_ref().unwrap();
        work.tasks.iter().find(|t| t.id == "2.7").unwrap().deadline.legal_day.unwrap().to_string()
    };
    d.keys("down esc");
    assert_eq!(legal(&d), "2024-11-24");
    d.keys(": nap_ke_hoach enter");
    d.paste(&pack.display().to_string());
    d.keys("enter enter");
    assert_eq!(legal(&d), "2024-10-24");
    d.keys("2 / 2.8 enter");
    assert!(d.screen().contains("Đã bỏ khỏi kế hoạch"), "{}", d.screen());
    d.keys("u");
    assert_eq!(legal(&d), "2024-11-24");
}
