//! What a source says of a month: rows of cells under codes of the pack, and every mistake in them.

use std::collections::BTreeSet;

use super::super::figures::Assignment;
use super::{Mistake, Source, block, source};
use crate::app::{AppError, Session};
use crate::domain::figures::level_before;
use crate::domain::pack::{FormRows, Gather, Pack};
use crate::domain::period::Period;
use crate::intake::layout::{self, Known, Layout, LayoutError, Mapping, Named};
use crate::intake::table::{self, Sheet};
use crate::strings::{errors, imports};

/// Cells of one row.
pub(super) struct Given {
    /// File or sheet, as sentences call it.
    pub source: String,
    /// 1-based line.
    pub line: u64,
    /// Code of the field or single-row form.
    pub field: String,
    /// Cells by code of their column.
    pub cells: Vec<Assignment>,
}

/// What was found in a source.
#[derive(Default)]
pub(super) struct Found {
    /// Rows, none twice.
    pub lines: Vec<Given>,
    /// What is not used, a sentence each.
    pub notes: Vec<String>,
    /// Columns of figures whose head nobody knows.
    pub strange: Vec<Mistake>,
    /// What is wrong.
    pub mistakes: Vec<Mistake>,
}

impl Session {
    /// Everything in the source, of whatever sheets it has.
    ///
    /// # Errors
    /// [`AppError::Input`] when it is no table for this month.
    pub(super) fn found(&self, month: Period, source: &Source, names: &Mapping) -> Result<Found, AppError> {
        let name = match source {
            Source::File(path) => imports::file(&path.display().to_string()),
            Source::Pasted { .. } => imports::PASTED.to_owned(),
        };
        let (known, names) = (source::known(&self.pack), self.names(names));
        let sheets = source::read(source, &name)?;
        let has_table: Vec<bool> = sheets.iter().map(|s| layout::has_header(&s.rows, &known, &names)).collect();
        if let (Source::Pasted { field, column, .. }, [sheet], [false]) = (source, sheets.as_slice(), &has_table[..]) {
            return self.block(month, sheet, &name, (field, column));
        }
        let mut found = Found::default();
        // Where no sheet has a table, the first says what is missing.
        let none = !has_table.contains(&true);
        let mut tables = 0;
        let of_other_month = |sheet: &Sheet| {
            let periods = sheet.name.as_deref().map(layout::periods_in).unwrap_or_default();
            periods.iter().any(|n| matches!(n, Named::Month(..) | Named::MonthOf(_)) && !is_month(n, month))
        };
        for (sheet, _) in sheets.iter().zip(&has_table).filter(|(_, has)| **has || none) {
            if sheets.len() > 1 && !none && of_other_month(sheet) {
                found.notes.push(imports::sheet_of_other_month(sheet.name.as_deref().unwrap_or_default()));
                continue;
            }
            let of_sheet = sheet.name.as_ref().filter(|_| sheets.len() > 1);
            let name = of_sheet.map_or_else(|| name.clone(), |sheet| imports::in_sheet(&name, sheet));
            let layout = match layout::recognise(&sheet.rows, &known, &names) {
                // A sheet beside the table that looks like one and is none.
                Err(error) if tables > 0 && is_no_table(&error) => {
                    found.notes.push(imports::sheet_left_out(sheet.name.as_deref().unwrap_or_default()));
                    continue;
                }
                layout => layout.map_err(|error| AppError::Input(self.refused(&name, &error)))?,
            };
            tables += 1;
            self.rows(month, sheet, &name, &known, &layout, &mut found)?;
            if none {
                break;
            }
        }
        if tables == 0 {
            return Err(AppError::Input(imports::of(&name, imports::no_sheet_of_month())));
        }
        Ok(found)
    }

