//! Sentences about tasks, their days and alerts.

use chrono::NaiveDate;

use super::{alerts, document, indicators, ui, words};
use crate::domain::alert::{Alert, Counts};
use crate::domain::book::OwnTask;
use crate::domain::deadline::Deadline;
use crate::domain::indicator::Indicator;
use crate::domain::pack::{DeadlineKind, IndicatorRow};
use crate::domain::period::Period;
use crate::domain::task::{Role, Task};
use crate::domain::text::printable;

/// Sorted as the annex prints it.
pub const BY_ANNEX: &str = "theo phụ lục";
/// Sorted by the next day.
pub const BY_DEADLINE: &str = "theo thời hạn";
/// Sorted by person.
pub const BY_PERSON: &str = "theo người";
/// Goal of a row.
pub const GOAL: &str = "Mục tiêu";
/// Rows the plan has no more.
pub const DROPPED: &str = "Đã bỏ khỏi kế hoạch, giữ để xem";
/// What is said of such rows.
pub const STATE: &str = "Tình trạng";
/// Heading of tasks without an open day.
pub const NO_DAY: &str = "Không có ngày hạn đang mở";
/// Heading of tasks nobody is in charge of.
pub const NOBODY: &str = "Chưa phân công";

fn clip(text: &str) -> String {
    printable(text, 60)
}

/// No indicator measures the task.
pub fn no_indicator() -> &'static str {
    "Nhiệm vụ này không gắn với chỉ tiêu nào."
}

/// The indicator measures no task.
pub fn no_task() -> &'static str {
    "Chỉ tiêu này không gắn với nhiệm vụ nào."
}

/// A refusal that concerns one of several tasks.
pub fn about_one(id: &str, sentence: &str) -> String {
    format!("Nhiệm vụ {}: {sentence} Chưa ghi việc nào.", clip(id))
}

/// A row that the plan has no more.
pub fn is_dropped(id: &str) -> String {
    format!("Nhiệm vụ {} đã bỏ khỏi kế hoạch: chỉ giữ lại để xem, không ghi thêm.", clip(id))
}

/// A day far outside the plan year.
pub fn out_of_reach(date: NaiveDate, from: NaiveDate, to: NaiveDate) -> String {
    format!(
        "Hạn {} ngoài khoảng {} – {} của kế hoạch: hãy kiểm tra lại ngày.",
        words::date(date),
        words::date(from),
        words::date(to)
    )
}

/// A set day beyond the span that the plan gives.
pub fn beyond_the_span(id: &str, last: NaiveDate) -> String {
    format!(
        "Kế hoạch cho việc {} đến hết {}: muốn lùi quá ngày ấy phải gia hạn theo văn bản.",
        clip(id),
        words::date(last)
    )
}

/// The day of a debt is set where it is from.
pub fn due_of_its_year(id: &str, year: i32, of: &str) -> String {
    format!("Việc {} là nhiệm vụ {} của năm {year}: hạn đặt ở năm ấy, ở đây chỉ gia hạn được.", clip(id), clip(of))
}

/// An event or another plan with a day beside it.
pub fn day_beside(text: &str) -> String {
    format!(
        "“{}” vừa có ngày vừa chờ văn bản: hãy ghi riêng ngày (ví dụ trước 30/6), tên văn bản ghi ở mục văn bản giao việc.",
        clip(text)
    )
}

/// A percentage that is none.
pub fn bad_percent() -> String {
    "Tỷ lệ đã làm là số từ 1 đến 99; xong hẳn thì ghi đã xong kèm văn bản.".to_owned()
}

/// A link that leads nowhere.
pub fn unknown_link(link: &str) -> String {
    format!("Không có nhiệm vụ hay chỉ tiêu {} trong kế hoạch.", clip(link))
}

/// A document dated before the plan.
pub fn before_plan(date: NaiveDate, begins: NaiveDate) -> String {
    format!(
        "Ngày {} trước khi kế hoạch có hiệu lực ({}): hãy kiểm tra lại ngày.",
        words::date(date),
        words::date(begins)
    )
}

/// No day that could be moved.
pub fn nothing_to_postpone(id: &str) -> String {
    format!("Nhiệm vụ {} chưa có ngày hạn để gia hạn: hãy đặt hạn trước.", clip(id))
}

/// An extension that extends nothing.
pub fn postponed_too_early(to: NaiveDate, legal: NaiveDate) -> String {
    format!("Hạn mới {} không sau hạn đang có {}: hãy kiểm tra lại ngày.", words::date(to), words::date(legal))
}

