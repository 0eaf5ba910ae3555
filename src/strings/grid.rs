//! Words of the figures screen: cells, rows, summaries.

use super::words;
use crate::domain::cell::Cell;

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

/// A counter with its value and what it counts.
pub fn counter(name: &str, cell: Cell, definition: &str) -> String {
    format!("{name}: {}. {definition}", cell_in_words(cell))
}

/// What last month left to a row without an entry.
pub fn pending(count: u64) -> String {
    format!("Tháng trước còn {} hồ sơ đang giải quyết chuyển sang dòng này.", words::number(count))
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
