//! Packs from TOML: the sections of all files together make one pack; every mistake is reported
//! with file and line.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use thiserror::Error;

use crate::domain::pack::{self, AlertRule, Checkin, Lists, Pack, Plan, ReportDocument, ReportDuty};
use crate::domain::pack_check::{self, PackFault};

/// Largest file read, bytes (the built-in plan's tasks are about 55 KB).
pub const MAX_BYTES: usize = 2 << 20;

/// Most files of a pack read from a folder, inclusive.
pub const MAX_FILES: usize = 50;

/// What is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PackError {
    /// TOML syntax, an unknown key or a value of the wrong kind.
    #[error("{file}:{line}: {what}")]
    Syntax {
        /// File name.
        file: String,
        /// 1-based line.
        line: usize,
        /// The reader's own words, in English.
        what: String,
    },
    /// No file has a section that every pack needs.
    #[error("no section [{0}]")]
    NoSection(&'static str),
    /// Two files hold a section that may stand only once.
    #[error("{file}: section [{section}] stands twice")]
    TwiceSection {
        /// File of the second one.
        file: String,
        /// Section.
        section: &'static str,
    },
    /// A folder with more files than [`MAX_FILES`].
    #[error("more than {MAX_FILES} files")]
    TooManyFiles,
    /// A file over [`MAX_BYTES`].
    #[error("{file}: more than {MAX_BYTES} bytes")]
    TooLarge {
        /// File name.
        file: String,
    },
    /// The contents make no sense; at least one fault.
    #[error("{} fault(s)", .0.len())]
    Faults(Vec<FaultAt>),
}

/// A fault with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultAt {
    /// File name; empty when no file has the section.
    pub file: String,
    /// 1-based line where the row begins; 0 when unknown.
    pub line: usize,
    /// What is wrong.
    pub fault: PackFault,
}

/// One file: any of the sections.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct File {
    plan: Option<Plan>,
    report: Option<ReportDuty>,
    checkin: Option<Checkin>,
    alert: Option<AlertRule>,
    document: Option<ReportDocument>,
    basis: Vec<pack::Basis>,
    unit: Vec<pack::Unit>,
    body: Vec<pack::Body>,
    group: Vec<pack::Group>,
    task: Vec<pack::TaskRow>,
    correction: Vec<pack::Correction>,
    period: Vec<pack::Window>,
    form: Vec<pack::Form>,
    field: Vec<pack::Field>,
    rule: Vec<pack::RuleRow>,
    indicator: Vec<pack::IndicatorRow>,
    section: Vec<pack::Section>,
    holiday: Vec<pack::DayRow>,
    makeup: Vec<pack::DayRow>,
    calendar_year: Vec<pack::CalendarYear>,
}

/// Where the rows of a section begin: file and line, in the order they were merged.
type Lines = BTreeMap<String, Vec<(String, usize)>>;

/// Reads and checks a pack from its files (name, text).
///
/// # Errors
/// [`PackError`], with file and line of every fault found.
pub fn load(files: &[(&str, &str)]) -> Result<Pack, PackError> {
    let mut head = File::default();
    let mut lists = Lists::default();
    let mut lines = Lines::new();
    for (name, text) in files {
        if text.len() > MAX_BYTES {
            return Err(PackError::TooLarge { file: (*name).to_owned() });
        }
        let file: File = toml::from_str(text).map_err(|e| syntax(name, text, &e))?;
        note_lines(name, text, &mut lines);
        once(name, "plan", &mut head.plan, file.plan)?;
        once(name, "report", &mut head.report, file.report)?;
        once(name, "checkin", &mut head.checkin, file.checkin)?;
        once(name, "alert", &mut head.alert, file.alert)?;
        once(name, "document", &mut head.document, file.document)?;
        lists.basis.extend(file.basis);
        lists.unit.extend(file.unit);
        lists.body.extend(file.body);
        lists.group.extend(file.group);
        lists.task.extend(file.task);
        lists.correction.extend(file.correction);
        lists.period.extend(file.period);
        lists.form.extend(file.form);
        lists.field.extend(file.field);
        lists.rule.extend(file.rule);
        lists.indicator.extend(file.indicator);
        lists.section.extend(file.section);
        lists.holiday.extend(file.holiday);
        lists.makeup.extend(file.makeup);
        lists.calendar_year.extend(file.calendar_year);
    }
    let pack = Pack {
        plan: head.plan.ok_or(PackError::NoSection("plan"))?,
        report: head.report.ok_or(PackError::NoSection("report"))?,
        checkin: head.checkin.ok_or(PackError::NoSection("checkin"))?,
        alert: head.alert.ok_or(PackError::NoSection("alert"))?,
        document: head.document,
        lists,
    };
    let faults = pack_check::check(&pack);
    if faults.is_empty() {
        return Ok(pack);
    }
    let located = faults.into_iter().map(|(place, fault)| {
        let at = lines.get(place.section).and_then(|rows| rows.get(place.row)).cloned();
        let (file, line) = at.unwrap_or_default();
        FaultAt { file, line, fault }
    });
    Err(PackError::Faults(located.collect()))
}

fn once<T>(file: &str, section: &'static str, slot: &mut Option<T>, value: Option<T>) -> Result<(), PackError> {
    if slot.is_some() && value.is_some() {
        return Err(PackError::TwiceSection { file: file.to_owned(), section });
    }
    if value.is_some() {
        *slot = value;
    }
    Ok(())
}

fn syntax(file: &str, text: &str, error: &toml::de::Error) -> PackError {
    let line = error.span().map_or(0, |span| line_of(text, span.start));
    PackError::Syntax { file: file.to_owned(), line, what: error.message().to_owned() }
}

/// 1-based line of a byte offset.
fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|b| *b == b'\n').count() + 1
}

/// Notes where the rows of each section begin, by their headers (`[[task]]` on a line): serde drops
/// the spans of merged rows.
fn note_lines(file: &str, text: &str, lines: &mut Lines) {
    for (index, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        let name = trimmed.strip_prefix("[[").and_then(|r| r.split_once("]]")).map(|(n, _)| n);
        let name = name.or_else(|| trimmed.strip_prefix('[').and_then(|r| r.split_once(']')).map(|(n, _)| n));
        if let Some(name) = name.filter(|n| !n.contains(['.', '"', ' '])) {
            lines.entry(name.to_owned()).or_default().push((file.to_owned(), index + 1));
        }
    }
}

/// Reads a file from outside up to so many bytes, and one more that says it is larger.
pub type Reader<'a> = &'a dyn Fn(&Path, u64) -> io::Result<Vec<u8>>;

/// Reads a pack from disk: one TOML file that holds everything, or a folder of them.
///
/// # Errors
/// What the file system or `read` reports, or [`PackError`] of the content.
pub fn load_from(path: &Path, read: Reader<'_>) -> io::Result<Result<Pack, PackError>> {
    let mut paths = vec![path.to_owned()];
    if path.is_dir() {
        let entries = fs::read_dir(path)?.map(|e| e.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
        paths = entries.into_iter().filter(|p| p.extension().is_some_and(|e| e == "toml")).collect();
        paths.sort();
        if paths.len() > MAX_FILES {
            return Ok(Err(PackError::TooManyFiles));
        }
    }
    let mut files = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match String::from_utf8(read(&path, MAX_BYTES as u64)?) {
            Ok(text) => files.push((name, text)),
            Err(error) => {
                let good = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).into_owned();
                let line = line_of(&good, good.len());
                return Ok(Err(PackError::Syntax { file: name, line, what: "UTF-8".to_owned() }));
            }
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    Ok(load(&files))
}
