//! The report in words: the pack's sections filled from figures, rates and task rows, with the officer's own
//! passages between. Everything but those follows from the tables of the package, so that whoever has the
//! package can write it again and compare. Knows nothing of fonts and pages.

use super::PackageError;
use super::content::Content;
use super::table::Row;
use super::tables::{self, NARRATIVE, TASKS};
use crate::domain::book::Passage;
use crate::domain::cell::Cell;
use crate::domain::figures::{self, CarryDifference, Figures};
use crate::domain::indicator::Indicator;
use crate::domain::pack::{self, Gather, Include, Pack, Section, Sentence};
use crate::domain::period::Period;
use crate::strings::{document, indicators, report, words};

/// Who speaks in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// A heading of the pack.
    Heading,
    /// What follows from figures and tasks.
    Generated,
    /// The officer.
    Own,
}

/// A heading or paragraph of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Code of its section.
    pub section: String,
    /// Depth of the section, 1 to 3.
    pub level: u8,
    /// Who speaks.
    pub voice: Voice,
    /// Text on one line.
    pub text: String,
}

/// The report's headings and paragraphs; `passage` gives the officer's own by the section's code.
pub(super) fn compose(pack: &Pack, content: &Content, passage: &dyn Fn(&str) -> Option<Passage>) -> Vec<Line> {
    let sections = &pack.lists.section;
    let mut out = Vec::new();
    for section in sections {
        let line = |voice, text| Line { section: section.code.clone(), level: section.level, voice, text };
        out.push(line(Voice::Heading, format!("{}. {}", section.number, section.title)));
        let own = passage(&section.code);
        let mut texts = Vec::new();
        if !own.as_ref().is_some_and(|own| own.alone) {
            texts = generated(pack, content, section);
        }
        let own: Vec<String> = own.map(|own| paragraphs(&own.text)).unwrap_or_default();
        if texts.is_empty() && own.is_empty() && !section.nothing.is_empty() {
            texts.push(section.nothing.clone());
        }
        // On screens a blank stands before the sign; on paper it does not.
        out.extend(texts.into_iter().map(|text| line(Voice::Generated, text.replace(" %", "%"))));
        out.extend(own.into_iter().map(|text| line(Voice::Own, text)));
    }
    out
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// What follows for a section from figures and tasks; empty where nothing happened. A figure that is not there is
/// said to be missing: it is another thing than nothing.
fn generated(pack: &Pack, content: &Content, section: &Section) -> Vec<String> {
    let mut out = Vec::new();
    let mut missing: Vec<&str> = Vec::new();
    for row in &section.sentence {
        let lacking = row.parts.iter().flat_map(|part| pack::names(part));
        let lacking = lacking.filter(|name| pack.column(name).is_some() && count(content, name).is_none());
        for name in lacking {
            if !missing.contains(&name) {
                missing.push(name);
            }
        }
        out.extend(sentence(pack, content, row));
    }
    // Nothing but "nothing happened", sentence after sentence: the section says it once.
    let said_nothing = |text: &String| section.sentence.iter().any(|s| *text == report::end(&s.none));
    if missing.is_empty() && out.len() > 1 && out.iter().all(said_nothing) {
        out.clear();
    }
    out.extend(not_there(pack, content, &missing));
    let told = content.task_rows.iter().filter(|row| teller(&pack.lists.section, base(row)) == Some(&section.code));
    out.extend(told.filter_map(|row| of_task(content, row)));
    for include in &section.includes {
        match include {
            Include::Verdicts => out.extend(verdicts(pack, content)),
            // A table, which is the document's.
            Include::Indicators => {}
            Include::Differences => out.extend(differences(pack, content)),
            Include::Overdue => out.extend(overdue(content)),
            Include::Ahead => out.extend(ahead(pack, content)),
        }
    }
    out
}

/// Columns without a figure, those together that lack it in the same months and fields.
fn not_there(pack: &Pack, content: &Content, columns: &[&str]) -> Vec<String> {
    let mut groups: Vec<(Lacks, Vec<&str>)> = Vec::new();
    for column in columns {
        let lacks = lacking(pack, content, column);
        let name = pack.column_name(column);
        match groups.iter_mut().find(|(of, _)| *of == lacks) {
            Some((_, names)) => names.push(name),
            None => groups.push((lacks, vec![name])),
        }
    }
    groups.iter().map(|((months, fields), names)| report::not_there(names, months, fields)).collect()
}

/// Months and names of fields in which a figure is missing; none of either where that goes for all.
type Lacks = (Vec<Period>, Vec<String>);

fn lacking(pack: &Pack, content: &Content, column: &str) -> Lacks {
    let level = pack.column(column).is_some_and(|(_, c)| c.gather == Gather::Last);
    let begun = || content.figures.rows.iter().filter(|row| row.begun);
    let without = |row: &&figures::Row| !row.cells.get(column).is_some_and(|cell| cell.is_known());
    let of_form = content.figures.totals.contains_key(column);
    let fields: Vec<&figures::Row> = begun().filter(without).filter(|_| of_form).collect();
    // Of a level only the last month counts.
    let last = content.months.last().map(|m| m.period).filter(|_| level);
    let lacks = |month: &&Figures| {
        let has = |field: &str| month.rows.iter().any(|r| r.field == field && r.begun && !without(&r));
        let missing = if of_form && !fields.is_empty() {
            fields.iter().any(|row| !has(&row.field))
        } else {
            of_column(month, column).is_none()
        };
        missing && last.is_none_or(|last| month.period == last)
    };
    let months: Vec<Period> = content.months.iter().filter(lacks).map(|m| m.period).collect();
    let all = months.len() == content.months.len();
    let names = fields.iter().map(|row| pack.field_name(&row.field).to_owned()).collect();
    let every = fields.len() == begun().count();
    (if all { Vec::new() } else { months }, if every { Vec::new() } else { names })
}

/// The clauses whose figures are there; none without the first.
fn sentence(pack: &Pack, content: &Content, sentence: &Sentence) -> Option<String> {
    let first = sentence.parts.first()?;
    let filled = |part: &String| fill(pack, content, part);
    let beginning = filled(first)?;
    let counts: Vec<u64> = pack::names(first).filter_map(|name| count(content, name)).collect();
    if !counts.is_empty() && counts.iter().all(|n| *n == 0) {
        return Some(report::end(&sentence.none)).filter(|_| !sentence.none.is_empty());
    }
    let rest: Vec<String> = sentence.parts.iter().skip(1).filter_map(filled).collect();
    Some(report::end(&(beginning + &rest.concat())))
}

/// A text with every name between braces replaced; none where one has no value.
fn fill(pack: &Pack, content: &Content, text: &str) -> Option<String> {
    let mut out = text.to_owned();
    for name in pack::names(text) {
        out = out.replace(&format!("{{{name}}}"), &value(pack, content, name)?);
    }
    Some(out)
}

fn value(pack: &Pack, content: &Content, name: &str) -> Option<String> {
    let indicator = |code: &str| content.indicators.iter().find(|i| i.code == code);
    if let Some(code) = name.strip_prefix("rate:") {
        let ratio = indicators::ratio(indicator(code)?)?;
        let row = pack.lists.indicator.iter().find(|row| row.code == code)?;
        return Some(indicators::rate(row.target, Some(ratio)));
    }
    if let Some(code) = name.strip_prefix("target:") {
        return Some(document::target(indicator(code)?.target));
    }
    count(content, name).map(words::number)
}

/// A column's total or a counter; không phát sinh counts as 0.
fn count(content: &Content, column: &str) -> Option<u64> {
    of_column(&content.figures, column)
}

fn of_column(figures: &Figures, column: &str) -> Option<u64> {
    let cell = figures.totals.get(column).or_else(|| figures.counters.get(column)).copied();
    cell.and_then(Cell::number)
}

/// Id of the task that a row of the task table is about, without its period.
fn base(row: &Row) -> &str {
    TASKS.cell(row, "ma").split('/').next().unwrap_or_default()
}

/// Code of the section that tells of a task: the first that names it or its group, else the one for the rest.
fn teller<'a>(sections: &'a [Section], task: &str) -> Option<&'a String> {
    let means = |wanted: &String| pack::means(wanted, task);
    let named = sections.iter().find(|s| s.tasks.iter().any(means));
    let rest = || sections.iter().find(|s| s.tasks.iter().any(|wanted| wanted == "*"));
    named.or_else(rest).map(|s| &s.code)
}

