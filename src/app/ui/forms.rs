//! The forms an action opens, filled with what fits.

use super::action::Action;
use super::form::{Draft, Field, Form, Purpose, Which};
use super::panel::Subject;
use super::tasks::choices;
use super::{AppError, Modal, Question, State, Work, imports, saving};
use crate::app::settings::{Setting, TYPING, TYPING_VALUES, UNIT};
use crate::app::{World, offer};
use crate::domain::book::Progress;
use crate::domain::pack::DeadlineKind;
use crate::domain::period::Period;
use crate::domain::submission;
use crate::domain::task::Task;
use crate::strings::{errors, exports, forms as texts, trail, ui, words};

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

fn own_fields(text: &str, due: &str, person: &str, source: &str) -> Vec<Field> {
    vec![
        Field::line(texts::TASK_TEXT, texts::TASK_TEXT_HINT, text),
        Field::day(texts::DUE, due),
        Field::line(texts::PERSON, texts::OPTIONAL, person),
        Field::line(texts::SOURCE, texts::SOURCE_HINT, source),
    ]
}

/// The form for a purpose as things stand; `None` when what it is about is gone.
pub fn for_purpose(state: &State, purpose: &Purpose) -> Option<Form> {
    let work = state.work.as_ref()?;
    let today = words::date(state.world.today);
    let form = |about: String, fields| Some(Form::new(purpose.clone(), about, fields));
    match purpose {
        Purpose::Setup => None,
        Purpose::Settings => Some(settings(work)),
        Purpose::AddTask => form(String::new(), own_fields("", "", "", "")),
        Purpose::EditTask(id) => {
            let task = find(work, id)?;
            let due = task.deadline.legal_day.map(words::date).unwrap_or_default();
            form(String::new(), own_fields(&task.text, &due, task.person.as_deref().unwrap_or_default(), &task.source))
        }
        Purpose::Settle(which) => {
            let progress = progress(work, which);
            let document = progress.document.map(|d| d.number).unwrap_or_default();
            form(
                about(work, which)?,
                vec![
                    Field::line(texts::DOCUMENT, texts::DOCUMENT_HINT, &document),
                    Field::day(texts::DOCUMENT_DAY, &today),
                    Field::note(texts::NOTE, texts::OPTIONAL, progress.note.as_deref().unwrap_or_default()),
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
        Purpose::Make(_, revision) => {
            let mut fields =
                vec![Field::line(texts::FOLDER, texts::FOLDER_HINT, &state.world.documents.display().to_string())];
            if *revision {
                fields.insert(0, Field::line(texts::REVISION_REASON, texts::REASON_HINT, ""));
            }
            form(String::new(), fields)
        }
        Purpose::Sent(period) => form(
            stale(work, *period),
            vec![
                Field::line(texts::REPORT_DOCUMENT, texts::REPORT_DOCUMENT_HINT, ""),
                Field::day(texts::SENT_DAY, &today),
                Field::note(texts::NOTE, texts::OPTIONAL, ""),
            ],
        ),
        Purpose::DueDay(_) => form(
            String::new(),
            vec![Field::day(texts::REPORT_DUE, ""), Field::line(texts::ORDER, texts::ORDER_HINT, "")],
        ),
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

/// What to know before a package is noted as sent: that the figures have moved on since it was made.
fn stale(work: &Work, period: Period) -> String {
    let unsent = work.session.store.book().latest_submission(period).is_some_and(|s| s.sent.is_none());
    let moved = work.session.readiness(period).is_ok_and(|ready| ready.plan != submission::Plan::Same);
    if unsent && moved { ui::stale_before_sending().to_owned() } else { String::new() }
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
    Some(ui::about(&work.session.pack, &task.id, which.period, &task.text))
}

/// Opens the form of an action, or carries the action out where it needs none.
pub fn begin(state: &mut State, action: &Action, subject: Subject) -> Result<(), AppError> {
    let Some(work) = &state.work else { return Ok(()) };
    let purpose = match (action, subject) {
        (Action::Settings, _) => Purpose::Settings,
        (Action::AddTask, _) => Purpose::AddTask,
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
                Action::Reopen => Purpose::Reopen(which),
                Action::Statement => Purpose::Statement(which),
                Action::Note => Purpose::Note(which),
                Action::EditTask => Purpose::EditTask(which.id),
                Action::Start => return saving::start(state, &which),
                Action::RemoveTask => {
                    state.modals.push(Modal::Confirm { question: Question::Remove(which.id), yes: false });
                    return Ok(());
                }
                _ => return Ok(()),
            }
        }
        (Action::Make, Subject::Report(period)) => {
            let ready = work.session.readiness(period)?;
            Purpose::Make(period, ready.plan == submission::Plan::NeedsReason)
        }
        (Action::Sent, Subject::Report(period)) => {
            if work.session.store.book().latest_submission(period).is_none() {
                return Err(AppError::Input(errors::no_package(period)));
            }
            Purpose::Sent(period)
        }
        (Action::DueDay, Subject::Report(period)) => Purpose::DueDay(period),
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
