//! The tables a package carries, row by row from domain values.

use super::content::Content;
use super::table::{Column, Kind, Layout, Row};
use crate::domain::book::Status;
use crate::domain::cell::Cell;
use crate::domain::figures::{self, CarryDifference, Cells, Figures};
use crate::domain::indicator::{self, Indicator};
use crate::domain::pack::{DeadlineKind, Mark, Pack, Severity, Target};
use crate::domain::period::Period;
use crate::domain::rule::{self, Issue, TOTAL_ROW};
use crate::domain::task::{Occurrence, Role, Task};
use crate::strings::document;

const fn required(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, required: true }
}

const fn optional(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, required: false }
}

/// Figures in long form: the period, its months, and base counts of earlier years.
pub(super) const FIGURES: Layout = Layout {
    name: "so_lieu",
    columns: &[
        required("ky", Kind::Period),
        required("linh_vuc", Kind::Code),
        required("chi_tieu", Kind::Code),
        optional("gia_tri", Kind::Count),
        required("trang_thai", Kind::Word(&["co", "khong_phat_sinh", "chua_co"])),
        optional("ghi_chu", Kind::Text),
    ],
    key: &["ky", "linh_vuc", "chi_tieu"],
};

/// Rates against targets.
pub(super) const RATES: Layout = Layout {
    name: "ty_le",
    columns: &[
        required("ky", Kind::Period),
        required("linh_vuc", Kind::Code),
        required("ma_chi_so", Kind::Code),
        optional("tu_so", Kind::Count),
        optional("mau_so", Kind::Count),
        optional("ty_le", Kind::Number),
        required("nguong", Kind::Text),
        optional("dat", Kind::Flag),
        optional("con_thieu", Kind::Count),
        required("cong_thuc", Kind::Text),
        required("tam_tinh", Kind::Flag),
    ],
    key: &["ky", "linh_vuc", "ma_chi_so"],
};

const KINDS: [&str; 8] = [
    "truoc_ngay",
    "cham_nhat",
    "trong_khoang",
    "dinh_ky",
    "thuong_xuyen",
    "khi_co_su_kien",
    "theo_ke_hoach",
    "khong_neu",
];

/// Tasks and occurrences of the period.
pub(super) const TASKS: Layout = Layout {
    name: "nhiem_vu",
    columns: &[
        required("ma", Kind::Text),
        required("so", Kind::Text),
        optional("ky", Kind::Period),
        required("noi_dung", Kind::Text),
        required("vai_tro", Kind::Word(&["chu_tri", "phoi_hop", "khong_neu"])),
        required("loai_han", Kind::Word(&KINDS)),
        optional("han_goc", Kind::Text),
        optional("han", Kind::Date),
        required("tam_tinh", Kind::Flag),
        required("trang_thai", Kind::Word(&["chua_lam", "dang_lam", "da_xong", "khong_ap_dung"])),
        optional("tre_han", Kind::Flag),
        optional("ngay_hoan_thanh", Kind::Date),
        optional("so_van_ban", Kind::Text),
        optional("tinh_hinh", Kind::Text),
        optional("ghi_chu", Kind::Text),
    ],
    key: &["ma"],
};

/// Results of the checks, with explanations.
pub(super) const CHECKS: Layout = Layout {
    name: "kiem_tra",
    columns: &[
        required("stt", Kind::Count),
        required("quy_tac", Kind::Code),
        required("muc", Kind::Word(&["loi", "canh_bao", "nhac"])),
        required("ky", Kind::Period),
        optional("linh_vuc", Kind::Code),
        required("ket_qua", Kind::Word(&["khong_vi_pham", "vi_pham", "khong_xet", "chua_co"])),
        optional("noi_dung", Kind::Text),
        optional("giai_trinh", Kind::Text),
    ],
    key: &["stt"],
};

/// Who speaks in a row of [`NARRATIVE`]: the pack's heading, what follows from the figures, the officer.
pub(super) const VOICES: [&str; 3] = ["de_muc", "tu_dong", "rieng"];

