//! Tables: those of the text, with borders, and the two columns without borders of head and signature.

use std::fmt::Write as _;

use super::xml::{Face, Para, bold, paragraph, upright};
use super::{Align, HeadCell, Row, Table};

/// Most columns Word accepts.
const MOST_COLUMNS: usize = 63;
/// Columns up to which a table is set in the larger size.
const FEW_COLUMNS: usize = 6;
/// Letters of a table with few columns, half-points.
const LARGE: u32 = 24;
/// Letters of a table with many columns, half-points.
const SMALL: u32 = 22;
/// Of a column without a width, mm.
const USUAL_WIDTH: u32 = 20;
/// Borders, then the space between them and the text: 1.2 mm beside, 0.5 mm above and below.
const FRAME: &str = concat!(
    "<w:tblBorders>",
    r#"<w:top w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#,
    r#"<w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#,
    r#"<w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#,
    r#"<w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#,
    r#"<w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#,
    r#"<w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#,
    "</w:tblBorders>",
    r#"<w:tblLayout w:type="fixed"/><w:tblCellMar>"#,
    r#"<w:top w:w="28" w:type="dxa"/><w:left w:w="68" w:type="dxa"/>"#,
    r#"<w:bottom w:w="28" w:type="dxa"/><w:right w:w="68" w:type="dxa"/>"#,
    "</w:tblCellMar>"
);
/// No borders and no space beside the text.
const BARE: &str = concat!(
    r#"<w:tblLayout w:type="fixed"/>"#,
    r#"<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>"#
);

/// Whether a cell of the head goes on below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Merge {
    /// It fills its row only.
    None,
    /// It goes on in the row below.
    Start,
    /// It goes on from the row above.
    On,
}

/// A cell of the head with its place.
struct Placed<'a> {
    /// Empty where it goes on from above.
    text: &'a str,
    /// First column, from 0.
    at: usize,
    /// Number of columns.
    span: usize,
    /// Across rows.
    merge: Merge,
}

/// Writes a table into `room` twips. With `keep` its last row stays on the page of what follows.
pub(super) fn write(out: &mut String, table: &Table, room: u32, keep: bool) {
    let head = place(&table.head);
    let of_head = head.iter().flatten().map(|cell| cell.at + cell.span);
    let of_rows = table.rows.iter().map(|row| if let Row::Cells(cells) = row { cells.len() } else { 1 });
    let Some(columns) = of_head.chain(of_rows).chain([table.widths.len()]).max().filter(|n| *n > 0) else { return };
    let widths = fit(&table.widths, columns, room);
    let size = if columns > FEW_COLUMNS { SMALL } else { LARGE };
    open(out, &widths, "<w:jc w:val=\"center\"/>", FRAME);
    for row in &head {
        head_row(out, row, &widths, size);
    }
    for (at, row) in table.rows.iter().enumerate() {
        body_row(out, row, &widths, size, keep && at + 1 == table.rows.len());
    }
    out.push_str("</w:tbl>");
}

