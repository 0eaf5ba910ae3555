//! The workbook: the form as the district knows it, counters, and indicators against targets.
//! Totals are formulas with their results stored, so that every program shows the same number.

use chrono::Datelike as _;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use super::{Content, Head, PackageError};
use crate::domain::cell::Cell;
use crate::domain::figures::{Cells, Row};
use crate::domain::indicator;
use crate::domain::pack::{Column, Form, Gather, Mark, Pack};
use crate::strings::document;

/// A4.
const PAPER: u8 = 9;
/// Rows above the form's head: form number, title, period, window, unit line.
const HEAD_ROW: u32 = 5;
/// First row of a list, under title lines and header.
const LIST_ROW: u32 = 5;
/// The titles reach at least to this column.
const TITLES_TO: u16 = 8;
const FONT: &str = "Times New Roman";

struct Looks {
    plain: Format,
    bold: Format,
    centre: Format,
    right: Format,
    head: Format,
    text: Format,
    rate: Format,
    number: Format,
    nil: Format,
    total: Format,
    total_nil: Format,
}

impl Looks {
    fn new() -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(11);
        let bold = plain.clone().set_bold();
        let boxed = plain.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let numbered = boxed.clone().set_align(FormatAlign::Right).set_num_format("#,##0_)");
        // A number typed over it in a spreadsheet is shown as one.
        let dash = "#,##0_);-#,##0_);\"–\"_)";
        Self {
            centre: bold.clone().set_align(FormatAlign::Center).set_text_wrap(),
            right: plain.clone().set_align(FormatAlign::Right).set_italic(),
            head: boxed.clone().set_bold().set_align(FormatAlign::Center).set_text_wrap(),
            text: boxed.clone().set_align(FormatAlign::Left).set_indent(1).set_text_wrap(),
            rate: boxed.clone().set_align(FormatAlign::Right).set_num_format("0.00%_)"),
            nil: numbered.clone().set_num_format(dash),
            total: numbered.clone().set_bold(),
            total_nil: numbered.clone().set_bold().set_num_format(dash),
            number: numbered,
            plain,
            bold,
        }
    }

    fn of(&self, cell: Cell, total: bool) -> &Format {
        match (cell, total) {
            (Cell::Nil, false) => &self.nil,
            (Cell::Nil, true) => &self.total_nil,
            (_, false) => &self.number,
            (_, true) => &self.total,
        }
    }
}

/// The workbook's bytes.
pub(super) fn write(pack: &Pack, content: &Content, head: &Head) -> Result<Vec<u8>, PackageError> {
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    let made = chrono::DateTime::parse_from_rfc3339(&head.created).map_or(head.period.to, |d| d.date_naive());
    let day = |n: u32| u8::try_from(n).unwrap_or(1);
    let created =
        ExcelDateTime::from_ymd(u16::try_from(made.year()).unwrap_or(2000), day(made.month()), day(made.day()))?;
    let title = head.title();
    workbook.set_properties(
        &DocProperties::new().set_title(&title).set_author(&head.officer).set_creation_datetime(&created),
    );
    if let Some(form) = pack.field_form() {
        form_sheet(workbook.add_worksheet(), pack, form, content, head, &looks)?;
    }
    indicator_sheet(workbook.add_worksheet(), pack, content, head, &looks)?;
    counter_sheet(workbook.add_worksheet(), pack, content, head, &looks)?;
    Ok(workbook.save_to_buffer()?)
}

fn page(sheet: &mut Worksheet, name: &str, head: &Head) -> Result<(), XlsxError> {
    sheet.set_name(name)?.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    sheet.set_default_row_height(20);
    sheet.set_margins(0.4, 0.4, 0.5, 0.5, 0.2, 0.2).set_footer("&C&P/&N");
    if head.practice {
        sheet.set_header(format!("&C{}", document::PRACTICE));
    }
    Ok(())
}

/// Sheet name from the printed form number: "Biểu số II.06a/VPCP/KSTT" → "II.06a".
fn sheet_name(form: &Form) -> String {
    let first = form.number.split('/').next().unwrap_or_default();
    let name: String = first.rsplit(' ').next().unwrap_or_default().chars().take(31).collect();
    if name.is_empty() { form.code.clone() } else { name }
}

