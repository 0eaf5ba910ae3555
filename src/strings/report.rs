//! Wording of the report document: sentences about tasks and indicators, heads of its tables. What the state's layout
//! prints on every paper is the pack's.

use super::words;
use crate::domain::period::Period;
use crate::domain::text::printable;

/// Group of the commune's own tasks.
pub const OWN_TASKS: &str = "Việc riêng của xã";
/// On every page of a document that is not finalized.
pub const DRAFT: &str = "DỰ THẢO – chưa chốt gói báo cáo";
/// Title of the document in the descriptor.
pub const TITLE: &str = "Báo cáo bằng lời, trình ký";
/// Left to be filled in by the clerk.
const GAP: &str = "        ";

/// No such section.
pub fn unknown_section(section: &str, codes: &[&str]) -> String {
    format!("Báo cáo không có đề mục “{}”. Các đề mục: {}.", printable(section, 60), codes.join(", "))
}

/// Another kind of file.
pub fn needs_docx(file: &str) -> String {
    format!("{} phải có đuôi .docx: chưa ghi gì.", printable(file, 120))
}

/// The document alone was written.
pub fn written(file: &str, is_draft: bool) -> String {
    let what = if is_draft { "bản dự thảo" } else { "báo cáo của gói đã chốt" };
    format!("Đã ghi {what}: {}", printable(file, 300))
}

/// Neither kept nor left out was chosen.
pub fn which_way() -> &'static str {
    "Hãy chọn giữ hay bỏ câu từ số liệu."
}

/// A passage was stored.
pub fn passage_stored(gone: bool) -> &'static str {
    if gone { "Đã bỏ đoạn riêng." } else { "Đã ghi đoạn riêng." }
}

/// A sentence with its full stop; nothing for nothing.
pub fn end(text: &str) -> String {
    let text = text.trim();
    let ended = text.is_empty() || text.ends_with(['.', '!', '?', ';', ':']);
    if ended { text.to_owned() } else { format!("{text}.") }
}

/// A line of a list.
fn item(text: &str) -> String {
    format!("- {}", end(text))
}

/// Figures that are not there, by the names of their columns; of these months and fields, or of all.
pub fn not_there(columns: &[&str], months: &[Period], fields: &[String]) -> String {
    let months: Vec<String> = months.iter().map(|m| words::short_month(*m)).collect();
    let months = Some(format!("tháng {}", months.join(", "))).filter(|_| !months.is_empty());
    let fields = Some(format!("lĩnh vực {}", fields.join(", "))).filter(|_| !fields.is_empty());
    let of: Vec<String> = months.into_iter().chain(fields).collect();
    let of = if of.is_empty() { String::new() } else { format!(" ({})", of.join("; ")) };
    end(&format!("Chưa có số liệu{of}: {}", columns.join(", ")))
}

/// The statement of an ongoing task.
pub fn statement(text: &str) -> String {
    bare(&text.replace('\n', " ")).to_owned()
}

/// The document that settled a task.
pub fn settled(number: &str, day: &str, late: bool) -> String {
    let late = if late { ", trễ hạn" } else { "" };
    format!("đã hoàn thành tại văn bản số {number} ngày {}{late}", words::date_of(day))
}

/// What is said of a task, of a shorter period than the report's where one is given.
pub fn of_task(task: &str, of: Option<Period>, parts: &[String]) -> String {
    let of = of.map(|of| format!(" ({})", words::period(of))).unwrap_or_default();
    item(&format!("{}{of}: {}", bare(task), parts.join("; ")))
}

/// What a duty was done by, after the period told of.
pub fn done_after(number: &str, day: &str) -> String {
    format!("hoàn thành sau kỳ báo cáo tại văn bản số {number} ngày {}", words::date_of(day))
}

/// A duty with its last day, and what became of it.
pub fn duty(task: &str, of: Option<Period>, due: &str, after: Option<&str>) -> String {
    let of = of.map(|of| format!(", {}", words::period(of))).unwrap_or_default();
    let after = after.map(|after| format!("; {after}")).unwrap_or_default();
    format!("{}{of} (hạn {}{after})", bare(task), words::date_of(due))
}

/// A duty whose day had passed.
pub fn overdue(duty: &str) -> String {
    item(&format!("Đến cuối kỳ chưa hoàn thành: {duty}"))
}

/// A duty whose day comes.
pub fn ahead(duty: &str) -> String {
    item(duty)
}

/// A task's text within a sentence.
fn bare(task: &str) -> &str {
    task.trim().trim_end_matches(['.', ';'])
}

/// How many indicators are met.
pub fn verdict(judged: usize, met: usize, missed: usize) -> String {
    let missed = if missed == 0 { String::new() } else { format!(", {missed} chỉ tiêu chưa đạt") };
    format!("Trong {judged} chỉ tiêu đủ số liệu để tính có {met} chỉ tiêu đạt{missed}; chi tiết tại bảng dưới đây.")
}

/// An indicator that misses its target.
pub fn missed(name: &str, rate: &str, target: &str, gap: &str) -> String {
    item(&format!("{name}: {rate}, chỉ tiêu {target}, {gap}"))
}

/// Số, ký hiệu.
pub fn number(symbol: &str) -> String {
    format!("Số: {}", open_number(symbol))
}

/// A number left open before its symbol.
pub fn open_number(symbol: &str) -> String {
    format!("{GAP}/{symbol}")
}

/// A day left open within a year.
pub fn open_day(year: i32) -> String {
    format!("{GAP}/{GAP}/{year}")
}

/// Địa danh, day and month left open.
pub fn place_and_day(place: &str, year: i32) -> String {
    format!("{place}, ngày {GAP} tháng {GAP} năm {year}")
}

/// Table of indicators.
pub const INDICATOR_HEAD: [&str; 6] = ["TT", "Chỉ tiêu", "Kết quả", "Tỷ lệ", "Chỉ tiêu giao", "Đánh giá"];
/// Table of tasks.
pub const TASK_HEAD: [&str; 6] =
    ["Số", "Nhiệm vụ", "Vai trò", "Thời hạn", "Tình trạng, văn bản", "Tình hình thực hiện"];
/// Table of explanations.
pub const CHECK_HEAD: [&str; 3] = ["TT", "Nội dung", "Giải trình"];

/// The last day of a deadline under its wording.
pub fn last_day(day: &str) -> String {
    format!("Ngày cuối: {day}")
}
