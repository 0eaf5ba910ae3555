//! The forms about reports, and the storing of them.

use std::path::PathBuf;

use super::form::{Field, Form, Purpose};
use super::saving::day;
use super::{AppError, State, Work};
use chrono::NaiveDate;

use crate::app::submission::{Answer, Submitted};
use crate::app::{Session, Voice};
use crate::domain::period::Period;
use crate::domain::submission::{Plan, Verdict};
use crate::strings::{answers, forms as texts, input, packages, report, reports, submissions, ui, words};

/// The form of a purpose that is about a report.
pub(super) fn form(state: &State, purpose: &Purpose) -> Option<Form> {
    let work = state.work.as_ref()?;
    let today = words::date(state.world.today);
    let documents = &state.world.documents;
    let form = |about: String, fields| Some(Form::new(purpose.clone(), about, fields));
    let reason = || Field::line(texts::REVISION_REASON, texts::REVISION_REASON_HINT, "");
    let folder = || Field::offer(texts::FOLDER, texts::FOLDER_HINT, &documents.display().to_string());
    match purpose {
        Purpose::Make(_, revision) => {
            let mut fields = vec![folder()];
            if *revision {
                fields.insert(0, reason());
            }
            form(String::new(), fields)
        }
        Purpose::Finalize(_) => form(String::new(), vec![reason()]),
        Purpose::Copy(..) => form(String::new(), vec![folder()]),
        Purpose::Attach(_, revision) => {
            let mut fields = vec![Field::line(texts::SIGNED_FILE, texts::SIGNED_FILE_HINT, ""), folder()];
            if *revision {
                fields.insert(0, reason());
            }
            form(String::new(), fields)
        }
        Purpose::Sent(period) => form(
            of_sending(work, *period),
            vec![
                Field::line(texts::REPORT_DOCUMENT, texts::REPORT_DOCUMENT_HINT, ""),
                Field::day(texts::SENT_DAY, &unnumbered(work, *period).map_or(today, |(_, day)| words::date(day))),
                Field::note(texts::NOTE, texts::OPTIONAL, ""),
            ],
        ),
        Purpose::ReceiptImport(_) => {
            form(String::new(), vec![Field::line(texts::RECEIPT_FILE, texts::RECEIPT_FILE_HINT, "")])
        }
        Purpose::ReceiptNote(_) => form(
            String::new(),
            vec![
                Field::choice(texts::RESULT, texts::RESULT_HINT, "", outcomes()),
                Field::day(texts::ANSWER_DAY, &today),
                Field::line(texts::RECEIPT_NUMBER, texts::OPTIONAL, ""),
                Field::note(texts::RECEIPT_REASONS, texts::RECEIPT_REASONS_HINT, ""),
            ],
        ),
        Purpose::WriteReport(period) => {
            let path = documents.join(reports::file_name(*period));
            form(
                String::new(),
                vec![Field::offer(texts::DOCX_FILE, texts::DOCX_FILE_HINT, &path.display().to_string())],
            )
        }
        Purpose::DueDay(_) => form(
            String::new(),
            vec![Field::day(texts::REPORT_DUE, ""), Field::line(texts::ORDER, texts::ORDER_HINT, "")],
        ),
        Purpose::Passage(period, section) => {
            let before = work.session.store.book().passage(*period, section);
            let (text, alone) = before.map_or(("", false), |passage| (passage.text.as_str(), passage.alone));
            let chosen = usize::from(alone);
            form(
                generated(&work.session, *period, section),
                vec![
                    Field::note(texts::PASSAGE, texts::PASSAGE_HINT, text),
                    Field::choice(texts::ALONE, texts::ALONE_HINT, texts::ALONE_OPTIONS[chosen], alone_options()),
                ],
            )
        }
        _ => None,
    }
}

fn outcomes() -> Vec<(String, String)> {
    let one = |(code, label): (&str, &str)| (code.to_owned(), label.to_owned());
    [("received", texts::OUTCOMES[0]), ("returned", texts::OUTCOMES[1])].map(one).into()
}

fn alone_options() -> Vec<(String, String)> {
    let one = |(code, label): (&str, &str)| (code.to_owned(), label.to_owned());
    [("no", texts::ALONE_OPTIONS[0]), ("yes", texts::ALONE_OPTIONS[1])].map(one).into()
}

/// What follows from the figures for a section, above the officer's own words.
fn generated(session: &Session, period: Period, section: &str) -> String {
    let lines = session.report_lines(period).unwrap_or_default();
    let of = lines.into_iter().filter(|l| l.section == section && l.voice != Voice::Own);
    of.map(|l| l.text).collect::<Vec<_>>().join("\n")
}

