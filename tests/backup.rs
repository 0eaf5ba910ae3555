//! Backups, restoring and the check of everything, with the real binary.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;

use common::{code, done, json, run, set_up, stderr, stdout};

fn filled(dir: &Path) {
    set_up(dir);
    done(dir, &["batch", common::fixture("q1-2024.batch").to_str().unwrap(), "--today", "2024-03-15"]);
    done(dir, &["submit", "2024-Q1", "--out", dir.with_file_name("out").to_str().unwrap(), "--today", "2024-03-18"]);
}

fn entries(dir: &Path) -> usize {
    json(&done(dir, &["log", "--json"])).as_array().unwrap().len()
}

#[test]
fn a_backup_brings_everything_back_and_says_what_would_change() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("data");
    filled(&dir);
    let file = place.path().join("sao.jsonl");
    let file = file.to_str().unwrap();
    done(&dir, &["backup", file]);
    let (figures, count) = (stdout(&run(&dir, &["figures", "show", "2024-Q1"])), entries(&dir));
    // Not over an existing file without being told to.
    assert!(common::refused(&dir, &["backup", file]).contains("đã có"));
    done(&dir, &["backup", file, "--confirm"]);

    done(&dir, &["figures", "set", "2024-02", "ho_tich", "online=999", "--today", "2024-03-19"]);
    let before = fs::read(dir.join("journal.jsonl")).unwrap();
    let asked = run(&dir, &["restore", file]);
    assert_eq!(code(&asked), 2);
    assert!(stdout(&asked).contains("Sẽ mất so với dữ liệu đang có: 1 lần ghi"), "{}", stdout(&asked));
    assert!(stdout(&asked).contains("Sẽ có thêm từ bản sao lưu: không"), "{}", stdout(&asked));
    assert!(stdout(&asked).contains("1 giá trị sẽ khác"), "{}", stdout(&asked));
    assert_eq!(fs::read(dir.join("journal.jsonl")).unwrap(), before, "nothing is changed by asking");

    done(&dir, &["restore", file, "--confirm"]);
    assert_eq!(stdout(&run(&dir, &["figures", "show", "2024-Q1"])), figures);
    assert_eq!(entries(&dir), count + 1, "the restoring stands in the trail");
    assert!(stdout(&done(&dir, &["log", "khoi phuc"])).contains("sao.jsonl"));
    // What was there is kept, whole.
    let aside = place.path().join("aside");
    fs::rename(dir.join("aside/1"), &aside).unwrap();
    assert_eq!(entries(&aside), count + 1);
    // And on an empty machine, packages included.
    let fresh = place.path().join("moi");
    done(&fresh, &["restore", file, "--confirm"]);
    assert_eq!(stdout(&run(&fresh, &["figures", "show", "2024-Q1"])), figures);
    let again = place.path().join("out2");
    done(&fresh, &["submit", "2024-Q1", "--out", again.to_str().unwrap(), "--today", "2024-03-20"]);
    let package = |folder: &Path| {
        let zip = fs::read_dir(folder)
            .unwrap()
            .flatten()
            .map(|e| e.path())
            .find(|p| p.extension().is_some_and(|e| e == "zip"));
        fs::read(zip.unwrap()).unwrap()
    };
    assert!(package(&dir.with_file_name("out")) == package(&again));
}

#[test]
fn a_damaged_backup_is_refused_whole() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("data");
    filled(&dir);
    let file = place.path().join("sao.jsonl");
    done(&dir, &["backup", file.to_str().unwrap()]);
    let good = fs::read(&file).unwrap();
    let rounds = 24;
    for round in 0..rounds {
        let mut bytes = good.clone();
        let at = bytes.len() * round / rounds;
        if round % 2 == 0 {
            bytes.truncate(at);
        } else {
            bytes[at] ^= 1;
        }
        fs::write(&file, &bytes).unwrap();
        let before = fs::read(dir.join("journal.jsonl")).unwrap();
        let message = common::refused(&dir, &["restore", file.to_str().unwrap(), "--confirm"]);
        assert!(message.contains("sao lưu") || message.contains("mới hơn"), "round {round}: {message}");
        assert_eq!(fs::read(dir.join("journal.jsonl")).unwrap(), before, "round {round}");
    }
    // Paths that lead elsewhere, with a checksum that fits.
    for name in ["../x.jsonl", "/tmp/x.jsonl", "history/../../x.jsonl", "lock"] {
        let text = String::from_utf8(good.clone()).unwrap().replacen("journal.jsonl", name, 1);
        let (body, _) = text.trim_end().rsplit_once('\n').unwrap();
        let body = format!("{body}\n");
        let sum = daumoi::store::line::sha256(body.as_bytes());
        fs::write(&file, format!("{body}{{\"sha256\":\"{sum}\"}}\n")).unwrap();
        assert!(common::refused(&dir, &["restore", file.to_str().unwrap(), "--confirm"]).contains("sao lưu"), "{name}");
    }
}

