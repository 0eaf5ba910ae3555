//! What was made and sent of a period, revision by revision, beside what the data say today; and the year's
//! reports at a glance.

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::reported::{Difference, of_package};
use crate::app::{AppError, Session};
use crate::domain::figures;
use crate::domain::pack::{Mark, Pack};
use crate::domain::period::Period;
use crate::domain::rule::TOTAL_ROW;
use crate::domain::submission::{Gap, State, Submission, Verdict};
use crate::domain::task::{Occurrence, Task};
use crate::package;
use crate::strings::reports::Facts;
use crate::strings::{answers, errors, grid, trail};

/// A revision with what has become of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// What is remembered of it.
    #[serde(flatten)]
    pub record: Submission,
    /// How far it has gone.
    pub state: State,
    /// The bytes are kept.
    pub kept: bool,
    /// Values it has that are others today.
    pub differences: Vec<Difference>,
}

impl Kept {
    /// Each value that is another one today, in words.
    pub fn differences_in_words(&self, pack: &Pack) -> Vec<String> {
        let period = self.record.period;
        let one = |d: &Difference| {
            let field = if d.field == TOTAL_ROW { answers::totals() } else { &d.field };
            let place = trail::cell_place(pack, period, field, &d.column);
            format!("{place}: {}", grid::reported(period, self.record.revision, d.reported, d.now))
        };
        self.differences.iter().map(one).collect()
    }
}

/// A report of the year: completeness and timeliness are two facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportRow {
    /// Period.
    pub period: Period,
    /// The plan asks for it.
    pub duty: bool,
    /// Last day, inclusive.
    pub due: Option<NaiveDate>,
    /// Whether that day is verified or assumed.
    pub mark: Option<Mark>,
    /// State of its newest package; none before one was made.
    pub state: Option<State>,
    /// Newest revision.
    pub revision: Option<u32>,
    /// Day it was first handed over.
    pub sent: Option<NaiveDate>,
    /// Date of the document that settled the duty: on time or late is judged by it.
    pub document: Option<NaiveDate>,
    /// Handed over, or settled otherwise, after the due day; past it and not handed over.
    pub late: Option<bool>,
    /// The duty is settled, by a package or otherwise.
    pub settled: bool,
    /// The newest package lacks nothing; none before one was made.
    pub complete: Option<bool>,
    /// What it lacks.
    pub gaps: Vec<Gap>,
    /// Times it came back.
    pub returned: usize,
}

impl ReportRow {
    /// The same for sentences.
    pub fn facts(&self) -> Facts {
        Facts {
            due: self.due.map(|day| (day, self.mark)),
            state: self.state.zip(self.revision),
            sent: self.document.or(self.sent),
            late: self.late,
            settled: self.settled,
            lacks: self.complete.map(|_| self.gaps.len()),
            returned: self.returned,
        }
    }
}

impl Session {
    /// Every revision of a period's package, oldest first.
    ///
    /// # Errors
    /// [`AppError::Input`] for a period the pack does not have; as reading kept packages reports.
    pub fn kept_packages(&self, period: Period) -> Result<Vec<Kept>, AppError> {
        let book = self.store.book();
        let now = figures::compute(&self.pack, book, period)
            .ok_or_else(|| AppError::Input(errors::bad_period(&period.to_string())))?;
        let mut out = Vec::new();
        for record in book.submissions(period) {
            let bytes = self.store.package(&record.sha256, package::MAX_BYTES)?;
            let reported = bytes.as_deref().and_then(|bytes| of_package(bytes, record, period));
            out.push(Kept {
                record: record.clone(),
                state: record.state(),
                kept: bytes.is_some(),
                differences: reported.map(|r| r.differences(&now)).unwrap_or_default(),
            });
        }
        Ok(out)
    }

    /// The reports of the year: those the plan asks for, then whatever else a package was made of.
    pub fn report_rows(&self) -> Vec<ReportRow> {
        let duty = self.pack.lists.task.iter().filter(|t| t.id == self.pack.report.task);
        let mut periods: Vec<Period> = duty.flat_map(|t| t.deadline.periods.iter().copied()).collect();
        let made = self.store.book().all_submissions().map(|(period, _)| period);
        let others: Vec<Period> = made.filter(|p| self.pack.window(*p).is_some()).collect();
        for period in others {
            if !periods.contains(&period) {
                periods.push(period);
            }
        }
        let tasks = self.tasks();
        periods.into_iter().map(|period| self.report_row(&tasks, period)).collect()
    }

    /// The report of one period, with the year's tasks.
    pub fn report_row(&self, tasks: &[Task], period: Period) -> ReportRow {
        let duty = tasks.iter().find(|t| t.id == self.pack.report.task);
        let occurrence = duty.and_then(|t| t.occurrences.iter().find(|o| o.period == period));
        let all: Vec<&Submission> = self.store.book().submissions(period).collect();
        let latest = all.last();
        let sent = all.iter().filter_map(|s| s.sent.as_ref().map(|x| x.date)).min();
        let due = occurrence.and_then(|o| o.legal_day);
        let by_sending = || due.zip(sent.or(Some(self.world.today))).map(|(due, day)| day > due);
        let answered = all.iter().flat_map(|s| &s.receipts);
        ReportRow {
            period,
            duty: occurrence.is_some(),
            due,
            mark: occurrence.map(|o| o.mark),
            state: latest.map(|s| s.state()),
            revision: latest.map(|s| s.revision),
            sent,
            // By the document that settles the duty; while there is none by the day it first left.
            late: match occurrence {
                Some(occurrence) if occurrence.settled() => occurrence.late,
                _ => by_sending(),
            },
            document: occurrence.and_then(|o| o.document_date),
            settled: occurrence.is_some_and(Occurrence::settled),
            complete: latest.map(|s| s.gaps.is_empty()),
            gaps: latest.map(|s| s.gaps.clone()).unwrap_or_default(),
            returned: answered.filter(|r| r.result == Verdict::Returned).count(),
        }
    }
}
