//! Codes of reporting periods (`2024-01`, `2024-Q1`, `2024-H1`, `2024-9M`, `2024`) and the calendar
//! spans they name. The *reporting window* of a period (15th → 14th) is pack data, not computed here.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Which part of a year a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Month 1–12.
    Month(u8),
    /// Quarter 1–4.
    Quarter(u8),
    /// First half (6 tháng).
    Half,
    /// First nine months (9 tháng).
    NineMonths,
    /// The whole year.
    Year,
}

/// A reporting period of a plan year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Period {
    /// Plan year, 2000–2099.
    pub year: i32,
    /// Part of that year.
    pub part: Part,
}

/// The text names no period.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("no period code: {0}")]
pub struct PeriodError(pub String);

impl Period {
    /// The month `month` (1–12) of `year`.
    pub fn month(year: i32, month: u8) -> Self {
        Self { year, part: Part::Month(month) }
    }

    /// First and last month number, both inclusive.
    pub fn month_span(self) -> (u8, u8) {
        match self.part {
            Part::Month(m) => (m, m),
            Part::Quarter(q) => (q * 3 - 2, q * 3),
            Part::Half => (1, 6),
            Part::NineMonths => (1, 9),
            Part::Year => (1, 12),
        }
    }

    /// A day of its last calendar month (inclusive), the last one where the month is shorter.
    pub fn month_day(self, day: u32) -> Option<NaiveDate> {
        let (_, month) = self.month_span();
        let end = self.calendar_end()?;
        NaiveDate::from_ymd_opt(self.year, u32::from(month), day).or(Some(end))
    }

    /// The months it is made of, in order.
    pub fn months(self) -> Vec<Self> {
        let (first, last) = self.month_span();
        (first..=last).map(|m| Self::month(self.year, m)).collect()
    }

    /// The month before this period's first month (December of the year before for January).
    #[must_use]
    pub fn month_before(self) -> Self {
        match self.month_span().0 {
            1 => Self::month(self.year - 1, 12),
            m => Self::month(self.year, m - 1),
        }
    }

    /// The month after this period's last month (January of the year after for December).
    #[must_use]
    pub fn month_after(self) -> Self {
        match self.month_span().1 {
            12 => Self::month(self.year + 1, 1),
            m => Self::month(self.year, m + 1),
        }
    }

    /// True for a single month, the only kind of period figures are entered for.
    pub fn is_month(self) -> bool {
        matches!(self.part, Part::Month(_))
    }

    /// Last day of the *calendar* span (2024-Q3 → 30/9/2024), inclusive.
    pub fn calendar_end(self) -> Option<NaiveDate> {
        let (_, last) = self.month_span();
        let (year, month) = if last == 12 { (self.year + 1, 1) } else { (self.year, u32::from(last) + 1) };
        NaiveDate::from_ymd_opt(year, month, 1)?.checked_sub_days(Days::new(1))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year;
        match self.part {
            Part::Month(m) => write!(f, "{year:04}-{m:02}"),
            Part::Quarter(q) => write!(f, "{year:04}-Q{q}"),
            Part::Half => write!(f, "{year:04}-H1"),
            Part::NineMonths => write!(f, "{year:04}-9M"),
            Part::Year => write!(f, "{year:04}"),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let error = || PeriodError(text.to_owned());
        let (year, rest) = text.split_once('-').map_or((text, None), |(y, r)| (y, Some(r)));
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return Err(error());
        }
        let year: i32 = year.parse().map_err(|_| error())?;
        if !(2000..=2099).contains(&year) {
            return Err(error());
        }
        let part = match rest {
            None => Part::Year,
            Some("H1") => Part::Half,
            Some("9M") => Part::NineMonths,
            Some("Q1") => Part::Quarter(1),
            Some("Q2") => Part::Quarter(2),
            Some("Q3") => Part::Quarter(3),
            Some("Q4") => Part::Quarter(4),
            Some(m) if m.len() == 2 && m.bytes().all(|b| b.is_ascii_digit()) => match m.parse::<u8>() {
                Ok(n @ 1..=12) => Part::Month(n),
                _ => return Err(error()),
            },
            Some(_) => return Err(error()),
        };
        Ok(Self { year, part })
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_round_trip_and_wrong_ones_are_refused() {
        for code in ["2024-01", "2024-12", "2024-Q1", "2024-Q4", "2024-H1", "2024-9M", "2024"] {
            assert_eq!(code.parse::<Period>().map(|p| p.to_string()), Ok(code.to_owned()));
        }
        for code in ["", "24-01", "2024-13", "2024-00", "2024-1", "2024-Q5", "2024-H2", "1999", "2024-", "2024-01-02"] {
            assert!(code.parse::<Period>().is_err(), "{code}");
        }
    }

    #[test]
    fn calendar_ends() {
        let end = |c: &str| c.parse::<Period>().ok().and_then(Period::calendar_end).map(|d| d.to_string());
        assert_eq!(end("2024-Q3").as_deref(), Some("2024-09-30"));
        assert_eq!(end("2024-02").as_deref(), Some("2024-02-29"));
        assert_eq!(end("2024").as_deref(), Some("2024-12-31"));
    }
}
