//! Behaviour without a terminal: a [`Session`] over the store and the year's pack, actions that
//! change it (one commit each) and the error boundary that turns faults into sentences.

pub mod audit;
pub mod backup;
pub mod checklist;
mod deadlines;
pub mod doctor;
mod export;
pub mod fields;
pub mod figures;
pub mod import;
pub mod marks;
pub mod offer;
pub mod plan;
pub mod practice;
mod report;
pub mod reported;
pub mod settings;
pub mod setup;
pub mod submission;
pub mod tasks;
pub mod ui;
pub mod undo;
pub mod verify;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate};
use thiserror::Error;

use crate::domain::agenda::{self, Scorecard};
use crate::domain::alert::{self, Alert, Scene};
use crate::domain::book::{Book, Change, Key, PlanYear, Value};
use crate::domain::calendar::Calendar;
use crate::domain::pack::{Pack, ReportDocument};
use crate::domain::period::Period;
use crate::domain::task::{self, Task};
use crate::domain::text;
use crate::domain::{figures as sums, indicator};
use crate::intake::embedded;
pub use crate::package::{Line, Verified, Voice};
use crate::platform;
use crate::store::{By, Meta, Store, StoreError};
pub use crate::store::{Entry, Mended};
use crate::strings::{answers, errors, packs, words};
pub use import::{Preview, Source};

/// What main found out about the world.
#[derive(Debug, Clone)]
pub struct World {
    /// Data dir.
    pub data_dir: PathBuf,
    /// The day everything is judged on.
    pub today: NaiveDate,
    /// True when that day was given, not read from the clock.
    pub today_given: bool,
    /// The system clock: now, RFC 3339 with offset. Called once per action; main supplies it.
    pub clock: fn() -> String,
    /// System user.
    pub user: String,
    /// Plan year asked for.
    pub year: Option<i32>,
    /// Where the officer keeps documents: the place offered for packages.
    pub documents: PathBuf,
    /// True over the throw-away practice store: its packages carry the practice mark.
    pub practice: bool,
    /// The moment that stands for the clock while the practice store is filled, RFC 3339.
    pub moment: Option<String>,
}

impl World {
    /// Now, RFC 3339 with offset.
    pub fn now(&self) -> String {
        self.moment.clone().unwrap_or_else(self.clock)
    }
}

/// Why an action was not carried out; nothing was changed.
#[derive(Debug, Error)]
pub enum AppError {
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A sentence from `strings::errors` for bad input.
    #[error("{0}")]
    Input(String),
    /// The same, where nothing but a reason is missing: the action may be repeated with one.
    #[error("{0}")]
    Reason(String),
    /// What is given is more often a slip than not: the action may be repeated as meant.
    #[error("{0}")]
    Sure(String),
}

impl AppError {
    /// The same refusal with its sentence put into another.
    fn within(self, wrap: impl FnOnce(&str) -> String) -> Self {
        match self {
            Self::Input(sentence) => Self::Input(wrap(&sentence)),
            Self::Reason(sentence) => Self::Reason(wrap(&sentence)),
            Self::Sure(sentence) => Self::Sure(wrap(&sentence)),
            Self::Store(error) => Self::Store(error),
        }
    }

    /// The sentence for the officer.
    pub fn sentence(&self) -> String {
        match self {
            Self::Input(sentence) | Self::Reason(sentence) | Self::Sure(sentence) => sentence.clone(),
            Self::Store(StoreError::Io { path, error }) => errors::io(&path.display().to_string(), error),
            Self::Store(StoreError::NotADirectory(path)) => errors::not_a_directory(&path.display().to_string()),
            Self::Store(StoreError::Absent(path)) => errors::absent(&path.display().to_string()),
            Self::Store(StoreError::Lost(path)) => errors::lost(&path.display().to_string()),
            Self::Store(StoreError::InUse(holder)) => errors::in_use(holder),
            Self::Store(StoreError::Newer(version)) => errors::newer(*version),
            Self::Store(StoreError::Damaged(lines)) => errors::damaged(lines),
            Self::Store(StoreError::LockGone) => errors::lock_gone(),
            Self::Store(StoreError::ReadOnly) => errors::read_only().to_owned(),
        }
    }
}

/// What was worked out for alerts, used again while nothing of it changes. Belongs to one session.
#[derive(Debug, Default)]
struct Memo {
    alerts: alert::Memo,
    /// By period of a report that was sent: its package, the book's stamp, and whether the figures say
    /// something else now.
    changed: BTreeMap<Period, (String, u64, bool)>,
}

