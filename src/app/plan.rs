//! Packs from outside and of further years: checking one before anybody relies on it, bringing one in, and
//! deriving a provisional year.

use std::path::Path;

use chrono::NaiveDate;

use super::tasks::counter;
use super::{AppError, Session, World, published};
use crate::domain::book::{Book, Change, Key, Origin, OwnTask, PlanYear, Value};
use crate::domain::pack::year::{self, Difference, Words};
use crate::domain::pack::{DeadlineKind, Mark, Pack, TaskRow};
use crate::domain::period::Period;
use crate::domain::task::{self, Role, Task};
use crate::intake::{embedded, pack_file};
use crate::package;
use crate::platform;
use crate::strings::{errors, packs};

/// Reads and checks a pack (a TOML file, or a folder of them); needs no data dir.
///
/// # Errors
/// [`AppError::Input`] with file and line of the mistakes.
pub fn check(path: &Path) -> Result<Pack, AppError> {
    let name = path.display().to_string();
    let read = pack_file::load_from(path, &platform::read_capped);
    let read = read.map_err(|error| AppError::Input(errors::cannot_read(&name, &error)))?;
    read.map_err(|error| AppError::Input(packs::error(&error)))
}

/// Packs from outside that a data dir keeps, for checking packages made by them; none where there is no data
/// dir, or it cannot be read: checking needs none.
#[must_use]
pub fn kept(world: &World) -> Vec<Pack> {
    let Ok(session) = Session::read(world.clone()) else { return Vec::new() };
    let book = session.store.book();
    book.years().into_iter().filter_map(|year| published(year, book)).collect()
}

/// The provisional pack of the year after a pack's.
fn next_year(pack: &Pack) -> Pack {
    let year = pack.plan.year + 1;
    let words = Words {
        title: &|title| packs::provisional_title(year, title),
        why: &|place| packs::provisional_why(year - 1, place),
    };
    year::rolled(pack, year, &words)
}

/// The provisional pack with an id that follows from a built-in one within a few years, as every commune derives it.
pub(super) fn derived(id: &str) -> Option<Pack> {
    let built_in = embedded::ids().filter_map(|id| embedded::load(id).and_then(Result::ok));
    let later = |pack: Pack| std::iter::successors(Some(next_year(&pack)), |pack| Some(next_year(pack))).take(YEARS);
    built_in.into_iter().flat_map(later).find(|pack| pack.plan.id == id)
}

