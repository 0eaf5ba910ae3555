//! Panels over a screen: a task, an occurrence or a report with what there is to say and to do.

use std::borrow::Cow;

use super::action::Action;
use super::form::Which;
use super::places::{self, Place};
use super::{Work, links, reports, tasks};
use crate::domain::agenda::{self, Duty, Span, Standing};
use crate::domain::book::Status;
use crate::domain::indicator::Indicator;
use crate::domain::marks::Marked;
use crate::domain::pack::{DeadlineKind, Pack};
use crate::domain::period::Period;
use crate::domain::task::{Occurrence, Task};
use crate::strings::{agenda as words_of, grid, tasks as words, ui};

/// What a panel or a form is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// Nothing in particular.
    None,
    /// A task or occurrence.
    Task(Which),
    /// A report.
    Report(Period),
    /// A report in words.
    Words(Period),
    /// The packages made of a period.
    Kept(Period),
    /// Everything left at cells.
    Marks,
    /// Open duties by week and month.
    Agenda,
    /// What the commune is judged on.
    Scorecard,
}

/// How a line of a panel is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// In order.
    Good,
    /// Something is open.
    Open,
    /// Something stands in the way.
    Bad,
    /// Only to be read.
    Plain,
}

/// A row of a panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Something to know, possibly leading somewhere.
    Line {
        /// How it is meant.
        sign: Sign,
        /// Sentence.
        text: String,
        /// Where it leads.
        jump: Option<Place>,
    },
    /// Something to do.
    Do(Action),
}

/// A panel: what it is about and its cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    subject: Subject,
    /// Row.
    pub at: usize,
    /// Its rows as they stood at a turn of the work: working a report out takes longer than painting it.
    known: Option<(u64, Vec<Item>)>,
}

impl Panel {
    /// A task's, or one of its occurrences'.
    pub fn task(id: String, period: Option<Period>) -> Self {
        Self::about(Subject::Task(Which::one(id, period)))
    }

    /// A report's.
    pub fn report(period: Period) -> Self {
        Self::about(Subject::Report(period))
    }

    /// About something that has no row of its own.
    pub(super) fn about(subject: Subject) -> Self {
        Self { subject, at: 0, known: None }
    }

    /// With the cursor on what stands in the way, else on the first thing to do.
    #[must_use]
    pub(super) fn at_first_open(mut self, work: &Work) -> Self {
        self.remember(work);
        let items = self.items(work);
        let bad = items.iter().position(|i| matches!(i, Item::Line { sign: Sign::Bad, .. }));
        self.at = bad.or_else(|| items.iter().position(|i| matches!(i, Item::Do(_)))).unwrap_or(0);
        self
    }

    /// What it is about.
    pub fn subject(&self) -> Subject {
        self.subject.clone()
    }

    /// Its rows as things stand.
    pub fn items(&self, work: &Work) -> Cow<'_, [Item]> {
        match &self.known {
            Some((turn, items)) if *turn == work.turn => Cow::Borrowed(items),
            _ => Cow::Owned(self.worked_out(work)),
        }
    }

    /// Remembers its rows until something is stored.
    pub(super) fn remember(&mut self, work: &Work) {
        if self.known.as_ref().is_none_or(|(turn, _)| *turn != work.turn) {
            self.known = Some((work.turn, self.worked_out(work)));
        }
    }

    fn worked_out(&self, work: &Work) -> Vec<Item> {
        match &self.subject {
            Subject::None => Vec::new(),
            Subject::Task(which) => task_items(work, which),
            Subject::Report(period) => reports::items(work, *period),
            Subject::Words(period) => reports::word_items(work, *period),
            Subject::Kept(period) => reports::kept_items(work, *period),
            Subject::Agenda => agenda_items(work),
            Subject::Scorecard => score_items(work),
            Subject::Marks => work.session.marks().iter().map(|m| mark_item(work, m)).collect(),
        }
    }
}

fn task_items(work: &Work, which: &Which) -> Vec<Item> {
    let Some(task) = work.tasks.iter().find(|t| t.id == which.id) else { return Vec::new() };
    let ongoing = task.deadline.kind == DeadlineKind::Ongoing;
    if which.period.is_none() && !task.occurrences.is_empty() {
        let mut out: Vec<Item> = task.occurrences.iter().map(|o| occurrence_item(work, task, o)).collect();
        out.extend(indicator_items(work, task));
        return out;
    }
    let occurrence = task.occurrences.iter().find(|o| Some(o.period) == which.period);
    let status = occurrence.map_or(task.status, |o| o.status);
    let mut out: Vec<Item> = tasks::choices(task, status, ongoing).into_iter().map(Item::Do).collect();
    out.extend(indicator_items(work, task));
    out
}