/// An open store with the pack of one year.
#[derive(Debug)]
pub struct Session {
    /// Where and when.
    pub world: World,
    /// The store.
    pub store: Store,
    /// The year's pack.
    pub pack: Pack,
    /// Its working days.
    pub calendar: Calendar,
    /// Day of the newest automatic backup, once it was looked for.
    newest_backup: OnceCell<Option<NaiveDate>>,
}

impl Session {
    /// Opens for changing data.
    ///
    /// # Errors
    /// [`AppError`].
    pub fn write(world: World) -> Result<Self, AppError> {
        let store = Store::open(&world.data_dir, false, &by(&world))?;
        Self::telling(world, store)
    }

    /// Opens for looking; works beside a writer.
    ///
    /// # Errors
    /// [`AppError`].
    pub fn read(world: World) -> Result<Self, AppError> {
        let store = Store::read(&world.data_dir, &by(&world))?;
        Self::telling(world, store)
    }

    /// As [`Session::over`]; a refusal says as well what opening had to mend: it may be why.
    fn telling(world: World, store: Store) -> Result<Self, AppError> {
        let mended = answers::mended(store.mended());
        Self::over(world, store).map_err(|error| match mended {
            Some(mended) => error.within(|sentence| format!("{mended} {sentence}")),
            None => error,
        })
    }

    fn over(world: World, store: Store) -> Result<Self, AppError> {
        let pack = pack_for(&world, store.book())?;
        let calendar = pack.calendar();
        Ok(Self { world, store, pack, calendar, newest_backup: OnceCell::new() })
    }

    /// Goes on with another day or plan year over the same open store.
    ///
    /// # Errors
    /// [`AppError::Input`] when the year has no plan; the session stays as it was then.
    pub fn turn_to(&mut self, world: World) -> Result<(), AppError> {
        if year_of(&world, self.store.book()) != self.pack.plan.year {
            self.pack = pack_for(&world, self.store.book())?;
            self.calendar = self.pack.calendar();
        }
        self.world = world;
        Ok(())
    }

    /// The commune and pack of the session's year.
    ///
    /// # Errors
    /// [`AppError::Input`] when the year was never set up.
    pub fn plan_year(&self) -> Result<&PlanYear, AppError> {
        let year = self.pack.plan.year;
        let book = self.store.book();
        book.plan(year).ok_or_else(|| AppError::Input(errors::no_plan(year, &book.years())))
    }

    /// What needs attention, most urgent first.
    pub fn alerts(&self) -> Vec<Alert> {
        self.alerts_and_hidden().0
    }

    /// The same, and how many wait as the officer chose.
    pub fn alerts_and_hidden(&self) -> (Vec<Alert>, usize) {
        let mut memo = Memo::default();
        (self.alerts_with(&self.tasks(), &mut memo), memo.alerts.hidden)
    }

    /// The same with the year's tasks, and with what was worked out before over this session's store.
    fn alerts_with(&self, tasks: &[Task], memo: &mut Memo) -> Vec<Alert> {
        let scene =
            Scene { pack: &self.pack, book: self.store.book(), calendar: &self.calendar, today: self.world.today };
        let mut alerts = alert::all_with(&scene, tasks, &mut memo.alerts);
        if self.world.today <= self.pack.plan.valid_to {
            let changed = self.changed_after_sending(&mut memo.changed).into_iter();
            alerts.extend(changed.map(|period| alert::changed_after_sending(&self.pack, period)));
            alert::sort(&mut alerts);
        }
        if let Some(old) = self.backup_alert() {
            alerts.push(old);
            alert::sort(&mut alerts);
        }
        if let Some(newest) = self.clock_behind() {
            alerts.insert(0, alert::clock_behind(&newest));
        } else if let Some(as_of) = self.pack.plan.as_of.filter(|as_of| self.clock_before(*as_of)) {
            alerts.insert(0, alert::clock_before_data(as_of));
        }
        alerts
    }

    /// True when the clock stands before a day. Silent while the day is given.
    fn clock_before(&self, day: NaiveDate) -> bool {
        let now = self.world.now().get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
        !self.world.today_given && !self.world.practice && now.is_some_and(|now| now < day)
    }

    /// The newest system time in the journal, when the clock now stands before it. Silent while the
    /// day is given: then nobody asks the clock.
    fn clock_behind(&self) -> Option<String> {
        let time = |text: &str| DateTime::parse_from_rfc3339(text).ok();
        let newest = self.store.newest_time();
        let now = time(&self.world.now())?;
        (!self.world.today_given && now < time(newest)?).then(|| newest.to_owned())
    }

