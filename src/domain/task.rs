//! Tasks and their occurrences as the officer sees them: the pack's rows, what they ask of this
//! commune, their days, and what has been done. Recurring and ongoing tasks have one immutable
//! occurrence per period, so that a missed period stays its own debt.

use chrono::NaiveDate;
use serde::Serialize;
use thiserror::Error;

use super::book::{Book, Extension, Origin, OwnTask, Progress, Status};
use super::calendar::Calendar;
use super::deadline::{self, Day, DayRule, Deadline};
use super::pack::{DeadlineKind, DeadlineRow, Mark, Pack, TaskRow};
use super::period::Period;

/// What the plan asks of this commune in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Coordinate,
    /// Không nêu.
    None,
}

/// Group code of the commune's own tasks.
pub const OWN_GROUP: &str = "own";

/// One period's duty of a recurring or ongoing task.
#[derive(Debug, Clone, Serialize)]
pub struct Occurrence {
    /// The period.
    pub period: Period,
    /// Last day that satisfies it, inclusive.
    pub legal_day: Option<NaiveDate>,
    /// Last working day ≤ `legal_day`.
    pub safe_day: Option<NaiveDate>,
    /// Verified or assumed.
    pub mark: Mark,
    /// State.
    pub status: Status,
    /// When done: document date > legal day. Else none.
    pub late: Option<bool>,
    /// Document number.
    pub document: Option<String>,
    /// Document date.
    pub document_date: Option<NaiveDate>,
    /// The day before the first extension.
    pub original_day: Option<NaiveDate>,
    /// Extensions in order.
    pub extensions: Vec<Extension>,
    /// How much is done, percent, while it is under way.
    pub percent: Option<u8>,
    /// Statement of progress.
    pub statement: Option<String>,
    /// The officer's note.
    pub note: Option<String>,
    /// What the recipient of a report, or the officer, wants looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow: Option<String>,
    /// Reason of `na` or of reopening.
    pub reason: Option<String>,
    /// Rule that gave the day.
    #[serde(skip)]
    pub rule: DayRule,
}

impl Occurrence {
    /// Done or not applicable.
    pub fn settled(&self) -> bool {
        self.status.settled()
    }

    /// No statement of progress yet, in a period that is not settled.
    pub fn lacks_statement(&self) -> bool {
        self.statement.is_none() && !self.settled()
    }
}

impl Task {
    /// True while it, or one of its occurrences, is marked to be looked at again.
    pub fn is_followed(&self) -> bool {
        self.follow.is_some() || self.occurrences.iter().any(|o| o.follow.is_some())
    }

    /// The next day that is open, inclusive: its own, or that of the first occurrence not settled.
    pub fn next_day(&self) -> Option<NaiveDate> {
        let next = self.occurrences.iter().find(|o| !o.settled());
        if self.occurrences.is_empty() { self.deadline.legal_day } else { next.and_then(|o| o.legal_day) }
    }

    /// Days from `today` to that day where one has to be kept: none for settled and for ongoing tasks;
    /// negative once it is past.
    pub fn days_left(&self, today: NaiveDate) -> Option<i64> {
        self.open_day().map(|day| (day - today).num_days())
    }

    /// The next day that has to be kept, inclusive: none for settled and for ongoing tasks.
    pub fn open_day(&self) -> Option<NaiveDate> {
        let kept = !self.status.settled() && self.deadline.kind != DeadlineKind::Ongoing;
        self.next_day().filter(|_| kept)
    }

    /// Wording of the deadline as the plan prints it; of own tasks none, for no plan does.
    pub fn printed(&self) -> &str {
        if self.group == OWN_GROUP { "" } else { &self.deadline.text }
    }

    /// True for ongoing tasks that the commune leads: only those are asked for statements of progress.
    pub fn asks_statements(&self) -> bool {
        self.role == Role::Lead && self.deadline.kind == DeadlineKind::Ongoing
    }
}

