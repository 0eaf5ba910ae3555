//! Entering figures: every cell of one command, or none.

use std::collections::BTreeSet;

use super::{AppError, Session, clean};
use crate::domain::book::{Book, Change, Key, Value};
use crate::domain::cell::Cell;
use crate::domain::figures;
use crate::domain::pack::{Check, Form, Gather, Pack, Window};
use crate::domain::period::Period;
use crate::domain::review;
use crate::domain::submission::Submission;
use crate::strings::errors;

/// What the officer should know about figures just stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The month has not begun.
    pub ahead: bool,
    /// Months whose carried value differs by another number now, so that its reason is asked again.
    pub review: Vec<Period>,
}

/// A cell to set, as given.
pub type Assignment = (String, String);

impl Session {
    /// Sets cells of one row of a month.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown period, field or column, a value that is no count, a
    /// total that disagrees with its parts. [`AppError::Reason`] when all of that is right, but a
    /// reason is missing: for a month that a sent report covers, or a carried value that differs
    /// from last month's level. Nothing is changed then.
    pub fn set_figures(
        &mut self,
        month: Period,
        field: &str,
        cells: &[Assignment],
        reason: Option<&str>,
    ) -> Result<Stored, AppError> {
        self.set_rows(month, &[(field.to_owned(), cells.to_vec())], reason)
    }

    /// Sets cells of several rows of a month, as one action.
    ///
    /// # Errors
    /// As [`Session::set_figures`], at the first row that is refused.
    pub fn set_rows(
        &mut self,
        month: Period,
        rows: &[(String, Vec<Assignment>)],
        reason: Option<&str>,
    ) -> Result<Stored, AppError> {
        let reason = reason.map(clean).transpose()?;
        let ahead = self.month_window(month)?.from > self.world.today;
        let mut changes = Vec::new();
        for (field, cells) in rows {
            let form = form_of(&self.pack, field).ok_or_else(|| AppError::Input(errors::unknown_field(field)))?;
            changes.extend(row_changes(form, self.store.book(), month, field, cells, reason.as_deref())?);
        }
        self.reason_if_sent(month, reason.as_deref())?;
        self.commit("figures.set", reason, changes.clone())?;
        let review = reasons_dropped(self.pack.field_form(), self.store.book(), &changes);
        Ok(Stored { ahead, review })
    }

    /// Once a report that covers the month was sent, a change needs a reason.
    pub(super) fn reason_if_sent(&self, month: Period, reason: Option<&str>) -> Result<(), AppError> {
        let covers = |(period, s): &(Period, &Submission)| s.sent.is_some() && period.months().contains(&month);
        match self.store.book().all_submissions().find(covers) {
            Some((period, _)) if reason.is_none() => Err(AppError::Reason(errors::sent_needs_reason(month, period))),
            _ => Ok(()),
        }
    }

    /// Explains the broken rule of a period; the text travels in the package.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown period or rule, or a text that cannot be taken.
    pub fn explain(&mut self, period: Period, rule: &str, text: &str) -> Result<(), AppError> {
        self.pack.window(period).ok_or_else(|| AppError::Input(errors::bad_period(&period.to_string())))?;
        let known = self.pack.lists.rule.iter().find(|r| r.code == rule);
        let known = known.ok_or_else(|| AppError::Input(errors::unknown_rule(rule)))?;
        if !known.travels() {
            return Err(AppError::Input(errors::not_to_explain(rule, known.check == Check::Review)));
        }
        let key = Key::Explanation(period, rule.to_owned());
        let change = self.store.book().change(key, Some(Value::Text(clean(text)?)));
        self.commit("figures.explain", None, change.into_iter().collect())
    }

    /// The window of a month; figures are entered for months only.
    pub(super) fn month_window(&self, month: Period) -> Result<&Window, AppError> {
        let window = self.pack.window(month).ok_or_else(|| AppError::Input(errors::bad_period(&month.to_string())))?;
        if !month.is_month() {
            return Err(AppError::Input(errors::not_a_month(&month.to_string())));
        }
        Ok(window)
    }
}

/// The form a row belongs to: a field's, or the single-row form of that code.
pub(super) fn form_of<'a>(pack: &'a Pack, field: &str) -> Option<&'a Form> {
    let single = pack.single_forms().find(|f| f.code == field);
    single.or_else(|| pack.field_form().filter(|_| pack.lists.field.iter().any(|f| f.code == field)))
}

