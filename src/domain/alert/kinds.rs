//! What an alert is: kind, urgency, facts behind it, order.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::domain::book::Event;
use crate::domain::deadline::DayRule;
use crate::domain::indicator::Indicator;
use crate::domain::pack::Mark;
use crate::domain::period::Period;

/// Kinds of alert (contract, *Alert*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Plan year over or missing, holidays missing.
    Setup,
    /// The system clock stands before what was stored earlier.
    Clock,
    /// Past the legal day.
    Overdue,
    /// Within the lead time of a task.
    DueSoon,
    /// Within the lead time of a report.
    SubmissionDue,
    /// A report came back.
    Returned,
    /// Package finalized, no copy written out.
    NotExported,
    /// Package made, not handed over.
    NotSent,
    /// Handed over, and no answer for some working days.
    ReceiptMissing,
    /// Handed over without a document number, changed after sending, or rows to look at again.
    Review,
    /// Statements of ongoing tasks missing.
    CheckinMissing,
    /// A closed month without figures.
    FiguresMissing,
    /// Error-severity rules broken.
    RuleBroken,
    /// Target missed.
    TargetMissed,
    /// Automatic backup old or out of reach.
    BackupOld,
}

impl Kind {
    /// Its word in commands, keys and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Clock => "clock",
            Self::Overdue => "overdue",
            Self::DueSoon => "due_soon",
            Self::SubmissionDue => "submission_due",
            Self::Returned => "returned",
            Self::NotExported => "not_exported",
            Self::NotSent => "not_sent",
            Self::ReceiptMissing => "receipt_missing",
            Self::Review => "review",
            Self::CheckinMissing => "checkin_missing",
            Self::FiguresMissing => "figures_missing",
            Self::RuleBroken => "rule_broken",
            Self::TargetMissed => "target_missed",
            Self::BackupOld => "backup_old",
        }
    }

    /// True where the officer may put it off: what is overdue, wrong with the clock, the year or the backups
    /// is shown every day.
    pub fn can_wait(self) -> bool {
        !matches!(self, Self::Setup | Self::Clock | Self::Overdue | Self::BackupOld)
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// How urgent, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Within the lead time.
    Note,
    /// Soon.
    Warning,
    /// Very soon.
    Urgent,
    /// Tomorrow, today or past.
    Critical,
}

/// The facts behind an alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A day derived from wording.
    Day {
        /// Printed wording.
        wording: String,
        /// Rule applied.
        rule: DayRule,
        /// Verified or assumed.
        mark: Mark,
    },
    /// So many statements are missing.
    Statements {
        /// Ids of the tasks.
        tasks: Vec<String>,
        /// Rule that gave the day.
        rule: DayRule,
        /// Verified or assumed.
        mark: Mark,
    },
    /// A month's window has closed.
    WindowClosed(NaiveDate),
    /// A closed month has figures, but not all: fields that an earlier month has, and fields with
    /// empty cells, by name.
    Incomplete {
        /// Fields without any figure.
        absent: Vec<String>,
        /// Fields with some.
        partial: Vec<String>,
    },
    /// Texts of broken rules.
    Rules(Vec<String>),
    /// An indicator below its target.
    Target(Indicator),
    /// The plan year ended on this day; so many alerts of each kind are folded into this one.
    PlanOver {
        /// Last day of the plan.
        ended: NaiveDate,
        /// Overdue duties, as `number` or `number (period)`.
        overdue: Vec<String>,
        /// The commune's own tasks that are still ahead, with their day.
        ahead: Vec<(String, NaiveDate)>,
        /// Other alerts folded.
        others: usize,
    },
    /// The plan begins only on this day.
    PlanAhead(NaiveDate),
    /// The calendar does not cover the day's year.
    NoHolidays(i32),
    /// The newest time in the journal, later than the system clock.
    ClockBehind(String),
    /// The day the pack was put together, later than the system clock.
    ClockBeforeData(NaiveDate),
    /// Package made on this day.
    Made(String),
    /// The day it came back, and what the recipient has to say, each behind the names of what it is about.
    Returned(NaiveDate, Vec<String>),
    /// Handed over on this day, and the day by which an answer was to be expected.
    Unanswered {
        /// Day it was sent.
        sent: NaiveDate,
        /// Working days waited for.
        wait: i64,
        /// Verified or assumed wait.
        mark: Mark,
    },
    /// Fields whose figures are to be looked at again, by name: months before them were corrected.
    Corrected(Vec<String>),
    /// The figures say something else than the report that was sent.
    ChangedAfterSending,
    /// An on-event task whose event has happened, and nobody has set its day.
    NoDay(Event),
    /// Sent on this day without a number.
    SentOn(NaiveDate),
    /// Day of the newest automatic backup.
    Backup(Option<NaiveDate>),
}