#[test]
fn a_restoring_that_was_cut_off_goes_on() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("data");
    filled(&dir);
    let file = place.path().join("sao.jsonl");
    done(&dir, &["backup", file.to_str().unwrap()]);
    let count = entries(&dir);
    done(&dir, &["figures", "set", "2024-02", "ho_tich", "online=999", "--today", "2024-03-19"]);
    // As it lies when power goes while the present files are put aside: some are, some are not.
    let other = place.path().join("other");
    done(&other, &["restore", file.to_str().unwrap(), "--confirm"]);
    let unpacked = dir.join("restore.tmp");
    fs::create_dir(&unpacked).unwrap();
    for name in ["journal.jsonl", "snapshots", "packages"] {
        fs::rename(other.join(name), unpacked.join(name)).unwrap();
    }
    fs::create_dir_all(dir.join("aside/1")).unwrap();
    fs::rename(dir.join("journal.jsonl"), dir.join("aside/1/journal.jsonl")).unwrap();
    fs::write(dir.join("restore.pending"), "aside/1").unwrap();
    assert_eq!(entries(&dir), count + 2, "what was unpacked is in place, and the trail tells of it");
    assert!(stdout(&done(&dir, &["log", "khoi phuc"])).contains("aside"));
    assert!(dir.join("aside/1/sled").exists() && !dir.join("restore.tmp").exists());
}

