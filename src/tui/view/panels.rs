//! Panels, the menu and questions.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr as _;

use super::{Canvas, cursor_row, framed, tasks};
use crate::app::Preview;
use crate::app::plan::Imported;
use crate::app::ui::panel::{Item, Panel, Sign, Subject};
use crate::app::ui::search::Menu;
use crate::app::ui::{Question, State, Work};
use crate::strings::{agenda, alerts, grid, imports, packs, submissions, ui, words};
use crate::tui::keys;
use crate::tui::paint::{cut, put, put_right, put_wrapped, rule, window, wrap};

/// A task's, an occurrence's or a report's panel.
pub fn draw(canvas: &mut Canvas<'_>, state: &State, panel: &Panel, over: Rect) {
    let Some(work) = &state.work else { return };
    let items = panel.items(work);
    let rows = u16::try_from(items.len()).unwrap_or(1);
    // A list with nothing above it.
    let report = !matches!(panel.subject(), Subject::Task(_) | Subject::None);
    let height = if report { (rows * 3 + 4).max(10) } else { over.height };
    let area = framed(canvas, over, &title(work, &panel.subject()), over.width.min(100), height.min(over.height));
    let top = if report { 0 } else { area.height.saturating_sub(rows.min(area.height / 2) + 1) };
    if top > 0 {
        about(canvas, work, &panel.subject(), Rect { height: top, ..area });
    }
    let mut list = Rect { y: area.y + top, height: area.height - top, ..area };
    if matches!(panel.subject(), Subject::Report(_)) && list.height > 6 {
        list.height -= 1;
        put(canvas.buffer, list.x, list.bottom(), list.width, ui::SIGNS, canvas.theme.text());
    }
    draw_items(canvas, &items, panel.at, list);
}

fn title(work: &Work, subject: &Subject) -> String {
    match subject {
        Subject::None => String::new(),
        Subject::Marks => grid::MARKS.to_owned(),
        Subject::Agenda => agenda::AGENDA.to_owned(),
        Subject::Scorecard => agenda::SCORECARD.to_owned(),
        Subject::Words(period) => ui::words_title(&ui::period_head(&work.session.pack, *period)),
        Subject::Kept(period) => ui::kept_title(&ui::period_head(&work.session.pack, *period)),
        Subject::Report(period) => ui::report_title(&ui::period_head(&work.session.pack, *period)),
        Subject::Task(which) => ui::task_title(&work.session.pack, &which.id, which.period),
    }
}

fn about(canvas: &mut Canvas<'_>, work: &Work, subject: &Subject, area: Rect) {
    let Subject::Task(which) = subject else { return };
    let Some(task) = work.tasks.iter().find(|t| t.id == which.id) else { return };
    let Some(occurrence) = task.occurrences.iter().find(|o| Some(o.period) == which.period) else {
        tasks::describe(canvas, area, task, work);
        return;
    };
    let theme = canvas.theme;
    let mut y = area.y;
    let document = occurrence.document.as_ref().map(|d| {
        let date = occurrence.document_date.map(words::date).unwrap_or_default();
        format!("{}: {d} – {date}", ui::DOCUMENT)
    });
    let lines = [
        Some((task.text.clone(), theme.title())),
        Some((ui::occurrence(&work.session.pack, occurrence), theme.text())),
        tasks::days_of(work, occurrence).map(|text| (text, theme.title())),
        Some((alerts::day(task.printed(), &occurrence.rule, occurrence.mark), theme.text())),
        document.map(|d| (d, theme.text())),
        occurrence.statement.clone().map(|s| (ui::statement(&s), theme.text())),
        occurrence.note.clone().map(|n| (ui::note(&n), theme.text())),
    ];
    for (text, style) in lines.into_iter().flatten() {
        let rest = Rect { y, height: area.bottom().saturating_sub(y), ..area };
        y += put_wrapped(canvas.buffer, rest, &text, style);
    }
}

