//! What one cell says: nothing, nil, a count, or something that is no count. Never a guess: a
//! separator stands before exactly three digits or the cell is refused.

use super::{BadNumber, LayoutError, Raw, Value, names};

/// Largest count, inclusive: what a spreadsheet still holds exactly, and fifteen digits.
pub const MAX_COUNT: u64 = 999_999_999_999_999;

/// Words and marks for "nothing occurred", as [`names::key`] gives them; the marks as they stand.
const NIL_WORDS: [&str; 4] = ["khong phat sinh", "kps", "khong ps", "nil"];
const NIL_MARKS: [&str; 4] = ["-", "–", "—", "−"];

/// White space of people and spreadsheets, around a number.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// Blanks that separate thousands. A line break or a tab does not: it stands between two numbers.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}')
}

/// The text without blanks around it and without the apostrophe that marks text in a spreadsheet.
fn trimmed(text: &str) -> &str {
    // By far the most cells.
    if let [b'0'..=b'9', .., b'0'..=b'9'] | [b'0'..=b'9'] = text.as_bytes() {
        return text;
    }
    let text = text.trim_matches(is_blank);
    text.strip_prefix(['\'', '’', '`']).map_or(text, |rest| rest.trim_matches(is_blank))
}

/// The value of a cell at a place (both 1-based).
///
/// # Errors
/// [`LayoutError::BadCell`].
pub(super) fn at(raw: &Raw, line: u64, column: usize) -> Result<Value, LayoutError> {
    parse(raw).map_err(|why| LayoutError::BadCell { line, column, found: names::shown(&raw.text()), why })
}

/// The values of a row's cells, given with their 0-based columns; one that is no count is a mistake, and
/// missing.
pub(super) fn all<'a>(
    cells: impl Iterator<Item = (usize, &'a Raw)>,
    line: u64,
    mistakes: &mut Vec<LayoutError>,
) -> Vec<Value> {
    let mut one = |(column, cell): (usize, &Raw)| {
        at(cell, line, column + 1).unwrap_or_else(|error| {
            mistakes.push(error);
            Value::Missing
        })
    };
    cells.map(&mut one).collect()
}

/// The value of a cell.
pub(super) fn parse(raw: &Raw) -> Result<Value, BadNumber> {
    match raw {
        Raw::Empty => Ok(Value::Missing),
        Raw::Whole(n) if *n <= MAX_COUNT => Ok(Value::Count(*n)),
        Raw::Whole(_) => Err(BadNumber::TooLarge),
        Raw::Text(text) => parse_text(trimmed(text)),
        // Empty text of a formula or a date is still no empty cell.
        Raw::Other(text) => Err(parse_text(trimmed(text)).err().unwrap_or(BadNumber::Words)),
    }
}

fn parse_text(text: &str) -> Result<Value, BadNumber> {
    if text.is_empty() {
        return Ok(Value::Missing);
    }
    if NIL_MARKS.contains(&text) {
        return Ok(Value::Nil);
    }
    if text.starts_with(['=', '#']) {
        return Err(BadNumber::Formula);
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return count(text).map(Value::Count);
    }
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',') || is_blank(c);
    if let Some(rest) = text.strip_prefix(['-', '−', '–'])
        && rest.trim_start_matches(is_blank).starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(number)
    {
        return Err(BadNumber::Negative);
    }
    if text.chars().all(number) {
        return grouped(text).map(Value::Count);
    }
    // Folding is dear: only for what can be one of the words.
    let nil = text.len() <= 60 && text.starts_with(['k', 'K', 'n', 'N']);
    if nil && NIL_WORDS.contains(&names::key(text).as_str()) { Ok(Value::Nil) } else { Err(BadNumber::Words) }
}

/// Digits only.
fn count(digits: &str) -> Result<u64, BadNumber> {
    digits.parse().ok().filter(|n| *n <= MAX_COUNT).ok_or(BadNumber::TooLarge)
}

/// Digits in groups of three, with one kind of separator throughout: point, comma or blank.
fn grouped(text: &str) -> Result<u64, BadNumber> {
    let kind = |c: char| if is_space(c) { ' ' } else { c };
    let (mut separator, mut groups, mut length, mut sum) = (None, 1, 0, 0_u64);
    for c in text.chars() {
        if let Some(digit) = c.to_digit(10) {
            // "0.123" is a fraction; so is anything whose groups are not thousands.
            if length == 3 || (groups == 1 && length == 0 && digit == 0) {
                return Err(BadNumber::Separators);
            }
            length += 1;
            sum = sum.saturating_mul(10).saturating_add(u64::from(digit));
        } else {
            let first = *separator.get_or_insert(kind(c));
            if !matches!(first, ' ' | '.' | ',') || kind(c) != first || length == 0 || (groups > 1 && length != 3) {
                return Err(BadNumber::Separators);
            }
            (groups, length) = (groups + 1, 0);
        }
    }
    match length {
        3 if sum <= MAX_COUNT => Ok(sum),
        3 => Err(BadNumber::TooLarge),
        _ => Err(BadNumber::Separators),
    }
}

/// True for what somebody could have meant as a figure, right or wrong: `12`, `1.5`, `-5`, `=A1`; not
/// for dates, words and lines of dashes. Tells rows of figures from signatures.
pub(super) fn is_figure(raw: &Raw) -> bool {
    let text = match raw {
        Raw::Empty => return false,
        Raw::Whole(_) => return true,
        Raw::Text(text) | Raw::Other(text) => trimmed(text),
    };
    if text.starts_with(['=', '#']) {
        return true;
    }
    if text.len() > 60 || text.starts_with(char::is_alphabetic) || !text.contains(char::is_numeric) {
        return false;
    }
    let words = text.chars().any(|c| c.is_alphabetic() && !matches!(c, 'e' | 'E'));
    !words && !is_date(text)
}

fn is_date(text: &str) -> bool {
    text.matches(['/', '-', ':']).count() >= 2
}

/// True for a figure written as words, beginning with a digit: `7 hồ sơ`; not for dates and for what is
/// numbered ("1. Nơi nhận").
fn is_worded(raw: &Raw) -> bool {
    let (Raw::Text(text) | Raw::Other(text)) = raw else { return false };
    let text = trimmed(text).trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = text.trim_start_matches(char::is_numeric);
    let numbered = rest.starts_with([')', '.', ':', '/']) && !rest[1..].starts_with(char::is_numeric);
    let words = rest.contains(char::is_alphabetic) && rest.len() < text.len() && text.len() <= 60;
    words && !numbered && !is_date(text) && !names::key(rest).split(' ').any(|word| word == "thang")
}

/// True for a mark or word of nil.
pub(super) fn is_nil(raw: &Raw) -> bool {
    matches!(raw, Raw::Text(_)) && parse(raw) == Ok(Value::Nil)
}

/// True for all that somebody could have meant as a value of a row: a figure, also in words, or nil.
pub(super) fn is_meant(raw: &Raw) -> bool {
    is_figure(raw) || is_nil(raw) || is_worded(raw)
}
