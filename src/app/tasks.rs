//! Settling tasks and occurrences, and the commune's own tasks: one commit each.

use chrono::NaiveDate;

use super::{AppError, Session, clean, clean_note};
use crate::domain::book::{Change, Document, Key, OwnTask, Progress, Status, Value};
use crate::domain::pack::DeadlineKind;
use crate::domain::period::Period;
use crate::domain::task::{self, FindError, OWN_GROUP, Task};
use crate::strings::errors;

/// The task or occurrence a command speaks of, as given.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// Task id, or an annex number that names one task.
    pub id: &'a str,
    /// The occurrence, where the task has several.
    pub period: Option<Period>,
}

/// An own task as given.
#[derive(Debug, Clone, Copy)]
pub struct NewTask<'a> {
    /// What is to be done.
    pub text: &'a str,
    /// Last day, inclusive.
    pub due: NaiveDate,
    /// Person in charge.
    pub person: Option<&'a str>,
    /// Letter it comes from.
    pub source: Option<&'a str>,
}

/// Setting that counts the own tasks ever made in a year, so that no id is used twice.
fn counter(year: i32) -> Key {
    Key::Setting(format!("own_tasks.{year}"))
}

/// An own task to be stored.
fn as_given(new: NewTask<'_>) -> Result<OwnTask, AppError> {
    Ok(OwnTask {
        text: clean(new.text)?,
        due: new.due,
        person: new.person.map(clean).transpose()?,
        source: new.source.map(clean).transpose()?,
    })
}

impl Session {
    /// Settles by a document; on time or late follows from its date (inclusive legal day).
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown task or period, a document dated after today, a text that
    /// cannot be taken, or a task that is settled already.
    pub fn task_done(
        &mut self,
        target: Target<'_>,
        document: &str,
        date: NaiveDate,
        note: Option<&str>,
    ) -> Result<(), AppError> {
        let document = Document { number: clean(document)?, date: self.not_ahead(date)? };
        let note = note.map(|n| if n.is_empty() { Ok(String::new()) } else { clean_note(n) }).transpose()?;
        self.progress(target, "task.done", None, |progress| {
            let same = progress.document.as_ref() == Some(&document);
            if progress.status == Status::Na || (progress.status == Status::Done && !same) {
                return Err(errors::settled_already());
            }
            progress.status = Status::Done;
            progress.document = Some(document);
            progress.reason = None;
            // An empty one takes the old one away.
            progress.note = note.or(progress.note.take()).filter(|n| !n.is_empty());
            Ok(())
        })
    }

    /// Marks as under way.
    ///
    /// # Errors
    /// As [`Session::task_done`].
    pub fn task_start(&mut self, target: Target<'_>) -> Result<(), AppError> {
        self.progress(target, "task.start", None, |progress| {
            if matches!(progress.status, Status::Done | Status::Na) {
                return Err(errors::settled_already());
            }
            progress.status = Status::InProgress;
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
                return Err(errors::settled_already());
            }
            progress.status = Status::Na;
            progress.reason = Some(reason);
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
                return Err(errors::not_settled());
            }
            progress.status = Status::Open;
            progress.document = None;
            progress.reason = Some(reason);
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
        let task = self.find_task(target.id)?;
        if task.deadline.kind != DeadlineKind::Ongoing {
            return Err(AppError::Input(errors::not_ongoing(&task.id)));
        }
        self.progress(target, "task.statement", None, |progress| {
            progress.statement = Some(statement);
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
            progress.note = note;
            Ok(())
        })
    }

    /// Adds an own task; answers with its id. Ids are not used twice, but for one given back by
    /// undoing its adding.
    ///
    /// # Errors
    /// [`AppError::Input`] for a text that cannot be taken.
    pub fn task_add(&mut self, new: NewTask<'_>) -> Result<String, AppError> {
        let year = self.pack.plan.year;
        let own = as_given(new)?;
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
        let key = Key::OwnTask(self.pack.plan.year, self.own_task(id)?.id);
        let change = self.store.book().change(key, Some(Value::OwnTask(Box::new(as_given(new)?))));
        self.commit("task.edit", None, change.into_iter().collect())
    }

    /// Removes an own task with its progress.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown task or a row of the plan.
    pub fn task_remove(&mut self, id: &str) -> Result<(), AppError> {
        let task = self.own_task(id)?;
        let (year, book) = (self.pack.plan.year, self.store.book());
        let keys = [Key::OwnTask(year, task.id.clone()), Key::Progress(year, task.id, None)];
        let changes: Vec<Change> = keys.into_iter().filter_map(|key| book.change(key, None)).collect();
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

    fn find_task(&self, id: &str) -> Result<Task, AppError> {
        task::find(&self.tasks(), id).cloned().map_err(|error| {
            AppError::Input(match error {
                FindError::Unknown(id) => errors::unknown_task(&id),
                FindError::Several { number, ids } => errors::several_tasks(&number, &ids),
            })
        })
    }

    /// Changes the progress of one task or occurrence.
    fn progress(
        &mut self,
        target: Target<'_>,
        action: &str,
        reason: Option<String>,
        edit: impl FnOnce(&mut Progress) -> Result<(), String>,
    ) -> Result<(), AppError> {
        let task = self.find_task(target.id)?;
        let periods: Vec<Period> = task.occurrences.iter().map(|o| o.period).collect();
        let period = match target.period {
            None if periods.len() > 1 => return Err(AppError::Input(errors::period_needed(&task.id, &periods))),
            None => periods.first().copied(),
            Some(period) if periods.contains(&period) => Some(period),
            Some(period) => return Err(AppError::Input(errors::no_occurrence(&task.id, period, &periods))),
        };
        let year = self.pack.plan.year;
        let mut progress = self.store.book().progress(year, &task.id, period);
        edit(&mut progress).map_err(AppError::Input)?;
        let key = Key::Progress(year, task.id, period);
        // A task nothing is known of has no value, so that clearing its only note leaves none.
        let value = (progress != Progress::default()).then_some(Value::Progress(Box::new(progress)));
        let change = self.store.book().change(key, value);
        self.commit(action, reason, change.into_iter().collect())
    }
}
