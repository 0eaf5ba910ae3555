//! Every indicator and every rule of the pack at its edge, against values worked out by hand: ties with a
//! target, one to either side, nothing above or below the line; both sides of each rule equal and one off.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use daumoi::domain::book::{Book, Key, Value};
use daumoi::domain::cell::Cell;
use daumoi::domain::indicator::{self, Indicator};
use daumoi::domain::pack::{Check, Pack, Severity};
use daumoi::domain::period::Period;
use daumoi::domain::{figures, rule};
use daumoi::intake::embedded;

const JANUARY: Period = Period { year: 2024, part: daumoi::domain::period::Part::Month(1) };

fn pack() -> Pack {
    embedded::for_year(2024).unwrap().unwrap()
}

/// A book of January: `field column=value …`; a form of one row goes by its code, a base by its setting.
fn book(lines: &[&str]) -> Book {
    let mut book = Book::default();
    for line in lines {
        let mut words = line.split(' ');
        let row = words.next().unwrap();
        for word in words {
            let (column, value) = word.split_once('=').unwrap();
            if row == "setting" {
                book.put(Key::Setting(column.to_owned()), Some(Value::Text(value.to_owned())));
                continue;
            }
            let cell = if value == "nil" { Cell::Nil } else { Cell::Count(value.parse().unwrap()) };
            book.put(Key::Cell(JANUARY, row.to_owned(), column.to_owned()), Some(Value::Cell(cell)));
        }
    }
    book
}

fn indicator(pack: &Pack, lines: &[&str], code: &str) -> Indicator {
    let book = book(lines);
    let figures = figures::compute(pack, &book, JANUARY).unwrap();
    indicator::evaluate(pack, &book, &figures).into_iter().find(|i| i.code == code).unwrap()
}

