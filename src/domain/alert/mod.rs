//! What needs attention on a day, most urgent first, each with the facts of its reason.
//! Wording is `strings`' work; lead times are pack data.

mod days;
mod kinds;
mod packages;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::book::{Book, Key};
use super::calendar::Calendar;
use super::deadline::{self, Day};
use super::figures;
use super::indicator::{self, Indicator};
use super::pack::{Pack, Window};
use super::period::{Part, Period};
use super::rule;
use super::task::{self, Role, Task};
pub use days::{LEAD_DAYS, LEAD_MAX, RECEIPT_MAX, lead_days};
use days::{dated, of_task, severity};
use kinds::bare;
pub use kinds::{Alert, Counts, Kind, Reason, Severity, sort};
pub use packages::RECEIPT_DAYS;

/// What the computation looks at.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The year's pack.
    pub pack: &'a Pack,
    /// The commune's data.
    pub book: &'a Book,
    /// Working days.
    pub calendar: &'a Calendar,
    /// The day it is judged on.
    pub today: NaiveDate,
}

/// What was worked out for a month or a longer span, to be used again while nothing of it changes.
/// Belongs to one book.
#[derive(Debug, Default)]
pub struct Memo {
    /// By month: the book's stamp, and the texts of the error rules it breaks (none without figures).
    errors: BTreeMap<Period, (u64, Vec<String>)>,
    /// By month: the names of fields with empty cells.
    partial: BTreeMap<Period, (u64, Vec<String>)>,
    /// How many alerts wait, as the officer chose, of those worked out last.
    pub hidden: usize,
    /// By span: the indicators.
    indicators: BTreeMap<Period, (u64, Vec<Indicator>)>,
}

/// What was worked out for a period while nothing of it changes, else worked out now.
fn remembered<'m, T>(
    memo: &'m mut BTreeMap<Period, (u64, T)>,
    scene: &Scene<'_>,
    period: Period,
    work_out: impl FnOnce() -> T,
) -> &'m T {
    let stamp = scene.book.stamp(period);
    if memo.get(&period).is_some_and(|(of, _)| *of != stamp) {
        memo.remove(&period);
    }
    &memo.entry(period).or_insert_with(|| (stamp, work_out())).1
}

/// Everything that needs attention, most urgent first.
pub fn all(scene: &Scene<'_>) -> Vec<Alert> {
    let tasks = task::all(scene.pack, scene.book, scene.calendar);
    all_with(scene, &tasks, &mut Memo::default())
}

/// The same with the tasks, and with what was worked out before.
pub fn all_with(scene: &Scene<'_>, tasks: &[Task], memo: &mut Memo) -> Vec<Alert> {
    let plan = &scene.pack.plan;
    let mut out = Vec::new();
    for task in tasks.iter().filter(|t| t.role != Role::None) {
        out.extend(of_task(scene, task));
    }
    for period in &scene.pack.checkin.periods {
        out.extend(statements(scene, tasks, *period));
    }
    out.extend(packages::all(scene, tasks));
    out.extend(missing_figures(scene, memo));
    out.extend(rows_to_review(scene));
    out.extend(broken_rules(scene, memo));
    out.extend(missed_targets(scene, memo));
    if !scene.calendar.covers(scene.today) && scene.today <= plan.valid_to {
        let year = chrono::Datelike::year(&scene.today);
        out.push(bare(Kind::Setup, Severity::Warning, &year.to_string(), "", Reason::NoHolidays(year)));
    }
    let before = out.len();
    out.retain(|alert| !is_snoozed(scene, alert));
    memo.hidden = before - out.len();
    sort(&mut out);
    if scene.today > plan.valid_to {
        return vec![folded(scene, &out)];
    }
    let first_day = scene.pack.lists.period.iter().map(|w| w.from).min().unwrap_or(plan.valid_from);
    if scene.today < first_day {
        let reason = Reason::PlanAhead(plan.valid_from);
        out.insert(0, bare(Kind::Setup, Severity::Warning, &plan.year.to_string(), &plan.title, reason));
    }
    out
}

/// True while the officer does not want to see it. What is overdue is always shown.
fn is_snoozed(scene: &Scene<'_>, alert: &Alert) -> bool {
    let until = scene.book.snooze(alert.kind.code(), &alert.about()).map(|snooze| snooze.until);
    alert.kind.can_wait() && until.is_some_and(|until| scene.today < until)
}

/// The system clock stands before the newest time in the journal, so no day can be relied on.
pub fn clock_behind(newest: &str) -> Alert {
    bare(Kind::Clock, Severity::Critical, "", "", Reason::ClockBehind(newest.to_owned()))
}

/// The system clock stands before the day the pack was put together.
pub fn clock_before_data(as_of: NaiveDate) -> Alert {
    bare(Kind::Clock, Severity::Critical, "", "", Reason::ClockBeforeData(as_of))
}