/// Rows with signs; a sentence that is too long goes on below while the cursor is on it.
fn draw_items(canvas: &mut Canvas<'_>, items: &[Item], at: usize, list: Rect) {
    let theme = canvas.theme;
    let text_of = |item: &Item| match item {
        Item::Line { text, .. } => text.clone(),
        Item::Do(action) => action.name().to_owned(),
    };
    let width = usize::from(list.width.saturating_sub(4));
    let lines = |item: &Item| u16::try_from(wrap(&text_of(item), width).len()).unwrap_or(1).max(1);
    // The one under the cursor whole; what room is left makes others whole, from the top.
    let mut rows: Vec<u16> = vec![1; items.len()];
    let mut room = usize::from(list.height).saturating_sub(items.len());
    for i in [at].into_iter().chain(0..items.len()) {
        let more = items.get(i).map_or(0, |item| usize::from(lines(item)) - 1);
        if i < rows.len() && rows[i] == 1 && more <= room {
            rows[i] += u16::try_from(more).unwrap_or(0);
            room -= more;
        }
    }
    if room == 0 && rows.get(at) == Some(&1) {
        rows[at] = items.get(at).map_or(1, lines).min(1 + list.height / 3);
    }
    let more = usize::from(rows.get(at).map_or(0, |r| r - 1));
    let crowded = items.len() + more > usize::from(list.height);
    let height = if crowded { usize::from(list.height).saturating_sub(more) } else { items.len() };
    let mut y = list.y;
    for i in window(at, items.len(), height) {
        let item = &items[i];
        let (sign, style) = match item {
            Item::Line { sign: Sign::Good, .. } => ("+", theme.good()),
            Item::Line { sign: Sign::Open, .. } => ("*", theme.warn()),
            Item::Line { sign: Sign::Bad, .. } => ("!", theme.bad()),
            Item::Line { sign: Sign::Plain, .. } => (" ", theme.text()),
            Item::Do(_) => (" ", theme.accent()),
        };
        put(canvas.buffer, list.x + 2, y, 1, sign, style);
        let rows = if crowded && i != at { 1 } else { rows[i] };
        let place = Rect { x: list.x + 4, y, width: list.width.saturating_sub(4), height: rows };
        if rows > 1 || i == at {
            let style = if matches!(item, Item::Do(_)) && i != at { style } else { theme.text() };
            put_wrapped(canvas.buffer, place, &text_of(item), style);
        } else {
            put(
                canvas.buffer,
                place.x,
                y,
                place.width,
                &text_of(item),
                if matches!(item, Item::Do(_)) { style } else { theme.text() },
            );
        }
        if i == at {
            for row in 0..rows {
                super::band(canvas.buffer, list.x, y + row, list.width, theme.chosen());
            }
            cursor_row(canvas, list, y);
        }
        y += rows;
    }
}

/// What an import would change, a line each.
pub fn preview(canvas: &mut Canvas<'_>, state: &State, preview: &Preview, at: usize, over: Rect) {
    let Some(work) = &state.work else { return };
    let area = framed(canvas, over, imports::PREVIEW, over.width.min(100), over.height);
    let theme = canvas.theme;
    let head = match preview.mistakes.len() {
        0 => imports::would(preview.cells(), preview.rows, preview.month),
        mistakes => imports::to_mend(mistakes),
    };
    put(canvas.buffer, area.x, area.y, area.width.saturating_sub(13), &head, theme.title());
    let mistakes = preview.mistakes.iter().map(|mistake| (mistake.sentence.clone(), theme.bad()));
    let notes = preview.notes.iter().map(|note| (note.clone(), theme.warn()));
    let pack = &work.session.pack;
    let changes = preview.changes.iter().map(|c| (imports::change(pack, c), theme.text()));
    let lines: Vec<_> =
        mistakes.chain(notes).map(|(text, style)| ((text, String::new()), style)).chain(changes).collect();
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(4), ..area };
    // The line under the cursor once more, in full.
    if let Some(((place, values), style)) = lines.get(at) {
        let below = Rect { y: list.bottom() + 1, height: 2, ..area };
        rule(canvas.buffer, area.x, list.bottom(), area.width, theme.text());
        put_wrapped(canvas.buffer, below, format!("{place}  {values}").trim_end(), *style);
    }
    for (line, i) in window(at, lines.len(), usize::from(list.height)).enumerate() {
        let y = list.y + u16::try_from(line).unwrap_or(0);
        let ((place, values), style) = &lines[i];
        // The values are what is looked for: a long name gives way.
        let wanted = u16::try_from(values.width()).unwrap_or(0).min(list.width / 2);
        let room = list.width.saturating_sub(wanted + 3);
        put(canvas.buffer, list.x + 2, y, room, place, *style);
        let values = cut(values, usize::from(wanted));
        put_right(canvas.buffer, list.right().saturating_sub(wanted), y, wanted, &values, *style);
        if i == at {
            cursor_row(canvas, list, y);
        }
    }
    let position = ui::position(at, lines.len());
    put_right(canvas.buffer, area.right().saturating_sub(12), area.y, 12, &position, theme.text());
}

