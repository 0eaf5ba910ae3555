//! Alerts of packages after they were made: kept only, not handed over, unanswered, come back.

use std::collections::BTreeMap;

use super::kinds::bare;
use super::{Alert, Kind, Reason, Scene, Severity};
use crate::domain::pack::Mark;
use crate::domain::period::Period;
use crate::domain::submission::{Remark, State, Submission};
use crate::domain::task::Task;

/// Setting of the working days to wait for an answer, instead of the pack's.
pub const RECEIPT_DAYS: &str = "receipt_days";

/// Of the newest package of each period of the pack.
pub(super) fn all(scene: &Scene<'_>, tasks: &[Task]) -> Vec<Alert> {
    let latest: BTreeMap<Period, &Submission> = scene.book.all_submissions().collect();
    latest.into_iter().filter_map(|(period, s)| one(scene, tasks, period, s)).collect()
}

fn one(scene: &Scene<'_>, tasks: &[Task], period: Period, s: &Submission) -> Option<Alert> {
    let window = scene.pack.window(period)?;
    let made = || Reason::Made(s.created.clone());
    let (kind, severity, reason) = match s.state() {
        // While the report's duty is open its own alert says so: it has a day, or asks for the number first.
        State::Finalized | State::Exported if has_open_duty(scene, tasks, period) && !was_sent(scene, period) => {
            return None;
        }
        State::SentUnnumbered if has_open_duty(scene, tasks, period) => return None,
        State::Finalized => (Kind::NotExported, Severity::Warning, made()),
        // Nobody asks for the first package of a period without a duty to be sent.
        State::Exported if s.revision == 1 => return None,
        State::Exported => (Kind::NotSent, Severity::Warning, made()),
        State::SentUnnumbered | State::Sent => {
            let sent = s.sent.as_ref()?.date;
            let (wait, mark) = wait(scene)?;
            if scene.calendar.between(sent, scene.today) <= wait {
                return None;
            }
            (Kind::ReceiptMissing, Severity::Warning, Reason::Unanswered { sent, wait, mark })
        }
        State::Returned => {
            let receipt = s.receipt()?;
            (
                Kind::Returned,
                Severity::Urgent,
                Reason::Returned(receipt.date, receipt.reasons.iter().map(|r| named(scene, r)).collect()),
            )
        }
        State::Received => return None,
    };
    Some(Alert { period: Some(period), ..bare(kind, severity, &period.to_string(), &window.name, reason) })
}

/// A remark behind the names of the cell it is about, or the id of the task.
fn named(scene: &Scene<'_>, remark: &Remark) -> String {
    let Some(key) = &remark.key else { return remark.text.clone() };
    let parts: Vec<&str> = key.split('/').collect();
    let cell = match parts[..] {
        [of, field, column] => of.parse::<Period>().ok().map(|of| {
            let of = scene.pack.window(of).map_or_else(|| of.to_string(), |w| w.name.clone());
            format!("{of}, {}, {}", scene.pack.field_name(field), scene.pack.column_name(column))
        }),
        _ => None,
    };
    format!("{}: {}", cell.as_deref().unwrap_or(key), remark.text)
}

/// True when any revision was handed over.
fn was_sent(scene: &Scene<'_>, period: Period) -> bool {
    scene.book.submissions(period).any(|s| s.sent.is_some())
}

fn has_open_duty(scene: &Scene<'_>, tasks: &[Task], period: Period) -> bool {
    let duty = tasks.iter().find(|t| t.id == scene.pack.report.task);
    duty.is_some_and(|t| t.occurrences.iter().any(|o| o.period == period && !o.settled()))
}

/// Working days to wait for an answer: the officer's, else the pack's; none where neither has any.
fn wait(scene: &Scene<'_>) -> Option<(i64, Mark)> {
    let own = scene.book.setting(RECEIPT_DAYS).and_then(|text| text.parse().ok());
    let pack = scene.pack.report.receipt.as_ref();
    own.map(|days| (days, Mark::Verified)).or_else(|| pack.map(|r| (r.working_days, r.source.mark)))
}
