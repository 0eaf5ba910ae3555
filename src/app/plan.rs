//! Packs from outside and of further years: checking one before anybody relies on it, bringing one in, and
//! deriving a provisional year.

use std::path::Path;

use chrono::NaiveDate;

use super::{AppError, Session, published};
use crate::domain::book::{Book, Change, Key, Origin, OwnTask, PlanYear, Value};
use crate::domain::pack::year::{self, Difference, Words};
use crate::domain::pack::{DeadlineKind, Pack, TaskRow};
use crate::domain::period::Period;
use crate::domain::task::{self, Role, Task};
use crate::intake::{embedded, pack_file};
use crate::strings::{errors, packs};

/// Reads and checks a pack (a TOML file, or a folder of them); needs no data dir.
///
/// # Errors
/// [`AppError::Input`] with file and line of the mistakes.
pub fn check(path: &Path) -> Result<Pack, AppError> {
    let name = path.display().to_string();
    let read = pack_file::load_from(path).map_err(|error| AppError::Input(errors::cannot_read(&name, &error)))?;
    read.map_err(|error| AppError::Input(packs::error(&error)))
}

/// What bringing in a pack would change, or has changed.
#[derive(Debug, Clone)]
pub struct Imported {
    /// Its plan year.
    pub year: i32,
    /// The year was not set up before.
    pub is_new: bool,
    /// What it changes of the pack the year had.
    pub difference: Difference,
    /// What is stored: none when nothing changes.
    changes: Vec<Change>,
}

/// A provisional year.
#[derive(Debug, Clone)]
pub struct RolledOver {
    /// The year.
    pub year: i32,
    /// Dates to look at one by one.
    pub dates: usize,
    /// Debts of the year before, carried over as own tasks: their ids.
    pub debts: Vec<String>,
}

impl Session {
    /// What importing a pack would change; nothing is stored yet. Progress, notes and extensions stay, for
    /// they are kept by the ids of rows; rows the new pack has no more are kept as closed.
    ///
    /// # Errors
    /// [`AppError::Input`] for a pack with mistakes, of a year for which the commune is not known, or one
    /// without fields or columns that hold figures.
    pub fn plan_preview(&self, path: &Path) -> Result<Imported, AppError> {
        let new = check(path)?;
        let (year, book) = (new.plan.year, self.store.book());
        let old = published(year, book);
        if let Some((month, field, column)) = figures_without_place(book, &new) {
            return Err(AppError::Input(packs::figures_without_place(&field, &column, month)));
        }
        let is_new = book.plan(year).is_none();
        let difference = old.as_ref().map(|old| year::difference(old, &new)).unwrap_or_default();
        if !is_new && difference.is_none() {
            return Ok(Imported { year, is_new, difference, changes: Vec::new() });
        }
        let pack = old.map_or_else(|| new.clone(), |old| year::merged(&old, new.clone()));
        let changes = self.with_pack(&pack)?;
        Ok(Imported { year, is_new, difference, changes })
    }

    /// Imports what [`Session::plan_preview`] found, as one action.
    ///
    /// # Errors
    /// [`AppError::Store`]; nothing is changed then.
    pub fn plan_import(&mut self, imported: &Imported) -> Result<(), AppError> {
        self.commit("plan.import", None, imported.changes.clone())
    }

