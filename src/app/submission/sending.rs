//! What happens to a package after it was made: handed over, and figures that move on since.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};

use crate::app::{AppError, Session, clean, clean_note};
use crate::domain::book::{Change, Document, Key, Status, Value};
use crate::domain::period::Period;
use crate::domain::submission::{Sent, State, Submission};
use crate::strings::{errors, submissions};

impl Session {
    /// Notes that the newest package of a period was handed over on `date`, or gives an earlier one that went on that
    /// day its number; answers with the revision; a document number settles
    /// the report's duty for that period by that date.
    ///
    /// # Errors
    /// [`AppError::Input`] when there is no package, it was sent already with another document or
    /// day, or the day lies ahead.
    pub fn sent(
        &mut self,
        period: Period,
        date: NaiveDate,
        document: Option<&str>,
        note: Option<&str>,
    ) -> Result<u32, AppError> {
        let date = self.not_ahead(date)?;
        let sent = Sent { date, document: document.map(clean).transpose()?, note: note.map(clean_note).transpose()? };
        if self.store.book().latest_submission(period).is_none() {
            return Err(AppError::Input(errors::no_package(period)));
        }
        // A year's report may well go, or get its number, when the next year is open.
        self.in_year_of(period, |session| session.note_sending(period, sent))
    }

    fn note_sending(&mut self, period: Period, sent: Sent) -> Result<u32, AppError> {
        let date = sent.date;
        let book = self.store.book();
        let latest = book.latest_submission(period).ok_or_else(|| AppError::Input(errors::no_package(period)))?;
        // A number may still come for an earlier revision that went without one.
        let earlier =
            book.submissions(period).find(|s| s.sent.as_ref().is_some_and(|x| x.lacks_number() && x.date == date));
        // The newest cannot have gone on a day before it was made.
        let made = DateTime::parse_from_rfc3339(&latest.created).ok().map(|made| made.date_naive());
        let other_day = match &latest.sent {
            Some(newest) => newest.date != date,
            None => latest.kept_only || made.is_some_and(|made| date < made),
        };
        let latest = earlier.filter(|_| other_day && sent.document.is_some()).unwrap_or(latest);
        if latest.state() == State::Finalized {
            return Err(AppError::Input(submissions::not_exported_yet(period)));
        }
        let numbered = latest.sent.as_ref().filter(|before| !before.lacks_number());
        if numbered.is_some_and(|before| (before.date, &before.document) != (sent.date, &sent.document)) {
            return Err(AppError::Input(errors::sent_already(period)));
        }
        let noted = latest.sent.as_ref().is_some_and(|before| before.date == date);
        if let Some(answer) = latest.receipt().filter(|answer| answer.date < date && !noted) {
            return Err(AppError::Input(submissions::answered_too_early(period, answer.date, date)));
        }
        let closes = self.pack.window(period).map(|w| w.to);
        let before = book.submissions(period).filter(|s| s.revision < latest.revision);
        let earliest = before.filter_map(|s| s.sent.as_ref().map(|x| x.date)).chain(closes).max();
        if let Some(earliest) = earliest.filter(|day| date < *day) {
            return Err(AppError::Input(errors::sent_too_early(period, date, earliest)));
        }
        let mut changes: Vec<Change> = Vec::new();
        let note = sent.note.clone().or_else(|| latest.sent.as_ref().and_then(|before| before.note.clone()));
        let record = Submission { sent: Some(Sent { note, ..sent.clone() }), ..latest.clone() };
        let revision = record.revision;
        let key = Key::Submission(period, record.revision);
        changes.extend(book.change(key, Some(Value::Submission(Box::new(record)))));
        changes
            .extend(sent.document.and_then(|number| self.settle_report(period, Document { number, date, file: None })));
        self.commit("sent", None, changes)?;
        Ok(revision)
    }

    /// Periods whose report was sent and whose figures, checks or explanations say something else now,
    /// while no revision of it has been made.
    pub(in crate::app) fn changed_after_sending(
        &self,
        memo: &mut BTreeMap<Period, (String, u64, bool)>,
    ) -> Vec<Period> {
        let latest: BTreeMap<Period, &Submission> = self.store.book().all_submissions().collect();
        let sent = latest.into_iter().filter(|(p, s)| s.sent.is_some() && self.pack.window(*p).is_some());
        let mut out = Vec::new();
        for (period, record) in sent {
            let stamp = self.store.book().stamp(period);
            let known = memo.get(&period).filter(|(core, of, _)| *core == record.core && *of == stamp);
            let look = || self.content(period).is_ok_and(|content| content.core() != record.core);
            let changed = known.map_or_else(look, |(.., changed)| *changed);
            memo.insert(period, (record.core.clone(), stamp, changed));
            out.extend(changed.then_some(period));
        }
        out
    }

    /// The report's duty of a period, done by a document; none when there is none or it is settled.
    fn settle_report(&self, period: Period, document: Document) -> Option<Change> {
        let (task, year) = (&self.pack.report.task, self.pack.plan.year);
        let duty = self.tasks().into_iter().find(|t| t.id == *task)?;
        let open = duty.occurrences.iter().any(|o| o.period == period && !o.settled());
        let book = self.store.book();
        let mut progress = book.progress(year, task, Some(period));
        progress.status = Status::Done;
        progress.document = Some(document);
        let key = Key::Progress(year, task.clone(), Some(period));
        book.change(key, Some(Value::Progress(Box::new(progress)))).filter(|_| open)
    }
}
