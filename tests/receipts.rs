//! The way of a package by commands: finalized, exported, signed, sent, returned with reasons, corrected,
//! sent again, received.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{code, done, json, run, stderr, stdout};
use serde_json::Value;

/// A commune with the first quarter of 2024 in it.
struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { dir: tempfile::tempdir().unwrap() };
        place.done(&["init", "--unit", "26383", "--year", "2024", "--officer", "Nguyễn Thị Ánh"], DAY);
        let batch = common::fixture("q1-2024.batch");
        place.done(&["batch", batch.to_str().unwrap()], DAY);
        place
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    fn path(&self, name: &str) -> String {
        self.dir.path().join(name).to_str().unwrap().to_owned()
    }

    fn done(&self, args: &[&str], day: &str) -> String {
        let mut all = args.to_vec();
        all.extend(["--today", day]);
        stdout(&done(&self.data(), &all))
    }

    fn refused(&self, args: &[&str], day: &str) -> String {
        let mut all = args.to_vec();
        all.extend(["--today", day]);
        let output = run(&self.data(), &all);
        assert_eq!(code(&output), 2, "{args:?}");
        stderr(&output)
    }

    fn json(&self, args: &[&str], day: &str) -> Value {
        let mut all = args.to_vec();
        all.extend(["--json", "--today", day]);
        json(&run(&self.data(), &all))
    }

    fn submit(&self, day: &str, reason: Option<&str>) -> Value {
        let out = self.path("out");
        let mut args = vec!["submit", "2024-Q1", "--out", &out];
        args.extend(reason.iter().flat_map(|reason| ["--revision-reason", reason]));
        self.json(&args, day)
    }

    fn alerts(&self, day: &str) -> Vec<(String, String)> {
        let all = self.json(&["alerts"], day);
        let of = |a: &Value, key: &str| a[key].as_str().unwrap_or_default().to_owned();
        all.as_array().unwrap().iter().map(|a| (of(a, "kind"), of(a, "ref"))).collect()
    }

    fn state(&self, day: &str) -> Value {
        self.json(&["reports"], day)[0].clone()
    }
}

const DAY: &str = "2024-03-15";

fn has(alerts: &[(String, String)], kind: &str) -> bool {
    alerts.iter().any(|(k, reference)| k == kind && reference == "2024-Q1")
}

fn verify(file: &str, earlier: Option<&str>) -> (i32, Value) {
    let mut args = vec!["verify", file, "--json"];
    args.extend(earlier.iter().flat_map(|file| ["--earlier", file]));
    let output = run(Path::new("/nonexistent"), &args);
    (code(&output), json(&output))
}

