//! Task list: groups, role, deadline, days left, state; the plan's wording and how the day was
//! derived below or beside.

use chrono::NaiveDate;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr as _;

use super::{Canvas, cursor_row, framed, lists, scrolled};
use crate::app::ui::tasks::{Order, StateFilter};
use crate::app::ui::{State, Work};
use crate::domain::pack::{DeadlineKind, Mark};
use crate::domain::task::{OWN_GROUP, Occurrence, Task};
use crate::strings::{actions, alerts, tasks as words_of, ui, words};
use crate::tui::paint::{put, put_wrapped, window, wrap};
use crate::tui::theme::Theme;

/// Columns of number, role, deadline.
const WIDTHS: [u16; 3] = [7, 10, 13];
/// Most columns of state with days left.
const STATE: usize = 23;

/// Paints the screen.
pub fn draw(canvas: &mut Canvas<'_>, state: &State, work: &Work, body: Rect) {
    let view = &work.tasks_view;
    let rows = view.rows(&work.session.pack, &work.tasks);
    let (list, detail) = lists::split(body, 7);
    lists::divide(canvas, list, detail);
    let at = view.list.at.min(rows.len().saturating_sub(1));
    let chosen = view.chosen(&work.session.pack, &work.tasks);
    let total = rows.iter().flatten().count();
    let position = rows.iter().take(at).flatten().count();
    lists::top(canvas, list, &heading(work), &view.list, position, total);
    if rows.is_empty() {
        canvas.line(list, 2, &format!(" {}", ui::NOTHING_FOUND), canvas.theme.text());
    }
    let shown = window(at, rows.len(), usize::from(list.height.saturating_sub(1)));
    let today = state.world.today;
    // As wide as its longest text among all rows, so that scrolling does not move columns.
    let widest = rows.iter().flatten().map(|t| standing(t, today).0.width()).max().unwrap_or(0);
    let state_width = u16::try_from(widest.min(STATE) + 1).unwrap_or(0);
    for (row, i) in shown.enumerate() {
        let y = list.y + 1 + u16::try_from(row).unwrap_or(0);
        if let Some(task) = rows[i] {
            line(canvas, list, y, task, today, state_width);
            if task.is_followed() {
                put(canvas.buffer, list.x + 1, y, 1, "!", canvas.theme.warn());
            }
            if view.marked.contains(&task.id) {
                put(canvas.buffer, list.x + 1, y, 1, "*", canvas.theme.accent());
            }
            if chosen.is_some_and(|c| c.id == task.id) {
                cursor_row(canvas, list, y);
            }
        } else {
            let part = rows.get(i + 1).copied().flatten().map(|t| part_title(work, t)).unwrap_or_default();
            put(canvas.buffer, list.x + 1, y, list.width.saturating_sub(2), &part, canvas.theme.title());
        }
    }
    if let Some(task) = chosen {
        describe(canvas, detail, task, work);
    }
}

fn heading(work: &Work) -> String {
    let view = &work.tasks_view;
    let settled = match view.state {
        StateFilter::All => actions::filter::ALL,
        StateFilter::Unsettled => actions::filter::UNSETTLED,
        StateFilter::Overdue => actions::filter::OVERDUE,
        StateFilter::Settled => actions::filter::SETTLED,
        StateFilter::Assumed => actions::filter::ASSUMED,
    };
    let filters = ui::filters(settled, view.role.map(actions::role_filter), &view.list.query);
    let order = match view.order {
        Order::Duty => "",
        Order::Annex => words_of::BY_ANNEX,
        Order::Deadline => words_of::BY_DEADLINE,
        Order::Person => words_of::BY_PERSON,
    };
    let marked = Some(view.marked.len()).filter(|n| *n > 0).map(words_of::several);
    let more = [Some(order.to_owned()).filter(|o| !o.is_empty()), marked];
    more.into_iter().flatten().fold(filters, |text, more| format!("{text} · {more}"))
}

