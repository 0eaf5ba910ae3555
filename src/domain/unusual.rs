//! Values far from what their own cell held in the months before: median and median absolute deviation
//! (MAD), in whole numbers. Says something is worth a look; never that it is wrong.

use super::book::{Book, Name, cell_of};
use super::cell::Cell;
use super::figures::Figures;
use super::pack::{Column, Pack, RuleRow, Unusual};
use super::period::Period;
use super::rule::{CellAt, Issue, issue};

/// The middle of the values, doubled so that it is whole; none for no value.
fn doubled_median(values: &mut [u64]) -> Option<u64> {
    values.sort_unstable();
    let last = values.len().checked_sub(1)?;
    Some(values[last / 2].saturating_add(values[values.len() / 2]))
}

/// Twice the median of `history` when `value` is unusual beside it; none when it is not, or too little
/// is known.
pub fn beside(history: &[u64], value: u64, rule: Unusual) -> Option<u64> {
    if history.len() < rule.least {
        return None;
    }
    let median = doubled_median(&mut history.to_vec())?;
    let distance = |n: u64| n.saturating_mul(2).abs_diff(median);
    // Distances are doubled, their median doubled once more.
    let mad = doubled_median(&mut history.iter().map(|n| distance(*n)).collect::<Vec<_>>())?;
    let away = distance(value);
    let far = u128::from(away) * 2 > u128::from(rule.times) * u128::from(mad);
    (far && away >= rule.floor.saturating_mul(2)).then_some(median)
}

/// Unusual entries of a month; nothing for longer periods.
pub(super) fn issues(pack: &Pack, book: &Book, figures: &Figures, rule: &RuleRow) -> Vec<Issue> {
    let Some(how) = rule.unusual.filter(|_| figures.period.is_month()) else { return Vec::new() };
    let before: Vec<Period> = std::iter::successors(Some(figures.period.month_before()), |m| Some(m.month_before()))
        .take(how.months)
        .collect();
    let one = |row: &str, column: &Column, history: &[&[(Name, Cell)]]| {
        let value = cell_of(book.row(figures.period, row), &column.code).number()?;
        let history = history.iter().filter_map(|month| cell_of(month, &column.code).number());
        let median = beside(&history.collect::<Vec<_>>(), value, how)?;
        let half = if median % 2 == 1 { ",5" } else { "" };
        let at = CellAt { period: figures.period, field: row.to_owned(), column: column.code.clone() };
        let values = [
            ("{left}", value.to_string()),
            ("{right}", format!("{}{half}", median / 2)),
            ("{column}", column.name.clone()),
        ];
        Some(issue(pack, rule, figures.period, row, vec![at], &values))
    };
    let begun = figures.rows.iter().filter(|r| r.begun).map(|r| r.field.as_str());
    let of_fields = pack.field_form().into_iter().flat_map(|form| begun.clone().map(move |field| (form, field)));
    let singles = pack.single_forms().map(|form| (form, form.code.as_str()));
    let mut out = Vec::new();
    for (form, row) in of_fields.chain(singles) {
        let history: Vec<_> = before.iter().map(|month| book.row(*month, row)).filter(|row| !row.is_empty()).collect();
        if history.len() >= how.least {
            out.extend(form.inputs().filter_map(|column| one(row, column, &history)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Unusual = Unusual { months: 24, least: 6, times: 5, floor: 5 };

    #[test]
    fn by_hand() {
        // Median 20,5; distances 0,5 0,5 1,5 1,5 2,5 2,5; MAD 1,5; 5 × 1,5 = 7,5.
        let history = [18, 19, 20, 21, 22, 23];
        assert_eq!(beside(&history, 28, RULE), None);
        assert_eq!(beside(&history, 29, RULE), Some(41));
        assert_eq!(beside(&history, 13, RULE), None);
        assert_eq!(beside(&history, 12, RULE), Some(41));
        // Exactly at the limit is not further.
        assert_eq!(beside(&[10, 11, 12, 13, 14, 15, 16], 23, RULE), None);
        assert_eq!(beside(&[10, 11, 12, 13, 14, 15, 16], 24, RULE), Some(26));
    }

    #[test]
    fn little_history_and_small_numbers_are_not_judged() {
        assert_eq!(beside(&[1, 1, 1, 1, 1], 900, RULE), None);
        assert_eq!(beside(&[1, 1, 1, 1, 1, 1], 5, RULE), None);
        assert_eq!(beside(&[1, 1, 1, 1, 1, 1], 6, RULE), Some(2));
        assert_eq!(beside(&[], 6, Unusual { least: 0, ..RULE }), None);
        assert_eq!(beside(&[u64::MAX; 6], 0, RULE), Some(u64::MAX));
    }
}