/// One alert, still without words.
#[derive(Debug, Clone)]
pub struct Alert {
    /// Kind.
    pub kind: Kind,
    /// How urgent.
    pub severity: Severity,
    /// Annex number, own task's id, period or indicator code.
    pub reference: String,
    /// Task concerned.
    pub task_id: Option<String>,
    /// Period concerned.
    pub period: Option<Period>,
    /// Subject: the task's text, the period's name or the indicator's.
    pub subject: String,
    /// Legal day, where there is one.
    pub due: Option<NaiveDate>,
    /// Last working day ≤ `due`.
    pub safe_day: Option<NaiveDate>,
    /// `due` − today.
    pub days_left: Option<i64>,
    /// Working days after today up to and including the safe day; negative after it.
    pub working_days_left: Option<i64>,
    /// Why.
    pub reason: Reason,
}

/// Most urgent first.
pub fn sort(alerts: &mut [Alert]) {
    alerts.sort_by(|a, b| order(a).cmp(&order(b)));
}

impl Alert {
    /// What it is about, for [`Key::Snooze`](crate::domain::book::Key): the period or indicator it refers to,
    /// else the task's id (several rows share a printed number), with an occurrence's period behind `@`.
    pub fn about(&self) -> String {
        let period = self.period.map(|p| p.to_string());
        match (&self.task_id, period) {
            (_, Some(period)) if period == self.reference => period,
            (Some(id), Some(period)) => format!("{id}@{period}"),
            (Some(id), None) => id.clone(),
            (None, _) => self.reference.clone(),
        }
    }

    /// True when something is overdue or within its lead time; a plan that is over counts with what
    /// it folds, a wrong clock because no day can be relied on then.
    pub fn is_pressing(&self) -> bool {
        match (&self.reason, self.kind) {
            (Reason::PlanOver { overdue, others, .. }, _) => !overdue.is_empty() || *others > 0,
            (_, Kind::Clock) => true,
            (_, Kind::FiguresMissing) => self.severity > Severity::Note || self.days_left.is_some_and(|d| d < 0),
            _ => self.due.is_some(),
        }
    }
}

type Order<'a> = (bool, std::cmp::Reverse<Severity>, Kind, Option<NaiveDate>, &'a str);

fn order(alert: &Alert) -> Order<'_> {
    let late = alert.kind != Kind::Setup;
    (late, std::cmp::Reverse(alert.severity), alert.kind, alert.due, &alert.reference)
}

pub(super) fn bare(kind: Kind, severity: Severity, reference: &str, subject: &str, reason: Reason) -> Alert {
    Alert {
        kind,
        severity,
        reference: reference.to_owned(),
        task_id: None,
        period: None,
        subject: subject.to_owned(),
        due: None,
        safe_day: None,
        days_left: None,
        working_days_left: None,
        reason,
    }
}

/// How many alerts there are of each sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Overdue duties.
    pub overdue: usize,
    /// Duties within their lead time.
    pub soon: usize,
    /// Months that lack figures, rules broken.
    pub figures: usize,
    /// Targets missed.
    pub targets: usize,
}

impl Counts {
    /// Of a list; what is wrong with year, clock and backups is no duty.
    pub fn of(alerts: &[Alert]) -> Self {
        let mut counts = Self::default();
        for alert in alerts {
            match alert.kind {
                Kind::Overdue => counts.overdue += 1,
                Kind::CheckinMissing if alert.days_left.is_some_and(|left| left < 0) => counts.overdue += 1,
                Kind::DueSoon
                | Kind::SubmissionDue
                | Kind::NotExported
                | Kind::NotSent
                | Kind::ReceiptMissing
                | Kind::Returned
                | Kind::CheckinMissing
                | Kind::Review => counts.soon += 1,
                Kind::FiguresMissing | Kind::RuleBroken => counts.figures += 1,
                Kind::TargetMissed => counts.targets += 1,
                Kind::Setup => {
                    if let Reason::PlanOver { overdue, .. } = &alert.reason {
                        counts.overdue += overdue.len();
                    }
                }
                Kind::Clock | Kind::BackupOld => {}
            }
        }
        counts
    }
}
