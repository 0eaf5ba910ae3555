//! Alerts of days: within the lead time or past, of tasks, occurrences and reports.

use super::kinds::bare;
use super::{Alert, Kind, Reason, Scene, Severity};
use crate::domain::deadline::{Day, DayRule};
use crate::domain::pack::DeadlineKind;
use crate::domain::submission::{Sent, State};
use crate::domain::task::Task;

/// Longest lead time, working days, inclusive.
pub const LEAD_MAX: i64 = 60;
/// Longest wait for the recipient's answer, working days, inclusive.
pub const RECEIPT_MAX: i64 = 60;

/// Setting of the lead times of alerts.
pub const LEAD_DAYS: &str = "lead_days";

/// Lead times as they are set: working days, largest first ("15/7/3/1"), or the first alone. None for a text
/// that is none.
pub fn lead_days(text: &str) -> Option<Vec<i64>> {
    let numbers = text.split(['/', ',', ' ', ';']).filter(|part| !part.is_empty());
    let numbers: Vec<i64> = numbers.map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let fits = numbers.iter().all(|n| (1..=LEAD_MAX).contains(n)) && numbers.windows(2).all(|pair| pair[0] > pair[1]);
    (fits && !numbers.is_empty()).then_some(numbers)
}

/// An alert with a day; `None` while the day lies beyond the lead time (`lead`, where the task has its own).
pub(super) fn dated(scene: &Scene<'_>, kind: Kind, day: &Day, lead: Option<i64>, base: Alert) -> Option<Alert> {
    let working = scene.calendar.between(scene.today, day.safe);
    let severity = severity(scene, lead, working)?;
    Some(Alert {
        kind,
        severity: if scene.today > day.legal { Severity::Critical } else { severity },
        due: Some(day.legal),
        safe_day: Some(day.safe),
        days_left: Some((day.legal - scene.today).num_days()),
        working_days_left: Some(working),
        ..base
    })
}

/// Severity by working days left: none beyond the lead time (the task's own, else the officer's, else the
/// pack's first step), then one degree more at each later step.
pub(super) fn severity(scene: &Scene<'_>, own: Option<i64>, working: i64) -> Option<Severity> {
    let (lead, steps) = scene.pack.alert.lead_days.split_first()?;
    let set = scene.book.setting(LEAD_DAYS).and_then(lead_days).unwrap_or_default();
    let lead = own.or(set.first().copied()).unwrap_or(*lead);
    // One number alone is the lead time, and the pack's steps stay.
    let steps = set.get(1..).filter(|steps| !steps.is_empty()).unwrap_or(steps);
    if working > lead {
        return None;
    }
    Some(match steps.iter().filter(|step| working <= **step).count() {
        0 => Severity::Note,
        1 => Severity::Warning,
        2 => Severity::Urgent,
        _ => Severity::Critical,
    })
}

/// Alerts of a task's day, or of its occurrences'.
pub(super) fn of_task(scene: &Scene<'_>, task: &Task) -> Vec<Alert> {
    let base = |kind, reason| Alert {
        task_id: Some(task.id.clone()),
        ..bare(kind, Severity::Note, &task.number, &task.text, reason)
    };
    if task.occurrences.is_empty() {
        return of_single(scene, task, &base).into_iter().collect();
    }
    if task.deadline.kind == DeadlineKind::Ongoing {
        return Vec::new(); // statements are asked for once a quarter, not once a row
    }
    let is_report = task.id == scene.pack.report.task;
    let mut out = Vec::new();
    for occurrence in task.occurrences.iter().filter(|o| !o.settled()) {
        let (Some(legal), Some(safe)) = (occurrence.legal_day, occurrence.safe_day) else { continue };
        let day = Day { legal, safe, mark: occurrence.mark, rule: occurrence.rule.clone() };
        let latest = scene.book.latest_submission(occurrence.period).filter(|_| is_report);
        let mut alert = base(Kind::DueSoon, day_reason(task.printed(), &day));
        alert.period = Some(occurrence.period);
        let by_period = |alert: &mut Alert| alert.reference = occurrence.period.to_string();
        // The newest revision that went, answered or not: its number is what the duty waits for.
        let all = scene.book.submissions(occurrence.period).filter(|_| is_report);
        let gone = all.filter_map(|s| s.sent.as_ref()).last();
        let kind = match latest.map(|s| (s.state(), s)) {
            _ if gone.is_some_and(Sent::lacks_number) => {
                alert.reason = Reason::SentOn(gone.map(|sent| sent.date).unwrap_or_default());
                alert.severity = Severity::Warning;
                by_period(&mut alert);
                alert.kind = Kind::Review;
                out.push(alert);
                continue;
            }
            _ if scene.today > legal => Kind::Overdue,
            Some((state @ (State::Finalized | State::Exported), s)) => {
                alert.reason = Reason::Made(s.created.clone());
                by_period(&mut alert);
                if state == State::Finalized { Kind::NotExported } else { Kind::NotSent }
            }
            _ if is_report => {
                by_period(&mut alert);
                Kind::SubmissionDue
            }
            _ => Kind::DueSoon,
        };
        alert.kind = kind;
        out.extend(dated(scene, kind, &day, task.lead_days, alert));
    }
    out
}

/// The alert of a task that is done once.
fn of_single(scene: &Scene<'_>, task: &Task, base: &dyn Fn(Kind, Reason) -> Alert) -> Option<Alert> {
    let deadline = &task.deadline;
    if task.status.settled() {
        return None;
    }
    if let DayRule::Happened(event) = &deadline.rule {
        return Some(Alert { severity: Severity::Warning, ..base(Kind::Review, Reason::NoDay(event.clone())) });
    }
    let (legal, safe) = (deadline.legal_day?, deadline.safe_day?);
    let day = Day { legal, safe, mark: deadline.mark, rule: deadline.rule.clone() };
    let kind = if scene.today > legal { Kind::Overdue } else { Kind::DueSoon };
    dated(scene, kind, &day, task.lead_days, base(kind, day_reason(task.printed(), &day)))
}

fn day_reason(wording: &str, day: &Day) -> Reason {
    Reason::Day { wording: wording.to_owned(), rule: day.rule.clone(), mark: day.mark }
}