/// The report in words, paragraph by paragraph.
pub(super) const NARRATIVE: Layout = Layout {
    name: "loi_bao_cao",
    columns: &[
        required("stt", Kind::Count),
        required("muc", Kind::Code),
        required("loai", Kind::Word(&VOICES)),
        required("noi_dung", Kind::Text),
    ],
    key: &["stt"],
};

/// What a revision changed against the one before.
pub(super) const CHANGES: Layout = Layout {
    name: "thay_doi",
    columns: &[
        required("khoa", Kind::Text),
        optional("cu", Kind::Text),
        optional("moi", Kind::Text),
        required("ly_do", Kind::Text),
    ],
    key: &["khoa"],
};

/// Codes of a row's note when the program filled the cell from the month before.
const FILLED: &str = document::FILLED_FROM_MONTH_BEFORE;

pub(super) fn figures(content: &Content) -> Vec<Row> {
    let mut rows = Vec::new();
    for figures in std::iter::once(&content.figures).chain(&content.months) {
        for row in figures.rows.iter().filter(|r| r.begun) {
            let note = |column: &str| carry_note(content, figures, row, column);
            rows.extend(figure_rows(figures.period, &row.field, &row.cells, note));
        }
        if figures.any() {
            rows.extend(figure_rows(figures.period, TOTAL_ROW, &figures.totals, |_| String::new()));
        }
        for (form, cells) in content.single_rows(figures) {
            rows.extend(figure_rows(figures.period, form, &cells, |_| String::new()));
        }
    }
    for (period, form, column, count) in &content.bases {
        let cells = Cells::from([(column.clone(), Cell::Count(*count))]);
        rows.extend(figure_rows(*period, form, &cells, |_| document::BASE_COUNT.to_owned()));
    }
    rows
}

/// What to say of a carried value: filled by the program, or different from the month before and why.
fn carry_note(content: &Content, figures: &Figures, row: &figures::Row, column: &str) -> String {
    if row.derived.iter().any(|c| c == column) {
        return FILLED.to_owned();
    }
    let here = |d: &&CarryDifference| d.field == row.field && Some(d.month) == figures.period.months().first().copied();
    let difference = figures.differences.iter().find(here).filter(|_| content.carried.as_deref() == Some(column));
    difference.map(document::difference).unwrap_or_default()
}

fn figure_rows(period: Period, field: &str, cells: &Cells, note: impl Fn(&str) -> String) -> Vec<Row> {
    let one = |(column, cell): (&String, &Cell)| {
        let (value, state) = match cell {
            Cell::Missing => (String::new(), "chua_co"),
            Cell::Nil => (String::new(), "khong_phat_sinh"),
            Cell::Count(n) => (n.to_string(), "co"),
        };
        vec![period.to_string(), field.to_owned(), column.clone(), value, state.to_owned(), note(column)]
    };
    cells.iter().map(one).collect()
}

/// Key of a row of the figures table on one line.
pub(super) fn address(row: &Row) -> String {
    FIGURES.key_of(row).join("/")
}

/// The cell a row of the figures table holds.
pub(super) fn cell(row: &Row) -> Cell {
    match (FIGURES.cell(row, "trang_thai"), FIGURES.cell(row, "gia_tri").parse()) {
        ("co", Ok(n)) => Cell::Count(n),
        ("khong_phat_sinh", _) => Cell::Nil,
        _ => Cell::Missing,
    }
}

pub(super) fn rates(period: Period, indicators: &[Indicator]) -> Vec<Row> {
    let text = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let one = |i: &Indicator| {
        let ratio = i.numerator.zip(i.denominator).filter(|(_, d)| *d > 0);
        vec![
            period.to_string(),
            TOTAL_ROW.to_owned(),
            i.code.clone(),
            text(i.numerator),
            text(i.denominator),
            ratio.map(|(n, d)| decimal(i.target, n, d)).unwrap_or_default(),
            document::target(i.target),
            i.met.map(|m| m.to_string()).unwrap_or_default(),
            text(i.shortfall),
            i.formula.clone(),
            (i.mark == Mark::Assumed).to_string(),
        ]
    };
    indicators.iter().map(one).collect()
}