/// Heading of the part of the list that a task stands in.
fn part_title(work: &Work, task: &Task) -> String {
    match work.tasks_view.order {
        Order::Duty if task.group == OWN_GROUP => ui::OWN_GROUP.to_owned(),
        Order::Duty if task.dropped => words_of::DROPPED.to_owned(),
        Order::Duty => words_of::role_part(task.role).to_owned(),
        Order::Annex => group_title(work, &task.group),
        Order::Deadline => task.open_day().map_or_else(|| words_of::NO_DAY.to_owned(), words_of::month_of),
        Order::Person => task.person.clone().unwrap_or_else(|| words_of::NOBODY.to_owned()),
    }
}

fn group_title(work: &Work, code: &str) -> String {
    if code == OWN_GROUP {
        return ui::OWN_GROUP.to_owned();
    }
    let group = work.session.pack.lists.group.iter().find(|g| g.number == code);
    group.map_or_else(|| code.to_owned(), |g| format!("{}. {}", g.number, g.title))
}

/// State with the days left, and whether it is late.
fn standing(task: &Task, today: NaiveDate) -> (String, bool) {
    let left = task.days_left(today);
    let text = actions::state_with_days(task.status, task.late, &left.map(ui::days_left).unwrap_or_default());
    (text, left.is_some_and(|l| l < 0))
}

fn standing_style(theme: Theme, task: &Task, late: bool) -> Style {
    match (late, task.status.settled()) {
        (true, _) => theme.bad(),
        (false, true) => theme.good(),
        (false, false) => theme.text(),
    }
}

fn line(canvas: &mut Canvas<'_>, list: Rect, y: u16, task: &Task, today: NaiveDate, state_width: u16) {
    let theme = canvas.theme;
    let role = list.width >= 76;
    let date = list.width >= 64;
    let day = task.next_day();
    let ongoing = task.deadline.kind == DeadlineKind::Ongoing;
    let (state, late) = standing(task, today);
    let style = standing_style(theme, task, late);
    let mut x = list.x + 2;
    put(canvas.buffer, x, y, WIDTHS[0] - 1, &task.id, theme.text());
    x += WIDTHS[0];
    let fixed = state_width + if role { WIDTHS[1] } else { 0 } + if date { WIDTHS[2] } else { 0 };
    let text = list.right().saturating_sub(x + fixed + 1);
    put(canvas.buffer, x, y, text.saturating_sub(1), &task.text, theme.text());
    x += text;
    if role {
        put(canvas.buffer, x, y, WIDTHS[1] - 1, words::role_of(task), theme.text());
        x += WIDTHS[1];
    }
    if date {
        let printed = || match task.deadline.text.as_str() {
            "" if task.group == OWN_GROUP => words_of::kind(task.deadline.kind).to_owned(),
            text => text.to_owned(),
        };
        let sure = task.occurrences.iter().find(|o| !o.settled()).map_or(task.deadline.mark, |o| o.mark);
        let mark = if sure == Mark::Assumed { "~" } else { "" };
        let shown = day.filter(|_| !ongoing).map_or_else(printed, |day| format!("{mark}{}", words::date(day)));
        put(canvas.buffer, x, y, WIDTHS[2] - 1, &shown, theme.text());
        x += WIDTHS[2];
    }
    put(canvas.buffer, x, y, state_width - 1, &state, style);
}

/// The plan's wording, what it asks, and how the day was derived, as far as there is room.
pub fn describe(canvas: &mut Canvas<'_>, area: Rect, task: &Task, work: &Work) {
    let mut y = area.y;
    for (i, (text, style)) in lines(canvas.theme, task, work).into_iter().enumerate() {
        // The text first, but not at the cost of all else.
        let most = if i == 0 && area.height >= 10 {
            12
        } else if i == 1 {
            1
        } else {
            4 - u16::from(i < 3)
        };
        let rest = Rect { y, height: area.bottom().saturating_sub(y).min(most), ..area };
        y += put_wrapped(canvas.buffer, rest, &text, style);
    }
}