#[test]
fn a_returned_package_goes_the_whole_way() {
    let place = Place::new();
    // Finalized: kept, no file anywhere, and nothing can be sent yet.
    let finalized = place.json(&["report", "finalize", "2024-Q1"], DAY);
    assert_eq!((&finalized["path"], &finalized["state"]), (&Value::Null, &"finalized".into()));
    assert!(has(&place.alerts(DAY), "not_exported") && !has(&place.alerts(DAY), "not_sent"));
    assert!(place.refused(&["sent", "2024-Q1", "--date", "2024-03-15"], DAY).contains("chưa xuất"));
    // Exported: the same bytes on the stick.
    let first = place.submit(DAY, None);
    assert_eq!((&first["same"], &first["sha256"]), (&true.into(), &finalized["sha256"]));
    assert!(has(&place.alerts(DAY), "not_sent") && !has(&place.alerts(DAY), "not_exported"));
    let first_file = first["path"].as_str().unwrap().to_owned();
    assert_eq!(verify(&first_file, None).0, 0);
    // Sent, and after three working days nobody has answered.
    place.done(&["sent", "2024-Q1", "--date", "2024-03-18", "--document", "12/BC-UBND"], "2024-03-18");
    assert!(!has(&place.alerts("2024-03-21"), "receipt_missing"), "three working days are not over");
    assert!(has(&place.alerts("2024-03-22"), "receipt_missing"));
    place.done(&["settings", "receipt_days", "5"], "2024-03-22");
    assert!(!has(&place.alerts("2024-03-22"), "receipt_missing"), "the officer waits longer");
    // The district sends it back, by key.
    let receipt = place.path("BIENNHAN.json");
    let made = [
        "receipt",
        "make",
        &first_file,
        "--result",
        "returned",
        "--number",
        "45/PN",
        "--out",
        &receipt,
        "--reason",
        "2024-01/chung_thuc/online: khác số của Cổng",
        "--reason",
        "2024-Q1/ho_tich/direct: xem lại cả quý",
        "--reason",
        "2.1: ghi rõ đã làm gì",
        "--reason",
        "Thiếu bản ký của Chủ tịch",
    ];
    let output = run(Path::new("/nonexistent"), &[&made[..], &["--today", "2024-03-22"]].concat());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let told = place.done(&["receipt", "import", &receipt], "2024-03-25");
    assert!(told.contains("trả lại") && told.contains("Thiếu bản ký"), "{told}");
    assert_eq!(place.state("2024-03-25")["state"], "returned");
    assert!(has(&place.alerts("2024-03-25"), "returned") && !has(&place.alerts("2024-03-25"), "receipt_missing"));
    let marks = place.done(&["figures", "marks"], "2024-03-25");
    assert!(marks.contains("khác số của Cổng") && marks.matches("xem lại cả quý").count() == 3, "{marks}");
    let tasks = place.json(&["tasks"], "2024-03-25");
    let task = tasks.as_array().unwrap().iter().find(|t| t["id"] == "2.1").unwrap();
    assert!(task["follow"].as_str().unwrap().contains("ghi rõ đã làm gì"), "{task}");
    assert!(place.done(&["receipt", "import", &receipt], "2024-03-25").contains("từ trước"), "twice is once");
    // Two cells corrected with reasons; a revision needs one of its own.
    let set = ["figures", "set", "2024-01", "chung_thuc", "online=31", "direct=69", "--reason", "theo số của Cổng"];
    place.done(&set, "2024-03-25");
    let out = place.path("out");
    assert!(place.refused(&["submit", "2024-Q1", "--out", &out], "2024-03-26").contains("lý do"));
    let second = place.submit("2024-03-26", Some("sửa theo ý kiến của huyện"));
    let second_file = second["path"].as_str().unwrap().to_owned();
    assert_eq!(second["revision"], 2);
    assert_eq!(verify(&second_file, None).0, 0);
    assert_eq!(verify(&second_file, Some(&first_file)).0, 0);
    let (refused, why) = verify(&second_file, Some(&second_file));
    assert_eq!(refused, 1, "{why}");
    assert_eq!(verify(&first_file, Some(&second_file)).0, 1);
    let rows = csv_rows(&second_file, "thay_doi.csv");
    assert!(rows.iter().any(|r| r.starts_with("2024-01/chung_thuc/online,")), "{rows:?}");
    assert!(rows.iter().all(|r| r.ends_with(",sửa theo ý kiến của huyện")), "{rows:?}");
    // Sent again, received; the marks of the return go.
    place.done(&["sent", "2024-Q1", "--date", "2024-03-26", "--document", "15/BC-UBND"], "2024-03-26");
    let receipt = place.path("BIENNHAN2.json");
    let made = ["receipt", "make", &second_file, "--result", "received", "--out", &receipt, "--today", "2024-03-27"];
    assert_eq!(code(&run(Path::new("/nonexistent"), &made)), 0);
    place.done(&["receipt", "import", &receipt], "2024-03-27");
    let state = place.state("2024-03-27");
    assert_eq!((&state["state"], &state["revision"], &state["returned"]), (&"received".into(), &2.into(), &1.into()));
    assert_eq!((&state["late"], &state["complete"]), (&false.into(), &false.into()), "two facts: {state}");
    assert!(!place.done(&["figures", "marks"], "2024-03-27").contains("khác số của Cổng"));
    let tasks = place.json(&["tasks"], "2024-03-27");
    assert!(tasks.as_array().unwrap().iter().all(|t| t["follow"].is_null()));
    // What was sent first can still be seen beside today's figures.
    let history = place.json(&["report", "history", "2024-Q1"], "2024-03-27");
    assert_eq!(history.as_array().unwrap().len(), 2);
    assert_eq!((&history[0]["state"], &history[1]["state"]), (&"returned".into(), &"received".into()));
    let changed = history[0]["differences"].as_array().unwrap();
    assert!(changed.iter().any(|d| d["column"] == "online" && d["reported"] == 85), "{changed:?}");
    assert!(history[1]["differences"].as_array().unwrap().is_empty());
    // Each step is in the trail, and the last can be undone when that is meant.
    let log = place.done(&["log"], "2024-03-27");
    for step in ["chốt gói báo cáo", "xuất gói báo cáo", "ghi đã gửi", "ghi trả lời của nơi nhận", "làm gói báo cáo"]
    {
        assert!(log.contains(step), "{step}");
    }
    assert!(place.refused(&["undo"], "2024-03-27").contains("--confirm"));
    place.done(&["undo", "--confirm"], "2024-03-27");
    assert_eq!(place.state("2024-03-27")["state"], "sent");
}

