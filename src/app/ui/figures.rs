//! Figures on screen: the table of periods, the grid of the field form, the counters and the
//! indicators of an open period. What is typed into a cell is `entry`'s work.

use super::action::Step;
use super::input::Input;
use super::steps::step_cell;
use crate::app::Session;
use crate::app::reported::Reported;
use crate::domain::cell::Cell;
use crate::domain::figures::{self, Figures};
use crate::domain::indicator::{self, Indicator};
use crate::domain::pack::{Gather, Pack, Severity};
use crate::domain::period::Period;
use crate::domain::rule::{self, Issue};

/// Parts of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum PartOf {
    /// The form with one row per field (II.06a).
    #[default]
    Form,
    /// The forms with one row.
    Counters,
    /// Indicators against their targets.
    Indicators,
}

/// Every part, in order.
pub const PARTS: [PartOf; 3] = [PartOf::Form, PartOf::Counters, PartOf::Indicators];

/// What the table of periods says of one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Fields with figures.
    pub fields: usize,
    /// Broken rules, errors.
    pub errors: usize,
    /// Broken rules, warnings without explanation.
    pub warnings: usize,
    /// Counters known.
    pub counters: usize,
    /// Indicators that can be judged.
    pub judged: usize,
    /// Indicators met.
    pub met: usize,
}

/// The open period's figures with what follows.
#[derive(Debug)]
pub struct Shown {
    /// Figures.
    pub figures: Figures,
    /// Broken rules.
    pub issues: Vec<Issue>,
    /// Indicators.
    pub indicators: Vec<Indicator>,
    /// The same from January to the end of the period; empty where the pack lacks a window of them, and
    /// while another part is shown.
    pub to_date: Vec<Indicator>,
}

/// Cursors of the figures screen.
#[derive(Debug, Default)]
pub struct FiguresView {
    /// Row of the table of periods.
    pub row: usize,
    /// Part chosen there, and shown when open.
    pub part: PartOf,
    /// A period is open.
    pub open: bool,
    /// Row of the grid: field.
    pub field: usize,
    /// Column of the grid, counted over all columns of the form.
    pub column: usize,
    /// Row of the counters.
    pub counter: usize,
    /// Row of the indicators.
    pub indicator: usize,
    /// What is being typed into the cell.
    pub entry: Option<Input>,
    /// The value was there and is edited: arrows move its caret.
    pub editing: bool,
    /// Column in which the row was begun by going from cell to cell: the next row begins there too.
    pub(super) begun_at: Option<usize>,
    /// The open period.
    pub shown: Option<Shown>,
    /// What was reported of it, with the period and the hash of the package it was read from.
    reported: Option<(Period, String, Reported)>,
    /// One for each period of the pack.
    pub summaries: Vec<Summary>,
}

impl FiguresView {
    /// The period the cursor is on.
    pub fn period(&self, pack: &Pack) -> Option<Period> {
        pack.lists.period.get(self.row).map(|w| w.code)
    }

    /// Cells can be typed in: an open month's form or counters.
    pub fn takes_figures(&self) -> bool {
        let month = self.shown.as_ref().is_some_and(|s| s.figures.period.is_month());
        self.part == PartOf::Form || (month && self.part == PartOf::Counters)
    }

    /// Puts the cursor on the month whose window has closed last before today.
    pub(super) fn point_at_day(&mut self, session: &Session) {
        let windows = &session.pack.lists.period;
        let closed = windows.iter().rposition(|w| w.code.is_month() && w.to < session.world.today);
        self.row = closed.unwrap_or(0);
    }

    /// Goes on to the next cell that is entered.
    pub(super) fn step_on(&mut self, pack: &Pack) {
        step_cell(self, pack, Step::Next);
    }

    /// Works out anew what is shown.
    pub(super) fn refresh(&mut self, session: &Session) {
        let pack = &session.pack;
        self.shown = self.period(pack).filter(|_| self.open).and_then(|period| shown(session, period));
        if let (Some(shown), PartOf::Indicators) = (&mut self.shown, self.part) {
            let since = figures::to_date(pack, session.store.book(), shown.figures.period);
            shown.to_date = since.map(|f| indicator::evaluate(pack, session.store.book(), &f)).unwrap_or_default();
        }
        self.read_reported(session);
        // A field of the commune's own may be gone.
        self.field = self.field.min(pack.lists.field.len().saturating_sub(1));
        // They are seen only while no period is open.
        if !self.open {
            self.summaries = pack.lists.period.iter().map(|w| summary(session, w.code)).collect();
        }
    }

    /// What was reported of the open period, where a report of it was sent.
    pub fn reported(&self) -> Option<&Reported> {
        self.reported.as_ref().map(|(.., reported)| reported)
    }

    /// Reads the package of the open period's report, once.
    fn read_reported(&mut self, session: &Session) {
        let period = self.shown.as_ref().map(|shown| shown.figures.period);
        let by = period.and_then(|period| Some((period, session.reported_by(period)?)));
        let same = match (&by, &self.reported) {
            (Some((period, hash)), Some((of, read, _))) => (period, hash) == (of, read),
            (None, None) => true,
            _ => false,
        };
        if !same {
            self.reported = by.and_then(|(period, hash)| Some((period, hash, session.reported(period)?)));
        }
    }

