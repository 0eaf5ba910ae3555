//! The audit trail in words: who, when, what, old → new.

use super::ui::period_name;
use super::words;
use crate::domain::book::{Change, Key};
use crate::domain::pack::Pack;
use crate::domain::period::Period;
use crate::domain::text::printable;
use crate::store::Entry;

/// Column heads of the log as a table.
pub const LOG_COLUMNS: [&str; 10] =
    ["Số", "Lúc", "Ngày đặt", "Cán bộ", "Người dùng máy", "Việc", "Lý do", "Mục", "Trước", "Sau"];

/// Title of an entry of the log.
pub fn log_title(seq: u64) -> String {
    format!("Lần ghi số {seq}")
}

/// Who did what, for one line of the log.
pub fn log_line(pack: &Pack, entry: &Entry) -> String {
    let first = match entry.changes.as_slice() {
        [] => String::new(),
        [only] => format!(": {}", change(pack, only)),
        [first, ..] => format!(": {}", key(pack, &first.key)),
    };
    let more = if entry.changes.len() > 1 { format!(" (+{})", entry.changes.len() - 1) } else { String::new() };
    format!("{}{}{more}", words::action(&entry.action), printable(&first, 200))
}

/// Who, when and on which day given.
pub fn log_head(entry: &Entry) -> String {
    let day = entry.today.as_ref().map(|d| format!(" (ngày đặt {})", words::date_of(d))).unwrap_or_default();
    let who = if entry.officer.is_empty() { &entry.user } else { &entry.officer };
    format!("{}{day} · {}", words::moment(&entry.at), printable(who, 80))
}

/// The address of a value in the pack's own names.
pub fn key(pack: &Pack, key: &Key) -> String {
    let name = |period: &Period| period_name(pack, *period);
    match key {
        // A form of one row is told by its column.
        Key::Cell(month, form, column) if pack.single_forms().any(|f| f.code == *form) => {
            format!("{}, {}", name(month), pack.column_name(column))
        }
        Key::Cell(month, field, column) => {
            format!("{}, {}, {}", name(month), pack.field_name(field), pack.column_name(column))
        }
        Key::Comment(month, field, column) => {
            format!("ghi chú ô {}", self::key(pack, &Key::Cell(*month, field.clone(), column.clone())))
        }
        Key::Follow(month, field, column) => {
            format!("theo dõi ô {}", self::key(pack, &Key::Cell(*month, field.clone(), column.clone())))
        }
        Key::Review(month, field) => format!("cần xem lại, {}, {}", name(month), pack.field_name(field)),
        Key::CarryReason(month, field) => format!("lý do chuyển kỳ, {}, {}", name(month), pack.field_name(field)),
        Key::Explanation(period, rule) => format!("giải trình {}, quy tắc {rule}", name(period)),
        Key::Due(period) => format!("hạn báo cáo {}", name(period)),
        Key::Submission(period, revision) => format!("gói báo cáo {}, lần {revision}", name(period)),
        other => words::key(other),
    }
}

/// A cell's place in words.
pub fn cell_place(pack: &Pack, month: Period, field: &str, column: &str) -> String {
    key(pack, &Key::Cell(month, field.to_owned(), column.to_owned()))
}

/// One value before and after.
pub fn change(pack: &Pack, change: &Change) -> String {
    let show = |v: &Option<_>| v.as_ref().map_or_else(|| "(trống)".to_owned(), |v| printable(&words::value(v), 300));
    format!("{}: {} → {}", key(pack, &change.key), show(&change.old), show(&change.new))
}

/// Everything the search of the log looks at.
pub fn log_text(pack: &Pack, entry: &Entry) -> String {
    let changes: Vec<String> = entry.changes.iter().map(|c| change(pack, c)).collect();
    let reason = entry.reason.as_deref().unwrap_or_default();
    format!("{} {} {reason} {}", log_head(entry), words::action(&entry.action), changes.join(" "))
}