/// The newest revision that went without a number: revision and day.
fn unnumbered(work: &Work, period: Period) -> Option<(u32, NaiveDate)> {
    let gone = work.session.store.book().submissions(period).filter_map(|s| Some((s.revision, s.sent.as_ref()?)));
    let (revision, sent) = gone.last()?;
    sent.lacks_number().then_some((revision, sent.date))
}

/// What to know before a sending is noted: which revision a number is for, that the content has moved on.
fn of_sending(work: &Work, period: Period) -> String {
    let newest = work.session.store.book().latest_submission(period).map(|s| s.revision);
    let earlier = unnumbered(work, period).filter(|(revision, _)| Some(*revision) != newest);
    let which = earlier.map(|(revision, day)| submissions::which_sending(revision, day));
    which.unwrap_or_else(|| stale(work, period))
}

/// What to know before a package is noted as sent: that the figures have moved on since it was made.
fn stale(work: &Work, period: Period) -> String {
    let unsent = work.session.store.book().latest_submission(period).is_some_and(|s| s.sent.is_none());
    let moved = work.session.plan_for(period).is_ok_and(|plan| plan != Plan::Same);
    if unsent && moved { ui::stale_before_sending().to_owned() } else { String::new() }
}

/// Stores a form about a report; answers with what to tell.
pub(super) fn save(session: &mut Session, form: &Form, year: i32) -> Result<Option<String>, AppError> {
    Ok(Some(match &form.purpose {
        Purpose::Make(period, revision) => {
            let reason = form.given(0).filter(|_| *revision);
            let folder = folder(session, form, usize::from(*revision))?;
            let done = session.submit(*period, &folder, reason.as_deref())?;
            told(&done)
        }
        Purpose::Finalize(period) => told(&session.finalize(*period, form.given(0).as_deref())?),
        Purpose::Attach(period, revision) => {
            let at = usize::from(*revision);
            let reason = form.given(0).filter(|_| *revision);
            let file = form.path(at);
            let folder = folder(session, form, at + 1)?;
            told(&session.attach(*period, &file, Some(&folder), reason.as_deref())?)
        }
        Purpose::Sent(period) => {
            let (document, date) = (form.given(0), day(form, 1, year)?);
            let revision = session.sent(*period, date, document.as_deref(), form.given(2).as_deref())?;
            packages::handed_over(*period, revision, date, document.is_some())
        }
        Purpose::ReceiptImport(_) => {
            let file = form.path(0);
            session.receipt_import(&file)?.in_words().join(" ")
        }
        Purpose::ReceiptNote(period) => {
            let result = match form.fields.first().and_then(Field::chosen) {
                Some("received") => Verdict::Received,
                Some(_) => Verdict::Returned,
                None => return Err(AppError::Input(submissions::which_result().to_owned())),
            };
            let date = day(form, 1, year)?;
            let reasons: Vec<String> =
                form.text(3).lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
            let number = form.given(2);
            let answer = Answer { result, number: number.as_deref(), reasons: &reasons };
            session.receipt_note(*period, date, &answer)?.in_words().join(" ")
        }
        Purpose::Copy(period, revision) => {
            let folder = folder(session, form, 0)?;
            submissions::copied(&session.copy_out(*period, *revision, &folder)?.display().to_string())
        }
        Purpose::WriteReport(period) => {
            let file = form.path(0);
            let is_draft = session.write_report(*period, &file, false)?;
            report::written(&file.display().to_string(), is_draft)
        }
        Purpose::DueDay(period) => {
            session.set_due(*period, day(form, 0, year)?, &form.text(1))?;
            answers::stored().to_owned()
        }
        Purpose::Passage(period, section) => {
            let chosen = form.fields.get(1).and_then(Field::chosen);
            let alone = chosen.ok_or_else(|| AppError::Input(report::which_way().to_owned()))? == "yes";
            let text = form.text(0);
            session.set_passage(*period, section, &text, alone)?;
            report::passage_stored(text.is_empty()).to_owned()
        }
        _ => return Ok(None),
    }))
}

/// After a package was made.
pub(super) fn told(done: &Submitted) -> String {
    let text = packages::submitted(done.path.as_deref(), &done.record, done.same, done.moved);
    let notes = [(done.moved, submissions::moved()), (done.unsigned, submissions::unsigned())];
    notes.iter().filter(|(said, _)| *said).fold(text, |text, (_, note)| format!("{text} {note}"))
}

/// The folder of a form's field. Relative to what, nobody at a screen knows; and `~` is the shell's word.
fn folder(session: &Session, form: &Form, at: usize) -> Result<PathBuf, AppError> {
    let folder = form.given(at).ok_or_else(|| AppError::Input(input::no_folder().to_owned()))?;
    let folder = PathBuf::from(folder);
    if !folder.is_absolute() {
        return Err(AppError::Input(input::folder_not_whole(&session.world.documents.display().to_string())));
    }
    Ok(folder)
}
