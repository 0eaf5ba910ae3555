//! What is done to cells besides typing: không phát sinh for many, comments, marks, reviews.

use super::figures::{FiguresView, PartOf, counters};
use super::form::Purpose;
use super::panel::{Panel, Subject};
use super::{AppError, Modal, State, Work, forms};
use crate::domain::figures::level_before;
use crate::domain::pack::Gather;
use crate::domain::period::Period;
use crate::strings::{answers, grid};

/// A row's code with its cells that are still empty.
type EmptyRow = (String, Vec<String>);

/// Every cell of the row that is still empty becomes không phát sinh, as one action.
pub(super) fn nil_row(state: &mut State) -> Result<(), AppError> {
    let Some((work, month)) = in_month(state) else { return Ok(()) };
    let row = match work.figures.part {
        PartOf::Counters => {
            let under = work.figures.cell(&work.session.pack).map(|(form, ..)| form);
            empty_counters(work).into_iter().find(|(form, _)| Some(form) == under.as_ref())
        }
        _ => empty_row(work, month, work.figures.field),
    };
    let Some(row) = row else {
        state.tell(grid::no_empty_cell().to_owned());
        return Ok(());
    };
    // Cases that last month left are not "không phát sinh"; the rest of a row that has numbers may be.
    let (pack, book) = (&work.session.pack, work.session.store.book());
    let carry = pack.field_form().and_then(|form| Some((form, form.carry.as_ref()?)));
    let left = carry.and_then(|(form, carry)| level_before(form, carry, book, month, &row.0).number()).unwrap_or(0);
    if left > 0 && !book.has_cells(month, &row.0) {
        state.tell(grid::pending_needs_numbers(left));
        return Ok(());
    }
    if let Some(count) = fill_or_ask(state, month, vec![row])? {
        state.tell(grid::row_nil(count));
    }
    Ok(())
}

/// Every empty cell of the month's form (or of the counters) becomes không phát sinh, as one action:
/// rows in use, that is with figures in this month or one of the twelve before; all rows where nothing
/// was ever entered. Rows to which last month left cases are left alone: they need numbers.
pub(super) fn nil_month(state: &mut State) -> Result<(), AppError> {
    let Some((work, month)) = in_month(state) else { return Ok(()) };
    let (rows, waiting) = match work.figures.part {
        PartOf::Counters => (empty_counters(work), Vec::new()),
        _ => empty_rows(work, month),
    };
    if rows.is_empty() {
        state.tell(grid::no_empty_month(&waiting));
        return Ok(());
    }
    let number = rows.len();
    if let Some(count) = fill_or_ask(state, month, rows)? {
        state.tell(grid::month_nil(count, number, &waiting));
    }
    Ok(())
}

/// The open month; tells that longer periods take no figures otherwise.
fn in_month(state: &mut State) -> Option<(&mut Work, Period)> {
    let month = state.work.as_ref().and_then(|w| w.figures.period(&w.session.pack)).filter(|p| p.is_month());
    let Some(month) = month else {
        state.tell(grid::derived_cell(false).to_owned());
        return None;
    };
    state.work.as_mut().map(|work| (work, month))
}

/// Fills the cells and says how many; none when a missing reason is asked for first.
fn fill_or_ask(state: &mut State, month: Period, rows: Vec<EmptyRow>) -> Result<Option<usize>, AppError> {
    let Some(work) = &mut state.work else { return Ok(None) };
    match fill(work, month, &rows, None) {
        Err(AppError::Reason(sentence)) => {
            state.push(forms::reason(Purpose::NilReason { month, rows }, sentence));
            Ok(None)
        }
        filled => filled.map(Some),
    }
}

/// Every one of the cells becomes không phát sinh, as one action; says how many.
pub(super) fn fill(work: &mut Work, month: Period, rows: &[EmptyRow], reason: Option<&str>) -> Result<usize, AppError> {
    let nil = |codes: &[String]| codes.iter().map(|code| (code.clone(), "nil".to_owned())).collect();
    let rows: Vec<_> = rows.iter().map(|(row, codes)| (row.clone(), nil(codes))).collect();
    work.session.set_rows(month, &rows, reason)?;
    work.refresh();
    Ok(rows.iter().map(|(_, cells): &(String, Vec<_>)| cells.len()).sum())
}

