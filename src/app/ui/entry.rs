//! What is typed into a cell: where it begins, what it stands for, how it is stored. It is stored when
//! the cell is left.

use super::figures::{PartOf, counters};
use super::form::Purpose;
use super::input::{Edit, Input, Lines};
use super::{AppError, State, forms};
use crate::domain::pack::Gather;
use crate::domain::period::Period;
use crate::strings::{answers, grid, trail};

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
    let input = view.entry.get_or_insert_with(|| Input::new(&begin, Lines::One));
    input.edit(edit, super::Typing::Off);
}

/// What was typed as a cell's value: `-`, `kps` for không phát sinh, dots between thousands allowed.
pub(super) fn value_of(typed: &str) -> String {
    let typed = typed.trim();
    if typed == "-" || typed.eq_ignore_ascii_case("kps") {
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
    let typed = input.text();
    store(state, &value_of(&typed))
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

/// Every cell of the row that is still empty becomes không phát sinh, as one action.
pub(super) fn nil_row(state: &mut State) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    let (view, session) = (&work.figures, &mut work.session);
    let pack = &session.pack;
    let month = view.period(pack).filter(|p| p.is_month());
    let Some(((month, (row, ..)), shown)) = month.zip(view.cell(pack)).zip(view.shown.as_ref()) else {
        state.tell(grid::derived_cell(false).to_owned());
        return Ok(());
    };
    let empty: Vec<String> = if view.part == PartOf::Form {
        let columns = pack.field_form().map(|f| f.column.as_slice()).unwrap_or_default();
        let found = shown.figures.rows.get(view.field);
        let known = |code: &str| found.is_some_and(|r| r.cells.get(code).is_some_and(|c| c.is_known()));
        let inputs = columns.iter().filter(|c| c.gather != Gather::Derived && !known(&c.code));
        inputs.map(|c| c.code.clone()).collect()
    } else {
        let known = |code: &str| shown.figures.counters.get(code).is_some_and(|c| c.is_known());
        counters(pack).filter(|(form, code)| *form == row && !known(code)).map(|(_, code)| code).collect()
    };
    if empty.is_empty() {
        state.tell(grid::no_empty_cell().to_owned());
        return Ok(());
    }
    let count = empty.len();
    let cells: Vec<(String, String)> = empty.into_iter().map(|code| (code, "nil".to_owned())).collect();
    session.set_figures(month, &row, &cells, None)?;
    work.refresh();
    state.tell(grid::row_nil(count));
    Ok(())
}