/// Open duties under the stretch they fall into.
fn agenda_items(work: &Work) -> Vec<Item> {
    let mut out = Vec::new();
    for (span, list) in agenda::agenda(&work.tasks, work.session.world.today) {
        let sign = if span == Span::Overdue { Sign::Bad } else { Sign::Good };
        out.push(Item::Line { sign, text: format!("— {} —", words_of::span(span)), jump: None });
        out.extend(list.iter().map(|duty| duty_item(duty, &words_of::duty(duty))));
    }
    out
}

/// A duty that leads to its task.
fn duty_item(duty: &Duty, text: &str) -> Item {
    let sign = match duty.standing {
        Standing::OnTime | Standing::Na => Sign::Good,
        Standing::Open => Sign::Open,
        Standing::Late | Standing::Overdue => Sign::Bad,
    };
    Item::Line { sign, text: text.to_owned(), jump: Some(Place::Task(duty.task_id.clone(), duty.period)) }
}

/// Numbers of the scorecard, each with the list behind it.
fn score_items(work: &Work) -> Vec<Item> {
    let (card, pack) = (work.scorecard(), &work.session.pack);
    let mut out = Vec::new();
    let named = card.groups.iter().map(|(number, score)| (words_of::group(pack, number), score));
    for (name, score) in named.chain([(words_of::REPORTS.to_owned(), &card.reports)]) {
        let sign = if score.overdue + score.late > 0 { Sign::Bad } else { Sign::Good };
        out.push(Item::Line { sign, text: format!("— {}", words_of::score(&name, score)), jump: None });
        out.extend(score.items.iter().map(|duty| duty_item(duty, &words_of::scored(duty))));
    }
    let (stated, all) = card.statements;
    let sign = if stated < all { Sign::Open } else { Sign::Good };
    out.push(Item::Line { sign, text: format!("— {}", words_of::statements(card.statements)), jump: None });
    let missed = card.targets.iter().any(|(_, met)| *met == Some(false));
    let sign = if missed { Sign::Bad } else { Sign::Good };
    out.push(Item::Line { sign, text: format!("— {}", words_of::targets(card)), jump: None });
    out.extend(card.targets.iter().map(|(code, met)| {
        let sign = match met {
            Some(true) => Sign::Good,
            Some(false) => Sign::Bad,
            None => Sign::Open,
        };
        let jump = links::of_indicator(work, code);
        Item::Line { sign, text: words_of::target(pack, code, *met), jump }
    }));
    out
}

/// The indicators that measure a task, each with its present rate.
fn indicator_items(work: &Work, task: &Task) -> Vec<Item> {
    let one = |(row, now, place): (_, Indicator, Place)| {
        let sign = match now.met {
            Some(true) => Sign::Good,
            Some(false) => Sign::Bad,
            None => Sign::Open,
        };
        Item::Line { sign, text: words::measured_by(&row, &now), jump: Some(place) }
    };
    links::of_task(work, task).into_iter().map(one).collect()
}

fn mark_item(work: &Work, marked: &Marked) -> Item {
    // A comment alone asks for nothing.
    let open = marked.follow.is_some() || !marked.review.is_empty();
    let sign = if open { Sign::Open } else { Sign::Good };
    Item::Line { sign, text: grid::marked(&work.session.pack, marked), jump: Some(places::marked(work, marked)) }
}

fn occurrence_item(work: &Work, task: &Task, occurrence: &Occurrence) -> Item {
    let overdue = occurrence.legal_day.is_some_and(|day| work.session.world.today > day);
    let lacks = !task.asks_statements() || occurrence.lacks_statement();
    let sign = match occurrence.status {
        status if status.settled() => Sign::Good,
        Status::InProgress if !lacks => Sign::Good,
        _ if overdue && lacks && task.deadline.kind == DeadlineKind::Recurring => Sign::Bad,
        _ => Sign::Open,
    };
    let jump = Some(Place::Task(task.id.clone(), Some(occurrence.period)));
    Item::Line { sign, text: ui::occurrence(&work.session.pack, occurrence), jump }
}

/// Periods of the report list: those with a duty first, then the others the pack has.
pub fn report_periods(pack: &Pack) -> Vec<Period> {
    let duty = pack.lists.task.iter().filter(|t| t.id == pack.report.task).flat_map(|t| &t.deadline.periods);
    let mut out: Vec<Period> = duty.copied().collect();
    let others = pack.lists.period.iter().map(|w| w.code);
    let rest: Vec<Period> = others.filter(|p| !out.contains(p)).collect();
    let longer = rest.iter().filter(|p| !p.is_month()).copied();
    out.extend(longer.collect::<Vec<_>>());
    out.extend(rest.into_iter().filter(|p| p.is_month()));
    out
}