fn index(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

fn form_sheet(
    sheet: &mut Worksheet,
    pack: &Pack,
    form: &Form,
    content: &Content,
    head: &Head,
    looks: &Looks,
) -> Result<(), XlsxError> {
    page(sheet, &sheet_name(form), head)?;
    let lead = index(form.row_head.len());
    let last = lead + index(form.column.len()) - 1;
    // A narrow form still needs room for its titles.
    above(sheet, form, head, looks, last.max(TITLES_TO))?;
    let depth = form_head(sheet, form, looks, lead)?;
    let numbers = HEAD_ROW + depth;
    for (i, number) in (0..lead).map(|i| (i, u32::from(i) + 1)).chain(columns(form, lead).map(|(i, c)| (i, c.number))) {
        sheet.write_string_with_format(numbers, i, format!("({number})"), &looks.head)?;
    }
    let first_row = numbers + 1;
    let mut at = first_row;
    // A form to be filled in has every field.
    let blank = !content.figures.any();
    for (serial, row) in (1_u32..).zip(content.figures.rows.iter().filter(|r| r.begun || blank)) {
        sheet.write_number_with_format(at, 0, f64::from(serial), &looks.number)?;
        sheet.write_string_with_format(at, 1, pack.field_name(&row.field), &looks.text)?;
        form_row(sheet, form, lead, at, row, looks)?;
        at += 1;
    }
    span(sheet, [at, at], [0, lead - 1], document::TOTALS, &looks.head)?;
    for (i, column) in columns(form, lead) {
        let cell = content.figures.totals.get(&column.code).copied().unwrap_or_default();
        let letter = letters(i);
        let sum = format!("=SUM({letter}{}:{letter}{at})", first_row + 1);
        total(sheet, at, i, &sum, cell, looks.of(cell, true))?;
    }
    sheet.write_string_with_format(at + 1, 0, document::LEGEND, &looks.plain)?;
    for difference in &content.figures.differences {
        at += 1;
        let line = document::field_difference(pack.field_name(&difference.field), difference);
        sheet.write_string_with_format(at + 1, 0, line, &looks.plain)?;
    }
    let half = lead + index(form.column.len()) / 2;
    span(sheet, [at + 3, at + 3], [0, half - 1], document::PREPARED_BY, &looks.centre)?;
    let signatory_title = head.signatory_title.as_deref().unwrap_or_default().to_uppercase();
    span(sheet, [at + 3, at + 3], [half, last], &signatory_title, &looks.centre)?;
    span(sheet, [at + 7, at + 7], [0, half - 1], &head.officer, &looks.centre)?;
    span(sheet, [at + 7, at + 7], [half, last], head.signatory.as_deref().unwrap_or_default(), &looks.centre)?;
    sheet.set_column_width(0, 5)?.set_column_width(1, 34)?;
    for (i, _) in columns(form, lead) {
        sheet.set_column_width(i, 11)?;
    }
    sheet.set_repeat_rows(HEAD_ROW, numbers)?.set_freeze_panes(first_row, lead)?;
    Ok(())
}

fn columns(form: &Form, lead: u16) -> impl Iterator<Item = (u16, &Column)> {
    form.column.iter().enumerate().map(move |(i, c)| (lead + index(i), c))
}

/// Form number and issuer's lines, title, period, window, unit line.
fn above(sheet: &mut Worksheet, form: &Form, head: &Head, looks: &Looks, last: u16) -> Result<(), XlsxError> {
    let (left, right) = (2, last - 2);
    span(sheet, [0, 0], [0, left], &form.number, &looks.bold)?;
    span(sheet, [0, 0], [right, last], &document::reporter(&head.unit.name), &looks.plain)?;
    let wrapped = looks.plain.clone().set_text_wrap();
    span(sheet, [1, 1], [right, last], &document::recipient(&head.recipient), &wrapped)?;
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
    sheet.set_row_height(0, 32)?.set_row_height(1, 32)?;
    Ok(())
}

/// Header levels; equal neighbours are merged sideways, the last level reaches down. Answers with
/// the number of rows.
fn form_head(sheet: &mut Worksheet, form: &Form, looks: &Looks, lead: u16) -> Result<u32, XlsxError> {
    let depth = form.column.iter().map(|c| c.head.len()).max().unwrap_or(1);
    let bottom = HEAD_ROW + u32::try_from(depth).unwrap_or(1) - 1;
    for (i, text) in (0..lead).zip(&form.row_head) {
        span(sheet, [HEAD_ROW, bottom], [i, i], text, &looks.head)?;
    }
    for level in 0..depth {
        let row = HEAD_ROW + u32::try_from(level).unwrap_or(0);
        let mut start = 0;
        while start < form.column.len() {
            let head = &form.column[start].head;
            let same = |c: &&Column| c.head.len() > level && c.head[..=level] == head[..(level + 1).min(head.len())];
            let width = form.column[start..].iter().take_while(same).count().max(1);
            if let Some(text) = head.get(level) {
                let down = if level + 1 == head.len() { bottom } else { row };
                let from = lead + index(start);
                span(sheet, [row, down], [from, from + index(width) - 1], text, &looks.head)?;
            }
            start += width;
        }
    }
    for row in HEAD_ROW..=bottom {
        sheet.set_row_height(row, 30)?;
    }
    Ok(u32::try_from(depth).unwrap_or(1))
}

/// Text over a block of cells; rows and columns are first and last, inclusive.
fn span(sheet: &mut Worksheet, rows: [u32; 2], across: [u16; 2], text: &str, format: &Format) -> Result<(), XlsxError> {
    if rows[0] == rows[1] && across[0] == across[1] {
        // A single cell cannot be merged.
        sheet.write_string_with_format(rows[0], across[0], text, format)?;
    } else {
        sheet.merge_range(rows[0], across[0], rows[1], across[1], text, format)?;
    }
    Ok(())
}

fn form_row(sheet: &mut Worksheet, form: &Form, lead: u16, at: u32, row: &Row, looks: &Looks) -> Result<(), XlsxError> {
    for (i, column) in columns(form, lead) {
        let cell = row.cells.get(&column.code).copied().unwrap_or_default();
        if column.gather != Gather::Derived {
            number(sheet, at, i, cell, looks.of(cell, false))?;
            continue;
        }
        let place = |part: &String| form.column.iter().position(|c| c.code == *part).map(|p| lead + index(p));
        let parts = column.sum.iter().filter_map(place).map(|p| format!("{}{}", letters(p), at + 1));
        let sum = format!("={}", parts.collect::<Vec<_>>().join("+"));
        total(sheet, at, i, &sum, cell, looks.of(cell, false))?;
    }
    Ok(())
}

/// A count; nil is a 0 that shows as a dash, a missing one stays empty.
fn number(sheet: &mut Worksheet, row: u32, column: u16, cell: Cell, format: &Format) -> Result<(), XlsxError> {
    match cell.number() {
        // Counts are capped at ten million a cell, far below 2^53.
        #[allow(clippy::cast_precision_loss)]
        Some(n) => sheet.write_number_with_format(row, column, n as f64, format)?,
        None => sheet.write_blank(row, column, format)?,
    };
    Ok(())
}

/// A formula with its result; nothing where a part is missing, because a sheet would count it as 0.
fn total(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    sum: &str,
    cell: Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell.number() {
        Some(n) => {
            let formula = Formula::new(sum).set_result(n.to_string());
            sheet.write_formula_with_format(row, column, formula, format)?
        }
        None => sheet.write_blank(row, column, format)?,
    };
    Ok(())
}

/// Column letters: 0 → A, 26 → AA.
fn letters(column: u16) -> String {
    rust_xlsxwriter::utility::column_number_to_name(column)
}

/// Columns of a sheet that is one list.
struct List<'a> {
    name: &'a str,
    head: &'a [&'a str],
    widths: &'a [f64],
}

