//! Checks a pack for sense: references that lead nowhere, assumed values without a reason, a
//! deadline kind without its date. Finds *all* mistakes; each says in which section and row it
//! stands, so that `intake` can name file and line.

mod report;
mod texts;

use std::collections::BTreeSet;

use thiserror::Error;

use super::pack::{
    Check, DeadlineKind, DeadlineRow, Form, FormRows, Gather, IndicatorRow, Lists, Mark, Pack, RuleRow, Severity,
    Source, TaskRow,
};
use super::{alert, text};

/// Where in a pack something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Section name as in TOML (`task`, `rule` …).
    pub section: &'static str,
    /// 0-based row of the section; 0 for sections that are one table.
    pub row: usize,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PackFault {
    /// A code stands twice in its section.
    #[error("duplicate: {0}")]
    Duplicate(String),
    /// A name leads to nothing.
    #[error("unknown {what}: {name}")]
    Unknown {
        /// Kind of thing looked for.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// An assumed value does not say why.
    #[error("assumed without reason: {0}")]
    NoReason(String),
    /// A source without text.
    #[error("no source: {0}")]
    NoSource(String),
    /// A deadline kind without what it needs, or with something it cannot have.
    #[error("deadline of {0} does not fit its kind")]
    Deadline(String),
    /// A window that ends before it begins, or a code of another year.
    #[error("window of {0}")]
    Window(String),
    /// A list that must not be empty.
    #[error("empty: {0}")]
    Empty(&'static str),
    /// A text that has to be there is not.
    #[error("blank {key}: {name}")]
    Blank {
        /// Key of the text.
        key: &'static str,
        /// Row it belongs to.
        name: String,
    },
    /// A text with a control character or one that cannot be seen.
    #[error("hidden character in {key}: {text}")]
    Hidden {
        /// Key of the text.
        key: String,
        /// The text.
        text: String,
    },
    /// Something else that makes no sense, named by a key.
    #[error("senseless {what}: {name}")]
    Senseless {
        /// Key of the setting.
        what: &'static str,
        /// Row it belongs to.
        name: String,
    },
}

/// Every mistake of a pack, in file order of its sections; empty when it is sound.
pub fn check(pack: &Pack) -> Vec<(Place, PackFault)> {
    let mut out = Faults::default();
    head(pack, &mut out);
    let lists = &pack.lists;
    unique(lists, &mut out);
    plain_codes(lists, &mut out);
    texts::check(pack, &mut out);
    for (place, name, source) in sources(lists) {
        out.at(place.section, place.row);
        out.source(name, source);
    }
    for (row, task) in lists.task.iter().enumerate() {
        out.at("task", row);
        task_row(pack, task, &mut out);
    }
    for (row, window) in lists.period.iter().enumerate() {
        out.at("period", row);
        if window.to < window.from || window.code.year != pack.plan.year {
            out.add(PackFault::Window(window.code.to_string()));
        }
    }
    for (row, form) in lists.form.iter().enumerate() {
        out.at("form", row);
        form_row(form, &mut out);
    }
    for (row, rule) in lists.rule.iter().enumerate() {
        out.at("rule", row);
        rule_row(pack, rule, &mut out);
    }
    for (row, indicator) in lists.indicator.iter().enumerate() {
        out.at("indicator", row);
        indicator_row(pack, indicator, &mut out);
    }
    out.list
}

#[derive(Default)]
struct Faults {
    place: Option<Place>,
    list: Vec<(Place, PackFault)>,
}

impl Faults {
    fn at(&mut self, section: &'static str, row: usize) {
        self.place = Some(Place { section, row });
    }

    fn add(&mut self, fault: PackFault) {
        let place = self.place.clone().unwrap_or(Place { section: "plan", row: 0 });
        self.list.push((place, fault));
    }

    fn source(&mut self, name: &str, source: &Source) {
        if source.text.trim().is_empty() {
            self.add(PackFault::NoSource(name.to_owned()));
        }
        self.reason(name, source.mark, &source.why);
    }

    fn reason(&mut self, name: &str, mark: Mark, why: &str) {
        if mark == Mark::Assumed && why.trim().is_empty() {
            self.add(PackFault::NoReason(name.to_owned()));
        }
    }

    /// Working days of the report duty, from `least` up to the longest wait.
    fn days(&mut self, what: &'static str, days: i64, least: i64) {
        if !(least..=alert::RECEIPT_MAX).contains(&days) {
            self.add(PackFault::Senseless { what, name: days.to_string() });
        }
    }

    fn known(&mut self, found: bool, what: &'static str, name: &str) {
        if !found {
            self.add(PackFault::Unknown { what, name: name.to_owned() });
        }
    }
}

fn head(pack: &Pack, out: &mut Faults) {
    let plan = &pack.plan;
    out.at("plan", 0);
    out.source(&plan.id, &plan.source);
    if plan.valid_to < plan.valid_from {
        out.add(PackFault::Senseless { what: "valid_to", name: plan.id.clone() });
    }
    if text::slug(&plan.id) != plan.id || plan.id.is_empty() {
        out.add(PackFault::Senseless { what: "id", name: plan.id.clone() });
    }
    out.at("report", 0);
    out.source("report", &pack.report.source);
    if let Some(receipt) = &pack.report.receipt {
        out.source("report", &receipt.source);
        out.days("working_days", receipt.working_days, 1);
    }
    out.days("due_working_days", pack.report.due_working_days.into(), 0);
    let report = pack.lists.task.iter().find(|t| t.id == pack.report.task);
    out.known(report.is_some_and(|t| t.deadline.kind == DeadlineKind::Recurring), "recurring task", &pack.report.task);
    report::check(pack, out);
    out.at("checkin", 0);
    out.source("checkin", &pack.checkin.source);
    for period in &pack.checkin.periods {
        out.known(pack.window(*period).is_some(), "period", &period.to_string());
    }
    out.at("alert", 0);
    out.source("alert", &pack.alert.source);
    let lead = &pack.alert.lead_days;
    let within = lead.iter().all(|days| (1..=alert::LEAD_MAX).contains(days));
    if lead.is_empty() || !within || lead.windows(2).any(|w| w[0] <= w[1]) {
        out.add(PackFault::Senseless { what: "lead_days", name: "alert".to_owned() });
    }
    out.at("form", 0);
    if pack.field_form().is_none() {
        out.add(PackFault::Empty("form"));
    }
    let lists = &pack.lists;
    let needed = [
        ("unit", lists.unit.is_empty()),
        ("body", !lists.body.iter().any(|b| b.unit)),
        ("task", lists.task.is_empty()),
        ("period", lists.period.is_empty()),
        ("field", lists.field.is_empty()),
        ("rule", lists.rule.is_empty()),
        ("indicator", lists.indicator.is_empty()),
        ("calendar_year", !lists.calendar_year.iter().any(|y| y.year == plan.year)),
    ];
    for (section, empty) in needed {
        if empty {
            out.at("plan", 0);
            out.add(PackFault::Empty(section));
        }
    }
}

/// Words of the package's tables that no code may take.
const RESERVED: [&str; 2] = [super::rule::TOTAL_ROW, super::rule::CARRY_DIFFERENCE];

/// Codes of forms, columns, fields, rules and indicators go into tables and commands as they are.
fn plain_codes(lists: &Lists, out: &mut Faults) {
    let mut check = |section: &'static str, row: usize, code: &str| {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        if !code.bytes().all(plain) || RESERVED.contains(&code) {
            out.at(section, row);
            out.add(PackFault::Senseless { what: "code", name: code.to_owned() });
        }
    };
    for (row, form) in lists.form.iter().enumerate() {
        check("form", row, &form.code);
        form.column.iter().for_each(|c| check("form", row, &c.code));
    }
    lists.field.iter().enumerate().for_each(|(row, x)| check("field", row, &x.code));
    lists.section.iter().enumerate().for_each(|(row, x)| check("section", row, &x.code));
    lists.rule.iter().enumerate().for_each(|(row, x)| check("rule", row, &x.code));
    lists.indicator.iter().enumerate().for_each(|(row, x)| check("indicator", row, &x.code));
}

