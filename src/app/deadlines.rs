//! Days of tasks as the officer moves or sets them – extensions, events, days the plan does not give – and
//! when alerts speak of them.

use chrono::NaiveDate;

use super::tasks::{Target, about_one, occurrence_of};
use super::{AppError, Session, clean};
use crate::domain::alert::{Alert, LEAD_MAX};
use crate::domain::book::{DueDay, Event, Extension, Key, Snooze, Value};
use crate::domain::deadline;
use crate::domain::pack::{DeadlineKind, Mark};
use crate::domain::period::Period;
use crate::domain::task::{OWN_GROUP, Task};
use crate::strings::{errors, tasks as words};

impl Session {
    /// Moves the last day of a task or occurrence to `to` (inclusive), as a document allows.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown task or period, one that is settled or has no day yet, a day that
    /// is not later than the present one, or a text that cannot be taken.
    pub fn task_postpone(
        &mut self,
        target: Target<'_>,
        to: NaiveDate,
        reason: &str,
        document: &str,
    ) -> Result<(), AppError> {
        let (reason, document) = (clean(reason)?, clean(document)?);
        self.in_reach(Some(to))?;
        self.each_may(target, |task| may_be_postponed(task, target.period, to))?;
        let extension = Extension { to, reason: reason.clone(), document };
        self.progress(target, "task.postpone", Some(reason), |progress| {
            progress.extensions.push(extension.clone());
            Ok(())
        })
    }

    /// Records what an on-event task waited for, with the last day (inclusive) that follows from it, if it
    /// gives one.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown task, one that waits for no event, an event after today, a day
    /// before the event, or a text that cannot be taken.
    pub fn task_event(
        &mut self,
        target: Target<'_>,
        document: &str,
        date: NaiveDate,
        due: Option<NaiveDate>,
    ) -> Result<(), AppError> {
        let document = clean(document)?;
        self.each_may(target, |task| match task.deadline.kind {
            DeadlineKind::Event => Ok(()),
            _ => Err(AppError::Input(words::waits_for_nothing(&task.id))),
        })?;
        let event = Event { document: document.clone(), date: self.not_ahead(date)? };
        self.in_reach(due)?;
        if let Some(due) = due.filter(|due| *due < date) {
            return Err(AppError::Input(words::due_before_event(due, date)));
        }
        self.progress(target, "task.event", None, |progress| {
            if progress.status.settled() {
                return Err(AppError::Input(errors::settled_already()));
            }
            // Another event gives another day; the same one keeps what was set for it.
            if progress.event.as_ref() != Some(&event) {
                progress.day = None;
            }
            progress.event = Some(event.clone());
            progress.day = due.map(|date| DueDay { date, source: document.clone() }).or(progress.day.take());
            Ok(())
        })
    }

    /// Sets the last day (inclusive) of a task for which the plan gives none for sure, with its source.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown task, one whose day the plan gives or that has one for each
    /// period, one that is settled, or a text that cannot be taken.
    pub fn task_due(&mut self, target: Target<'_>, date: NaiveDate, source: &str) -> Result<(), AppError> {
        let source = clean(source)?;
        self.in_reach(Some(date))?;
        self.each_may(target, |task| self.may_be_set(task, date))?;
        self.progress(target, "task.due", Some(source.clone()), |progress| {
            if progress.status.settled() {
                return Err(AppError::Input(errors::settled_already()));
            }
            if let Some(last) = progress.extensions.last() {
                return Err(AppError::Input(words::postponed_already(last.to)));
            }
            progress.day = Some(DueDay { date, source: source.clone() });
            Ok(())
        })
    }

