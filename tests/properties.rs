//! Properties that hold for every input, not for chosen ones.

#![allow(clippy::unwrap_used)]

use chrono::{Days, NaiveDate};
use daumoi::domain::book::{Book, Key, Value};
use daumoi::domain::cell::{self, Cell};
use daumoi::domain::figures;
use daumoi::domain::indicator;
use daumoi::domain::pack::{Op, Pack, Target};
use daumoi::domain::period::{Part, Period};
use daumoi::domain::text;
use daumoi::intake::embedded;
use proptest::prelude::*;

fn pack() -> Pack {
    embedded::for_year(2024).unwrap().unwrap()
}

fn parts() -> impl Strategy<Value = Part> {
    prop_oneof![
        (1_u8..=12).prop_map(Part::Month),
        (1_u8..=4).prop_map(Part::Quarter),
        Just(Part::Half),
        Just(Part::NineMonths),
        Just(Part::Year),
    ]
}

fn cells() -> impl Strategy<Value = Cell> {
    prop_oneof![Just(Cell::Missing), Just(Cell::Nil), (0_u64..=10_000_000).prop_map(Cell::Count)]
}

fn days() -> impl Strategy<Value = NaiveDate> {
    (0_u64..1096).prop_map(|n| NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + Days::new(n))
}

proptest! {
    #[test]
    fn periods_are_read_as_they_are_written(year in 2000_i32..=2099, part in parts()) {
        let period = Period { year, part };
        prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
    }

    #[test]
    fn no_text_makes_the_reader_of_periods_panic(text in "\\PC{0,12}") {
        if let Ok(period) = text.parse::<Period>() {
            prop_assert_eq!(period.to_string(), text);
        }
    }

    #[test]
    fn the_shortfall_is_the_smallest_number_that_reaches_the_target(
        numerator in 0_u64..=100, n in 0_u64..5000, d in 1_u64..5000, more in any::<bool>()
    ) {
        let target = Target { op: if more { Op::MoreThan } else { Op::AtLeast }, numerator, denominator: 100 };
        let reached = |n: u64| if more { n * 100 > numerator * d } else { n * 100 >= numerator * d };
        let k = indicator::shortfall(target, n, d);
        prop_assert!(reached(n + k));
        prop_assert!(k == 0 || !reached(n + k - 1));
    }

    #[test]
    fn a_shown_rate_lies_within_a_step_and_on_its_side(n in 0_u64..20_000, d in 1_u64..20_000, percent in 0_u64..=100) {
        let target = Target { op: Op::AtLeast, numerator: percent, denominator: 100 };
        let shown = indicator::rate(target, n, d, 10_000).unwrap();
        let (n, d, percent) = (u128::from(n), u128::from(d), u128::from(percent));
        prop_assert!((shown * d).abs_diff(n * 10_000) <= d);
        prop_assert_eq!(shown >= percent * 100, n * 100 >= percent * d);
        prop_assert_eq!(shown >= 10_000, n >= d);
    }

    #[test]
    fn sums_are_missing_if_a_part_is_and_nil_only_if_all_are(parts in prop::collection::vec(cells(), 1..8)) {
        let total = cell::sum(parts.iter().copied());
        let any_missing = parts.iter().any(|c| !c.is_known());
        prop_assert_eq!(total == Cell::Missing, any_missing);
        prop_assert_eq!(total == Cell::Nil, parts.iter().all(|c| *c == Cell::Nil));
        if !any_missing {
            prop_assert_eq!(total.number(), Some(parts.iter().filter_map(|c| c.number()).sum::<u64>()));
        }
    }

    #[test]
    fn working_days_count_the_same_both_ways(a in days(), b in days()) {
        let calendar = pack().calendar();
        let (from, to) = (a.min(b), a.max(b));
        let by_hand = from.iter_days().skip(1).take_while(|d| *d <= to).filter(|d| calendar.is_working(*d)).count();
        prop_assert_eq!(calendar.between(from, to), i64::try_from(by_hand).unwrap());
        let safe = calendar.last_working(b);
        prop_assert!(safe <= b && calendar.is_working(safe) && calendar.between(safe, b) == 0);
        prop_assert!(from == to || !calendar.is_working(from) || calendar.between(to, from) < 0);
    }

    /// Months that carry over without a gap balance in every longer period.
    #[test]
    fn a_chain_of_months_balances_in_every_period(
        start in 0_u64..50, months in prop::collection::vec((0_u64..100, 0_u64..100, 0_u64..=100), 12)
    ) {
        let pack = pack();
        let form = pack.field_form().unwrap();
        let (mut book, mut carried) = (Book::default(), start);
        for (month, (online, direct, share)) in (1_u8..).zip(&months) {
            let received = carried + online + direct;
            let resolved = received * share / 100;
            let open = received - resolved;
            let values = [("online", *online), ("direct", *direct), ("carried", carried), ("early", resolved),
                ("on_time", 0), ("late", 0), ("open_in_time", open), ("open_overdue", 0)];
            for (column, n) in values {
                // February to December are filled from the month before.
                if column != "carried" || month == 1 {
                    let key = Key::Cell(Period::month(2024, month), "ho_tich".into(), column.into());
                    book.put(key, Some(Value::Cell(Cell::Count(n))));
                }
            }
            carried = open;
        }
        for window in &pack.lists.period {
            let row = figures::row(form, &book, window.code, "ho_tich");
            let n = |c: &str| row.cells[c].number().unwrap();
            prop_assert_eq!(n("received"), n("resolved") + n("open"), "{}", window.code);
        }
    }

    #[test]
    fn text_from_outside_is_printable_or_refused(input in any::<String>()) {
        let shown = text::printable(&input, 50);
        prop_assert!(shown.chars().count() <= 50 && !shown.chars().any(text::is_unsafe_char));
        if let Ok(line) = text::line(&input, 500) {
            prop_assert!(!line.chars().any(text::is_unsafe_char) && text::nfc(&line) == line);
        }
        prop_assert!(text::slug(&input).bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
    }
}
