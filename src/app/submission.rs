//! Making, handing over and verifying packages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};

use super::{AppError, Session, clean, clean_note, fields, published};
use crate::domain::book::{Change, Document, Key, Status, Value};
use crate::domain::pack::Severity;
use crate::domain::period::Period;
use crate::domain::rule::Issue;
use crate::domain::submission::{self, Fault, Gap, Plan, Sent, State, Submission};
use crate::package::{self, Content, Head, Package, PackageError, PeriodHead, Replaces, UnitHead};
use crate::platform;
use crate::strings::errors;

/// Vietnam's time, hours east of UTC.
const HOURS_EAST: i32 = 7;

/// What `submit` did.
#[derive(Debug)]
pub struct Submitted {
    /// Where the package lies.
    pub path: PathBuf,
    /// What is remembered of it.
    pub record: Submission,
    /// True when the bytes kept from an earlier time were given out again.
    pub same: bool,
    /// What travels as "chưa có" or "chưa giải trình".
    pub gaps: Vec<Gap>,
}

/// What stands between a period and its package.
#[derive(Debug)]
pub struct Readiness {
    /// Any field has figures.
    pub any_figures: bool,
    /// Broken rules, worst first.
    pub issues: Vec<Issue>,
    /// What would travel as "chưa có" or "chưa giải trình".
    pub gaps: Vec<Gap>,
    /// What `submit` would do without a reason.
    pub plan: Plan,
}

impl Session {
    /// What `submit` would find; changes nothing.
    ///
    /// # Errors
    /// [`AppError::Input`] for a period the pack does not have.
    pub fn readiness(&self, period: Period) -> Result<Readiness, AppError> {
        let content = self.content(period)?;
        let fingerprint = content.fingerprint(&self.head(period, &content)?);
        let latest = self.store.book().latest_submission(period);
        let plan = submission::plan(latest, &fingerprint, content.core(), false);
        Ok(Readiness { any_figures: content.figures.any(), issues: content.issues, gaps: content.gaps, plan })
    }

    /// Checks, finalizes and writes the package of a period into `out` (made if need be).
    ///
    /// # Errors
    /// [`AppError::Input`] for a period without figures, a broken error-severity rule, a missing
    /// reason of a revision or a place that cannot be written; nothing is changed then.
    pub fn submit(&mut self, period: Period, out: &Path, reason: Option<&str>) -> Result<Submitted, AppError> {
        let reason = reason.map(clean).transpose()?;
        let content = self.content(period)?;
        refuse_unsound(&content, period)?;
        let latest = self.store.book().latest_submission(period).cloned();
        let head = self.head(period, &content)?;
        let fingerprint = content.fingerprint(&head);
        let core = content.core().to_owned();
        let plan = submission::plan(latest.as_ref(), &fingerprint, &core, reason.is_some());
        // The reason of a revision that is not out yet may still be put better.
        let reworded =
            latest.as_ref().filter(|s| s.sent.is_none() && s.revision > 1 && reason.is_some() && s.reason != reason);
        match reworded.map_or(plan, |s| Plan::Make { revision: s.revision }) {
            Plan::NeedsReason => Err(AppError::Input(errors::revision_needs_reason(period))),
            Plan::Same => {
                let record = latest.ok_or_else(|| AppError::Input(errors::no_package(period)))?;
                let bytes = self.kept(&record, &content, head)?;
                let path = place(out, &record.file, &bytes, &record.sha256)?.finish()?;
                Ok(Submitted { path, record, same: true, gaps: content.gaps })
            }
            Plan::Make { revision } => self.make(revision, reason, content, head, [fingerprint, core], out),
        }
    }