    /// The year's tasks.
    pub fn tasks(&self) -> Vec<Task> {
        task::all(&self.pack, self.store.book(), &self.calendar)
    }

    /// The year's scorecard as it stands today; targets since January, up to the newest closed month.
    pub fn scorecard(&self) -> Scorecard {
        let (pack, book) = (&self.pack, self.store.book());
        let months = pack.lists.period.iter().filter(|w| w.code.is_month() && w.to < self.world.today);
        // The longest span since January of which something can be judged: the newest month may lack.
        let spans = months.rev().filter_map(|w| Some((w.code, sums::to_date(pack, book, w.code)?)));
        let judged = spans.map(|(until, figures)| (until, indicator::evaluate(pack, book, &figures)));
        let found = judged.into_iter().find(|(_, list)| list.iter().any(|i| i.met.is_some()));
        let (until, indicators) = found.map_or((None, Vec::new()), |(until, list)| (Some(until), list));
        Scorecard { until, ..agenda::scorecard(pack, &self.tasks(), &indicators, self.world.today) }
    }

    fn commit(&mut self, action: &str, reason: Option<String>, changes: Vec<Change>) -> Result<(), AppError> {
        let officer = self.store.book().setting("officer").unwrap_or_default().to_owned();
        let meta = meta(&self.world, officer, action, reason);
        let fields = changes.iter().any(|c| matches!(c.key, Key::OwnField(_) | Key::Pack(_)));
        self.store.commit(meta, changes)?;
        if let Some(pack) = pack_of(self.pack.plan.year, self.store.book()).filter(|_| fields) {
            self.calendar = pack.calendar();
            self.pack = pack;
        }
        Ok(())
    }
}

/// The plan year asked for; else the one that contains today, if set up; else the newest.
fn year_of(world: &World, book: &Book) -> i32 {
    let years = book.years();
    let current = chrono::Datelike::year(&world.today);
    let newest = years.last().copied().unwrap_or(current);
    world.year.unwrap_or(if years.contains(&current) { current } else { newest })
}

fn pack_for(world: &World, book: &Book) -> Result<Pack, AppError> {
    let year = year_of(world, book);
    pack_of(year, book).ok_or_else(|| AppError::Input(errors::no_plan(year, &book.years())))
}

/// The pack of a plan year with the commune's own fields, where this program has it.
fn pack_of(year: i32, book: &Book) -> Option<Pack> {
    Some(fields::with_own_fields(published(year, book)?, book))
}

/// The same as it was published.
fn published(year: i32, book: &Book) -> Option<Pack> {
    match book.get(&Key::Pack(year)) {
        // It was checked when it came in.
        Some(Value::Pack(text)) => serde_json::from_str(text).ok().map(with_document),
        _ => embedded::load(&book.plan(year)?.pack).and_then(Result::ok),
    }
}

/// A pack that leaves the report in words, or texts of it, to the built-in one, with those.
fn with_document(pack: Pack) -> Pack {
    if pack.document.as_ref().is_some_and(ReportDocument::is_whole) {
        return pack;
    }
    let built_in = embedded::ids().find_map(|id| embedded::load(id).and_then(Result::ok));
    match built_in {
        Some(other) => pack.with_document_of(&other, &packs::borrowed_why(&other.plan.title)),
        None => pack,
    }
}

/// Who opens the store, for other writers and for the audit trail of a mending.
fn by(world: &World) -> By {
    let terminal = platform::terminal_name();
    let who = words::holder(&world.user, terminal.as_deref(), std::process::id(), &world.now());
    By { who, meta: meta(world, String::new(), "", None) }
}

fn meta(world: &World, officer: String, action: &str, reason: Option<String>) -> Meta {
    Meta {
        at: world.now(),
        today: world.today_given.then(|| world.today.to_string()),
        officer,
        user: world.user.clone(),
        action: action.to_owned(),
        reason,
    }
}

/// Free text with line breaks, cleaned, or the sentence that refuses it.
fn clean_note(value: &str) -> Result<String, AppError> {
    text::note(value).map_err(|error| AppError::Input(errors::bad_text(value, &error)))
}

/// One clean line of text, or the sentence that refuses it.
fn clean(value: &str) -> Result<String, AppError> {
    text::line(value, text::LINE_MAX).map_err(|error| AppError::Input(errors::bad_text(value, &error)))
}
