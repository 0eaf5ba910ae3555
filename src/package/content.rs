//! Everything a package says about a period, gathered from domain values.

use super::narrative::{self, Line};
use super::table::Row;
use super::{Head, PackageError, changes, sha256, tables};
use crate::domain::book::Book;
use crate::domain::calendar::Calendar;
use crate::domain::figures::{self, Cells, Figures};
use crate::domain::indicator::{self, Indicator};
use crate::domain::pack::Pack;
use crate::domain::period::Period;
use crate::domain::rule::{self, Issue};
use crate::domain::submission::Gap;
use crate::domain::task::{self, Occurrence, Role, Task};

/// What a package says.
#[derive(Debug)]
pub struct Content {
    /// Figures of the period.
    pub figures: Figures,
    /// Figures of its months, for periods longer than one.
    pub months: Vec<Figures>,
    /// Indicators of the period.
    pub indicators: Vec<Indicator>,
    /// Broken rules.
    pub issues: Vec<Issue>,
    /// Tasks the commune has a part in, and its own.
    pub tasks: Vec<Task>,
    /// What is still missing and does not block.
    pub gaps: Vec<Gap>,
    /// Base counts of earlier years: period, form, column, count.
    pub bases: Vec<(Period, String, String, u64)>,
    /// Codes and columns of the single-row forms.
    singles: Vec<(String, Vec<String>)>,
    /// Column of the form that carries over from the month before.
    pub(super) carried: Option<String>,
    /// For revision ≥ 2: what changed against the one before (key, before, after).
    pub changed: Vec<(String, String, String)>,
    /// Reason of the revision; the table of changes is written when there is one.
    pub reason: Option<String>,
    tables: Vec<(String, Vec<u8>)>,
    core: String,
    /// Rows of [`tables::TASKS`]; of a package from outside its own, because its book is not known.
    pub(super) task_rows: Vec<Row>,
    /// Rows of [`tables::CHECKS`]; likewise.
    pub(super) check_rows: Vec<Row>,
    /// The report in words.
    pub lines: Vec<Line>,
    /// SHA-256 of what the pack puts around the report's text.
    pub(super) frame: String,
}

/// Gathers a period's content; `None` when the pack has no such period.
///
/// # Errors
/// [`PackageError`] when a table cannot be written.
pub fn gather(pack: &Pack, book: &Book, calendar: &Calendar, period: Period) -> Result<Option<Content>, PackageError> {
    let Some(figures) = figures::compute(pack, book, period) else { return Ok(None) };
    let months = if period.is_month() { Vec::new() } else { period.months() };
    let indicators = indicator::evaluate(pack, book, &figures);
    let singles: Vec<(String, Vec<String>)> =
        pack.single_forms().map(|f| (f.code.clone(), f.column.iter().map(|c| c.code.clone()).collect())).collect();
    let tasks = task::all(pack, book, calendar).into_iter().filter(|t| t.role != Role::None).collect();
    let mut content = Content {
        months: months.into_iter().filter_map(|m| figures::compute(pack, book, m)).collect(),
        issues: travelling(pack, rule::issues(pack, book, &figures)),
        bases: bases(pack, book, period),
        figures,
        indicators,
        tasks,
        gaps: Vec::new(),
        singles,
        carried: pack.field_form().and_then(|f| f.carry.as_ref()).map(|c| c.column.clone()),
        changed: Vec::new(),
        reason: None,
        tables: Vec::new(),
        core: String::new(),
        task_rows: Vec::new(),
        check_rows: Vec::new(),
        lines: Vec::new(),
        frame: sha256(&serde_json::to_vec(&pack.document)?),
    };
    let checked = tables::CHECKS.csv(&tables::checks(pack, &content))?;
    content.gaps = gaps(&content, book);
    content.task_rows = tables::tasks(pack, &content);
    content.check_rows = tables::checks(pack, &content);
    content.lines = narrative::compose(pack, &content, &|section| book.passage(period, section).cloned());
    content.tables = vec![
        (tables::FIGURES.file(), tables::FIGURES.csv(&tables::figures(&content))?),
        (tables::RATES.file(), tables::RATES.csv(&tables::rates(period, &content.indicators))?),
        (tables::CHECKS.file(), tables::CHECKS.csv(&content.check_rows)?),
        (tables::TASKS.file(), tables::TASKS.csv(&content.task_rows)?),
        (tables::NARRATIVE.file(), narrative::table(&content.lines)?),
    ];
    let parts = [&content.tables[0].1, &content.tables[1].1, &checked].map(|bytes| sha256(bytes));
    let passages = pack.lists.section.iter().filter_map(|s| Some((&s.code, book.passage(period, &s.code)?)));
    let spoken: Vec<String> = passages.map(|(code, p)| format!("{code}\n{}\n{}", p.alone, p.text)).collect();
    content.core = sha256((parts.concat() + &spoken.concat()).as_bytes());
    Ok(Some(content))
}

