//! From tasks to the indicators that measure them, and back.

use super::action::Screen;
use super::figures::PartOf;
use super::places::{self, Place};
use super::{AppError, State, Work};
use crate::domain::figures;
use crate::domain::indicator::{self, Indicator};
use crate::domain::pack::IndicatorRow;
use crate::domain::period::Period;
use crate::domain::task::{Role, Task};
use crate::strings::tasks as words;

/// The month whose indicators are shown: the newest whose window has closed, else the first.
fn month(work: &Work) -> Option<Period> {
    let windows = &work.session.pack.lists.period;
    let months = || windows.iter().filter(|w| w.code.is_month());
    let closed = months().rfind(|w| w.to < work.session.world.today);
    closed.or_else(|| months().next()).map(|w| w.code)
}

/// The indicators that measure a task, since January up to the newest closed month: where each is shown.
pub(super) fn of_task(work: &Work, task: &Task) -> Vec<(IndicatorRow, Indicator, Place)> {
    let (pack, book) = (&work.session.pack, work.session.store.book());
    let Some(month) = month(work).filter(|_| !task.links.is_empty()) else { return Vec::new() };
    let since = figures::to_date(pack, book, month).or_else(|| figures::compute(pack, book, month));
    let Some(figures) = since else { return Vec::new() };
    let now = indicator::evaluate(pack, book, &figures);
    let of = |row: &IndicatorRow| Place::Figures(month, PartOf::Indicators, Some((String::new(), row.code.clone())));
    let linked = pack.lists.indicator.iter().zip(now).filter(|(row, _)| task.links.contains(&row.code));
    linked.map(|(row, now)| (row.clone(), now, of(row))).collect()
}

/// Where an indicator is shown.
pub(super) fn of_indicator(work: &Work, code: &str) -> Option<Place> {
    month(work).map(|month| Place::Figures(month, PartOf::Indicators, Some((String::new(), code.to_owned()))))
}

/// To the indicator of the task under the cursor.
pub(super) fn to_indicator(state: &mut State) -> Result<(), AppError> {
    let Some(work) = &state.work else { return Ok(()) };
    let task = work.tasks_view.chosen(&work.session.pack, &work.tasks);
    let place = task.and_then(|task| of_task(work, task).into_iter().next()).map(|(.., place)| place);
    match place {
        Some(place) => places::go(state, place, None),
        None => Err(AppError::Input(words::no_indicator().to_owned())),
    }
}

/// To the task that the indicator under the cursor measures, the commune's own duty first.
pub(super) fn to_task(state: &mut State) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    let row = work.session.pack.lists.indicator.get(work.figures.indicator);
    let linked = |task: &&Task| row.is_some_and(|row| task.links.contains(&row.code));
    let task = work.tasks.iter().filter(linked).min_by_key(|task| task.role != Role::Lead);
    let Some(id) = task.map(|task| task.id.clone()) else {
        return Err(AppError::Input(words::no_task().to_owned()));
    };
    (work.screen, work.back, work.figures.open) = (Screen::Tasks, None, false);
    work.tasks_view.show_all();
    work.refresh();
    work.point_at_task(&id);
    Ok(())
}