fn csv_rows(package: &str, member: &str) -> Vec<String> {
    let mut zip = zip::ZipArchive::new(fs::File::open(package).unwrap()).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut zip.by_name(member).unwrap(), &mut text).unwrap();
    text.lines().skip(1).map(str::to_owned).collect()
}

/// A receipt whose own digest fits again.
fn sealed(text: &str) -> String {
    let mut value: Value = serde_json::from_str(text).unwrap();
    value["tu_ma"] = "".into();
    let bare = serde_json::to_string_pretty(&value).unwrap() + "\n";
    value["tu_ma"] = format!("sha256:{}", daumoi::package::sha256(bare.as_bytes())).into();
    serde_json::to_string_pretty(&value).unwrap() + "\n"
}

#[test]
fn receipts_that_fit_nothing_change_nothing() {
    let place = Place::new();
    let first = place.submit(DAY, None);
    let file = first["path"].as_str().unwrap().to_owned();
    let receipt = place.path("bn.json");
    let make = |args: &[&str]| {
        let mut all = vec!["receipt", "make", file.as_str(), "--out", receipt.as_str(), "--today", DAY];
        all.extend(args);
        run(Path::new("/nonexistent"), &all)
    };
    for (args, why) in [
        (&["--result", "returned"][..], "ít nhất một lý do"),
        (&["--result", "returned", "--reason", "2024-01/khong_co/online: sai"], "không có 2024-01/khong_co/online"),
    ] {
        let output = make(args);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains(why), "{}", stderr(&output));
        assert!(!Path::new(&receipt).exists());
    }
    assert_eq!(code(&make(&["--result", "received"])), 0);
    assert!(stderr(&make(&["--result", "received"])).contains("đã có"), "a file that is there stays");
    let good = fs::read_to_string(&receipt).unwrap();
    let journal = || fs::read(place.data().join("journal.jsonl")).unwrap();
    let before = journal();
    for (text, why) in [
        (good.replace("da_nhan", "tra_lai"), "đã bị sửa"),
        (good.replace("\"luoc_do\": \"1.0\"", "\"luoc_do\": \"9.0\""), "lược đồ 9.0"),
        (good.replacen("\"so\": null", "\"so\": null,\n  \"so\": null", 1), "không phải biên nhận"),
        (sealed(&good.replace("\"lan\": 1", "\"lan\": 2")), "đã bị sửa"),
        (sealed(&good.replace("26383", "26386")), "đã bị sửa"),
        (sealed(&good.replace("2024-03-15T", "2031-01-01T")), "01/01/2031"),
        (sealed(&good.replace("2024-03-15T", "2020-01-01T")), "không thể trả lời"),
        ("{}".to_owned(), "không phải biên nhận"),
        ("không phải JSON".to_owned(), "không phải biên nhận"),
        (good.clone() + &" ".repeat(300 << 10), "không phải biên nhận"),
    ] {
        fs::write(place.path("bad.json"), text).unwrap();
        let told = place.refused(&["receipt", "import", &place.path("bad.json")], DAY);
        assert!(told.contains(why), "{told}");
    }
    assert_eq!(journal(), before);
    // Line ends and a byte-order mark that a mail program changed do no harm.
    let crlf = place.path("crlf.json");
    fs::write(&crlf, format!("\u{feff}{}", good.replace('\n', "\r\n"))).unwrap();
    assert!(place.done(&["receipt", "import", &crlf], DAY).contains("đã nhận"));
    assert!(place.done(&["receipt", "import", &receipt], DAY).contains("từ trước"), "the same receipt");
    place.done(&["undo", "--confirm"], DAY);
    // A package of the same commune that was never made in this data.
    let other = Place::new();
    other.done(&["figures", "set", "2024-02", "dat_dai", "online=4", "direct=5"], DAY);
    other.submit(DAY, None);
    assert!(other.refused(&["receipt", "import", &receipt], DAY).contains("không có gói ấy"));
    // One that was made here, and made anew before it was noted as sent.
    place.done(&["figures", "set", "2024-02", "dat_dai", "online=4", "direct=5"], DAY);
    place.submit(DAY, None);
    assert!(place.refused(&["receipt", "import", &receipt], DAY).contains("đã được làm lại"));
    place.done(&["figures", "set", "2024-02", "dat_dai", "online=5", "direct=4"], DAY);
    let again = place.submit(DAY, None);
    assert_ne!(again["sha256"], first["sha256"]);
}

