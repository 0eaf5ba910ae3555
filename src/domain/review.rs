//! Rows to look at again: a level before them was corrected after they were entered. The mark stands
//! until the row is entered anew or somebody says that it was looked at.

use super::book::{Book, Cause, Change, Key, Review, Value};
use super::cell::Cell;
use super::figures::level_before;
use super::pack::Form;
use super::period::Period;

/// What setting cells of a row changes in the marks: its own goes when a cell became another; where its level at the end of the
/// month became another, every later month in a row that holds figures of the field is marked. `after`
/// is the book with the cells set (the row's month and the one before are enough). A level that was not
/// known before is no correction; one that is back at what it was takes its mark away again.
pub fn changes(form: &Form, book: &Book, after: &Book, month: Period, field: &str) -> Vec<Change> {
    let entered = book.row(month, field) != after.row(month, field);
    let own = book.change(Key::Review(month, field.to_owned()), None).filter(|_| entered);
    let mut out: Vec<Change> = own.into_iter().collect();
    let Some(carry) = &form.carry else { return out };
    let level = |book: &Book| level_before(form, carry, book, month.month_after(), field);
    let (was, now) = (level(book), level(after));
    if was.number() == now.number() {
        return out;
    }
    let later = std::iter::successors(Some(month.month_after()), |m| Some(m.month_after()));
    for next in later.take_while(|m| book.has_cells(*m, field)) {
        let key = Key::Review(next, field.to_owned());
        let before = book.review(next, field).cloned().unwrap_or_default();
        let review = with_cause(before, month, was, now);
        let value = (!review.causes.is_empty()).then(|| Value::Review(Box::new(review)));
        out.extend(book.change(key, value));
    }
    out
}

fn with_cause(mut review: Review, month: Period, was: Cell, now: Cell) -> Review {
    match review.causes.iter_mut().find(|c| c.month == month) {
        Some(cause) => cause.now = now,
        // First entered is not corrected.
        None if was.is_known() => review.causes.push(Cause { month, was, now }),
        None => {}
    }
    review.causes.retain(|c| c.was.number() != c.now.number());
    review.causes.sort_by_key(|c| c.month);
    review
}
