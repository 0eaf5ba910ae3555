//! The report as a document: head, text, signature and annexes put together from the narrative and the tables.
//! Where things stand on paper is `docx`'s work.

use chrono::Datelike as _;

use super::content::Content;
use super::docx::{Align, Annex, Block, Cell, Document, HeadCell, Row, Signature, Table, Words};
use super::docx::{Head as Above, LANDSCAPE_MM, PORTRAIT_MM, write as write_docx};
use super::narrative::{Line, Voice};
use super::table::Row as TableRow;
use super::tables::{CHECKS, TASKS};
use super::{Head, PackageError};
use crate::domain::cell;
use crate::domain::figures::Cells;
use crate::domain::pack::{Form, Include, Pack, ReportDocument, filled};
use crate::strings::{document, indicators, report, words, workbook};

/// Roman numbers of the annexes there may be.
const NUMBERS: [&str; 3] = ["I", "II", "III"];
/// Group of the commune's own tasks in the table.
const OWN: &str = "";

/// The document's bytes; a draft says on every page that it is one.
pub(super) fn write(pack: &Pack, content: &Content, head: &Head, is_draft: bool) -> Result<Vec<u8>, PackageError> {
    let frame = pack.document.as_ref().ok_or(PackageError::NoDocument)?;
    let unit = document::lower_kind(&head.unit.name);
    let around = |text: &str| fill(text, (pack, frame), head, &unit);
    let banner = if head.practice { Some(document::PRACTICE) } else { None };
    let year = made_in(head);
    let mut body = vec![Block::Paragraph(around(&frame.opening))];
    body.extend(text(pack, content));
    body.push(Block::Paragraph(around(&frame.closing)));
    let document = Document {
        title: head.title(),
        author: head.officer.clone(),
        created: head.created.clone(),
        banner: banner.or(is_draft.then_some(report::DRAFT)).map(str::to_owned),
        words: Words {
            nation: frame.nation.clone(),
            motto: frame.motto.clone(),
            dear: frame.dear.clone(),
            recipients: frame.recipients.clone(),
            annex: frame.annex.clone(),
        },
        head: Above {
            superior: None,
            agency: vec![frame.agency.clone(), head.unit.name.to_uppercase()],
            number: report::number(&frame.symbol),
            place_and_day: report::place_and_day(frame.place(&head.unit.name), year),
            kind: frame.kind.clone(),
            subject: around(&frame.subject),
            addressees: vec![head.recipient.clone()],
        },
        body,
        signature: Signature {
            lines: frame.signs(head.signatory_title.as_deref()),
            name: head.signatory.clone().unwrap_or_default(),
            recipients: frame.copies.iter().map(|line| around(line)).collect(),
        },
        annexes: annexes(pack, content, head, frame, (&unit, year)),
    };
    Ok(write_docx(&document)?)
}

/// The year it is made in; that of the period while it is not.
fn made_in(head: &Head) -> i32 {
    let made = chrono::DateTime::parse_from_rfc3339(&head.created);
    made.map_or(head.period.to.year(), |made| made.year())
}

/// A text around the report with what its names stand for.
fn fill(text: &str, (pack, frame): (&Pack, &ReportDocument), head: &Head, unit: &str) -> String {
    let period = document::lower_kind(&head.period.name);
    // Of a provisional year nobody has issued a plan: its title says whose dates it goes by.
    let plan = if pack.is_provisional() {
        filled(&frame.provisional_plan, &[("year", &pack.plan.year.to_string())])
    } else {
        document::lower_kind(&pack.plan.title)
    };
    let (from, to) = (words::date(head.period.from), words::date(head.period.to));
    let values = [
        ("unit", unit),
        ("period", &period),
        ("from", &from),
        ("to", &to),
        ("plan", &plan),
        ("recipient", &head.recipient),
    ];
    filled(text, &values)
}

/// Headings and paragraphs, with the tables that belong under them.
fn text(pack: &Pack, content: &Content) -> Vec<Block> {
    let mut out = Vec::new();
    for (i, line) in content.lines.iter().enumerate() {
        out.push(match line.voice {
            Voice::Heading => Block::Heading { level: line.level, text: line.text.clone() },
            Voice::Generated | Voice::Own => Block::Paragraph(line.text.clone()),
        });
        let last = content.lines.get(i + 1).is_none_or(|next| next.section != line.section);
        if last && has_indicators(pack, line) && content.indicators.iter().any(|i| i.met.is_some()) {
            out.push(Block::Table(indicator_table(pack, content)));
        }
    }
    out
}

