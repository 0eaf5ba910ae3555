//! Making packages: finalizing, writing copies out, adding the signed document.

mod head;
mod history;
mod kept;
mod place;
mod receipts;
mod sending;

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, SecondsFormat};

use super::{AppError, Session, World, clean, published};
use crate::domain::book::{Change, Key, Value};
use crate::domain::pack::Severity;
use crate::domain::period::Period;
use crate::domain::submission::{self, Fault, Gap, Plan, Submission};
use crate::package::{self, Content, Head, Package, PackageError, Replaces};
use crate::platform;
use crate::strings::{errors, submissions};
pub use history::{Kept, ReportRow};
use place::{Placing, place};
pub use receipts::{Answer, Taken, make as make_receipt};

/// What was made or handed out.
#[derive(Debug)]
pub struct Submitted {
    /// Where the package lies; none where it is only kept.
    pub path: Option<PathBuf>,
    /// What is remembered of it.
    pub record: Submission,
    /// True when the bytes kept from an earlier time were given out again.
    pub same: bool,
    /// Something that is no correction of a report that is out has changed since, and does not go with it.
    pub moved: bool,
    /// A signed document went with the package in its place before, and no longer fits.
    pub unsigned: bool,
    /// What travels as "chưa có" or "chưa giải trình".
    pub gaps: Vec<Gap>,
}

/// What a package is asked for.
#[derive(Debug, Clone, Copy, Default)]
struct Order<'a> {
    /// Reason of a revision.
    reason: Option<&'a str>,
    /// Folder for a copy; none: it is only kept.
    out: Option<&'a Path>,
    /// Signed document to go with it.
    signed: Option<&'a [u8]>,
}

/// A package on its way.
struct Draft {
    revision: u32,
    reason: Option<String>,
    content: Content,
    head: Head,
    fingerprint: String,
}

impl Session {
    /// What `submit` would do without a reason; changes nothing.
    ///
    /// # Errors
    /// [`AppError::Input`] for a period the pack does not have.
    pub fn plan_for(&self, period: Period) -> Result<Plan, AppError> {
        self.plan_of(period, &self.content(period)?)
    }

    /// What `submit` would do with this content and no reason.
    pub(super) fn plan_of(&self, period: Period, content: &Content) -> Result<Plan, AppError> {
        let fingerprint = content.fingerprint(&self.head(period, content)?);
        Ok(plan(self.store.book().latest_submission(period), &fingerprint, content.core(), false))
    }

    /// Checks, finalizes and writes the package of a period into `out` (made if need be).
    ///
    /// # Errors
    /// [`AppError::Input`] for a period without figures, a broken error-severity rule, a missing
    /// reason of a revision or a place that cannot be written; nothing is changed then.
    pub fn submit(&mut self, period: Period, out: &Path, reason: Option<&str>) -> Result<Submitted, AppError> {
        self.carry_out(period, Order { reason, out: Some(out), signed: None })
    }

    /// Checks and finalizes: the package is made and kept, no copy is written.
    ///
    /// # Errors
    /// As [`Session::submit`].
    pub fn finalize(&mut self, period: Period, reason: Option<&str>) -> Result<Submitted, AppError> {
        self.carry_out(period, Order { reason, ..Order::default() })
    }

    /// Puts the signed document (a PDF of at most [`package::MAX_SIGNED`] bytes) into the package of a period,
    /// which is made anew with it; a package that was sent gets a revision.
    ///
    /// # Errors
    /// As [`Session::submit`]; for a file that is no PDF or too large; when no package was made yet, or the
    /// figures have changed since: what was signed is another text then.
    pub fn attach(
        &mut self,
        period: Period,
        file: &Path,
        out: Option<&Path>,
        reason: Option<&str>,
    ) -> Result<Submitted, AppError> {
        let name = file.display().to_string();
        let cannot = |e: std::io::Error| AppError::Input(errors::cannot_read(&name, &e));
        let bytes = platform::read_capped(file, package::MAX_SIGNED).map_err(cannot)?;
        if !package::is_signed_document(&bytes) {
            return Err(AppError::Input(submissions::no_signed_document(&name, package::MAX_SIGNED >> 20)));
        }
        // What was signed is what the package says, word for word: more than what a correction is about.
        if self.store.book().latest_submission(period).is_none() {
            return Err(AppError::Input(errors::no_package(period)));
        }
        if self.has_moved(period)? {
            return Err(AppError::Input(submissions::signed_too_late(period)));
        }
        self.carry_out(period, Order { reason, out, signed: Some(&bytes) })
    }

