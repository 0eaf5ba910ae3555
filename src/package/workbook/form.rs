//! The sheet of the form: printed head, one row for each field, totals, notes and signatures.

use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError, utility};

use super::looks::Looks;
use super::page::{self, index, span};
use crate::domain::figures::Row;
use crate::domain::pack::{Column, Form, Gather, Pack};
use crate::package::{Content, Head};
use crate::strings::{document, workbook};

/// Rows above the form's head: form number, title, period, window, unit line.
const HEAD_ROW: u32 = 5;
/// The titles reach at least to this column.
const TITLES_TO: u16 = 8;
/// Widths of the columns of counts, in digits.
const WIDTH: f64 = 11.0;
/// Up to so many fields are made to fit one page: signatures do not stand on a page of their own.
const ONE_PAGE: usize = 13;

/// Where the figures stand in the sheet.
struct Table<'a> {
    form: &'a Form,
    /// Columns before those of counts.
    lead: u16,
    /// First row of a field.
    first: u32,
    /// Row of the totals.
    totals: u32,
}

impl<'a> Table<'a> {
    fn columns(&self) -> impl Iterator<Item = (u16, &'a Column)> {
        columns(self.form, self.lead)
    }

    /// Cells of the parts of a derived column, in a row.
    fn parts(&self, row: u32, column: &Column) -> Vec<String> {
        let place = |part: &String| self.form.column.iter().position(|c| c.code == *part);
        column.sum.iter().filter_map(place).map(|p| page::name(row, self.lead + index(p))).collect()
    }

    /// The cells of all fields in a column.
    fn range(&self, column: u16) -> String {
        let letters = utility::column_number_to_name(column);
        format!("{letters}{}:{letters}{}", self.first + 1, self.totals)
    }

    /// How many counts a column has when none is missing: one for each field, in a form to be filled in
    /// for each field with a count in any column.
    fn expected(&self, blank: bool) -> String {
        if !blank {
            return (self.totals - self.first).to_string();
        }
        let inputs = self.columns().filter(|(_, c)| c.gather != Gather::Derived);
        let numbers: Vec<String> = inputs.map(|(i, _)| format!("ISNUMBER({})", self.range(i))).collect();
        format!("MAX(1,SUMPRODUCT(--({}>0)))", numbers.join("+"))
    }
}

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    pack: &Pack,
    form: &Form,
    content: &Content,
    head: &Head,
    looks: &Looks,
) -> Result<(), XlsxError> {
    // A form to be filled in has every field.
    let blank = !content.figures.any();
    let rows: Vec<&Row> = content.figures.rows.iter().filter(|r| r.begun || blank).collect();
    let pages = u16::from(rows.len() <= ONE_PAGE);
    page::set_up(sheet, &sheet_name(form), head, pages)?;
    let lead = index(form.row_head.len());
    let last = lead + index(form.column.len()) - 1;
    // A narrow form still needs room for its titles.
    let wide = last.max(TITLES_TO);
    above(sheet, form, head, looks, wide)?;
    let numbers = HEAD_ROW + form_head(sheet, form, looks, lead)?;
    for (i, number) in (0..lead).map(|i| (i, u32::from(i) + 1)).chain(columns(form, lead).map(|(i, c)| (i, c.number))) {
        sheet.write_string_with_format(numbers, i, format!("({number})"), &looks.head)?;
    }
    let first = numbers + 1;
    let table = Table { form, lead, first, totals: first + u32::from(index(rows.len())) };
    for (serial, row) in (0..).zip(rows) {
        let at = first + serial;
        sheet.write_number_with_format(at, 0, f64::from(serial + 1), &looks.number)?;
        sheet.write_string_with_format(at, 1, pack.field_name(&row.field), &looks.text)?;
        sheet.set_row_height(at, page::height(page::lines(pack.field_name(&row.field), 34.0)))?;
        field(sheet, &table, at, row, looks)?;
    }
    totals(sheet, &table, content, blank, looks)?;
    let notes = notes(sheet, pack, content, table.totals + 1, looks)?;
    let half = lead + index(form.column.len()) / 2;
    signatures(sheet, head, notes + 1, [half, last], looks)?;
    sheet.set_column_width(0, 5)?.set_column_width(1, 34)?;
    for (i, _) in columns(form, lead) {
        sheet.set_column_width(i, WIDTH)?;
    }
    sheet.set_repeat_rows(HEAD_ROW, numbers)?.set_freeze_panes(first, lead)?;
    sheet.set_print_area(0, 0, notes + 5, wide)?;
    Ok(())
}

/// Sheet name from the printed form number: "Biểu số II.06a/VPCP/KSTT" → "II.06a".
fn sheet_name(form: &Form) -> String {
    let first = form.number.split('/').next().unwrap_or_default();
    let name: String = first.rsplit(' ').next().unwrap_or_default().chars().take(31).collect();
    if name.is_empty() { form.code.clone() } else { name }
}

fn columns(form: &Form, lead: u16) -> impl Iterator<Item = (u16, &Column)> {
    form.column.iter().enumerate().map(move |(i, c)| (lead + index(i), c))
}

