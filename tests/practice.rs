//! `--demo`: the practice store shows every kind of trouble, its packages are no reports, and nothing of
//! it touches real data or stays behind.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{code, json, stderr};
use serde_json::Value;

/// A place with a folder for temporary files, for packages, and for the data dir of the environment.
struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir(place.path("tmp")).unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_daumoi"));
        command.env_clear().env("USER", "somebody-else").env("DAUMOI_DATA_DIR", self.path("real"));
        // TMPDIR is read on Unix, the other two on Windows.
        for name in ["TMPDIR", "TMP", "TEMP"] {
            command.env(name, self.path("tmp"));
        }
        command.arg("--demo").args(args);
        command
    }

    /// Runs; whatever the outcome, nothing stays behind and the environment's data dir is not made.
    fn run(&self, args: &[&str]) -> Output {
        let output = self.command(args).output().unwrap();
        assert_eq!(fs::read_dir(self.path("tmp")).unwrap().count(), 0, "{args:?} left something behind");
        assert!(!self.path("real").exists(), "{args:?} touched the real data dir");
        output
    }

    fn submit(&self, period: &str) -> PathBuf {
        let output = self.run(&["submit", period, "--out", self.path("goi").to_str().unwrap(), "--json"]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        PathBuf::from(json(&output)["path"].as_str().unwrap())
    }
}

/// `verify` without any demo.
fn verify(file: &Path) -> (i32, String) {
    let output = common::run(Path::new("/nonexistent/data"), &["verify", file.to_str().unwrap()]);
    (code(&output), String::from_utf8(output.stdout).unwrap())
}

fn members(package: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(package).unwrap())).unwrap();
    let mut out = BTreeMap::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        out.insert(file.name().unwrap().into_owned(), bytes);
    }
    out
}

