//! The forms an action opens, filled with what fits.

use super::action::Action;
use super::form::{Draft, Field, Form, Purpose, Which};
use super::panel::Subject;
use super::tasks::choices;
use super::{AppError, Modal, Question, State, Work, imports, report_forms, reports, saving};
use crate::app::settings::{Setting, TYPING, TYPING_VALUES, UNIT};
use crate::app::{World, offer};
use crate::domain::book::Progress;
use crate::domain::pack::DeadlineKind;
use crate::domain::period::Period;
use crate::domain::task::Task;
use crate::strings::{alerts, errors, exports, forms as texts, tasks, trail, ui, words};

/// The five questions of the first start.
pub fn setup(world: &World) -> Result<Form, AppError> {
    let offer = offer::offer()?;
    let units = offer.units.iter().map(|(code, name)| (code.clone(), ui::unit(name, code))).collect();
    let years: Vec<(String, String)> =
        offer.years.iter().map(|(y, end)| (y.to_string(), ui::plan_year(*y, *end, world.today))).collect();
    let year = years.last().map(|(_, label)| label.clone()).unwrap_or_default();
    let fields = vec![
        Field::choice(texts::COMMUNE, texts::COMMUNE_HINT, "", units),
        Field::choice(texts::YEAR, texts::YEAR_HINT, &year, years),
        Field::line(texts::OFFICER, texts::OFFICER_HINT, ""),
        Field::line(texts::SIGNATORY, texts::SIGNATORY_HINT, ""),
        Field::line(texts::RECIPIENT, texts::RECIPIENT_HINT, &offer.recipient),
    ];
    Ok(Form::new(Purpose::Setup, String::new(), fields))
}

/// A form that asks for a reason, with the sentence that says why.
pub fn reason(purpose: Purpose, why: String) -> Form {
    Form::new(purpose, why, vec![Field::line(texts::REASON, texts::REASON_HINT, "")])
}

/// Explanation of a broken rule.
pub fn explain(period: Period, rule: String, issue: String, before: &str) -> Form {
    Form::new(
        Purpose::Explain(period, rule),
        issue,
        vec![Field::line(texts::EXPLANATION, texts::EXPLANATION_HINT, before)],
    )
}

fn settings(work: &Work) -> Form {
    let settings = work.session.settings();
    let field = |s: &Setting| {
        let label = ui::setting_label(&work.session.pack, &s.key, &s.name);
        let (hint, value) = (words::setting_hint(&s.key), s.value.as_deref().unwrap_or_default());
        if s.key == UNIT {
            let units = work.session.pack.lists.unit.iter();
            let options = units.map(|u| (u.code.clone(), ui::unit(&u.name, &u.code))).collect();
            return Field::choice(&label, hint, value, options);
        }
        if s.key == TYPING {
            let options = TYPING_VALUES.iter().map(|v| ((*v).to_owned(), (*v).to_owned())).collect();
            return Field::choice(&label, hint, value, options);
        }
        Field::line(&label, hint, value)
    };
    Form::new(Purpose::Settings, String::new(), settings.iter().map(field).collect())
}

/// Questions about an own task, answered as it stands.
fn own_fields(task: Option<(&Task, String)>) -> Vec<Field> {
    let (task, when) = task.map_or((None, String::new()), |(task, when)| (Some(task), when));
    let text = |of: fn(&Task) -> &str| task.map(of).unwrap_or_default();
    let links = task.map(|t| t.links.join(", ")).unwrap_or_default();
    vec![
        Field::line(texts::TASK_TEXT, texts::TASK_TEXT_HINT, text(|t| &t.text)),
        Field::line(texts::WHEN, texts::WHEN_HINT, &when),
        Field::line(texts::PERSON, texts::OPTIONAL, text(|t| t.person.as_deref().unwrap_or_default())),
        Field::line(texts::SOURCE, texts::SOURCE_HINT, text(|t| &t.source)),
        Field::line(texts::LINKS, texts::LINKS_HINT, &links),
    ]
}