/// Six decimals, rounded but never across the target.
fn decimal(target: Target, n: u64, d: u64) -> String {
    let millionths = indicator::rate(target, n, d, 1_000_000).unwrap_or_default();
    format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
}

/// Tasks with the occurrences that lie within the period. The report's own occurrence is left out:
/// this package is what fulfils it.
pub(super) fn tasks(pack: &Pack, content: &Content) -> Vec<Row> {
    let mut rows = Vec::new();
    for task in &content.tasks {
        let within: Vec<&Occurrence> = content.occurrences(task).collect();
        let report = task.id == pack.report.task;
        let shown = within.iter().filter(|o| !(report && o.period == content.figures.period));
        rows.extend(shown.map(|o| occurrence_row(task, o)));
        if within.is_empty() && !report {
            rows.push(task_row(task));
        }
    }
    rows
}

fn task_row(task: &Task) -> Row {
    vec![
        task.id.clone(),
        task.number.clone(),
        String::new(),
        task.text.clone(),
        role(task.role).to_owned(),
        kind(task.deadline.kind).to_owned(),
        task.deadline.text.clone(),
        task.deadline.legal_day.map(|d| d.to_string()).unwrap_or_default(),
        (task.deadline.mark == Mark::Assumed).to_string(),
        status(task.status).to_owned(),
        task.late.map(|l| l.to_string()).unwrap_or_default(),
        task.document_date.map(|d| d.to_string()).unwrap_or_default(),
        task.document.clone().unwrap_or_default(),
        String::new(),
        remarks([Some(&task.note), task.reason.as_ref(), None]),
    ]
}

fn remarks(parts: [Option<&String>; 3]) -> String {
    parts.into_iter().flatten().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}

fn occurrence_row(task: &Task, occurrence: &Occurrence) -> Row {
    let ongoing = task.deadline.kind == DeadlineKind::Ongoing;
    let mark = if ongoing { task.deadline.mark } else { occurrence.mark };
    let missing = if task.asks_statements() && occurrence.lacks_statement() { document::NOT_YET } else { "" };
    vec![
        format!("{}/{}", task.id, occurrence.period),
        task.number.clone(),
        occurrence.period.to_string(),
        task.text.clone(),
        role(task.role).to_owned(),
        kind(task.deadline.kind).to_owned(),
        task.deadline.text.clone(),
        // "Thường xuyên" has no last day; the day its statement is asked for is our own affair.
        occurrence.legal_day.filter(|_| !ongoing).map(|d| d.to_string()).unwrap_or_default(),
        (mark == Mark::Assumed).to_string(),
        status(occurrence.status).to_owned(),
        occurrence.late.map(|l| l.to_string()).unwrap_or_default(),
        occurrence.document_date.map(|d| d.to_string()).unwrap_or_default(),
        occurrence.document.clone().unwrap_or_default(),
        occurrence.statement.clone().unwrap_or_else(|| missing.to_owned()),
        remarks([Some(&task.note), occurrence.note.as_ref(), occurrence.reason.as_ref()]),
    ]
}

/// The first error-severity rule that a table of checks says is broken: such a package is never made.
pub(super) fn blocking(rows: &[Row]) -> Option<String> {
    let broken = |row: &&Row| CHECKS.cell(row, "muc") == "loi" && CHECKS.cell(row, "ket_qua") == "vi_pham";
    rows.iter().find(broken).map(|row| CHECKS.cell(row, "quy_tac").to_owned())
}

/// The first task whose lateness does not follow from its dates.
pub(super) fn misjudged(rows: &[Row]) -> Option<String> {
    let wrong = |row: &&Row| {
        let [late, due, dated] = ["tre_han", "han", "ngay_hoan_thanh"].map(|name| TASKS.cell(row, name));
        // Only what is done is in time or late. ISO dates compare as texts.
        let judged = TASKS.cell(row, "trang_thai") == "da_xong";
        judged == late.is_empty() || (!due.is_empty() && !dated.is_empty() && late != (dated > due).to_string())
    };
    rows.iter().find(wrong).map(|row| TASKS.cell(row, "ma").to_owned())
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Lead => "chu_tri",
        Role::Coordinate => "phoi_hop",
        Role::None => "khong_neu",
    }
}

