//! Settling tasks and occurrences, and the commune's own tasks: one commit each.

use chrono::NaiveDate;

use super::{AppError, Session, clean, clean_note};
use crate::domain::book::{Change, Document, Key, OwnTask, Progress, Status, Value};
use crate::domain::deadline::report_day;
use crate::domain::pack::DeadlineKind;
use crate::domain::period::Period;
use crate::domain::task::{self, FindError, OWN_GROUP, Task};
pub use crate::intake::wording::When;
use crate::intake::wording::{self, WordingError};
use crate::strings::{errors, input, tasks as words};

/// The task or occurrence a command speaks of, as given.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// Task id, or an annex number that names one task.
    pub id: &'a str,
    /// The occurrence, where the task has several.
    pub period: Option<Period>,
    /// Further tasks to which the same happens, as one action.
    pub also: &'a [String],
}

impl<'a> Target<'a> {
    /// Every task meant, each once.
    fn ids(&self) -> Vec<&'a str> {
        let mut out = vec![self.id];
        for id in self.also {
            if !out.contains(&id.as_str()) {
                out.push(id);
            }
        }
        out
    }
}

/// An own task as given.
#[derive(Debug, Clone)]
pub struct NewTask<'a> {
    /// What is to be done.
    pub text: &'a str,
    /// Deadline.
    pub when: When,
    /// Person in charge.
    pub person: Option<&'a str>,
    /// Letter it comes from.
    pub source: Option<&'a str>,
    /// What it belongs to: ids of the plan's rows, codes of indicators.
    pub links: Vec<String>,
}

/// The document that settles a task, as given.
#[derive(Debug, Clone, Copy)]
pub struct Proof<'a> {
    /// Number.
    pub number: &'a str,
    /// Its date.
    pub date: NaiveDate,
    /// Where it is kept; empty takes an old one away.
    pub file: Option<&'a str>,
    /// The officer's note; empty takes an old one away.
    pub note: Option<&'a str>,
    /// A date after today or before the plan is meant as it is.
    pub sure: bool,
}

/// Setting that counts the own tasks ever made in a year, so that no id is used twice.
pub(super) fn counter(year: i32) -> Key {
    Key::Setting(format!("own_tasks.{year}"))
}

/// A text that may be left out: none keeps what is there, an empty one takes it away.
fn given(
    text: Option<&str>,
    before: Option<String>,
    clean: fn(&str) -> Result<String, AppError>,
) -> Result<Option<String>, AppError> {
    match text {
        None => Ok(before),
        Some(text) if text.trim().is_empty() => Ok(None),
        Some(text) => clean(text).map(Some),
    }
}

impl Session {
    /// Settles by a document; on time or late follows from its date (inclusive legal day).
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown task or period, a text that cannot be taken, or a task that is
    /// settled already; [`AppError::Sure`] for a document dated after today or before the plan.
    pub fn task_done(&mut self, target: Target<'_>, proof: &Proof<'_>) -> Result<(), AppError> {
        self.plausible(target, proof.date, proof.sure)?;
        let number = clean(proof.number)?;
        let (file, note) = (proof.file, proof.note);
        self.progress(target, "task.done", None, |progress| {
            let before = progress.document.take();
            let file = given(file, before.as_ref().and_then(|d| d.file.clone()), clean)?;
            let document = Document { number: number.clone(), date: proof.date, file };
            let other = before.is_some_and(|d| (d.number, d.date) != (document.number.clone(), document.date));
            if progress.status == Status::Na || (progress.status == Status::Done && other) {
                return Err(AppError::Input(errors::settled_already()));
            }
            progress.status = Status::Done;
            progress.document = Some(document);
            progress.reason = None;
            progress.note = given(note, progress.note.take(), clean_note)?;
            Ok(())
        })
    }

    /// Marks as under way, with how much is done (1–99 percent) where that is said.
    ///
    /// # Errors
    /// As [`Session::task_done`].
    pub fn task_start(&mut self, target: Target<'_>, percent: Option<u8>) -> Result<(), AppError> {
        if percent.is_some_and(|percent| !(1..=99).contains(&percent)) {
            return Err(AppError::Input(words::bad_percent()));
        }
        self.progress(target, "task.start", None, |progress| {
            if progress.status.settled() {
                return Err(AppError::Input(errors::settled_already()));
            }
            progress.status = Status::InProgress;
            progress.percent = percent.or(progress.percent);
            Ok(())
        })
    }