fn unique(lists: &Lists, out: &mut Faults) {
    let mut check = |section: &'static str, codes: Vec<String>| {
        let mut seen = BTreeSet::new();
        for (row, code) in codes.into_iter().enumerate() {
            // Codes become keys and file names: no separators, nothing empty.
            let bad = code.is_empty() || code.contains(['/', '@', '\\']) || code.chars().any(text::is_unsafe_char);
            if bad || !seen.insert(code.clone()) {
                out.at(section, row);
                out.add(PackFault::Duplicate(code));
            }
        }
    };
    check("unit", lists.unit.iter().map(|x| x.code.clone()).collect());
    check("group", lists.group.iter().map(|x| x.number.clone()).collect());
    check("task", lists.task.iter().map(|x| x.id.clone()).collect());
    check("period", lists.period.iter().map(|x| x.code.to_string()).collect());
    check("form", lists.form.iter().map(|x| x.code.clone()).collect());
    check("rule", lists.rule.iter().map(|x| x.code.clone()).collect());
    check("indicator", lists.indicator.iter().map(|x| x.code.clone()).collect());
    check("section", lists.section.iter().map(|x| x.code.clone()).collect());
    check("holiday", lists.holiday.iter().map(|x| x.date.to_string()).collect());
    check("makeup", lists.makeup.iter().map(|x| x.date.to_string()).collect());
    // A single-row form is addressed like a field: one name space.
    let singles = lists.form.iter().filter(|f| f.rows == FormRows::Single).map(|f| f.code.clone());
    check("field", lists.field.iter().map(|x| x.code.clone()).chain(singles).collect());
    check("form", lists.form.iter().flat_map(|f| f.column.iter().map(|c| c.code.clone())).collect());
}

