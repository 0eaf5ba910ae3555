//! Figures of random years against a second calculation, written from the contract alone and in the
//! plainest way; and what is remembered between keys against working everything out anew.
#![allow(clippy::unwrap_used)]

mod common;
mod driver;

use std::collections::BTreeMap;

use daumoi::domain::book::{Book, Key, Value};
use daumoi::domain::cell::Cell;
use daumoi::domain::period::Period;
use daumoi::domain::{figures, indicator, rule};
use daumoi::intake::embedded;
use driver::Driver;
use proptest::prelude::*;

const FIELDS: [&str; 3] = ["chung_thuc", "ho_tich", "dat_dai"];
const INPUTS: [&str; 8] = ["online", "direct", "carried", "early", "on_time", "late", "open_in_time", "open_overdue"];
const SUMS: [(&str, &[&str]); 3] = [
    ("received", &["online", "direct", "carried"]),
    ("resolved", &["early", "on_time", "late"]),
    ("open", &["open_in_time", "open_overdue"]),
];

/// Entered cells: month from 0, field, column.
type Year = BTreeMap<(usize, &'static str, &'static str), Cell>;

fn add(parts: &[Cell]) -> Cell {
    if parts.contains(&Cell::Missing) || parts.is_empty() {
        return Cell::Missing;
    }
    if parts.iter().all(|c| *c == Cell::Nil) {
        return Cell::Nil;
    }
    Cell::Count(parts.iter().map(|c| if let Cell::Count(n) = c { *n } else { 0 }).sum())
}

struct Naive<'a>(&'a Year);

impl Naive<'_> {
    fn entered(&self, month: usize, field: &'static str, column: &'static str) -> Cell {
        self.0.get(&(month, field, column)).copied().unwrap_or(Cell::Missing)
    }

    fn begun(&self, month: usize, field: &str) -> bool {
        self.0.keys().any(|(m, f, _)| *m == month && *f == field)
    }

    fn open(&self, month: usize, field: &'static str) -> Cell {
        add(&[self.entered(month, field, "open_in_time"), self.entered(month, field, "open_overdue")])
    }

    fn value(&self, month: usize, field: &'static str, column: &'static str) -> Cell {
        match self.entered(month, field, column) {
            Cell::Missing if column == "carried" && month > 0 && self.begun(month, field) => {
                self.open(month - 1, field)
            }
            cell => cell,
        }
    }

    /// All eleven columns of a field over months from `first` to `last`, inclusive.
    fn row(&self, field: &'static str, first: usize, last: usize) -> BTreeMap<String, Cell> {
        let mut row = BTreeMap::new();
        for column in INPUTS {
            let all: Vec<Cell> = (first..=last).map(|m| self.value(m, field, column)).collect();
            let cell = match column {
                "carried" => all[0],
                "open_in_time" | "open_overdue" => all[all.len() - 1],
                _ => add(&all),
            };
            row.insert(column.to_owned(), cell);
        }
        for (total, parts) in SUMS {
            let parts: Vec<Cell> = parts.iter().map(|p| row[*p]).collect();
            row.insert(total.to_owned(), add(&parts));
        }
        row
    }
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![1 => Just(Cell::Missing), 1 => Just(Cell::Nil), 6 => (0_u64..40).prop_map(Cell::Count)]
}

/// Years in which fields begin at any month and cells are left out here and there.
fn years() -> impl Strategy<Value = Year> {
    let rows = prop::collection::vec((prop::collection::vec(cell(), 8), any::<bool>(), 0_u8..10), 36);
    rows.prop_map(|rows| {
        let mut year = Year::new();
        for (i, (cells, carried, gone)) in rows.into_iter().enumerate() {
            let (month, field) = (i / 3, FIELDS[i % 3]);
            for (column, cell) in INPUTS.into_iter().zip(cells) {
                if cell != Cell::Missing && gone > 0 && (column != "carried" || carried) {
                    year.insert((month, field, column), cell);
                }
            }
        }
        year
    })
}