    /// Adds the rows of one sheet.
    fn rows(
        &self,
        month: Period,
        sheet: &Sheet,
        name: &str,
        known: &Known,
        layout: &Layout,
        found: &mut Found,
    ) -> Result<(), AppError> {
        let input = |sentence: String| AppError::Input(imports::of(name, &sentence));
        if let Some(obstacle) = table::obstacle(sheet, layout) {
            return Err(input(imports::obstacle(obstacle)));
        }
        let window = self.is_of(month, layout).map_err(input)?;
        columns_are_known(known, layout).map_err(input)?;
        found.mistakes.extend(layout.mistakes.iter().map(|error| self.mistake(name, error)));
        // Sums over rows that could not be read say nothing.
        let totals = if layout.mistakes.is_empty() { totals_disagree(&self.pack, layout) } else { Vec::new() };
        let wrong = |sentence| Mistake { source: name.to_owned(), sentence, name: None };
        found.mistakes.extend(totals.into_iter().map(wrong));
        let strange = layout.unknown_columns.iter().map(|(at, head)| Mistake {
            source: name.to_owned(),
            sentence: imports::strange_column(*at, head),
            name: Some(layout::key(head)),
        });
        found.strange.extend(strange);
        found.notes.extend(window.into_iter().chain(imports::notes(layout)));
        let bad_lines: BTreeSet<u64> = layout.mistakes.iter().filter_map(bad_cell).collect();
        let derived = |code: &str| self.pack.column(code).is_some_and(|(_, c)| c.gather == Gather::Derived);
        for row in &layout.rows {
            if found.lines.iter().any(|line| line.field == row.field) {
                found.mistakes.push(wrong(imports::in_two_sheets(row.line, self.pack.field_name(&row.field))));
                continue;
            }
            let given = layout.columns.iter().zip(&row.cells);
            let said = given.filter(|(place, value)| !self.is_prefilled(month, &row.field, &place.code, **value));
            // A total cannot be held against parts of which one could not be read.
            let said = said.filter(|(place, _)| !(bad_lines.contains(&row.line) && derived(&place.code)));
            let cells: Vec<Assignment> =
                said.filter_map(|(place, value)| Some((place.code.clone(), written(*value)?))).collect();
            if !cells.is_empty() {
                found.lines.push(Given { source: name.to_owned(), line: row.line, field: row.field.clone(), cells });
            }
        }
        Ok(())
    }

    /// A refusal of the layout, in words.
    fn refused(&self, name: &str, error: &LayoutError) -> String {
        imports::of(name, &imports::refused(&self.pack, error))
    }

    /// A mistake in a row; a name the officer can give a meaning is told apart.
    fn mistake(&self, name: &str, error: &LayoutError) -> Mistake {
        let sentence = imports::refused(&self.pack, error);
        let key = if let LayoutError::UnknownField { key, .. } = error { Some(key.clone()) } else { None };
        Mistake { source: name.to_owned(), sentence, name: key }
    }

    /// True for a carried value that is what the program fills in by itself: it is no entry, and stays
    /// with the month before.
    fn is_prefilled(&self, month: Period, field: &str, column: &str, value: layout::Value) -> bool {
        let (book, form) = (self.store.book(), self.pack.field_form());
        let carry =
            form.and_then(|form| Some((form, form.carry.as_ref()?))).filter(|(_, carry)| carry.column == column);
        let Some((form, carry)) = carry.filter(|_| !book.cell(month, field, column).is_known()) else { return false };
        let level = level_before(form, carry, book, month, field);
        match value {
            layout::Value::Missing => true,
            layout::Value::Nil => level.number() == Some(0),
            layout::Value::Count(n) => level.number() == Some(n),
        }
    }

    /// A bare rectangle put onto the grid from a cell on.
    fn block(
        &self,
        month: Period,
        sheet: &Sheet,
        name: &str,
        (field, column): (&str, &str),
    ) -> Result<Found, AppError> {
        let input = |sentence: String| AppError::Input(imports::of(name, &sentence));
        let (values, wrong) =
            layout::block(&sheet.rows).map_err(|error| AppError::Input(self.refused(name, &error)))?;
        let mistakes: Vec<Mistake> = wrong.iter().map(|error| self.mistake(name, error)).collect();
        let found = |lines| Found { lines, mistakes, ..Found::default() };
        let of = |line, field: &str, cells| Given { source: name.to_owned(), line, field: field.to_owned(), cells };
        let single = self.pack.single_forms().find(|f| f.code == field);
        let form = single.or_else(|| self.pack.field_form());
        let form = form.ok_or_else(|| AppError::Input(errors::unknown_field(field)))?;
        let width = values.first().map_or(0, Vec::len);
        if form.rows == FormRows::Single {
            let codes: Vec<&str> = form.inputs().map(|c| c.code.as_str()).skip_while(|c| *c != column).collect();
            // One counter below the other, as the screen shows them.
            if width != 1 || values.len() > codes.len() {
                return Err(input(imports::block_too_large(values.len(), width)));
            }
            let cells =
                codes.iter().zip(&values).filter_map(|(code, row)| Some(((*code).to_owned(), written(row[0])?)));
            return Ok(found(vec![of(1, &form.code, cells.collect())]));
        }
        let fields: Vec<&str> =
            self.pack.lists.field.iter().map(|f| f.code.as_str()).skip_while(|c| *c != field).collect();
        if values.len() > fields.len() {
            return Err(input(imports::block_too_large(values.len(), width)));
        }
        let codes = block::columns(form, column, &values).map_err(input)?;
        let rows = (1..).zip(fields).zip(&values).map(|((line, field), row)| {
            let said = codes.iter().zip(row).filter(|(code, value)| !self.is_prefilled(month, field, code, **value));
            let cells = said.filter_map(|(code, value)| Some((code.clone(), written(*value)?)));
            of(line, field, cells.collect::<Vec<_>>())
        });
        Ok(found(rows.filter(|line| !line.cells.is_empty()).collect()))
    }