/// Form number and issuer's lines, title, period, window, unit line.
fn above(sheet: &mut Worksheet, form: &Form, head: &Head, looks: &Looks, last: u16) -> Result<(), XlsxError> {
    let (left, right) = (2, last - 2);
    span(sheet, [0, 0], [0, left], &form.number, &looks.bold)?;
    let wrapped = looks.plain.clone().set_text_wrap();
    span(sheet, [0, 0], [right, last], &document::reporter(&head.unit.name), &wrapped)?;
    let recipient = document::recipient(&head.recipient);
    span(sheet, [1, 1], [right, last], &recipient, &wrapped)?;
    let small = looks.right.clone().set_align(FormatAlign::Left).set_text_wrap();
    span(sheet, [1, 1], [0, left], &form.issued, &small)?;
    span(sheet, [0, 1], [left + 1, right - 1], &form.title, &looks.centre)?;
    span(sheet, [2, 2], [left + 1, right - 1], &document::period(&head.period.name), &looks.centre)?;
    let window = document::window(head.period.from, head.period.to);
    span(sheet, [3, 3], [left + 1, right - 1], &window, &looks.centre.clone().unset_bold())?;
    span(sheet, [4, 4], [right, last], &form.unit_line, &looks.right)?;
    if head.practice {
        span(sheet, [4, 4], [0, right - 1], document::PRACTICE, &looks.bold)?;
    }
    let [right, left, middle] =
        [(recipient.as_str(), 3.0), (form.issued.as_str(), 3.0), (form.title.as_str(), f64::from(right - left - 1))]
            .map(|(text, columns)| page::lines(text, columns * WIDTH));
    sheet.set_row_height(0, 32)?.set_row_height(1, page::height(right.max(left).max(middle - middle.min(2)).max(2)))?;
    Ok(())
}

/// The printed head. Answers with the number of rows.
fn form_head(sheet: &mut Worksheet, form: &Form, looks: &Looks, lead: u16) -> Result<u32, XlsxError> {
    let rows = |n: usize| u32::try_from(n).unwrap_or(1);
    let depth = rows(form.head_depth());
    for (i, text) in (0..lead).zip(&form.row_head) {
        span(sheet, [HEAD_ROW, HEAD_ROW + depth - 1], [i, i], text, &looks.head)?;
    }
    let mut most = vec![2; form.head_depth()];
    for cell in form.head_cells() {
        let (top, from) = (HEAD_ROW + rows(cell.level), lead + index(cell.first));
        let (down, across) = (rows(cell.rows) - 1, index(cell.columns) - 1);
        span(sheet, [top, top + down], [from, from + across], cell.text, &looks.head)?;
        let lines = page::lines(cell.text, f64::from(across + 1) * WIDTH);
        // A head over several rows has room below.
        most[cell.level] = lines.saturating_sub(2 * down).max(most[cell.level]);
    }
    for (row, lines) in (HEAD_ROW..).zip(most) {
        sheet.set_row_height(row, page::height(lines))?;
    }
    Ok(depth)
}

fn field(sheet: &mut Worksheet, table: &Table<'_>, at: u32, row: &Row, looks: &Looks) -> Result<(), XlsxError> {
    for (i, column) in table.columns() {
        let cell = row.cells.get(&column.code).copied().unwrap_or_default();
        if column.gather == Gather::Derived {
            page::result(sheet, at, i, &page::sum(&table.parts(at, column)), cell, looks.derived(cell))?;
        } else {
            page::number(sheet, at, i, cell, looks.input(cell))?;
        }
    }
    Ok(())
}

/// The row of totals, and what may be typed above it.
fn totals(
    sheet: &mut Worksheet,
    table: &Table<'_>,
    content: &Content,
    blank: bool,
    looks: &Looks,
) -> Result<(), XlsxError> {
    span(sheet, [table.totals, table.totals], [0, table.lead - 1], document::TOTALS, &looks.head)?;
    let expected = table.expected(blank);
    for (i, column) in table.columns() {
        let cell = content.figures.totals.get(&column.code).copied().unwrap_or_default();
        let range = table.range(i);
        let sum = format!("=IF(COUNT({range})={expected},SUM({range}),\"\")");
        page::result(sheet, table.totals, i, &sum, cell, looks.total(cell))?;
        if column.gather != Gather::Derived && table.totals > table.first {
            page::asks_counts(sheet, [table.first, table.totals - 1], i, table.form.max)?;
        }
    }
    Ok(())
}

/// Lines below the table; answers with the row after them.
fn notes(sheet: &mut Worksheet, pack: &Pack, content: &Content, from: u32, looks: &Looks) -> Result<u32, XlsxError> {
    let differences = content.figures.differences.iter();
    let differences = differences.map(|d| document::field_difference(pack.field_name(&d.field), d));
    let lines = [document::LEGEND.to_owned(), workbook::PROTECTED.to_owned()];
    let mut at = from;
    for line in lines.into_iter().chain(differences) {
        sheet.write_string_with_format(at, 0, line, &looks.plain)?;
        at += 1;
    }
    Ok(at)
}

fn signatures(
    sheet: &mut Worksheet,
    head: &Head,
    at: u32,
    [half, last]: [u16; 2],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let signatory_title = head.signatory_title.as_deref().unwrap_or_default().to_uppercase();
    let signatory = head.signatory.as_deref().unwrap_or_default();
    for (row, left, right) in
        [(at, document::PREPARED_BY, signatory_title.as_str()), (at + 4, head.officer.as_str(), signatory)]
    {
        span(sheet, [row, row], [0, half - 1], left, &looks.centre)?;
        span(sheet, [row, row], [half, last], right, &looks.centre)?;
    }
    Ok(())
}
