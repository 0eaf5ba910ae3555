//! Scenario files (`tests/scenarios/*.toml`): a day, what has been stored, and what the engine must
//! say. Values are book keys as in the journal, so a scenario can be lifted from a real case.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use daumoi::domain::alert::{self, Scene};
use daumoi::domain::book::{Book, Key, Value};
use daumoi::domain::cell::Cell;
use daumoi::domain::figures;
use daumoi::domain::period::Period;
use daumoi::domain::rule;
use daumoi::domain::task::{self, Task};
use daumoi::intake::embedded;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    /// What it shows.
    what: String,
    today: NaiveDate,
    /// Cells of months: "2024-01/ho_tich" = { online = 5, direct = "nil" }
    #[serde(default)]
    figures: BTreeMap<String, BTreeMap<String, Cell>>,
    /// Any other stored value, as JSON.
    #[serde(default)]
    stored: BTreeMap<String, toml::Value>,
    #[serde(default)]
    alert: Vec<Expected>,
    /// References of which there must be no alert of that kind: "overdue 2.5".
    #[serde(default)]
    quiet: Vec<String>,
    #[serde(default)]
    period: Vec<PeriodExpected>,
    /// How many alerts of a kind there are.
    #[serde(default)]
    counts: BTreeMap<String, usize>,
    /// Days derived, whatever is alerted.
    #[serde(default)]
    day: Vec<DayExpected>,
}

