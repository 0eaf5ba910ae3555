//! Actions on the figures screen: the table of periods, and the open period's cells and indicators.

use super::action::{Action, Step, stepped};
use super::figures::PartOf;
use super::form::Purpose;
use super::input::Edit;
use super::search::Menu;
use super::steps::{first_input, neighbour, step_cell};
use super::{AppError, Modal, Notice, State, cells, entry, forms, imports, links};
use crate::domain::pack::Severity;
use crate::domain::rule::Issue;
use crate::strings::{grid, ui};

/// An action on the figures screen.
pub(super) fn on_figures(state: &mut State, action: Action) -> Result<(), AppError> {
    let Some(work) = &state.work else { return Ok(()) };
    if work.figures.open {
        return on_period(state, action);
    }
    match action {
        Action::Marks => cells::marks(state),
        Action::Import => imports::begin(state),
        Action::Export => export(state),
        Action::AddField => add_field(state),
        Action::Type(Edit::Paste(_)) => state.tell(grid::open_a_month().to_owned()),
        action => on_periods(state, &action),
    }
    Ok(())
}

fn on_periods(state: &mut State, action: &Action) {
    let Some(work) = &mut state.work else { return };
    let view = &mut work.figures;
    match action {
        Action::Move(Step::Left) => view.part = neighbour(view.part, false),
        Action::Move(Step::Right) | Action::NextPart => view.part = neighbour(view.part, true),
        Action::Move(step) => view.row = stepped(view.row, work.session.pack.lists.period.len(), *step),
        Action::Open => {
            if let Some(period) = view.period(&work.session.pack) {
                view.open_at(&work.session, period, view.part, None);
            }
        }
        Action::Back => state.modals.push(Modal::Menu(Menu::default())),
        _ => {}
    }
}

/// Opens the form that asks for a field's name.
fn add_field(state: &mut State) {
    if let Some(form) = forms::for_purpose(state, &Purpose::AddField) {
        state.push(form);
    }
}

/// Opens the form that asks for the file to write.
fn export(state: &mut State) {
    let period = state.work.as_ref().and_then(|w| w.figures.period(&w.session.pack));
    if let Some(form) = period.and_then(|period| forms::for_purpose(state, &Purpose::Export(period))) {
        state.push(form);
    }
}

fn on_period(state: &mut State, action: Action) -> Result<(), AppError> {
    let Some(action) = within_cell(state, action)? else { return Ok(()) };
    // Everything else leaves the cell, so what was typed is stored first.
    if !entry::take_entry(state)? {
        return Ok(());
    }
    on_cells(state, &action)
}

/// What concerns the cell that is typed in, or needs none to be left; anything else comes back.
fn within_cell(state: &mut State, action: Action) -> Result<Option<Action>, AppError> {
    match action {
        Action::Linked if state.work.as_ref().is_some_and(|w| w.figures.part == PartOf::Indicators) => {
            links::to_task(state)?;
        }
        Action::Type(Edit::Paste(text)) => {
            if !imports::paste(state, &text)? {
                // A single cell comes with its line end.
                entry::type_in(state, Edit::Paste(text.trim().to_owned()));
            }
        }
        Action::Type(edit) => {
            entry::type_in(state, edit);
        }
        Action::EditCell => {
            entry::edit_cell(state);
        }
        Action::Move(step) if entry::step_caret(state, step) => {}
        Action::Back => {
            let Some(work) = &mut state.work else { return Ok(None) };
            if work.figures.entry.take().is_none() {
                work.figures.open = false;
                if let Some((screen, panel)) = work.back.take() {
                    work.screen = screen;
                    state.modals.extend(panel.map(Modal::Panel));
                }
                work.refresh();
            }
        }
        Action::Clear if entry::delete_letter(state) => {}
        // What is typed was never there.
        Action::Clear if state.work.as_ref().is_some_and(|w| w.figures.entry.is_some()) => {
            if let Some(work) = &mut state.work {
                work.figures.entry = None;
            }
        }
        other => return Ok(Some(other)),
    }
    Ok(None)
}

/// An action on cells of which none is typed in.
fn on_cells(state: &mut State, action: &Action) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    let (view, session) = (&mut work.figures, &work.session);
    let windows = session.pack.lists.period.len();
    let left = view.field;
    match action {
        Action::Move(step) => {
            view.begun_at = match step {
                Step::Next => view.begun_at.or(Some(view.column)),
                _ => None,
            };
            step_cell(view, &session.pack, *step);
        }
        Action::Open if view.part == PartOf::Indicators => state.modals.push(Modal::Indicator(view.indicator)),
        // Down; after a row that was filled from cell to cell, to where it was begun.
        Action::Open => {
            let rows = session.pack.lists.field.len();
            if view.part == PartOf::Form && view.field + 1 < rows {
                view.column = view.begun_at.unwrap_or(view.column);
            }
            step_cell(view, &session.pack, Step::Down);
        }
        Action::NilRow => return cells::nil_row(state),
        Action::NilMonth => return cells::nil_month(state),
        Action::Comment => cells::comment(state),
        Action::Follow => return cells::follow(state),
        Action::Reviewed => return cells::reviewed(state),
        Action::Marks => cells::marks(state),
        Action::Import => imports::begin(state),
        Action::Export => export(state),
        Action::AddField => add_field(state),
        Action::NextPart => {
            view.part = if view.part == PartOf::Indicators { PartOf::Form } else { neighbour(view.part, true) };
            view.refresh(session);
        }
        Action::NextPeriod | Action::PreviousPeriod => {
            let step = if *action == Action::NextPeriod { Step::Down } else { Step::Up };
            view.row = stepped(view.row, windows, step);
            // Another month is entered from its beginning.
            (view.field, view.counter, view.column) = (0, 0, first_input(&session.pack));
            view.begun_at = None;
            view.refresh(session);
        }
        Action::Clear => return entry::clear(state),
        Action::Explain => {
            let here = view.issues_here(&session.pack);
            let travels = |code: &str| session.pack.lists.rule.iter().any(|r| r.code == code && r.travels());
            let issue = here.iter().find(|i| i.severity == Severity::Warning && travels(&i.rule));
            let Some((issue, period)) = issue.zip(view.period(&session.pack)) else {
                let error = here.iter().any(|i| i.severity == Severity::Error);
                state.tell(grid::nothing_to_explain(error).to_owned());
                return Ok(());
            };
            let (rule, text) = (issue.rule.clone(), issue.text.clone());
            let before = issue.explanation.clone().unwrap_or_default();
            state.push(forms::explain(period, rule, text, &before));
        }
        _ => {}
    }
    tell_of_row_left(state, left);
    Ok(())
}

/// A row that was left with an error says so: its marks may stand where the eye is not.
fn tell_of_row_left(state: &mut State, row: usize) {
    let Some(work) = &state.work else { return };
    let (view, pack) = (&work.figures, &work.session.pack);
    if view.field == row || view.part != PartOf::Form || state.notice.is_some() {
        return;
    }
    let (Some(shown), Some(field)) = (&view.shown, pack.lists.field.get(row)) else { return };
    let wrong = |i: &&Issue| i.severity == Severity::Error && i.cells.iter().any(|c| c.field == field.code);
    if let Some(issue) = shown.issues.iter().find(wrong) {
        state.notice = Some(Notice { text: ui::issue(issue), refusal: true });
    }
}
