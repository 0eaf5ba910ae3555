//! The strip below the cells: the one under the cursor in words – value, issues, comment, the months
//! before, definition and legal basis.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Canvas;
use super::figures::row_sign;
use crate::app::ui::Work;
use crate::app::ui::figures::{PartOf, Shown};
use crate::domain::cell::Cell;
use crate::domain::figures;
use crate::domain::pack::{Gather, Pack, Severity};
use crate::strings::{document, grid, ui};
use crate::tui::paint::{put_wrapped, rule, wrap};

/// Paints the strip; what comes first is what the officer needs first where room is short.
pub fn draw(canvas: &mut Canvas<'_>, work: &Work, shown: &Shown, area: Rect) {
    rule(canvas.buffer, area.x - 1, area.y, area.width + 2, canvas.theme.text());
    let lines = lines(canvas, work, shown);
    let (mut y, last) = (area.y + 1, lines.len().saturating_sub(1));
    for (i, (text, style)) in lines.into_iter().enumerate() {
        let room = area.bottom().saturating_sub(y);
        // What follows gets its line too, as long as there is one.
        let height = if i == last { room } else { room.min(2) };
        let wanted = u16::try_from(wrap(&text, usize::from(area.width)).len()).unwrap_or(1);
        y += put_wrapped(canvas.buffer, Rect { y, height: height.min(wanted), ..area }, &text, style);
    }
}

fn lines(canvas: &Canvas<'_>, work: &Work, shown: &Shown) -> Vec<(String, Style)> {
    let (view, pack, theme) = (&work.figures, &work.session.pack, canvas.theme);
    let book = work.session.store.book();
    let Some((row, column, cell)) = view.cell(pack) else { return Vec::new() };
    let mut out = vec![(heading(pack, shown, (&row, &column), cell), theme.title())];
    let month = shown.figures.period;
    for issue in view.issues_here(pack) {
        let style = match issue.severity {
            Severity::Error => theme.bad(),
            _ => theme.warn(),
        };
        out.push((ui::issue(issue), style));
    }
    if let Some(reported) = view.reported()
        && let Some(value) = reported.cell(&row, &column).filter(|value| *value != cell)
    {
        out.push((grid::reported(reported.report, reported.revision, value, cell), theme.warn()));
    }
    let nothing_here = out.len() == 1;
    out.extend(book.follow(month, &row, &column).map(|why| (grid::follow(why), theme.warn())));
    out.extend(book.comment(month, &row, &column).map(|text| (grid::comment(text), theme.accent())));
    if nothing_here && view.part == PartOf::Form {
        let beside = beside(work, shown, &row);
        out.extend((!beside.is_empty()).then(|| (beside, theme.text())));
    }
    if let Some((form, known)) = pack.column(&column) {
        let before = work.figures.months_before(&work.session, &row, &column);
        out.extend((!before.is_empty()).then(|| (grid::before(&before), theme.text())));
        let source = if form.code == row { &form.source } else { &known.source };
        out.push((grid::definition(&known.definition, source), theme.text()));
    }
    out
}

/// Field, printed number and name of the column, value, and where it comes from.
fn heading(pack: &Pack, shown: &Shown, (row, column): (&str, &str), cell: Cell) -> String {
    let derived = shown.figures.rows.iter().any(|r| r.field == row && r.derived.iter().any(|c| c == column));
    let known = pack.column(column).map(|(_, c)| c);
    let total = known.is_some_and(|c| c.gather == Gather::Derived);
    let note = if derived {
        format!(" ({})", grid::CARRIED)
    } else if total {
        format!(" ({})", grid::DERIVED)
    } else {
        String::new()
    };
    let number = known.map(|c| c.number).filter(|n| *n > 0).map(|n| format!("({n}) ")).unwrap_or_default();
    let single = pack.single_forms().any(|f| f.code == row);
    let field = if single { String::new() } else { format!("{} – ", pack.field_name(row)) };
    format!("{field}{number}{}: {}{note}", pack.column_name(column), grid::cell_in_words(cell))
}

/// What to know of the row, or of others, when nothing is wrong with the cell.
fn beside(work: &Work, shown: &Shown, row: &str) -> String {
    let pack = &work.session.pack;
    let pending = pending(work, shown, row);
    let elsewhere = shown.issues.iter().filter(|i| i.severity != Severity::Note && i.is_open()).count();
    match shown.figures.differences.iter().find(|d| d.field == row) {
        None if pending > 0 => grid::pending(pending),
        Some(d) => document::field_difference(pack.field_name(row), d),
        None if elsewhere > 0 => grid::issues_elsewhere(&fields_with_issues(pack, shown)),
        None => String::new(),
    }
}

/// Cases that last month left to a row in which nothing was entered yet.
fn pending(work: &Work, shown: &Shown, row: &str) -> u64 {
    let (pack, book) = (&work.session.pack, work.session.store.book());
    let untouched = shown.figures.period.is_month() && shown.figures.rows.iter().any(|r| r.field == row && !r.begun);
    let carry = pack.field_form().and_then(|form| Some((form, form.carry.as_ref()?))).filter(|_| untouched);
    let level = carry.map(|(form, carry)| figures::level_before(form, carry, book, shown.figures.period, row));
    level.and_then(Cell::number).unwrap_or(0)
}

/// Names of the fields that have something open.
fn fields_with_issues(pack: &Pack, shown: &Shown) -> Vec<String> {
    let rows = shown.figures.rows.iter().filter(|r| row_sign(shown, &r.field).is_some());
    rows.map(|r| pack.field_name(&r.field).to_owned()).collect()
}