/// A task that waits for no event.
pub fn waits_for_nothing(id: &str) -> String {
    format!("Nhiệm vụ {} không phải việc chờ hướng dẫn.", clip(id))
}

/// A day before the event it follows from.
pub fn due_before_event(due: NaiveDate, event: NaiveDate) -> String {
    format!("Hạn {} trước ngày của văn bản {}: hãy kiểm tra lại ngày.", words::date(due), words::date(event))
}

/// Days of reports are set by period.
pub fn due_by_period(id: &str) -> String {
    format!("Nhiệm vụ {} làm theo kỳ: hạn đặt cho từng kỳ báo cáo, ở màn hình Báo cáo.", clip(id))
}

/// A day the plan gives for sure is not set but extended.
pub fn day_is_given(id: &str) -> String {
    format!("Kế hoạch đã ghi ngày của nhiệm vụ {}: muốn lùi phải gia hạn theo văn bản.", clip(id))
}

/// A day that was extended already.
pub fn postponed_already(to: NaiveDate) -> String {
    format!("Hạn đã được gia hạn đến {}: hãy gia hạn tiếp hoặc hoàn tác lần gia hạn.", words::date(to))
}

/// A lead time that is none.
pub fn bad_lead(most: i64) -> String {
    format!("Số ngày nhắc trước là từ 1 đến {most} ngày làm việc.")
}

/// An alert that is always shown.
pub fn cannot_wait() -> &'static str {
    "Việc quá hạn, đồng hồ, năm kế hoạch và sao lưu luôn được nhắc, không tạm ẩn được."
}

/// A day until which nothing can be hidden.
pub fn bad_snooze(until: NaiveDate, today: NaiveDate, last: Option<NaiveDate>) -> String {
    let last = last.map(|day| format!(", không quá ngày hạn {}", words::date(day))).unwrap_or_default();
    format!("Ngày nhắc lại {} phải sau hôm nay ({}){last}.", words::date(until), words::date(today))
}

/// Everything that needs attention on one line: counts, then the most urgent.
pub fn alerts_line(list: &[Alert]) -> String {
    let counts = ui::counts(Counts::of(list));
    let first = list.first().map(|alert| format!(". {}", printable(&alerts::text(alert), 100))).unwrap_or_default();
    format!("daumoi: {counts}{first}")
}

/// What is hidden.
pub fn snoozed(number: usize) -> String {
    format!("Đang tạm ẩn {number} việc nhắc theo lựa chọn của cán bộ.")
}

/// Alerts are shown again.
pub fn woken(number: usize) -> String {
    format!("Đã nhắc lại {number} việc.")
}

/// An alert is hidden.
pub fn hidden_until(until: NaiveDate) -> String {
    format!("Đã tạm ẩn, nhắc lại từ {}.", words::date(until))
}

/// A task that is not marked.
pub fn not_followed(id: &str) -> String {
    format!("Nhiệm vụ {} không có dấu cần xem lại: chưa có gì thay đổi.", printable(id, 40))
}

/// What somebody asked to look at again.
pub fn follow(period: Option<Period>, why: &str) -> String {
    match period {
        Some(period) => format!("Cần xem lại ({}): {why}", words::period(period)),
        None => format!("Cần xem lại: {why}"),
    }
}

/// No alert of that kind is shown.
pub fn no_alert(what: &str) -> String {
    format!("Hôm nay không có việc nhắc nào là {}: xem bằng `daumoi alerts --json`.", clip(what))
}

/// A wording that is no deadline.
pub fn bad_when(text: &str) -> String {
    format!(
        "“{}” không phải thời hạn: hãy ghi như 25/01, trước 25/01, quý III, hàng quý, thường xuyên, khi có hướng dẫn, theo \
         kế hoạch, chưa có hạn.",
        clip(text)
    )
}

/// Deadlines without printed wording, as lists say them.
pub fn kind(kind: DeadlineKind) -> &'static str {
    match kind {
        DeadlineKind::Before => "trước ngày",
        DeadlineKind::By => "đến ngày",
        DeadlineKind::Within => "trong kỳ",
        DeadlineKind::Recurring => "theo kỳ",
        DeadlineKind::Ongoing => "thường xuyên",
        DeadlineKind::Event => "khi có văn bản",
        DeadlineKind::Plan => "theo kế hoạch",
        DeadlineKind::Unset => "chưa có hạn",
    }
}

