//! Runs the pack's rules over figures and says what is broken, where, by how much.
//! The message of a rule is pack data; this module only fills in names and numbers.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::book::{Book, Cause, Key};
use super::cell::Cell;
use super::figures::{self, Cells, Figures};
use super::pack::{Check, Gather, OnMissing, Op, Pack, RuleRow, Scope, Severity};
use super::period::Period;
use super::unusual;

/// Pseudo column of comparing rules: carry differences inside the period, signed.
pub const CARRY_DIFFERENCE: &str = "carry_difference";

/// Row name of the commune's totals in cell addresses.
pub const TOTAL_ROW: &str = "total";

/// Address of a cell an issue speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CellAt {
    /// Period the value belongs to.
    pub period: Period,
    /// Field, `total`, or the code of a single-row form.
    pub field: String,
    /// Column.
    pub column: String,
}

/// A broken rule.
#[derive(Debug, Clone, Serialize)]
pub struct Issue {
    /// Rule code.
    pub rule: String,
    /// How bad.
    pub severity: Severity,
    /// Cells it speaks of.
    pub cells: Vec<CellAt>,
    /// Sentence for the officer.
    pub text: String,
    /// The officer's explanation for this rule and period, if any.
    pub explanation: Option<String>,
    /// Period whose figures break it (a month, or the period shown).
    #[serde(skip)]
    pub period: Period,
    /// Field or row it is about.
    #[serde(skip)]
    pub field: String,
}

impl Issue {
    /// True while something is to be done: an error always, anything else until it is explained.
    pub fn is_open(&self) -> bool {
        self.severity == Severity::Error || self.explanation.is_none()
    }
}

/// Every broken rule of a period: of each of its months, then of the gathered figures where the
/// months alone do not already show it. Worst first, otherwise in the pack's order.
pub fn issues(pack: &Pack, book: &Book, figures: &Figures) -> Vec<Issue> {
    let mut out = Vec::new();
    let longer = !figures.period.is_month();
    if longer {
        for month in figures.period.months() {
            if let Some(of_month) = figures::compute(pack, book, month) {
                out.extend(pack.lists.rule.iter().flat_map(|rule| run(pack, book, &of_month, rule)));
            }
        }
    }
    let seen: BTreeSet<(String, String)> = out.iter().map(|i: &Issue| (i.rule.clone(), i.field.clone())).collect();
    for rule in &pack.lists.rule {
        let found = run(pack, book, figures, rule).into_iter();
        // Months have spoken of their own carry and empty cells.
        let own = found.filter(|i| {
            !longer || (rule.check == Check::Compare && !seen.contains(&(i.rule.clone(), i.field.clone())))
        });
        out.extend(own);
        if longer && rule.check == Check::MonthMissing {
            out.extend(months_missing(pack, book, figures, rule));
        }
    }
    for issue in &mut out {
        let explained = |period| book.text(&Key::Explanation(period, issue.rule.clone())).map(str::to_owned);
        let reason = issue.explanation.take();
        issue.explanation = explained(figures.period).or_else(|| explained(issue.period)).or(reason);
    }
    out.sort_by_key(|i| std::cmp::Reverse(i.severity));
    out
}

/// Texts of the error-severity rules that a month breaks.
pub fn errors(pack: &Pack, book: &Book, figures: &Figures) -> Vec<String> {
    let rules = pack.lists.rule.iter().filter(|rule| rule.severity == Severity::Error);
    rules.flat_map(|rule| run(pack, book, figures, rule)).map(|issue| issue.text).collect()
}

/// True when the figures hold enough to judge a comparing rule at least once; a rule of another kind
/// always has something to look at.
pub fn judged(figures: &Figures, rule: &RuleRow) -> bool {
    let known = |cells: &Cells| {
        let sides = [&rule.left, &rule.right];
        sides.into_iter().all(|codes| side(rule, codes, cells, 0).is_some())
    };
    match (rule.check, rule.scope) {
        (Check::Compare, Scope::Field) => figures.rows.iter().filter(|r| r.begun).any(|r| known(&r.cells)),
        (Check::Compare, Scope::Total) => known(&all_totals(figures)),
        _ => true,
    }
}

/// Column totals together with the single-row forms.
fn all_totals(figures: &Figures) -> Cells {
    figures.totals.iter().chain(&figures.counters).map(|(code, cell)| (code.clone(), *cell)).collect()
}

/// True when an issue blocks the package.
pub fn any_error(issues: &[Issue]) -> bool {
    issues.iter().any(|i| i.severity == Severity::Error)
}