/// All of it, from a line on.
pub fn whole(canvas: &mut Canvas<'_>, work: &Work, id: &str, from: usize, over: Rect) {
    let Some(task) = work.tasks.iter().find(|t| t.id == id) else { return };
    let area = framed(canvas, over, &ui::task_title(&work.session.pack, id, None), over.width.min(100), over.height);
    let width = usize::from(area.width);
    let wrapped = |(text, style): (String, Style)| wrap(&text, width).into_iter().map(move |line| (line, style));
    let lines: Vec<(String, Style)> = lines(canvas.theme, task, work).into_iter().flat_map(wrapped).collect();
    scrolled(canvas, area, &lines, from);
}

/// What there is to say of a task, the most needed first.
fn lines(theme: Theme, task: &Task, work: &Work) -> Vec<(String, Style)> {
    let today = work.session.world.today;
    let (state, late) = standing(task, today);
    let ongoing = task.deadline.kind == DeadlineKind::Ongoing;
    let day = task.next_day().filter(|_| !ongoing);
    let calendar = &work.session.calendar;
    let state = day.map_or_else(
        || state.clone(),
        |day| {
            let safe = calendar.last_working(day);
            let working = (!task.status.settled()).then(|| calendar.between(today, safe));
            words_of::state_and_day(&state, day, safe, working)
        },
    );
    let dropped = if task.dropped { words_of::DROPPED.to_owned() } else { String::new() };
    let mut out = vec![
        (format!("{} {}", task.id, task.text), theme.title()),
        (state, standing_style(theme, task, late)),
        (why(task), theme.text()),
    ];
    let whole = task.follow.iter().map(|why| words_of::follow(None, why));
    let parts = task.occurrences.iter().filter_map(|o| Some(words_of::follow(Some(o.period), o.follow.as_ref()?)));
    // What somebody asked to look at again comes before how the day was derived.
    out.splice(2..2, whole.chain(parts).map(|text| (text, theme.warn())));
    out.extend(words_of::about_days(task).into_iter().map(|text| (text, theme.text())));
    let parts = [
        (words_of::STATE, dropped),
        (ui::PERSON, task.person.clone().unwrap_or_default()),
        (ui::PRODUCT, task.product.clone()),
        (ui::LEAD, task.lead.join(", ")),
        (ui::COORDINATE, task.coordinate.join(", ")),
        (words_of::GOAL, task.goal.clone()),
        (ui::DOCUMENT, document(task)),
        (actions::name::NOTE, task.note.clone()),
        (ui::SOURCE, task.source.clone()),
    ];
    let said = parts.into_iter().filter(|(_, text)| !text.is_empty());
    out.extend(said.map(|(label, text)| (format!("{label}: {text}"), theme.text())));
    out
}

/// Days left of an open occurrence, with the last working day.
pub fn days_of(work: &Work, occurrence: &Occurrence) -> Option<String> {
    let (today, calendar) = (work.session.world.today, &work.session.calendar);
    let day = occurrence.legal_day.filter(|_| !occurrence.settled())?;
    let safe = calendar.last_working(day);
    let left = ui::days_left((day - today).num_days());
    Some(words_of::state_and_day(&left, day, safe, Some(calendar.between(today, safe))))
}

fn document(task: &Task) -> String {
    let date = task.document_date.map(words::date).unwrap_or_default();
    task.document.as_ref().map(|d| format!("{d} – {date}")).unwrap_or_default()
}

/// How the day was derived, with the mark of assumed ones.
pub fn why(task: &Task) -> String {
    let next = task.occurrences.iter().find(|o| !o.settled());
    let text = match next {
        Some(o) => alerts::day(task.printed(), &o.rule, o.mark),
        None => alerts::day(task.printed(), &task.deadline.rule, task.deadline.mark),
    };
    if task.deadline.why.is_empty() { text } else { format!("{text} {}", task.deadline.why) }
}
