//! Vietnamese text at the boundary: NFC, cleaning of what people and files hand in, folding for
//! search and names. Knows nothing of screens or widths.

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest one-line text (names, document numbers, titles), in characters.
pub const LINE_MAX: usize = 500;
/// Longest free text (notes, reasons, statements), in characters.
pub const NOTE_MAX: usize = 10_000;

/// Why a text from outside is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("empty text")]
    Empty,
    /// Control, bidirectional-override or other invisible formatting character.
    #[error("control character U+{0:04X}")]
    Control(u32),
    /// More characters than allowed.
    #[error("text of {len} characters, at most {max}")]
    TooLong {
        /// Characters found.
        len: usize,
        /// Characters allowed.
        max: usize,
    },
}

/// The text in Unicode normal form C, the only form the program stores.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// True for characters that must never reach a screen or a file: C0/C1 controls and the
/// invisible ones that reorder or hide text (bidi overrides, byte-order mark).
pub fn is_unsafe_char(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// One line of text, trimmed, NFC, at most `max` characters.
///
/// # Errors
/// [`TextError`] when it is empty, too long or holds an unsafe character (line breaks included).
pub fn line(text: &str, max: usize) -> Result<String, TextError> {
    checked(text, max, false)
}

/// Free text: like [`line()`], but line breaks stay (CR and CRLF become LF, tabs a space).
///
/// # Errors
/// As [`line()`].
pub fn note(text: &str) -> Result<String, TextError> {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    checked(&unified, NOTE_MAX, true)
}

fn checked(text: &str, max: usize, breaks: bool) -> Result<String, TextError> {
    let clean = nfc(text.trim());
    if clean.is_empty() {
        return Err(TextError::Empty);
    }
    let bad = clean.chars().find(|&c| is_unsafe_char(c) && !(breaks && c == '\n'));
    if let Some(c) = bad {
        return Err(TextError::Control(u32::from(c)));
    }
    let len = clean.chars().count();
    if len > max {
        return Err(TextError::TooLong { len, max });
    }
    Ok(clean)
}

/// Text from outside made fit for a screen or a message: unsafe characters become `·`,
/// and it is cut at `max` characters with `…`.
pub fn printable(text: &str, max: usize) -> String {
    let clean: String = nfc(text).chars().map(|c| if is_unsafe_char(c) { '·' } else { c }).collect();
    if clean.chars().count() <= max {
        return clean;
    }
    clean.chars().take(max.saturating_sub(1)).chain(std::iter::once('…')).collect()
}

/// For searching: lower case, without diacritics, `đ` as `d`.
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// What texts are compared by in Vietnamese order: letters (a ă â b c d đ …), then tones (ngang, huyền, hỏi,
/// ngã, sắc, nặng).
pub fn order(text: &str) -> (Vec<(char, u8)>, Vec<u8>) {
    const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];
    let (mut letters, mut tones): (Vec<(char, u8)>, Vec<u8>) = (Vec::new(), Vec::new());
    for c in text.nfd().flat_map(char::to_lowercase) {
        let tone = (1..).zip(TONES).find(|(_, tone)| *tone == c).map(|(rank, _)| rank);
        match (c, tone, letters.last_mut()) {
            (_, Some(rank), Some(_)) => {
                if let Some(last) = tones.last_mut() {
                    *last = rank;
                }
            }
            // ă before â, and both behind a; ơ and ư behind o, ô and u.
            ('\u{306}', _, Some(last)) => last.1 = 1,
            ('\u{302}', _, Some(last)) => last.1 = 2,
            ('\u{31b}', _, Some(last)) => last.1 = 3,
            ('đ', ..) => {
                letters.push(('d', 1));
                tones.push(0);
            }
            (c, ..) => {
                letters.push((c, 0));
                tones.push(0);
            }
        }
    }
    (letters, tones)
}

/// True when every word of `query` stands in `text`, diacritics and case or not; an empty query always.
pub fn has_words(text: &str, query: &str) -> bool {
    let text = fold(text);
    fold(query).split_whitespace().all(|word| text.contains(word))
}

/// ASCII name for files: `Xã An Phước` → `xa-an-phuoc`.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_order() {
        let sorted = [
            "an", "ăn", "ân", "ba", "bà", "bả", "bã", "bá", "bạ", "da", "đa", "ma", "mà mi", "on", "ôn", "ơn", "um",
            "ưm", "va",
        ];
        let mut mixed = sorted;
        mixed.reverse();
        mixed.sort_by_key(|text| order(text));
        assert_eq!(mixed, sorted);
        assert_eq!(order("Ánh"), order("A\u{301}nh"));
    }

    #[test]
    fn folding_finds_vietnamese_without_marks() {
        assert_eq!(fold("Đăng KÝ hộ tịch"), "dang ky ho tich");
        assert_eq!(slug("Thị trấn Long Thành"), "thi-tran-long-thanh");
        assert_eq!(slug("  Đắk  Lắk / "), "dak-lak");
    }

    #[test]
    fn lines_are_cleaned_or_refused() {
        assert_eq!(line("  e\u{302}\u{301}  ", 10), Ok("ế".to_owned()));
        assert_eq!(line(" \t ", 10), Err(TextError::Empty));
        assert_eq!(line("a\u{1b}[31m", 10), Err(TextError::Control(0x1b)));
        assert_eq!(line("a\u{202e}b", 10), Err(TextError::Control(0x202e)));
        assert_eq!(line("abcd", 3), Err(TextError::TooLong { len: 4, max: 3 }));
        assert_eq!(note("a\r\nb\tc"), Ok("a\nb c".to_owned()));
        assert_eq!(printable("a\u{7}bcdef", 4), "a·b…");
    }
}