fn run(pack: &Pack, book: &Book, figures: &Figures, rule: &RuleRow) -> Vec<Issue> {
    match rule.check {
        Check::Unusual => unusual::issues(pack, book, figures, rule),
        Check::Review => review(pack, figures, rule),
        Check::Compare => compare(pack, figures, rule),
        Check::CarryBreak | Check::CarryReasoned => carry(pack, figures, rule),
        Check::CellsMissing => cells_missing(pack, figures, rule),
        Check::MonthMissing => Vec::new(),
    }
}

fn compare(pack: &Pack, figures: &Figures, rule: &RuleRow) -> Vec<Issue> {
    match rule.scope {
        Scope::Field => figures
            .rows
            .iter()
            .filter(|r| r.begun)
            .filter_map(|row| compare_row(pack, figures, rule, &row.cells, &row.field))
            .collect(),
        Scope::Total => compare_row(pack, figures, rule, &all_totals(figures), TOTAL_ROW).into_iter().collect(),
    }
}

fn compare_row(pack: &Pack, figures: &Figures, rule: &RuleRow, cells: &Cells, field: &str) -> Option<Issue> {
    let difference = figures.inner_difference((field != TOTAL_ROW).then_some(field));
    let sides = side(rule, &rule.left, cells, difference).zip(side(rule, &rule.right, cells, difference));
    let (left, right) = match sides {
        Some((left, right)) if holds(rule.op, left, right) => return None,
        Some(sides) => sides,
        None if rule.missing == OnMissing::Broken => (0, 0),
        None => return None,
    };
    let named = rule.left.iter().chain(&rule.right).filter(|c| *c != CARRY_DIFFERENCE);
    let at =
        |column: &String| CellAt { period: figures.period, field: owner(pack, column, field), column: column.clone() };
    let values = [
        ("{left}", left.to_string()),
        ("{right}", right.to_string()),
        ("{difference}", (left - right).unsigned_abs().to_string()),
    ];
    Some(issue(pack, rule, figures.period, field, named.map(at).collect(), &values))
}

/// A counter in a rule over totals belongs to its own form, not to the row of totals.
fn owner(pack: &Pack, column: &str, field: &str) -> String {
    let single = pack.single_forms().find(|f| f.column.iter().any(|c| c.code == column));
    single.map_or_else(|| field.to_owned(), |f| f.code.clone())
}

/// Sum of one side; none when a part is missing and the rule does not count that as 0.
fn side(rule: &RuleRow, codes: &[String], cells: &Cells, difference: i128) -> Option<i128> {
    let mut total = 0;
    for code in codes {
        total += if code == CARRY_DIFFERENCE {
            difference
        } else {
            match cells.get(code).copied().unwrap_or_default().number() {
                Some(n) => i128::from(n),
                None if rule.missing == OnMissing::Zero => 0,
                None => return None,
            }
        };
    }
    Some(total)
}

fn holds(op: Op, left: i128, right: i128) -> bool {
    match op {
        Op::Equal => left == right,
        Op::AtMost => left <= right,
        Op::AtLeast => left >= right,
        Op::MoreThan => left > right,
    }
}

fn carry(pack: &Pack, figures: &Figures, rule: &RuleRow) -> Vec<Issue> {
    let Some(carry) = pack.field_form().and_then(|f| f.carry.as_ref()) else { return Vec::new() };
    let wanted = figures.differences.iter().filter(|d| d.reason.is_some() == (rule.check == Check::CarryReasoned));
    let one = |d: &figures::CarryDifference| {
        let cells = vec![
            CellAt { period: d.month, field: d.field.clone(), column: carry.column.clone() },
            CellAt { period: d.month.month_before(), field: d.field.clone(), column: carry.from.clone() },
        ];
        let values = [
            ("{left}", d.carried.to_string()),
            ("{right}", d.before.to_string()),
            ("{difference}", d.carried.abs_diff(d.before).to_string()),
            ("{reason}", d.reason.clone().unwrap_or_default()),
        ];
        // The reason of a difference explains it, where the officer has said no more.
        Issue { explanation: d.reason.clone(), ..issue(pack, rule, d.month, &d.field, cells, &values) }
    };
    wanted.map(one).collect()
}

fn review(pack: &Pack, figures: &Figures, rule: &RuleRow) -> Vec<Issue> {
    let Some(carry) = pack.field_form().and_then(|f| f.carry.as_ref()) else { return Vec::new() };
    let level = |cell: Cell| cell.number().map_or_else(|| "—".to_owned(), |n| n.to_string());
    let causes = figures
        .reviews
        .iter()
        .flat_map(|(month, field, review)| review.causes.iter().map(move |cause| (*month, field.as_str(), cause)));
    let one = |(month, field, cause): (Period, &str, &Cause)| {
        let cells = vec![
            CellAt { period: month, field: field.to_owned(), column: carry.column.clone() },
            CellAt { period: cause.month, field: field.to_owned(), column: carry.from.clone() },
        ];
        let of = pack.window(cause.month).map_or_else(|| cause.month.to_string(), |w| w.name.clone());
        let values = [("{months}", of), ("{left}", level(cause.was)), ("{right}", level(cause.now))];
        issue(pack, rule, month, field, cells, &values)
    };
    causes.map(one).collect()
}