fn has_indicators(pack: &Pack, line: &Line) -> bool {
    let section = pack.lists.section.iter().find(|s| s.code == line.section);
    section.is_some_and(|s| s.includes.contains(&Include::Indicators))
}

fn head_row(texts: &[&str]) -> Vec<Vec<HeadCell>> {
    vec![texts.iter().map(|text| HeadCell { text: (*text).to_owned(), columns: 1, rows: 1 }).collect()]
}

fn left(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), align: Align::Left, bold: false }
}

fn centre(text: impl Into<String>) -> Cell {
    Cell { align: Align::Centre, ..left(text) }
}

fn right(text: impl Into<String>) -> Cell {
    Cell { align: Align::Right, ..left(text) }
}

/// Every indicator that can be worked out.
fn indicator_table(pack: &Pack, content: &Content) -> Table {
    let judged = pack.lists.indicator.iter().zip(&content.indicators).filter(|(_, found)| found.met.is_some());
    let row =
        |(i, (row, found)): (usize, (&crate::domain::pack::IndicatorRow, &crate::domain::indicator::Indicator))| {
            let counts = indicators::ratio(found).map(|(n, d)| format!("{}/{}", words::number(n), words::number(d)));
            let verdict = if found.met == Some(true) { workbook::MET } else { workbook::MISSED };
            Row::Cells(vec![
                centre((i + 1).to_string()),
                left(&row.name),
                right(counts.unwrap_or_default()),
                right(indicators::rate(row.target, indicators::ratio(found)).replace(" %", "%")),
                centre(document::target(row.target)),
                centre(verdict),
            ])
        };
    Table {
        widths: vec![10, 53, 26, 22, 34, 20],
        head: head_row(&report::INDICATOR_HEAD),
        rows: judged.enumerate().map(row).collect(),
    }
}

/// The form, the tasks, and what was explained where anything was.
fn annexes(
    pack: &Pack,
    content: &Content,
    head: &Head,
    frame: &ReportDocument,
    (unit, year): (&str, i32),
) -> Vec<Annex> {
    let period = head.period.name.to_uppercase();
    let titled = |text: &str| filled(text, &[("period", &period)]);
    let (number, day) = (report::open_number(&frame.symbol), report::open_day(year));
    let reference = filled(&frame.annex_reference, &[("number", &number), ("day", &day), ("unit", unit)]);
    let mut parts: Vec<(String, bool, Vec<Block>)> = Vec::new();
    if let Some(form) = pack.field_form() {
        let mut blocks = vec![Block::Caption(document::window(head.period.from, head.period.to))];
        blocks.push(Block::Table(form_table(pack, form, content)));
        blocks.push(Block::Paragraph(document::LEGEND.to_owned()));
        let differences = content.figures.differences.iter();
        blocks.extend(differences.map(|d| Block::Paragraph(document::field_difference(pack.field_name(&d.field), d))));
        parts.push((titled(&frame.form_annex), true, blocks));
    }
    parts.push((titled(&frame.tasks_annex), true, vec![Block::Table(task_table(pack, content))]));
    let explained = check_table(content);
    if !explained.rows.is_empty() {
        parts.push((frame.checks_annex.clone(), false, vec![Block::Table(explained)]));
    }
    let numbered = NUMBERS.iter().zip(parts);
    numbered
        .map(|(number, (title, landscape, blocks))| Annex {
            number: (*number).to_owned(),
            title,
            reference: reference.clone(),
            landscape,
            blocks,
        })
        .collect()
}

/// The form as it is printed, fields that have begun and the totals.
fn form_table(pack: &Pack, form: &Form, content: &Content) -> Table {
    let cells = |first: [Cell; 2], cells: &Cells, bold: bool| {
        let number = |code: &str| number(cells.get(code).copied().unwrap_or_default());
        let figures = form.column.iter().map(|c| Cell { bold, ..right(number(&c.code)) });
        Row::Cells(first.into_iter().map(|cell| Cell { bold, ..cell }).chain(figures).collect())
    };
    let begun = content.figures.rows.iter().filter(|row| row.begun);
    let mut rows: Vec<Row> = begun
        .enumerate()
        .map(|(i, row)| cells([centre((i + 1).to_string()), left(pack.field_name(&row.field))], &row.cells, false))
        .collect();
    rows.push(cells([centre(""), left(document::TOTALS)], &content.figures.totals, true));
    let each = (LANDSCAPE_MM - 65) / u32::try_from(form.column.len().max(1)).unwrap_or(1);
    let figures = form.column.iter().map(|_| each);
    Table { widths: [9, 56].into_iter().chain(figures).collect(), head: form_head(form), rows }
}