/// Forms about a task's days and alerts.
fn of_days(state: &State, work: &Work, purpose: &Purpose) -> Option<Form> {
    let today = words::date(state.world.today);
    let form = |about: String, fields| Some(Form::new(purpose.clone(), about, fields));
    let reason = || Field::line(texts::REASON, texts::REASON_HINT, "");
    match purpose {
        Purpose::Postpone(which) => {
            let fields =
                vec![Field::day(texts::NEW_DUE, ""), reason(), Field::line(texts::APPROVAL, texts::APPROVAL_HINT, "")];
            form(about(work, which)?, fields)
        }
        Purpose::Event(which) => {
            let progress = progress(work, which);
            let (event, day) = (progress.event, progress.day.map(|d| words::date(d.date)).unwrap_or_default());
            let document = event.as_ref().map(|e| e.document.clone()).unwrap_or_default();
            let date = event.map_or(today, |e| words::date(e.date));
            let fields = vec![
                Field::line(texts::EVENT_DOCUMENT, texts::ORDER_HINT, &document),
                Field::day(texts::EVENT_DAY, &date),
                Field::line(texts::EVENT_DUE, texts::OPTIONAL, &day),
            ];
            form(about(work, which)?, fields)
        }
        Purpose::TaskDay(which) => {
            let set = progress(work, which).day;
            // A day that is right as it is only needs its source.
            let known = set.as_ref().map(|d| d.date).or(find(work, &which.id)?.deadline.legal_day);
            let day = known.map(words::date).unwrap_or_default();
            let source = set.map(|d| d.source).unwrap_or_default();
            let fields = vec![Field::day(texts::DUE, &day), Field::line(texts::ORDER, texts::ORDER_HINT, &source)];
            form(about(work, which)?, fields)
        }
        Purpose::Percent(which) => {
            let percent = progress(work, which).percent.map(|n| n.to_string()).unwrap_or_default();
            form(about(work, which)?, vec![Field::line(texts::PERCENT, texts::PERCENT_HINT, &percent)])
        }
        Purpose::Lead(id) => {
            let days = find(work, id)?.lead_days.map(|n| n.to_string()).unwrap_or_default();
            form(find(work, id)?.text.clone(), vec![Field::line(texts::LEAD, texts::OPTIONAL, &days)])
        }
        Purpose::Snooze { kind, about } => {
            let alert = work.alerts.iter().find(|a| a.kind.code() == kind && a.about() == *about)?;
            form(alerts::text(alert), vec![Field::day(texts::UNTIL, ""), reason()])
        }
        _ => None,
    }
}

/// The form for a purpose as things stand; `None` when what it is about is gone.
pub fn for_purpose(state: &State, purpose: &Purpose) -> Option<Form> {
    let work = state.work.as_ref()?;
    let today = words::date(state.world.today);
    let form = |about: String, fields| Some(Form::new(purpose.clone(), about, fields));
    match purpose {
        Purpose::Setup => None,
        Purpose::Settings => Some(settings(work)),
        Purpose::AddTask => form(String::new(), own_fields(None)),
        Purpose::ImportPlan => form(String::new(), vec![Field::line(texts::PLAN_FILE, texts::PLAN_FILE_HINT, "")]),
        Purpose::EditTask(id) => {
            let own = work.session.store.book().own_tasks(work.session.pack.plan.year).find(|(own, _)| own == id);
            let when = own.map(|(_, own)| tasks::when(own)).unwrap_or_default();
            form(String::new(), own_fields(Some((find(work, id)?, when))))
        }
        Purpose::Postpone(_)
        | Purpose::Event(_)
        | Purpose::TaskDay(_)
        | Purpose::Percent(_)
        | Purpose::Lead(_)
        | Purpose::Snooze { .. } => of_days(state, work, purpose),
        Purpose::Settle(which) => {
            let progress = progress(work, which);
            let document = progress.document.map(|d| d.number).unwrap_or_default();
            form(
                about(work, which)?,
                vec![
                    Field::line(texts::DOCUMENT, texts::DOCUMENT_HINT, &document),
                    Field::day(texts::DOCUMENT_DAY, &today),
                    Field::note(texts::PROOF_NOTE, texts::OPTIONAL, progress.note.as_deref().unwrap_or_default()),
                ],
            )
        }
        Purpose::NotApplicable(which) | Purpose::Reopen(which) => {
            form(about(work, which)?, vec![Field::line(texts::REASON, texts::REASON_HINT, "")])
        }
        Purpose::Statement(which) => {
            let before = progress(work, which).statement.unwrap_or_default();
            form(about(work, which)?, vec![Field::note(texts::STATEMENT, texts::STATEMENT_HINT, &before)])
        }
        Purpose::Note(which) => {
            let before = progress(work, which).note.unwrap_or_default();
            form(about(work, which)?, vec![Field::note(texts::NOTE, texts::NOTE_HINT, &before)])
        }
        Purpose::Explain(period, rule) => Some(explain(*period, rule.clone(), String::new(), "")),
        Purpose::Make(..)
        | Purpose::Finalize(_)
        | Purpose::Attach(..)
        | Purpose::Sent(_)
        | Purpose::ReceiptImport(_)
        | Purpose::ReceiptNote(_)
        | Purpose::WriteReport(_)
        | Purpose::DueDay(_)
        | Purpose::Copy(..)
        | Purpose::Passage(..) => report_forms::form(state, purpose),
        Purpose::Cell { month, field, column } => form(
            trail::cell_place(&work.session.pack, *month, field, column),
            vec![Field::line(texts::VALUE, texts::VALUE_HINT, ""), Field::line(texts::REASON, texts::OPTIONAL, "")],
        ),
        Purpose::Comment { month, field, column } => {
            let before = work.session.store.book().comment(*month, field, column).unwrap_or_default();
            form(
                trail::cell_place(&work.session.pack, *month, field, column),
                vec![Field::line(texts::COMMENT, texts::NOTE_HINT, before)],
            )
        }
        Purpose::AddField => form(String::new(), vec![Field::line(texts::FIELD_NAME, texts::FIELD_NAME_HINT, "")]),
        Purpose::Export(period) => {
            let path = state.world.documents.join(exports::file_name(*period));
            let field = Field::line(texts::EXPORT_FILE, texts::EXPORT_FILE_HINT, &path.display().to_string());
            form(String::new(), vec![field])
        }
        Purpose::Import(_) | Purpose::ImportName { .. } => imports::form(state, purpose),
        Purpose::CellReason { .. } | Purpose::NilReason { .. } | Purpose::ImportReason { .. } => {
            Some(reason(purpose.clone(), String::new()))
        }
    }
}

