//! The long form of single-row forms: one counter a row, its name (or code) and its value.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{self, Meaning, Names};
use super::{
    HEADER_ROWS, Layout, LayoutError, LeftOut, MAX_MISTAKES, Place, Raw, RawRow, Row, Value, Why, first_text, levels,
    numbering, periods, printed, value,
};

/// Rows looked at to find the column of values; no form has as many columns.
const SAMPLE: usize = 200;

/// Where the names of a long form stand.
pub(super) struct List {
    name_column: usize,
    /// Index of the first row with a known name.
    first: usize,
}

/// Finds a long form: a column in which more cells name single-row columns, with something right of
/// them, than the best header row has known columns; as many will do when there are figures right of them.
pub(super) fn find(rows: &[RawRow], names: &Names<'_>, header: usize) -> Option<List> {
    // Of each column: known names, those with figures, first row.
    let mut found: BTreeMap<usize, (usize, usize, usize)> = BTreeMap::new();
    for (index, row) in rows.iter().take(HEADER_ROWS).enumerate() {
        let (mut value_right, mut figure_right) = (false, false);
        for (column, cell) in row.cells.iter().enumerate().rev() {
            if value_right && known(cell, names).is_some() {
                let (count, figures, _) = found.entry(column).or_insert((0, 0, index));
                *count += 1;
                *figures += usize::from(figure_right);
            }
            value_right = value_right || is_value(cell, names);
            figure_right = figure_right || value::is_figure(cell) || value::is_nil(cell);
        }
    }
    let (name_column, (count, figures, first)) = found.into_iter().rev().max_by_key(|(_, (count, ..))| *count)?;
    let long = count > header || (count == header && figures > 0);
    long.then_some(List { name_column, first })
}

/// Something that is no further name.
fn is_value(cell: &Raw, names: &Names<'_>) -> bool {
    let name = |text: &str| names.column_in_row(text) != Meaning::Unknown;
    match cell {
        Raw::Text(text) => !cell.is_empty() && !name(text),
        _ => !cell.is_empty(),
    }
}

/// Index of the column of a single-row form a cell names.
fn known(cell: &Raw, names: &Names<'_>) -> Option<usize> {
    let Raw::Text(text) = cell else { return None };
    match names.column_in_row(text) {
        Meaning::Column(index, _) if names.is_single(&names.known.columns[index].form) => Some(index),
        _ => None,
    }
}