fn kind(kind: DeadlineKind) -> &'static str {
    match kind {
        DeadlineKind::Before => KINDS[0],
        DeadlineKind::By => KINDS[1],
        DeadlineKind::Within => KINDS[2],
        DeadlineKind::Recurring => KINDS[3],
        DeadlineKind::Ongoing => KINDS[4],
        DeadlineKind::Event => KINDS[5],
        DeadlineKind::Plan => KINDS[6],
        DeadlineKind::Unset => KINDS[7],
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Open => "chua_lam",
        Status::InProgress => "dang_lam",
        Status::Done => "da_xong",
        Status::Na => "khong_ap_dung",
    }
}

/// One row for each broken rule and place, one for each rule that is not broken (or lacks the figures
/// to be judged), one for each thing that is still missing.
pub(super) fn checks(pack: &Pack, content: &Content) -> Vec<Row> {
    let period = content.figures.period;
    let mut rows: Vec<Row> = content.issues.iter().map(broken_row).collect();
    let travelling = pack.lists.rule.iter().filter(|rule| rule.travels());
    let sound = travelling.filter(|rule| content.issues.iter().all(|i| i.rule != rule.code));
    rows.extend(sound.map(|rule| {
        let (muc, empty) = (severity(rule.severity).to_owned(), String::new);
        let enough = std::iter::once(&content.figures).chain(&content.months).any(|f| rule::judged(f, rule));
        let result = if enough { "khong_vi_pham" } else { "khong_xet" };
        vec![rule.code.clone(), muc, period.to_string(), empty(), result.to_owned(), empty(), empty()]
    }));
    rows.extend(content.gaps.iter().map(|gap| {
        let (code, text) = (document::gap_code(gap).to_owned(), document::gap(gap));
        let (note, missing) = ("nhac".to_owned(), "chua_co".to_owned());
        vec![code, note, period.to_string(), String::new(), missing, text, document::NOT_YET.to_owned()]
    }));
    let number = |(index, mut row): (usize, Row)| {
        row.insert(0, (index + 1).to_string());
        row
    };
    rows.into_iter().enumerate().map(number).collect()
}

fn broken_row(issue: &Issue) -> Row {
    vec![
        issue.rule.clone(),
        severity(issue.severity).to_owned(),
        issue.period.to_string(),
        issue.field.clone(),
        "vi_pham".to_owned(),
        issue.text.clone(),
        issue.explanation.clone().unwrap_or_else(|| document::UNEXPLAINED.to_owned()),
    ]
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "loi",
        Severity::Warning => "canh_bao",
        Severity::Note => "nhac",
    }
}

/// The figures table compared with the rows read from a package, cell by cell: another program may add up a value
/// that this one does not look at. The key of the first row that differs.
pub(super) fn first_difference(expected: &[Row], found: &[Row]) -> Option<String> {
    let other = expected.iter().zip(found).find(|(a, b)| a != b).map(|(_, b)| b);
    let longer = if expected.len() > found.len() { expected } else { found };
    other.or_else(|| longer.get(expected.len().min(found.len()))).map(address)
}

/// True when the results of the checks are these, but for what was missing: that may be something which does not
/// travel.
pub(super) fn same_checks(expected: &[Row], found: &[Row]) -> bool {
    let judged = |rows: &'_ [Row]| -> Vec<Row> {
        rows.iter().filter(|row| CHECKS.cell(row, "ket_qua") != "chua_co").cloned().collect()
    };
    judged(expected) == judged(found)
}

/// Reads figures of the months of a package back: what was entered or filled, cell by cell.
pub(super) fn is_input(pack: &Pack, figures: &Figures, row: &Row) -> bool {
    let (period, column) = (FIGURES.cell(row, "ky"), FIGURES.cell(row, "chi_tieu"));
    let month = period.parse::<Period>().is_ok_and(|p| figures.period.months().contains(&p));
    let input = pack.column(column).is_some_and(|(form, _)| form.inputs().any(|c| c.code == column));
    month && input && FIGURES.cell(row, "linh_vuc") != TOTAL_ROW
}