impl Content {
    /// The tables as files.
    pub(super) fn files(&self) -> Result<Vec<(String, Vec<u8>)>, PackageError> {
        let mut files = self.tables.clone();
        if let Some(reason) = &self.reason {
            let rows: Vec<Row> = changes::rows(&self.changed, reason);
            files.push((tables::CHANGES.file(), tables::CHANGES.csv(&rows)?));
        }
        Ok(files)
    }

    /// The figures table as it will stand in the package.
    pub fn figures_table(&self) -> &[u8] {
        &self.tables[0].1
    }

    /// Fingerprint of everything the package says, with what the head says of people.
    pub fn fingerprint(&self, head: &Head) -> String {
        fingerprint(self.tables.iter().map(|(_, bytes)| bytes.as_slice()), head, &self.frame)
    }

    /// Fingerprint of figures, rates, checks, explanations and the officer's own passages alone, without what is
    /// merely missing.
    pub fn core(&self) -> &str {
        &self.core
    }

    /// The occurrences of a task that lie within the period.
    pub fn occurrences<'a>(&self, task: &'a Task) -> impl Iterator<Item = &'a Occurrence> + use<'a> {
        let (first, last) = self.figures.period.month_span();
        task.occurrences.iter().filter(move |o| {
            let (from, to) = o.period.month_span();
            from >= first && to <= last
        })
    }

    /// Single-row forms with their cells.
    pub(super) fn single_rows(&self, figures: &Figures) -> Vec<(&str, Cells)> {
        let cells = |columns: &[String]| -> Cells {
            let one = |c: &String| (c.clone(), figures.counters.get(c).copied().unwrap_or_default());
            columns.iter().map(one).collect()
        };
        self.singles.iter().map(|(form, columns)| (form.as_str(), cells(columns))).collect()
    }
}

/// Fingerprint of tables in the order of [`gather`], with the head's people and what the pack puts around the
/// report's text; practice has its own, so that taking the mark away leaves a package that is not itself.
pub(super) fn fingerprint<'a>(tables: impl Iterator<Item = &'a [u8]>, head: &Head, frame: &str) -> String {
    let mark = head.practice.then(|| "thuc_hanh".to_owned());
    let own = head.own_fields.iter().flat_map(|f| [f.code.clone(), f.name.clone()]);
    let parts =
        tables.map(sha256).chain(head.people().map(str::to_owned)).chain(own).chain(mark).chain([frame.to_owned()]);
    sha256(parts.collect::<Vec<_>>().join("\n").as_bytes())
}

/// Without what only speaks to the officer.
fn travelling(pack: &Pack, mut issues: Vec<Issue>) -> Vec<Issue> {
    issues.retain(|i| pack.lists.rule.iter().any(|r| r.code == i.rule && r.travels()));
    issues
}

fn bases(pack: &Pack, book: &Book, period: Period) -> Vec<(Period, String, String, u64)> {
    let mut out = Vec::new();
    for row in &pack.lists.indicator {
        let Some(year) = row.base_year else { continue };
        for column in &row.numerator {
            let count = indicator::base_count(book, column, period, year).number();
            if let Some((count, (form, _))) = count.zip(pack.column(column)) {
                out.push((Period { year, part: period.part }, form.code.clone(), column.clone(), count));
            }
        }
    }
    out
}

/// What travels as "chưa có".
fn gaps(content: &Content, book: &Book) -> Vec<Gap> {
    let mut out = Vec::new();
    if book.setting("signatory").is_none() {
        out.push(Gap::Signatory);
    }
    let missing = content.figures.counters.values().filter(|c| !c.is_known()).count();
    if missing > 0 {
        out.push(Gap::Counters(missing));
    }
    let lacks = |task: &&Task| task.asks_statements() && content.occurrences(task).any(Occurrence::lacks_statement);
    let statements: Vec<String> = content.tasks.iter().filter(lacks).map(|t| t.id.clone()).collect();
    if !statements.is_empty() {
        out.push(Gap::Statements(statements));
    }
    let unexplained = content.issues.iter().filter(|i| i.explanation.is_none()).count();
    if unexplained > 0 {
        out.push(Gap::Unexplained(unexplained));
    }
    out
}