#[test]
fn an_answer_can_be_noted_by_hand() {
    let place = Place::new();
    let note = |args: &[&str], day: &str| {
        let mut all = vec!["receipt", "note", "2024-Q1"];
        all.extend(args);
        (all.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>(), day.to_owned())
    };
    let refused =
        |(args, day): (Vec<String>, String)| place.refused(&args.iter().map(String::as_str).collect::<Vec<_>>(), &day);
    assert!(refused(note(&["--result", "received", "--date", "2024-03-15"], DAY)).contains("Chưa có gói"));
    place.done(&["report", "finalize", "2024-Q1"], DAY);
    assert!(refused(note(&["--result", "received", "--date", "2024-03-15"], DAY)).contains("chưa xuất"));
    place.submit(DAY, None);
    place.done(&["sent", "2024-Q1", "--date", "2024-03-18", "--document", "12/BC-UBND"], "2024-03-18");
    let early = refused(note(&["--result", "received", "--date", "2024-03-16"], "2024-03-20"));
    assert!(early.contains("không thể trả lời"), "{early}");
    assert!(refused(note(&["--result", "returned", "--date", "2024-03-20"], "2024-03-20")).contains("lý do"));
    let (args, day) = note(
        &[
            "--result",
            "returned",
            "--date",
            "2024-03-20",
            "--number",
            "45",
            "--reason",
            "2024-02/dat_dai/late: kiểm tra",
        ],
        "2024-03-20",
    );
    let told = place.done(&args.iter().map(String::as_str).collect::<Vec<_>>(), &day);
    assert!(told.contains("1 chỗ được đánh dấu"), "{told}");
    assert_eq!(place.state("2024-03-20")["state"], "returned");
    // Sent back for its paper, not its figures: it may go once more as it is, with a reason.
    assert_eq!(place.submit("2024-03-21", None)["same"], true);
    assert_eq!(place.submit("2024-03-21", Some("bổ sung bản ký"))["revision"], 2);
}

