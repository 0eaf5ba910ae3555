//! What the recipient answers: making a receipt (the district's side, without a data dir), taking one in,
//! noting one by hand. Reasons become marks at the cells and tasks they name.

use std::path::Path;

use chrono::NaiveDate;

use super::moment;
use crate::app::verify::verify_bytes;
use crate::app::{AppError, Session, World, clean, clean_note};
use crate::domain::book::{Book, Change, Key, Value};
use crate::domain::pack::Pack;
use crate::domain::period::Period;
use crate::domain::rule::TOTAL_ROW;
use crate::domain::submission::{Receipt, ReceiptError, Remark, Sent, State, Submission, Verdict};
use crate::package::MAX_BYTES;
use crate::package::receipt::{self, MAX_RECEIPT};
use crate::platform;
use crate::strings::{backups, errors, packages, submissions};

/// The recipient's answer as given.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// Taken or sent back.
    pub result: Verdict,
    /// Number in the recipient's register.
    pub number: Option<&'a str>,
    /// Reasons, each possibly behind the key of what it is about: `2024-01/chung_thuc/online: …`.
    pub reasons: &'a [String],
}

/// What became of an answer that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Period of the report.
    pub period: Period,
    /// Revision answered, from 1.
    pub revision: u32,
    /// A newer revision has been made since.
    pub superseded: bool,
    /// Taken or sent back.
    pub result: Verdict,
    /// How many cells and tasks are marked now.
    pub marks: usize,
    /// What could not be put anywhere: it is about the whole.
    pub general: Vec<String>,
    /// It was known already: nothing changed.
    pub same: bool,
}

impl Taken {
    /// What to tell of it.
    pub fn in_words(&self) -> Vec<String> {
        let name = (self.period, self.revision, self.result);
        submissions::taken(name, self.marks, &self.general, self.superseded, self.same)
    }
}

/// Writes a receipt for a sound package to a new file; an existing one is written over only when `over` is
/// set. Needs no data dir.
///
/// # Errors
/// [`AppError::Input`] for a package that is not sound, a return without reasons, a reason about something
/// the package does not have, a place that cannot be written.
pub fn make(
    world: &World,
    file: &Path,
    packs: &[Pack],
    answer: &Answer<'_>,
    out: &Path,
    over: bool,
) -> Result<String, AppError> {
    let bytes = read(file, MAX_BYTES)?;
    let name = file.display().to_string();
    let verified = verify_bytes(&bytes, packs).map_err(|faults| AppError::Input(packages::unsound(&name, &faults)))?;
    let number = answer.number.map(clean).transpose()?;
    let reasons: Vec<Remark> = answer
        .reasons
        .iter()
        .map(|text| remark(text, &|key| receipt::has_key(&bytes, key)))
        .collect::<Result<_, _>>()?;
    if reasons.is_empty() && answer.result == Verdict::Returned {
        return Err(AppError::Input(submissions::return_needs_reason().to_owned()));
    }
    if reasons.len() > receipt::MAX_REASONS {
        return Err(AppError::Input(submissions::too_many_reasons(receipt::MAX_REASONS)));
    }
    let place = out.display().to_string();
    if out.exists() && !over {
        return Err(AppError::Input(backups::exists(&place)));
    }
    let written = receipt::write(&verified, answer.result, &moment(world), number.as_deref(), &reasons);
    let written = written.map_err(|error| AppError::Input(errors::package_failed(&error.to_string())))?;
    let placed = platform::write_beside(out, &written).and_then(platform::Pending::place);
    placed.map_err(|error| AppError::Input(errors::io(&place, &error)))?;
    Ok(submissions::receipt_made(&place, answer.result, &verified.head.title(), &verified.code))
}

/// A file from outside, of at most `max` bytes and one, so that a larger one is seen to be.
fn read(file: &Path, max: u64) -> Result<Vec<u8>, AppError> {
    platform::read_capped(file, max).map_err(|e| AppError::Input(errors::cannot_read(&file.display().to_string(), &e)))
}

