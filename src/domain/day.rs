//! Days as people type them: `15/9/2025`, `15-09-2025`, `15.9.25`, `15092025`, `2025-09-15`, `15/9`.
//! Day before month, always; what could be read in two ways or names no day is refused.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use thiserror::Error;

/// Years a day may lie in, both inclusive.
const YEARS: RangeInclusive<i32> = 2000..=2100;

/// Why a text is no day.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DayError {
    /// Not written in any of the accepted ways.
    #[error("not written as a day")]
    Form,
    /// Written as a day, but the calendar has none such.
    #[error("no such day")]
    NoSuchDay,
    /// A year before 2000 or after 2100.
    #[error("year {0} out of range")]
    Year(i32),
}

/// Reads a day. Without a year it lies in `year_hint`; two-digit years are 20xx. White space around
/// is passed over.
///
/// # Errors
/// [`DayError`].
pub fn parse_day(text: &str, year_hint: i32) -> Result<NaiveDate, DayError> {
    let text = text.trim();
    let parts: Vec<&str> = match text.chars().find(|c| !c.is_ascii_digit()) {
        Some(separator @ ('/' | '-' | '.')) => text.split(separator).collect(),
        None if text.len() == 8 => vec![&text[..2], &text[2..4], &text[4..]],
        _ => return Err(DayError::Form),
    };
    let (day, month, year) = match parts.as_slice() {
        [day, month] => (short(day)?, short(month)?, year_hint),
        [year, month, day] if year.len() == 4 && text.contains('-') => (short(day)?, short(month)?, full_year(year)?),
        [day, month, year] => (short(day)?, short(month)?, full_year(year)?),
        _ => return Err(DayError::Form),
    };
    if !YEARS.contains(&year) {
        return Err(DayError::Year(year));
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DayError::NoSuchDay)
}

/// A day or month of one or two digits.
fn short(text: &str) -> Result<u32, DayError> {
    number(text, 1..=2)
}

/// A year of four digits, or of two: 20xx.
fn full_year(text: &str) -> Result<i32, DayError> {
    let year = number(text, 2..=4).and_then(|n| i32::try_from(n).map_err(|_| DayError::Form))?;
    match text.len() {
        2 => Ok(2000 + year),
        4 => Ok(year),
        _ => Err(DayError::Form),
    }
}

/// Nothing but ASCII digits, so many of them.
fn number(text: &str, digits: RangeInclusive<usize>) -> Result<u32, DayError> {
    let fits = digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten().ok_or(DayError::Form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Result<String, DayError> {
        parse_day(text, 2025).map(|d| d.to_string())
    }

    #[test]
    fn every_usual_way_is_read() {
        for text in
            ["15/9/2025", "15-09-2025", "15.9.25", "15092025", "2025-09-15", "15/9", "15/09/25", " 15-9 ", "15.9"]
        {
            assert_eq!(day(text), Ok("2025-09-15".to_owned()), "{text}");
        }
        assert_eq!(day("1/2/2024"), Ok("2024-02-01".to_owned()), "day before month");
        assert_eq!(day("29/2/2024"), Ok("2024-02-29".to_owned()));
        assert_eq!(parse_day("29/2", 2024).map(|d| d.to_string()), Ok("2024-02-29".to_owned()));
        assert_eq!((day("1/1/2000"), day("31/12/2100")), (Ok("2000-01-01".to_owned()), Ok("2100-12-31".to_owned())));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            " ",
            "15",
            "15/",
            "/9",
            "15/9/",
            "15//2025",
            "15/9-2025",
            "15/9/2025/1",
            "15/9/205",
            "15/9/20255",
            "150925",
            "015/9/2025",
            "15/009/2025",
            "+15/9/2025",
            "-15/9/2025",
            "15 / 9",
            "15 9 2025",
            "2025/09/15",
            "2025.09.15",
            "20250915x",
            "hôm nay",
            "15/9/２０２５",
            "１５/9",
            "15:9",
            "15–9–2025",
            "99999999999/1/2025",
        ] {
            assert_eq!(day(text), Err(DayError::Form), "{text}");
        }
        for text in ["29/02/2025", "29/2", "32/1", "0/1", "1/0", "31/4/2025", "9/15/2025", "2025-15-09", "09152025"] {
            assert_eq!(day(text), Err(DayError::NoSuchDay), "{text}");
        }
        for (text, year) in [("31/12/1999", 1999), ("1/1/2101", 2101), ("1999-12-31", 1999), ("20250915", 915)] {
            assert_eq!(day(text), Err(DayError::Year(year)), "{text}");
        }
        assert_eq!(parse_day("15/9", 0), Err(DayError::Year(0)));
    }
}
