//! The window of the data, as it is printed around the figures in titles, notes and signatures.

use chrono::NaiveDate;

use super::names::{self, fold};
use super::{LayoutError, Raw, RawRow};

/// Most rows looked at for a window.
const MAX_LINES: usize = 1000;
/// Fewest digits of a window: "từ 5/2 đến 4/3/24".
const DIGITS: usize = 6;
/// So many words may stand between the first day and "đến", as when other cells stand between.
const GAP: usize = 8;

type Window = (NaiveDate, NaiveDate);

/// A piece of a text, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// Its value and how many digits it has.
    Number(u32, usize),
    Word(String),
    Mark(char),
    /// The end of a cell.
    End,
}

/// A day as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Day {
    of_month: u32,
    month: u32,
    year: Option<u32>,
}

/// The window printed in these rows, both days inclusive.
///
/// # Errors
/// [`LayoutError::TwoWindows`] and [`LayoutError::NoSuchDay`].
pub(super) fn window<'a>(rows: impl Iterator<Item = &'a RawRow>) -> Result<Option<Window>, LayoutError> {
    let mut found: Option<(u64, Window)> = None;
    let mut before: Option<(&RawRow, Vec<Token>)> = None;
    for row in rows.take(MAX_LINES) {
        let tokens = tokens(row);
        let mut here = windows(&tokens);
        // The two days may stand in two rows, one below the other.
        if let Some((above, mut both)) = before.take()
            && here.is_empty()
            && above.line + 1 == row.line
        {
            both.extend(tokens.iter().cloned());
            here = windows(&both);
        }
        if here.is_empty() {
            before = Some((row, tokens));
        }
        for days in here {
            let (Some(from), Some(to)) = days else {
                return Err(LayoutError::NoSuchDay { line: row.line, found: names::shown(&joined(row)) });
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

fn tokens(row: &RawRow) -> Vec<Token> {
    let mut out = Vec::new();
    for cell in row.cells.iter().filter(|cell| !cell.is_empty()) {
        let text = fold(&cell.text());
        let mut rest = text.as_str();
        while let Some(c) = rest.chars().next() {
            let same = |d: char| (c.is_ascii_digit(), c.is_alphabetic()) == (d.is_ascii_digit(), d.is_alphabetic());
            let run = c.is_ascii_digit() || c.is_alphabetic();
            let end = if run { rest.find(|d| !same(d)).unwrap_or(rest.len()) } else { c.len_utf8() };
            let (piece, behind) = rest.split_at(end);
            if c.is_ascii_digit() {
                out.push(Token::Number(piece.parse().unwrap_or(u32::MAX), piece.len()));
            } else if run {
                out.push(Token::Word(piece.to_owned()));
            } else if !c.is_whitespace() {
                out.push(Token::Mark(if matches!(c, '–' | '—' | '−' | '‑') { '-' } else { c }));
            }
            rest = behind;
        }
        out.push(Token::End);
    }
    out
}

/// All windows of a text; a day that is in no calendar is none.
fn windows(tokens: &[Token]) -> Vec<(Option<NaiveDate>, Option<NaiveDate>)> {
    let digits = |token: &Token| if let Token::Number(_, digits) = token { *digits } else { 0 };
    if tokens.iter().map(digits).sum::<usize>() < DIGITS {
        return Vec::new();
    }
    let days = |at: usize| match &tokens[at] {
        Token::Word(word) if word == "tu" => from_to(&tokens[at + 1..]),
        // The whole of a cell or what stands in brackets.
        Token::End | Token::Mark('(' | ':' | '[') => alone(&tokens[at + 1..]),
        _ => None,
    };
    let first = alone(tokens).into_iter();
    first.chain((0..tokens.len()).filter_map(days)).filter_map(|(from, to)| dated(from, to)).collect()
}

/// "[ngày] D đến [hết] [ngày] D", or both words before both days, behind "từ".
fn from_to(tokens: &[Token]) -> Option<(Day, Day)> {
    let tokens = fill(tokens);
    if let Some(rest) = word(tokens, "den") {
        let (from, rest) = day(fill(rest))?;
        let (to, _) = day(fill(until(rest)))?;
        return Some((from, to));
    }
    let (from, rest) = day(tokens)?;
    let rest = time(rest);
    if let Some((to, _)) = day(fill(until(rest))) {
        return Some((from, to));
    }
    let is_den = |token: &Token| matches!(token, Token::Word(word) if word == "den" || word == "toi");
    let gap = rest.iter().take_while(|token| !matches!(token, Token::Number(..))).take(GAP + 1);
    let at = gap.collect::<Vec<_>>().iter().position(|token| is_den(token))?;
    let (to, _) = day(fill(&rest[at + 1..]))?;
    Some((from, to))
}

/// "D - D" with nothing behind it.
fn alone(tokens: &[Token]) -> Option<(Day, Day)> {
    let start = match tokens.first() {
        Some(Token::Mark('(' | '[')) => &tokens[1..],
        _ => tokens,
    };
    let (from, rest) = day(word(start, "ngay").unwrap_or(start))?;
    let rest = time(rest);
    let joint = matches!(rest.first(), Some(Token::Mark('-'))) || word(rest, "den").is_some();
    let (to, rest) = day(fill(until(rest))).filter(|_| joint)?;
    let rest = time(rest);
    matches!(rest.first(), None | Some(Token::End | Token::Mark(')' | ']' | ';' | '.'))).then_some((from, to))
}

/// What stands between two days.
fn until(tokens: &[Token]) -> &[Token] {
    let mut rest = tokens;
    loop {
        rest = match rest {
            [Token::Mark(_) | Token::End, behind @ ..] => behind,
            [Token::Word(word), behind @ ..] if word == "den" || word == "toi" => behind,
            _ => return rest,
        };
    }
}

/// What may stand before a day: "ngày", "hết", the time, marks and ends of cells.
fn fill(tokens: &[Token]) -> &[Token] {
    let mut rest = tokens;
    loop {
        let timed = time(rest);
        rest = match timed {
            [Token::Mark(_) | Token::End, behind @ ..] => behind,
            [Token::Word(word), behind @ ..] if ["ngay", "het", "luc"].contains(&word.as_str()) => behind,
            _ if timed.len() < rest.len() => timed,
            _ => return rest,
        };
    }
}

fn word<'t>(tokens: &'t [Token], is: &str) -> Option<&'t [Token]> {
    match tokens {
        [Token::Word(word), rest @ ..] if word == is => Some(rest),
        _ => None,
    }
}

/// Without a time: "00:00", "23:59:59", "0h", "24h00", "0 giờ 30 phút".
fn time(tokens: &[Token]) -> &[Token] {
    let tokens = word(tokens, "t").unwrap_or(tokens);
    let [Token::Number(_, 1..=2), rest @ ..] = tokens else { return tokens };
    let mut rest = rest;
    let mut is_time = false;
    loop {
        rest = match rest {
            [Token::Mark(':'), Token::Number(_, 1..=2), behind @ ..] => behind,
            [Token::Word(word), behind @ ..] if ["h", "g", "gio"].contains(&word.as_str()) => minutes(behind),
            [Token::Word(word), behind @ ..] if is_time && ["p", "phut"].contains(&word.as_str()) => behind,
            _ => return if is_time { rest } else { tokens },
        };
        is_time = true;
    }
}

/// Minutes behind the hour; not what begins a day.
fn minutes(tokens: &[Token]) -> &[Token] {
    match tokens {
        [Token::Number(_, 1..=2), rest @ ..] if day(tokens).is_none() => rest,
        _ => tokens,
    }
}

/// "15/12/2023", "15.12.23", "15 tháng 12 năm 2023", "15/12", or the year first, as spreadsheets write a
/// day.
fn day(tokens: &[Token]) -> Option<(Day, &[Token])> {
    let [Token::Number(first, digits), joint, Token::Number(month, 1..=2), rest @ ..] = tokens else { return None };
    let in_words = *joint == Token::Word("thang".to_owned());
    if !in_words && !matches!(joint, Token::Mark('/' | '-' | '.')) {
        return None;
    }
    let (behind, third) = match rest {
        [mark, Token::Number(third, digits), behind @ ..] if mark == joint && !in_words => {
            (behind, Some((*third, *digits)))
        }
        [Token::Mark('/' | '-' | ','), Token::Word(nam), Token::Number(year, digits @ (2 | 4)), behind @ ..]
        | [Token::Word(nam), Token::Number(year, digits @ (2 | 4)), behind @ ..]
            if in_words && nam == "nam" =>
        {
            (behind, Some((*year, *digits)))
        }
        [Token::Mark('/' | '-' | '.'), Token::Number(year, 4), behind @ ..] if in_words => (behind, Some((*year, 4))),
        _ => (rest, None),
    };
    let (day, month) = (*first, *month);
    match (digits, third) {
        (4, Some((third, 1..=2))) => Some((Day { of_month: third, month, year: Some(day) }, behind)),
        (1..=2, Some((year, 4))) if year > 999 => Some((Day { of_month: day, month, year: Some(year) }, behind)),
        (1..=2, Some((year, 2))) => Some((Day { of_month: day, month, year: Some(2000 + year) }, behind)),
        (1..=2, None) => Some((Day { of_month: day, month, year: None }, behind)),
        _ => None,
    }
}

/// Both days with their years: one of them may be left out, and is that of the other or the one beside.
fn dated(from: Day, to: Day) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let turns = from.month > to.month;
    let (first, last) = match (from.year, to.year) {
        (Some(first), Some(last)) => (first, last),
        (None, Some(last)) => (last - u32::from(turns), last),
        (Some(first), None) => (first, first + u32::from(turns)),
        (None, None) => return None,
    };
    let date = |year: u32, day: Day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, day.month, day.of_month);
    Some((date(first, from), date(last, to)))
}