#[test]
fn the_signed_document_goes_with_the_package() {
    let place = Place::new();
    let pdf = place.path("ban ký.pdf");
    fs::write(&pdf, b"%PDF-1.7 ...").unwrap();
    assert!(place.refused(&["report", "attach", "2024-Q1", &pdf], DAY).contains("Chưa có gói"));
    let bare = place.submit(DAY, None);
    let no_pdf = place.path("anh.jpg");
    fs::write(&no_pdf, b"JFIF").unwrap();
    assert!(place.refused(&["report", "attach", "2024-Q1", &no_pdf], DAY).contains("không phải tệp PDF"));
    let out = place.path("out");
    let signed = place.json(&["report", "attach", "2024-Q1", &pdf, "--out", &out], DAY);
    assert_eq!((&signed["revision"], &signed["path"]), (&1.into(), &bare["path"]));
    assert_ne!(signed["id"], bare["id"]);
    let file = signed["path"].as_str().unwrap();
    assert_eq!(verify(file, None).0, 0);
    assert_eq!(csv_rows(file, "ban_ky.pdf").len(), 0);
    // Nothing changed: the same bytes, the document with them.
    let again = place.submit(DAY, None);
    assert_eq!((&again["same"], &again["sha256"]), (&true.into(), &signed["sha256"]));
    // Other figures: what was signed is another text, and the program says that it is gone.
    place.done(&["figures", "set", "2024-02", "dat_dai", "online=4", "direct=5"], DAY);
    assert!(place.refused(&["report", "attach", "2024-Q1", &pdf], DAY).contains("nội dung cũ"));
    let told = place.done(&["submit", "2024-Q1", "--out", &out], DAY);
    assert!(told.contains("bản ký đã kèm"), "{told}");
    // After sending it is a revision with a reason.
    place.done(&["sent", "2024-Q1", "--date", "2024-03-15", "--document", "12/BC-UBND"], DAY);
    assert!(place.refused(&["report", "attach", "2024-Q1", &pdf], DAY).contains("lý do"));
    let revised =
        place.json(&["report", "attach", "2024-Q1", &pdf, "--out", &out, "--revision-reason", "kèm bản ký"], DAY);
    assert_eq!(revised["revision"], 2);
    assert_eq!(verify(revised["path"].as_str().unwrap(), None).0, 0);
}

#[test]
fn a_number_may_come_late_and_a_revision_may_be_taken_back() {
    let place = Place::new();
    place.submit("2024-03-18", None);
    place.done(&["sent", "2024-Q1", "--date", "2024-03-18"], "2024-03-18");
    let cell = ["figures", "set", "2024-03", "dat_dai", "late=0", "on_time=6", "--reason", "nhập nhầm"];
    place.done(&cell, "2024-03-19");
    place.json(&["report", "finalize", "2024-Q1", "--revision-reason", "sửa một hồ sơ"], "2024-03-19");
    // It went in time: what is missing is its number, not the report.
    let alerts = place.alerts("2024-03-20");
    assert!(!alerts.iter().any(|(kind, _)| kind == "overdue"), "{alerts:?}");
    assert!(has(&alerts, "review") && has(&alerts, "not_exported"), "{alerts:?}");
    place.done(&["sent", "2024-Q1", "--date", "2024-03-18", "--document", "12/BC-UBND"], "2024-03-20");
    let duty = place.json(&["tasks"], "2024-03-20");
    let duty = duty.as_array().unwrap().iter().find(|t| t["id"] == "1.4").unwrap()["occurrences"][0].clone();
    assert_eq!((&duty["status"], &duty["late"]), (&"done".into(), &false.into()));
    assert_eq!(place.state("2024-03-20")["late"], false);
    // The district takes the first after all: the revision is taken back, and asked about before.
    assert!(place.refused(&["report", "withdraw", "2024-Q1"], "2024-03-20").contains("--confirm"));
    place.done(&["report", "withdraw", "2024-Q1", "--confirm"], "2024-03-20");
    assert_eq!(place.state("2024-03-20")["revision"], 1);
    assert!(place.refused(&["report", "withdraw", "2024-Q1", "--confirm"], "2024-03-20").contains("lần 2 trở đi"));
}

