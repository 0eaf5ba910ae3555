//! The sheets that are one list: counters, tasks, checks.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::looks::Looks;
use super::page::{self, LIST_ROW, List, index, last_column};
use crate::domain::cell::Cell;
use crate::domain::pack::{Gather, Pack};
use crate::package::table::Row;
use crate::package::tables::{CHECKS, TASKS};
use crate::package::{Content, Head};
use crate::strings::{document, workbook};

/// Column of a counter's count.
const COUNT: u16 = 2;

/// Writes the sheet of counters, which are typed as the form is.
pub(super) fn counters(
    sheet: &mut Worksheet,
    pack: &Pack,
    content: &Content,
    head: &Head,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let widths = &[5.0, 50.0, 14.0, 60.0];
    let list = List { name: workbook::SHEET_COUNTERS, head: &workbook::COUNTER_HEAD, widths };
    page::list(sheet, &list, head, looks, 0)?;
    let all = || pack.single_forms().flat_map(|form| form.column.iter().map(move |column| (form, column)));
    let rows: BTreeMap<&str, u32> = all().map(|(_, column)| column.code.as_str()).zip(LIST_ROW..).collect();
    let mut at = LIST_ROW;
    for (form, column) in all() {
        let cell = content.figures.counters.get(&column.code).copied().unwrap_or_default();
        sheet.write_number_with_format(at, 0, f64::from(at - LIST_ROW + 1), &looks.number)?;
        if column.gather == Gather::Derived {
            let parts = column.sum.iter().filter_map(|part| rows.get(part.as_str()));
            let parts: Vec<String> = parts.map(|row| page::name(*row, COUNT)).collect();
            page::result(sheet, at, COUNT, &page::sum(&parts), cell, looks.derived(cell))?;
        } else {
            page::number(sheet, at, COUNT, cell, looks.input(cell))?;
            page::asks_counts(sheet, [at, at], COUNT, form.max)?;
        }
        page::texts(sheet, at, &list, &[(1, &column.name), (3, &column.definition)], looks)?;
        at += 1;
    }
    for line in [document::LEGEND, workbook::PROTECTED] {
        sheet.write_string_with_format(at, 0, line, &looks.plain)?;
        at += 1;
    }
    sheet.set_print_area(0, 0, at - 1, last_column(list.head.len()))?;
    Ok(())
}

/// Writes the sheet of tasks, in the order of their table.
pub(super) fn tasks(sheet: &mut Worksheet, content: &Content, head: &Head, looks: &Looks) -> Result<(), XlsxError> {
    let widths = &[5.0, 8.0, 42.0, 11.0, 18.0, 12.0, 12.0, 11.0, 19.0, 30.0, 22.0];
    let list = List { name: workbook::SHEET_TASKS, head: &workbook::TASK_HEAD, widths };
    page::list(sheet, &list, head, looks, 0)?;
    for (at, row) in (LIST_ROW..).zip(&content.task_rows) {
        let text = |name: &str| TASKS.cell(row, name);
        let assumed = text("tam_tinh") == "true" && !text("han").is_empty();
        let texts = [
            (1, text("so").to_owned()),
            (2, text("noi_dung").to_owned()),
            (3, workbook::role(text("vai_tro"))),
            (4, workbook::deadline(text("han_goc"), text("ky"))),
            (6, workbook::status(text("trang_thai"))),
            (7, workbook::late(text("tre_han")).to_owned()),
            (8, workbook::document(text("so_van_ban"), text("ngay_hoan_thanh"))),
            (9, text("tinh_hinh").to_owned()),
            (10, workbook::remarks(text("ghi_chu"), assumed)),
        ];
        write(sheet, at, &list, &texts, looks)?;
        match text("han").parse() {
            Ok(day) => sheet.write_datetime_with_format(at, 5, super::day(day)?, &looks.day)?,
            Err(_) => sheet.write_blank(at, 5, &looks.day)?,
        };
    }
    end(sheet, &list, &content.task_rows)
}

/// Writes the sheet of checks.
pub(super) fn checks(
    sheet: &mut Worksheet,
    pack: &Pack,
    content: &Content,
    head: &Head,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let widths = &[5.0, 36.0, 11.0, 16.0, 20.0, 17.0, 46.0, 34.0];
    let list = List { name: workbook::SHEET_CHECKS, head: &workbook::CHECK_HEAD, widths };
    page::list(sheet, &list, head, looks, 0)?;
    for (at, row) in (LIST_ROW..).zip(&content.check_rows) {
        let text = |name: &str| CHECKS.cell(row, name);
        let texts = [
            (1, workbook::rule(pack, text("quy_tac"))),
            (2, workbook::severity(text("muc"))),
            (3, workbook::period(text("ky"))),
            (4, workbook::field(pack, text("linh_vuc"))),
            (5, workbook::outcome(text("ket_qua")).to_owned()),
            (6, text("noi_dung").to_owned()),
            (7, text("giai_trinh").to_owned()),
        ];
        write(sheet, at, &list, &texts, looks)?;
    }
    end(sheet, &list, &content.check_rows)
}

/// Number and texts of a row.
fn write(
    sheet: &mut Worksheet,
    at: u32,
    list: &List<'_>,
    texts: &[(u16, String)],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let serial = Cell::Count(u64::from(at - LIST_ROW) + 1);
    page::number(sheet, at, 0, serial, &looks.number)?;
    let texts: Vec<(u16, &str)> = texts.iter().map(|(column, text)| (*column, text.as_str())).collect();
    page::texts(sheet, at, list, &texts, looks)
}

/// What is printed; a list without rows says so.
fn end(sheet: &mut Worksheet, list: &List<'_>, rows: &[Row]) -> Result<(), XlsxError> {
    let below = LIST_ROW + u32::from(index(rows.len()));
    if rows.is_empty() {
        sheet.write_string(below, 0, workbook::NOTHING)?;
    }
    sheet.set_print_area(0, 0, below.max(LIST_ROW + 1) - 1, last_column(list.head.len()))?;
    Ok(())
}
