//! The content of a package from outside, worked out again by the engine from what its tables say was entered.

use super::descriptor::Head;
use super::table::Row;
use super::tables::{self, CHECKS, FIGURES};
use super::{Content, gather};
use crate::domain::book::{Book, Key, Value};
use crate::domain::cell::Cell;
use crate::domain::figures::{self, Figures};
use crate::domain::indicator::base_setting;
use crate::domain::pack::{Carry, Field, Form, Gather, Mark, Pack, Severity, Source};
use crate::domain::period::Period;
use crate::domain::rule::TOTAL_ROW;
use crate::domain::submission::Fault;
use crate::domain::text;
use crate::strings::document;

/// Tables of a package that say what was entered, or follow from it.
pub(super) struct Given<'a> {
    pub figures: &'a [Row],
    pub rates: &'a [Row],
    pub checks: &'a [Row],
}

/// The pack with the fields that the commune has besides, as the package names them: plain codes in their
/// order that mean nothing else, with a name.
pub(super) fn with_own_fields(mut pack: Pack, head: &Head) -> Result<Pack, Fault> {
    let plain = |code: &str| {
        !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    let fault = || Fault::Descriptor("linh_vuc_rieng".to_owned());
    let mut before = "";
    for own in &head.own_fields {
        let taken = pack.lists.field.iter().map(|f| &f.code).chain(pack.lists.form.iter().map(|f| &f.code));
        let known = taken.into_iter().any(|code| *code == own.code) || own.code == TOTAL_ROW;
        let named = text::line(&own.name, text::LINE_MAX).is_ok_and(|name| name == own.name);
        if !plain(&own.code) || known || own.code.as_str() <= before || !named {
            return Err(fault());
        }
        before = &own.code;
        pack.lists.field.push(Field {
            code: own.code.clone(),
            name: own.name.clone(),
            aliases: Vec::new(),
            national_code: String::new(),
            source: Source { mark: Mark::Assumed, text: String::new(), why: String::new() },
        });
    }
    Ok(pack)
}

/// Puts what was entered into a book of its own, lets the engine do the rest, and compares.
pub(super) fn worked_out(pack: &Pack, head: &Head, given: &Given<'_>) -> Result<Content, Fault> {
    let period = head.period.code;
    let unknown = || Fault::Descriptor("ky".to_owned());
    let window = pack.window(period).ok_or_else(unknown)?;
    if (&window.name, window.from, window.to) != (&head.period.name, head.period.from, head.period.to) {
        return Err(unknown());
    }
    let unit = pack.unit(&head.unit.code).map(|u| (u.name.clone(), u.slug.clone()));
    // A unit of the officer's own naming still has the file name that follows from it.
    let (name, slug) = unit.unwrap_or_else(|| (head.unit.name.clone(), text::slug(&head.unit.name)));
    if (name, slug) != (head.unit.name.clone(), head.unit.slug.clone()) {
        return Err(Fault::Descriptor("don_vi".to_owned()));
    }
    let empty = figures::compute(pack, &Book::default(), period).ok_or_else(unknown)?;
    let book = entered(pack, &empty, given);
    let content = gather(pack, &book, &pack.calendar(), period);
    let content = content.ok().flatten().ok_or_else(unknown)?;
    if let Some(key) = tables::first_difference(&tables::figures(&content), given.figures) {
        return Err(Fault::Figure(key));
    }
    if let Some(issue) = content.issues.iter().find(|i| i.severity == Severity::Error) {
        return Err(Fault::Rule(issue.rule.clone()));
    }
    let again = tables::rates(period, &content.indicators);
    match again.iter().zip(given.rates).find(|(a, b)| a != b) {
        Some((row, _)) => return Err(Fault::Rate(tables::RATES.cell(row, "ma_chi_so").to_owned())),
        None if again.len() != given.rates.len() => return Err(Fault::Rate(String::new())),
        None => {}
    }
    let same = tables::same_checks(&content.check_rows, given.checks);
    if same { Ok(content) } else { Err(Fault::Checks) }
}

/// The book behind the tables: entries of the months, base counts, reasons and explanations.
fn entered(pack: &Pack, empty: &Figures, given: &Given<'_>) -> Book {
    let mut book = Book::default();
    let carry = pack.field_form().and_then(|form| form.carry.as_ref().map(|carry| (form, carry)));
    for row in given.figures {
        let text = |name: &str| FIGURES.cell(row, name).to_owned();
        let cell = tables::cell(row);
        let Ok(of) = text("ky").parse::<Period>() else { continue };
        if tables::is_input(pack, empty, row) && cell.is_known() {
            let carried = carry.filter(|(_, carry)| carry.column == text("chi_tieu"));
            if !carried.is_some_and(|carry| put_carried(&mut book, carry, empty, of, row)) {
                book.put(Key::Cell(of, text("linh_vuc"), text("chi_tieu")), Some(Value::Cell(cell)));
            }
        } else if of.year != empty.period.year {
            let name = base_setting(&text("chi_tieu"), of);
            book.put(Key::Setting(name), cell.number().map(|n| Value::Text(n.to_string())));
        }
    }
    for row in given.checks.iter().filter(|row| CHECKS.cell(row, "ket_qua") == "vi_pham") {
        let [rule, period, told] = ["quy_tac", "ky", "giai_trinh"].map(|name| CHECKS.cell(row, name));
        // The reason of a carry difference explains it by itself.
        let by_itself = CHECKS.cell(row, "noi_dung").contains(told);
        if let Some(period) = period.parse().ok().filter(|_| told != document::UNEXPLAINED && !by_itself) {
            book.put(Key::Explanation(period, rule.to_owned()), Some(Value::Text(told.to_owned())));
        }
    }
    book
}

/// What the note of a carried value says: the level before the period, which no table holds, and the reason of a
/// difference. True when the value was not entered, but filled by the program.
fn put_carried(book: &mut Book, (form, carry): (&Form, &Carry), empty: &Figures, month: Period, row: &Row) -> bool {
    let [field, note] = ["linh_vuc", "ghi_chu"].map(|name| FIGURES.cell(row, name));
    let (cell, first) = (tables::cell(row), empty.months.first() == Some(&month));
    let filled = note == document::FILLED_FROM_MONTH_BEFORE;
    let difference = cell.number().and_then(|carried| document::difference_of(note, month, carried));
    let before = if filled { Some(cell) } else { difference.map(|(before, _)| Cell::Count(before)) };
    if let Some(level) = before.filter(|_| first) {
        put_level(book, form, carry, month.month_before(), field, level);
    }
    if let Some(reason) = difference.and_then(|(_, reason)| reason) {
        book.put(Key::CarryReason(month, field.to_owned()), Some(Value::Text(reason.to_owned())));
    }
    filled
}

/// A level at the end of a month: in the first of the columns that make it up, nothing in the others.
fn put_level(book: &mut Book, form: &Form, carry: &Carry, month: Period, field: &str, level: Cell) {
    let column = form.column.iter().find(|c| c.code == carry.from);
    let parts = match column {
        Some(column) if column.gather == Gather::Derived => column.sum.as_slice(),
        _ => std::slice::from_ref(&carry.from),
    };
    for (i, part) in parts.iter().enumerate() {
        let cell = if i == 0 { level } else { Cell::Nil };
        book.put(Key::Cell(month, field.to_owned(), part.clone()), Some(Value::Cell(cell)));
    }
}
