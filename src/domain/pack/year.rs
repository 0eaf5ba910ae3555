//! Packs from one issue to the next: what a corrected pack changes, what of the old one is kept, and a
//! provisional pack derived for a later year.

use chrono::{Datelike as _, NaiveDate};

use super::{DeadlineKind, DeadlineRow, Mark, Pack, Plan, Source, TaskRow};
use crate::domain::period::Period;

/// What another issue of a year's pack changes in the list of tasks.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Difference {
    /// Ids of rows that are new, in the new order.
    pub added: Vec<String>,
    /// Ids of rows that are there no more, in the old order.
    pub dropped: Vec<String>,
    /// Ids of rows with other wording (text, product, goal, bodies, note).
    pub reworded: Vec<String>,
    /// Rows with another deadline.
    pub dated: Vec<Dated>,
    /// Ids of rows whose day was assumed, is the same, and is sure now.
    pub confirmed: Vec<String>,
    /// Sections beside the tasks that are not the same.
    pub other: Vec<&'static str>,
}

/// A row with another deadline.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Dated {
    /// Id.
    pub id: String,
    /// Before.
    pub from: Asked,
    /// After.
    pub to: Asked,
}

/// What a deadline asks.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Asked {
    /// Wording.
    pub text: String,
    /// Day of the wording, before any rule is applied to it.
    pub date: Option<NaiveDate>,
    /// Span.
    pub span: Option<Period>,
}

impl Difference {
    /// True when nothing is another.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// Serialized, so that any two parts can be compared.
fn text(part: &impl serde::Serialize) -> String {
    serde_json::to_string(part).unwrap_or_default()
}

/// What a deadline asks, without its wording and how sure it is.
fn rule(row: &DeadlineRow) -> (DeadlineKind, Option<NaiveDate>, Option<Period>, &[Period]) {
    (row.kind, row.date, row.span, &row.periods)
}

fn asked(row: &DeadlineRow) -> Asked {
    Asked { text: row.text.clone(), date: row.date, span: row.span }
}

/// What `new` changes of `old`; rows dropped before and still not there count as before.
#[must_use]
pub fn difference(old: &Pack, new: &Pack) -> Difference {
    let mut out = Difference::default();
    let live = |pack: &Pack, id: &str| pack.lists.task.iter().find(|t| t.id == id && !t.dropped).cloned();
    for row in new.lists.task.iter().filter(|t| !t.dropped) {
        let Some(before) = live(old, &row.id) else {
            out.added.push(row.id.clone());
            continue;
        };
        let (a, b) = (&before.deadline, &row.deadline);
        if rule(a) == rule(b) {
            // Of a provisional year the wording is still the one of the year before.
            let same = a.text == b.text || old.is_provisional();
            if !same {
                out.reworded.push(row.id.clone());
            } else if (a.mark, b.mark) == (Mark::Assumed, Mark::Verified) && a.date.or(b.date).is_some() {
                out.confirmed.push(row.id.clone());
            }
        } else {
            out.dated.push(Dated { id: row.id.clone(), from: asked(a), to: asked(b) });
        }
        let words = |t: &TaskRow| text(&TaskRow { deadline: row.deadline.clone(), dropped: false, ..t.clone() });
        if words(&before) != words(row) && out.reworded.last() != Some(&row.id) {
            out.reworded.push(row.id.clone());
        }
    }
    let gone = old.lists.task.iter().filter(|t| !t.dropped && live(new, &t.id).is_none());
    out.dropped.extend(gone.map(|t| t.id.clone()));
    let (a, b) = (&old.lists, &new.lists);
    let sections = [
        // The id is not compared: a pack that was brought in has one of its own.
        ("plan", text(&old.plan) != text(&Plan { id: old.plan.id.clone(), ..new.plan.clone() })),
        ("report", text(&old.report) != text(&new.report)),
        ("checkin", text(&old.checkin) != text(&new.checkin)),
        ("alert", text(&old.alert) != text(&new.alert)),
        // A pack may leave the report in words to the built-in one.
        (
            "document",
            new.document.is_some() && text(&(&old.document, &a.section)) != text(&(&new.document, &b.section)),
        ),
        ("period", text(&a.period) != text(&b.period)),
        ("form", text(&a.form) != text(&b.form)),
        ("field", text(&a.field) != text(&b.field)),
        ("rule", text(&a.rule) != text(&b.rule)),
        ("indicator", text(&a.indicator) != text(&b.indicator)),
        (
            "holiday",
            text(&(&a.holiday, &a.makeup, &a.calendar_year)) != text(&(&b.holiday, &b.makeup, &b.calendar_year)),
        ),
        ("unit", text(&a.unit) != text(&b.unit)),
    ];
    out.other.extend(sections.into_iter().filter(|(_, is_other)| *is_other).map(|(name, _)| name));
    out
}

/// The new issue with the rows of the old one that it does not have any more: they are closed, for what was
/// done about them.
#[must_use]
pub fn merged(old: &Pack, mut new: Pack) -> Pack {
    let has = |pack: &Pack, id: &str| pack.lists.task.iter().any(|t| t.id == id);
    let kept: Vec<TaskRow> = old.lists.task.iter().filter(|t| !has(&new, &t.id)).cloned().collect();
    for row in kept {
        if let Some(group) = old.lists.group.iter().find(|g| g.number == row.group)
            && !new.lists.group.iter().any(|g| g.number == row.group)
        {
            new.lists.group.push(group.clone());
        }
        new.lists.task.push(TaskRow { dropped: true, ..row });
    }
    new
}

/// Words of a provisional pack.
pub struct Words<'a> {
    /// Its title, from the old one's.
    pub title: &'a dyn Fn(&str) -> String,
    /// Why a date is assumed, from the place of its row.
    pub why: &'a dyn Fn(&str) -> String,
}