    fn carry_out(&mut self, period: Period, order: Order<'_>) -> Result<Submitted, AppError> {
        let reason = order.reason.map(clean).transpose()?;
        let content = self.content(period)?;
        refuse_unsound(&content, period)?;
        let latest = self.store.book().latest_submission(period).cloned();
        let head = self.head(period, &content)?;
        let fingerprint = content.fingerprint(&head);
        let plan = plan(latest.as_ref(), &fingerprint, content.core(), reason.is_some());
        match as_ordered(plan, latest.as_ref(), reason.as_deref(), order.signed) {
            Plan::NeedsReason => Err(AppError::Input(errors::revision_needs_reason(period))),
            Plan::Same => {
                let record = latest.ok_or_else(|| AppError::Input(errors::no_package(period)))?;
                let bytes = self.kept(&record, &content, head)?;
                self.hand_out(record, &bytes, order.out, content.gaps)
            }
            Plan::Make { revision } => {
                let draft = Draft { revision, reason, content, head, fingerprint };
                self.make(draft, order.signed, order.out)
            }
        }
    }

    /// The kept bytes once more; the first copy of a package that was only kept is noted.
    fn hand_out(
        &mut self,
        record: Submission,
        bytes: &[u8],
        out: Option<&Path>,
        gaps: Vec<Gap>,
    ) -> Result<Submitted, AppError> {
        let placing = out.map(|out| place(out, &record.file, bytes, &record.sha256)).transpose()?;
        let kept_only = record.kept_only;
        let record = Submission { kept_only: kept_only && out.is_none(), ..record };
        // One of an earlier layout says it in other ways; whether it says the same is not asked.
        let moved = record.layout == package::LAYOUT && self.has_moved(record.period)?;
        self.remember("submit.export", None, &record)?;
        let path = placing.map(|placing| self.finish(placing, &record, kept_only)).transpose()?;
        Ok(Submitted { path, record, same: true, moved, unsigned: false, gaps })
    }

    /// Notes how far a package has gone; nothing where that is known.
    fn remember(&mut self, action: &str, reason: Option<String>, record: &Submission) -> Result<(), AppError> {
        let key = Key::Submission(record.period, record.revision);
        let change = self.store.book().change(key, Some(Value::Submission(Box::new(record.clone()))));
        if change.is_none() {
            return Ok(());
        }
        self.commit(action, reason, change.into_iter().collect())
    }

    /// Puts the written files in their places. Where that fails after all, the package is kept or exported as it was
    /// before this copy was asked for.
    fn finish(&mut self, placing: Placing, record: &Submission, kept_only: bool) -> Result<PathBuf, AppError> {
        placing.finish().inspect_err(|_| {
            let kept = Submission { kept_only, ..record.clone() };
            // The first failure is what is told.
            let _ = self.remember("submit.finalize", None, &kept);
        })
    }

    /// True when anything that the newest package of a period says is another thing now, also what is no
    /// correction of a report that is out; also without a package, and where it has an earlier layout.
    ///
    /// # Errors
    /// [`AppError::Input`] for a period the pack does not have.
    pub fn has_moved(&self, period: Period) -> Result<bool, AppError> {
        let content = self.content(period)?;
        let fingerprint = content.fingerprint(&self.head(period, &content)?);
        let latest = self.store.book().latest_submission(period);
        Ok(latest.is_none_or(|s| s.fingerprint != fingerprint || s.layout != package::LAYOUT))
    }

    pub(super) fn content(&self, period: Period) -> Result<Content, AppError> {
        let content = package::gather(&self.pack, self.store.book(), &self.calendar, period).map_err(|e| failed(&e))?;
        content.ok_or_else(|| AppError::Input(errors::bad_period(&period.to_string())))
    }