#[test]
fn answers_hold_by_their_day_and_for_what_they_answer() {
    let place = Place::new();
    let first = place.submit(DAY, None)["path"].as_str().unwrap().to_owned();
    place.done(&["sent", "2024-Q1", "--date", "2024-03-15", "--document", "12/BC-UBND"], DAY);
    let make = |file: &str, day: &str, args: &[&str]| {
        let out = place.path(&format!("bn-{day}-{}.json", args.len()));
        let mut all = vec!["receipt", "make", file, "--out", &out, "--today", day];
        all.extend(args);
        let output = run(Path::new("/nonexistent"), &all);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        out
    };
    let returned = make(&first, "2024-03-18", &["--result", "returned", "--reason", "2024-01/chung_thuc/online: sai"]);
    let received = make(&first, "2024-03-20", &["--result", "received"]);
    place.done(&["receipt", "import", &received], "2024-03-21");
    let told = place.done(&["receipt", "import", &returned], "2024-03-21");
    assert!(told.contains("Ý kiến: 2024-01") && !told.contains("đánh dấu"), "an older answer marks nothing: {told}");
    assert_eq!(place.state("2024-03-21")["state"], "received");
    // Sent back later on the same day is another matter; words that contain others are marks of their own.
    let reasons = ["--reason", "2024-01/chung_thuc/online: sai số liệu", "--reason", "2024-01/chung_thuc/online: sai"];
    let mut note = vec!["receipt", "note", "2024-Q1", "--result", "returned", "--date", "2024-03-20"];
    note.extend(reasons);
    assert!(place.done(&note, "2024-03-21").contains("2 chỗ"));
    assert_eq!(place.state("2024-03-21")["state"], "returned");
    // The second goes, and a late answer to the first leaves its marks alone.
    let cell = ["figures", "set", "2024-03", "dat_dai", "late=0", "on_time=6", "--reason", "nhập nhầm"];
    place.done(&cell, "2024-03-22");
    let second = place.submit("2024-03-22", Some("sửa"))["path"].as_str().unwrap().to_owned();
    let late = make(&first, "2024-03-22", &["--result", "received", "--number", "9"]);
    place.done(&["receipt", "import", &late], "2024-03-22");
    assert!(place.done(&["figures", "marks"], "2024-03-22").contains("sai số liệu"));
    assert_eq!(place.state("2024-03-22")["state"], "exported", "the first was answered, not the second");
    place.done(&["sent", "2024-Q1", "--date", "2024-03-22", "--document", "15/BC-UBND"], "2024-03-22");
    let done = make(&second, "2024-03-25", &["--result", "received"]);
    place.done(&["receipt", "import", &done], "2025-01-10");
    assert!(!place.done(&["figures", "marks"], "2024-03-25").contains("sai"));
    // Every one of them can be had again as it was made, byte for byte.
    let again = place.path("lai");
    for (revision, file) in [("1", &first), ("2", &second)] {
        place.done(&["report", "copy", "2024-Q1", "--revision", revision, "--out", &again], "2024-03-26");
        let copy = Path::new(&again).join(Path::new(file).file_name().unwrap());
        assert_eq!(fs::read(copy).unwrap(), fs::read(file).unwrap());
    }
    assert!(place.refused(&["report", "copy", "2024-Q1", "--revision", "3", "--out", &again], DAY).contains("lần 3"));
}

#[test]
fn words_changed_after_sending_are_a_revision() {
    let place = Place::new();
    place.submit(DAY, None);
    place.done(&["sent", "2024-Q1", "--date", "2024-03-15", "--document", "12/BC-UBND"], DAY);
    place.done(&["report", "passage", "2024-Q1", "kien_nghi", "Đề nghị bổ sung máy quét."], DAY);
    let out = place.path("out");
    assert!(place.refused(&["submit", "2024-Q1", "--out", &out], DAY).contains("lý do"));
    assert!(has(&place.alerts(DAY), "review"), "what was sent says something else");
    // What was signed was the old text.
    let pdf = place.path("ky.pdf");
    fs::write(&pdf, b"%PDF-1.7").unwrap();
    let attach = ["report", "attach", "2024-Q1", &pdf, "--revision-reason", "kèm bản ký"];
    assert!(place.refused(&attach, DAY).contains("nội dung cũ"));
    assert_eq!(place.submit(DAY, Some("bổ sung kiến nghị"))["revision"], 2);
    // A statement alone is no correction, but it is not said that nothing changed.
    place.done(&["sent", "2024-Q1", "--date", "2024-03-15", "--document", "13/BC-UBND"], DAY);
    place.done(&["task", "statement", "2.1", "--period", "2024-Q1", "Đã rà soát"], DAY);
    let told = place.done(&["submit", "2024-Q1", "--out", &out], DAY);
    assert!(told.contains("không nằm trong gói") && !told.contains("không có gì thay đổi"), "{told}");
    assert_eq!(place.submit(DAY, Some("bổ sung tình hình"))["revision"], 3);
}