/// A provisional pack of a later (or earlier) year: every date and window moved to the same rule in that
/// year, every deadline assumed until it is looked at. Days off stay those that are known; rows that were
/// dropped stay behind.
#[must_use]
pub fn rolled(pack: &Pack, year: i32, words: &Words<'_>) -> Pack {
    let by = year - pack.plan.year;
    let (from, to) = (pack.plan.year.to_string(), year.to_string());
    let day = |date: NaiveDate| moved(date, by);
    let period = |p: Period| Period { year: p.year + by, ..p };
    let assumed = |source: &Source| Source { mark: Mark::Assumed, why: (words.why)(&source.text), ..source.clone() };
    let mut out = pack.clone();
    out.plan.id = provisional_id(&pack.plan.id, &from, &to);
    out.plan.year = year;
    out.plan.title = (words.title)(&pack.plan.title);
    (out.plan.valid_from, out.plan.valid_to) = (day(pack.plan.valid_from), day(pack.plan.valid_to));
    out.plan.source = assumed(&pack.plan.source);
    out.report.source = assumed(&pack.report.source);
    if let Some(receipt) = &mut out.report.receipt {
        receipt.source = assumed(&receipt.source);
    }
    if let Some(document) = &mut out.document {
        document.source = assumed(&document.source);
    }
    for section in &mut out.lists.section {
        section.source = assumed(&section.source);
    }
    out.checkin.periods.iter_mut().for_each(|p| *p = period(*p));
    out.lists.task.retain(|row| !row.dropped);
    for row in &mut out.lists.task {
        let deadline = &mut row.deadline;
        deadline.date = deadline.date.map(day);
        deadline.span = deadline.span.map(period);
        deadline.periods.iter_mut().for_each(|p| *p = period(*p));
        (deadline.mark, deadline.why) = (Mark::Assumed, (words.why)(&row.source.text));
    }
    for window in &mut out.lists.period {
        window.code = period(window.code);
        window.name = window.name.replace(&from, &to);
        (window.from, window.to) = (day(window.from), day(window.to));
        window.source = assumed(&window.source);
    }
    for row in &mut out.lists.indicator {
        row.base_year = row.base_year.map(|base| base + by);
        row.source = assumed(&row.source);
    }
    out
}

/// The same day of another year; 29 February becomes the 28th where there is none.
fn moved(date: NaiveDate, by: i32) -> NaiveDate {
    let year = date.year() + by;
    date.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28)).unwrap_or(date)
}

/// `long-thanh-2024` → `long-thanh-2025-tam-tinh`.
fn provisional_id(id: &str, from: &str, to: &str) -> String {
    let base = id.trim_end_matches(PROVISIONAL);
    let id = if base.contains(from) { base.replace(from, to) } else { format!("{base}-{to}") };
    format!("{id}{PROVISIONAL}")
}

/// End of the id of a provisional pack.
const PROVISIONAL: &str = "-tam-tinh";

impl Pack {
    /// True for a pack that was derived from another year's.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.plan.id.ends_with(PROVISIONAL)
    }
}