    /// Marks as not applicable.
    ///
    /// # Errors
    /// As [`Session::task_done`].
    pub fn task_na(&mut self, target: Target<'_>, reason: &str) -> Result<(), AppError> {
        let reason = clean(reason)?;
        self.progress(target, "task.na", Some(reason.clone()), |progress| {
            if progress.status == Status::Done {
                return Err(AppError::Input(errors::settled_already()));
            }
            progress.status = Status::Na;
            progress.reason = Some(reason.clone());
            Ok(())
        })
    }

    /// Opens a settled task again; what settled it stays in the audit trail.
    ///
    /// # Errors
    /// As [`Session::task_done`], and for a task that is not settled.
    pub fn task_reopen(&mut self, target: Target<'_>, reason: &str) -> Result<(), AppError> {
        let reason = clean(reason)?;
        self.progress(target, "task.reopen", Some(reason.clone()), |progress| {
            if !matches!(progress.status, Status::Done | Status::Na) {
                return Err(AppError::Input(errors::not_settled()));
            }
            progress.status = Status::Open;
            (progress.document, progress.percent) = (None, None);
            progress.reason = Some(reason.clone());
            Ok(())
        })
    }

    /// Writes the statement of progress of an ongoing task for a period.
    ///
    /// # Errors
    /// [`AppError::Input`] for a task that is not ongoing, a period it has no occurrence in, or a
    /// text that cannot be taken.
    pub fn task_statement(&mut self, target: Target<'_>, statement: &str) -> Result<(), AppError> {
        let statement = clean_note(statement)?;
        if let Some(task) = self.tasks_of(target)?.iter().find(|t| t.deadline.kind != DeadlineKind::Ongoing) {
            return Err(AppError::Input(errors::not_ongoing(&task.id)));
        }
        self.progress(target, "task.statement", None, |progress| {
            progress.statement = Some(statement.clone());
            if progress.status == Status::Open {
                progress.status = Status::InProgress;
            }
            Ok(())
        })
    }

    /// Sets the officer's note of a task or occurrence; nothing but white space clears it.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown task or period, or a text that cannot be taken.
    pub fn task_note(&mut self, target: Target<'_>, note: &str) -> Result<(), AppError> {
        let note = if note.trim().is_empty() { None } else { Some(clean_note(note)?) };
        self.progress(target, "task.note", None, |progress| {
            progress.note.clone_from(&note);
            Ok(())
        })
    }

    /// A deadline as the officer words it, of the plan's year where the year is left out.
    ///
    /// # Errors
    /// [`AppError::Input`] for a text that words none.
    pub fn when(&self, text: &str) -> Result<When, AppError> {
        wording::read(text, self.pack.plan.year).map_err(|error| {
            AppError::Input(match error {
                WordingError::Day(error) => input::bad_day(text, &error),
                WordingError::DayBeside => words::day_beside(text),
                WordingError::Unknown => words::bad_when(text),
            })
        })
    }

    /// Adds an own task; answers with its id. Ids are not used twice, but for one given back by
    /// undoing its adding.
    ///
    /// # Errors
    /// [`AppError::Input`] for a text that cannot be taken.
    pub fn task_add(&mut self, new: NewTask<'_>) -> Result<String, AppError> {
        let (year, book) = (self.pack.plan.year, self.store.book());
        let mut own = self.as_given(new, None)?;
        if own.kind == DeadlineKind::Ongoing {
            own.periods.clone_from(&self.pack.checkin.periods);
        }
        // Of a task that comes up now, periods whose day is past were never owed.
        let month_day = own.month_day;
        let day = |period: &Period| match month_day {
            Some(day) => period.month_day(day),
            None => report_day(&self.pack, book, &self.calendar, *period).map(|day| day.legal),
        };
        own.periods.retain(|period| day(period).is_none_or(|day| day >= self.world.today));
        let book = self.store.book();
        let used: u32 = book.text(&counter(year)).and_then(|n| n.parse().ok()).unwrap_or(0);
        let id = format!("R{}", used + 1);
        let changes = [
            book.change(Key::OwnTask(year, id.clone()), Some(Value::OwnTask(Box::new(own)))),
            book.change(counter(year), Some(Value::Text((used + 1).to_string()))),
        ];
        self.commit("task.add", None, changes.into_iter().flatten().collect())?;
        Ok(id)
    }

