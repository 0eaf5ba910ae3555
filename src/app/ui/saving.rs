//! Storing forms: one commit each. The form stays open with the sentence when it is refused.

use chrono::{Datelike as _, NaiveDate};

use super::entry::value_of;
use super::form::{Form, Purpose, Which};
use super::typing::Typing;
use super::{AppError, Modal, State, Work, cells, imports, report_forms, reports};
use crate::app::Session;
use crate::app::settings::TYPING;
use crate::app::setup::{self, Setup, UnitChoice};
use crate::app::tasks::{NewTask, Proof, Target, When};
use crate::domain::day::parse_day;
use crate::strings::{answers, exports, fields, grid, input, tasks, ui};

fn target(which: &Which) -> Target<'_> {
    Target { id: &which.id, period: which.period, also: &which.also }
}

/// A day as typed; a year may be left out and is the plan's then.
pub(super) fn day(form: &Form, at: usize, year: i32) -> Result<NaiveDate, AppError> {
    let text = form.text(at);
    parse_day(&text, year).map_err(|error| AppError::Input(input::bad_day(&text, &error)))
}

/// Stores a form; the modal below it is what is seen afterwards.
pub fn save(state: &mut State, form: &Form) -> Result<(), AppError> {
    if form.purpose == Purpose::Setup {
        return set_up(state, form);
    }
    if matches!(form.purpose, Purpose::Import(_) | Purpose::ImportReason { .. } | Purpose::ImportName { .. }) {
        return imports::answered(state, form);
    }
    let Some(work) = &mut state.work else { return Ok(()) };
    let year = state.world.today.year();
    let session = &mut work.session;
    let told = match &form.purpose {
        Purpose::Setup | Purpose::Import(_) | Purpose::ImportReason { .. } | Purpose::ImportName { .. } => None,
        Purpose::Settings => {
            let keys: Vec<String> = session.settings().into_iter().map(|s| s.key).collect();
            let changed = form.fields.iter().enumerate().filter(|(_, f)| f.input.text() != f.before);
            let values: Vec<(String, String)> =
                changed.filter_map(|(i, _)| Some((keys.get(i)?.clone(), form.text(i)))).collect();
            session.set_settings(&values)?;
            state.typing = Typing::of_setting(session.store.book().setting(TYPING));
            Some(answers::stored().to_owned())
        }
        Purpose::Settle(_)
        | Purpose::NotApplicable(_)
        | Purpose::Reopen(_)
        | Purpose::Statement(_)
        | Purpose::Note(_) => of_task(session, form, year)?,
        Purpose::Postpone(_)
        | Purpose::Event(_)
        | Purpose::TaskDay(_)
        | Purpose::Percent(_)
        | Purpose::Lead(_)
        | Purpose::Snooze { .. } => of_days(work, form, year)?,
        Purpose::ImportPlan => {
            let path = form.path(0);
            let imported = session.plan_preview(&path)?;
            state.modals.push(Modal::Pack(Box::new(imported), 0));
            return Ok(());
        }
        Purpose::AddTask => {
            let when = session.when(&form.text(1))?;
            let id = own(form, when, |new| session.task_add(new))?;
            work.refresh();
            work.point_at_task(&id);
            Some(ui::task_added(&id))
        }
        Purpose::EditTask(id) => {
            let when = session.when(&form.text(1))?;
            own(form, when, |new| session.task_edit(id, new))?;
            Some(answers::task_changed(id))
        }
        Purpose::Make(..)
        | Purpose::Finalize(_)
        | Purpose::Attach(..)
        | Purpose::Sent(_)
        | Purpose::ReceiptImport(_)
        | Purpose::ReceiptNote(_)
        | Purpose::WriteReport(_)
        | Purpose::DueDay(_)
        | Purpose::Copy(..)
        | Purpose::Passage(..) => report_forms::save(session, form, year)?,
        Purpose::Explain(..)
        | Purpose::Cell { .. }
        | Purpose::Comment { .. }
        | Purpose::AddField
        | Purpose::Export(_) => of_figures(session, form)?,
        Purpose::CellReason { .. } | Purpose::NilReason { .. } => of_sent_month(work, form)?,
    };
    work.tasks_view.marked.clear();
    work.refresh();
    close_settled(state, &form.purpose);
    if !matches!(form.purpose, Purpose::Passage(..)) {
        reports::point_at_next(state);
    }
    if let Some(text) = told {
        state.tell(text);
    }
    Ok(())
}