#[test]
fn automatic_backups_once_a_day_and_an_alert_when_they_stop() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("data");
    let stick = place.path().join("usb");
    set_up(&dir);
    // A place that cannot be: refused. One that is gone later: said, and an alert.
    for nowhere in ["/khong/co", "usb"] {
        assert!(common::refused(&dir, &["settings", "backup_dir", nowhere]).contains("Không có thư mục"));
    }
    done(&dir, &["settings", "backup_dir", stick.to_str().unwrap()]);
    fs::remove_dir_all(&stick).unwrap();
    let output = run(&dir, &["settings", "signatory", "Lê Văn Cảnh"]);
    assert_eq!(code(&output), 0);
    assert!(stderr(&output).contains("Chưa sao lưu tự động được"), "{}", stderr(&output));
    let kinds = |dir: &Path| -> Vec<String> {
        let alerts = json(&run(dir, &["alerts", "--json", "--today", "2024-01-02"]));
        alerts.as_array().unwrap().iter().map(|a| a["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert!(kinds(&dir).contains(&"backup_old".to_owned()));
    fs::create_dir(&stick).unwrap();
    for signatory in ["Lê Văn Bình", "Lê Văn An"] {
        done(&dir, &["settings", "signatory", signatory]);
    }
    let files: Vec<_> = fs::read_dir(&stick).unwrap().flatten().map(|e| e.path()).collect();
    assert_eq!(files.len(), 1, "one a day");
    assert!(files[0].file_name().unwrap().to_str().unwrap().starts_with("daumoi_26383-xa-an-phuoc_"));
    assert!(!kinds(&dir).contains(&"backup_old".to_owned()));
    done(&place.path().join("moi"), &["restore", files[0].to_str().unwrap(), "--confirm"]);
    fs::rename(&files[0], stick.join("daumoi_26383-xa-an-phuoc_2024-01-02.saoluu.jsonl")).unwrap();
    assert!(kinds(&dir).contains(&"backup_old".to_owned()));
}

#[test]
fn doctor_finds_what_opening_does_not_read() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("data");
    filled(&dir);
    let all = done(&dir, &["doctor", "--json", "--today", "2024-03-18"]);
    assert!(json(&all).as_array().unwrap().len() >= 9);
    assert!(json(&all).as_array().unwrap().iter().all(|l| l["state"] == "good"));
    let doctor = || {
        let output = run(&dir, &["doctor", "--json", "--today", "2024-03-18"]);
        let lines = json(&output);
        let wrong = lines.as_array().unwrap().iter().filter(|l| l["state"] != "good");
        let found: Vec<(String, String)> =
            wrong.map(|l| (l["check"].as_str().unwrap().to_owned(), l["state"].as_str().unwrap().to_owned())).collect();
        (code(&output), found)
    };
    // An edited line of the past: the state is not built from it, the chain tells.
    let journal = dir.join("journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    let sealed = dir.join("history");
    fs::create_dir(&sealed).unwrap();
    let count = text.lines().count();
    let name = sealed.join(format!("00000001-{count:08}_{count}.jsonl"));
    fs::write(&name, text.replacen("Nguyễn", "Nguyen", 1)).unwrap();
    fs::write(&journal, "").unwrap();
    let (status, found) = doctor();
    assert_eq!((status, found[0].clone()), (1, ("journal".into(), "wrong".into())), "{found:?}");
    // A line taken out.
    let without: Vec<&str> = text.lines().enumerate().filter(|(i, _)| *i != 3).map(|(_, l)| l).collect();
    fs::write(&name, without.join("\n") + "\n").unwrap();
    assert_eq!(doctor().1[0], ("journal".into(), "wrong".into()));
    fs::write(&name, &text).unwrap();
    assert_eq!(doctor(), (0, vec![]));
    // The last line written anew with fitting checksums: the snapshot was made after another one.
    let (head, last) = text.trim_end().rsplit_once('\n').unwrap();
    let (body, _) = last.rsplit_once(",\"crc\"").unwrap();
    let body = body.replacen("Ánh", "Anh", 1);
    let forged = format!("{head}\n{body},\"crc\":\"{:08x}\"}}\n", crc32fast::hash(body.as_bytes()));
    fs::write(&name, forged).unwrap();
    assert_eq!(doctor().1[0], ("journal".into(), "wrong".into()));
    // The last three lines of a sealed file gone.
    let cut: Vec<&str> = text.lines().take(count - 3).collect();
    fs::write(&name, cut.join("\n") + "\n").unwrap();
    assert_eq!(doctor().1[0], ("journal".into(), "wrong".into()));
    fs::write(&name, &text).unwrap();
    assert_eq!(doctor(), (0, vec![]));
    // A package that lost a bit.
    let package = fs::read_dir(dir.join("packages")).unwrap().flatten().next().unwrap().path();
    let good = fs::read(&package).unwrap();
    let mut bytes = good.clone();
    bytes[100] ^= 1;
    fs::write(&package, bytes).unwrap();
    assert_eq!(doctor(), (1, vec![("packages".into(), "wrong".into())]));
    fs::write(&package, good).unwrap();
}

#[cfg(unix)]
fn walk(path: &Path, out: &mut Vec<(String, u32)>) {
    let meta = fs::metadata(path).unwrap();
    out.push((path.display().to_string(), std::os::unix::fs::PermissionsExt::mode(&meta.permissions()) & 0o777));
    if meta.is_dir() {
        for entry in fs::read_dir(path).unwrap().flatten() {
            walk(&entry.path(), out);
        }
    }
}

#[cfg(unix)]
#[test]
fn everything_in_the_data_dir_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("data");
    filled(&dir);
    let mut found = Vec::new();
    walk(&dir, &mut found);
    // sled makes its files with the mask of the process; the folder above keeps others out.
    let open: Vec<_> = found.iter().filter(|(path, mode)| mode & 0o077 != 0 && !path.contains("/sled")).collect();
    assert!(open.is_empty(), "{open:?}");
    assert_eq!(found[0].1, 0o700);
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o755)).unwrap();
    let output = run(&dir, &["doctor", "--json", "--today", "2024-03-18"]);
    assert_eq!(code(&output), 1);
    assert_eq!(fs::metadata(&dir).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn the_log_is_searched_and_written_as_a_table() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("data");
    filled(&dir);
    done(&dir, &["settings", "signatory", "=1+1"]);
    let found = stdout(&done(&dir, &["log", "dat dai"]));
    assert!(found.contains("dat_dai") && !found.contains("ho_tich"), "{found}");
    let file = place.path().join("nhat-ky.csv");
    done(&dir, &["log", "--csv", file.to_str().unwrap()]);
    assert!(common::refused(&dir, &["log", "--csv", file.to_str().unwrap()]).contains("đã có"));
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("Người ký báo cáo,Trần Văn Bình,'=1+1"));
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    assert!(reader.records().map(Result::unwrap).count() > 30);
}

#[test]
fn backing_up_works_beside_a_writer() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("data");
    filled(&dir);
    let holding = common::holding(&dir);
    let file = place.path().join("sao.jsonl");
    done(&dir, &["backup", file.to_str().unwrap()]);
    let message = common::refused(&dir, &["restore", file.to_str().unwrap(), "--confirm"]);
    assert!(message.contains("tiến trình"), "{message}");
    holding.end();
    let fresh = place.path().join("moi");
    done(&fresh, &["restore", file.to_str().unwrap(), "--confirm"]);
    assert!(stdout(&done(&fresh, &["settings", "signatory"])).contains('A'));
}

#[test]
fn backups_of_two_communes_share_a_place() {
    let place = tempfile::tempdir().unwrap();
    let stick = place.path().join("usb");
    for (dir, unit) in [("a", "26383"), ("b", "26386")] {
        let dir = place.path().join(dir);
        done(&dir, &["init", "--unit", unit, "--year", "2024", "--officer", "A"]);
        done(&dir, &["settings", "backup_dir", stick.to_str().unwrap()]);
    }
    assert_eq!(fs::read_dir(&stick).unwrap().count(), 2);
    // Nor is anything written among the data.
    let inside = place.path().join("a/sao.jsonl");
    assert!(common::refused(&place.path().join("a"), &["backup", inside.to_str().unwrap()]).contains("nơi khác"));
}
