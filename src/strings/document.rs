//! Wording of what is handed to the district: workbook, cover text, notes in the tables.

use super::words;
use crate::domain::cell::Cell;
use crate::domain::figures::CarryDifference;
use crate::domain::pack::{Op, Target};
use crate::domain::period::Period;
use crate::domain::submission::Gap;

/// Note of a cell filled from the month before.
pub const FILLED_FROM_MONTH_BEFORE: &str = "tự điền từ tháng trước";
/// Note of a base count.
pub const BASE_COUNT: &str = "số gốc để so sánh";
/// Something is not there.
pub const NOT_YET: &str = "chưa có";
/// A carry difference without reason.
const NO_REASON: &str = "chưa nêu lý do";
/// A broken rule without explanation.
pub const UNEXPLAINED: &str = "chưa giải trình";
/// Title of the workbook in the descriptor.
pub const TITLE_WORKBOOK: &str = "Biểu mẫu, số đếm, chỉ tiêu, nhiệm vụ, kiểm tra";
/// Title of the signed document in the descriptor.
pub const TITLE_SIGNED: &str = "Bản ký của báo cáo";
/// Title of the cover text in the descriptor.
pub const TITLE_COVER: &str = "Giới thiệu gói báo cáo";
/// Row of totals.
pub const TOTALS: &str = "TỔNG CỘNG";
/// Left signature.
pub const PREPARED_BY: &str = "NGƯỜI LẬP BIỂU";
/// On every page of a practice package.
pub const PRACTICE: &str = "TẬP DƯỢT – không phải số liệu thật, không dùng để báo cáo";
/// Key under the form.
pub const LEGEND: &str = "Ghi chú: “–” là không phát sinh; ô trống là chưa có số liệu.";

/// Key word of what is missing, for tables.
pub fn gap_code(gap: &Gap) -> &'static str {
    match gap {
        Gap::Signatory => "thieu_nguoi_ky",
        Gap::Counters(_) => "thieu_so_dem",
        Gap::Statements(_) => "thieu_tinh_hinh",
        Gap::Unexplained(_) => "thieu_giai_trinh",
    }
}

/// What is missing, in words.
pub fn gap(gap: &Gap) -> String {
    match gap {
        Gap::Signatory => "Chưa có người ký báo cáo.".to_owned(),
        Gap::Counters(n) => format!("Còn {n} số đếm chưa có số liệu."),
        Gap::Statements(tasks) => {
            format!("{} việc thường xuyên chưa ghi tình hình thực hiện: {}.", tasks.len(), tasks.join(", "))
        }
        Gap::Unexplained(n) => format!("{n} điểm trong kiểm tra số liệu chưa giải trình."),
    }
}

/// A carry difference on one line, with its reason.
pub fn difference(d: &CarryDifference) -> String {
    let reason = d.reason.as_deref().unwrap_or(NO_REASON);
    format!("chuyển kỳ {} là {}, cuối tháng trước {}: {reason}", d.month, d.carried, d.before)
}

/// What [`difference`] was told besides month and carried value: the level before, and the reason where one was given.
pub fn difference_of(text: &str, month: Period, carried: u64) -> Option<(u64, Option<&str>)> {
    let rest = text.strip_prefix(&format!("chuyển kỳ {month} là {carried}, cuối tháng trước "))?;
    let (before, reason) = rest.split_once(": ")?;
    Some((before.parse().ok()?, Some(reason).filter(|reason| *reason != NO_REASON)))
}

/// A carry difference of a field, for lists.
pub fn field_difference(field: &str, d: &CarryDifference) -> String {
    let (month, reason) = (words::period(d.month), d.reason.as_deref().unwrap_or(NO_REASON));
    let (carried, before) = (words::number(d.carried), words::number(d.before));
    format!("Chênh lệch chuyển kỳ – {field}, {month}: từ kỳ trước {carried}, cuối tháng trước {before} ({reason}).")
}

/// A cell in the table of changes.
pub fn cell(cell: Cell) -> String {
    match cell {
        Cell::Missing => NOT_YET.to_owned(),
        Cell::Nil => "không phát sinh".to_owned(),
        Cell::Count(n) => n.to_string(),
    }
}

/// A target, e.g. "tối thiểu 97%".
pub fn target(target: Target) -> String {
    let op = match target.op {
        Op::Equal => "bằng",
        Op::AtMost => "tối đa",
        Op::AtLeast => "tối thiểu",
        Op::MoreThan => "trên",
    };
    if target.denominator == 100 {
        return format!("{op} {}%", target.numerator);
    }
    format!("{op} {}/{}", target.numerator, target.denominator)
}

/// A target in narrow columns, e.g. "≥ 97%".
pub fn short_target(target: Target) -> String {
    let op = match target.op {
        Op::Equal => "=",
        Op::AtMost => "≤",
        Op::AtLeast => "≥",
        Op::MoreThan => ">",
    };
    if target.denominator == 100 {
        return format!("{op} {}%", target.numerator);
    }
    format!("{op} {}/{}", target.numerator, target.denominator)
}