    /// Refuses to set the last day of a task whose day the plan gives, or that has one for each period.
    fn may_be_set(&self, task: &Task, date: NaiveDate) -> Result<(), AppError> {
        // Days of the plan's reports and statements are set by period for all of them.
        if !task.occurrences.is_empty() && task.group != OWN_GROUP {
            return Err(AppError::Input(words::due_by_period(&task.id)));
        }
        let dated = matches!(task.deadline.kind, DeadlineKind::Before | DeadlineKind::By | DeadlineKind::Within);
        let (year, of, period) = self.kept_at(task, None);
        if year != self.pack.plan.year {
            return Err(AppError::Input(words::due_of_its_year(&task.id, year, &of)));
        }
        let set = self.store.book().progress(year, &of, period).day.is_some();
        if dated && task.deadline.mark == Mark::Verified && !set {
            return Err(AppError::Input(words::day_is_given(&task.id)));
        }
        // The plan's span is its end at the latest: beyond it lies an extension.
        let row = self.pack.lists.task.iter().find(|row| row.id == task.id);
        let base = row.and_then(|row| deadline::day_of(&row.deadline, &self.calendar)).map(|day| day.legal);
        if let Some(base) = base.filter(|base| date > *base && !self.pack.is_provisional()) {
            return Err(AppError::Input(words::beyond_the_span(&task.id, base)));
        }
        Ok(())
    }

    /// Asks of every task that is meant; with several the refusal says which it is about.
    fn each_may(&self, target: Target<'_>, may: impl Fn(&Task) -> Result<(), AppError>) -> Result<(), AppError> {
        let tasks = self.tasks_of(target)?;
        tasks.iter().try_for_each(|task| may(task).map_err(|error| about_one(&task.id, tasks.len(), error)))
    }

    /// Sets how many working days ahead a task is spoken of; none goes back to what holds for all.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown task, or a number outside 1–60.
    pub fn task_lead(&mut self, id: &str, days: Option<i64>) -> Result<(), AppError> {
        if days.is_some_and(|days| !(1..=LEAD_MAX).contains(&days)) {
            return Err(AppError::Input(words::bad_lead(LEAD_MAX)));
        }
        let task = self.find_task(id)?;
        // It holds for every occurrence, so it stands with the task itself.
        let (year, of, period) = self.kept_at(&task, None);
        let mut progress = self.store.book().progress(year, &of, period);
        progress.lead_days = days;
        let change = self.progress_change((year, of, period), progress);
        self.commit("task.lead", None, change.into_iter().collect())
    }

    /// Hides an alert until a day; what is overdue is shown all the same.
    ///
    /// # Errors
    /// [`AppError::Input`] for an alert that cannot wait, a day that is not after today or lies after the
    /// legal day, or a text that cannot be taken.
    pub fn snooze(&mut self, alert: &Alert, until: NaiveDate, reason: &str) -> Result<(), AppError> {
        let reason = clean(reason)?;
        if !alert.kind.can_wait() {
            return Err(AppError::Input(words::cannot_wait().to_owned()));
        }
        let (today, last) = (self.world.today, alert.due.filter(|due| *due >= self.world.today));
        if until <= today || last.is_some_and(|last| until > last) {
            return Err(AppError::Input(words::bad_snooze(until, today, last)));
        }
        let key = Key::Snooze(alert.kind.code().to_owned(), alert.about());
        let change = self.store.book().change(key, Some(Value::Snooze(Snooze { until, reason: reason.clone() })));
        self.commit("alert.snooze", Some(reason), change.into_iter().collect())
    }

    /// Shows every alert again that is hidden; says how many.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn wake(&mut self) -> Result<usize, AppError> {
        let book = self.store.book();
        let keys = book.snoozes().map(|(kind, about, _)| Key::Snooze(kind.to_owned(), about.to_owned()));
        let changes: Vec<_> = keys.filter_map(|key| book.change(key, None)).collect();
        let number = changes.len();
        self.commit("alert.wake", None, changes)?;
        Ok(number)
    }
}

/// Refuses to move the last day of a task or occurrence to one that is not later than it is.
fn may_be_postponed(task: &Task, period: Option<Period>, to: NaiveDate) -> Result<(), AppError> {
    let period = occurrence_of(task, period)?;
    let occurrence = task.occurrences.iter().find(|o| Some(o.period) == period);
    let (status, legal) = occurrence.map_or((task.status, task.deadline.legal_day), |o| (o.status, o.legal_day));
    match legal {
        _ if status.settled() => Err(AppError::Input(errors::settled_already())),
        Some(legal) if task.deadline.kind != DeadlineKind::Ongoing && to <= legal => {
            Err(AppError::Input(words::postponed_too_early(to, legal)))
        }
        Some(_) if task.deadline.kind != DeadlineKind::Ongoing => Ok(()),
        _ => Err(AppError::Input(words::nothing_to_postpone(&task.id))),
    }
}
