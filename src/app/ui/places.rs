//! Places a line of the overview or of a checklist leads to.

use super::action::Screen;
use super::figures::PartOf;
use super::panel::Panel;
use super::{AppError, Modal, State};
use crate::domain::alert::{Alert, Kind, Reason};
use crate::domain::period::Period;

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
    /// Settings.
    Settings,
}

/// Where an alert leads.
pub fn of(alert: &Alert) -> Place {
    match (alert.kind, &alert.reason, alert.period) {
        (Kind::SubmissionDue | Kind::NotSent | Kind::Review, _, Some(period)) => Place::Report(period),
        (Kind::CheckinMissing, Reason::Statements { tasks, .. }, period) => {
            Place::Task(tasks.first().cloned().unwrap_or_default(), period)
        }
        (Kind::TargetMissed, _, Some(period)) => {
            let code = (String::new(), alert.reference.clone());
            Place::Figures(period, PartOf::Indicators, Some(code))
        }
        (Kind::FiguresMissing | Kind::RuleBroken, _, Some(period)) => Place::Figures(period, PartOf::Form, None),
        (_, _, period) => alert.task_id.clone().map_or(Place::Settings, |id| Place::Task(id, period)),
    }
}

/// Goes there.
pub fn go(state: &mut State, place: Place) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    match place {
        Place::Settings => return super::forms::begin(state, &super::Action::Settings, super::panel::Subject::None),
        Place::Task(id, period) => {
            let rows = work.tasks_view.rows(&work.session.pack, &work.tasks);
            if let Some(at) = rows.iter().position(|r| r.is_some_and(|t| t.id == id)) {
                work.tasks_view.list.at = at;
            }
            state.modals.push(Modal::Panel(Panel::task(id, period)));
        }
        Place::Report(period) => {
            work.screen = Screen::Reports;
            let periods = super::panel::report_periods(&work.session.pack);
            work.reports = periods.iter().position(|p| *p == period).unwrap_or(0);
            let panel = Panel::report(period).at_first_open(work);
            state.modals.push(Modal::Panel(panel));
        }
        Place::Figures(period, part, cell) => {
            work.screen = Screen::Figures;
            work.figures.open_at(&work.session, period, part, cell.as_ref());
        }
    }
    Ok(())
}
