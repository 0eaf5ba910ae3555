//! Words of the figures screen: cells, rows, summaries.

use super::{trail, ui, words};
use crate::domain::book::Cause;
use crate::domain::cell::Cell;
use crate::domain::marks::Marked;
use crate::domain::pack::{Mark, Pack, Source};
use crate::domain::period::Period;

/// Column heads of the periods' table.
pub const PERIODS_HEAD: [&str; 4] = ["Kỳ", "Biểu II.06a", "Số đếm khác", "Chỉ tiêu"];
/// A cell is a derived total.
pub const DERIVED: &str = "tự tính";
/// A cell was carried over.
pub const CARRIED: &str = "chuyển từ kỳ trước";
/// Field column.
pub const FIELD: &str = "Lĩnh vực";
/// Esc while a value is typed.
pub const DROP_TYPED: &str = "bỏ số đang gõ";

/// A cell was emptied.
pub fn emptied(note: &str) -> String {
    format!("Đã xóa ô, nay là “chưa có số liệu”; hoàn tác được.{note}")
}

/// Typing into a cell that takes none.
pub fn derived_cell(month: bool) -> &'static str {
    if month {
        "Ô này tự tính, không nhập."
    } else {
        "Kỳ này cộng từ các tháng; hãy mở tháng để nhập."
    }
}

/// No rule to explain.
pub fn nothing_to_explain(error: bool) -> &'static str {
    if error {
        "Lỗi phải sửa cho đúng số; chỉ cảnh báo mới giải trình được."
    } else {
        "Ô này không có cảnh báo nào cần giải trình."
    }
}

/// A row without an empty cell.
pub fn no_empty_cell() -> &'static str {
    "Dòng này không còn ô trống."
}

/// Empty cells of a row were filled.
pub fn row_nil(count: usize) -> String {
    format!("Đã ghi {count} ô trống của dòng là “không phát sinh”; hoàn tác được.")
}

/// A known value was replaced by another.
pub fn replaced(column: &str, before: Cell, after: Cell) -> String {
    format!("{column}: {} → {}; hoàn tác được.", cell_in_words(before), cell_in_words(after))
}

/// Name of a summary cell in the periods' table: the field form.
pub fn form_summary(fields: usize, errors: usize, warnings: usize) -> String {
    if fields == 0 {
        return "chưa có".to_owned();
    }
    let errors = if errors > 0 { format!(", {errors} lỗi") } else { String::new() };
    let warnings = if warnings > 0 { format!(", {warnings} cảnh báo") } else { String::new() };
    format!("{fields} lĩnh vực{errors}{warnings}")
}

/// The same where room is short: the worst of it.
pub fn form_summary_short(fields: usize, errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, 0) => form_summary(fields, 0, 0),
        (0, warnings) => format!("{warnings} cảnh báo"),
        (errors, _) => format!("{errors} lỗi"),
    }
}

/// The counters' cell.
pub fn counters_summary(known: usize, all: usize) -> String {
    format!("{known}/{all} số")
}

/// The indicators' cell.
pub fn indicators_summary(met: usize, judged: usize) -> String {
    if judged == 0 { "chưa tính được".to_owned() } else { format!("đạt {met}/{judged}") }
}

/// A cell in words.
pub fn cell_in_words(cell: Cell) -> String {
    match cell {
        Cell::Missing => "chưa có số liệu".to_owned(),
        Cell::Nil => "không phát sinh".to_owned(),
        Cell::Count(n) => words::number(n),
    }
}

/// The months before, from the first that has a value: `Tháng trước: 20. Từ 01/2024: 30 20`.
pub fn before(months: &[(Period, Cell)]) -> String {
    let first = months.iter().position(|(_, cell)| cell.is_known()).unwrap_or(0);
    let months = &months[first..];
    let last = months.last().map(|(_, cell)| cell_in_words(*cell)).unwrap_or_default();
    let values: Vec<String> = months.iter().map(|(_, cell)| short(*cell)).collect();
    let first = months.first().map(|(month, _)| words::short_month(*month)).unwrap_or_default();
    format!("Tháng trước: {last}. Các tháng từ {first}: {}", values.join(" "))
}

/// A cell in a row of many.
fn short(cell: Cell) -> String {
    match cell {
        Cell::Missing => "·".to_owned(),
        known => words::cell(known),
    }
}

/// What a column counts and on which basis; assumed ones say so.
pub fn definition(text: &str, source: &Source) -> String {
    let mark = if source.mark == Mark::Assumed { ", chưa xác minh" } else { "" };
    let text = if text.is_empty() { String::new() } else { format!("{text}. ") };
    format!("{text}Căn cứ: {}{mark}.", source.text)
}