/// A task for lists and JSON (contract, *Shapes*).
#[derive(Debug, Clone, Serialize)]
pub struct Task {
    /// Id.
    pub id: String,
    /// Printed annex number.
    pub number: String,
    /// Group number.
    pub group: String,
    /// Goal.
    pub goal: String,
    /// What is to be done.
    pub text: String,
    /// Product.
    pub product: String,
    /// Lead bodies.
    pub lead: Vec<String>,
    /// Coordinating bodies.
    pub coordinate: Vec<String>,
    /// What it asks of this commune.
    pub role: Role,
    /// Deadline.
    pub deadline: Deadline,
    /// State.
    pub status: Status,
    /// When done: document date > legal day. Else none.
    pub late: Option<bool>,
    /// Document number.
    pub document: Option<String>,
    /// Document date.
    pub document_date: Option<NaiveDate>,
    /// Where the officer keeps the document.
    pub document_file: Option<String>,
    /// How much is done, percent, while it is under way.
    pub percent: Option<u8>,
    /// Occurrences, in order of period; empty for tasks done once.
    pub occurrences: Vec<Occurrence>,
    /// Note: the pack's and the officer's.
    pub note: String,
    /// The officer's own note alone, as stored.
    #[serde(skip)]
    pub own_note: Option<String>,
    /// What the recipient of a report, or the officer, wants looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow: Option<String>,
    /// Reason of `na` or of reopening.
    pub reason: Option<String>,
    /// Person in charge (own tasks).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The plan has the row no more; kept for what was done about it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dropped: bool,
    /// What it belongs to: codes of indicators; of own tasks also ids of the plan's rows.
    pub links: Vec<String>,
    /// Lead time of its alerts, in working days, where it has its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead_days: Option<i64>,
    /// Where the row stands, or the letter an own task comes from.
    pub source: String,
}

/// Why an id or number names no single task.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FindError {
    /// Nothing has that id.
    #[error("no task {0}")]
    Unknown(String),
    /// Several rows carry that number.
    #[error("{number} names several tasks")]
    Several {
        /// The number.
        number: String,
        /// Their ids.
        ids: Vec<String>,
    },
}

/// Every task of the pack's year: annex rows, section duties, own tasks.
pub fn all(pack: &Pack, book: &Book, calendar: &Calendar) -> Vec<Task> {
    let year = pack.plan.year;
    let rows = pack.lists.task.iter().map(|row| from_row(pack, book, calendar, row));
    let own = book.own_tasks(year).map(|(id, task)| from_own(pack, book, calendar, id, task));
    let mut own: Vec<Task> = own.collect();
    own.sort_by_key(|t| own_number(&t.id));
    rows.chain(own).collect()
}

/// The serial number in an own task's id (`R12` → 12); 0 for anything else.
pub fn own_number(id: &str) -> u32 {
    id.strip_prefix('R').and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// The task an id or a unique annex number names.
///
/// # Errors
/// [`FindError`] when there is none, or the number belongs to several rows.
pub fn find<'a>(tasks: &'a [Task], id: &str) -> Result<&'a Task, FindError> {
    if let Some(task) = tasks.iter().find(|t| t.id == id) {
        return Ok(task);
    }
    let with_number: Vec<&Task> = tasks.iter().filter(|t| t.number == id).collect();
    match with_number.as_slice() {
        [] => Err(FindError::Unknown(id.to_owned())),
        [task] => Ok(task),
        several => {
            Err(FindError::Several { number: id.to_owned(), ids: several.iter().map(|t| t.id.clone()).collect() })
        }
    }
}

/// What a row asks of the commune: lead and coordinate columns are searched for a body that means
/// every commune.
fn role_of(pack: &Pack, row: &TaskRow) -> Role {
    if row.dropped {
        Role::None
    } else if row.lead.iter().any(|b| pack.is_unit_body(b)) {
        Role::Lead
    } else if row.coordinate.iter().any(|b| pack.is_unit_body(b)) {
        Role::Coordinate
    } else {
        Role::None
    }
}

fn from_row(pack: &Pack, book: &Book, calendar: &Calendar, row: &TaskRow) -> Task {
    let periods: &[Period] = match row.deadline.kind {
        DeadlineKind::Recurring => &row.deadline.periods,
        DeadlineKind::Ongoing => &pack.checkin.periods,
        _ => &[],
    };
    let (id, role, note) = (row.id.as_str(), role_of(pack, row), row.note.as_str());
    let about = About { id, deadline: &row.deadline, periods, role, note, origin: None, month_day: None };
    Task {
        number: row.number.clone(),
        group: row.group.clone(),
        goal: row.goal.clone(),
        text: row.text.clone(),
        product: row.product.clone(),
        lead: row.lead.clone(),
        coordinate: row.coordinate.clone(),
        links: row.links.clone(),
        dropped: row.dropped,
        source: row.source.text.clone(),
        ..with_progress(pack, book, calendar, &about)
    }
}

/// The deadline of an own task, as a row of the plan would say it.
fn own_deadline(own: &OwnTask) -> DeadlineRow {
    DeadlineRow {
        kind: own.kind,
        text: own.wording.clone(),
        date: own.due,
        span: own.span,
        periods: own.periods.clone(),
        mark: if own.assumed.is_some() { Mark::Assumed } else { Mark::Verified },
        why: own.assumed.clone().unwrap_or_default(),
    }
}

