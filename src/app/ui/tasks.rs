//! The task list: rows by group, filters by text, state and role.

use chrono::NaiveDate;

use super::action::{Action, stepped};
use super::panel::{Panel, Subject};
use super::search::Menu;
use super::{AppError, Listing, Modal, State, forms, links};
use crate::domain::book::Status;
use crate::domain::deadline::DayRule;
use crate::domain::pack::{DeadlineKind, Mark, Pack};
use crate::domain::task::{OWN_GROUP, Role, Task};

/// Filter by state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StateFilter {
    /// All.
    #[default]
    All,
    /// Not settled.
    Unsettled,
    /// Past its day, not settled.
    Overdue,
    /// Settled.
    Settled,
}

/// Cursor and filters.
#[derive(Debug, Clone, Default)]
pub struct TasksView {
    /// Cursor and search.
    pub list: Listing,
    /// Filter by state.
    pub state: StateFilter,
    /// Filter by role.
    pub role: Option<Role>,
    /// The day lateness is judged on.
    pub(super) today: NaiveDate,
}

impl TasksView {
    /// Tasks that pass the filters, in annex order, with `None` in front of each group: its heading.
    /// The cursor's index counts the headings too.
    pub fn rows<'a>(&self, _pack: &Pack, tasks: &'a [Task]) -> Vec<Option<&'a Task>> {
        let passes = |t: &&Task| {
            let state = match self.state {
                StateFilter::All => true,
                StateFilter::Unsettled => !t.status.settled(),
                StateFilter::Overdue => t.days_left(self.today).is_some_and(|left| left < 0),
                StateFilter::Settled => t.status.settled(),
            };
            state && self.role.is_none_or(|r| r == t.role) && self.list.accepts(&haystack(t))
        };
        let mut out = Vec::new();
        let mut group: Option<&str> = None;
        for task in tasks.iter().filter(passes) {
            if group != Some(task.group.as_str()) {
                group = Some(&task.group);
                out.push(None);
            }
            out.push(Some(task));
        }
        out
    }

    /// Takes every filter and search away.
    pub(super) fn show_all(&mut self) {
        (self.state, self.role, self.list) = (StateFilter::All, None, Listing::default());
    }

    /// The task the cursor is on; on a heading the first below it.
    pub fn chosen<'a>(&self, pack: &Pack, tasks: &'a [Task]) -> Option<&'a Task> {
        self.rows(pack, tasks).into_iter().skip(self.list.at).flatten().next()
    }
}

fn haystack(task: &Task) -> String {
    let documents = task.occurrences.iter().filter_map(|o| o.document.as_deref());
    let mut out = [&task.id, &task.text, &task.product, &task.note, &task.source].map(String::as_str).join(" ");
    for more in documents.chain(task.document.as_deref()).chain(task.person.as_deref()) {
        out.push(' ');
        out.push_str(more);
    }
    out
}

/// An action on the list.
pub(super) fn on_list(state: &mut State, action: &Action) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    let view = &mut work.tasks_view;
    match action {
        Action::Move(step) => {
            let rows = view.rows(&work.session.pack, &work.tasks);
            let on_task = |at: &usize| rows.get(*at).is_some_and(Option::is_some);
            // On a heading the task below it is meant.
            let at = (view.list.at..rows.len()).find(on_task).unwrap_or(view.list.at);
            let to = stepped(at, rows.len(), *step);
            // Headings are stepped over, in the direction of the step where that leads anywhere.
            let (down, up) = ((to..rows.len()).find(on_task), (0..=to).rev().find(on_task));
            let found = if to >= at { down.or(up) } else { up.or(down) };
            view.list.at = found.unwrap_or(at);
        }
        Action::Back if view.state != StateFilter::All || view.role.is_some() => {
            (view.state, view.role) = (StateFilter::All, None);
        }
        Action::Back => state.modals.push(Modal::Menu(Menu::default())),
        Action::NextState => {
            view.list.at = 0;
            view.state = match view.state {
                StateFilter::All => StateFilter::Unsettled,
                StateFilter::Unsettled => StateFilter::Overdue,
                StateFilter::Overdue => StateFilter::Settled,
                StateFilter::Settled => StateFilter::All,
            };
        }
        Action::NextRole => {
            view.list.at = 0;
            view.role = match view.role {
                None => Some(Role::Lead),
                Some(Role::Lead) => Some(Role::Coordinate),
                Some(Role::Coordinate) => Some(Role::None),
                Some(Role::None) => None,
            };
        }
        Action::Linked => return links::to_indicator(state),
        Action::Open => {
            if let Some(task) = view.chosen(&work.session.pack, &work.tasks) {
                let panel = Panel::task(task.id.clone(), None);
                state.modals.push(Modal::Panel(panel));
            }
        }
        _ => {
            if let Some(task) = view.chosen(&work.session.pack, &work.tasks) {
                let several = task.occurrences.len() > 1;
                let panel = Panel::task(task.id.clone(), None);
                let subject = panel.subject();
                if several {
                    state.modals.push(Modal::Panel(panel));
                } else {
                    return forms::begin(state, action, subject);
                }
            }
        }
    }
    Ok(())
}

/// What can be done about a task or occurrence as it stands, the most frequent first; removal last.
pub fn choices(task: &Task, status: Status, ongoing: bool) -> Vec<Action> {
    let mut out = Vec::new();
    if ongoing {
        out.push(Action::Statement);
    }
    if status.settled() {
        out.push(Action::Reopen);
    } else {
        out.push(Action::Settle);
        if status == Status::Open {
            out.push(Action::Start);
        }
        out.extend(of_day(task, ongoing));
    }
    out.push(Action::Note);
    if !status.settled() {
        out.extend([Action::Percent, Action::NotApplicable, Action::Lead]);
    }
    if task.group == OWN_GROUP {
        out.extend([Action::EditTask, Action::RemoveTask]);
    }
    out
}

/// What can be done about a task's day.
fn of_day(task: &Task, ongoing: bool) -> Vec<Action> {
    let deadline = &task.deadline;
    let mut out = Vec::new();
    if deadline.kind == DeadlineKind::Event {
        out.push(Action::Event);
    }
    let is_extended = !deadline.extensions.is_empty();
    let given = matches!(deadline.kind, DeadlineKind::Before | DeadlineKind::By | DeadlineKind::Within);
    let may_be_set = !given || deadline.mark == Mark::Assumed || matches!(deadline.rule, DayRule::Officer { .. });
    if task.occurrences.is_empty() && may_be_set && !is_extended {
        out.push(Action::TaskDay);
    }
    let has_day = deadline.legal_day.is_some() || !task.occurrences.is_empty();
    if has_day && !ongoing {
        out.push(Action::Postpone);
    }
    out
}

impl Subject {
    /// The task a subject names.
    pub fn task(&self) -> Option<&str> {
        match self {
            Self::Task(which) => Some(&which.id),
            _ => None,
        }
    }
}
