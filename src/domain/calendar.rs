//! Working days: Monday to Friday without the pack's holidays, plus its make-up Saturdays.
//! Which days those are is data; a year the pack does not cover counts plain weekdays.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Working-day calendar made of a pack's lists.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    holidays: BTreeSet<NaiveDate>,
    makeup: BTreeSet<NaiveDate>,
    years: BTreeSet<i32>,
}

impl Calendar {
    /// `holidays`: days off; `makeup`: days worked although they are weekend days; `years`: the
    /// years for which both lists are complete.
    pub fn new(
        holidays: impl IntoIterator<Item = NaiveDate>,
        makeup: impl IntoIterator<Item = NaiveDate>,
        years: impl IntoIterator<Item = i32>,
    ) -> Self {
        Self {
            holidays: holidays.into_iter().collect(),
            makeup: makeup.into_iter().collect(),
            years: years.into_iter().collect(),
        }
    }

    /// True when the lists are complete for the day's year.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.years.contains(&day.year())
    }

    /// True when offices work on `day`.
    pub fn is_working(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.makeup.contains(&day) || (!weekend && !self.holidays.contains(&day))
    }

    /// Last working day ≤ `day`: the *safe day* of a deadline (no rule moves a fixed
    /// "trước ngày D" past D, so one acts before it). `day` itself when none is found in a year.
    pub fn last_working(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().rev().take(366).find(|d| self.is_working(*d)).unwrap_or(day)
    }

    /// The `n`-th working day after `day` (`day` itself for 0).
    pub fn after(&self, day: NaiveDate, n: u32) -> NaiveDate {
        let mut current = day;
        let mut left = n;
        while left > 0 {
            let Some(next) = current.checked_add_days(Days::new(1)) else { return current };
            current = next;
            if self.is_working(current) {
                left -= 1;
            }
        }
        current
    }

    /// Working days after `from` up to and including `to`. When `to` lies before `from`: minus the
    /// working days from `to` on that are gone, so that it is negative as soon as a working `to` has
    /// passed, be it on a weekend. Counts at most ten years.
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        let count = |days: &mut dyn Iterator<Item = NaiveDate>| {
            i64::try_from(days.take(3660).filter(|d| self.is_working(*d)).count()).unwrap_or(i64::MAX)
        };
        if to >= from {
            count(&mut from.iter_days().skip(1).take_while(|d| *d <= to))
        } else {
            -count(&mut to.iter_days().take_while(|d| *d < from))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn sample() -> Calendar {
        // 29/4–1/5/2024 off, 4/5 (Saturday) worked instead.
        Calendar::new(["2024-04-29", "2024-04-30", "2024-05-01"].map(day), [day("2024-05-04")], [2024])
    }

    #[test]
    fn weekends_holidays_and_makeup_days() {
        let c = sample();
        assert!(c.is_working(day("2024-05-04")) && !c.is_working(day("2024-05-05")));
        assert!(!c.is_working(day("2024-04-30")));
        assert_eq!(c.last_working(day("2024-05-01")), day("2024-04-26"));
        assert_eq!(c.after(day("2024-04-26"), 1), day("2024-05-02"));
        assert_eq!(c.after(day("2024-05-02"), 2), day("2024-05-04"));
        assert!(c.covers(day("2024-12-31")) && !c.covers(day("2025-01-01")));
    }

    #[test]
    fn counting_between_days() {
        let c = sample();
        // after Fri 26/4: 2/5, 3/5, 4/5, 6/5
        assert_eq!(c.between(day("2024-04-26"), day("2024-05-06")), 4);
        assert_eq!(c.between(day("2024-05-06"), day("2024-04-26")), -4);
        assert_eq!(c.between(day("2024-05-06"), day("2024-05-06")), 0);
    }
}
