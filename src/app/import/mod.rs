//! Figures from a file or a pasted block: previewed, then every value of it or none. Cells are taken
//! apart by `intake`; what they mean for a month is judged here.

mod block;
mod source;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::figures::{Assignment, Stored, form_of, reasons_dropped, row_changes};
use super::{AppError, Session, clean};
use crate::domain::book::{Change, Key, Value};
use crate::domain::figures::level_before;
use crate::domain::pack::{FormRows, Pack};
use crate::domain::period::Period;
use crate::intake::layout::{self, Known, Layout, Mapping, Named};
use crate::intake::table::{self, Sheet};
use crate::strings::{errors, imports};
pub use block::is_block;

/// Where figures come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Text from the clipboard, to go in from this field and column on when it has no header.
    Pasted {
        /// As pasted.
        text: String,
        /// Field of the first row.
        field: String,
        /// Column of the first cell.
        column: String,
    },
}

/// What importing would do; nothing is stored yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Month.
    pub month: Period,
    /// Values before and after; of cells that stay as they are there is none.
    pub changes: Vec<Change>,
    /// Rows read.
    pub rows: usize,
    /// What of the source is not used, a sentence each.
    pub notes: Vec<String>,
    /// Why, where a reason was needed.
    reason: Option<String>,
}

impl Preview {
    /// How many cells would be others.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.changes.iter().filter(|c| matches!(c.key, Key::Cell(..))).count()
    }
}

/// Kind of remembered names: of fields.
const FIELD: &str = "field";
/// Kind of remembered names: of columns.
const COLUMN: &str = "column";

/// Cells of one row with the line they stood in.
type Line = (u64, String, Vec<Assignment>);

impl Session {
    /// What importing from `source` into a month would change. `names` are further names of the source
    /// that the officer gave a meaning; they are remembered with the import.
    ///
    /// # Errors
    /// [`AppError::Input`] with line and column of the first mistake; [`AppError::Unnamed`] for a row
    /// whose name is not known; [`AppError::Reason`] when all is right, but a reason is missing.
    pub fn preview(
        &self,
        month: Period,
        source: &Source,
        names: &Mapping,
        reason: Option<&str>,
    ) -> Result<Preview, AppError> {
        let reason = reason.map(clean).transpose()?;
        self.month_window(month)?;
        let name = match source {
            Source::File(path) => imports::file(&path.display().to_string()),
            Source::Pasted { .. } => imports::PASTED.to_owned(),
        };
        let remembered = self.remembered(names)?;
        let (lines, notes) = self.lines(month, source, &name, names)?;
        let (mut changes, mut no_reason) = (remembered, None);
        for (line, field, cells) in &lines {
            let form = form_of(&self.pack, field).ok_or_else(|| AppError::Input(errors::unknown_field(field)))?;
            match row_changes(form, self.store.book(), month, field, cells, reason.as_deref()) {
                Ok(row) => changes.extend(row),
                // A mistake further down comes before the question for a reason.
                Err(missing @ AppError::Reason(_)) => {
                    no_reason.get_or_insert(missing.within(|problem| imports::in_line(&name, *line, problem)));
                }
                Err(error) => return Err(error.within(|problem| imports::in_line(&name, *line, problem))),
            }
        }
        if let Some(error) = no_reason {
            return Err(error);
        }
        // What changes no figure needs no reason.
        if changes.iter().any(|c| matches!(c.key, Key::Cell(..))) {
            self.reason_if_sent(month, reason.as_deref())?;
        }
        Ok(Preview { month, changes, rows: lines.len(), notes, reason })
    }

    /// Stores what [`Session::preview`] found, as one action.
    ///
    /// # Errors
    /// [`AppError::Store`]; nothing is changed then.
    pub fn import(&mut self, preview: &Preview) -> Result<Stored, AppError> {
        let ahead = self.month_window(preview.month)?.from > self.world.today;
        self.commit("figures.import", preview.reason.clone(), preview.changes.clone())?;
        let review = reasons_dropped(self.pack.field_form(), self.store.book(), &preview.changes);
        Ok(Stored { ahead, review })
    }

    /// Remembers names of sources, as one action.
    ///
    /// # Errors
    /// [`AppError::Input`] for a code that does not exist.
    pub fn remember(&mut self, names: &Mapping) -> Result<(), AppError> {
        let changes = self.remembered(names)?;
        self.commit("figures.mapping", None, changes)
    }

