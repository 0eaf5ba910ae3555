//! Figures: the table of periods, and an open period's grid, counters or indicators.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Canvas, indicators, strip};
use crate::app::ui::Work;
use crate::app::ui::figures::{FiguresView, PARTS, PartOf, Shown, counters};
use crate::app::ui::input::Input;
use crate::domain::cell::Cell;
use crate::domain::pack::{Column, Form, Gather, Severity};
use crate::domain::rule::Issue;
use crate::strings::{answers, grid, ui, words};
use unicode_width::UnicodeWidthStr as _;

use crate::tui::paint::{cut, put, put_right, window, wrap};

/// Columns of the frozen field names.
const NAME: u16 = 18;
/// Fewest and most columns of one number.
const NUMBER: (u16, u16) = (5, 12);

/// Paints the screen.
pub fn draw(canvas: &mut Canvas<'_>, work: &Work, body: Rect) {
    let view = &work.figures;
    let (true, Some(shown)) = (view.open, &view.shown) else {
        periods(canvas, work, body);
        return;
    };
    let theme = canvas.theme;
    let head = ui::period_head(&work.session.pack, shown.figures.period);
    let tabs = 37;
    put(canvas.buffer, body.x + 1, body.y, body.width.saturating_sub(tabs + 2), &head, theme.title());
    let mut x = body.right().saturating_sub(tabs);
    for (part, name) in PARTS.iter().zip(&grid::PERIODS_HEAD[1..]) {
        let style = if *part == view.part { theme.chosen() } else { theme.text() };
        x += put(canvas.buffer, x, body.y, 14, &format!(" {name} "), style);
    }
    let inner = Rect { y: body.y + 1, height: body.height - 1, ..body };
    match view.part {
        PartOf::Form => grid(canvas, work, shown, inner),
        PartOf::Counters => counter_list(canvas, work, shown, inner),
        PartOf::Indicators => indicators::list(canvas, work, shown, inner),
    }
}

fn periods(canvas: &mut Canvas<'_>, work: &Work, body: Rect) {
    let (view, pack, theme) = (&work.figures, &work.session.pack, canvas.theme);
    // The form's column takes what the fixed ones leave: it has the most to say.
    let is_narrow = body.width < 72;
    let (name, counters_width, judged) = if is_narrow { (15, 13, 17) } else { (21, 13, 17) };
    let rest = body.width.saturating_sub(name + 2 + counters_width + judged);
    let widths = [name, rest, counters_width, judged];
    let place = |i: usize| body.x + if i == 0 { 2 } else { name + 2 + widths[1..i].iter().sum::<u16>() };
    let position = ui::position(view.row, pack.lists.period.len());
    put_right(canvas.buffer, body.right().saturating_sub(7), body.y, 6, &position, theme.text());
    for (i, head) in grid::PERIODS_HEAD.iter().enumerate() {
        put(canvas.buffer, place(i) + u16::from(i > 0), body.y, widths[i], head, theme.title());
    }
    let windows = &pack.lists.period;
    let all = counters(pack).count();
    for (line, i) in window(view.row, windows.len(), usize::from(body.height - 1)).enumerate() {
        let y = body.y + 1 + u16::try_from(line).unwrap_or(0);
        let summary = view.summaries.get(i).copied().unwrap_or_default();
        put(canvas.buffer, place(0), y, name, &windows[i].name, theme.text());
        let bad = if summary.errors > 0 {
            theme.bad()
        } else if summary.warnings > 0 {
            theme.warn()
        } else {
            theme.text()
        };
        let form = if is_narrow { grid::form_summary_short } else { grid::form_summary };
        let cells = [
            (form(summary.fields, summary.errors, summary.warnings), bad),
            (grid::counters_summary(summary.counters, all), theme.text()),
            (grid::indicators_summary(summary.met, summary.judged), theme.text()),
        ];
        if i == view.row {
            put(canvas.buffer, body.x, y, 1, ">", theme.title());
        }
        for ((part, column), (text, style)) in PARTS.iter().zip(1..).zip(&cells) {
            let here = i == view.row && *part == view.part;
            let style = if here { style.patch(theme.chosen()) } else { *style };
            put(canvas.buffer, place(column), y, widths[column].saturating_sub(1), &format!(" {text} "), style);
        }
    }
}

