//! What is typed into a cell: where it begins, what it stands for, how it is stored. It is stored when
//! the cell is left.

use super::action::Step;
use super::form::Purpose;
use super::input::{Edit, Input, Lines};
use super::{AppError, State, forms};
use crate::domain::cell::Cell;
use crate::domain::pack::Gather;
use crate::domain::period::Period;
use crate::strings::{answers, grid, trail};

/// How a cell shows không phát sinh, and takes it.
const NIL: &str = "kps";

/// Typing into the cell under the cursor.
pub(super) fn type_in(state: &mut State, edit: Edit) {
    let Some(work) = &mut state.work else { return };
    let (view, session) = (&mut work.figures, &work.session);
    let Some((_, column, cell)) = view.cell(&session.pack) else { return };
    let derived = session.pack.column(&column).is_some_and(|(_, c)| c.gather == Gather::Derived);
    let month = view.period(&session.pack).is_some_and(Period::is_month);
    if derived || !month {
        state.tell(grid::derived_cell(month).to_owned());
        return;
    }
    let begin = match &edit {
        // Backspace goes on from what stands there; anything else begins anew.
        Edit::Backspace => cell.number().map(|n| n.to_string()).unwrap_or_default(),
        _ => String::new(),
    };
    // A Telex key that means a command, corrected by the input method: Backspace, then a letter with
    // its mark. Nothing but that Backspace was typed, and the letter is no value.
    let opened = cell.number().map(|n| (n / 10).to_string()).unwrap_or_default();
    if let (Some(entry), Edit::Char(c)) = (&view.entry, &edit)
        && !c.is_ascii()
        && entry.text() == opened.trim_start_matches('0')
    {
        view.entry = None;
        return;
    }
    if view.entry.is_none() {
        view.editing = false;
    }
    let input = view.entry.get_or_insert_with(|| Input::new(&begin, Lines::One));
    input.edit(edit, super::Typing::Off);
}

/// A cell as it is edited.
fn text_of(cell: Cell) -> String {
    match cell {
        Cell::Count(n) => n.to_string(),
        Cell::Nil => NIL.to_owned(),
        Cell::Missing => String::new(),
    }
}

/// Begins to edit what stands in the cell, caret at its end; arrows move the caret from then on.
pub(super) fn edit_cell(state: &mut State) {
    let before = state.work.as_ref().and_then(|w| w.figures.cell(&w.session.pack)).map(|(_, _, cell)| cell);
    let text = before.map(text_of).unwrap_or_default();
    let typed = state.work.as_ref().is_some_and(|w| w.figures.entry.is_some());
    if !typed {
        type_in(state, Edit::Paste(text));
    }
    if let Some(work) = &mut state.work {
        work.figures.editing = work.figures.entry.is_some();
    }
}

/// Moves the caret in a value that is edited; false when none is.
pub(super) fn step_caret(state: &mut State, step: Step) -> bool {
    let edit = match step {
        Step::Left => Edit::Left,
        Step::Right => Edit::Right,
        Step::First => Edit::Home,
        Step::Last => Edit::End,
        _ => return false,
    };
    edit_on(state, edit)
}

/// Deletes the letter after the caret of a value that is edited; false when none is.
pub(super) fn delete_letter(state: &mut State) -> bool {
    edit_on(state, Edit::Delete)
}

fn edit_on(state: &mut State, edit: Edit) -> bool {
    let Some(view) = state.work.as_mut().map(|w| &mut w.figures).filter(|v| v.editing) else { return false };
    view.entry.as_mut().is_some_and(|input| {
        input.edit(edit, super::Typing::Off);
        true
    })
}

/// What was typed as a cell's value: `-`, `kps` for không phát sinh, dots between thousands allowed.
pub(super) fn value_of(typed: &str) -> String {
    let typed = typed.trim();
    if typed == "-" || typed.eq_ignore_ascii_case(NIL) {
        return "nil".to_owned();
    }
    let mut groups = typed.split('.');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let grouped = !rest.is_empty()
        && !first.starts_with('0')
        && (1..=3).contains(&first.len())
        && rest.iter().all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()));
    if grouped { typed.replace('.', "") } else { typed.to_owned() }
}

/// Stores what is being typed into a cell; true when the cell may be left. A missing reason opens
/// its form; anything else that cannot be taken stays in the cell.
pub(super) fn take_entry(state: &mut State) -> Result<bool, AppError> {
    let Some(work) = &mut state.work else { return Ok(true) };
    let Some(input) = &work.figures.entry else { return Ok(true) };
    let value = value_of(&input.text());
    // Looked at and left as it was: what the program had filled in stays so.
    if work.figures.editing
        && work.figures.cell(&work.session.pack).is_some_and(|(_, _, cell)| value_of(&text_of(cell)) == value)
    {
        work.figures.entry = None;
        return Ok(true);
    }
    store(state, &value)
}

/// Empties the cell under the cursor: chưa có số liệu.
pub(super) fn clear(state: &mut State) -> Result<(), AppError> {
    let Some(work) = &state.work else { return Ok(()) };
    let (view, pack) = (&work.figures, &work.session.pack);
    let month = view.period(pack).is_some_and(Period::is_month);
    let derived = view.cell(pack).and_then(|(_, column, _)| pack.column(&column)).map(|(_, c)| c.gather);
    if derived == Some(Gather::Derived) || !month {
        state.tell(grid::derived_cell(month).to_owned());
        return Ok(());
    }
    store(state, "").map(|_| ())
}

fn store(state: &mut State, value: &str) -> Result<bool, AppError> {
    let Some(work) = &mut state.work else { return Ok(true) };
    let (Some((field, column, before)), Some(month)) =
        (work.figures.cell(&work.session.pack), work.figures.period(&work.session.pack))
    else {
        return Ok(true);
    };
    let cells = [(column.clone(), value.to_owned())];
    match work.session.set_figures(month, &field, &cells, None) {
        Ok(stored) => {
            work.figures.entry = None;
            work.refresh();
            let note = answers::beside(stored.ahead, &stored.review);
            let column_name = work.session.pack.column_name(&column).to_owned();
            let after = work.figures.cell(&work.session.pack).map(|(_, _, cell)| cell).unwrap_or_default();
            if value.is_empty() && before.is_known() {
                state.tell(grid::emptied(&note));
            } else if before.is_known() && after != before && note.is_empty() {
                state.tell(grid::replaced(&column_name, before, after));
            } else if !note.is_empty() {
                state.tell(note.trim().to_owned());
            }
            Ok(true)
        }
        Err(AppError::Reason(sentence)) => {
            let place = trail::cell_place(&work.session.pack, month, &field, &column);
            let purpose = Purpose::CellReason { month, field, column, value: value.to_owned() };
            state.push(forms::reason(purpose, format!("{place}. {sentence}")));
            Ok(false)
        }
        Err(error) => Err(error),
    }
}