/// Reads a long form.
///
/// # Errors
/// [`LayoutError`] when it is not one table.
pub(super) fn read(rows: &[RawRow], names: &Names<'_>, list: &List) -> Result<Layout, LayoutError> {
    let value_column = value_column(rows, names, list)?;
    let (mut found, mut left_out, mut outside) = (Vec::new(), Vec::new(), Vec::new());
    let (mut lines, mut mistakes): (BTreeMap<usize, u64>, Vec<LayoutError>) = (BTreeMap::new(), Vec::new());
    for (index, row) in rows.iter().enumerate() {
        let name = row.cells.get(list.name_column).unwrap_or(&Raw::Empty);
        let cell = row.cells.get(value_column).unwrap_or(&Raw::Empty);
        let text = names::one_line(&name.text());
        let line = row.line;
        let meaning = names.column_in_row(&text);
        let why = match meaning {
            Meaning::LeftOut => Some(Why::Chosen),
            _ if known(name, names).is_some() => None,
            Meaning::Any(indices) if value::is_meant(cell) => {
                let codes = indices.iter().map(|i| names.known.columns[*i].code.clone()).collect();
                let (column, head) = (list.name_column + 1, names::shown(&text));
                mistakes.push(LayoutError::AmbiguousColumn { line, column, head, codes });
                continue;
            }
            // Numbers of the two columns: "(1)", "(2)".
            _ if text.starts_with('(') && text.ends_with(')') && text.len() <= 5 => Some(Why::Numbering),
            _ if value::is_meant(cell) && (!value::is_nil(cell) || !text.is_empty()) => {
                mistakes.push(unknown(line, &text, names));
                continue;
            }
            _ => Some(if index < list.first { Why::Title } else { Why::NoFigures }),
        };
        if let Some(why) = why {
            let text = first_text(row);
            if !text.is_empty() {
                left_out.push(LeftOut { line, column: None, text, why });
                outside.push(row);
            }
        } else if let Some(column) = known(name, names) {
            let code = names.known.columns[column].code.clone();
            if let Some(first) = lines.insert(column, line) {
                mistakes.push(LayoutError::FieldTwice { code, first, second: line });
                continue;
            }
            match value::at(cell, line, value_column + 1) {
                Ok(value) => found.push((Place { code, at: value_column, line, head: text }, column, value)),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        if mistakes.len() >= MAX_MISTAKES {
            break;
        }
    }
    let window = printed::window(outside.into_iter())?;
    let periods = periods::named(rows.get(..list.first).unwrap_or_default());
    let (columns, rows) = by_form(found, names);
    let (totals, unknown_columns) = (Vec::new(), Vec::new());
    Ok(Layout { columns, rows, totals, window, periods, left_out, unknown_columns, mistakes })
}

fn unknown(line: u64, text: &str, names: &Names<'_>) -> LayoutError {
    if names::key(text).is_empty() {
        return LayoutError::NoName { line };
    }
    let (nearest, key) = (names.nearest_column(text), names::key(text));
    LayoutError::UnknownField { line, name: names::shown(text), key, nearest }
}

/// The column of values: the one headed as such, even where it is empty, for the others say something
/// else; else the only one that holds figures, if no head contradicts; without figures the first one
/// that holds anything.
fn value_column(rows: &[RawRow], names: &Names<'_>, list: &List) -> Result<usize, LayoutError> {
    let (mut figures, mut others) = (BTreeSet::new(), BTreeSet::new());
    let counter = |row: &&RawRow| row.cells.get(list.name_column).is_some_and(|cell| known(cell, names).is_some());
    for row in rows.iter().filter(counter).take(SAMPLE) {
        for (column, cell) in row.cells.iter().enumerate().skip(list.name_column + 1) {
            if value::is_meant(cell) {
                figures.insert(column);
            } else if is_value(cell, names) {
                others.insert(column);
            }
        }
    }
    let above = rows.get(..list.first).unwrap_or_default();
    let width = above.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let headed = |column: &usize| heads(above, list, *column).iter().any(|(_, head)| is_value_head(head));
    let headed: Vec<usize> = (list.name_column + 1..width).filter(headed).collect();
    let column = match (&headed[..], figures.len()) {
        ([one], _) => Some(*one),
        ([], 1) => figures.first().copied(),
        ([], 0) => others.first().copied(),
        _ => None,
    };
    let Some(column) = column else {
        figures.extend(headed);
        return Err(LayoutError::SeveralValueColumns { columns: figures.iter().map(|c| c + 1).collect() });
    };
    let strange = heads(above, list, column).into_iter().find(|(_, head)| {
        !is_value_head(head) && !periods::is_period(head) && !levels::is_title(head) && !names::key(head).is_empty()
    });
    match strange {
        Some((line, head)) => {
            Err(LayoutError::UnknownValueColumn { line, column: column + 1, head: names::shown(&head) })
        }
        None => Ok(column),
    }
}

/// "Số lượng", also with a column number behind it.
fn is_value_head(head: &str) -> bool {
    names::is_value_head(&names::key(numbering::without_formula(head)))
}

/// Lines and texts of a column's head, lowest first: the lowest text above the values, and the groups
/// above it as long as the column of names has its head there or further above.
fn heads(above: &[RawRow], list: &List, column: usize) -> Vec<(u64, String)> {
    let text = |row: &RawRow, column: usize| {
        let text = names::one_line(&row.cells.get(column).map(Raw::text).unwrap_or_default());
        // Numbers of the columns: "(4)", "4".
        let number = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '(' | ')'));
        (!text.is_empty() && (!number || text.len() > 4)).then_some(text)
    };
    let mut found = Vec::new();
    for row in above.iter().rev() {
        let own = text(row, column);
        // A group is merged over the columns right of its text.
        let group = || (list.name_column + 1..column).rev().find_map(|left| text(row, left));
        let level = if found.is_empty() { own } else { own.or_else(group) };
        found.extend(level.map(|level| (row.line, level)));
        if !found.is_empty() && text(row, list.name_column).is_some() {
            break;
        }
    }
    found
}

/// One row for each single-row form.
fn by_form(found: Vec<(Place, usize, Value)>, names: &Names<'_>) -> (Vec<Place>, Vec<Row>) {
    let form = |column: usize| names.known.columns[column].form.as_str();
    let mut rows: Vec<Row> = Vec::new();
    for (index, (place, column, value)) in found.iter().enumerate() {
        let at = rows.iter().position(|row| row.field == form(*column)).unwrap_or_else(|| {
            let cells = vec![Value::Missing; found.len()];
            rows.push(Row { line: place.line, field: form(*column).to_owned(), name: String::new(), cells });
            rows.len() - 1
        });
        rows[at].cells[index] = *value;
    }
    (found.into_iter().map(|(place, ..)| place).collect(), rows)
}
