//! Steps of the cursors on the figures screen.

use super::action::{Step, stepped};
use super::figures::{FiguresView, PARTS, PartOf, counters};
use crate::domain::pack::{Gather, Pack};

pub(super) fn neighbour(part: PartOf, after: bool) -> PartOf {
    let at = PARTS.iter().position(|p| *p == part).unwrap_or(0);
    let to = if after { (at + 1).min(PARTS.len() - 1) } else { at.saturating_sub(1) };
    PARTS[to]
}

pub(super) fn first_input(pack: &Pack) -> usize {
    pack.field_form().and_then(|f| f.column.iter().position(|c| c.gather != Gather::Derived)).unwrap_or(0)
}

/// Moves the cell cursor. Up and down keep the column; Tab goes from input to input and on to the
/// next row; arrows also stop on totals, so that their issues can be read.
pub(super) fn step_cell(view: &mut FiguresView, pack: &Pack, step: Step) {
    let rows = pack.lists.field.len();
    match view.part {
        PartOf::Counters => view.counter = stepped(view.counter, counters(pack).count(), step),
        PartOf::Indicators => view.indicator = stepped(view.indicator, pack.lists.indicator.len(), step),
        PartOf::Form => {
            let columns = pack.field_form().map(|f| f.column.as_slice()).unwrap_or_default();
            let input = |at: &usize| columns[*at].gather != Gather::Derived;
            match step {
                Step::Left => view.column = view.column.saturating_sub(1),
                Step::Right => view.column = (view.column + 1).min(columns.len().saturating_sub(1)),
                Step::First => view.column = first_input(pack),
                Step::Last => view.column = columns.len().saturating_sub(1),
                Step::Next => match (view.column + 1..columns.len()).find(input) {
                    Some(column) => view.column = column,
                    None if view.field + 1 < rows => {
                        (view.field, view.column) = (view.field + 1, first_input(pack));
                        view.begun_at = Some(view.column);
                    }
                    None => {}
                },
                Step::Previous => match (0..view.column).rev().find(input) {
                    Some(column) => view.column = column,
                    None if view.field > 0 => {
                        view.field -= 1;
                        view.column = (0..columns.len()).rev().find(input).unwrap_or(0);
                    }
                    None => {}
                },
                _ => view.field = stepped(view.field, rows, step),
            }
        }
    }
}