#[test]
fn a_package_of_a_provisional_year_can_be_checked_anywhere() {
    let place = Place::new();
    place.done(&["plan", "rollover", "2025"], "2025-01-02");
    let cells =
        ["online=3", "direct=2", "carried=0", "early=4", "on_time=1", "late=0", "open_in_time=0", "open_overdue=0"];
    place.done(&[&["figures", "set", "2025-01", "ho_tich"][..], &cells[..]].concat(), "2025-01-20");
    let out = place.path("out");
    let made = place.json(&["submit", "2025-01", "--out", &out], "2025-01-20");
    let (status, verdict) = verify(made["path"].as_str().unwrap(), None);
    assert_eq!(status, 0, "{verdict}");
}

#[test]
fn what_is_taken_back_leaves_what_was_asked_for() {
    let place = Place::new();
    let first = place.submit(DAY, None)["path"].as_str().unwrap().to_owned();
    place.done(&["sent", "2024-Q1", "--date", "2024-03-15", "--document", "12/BC-UBND"], DAY);
    let cell = ["figures", "set", "2024-03", "dat_dai", "late=0", "on_time=6", "--reason", "nhập nhầm"];
    place.done(&cell, "2024-03-18");
    place.json(&["report", "finalize", "2024-Q1", "--revision-reason", "sửa"], "2024-03-18");
    // What was only finalized is no file yet: it is exported, not copied.
    let out = place.path("lai");
    let copy = ["report", "copy", "2024-Q1", "--revision", "2", "--out", &out];
    assert!(place.refused(&copy, "2024-03-18").contains("chưa xuất"));
    let receipt = place.path("bn.json");
    let made = [
        "receipt",
        "make",
        &first,
        "--result",
        "returned",
        "--reason",
        "2024-01/chung_thuc/online: khác Cổng",
        "--out",
        &receipt,
        "--today",
        "2024-03-19",
    ];
    assert_eq!(code(&run(Path::new("/nonexistent"), &made)), 0);
    place.done(&["receipt", "import", &receipt], "2024-03-19");
    assert!(!place.done(&["figures", "marks"], "2024-03-19").contains("khác Cổng"), "the second is the newest");
    place.done(&["report", "withdraw", "2024-Q1", "--confirm"], "2024-03-19");
    assert!(place.done(&["figures", "marks"], "2024-03-19").contains("khác Cổng"));
    let why = place.json(&["alerts"], "2024-03-19");
    let why = why.as_array().unwrap().iter().find(|a| a["kind"] == "returned").unwrap()["why"].clone();
    assert!(why.as_str().unwrap().contains("Chứng thực, Tiếp nhận trực tuyến: khác Cổng"), "{why}");
}

