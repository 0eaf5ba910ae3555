//! What commands answer when they have done something, and headings of plain listings.

use std::path::{Path, PathBuf};

use super::words;
use crate::domain::period::Period;
use crate::domain::text::printable;
use crate::store::Mended;

/// After `init`.
pub fn set_up(unit: &str, year: i32, dir: &str) -> String {
    format!("Đã thiết lập {unit} năm {year} tại {dir}.")
}

/// After storing figures of a row.
pub fn saved(field: &str, month: Period) -> String {
    format!("Đã lưu {field}, {month}.")
}

/// What to know about figures just stored, behind the answer; empty when nothing.
pub fn beside(ahead: bool, review: &[Period]) -> String {
    let ahead = ahead.then(|| " Lưu ý: kỳ này chưa bắt đầu.".to_owned());
    let one = |month| format!(" Lưu ý: số chuyển kỳ của {month} lệch khác trước, cần nêu lại lý do.");
    ahead.into_iter().chain(review.iter().map(one)).collect::<Vec<_>>().concat()
}

/// After (or instead of) an import.
pub fn imported(changes: usize, month: Period, dry: bool) -> String {
    let (changes, month) = (words::number(changes as u64), words::period(month));
    if dry {
        format!("Sẽ đổi {changes} giá trị của {month}; chưa lưu gì.")
    } else {
        format!("Đã nạp {changes} giá trị vào {month}.")
    }
}

/// After a row was looked at again.
pub fn reviewed(field: &str, month: Period) -> String {
    format!("Đã xem lại {field}, {}.", words::period(month))
}

/// After changing a task.
pub fn task_changed(id: &str) -> String {
    format!("Đã ghi nhiệm vụ {id}.")
}

/// What `task remove` is about to do.
pub fn removing(id: &str) -> String {
    format!("Lệnh này xóa việc riêng {id}")
}

/// After removing an own task.
pub fn task_removed(id: &str) -> String {
    format!("Đã xóa việc riêng {id}.")
}

/// After changing a setting, a due day or an explanation.
pub fn stored() -> &'static str {
    "Đã lưu."
}

/// What to do about a report sent without a number.
pub fn add_number() -> &'static str {
    "Khi có số, hãy ghi bổ sung."
}

/// What opening the data mended, one line; none for nothing.
pub fn mended(what: &[Mended]) -> Option<String> {
    let list: Vec<String> = what.iter().map(one_mended).collect();
    (!list.is_empty()).then(|| format!("Lưu ý khi mở dữ liệu: {}.", list.join("; ")))
}

/// One of them, without a full stop.
pub fn one_mended(m: &Mended) -> String {
    let kept = |path: &Option<PathBuf>| path.as_ref().map(|p| format!(" (giữ tại {})", name(p))).unwrap_or_default();
    match m {
        Mended::TornLine(path) => {
            format!("bỏ một dòng nhật ký ghi dở ở cuối, chưa báo là đã lưu{}", kept(path))
        }
        Mended::Journal(None) => "nhật ký có dòng hỏng hoặc mất, đã phục hồi đủ từ bản sao còn tốt".to_owned(),
        Mended::Journal(Some(last)) => format!(
            "cuối nhật ký hỏng hoặc mất, đã phục hồi đến lần ghi số {last}; những lần ghi sau đó, nếu có, không còn: hãy xem \
             lại việc vừa làm trước khi máy dừng"
        ),
        Mended::Lost { entries, unsure_after } => {
            let rest = unsure_after.map_or_else(
                || "mọi thứ khác còn đủ, hãy nhập lại những lần đó".to_owned(),
                |last| format!("hãy nhập lại những lần đó; những lần ghi sau số {last}, nếu có, cũng không còn"),
            );
            format!(
                "nhật ký hỏng và không bản sao nào còn giữ {} lần ghi (số {}): {rest}",
                entries.len(),
                spans(entries)
            )
        }
        Mended::Index(path) => format!("bản làm việc hỏng hoặc cũ, đã dựng lại từ nhật ký{}", kept(path)),
        Mended::Misplaced(path) => {
            format!("một tệp, thư mục lạ nằm vào chỗ của dữ liệu, đã để riêng tại {}", name(path))
        }
        Mended::Restored(kept) if kept.is_empty() => "đã làm xong việc khôi phục bị ngắt giữa chừng".to_owned(),
        Mended::Restored(kept) => {
            format!("đã làm xong việc khôi phục bị ngắt giữa chừng; dữ liệu trước đó giữ tại {}", printable(kept, 200))
        }
        Mended::Snapshot(path) => format!("một bản chụp dữ liệu hỏng, đã để riêng tại {}", name(path)),
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Numbers with runs joined: `3, 7–9`.
pub fn spans(numbers: &[u64]) -> String {
    let mut out: Vec<(u64, u64)> = Vec::new();
    for n in numbers {
        match out.last_mut() {
            Some((_, last)) if *last + 1 == *n => *last = *n,
            _ => out.push((*n, *n)),
        }
    }
    let one = |(a, b): &(u64, u64)| if a == b { a.to_string() } else { format!("{a}–{b}") };
    out.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// After writing the log as a table.
pub fn log_written(path: &str, rows: usize) -> String {
    format!("Đã ghi {rows} dòng nhật ký vào {path}.")
}

/// No alert.
pub fn nothing_to_do() -> &'static str {
    "Không có việc nào cần chú ý."
}

/// A value that is not there.
pub fn none() -> &'static str {
    "(trống)"
}

/// Heading of a period's figures.
pub fn period_heading(period: Period, from: &str, to: &str) -> String {
    format!("Kỳ {period}: từ {from} đến {to}")
}

/// Key of the cells that are no numbers.
pub fn cell_legend() -> &'static str {
    "kps: không phát sinh; …: chưa có số liệu"
}

/// Row of totals.
pub fn totals() -> &'static str {
    "TỔNG CỘNG"
}

/// Heading of indicators.
pub fn indicators() -> &'static str {
    "CHỈ TIÊU"
}

/// Heading of the single-row forms.
pub fn counters() -> &'static str {
    "SỐ ĐẾM KHÁC"
}

/// An indicator against its target, in words.
pub fn gap(shortfall: Option<u64>, counts: &str) -> String {
    match shortfall {
        None => "chưa tính được".to_owned(),
        Some(0) => "đạt".to_owned(),
        Some(k) => format!("còn thiếu {} {counts}", words::number(k)),
    }
}

/// The formula with its mark, in brackets.
pub fn formula(formula: &str, mark: &str) -> String {
    if mark.is_empty() { format!("({formula})") } else { format!("({formula}, {mark})") }
}