    /// Refuses a source that says it is of another period; a note when it says its year alone.
    fn is_of(&self, month: Period, layout: &Layout) -> Result<Option<String>, String> {
        let Some(window) = self.pack.window(month) else { return Ok(None) };
        if let Some(printed) = layout.window.filter(|printed| *printed != (window.from, window.to)) {
            return Err(imports::other_window(printed, &window.name, (window.from, window.to)));
        }
        let is_right = |named: &Named| is_month(named, month) || *named == Named::Year(month.year);
        // The window is the surer of the two: a quarter's title may stand over a month's figures. Another
        // month's title contradicts it.
        if layout.window.is_some() {
            let is_named = layout.periods.iter().any(|named| is_month(named, month));
            let other =
                layout.periods.iter().find(|named| matches!(named, Named::Month(..)) && !is_month(named, month));
            return match other.filter(|_| !is_named) {
                Some(other) => Err(imports::other_period(other, &window.name)),
                None => Ok(None),
            };
        }
        // Of several the first is the report's own, others are compared with; a year beside a shorter one
        // says nothing.
        let year = |named: &&Named| matches!(named, Named::Year(_));
        let cumulative = layout.periods.iter().find(|named| **named == Named::Cumulative);
        let first = cumulative.or_else(|| layout.periods.iter().find(|named| !year(named)));
        match first.or_else(|| layout.periods.first()) {
            Some(other) if !is_right(other) => Err(imports::other_period(other, &window.name)),
            Some(Named::Year(year)) => Ok(Some(imports::year_alone(*year, &window.name))),
            _ => Ok(None),
        }
    }
}

/// True for the name of just this month, its year said or not.
fn is_month(named: &Named, month: Period) -> bool {
    let (_, number) = month.month_span();
    match *named {
        Named::Month(year, of) => (year, of) == (month.year, u32::from(number)),
        Named::MonthOf(of) => of == u32::from(number),
        _ => false,
    }
}

/// The line of a cell that is no count.
fn bad_cell(error: &LayoutError) -> Option<u64> {
    if let LayoutError::BadCell { line, .. } = error { Some(*line) } else { None }
}

/// A value as [`row_changes`] takes it; an empty cell says nothing.
fn written(value: layout::Value) -> Option<String> {
    match value {
        layout::Value::Missing => None,
        layout::Value::Nil => Some("nil".to_owned()),
        layout::Value::Count(n) => Some(n.to_string()),
    }
}

/// True for rows whose heads say that they are no table of figures at all; a mistake in a table is none.
fn is_no_table(error: &layout::LayoutError) -> bool {
    use layout::LayoutError::{AmbiguousColumn, NoHeader, NoRows, SeveralValueColumns, UnknownValueColumn};
    matches!(error, NoRows | NoHeader | AmbiguousColumn { .. } | SeveralValueColumns { .. } | UnknownValueColumn { .. })
}

/// Printed totals have to be sums: of all rows, or of those since the total before (one for each group).
fn totals_disagree(pack: &Pack, layout: &Layout) -> Vec<String> {
    // The totals count rows that the officer leaves out.
    if layout.left_out.iter().any(|l| l.why == layout::Why::Chosen && l.column.is_none()) {
        return Vec::new();
    }
    let single = |row: &&layout::Row| pack.single_forms().any(|f| f.code == row.field);
    let count = |value: &layout::Value| if let layout::Value::Count(n) = value { *n } else { 0 };
    let sum = |at: usize, from: u64, to: u64| {
        let rows = layout.rows.iter().filter(|r| !single(r) && (from..to).contains(&r.line));
        rows.map(|r| count(&r.cells[at])).fold(0, u64::saturating_add)
    };
    let (mut before, mut wrong) = (0, Vec::new());
    for total in &layout.totals {
        for (at, value) in total.cells.iter().enumerate().filter(|(_, v)| **v != layout::Value::Missing) {
            let (given, all) = (count(value), sum(at, 0, u64::MAX));
            if given != all && given != sum(at, before, total.line) {
                wrong.push(imports::total_disagrees(total.line, &layout.columns[at], given, all));
            }
        }
        before = total.line;
    }
    wrong
}

/// Figures under no head at all were shifted there; and in a header of codes, typed by hand, a code nobody
/// knows is a slip of the hand, not a column beside the form.
fn columns_are_known(known: &Known, layout: &Layout) -> Result<(), String> {
    if let Some((at, _)) = layout.unknown_columns.iter().find(|(_, head)| head.trim().is_empty()) {
        return Err(imports::no_head(*at));
    }
    let codes = layout.columns.iter().all(|p| known.columns.iter().any(|c| c.code == p.head.to_lowercase()));
    match layout.unknown_columns.first().filter(|_| codes) {
        Some((at, head)) => Err(imports::unknown_code(*at, head)),
        None => Ok(()),
    }
}