/// "Đơn vị báo cáo: …".
pub fn reporter(unit: &str) -> String {
    format!("Đơn vị báo cáo: UBND {}", lower_kind(unit))
}

/// "Đơn vị nhận báo cáo: …".
pub fn recipient(recipient: &str) -> String {
    format!("Đơn vị nhận báo cáo: {recipient}")
}

/// "Kỳ báo cáo: …".
pub fn period(name: &str) -> String {
    format!("Kỳ báo cáo: {name}")
}

/// "(Từ ngày … đến ngày …)".
pub fn window(from: chrono::NaiveDate, to: chrono::NaiveDate) -> String {
    format!("(Từ ngày {} đến ngày {})", words::date(from), words::date(to))
}

/// Title of the package.
pub fn title(unit: &str, period: &str, revision: u32, practice: bool) -> String {
    let mark = if practice { "TẬP DƯỢT – " } else { "" };
    format!("{mark}Báo cáo kiểm soát thủ tục hành chính {period}, UBND {}, lần {revision}", lower_kind(unit))
}

/// "Xã An Phước" → "xã An Phước" within a sentence.
pub fn lower_kind(unit: &str) -> String {
    let mut chars = unit.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Facts of the cover text.
#[derive(Debug, Clone, Copy)]
pub struct Cover<'a> {
    /// Title.
    pub title: &'a str,
    /// Made in the practice store.
    pub practice: bool,
    /// Unit code.
    pub unit_code: &'a str,
    /// Window.
    pub window: &'a str,
    /// When it was finalized.
    pub created: &'a str,
    /// Officer.
    pub officer: &'a str,
    /// Signatory, if set.
    pub signatory: Option<&'a str>,
    /// Recipient.
    pub recipient: &'a str,
    /// Reason of a revision.
    pub reason: Option<&'a str>,
    /// Carry differences, one line each.
    pub differences: &'a [String],
    /// The form's derived totals over all fields, as words.
    pub totals: &'a str,
    /// Printed number of the form.
    pub form: &'a str,
    /// Name of the package file.
    pub file: &'a str,
    /// A signed document goes with it.
    pub signed: bool,
}

/// The cover text's lines.
pub fn cover(facts: &Cover<'_>) -> Vec<String> {
    let mut lines = vec![facts.title.to_uppercase()];
    lines.extend(facts.practice.then(|| format!("{PRACTICE}.")));
    lines.extend([
        String::new(),
        format!("Mã đơn vị: {}", facts.unit_code),
        format!("Kỳ số liệu: {}", facts.window.trim_matches(['(', ')'])),
        format!("Lập lúc: {}", words::moment(facts.created)),
        format!("Cán bộ đầu mối: {}", facts.officer),
        format!("Người ký: {}", facts.signatory.unwrap_or(NOT_YET)),
        format!("Nơi nhận: {}", facts.recipient),
    ]);
    lines.extend(facts.reason.map(|reason| format!("Lý do nộp lại: {reason}")));
    lines.extend([String::new(), format!("{}.", facts.totals)]);
    lines.extend(facts.differences.iter().cloned());
    lines.extend([
        String::new(),
        "Trong gói có:".to_owned(),
        "  bao_cao.docx      báo cáo bằng lời (mở bằng Word hoặc LibreOffice)".to_owned(),
        format!(
            "  bieu_mau.xlsx     {}; số đếm; chỉ tiêu; nhiệm vụ; kiểm tra (mở bằng Excel hoặc LibreOffice)",
            facts.form
        ),
    ]);
    lines.extend(facts.signed.then(|| "  ban_ky.pdf        bản ký của báo cáo".to_owned()));
    lines.extend([
        "  so_lieu.csv       toàn bộ số liệu dạng dài, từng tháng và cả kỳ".to_owned(),
        "  ty_le.csv         tỷ lệ so với chỉ tiêu".to_owned(),
        "  nhiem_vu.csv      nhiệm vụ xã chủ trì hoặc phối hợp, trừ chính báo cáo này".to_owned(),
        "  kiem_tra.csv      kết quả kiểm tra số liệu và giải trình".to_owned(),
        "  loi_bao_cao.csv   lời của báo cáo, từng đoạn".to_owned(),
    ]);
    lines.extend(facts.reason.map(|_| "  thay_doi.csv      số liệu thay đổi so với lần trước".to_owned()));
    lines.extend([
        "  datapackage.json  mô tả từng tệp, kèm kích thước và mã băm SHA-256".to_owned(),
        String::new(),
        "Cách kiểm tra gói còn nguyên vẹn (một trong hai):".to_owned(),
        format!("  daumoi verify {}", facts.file),
        format!("  frictionless validate {}", facts.file),
        "Mã gói đọc qua điện thoại là 12 ký tự đầu của SHA-256 của datapackage.json.".to_owned(),
        "Mã băm phát hiện nhầm lẫn, hỏng tệp; đây không phải chữ ký số.".to_owned(),
    ]);
    lines
}