/// Stores a form about a task; answers with what to tell.
fn of_task(session: &mut Session, form: &Form, year: i32) -> Result<Option<String>, AppError> {
    Ok(match &form.purpose {
        Purpose::Settle(which) => {
            let date = day(form, 1, year)?;
            let (number, note) = (form.text(0), form.text(2));
            let proof = Proof { number: &number, date, file: None, note: Some(&note), sure: form.sure };
            session.task_done(target(which), &proof)?;
            settled(session, which)
        }
        Purpose::NotApplicable(which) => {
            session.task_na(target(which), &form.text(0))?;
            Some(answers::task_changed(&which.id))
        }
        Purpose::Reopen(which) => {
            session.task_reopen(target(which), &form.text(0))?;
            Some(answers::task_changed(&which.id))
        }
        Purpose::Statement(which) => {
            session.task_statement(target(which), &form.text(0))?;
            Some(answers::task_changed(&which.id))
        }
        Purpose::Note(which) => {
            session.task_note(target(which), &form.text(0))?;
            Some(answers::task_changed(&which.id))
        }
        _ => None,
    })
}

/// Stores a form about a task's days or alerts; answers with what to tell.
fn of_days(work: &mut Work, form: &Form, year: i32) -> Result<Option<String>, AppError> {
    let session = &mut work.session;
    let id = match &form.purpose {
        Purpose::Postpone(which) => {
            session.task_postpone(target(which), day(form, 0, year)?, &form.text(1), &form.text(2))?;
            &which.id
        }
        Purpose::Event(which) => {
            let due = form.given(2).map(|_| day(form, 2, year)).transpose()?;
            session.task_event(target(which), &form.text(0), day(form, 1, year)?, due)?;
            &which.id
        }
        Purpose::TaskDay(which) => {
            session.task_due(target(which), day(form, 0, year)?, &form.text(1))?;
            &which.id
        }
        Purpose::Percent(which) => {
            let text = form.text(0);
            let percent = text.trim_end_matches('%').trim().parse().ok();
            let percent = percent.ok_or_else(|| AppError::Input(tasks::bad_percent()))?;
            session.task_start(target(which), Some(percent))?;
            &which.id
        }
        Purpose::Lead(id) => {
            // What is no number is as wrong as one out of range.
            let days = form.given(0).map(|text| text.parse().unwrap_or(0));
            session.task_lead(id, days)?;
            id
        }
        Purpose::Snooze { kind, about } => {
            let until = day(form, 0, year)?;
            let alert = work.alerts.iter().find(|a| a.kind.code() == kind && a.about() == *about);
            let alert = alert.ok_or_else(|| AppError::Input(tasks::no_alert(about)))?;
            session.snooze(alert, until, &form.text(1))?;
            return Ok(Some(tasks::hidden_until(until)));
        }
        _ => return Ok(None),
    };
    Ok(Some(answers::task_changed(id)))
}

/// Stores cells whose reason was asked for; answers with what to tell.
fn of_sent_month(work: &mut Work, form: &Form) -> Result<Option<String>, AppError> {
    let reason = form.text(0);
    // Figures typed with the eyes on paper are no reason.
    if !reason.chars().any(char::is_alphabetic) {
        return Err(AppError::Input(input::reason_needs_words().to_owned()));
    }
    Ok(match &form.purpose {
        Purpose::CellReason { month, field, column, value } => {
            let cells = [(column.clone(), value.clone())];
            work.session.set_figures(*month, field, &cells, Some(&reason))?;
            work.figures.entry = None;
            let told = answers::saved(work.session.pack.field_name(field), *month);
            work.refresh();
            work.figures.step_on(&work.session.pack);
            Some(told)
        }
        Purpose::NilReason { month, rows } => Some(grid::row_nil(cells::fill(work, *month, rows, Some(&reason))?)),
        _ => None,
    })
}

