//! The row of column numbers below a header.

use std::collections::{BTreeMap, BTreeSet};

use super::header::Head;
use super::names::{self, Meaning, Names};
use super::{LayoutError, Raw, RawRow};

/// The row of column numbers stands at most this many rows below the header.
pub(super) const WITHIN: usize = 3;

/// A head without column numbers at its end: "Tổng số (3=4+5+6)".
pub(super) fn without_formula(text: &str) -> &str {
    let rest = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let numbers = |inner: &str| {
        inner.contains(|c: char| c.is_ascii_digit())
            && inner.chars().all(|c| c.is_ascii_digit() || matches!(c, '=' | '+' | ' '))
    };
    rest.filter(|(_, inner)| numbers(inner)).map_or(text, |(head, _)| head)
}

/// The column numbers a row holds: 0-based column and number. None when it is no such row; empty when
/// it counts otherwise than forms do (letters for the first columns).
pub(super) fn numbers(row: &RawRow, heads: &[Head]) -> Option<Vec<(usize, u32)>> {
    let (mut numbers, mut marks, mut letters) = (Vec::new(), 0, false);
    let mut seen = BTreeSet::new();
    for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let text = cell.text();
        let text = text.trim();
        // Letters stand before all numbers; behind one, a letter is the name of a row.
        if numbers.is_empty() && text.len() == 1 && text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            letters = true;
            continue;
        }
        let (number, mark) = column_number(text)?;
        if !seen.insert(number) {
            return None;
        }
        marks += usize::from(mark);
        numbers.push((column, number));
    }
    // Plain numbers could be figures: then every column is numbered, the one of names too, from 1 on.
    let empty = |column: usize| row.cells.get(column).is_none_or(Raw::is_empty);
    let full = heads.iter().enumerate().all(|(column, head)| head.printed.is_empty() || !empty(column));
    let unknown = |h: &Head| h.meaning == Meaning::Unknown && !h.printed.is_empty() && !names::is_order_head(&h.key);
    let counted = (1..).zip(&numbers).all(|(right, (_, number))| right == *number);
    let plain = numbers.len() > 2 && full && heads.iter().any(unknown);
    if numbers.len() < 2 || !(marks == numbers.len() || (counted && (marks > 0 || plain))) {
        return None;
    }
    Some(if letters { Vec::new() } else { numbers })
}

/// Number of a column: `3`, `(3)`, `[3]`, `3=4+5+6`, `(3)=(4)+(5)`; `-3` is what spreadsheets make of
/// a typed `(3)`. With it, whether it is marked so that it can be no figure.
fn column_number(text: &str) -> Option<(u32, bool)> {
    let start = text.trim_start_matches(['(', '[', ' ']);
    let start = if start.len() == text.len() { text.strip_prefix('-').unwrap_or(text) } else { start };
    let end = start.find(|c: char| !c.is_ascii_digit()).unwrap_or(start.len());
    let (digits, rest) = start.split_at(end);
    let number = digits.parse().ok().filter(|n| (1..=999).contains(n))?;
    let formula = |c: char| c.is_ascii_digit() || matches!(c, '=' | '+' | '-' | '(' | ')' | '[' | ']' | ' ');
    let marked = rest.trim_start().starts_with([')', ']', '=']);
    ((marked || rest.is_empty()) && rest.chars().all(formula)).then_some((number, marked))
}

/// Compares names with the printed numbers of the form they belong to; numbers decide where names
/// leave a choice, and where they leave nothing while most other columns agree.
pub(super) fn apply(
    heads: &mut [Head],
    numbers: &[(usize, u32)],
    line: u64,
    names: &Names<'_>,
) -> Result<(), LayoutError> {
    let known = &names.known.columns;
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    for head in heads.iter() {
        if let Meaning::Column(index, _) = head.meaning
            && known[index].number > 0
        {
            *forms.entry(&known[index].form).or_default() += 1;
        }
    }
    let Some((form, _)) = forms.into_iter().max_by_key(|(_, count)| *count) else { return Ok(()) };
    let by_number: BTreeMap<u32, usize> = known
        .iter()
        .enumerate()
        .filter(|(_, c)| c.number > 0 && c.form == form)
        .map(|(index, c)| (c.number, index))
        .collect();
    let (mut agreed, mut open) = (0, Vec::new());
    for &(column, number) in numbers {
        let Some(head) = heads.get_mut(column) else { continue };
        let by_number = by_number.get(&number).copied();
        let fits = match (&head.meaning, by_number) {
            (Meaning::Column(_, true) | Meaning::LeftOut, _) | (Meaning::Unknown, None) => continue,
            (Meaning::Column(index, false), Some(other)) => *index == other,
            (Meaning::Column(index, false), None) => known[*index].number == 0,
            (Meaning::Any(indices), Some(other)) => indices.contains(&other),
            (Meaning::Any(_), None) => false,
            (Meaning::Unknown, Some(other)) => {
                open.push((column, other));
                continue;
            }
        };
        if !fits {
            let head = names::shown(&head.printed);
            return Err(LayoutError::Contradiction { line, column: column + 1, number, head });
        }
        if let Some(index) = by_number {
            head.meaning = Meaning::Column(index, false);
            agreed += 1;
        }
    }
    if agreed * 2 >= by_number.len() {
        for (column, index) in open {
            // A column without any head is no column of the form.
            if let Some(head) = heads.get_mut(column).filter(|head| !head.printed.is_empty()) {
                head.meaning = Meaning::Column(index, false);
            }
        }
    }
    Ok(())
}
