//! What stands above and below the text: the two columns of agency and nation, the report's name, its
//! addressees, and the signature beside its recipients.

use super::xml::{Face, Para, bold, italic, paragraph, strip, upright};
use super::{Align, Head, Signature, Words, metrics, table};

/// Left and right column above the text, twips. The right one holds the nation's name in one line of 13 pt
/// bold (5,423 twips); the left one "ỦY BAN NHÂN DÂN XÃ MẪU" (3,574).
const HEAD_COLUMNS: [u32; 2] = [3_690, 5_665];
/// Recipients and signature, twips.
const SIGNATURE_COLUMNS: [u32; 2] = [4_677, 4_678];
/// Agency and nation, half-points.
const SIZE_AGENCY: u32 = 26;
/// Motto, name of the report and all below it, half-points.
const SIZE: u32 = 28;
/// Space on both sides of the subject, twips: long ones read better in a narrower block.
const BESIDE_SUBJECT: u32 = 567;
/// Space between the parts above the text, twips.
const ABOVE_TEXT: u32 = 160;
/// What lines get beyond their measured width, twips: fonts and programs differ a little.
const SLACK: u32 = 80;
/// Height of the paragraph that carries a rule, twips.
const RULE_HEIGHT: u32 = 60;
/// Empty lines between the signatory's office and name, for signature and seal.
const ROOM_FOR_SIGNATURE: usize = 5;

/// A paragraph in the middle.
const CENTRED: Para = Para {
    style: None,
    keep: false,
    rule: false,
    before: 0,
    after: 0,
    line: None,
    left: 0,
    right: 0,
    hanging: 0,
    align: Some(Align::Centre),
};

/// Writes everything above the text into `width` twips.
pub(super) fn write(out: &mut String, head: &Head, words: &Words, width: u32) {
    let [left_width, right_width] = HEAD_COLUMNS;
    let mut left: String = head.superior.iter().map(|line| cell(&CENTRED, upright(SIZE_AGENCY), line)).collect();
    let mut longest = 0;
    for line in &head.agency {
        longest = longest.max(evenly(&mut left, line, SIZE_AGENCY, left_width, left_width));
    }
    rule(&mut left, left_width, share(longest), 0);
    let mut right = cell(&CENTRED, bold(SIZE_AGENCY), &words.nation) + &cell(&CENTRED, bold(SIZE), &words.motto);
    rule(&mut right, right_width, metrics::width(&words.motto, SIZE), 0);
    // The smaller letters begin lower, so that both stand on one line.
    let number = cell(&Para { before: 98, ..CENTRED }, upright(SIZE_AGENCY), &head.number);
    let place = place_and_day(&head.place_and_day, right_width);
    let place = cell(&Para { before: 80, ..CENTRED }, italic(SIZE), &place);
    table::two_columns(out, HEAD_COLUMNS, &[[left, right], [number, place]]);

    paragraph(out, &Para { before: 320, ..CENTRED }, bold(SIZE), &head.kind);
    let longest = evenly(out, &head.subject, SIZE, width, width.saturating_sub(2 * BESIDE_SUBJECT));
    rule(out, width, share(longest), ABOVE_TEXT);
    addressees(out, head, words);
}

/// A bold centred paragraph in `width` twips, of which it takes `room` at most; gives the width of its longest
/// line. When it needs several, indents make them about equally long.
fn evenly(out: &mut String, text: &str, size: u32, width: u32, room: u32) -> u32 {
    let one_line = metrics::wrap(text, size, room).lines < 2;
    let room = if one_line { room } else { room.min(metrics::even(text, size, room) + SLACK) };
    let indent = if one_line { 0 } else { width.saturating_sub(room) / 2 };
    paragraph(out, &Para { left: indent, right: indent, ..CENTRED }, bold(size), text);
    metrics::wrap(text, size, room).longest.min(room)
}

/// Place and day; the day goes to a line of its own when both do not fit into `room` twips. Measured as if
/// bold, which is a little wider.
fn place_and_day(text: &str, room: u32) -> String {
    match text.rsplit_once(", ") {
        Some((place, day)) if metrics::width(text, SIZE) > room => format!("{place},\n{day}"),
        _ => text.to_owned(),
    }
}

/// "Kính gửi:" with one name in its line, or with several below it.
fn addressees(out: &mut String, head: &Head, words: &Words) {
    match head.addressees.as_slice() {
        [] => {}
        [one] => {
            let para = Para { after: ABOVE_TEXT, ..CENTRED };
            paragraph(out, &para, upright(SIZE), &format!("{} {one}", words.dear));
        }
        several => {
            let dear = Para { left: 1_701, keep: true, ..Para::default() };
            paragraph(out, &dear, upright(SIZE), &words.dear);
            let last = several.len() - 1;
            for (at, line) in dashed(several).into_iter().enumerate() {
                let after = if at == last { ABOVE_TEXT } else { 0 };
                let para = Para { left: 2_977, hanging: 170, after, ..Para::default() };
                paragraph(out, &para, upright(SIZE), &line);
            }
        }
    }
}

/// Writes recipients and signature as one row, which no page breaks.
pub(super) fn signature(out: &mut String, signature: &Signature, words: &Words) {
    let mut left = String::new();
    if !signature.recipients.is_empty() {
        let title = Face { size: Some(24), bold: true, italic: true };
        paragraph(&mut left, &Para::default(), title, &words.recipients);
    }
    for line in dashed(&signature.recipients) {
        paragraph(&mut left, &Para { left: 130, hanging: 130, ..Para::default() }, upright(22), &line);
    }
    if left.is_empty() {
        left = cell(&Para::default(), upright(22), "");
    }
    let mut right: String = signature.lines.iter().map(|line| cell(&CENTRED, bold(SIZE), line)).collect();
    for _ in 0..ROOM_FOR_SIGNATURE {
        paragraph(&mut right, &CENTRED, bold(SIZE), "");
    }
    paragraph(&mut right, &CENTRED, bold(SIZE), &signature.name);
    table::two_columns(out, SIGNATURE_COLUMNS, &[[left, right]]);
}

/// "- one;", "- two."
fn dashed(names: &[String]) -> Vec<String> {
    let end = |at: usize| if at + 1 == names.len() { '.' } else { ';' };
    names.iter().enumerate().map(|(at, name)| format!("- {name}{}", end(at))).collect()
}

/// A paragraph as the content of a cell.
fn cell(para: &Para, face: Face, text: &str) -> String {
    let mut out = String::new();
    paragraph(&mut out, para, face, text);
    out
}

/// Two fifths: the rule below a line has a third to a half of its length.
fn share(length: u32) -> u32 {
    length * 2 / 5
}

/// A solid line of `length` twips in the middle of `width` twips, with `after` twips below it: a paragraph's
/// border, because it is the same in every word processor and moves with the text, which a drawing does not.
fn rule(out: &mut String, width: u32, length: u32, after: u32) {
    let side = width.saturating_sub(length) / 2;
    strip(out, &Para { rule: true, before: 30, after, left: side, right: side, ..Para::default() }, RULE_HEIGHT);
}
