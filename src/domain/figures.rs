//! Figures of a month, and months gathered into quarter, half, nine months and year.
//! Source of the arithmetic: the form's columns in the pack (`gather`, `sum`, `carry`); of the
//! three-valued rules: the command-line contract, *Figures*.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::book::{Book, Key, Name, Review, cell_of};
use super::cell::{self, Cell};
use super::pack::{Carry, Form, Gather, Pack};
use super::period::Period;

/// Cells of one row by column code.
pub type Cells = BTreeMap<String, Cell>;

/// One field's row.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Field code.
    pub field: String,
    /// False when no cell was entered in the period: the field is outside the form.
    #[serde(skip)]
    pub begun: bool,
    /// All columns, totals included.
    pub cells: Cells,
    /// Columns filled by carry-over, not entered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub derived: Vec<String>,
}

/// `carried` of a month that differs from the level at the end of the month before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CarryDifference {
    /// The month whose carried column differs.
    pub month: Period,
    /// Field.
    pub field: String,
    /// What was entered.
    pub carried: u64,
    /// What last month's level says.
    pub before: u64,
    /// Reason, if one was given.
    pub reason: Option<String>,
}

/// The forms of one period.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
    /// Period.
    pub period: Period,
    /// The months gathered: the period's, or those from January to its end.
    #[serde(skip)]
    pub months: Vec<Period>,
    /// First day of the window, inclusive.
    pub from: NaiveDate,
    /// Last day of the window, inclusive.
    pub to: NaiveDate,
    /// One row per field of the pack, in form order.
    pub rows: Vec<Row>,
    /// Columns of the single-row forms.
    pub counters: Cells,
    /// Column totals over the fields that have begun.
    pub totals: Cells,
    /// Carry differences of the months in the period, the first month's included.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<CarryDifference>,
    /// Rows of the months in the period that are to be looked at again: month, field, why.
    #[serde(skip)]
    pub reviews: Vec<(Period, String, Review)>,
}

impl Figures {
    /// True when at least one field has begun.
    pub fn any(&self) -> bool {
        self.rows.iter().any(|r| r.begun)
    }

    /// A column's value over the whole commune: total of a field form, or the counter.
    pub fn overall(&self, column: &str) -> Cell {
        self.totals.get(column).or_else(|| self.counters.get(column)).copied().unwrap_or_default()
    }

    /// Sum of differences inside the period (its first month's lies at the edge, not inside).
    pub fn inner_difference(&self, field: Option<&str>) -> i128 {
        let first = self.months.first().copied();
        let inner = self.differences.iter().filter(|d| Some(d.month) != first);
        inner.filter(|d| field.is_none_or(|f| f == d.field)).map(|d| i128::from(d.carried) - i128::from(d.before)).sum()
    }
}

/// Figures of a period; none when the pack has no such period.
pub fn compute(pack: &Pack, book: &Book, period: Period) -> Option<Figures> {
    let window = pack.window(period)?;
    over(pack, book, period, &period.months(), (window.from, window.to))
}

/// Figures from January to the end of a period (lũy kế từ đầu năm), whether or not reports are made for
/// that span; none when the pack lacks one of the windows.
pub fn to_date(pack: &Pack, book: &Book, period: Period) -> Option<Figures> {
    let last = Period::month(period.year, period.month_span().1);
    let span = (pack.window(Period::month(period.year, 1))?.from, pack.window(last)?.to);
    let months: Vec<Period> = (1..=period.month_span().1).map(|m| Period::month(period.year, m)).collect();
    over(pack, book, period, &months, span)
}

fn over(
    pack: &Pack,
    book: &Book,
    period: Period,
    months: &[Period],
    (from, to): (NaiveDate, NaiveDate),
) -> Option<Figures> {
    let form = pack.field_form()?;
    let rows: Vec<Row> = pack.lists.field.iter().map(|f| row_over(form, book, months, &f.code)).collect();
    let totals = totals(form, &rows);
    let counters = pack.single_forms().flat_map(|f| gather(f, book, months, &f.code)).collect();
    let differences = pack.lists.field.iter().flat_map(|f| differences(form, book, months, &f.code)).collect();
    let reviews = reviews(pack, book, months);
    let months = months.to_vec();
    Some(Figures { period, months, from, to, rows, counters, totals, differences, reviews })
}

/// True when every input of a row is known, entered or filled from the month before.
pub fn is_complete(form: &Form, book: &Book, month: Period, field: &str) -> bool {
    let row = MonthRow::of(form, book, month, field);
    form.inputs().all(|column| row.cell(&column.code).is_known())
}

/// True when any field has figures in the month.
pub fn month_has_figures(pack: &Pack, book: &Book, month: Period) -> bool {
    pack.lists.field.iter().any(|f| book.has_cells(month, &f.code))
}