fn from_own(pack: &Pack, book: &Book, calendar: &Calendar, id: &str, own: &OwnTask) -> Task {
    let deadline = own_deadline(own);
    let periods: &[Period] = match own.kind {
        DeadlineKind::Recurring | DeadlineKind::Ongoing if !own.periods.is_empty() => &own.periods,
        DeadlineKind::Ongoing => &pack.checkin.periods,
        _ => &[],
    };
    let about = About {
        id,
        deadline: &deadline,
        periods,
        role: Role::Lead,
        note: "",
        origin: own.origin.as_ref(),
        month_day: own.month_day,
    };
    Task {
        number: id.to_owned(),
        group: OWN_GROUP.to_owned(),
        text: own.text.clone(),
        product: own.product.clone(),
        person: own.person.clone(),
        links: own.links.clone(),
        source: own.source.clone().unwrap_or_default(),
        ..with_progress(pack, book, calendar, &about)
    }
}

/// What tasks of the plan and own ones have in common.
struct About<'a> {
    id: &'a str,
    deadline: &'a DeadlineRow,
    periods: &'a [Period],
    role: Role,
    note: &'a str,
    origin: Option<&'a Origin>,
    month_day: Option<u32>,
}

/// A task with its days and with what has been done; its wording is left empty.
fn with_progress(pack: &Pack, book: &Book, calendar: &Calendar, about: &About<'_>) -> Task {
    let year = pack.plan.year;
    let progress = match about.origin {
        Some(origin) => book.progress(origin.year, &origin.task, origin.period),
        None => book.progress(year, about.id, None),
    };
    let deadline = deadline::view(about.deadline, &progress, calendar);
    let occurrence = |period: &Period| {
        let own = about.month_day.and_then(|day| deadline::on_month_day(*period, day, calendar));
        let day = own.or_else(|| deadline::report_day(pack, book, calendar, *period));
        make_occurrence(*period, day, book.progress(year, about.id, Some(*period)), calendar)
    };
    let occurrences: Vec<Occurrence> = about.periods.iter().map(occurrence).collect();
    let status = if occurrences.is_empty() { progress.status } else { joined_status(&occurrences) };
    let late = if occurrences.is_empty() {
        late(&progress, deadline.legal_day)
    } else {
        (status == Status::Done).then(|| occurrences.iter().any(|o| o.late == Some(true)))
    };
    Task {
        id: about.id.to_owned(),
        number: String::new(),
        group: String::new(),
        goal: String::new(),
        text: String::new(),
        product: String::new(),
        lead: Vec::new(),
        coordinate: Vec::new(),
        role: about.role,
        deadline,
        status,
        late,
        document_date: progress.document.as_ref().map(|d| d.date),
        document_file: progress.document.as_ref().and_then(|d| d.file.clone()),
        document: progress.document.map(|d| d.number),
        percent: progress.percent.filter(|_| status == Status::InProgress),
        occurrences,
        note: [about.note, progress.note.as_deref().unwrap_or_default()].join(" ").trim().to_owned(),
        own_note: progress.note,
        follow: progress.follow,
        reason: progress.reason,
        person: None,
        links: Vec::new(),
        dropped: false,
        lead_days: progress.lead_days,
        source: String::new(),
    }
}

fn make_occurrence(period: Period, day: Option<Day>, progress: Progress, calendar: &Calendar) -> Occurrence {
    let (day, original_day) = deadline::moved(day, &progress, calendar);
    let legal = day.as_ref().map(|d| d.legal);
    Occurrence {
        period,
        legal_day: legal,
        safe_day: day.as_ref().map(|d| d.safe),
        mark: day.as_ref().map_or(Mark::Assumed, |d| d.mark),
        status: progress.status,
        late: late(&progress, legal),
        document_date: progress.document.as_ref().map(|d| d.date),
        document: progress.document.map(|d| d.number),
        original_day,
        extensions: progress.extensions,
        percent: progress.percent.filter(|_| progress.status == Status::InProgress),
        statement: progress.statement,
        note: progress.note,
        follow: progress.follow,
        reason: progress.reason,
        rule: day.map_or(DayRule::None, |d| d.rule),
    }
}

/// Judged by the document's date, never by the moment of typing; a task without a day is never late.
fn late(progress: &Progress, legal: Option<NaiveDate>) -> Option<bool> {
    if progress.status != Status::Done {
        return None;
    }
    Some(match (&progress.document, legal) {
        (Some(document), Some(legal)) => document.date > legal,
        _ => false,
    })
}

/// A task with occurrences is done when all are settled, and under way once one has moved.
fn joined_status(occurrences: &[Occurrence]) -> Status {
    if occurrences.iter().all(|o| o.status == Status::Na) {
        Status::Na
    } else if occurrences.iter().all(Occurrence::settled) {
        Status::Done
    } else if occurrences.iter().any(|o| o.status != Status::Open) {
        Status::InProgress
    } else {
        Status::Open
    }
}
