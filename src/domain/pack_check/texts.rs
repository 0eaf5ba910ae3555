//! No text of a pack may hold a character that hides, reorders or moves what stands on a screen or on paper:
//! every text of every section, whatever its key.

use serde::Serialize;
use serde_json::Value;

use super::{Faults, PackFault};
use crate::domain::pack::Pack;
use crate::domain::text::is_unsafe_char;

/// Looks at every text of a pack.
pub(super) fn check(pack: &Pack, out: &mut Faults) {
    let lists = &pack.lists;
    rows("plan", std::slice::from_ref(&pack.plan), out);
    rows("report", std::slice::from_ref(&pack.report), out);
    rows("checkin", std::slice::from_ref(&pack.checkin), out);
    rows("alert", std::slice::from_ref(&pack.alert), out);
    rows("document", pack.document.as_slice(), out);
    rows("basis", &lists.basis, out);
    rows("unit", &lists.unit, out);
    rows("body", &lists.body, out);
    rows("group", &lists.group, out);
    rows("task", &lists.task, out);
    rows("correction", &lists.correction, out);
    rows("period", &lists.period, out);
    rows("form", &lists.form, out);
    rows("field", &lists.field, out);
    rows("rule", &lists.rule, out);
    rows("indicator", &lists.indicator, out);
    rows("section", &lists.section, out);
    rows("holiday", &lists.holiday, out);
    rows("makeup", &lists.makeup, out);
    rows("calendar_year", &lists.calendar_year, out);
}

fn rows<T: Serialize>(section: &'static str, rows: &[T], out: &mut Faults) {
    for (row, value) in rows.iter().enumerate() {
        out.at(section, row);
        // Plain structs with plain keys: always a value.
        texts("", &serde_json::to_value(value).unwrap_or_default(), out);
    }
}

/// The texts of a value under a key, at any depth.
fn texts(key: &str, value: &Value, out: &mut Faults) {
    match value {
        Value::String(text) if text.chars().any(is_unsafe_char) => {
            out.add(PackFault::Hidden { key: key.to_owned(), text: text.clone() });
        }
        Value::Array(items) => items.iter().for_each(|item| texts(key, item, out)),
        Value::Object(map) => map.iter().for_each(|(key, item)| texts(key, item, out)),
        _ => {}
    }
}