/// A file of several scenarios.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Scenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DayExpected {
    task: String,
    period: Option<Period>,
    /// A day, or "none".
    legal_day: Option<String>,
    safe_day: Option<String>,
    original_day: Option<String>,
    mark: Option<String>,
    status: Option<String>,
    late: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    kind: String,
    #[serde(rename = "ref")]
    reference: String,
    period: Option<Period>,
    severity: Option<String>,
    due: Option<NaiveDate>,
    safe_day: Option<NaiveDate>,
    days_left: Option<i64>,
    working_days_left: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodExpected {
    code: Period,
    /// Cells of a row: `"ho_tich/online" = 5`, `"total/open" = 3`; missing ones as `"missing"`.
    #[serde(default)]
    cells: BTreeMap<String, toml::Value>,
    /// Every issue: "severity rule field".
    issues: Vec<String>,
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn book(scenario: &Scenario) -> Book {
    let mut book = Book::default();
    for (row, cells) in &scenario.figures {
        let (month, field) = row.split_once('/').unwrap();
        for (column, cell) in cells {
            let key = Key::Cell(month.parse().unwrap(), field.to_owned(), column.clone());
            book.put(key, Some(Value::Cell(*cell)));
        }
    }
    for (key, value) in &scenario.stored {
        let key: Key = key.parse().unwrap();
        let value: Value = serde_json::from_value(serde_json::to_value(value).unwrap()).unwrap();
        assert!(value.fits(&key), "{key}");
        book.put(key, Some(value));
    }
    book
}

fn run(name: &str, scenario: &Scenario) {
    let pack = embedded::for_year(2024).unwrap().unwrap();
    let (book, calendar) = (book(scenario), pack.calendar());
    let alerts = alert::all(&Scene { pack: &pack, book: &book, calendar: &calendar, today: scenario.today });
    for expected in &scenario.alert {
        let label = format!("{name}: {} ({} {})", scenario.what, expected.kind, expected.reference);
        let found = alerts.iter().find(|a| {
            word(&a.kind) == expected.kind
                && a.reference == expected.reference
                && (expected.period.is_none() || a.period == expected.period)
        });
        let found = found.unwrap_or_else(|| panic!("{label}: not there"));
        let same = |given: bool, what: &str| assert!(given, "{label}: {what} {found:?}");
        same(expected.due.is_none() || found.due == expected.due, "due");
        same(expected.safe_day.is_none() || found.safe_day == expected.safe_day, "safe day");
        same(expected.days_left.is_none() || found.days_left == expected.days_left, "days");
        let working = expected.working_days_left;
        same(working.is_none() || found.working_days_left == working, "working days");
        same(expected.severity.as_ref().is_none_or(|s| *s == word(&found.severity)), "severity");
    }
    for (kind, number) in &scenario.counts {
        let found = alerts.iter().filter(|a| word(&a.kind) == *kind).count();
        assert_eq!(found, *number, "{name}: {} – {kind}: {alerts:#?}", scenario.what);
    }
    let tasks = task::all(&pack, &book, &calendar);
    for expected in &scenario.day {
        compare_day(&format!("{name}: {}", scenario.what), &tasks, expected);
    }
    for quiet in &scenario.quiet {
        let (kind, reference) = quiet.split_once(' ').unwrap();
        let found = alerts.iter().find(|a| word(&a.kind) == kind && (reference == "*" || a.reference == reference));
        assert!(found.is_none(), "{name}: {} – {found:?}", scenario.what);
    }
    for expected in &scenario.period {
        let figures = figures::compute(&pack, &book, expected.code).unwrap();
        for (at, value) in &expected.cells {
            let (field, column) = at.split_once('/').unwrap();
            let cells = match field {
                "total" => &figures.totals,
                "counters" => &figures.counters,
                _ => &figures.rows.iter().find(|r| r.field == field).unwrap().cells,
            };
            let found = match cells[column] {
                Cell::Missing => toml::Value::from("missing"),
                Cell::Nil => toml::Value::from("nil"),
                Cell::Count(n) => toml::Value::from(i64::try_from(n).unwrap()),
            };
            assert_eq!(found, *value, "{name}: {} – {at} of {}", scenario.what, expected.code);
        }
        let issues = rule::issues(&pack, &book, &figures);
        let mut found: Vec<String> =
            issues.iter().map(|i| format!("{} {} {}", word(&i.severity), i.rule, i.field)).collect();
        let mut wanted = expected.issues.clone();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{name}: {} – {}", scenario.what, expected.code);
    }
}

fn compare_day(label: &str, tasks: &[Task], expected: &DayExpected) {
    let task = tasks.iter().find(|t| t.id == expected.task).unwrap_or_else(|| panic!("{label}: {}", expected.task));
    let of = task.occurrences.iter().find(|o| Some(o.period) == expected.period);
    assert_eq!(of.is_some(), expected.period.is_some(), "{label}: {} {:?}", expected.task, expected.period);
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "none".to_owned(), |d| d.to_string());
    let deadline = &task.deadline;
    let (legal, safe, original, mark, status, late) = of.map_or(
        (deadline.legal_day, deadline.safe_day, deadline.original_day, deadline.mark, task.status, task.late),
        |o| (o.legal_day, o.safe_day, o.original_day, o.mark, o.status, o.late),
    );
    let equal = |what: &str, expected: &Option<String>, found: String| {
        assert!(expected.as_ref().is_none_or(|e| *e == found), "{label}: {} {what} {found}", task.id);
    };
    equal("legal day", &expected.legal_day, day(legal));
    equal("safe day", &expected.safe_day, day(safe));
    equal("original day", &expected.original_day, day(original));
    equal("mark", &expected.mark, word(&mark));
    equal("status", &expected.status, word(&status));
    assert!(expected.late.is_none() || expected.late == late, "{label}: {} late {late:?}", task.id);
}

#[test]
fn every_scenario_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    let mut number = 0;
    for path in names {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let read: Result<Vec<Scenario>, _> = if text.contains("[[case]]") {
            toml::from_str::<Cases>(&text).map(|cases| cases.case)
        } else {
            toml::from_str(&text).map(|one| vec![one])
        };
        let cases = read.unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(!cases.is_empty());
        number += cases.len();
        for scenario in &cases {
            run(&name, scenario);
        }
    }
    assert!(number >= 60, "{number}");
}