/// Sign of the worst issue of a cell.
fn sign(shown: &Shown, row: &str, column: &str) -> Option<Severity> {
    let here = shown.issues.iter().filter(|i| i.severity != Severity::Note && i.is_open());
    let here = here.filter(|i| i.cells.iter().any(|c| c.field == row && c.column == column));
    here.map(|i| i.severity).max()
}

/// Sign of the worst issue of a row that was begun.
pub(super) fn row_sign(shown: &Shown, row: &str) -> Option<Severity> {
    let here = shown.issues.iter().filter(|i| i.severity != Severity::Note && i.is_open());
    here.filter(|i| i.cells.iter().any(|c| c.field == row)).map(|i| i.severity).max()
}

/// Sign of a cell without an open issue: unusual, or something was left at it.
fn left_at(work: &Work, shown: &Shown, row: &str, column: &str) -> &'static str {
    let book = work.session.store.book();
    let month = shown.figures.period;
    let cell = || shown.figures.rows.iter().find(|r| r.field == row).and_then(|r| r.cells.get(column));
    let now = cell().or_else(|| shown.figures.counters.get(column)).copied().unwrap_or_default();
    if work.figures.reported().and_then(|r| r.cell(row, column)).is_some_and(|reported| reported != now) {
        return "#";
    }
    let noted =
        |i: &Issue| i.severity == Severity::Note && i.cells.iter().any(|c| c.field == row && c.column == column);
    if book.follow(month, row, column).is_some() || book.comment(month, row, column).is_some() {
        "+"
    } else if shown.issues.iter().any(noted) {
        "?"
    } else {
        ""
    }
}

fn looks(canvas: &Canvas<'_>, sign: Option<Severity>, derived: bool) -> (Style, &'static str) {
    match sign {
        Some(Severity::Error) => (canvas.theme.bad(), "!"),
        Some(_) => (canvas.theme.warn(), "*"),
        None if derived => (canvas.theme.title(), ""),
        None => (canvas.theme.text(), ""),
    }
}

/// The field form: names frozen at the left, three header rows frozen above, totals below.
fn grid(canvas: &mut Canvas<'_>, work: &Work, shown: &Shown, area: Rect) {
    let (view, pack) = (&work.figures, &work.session.pack);
    let Some(form) = pack.field_form() else { return };
    let room = area.width.saturating_sub(NAME + 1);
    let columns = form.column.len();
    // Where not all fit anyway, no head has to touch its neighbour.
    let narrow = narrow(shown, view.entry.as_ref());
    let all_fit = usize::from(room / narrow) >= columns;
    let narrow = if all_fit { narrow } else { narrow.max(NUMBER.0 + 1) };
    let most = usize::from(room / narrow).clamp(1, columns);
    let across = window(view.column, columns, most);
    let places = Places::new(area.x + NAME, room, narrow, &form.column[across.clone()]);
    let head = header(canvas, form, across.clone(), &places, area);
    let place = format!("{} {}", grid::FIELD, ui::position(view.field, shown.figures.rows.len()));
    put(canvas.buffer, area.x + 1, area.y + 1, NAME - 2, &place, canvas.theme.text());
    // Rows come first where there are few.
    let detail = area.height.min(if area.height < 16 { 3 } else { 6 });
    let list = Rect { y: area.y + head, height: area.height.saturating_sub(head + detail + 1), ..area };
    for (line, i) in window(view.field, shown.figures.rows.len(), usize::from(list.height)).enumerate() {
        let y = list.y + u16::try_from(line).unwrap_or(0);
        let row = &shown.figures.rows[i];
        let name = pack.field_name(&row.field);
        let style = if i == view.field { canvas.theme.accent() } else { canvas.theme.text() };
        if i == view.field {
            put(canvas.buffer, area.x, y, 1, ">", style);
        }
        put(canvas.buffer, area.x + 1, y, NAME - 3, name, style);
        let (looks_row, mark) = looks(canvas, row_sign(shown, &row.field), false);
        put(canvas.buffer, area.x + NAME - 2, y, 1, mark, looks_row);
        for (slot, c) in across.clone().enumerate() {
            let column = &form.column[c];
            let cell = row.cells.get(&column.code).copied().unwrap_or_default();
            let here = i == view.field && c == view.column;
            let value = if !row.begun && cell == Cell::Missing { String::new() } else { words::cell(cell) };
            // A cell that is not filled in says so by itself; only errors add their sign to it.
            let sign = sign(shown, &row.field, &column.code).filter(|s| cell.is_known() || *s == Severity::Error);
            let (style, mark) = looks(canvas, sign, column.gather == Gather::Derived);
            let mark = if mark.is_empty() { left_at(work, shown, &row.field, &column.code) } else { mark };
            put_cell(canvas, view, (places.x(slot), y, places.width(slot)), here, &format!("{value}{mark}"), style);
        }
    }
    let y = list.bottom();
    put(canvas.buffer, area.x + 1, y, NAME - 2, answers::totals(), canvas.theme.title());
    for (slot, c) in across.enumerate() {
        let total = shown.figures.totals.get(&form.column[c].code).copied().unwrap_or_default();
        let text = if shown.figures.any() { words::cell(total) } else { String::new() };
        put_right(canvas.buffer, places.x(slot), y, places.width(slot), &text, canvas.theme.title());
    }
    strip::draw(canvas, work, shown, Rect { x: area.x + 1, y: y + 1, width: area.width - 2, height: detail });
}