    /// Edits an own task: all of it becomes as given.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown task, a row of the plan, or a text that cannot be taken.
    pub fn task_edit(&mut self, id: &str, new: NewTask<'_>) -> Result<(), AppError> {
        let (year, id) = (self.pack.plan.year, self.own_task(id)?.id);
        let before = self.store.book().own_tasks(year).find(|(own, _)| *own == id).map(|(_, own)| own.clone());
        let own = self.as_given(new, before.as_ref())?;
        let change = self.store.book().change(Key::OwnTask(year, id), Some(Value::OwnTask(Box::new(own))));
        self.commit("task.edit", None, change.into_iter().collect())
    }

    /// An own task to be stored; what it was before keeps its origin.
    fn as_given(&self, new: NewTask<'_>, before: Option<&OwnTask>) -> Result<OwnTask, AppError> {
        let unknown = |link: &&String| {
            !self.pack.lists.task.iter().any(|t| t.id == **link)
                && !self.pack.lists.indicator.iter().any(|i| i.code == **link)
        };
        if let Some(link) = new.links.iter().find(unknown) {
            return Err(AppError::Input(words::unknown_link(link)));
        }
        self.in_reach(new.when.date)?;
        let no_window = |period: &&Period| self.pack.window(**period).is_none();
        if let Some(period) = new.when.periods.iter().find(no_window) {
            return Err(AppError::Input(errors::bad_period(&period.to_string())));
        }
        Ok(OwnTask {
            text: clean(new.text)?,
            kind: new.when.kind,
            due: new.when.date,
            span: new.when.span,
            periods: new.when.periods,
            person: new.person.map(clean).transpose()?,
            source: new.source.map(clean).transpose()?,
            links: new.links,
            month_day: new.when.month_day,
            wording: given(Some(&new.when.wording), None, clean)?.unwrap_or_default(),
            assumed: before.and_then(|own| own.assumed.clone()),
            product: before.map(|own| own.product.clone()).unwrap_or_default(),
            origin: before.and_then(|own| own.origin.clone()),
        })
    }

    /// Removes an own task with its progress.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown task or a row of the plan.
    pub fn task_remove(&mut self, id: &str) -> Result<(), AppError> {
        let task = self.own_task(id)?;
        let (year, book) = (self.pack.plan.year, self.store.book());
        let periods = task.occurrences.iter().map(|o| Some(o.period)).chain([None]);
        let progress = periods.map(|period| Key::Progress(year, task.id.clone(), period));
        let keys = std::iter::once(Key::OwnTask(year, task.id.clone())).chain(progress);
        let changes: Vec<Change> = keys.filter_map(|key| book.change(key, None)).collect();
        self.commit("task.remove", None, changes)
    }

    /// An own task by its id.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown task or a row of the plan.
    pub fn own_task(&self, id: &str) -> Result<Task, AppError> {
        let task = self.find_task(id)?;
        if task.group == OWN_GROUP { Ok(task) } else { Err(AppError::Input(errors::not_own(&task.id))) }
    }

    /// A document or an act cannot be dated after today.
    pub(super) fn not_ahead(&self, date: NaiveDate) -> Result<NaiveDate, AppError> {
        if date > self.world.today {
            return Err(AppError::Input(errors::dated_ahead(date, self.world.today)));
        }
        Ok(date)
    }

    /// Refuses a last day before the plan year or more than a year after it: more often a slip than not.
    pub(super) fn in_reach(&self, date: Option<NaiveDate>) -> Result<(), AppError> {
        let plan = &self.pack.plan;
        let last = plan.valid_to + chrono::Days::new(366);
        match date.filter(|date| *date < plan.valid_from || *date > last) {
            Some(date) => Err(AppError::Input(words::out_of_reach(date, plan.valid_from, last))),
            None => Ok(()),
        }
    }

