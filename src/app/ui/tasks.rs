//! The task list: rows by group, filters by text, state and role.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};

use super::action::{Action, Step, stepped};
use super::form::Which;
use super::panel::{Panel, Subject};
use super::search::Menu;
use super::{AppError, Listing, Modal, State, forms, links};
use crate::domain::book::Status;
use crate::domain::deadline::DayRule;
use crate::domain::pack::{DeadlineKind, Mark, Pack};
use crate::domain::task::{OWN_GROUP, Role, Task};
use crate::domain::text::order;

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
    /// With a day that is only assumed, and not settled: to be looked at.
    Assumed,
}

/// How the list is sorted, and what its headings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By what the plan asks of the commune: its own duties first, each part in annex order.
    #[default]
    Duty,
    /// As the annex prints it, by group.
    Annex,
    /// By the next day.
    Deadline,
    /// By person in charge, in Vietnamese order.
    Person,
}

/// Cursor and filters.
#[derive(Debug, Clone, Default)]
pub struct TasksView {
    /// How it is sorted.
    pub order: Order,
    /// Ids of tasks chosen to be dealt with at once.
    pub marked: BTreeSet<String>,
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
    /// Tasks that pass the filters, sorted, with `None` in front of each part: its heading. The cursor's
    /// index counts the headings too.
    pub fn rows<'a>(&self, _pack: &Pack, tasks: &'a [Task]) -> Vec<Option<&'a Task>> {
        let passes = |t: &&Task| {
            let state = match self.state {
                StateFilter::All => true,
                StateFilter::Unsettled => !t.status.settled(),
                StateFilter::Overdue => t.days_left(self.today).is_some_and(|left| left < 0),
                StateFilter::Settled => t.status.settled(),
                StateFilter::Assumed => has_assumed_day(t),
            };
            state && self.role.is_none_or(|r| r == t.role) && self.list.accepts(&haystack(t))
        };
        let mut sorted: Vec<&Task> = tasks.iter().filter(passes).collect();
        match self.order {
            Order::Annex => {}
            Order::Duty => sorted.sort_by_key(|t| rank(t)),
            Order::Deadline => sorted.sort_by_key(|t| (t.open_day().is_none(), t.open_day())),
            Order::Person => sorted.sort_by_cached_key(|t| {
                let person = t.person.clone().unwrap_or_default();
                // Lists of people go by the given name, the last word.
                let given = person.rsplit(' ').next().unwrap_or_default().to_owned();
                (person.is_empty(), order(&given), order(&person))
            }),
        }
        let mut out = Vec::new();
        let mut part: Option<String> = None;
        for task in sorted {
            let own = self.part(task);
            if part.as_ref() != Some(&own) {
                part = Some(own);
                out.push(None);
            }
            out.push(Some(task));
        }
        out
    }

    /// The part of the list a task stands in: tasks of one part have the same.
    fn part(&self, task: &Task) -> String {
        match self.order {
            Order::Duty if task.group == OWN_GROUP => OWN_GROUP.to_owned(),
            Order::Duty => rank(task).to_string(),
            Order::Annex => task.group.clone(),
            Order::Deadline => {
                task.open_day().map_or_else(String::new, |day| format!("{}-{}", day.year(), day.month()))
            }
            Order::Person => task.person.clone().unwrap_or_default(),
        }
    }

    /// Takes every filter and search away.
    pub(super) fn show_all(&mut self) {
        (self.state, self.role, self.list) = (StateFilter::All, None, Listing::default());
        self.marked.clear();
    }

    /// The task the cursor is on; on a heading the first below it.
    pub fn chosen<'a>(&self, pack: &Pack, tasks: &'a [Task]) -> Option<&'a Task> {
        self.rows(pack, tasks).into_iter().skip(self.list.at).flatten().next()
    }
}

/// True for a day, its own or an occurrence's, that nobody has confirmed.
fn has_assumed_day(task: &Task) -> bool {
    let own = task.deadline.legal_day.is_some() && task.deadline.mark == Mark::Assumed && !task.status.settled();
    let kept = task.deadline.kind != DeadlineKind::Ongoing;
    own || (kept && task.occurrences.iter().any(|o| o.mark == Mark::Assumed && !o.settled()))
}

/// The commune's own duties first.
fn rank(task: &Task) -> u8 {
    match task.role {
        _ if task.dropped => 3,
        Role::Lead => 0,
        Role::Coordinate => 1,
        Role::None => 2,
    }
}

/// Everything of a task that can be searched.
fn haystack(task: &Task) -> String {
    let of = |o: &'_ crate::domain::task::Occurrence| {
        [o.document.clone(), o.note.clone(), o.statement.clone()].into_iter().flatten().collect::<Vec<_>>()
    };
    let occurrences: Vec<String> = task.occurrences.iter().flat_map(of).collect();
    let extensions = task.deadline.extensions.iter().map(|e| e.document.as_str());
    let event = task.deadline.event.as_ref().map(|e| e.document.as_str());
    let documents = occurrences.iter().map(String::as_str).chain(extensions).chain(event);
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
        Action::Back if !view.marked.is_empty() => view.marked.clear(),
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
                StateFilter::Settled => StateFilter::Assumed,
                StateFilter::Assumed => StateFilter::All,
            };
        }
        Action::NextOrder => {
            let id = view.chosen(&work.session.pack, &work.tasks).map(|t| t.id.clone());
            view.order = match view.order {
                Order::Duty => Order::Annex,
                Order::Annex => Order::Deadline,
                Order::Deadline => Order::Person,
                Order::Person => Order::Duty,
            };
            if let Some(id) = id {
                work.point_at_task(&id);
            }
        }
        Action::Mark => {
            if let Some(id) = view.chosen(&work.session.pack, &work.tasks).map(|t| t.id.clone())
                && !view.marked.remove(&id)
            {
                view.marked.insert(id);
            }
            return on_list(state, &Action::Move(Step::Down));
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
        action if !view.marked.is_empty() => {
            // Also those that a search hides now.
            let mut ids = work.tasks.iter().filter(|t| view.marked.contains(&t.id)).map(|t| t.id.clone());
            let Some(id) = ids.next() else { return Ok(()) };
            let also = ids.collect();
            return forms::begin(state, action, Subject::Task(Which { id, period: None, also }));
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
    if task.dropped {
        return vec![Action::ReadAll];
    }
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
    if task.is_followed() {
        out.push(Action::Unfollow);
    }
    out.push(Action::Note);
    if !status.settled() {
        out.extend([Action::Percent, Action::NotApplicable, Action::Lead]);
    }
    out.push(Action::ReadAll);
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
    let by_period = !task.occurrences.is_empty() && task.group != OWN_GROUP;
    if !by_period && may_be_set && !is_extended {
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