/// The changes that bring a row to the given cells, or the refusal.
pub(super) fn row_changes(
    form: &Form,
    book: &Book,
    month: Period,
    field: &str,
    cells: &[Assignment],
    reason: Option<&str>,
) -> Result<Vec<Change>, AppError> {
    let input = AppError::Input;
    let mut after = book.excerpt(field, &[month.month_before(), month]);
    let mut seen = BTreeSet::new();
    let mut totals = Vec::new();
    let mut changes = Vec::new();
    for (code, text) in cells {
        if !seen.insert(code) {
            return Err(input(errors::twice_column(code)));
        }
        let column = form.column.iter().find(|c| c.code == *code);
        let column = column.ok_or_else(|| input(errors::unknown_column(code)))?;
        let cell = parse(text, form.max).ok_or_else(|| input(errors::bad_value(&column.name, code, text, form.max)))?;
        if column.gather == Gather::Derived {
            totals.push((code, cell));
            continue;
        }
        let value = cell.is_known().then_some(Value::Cell(cell));
        let key = Key::Cell(month, field.to_owned(), code.clone());
        changes.extend(after.change(key.clone(), value.clone()));
        after.put(key, value);
    }
    let row = figures::row(form, &after, month, field);
    for (code, given) in totals {
        let name = form.column.iter().find(|c| c.code == *code).map_or(code.as_str(), |c| c.name.as_str());
        let derived = row.cells.get(code).copied().unwrap_or_default();
        if let Some(number) = given.number().filter(|n| derived.number() != Some(*n)) {
            let found = derived.number().map_or_else(|| errors::parts_missing().to_owned(), |n| n.to_string());
            return Err(input(errors::total_disagrees(name, code, number, &found)));
        }
    }
    changes.extend(carry_change(form, book, &after, month, field, cells, reason)?);
    changes.extend(stale_reason(form, book, &after, month, field));
    changes.extend(review::changes(form, book, &after, month, field));
    Ok(changes)
}

/// The reason of next month's carry difference goes when the level it was given for changes.
fn stale_reason(form: &Form, book: &Book, after: &Book, month: Period, field: &str) -> Option<Change> {
    let carry = form.carry.as_ref()?;
    let next = month.month_after();
    let level = |book: &Book| figures::level_before(form, carry, book, next, field);
    book.change(Key::CarryReason(next, field.to_owned()), None).filter(|_| level(book) != level(after))
}

/// Later months whose carry reason these changes took away while their carried value still differs.
pub(super) fn reasons_dropped(form: Option<&Form>, book: &Book, changes: &[Change]) -> Vec<Period> {
    let Some((form, carry)) = form.and_then(|f| Some((f, f.carry.as_ref()?))) else { return Vec::new() };
    let dropped = changes.iter().filter(|c| c.new.is_none()).filter_map(|c| match &c.key {
        Key::CarryReason(month, field) => Some((*month, field)),
        _ => None,
    });
    let differs = |(month, field): &(Period, &String)| {
        let carried = book.cell(*month, field, &carry.column).number();
        carried.zip(figures::level_before(form, carry, book, *month, field).number()).is_some_and(|(a, b)| a != b)
    };
    dropped.filter(differs).map(|(month, _)| month).collect()
}

/// A carried value that differs from last month's level keeps its reason; one that agrees again
/// drops it.
fn carry_change(
    form: &Form,
    book: &Book,
    after: &Book,
    month: Period,
    field: &str,
    cells: &[Assignment],
    reason: Option<&str>,
) -> Result<Option<Change>, AppError> {
    let Some(carry) = form.carry.as_ref().filter(|c| cells.iter().any(|(code, _)| *code == c.column)) else {
        return Ok(None);
    };
    let carried = after.cell(month, field, &carry.column).number();
    let before = figures::level_before(form, carry, after, month, field).number();
    let key = Key::CarryReason(month, field.to_owned());
    match carried.zip(before) {
        Some((carried, before)) if carried != before => {
            let reason = reason.ok_or_else(|| AppError::Reason(errors::carry_needs_reason(carried, before)))?;
            Ok(book.change(key, Some(Value::Text(reason.to_owned()))))
        }
        _ => Ok(book.change(key, None)),
    }
}

/// A count up to `max` (inclusive), `nil`, or nothing for "chưa có số liệu".
fn parse(text: &str, max: u64) -> Option<Cell> {
    let text = text.trim();
    match text {
        "" => Some(Cell::Missing),
        "nil" => Some(Cell::Nil),
        digits if digits.bytes().all(|b| b.is_ascii_digit()) => {
            digits.parse().ok().filter(|n| *n <= max).map(Cell::Count)
        }
        _ => None,
    }
}