    /// Notes that the newest package of a period was handed over on `date`; a document number settles
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
    ) -> Result<(), AppError> {
        let date = self.not_ahead(date)?;
        let sent = Sent { date, document: document.map(clean).transpose()?, note: note.map(clean_note).transpose()? };
        let book = self.store.book();
        let latest = book.latest_submission(period).ok_or_else(|| AppError::Input(errors::no_package(period)))?;
        if latest.state() == State::Sent && latest.sent.as_ref() != Some(&sent) {
            return Err(AppError::Input(errors::sent_already(period)));
        }
        let closes = self.pack.window(period).map(|w| w.to);
        let before = book.submissions(period).filter(|s| s.revision < latest.revision);
        let earliest = before.filter_map(|s| s.sent.as_ref().map(|x| x.date)).chain(closes).max();
        if let Some(earliest) = earliest.filter(|day| date < *day) {
            return Err(AppError::Input(errors::sent_too_early(period, date, earliest)));
        }
        let mut changes: Vec<Change> = Vec::new();
        let record = Submission { sent: Some(sent.clone()), ..latest.clone() };
        let key = Key::Submission(period, record.revision);
        changes.extend(book.change(key, Some(Value::Submission(Box::new(record)))));
        changes
            .extend(sent.document.and_then(|number| self.settle_report(period, Document { number, date, file: None })));
        self.commit("sent", None, changes)
    }

    /// Periods whose report was sent and whose figures, checks or explanations say something else now,
    /// while no revision of it has been made.
    pub(super) fn changed_after_sending(&self, memo: &mut BTreeMap<Period, (String, u64, bool)>) -> Vec<Period> {
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

    pub(super) fn content(&self, period: Period) -> Result<Content, AppError> {
        let content = package::gather(&self.pack, self.store.book(), &self.calendar, period).map_err(|e| failed(&e))?;
        content.ok_or_else(|| AppError::Input(errors::bad_period(&period.to_string())))
    }

    /// What the package will say of itself, still without identity, revision and time.
    pub(super) fn head(&self, period: Period, content: &Content) -> Result<Head, AppError> {
        let (code, name) = self.unit_on(content.figures.to)?;
        let window = self.pack.window(period);
        let slug = self.pack.unit(&code).map(|u| u.slug.clone());
        let setting = |name: &str| self.store.book().setting(name).map(str::to_owned);
        Ok(Head {
            id: String::new(),
            chain: package::chain(&code, period),
            created: String::new(),
            unit: UnitHead { slug: slug.unwrap_or_else(|| crate::domain::text::slug(&name)), code, name },
            period: PeriodHead {
                code: period,
                name: window.map(|w| w.name.clone()).unwrap_or_default(),
                from: content.figures.from,
                to: content.figures.to,
            },
            revision: 1,
            replaces: None,
            reason: None,
            pack: self.pack.plan.id.clone(),
            officer: setting("officer").unwrap_or_default(),
            signatory: setting("signatory"),
            signatory_title: setting("signatory_title"),
            recipient: self.recipient_on(content.figures.to).to_owned(),
            own_fields: self.own_fields_in(content)?,
            practice: self.world.practice,
        })
    }

    /// Fields of the commune's own that have figures in the period: nobody else knows their names.
    fn own_fields_in(&self, content: &Content) -> Result<Vec<package::FieldHead>, AppError> {
        let (book, year) = (self.store.book(), self.pack.plan.year);
        let pack = published(year, book).ok_or_else(|| AppError::Input(errors::no_plan(year, &book.years())))?;
        let begun = |code: &str| content.figures.rows.iter().any(|r| r.begun && r.field == code);
        let own = fields::beside(&pack, book).filter(|(code, _)| begun(code));
        Ok(own.map(|(code, own)| package::FieldHead { code: code.to_owned(), name: own.name.clone() }).collect())
    }

    fn make(
        &mut self,
        revision: u32,
        reason: Option<String>,
        mut content: Content,
        head: Head,
        [fingerprint, core]: [String; 2],
        out: &Path,
    ) -> Result<Submitted, AppError> {
        let period = head.period.code;
        let before = self.store.book().submissions(period).filter(|s| s.revision < revision).last().cloned();
        let present = self.store.book().submissions(period).find(|s| s.revision == revision);
        let reason = reason.or_else(|| present.and_then(|s| s.reason.clone())).filter(|_| before.is_some());
        // Content that stood in this revision before gets the time it had then, so the same bytes.
        let created = self.finalized_before(period, before.as_ref(), &fingerprint, reason.as_deref());
        let replaces = before.as_ref().map(replaces).zip(reason.clone());
        let head = head.finished(revision, &fingerprint, created.unwrap_or_else(|| self.moment()), replaces);
        self.note_changes(&mut content, before.as_ref(), reason.clone())?;
        let package = package::write(&self.pack, &content, &head).map_err(|e| failed(&e))?;
        self.self_check(&package.bytes)?;
        let file = package::file_name(&head);
        let placing = place(out, &file, &package.bytes, &package.sha256)?;
        self.store.keep_package(&package.sha256, &package.bytes)?;
        let record = record(&package, &head, file, fingerprint, core);
        let key = Key::Submission(period, revision);
        let change = self.store.book().change(key, Some(Value::Submission(Box::new(record.clone()))));
        self.commit("submit", reason, change.into_iter().collect())?;
        Ok(Submitted { path: placing.finish()?, record, same: false, gaps: content.gaps })
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
        content: &str,
        reason: Option<&str>,
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
        if record.revision > 1 {
            return Err(lost());
        }
        let head = head.finished(1, &record.fingerprint, record.created.clone(), None);
        let again = package::write(&self.pack, content, &head).map_err(|e| failed(&e))?;
        if again.sha256 != record.sha256 {
            return Err(lost());
        }
        self.store.keep_package(&again.sha256, &again.bytes)?;
        Ok(again.bytes)
    }

    /// When something is finalized, at +07:00: the clock, or the beginning of the day given.
    fn moment(&self) -> String {
        let clock = DateTime::parse_from_rfc3339(&self.world.now()).unwrap_or_default();
        let east = FixedOffset::east_opt(HOURS_EAST * 3600).unwrap_or(*clock.offset());
        let given = self.world.today.and_hms_opt(0, 0, 0).filter(|_| self.world.today_given);
        let moment = given.and_then(|t| t.and_local_timezone(east).single()).unwrap_or(clock.with_timezone(&east));
        moment.to_rfc3339_opts(SecondsFormat::Secs, false)
    }
}

