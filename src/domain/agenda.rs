//! Open duties in the order of their days, by week and then by month; and the year's scorecard: what was
//! settled on time, late, or is open, with the list behind each number.

use chrono::{Datelike as _, Days, NaiveDate};
use serde::Serialize;

use super::indicator::Indicator;
use super::pack::{DeadlineKind, Pack};
use super::period::Period;
use super::task::{OWN_GROUP, Role, Task};

/// Weeks shown one by one, the present one included; later days go by month.
const WEEKS: u64 = 5;

/// One duty that has a day: a task, or one of its occurrences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// Task.
    pub task_id: String,
    /// Occurrence.
    pub period: Option<Period>,
    /// What is to be done.
    pub subject: String,
    /// Last day that satisfies it, inclusive.
    pub due: NaiveDate,
    /// Last working day ≤ `due`.
    pub safe_day: NaiveDate,
    /// Where it stands.
    pub standing: Standing,
    /// Group of the task.
    #[serde(skip)]
    pub group: String,
}

/// Where a duty stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Settled by a document not after the legal day.
    OnTime,
    /// Settled by a later one.
    Late,
    /// Open, its day not past.
    Open,
    /// Open, its day past.
    Overdue,
    /// Not applicable.
    Na,
}

/// Every duty with a day that asks something of the commune, as it stands on `today`, by its day.
#[must_use]
pub fn duties(tasks: &[Task], today: NaiveDate) -> Vec<Duty> {
    let mut out = Vec::new();
    // What was settled before the plan dropped its row still counts.
    let counts = |t: &&Task| t.role != Role::None || (t.dropped && t.status.settled());
    for task in tasks.iter().filter(counts).filter(|t| t.deadline.kind != DeadlineKind::Ongoing) {
        let one = |period, status, late, legal: Option<NaiveDate>, safe: Option<NaiveDate>| {
            let (due, safe_day) = (legal?, safe?);
            let standing = standing(status, late, due < today);
            let (task_id, subject, group) = (task.id.clone(), task.text.clone(), task.group.clone());
            Some(Duty { task_id, period, subject, due, safe_day, standing, group })
        };
        if task.occurrences.is_empty() {
            out.extend(one(None, task.status, task.late, task.deadline.legal_day, task.deadline.safe_day));
        }
        let occurrences = task.occurrences.iter();
        out.extend(occurrences.filter_map(|o| one(Some(o.period), o.status, o.late, o.legal_day, o.safe_day)));
    }
    out.sort_by(|a, b| (a.due, &a.task_id).cmp(&(b.due, &b.task_id)));
    out
}

fn standing(status: super::book::Status, late: Option<bool>, past: bool) -> Standing {
    use super::book::Status;
    match (status, late) {
        (Status::Na, _) => Standing::Na,
        (Status::Done, Some(true)) => Standing::Late,
        (Status::Done, _) => Standing::OnTime,
        _ if past => Standing::Overdue,
        _ => Standing::Open,
    }
}

/// A stretch of the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    /// Before today.
    Overdue,
    /// Monday to Sunday, both inclusive.
    Week(NaiveDate, NaiveDate),
    /// Year and month 1–12, what the weeks leave of it.
    Month(i32, u32),
}

/// Open duties by stretch, in the order of their days; stretches without any are left out.
#[must_use]
pub fn agenda(tasks: &[Task], today: NaiveDate) -> Vec<(Span, Vec<Duty>)> {
    let mut out: Vec<(Span, Vec<Duty>)> = Vec::new();
    let open = duties(tasks, today).into_iter().filter(|d| matches!(d.standing, Standing::Open | Standing::Overdue));
    for duty in open {
        let span = span(duty.due, today);
        match out.last_mut() {
            Some((stretch, duties)) if *stretch == span => duties.push(duty),
            _ => out.push((span, vec![duty])),
        }
    }
    out
}