/// Writes two columns without borders; `rows` hold the paragraphs of each cell.
pub(super) fn two_columns(out: &mut String, widths: [u32; 2], rows: &[[String; 2]]) {
    open(out, &widths, "", BARE);
    for row in rows {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (content, width) in row.iter().zip(widths) {
            let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{content}</w:tc>");
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

/// `w:tblPr` and `w:tblGrid`.
fn open(out: &mut String, widths: &[u32], place: &str, frame: &str) {
    let total: u32 = widths.iter().sum();
    let _ = write!(out, "<w:tbl><w:tblPr><w:tblW w:w=\"{total}\" w:type=\"dxa\"/>{place}{frame}</w:tblPr><w:tblGrid>");
    for width in widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
}

/// Widths in twips of all columns, together not more than `room` twips.
fn fit(widths: &[u32], columns: usize, room: u32) -> Vec<u32> {
    let given = widths.iter().copied().chain(std::iter::repeat(USUAL_WIDTH)).take(columns);
    // 1 mm = 1440 / 25.4 twips; no page is wider than a few metres.
    let twips: Vec<u32> = given.map(|mm| mm.clamp(1, 2_000) * 14_400 / 254).collect();
    let total: u32 = twips.iter().sum();
    if total <= room {
        return twips;
    }
    twips.into_iter().map(|w| u32::try_from(u64::from(w) * u64::from(room) / u64::from(total)).unwrap_or(w)).collect()
}

/// Gives each cell of the head its columns; what a cell above does not fill and no cell names stays empty.
fn place(head: &[Vec<HeadCell>]) -> Vec<Vec<Placed<'_>>> {
    // First column, span and rows left of the cells that go on from above.
    let mut open: Vec<(usize, usize, usize)> = Vec::new();
    let mut rows = Vec::new();
    for (nth, row) in head.iter().enumerate() {
        let (mut placed, mut next, mut at) = (Vec::new(), Vec::new(), 0);
        let mut cells = row.iter();
        loop {
            if let Some(&(_, span, left)) = open.iter().find(|(start, ..)| *start == at) {
                placed.push(Placed { text: "", at, span, merge: Merge::On });
                next.push((at, span, left - 1));
                at += span;
                continue;
            }
            let free = open.iter().map(|(start, ..)| *start).filter(|start| *start > at).min().map(|start| start - at);
            let (text, span, down) = match (cells.next(), free) {
                (Some(cell), _) => {
                    let span = cell.columns.clamp(1, MOST_COLUMNS).min(free.unwrap_or(MOST_COLUMNS));
                    (cell.text.as_str(), span, cell.rows.clamp(1, head.len() - nth))
                }
                (None, Some(free)) => ("", free, 1),
                (None, None) => break,
            };
            placed.push(Placed { text, at, span, merge: if down > 1 { Merge::Start } else { Merge::None } });
            next.push((at, span, down - 1));
            at += span;
        }
        next.retain(|(.., left)| *left > 0);
        open = next;
        rows.push(placed);
    }
    rows
}

/// A row of the head, repeated on each page.
fn head_row(out: &mut String, row: &[Placed<'_>], widths: &[u32], size: u32) {
    out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    let para = Para { keep: true, align: Some(Align::Centre), ..Para::default() };
    for place in row {
        cell(out, place, widths, &para, bold(size));
    }
    let at = row.last().map_or(0, |last| last.at + last.span);
    if at < widths.len() {
        let rest = Placed { text: "", at, span: widths.len() - at, merge: Merge::None };
        cell(out, &rest, widths, &para, bold(size));
    }
    out.push_str("</w:tr>");
}

/// A row below the head.
fn body_row(out: &mut String, row: &Row, widths: &[u32], size: u32, keep: bool) {
    out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    match row {
        Row::Group(text) => {
            let para = Para { keep: true, align: Some(Align::Left), ..Para::default() };
            let all = Placed { text, at: 0, span: widths.len(), merge: Merge::None };
            cell(out, &all, widths, &para, bold(size));
        }
        Row::Cells(cells) => {
            for at in 0..widths.len() {
                let (text, align, face) = match cells.get(at) {
                    Some(c) => (c.text.as_str(), c.align, if c.bold { bold(size) } else { upright(size) }),
                    None => ("", Align::Left, upright(size)),
                };
                let para = Para { keep, align: Some(align), ..Para::default() };
                cell(out, &Placed { text, at, span: 1, merge: Merge::None }, widths, &para, face);
            }
        }
    }
    out.push_str("</w:tr>");
}

/// One cell, its text half-way between top and bottom.
fn cell(out: &mut String, place: &Placed<'_>, widths: &[u32], para: &Para, face: Face) {
    let width: u32 = widths.iter().skip(place.at).take(place.span).sum();
    let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if place.span > 1 {
        let _ = write!(out, "<w:gridSpan w:val=\"{}\"/>", place.span);
    }
    match place.merge {
        Merge::None => {}
        Merge::Start => out.push_str("<w:vMerge w:val=\"restart\"/>"),
        Merge::On => out.push_str("<w:vMerge w:val=\"continue\"/>"),
    }
    out.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
    paragraph(out, para, face, place.text);
    out.push_str("</w:tc>");
}