fn find<'a>(work: &'a Work, id: &str) -> Option<&'a Task> {
    work.tasks.iter().find(|t| t.id == id)
}

fn progress(work: &Work, which: &Which) -> Progress {
    let only = find(work, &which.id).filter(|t| t.occurrences.len() == 1).map(|t| t.occurrences[0].period);
    work.session.store.book().progress(work.session.pack.plan.year, &which.id, which.period.or(only))
}

fn about(work: &Work, which: &Which) -> Option<String> {
    let task = find(work, &which.id)?;
    if !which.also.is_empty() {
        let ids: Vec<&str> = std::iter::once(&which.id).chain(&which.also).map(String::as_str).collect();
        return Some(format!("{}: {}", tasks::several(ids.len()), ids.join(", ")));
    }
    Some(ui::about(&work.session.pack, &task.id, which.period, &task.text))
}

/// Opens the form of an action, or carries the action out where it needs none.
pub fn begin(state: &mut State, action: &Action, subject: Subject) -> Result<(), AppError> {
    let Some(work) = &state.work else { return Ok(()) };
    let purpose = match (action, subject) {
        (Action::Settings, _) => Purpose::Settings,
        (Action::AddTask, _) => Purpose::AddTask,
        (Action::ImportPlan, _) => Purpose::ImportPlan,
        (Action::Snooze, _) => {
            let alert = work.overview_rows().get(work.overview.at).copied();
            let alert = alert.filter(|alert| alert.kind.can_wait());
            let alert = alert.ok_or_else(|| AppError::Input(tasks::cannot_wait().to_owned()))?;
            Purpose::Snooze { kind: alert.kind.code().to_owned(), about: alert.about() }
        }
        (action, Subject::Task(which)) => {
            let task = find(work, &which.id).ok_or_else(|| AppError::Input(errors::unknown_task(&which.id)))?;
            let status = progress(work, &which).status;
            let ongoing = task.deadline.kind == DeadlineKind::Ongoing;
            if !choices(task, status, ongoing).contains(action) {
                return Err(AppError::Input(ui::not_here(action.name())));
            }
            match action {
                Action::Settle => Purpose::Settle(which),
                Action::NotApplicable => Purpose::NotApplicable(which),
                Action::Postpone => Purpose::Postpone(which),
                Action::Event => Purpose::Event(which),
                Action::TaskDay => Purpose::TaskDay(which),
                Action::Percent => Purpose::Percent(which),
                Action::Lead => Purpose::Lead(which.id),
                Action::Reopen => Purpose::Reopen(which),
                Action::Statement => Purpose::Statement(which),
                Action::Note => Purpose::Note(which),
                Action::EditTask => Purpose::EditTask(which.id),
                Action::ReadAll => {
                    state.modals.push(Modal::Task(which.id, 0));
                    return Ok(());
                }
                Action::Start => return saving::start(state, &which),
                Action::Unfollow => return saving::unfollow(state, &which),
                Action::RemoveTask => {
                    state.modals.push(Modal::Confirm { question: Question::Remove(which.id), yes: false });
                    return Ok(());
                }
                _ => return Ok(()),
            }
        }
        (action, Subject::Report(period)) => match reports::begin(state, action, period)? {
            Some(purpose) => purpose,
            None => return Ok(()),
        },
        _ => return Ok(()),
    };
    if let Some(form) = for_purpose(state, &purpose) {
        state.push(form);
    }
    Ok(())
}

/// Opens the form of a draft with its texts.
pub fn resume(state: &mut State, draft: &Draft) -> Result<(), AppError> {
    let mut form = for_purpose(state, &draft.purpose).ok_or_else(|| AppError::Input(ui::draft_gone().to_owned()))?;
    draft.put_into(&mut form);
    state.push(form);
    Ok(())
}
