//! Sentences of the checklist before a report is finalized.

use chrono::NaiveDate;

use super::{ui, words};
use crate::domain::period::Period;
use crate::domain::rule::Issue;
use crate::domain::text::printable;

/// Months with figures.
pub fn months_there(months: &[Period]) -> String {
    let names: Vec<String> = months.iter().map(|m| words::short_month(*m)).collect();
    format!("Đã có số liệu tháng {}.", names.join(", "))
}

/// A month without.
pub fn month_missing(month: Period) -> String {
    format!("Chưa có số liệu {}.", words::period(month))
}

/// A broken rule with its explanation, or that it has none.
pub fn issue(issue: &Issue) -> String {
    ui::issue(issue)
}

/// No error.
pub fn no_errors() -> &'static str {
    "Không có lỗi số liệu."
}

/// No warning.
pub fn no_warnings() -> &'static str {
    "Không có cảnh báo nào phải giải trình."
}

/// No break between months.
pub fn no_breaks() -> &'static str {
    "Số chuyển kỳ khớp với tháng trước."
}

/// Every statement is there.
pub fn statements_there() -> String {
    "Việc thường xuyên đã ghi đủ tình hình thực hiện.".to_owned()
}

/// The report's due day.
pub fn due_day(day: NaiveDate, assumed: bool, source: Option<&str>) -> String {
    let mark = match source {
        Some(source) => format!(", theo {}", printable(source, 200)),
        None if assumed => ", là ngày tạm tính: hãy đặt theo văn bản của huyện".to_owned(),
        None => String::new(),
    };
    format!("Hạn gửi báo cáo: {}{mark}.", words::weekday_date(day))
}

/// Tasks whose day nobody has confirmed.
pub fn assumed_days(tasks: &[String]) -> String {
    format!("{} nhiệm vụ trong kỳ còn hạn tạm tính: {}.", tasks.len(), tasks.join(", "))
}

/// Who reports.
pub fn officer(name: &str) -> String {
    format!("Cán bộ đầu mối: {name}.")
}

/// Who signs.
pub fn signatory(name: &str, title: Option<&str>) -> String {
    match title {
        Some(title) => format!("Người ký: {name}, {title}."),
        None => format!("Người ký: {name}; chưa ghi chức vụ, báo cáo để là Chủ tịch."),
    }
}

/// The officer's own words.
pub fn words(own: usize) -> String {
    if own == 0 {
        "Lời báo cáo: chương trình viết từ số liệu, chưa có đoạn riêng.".to_owned()
    } else {
        format!("Lời báo cáo: có {own} đoạn riêng.")
    }
}