/// Page, title lines, header row and widths of a list; its rows begin at [`LIST_ROW`].
fn list_sheet(sheet: &mut Worksheet, list: &List<'_>, head: &Head, looks: &Looks) -> Result<(), XlsxError> {
    page(sheet, list.name, head)?;
    let width = index(list.head.len()) - 1;
    let plain = looks.centre.clone().unset_bold();
    span(sheet, [0, 0], [0, width], &list.name.to_uppercase(), &looks.centre)?;
    let subtitle = format!("{} – {}", document::reporter(&head.unit.name), document::period(&head.period.name));
    span(sheet, [1, 1], [0, width], &subtitle, &plain)?;
    span(sheet, [2, 2], [0, width], &document::window(head.period.from, head.period.to), &plain)?;
    if head.practice {
        span(sheet, [3, 3], [0, width], document::PRACTICE, &looks.centre)?;
    }
    for (i, text) in (0..).zip(list.head) {
        sheet.write_string_with_format(LIST_ROW - 1, i, *text, &looks.head)?;
    }
    for (i, width) in (0..).zip(list.widths) {
        sheet.set_column_width(i, *width)?;
    }
    sheet.set_repeat_rows(LIST_ROW - 1, LIST_ROW - 1)?.set_freeze_panes(LIST_ROW, 2)?;
    Ok(())
}