/// Every source of the lists with its place and the name of what it belongs to.
fn sources<'a>(lists: &'a Lists) -> Vec<(Place, &'a str, &'a Source)> {
    let mut out = Vec::new();
    let mut add = |section: &'static str, rows: Vec<(&'a str, &'a Source)>| {
        let placed = rows.into_iter().enumerate();
        out.extend(placed.map(|(row, (name, source))| (Place { section, row }, name, source)));
    };
    add("basis", lists.basis.iter().map(|x| (x.number.as_str(), &x.source)).collect());
    add("unit", lists.unit.iter().map(|x| (x.code.as_str(), &x.source)).collect());
    add("group", lists.group.iter().map(|x| (x.number.as_str(), &x.source)).collect());
    add("task", lists.task.iter().map(|x| (x.id.as_str(), &x.source)).collect());
    add("period", lists.period.iter().map(|x| (x.name.as_str(), &x.source)).collect());
    add("field", lists.field.iter().map(|x| (x.code.as_str(), &x.source)).collect());
    add("form", lists.form.iter().map(|x| (x.code.as_str(), &x.source)).collect());
    add("rule", lists.rule.iter().map(|x| (x.code.as_str(), &x.source)).collect());
    add("indicator", lists.indicator.iter().map(|x| (x.code.as_str(), &x.source)).collect());
    add("indicator", lists.indicator.iter().map(|x| (x.code.as_str(), &x.formula_source)).collect());
    add("section", lists.section.iter().map(|x| (x.code.as_str(), &x.source)).collect());
    add("holiday", lists.holiday.iter().map(|x| (x.name.as_str(), &x.source)).collect());
    add("makeup", lists.makeup.iter().map(|x| (x.name.as_str(), &x.source)).collect());
    add("calendar_year", lists.calendar_year.iter().map(|x| ("calendar_year", &x.source)).collect());
    out
}

/// How many values of a pack are marked as assumed.
pub fn assumed(pack: &Pack) -> usize {
    let head = [&pack.plan.source, &pack.report.source, &pack.checkin.source, &pack.alert.source];
    let columns = pack.lists.form.iter().flat_map(|f| f.column.iter().map(|c| &c.source));
    let receipt = pack.report.receipt.iter().map(|r| &r.source);
    let document = pack.document.iter().map(|d| &d.source);
    let sources = head
        .into_iter()
        .chain(receipt)
        .chain(document)
        .chain(columns)
        .chain(sources(&pack.lists).into_iter().map(|(_, _, source)| source));
    let marks = sources.map(|s| s.mark).chain(pack.lists.task.iter().map(|t| t.deadline.mark));
    marks.filter(|mark| *mark == Mark::Assumed).count()
}