/// A reason with the key before its colon, where what stands there is one. What is built like the key of a cell –
/// a period, a field, a column – and is none is a slip, not a text.
fn remark(text: &str, knows: &dyn Fn(&str) -> bool) -> Result<Remark, AppError> {
    let text = clean_note(text)?;
    let parts = text.split_once(':').map(|(key, rest)| (key.trim(), rest.trim()));
    let Some((key, rest)) = parts.filter(|(_, rest)| !rest.is_empty()) else { return Ok(Remark { key: None, text }) };
    if knows(key) {
        return Ok(Remark { key: Some(key.to_owned()), text: rest.to_owned() });
    }
    let built: Vec<&str> = key.split('/').collect();
    if matches!(built[..], [of, _, _] if of.parse::<Period>().is_ok()) {
        return Err(AppError::Input(submissions::unknown_key(key)));
    }
    Ok(Remark { key: None, text })
}

impl Session {
    /// Takes a receipt in: the package it answers is found by its hash, its reasons become marks.
    ///
    /// # Errors
    /// [`AppError::Input`] for a file that is no receipt, was altered, or answers a package that was not made
    /// here; nothing is changed then.
    pub fn receipt_import(&mut self, file: &Path) -> Result<Taken, AppError> {
        let bytes = read(file, MAX_RECEIPT)?;
        let name = file.display().to_string();
        let read = receipt::read(&bytes).map_err(|error| AppError::Input(submissions::bad_receipt(&name, &error)))?;
        let hash = &read.answered.sha256;
        let found = self.store.book().all_submissions().find(|(_, s)| s.descriptor_sha256 == *hash);
        let Some((_, record)) = found else { return Err(AppError::Input(self.no_such_package(&read))) };
        let record = record.clone();
        if !answers(&read, &record) {
            let altered = submissions::bad_receipt(&name, &ReceiptError::Altered);
            return Err(AppError::Input(altered));
        }
        let date = read.receipt.date;
        // Its time is the recipient's clock's, while our today may be given.
        let now = day_of(&self.world.now()).unwrap_or(self.world.today).max(self.world.today);
        if date > now {
            return Err(AppError::Input(errors::dated_ahead(date, now)));
        }
        self.in_year_of(record.period, |session| {
            let closes = session.pack.window(record.period).map(|w| w.to);
            if let Some(closes) = closes.filter(|closes| date < *closes) {
                return Err(AppError::Input(submissions::answered_too_early(record.period, date, closes)));
            }
            // Where our today is given the recipient's clock may be ahead of it.
            let receipt = Receipt { date: date.min(session.world.today), ..read.receipt };
            session.take_receipt(record, receipt)
        })
    }

    /// Does something with the plan of a period's year open.
    pub(super) fn in_year_of<T>(
        &mut self,
        period: Period,
        act: impl FnOnce(&mut Self) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        if period.year == self.pack.plan.year {
            return act(self);
        }
        let world = self.world.clone();
        self.turn_to(World { year: Some(period.year), ..world.clone() })?;
        let done = act(self);
        self.turn_to(world)?;
        done
    }

    /// Notes by hand what the recipient answered to the newest package of a period that went out: the one sent last,
    /// else the one exported last.
    ///
    /// # Errors
    /// [`AppError::Input`] when there is no package, it was never written out, the day lies ahead, before the
    /// sending or before the figures close, or a return has no reason.
    pub fn receipt_note(&mut self, period: Period, date: NaiveDate, answer: &Answer<'_>) -> Result<Taken, AppError> {
        let date = self.not_ahead(date)?;
        let all = || self.store.book().submissions(period);
        let gone = all().filter(|s| s.sent.is_some()).last().or_else(|| all().last()).cloned();
        let record = gone.ok_or_else(|| AppError::Input(errors::no_package(period)))?;
        if record.state() == State::Finalized {
            return Err(AppError::Input(submissions::not_exported_yet(period)));
        }
        self.in_year_of(period, |session| session.note_answer(record, date, answer))
    }

    fn note_answer(&mut self, record: Submission, date: NaiveDate, answer: &Answer<'_>) -> Result<Taken, AppError> {
        let period = record.period;
        let closes = self.pack.window(period).map(|w| w.to);
        let earliest = record.sent.as_ref().map(|sent| sent.date).or(closes);
        if let Some(earliest) = earliest.filter(|earliest| date < *earliest) {
            return Err(AppError::Input(submissions::answered_too_early(period, date, earliest)));
        }
        let total = |key: &str| key.split('/').nth(1) == Some(TOTAL_ROW);
        let knows = |key: &str| total(key) || !self.places(period, key).is_empty();
        let reasons: Vec<Remark> = answer.reasons.iter().map(|t| remark(t, &knows)).collect::<Result<_, _>>()?;
        if reasons.is_empty() && answer.result == Verdict::Returned {
            return Err(AppError::Input(submissions::return_needs_reason().to_owned()));
        }
        let number = answer.number.map(clean).transpose()?;
        self.take_receipt(record, Receipt { result: answer.result, date, number, reasons, file: None })
    }