fn cells_missing(pack: &Pack, figures: &Figures, rule: &RuleRow) -> Vec<Issue> {
    let Some(form) = pack.field_form() else { return Vec::new() };
    let one = |row: &figures::Row| {
        let empty: Vec<&str> = form
            .inputs()
            .filter(|c| !row.cells.get(&c.code).copied().unwrap_or_default().is_known())
            .map(|c| c.code.as_str())
            .collect();
        if empty.is_empty() {
            return None;
        }
        let at = |c: &&str| CellAt { period: figures.period, field: row.field.clone(), column: (*c).to_owned() };
        let names: Vec<&str> = empty.iter().map(|c| pack.column_name(c)).collect();
        let values = [("{columns}", names.join(", "))];
        Some(issue(pack, rule, figures.period, &row.field, empty.iter().map(at).collect(), &values))
    };
    figures.rows.iter().filter(|r| r.begun).filter_map(one).collect()
}

/// Months of a longer period without any entry for something other months have.
fn months_missing(pack: &Pack, book: &Book, figures: &Figures, rule: &RuleRow) -> Vec<Issue> {
    let months = figures.period.months();
    let mut out = Vec::new();
    if let Some(form) = pack.field_form() {
        for row in figures.rows.iter().filter(|r| r.begun) {
            let absent: Vec<Period> = months.iter().copied().filter(|m| !book.has_cells(*m, &row.field)).collect();
            let columns: Vec<&str> = form.inputs().map(|c| c.code.as_str()).collect();
            let gaps = absent.into_iter().map(|m| (m, columns.clone())).collect();
            out.extend(missing_issue(pack, figures, rule, &row.field, &gaps));
        }
    }
    for form in pack.single_forms() {
        let mut gaps: BTreeMap<Period, Vec<&str>> = BTreeMap::new();
        for column in form.inputs() {
            let known = |m: &Period| book.cell(*m, &form.code, &column.code).is_known();
            let wanted: Vec<Period> = match column.gather {
                Gather::Last => months.last().copied().into_iter().collect(),
                Gather::First => months.first().copied().into_iter().collect(),
                Gather::Sum | Gather::Derived => months.clone(),
            };
            if months.iter().any(known) {
                for month in wanted.into_iter().filter(|m| !known(m)) {
                    gaps.entry(month).or_default().push(&column.code);
                }
            }
        }
        out.extend(missing_issue(pack, figures, rule, &form.code, &gaps));
    }
    out
}

fn missing_issue(
    pack: &Pack,
    figures: &Figures,
    rule: &RuleRow,
    field: &str,
    gaps: &BTreeMap<Period, Vec<&str>>,
) -> Option<Issue> {
    if gaps.is_empty() {
        return None;
    }
    let name = |m: &Period| pack.window(*m).map_or_else(|| m.to_string(), |w| w.name.clone());
    let months: Vec<String> = gaps.keys().map(name).collect();
    let at = |(month, columns): (&Period, &Vec<&str>)| -> Vec<CellAt> {
        let one = |c: &&str| CellAt { period: *month, field: field.to_owned(), column: (*c).to_owned() };
        columns.iter().map(one).collect()
    };
    let cells = gaps.iter().flat_map(at).collect();
    Some(issue(pack, rule, figures.period, field, cells, &[("{months}", months.join(", "))]))
}

pub(super) fn issue(
    pack: &Pack,
    rule: &RuleRow,
    period: Period,
    field: &str,
    cells: Vec<CellAt>,
    values: &[(&str, String)],
) -> Issue {
    let period_name = pack.window(period).map_or_else(|| period.to_string(), |w| w.name.clone());
    let mut text = rule.message.replace("{field}", pack.field_name(field)).replace("{period}", &period_name);
    for (placeholder, value) in values {
        text = text.replace(placeholder, value);
    }
    Issue {
        rule: rule.code.clone(),
        severity: rule.severity,
        cells,
        text,
        explanation: None,
        period,
        field: field.to_owned(),
    }
}
/// True for issues of carry differences: their reasons do not travel as data, so they cannot be
/// judged from the figures alone.
pub fn is_carry(pack: &Pack, issue: &Issue) -> bool {
    let rule = pack.lists.rule.iter().find(|r| r.code == issue.rule);
    rule.is_some_and(|r| matches!(r.check, Check::CarryBreak | Check::CarryReasoned))
}
