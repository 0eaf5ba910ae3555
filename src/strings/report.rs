//! Wording of the report document: sentences about tasks and indicators, and the fixed words of the state's
//! layout (Nghị định 30/2020/NĐ-CP, Phụ lục I).

use super::words;
use crate::domain::period::Period;
use crate::domain::text::printable;

/// Quốc hiệu.
pub const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// Tiêu ngữ.
pub const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// Before the addressee.
pub const TO: &str = "Kính gửi:";
/// Before an annex's number.
pub const ANNEX: &str = "Phụ lục";
/// Group of the commune's own tasks.
pub const OWN_TASKS: &str = "Việc riêng của xã";
/// Over the list of recipients.
pub const COPIES: &str = "Nơi nhận:";
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

/// Figures that are not there, by the names of their columns; of these months, or of all.
pub fn not_there(columns: &[&str], months: &[Period]) -> String {
    let months: Vec<String> = months.iter().map(|m| words::short_month(*m)).collect();
    let of = if months.is_empty() { String::new() } else { format!(" (tháng {})", months.join(", ")) };
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

/// A task whose day has passed.
pub fn overdue(task: &str, day: &str) -> String {
    item(&format!("Đến cuối kỳ chưa hoàn thành: {} (hạn {})", bare(task), words::date_of(day)))
}

/// A task whose day comes.
pub fn ahead(task: &str, day: &str) -> String {
    item(&format!("{} (hạn {})", bare(task), words::date_of(day)))
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

/// Số, ký hiệu, the number left open.
pub fn number(symbol: &str) -> String {
    format!("Số: {GAP}/{symbol}")
}

/// Địa danh, day and month left open.
pub fn place_and_day(unit: &str, year: i32) -> String {
    format!("{}, ngày {GAP} tháng {GAP} năm {year}", place(unit))
}

/// "Xã An Phước" → "An Phước": the kind of unit does not belong to its name.
fn place(unit: &str) -> &str {
    let kinds = ["Xã ", "Phường ", "Thị trấn "];
    kinds.iter().find_map(|kind| unit.strip_prefix(kind)).unwrap_or(unit)
}

/// Lines over the signature: whoever is not the head signs in the head's place.
pub fn signs(signs_for: &str, head_title: &str, title: Option<&str>) -> Vec<String> {
    let title = title.unwrap_or(head_title).to_uppercase();
    let mut out = vec![signs_for.to_owned()];
    if title != head_title {
        out.push(format!("KT. {head_title}"));
    }
    out.push(title);
    out
}

/// Under the number of an annex.
pub fn annex_of(symbol: &str, unit: &str, year: i32) -> String {
    format!("(Kèm theo Báo cáo số {GAP}/{symbol} ngày {GAP}/{GAP}/{year} của UBND {unit})")
}

/// Title of the annex with the form.
pub fn form_annex(period: &str) -> String {
    format!("TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH {}", period.to_uppercase())
}

/// Title of the annex with the tasks.
pub fn tasks_annex(period: &str) -> String {
    format!("TÌNH HÌNH THỰC HIỆN NHIỆM VỤ {}", period.to_uppercase())
}

/// Title of the annex with explanations.
pub fn checks_annex() -> String {
    "GIẢI TRÌNH SỐ LIỆU".to_owned()
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