/// What is to be said of a task: the document that settled it within the window, and its statement.
fn of_task(content: &Content, row: &Row) -> Option<String> {
    let cell = |name: &str| TASKS.cell(row, name);
    let (number, day) = (cell("so_van_ban"), cell("ngay_hoan_thanh"));
    // ISO dates compare as texts.
    let (from, to) = (content.figures.from.to_string(), content.figures.to.to_string());
    let within = (from.as_str()..=to.as_str()).contains(&day);
    let done = cell("trang_thai") == "da_xong" && !number.is_empty() && within;
    let done = done.then(|| report::settled(number, day, cell("tre_han") == "true"));
    let stated = Some(cell("tinh_hinh")).filter(|told| !told.is_empty() && *told != document::NOT_YET);
    // Of a longer report the shorter period that a statement is about is said.
    let of = cell("ky").parse::<Period>().ok().filter(|of| *of != content.figures.period);
    let parts: Vec<String> = done.into_iter().chain(stated.map(report::statement)).collect();
    (!parts.is_empty()).then(|| report::of_task(cell("noi_dung"), of, &parts))
}

/// How many indicators are met, and each that is not.
fn verdicts(pack: &Pack, content: &Content) -> Vec<String> {
    let judged: Vec<&Indicator> = content.indicators.iter().filter(|i| i.met.is_some()).collect();
    if judged.is_empty() {
        return Vec::new();
    }
    let (met, missed): (Vec<&Indicator>, Vec<&Indicator>) = judged.iter().partition(|i| i.met == Some(true));
    let mut out = vec![report::verdict(judged.len(), met.len(), missed.len())];
    for indicator in missed {
        let Some(row) = pack.lists.indicator.iter().find(|row| row.code == indicator.code) else { continue };
        let rate = indicators::rate(row.target, indicators::ratio(indicator));
        out.push(report::missed(&row.name, &rate, &document::target(row.target), &indicators::gap(row, indicator)));
    }
    out
}