/// Empty inputs of a row of the form; what last month's level fills by itself is not one of them.
fn empty_row(work: &Work, month: Period, at: usize) -> Option<EmptyRow> {
    let (pack, book) = (&work.session.pack, work.session.store.book());
    let (form, row) = (pack.field_form()?, work.figures.shown.as_ref()?.figures.rows.get(at)?);
    let filled = form.carry.as_ref().filter(|carry| level_before(form, carry, book, month, &row.field).is_known());
    let empty = |code: &str| !row.cells.get(code).is_some_and(|c| c.is_known());
    let carried = |code: &str| filled.is_some_and(|carry| carry.column == code);
    let codes = form.inputs().filter(|c| empty(&c.code) && !carried(&c.code)).map(|c| c.code.clone());
    let codes: Vec<String> = codes.collect();
    (!codes.is_empty()).then(|| (row.field.clone(), codes))
}

/// Rows in use with empty inputs, and names of those that wait for numbers.
fn empty_rows(work: &Work, month: Period) -> (Vec<EmptyRow>, Vec<String>) {
    let (pack, book) = (&work.session.pack, work.session.store.book());
    let Some(form) = pack.field_form() else { return Default::default() };
    let months: Vec<Period> = std::iter::successors(Some(month), |m| Some(m.month_before())).take(13).collect();
    let used = |field: &str| months.iter().any(|m| book.has_cells(*m, field));
    let any = pack.lists.field.iter().any(|f| used(&f.code));
    let (mut rows, mut waiting) = (Vec::new(), Vec::new());
    for (at, field) in pack.lists.field.iter().enumerate().filter(|(_, f)| !any || used(&f.code)) {
        let Some(row) = empty_row(work, month, at) else { continue };
        let left = form.carry.as_ref().and_then(|c| level_before(form, c, book, month, &field.code).number());
        if left.unwrap_or(0) > 0 {
            waiting.push(field.name.clone());
        } else {
            rows.push(row);
        }
    }
    (rows, waiting)
}

fn empty_counters(work: &Work) -> Vec<EmptyRow> {
    let Some(shown) = &work.figures.shown else { return Vec::new() };
    let mut rows: Vec<EmptyRow> = Vec::new();
    let known = |code: &str| shown.figures.counters.get(code).is_some_and(|c| c.is_known());
    let input = |code: &str| work.session.pack.column(code).is_some_and(|(_, c)| c.gather != Gather::Derived);
    for (form, code) in counters(&work.session.pack).filter(|(_, code)| input(code) && !known(code)) {
        match rows.iter_mut().find(|(row, _)| *row == form) {
            Some((_, codes)) => codes.push(code),
            None => rows.push((form, vec![code])),
        }
    }
    rows
}

/// The cell under the cursor of an open month.
fn under_cursor(work: &Work) -> Option<(Period, String, String)> {
    let view: &FiguresView = &work.figures;
    let month = view.period(&work.session.pack).filter(|p| p.is_month())?;
    let (field, column, _) = view.cell(&work.session.pack)?;
    Some((month, field, column))
}

/// Opens the form for the comment on the cell.
pub(super) fn comment(state: &mut State) {
    let Some((month, field, column)) = state.work.as_ref().and_then(under_cursor) else {
        state.tell(grid::derived_cell(false).to_owned());
        return;
    };
    let purpose = Purpose::Comment { month, field, column };
    if let Some(form) = forms::for_purpose(state, &purpose) {
        state.push(form);
    }
}

/// Marks the cell to come back to, or takes the mark away.
pub(super) fn follow(state: &mut State) -> Result<(), AppError> {
    let Some((month, field, column)) = state.work.as_ref().and_then(under_cursor) else {
        state.tell(grid::derived_cell(false).to_owned());
        return Ok(());
    };
    let Some(work) = &mut state.work else { return Ok(()) };
    let marked = work.session.store.book().follow(month, &field, &column).is_some();
    work.session.follow(month, &field, &column, (!marked).then_some(""))?;
    work.refresh();
    state.tell(grid::followed(!marked).to_owned());
    Ok(())
}

/// Notes that the row was looked at again.
pub(super) fn reviewed(state: &mut State) -> Result<(), AppError> {
    let Some((month, field, _)) = state.work.as_ref().and_then(under_cursor) else { return Ok(()) };
    let Some(work) = &mut state.work else { return Ok(()) };
    work.session.reviewed(month, &field)?;
    work.refresh();
    state.tell(answers::reviewed(work_name(state, &field), month));
    Ok(())
}

fn work_name<'a>(state: &'a State, field: &'a str) -> &'a str {
    state.work.as_ref().map_or(field, |work| work.session.pack.field_name(field))
}

/// Opens the list of everything left at cells.
pub(super) fn marks(state: &mut State) {
    if state.work.as_ref().is_some_and(|work| work.session.marks().is_empty()) {
        state.tell(grid::no_marks().to_owned());
        return;
    }
    state.modals.push(Modal::Panel(Panel::about(Subject::Marks)));
}