/// One field's row of a period.
pub fn row(form: &Form, book: &Book, period: Period, field: &str) -> Row {
    row_over(form, book, &period.months(), field)
}

fn row_over(form: &Form, book: &Book, months: &[Period], field: &str) -> Row {
    let begun = months.iter().any(|m| book.has_cells(*m, field));
    let derived = match &form.carry {
        Some(carry) if begun && months.first().is_some_and(|m| prefilled(form, carry, book, *m, field).is_known()) => {
            vec![carry.column.clone()]
        }
        _ => Vec::new(),
    };
    Row { field: field.to_owned(), begun, cells: gather(form, book, months, field), derived }
}

/// Inputs gathered from the months, then the form's totals.
fn gather(form: &Form, book: &Book, months: &[Period], field: &str) -> Cells {
    let rows: Vec<MonthRow<'_>> = months.iter().map(|m| MonthRow::of(form, book, *m, field)).collect();
    let mut cells = Cells::new();
    for column in form.inputs() {
        let gathered = match column.gather {
            Gather::First => rows.first().map_or(Cell::Missing, |m| m.cell(&column.code)),
            Gather::Last => rows.last().map_or(Cell::Missing, |m| m.cell(&column.code)),
            Gather::Sum | Gather::Derived => cell::sum(rows.iter().map(|m| m.cell(&column.code))),
        };
        cells.insert(column.code.clone(), gathered);
    }
    add_totals(form, &mut cells);
    cells
}

fn add_totals(form: &Form, cells: &mut Cells) {
    for column in form.totals() {
        let total = cell::sum(column.sum.iter().map(|part| cells.get(part).copied().unwrap_or_default()));
        cells.insert(column.code.clone(), total);
    }
}

/// A month's row: what was entered, and the carried value that last month gives where none was.
struct MonthRow<'a> {
    entered: &'a [(Name, Cell)],
    prefilled: Option<(&'a str, Cell)>,
}

impl<'a> MonthRow<'a> {
    fn of(form: &'a Form, book: &'a Book, month: Period, field: &str) -> Self {
        let given = |carry: &'a Carry| (carry.column.as_str(), prefilled(form, carry, book, month, field));
        Self { entered: book.row(month, field), prefilled: form.carry.as_ref().map(given) }
    }

    fn cell(&self, column: &str) -> Cell {
        match (cell_of(self.entered, column), self.prefilled) {
            (Cell::Missing, Some((carried, cell))) if carried == column => cell,
            (entered, _) => entered,
        }
    }
}

/// The carried value that last month's level gives to a month where none was entered.
fn prefilled(form: &Form, carry: &Carry, book: &Book, month: Period, field: &str) -> Cell {
    if !book.has_cells(month, field) || book.cell(month, field, &carry.column).is_known() {
        return Cell::Missing;
    }
    level_before(form, carry, book, month, field)
}

/// The level at the end of the month before `month`; missing when it is not complete.
pub fn level_before(form: &Form, carry: &Carry, book: &Book, month: Period, field: &str) -> Cell {
    let before = month.month_before();
    let parts = form.column.iter().find(|c| c.code == carry.from);
    match parts {
        Some(column) if column.gather == Gather::Derived => {
            cell::sum(column.sum.iter().map(|part| book.cell(before, field, part)))
        }
        _ => book.cell(before, field, &carry.from),
    }
}

/// Column totals over the rows that have begun.
fn totals(form: &Form, rows: &[Row]) -> Cells {
    let column_total =
        |code: &str| cell::sum(rows.iter().filter(|r| r.begun).map(|r| r.cells.get(code).copied().unwrap_or_default()));
    form.column.iter().map(|c| (c.code.clone(), column_total(&c.code))).collect()
}

fn reviews(pack: &Pack, book: &Book, months: &[Period]) -> Vec<(Period, String, Review)> {
    let rows = pack.lists.field.iter().flat_map(|f| months.iter().map(|m| (*m, f.code.clone())));
    rows.filter_map(|(month, field)| book.review(month, &field).cloned().map(|r| (month, field, r))).collect()
}

/// Entered `carried` values that differ from the month before, for each month of the period.
fn differences(form: &Form, book: &Book, months: &[Period], field: &str) -> Vec<CarryDifference> {
    let Some(carry) = &form.carry else { return Vec::new() };
    let one = |month: Period| {
        let carried = book.cell(month, field, &carry.column).number()?;
        let before = level_before(form, carry, book, month, field).number()?;
        let reason = book.text(&Key::CarryReason(month, field.to_owned())).map(str::to_owned);
        (carried != before).then(|| CarryDifference { month, field: field.to_owned(), carried, before, reason })
    };
    months.iter().copied().filter_map(one).collect()
}
