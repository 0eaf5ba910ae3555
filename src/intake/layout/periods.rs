//! Periods as titles name them.

use super::{Named, Raw, RawRow, names};

/// Most rows looked at.
const MAX_LINES: usize = 1000;
/// Words before "năm 2024" that make it the period, at least when it does not begin a cell.
const BEFORE_YEAR: [&str; 6] = ["cao", "ky", "lieu", "ca", "tthc", "trong"];
/// Months as words; with several words, longer ones first.
const MONTHS: [(&[&str], u32); 14] = [
    (&["muoi", "mot"], 11),
    (&["muoi", "hai"], 12),
    (&["muoi"], 10),
    (&["mot"], 1),
    (&["gieng"], 1),
    (&["hai"], 2),
    (&["ba"], 3),
    (&["tu"], 4),
    (&["bon"], 4),
    (&["sau"], 6),
    (&["bay"], 7),
    (&["tam"], 8),
    (&["chin"], 9),
    (&["chap"], 12),
];
/// Without marks these are other words too ("tháng sau", "tháng từ ngày"): a year must follow.
const DOUBTFUL: [&str; 2] = ["tu", "sau"];

/// The periods that titles name, each once, in order.
pub(super) fn named(titles: &[RawRow]) -> Vec<Named> {
    let mut found = Vec::new();
    for row in titles.iter().take(MAX_LINES) {
        for cell in &row.cells {
            if let Raw::Text(text) = cell {
                add(&mut found, text);
                found.extend(bare_month(text).filter(|named| !found.contains(named)));
            }
        }
        // "Tháng:" in one cell, "3/2024" in the next.
        let cells: Vec<_> = row.cells.iter().filter(|cell| !cell.is_empty()).map(Raw::text).collect();
        if cells.len() > 1 {
            add(&mut found, &cells.join(" "));
        }
    }
    found
}

/// "03/2024" and nothing else.
fn bare_month(text: &str) -> Option<Named> {
    let (month, year) = text.trim().split_once(['/', '-', '.'])?;
    let digits = |text: &str, most: usize| text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    let month = month.parse().ok().filter(|n| digits(month, 2) && (1..=12).contains(n))?;
    let year = year.parse().ok().filter(|n| digits(year, 4) && (1990..=2200).contains(n))?;
    Some(Named::Month(year, month))
}

/// The periods a text names.
pub(super) fn of_text(text: &str) -> Vec<Named> {
    let mut found: Vec<Named> = bare_month(text).into_iter().collect();
    add(&mut found, text);
    found
}

/// True for a text that is the name of a period and nothing else: "Tháng 01/2024", "Tháng 3".
pub(super) fn is_period(text: &str) -> bool {
    let key = names::key(text);
    let part = |word: &str| {
        let number = word.trim_start_matches('t').chars().all(|c| c.is_ascii_digit());
        let month = MONTHS.iter().any(|(words, _)| words.contains(&word));
        number || month || ["thang", "quy", "nam", "dau", "i", "ii", "iii", "iv"].contains(&word)
    };
    key.split(' ').all(part) && matches!(of_text(text)[..], [one] if one != Named::OtherSpan)
}

fn add(found: &mut Vec<Named>, text: &str) {
    let key = names::key(text);
    let words: Vec<&str> = key.split(' ').collect();
    for at in 0..words.len() {
        if let Some(named) = period(&words, at).filter(|named| !found.contains(named)) {
            found.push(named);
        }
    }
}

/// The period whose word ("tháng", "quý", "năm", "T2", "lũy kế") stands at a place.
fn period(words: &[&str], at: usize) -> Option<Named> {
    let before = at.checked_sub(1).and_then(|i| words.get(i)).copied();
    let rest = words.get(at + 1..)?;
    match *words.get(at)? {
        "thang" => match before.map(str::parse::<u32>) {
            Some(Ok(number)) if number < 100 => span(number, rest),
            _ => month(rest),
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
        "luy" if rest.first() == Some(&"ke") => Some(Named::Cumulative),
        "tu" if rest.starts_with(&["dau", "nam"]) => Some(Named::Cumulative),
        word => {
            let digits = word.strip_prefix('t').filter(|digits| digits.len() <= 2)?;
            let month = digits.parse().ok().filter(|month| (1..=12).contains(month))?;
            Some(Named::Month(year(rest)?, month))
        }
    }
}

/// "[năm] 2024".
fn year(rest: &[&str]) -> Option<i32> {
    let first = rest.strip_prefix(&["nam"]).unwrap_or(rest).first()?;
    // "15/2024/…": no year at all.
    first.parse().ok().filter(|year| first.len() == 4 && (1990..=2200).contains(year))
}

/// Behind a number and "tháng": "đầu năm 2024", "cuối năm". Else it is a day ("ngày 20 tháng 01") or a
/// term ("3 tháng").
fn span(months: u32, rest: &[&str]) -> Option<Named> {
    let first = rest.strip_prefix(&["dau"]);
    let year = year(first.unwrap_or(rest));
    match (months, year) {
        (6, Some(year)) => Some(Named::SixMonths(year)),
        (9, Some(year)) => Some(Named::NineMonths(year)),
        (1..=12, Some(_)) => Some(Named::OtherSpan),
        _ => (first.is_some() || rest.first() == Some(&"cuoi")).then_some(Named::OtherSpan),
    }
}

/// Behind "tháng": "1 năm 2024", "hai năm 2024", "3".
fn month(rest: &[&str]) -> Option<Named> {
    let (first, behind) = rest.split_first()?;
    if let Ok(month) = first.parse::<u32>() {
        let month = Some(month).filter(|month| (1..=12).contains(month) && first.len() <= 2)?;
        return Some(year(behind).map_or(Named::MonthOf(month), |year| Named::Month(year, month)));
    }
    // "tháng năm năm 2024"; of "tháng … năm 2024" the month is left open.
    if rest.starts_with(&["nam", "nam"]) {
        return Some(Named::Month(year(behind)?, 5));
    }
    let (words, month) = MONTHS.iter().find(|(words, _)| rest.starts_with(words))?;
    match year(&rest[words.len()..]) {
        Some(year) => Some(Named::Month(year, *month)),
        None => (!DOUBTFUL.contains(first)).then_some(Named::MonthOf(*month)),
    }
}