/// Differences between the levels of one month and the next, with their reasons.
fn differences(pack: &Pack, content: &Content) -> Vec<String> {
    let one = |d: &CarryDifference| document::field_difference(pack.field_name(&d.field), d);
    content.figures.differences.iter().map(one).collect()
}

/// What the commune leads and had not done by the end of the period, by day: last day, text, and what became of it
/// afterwards.
fn open_then(content: &Content) -> Vec<(&str, String)> {
    let to = content.figures.to.to_string();
    let one = |row| {
        let cell = |name: &str| TASKS.cell(row, name);
        let (due, day) = (cell("han"), cell("ngay_hoan_thanh"));
        let after = match cell("trang_thai") {
            "chua_lam" | "dang_lam" => None,
            "da_xong" if day > to.as_str() => Some(report::done_after(cell("so_van_ban"), day)),
            _ => return None,
        };
        let of = cell("ky").parse::<Period>().ok().filter(|of| *of != content.figures.period);
        (!due.is_empty()).then(|| (due, report::duty(cell("noi_dung"), of, due, after.as_deref())))
    };
    let led = content.task_rows.iter().filter(|row| TASKS.cell(row, "vai_tro") == "chu_tri");
    let mut out: Vec<(&str, String)> = led.filter_map(one).collect();
    out.sort();
    out
}

fn overdue(content: &Content) -> Vec<String> {
    let to = content.figures.to.to_string();
    open_then(content).iter().filter(|(due, _)| *due <= to.as_str()).map(|(_, text)| report::overdue(text)).collect()
}

/// Tasks whose day comes in the period after; where the pack has none, within as many days as this one had.
fn ahead(pack: &Pack, content: &Content) -> Vec<String> {
    let (from, to) = (content.figures.from, content.figures.to);
    let months = content.figures.period.month_span();
    let length = |p: Period| p.month_span().1 - p.month_span().0;
    let (_, last) = months;
    let next = pack.lists.period.iter().find(|w| {
        w.code.year == content.figures.period.year
            && w.code.month_span().0 == last + 1
            && length(w.code) == length(content.figures.period)
    });
    let until = next.map_or(to + (to - from) + chrono::TimeDelta::days(1), |window| window.to);
    let (to, until) = (to.to_string(), until.to_string());
    let open = open_then(content);
    let soon = open.iter().filter(|(due, _)| *due > to.as_str() && *due <= until.as_str());
    soon.map(|(_, text)| report::ahead(text)).collect()
}

/// The lines as the table that travels.
pub(super) fn rows(lines: &[Line]) -> Vec<Row> {
    let voice = |voice: Voice| match voice {
        Voice::Heading => tables::VOICES[0],
        Voice::Generated => tables::VOICES[1],
        Voice::Own => tables::VOICES[2],
    };
    let one = |(i, line): (usize, &Line)| {
        vec![(i + 1).to_string(), line.section.clone(), voice(line.voice).to_owned(), line.text.clone()]
    };
    lines.iter().enumerate().map(one).collect()
}

/// The officer's own passages as they stand in the table of a package.
pub(super) fn passages(rows: &[Row]) -> impl Fn(&str) -> Option<Passage> + '_ {
    move |section| {
        let of = |voice: &'static str| {
            let here = rows.iter().filter(move |row| NARRATIVE.cell(row, "muc") == section);
            here.filter(move |row| NARRATIVE.cell(row, "loai") == voice)
        };
        let own: Vec<&str> = of(tables::VOICES[2]).map(|row| NARRATIVE.cell(row, "noi_dung")).collect();
        let alone = of(tables::VOICES[1]).next().is_none();
        (!own.is_empty()).then(|| Passage { text: own.join("\n"), alone })
    }
}

/// The table's bytes.
///
/// # Errors
/// As writing CSV reports.
pub(super) fn table(lines: &[Line]) -> Result<Vec<u8>, PackageError> {
    NARRATIVE.csv(&rows(lines))
}