/// Indicator, cells with `N` for the part above the line, and cases: N, met, shortfall, spare.
type Edge = (&'static str, &'static [&'static str], &'static [(u64, bool, u64, u64)]);

/// Targets: 97 30 35 20 94 97 93 100 70 100 100 100 10 20 %, and more than in 2023.
const EDGES: [Edge; 15] = [
    // N early, 2 on time, the rest late, of 200: 194 are needed.
    (
        "on_time",
        &["ho_tich early=N on_time=2 late=REST200"],
        &[(192, true, 0, 0), (191, false, 1, 0), (193, true, 0, 1), (198, true, 0, 6)],
    ),
    // 30 % of 77 are 23,1.
    (
        "online_share",
        &["ho_tich online=N direct=REST77"],
        &[(24, true, 0, 0), (23, false, 1, 0), (17, false, 7, 0), (25, true, 0, 1)],
    ),
    // 35 % of 40 are 14.
    (
        "digitised",
        &["ho_tich online=10 direct=30", "counters dossiers_digitised=N"],
        &[(14, true, 0, 0), (13, false, 1, 0), (15, true, 0, 1)],
    ),
    // 20 % of 31 are 6,2.
    (
        "e_result",
        &["ho_tich early=30 on_time=1 late=nil", "counters results_electronic=N"],
        &[(7, true, 0, 0), (6, false, 1, 0), (0, false, 7, 0)],
    ),
    // 94 % of 50 are 47.
    (
        "satisfaction",
        &["counters satisfaction_rated=50 satisfaction_satisfied=N"],
        &[(47, true, 0, 0), (46, false, 1, 0), (50, true, 0, 3)],
    ),
    // 97 % of 33 are 32,01: all of them.
    (
        "feedback_on_time",
        &["counters feedback_due=33 feedback_settled_on_time=N"],
        &[(33, true, 0, 0), (32, false, 1, 0)],
    ),
    // 93 % of 100.
    (
        "feedback_satisfaction",
        &["counters feedback_rated=100 feedback_satisfied=N"],
        &[(93, true, 0, 0), (92, false, 1, 0), (94, true, 0, 1)],
    ),
    (
        "published",
        &["counters procedures_published_due=5 procedures_published_on_time=N"],
        &[(5, true, 0, 0), (4, false, 1, 0)],
    ),
    // 70 % of 111 are 77,7.
    (
        "sample_dossiers",
        &["counters procedures_total=111 procedures_with_sample=N"],
        &[(78, true, 0, 0), (77, false, 1, 0), (79, true, 0, 1)],
    ),
    (
        "online_services",
        &["counters procedures_eligible_online=90 procedures_online=N"],
        &[(90, true, 0, 0), (89, false, 1, 0)],
    ),
    (
        "national_portal",
        &["counters procedures_online=90 procedures_on_portal=N"],
        &[(90, true, 0, 0), (88, false, 2, 0)],
    ),
    (
        "internal_reviewed",
        &["counters procedures_internal=20 procedures_internal_reviewed=N"],
        &[(20, true, 0, 0), (19, false, 1, 0)],
    ),
    // 10 % of 111 are 11,1.
    (
        "simplified",
        &["counters procedures_total=111 procedures_simplified=N"],
        &[(12, true, 0, 0), (11, false, 1, 0), (13, true, 0, 1)],
    ),
    // 20 % of 199 are 39,8.
    (
        "declared_info_cut",
        &["counters declared_items=199 declared_items_cut=N"],
        &[(40, true, 0, 0), (39, false, 1, 0), (41, true, 0, 1)],
    ),
    // More than 20: a tie is not enough.
    (
        "e_certified_copies",
        &["counters e_certified_copies=N", "setting base.e_certified_copies.2023-01=20"],
        &[(21, true, 0, 0), (20, false, 1, 0), (19, false, 2, 0), (22, true, 0, 1)],
    ),
];

/// The lines with N put in, and `REST200` by what is left to 200 (less the 2 on time).
fn filled(lines: &[&str], n: u64) -> Vec<String> {
    let rest200 = (198 - n.min(198)).to_string();
    let rest77 = (77 - n.min(77)).to_string();
    let put = |l: &&str| l.replace("=N", &format!("={n}")).replace("REST200", &rest200).replace("REST77", &rest77);
    lines.iter().map(put).collect()
}

#[test]
fn every_indicator_at_its_target() {
    let pack = pack();
    let codes: BTreeSet<&str> = EDGES.iter().map(|(code, ..)| *code).collect();
    assert_eq!(codes, pack.lists.indicator.iter().map(|i| i.code.as_str()).collect(), "an indicator has no edge here");
    for (code, lines, cases) in EDGES {
        for (n, met, shortfall, spare) in cases {
            let lines = filled(lines, *n);
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let found = indicator(&pack, &lines, code);
            let judged = (found.met, found.shortfall, found.spare);
            assert_eq!(judged, (Some(*met), Some(*shortfall), Some(*spare)), "{code} {lines:?}");
        }
        // Nothing below the line: no rate, no verdict, no gap.
        let found = indicator(&pack, &[], code);
        assert_eq!((found.met, found.shortfall, found.spare), (None, None, None), "{code}");
    }
}

#[test]
fn nothing_below_the_line_is_no_rate() {
    let pack = pack();
    for (code, line) in [
        ("on_time", "ho_tich early=nil on_time=nil late=nil"),
        ("on_time", "ho_tich early=0 on_time=0 late=0"),
        ("online_share", "ho_tich online=nil direct=0"),
        ("satisfaction", "counters satisfaction_rated=0 satisfaction_satisfied=0"),
        ("satisfaction", "counters satisfaction_satisfied=5"),
        ("feedback_on_time", "counters feedback_due=nil feedback_settled_on_time=nil"),
        ("e_certified_copies", "counters e_certified_copies=5"),
    ] {
        let found = indicator(&pack, &[line], code);
        assert_eq!((found.met, found.shortfall, found.spare), (None, None, None), "{code}: {line}");
    }
}

#[test]
fn a_base_entered_for_a_span_counts_for_every_period_that_ends_with_it() {
    let pack = pack();
    let mut book = book(&["setting base.e_certified_copies.2023=100"]);
    for number in 1..=12 {
        let key = Key::Cell(Period::month(2024, number), "counters".into(), "e_certified_copies".into());
        book.put(key, Some(Value::Cell(Cell::Count(10))));
    }
    for period in ["2024", "2024-Q4", "2024-12"] {
        let figures = figures::to_date(&pack, &book, period.parse().unwrap()).unwrap();
        let found = indicator::evaluate(&pack, &book, &figures);
        let copies = found.iter().find(|i| i.code == "e_certified_copies").unwrap();
        assert_eq!((copies.numerator, copies.denominator), (Some(120), Some(100)), "{period}");
    }
}

#[test]
fn the_other_ways_are_worked_out_beside() {
    let pack = pack();
    let line = "ho_tich online=20 direct=70 carried=10 early=60 on_time=30 late=3 open_in_time=7 open_overdue=0";
    // (60 + 30 + 7) of 100 received: exactly 97 %; of 93 resolved 90: 96,77 %.
    let on_time = indicator(&pack, &[line], "on_time");
    assert_eq!((on_time.numerator, on_time.denominator, on_time.met), (Some(90), Some(93), Some(false)));
    assert_eq!((on_time.other[0].numerator, on_time.other[0].denominator), (Some(97), Some(100)));
    assert_eq!(on_time.other[0].met, Some(true));
    let online = indicator(&pack, &[line], "online_share");
    assert_eq!((online.denominator, online.other[0].denominator), (Some(90), Some(100)));
}

/// Comparing rule, cells that keep it with nothing to spare, cells that break it by one, the two numbers.
type Broken = (&'static str, &'static str, &'static str, [u64; 2]);

const RULES: [Broken; 13] = [
    (
        "dossier_balance",
        "ho_tich online=4 direct=3 carried=2 early=4 on_time=0 late=1 open_in_time=3 open_overdue=1",
        "ho_tich online=4 direct=3 carried=3 early=4 on_time=0 late=1 open_in_time=3 open_overdue=1",
        [10, 9],
    ),
    (
        "digitised_limit",
        "ho_tich online=4 direct=3|counters dossiers_digitised=7",
        "ho_tich online=4 direct=3|counters dossiers_digitised=8",
        [8, 7],
    ),
    (
        "e_result_limit",
        "ho_tich early=4 on_time=3 late=1|counters results_electronic=8",
        "ho_tich early=4 on_time=3 late=1|counters results_electronic=9",
        [9, 8],
    ),
    (
        "satisfaction_limit",
        "counters satisfaction_satisfied=5 satisfaction_rated=5",
        "counters satisfaction_satisfied=6 satisfaction_rated=5",
        [6, 5],
    ),
    (
        "feedback_limit",
        "counters feedback_settled_on_time=5 feedback_due=5",
        "counters feedback_settled_on_time=6 feedback_due=5",
        [6, 5],
    ),
    (
        "feedback_satisfaction_limit",
        "counters feedback_satisfied=5 feedback_rated=5",
        "counters feedback_satisfied=6 feedback_rated=5",
        [6, 5],
    ),
    (
        "published_limit",
        "counters procedures_published_on_time=5 procedures_published_due=5",
        "counters procedures_published_on_time=6 procedures_published_due=5",
        [6, 5],
    ),
    (
        "sample_limit",
        "counters procedures_with_sample=5 procedures_total=5",
        "counters procedures_with_sample=6 procedures_total=5",
        [6, 5],
    ),
    (
        "online_services_limit",
        "counters procedures_online=5 procedures_eligible_online=5",
        "counters procedures_online=6 procedures_eligible_online=5",
        [6, 5],
    ),
    (
        "portal_limit",
        "counters procedures_on_portal=5 procedures_online=5",
        "counters procedures_on_portal=6 procedures_online=5",
        [6, 5],
    ),
    (
        "internal_limit",
        "counters procedures_internal_reviewed=5 procedures_internal=5",
        "counters procedures_internal_reviewed=6 procedures_internal=5",
        [6, 5],
    ),
    (
        "simplified_limit",
        "counters procedures_simplified=5 procedures_total=5",
        "counters procedures_simplified=6 procedures_total=5",
        [6, 5],
    ),
    (
        "declared_limit",
        "counters declared_items_cut=5 declared_items=5",
        "counters declared_items_cut=6 declared_items=5",
        [6, 5],
    ),
];

#[test]
fn every_comparing_rule_at_its_edge() {
    let pack = pack();
    let rules = pack.lists.rule.iter().filter(|r| r.check == Check::Compare).map(|r| r.code.as_str());
    assert_eq!(
        RULES.iter().map(|(code, ..)| *code).collect::<BTreeSet<_>>(),
        rules.collect(),
        "a rule has no edge here"
    );
    let issues = |lines: &str, code: &str| -> Vec<rule::Issue> {
        let book = book(&lines.split('|').collect::<Vec<_>>());
        let figures = figures::compute(&pack, &book, JANUARY).unwrap();
        rule::issues(&pack, &book, &figures).into_iter().filter(|i| i.rule == code).collect()
    };
    for (code, kept, broken, [left, right]) in RULES {
        assert!(issues(kept, code).is_empty(), "{code} is kept by {kept}");
        let found = issues(broken, code);
        assert_eq!(found.len(), 1, "{code} is broken by {broken}");
        // Both sides, the difference, and the cells that it speaks of.
        for number in [left, right, left - right] {
            assert!(found[0].text.contains(&number.to_string()), "{code}: {}", found[0].text);
        }
        assert!(!found[0].cells.is_empty() && found[0].cells.iter().all(|c| c.period == JANUARY), "{code}");
        // A part that nobody has said anything about: nothing is judged.
        let (first, _) = broken.rsplit_once(' ').unwrap();
        assert!(issues(first, code).is_empty(), "{code} is not judged by {first}");
        let severity = pack.lists.rule.iter().find(|r| r.code == code).unwrap().severity;
        assert_eq!(found[0].severity, severity);
        assert_eq!(found[0].is_open(), severity == Severity::Error || found[0].explanation.is_none());
    }
}