    fn take_receipt(&mut self, record: Submission, receipt: Receipt) -> Result<Taken, AppError> {
        let (period, revision, result) = (record.period, record.revision, receipt.result);
        let newest = self.store.book().latest_submission(period).map_or(revision, |s| s.revision);
        let mut taken = Taken {
            period,
            revision,
            superseded: newest > revision,
            result,
            marks: 0,
            general: Vec::new(),
            same: is_known(&record, &receipt),
        };
        if taken.same {
            return Ok(taken);
        }
        let mut changes = Marks { book: self.store.book().clone(), changes: Vec::new() };
        // An answer to what has been replaced since, or one that a later answer has overtaken, marks nothing.
        let holds = !taken.superseded && record.receipts.iter().all(|r| r.date <= receipt.date);
        if result == Verdict::Received && holds {
            self.unmark(period, &mut changes);
        }
        for remark in &receipt.reasons {
            let places = remark.key.as_deref().map(|key| self.places(period, key)).unwrap_or_default();
            if places.is_empty() || !holds {
                taken.general.push(submissions::remark(remark));
            }
            for place in places.iter().filter(|_| holds) {
                taken.marks += usize::from(changes.add(place, &submissions::mark(remark)));
            }
        }
        // What was answered was handed over, noted or not; its number is another matter.
        let sent = Sent { date: receipt.date, document: None, note: Some(submissions::sent_by_receipt().to_owned()) };
        let mut record = Submission { sent: Some(record.sent.clone().unwrap_or(sent)), kept_only: false, ..record };
        record.receipts.push(receipt);
        // The newest by its day holds, of one day the one noted last.
        record.receipts.sort_by_key(|r| r.date);
        let key = Key::Submission(period, revision);
        let mut all: Vec<Change> =
            self.store.book().change(key, Some(Value::Submission(Box::new(record)))).into_iter().collect();
        all.extend(changes.changes);
        self.commit("receipt", None, all)?;
        Ok(taken)
    }

    /// Marks of the newest answer of a period whose package came back, as changes of their own.
    pub(super) fn marks_again(&self, record: &Submission) -> Vec<Change> {
        let mut marks = Marks { book: self.store.book().clone(), changes: Vec::new() };
        let returned = record.receipt().filter(|r| r.result == Verdict::Returned);
        for remark in returned.iter().flat_map(|r| &r.reasons) {
            for place in remark.key.as_deref().map(|key| self.places(record.period, key)).unwrap_or_default() {
                marks.add(&place, &submissions::mark(remark));
            }
        }
        marks.changes
    }

    /// Why no package fits: made anew before it was noted as sent, of another unit, or unknown.
    fn no_such_package(&self, read: &receipt::ReceiptFile) -> String {
        let is_it = |value: &Option<Value>| matches!(value, Some(Value::Submission(s)) if s.descriptor_sha256 == read.answered.sha256);
        let made_once = self.store.trail().any(|entry| entry.changes.iter().any(|c| is_it(&c.new)));
        let there = self.store.book().submissions(read.period).any(|s| s.revision == read.revision);
        if made_once && !there {
            return submissions::receipt_for_withdrawn(read.period, read.revision, &read.answered.code);
        }
        if made_once {
            return submissions::receipt_for_replaced(read.period, read.revision, &read.answered.code);
        }
        submissions::receipt_for_unknown(&read.unit.name, read.period, read.revision, &read.answered.code)
    }

