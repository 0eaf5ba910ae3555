//! What is printed around the figures: the window of the data and the period, in titles, notes and
//! signatures.

use chrono::NaiveDate;

use super::{LayoutError, Named, Raw, RawRow, names};

/// Most rows looked at for a window.
const MAX_LINES: usize = 1000;
/// Words before "năm 2024" that make it the period, at least when it does not begin a cell.
const BEFORE_YEAR: [&str; 6] = ["cao", "ky", "lieu", "ca", "tthc", "trong"];

/// The window printed in these rows, both days inclusive.
///
/// # Errors
/// [`LayoutError::TwoWindows`] and [`LayoutError::NoSuchDay`].
pub(super) fn window<'a>(
    rows: impl Iterator<Item = &'a RawRow>,
) -> Result<Option<(NaiveDate, NaiveDate)>, LayoutError> {
    let mut found: Option<(u64, (NaiveDate, NaiveDate))> = None;
    for row in rows.take(MAX_LINES) {
        let text = joined(row);
        // Folding is not worth it without two days.
        if text.bytes().filter(u8::is_ascii_digit).count() < 12 {
            continue;
        }
        let key = names::key(&text);
        let words: Vec<&str> = key.split(' ').collect();
        for start in (0..words.len()).filter(|i| words[*i] == "tu") {
            let Some(days) = days(&words[start + 1..]) else { continue };
            let (Some(from), Some(to)) = days else {
                return Err(LayoutError::NoSuchDay { line: row.line, found: names::shown(&text) });
            };
            match found {
                Some((first, other)) if other != (from, to) => {
                    return Err(LayoutError::TwoWindows { first, second: row.line });
                }
                Some(_) => {}
                None => found = Some((row.line, (from, to))),
            }
        }
    }
    Ok(found.map(|(_, days)| days))
}

fn joined(row: &RawRow) -> String {
    let cells = row.cells.iter().filter(|cell| !cell.is_empty());
    cells.map(Raw::text).collect::<Vec<_>>().join(" ")
}

/// "[ngày] D đến [hết] [ngày] D" behind "từ"; a day that is in no calendar is none.
fn days(words: &[&str]) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let (from, rest) = day(words.strip_prefix(&["ngay"]).unwrap_or(words))?;
    let mut rest = rest.strip_prefix(&["den"])?;
    for word in ["het", "ngay"] {
        rest = rest.strip_prefix(&[word]).unwrap_or(rest);
    }
    let (to, _) = day(rest)?;
    Some((from, to))
}

/// "15 12 2023" or "15 thang 12 nam 2023", whatever stood between the numbers; or the year first, as
/// spreadsheets write a day.
fn day<'w, 'a>(words: &'w [&'a str]) -> Option<(Option<NaiveDate>, &'w [&'a str])> {
    let (a, rest) = number(words)?;
    let (month, rest) = number(rest.strip_prefix(&["thang"]).unwrap_or(rest))?;
    let (b, rest) = number(rest.strip_prefix(&["nam"]).unwrap_or(rest))?;
    let (year, day) = if a > 999 { (a, b) } else { (b, a) };
    if !(1000..=9999).contains(&year) || day > 99 || month > 99 {
        return None;
    }
    Some((NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day), rest))
}

fn number<'w, 'a>(words: &'w [&'a str]) -> Option<(u32, &'w [&'a str])> {
    let (first, rest) = words.split_first()?;
    Some((first.parse().ok().filter(|_| first.len() <= 4)?, rest))
}

/// The periods that titles name, each once, in order.
pub(super) fn periods(titles: &[RawRow]) -> Vec<Named> {
    let mut found = Vec::new();
    let cells = titles.iter().take(MAX_LINES).flat_map(|row| &row.cells);
    for cell in cells {
        if let Raw::Text(text) = cell {
            let key = names::key(text);
            let words: Vec<&str> = key.split(' ').collect();
            for at in 0..words.len() {
                if let Some(named) = period(&words, at).filter(|named| !found.contains(named)) {
                    found.push(named);
                }
            }
        }
    }
    found
}

/// The period whose word ("tháng", "quý", "năm") stands at a place.
fn period(words: &[&str], at: usize) -> Option<Named> {
    let before = at.checked_sub(1).and_then(|i| words.get(i)).copied();
    let rest = words.get(at + 1..)?;
    let year = |rest: &[&str]| {
        let (year, behind) = number(rest.strip_prefix(&["nam"]).unwrap_or(rest))?;
        // "01/2024/QĐ": a document; "15/2024/…": no year at all.
        (1990..=2200).contains(&year).then_some(behind).and(i32::try_from(year).ok())
    };
    match *words.get(at)? {
        "thang" => match before {
            Some("6") => year(rest.strip_prefix(&["dau"]).unwrap_or(rest)).map(Named::SixMonths),
            Some("9") => year(rest.strip_prefix(&["dau"]).unwrap_or(rest)).map(Named::NineMonths),
            // "ngày 20 tháng 01 năm 2024" is a day.
            Some(day) if day.parse::<u32>().is_ok() => None,
            _ => {
                let (month, rest) = number(rest).filter(|(month, _)| (1..=12).contains(month))?;
                Some(Named::Month(year(rest)?, month))
            }
        },
        "quy" => {
            let (first, rest) = rest.split_first()?;
            let names = [("i", "1"), ("ii", "2"), ("iii", "3"), ("iv", "4")];
            let quarter = (1..).zip(names).find(|(_, (roman, digit))| first == roman || *first == *digit)?.0;
            Some(Named::Quarter(year(rest)?, quarter))
        }
        "nam" if before.is_none_or(|word| BEFORE_YEAR.contains(&word)) => {
            rest.first().filter(|word| word.len() == 4).and_then(|_| year(rest)).map(Named::Year)
        }
        _ => None,
    }
}