/// Columns that the widest number needs with its sign and a gap: totals are the widest.
fn narrow(shown: &Shown, typed: Option<&Input>) -> u16 {
    let totals = shown.figures.totals.values();
    let widest = totals.map(|c| words::cell(*c).len()).max().unwrap_or(0);
    let typed = typed.map_or(0, |input| input.text().width());
    let widest = widest.max(typed);
    u16::try_from(widest + 2).unwrap_or(NUMBER.1).clamp(NUMBER.0, NUMBER.1)
}

/// Where the columns of numbers stand, and how wide each is.
struct Places {
    from: u16,
    widths: Vec<u16>,
}

impl Places {
    /// What is left over goes to the columns whose head would touch its neighbour, then to all from
    /// the left.
    fn new(from: u16, room: u16, narrow: u16, columns: &[Column]) -> Self {
        let count = u16::try_from(columns.len()).unwrap_or(1).max(1);
        let width = (room / count).clamp(narrow, NUMBER.1);
        let mut left = room.saturating_sub(width * count);
        let mut widths = vec![width; columns.len()];
        let tight = |c: &Column| head_lines(c, width).iter().any(|line| line.width() >= usize::from(width));
        let order = columns.iter().map(tight).enumerate();
        let (first, then): (Vec<_>, Vec<_>) = order.partition(|(_, tight)| *tight);
        for (slot, _) in first.into_iter().chain(then).filter(|_| width < NUMBER.1) {
            if left > 0 {
                widths[slot] += 1;
                left -= 1;
            }
        }
        Self { from, widths }
    }

    fn x(&self, slot: usize) -> u16 {
        self.from + self.widths[..slot.min(self.widths.len())].iter().sum::<u16>()
    }

    fn width(&self, slot: usize) -> u16 {
        self.widths.get(slot).copied().unwrap_or(NUMBER.0)
    }
}

/// A column's name in two lines, with a gap to its neighbour where its words leave one.
fn head_lines(column: &Column, width: u16) -> Vec<String> {
    let name = column.head.last().map(|h| grid::short_head(h)).unwrap_or_default();
    let width = usize::from(width);
    let longest = name.split(' ').map(str::width).max().unwrap_or(0);
    let mut lines = wrap(&name, if longest < width { width - 1 } else { width });
    lines.truncate(2);
    lines
}