/// What bringing in a pack would change.
pub fn pack(canvas: &mut Canvas<'_>, imported: &Imported, from: usize, over: Rect) {
    let area = framed(canvas, over, packs::PREVIEW, over.width.min(100), over.height);
    let (width, style) = (usize::from(area.width), canvas.theme.text());
    let said = packs::imported(imported.year, imported.is_new, &imported.difference, true);
    let lines: Vec<_> = said.iter().flat_map(|text| wrap(text, width)).map(|line| (line, style)).collect();
    super::scrolled(canvas, area, &lines, from);
}

/// Everything that can be done here, with its key.
pub fn menu(canvas: &mut Canvas<'_>, state: &State, menu: &Menu, over: Rect) {
    let Some(work) = &state.work else { return };
    let rows = menu.rows(work);
    let area = framed(canvas, over, ui::MENU, over.width.min(64), over.height);
    let label = format!("{}: ", ui::SEARCH);
    let used = put(canvas.buffer, area.x, area.y, area.width, &label, canvas.theme.accent());
    canvas.input(area.x + used, area.y, area.width.saturating_sub(used), &menu.query);
    let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    if rows.is_empty() {
        canvas.line(list, 0, ui::NOTHING_FOUND, canvas.theme.text());
    }
    if rows.len() > usize::from(list.height) {
        let position = ui::position(menu.at, rows.len());
        put_right(canvas.buffer, list.right().saturating_sub(11), area.y, 10, &position, canvas.theme.text());
    }
    let mut scopes = work.scopes();
    scopes.push(crate::app::ui::action::Scope::Always);
    let shown = window(menu.at, rows.len(), usize::from(list.height));
    for (line, i) in shown.enumerate() {
        let y = list.y + u16::try_from(line).unwrap_or(0);
        put(canvas.buffer, list.x + 2, y, list.width.saturating_sub(14), rows[i].name(), canvas.theme.text());
        let key = keys::row_for(&scopes, &rows[i]).map(|r| r.keys[0].name()).unwrap_or_default();
        put_right(canvas.buffer, list.right().saturating_sub(11), y, 10, &key, canvas.theme.accent());
        if i == menu.at {
            cursor_row(canvas, list, y);
        }
    }
}

/// A question; the safe answer stands first and is where the cursor begins.
pub fn confirm(canvas: &mut Canvas<'_>, state: &State, question: &Question, yes: bool, over: Rect) {
    let text = match question {
        Question::Withdraw(period) => submissions::withdraw_question(*period),
        Question::Remove(id) => {
            let task = state.work.as_ref().and_then(|w| w.tasks.iter().find(|t| t.id == *id));
            ui::ask_remove(id, task.map(|t| t.text.as_str()).unwrap_or_default())
        }
        Question::Undo(what) => ui::ask_undo(what),
        Question::Rollover(year) => packs::ask_rollover(*year),
        Question::Discard => ui::ask_discard().to_owned(),
        Question::Quit => ui::ask_quit().to_owned(),
        Question::LeaveSetup => ui::ask_leave().to_owned(),
        Question::Resume(_) => ui::ask_resume().to_owned(),
    };
    let width = over.width.min(60);
    let rows = u16::try_from(wrap(&text, usize::from(width - 4)).len()).unwrap_or(1).min(6);
    let area = framed(canvas, over, ui::QUESTION, width, rows + 4);
    put_wrapped(canvas.buffer, Rect { height: rows, ..area }, &text, canvas.theme.text());
    let y = area.y + rows + 1;
    let mut x = area.x;
    for (answer, chosen) in [(ui::NO, !yes), (ui::YES, yes)] {
        let style = if chosen { canvas.theme.chosen() } else { canvas.theme.text() };
        let shown = if chosen { format!("> {answer} ") } else { format!("  {answer} ") };
        x += put(canvas.buffer, x, y, 12, &shown, style) + 2;
    }
}