fn book(year: &Year) -> Book {
    let mut book = Book::default();
    for ((month, field, column), cell) in year {
        let month = Period::month(2024, u8::try_from(month + 1).unwrap());
        book.put(Key::Cell(month, (*field).into(), (*column).into()), Some(Value::Cell(*cell)));
    }
    book
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_years_agree_with_the_plain_calculation(year in years()) {
        let (pack, book, naive) = (embedded::for_year(2024).unwrap().unwrap(), book(&year), Naive(&year));
        for window in &pack.lists.period {
            let (first, last) = window.code.month_span();
            let (first, last) = (usize::from(first) - 1, usize::from(last) - 1);
            let figures = figures::compute(&pack, &book, window.code).unwrap();
            let mut columns: BTreeMap<String, Vec<Cell>> = BTreeMap::new();
            for field in FIELDS {
                let found = figures.rows.iter().find(|r| r.field == field).unwrap();
                let expected = naive.row(field, first, last);
                prop_assert_eq!(&found.cells, &expected, "{} {}", window.code, field);
                let begun = (first..=last).any(|m| naive.begun(m, field));
                prop_assert_eq!(found.begun, begun);
                for (column, cell) in expected.into_iter().filter(|_| begun) {
                    columns.entry(column).or_default().push(cell);
                }
            }
            for (column, cells) in &columns {
                prop_assert_eq!(figures.totals[column], add(cells), "{} {}", window.code, column);
            }
            let n = |column: &str| columns.get(column).map_or(Cell::Missing, |c| add(c)).number();
            let sum = |a: Option<u64>, b: Option<u64>| Some(a? + b?);
            let ratio = (sum(n("early"), n("on_time")), n("resolved"));
            let on_time = indicator::evaluate(&pack, &book, &figures).into_iter().find(|i| i.code == "on_time").unwrap();
            prop_assert_eq!((on_time.numerator, on_time.denominator), ratio);
            let met = ratio.0.zip(ratio.1).filter(|(_, d)| *d > 0).map(|(n, d)| n * 100 >= 97 * d);
            prop_assert_eq!(on_time.met, met);
            // Each month's own identity, field by field; fields of a longer period have theirs.
            if first == last {
                let broken: Vec<String> = FIELDS.iter().filter(|field| {
                    let row = naive.row(field, first, last);
                    let [received, resolved, open] = ["received", "resolved", "open"].map(|c| row[c].number());
                    naive.begun(first, field)
                        && received.zip(sum(resolved, open)).is_some_and(|(left, right)| left != right)
                }).map(|f| (*f).to_owned()).collect();
                let issues = rule::issues(&pack, &book, &figures);
                let found: Vec<String> =
                    issues.iter().filter(|i| i.rule == "dossier_balance").map(|i| i.field.clone()).collect();
                prop_assert_eq!(found, broken, "{}", window.code);
            }
        }
    }
}

#[test]
fn what_is_remembered_between_keys_is_what_would_be_worked_out_anew() {
    let mut d = Driver::with_quarter();
    let same = |d: &Driver, keys: &str| {
        let work = d.state.work.as_ref().unwrap();
        assert_eq!(format!("{:?}", work.alerts), format!("{:?}", work.session.alerts()), "after {keys}");
    };
    // Edits of every kind that alerts hang on, some taken back.
    for keys in [
        "3 enter 77 tab",
        "[ 5 tab",
        "u",
        "u",
        "ctrl-y",
        "] down down end 9 enter",
        "up up home delete",
        "p 3 enter",
        "esc esc 4 enter enter enter",
        "3 enter p p * u",
        "] *",
        "= down =",
        "u u",
        "esc : thiet_lap enter down down down down ctrl-u 20 ctrl-s",
        "3 home enter down end left 8 enter",
        "] down x",
        "u",
    ] {
        d.keys(keys);
        same(&d, keys);
    }
}