/// Printed header of the columns shown: group, name in two lines. Answers with the rows used.
fn header(canvas: &mut Canvas<'_>, form: &Form, across: std::ops::Range<usize>, places: &Places, area: Rect) -> u16 {
    let theme = canvas.theme;
    let mut group: Option<&str> = None;
    for (slot, column) in across.clone().zip(&form.column[across.clone()]).map(|(i, c)| (i - across.start, c)) {
        let (x, width) = (places.x(slot), places.width(slot));
        let first = column.head.first().map(String::as_str);
        if first != group {
            group = first;
            let same =
                form.column[across.clone()].iter().filter(|c| c.head.first().map(String::as_str) == first).count();
            let span = u16::try_from(same).unwrap_or(1) * width;
            let short = first.map(grid::short_head).unwrap_or_default();
            put(canvas.buffer, x + 1, area.y, span, &short, theme.title());
        }
        for (i, line) in (0..).zip(head_lines(column, width)) {
            put_right(canvas.buffer, x, area.y + 1 + i, width, &cut(&line, usize::from(width)), theme.text());
        }
    }
    3
}

/// A number, or what is being typed with the cursor at its end.
fn put_cell(
    canvas: &mut Canvas<'_>,
    view: &FiguresView,
    (x, y, width): (u16, u16, u16),
    here: bool,
    text: &str,
    style: Style,
) {
    let entry = view.entry.as_ref().filter(|_| here);
    if let Some(input) = entry {
        let typed = input.text();
        super::band(canvas.buffer, x, y, width, canvas.theme.chosen());
        // The end of it is what the eye follows.
        let room = usize::from(width.saturating_sub(1));
        let from = typed.char_indices().map(|(i, _)| i).find(|i| typed[*i..].width() <= room).unwrap_or(typed.len());
        put_right(canvas.buffer, x, y, width.saturating_sub(1), &typed[from..], canvas.theme.chosen());
        let after = u16::try_from(input.after_caret().width()).unwrap_or(0).min(width - 1);
        canvas.cursor = Some(ratatui::layout::Position { x: x + width - 1 - after, y });
        return;
    }
    put_right(canvas.buffer, x, y, width, text, style);
    if here {
        super::band(canvas.buffer, x, y, width, canvas.theme.chosen());
    }
}

fn counter_list(canvas: &mut Canvas<'_>, work: &Work, shown: &Shown, area: Rect) {
    let (view, pack) = (&work.figures, &work.session.pack);
    let all: Vec<&Column> = pack.single_forms().flat_map(|f| &f.column).collect();
    let detail = area.height.min(if area.height < 16 { 4 } else { 6 });
    let list = Rect { height: area.height.saturating_sub(detail), ..area };
    for (line, i) in window(view.counter, all.len(), usize::from(list.height)).enumerate() {
        let y = list.y + u16::try_from(line).unwrap_or(0);
        let column = all[i];
        let cell = shown.figures.counters.get(&column.code).copied().unwrap_or_default();
        let here = i == view.counter;
        let style = if here { canvas.theme.accent() } else { canvas.theme.text() };
        put(canvas.buffer, area.x + 2, y, area.width.saturating_sub(16), &column.name, style);
        if here {
            put(canvas.buffer, area.x, y, 1, ">", style);
        }
        let form = all_form(work, &column.code);
        let (style, mark) = looks(canvas, sign(shown, &form, &column.code), false);
        let mark = if mark.is_empty() { left_at(work, shown, &form, &column.code) } else { mark };
        let place = (area.right().saturating_sub(13), y, 12);
        put_cell(canvas, view, place, here, &format!("{}{mark}", words::cell(cell)), style);
    }
    let below = Rect { x: area.x + 1, y: list.bottom(), width: area.width - 2, height: detail };
    strip::draw(canvas, work, shown, below);
    on_rule(canvas, area, below.y, view.counter, all.len());
}

/// Where the cursor is among the rows, on the line below them.
pub(super) fn on_rule(canvas: &mut Canvas<'_>, area: Rect, y: u16, at: usize, len: usize) {
    let text = format!(" {} ", ui::position(at, len));
    let width = u16::try_from(text.width()).unwrap_or(0);
    put(canvas.buffer, area.right().saturating_sub(width + 2), y, width, &text, canvas.theme.text());
}

fn all_form(work: &Work, column: &str) -> String {
    work.session.pack.column(column).map(|(form, _)| form.code.clone()).unwrap_or_default()
}