    fn make(&mut self, draft: Draft, signed: Option<&[u8]>, out: Option<&Path>) -> Result<Submitted, AppError> {
        let Draft { revision, reason, mut content, head, fingerprint } = draft;
        let period = head.period.code;
        let before = self.store.book().submissions(period).filter(|s| s.revision < revision).last().cloned();
        let present = self.store.book().submissions(period).find(|s| s.revision == revision).cloned();
        let reason = reason.or_else(|| present.as_ref().and_then(|s| s.reason.clone())).filter(|_| before.is_some());
        let sealed = signed.map(package::sha256);
        // Content that stood in this revision before gets the time it had then, so the same bytes.
        let stood = (fingerprint.as_str(), reason.as_deref(), sealed.as_deref());
        let created = self.finalized_before(period, before.as_ref(), stood);
        let replaces = before.as_ref().map(replaces).zip(reason.clone());
        let head = Head { signed: sealed, ..head };
        let head = head.finished(revision, &fingerprint, created.unwrap_or_else(|| moment(&self.world)), replaces);
        self.note_changes(&mut content, before.as_ref(), reason.clone())?;
        let package = package::write(&self.pack, &content, &head, signed).map_err(|e| failed(&e))?;
        self.self_check(&package.bytes)?;
        let file = package::file_name(&head);
        let placing = out.map(|out| place(out, &file, &package.bytes, &package.sha256)).transpose()?;
        self.store.keep_package(&package.sha256, &package.bytes)?;
        let record = record(&package, &head, file, fingerprint, &content, out.is_none());
        let action = match (signed, out) {
            (Some(_), _) => "submit.attach",
            (None, Some(_)) => "submit",
            (None, None) => "submit.finalize",
        };
        self.remember(action, reason, &record)?;
        let path = placing.map(|placing| self.finish(placing, &record, true)).transpose()?;
        // The one in its place, or the one it replaces, had a signed document.
        let unsigned = signed.is_none() && present.or(before).is_some_and(|s| s.signed.is_some());
        Ok(Submitted { path, record, same: false, moved: false, unsigned, gaps: content.gaps })
    }

    /// A package just made must be sound; one of the practice store must be refused for its mark alone.
    fn self_check(&self, bytes: &[u8]) -> Result<(), AppError> {
        let own = published(self.pack.plan.year, self.store.book());
        let faults = match (super::verify::verify_bytes(bytes, own.as_slice()), self.world.practice) {
            (Ok(_), false) => return Ok(()),
            (Ok(_), true) => Vec::new(),
            (Err(faults), true) if faults == [Fault::Practice] => return Ok(()),
            (Err(faults), _) => faults,
        };
        Err(AppError::Input(errors::self_check(&faults)))
    }

    /// When the same content was finalized last as the revision after the same package `before`, if it
    /// was. Undoing a sending may have put another package in that one's place for a time.
    fn finalized_before(
        &self,
        period: Period,
        before: Option<&Submission>,
        (content, reason, signed): (&str, Option<&str>, Option<&str>),
    ) -> Option<String> {
        let (mut replaced, mut created) = (None, None);
        // Oldest first; only few entries of a year concern packages.
        let mut packages: Vec<Vec<Change>> =
            self.store.trail().map(|e| e.changes.into_iter().filter(is_submission).collect()).collect();
        packages.reverse();
        for change in packages.iter().flatten() {
            let (Key::Submission(of, _), Some(Value::Submission(record))) = (&change.key, &change.new) else {
                continue;
            };
            if *of != period {
                continue;
            }
            let next = before.map_or(1, |b| b.revision + 1);
            if record.revision + 1 == next {
                replaced = Some(&record.descriptor_sha256);
            } else if record.revision == next
                && replaced == before.map(|b| &b.descriptor_sha256)
                && (record.fingerprint.as_str(), record.reason.as_deref()) == (content, reason)
                && (record.signed.as_deref(), record.layout.as_str()) == (signed, package::LAYOUT)
            {
                created = Some(&record.created);
            }
        }
        created.cloned()
    }

    /// For a revision: what it changes against the package before it.
    fn note_changes(
        &self,
        content: &mut Content,
        before: Option<&Submission>,
        reason: Option<String>,
    ) -> Result<(), AppError> {
        let Some(before) = before else { return Ok(()) };
        let lost = || AppError::Input(errors::package_lost(&before.file));
        let bytes = self.store.package(&before.sha256, package::MAX_BYTES)?.ok_or_else(lost)?;
        let table = package::member(&bytes, package::FIGURES_FILE).ok_or_else(lost)?;
        content.changed = package::changed(&table, content.figures_table()).ok_or_else(lost)?;
        content.reason = reason;
        Ok(())
    }