/// A count on paper.
fn number(value: cell::Cell) -> String {
    match value {
        cell::Cell::Missing => String::new(),
        cell::Cell::Nil => "–".to_owned(),
        cell::Cell::Count(n) => words::number(n),
    }
}

/// The printed head of the form, and below it the columns' numbers.
fn form_head(form: &Form) -> Vec<Vec<HeadCell>> {
    let depth = form.head_depth();
    let mut out: Vec<Vec<HeadCell>> = (0..depth).map(|_| Vec::new()).collect();
    let lead = form.row_head.iter().map(|text| HeadCell { text: text.clone(), columns: 1, rows: depth });
    out[0].extend(lead);
    for cell in form.head_cells() {
        out[cell.level].push(HeadCell { text: cell.text.to_owned(), columns: cell.columns, rows: cell.rows });
    }
    let lead = (1..=form.row_head.len()).map(|n| n.to_string());
    let numbers = lead.chain(form.column.iter().map(|c| c.number.to_string()));
    out.push(numbers.map(|n| HeadCell { text: format!("({n})"), columns: 1, rows: 1 }).collect());
    out
}

/// Tasks under the names of their groups.
fn task_table(pack: &Pack, content: &Content) -> Table {
    let mut rows = Vec::new();
    let mut group = None;
    for row in &content.task_rows {
        let own = TASKS.cell(row, "ma").split('/').next().unwrap_or_default();
        let of = pack.lists.task.iter().find(|t| t.id == own).map_or(OWN, |t| t.group.as_str());
        if group != Some(of) {
            group = Some(of);
            let title = pack.lists.group.iter().find(|g| g.number == of).map(|g| format!("{of}. {}", g.title));
            rows.push(Row::Group(title.unwrap_or_else(|| report::OWN_TASKS.to_owned())));
        }
        rows.push(task_row(row, pack.is_provisional()));
    }
    Table { widths: vec![13, 82, 20, 38, 42, 57], head: head_row(&report::TASK_HEAD), rows }
}

/// A provisional year has the wording of another year's plan: only its day is told.
fn task_row(row: &TableRow, is_provisional: bool) -> Row {
    let cell = |name: &str| TASKS.cell(row, name);
    let lines = |parts: &[String]| {
        let there: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        there.join("\n")
    };
    let due = Some(cell("han")).filter(|day| !day.is_empty()).map(words::date_of).map(|day| report::last_day(&day));
    let printed = if is_provisional && due.is_some() { "" } else { cell("han_goc") };
    let deadline = [workbook::deadline(printed, cell("ky")), due.unwrap_or_default()];
    let done = [
        workbook::status(cell("trang_thai")),
        workbook::document(cell("so_van_ban"), cell("ngay_hoan_thanh")),
        workbook::late(cell("tre_han")).to_owned(),
    ];
    // Notes on how the plan is read are for the data, not for a signed paper.
    let told = [cell("tinh_hinh").to_owned()];
    Row::Cells(vec![
        centre(cell("so")),
        left(cell("noi_dung")),
        centre(workbook::role(cell("vai_tro"))),
        left(lines(&deadline)),
        left(lines(&done)),
        left(lines(&told)),
    ])
}

/// What the figures' checks found, with its explanation.
fn check_table(content: &Content) -> Table {
    let broken = content.check_rows.iter().filter(|row| CHECKS.cell(row, "ket_qua") == "vi_pham");
    let row = |(i, row): (usize, &TableRow)| {
        let cell = |name: &str| CHECKS.cell(row, name);
        Row::Cells(vec![centre((i + 1).to_string()), left(cell("noi_dung")), left(cell("giai_trinh"))])
    };
    Table {
        widths: vec![10, 90, PORTRAIT_MM - 100],
        head: head_row(&report::CHECK_HEAD),
        rows: broken.enumerate().map(row).collect(),
    }
}
