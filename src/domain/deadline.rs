//! From a printed deadline to days: the *legal day* (last day that still satisfies the wording)
//! and the *safe day* (last working day not after it), with the rule that was applied.
//! Source of the rules: "trước ngày D" excludes D (ordinary meaning); no instrument moves a fixed
//! day past a weekend, so the safe day lies before it.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::book::{Book, Event, Extension, Progress};
use super::calendar::Calendar;
use super::pack::{DeadlineKind, DeadlineRow, Mark, Pack};
use super::period::Period;

/// The rule that gave a legal day; `strings` turns it into a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayRule {
    /// "Trước ngày D": D itself is too late.
    Before(NaiveDate),
    /// "Chậm nhất ngày D": D is the last day.
    By(NaiveDate),
    /// Last day of a calendar span.
    SpanEnd(Period),
    /// So many working days after a reporting window closes.
    AfterWindow {
        /// Period of the window.
        period: Period,
        /// Last day of the window, inclusive.
        closes: NaiveDate,
        /// Working days added.
        working_days: u32,
    },
    /// Set by the officer from a letter.
    Officer {
        /// The letter.
        source: String,
    },
    /// Moved by an extension.
    Extended {
        /// Which extension it is, from 1.
        number: usize,
        /// The last day before it, inclusive.
        from: NaiveDate,
        /// Approving document.
        document: String,
    },
    /// On an event that has happened, while nobody has set a day.
    Happened(Event),
    /// No day follows from the wording.
    None,
}

/// A dated duty: what was derived and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Last day that satisfies the wording, inclusive.
    pub legal: NaiveDate,
    /// Last working day ≤ `legal`.
    pub safe: NaiveDate,
    /// Verified or assumed.
    pub mark: Mark,
    /// Rule applied.
    pub rule: DayRule,
}

/// A task's deadline for lists and JSON (contract, *Shapes*).
#[derive(Debug, Clone, Serialize)]
pub struct Deadline {
    /// Kind.
    pub kind: DeadlineKind,
    /// Printed wording.
    pub text: String,
    /// Span of `within`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Period>,
    /// Last day that satisfies the wording; none for recurring, ongoing and undated kinds.
    pub legal_day: Option<NaiveDate>,
    /// Last working day ≤ `legal_day`.
    pub safe_day: Option<NaiveDate>,
    /// Verified or assumed.
    pub mark: Mark,
    /// Why assumed; empty when verified.
    pub why: String,
    /// The plan's day, once an extension moved the legal day.
    pub original_day: Option<NaiveDate>,
    /// Extensions in order.
    pub extensions: Vec<Extension>,
    /// What an on-event task waited for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<Event>,
    /// Source of a day that the officer set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_by: Option<String>,
    /// Rule applied.
    #[serde(skip)]
    pub rule: DayRule,
}

/// The day a single-dated deadline row gives; none for recurring, ongoing and undated kinds.
pub fn day_of(row: &DeadlineRow, calendar: &Calendar) -> Option<Day> {
    let (legal, rule) = match (row.kind, row.date, row.span) {
        (DeadlineKind::Before, Some(date), _) => (date.checked_sub_days(Days::new(1))?, DayRule::Before(date)),
        (DeadlineKind::By, Some(date), _) => (date, DayRule::By(date)),
        (DeadlineKind::Within, _, Some(span)) => (span.calendar_end()?, DayRule::SpanEnd(span)),
        _ => return None,
    };
    Some(Day { legal, safe: calendar.last_working(legal), mark: row.mark, rule })
}

/// The due day of the report (or statement) of a period: the officer's, else so many working days
/// after its window closes. An officer's day for a report that closes on the same day (the year
/// for Quý IV) serves too.
pub fn report_day(pack: &Pack, book: &Book, calendar: &Calendar, period: Period) -> Option<Day> {
    let window = pack.window(period)?;
    let mut same_close = pack.lists.period.iter().filter(|w| w.to == window.to).map(|w| w.code);
    let set = book.due(period).or_else(|| same_close.find_map(|p| book.due(p)));
    if let Some(due) = set {
        return Some(Day {
            legal: due.date,
            safe: calendar.last_working(due.date),
            mark: Mark::Verified,
            rule: DayRule::Officer { source: due.source.clone() },
        });
    }
    let working_days = pack.report.due_working_days;
    let legal = calendar.after(window.to, working_days);
    Some(Day {
        legal,
        safe: calendar.last_working(legal),
        mark: pack.report.source.mark,
        rule: DayRule::AfterWindow { period, closes: window.to, working_days },
    })
}

/// The day of a period that a letter words as a day of its last month ("ngày 25 hàng tháng"), inclusive.
pub fn on_month_day(period: Period, day: u32, calendar: &Calendar) -> Option<Day> {
    let legal = period.month_day(day)?;
    Some(Day { legal, safe: calendar.last_working(legal), mark: Mark::Verified, rule: DayRule::By(legal) })
}

/// A day as the officer's entries leave it – set where the plan gives none for sure, then moved by
/// extensions – and the one before the first extension.
pub fn moved(base: Option<Day>, progress: &Progress, calendar: &Calendar) -> (Option<Day>, Option<NaiveDate>) {
    let verified = |legal, rule| Day { legal, safe: calendar.last_working(legal), mark: Mark::Verified, rule };
    let set = progress.day.as_ref().map(|due| verified(due.date, DayRule::Officer { source: due.source.clone() }));
    let Some(day) = set.or(base) else { return (None, None) };
    let extensions = &progress.extensions;
    // A plan that gives a later day by itself has overtaken the extension.
    let last = extensions.last().filter(|last| last.to > day.legal);
    let Some(last) = last else { return (Some(day), None) };
    let number = extensions.len();
    let from = number.checked_sub(2).and_then(|at| extensions.get(at)).map_or(day.legal, |before| before.to);
    let rule = DayRule::Extended { number, from, document: last.document.clone() };
    (Some(verified(last.to, rule)), Some(day.legal))
}

/// A row's deadline for lists, as the officer's entries leave it.
pub fn view(row: &DeadlineRow, progress: &Progress, calendar: &Calendar) -> Deadline {
    let (day, original_day) = moved(day_of(row, calendar), progress, calendar);
    let is_changed = progress.day.is_some() || !progress.extensions.is_empty();
    let happened = || progress.event.clone().map_or(DayRule::None, DayRule::Happened);
    Deadline {
        kind: row.kind,
        text: row.text.clone(),
        span: row.span,
        legal_day: day.as_ref().map(|d| d.legal),
        safe_day: day.as_ref().map(|d| d.safe),
        mark: day.as_ref().filter(|_| is_changed).map_or(row.mark, |d| d.mark),
        why: if is_changed { String::new() } else { row.why.clone() },
        original_day,
        extensions: progress.extensions.clone(),
        event: progress.event.clone(),
        set_by: progress.day.as_ref().map(|due| due.source.clone()),
        rule: day.map_or_else(happened, |d| d.rule),
    }
}