/// The newest automatic backup at `place` is old, or there is none.
pub fn backup_old(place: &str, newest: Option<NaiveDate>) -> Alert {
    bare(Kind::BackupOld, Severity::Warning, "", place, Reason::Backup(newest))
}

/// A report that was sent no longer says what the figures say.
pub fn changed_after_sending(pack: &Pack, period: Period) -> Alert {
    let name = pack.window(period).map_or("", |w| w.name.as_str());
    let alert = bare(Kind::Review, Severity::Warning, &period.to_string(), name, Reason::ChangedAfterSending);
    Alert { period: Some(period), ..alert }
}

/// The report of a period, or of a longer one that takes its place (the year for Quý IV), is settled
/// or handed over: its statements have gone with it.
fn reported(scene: &Scene<'_>, tasks: &[Task], period: Period) -> bool {
    let closes = |p: Period| scene.pack.window(p).map(|w| w.to);
    let serves = |p: Period| closes(p) == closes(period) && period.months().iter().all(|m| p.months().contains(m));
    let sent = |p: Period| scene.book.submissions(p).any(|s| s.sent.is_some());
    let duty = tasks.iter().find(|t| t.id == scene.pack.report.task);
    duty.is_some_and(|t| t.occurrences.iter().any(|o| serves(o.period) && (o.settled() || sent(o.period))))
}

/// One alert a quarter with the count of ongoing tasks led by the commune without a statement.
fn statements(scene: &Scene<'_>, tasks: &[Task], period: Period) -> Option<Alert> {
    let lacks = |task: &&Task| {
        task.asks_statements() && task.occurrences.iter().any(|o| o.period == period && o.lacks_statement())
    };
    let missing: Vec<String> = tasks.iter().filter(lacks).map(|t| t.id.clone()).collect();
    if missing.is_empty() || reported(scene, tasks, period) {
        return None;
    }
    let day = deadline::report_day(scene.pack, scene.book, scene.calendar, period)?;
    let reason = Reason::Statements { tasks: missing, rule: day.rule.clone(), mark: day.mark };
    let name = scene.pack.window(period).map_or_else(|| period.to_string(), |w| w.name.clone());
    let mut base = bare(Kind::CheckinMissing, Severity::Note, &period.to_string(), &name, reason);
    base.period = Some(period);
    dated(scene, Kind::CheckinMissing, &day, None, base)
}

/// The first report that needs a month's figures and its day.
fn report_for(scene: &Scene<'_>, month: Period) -> Option<Day> {
    let periods = &scene.pack.checkin.periods;
    let period = periods.iter().find(|p| p.months().contains(&month))?;
    deadline::report_day(scene.pack, scene.book, scene.calendar, *period)
}

/// Closed months without figures, or with fields that lack some.
fn missing_figures(scene: &Scene<'_>, memo: &mut Memo) -> Vec<Alert> {
    let closed = scene.pack.lists.period.iter().filter(|w| w.code.is_month() && w.to < scene.today);
    let with_reason = closed.filter_map(|w| Some((w, missing_in(scene, w, memo)?)));
    with_reason
        .map(|(window, reason)| {
            let mut alert =
                bare(Kind::FiguresMissing, Severity::Warning, &window.code.to_string(), &window.name, reason);
            alert.period = Some(window.code);
            if let Some(day) = report_for(scene, window.code) {
                let working = scene.calendar.between(scene.today, day.safe);
                alert.severity = severity(scene, None, working).unwrap_or(Severity::Note);
                alert.due = Some(day.legal);
                alert.safe_day = Some(day.safe);
                alert.days_left = Some((day.legal - scene.today).num_days());
                alert.working_days_left = Some(working);
            }
            alert
        })
        .collect()
}

/// What a closed month lacks: everything; or fields that an earlier month of the year has, and cells
/// of fields that have begun.
fn missing_in(scene: &Scene<'_>, window: &Window, memo: &mut Memo) -> Option<Reason> {
    let (pack, book) = (scene.pack, scene.book);
    if !figures::month_has_figures(pack, book, window.code) {
        return Some(Reason::WindowClosed(window.to));
    }
    let form = pack.field_form()?;
    let (_, month) = window.code.month_span();
    let earlier = |field: &str| (1..month).any(|m| book.has_cells(Period::month(window.code.year, m), field));
    let begun = |field: &str| book.has_cells(window.code, field);
    let fields = || pack.lists.field.iter();
    let lacks = |field: &str| begun(field) && !figures::is_complete(form, book, window.code, field);
    let names = || fields().filter(|f| lacks(&f.code)).map(|f| f.name.clone()).collect();
    let partial: Vec<String> = remembered(&mut memo.partial, scene, window.code, names).clone();
    let left_out = fields().filter(|f| !begun(&f.code) && earlier(&f.code));
    let absent: Vec<String> = left_out.map(|f| f.name.clone()).collect();
    (!absent.is_empty() || !partial.is_empty()).then_some(Reason::Incomplete { absent, partial })
}

