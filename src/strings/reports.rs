//! The year's reports at a glance, and the revisions of one.

use chrono::NaiveDate;

use super::{document, submissions, words};
use crate::domain::pack::{Mark, Pack};
use crate::domain::period::Period;
use crate::domain::submission::{State, Submission, Verdict};

/// In order.
pub const GOOD: &str = "đạt";
/// Missing, travels as missing.
pub const OPEN: &str = "thiếu";
/// Blocks.
pub const BAD: &str = "LỖI";

/// Nothing was made.
pub fn nothing_made(period: Period) -> String {
    format!("Chưa làm gói nào của {}.", words::period(period))
}

/// What a report's line says.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Last day with its mark; none where nobody asks for the report.
    pub due: Option<(NaiveDate, Option<Mark>)>,
    /// State of the newest package and its revision.
    pub state: Option<(State, u32)>,
    /// Day it was first handed over.
    pub sent: Option<NaiveDate>,
    /// Late or not.
    pub late: Option<bool>,
    /// Complete or lacking so many things.
    pub lacks: Option<usize>,
    /// Times it came back.
    pub returned: usize,
}

/// When: on time, late, or how long there still is.
pub fn timeliness(facts: &Facts) -> String {
    let sent = facts.sent.map(|day| format!("gửi {}", words::date(day))).unwrap_or_default();
    match (facts.late, facts.sent) {
        (Some(true), Some(_)) => format!("{sent}, trễ hạn"),
        (Some(false), Some(_)) => format!("{sent}, đúng hạn"),
        (None, Some(_)) => sent,
        (Some(true), None) => "quá hạn".to_owned(),
        (Some(false), None) if facts.state.is_none() => "chưa đến hạn".to_owned(),
        (_, None) => "chưa gửi".to_owned(),
    }
}

/// Everything there, or not.
pub fn completeness(facts: &Facts) -> String {
    match facts.lacks {
        None => "chưa làm gói".to_owned(),
        Some(0) => "đủ".to_owned(),
        Some(n) => format!("thiếu {n} điểm"),
    }
}

/// A report on one line.
pub fn row(name: &str, facts: &Facts) -> String {
    let due = facts.due.map_or_else(
        || "không phải gửi".to_owned(),
        |(day, mark)| {
            let assumed = if mark == Some(Mark::Assumed) { " (tạm tính)" } else { "" };
            format!("hạn {}{assumed}", words::date(day))
        },
    );
    let state = facts.state.map_or_else(
        || "chưa chốt".to_owned(),
        |(state, revision)| format!("lần {revision} {}", submissions::state(state)),
    );
    let back = if facts.returned > 0 { format!("; bị trả lại {} lần", facts.returned) } else { String::new() };
    format!("{name}: {due}; {state}; {}; {}{back}", timeliness(facts), completeness(facts))
}

/// A revision with what came of it and what is different today.
pub fn kept(pack: &Pack, s: &Submission, there: bool, differences: &[String]) -> Vec<String> {
    let mut out = vec![
        format!(
            "Lần {} – {}, mã gói {}, lập {}",
            s.revision,
            submissions::standing(s),
            s.code,
            words::moment(&s.created)
        ),
        format!("    tệp {}", s.file),
    ];
    out.extend(s.reason.as_ref().map(|reason| format!("    lý do nộp lại: {reason}")));
    out.extend(s.signed.as_ref().map(|_| "    có kèm bản ký".to_owned()));
    if !there {
        out.push("    tệp đã giữ bị mất hoặc hỏng: khôi phục từ bản sao lưu".to_owned());
    }
    out.extend(s.gaps.iter().map(|gap| format!("    còn thiếu: {}", document::gap(gap))));
    for receipt in &s.receipts {
        let number = receipt.number.as_ref().map(|n| format!(", số {n}")).unwrap_or_default();
        out.push(format!("    {} ngày {}{number}", submissions::verdict(receipt.result), words::date(receipt.date)));
        let lead = if receipt.result == Verdict::Returned { "lý do" } else { "ý kiến" };
        out.extend(receipt.reasons.iter().map(|r| format!("      {lead}: {}", remark(pack, r))));
    }
    if !differences.is_empty() {
        out.push(format!("    {} số khác với hôm nay:", differences.len()));
        out.extend(differences.iter().map(|d| format!("      {d}")));
    }
    out
}

/// A remark with the place it names in words.
pub fn remark(pack: &Pack, remark: &crate::domain::submission::Remark) -> String {
    let place = remark.key.as_deref().map(|key| place(pack, key));
    match place {
        Some(place) => format!("{place}: {}", remark.text.replace('\n', " ")),
        None => remark.text.replace('\n', " "),
    }
}

/// A key of a package in words: period, field, column; a task's id.
fn place(pack: &Pack, key: &str) -> String {
    let parts: Vec<&str> = key.split('/').collect();
    match parts[..] {
        [of, field, column] => match of.parse::<Period>() {
            Ok(of) => super::trail::cell_place(pack, of, field, column),
            Err(_) => key.to_owned(),
        },
        _ => format!("nhiệm vụ {key}"),
    }
}
