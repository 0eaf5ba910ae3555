//! What was reported, beside what the figures say now: read back from the package that was sent.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Session;
use crate::domain::cell::Cell;
use crate::domain::figures::Figures;
use crate::domain::period::Period;
use crate::domain::rule::TOTAL_ROW;
use crate::domain::submission::Submission;
use crate::package;

/// Figures of a period as a package that was sent has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// Period of the report.
    pub report: Period,
    /// Its revision, from 1.
    pub revision: u32,
    /// Values by row (field, form or total) and column.
    cells: BTreeMap<(String, String), Cell>,
}

/// A value that is another one than was reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Field, code of a single-row form, or `total`.
    pub field: String,
    /// Column.
    pub column: String,
    /// As reported.
    pub reported: Cell,
    /// As the figures say now.
    pub now: Cell,
}

impl Reported {
    /// The value that was reported: missing for a row the report has not, none where its row has no such
    /// cell.
    pub fn cell(&self, field: &str, column: &str) -> Option<Cell> {
        let has_row = || self.cells.keys().any(|(of, _)| of == field);
        let cell = self.cells.get(&(field.to_owned(), column.to_owned())).copied();
        cell.or_else(|| (!has_row()).then_some(Cell::Missing))
    }

    /// Every value of the report that is another one now, and those of fields begun since, by codes of
    /// field and column.
    pub fn differences(&self, figures: &Figures) -> Vec<Difference> {
        let now = |field: &str, column: &str| {
            let row = figures.rows.iter().find(|r| r.field == field);
            let cells = if field == TOTAL_ROW { Some(&figures.totals) } else { row.map(|r| &r.cells) };
            cells.unwrap_or(&figures.counters).get(column).copied().unwrap_or_default()
        };
        let one = |((field, column), reported): (&(String, String), &Cell)| {
            let now = now(field, column);
            let (field, column) = (field.clone(), column.clone());
            (now != *reported).then_some(Difference { field, column, reported: *reported, now })
        };
        let reported: BTreeSet<&String> = self.cells.keys().map(|(field, _)| field).collect();
        let begun = figures.rows.iter().filter(|row| !reported.contains(&row.field));
        let begun = begun.flat_map(|row| row.cells.iter().map(|(column, now)| (&row.field, column, *now)));
        let begun = begun.filter(|(.., now)| now.is_known()).map(|(field, column, now)| {
            let (field, column) = (field.clone(), column.clone());
            Difference { field, column, reported: Cell::Missing, now }
        });
        self.cells.iter().filter_map(one).chain(begun).collect()
    }
}

impl Session {
    /// The newest package sent for a period, else for a longer one that has it as a month.
    fn sent_for(&self, period: Period) -> Option<(Period, &Submission)> {
        let sent = self.store.book().all_submissions().filter(|(_, s)| s.sent.is_some());
        let covers = sent.filter(|(p, _)| *p == period || (period.is_month() && p.months().contains(&period)));
        // The period's own before others, the shortest of those first; of each the newest revision.
        covers.min_by_key(|(p, s)| (*p != period, p.months().len(), std::cmp::Reverse(s.revision)))
    }

    /// Hash of the package that [`Session::reported`] reads.
    pub(super) fn reported_by(&self, period: Period) -> Option<String> {
        self.sent_for(period).map(|(_, s)| s.sha256.clone())
    }

    /// What was reported of a period; none where nothing was sent, or its package cannot be read.
    pub fn reported(&self, period: Period) -> Option<Reported> {
        let (_, submission) = self.sent_for(period)?;
        let bytes = self.store.package(&submission.sha256, package::MAX_BYTES).ok()??;
        of_package(&bytes, submission, period)
    }
}

/// What a package says of a period; none where it cannot be read.
pub(super) fn of_package(bytes: &[u8], submission: &Submission, period: Period) -> Option<Reported> {
    let cells = package::figures_of(bytes, period)?;
    let cells = cells.into_iter().map(|(field, column, cell)| ((field, column), cell)).collect();
    Some(Reported { report: submission.period, revision: submission.revision, cells })
}