    /// Rows of the source with what is not used of it.
    fn lines(
        &self,
        month: Period,
        source: &Source,
        name: &str,
        names: &Mapping,
    ) -> Result<(Vec<Line>, Vec<String>), AppError> {
        let (known, names) = (source::known(&self.pack), self.names(names));
        let sheets = source::read(source, name)?;
        let has_table: Vec<bool> = sheets.iter().map(|s| layout::has_header(&s.rows, &known, &names)).collect();
        if let (Source::Pasted { field, column, .. }, [sheet], [false]) = (source, sheets.as_slice(), &has_table[..]) {
            return Ok((self.block(month, sheet, name, (field, column))?, Vec::new()));
        }
        let (mut lines, mut notes): (Vec<Line>, Vec<String>) = (Vec::new(), Vec::new());
        // Where no sheet has a table, the first says what is missing.
        let none = !has_table.contains(&true);
        for (sheet, _) in sheets.iter().zip(&has_table).filter(|(_, has)| **has || none) {
            let of_sheet = sheet.name.as_ref().filter(|_| sheets.len() > 1);
            let name = of_sheet.map_or_else(|| name.to_owned(), |sheet| imports::in_sheet(name, sheet));
            let layout = match layout::recognise(&sheet.rows, &known, &names) {
                // A sheet beside the table that looks like one and is none.
                Err(error) if !lines.is_empty() && is_no_table(&error) => {
                    notes.push(imports::sheet_left_out(sheet.name.as_deref().unwrap_or_default()));
                    continue;
                }
                layout => layout.map_err(|error| refused(&self.pack, &name, &error))?,
            };
            let (rows, said) = self.rows(month, sheet, &name, &known, &layout)?;
            if let Some((line, field, _)) = rows.iter().find(|(_, f, _)| lines.iter().any(|(_, g, _)| g == f)) {
                let twice = imports::in_two_sheets(*line, self.pack.field_name(field));
                return Err(AppError::Input(imports::of(&name, &twice)));
            }
            lines.extend(rows);
            notes.extend(said);
            if none {
                break;
            }
        }
        Ok((lines, notes))
    }

    /// Rows of one sheet.
    fn rows(
        &self,
        month: Period,
        sheet: &Sheet,
        name: &str,
        known: &Known,
        layout: &Layout,
    ) -> Result<(Vec<Line>, Vec<String>), AppError> {
        let input = |sentence: String| AppError::Input(imports::of(name, &sentence));
        if let Some(obstacle) = table::obstacle(sheet, layout) {
            return Err(input(imports::obstacle(obstacle)));
        }
        self.is_of(month, layout).map_err(input)?;
        totals_agree(&self.pack, layout).map_err(input)?;
        columns_are_known(known, layout).map_err(input)?;
        let notes = imports::notes(layout);
        let cells = |row: &layout::Row| -> Vec<Assignment> {
            let given = layout.columns.iter().zip(&row.cells);
            let said = given.filter(|(place, value)| !self.is_prefilled(month, &row.field, &place.code, **value));
            said.filter_map(|(place, value)| Some((place.code.clone(), written(*value)?))).collect()
        };
        let lines = layout.rows.iter().map(|row| (row.line, row.field.clone(), cells(row)));
        Ok((lines.filter(|(_, _, cells)| !cells.is_empty()).collect(), notes))
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
    ) -> Result<Vec<Line>, AppError> {
        let input = |sentence: String| AppError::Input(imports::of(name, &sentence));
        let values = layout::block(&sheet.rows).map_err(|error| refused(&self.pack, name, &error))?;
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
            return Ok(vec![(1, form.code.clone(), cells.collect())]);
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
            (line, field.to_owned(), cells.collect::<Vec<_>>())
        });
        Ok(rows.filter(|(_, _, cells)| !cells.is_empty()).collect())
    }

    /// Everything remembered of earlier imports, with what is given now.
    fn names(&self, given: &Mapping) -> Mapping {
        let mut names = Mapping::default();
        for (kind, name, code) in self.store.book().mappings() {
            let into = if kind == FIELD { &mut names.fields } else { &mut names.columns };
            into.insert(name.to_owned(), Some(code.to_owned()).filter(|c| !c.is_empty()));
        }
        names.fields.extend(given.fields.clone());
        names.columns.extend(given.columns.clone());
        names
    }

    /// The changes that remember the names given now.
    fn remembered(&self, given: &Mapping) -> Result<Vec<Change>, AppError> {
        let book = self.store.book();
        let mut changes = Vec::new();
        for (name, code) in &given.fields {
            if let Some(code) = code.as_ref().filter(|code| form_of(&self.pack, code).is_none()) {
                return Err(AppError::Input(errors::unknown_field(code)));
            }
            changes.extend(remember(book, FIELD, name, code.as_ref()));
        }
        for (name, code) in &given.columns {
            if let Some(code) = code.as_ref().filter(|code| self.pack.column(code).is_none()) {
                return Err(AppError::Input(errors::unknown_column(code)));
            }
            changes.extend(remember(book, COLUMN, name, code.as_ref()));
        }
        Ok(changes)
    }

    /// Refuses a source that says it is of another period.
    fn is_of(&self, month: Period, layout: &Layout) -> Result<(), String> {
        let Some(window) = self.pack.window(month) else { return Ok(()) };
        if let Some(printed) = layout.window.filter(|printed| *printed != (window.from, window.to)) {
            return Err(imports::other_window(printed, &window.name, (window.from, window.to)));
        }
        // The window is the surer of the two: a quarter's title may stand over a month's figures.
        if layout.window.is_some() {
            return Ok(());
        }
        let (_, number) = month.month_span();
        let is_right = |named: &Named| match *named {
            Named::Month(year, of) => (year, of) == (month.year, u32::from(number)),
            Named::MonthOf(of) => of == u32::from(number),
            Named::Year(year) => year == month.year,
            Named::Quarter(..) | Named::SixMonths(_) | Named::NineMonths(_) | Named::OtherSpan | Named::Cumulative => {
                false
            }
        };
        // Of several the first is the report's own, others are compared with; a year beside a shorter one
        // says nothing.
        let year = |named: &&Named| matches!(named, Named::Year(_));
        let cumulative = layout.periods.iter().find(|named| **named == Named::Cumulative);
        let first = cumulative.or_else(|| layout.periods.iter().find(|named| !year(named)));
        match first.or_else(|| layout.periods.first()).filter(|named| !is_right(named)) {
            Some(other) => Err(imports::other_period(other, &window.name)),
            None => Ok(()),
        }
    }
}