    /// The cells or the task that a key of a package means: a month's cell, a longer period's in each of its
    /// months that has the field, a task or one of its occurrences. None for totals and what is unknown.
    pub(in crate::app) fn places(&self, period: Period, key: &str) -> Vec<Key> {
        let parts: Vec<&str> = key.split('/').collect();
        if let [of, field, column] = parts[..]
            && let Ok(of) = of.parse::<Period>()
        {
            let within = of == period || (of.is_month() && period.months().contains(&of));
            let months = if of.is_month() { vec![of] } else { of.months() };
            let months = if within { months } else { Vec::new() };
            let known = months.into_iter().filter(|m| self.known_cell(*m, field, column).is_ok());
            let entered = known.filter(|m| of.is_month() || self.store.book().has_cells(*m, field));
            return entered.map(|m| Key::Follow(m, field.to_owned(), column.to_owned())).collect();
        }
        let occurrence = parts.get(1).map(|of| of.parse::<Period>());
        let (id, of) = match (parts.as_slice(), occurrence) {
            ([id], _) => (*id, None),
            ([id, _], Some(Ok(of))) => (*id, Some(of)),
            _ => return Vec::new(),
        };
        let task = self.tasks().into_iter().find(|t| t.id == id);
        let known = task.is_some_and(|t| of.is_none_or(|of| t.occurrences.iter().any(|o| o.period == of)));
        if known { vec![Key::Progress(period.year, id.to_owned(), of)] } else { Vec::new() }
    }

    /// Takes the marks of earlier returns of a report away: it has been accepted.
    fn unmark(&self, period: Period, changes: &mut Marks) {
        let earlier = self.store.book().submissions(period).flat_map(|s| &s.receipts);
        let remarks = earlier.filter(|r| r.result == Verdict::Returned).flat_map(|r| &r.reasons);
        for remark in remarks {
            for place in remark.key.as_deref().map(|key| self.places(period, key)).unwrap_or_default() {
                changes.remove(&place, &submissions::mark(remark));
            }
        }
    }
}

/// Marks put and taken away one after another, as one action.
struct Marks {
    book: Book,
    changes: Vec<Change>,
}

impl Marks {
    fn text(&self, place: &Key) -> Option<String> {
        match place {
            Key::Progress(year, id, of) => self.book.progress(*year, id, *of).follow,
            place => self.book.text(place).map(str::to_owned),
        }
    }

    fn set(&mut self, place: &Key, text: Option<String>) -> bool {
        let value = match place {
            Key::Progress(year, id, of) => {
                let mut progress = self.book.progress(*year, id, *of);
                progress.follow = text;
                Some(Value::Progress(Box::new(progress)))
            }
            _ => text.map(Value::Text),
        };
        let change = self.book.change(place.clone(), value);
        self.book.apply(change.as_slice());
        let changed = change.is_some();
        // A place named twice is one change, from what it was first.
        if let Some(change) = change {
            match self.changes.iter_mut().find(|c| c.key == *place) {
                Some(before) => before.new = change.new,
                None => self.changes.push(change),
            }
        }
        changed
    }

    /// Adds to what the officer has left there; true for a place that was not marked with it.
    fn add(&mut self, place: &Key, mark: &str) -> bool {
        let before = self.text(place);
        let mut parts: Vec<&str> = before.iter().flat_map(|text| text.split(PART)).collect();
        if parts.contains(&mark) {
            return false;
        }
        parts.push(mark);
        self.set(place, Some(parts.join(PART)))
    }

    fn remove(&mut self, place: &Key, mark: &str) {
        let Some(before) = self.text(place) else { return };
        let parts: Vec<&str> = before.split(PART).collect();
        if !parts.contains(&mark) {
            return;
        }
        let rest: Vec<&str> = parts.into_iter().filter(|part| *part != mark).collect();
        self.set(place, (!rest.is_empty()).then(|| rest.join(PART)));
    }
}

/// Between the marks of one place. A mark without words is an empty part.
const PART: &str = "; ";

/// That a receipt speaks of the package whose hash it names: all it says besides is that package's too.
fn answers(read: &receipt::ReceiptFile, record: &Submission) -> bool {
    let of_unit = record.file.contains(&format!("_{}_", read.unit.code));
    let same = (read.period, read.revision) == (record.period, record.revision);
    same && of_unit && read.answered.id == record.id && read.answered.code == record.code
}

/// A receipt file that was taken in before, or what was noted by hand last.
fn is_known(record: &Submission, receipt: &Receipt) -> bool {
    match receipt.file {
        Some(_) => record.receipts.iter().any(|r| r.file == receipt.file),
        None => record.receipt() == Some(receipt),
    }
}

fn day_of(moment: &str) -> Option<NaiveDate> {
    chrono::DateTime::parse_from_rfc3339(moment).ok().map(|moment| moment.date_naive())
}
