//! What the recipient answers: making a receipt (the district's side, without a data dir), taking one in,
//! noting one by hand. Reasons become marks at the cells and tasks they name.

use std::io::Read as _;
use std::path::Path;

use chrono::NaiveDate;

use super::moment;
use crate::app::verify::verify_bytes;
use crate::app::{AppError, Session, World, clean, clean_note};
use crate::domain::book::{Book, Change, Key, Value};
use crate::domain::pack::Pack;
use crate::domain::period::Period;
use crate::domain::submission::{Receipt, Remark, Sent, State, Submission, Verdict};
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

/// A file of at most `max` bytes and one, so that a larger one is seen to be.
fn read(file: &Path, max: u64) -> Result<Vec<u8>, AppError> {
    let name = file.display().to_string();
    let cannot = |e: std::io::Error| AppError::Input(errors::cannot_read(&name, &e));
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(file).map_err(cannot)?;
    opened.take(max + 1).read_to_end(&mut bytes).map_err(cannot)?;
    Ok(bytes)
}

/// A reason with the key before its colon, where what stands there is one. A word with a slash before the
/// colon that is none is a slip, not a text.
fn remark(text: &str, knows: &dyn Fn(&str) -> bool) -> Result<Remark, AppError> {
    let text = clean_note(text)?;
    let parts = text.split_once(':').map(|(key, rest)| (key.trim(), rest.trim()));
    let Some((key, rest)) = parts.filter(|(_, rest)| !rest.is_empty()) else { return Ok(Remark { key: None, text }) };
    if knows(key) {
        return Ok(Remark { key: Some(key.to_owned()), text: rest.to_owned() });
    }
    if key.contains('/') && !key.contains(' ') {
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
        self.take_receipt(record, read.receipt)
    }

    /// Notes by hand what the recipient answered to the newest package of a period.
    ///
    /// # Errors
    /// [`AppError::Input`] when there is no package, it was never written out, the day lies ahead or before the
    /// sending, or a return has no reason.
    pub fn receipt_note(&mut self, period: Period, date: NaiveDate, answer: &Answer<'_>) -> Result<Taken, AppError> {
        let date = self.not_ahead(date)?;
        let latest = self.store.book().latest_submission(period).cloned();
        let record = latest.ok_or_else(|| AppError::Input(errors::no_package(period)))?;
        if record.state() == State::Finalized {
            return Err(AppError::Input(submissions::not_exported_yet(period)));
        }
        if let Some(sent) = record.sent.as_ref().filter(|sent| date < sent.date) {
            return Err(AppError::Input(submissions::answered_too_early(period, date, sent.date)));
        }
        let knows = |key: &str| !self.places(period, key).is_empty();
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
            same: record.receipts.contains(&receipt),
        };
        if taken.same {
            return Ok(taken);
        }
        let mut changes = Marks { book: self.store.book().clone(), changes: Vec::new() };
        if result == Verdict::Received {
            self.unmark(period, &mut changes);
        }
        for remark in &receipt.reasons {
            let places = remark.key.as_deref().map(|key| self.places(period, key)).unwrap_or_default();
            if places.is_empty() {
                taken.general.push(submissions::remark(remark));
            }
            for place in &places {
                taken.marks += usize::from(changes.add(place, &submissions::mark(remark)));
            }
        }
        // What was answered was handed over, noted or not; its number is another matter.
        let sent = Sent { date: receipt.date, document: None, note: Some(submissions::sent_by_receipt().to_owned()) };
        let mut record = Submission { sent: Some(record.sent.clone().unwrap_or(sent)), kept_only: false, ..record };
        record.receipts.push(receipt);
        let key = Key::Submission(period, revision);
        let mut all: Vec<Change> =
            self.store.book().change(key, Some(Value::Submission(Box::new(record)))).into_iter().collect();
        all.extend(changes.changes);
        self.commit("receipt", None, all)?;
        Ok(taken)
    }

    /// Why no package fits: made anew before it was noted as sent, of another unit, or unknown.
    fn no_such_package(&self, read: &receipt::ReceiptFile) -> String {
        let is_it = |value: &Option<Value>| matches!(value, Some(Value::Submission(s)) if s.descriptor_sha256 == read.answered.sha256);
        let made_once = self.store.trail().any(|entry| entry.changes.iter().any(|c| is_it(&c.new)));
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
            let months = if of.is_month() { vec![of] } else { of.months() };
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
        let before = self.text(place).filter(|text| !text.is_empty());
        if before.as_ref().is_some_and(|text| text.contains(mark)) {
            return false;
        }
        self.set(place, Some(before.map_or_else(|| mark.to_owned(), |text| format!("{text}; {mark}"))))
    }

    fn remove(&mut self, place: &Key, mark: &str) {
        let Some(before) = self.text(place).filter(|text| text.contains(mark)) else { return };
        let rest = before.replace(mark, "");
        let rest = rest.trim_matches([';', ' ']);
        self.set(place, Some(rest.to_owned()).filter(|text| !text.is_empty()));
    }
}
