//! Actions of the audit trail in words: what was done and where; what undo and redo answer.

use std::collections::BTreeSet;

use super::words;
use crate::domain::book::{Change, Key, Value};
use crate::domain::pack::Pack;
use crate::domain::text::printable;

/// What an action did and where, on one line, e.g. "nhập số liệu (Chứng thực, tháng 01/2024)".
pub fn summary(action: &str, changes: &[Change], pack: &Pack) -> String {
    let name = words::action(action);
    let text = place(changes, pack).map_or_else(|| name.to_owned(), |place| format!("{name} ({place})"));
    printable(&text, 160)
}

/// After `undo`.
pub fn undone(summary: &str) -> String {
    format!("Đã hoàn tác: {summary}.")
}

/// Taking back what the district may have already asks first.
pub fn undo_needs_confirm(summary: &str) -> String {
    format!(
        "Việc sẽ hoàn tác là {summary}; nơi nhận có thể đã có gói: thêm --confirm nếu chắc chắn, chưa có gì thay đổi."
    )
}

/// After `redo`.
pub fn redone(summary: &str) -> String {
    format!("Đã làm lại: {summary}.")
}

/// An undoing or redoing in the audit trail, with the number and action of the line it is about.
pub fn reversal(action: &str, seq: u64, of: &str) -> String {
    format!("{} việc ghi ở số {seq} ({})", words::action(action), words::action(of))
}

/// Nothing is left to undo.
pub fn nothing_to_undo() -> String {
    "Không còn việc nào để hoàn tác: việc thiết lập ban đầu và phục hồi sau hỏng hóc không hoàn tác được.".to_owned()
}

/// Nothing is left to redo.
pub fn nothing_to_redo() -> String {
    "Không có việc nào để làm lại: chỉ làm lại được việc vừa hoàn tác, khi chưa ghi việc khác.".to_owned()
}

/// The values of an action are not what it left.
pub fn stands_otherwise(summary: &str) -> String {
    format!("Không hoàn tác hay làm lại được việc “{summary}”: dữ liệu hiện nay đã khác; chưa có gì thay đổi.")
}

/// Where an action took place; none when its changes do not tell.
fn place(changes: &[Change], pack: &Pack) -> Option<String> {
    let cells = || {
        changes.iter().filter_map(|c| match &c.key {
            Key::Cell(month, field, _) => Some((*month, field.as_str())),
            _ => None,
        })
    };
    let fields: BTreeSet<&str> = cells().map(|(_, field)| field).collect();
    if let (Some((month, field)), several) = (cells().next(), fields.len() > 1) {
        let rows = if several { format!("{} lĩnh vực", fields.len()) } else { pack.field_name(field).to_owned() };
        return Some(format!("{rows}, {}", words::period(month)));
    }
    let counter = |c: &&Change| matches!(&c.key, Key::Setting(name) if name.starts_with("own_tasks."));
    changes.iter().find(|c| !counter(c)).map(|change| address(change, pack))
}

/// What one change is about.
fn address(change: &Change, pack: &Pack) -> String {
    match &change.key {
        Key::Setting(name) if name.contains('.') => format!("{}: {name}", words::setting(name)),
        Key::OwnTask(_, id) => match change.new.as_ref().or(change.old.as_ref()) {
            Some(Value::OwnTask(own)) => format!("{id}: {}", printable(&own.text, 60)),
            _ => id.clone(),
        },
        Key::Progress(_, task, Some(of)) => format!("{task}, {}", words::period(*of)),
        Key::Progress(_, task, None) => task.clone(),
        Key::Cell(month, field, _)
        | Key::Comment(month, field, _)
        | Key::Follow(month, field, _)
        | Key::Review(month, field)
        | Key::CarryReason(month, field) => {
            format!("{}, {}", pack.field_name(field), words::period(*month))
        }
        Key::Explanation(of, rule) => format!("{rule}, {}", words::period(*of)),
        Key::Due(of) => words::period(*of),
        Key::Submission(of, revision) => format!("{}, lần {revision}", words::period(*of)),
        Key::Snooze(_, about) => about.clone(),
        key @ (Key::Passage(..)
        | Key::Pack(_)
        | Key::Setting(_)
        | Key::Plan(_)
        | Key::OwnField(_)
        | Key::Mapping(..)) => words::key(key),
    }
}