    /// Opens a part of a period, at a cell where one is meant.
    pub(super) fn open_at(&mut self, session: &Session, period: Period, part: PartOf, cell: Option<&(String, String)>) {
        let pack = &session.pack;
        self.row = pack.lists.period.iter().position(|w| w.code == period).unwrap_or(self.row);
        (self.part, self.open, self.entry, self.begun_at) = (part, true, None, None);
        let columns = pack.field_form().map(|f| f.column.as_slice()).unwrap_or_default();
        let counter = cell.and_then(|(_, code)| counters(pack).position(|(_, column)| column == *code));
        (self.counter, self.indicator) = (counter.filter(|_| part == PartOf::Counters).unwrap_or(0), 0);
        if let (PartOf::Indicators, Some((_, code))) = (part, cell) {
            self.indicator = pack.lists.indicator.iter().position(|i| i.code == *code).unwrap_or(0);
        } else if let (PartOf::Form, Some((field, column))) = (part, cell) {
            self.field = pack.lists.field.iter().position(|f| f.code == *field).unwrap_or(self.field);
            self.column = columns.iter().position(|c| c.code == *column).unwrap_or(self.column);
        } else {
            self.column = columns.iter().position(|c| c.gather != Gather::Derived).unwrap_or(0);
            self.field = 0;
        }
        self.refresh(session);
    }

    /// Row code, column code and cell under the cursor.
    pub fn cell(&self, pack: &Pack) -> Option<(String, String, Cell)> {
        let shown = self.shown.as_ref()?;
        match self.part {
            PartOf::Form => {
                let column = &pack.field_form()?.column.get(self.column)?.code;
                let row = shown.figures.rows.get(self.field)?;
                Some((row.field.clone(), column.clone(), row.cells.get(column).copied().unwrap_or_default()))
            }
            PartOf::Counters => {
                let (form, column) = counters(pack).nth(self.counter)?;
                Some((form, column.clone(), shown.figures.counters.get(&column).copied().unwrap_or_default()))
            }
            PartOf::Indicators => None,
        }
    }

    /// The cell in each of the twelve months before the open one, oldest first; nothing for longer
    /// periods and where none of them has a value.
    pub fn months_before(&self, session: &Session, row: &str, column: &str) -> Vec<(Period, Cell)> {
        let (pack, book) = (&session.pack, session.store.book());
        let month = self.period(pack).filter(|p| p.is_month());
        let Some((month, (form, _))) = month.zip(pack.column(column)) else { return Vec::new() };
        let months = std::iter::successors(Some(month.month_before()), |m| Some(m.month_before())).take(12);
        let value = |m: Period| figures::row(form, book, m, row).cells.get(column).copied().unwrap_or_default();
        let mut out: Vec<(Period, Cell)> = months.map(|m| (m, value(m))).collect();
        out.reverse();
        if out.iter().any(|(_, cell)| cell.is_known()) { out } else { Vec::new() }
    }

    /// Broken rules that speak of the cell under the cursor, worst first.
    pub fn issues_here(&self, pack: &Pack) -> Vec<&Issue> {
        let (Some(shown), Some((row, column, _))) = (&self.shown, self.cell(pack)) else { return Vec::new() };
        shown.issues.iter().filter(|i| i.cells.iter().any(|c| c.field == row && c.column == column)).collect()
    }
}

/// Form and column code of every counter, in order.
pub fn counters(pack: &Pack) -> impl Iterator<Item = (String, String)> {
    pack.single_forms().flat_map(|f| f.column.iter().map(|c| (f.code.clone(), c.code.clone())))
}

/// Broken rules of a period, worst first.
pub(super) fn issues(session: &Session, period: Period) -> Vec<Issue> {
    shown(session, period).map(|shown| shown.issues).unwrap_or_default()
}

fn shown(session: &Session, period: Period) -> Option<Shown> {
    let (pack, book) = (&session.pack, session.store.book());
    let figures = figures::compute(pack, book, period)?;
    let issues = rule::issues(pack, book, &figures);
    let indicators = indicator::evaluate(pack, book, &figures);
    Some(Shown { figures, issues, indicators, to_date: Vec::new() })
}

fn summary(session: &Session, period: Period) -> Summary {
    let Some(Shown { figures, issues, indicators, .. }) = shown(session, period) else { return Summary::default() };
    if !figures.any() && !figures.counters.values().any(|c| c.is_known()) {
        return Summary::default();
    }
    let count = |severity| issues.iter().filter(|i| i.severity == severity && i.is_open()).count();
    Summary {
        fields: figures.rows.iter().filter(|r| r.begun).count(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        counters: figures.counters.values().filter(|c| c.is_known()).count(),
        judged: indicators.iter().filter(|i| i.met.is_some()).count(),
        met: indicators.iter().filter(|i| i.met == Some(true)).count(),
    }
}