#[test]
fn a_file_of_somebody_else_is_not_written_over() {
    let place = Place::new();
    let out = place.path("usb");
    fs::create_dir(&out).unwrap();
    let taken = Path::new(&out).join("KSTTHC_26383_xa-an-phuoc_2024-Q1_L01.zip");
    // One of ours that a stick has damaged gives way; anything else stays.
    for damaged in [&b"PK\x03\x04 cut"[..], b""] {
        fs::write(&taken, damaged).unwrap();
        place.submit(DAY, None);
        place.done(&["submit", "2024-Q1", "--out", &out], DAY);
        assert_eq!(verify(taken.to_str().unwrap(), None).0, 0);
        place.done(&["undo", "--confirm"], DAY);
        fs::remove_file(format!("{}.sha256", taken.display())).unwrap();
    }
    fs::write(&taken, "của người khác").unwrap();
    assert!(place.refused(&["submit", "2024-Q1", "--out", &out], DAY).contains("là tệp khác"));
    assert_eq!(fs::read(&taken).unwrap(), "của người khác".as_bytes());
    assert_eq!(fs::read_dir(&out).unwrap().count(), 1);
    assert!(place.json(&["report", "history", "2024-Q1"], DAY).as_array().unwrap().is_empty());
}

#[test]
fn last_years_report_can_be_followed_when_the_next_year_is_open() {
    let place = Place::new();
    place.submit(DAY, None);
    let day = "2025-01-06";
    place.done(&["plan", "rollover", "2025"], day);
    place.done(&["sent", "2024-Q1", "--date", "2024-03-15", "--document", "5/BC"], day);
    let first = |day| place.json(&["reports", "--year", "2024"], day)[0].clone();
    assert_eq!((&first(day)["period"], &first(day)["settled"]), (&"2024-Q1".into(), &true.into()));
    let note = ["receipt", "note", "2024-Q1", "--date", day, "--result"];
    let reasons = ["returned", "--reason", "2024-01/chung_thuc/online: khác số", "--reason", "2.1: ghi rõ"];
    let told = place.done(&[&note[..], &reasons[..]].concat(), day);
    assert!(told.contains("2 chỗ được đánh dấu"), "{told}");
    // The year that was open still is.
    assert_eq!(place.json(&["reports"], day)[0]["period"], "2025-Q1");
}

#[test]
fn a_sending_is_noted_for_what_can_have_gone() {
    let place = Place::new();
    place.submit(DAY, None);
    place.done(&["sent", "2024-Q1", "--date", "2024-03-15", "--note", "qua thư điện tử"], DAY);
    let cell = ["figures", "set", "2024-03", "dat_dai", "late=0", "on_time=6", "--reason", "nhập nhầm"];
    place.done(&cell, DAY);
    place.submit(DAY, Some("sửa"));
    // Made on the day it went: the newest is meant.
    let told = place.done(&["sent", "2024-Q1", "--date", "2024-03-15", "--document", "30/BC-UBND"], DAY);
    assert!(told.contains("lần 2"), "{told}");
    let history = place.json(&["report", "history", "2024-Q1"], DAY);
    assert_eq!(history[0]["sent"]["document"], Value::Null);
    assert_eq!((&history[1]["sent"]["document"], &history[1]["state"]), (&"30/BC-UBND".into(), &"sent".into()));
    // A duty that is not applicable is neither late nor on time, whatever the day.
    place.done(&["task", "na", "1.4", "--period", "2024-Q2", "--reason", "sáp nhập"], "2024-06-01");
    let row = place.json(&["reports"], "2024-08-01")[1].clone();
    assert_eq!((&row["settled"], &row["late"]), (&true.into(), &Value::Null));
    // An answer of the day before does not stand in the way of the number.
    let place = Place::new();
    let file = place.submit(DAY, None)["path"].as_str().unwrap().to_owned();
    let receipt = place.path("bn.json");
    let made = ["receipt", "make", &file, "--result", "received", "--out", &receipt, "--today", DAY];
    assert_eq!(code(&run(Path::new("/nonexistent"), &made)), 0);
    place.done(&["sent", "2024-Q1", "--date", "2024-03-16", "--note", "qua trục liên thông"], "2024-03-18");
    place.done(&["receipt", "import", &receipt], "2024-03-18");
    place.done(&["sent", "2024-Q1", "--date", "2024-03-16", "--document", "9/BC"], "2024-03-18");
    let sent = place.json(&["report", "history", "2024-Q1"], "2024-03-18")[0]["sent"].clone();
    assert_eq!((&sent["document"], &sent["note"]), (&"9/BC".into(), &"qua trục liên thông".into()));
}
