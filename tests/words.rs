//! The report in words: what happened, what did not, and what is not known are three things.
#![allow(clippy::unwrap_used)]

mod common;

use common::{done, json, run, with_quarter};
use serde_json::Value;

const DAY: &str = "2024-03-19";

/// Paragraphs of a section, without its heading.
fn section(dir: &std::path::Path, period: &str, code: &str) -> Vec<String> {
    let lines = json(&run(dir, &["report", "text", period, "--json", "--today", DAY]));
    let of = lines.as_array().unwrap().iter().filter(|l| l["section"] == code && l["voice"] != "heading");
    of.map(|l: &Value| l["text"].as_str().unwrap().to_owned()).collect()
}

fn with(commands: &[&[&str]]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    for command in commands {
        done(dir.path(), &[command, &["--today", DAY][..]].concat());
    }
    dir
}

#[test]
fn what_is_not_known_is_said_to_be_missing() {
    let missing = |texts: &[String]| texts.iter().any(|t| t.starts_with("Chưa có số liệu"));
    let nothing = |texts: &[String]| texts.iter().any(|t| t.contains("không phát sinh"));
    // A counter that is not there in one month.
    let dir = with(&[&["figures", "set", "2024-02", "counters", "feedback_due=", "feedback_settled_on_time="]]);
    let texts = section(dir.path(), "2024-Q1", "phan_anh_kien_nghi");
    assert!(missing(&texts) && !nothing(&texts), "{texts:?}");
    assert!(texts.iter().any(|t| t.contains("(tháng 02/2024)") && t.contains("PAKN phải xử lý")), "{texts:?}");
    // A cell of the form: the totals that need it are missing, those that do not are told.
    let dir = with(&[&["figures", "set", "2024-02", "tre_em", "early="]]);
    let texts = section(dir.path(), "2024-Q1", "giai_quyet");
    assert!(texts[0].starts_with("Tổng số hồ sơ tiếp nhận là"), "{texts:?}");
    assert!(missing(&texts) && !nothing(&texts), "{texts:?}");
    // A field without one month, and counters that lack different months: each with what it lacks.
    let row = ["online=", "direct=", "carried=", "early=", "on_time=", "late=", "open_in_time=", "open_overdue="];
    let dir = with(&[
        &[&["figures", "set", "2024-03", "ho_tich"][..], &row[..]].concat(),
        &["figures", "set", "2024-02", "counters", "dossiers_digitised="],
        &["figures", "set", "2024-03", "counters", "e_certified_copies="],
    ]);
    let texts = section(dir.path(), "2024-Q1", "giai_quyet");
    assert!(texts.iter().any(|t| t.contains("(tháng 03/2024; lĩnh vực Hộ tịch): Tổng tiếp nhận")), "{texts:?}");
    let texts = section(dir.path(), "2024-Q1", "moi_truong_dien_tu");
    for line in ["(tháng 02/2024): Hồ sơ được số hóa.", "(tháng 03/2024): Bản sao chứng thực điện tử."]
    {
        assert!(texts.iter().any(|t| t.ends_with(line)), "{line} {texts:?}");
    }
    // Months that have not come: nothing is known of the half year.
    for code in ["phan_anh_kien_nghi", "giai_quyet", "moi_truong_dien_tu"] {
        let texts = section(dir.path(), "2024-H1", code);
        assert!(missing(&texts) && !nothing(&texts), "{code}: {texts:?}");
    }
}

#[test]
fn what_did_not_happen_is_said_once() {
    let nil = ["feedback_due=nil", "feedback_settled_on_time=nil", "feedback_rated=nil", "feedback_satisfied=nil"];
    let months = ["2024-01", "2024-02", "2024-03"];
    let commands: Vec<Vec<&str>> =
        months.iter().map(|m| [&["figures", "set", m, "counters"][..], &nil[..]].concat()).collect();
    let commands: Vec<&[&str]> = commands.iter().map(Vec::as_slice).collect();
    let dir = with(&commands);
    let texts = section(dir.path(), "2024-Q1", "phan_anh_kien_nghi");
    assert_eq!(texts, ["Trong kỳ không phát sinh phản ánh, kiến nghị."]);
    // A section without figures and tasks says so in the pack's words.
    assert_eq!(section(dir.path(), "2024-Q1", "danh_gia_tac_dong"), ["Trong kỳ không phát sinh."]);
}

#[test]
fn tasks_are_told_once_where_they_belong() {
    let dir = with(&[
        &["task", "statement", "3.1-2", "--period", "2024-Q1", "Đã mua một máy quét"],
        &["task", "statement", "2.1", "--period", "2024-Q1", "Đã rà soát 110 thủ tục"],
        &["task", "done", "2.6", "--document", "21/QĐ-UBND", "--date", "2024-03-18"],
    ]);
    let all = json(&run(dir.path(), &["report", "text", "2024-Q1", "--json", "--today", DAY]));
    let all: Vec<(&str, &str)> =
        all.as_array().unwrap().iter().map(|l| (l["section"].as_str().unwrap(), l["text"].as_str().unwrap())).collect();
    for (said, belongs) in [("Đã mua một máy quét", "mot_cua"), ("Đã rà soát 110 thủ tục", "cong_bo_cong_khai")]
    {
        let told: Vec<&(&str, &str)> = all.iter().filter(|(_, text)| text.contains(said)).collect();
        assert_eq!(told.len(), 1, "{said}");
        assert_eq!(told[0].0, belongs);
        // The task stands before what was done about it.
        assert!(told[0].1.contains(": Đã"), "{}", told[0].1);
    }
    // Done after the figures closed: ahead of the period told of, and said to be done since, as the annex says.
    let since: Vec<&(&str, &str)> = all.iter().filter(|(_, text)| text.contains("21/QĐ-UBND")).collect();
    assert_eq!(since.len(), 1, "{since:?}");
    let (section, text) = since[0];
    assert_eq!(*section, "phuong_huong");
    assert!(text.contains("hạn 24/05/2024; hoàn thành sau kỳ báo cáo tại văn bản số 21/QĐ-UBND"), "{text}");
    let year = json(&run(dir.path(), &["report", "text", "2024", "--json", "--today", DAY]));
    let stated = year.as_array().unwrap().iter().find(|l| l["text"].as_str().unwrap().contains("máy quét")).unwrap();
    assert!(stated["text"].as_str().unwrap().contains("(quý I/2024)"), "{stated}");
}

#[test]
fn a_difference_between_months_is_told_with_its_reason() {
    let set = ["figures", "set", "2024-03", "chung_thuc", "carried=6", "open_in_time=12", "--reason", "Kiểm đếm lại"];
    let dir = with(&[&set]);
    let texts = section(dir.path(), "2024-Q1", "giai_quyet");
    assert!(texts.iter().any(|t| t.contains("Kiểm đếm lại")), "{texts:?}");
    let check = common::stdout(&run(dir.path(), &["report", "check", "2024-Q1", "--today", DAY]));
    assert!(!check.contains("Không có cảnh báo nào") && !check.contains("chưa giải trình"), "{check}");
    let out = dir.path().join("out");
    let made = done(dir.path(), &["submit", "2024-Q1", "--out", out.to_str().unwrap(), "--json", "--today", DAY]);
    done(dir.path(), &["verify", json(&made)["path"].as_str().unwrap()]);
}
