//! Everything the officer, or the program, has left at cells to come back to: comments, follow-up marks
//! and reviews, in one list.

use std::collections::BTreeMap;

use serde::Serialize;

use super::book::{Book, Cause, Key, Value};
use super::period::Period;

/// A cell (or row) with what is left at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marked {
    /// Month.
    pub period: Period,
    /// Field, or the code of a single-row form.
    pub field: String,
    /// Column; none for a review, which is about the row.
    pub column: Option<String>,
    /// Comment.
    pub comment: Option<String>,
    /// Why the cell is followed up, possibly without words; none when it is not.
    pub follow: Option<String>,
    /// Levels before the row that were corrected since it was entered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub review: Vec<Cause>,
}

/// Every marked cell and row, by month, field and column.
pub fn all(book: &Book) -> Vec<Marked> {
    let mut out: BTreeMap<(Period, &str, Option<&str>), Marked> = BTreeMap::new();
    for (key, value) in book.marks() {
        let (period, field, column) = match key {
            Key::Comment(month, field, column) | Key::Follow(month, field, column) => (*month, field, Some(column)),
            Key::Review(month, field) => (*month, field, None),
            _ => continue,
        };
        let marked = out.entry((period, field, column.map(String::as_str))).or_insert_with(|| Marked {
            period,
            field: field.clone(),
            column: column.cloned(),
            comment: None,
            follow: None,
            review: Vec::new(),
        });
        match (key, value) {
            (Key::Comment(..), Value::Text(text)) => marked.comment = Some(text.clone()),
            (Key::Follow(..), Value::Text(text)) => marked.follow = Some(text.clone()),
            (_, Value::Review(review)) => marked.review.clone_from(&review.causes),
            _ => {}
        }
    }
    out.into_values().collect()
}
