//! What a revision changed: the table of changes, made from two revisions or checked against one.

use std::collections::{BTreeMap, BTreeSet};

use super::table::Row;
use super::tables::{CHANGES, FIGURES, address, cell};
use crate::domain::cell::Cell;
use crate::domain::figures::Figures;
use crate::domain::period::Period;
use crate::strings::document;

/// What changed between the figures tables of two revisions: key, before, after. `None` when the
/// earlier table cannot be read.
pub fn changed(before: &[u8], after: &[u8]) -> Option<Vec<(String, String, String)>> {
    let read = |bytes: &[u8]| -> Option<BTreeMap<String, String>> {
        let rows = FIGURES.read(bytes).ok()?;
        Some(rows.iter().map(|row| (address(row), document::cell(cell(row)))).collect())
    };
    let (before, after) = (read(before)?, read(after)?);
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let value = |map: &BTreeMap<String, String>, key: &str| map.get(key).cloned().unwrap_or_default();
    let changed = keys.into_iter().filter(|k| before.get(*k) != after.get(*k));
    Some(changed.map(|k| (k.clone(), value(&before, k), value(&after, k))).collect())
}

/// Rows of the table of changes.
pub(super) fn rows(changed: &[(String, String, String)], reason: &str) -> Vec<Row> {
    let one =
        |(key, old, new): &(String, String, String)| vec![key.clone(), old.clone(), new.clone(), reason.to_owned()];
    changed.iter().map(one).collect()
}

/// True when a table of changes gives the package's own reason and its own figures as the new ones. What they were
/// before only the earlier package knows.
pub(super) fn fits(changes: &[Row], figures: &[Row], of: &Figures, reason: &str) -> bool {
    let now: BTreeMap<String, String> = figures.iter().map(|row| (address(row), document::cell(cell(row)))).collect();
    let of_period = |key: &str| {
        let period = key.split('/').next().and_then(|period| period.parse().ok());
        let within = |p: Period| p == of.period || of.months.contains(&p) || p.year < of.period.year;
        key.split('/').count() == FIGURES.key.len() && period.is_some_and(within)
    };
    let is_value = |text: &str| {
        let count = text.parse().ok().map(Cell::Count);
        text.is_empty() || count.into_iter().chain([Cell::Missing, Cell::Nil]).any(|cell| document::cell(cell) == text)
    };
    let one = |row: &Row| {
        let [key, old, new, why] = ["khoa", "cu", "moi", "ly_do"].map(|name| CHANGES.cell(row, name));
        // A figure that is gone now has none; a base count is of an earlier year.
        let stands = now.get(key).map_or_else(|| new.is_empty() && of_period(key), |value| value == new);
        stands && old != new && is_value(old) && why == reason
    };
    changes.iter().all(one) && changes.is_sorted_by(|a, b| CHANGES.cell(a, "khoa") < CHANGES.cell(b, "khoa"))
}
