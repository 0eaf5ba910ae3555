//! Places a line of the overview or of a checklist leads to.

use super::action::Screen;
use super::figures::PartOf;
use super::form::Purpose;
use super::panel::{Panel, Subject};
use super::{AppError, Modal, State, Work, reports};
use crate::domain::alert::{Alert, Kind, Reason};
use crate::domain::marks::Marked;
use crate::domain::pack::Severity;
use crate::domain::period::Period;
use crate::domain::rule::Issue;

/// Somewhere to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A task, or one of its occurrences.
    Task(String, Option<Period>),
    /// A part of a period, at a row and column where one is meant: field and
    /// column of the form, or nothing and the indicator's code.
    Figures(Period, PartOf, Option<(String, String)>),
    /// A report.
    Report(Period),
    /// A report in words.
    Words(Period),
    /// The packages made of a period.
    Kept(Period),
    /// Where to write a copy of a package: period, revision.
    Copy(Period, u32),
    /// The officer's own passage of a section.
    Passage(Period, String),
    /// Due day of a report.
    DueDay(Period),
    /// Settings.
    Settings,
}

impl Place {
    /// True for what opens over the panel that led there: an occurrence over its task, a form.
    pub(super) fn opens_over(&self) -> bool {
        !matches!(self, Self::Figures(..) | Self::Report(_))
    }
}

/// Where an alert leads.
pub fn of(work: &Work, alert: &Alert) -> Place {
    match (alert.kind, &alert.reason, alert.period) {
        (Kind::Review, Reason::Corrected(_), Some(period)) => {
            let row = work.session.marks().into_iter().find(|m| m.period == period && !m.review.is_empty());
            row.map_or(Place::Figures(period, PartOf::Form, None), |row| marked(work, &row))
        }
        (
            Kind::SubmissionDue
            | Kind::NotExported
            | Kind::NotSent
            | Kind::ReceiptMissing
            | Kind::Returned
            | Kind::Review,
            _,
            Some(period),
        ) => Place::Report(period),
        (Kind::CheckinMissing, Reason::Statements { tasks, .. }, period) => {
            Place::Task(tasks.first().cloned().unwrap_or_default(), period)
        }
        (Kind::TargetMissed, _, Some(period)) => {
            let code = (String::new(), alert.reference.clone());
            Place::Figures(period, PartOf::Indicators, Some(code))
        }
        (Kind::FiguresMissing | Kind::RuleBroken, _, Some(period)) => {
            let issues = super::figures::issues(&work.session, period);
            let meant = |issue: &&Issue| alert.kind == Kind::FiguresMissing || issue.severity == Severity::Error;
            let issue = issues.iter().find(meant);
            issue.map_or(Place::Figures(period, PartOf::Form, None), |issue| cell(work, issue))
        }
        (_, _, period) => alert.task_id.clone().map_or(Place::Settings, |id| Place::Task(id, period)),
    }
}

/// The cell a broken rule speaks of.
pub fn cell(work: &Work, issue: &Issue) -> Place {
    let month = issue.cells.iter().map(|c| c.period).find(|p| p.is_month()).unwrap_or(issue.period);
    let first = issue.cells.first();
    let part = first.map_or(PartOf::Form, |c| reports::part_of(work, &c.field));
    Place::Figures(month, part, first.map(|c| (c.field.clone(), c.column.clone())))
}

/// The cell something was left at; a row's is the one that continues the month before.
pub fn marked(work: &Work, marked: &Marked) -> Place {
    let pack = &work.session.pack;
    let part = reports::part_of(work, &marked.field);
    let carried = || pack.field_form().and_then(|f| f.carry.as_ref()).map(|c| c.column.clone()).unwrap_or_default();
    let column = marked.column.clone().unwrap_or_else(carried);
    Place::Figures(marked.period, part, Some((marked.field.clone(), column)))
}

/// Goes there. Figures lead back to the screen, and to the panel, that led to them.
pub fn go(state: &mut State, place: Place, from: Option<Panel>) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    match place {
        Place::Settings => return super::forms::begin(state, &super::Action::Settings, Subject::None),
        Place::Task(id, period) => {
            let rows = work.tasks_view.rows(&work.session.pack, &work.tasks);
            if let Some(at) = rows.iter().position(|r| r.is_some_and(|t| t.id == id)) {
                work.tasks_view.list.at = at;
            }
            state.modals.push(Modal::Panel(Panel::task(id, period)));
        }
        Place::Report(period) => super::reports::go(state, period),
        Place::Words(period) => state.modals.push(Modal::Panel(Panel::about(Subject::Words(period)))),
        Place::Kept(period) => state.modals.push(Modal::Panel(Panel::about(Subject::Kept(period)))),
        Place::Passage(period, section) => open_form(state, &Purpose::Passage(period, section)),
        Place::Copy(period, revision) => open_form(state, &Purpose::Copy(period, revision)),
        Place::DueDay(period) => {
            return super::forms::begin(state, &super::Action::DueDay, Subject::Report(period));
        }
        Place::Figures(period, part, cell) => {
            work.back = Some((work.screen, from));
            work.screen = Screen::Figures;
            work.figures.open_at(&work.session, period, part, cell.as_ref());
        }
    }
    Ok(())
}

fn open_form(state: &mut State, purpose: &Purpose) {
    let form = super::report_forms::form(state, purpose);
    state.modals.extend(form.map(|form| Modal::Form(Box::new(form))));
}