/// Months with rows whose level before was corrected after they were entered.
fn rows_to_review(scene: &Scene<'_>) -> Vec<Alert> {
    let mut rows: BTreeMap<Period, Vec<String>> = BTreeMap::new();
    for (key, _) in scene.book.marks() {
        if let Key::Review(month, field) = key {
            rows.entry(*month).or_default().push(scene.pack.field_name(field).to_owned());
        }
    }
    let one = |(month, fields): (Period, Vec<String>)| {
        let window = scene.pack.window(month)?;
        let reason = Reason::Corrected(fields);
        let alert = bare(Kind::Review, Severity::Warning, &month.to_string(), &window.name, reason);
        Some(Alert { period: Some(month), ..alert })
    };
    rows.into_iter().filter_map(one).collect()
}

/// Texts of the error rules that a month breaks; none without figures.
fn errors_of(scene: &Scene<'_>, month: Period) -> Vec<String> {
    let figures = figures::compute(scene.pack, scene.book, month).filter(figures::Figures::any);
    figures.map(|figures| rule::errors(scene.pack, scene.book, &figures)).unwrap_or_default()
}

fn broken_rules(scene: &Scene<'_>, memo: &mut Memo) -> Vec<Alert> {
    let months = scene.pack.lists.period.iter().filter(|w| w.code.is_month() && w.from <= scene.today);
    let mut out = Vec::new();
    for window in months {
        let work_out = || errors_of(scene, window.code);
        let texts = remembered(&mut memo.errors, scene, window.code, work_out).clone();
        if !texts.is_empty() {
            let code = window.code.to_string();
            let mut alert = bare(Kind::RuleBroken, Severity::Urgent, &code, &window.name, Reason::Rules(texts));
            alert.period = Some(window.code);
            out.push(alert);
        }
    }
    out
}

/// Spans a target may be judged on, best first. Targets are yearly: the longest span since January
/// comes first, then the newest quarter, then the newest month; each only when all its months have
/// figures.
fn target_spans(scene: &Scene<'_>) -> Vec<Period> {
    let year = scene.pack.plan.year;
    let begun = |p: Period| scene.pack.window(p).is_some_and(|w| w.from <= scene.today);
    let has = |m: &Period| begun(*m) && figures::month_has_figures(scene.pack, scene.book, *m);
    let longest = [Part::Year, Part::NineMonths, Part::Half];
    let parts = longest.into_iter().chain((1..=4).rev().map(Part::Quarter)).chain((1..=12).rev().map(Part::Month));
    parts.map(|part| Period { year, part }).filter(|p| begun(*p) && p.months().iter().all(has)).collect()
}

/// Each indicator on the first span where its ratio exists.
fn missed_targets(scene: &Scene<'_>, memo: &mut Memo) -> Vec<Alert> {
    let rows = &scene.pack.lists.indicator;
    let mut judged: BTreeMap<&str, (Period, Indicator)> = BTreeMap::new();
    for period in target_spans(scene) {
        if judged.len() == rows.len() {
            break;
        }
        let work_out = || {
            let figures = figures::compute(scene.pack, scene.book, period);
            figures.map(|f| indicator::evaluate(scene.pack, scene.book, &f)).unwrap_or_default()
        };
        let found = remembered(&mut memo.indicators, scene, period, work_out);
        for (indicator, row) in found.iter().zip(rows).filter(|(i, _)| i.met.is_some()) {
            judged.entry(&row.code).or_insert_with(|| (period, indicator.clone()));
        }
    }
    let mut out = Vec::new();
    for row in rows {
        let known = judged.remove(row.code.as_str());
        if let Some((period, indicator)) = known.filter(|(_, i)| i.met == Some(false)) {
            let reason = Reason::Target(indicator);
            let alert = bare(Kind::TargetMissed, Severity::Warning, &row.code, &row.name, reason);
            out.push(Alert { period: Some(period), ..alert });
        }
    }
    out
}

/// A plan that is over: one alert that says what is left instead of a thousand days late.
fn folded(scene: &Scene<'_>, rest: &[Alert]) -> Alert {
    let plan = &scene.pack.plan;
    let name = |a: &Alert| match a.period {
        Some(period) => format!("{} ({period})", a.reference),
        None => a.reference.clone(),
    };
    let overdue: Vec<String> = rest.iter().filter(|a| a.kind == Kind::Overdue).map(name).collect();
    let soon = rest.iter().filter(|a| a.kind == Kind::DueSoon);
    let ahead: Vec<(String, NaiveDate)> = soon.filter_map(|a| Some((name(a), a.due?))).collect();
    let others = rest.len() - overdue.len() - ahead.len();
    let reason = Reason::PlanOver { ended: plan.valid_to, overdue, ahead, others };
    bare(Kind::Setup, Severity::Critical, &plan.year.to_string(), &plan.title, reason)
}