    /// A proof dated after today or before the plan is more often a slip than not: only when it is meant.
    fn plausible(&self, target: Target<'_>, date: NaiveDate, sure: bool) -> Result<(), AppError> {
        // A debt is judged by the year it is from.
        let years = self.tasks_of(target)?.into_iter().map(|task| self.kept_at(&task, None).0);
        let first = years.min().filter(|year| *year < self.pack.plan.year);
        let of_first = first.and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1));
        let begins = of_first.unwrap_or(self.pack.plan.valid_from);
        if date > self.world.today && !sure {
            return Err(AppError::Sure(errors::dated_ahead(date, self.world.today)));
        }
        if date < begins && !sure {
            return Err(AppError::Sure(words::before_plan(date, begins)));
        }
        Ok(())
    }

    /// Every task a target means.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown one.
    pub(super) fn tasks_of(&self, target: Target<'_>) -> Result<Vec<Task>, AppError> {
        target.ids().into_iter().map(|id| self.find_task(id)).collect()
    }

    pub(super) fn find_task(&self, id: &str) -> Result<Task, AppError> {
        task::find(&self.tasks(), id).cloned().map_err(|error| {
            AppError::Input(match error {
                FindError::Unknown(id) => errors::unknown_task(&id),
                FindError::Several { number, ids } => errors::several_tasks(&number, &ids),
            })
        })
    }

    /// Where the progress of a task or occurrence stands: of a debt of an earlier year with that year's.
    pub(super) fn kept_at(&self, task: &Task, period: Option<Period>) -> (i32, String, Option<Period>) {
        let year = self.pack.plan.year;
        let own = self.store.book().own_tasks(year).find(|(id, _)| *id == task.id);
        match own.and_then(|(_, own)| own.origin.clone()) {
            Some(origin) => (origin.year, origin.task, origin.period),
            None => (year, task.id.clone(), period),
        }
    }

    /// The change that stores progress. A task nothing is known of has no value, so that clearing its only
    /// note leaves none.
    pub(super) fn progress_change(
        &self,
        (year, task, period): (i32, String, Option<Period>),
        progress: Progress,
    ) -> Option<Change> {
        let value = (progress != Progress::default()).then_some(Value::Progress(Box::new(progress)));
        self.store.book().change(Key::Progress(year, task, period), value)
    }

    /// Changes the progress of tasks or occurrences, all or none.
    pub(super) fn progress(
        &mut self,
        target: Target<'_>,
        action: &str,
        reason: Option<String>,
        edit: impl Fn(&mut Progress) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        let mut changes: Vec<Change> = Vec::new();
        let ids = target.ids();
        for id in &ids {
            let about = |error| about_one(id, ids.len(), error);
            let task = self.find_task(id)?;
            let period = occurrence_of(&task, target.period).map_err(about)?;
            if task.dropped {
                return Err(AppError::Input(words::is_dropped(&task.id)));
            }
            let (year, of, period) = self.kept_at(&task, period);
            let mut progress = self.store.book().progress(year, &of, period);
            edit(&mut progress).map_err(about)?;
            changes.extend(self.progress_change((year, of, period), progress));
        }
        self.commit(action, reason, changes)
    }
}

/// A refusal; where several tasks are meant it says which of them it is about.
pub(super) fn about_one(id: &str, number: usize, error: AppError) -> AppError {
    if number == 1 { error } else { error.within(|sentence| words::about_one(id, sentence)) }
}

/// The occurrence that is meant: of a task with one only, that one.
pub(super) fn occurrence_of(task: &Task, period: Option<Period>) -> Result<Option<Period>, AppError> {
    let periods: Vec<Period> = task.occurrences.iter().map(|o| o.period).collect();
    match period {
        None if periods.len() > 1 => Err(AppError::Input(errors::period_needed(&task.id, &periods))),
        None => Ok(periods.first().copied()),
        Some(period) if periods.contains(&period) => Ok(Some(period)),
        Some(period) => Err(AppError::Input(errors::no_occurrence(&task.id, period, &periods))),
    }
}