fn indicator_sheet(
    sheet: &mut Worksheet,
    pack: &Pack,
    content: &Content,
    head: &Head,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let widths = &[5.0, 42.0, 10.0, 10.0, 11.0, 16.0, 16.0, 12.0, 11.0, 42.0, 36.0];
    let list = List { name: document::SHEET_INDICATORS, head: &document::INDICATOR_HEAD, widths };
    list_sheet(sheet, &list, head, looks)?;
    let count = |n: Option<u64>| n.map_or(Cell::Missing, Cell::Count);
    for (serial, (row, found)) in (0_u32..).zip(pack.lists.indicator.iter().zip(&content.indicators)) {
        let at = LIST_ROW + serial;
        sheet.write_number_with_format(at, 0, f64::from(serial + 1), &looks.number)?;
        number(sheet, at, 2, count(found.numerator), &looks.number)?;
        number(sheet, at, 3, count(found.denominator), &looks.number)?;
        number(sheet, at, 8, count(found.shortfall), &looks.number)?;
        // Rounded by us: a missed target must not read as met.
        let rate = found.numerator.zip(found.denominator).and_then(|(n, d)| indicator::rate(row.target, n, d, 10_000));
        let met = found.met.map_or("—", |met| if met { document::MET } else { document::MISSED });
        let texts = [
            (1, row.name.clone()),
            (5, document::target(row.target)),
            (6, row.district_target.map(document::target).unwrap_or_default()),
            (7, met.to_owned()),
            (9, found.formula.clone()),
            (10, if found.mark == Mark::Assumed { document::ASSUMED.to_owned() } else { String::new() }),
        ];
        for (column, text) in texts {
            sheet.write_string_with_format(at, column, text, &looks.text)?;
        }
        match rate.and_then(|hundredths| u32::try_from(hundredths).ok()) {
            Some(hundredths) => sheet.write_number_with_format(at, 4, f64::from(hundredths) / 10_000.0, &looks.rate)?,
            None => sheet.write_string_with_format(at, 4, "—", &looks.rate)?,
        };
    }
    Ok(())
}

fn counter_sheet(
    sheet: &mut Worksheet,
    pack: &Pack,
    content: &Content,
    head: &Head,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let widths = &[5.0, 50.0, 14.0, 60.0];
    let list = List { name: document::SHEET_COUNTERS, head: &document::COUNTER_HEAD, widths };
    list_sheet(sheet, &list, head, looks)?;
    let counters: &Cells = &content.figures.counters;
    for (serial, column) in (0_u32..).zip(pack.single_forms().flat_map(|f| &f.column)) {
        let at = LIST_ROW + serial;
        let cell = counters.get(&column.code).copied().unwrap_or_default();
        sheet.write_number_with_format(at, 0, f64::from(serial + 1), &looks.number)?;
        sheet.write_string_with_format(at, 1, &column.name, &looks.text)?;
        number(sheet, at, 2, cell, looks.of(cell, false))?;
        sheet.write_string_with_format(at, 3, &column.definition, &looks.text)?;
    }
    Ok(())
}