/// What is remembered of a package.
fn record(package: &Package, head: &Head, file: String, fingerprint: String, core: String) -> Submission {
    Submission {
        period: head.period.code,
        revision: head.revision,
        id: head.id.clone(),
        code: package::code(&package.descriptor_sha256),
        file,
        sha256: package.sha256.clone(),
        descriptor_sha256: package.descriptor_sha256.clone(),
        fingerprint,
        core,
        created: head.created.clone(),
        reason: head.reason.clone(),
        sent: None,
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

/// Package and sidecar written beside their places.
struct Placing {
    path: PathBuf,
    pending: [platform::Pending; 2],
}

/// Writes package and sidecar beside their places in `out` and reads the package back: what is about
/// to be placed is what was made.
fn place(out: &Path, file: &str, bytes: &[u8], sha256: &str) -> Result<Placing, AppError> {
    let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
    let (path, sidecar) = (out.join(file), out.join(format!("{file}.sha256")));
    let io = |e: std::io::Error| AppError::Input(errors::io(&path.display().to_string(), &e));
    std::fs::create_dir_all(&out).map_err(io)?;
    if path.is_dir() || sidecar.is_dir() {
        return Err(io(std::io::ErrorKind::IsADirectory.into()));
    }
    let package = platform::write_beside(&path, bytes).map_err(io)?;
    let written = std::fs::read(package.written()).map_err(io)?;
    if package::sha256(&written) != sha256 {
        return Err(AppError::Input(errors::read_back(&path.display().to_string())));
    }
    let sidecar = platform::write_beside(&sidecar, package::sidecar(file, sha256).as_bytes()).map_err(io)?;
    Ok(Placing { path, pending: [package, sidecar] })
}

impl Placing {
    /// The last step, after the action is stored.
    fn finish(self) -> Result<PathBuf, AppError> {
        for pending in self.pending {
            let placed = pending.place();
            placed.map_err(|e| AppError::Input(errors::stored_not_placed(&self.path.display().to_string(), &e)))?;
        }
        Ok(self.path)
    }
}

fn is_submission(change: &Change) -> bool {
    matches!(change.key, Key::Submission(..))
}