/// Stores a form about figures; answers with what to tell.
fn of_figures(session: &mut Session, form: &Form) -> Result<Option<String>, AppError> {
    Ok(match &form.purpose {
        Purpose::Explain(period, rule) => {
            session.explain(*period, rule, &form.text(0))?;
            Some(answers::stored().to_owned())
        }
        Purpose::Cell { month, field, column } => {
            let cells = [(column.clone(), value_of(&form.text(0)))];
            session.set_figures(*month, field, &cells, form.given(1).as_deref())?;
            Some(answers::saved(session.pack.field_name(field), *month))
        }
        Purpose::AddField => {
            let code = session.name_field(None, &form.text(0))?;
            Some(fields::named(&code))
        }
        Purpose::Export(period) => {
            let path = form.path(0);
            session.export(*period, &path, false)?;
            Some(exports::written(&path.display().to_string(), *period))
        }
        Purpose::Comment { month, field, column } => {
            session.comment(*month, field, column, &form.text(0))?;
            Some(answers::stored().to_owned())
        }
        _ => None,
    })
}

fn own<T>(form: &Form, when: When, store: impl FnOnce(NewTask<'_>) -> Result<T, AppError>) -> Result<T, AppError> {
    let (text, person, source) = (form.text(0), form.given(2), form.given(3));
    let links = form.text(4).split([',', ';', ' ']).filter(|link| !link.is_empty()).map(str::to_owned).collect();
    store(NewTask { text: &text, when, person: person.as_deref(), source: source.as_deref(), links })
}

/// What to say of a task just settled: on time or late, and why.
fn settled(session: &Session, which: &Which) -> Option<String> {
    let tasks = session.tasks();
    let task = tasks.iter().find(|t| t.id == which.id)?;
    let occurrence = task.occurrences.iter().find(|o| Some(o.period) == which.period || task.occurrences.len() == 1);
    let (late, legal) = occurrence.map_or((task.late, task.deadline.legal_day), |o| (o.late, o.legal_day));
    Some(ui::settled(&which.id, late, legal))
}

/// A task's panel has nothing more to offer once it is settled.
fn close_settled(state: &mut State, purpose: &Purpose) {
    let ends =
        matches!(purpose, Purpose::Settle(_) | Purpose::NotApplicable(_) | Purpose::Reopen(_) | Purpose::Statement(_));
    if ends && matches!(state.modals.last(), Some(Modal::Panel(_))) {
        state.modals.pop();
    }
}

/// Marks as under way.
pub fn start(state: &mut State, which: &Which) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    work.session.task_start(target(which), None)?;
    work.tasks_view.marked.clear();
    work.refresh();
    state.tell(ui::started(&which.id));
    // What it offered next is not what was chosen: the cursor begins anew.
    if let Some(Modal::Panel(panel)) = state.modals.last_mut() {
        panel.at = 0;
    }
    Ok(())
}

/// Takes the mark to look at it again away: the occurrence's, and the task's own.
pub fn unfollow(state: &mut State, which: &Which) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    let id = &which.id;
    work.session.unfollow(id, which.period)?;
    work.refresh();
    state.tell(answers::task_changed(id));
    Ok(())
}

/// Removes an own task; its panel goes with it.
pub fn remove(state: &mut State, id: &str) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    work.session.task_remove(id)?;
    work.refresh();
    state.modals.clear();
    state.tell(answers::task_removed(id));
    Ok(())
}

/// The first set-up: store made, screens opened, tour shown once.
fn set_up(state: &mut State, form: &Form) -> Result<(), AppError> {
    let typed = form.text(0);
    let unit = match form.fields.first().and_then(|f| f.chosen()) {
        Some(code) => UnitChoice::Listed(code.to_owned()),
        None => UnitChoice::parse(&typed).ok_or_else(|| AppError::Input(input::choose_unit(&typed)))?,
    };
    let year = form.fields.get(1).and_then(|f| f.chosen()).unwrap_or_default();
    let year: i32 = year.parse().map_err(|_| AppError::Input(input::choose_year(&form.text(1))))?;
    let setup = Setup { unit, year, officer: form.text(2), signatory: form.given(3), recipient: form.given(4) };
    if setup.officer.is_empty() {
        return Err(AppError::Input(input::officer_needed().to_owned()));
    }
    setup::init(&state.world, &setup)?;
    let session = Session::write(state.world.clone())?;
    let name = session.plan_year()?.unit_name.clone();
    state.work = Some(Work::over(session));
    state.modals.clear();
    state.modals.push(Modal::Tour);
    state.tell(ui::set_up(&name, year));
    Ok(())
}
