//! The year's reports at a glance, and the revisions of one.

use chrono::NaiveDate;

use super::{document, submissions, words};
use crate::domain::pack::{Mark, Pack};
use crate::domain::period::Period;
use crate::domain::submission::{Receipt, Remark, State, Submission};

/// In order.
pub const GOOD: &str = "đạt";
/// Missing, travels as missing.
pub const OPEN: &str = "thiếu";
/// Blocks.
pub const BAD: &str = "LỖI";

/// A passage of the officer's own among the others.
pub fn own(text: &str) -> String {
    format!("» {text}")
}

/// File offered for the report document.
pub fn file_name(period: Period) -> String {
    format!("bao-cao-{period}.docx")
}

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
    /// Day that on time or late is judged by: of the document, else of the first handing over.
    pub sent: Option<NaiveDate>,
    /// Late or not.
    pub late: Option<bool>,
    /// Settled, by a package or otherwise.
    pub settled: bool,
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
        (None, None) if facts.settled => "đã chốt, không tính hạn".to_owned(),
        (Some(true), None) if facts.settled => "đã xong, trễ hạn".to_owned(),
        (_, None) if facts.settled => "đã xong, đúng hạn".to_owned(),
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

/// A report's state in the list: whether it was in time, how far it is, what it lacks; `before` is what there is to
/// say before a package was made.
pub fn list_state(facts: &Facts, before: &str, settled: bool, changed: &str) -> String {
    let timely = match facts.late {
        Some(true) if settled || facts.sent.is_some() => "trễ hạn",
        Some(false) if settled || facts.sent.is_some() => "đúng hạn",
        _ => "",
    };
    let state = match facts.state.map(|(state, _)| state) {
        None => before,
        Some(State::Finalized) => "đã chốt, chưa xuất",
        Some(State::Exported) => "chưa gửi",
        Some(State::SentUnnumbered) => "chưa số văn bản",
        Some(State::Sent) => "đã gửi",
        Some(State::Received) => "đã nhận",
        Some(State::Returned) => "bị trả lại",
    };
    let lacks = facts.lacks.filter(|n| *n > 0).map(|n| format!("thiếu {n}")).unwrap_or_default();
    let parts = [timely, state, changed, &lacks];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The same behind the days left, where there are any.
pub fn with_days(left: &str, state: &str) -> String {
    if left.is_empty() { state.to_owned() } else { format!("{left}, {state}") }
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

/// A revision: how far it is, its file, why it was made, what it lacks.
pub fn revision(s: &Submission, there: bool) -> Vec<String> {
    let (made, standing) = (words::moment(&s.created), submissions::standing(s));
    let mut out = vec![format!("Lần {} – {standing}, mã gói {}, lập {made}", s.revision, s.code)];
    out.push(format!("tệp {}", s.file));
    out.extend(s.reason.as_ref().map(|reason| format!("lý do nộp lại: {reason}")));
    out.extend(s.signed.as_ref().map(|_| "có kèm bản ký".to_owned()));
    if !there {
        out.push("tệp đã giữ bị mất hoặc hỏng: khôi phục từ bản sao lưu".to_owned());
    }
    out.extend(s.gaps.iter().map(|gap| format!("còn thiếu: {}", document::gap(gap))));
    out
}

/// An answer of the recipient, without its remarks.
pub fn answer(receipt: &Receipt) -> String {
    let number = receipt.number.as_ref().map(|n| format!(", số {n}")).unwrap_or_default();
    format!("{} ngày {}{number}", submissions::verdict(receipt.result), words::date(receipt.date))
}

/// Over the values that are others today.
pub fn different(number: usize) -> String {
    format!("{number} số khác với hôm nay:")
}

/// A remark with the place it names in words.
pub fn remark(pack: &Pack, remark: &Remark) -> String {
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
