//! Figures from a file or a pasted block: previewed, then every value of it or none. Cells are taken
//! apart by `intake`; what they mean for a month is judged here.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::figures::{Assignment, Stored, form_of, reasons_dropped, row_changes};
use super::{AppError, Session, clean};
use crate::domain::book::{Change, Key, Value};
use crate::domain::pack::{Form, FormRows, Gather, Pack};
use crate::domain::period::{Part, Period};
use crate::intake::layout::{self, Known, KnownColumn, KnownField, Layout, Mapping, Named};
use crate::intake::table::{self, Sheet};
use crate::strings::{errors, imports};

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
        self.reason_if_sent(month, reason.as_deref())?;
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
        let known = known(&self.pack);
        let sheet = read(source, name, &known)?;
        if let Source::Pasted { field, column, .. } = source
            && !layout::has_header(&sheet.rows, &known)
        {
            return Ok((self.block(&sheet, name, field, column)?, Vec::new()));
        }
        let layout = layout::recognise(&sheet.rows, &known, &self.names(names));
        let layout = layout.map_err(|error| refused(&self.pack, name, &error))?;
        let input = |sentence: String| AppError::Input(imports::of(name, &sentence));
        if let Some(obstacle) = table::obstacle(&sheet, &layout) {
            return Err(input(imports::obstacle(obstacle)));
        }
        self.is_of(month, &layout).map_err(input)?;
        totals_agree(&self.pack, &layout).map_err(input)?;
        codes_are_whole(&known, &layout).map_err(input)?;
        let notes = imports::notes(&layout);
        let cells = |row: &layout::Row| -> Vec<Assignment> {
            let given = layout.columns.iter().zip(&row.cells);
            given.filter_map(|(place, value)| Some((place.code.clone(), written(*value)?))).collect()
        };
        let lines = layout.rows.iter().map(|row| (row.line, row.field.clone(), cells(row)));
        Ok((lines.filter(|(_, _, cells)| !cells.is_empty()).collect(), notes))
    }

    /// A bare rectangle put onto the grid from a cell on.
    fn block(&self, sheet: &Sheet, name: &str, field: &str, column: &str) -> Result<Vec<Line>, AppError> {
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
        let codes =
            block_columns(form, column, &values).ok_or_else(|| input(imports::block_too_large(values.len(), width)))?;
        let rows = (1..).zip(fields).zip(&values).map(|((line, field), row)| {
            let cells = codes.iter().zip(row).filter_map(|(code, value)| Some((code.clone(), written(*value)?)));
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
        let named = |of: &Named| match *of {
            Named::Month(year, number) => (year, u8::try_from(number).map_or(Part::Year, Part::Month)),
            Named::Quarter(year, number) => (year, u8::try_from(number).map_or(Part::Year, Part::Quarter)),
            Named::SixMonths(year) => (year, Part::Half),
            Named::NineMonths(year) => (year, Part::NineMonths),
            Named::Year(year) => (year, Part::Year),
        };
        let periods = layout.periods.iter().map(named).map(|(year, part)| Period { year, part });
        let (years, shorter): (Vec<Period>, Vec<Period>) = periods.partition(|p| p.part == Part::Year);
        let right = if shorter.is_empty() {
            years.is_empty() || years.iter().any(|p| p.year == month.year)
        } else {
            // The window is the surer of the two: a quarter's title may stand over a month's figures.
            shorter.contains(&month) || layout.window.is_some()
        };
        if right { Ok(()) } else { Err(imports::other_period(shorter.first().or(years.first()), &window.name)) }
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

/// Everything a source may name.
fn known(pack: &Pack) -> Known {
    let column = |form: &Form, c: &crate::domain::pack::Column| KnownColumn {
        code: c.code.clone(),
        number: c.number,
        head: c.head.clone(),
        name: c.name.clone(),
        aliases: c.aliases.clone(),
        form: form.code.clone(),
    };
    let field = |f: &crate::domain::pack::Field| {
        let national = Some(f.national_code.clone()).filter(|c| !c.is_empty());
        let aliases = f.aliases.iter().cloned().chain(national).collect();
        KnownField { code: f.code.clone(), name: f.name.clone(), aliases }
    };
    Known {
        columns: pack.lists.form.iter().flat_map(|form| form.column.iter().map(|c| column(form, c))).collect(),
        fields: pack.lists.field.iter().map(field).collect(),
        singles: pack.single_forms().map(|f| (f.code.clone(), f.title.clone())).collect(),
    }
}

fn read(source: &Source, name: &str, known: &Known) -> Result<Sheet, AppError> {
    let bad = |error| AppError::Input(imports::of(name, &imports::unreadable(&error)));
    match source {
        Source::Pasted { text, .. } => Ok(Sheet { rows: table::text_rows(text).map_err(bad)?, ..Sheet::default() }),
        Source::File(path) => {
            let bytes = bytes_of(path)?;
            if bytes.len() as u64 > table::MAX_BYTES {
                return Err(bad(table::TableError::TooLarge));
            }
            table::read(&bytes, |rows| layout::has_header(rows, known)).map_err(bad)
        }
    }
}

/// As much of a file as is ever looked at, and a byte more.
fn bytes_of(path: &Path) -> Result<Vec<u8>, AppError> {
    let io = |error: std::io::Error| AppError::Input(errors::cannot_read(&path.display().to_string(), &error));
    let mut bytes = Vec::new();
    std::fs::File::open(path).and_then(|f| f.take(table::MAX_BYTES + 1).read_to_end(&mut bytes)).map_err(io)?;
    Ok(bytes)
}

/// A refusal of the layout; a name the officer can give a meaning is told apart.
fn refused(pack: &Pack, name: &str, error: &layout::LayoutError) -> AppError {
    let sentence = imports::of(name, &imports::refused(pack, error));
    match error {
        layout::LayoutError::UnknownField { name, .. } => AppError::Unnamed { sentence, name: name.clone() },
        _ => AppError::Input(sentence),
    }
}

/// Printed totals have to be the sums of the rows; of several total rows (one for each group) one has to be.
fn totals_agree(pack: &Pack, layout: &Layout) -> Result<(), String> {
    let single = |row: &&layout::Row| pack.single_forms().any(|f| f.code == row.field);
    let count = |value: &layout::Value| if let layout::Value::Count(n) = value { *n } else { 0 };
    let sum =
        |at: usize| layout.rows.iter().filter(|r| !single(r)).map(|r| count(&r.cells[at])).fold(0, u64::saturating_add);
    // The total counts rows that the officer leaves out.
    if layout.left_out.iter().any(|l| l.why == layout::Why::Chosen && l.column.is_none()) {
        return Ok(());
    }
    let mut first_wrong = None;
    for total in &layout.totals {
        let given = total.cells.iter().enumerate().filter(|(_, v)| **v != layout::Value::Missing);
        let wrong = given.map(|(at, v)| (at, count(v))).find(|(at, given)| *given != sum(*at));
        let Some((at, given)) = wrong else { return Ok(()) };
        first_wrong.get_or_insert_with(|| imports::total_disagrees(total.line, &layout.columns[at], given, sum(at)));
    }
    first_wrong.map_or(Ok(()), Err)
}

/// In a header of codes, typed by hand, a code nobody knows is a slip of the hand, not a column beside
/// the form.
fn codes_are_whole(known: &Known, layout: &Layout) -> Result<(), String> {
    let codes = layout.columns.iter().all(|p| known.columns.iter().any(|c| c.code == p.head.to_lowercase()));
    match layout.unknown_columns.first().filter(|_| codes) {
        Some((at, head)) => Err(imports::unknown_code(*at, head)),
        None => Ok(()),
    }
}

/// The columns that a bare block stands for, from `from` on: every column of the form, totals too, where
/// its totals are the sums of their parts; else the inputs alone. None when it is too wide for both.
fn block_columns(form: &Form, from: &str, values: &[Vec<layout::Value>]) -> Option<Vec<String>> {
    let width = values.first().map_or(0, Vec::len);
    let take = |columns: Vec<&crate::domain::pack::Column>| -> Option<Vec<String>> {
        let codes: Vec<String> = columns.iter().map(|c| c.code.clone()).skip_while(|c| c != from).take(width).collect();
        (codes.len() == width).then_some(codes)
    };
    let all = take(form.column.iter().collect()).filter(|codes| sums_agree(form, codes, values));
    all.or_else(|| take(form.inputs().collect()))
}

/// True when each total among the columns is the sum of its parts that are there too, in every row.
fn sums_agree(form: &Form, codes: &[String], values: &[Vec<layout::Value>]) -> bool {
    let at = |code: &String| codes.iter().position(|c| c == code);
    let count = |value: &layout::Value| if let layout::Value::Count(n) = value { *n } else { 0 };
    let totals = form.column.iter().filter(|c| c.gather == Gather::Derived).filter_map(|c| Some((at(&c.code)?, c)));
    let known: Vec<(usize, Vec<usize>)> =
        totals.filter_map(|(place, c)| Some((place, c.sum.iter().map(at).collect::<Option<Vec<_>>>()?))).collect();
    // A total whose parts lie outside the block cannot be told from a figure.
    let derived = codes.iter().filter(|code| form.totals().any(|c| c.code == **code)).count();
    derived == known.len()
        && values.iter().all(|row| {
            known.iter().all(|(place, parts)| count(&row[*place]) == parts.iter().map(|p| count(&row[*p])).sum::<u64>())
        })
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

/// True for pasted text that is more than one value.
#[must_use]
pub fn is_block(text: &str) -> bool {
    let lines: BTreeSet<usize> =
        text.trim_end().split(['\n', '\r']).enumerate().filter(|(_, l)| !l.trim().is_empty()).map(|(i, _)| i).collect();
    lines.len() > 1 || text.trim_end_matches(['\n', '\r']).contains('\t')
}