    /// Sets up a provisional year from the newest one before it: dates moved to the same rule, all assumed;
    /// duties of that year that are still open become own tasks, settled together with it.
    ///
    /// # Errors
    /// [`AppError::Input`] for a year that is set up already, that is built in, or that follows none.
    pub fn plan_rollover(&mut self, year: i32) -> Result<RolledOver, AppError> {
        let book = self.store.book();
        if book.plan(year).is_some() || embedded::for_year(year).is_some() {
            return Err(AppError::Input(packs::year_is_there(year)));
        }
        let from = book.years().into_iter().rfind(|y| *y < year);
        let from = from.filter(|from| year - from <= MOST_YEARS);
        let from = from.ok_or_else(|| AppError::Input(packs::nothing_to_roll(year)))?;
        let no_plan = || AppError::Input(errors::no_plan(from, &book.years()));
        let old = published(from, book).ok_or_else(no_plan)?;
        let words = Words {
            title: &|title| packs::provisional_title(year, title),
            why: &|place| packs::provisional_why(from, place),
        };
        let pack = year::rolled(&old, year, &words);
        let mut changes = self.with_pack(&pack)?;
        let debts = open_debts(&old, book);
        for (number, own) in (1..).zip(&debts) {
            let key = Key::OwnTask(year, format!("R{number}"));
            changes.extend(book.change(key, Some(Value::OwnTask(Box::new(own.clone())))));
        }
        let counter = Key::Setting(format!("own_tasks.{year}"));
        if !debts.is_empty() {
            changes.extend(book.change(counter, Some(Value::Text(debts.len().to_string()))));
        }
        let has_day = |t: &&TaskRow| t.deadline.date.is_some() || t.deadline.span.is_some();
        let dates = pack.lists.task.iter().filter(has_day).count() + pack.checkin.periods.len();
        self.commit("plan.rollover", None, changes)?;
        let debts = (1..=debts.len()).map(|n| format!("R{n}")).collect();
        Ok(RolledOver { year, dates, debts })
    }

    /// The changes that make a pack its year's; a year that is not set up takes the commune of the newest.
    fn with_pack(&self, pack: &Pack) -> Result<Vec<Change>, AppError> {
        let (year, book) = (pack.plan.year, self.store.book());
        let known = book.plan(year).or_else(|| book.years().last().and_then(|newest| book.plan(*newest)));
        let known = known.ok_or_else(|| AppError::Input(errors::no_plan(year, &book.years())))?;
        let text = serde_json::to_string(pack).map_err(|_| AppError::Input(packs::cannot_keep().to_owned()))?;
        let plan = PlanYear { pack: pack.plan.id.clone(), ..known.clone() };
        let changes = [
            book.change(Key::Plan(year), Some(Value::Plan(Box::new(plan)))),
            book.change(Key::Pack(year), Some(Value::Pack(text))),
        ];
        Ok(changes.into_iter().flatten().collect())
    }
}

/// A provisional year is derived from one at most so many years before: windows and days off mean little
/// beyond.
const MOST_YEARS: i32 = 3;

/// The first figure of the pack's year that would have no place in it: month, field and column.
fn figures_without_place(book: &Book, pack: &Pack) -> Option<(Period, String, String)> {
    let own: Vec<&str> = book.own_fields().map(|(code, _)| code).collect();
    let has_field = |code: &str| {
        own.contains(&code)
            || pack.lists.field.iter().any(|f| f.code == code)
            || pack.single_forms().any(|f| f.code == code)
    };
    book.iter().find_map(|(key, _)| match key {
        Key::Cell(month, field, column) if month.year == pack.plan.year => {
            let fits = has_field(field) && pack.column(column).is_some();
            (!fits).then(|| (*month, field.clone(), column.clone()))
        }
        _ => None,
    })
}

/// Duties of a year with a day that are not settled, as own tasks of a later one.
fn open_debts(pack: &Pack, book: &Book) -> Vec<OwnTask> {
    let year = pack.plan.year;
    let tasks = task::all(pack, book, &pack.calendar());
    let mut out = Vec::new();
    let one = |task: &Task, period: Option<Period>, due: NaiveDate| OwnTask {
        text: packs::debt(task, period),
        kind: DeadlineKind::By,
        due: Some(due),
        span: None,
        periods: Vec::new(),
        links: task.links.clone(),
        origin: Some(Origin { year, task: task.id.clone(), period }),
        person: task.person.clone(),
        source: Some(packs::debt_source(year, task)),
    };
    for task in tasks.iter().filter(|t| t.role != Role::None && t.deadline.kind != DeadlineKind::Ongoing) {
        if task.occurrences.is_empty() {
            let due = task.deadline.legal_day.filter(|_| !task.status.settled());
            out.extend(due.map(|due| one(task, None, due)));
        }
        for occurrence in task.occurrences.iter().filter(|o| !o.settled()) {
            out.extend(occurrence.legal_day.map(|due| one(task, Some(occurrence.period), due)));
        }
    }
    out
}
