//! A bare rectangle of values, pasted without a header: which columns of the form it stands for.

use std::collections::BTreeSet;

use crate::domain::pack::{Column, Form};
use crate::intake::layout::Value;
use crate::strings::imports;

/// The columns that a bare block stands for, from `from` on: every column of the form, totals too, or the
/// inputs alone – whichever it can be.
///
/// # Errors
/// A sentence when it is too wide for both, or may be either.
pub(super) fn columns(form: &Form, from: &str, values: &[Vec<Value>]) -> Result<Vec<String>, String> {
    let width = values.first().map_or(0, Vec::len);
    let take = |columns: Vec<&Column>| -> Option<Vec<String>> {
        let codes: Vec<String> = columns.iter().map(|c| c.code.clone()).skip_while(|c| c != from).take(width).collect();
        (codes.len() == width).then_some(codes)
    };
    let (all, inputs) = (take(form.column.iter().collect()), take(form.inputs().collect()));
    match (all, inputs) {
        (Some(all), Some(inputs)) if all == inputs => Ok(all),
        (Some(all), inputs) => match (sums_agree(form, &all, values), inputs) {
            (Some(true), None) => Ok(all),
            (Some(false), Some(inputs)) => Ok(inputs),
            (Some(false), None) => Err(imports::block_sums()),
            // Both may be meant, or a total stands there without all its parts.
            (Some(true) | None, _) => Err(imports::block_ambiguous()),
        },
        (None, Some(inputs)) => Ok(inputs),
        (None, None) => Err(imports::block_too_large(values.len(), width)),
    }
}

/// Whether the totals among the columns are the sums of their parts in every row: false as soon as one is
/// not; none when all that can be worked out agree, but some total has parts outside the block.
fn sums_agree(form: &Form, codes: &[String], values: &[Vec<Value>]) -> Option<bool> {
    let at = |code: &String| codes.iter().position(|c| c == code);
    let count = |value: &Value| if let Value::Count(n) = value { *n } else { 0 };
    let mut whole = true;
    for total in form.totals() {
        let Some(place) = at(&total.code) else { continue };
        let parts: Option<Vec<usize>> = total.sum.iter().map(at).collect();
        let Some(parts) = parts else {
            whole = false;
            continue;
        };
        let sum = |row: &[Value]| parts.iter().map(|p| count(&row[*p])).fold(0, u64::saturating_add);
        if values.iter().any(|row| count(&row[place]) != sum(row)) {
            return Some(false);
        }
    }
    whole.then_some(true)
}

/// True for pasted text that is more than one value.
#[must_use]
pub fn is_block(text: &str) -> bool {
    let lines: BTreeSet<usize> =
        text.trim_end().split(['\n', '\r']).enumerate().filter(|(_, l)| !l.trim().is_empty()).map(|(i, _)| i).collect();
    lines.len() > 1 || text.trim_end_matches(['\n', '\r']).contains('\t')
}