/// Every extension, one line each: `gia hạn lần 1, từ 24/05/2024 đến 10/06/2024 (45/UBND-VP): lý do`.
pub fn extensions(original: Option<NaiveDate>, list: &[crate::domain::book::Extension]) -> Vec<String> {
    let mut from = original;
    let mut out = Vec::new();
    for (number, extension) in (1..).zip(list) {
        let begins = from.map(words::date).unwrap_or_default();
        let to = words::date(extension.to);
        out.push(format!("gia hạn lần {number}, từ {begins} đến {to} ({}): {}", extension.document, extension.reason));
        from = Some(extension.to);
    }
    out
}

/// What an on-event task waited for.
pub fn event(deadline: &Deadline) -> Option<String> {
    let event = deadline.event.as_ref()?;
    Some(format!("Đã có {} ngày {}", event.document, words::date(event.date)))
}

/// The deadline of an own task as it may be typed again.
pub fn when(own: &OwnTask) -> String {
    use crate::domain::period::Part;
    let parts: Vec<Part> = own.periods.iter().map(|p| p.part).collect();
    match (own.kind, own.due, own.span) {
        _ if !own.wording.is_empty() => own.wording.clone(),
        (DeadlineKind::Before, Some(day), _) => format!("trước {}", words::date(day)),
        (_, Some(day), _) => words::date(day),
        (_, None, Some(span)) => words::period(span),
        (DeadlineKind::Recurring, ..) => match parts.as_slice() {
            [Part::Year] => "hàng năm",
            [Part::Half, Part::Year] => "6 tháng, năm",
            [Part::Month(_), ..] => "hàng tháng",
            [.., Part::Year] => "hàng quý/năm",
            _ => "hàng quý",
        }
        .to_owned(),
        (DeadlineKind::Event, ..) => "khi có hướng dẫn".to_owned(),
        (other, ..) => kind(other).to_owned(),
    }
}

/// What is known of a task's day beside how it was derived: the event, extensions, how much is done, its own
/// lead time.
pub fn about_days(task: &Task) -> Vec<String> {
    let next = task.occurrences.iter().find(|o| !o.settled());
    let (original, list) =
        next.map_or((task.deadline.original_day, &task.deadline.extensions), |o| (o.original_day, &o.extensions));
    let percent = next.map_or(task.percent, |o| o.percent).map(|n| format!("Đã làm được {n}%."));
    let lead = task.lead_days.map(|n| format!("Nhắc trước {n} ngày làm việc."));
    let event = event(&task.deadline).map(|text| format!("{text}."));
    let moved = extensions(original, list).into_iter().map(|text| format!("{}.", ui::capital(&text)));
    event.into_iter().chain(moved).chain(percent).chain(lead).collect()
}

/// An indicator that measures a task, as it stands.
pub fn measured_by(row: &IndicatorRow, now: &Indicator) -> String {
    let (rate, target) = (indicators::rate(row.target, indicators::ratio(now)), document::short_target(row.target));
    format!("Chỉ tiêu {}: {rate} ({target}) từ đầu năm – {}", row.name, indicators::gap(row, now))
}

/// Heading of what the plan asks of the commune in the same way.
pub fn role_part(role: Role) -> &'static str {
    match role {
        Role::Lead => "Xã chủ trì",
        Role::Coordinate => "Xã phối hợp",
        Role::None => "Kế hoạch không nêu xã",
    }
}

/// Heading of days of one month.
pub fn month_of(day: NaiveDate) -> String {
    day.format("Hạn trong tháng %m/%Y").to_string()
}

/// So many tasks are dealt with at once.
pub fn several(number: usize) -> String {
    format!("{number} việc đã chọn")
}

/// State of a task with the day it goes by: `Chưa làm, quá 23 ngày – hạn 24/01/2024`.
/// With the working days left while it is open, and the last working day where that is another one.
pub fn state_and_day(state: &str, day: NaiveDate, safe: NaiveDate, working: Option<i64>) -> String {
    let left = working.filter(|n| *n >= 0).map(|n| format!(" ({n} ngày làm việc)")).unwrap_or_default();
    let safe = if safe == day { String::new() } else { format!(", nên xong {}", words::weekday_date(safe)) };
    format!("{}{left} – hạn {}{safe}", ui::capital(state), words::weekday_date(day))
}