/// What last month left to a row without an entry.
pub fn pending(count: u64) -> String {
    format!("Tháng trước còn {} hồ sơ đang giải quyết chuyển sang dòng này.", words::number(count))
}

/// The same where không phát sinh was asked for.
pub fn pending_needs_numbers(count: u64) -> String {
    format!("{} Dòng cần nhập số, chưa ghi gì.", pending(count))
}

/// A block pasted where no month is open.
pub fn open_a_month() -> &'static str {
    "Hãy mở một tháng, đứng ở ô đầu rồi dán."
}

/// Issues of other cells.
pub fn issues_elsewhere(fields: &[String]) -> String {
    if fields.is_empty() {
        return "Còn lỗi hoặc cảnh báo ở phần khác của kỳ này.".to_owned();
    }
    format!("Dòng có lỗi (!) hoặc chưa đủ, cần xem (*): {}.", fields.join(", "))
}

/// A printed column head without what all of them say.
pub fn short_head(head: &str) -> String {
    let short = head.strip_prefix("Số lượng hồ sơ ").unwrap_or(head);
    let short = short.split_once(',').map_or(short, |(first, _)| first);
    let mut letters = short.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A month without an empty cell in use; fields that wait for numbers.
pub fn no_empty_month(waiting: &[String]) -> String {
    format!("Tháng này không còn ô trống ở các dòng đang dùng.{}", left_alone(waiting))
}

/// Empty cells of a month were filled.
pub fn month_nil(cells: usize, rows: usize, waiting: &[String]) -> String {
    format!("Đã ghi {cells} ô trống của {rows} dòng là “không phát sinh”; hoàn tác được.{}", left_alone(waiting))
}

fn left_alone(waiting: &[String]) -> String {
    if waiting.is_empty() {
        return String::new();
    }
    format!(" Còn hồ sơ tháng trước chuyển sang nên phải nhập số: {}.", waiting.join(", "))
}

/// A row that nobody has to look at again.
pub fn nothing_to_review(field: &str, month: Period) -> String {
    format!("Dòng {field} của {} không có gì phải xem lại.", words::period(month))
}

/// A cell was marked, or the mark taken away.
pub fn followed(on: bool) -> &'static str {
    if on { "Đã đánh dấu theo dõi ô này." } else { "Đã bỏ dấu theo dõi." }
}

/// Nothing is left at any cell.
pub fn no_marks() -> &'static str {
    "Chưa có ghi chú, dấu theo dõi hay dòng nào cần xem lại."
}

/// Title of the list of everything left at cells.
pub const MARKS: &str = "Ghi chú, theo dõi, cần xem lại";

/// A value that is another one than was reported.
pub fn reported(report: Period, revision: u32, reported: Cell, now: Cell) -> String {
    let difference = match (reported.number(), now.number()) {
        (Some(before), Some(after)) if after >= before => format!(", chênh +{}", words::number(after - before)),
        (Some(before), Some(after)) => format!(", chênh -{}", words::number(before - after)),
        _ => String::new(),
    };
    let (was, is) = (cell_in_words(reported), cell_in_words(now));
    format!("Đã báo cáo ({}, lần {revision}): {was}; nay: {is}{difference}.", words::period(report))
}

/// A comment in the strip below the grid.
pub fn comment(text: &str) -> String {
    format!("Ghi chú: {text}")
}

/// A follow-up mark in the strip.
pub fn follow(why: &str) -> String {
    if why.is_empty() { "Đang theo dõi.".to_owned() } else { format!("Đang theo dõi: {why}") }
}

/// One line of the list of everything left at cells.
pub fn marked(pack: &Pack, marked: &Marked) -> String {
    let place = match &marked.column {
        Some(column) => trail::cell_place(pack, marked.period, &marked.field, column),
        None => format!("{}, {}", ui::period_name(pack, marked.period), pack.field_name(&marked.field)),
    };
    let cause = |c: &Cause| {
        format!(
            "số đang giải quyết {} sửa từ {} thành {}",
            words::period(c.month),
            cell_in_words(c.was),
            cell_in_words(c.now)
        )
    };
    let review: Vec<String> = marked.review.iter().map(cause).collect();
    let review = (!review.is_empty()).then(|| format!("Cần xem lại: {}.", review.join("; ")));
    let parts = [marked.follow.as_deref().map(follow), review, marked.comment.as_deref().map(comment)];
    format!("{place}: {}", parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}