fn task_row(pack: &Pack, task: &TaskRow, out: &mut Faults) {
    out.known(pack.lists.group.iter().any(|g| g.number == task.group), "group", &task.group);
    for body in task.lead.iter().chain(&task.coordinate) {
        out.known(pack.lists.body.iter().any(|b| b.name == *body), "body", body);
    }
    let deadline = &task.deadline;
    out.reason(&task.id, deadline.mark, &deadline.why);
    if !deadline_fits(deadline) {
        out.add(PackFault::Deadline(task.id.clone()));
    }
    for code in &task.links {
        out.known(pack.lists.indicator.iter().any(|i| i.code == *code), "indicator", code);
    }
    for period in &deadline.periods {
        out.known(pack.window(*period).is_some(), "period", &period.to_string());
    }
}

/// Each kind has exactly the values it needs.
fn deadline_fits(row: &DeadlineRow) -> bool {
    let (date, span, periods) = match row.kind {
        DeadlineKind::Before | DeadlineKind::By => (true, false, false),
        DeadlineKind::Within => (false, true, false),
        DeadlineKind::Recurring => (false, false, true),
        DeadlineKind::Ongoing | DeadlineKind::Event | DeadlineKind::Plan | DeadlineKind::Unset => (false, false, false),
    };
    row.date.is_some() == date && row.span.is_some() == span && row.periods.is_empty() != periods
}

fn form_row(form: &Form, out: &mut Faults) {
    let depth = form.column.iter().map(|c| c.head.len()).max().unwrap_or(0);
    if depth == 0 {
        out.add(PackFault::Empty("column"));
    }
    // Serial number and name, as the workbook prints them.
    if form.rows == FormRows::Fields && form.row_head.len() != 2 {
        out.add(PackFault::Senseless { what: "row_head", name: form.code.clone() });
    }
    for column in &form.column {
        out.source(&column.code, &column.source);
        let derived = column.gather == Gather::Derived;
        if column.head.is_empty() || derived == column.sum.is_empty() {
            out.add(PackFault::Senseless { what: "column", name: column.code.clone() });
        }
        for part in &column.sum {
            out.known(form.inputs().any(|c| c.code == *part), "column", part);
        }
    }
    if let Some(carry) = &form.carry {
        for code in [&carry.column, &carry.from] {
            out.known(form.column.iter().any(|c| c.code == *code), "column", code);
        }
    }
}

fn rule_row(pack: &Pack, rule: &RuleRow, out: &mut Faults) {
    for code in rule.left.iter().chain(&rule.right) {
        out.known(code == super::rule::CARRY_DIFFERENCE || pack.column(code).is_some(), "column", code);
    }
    let sides = !rule.left.is_empty() && !rule.right.is_empty();
    // What is merely unusual never stands in the way.
    let hint = rule.check == Check::Unusual;
    let how = rule.unusual.is_some_and(|u| u.least > 0 && u.months >= u.least);
    let unusual = hint == how && rule.unusual.is_some() == hint && (!hint || rule.severity == Severity::Note);
    // What does not travel blocks nothing.
    let blocks = !rule.travels() && rule.severity == Severity::Error;
    if sides != (rule.check == Check::Compare) || rule.message.trim().is_empty() || !unusual || blocks {
        out.add(PackFault::Senseless { what: "rule", name: rule.code.clone() });
    }
}

fn indicator_row(pack: &Pack, row: &IndicatorRow, out: &mut Faults) {
    let others = row.other.iter().flat_map(|o| o.numerator.iter().chain(&o.denominator));
    for code in row.numerator.iter().chain(&row.denominator).chain(others) {
        out.known(pack.column(code).is_some(), "column", code);
    }
    for other in &row.other {
        out.source(&row.code, &other.source);
        if other.numerator.is_empty() || other.denominator.is_empty() {
            out.add(PackFault::Senseless { what: "other", name: row.code.clone() });
        }
    }
    if row.numerator.is_empty() || row.denominator.is_empty() != row.base_year.is_some() {
        out.add(PackFault::Senseless { what: "indicator", name: row.code.clone() });
    }
    for target in std::iter::once(&row.target).chain(&row.district_target) {
        if target.denominator == 0 {
            out.add(PackFault::Senseless { what: "target", name: row.code.clone() });
        }
    }
}
