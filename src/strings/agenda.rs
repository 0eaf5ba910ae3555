//! Words of the agenda and the scorecard.

use super::words;
use crate::domain::agenda::{Duty, Score, Scorecard, Span, Standing};
use crate::domain::pack::Pack;
use crate::domain::task::OWN_GROUP;

/// Heading of the agenda.
pub const AGENDA: &str = "Lịch việc theo tuần và tháng";
/// Nothing is open.
pub const NOTHING: &str = "Không có việc nào đang mở có ngày hạn.";
/// Heading of the scorecard.
pub const SCORECARD: &str = "Bảng điểm cả năm (mục III.5 của kế hoạch)";

/// A stretch of the agenda.
pub fn span(span: Span) -> String {
    match span {
        Span::Overdue => "Đã quá hạn".to_owned(),
        Span::Week(from, to) => format!("Tuần {}–{}", from.format("%d/%m"), words::date(to)),
        Span::Month(year, month) => format!("Tháng {month:02}/{year}"),
    }
}

/// A duty in a list: day, task, occurrence, where it stands when that matters.
pub fn duty(duty: &Duty) -> String {
    let period = duty.period.map(|p| format!(", {}", words::period(p))).unwrap_or_default();
    let safe =
        if duty.safe_day == duty.due { String::new() } else { format!(" (nên xong {})", words::date(duty.safe_day)) };
    format!("{}{safe} · {}{period} – {}", words::date(duty.due), duty.task_id, duty.subject)
}

/// A duty with where it stands.
pub fn scored(one: &Duty) -> String {
    format!("{}: {}", standing(one.standing), duty(one))
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::OnTime => "đúng hạn",
        Standing::Late => "trễ hạn",
        Standing::Open => "đang mở",
        Standing::Overdue => "quá hạn",
        Standing::Na => "không áp dụng",
    }
}

/// Numbers of a list of duties.
pub fn score(name: &str, score: &Score) -> String {
    let parts = [
        (score.on_time, Standing::OnTime),
        (score.late, Standing::Late),
        (score.open, Standing::Open),
        (score.overdue, Standing::Overdue),
        (score.na, Standing::Na),
    ];
    let shown: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {}", standing(*what))).collect();
    format!("{name}: {}", if shown.is_empty() { "chưa có việc nào".to_owned() } else { shown.join(" · ") })
}

/// Name of a group of the plan.
pub fn group(pack: &Pack, number: &str) -> String {
    if number == OWN_GROUP {
        return super::ui::OWN_GROUP.to_owned();
    }
    let group = pack.lists.group.iter().find(|g| g.number == number);
    group.map_or_else(|| number.to_owned(), |g| format!("{}. {}", g.number, g.title))
}

/// Name of the reports' line.
pub const REPORTS: &str = "Báo cáo định kỳ";

/// Statements of ongoing tasks.
pub fn statements((stated, all): (usize, usize)) -> String {
    format!("Tình hình việc thường xuyên: đã ghi {stated}/{all} lượt của các quý đã qua hạn")
}

/// Targets.
pub fn targets(card: &Scorecard) -> String {
    let count = |met| card.targets.iter().filter(|(_, m)| *m == met).count();
    format!(
        "Chỉ tiêu từ đầu năm{}: {} đạt · {} chưa đạt · {} chưa tính được",
        card.until.map(|month| format!(" đến hết {}", words::period(month))).unwrap_or_default(),
        count(Some(true)),
        count(Some(false)),
        count(None)
    )
}

/// One target.
pub fn target(pack: &Pack, code: &str, met: Option<bool>) -> String {
    let name = pack.lists.indicator.iter().find(|i| i.code == code).map_or(code, |i| i.name.as_str());
    let verdict = match met {
        Some(true) => "đạt",
        Some(false) => "chưa đạt",
        None => "chưa tính được",
    };
    format!("{verdict}: {name}")
}