fn remember(book: &crate::domain::book::Book, kind: &str, name: &str, code: Option<&String>) -> Option<Change> {
    let key = Key::Mapping(kind.to_owned(), name.to_owned());
    book.change(key, Some(Value::Text(code.cloned().unwrap_or_default())))
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

/// A refusal of the layout; a name the officer can give a meaning is told apart.
fn refused(pack: &Pack, name: &str, error: &layout::LayoutError) -> AppError {
    let sentence = imports::of(name, &imports::refused(pack, error));
    match error {
        layout::LayoutError::UnknownField { key, .. } => AppError::Unnamed { sentence, name: key.clone() },
        _ => AppError::Input(sentence),
    }
}

/// Printed totals have to be sums: of all rows, or of those since the total before (one for each group).
fn totals_agree(pack: &Pack, layout: &Layout) -> Result<(), String> {
    // The totals count rows that the officer leaves out.
    if layout.left_out.iter().any(|l| l.why == layout::Why::Chosen && l.column.is_none()) {
        return Ok(());
    }
    let single = |row: &&layout::Row| pack.single_forms().any(|f| f.code == row.field);
    let count = |value: &layout::Value| if let layout::Value::Count(n) = value { *n } else { 0 };
    let sum = |at: usize, from: u64, to: u64| {
        let rows = layout.rows.iter().filter(|r| !single(r) && (from..to).contains(&r.line));
        rows.map(|r| count(&r.cells[at])).fold(0, u64::saturating_add)
    };
    let mut before = 0;
    for total in &layout.totals {
        for (at, value) in total.cells.iter().enumerate().filter(|(_, v)| **v != layout::Value::Missing) {
            let (given, all) = (count(value), sum(at, 0, u64::MAX));
            if given != all && given != sum(at, before, total.line) {
                return Err(imports::total_disagrees(total.line, &layout.columns[at], given, all));
            }
        }
        before = total.line;
    }
    Ok(())
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

/// Names of the folded kind that [`Session::preview`] takes, from pairs `name = code`; an empty code
/// leaves rows or columns of that name out.
#[must_use]
pub fn names(fields: &[(String, String)], columns: &[(String, String)]) -> Mapping {
    let fold = |pairs: &[(String, String)]| {
        let pair = |(name, code): &(String, String)| (layout::key(name), Some(code.clone()).filter(|c| !c.is_empty()));
        pairs.iter().map(pair).collect()
    };
    Mapping { columns: fold(columns), fields: fold(fields) }
}