/// How many provisional years in a row are looked for.
const YEARS: usize = 5;

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
        let pack = of_its_own_id(old.map_or_else(|| new.clone(), |old| year::merged(&old, new.clone())));
        let changes = self.with_pack(&pack)?;
        Ok(Imported { year, is_new, difference, changes })
    }

    /// Imports what [`Session::plan_preview`] found, as one action.
    ///
    /// # Errors
    /// [`AppError::Store`]; nothing is changed then.
    pub fn plan_import(&mut self, imported: &Imported) -> Result<(), AppError> {
        let changes = self.with_debts(imported.year, imported.changes.clone());
        self.commit("plan.import", None, changes)
    }

    /// Changes with those they bring about in later years: a debt's day is that of the duty it is.
    pub(super) fn with_debts(&self, year: i32, mut changes: Vec<Change>) -> Vec<Change> {
        let mut book = self.store.book().clone();
        book.apply(&changes);
        let Some(pack) = published(year, &book) else { return changes };
        let tasks = task::all(&pack, &book, &pack.calendar());
        let later = book.years().into_iter().filter(|later| *later > year);
        let debts = later.flat_map(|later| book.own_tasks(later).map(move |(id, own)| (later, id, own)));
        for (later, id, own) in debts {
            let Some(origin) = own.origin.as_ref().filter(|origin| origin.year == year) else { continue };
            let Some(task) = tasks.iter().find(|t| t.id == origin.task) else { continue };
            let occurrence = task.occurrences.iter().find(|o| Some(o.period) == origin.period);
            let (due, mark) = occurrence
                .map_or((task.deadline.original_day.or(task.deadline.legal_day), task.deadline.mark), |o| {
                    (o.original_day.or(o.legal_day), o.mark)
                });
            let Some(due) = due else { continue };
            let assumed = (mark == Mark::Assumed).then(|| packs::debt_assumed(year, &task.deadline.why));
            let now = OwnTask { due: Some(due), assumed, ..own.clone() };
            let key = Key::OwnTask(later, id.to_owned());
            changes.extend(book.change(key, Some(Value::OwnTask(Box::new(now)))));
        }
        changes
    }

    /// Sets up a provisional year from the one before it: dates moved to the same rule, all assumed; duties of
    /// that year that are still open are shown in it as well, with one state for both. Again, it adds those
    /// that have come since.
    ///
    /// # Errors
    /// [`AppError::Input`] for a year whose plan is built in, that does not follow one that is set up, or to
    /// which nothing is to be added.
    pub fn plan_rollover(&mut self, year: i32) -> Result<RolledOver, AppError> {
        let book = self.store.book();
        let old = published(year - 1, book).ok_or_else(|| AppError::Input(packs::nothing_to_roll(year)))?;
        let known = published(year, book);
        if known.is_none() && embedded::for_year(year).is_some() {
            return Err(AppError::Input(packs::year_is_built_in(year)));
        }
        let (mut changes, dates) = if known.is_some() {
            (Vec::new(), 0)
        } else {
            let pack = next_year(&old);
            let has_day = |t: &&TaskRow| t.deadline.date.is_some() || t.deadline.span.is_some();
            let dates = pack.lists.task.iter().filter(has_day).count() + pack.checkin.periods.len();
            (self.with_pack(&pack)?, dates)
        };
        let carried: Vec<Origin> = book.own_tasks(year).filter_map(|(_, own)| own.origin.clone()).collect();
        let is_new = |own: &OwnTask| own.origin.as_ref().is_none_or(|origin| !carried.contains(origin));
        let debts: Vec<OwnTask> = open_debts(&old, book).into_iter().filter(is_new).collect();
        if changes.is_empty() && debts.is_empty() {
            return Err(AppError::Input(packs::year_is_there(year)));
        }
        let counter = counter(year);
        let used: usize = book.text(&counter).and_then(|n| n.parse().ok()).unwrap_or(0);
        let ids: Vec<String> = (used + 1..=used + debts.len()).map(|n| format!("R{n}")).collect();
        for (id, own) in ids.iter().zip(debts) {
            changes.extend(book.change(Key::OwnTask(year, id.clone()), Some(Value::OwnTask(Box::new(own)))));
        }
        if !ids.is_empty() {
            changes.extend(book.change(counter, Some(Value::Text((used + ids.len()).to_string()))));
        }
        self.commit("plan.rollover", None, changes)?;
        Ok(RolledOver { year, dates, debts: ids })
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

/// A pack under an id of its own: packages name the pack by it, and whoever has only the built-in one of that
/// id must not work their rates out by the wrong rules.
fn of_its_own_id(mut pack: Pack) -> Pack {
    if embedded::load(&pack.plan.id).is_some() {
        let text = serde_json::to_string(&pack).unwrap_or_default();
        pack.plan.id = format!("{}-{}", pack.plan.id, &package::sha256(text.as_bytes())[..8]);
    }
    pack
}

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

/// Duties of a year with a day that are not settled, as own tasks of a later one: what is done about them
/// stays with the year they are of.
fn open_debts(pack: &Pack, book: &Book) -> Vec<OwnTask> {
    let year = pack.plan.year;
    let tasks = task::all(pack, book, &pack.calendar());
    let own = |id: &str| book.own_tasks(year).find(|(own, _)| *own == id).map(|(_, own)| own.clone());
    let one = |task: &Task, period: Option<Period>, due: NaiveDate, mark: Mark| {
        let before = own(&task.id);
        // A debt of a debt is the first one's.
        let origin = before.as_ref().and_then(|own| own.origin.clone());
        let is_debt = origin.is_some();
        OwnTask {
            text: if is_debt { task.text.clone() } else { packs::debt(task, period) },
            kind: DeadlineKind::By,
            due: Some(due),
            span: None,
            periods: Vec::new(),
            month_day: None,
            links: task.links.clone(),
            wording: String::new(),
            assumed: (mark == Mark::Assumed).then(|| packs::debt_assumed(year, &task.deadline.why)),
            product: task.product.clone(),
            origin: Some(origin.unwrap_or(Origin { year, task: task.id.clone(), period })),
            person: task.person.clone(),
            source: Some(if is_debt { task.source.clone() } else { packs::debt_source(year, task) }),
        }
    };
    let mut out = Vec::new();
    for task in tasks.iter().filter(|t| t.role != Role::None && t.deadline.kind != DeadlineKind::Ongoing) {
        if task.occurrences.is_empty() {
            let due = task.deadline.original_day.or(task.deadline.legal_day).filter(|_| !task.status.settled());
            out.extend(due.map(|due| one(task, None, due, task.deadline.mark)));
        }
        for occurrence in task.occurrences.iter().filter(|o| !o.settled()) {
            let due = occurrence.original_day.or(occurrence.legal_day);
            out.extend(due.map(|due| one(task, Some(occurrence.period), due, occurrence.mark)));
        }
    }
    out
}