fn span(due: NaiveDate, today: NaiveDate) -> Span {
    let monday = |day: NaiveDate| day - Days::new(u64::from(day.weekday().num_days_from_monday()));
    let (this, of) = (monday(today), monday(due));
    if due < today {
        Span::Overdue
    } else if of < this + Days::new(7 * WEEKS) {
        Span::Week(of, of + Days::new(6))
    } else {
        Span::Month(due.year(), due.month())
    }
}

/// How duties of one kind stand, with the duties themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// Settled on time.
    pub on_time: usize,
    /// Settled late.
    pub late: usize,
    /// Open, not past.
    pub open: usize,
    /// Open, past.
    pub overdue: usize,
    /// Not applicable.
    pub na: usize,
    /// The list behind the numbers.
    pub items: Vec<Duty>,
}

impl Score {
    fn of(items: Vec<Duty>) -> Self {
        let count = |standing| items.iter().filter(|d| d.standing == standing).count();
        Self {
            on_time: count(Standing::OnTime),
            late: count(Standing::Late),
            open: count(Standing::Open),
            overdue: count(Standing::Overdue),
            na: count(Standing::Na),
            items,
        }
    }
}

/// What the commune is judged on over the year (plan, section III.5).
#[derive(Debug, Clone, Serialize)]
pub struct Scorecard {
    /// By group of the plan, its number; own tasks last. Reports are apart.
    pub groups: Vec<(String, Score)>,
    /// The periodic reports.
    pub reports: Score,
    /// Quarters of ongoing tasks the commune leads whose day is past: with a statement, and in all.
    pub statements: (usize, usize),
    /// The last month of the span that targets are judged on, which begins in January.
    pub until: Option<Period>,
    /// Indicators over that span: code and whether the target is met, none where that cannot be judged.
    pub targets: Vec<(String, Option<bool>)>,
}

/// The year's scorecard as it stands on `today`.
#[must_use]
pub fn scorecard(pack: &Pack, tasks: &[Task], indicators: &[Indicator], today: NaiveDate) -> Scorecard {
    let (reports, others): (Vec<Duty>, Vec<Duty>) =
        duties(tasks, today).into_iter().partition(|d| d.task_id == pack.report.task);
    let numbers = pack.lists.group.iter().map(|g| g.number.as_str()).chain([OWN_GROUP]);
    let of = |number: &str| others.iter().filter(|d| d.group == number).cloned().collect::<Vec<_>>();
    let groups = numbers.map(|number| (number.to_owned(), Score::of(of(number))));
    let asked = tasks.iter().filter(|t| t.asks_statements()).flat_map(|t| &t.occurrences);
    let past: Vec<_> = asked.filter(|o| o.legal_day.is_some_and(|day| day < today)).collect();
    let stated = past.iter().filter(|o| !o.lacks_statement()).count();
    Scorecard {
        groups: groups.filter(|(_, score)| !score.items.is_empty()).collect(),
        reports: Score::of(reports),
        statements: (stated, past.len()),
        until: None,
        targets: indicators.iter().map(|i| (i.code.clone(), i.met)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, month, day).expect("a day")
    }

    #[test]
    fn stretches_by_hand() {
        // 19/03/2024 is a Tuesday: its week is 18–24/03, the fifth one 15–21/04.
        let today = day(3, 19);
        assert_eq!(span(day(3, 18), today), Span::Overdue);
        assert_eq!(span(day(3, 19), today), Span::Week(day(3, 18), day(3, 24)));
        assert_eq!(span(day(3, 24), today), Span::Week(day(3, 18), day(3, 24)));
        assert_eq!(span(day(3, 25), today), Span::Week(day(3, 25), day(3, 31)));
        assert_eq!(span(day(4, 21), today), Span::Week(day(4, 15), day(4, 21)));
        assert_eq!(span(day(4, 22), today), Span::Month(2024, 4));
        assert_eq!(span(day(5, 24), today), Span::Month(2024, 5));
    }
}