    /// The bytes exported before; made again from the same content when the kept file is lost.
    fn kept(&self, record: &Submission, content: &Content, head: Head) -> Result<Vec<u8>, AppError> {
        if let Some(bytes) = self.store.package(&record.sha256, package::MAX_BYTES)? {
            return Ok(bytes);
        }
        let lost = || AppError::Input(errors::package_lost(&record.file));
        // A revision hangs on the package before it, a signed document cannot be made again.
        if record.revision > 1 || record.signed.is_some() {
            return Err(lost());
        }
        let head = head.finished(1, &record.fingerprint, record.created.clone(), None);
        let again = package::write(&self.pack, content, &head, None).map_err(|e| failed(&e))?;
        if again.sha256 != record.sha256 {
            return Err(lost());
        }
        self.store.keep_package(&again.sha256, &again.bytes)?;
        Ok(again.bytes)
    }
}

/// When something is finalized, at +07:00: the clock, or the beginning of the day given.
pub(super) fn moment(world: &World) -> String {
    let clock = DateTime::parse_from_rfc3339(&world.now()).unwrap_or_default();
    let east = FixedOffset::east_opt(package::HOURS_EAST * 3600).unwrap_or(*clock.offset());
    let given = world.today.and_hms_opt(0, 0, 0).filter(|_| world.today_given);
    let moment = given.and_then(|t| t.and_local_timezone(east).single()).unwrap_or(clock.with_timezone(&east));
    moment.to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// As [`submission::plan`]; a package of an earlier layout that is not out yet is made anew, because no
/// program of today verifies it.
fn plan(latest: Option<&Submission>, fingerprint: &str, core: &str, has_reason: bool) -> Plan {
    let plan = submission::plan(latest, fingerprint, core, has_reason);
    let outdated = latest.filter(|s| s.sent.is_none() && s.layout != package::LAYOUT);
    outdated.map_or(plan, |s| Plan::Make { revision: s.revision })
}

/// The plan with what is asked for besides: a better reason while the revision is not out yet, a signed
/// document that the package does not have.
fn as_ordered(plan: Plan, latest: Option<&Submission>, reason: Option<&str>, signed: Option<&[u8]>) -> Plan {
    let (Some(latest), Plan::Same) = (latest, &plan) else { return plan };
    let other_reason = reason.is_some() && latest.reason.as_deref() != reason;
    let adds = signed.is_some_and(|bytes| latest.signed.as_deref() != Some(&package::sha256(bytes)));
    match latest.sent {
        None if adds || (latest.revision > 1 && other_reason) => Plan::Make { revision: latest.revision },
        Some(_) if adds && reason.is_none() => Plan::NeedsReason,
        Some(_) if adds => Plan::Make { revision: latest.revision + 1 },
        _ => plan,
    }
}

/// What is remembered of a package.
fn record(
    package: &Package,
    head: &Head,
    file: String,
    fingerprint: String,
    content: &Content,
    kept_only: bool,
) -> Submission {
    Submission {
        period: head.period.code,
        revision: head.revision,
        id: head.id.clone(),
        code: package::code(&package.descriptor_sha256),
        file,
        sha256: package.sha256.clone(),
        descriptor_sha256: package.descriptor_sha256.clone(),
        fingerprint,
        core: content.core().to_owned(),
        created: head.created.clone(),
        reason: head.reason.clone(),
        sent: None,
        layout: package::LAYOUT.to_owned(),
        kept_only,
        signed: head.signed.clone(),
        gaps: content.gaps.clone(),
        receipts: Vec::new(),
    }
}

fn replaces(before: &Submission) -> Replaces {
    Replaces { id: before.id.clone(), sha256: before.descriptor_sha256.clone() }
}

fn refuse_unsound(content: &Content, period: Period) -> Result<(), AppError> {
    if !content.figures.any() {
        return Err(AppError::Input(errors::no_figures(period)));
    }
    let errors: Vec<&str> =
        content.issues.iter().filter(|i| i.severity == Severity::Error).map(|i| i.text.as_str()).collect();
    match errors.first() {
        Some(first) => Err(AppError::Input(errors::blocked(period, errors.len(), first))),
        None => Ok(()),
    }
}

pub(super) fn failed(error: &PackageError) -> AppError {
    AppError::Input(errors::package_failed(&error.to_string()))
}

fn is_submission(change: &Change) -> bool {
    matches!(change.key, Key::Submission(..))
}