#[test]
fn every_kind_of_trouble_is_there_on_its_own_today() {
    let place = Place::new();
    let output = place.run(&["alerts", "--json"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    let alerts = json(&output);
    let alerts = alerts.as_array().unwrap();
    let kinds: BTreeSet<&str> = alerts.iter().map(|a| a["kind"].as_str().unwrap()).collect();
    let expected = [
        "checkin_missing",
        "due_soon",
        "figures_missing",
        "not_sent",
        "overdue",
        "receipt_missing",
        "review",
        "rule_broken",
        "submission_due",
        "target_missed",
    ];
    assert_eq!(kinds, BTreeSet::from(expected));
    let of = |kind: &str| alerts.iter().find(|a| a["kind"] == kind).unwrap();
    // 5/4 less 2/4: its own today, whatever the clock and the environment say.
    assert_eq!((&of("submission_due")["ref"], &of("submission_due")["days_left"]), (&"2024-Q1".into(), &3.into()));
    let mut elsewhere = place.command(&["alerts", "--json"]);
    let elsewhere = elsewhere.env("DAUMOI_TODAY", "2024-01-02").output().unwrap();
    assert_eq!(elsewhere.stdout, output.stdout);
    let later = json(&place.run(&["alerts", "--json", "--today", "2024-04-08"]));
    let overdue = |a: &&Value| a["kind"] == "overdue" && a["ref"] == "1.4";
    assert!(later.as_array().unwrap().iter().any(|a| overdue(&a)), "{later}");
}

#[test]
fn tasks_are_in_every_state() {
    let tasks = json(&Place::new().run(&["tasks", "--json"]));
    let states = tasks.as_array().unwrap().iter().map(|t| (t["status"].as_str().unwrap(), t["late"].as_bool()));
    let states: BTreeSet<_> = states.collect();
    let expected = [("done", Some(true)), ("done", Some(false)), ("in_progress", None), ("na", None), ("open", None)];
    assert!(states.is_superset(&BTreeSet::from(expected)), "{states:?}");
}

#[test]
fn the_journal_is_believable() {
    let log = json(&Place::new().run(&["log", "--json"]));
    let entries = log.as_array().unwrap();
    assert!(entries.len() > 60);
    let moments: Vec<_> = entries
        .iter()
        .map(|e| chrono::DateTime::parse_from_rfc3339(e["at"].as_str().unwrap()).unwrap().naive_local())
        .collect();
    assert!(moments.windows(2).all(|pair| pair[0] < pair[1]), "dates go up");
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    assert!(moments[0].date() >= day("2024-01-01") && moments[moments.len() - 1].date() < day("2024-04-02"));
    let at_work = |m: &&chrono::NaiveDateTime| {
        let (weekday, hour) = (chrono::Datelike::weekday(*m), chrono::Timelike::hour(*m));
        (7..17).contains(&hour) && !matches!(weekday, chrono::Weekday::Sat | chrono::Weekday::Sun)
    };
    assert_eq!(moments.iter().find(|m| !at_work(m)), None, "done within office hours");
    assert!(entries.iter().all(|e| e["today"].is_null()), "the days come from the clock");
}

#[test]
fn a_practice_package_is_no_report() {
    let place = Place::new();
    let package = place.submit("2024-Q1");
    let name = package.file_name().unwrap().to_str().unwrap();
    assert_eq!(name, "TAPDUOT_KSTTHC_26383_xa-an-phuoc_2024-Q1_L01.zip");
    let (exit, answer) = verify(&package);
    assert_eq!(exit, 1, "{answer}");
    assert!(answer.contains("đây là gói tập dượt, không phải số liệu thật"), "{answer}");
    let members = members(&package);
    let text = |name: &str| String::from_utf8(members[name].clone()).unwrap();
    assert!(text("DOC-TRUOC.txt").lines().take(2).all(|line| line.contains("TẬP DƯỢT")), "cover text");
    let descriptor: Value = serde_json::from_slice(&members["datapackage.json"]).unwrap();
    assert_eq!(descriptor["daumoi"]["thuc_hanh"], true);
    assert!(descriptor["title"].as_str().unwrap().starts_with("TẬP DƯỢT"));
    let mut workbook = zip::ZipArchive::new(Cursor::new(members["bieu_mau.xlsx"].clone())).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        workbook.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    assert!(part("xl/sharedStrings.xml").contains("TẬP DƯỢT – không phải số liệu thật"), "workbook");
    for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"] {
        assert!(part(sheet).contains("<oddHeader>&amp;CTẬP DƯỢT"), "{sheet}: printed header");
    }
}

#[test]
fn taking_the_mark_off_makes_no_report_of_it() {
    let place = Place::new();
    let mut members = members(&place.submit("2024-Q1"));
    let mut descriptor: Value = serde_json::from_slice(&members["datapackage.json"]).unwrap();
    descriptor["daumoi"]["thuc_hanh"] = false.into();
    let title = descriptor["title"].as_str().unwrap().replace("TẬP DƯỢT – ", "");
    descriptor["title"] = title.into();
    descriptor["daumoi"]["tu_ma"] = "".into();
    let canonical = |d: &Value| [serde_json::to_vec_pretty(d).unwrap(), b"\n".to_vec()].concat();
    let digest = daumoi::package::sha256(&canonical(&descriptor));
    descriptor["daumoi"]["tu_ma"] = format!("sha256:{digest}").into();
    members.insert("datapackage.json".into(), canonical(&descriptor));
    let file = place.path("KSTTHC_26383_xa-an-phuoc_2024-Q1_L01.zip");
    let mut writer = zip::ZipWriter::new(fs::File::create(&file).unwrap());
    for (name, bytes) in &members {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap();
    let (exit, answer) = verify(&file);
    assert_eq!(exit, 1, "{answer}");
    assert!(answer.contains("datapackage.json không đúng hoặc đã bị sửa (id)"), "{answer}");
}

#[test]
fn a_revision_can_be_practised() {
    let place = Place::new();
    // Sent and then changed: the next revision wants its reason.
    let out = place.path("goi");
    let submit = ["submit", "2024-02", "--out", out.to_str().unwrap()];
    assert_eq!(code(&place.run(&submit)), 2);
    let output = place.run(&[&submit[..], &["--revision-reason", "Một hồ sơ trả trễ hạn"]].concat());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let revision = out.join("TAPDUOT_KSTTHC_26383_xa-an-phuoc_2024-02_L02.zip");
    assert!(verify(&revision).1.contains("gói tập dượt"));
}

#[test]
fn refusals_leave_nothing_behind() {
    let place = Place::new();
    // The month with a broken rule.
    let out = place.path("goi");
    for args in [
        &["submit", "2024-04", "--out", out.to_str().unwrap()] as &[&str],
        &["task", "done", "9.9", "--document", "1/BC", "--date", "2024-04-01"],
        &["alerts", "--year", "2019"],
        &["init", "--unit", "26383", "--year", "2024", "--officer", "Lê Thị Mai"],
        &["alerts", "--data-dir", out.to_str().unwrap()],
        &["alerts", "--today", "hôm nay"],
    ] {
        let output = place.run(args);
        assert_eq!(code(&output), 2, "{args:?}");
        assert_eq!(stderr(&output).lines().count(), 1, "{args:?}: {}", stderr(&output));
        assert!(!out.exists(), "{args:?}");
    }
    let refused = stderr(&place.run(&["--data-dir", out.to_str().unwrap(), "alerts"]));
    assert!(refused.contains("--demo") && refused.contains("--data-dir"), "{refused}");
    // Within a batch the store cannot be changed for another.
    let lines = place.path("lenh.batch");
    fs::write(&lines, "--demo alerts\n").unwrap();
    assert!(stderr(&place.run(&["batch", lines.to_str().unwrap()])).contains("--demo"));
    // Nowhere to put it: a sentence, no panic.
    let mut nowhere = place.command(&["alerts"]);
    for name in ["TMPDIR", "TMP", "TEMP"] {
        nowhere.env(name, place.path("khong-co"));
    }
    let output = nowhere.output().unwrap();
    assert_eq!((code(&output), stderr(&output).lines().count()), (2, 1));
}

#[test]
fn a_batch_goes_on_from_the_filled_store() {
    let place = Place::new();
    let lines = place.path("lenh.batch");
    let text = "task done 2.5 --document \"19/TTr-UBND\" --date 2024-04-02\nlog --json\n";
    fs::write(&lines, text).unwrap();
    let output = place.run(&["batch", lines.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("ok 1") && text.contains("\"at\": \"2024-04-02T"), "its own today in the journal");
}

#[test]
fn two_at_once_do_not_meet_and_the_folder_is_private() {
    use std::process::Stdio;
    let place = Place::new();
    let start = || {
        let mut command = place.command(&["batch", "-"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let mut both = [start(), start()];
    for child in &mut both {
        // The answer says that the store is filled and open for writing.
        child.stdin.as_mut().unwrap().write_all(b"task start 2.5\n").unwrap();
        let mut answer = std::io::BufReader::new(child.stdout.as_mut().unwrap());
        let mut line = String::new();
        while !line.starts_with("ok 1") {
            line.clear();
            assert!(std::io::BufRead::read_line(&mut answer, &mut line).unwrap() > 0, "no answer");
        }
    }
    let folders: Vec<PathBuf> = fs::read_dir(place.path("tmp")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(folders.len(), 2);
    #[cfg(unix)]
    for folder in &folders {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
    for child in both {
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 0, "{}", stderr(&output));
    }
    assert_eq!(fs::read_dir(place.path("tmp")).unwrap().count(), 0);
}
