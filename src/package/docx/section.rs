//! `word/document.xml`: the report and each annex as a section, since a section alone can turn its pages.

use std::fmt::Write as _;

use super::xml::{Para, bold, italic, paragraph, upright};
use super::{Align, Annex, Document, body, head};

/// Short and long side of A4, twips.
const PAGE: [u32; 2] = [11_906, 16_838];
/// Upper and lower margin, twips: 20 mm.
const MARGIN_UPPER: u32 = 1_134;
/// Left margin, twips: 30 mm.
const MARGIN_LEFT: u32 = 1_701;
/// Right margin, twips: 15 mm.
const MARGIN_RIGHT: u32 = 850;
/// From the page's edge to the header, twips: 6 mm, so that banner and page number fit into the margin.
const HEADER: u32 = 340;
/// Letters of an annex's title, half-points.
const SIZE: u32 = 28;

/// The text of the whole file.
pub(super) fn document(document: &Document) -> String {
    let mut out = String::from(super::parts::DECLARATION);
    let _ = write!(out, "<w:document {} {}><w:body>", super::parts::XMLNS_W, super::parts::XMLNS_R);
    head::write(&mut out, &document.head, &document.words, text_width(false));
    body::write(&mut out, &document.body, text_width(false), true);
    head::signature(&mut out, &document.signature, &document.words);
    end(&mut out, false, true, document.annexes.is_empty());
    for (at, annex) in document.annexes.iter().enumerate() {
        titles(&mut out, annex, &document.words.annex);
        body::write(&mut out, &annex.blocks, text_width(annex.landscape), false);
        end(&mut out, annex.landscape, false, at + 1 == document.annexes.len());
    }
    out.push_str("</w:body></w:document>");
    out
}

/// Width of the text, twips.
fn text_width(landscape: bool) -> u32 {
    PAGE[usize::from(landscape)] - MARGIN_LEFT - MARGIN_RIGHT
}

/// What stands above an annex's content.
fn titles(out: &mut String, annex: &Annex, word: &str) {
    let para = Para { keep: true, align: Some(Align::Centre), ..Para::default() };
    paragraph(out, &para, bold(SIZE), &format!("{word} {}", annex.number));
    paragraph(out, &para, bold(SIZE), &annex.title);
    let below = Para { after: 160, ..para };
    if !annex.reference.is_empty() {
        paragraph(out, &below, italic(SIZE), &annex.reference);
    }
}

/// Ends a section. Its last paragraph, which carries the properties of all but the last section, is 1 pt
/// high: both a table and the file must have a paragraph after them, and it must not begin a page of its own.
fn end(out: &mut String, landscape: bool, first: bool, last: bool) {
    let properties = properties(landscape, first);
    let (inside, outside) = if last { ("", properties.as_str()) } else { (properties.as_str(), "") };
    let _ = write!(
        out,
        "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>{}{inside}</w:pPr></w:p>{outside}",
        super::xml::run_properties(upright(2)),
    );
}

/// `w:sectPr`. Page numbers run on; only the report's first page has none.
fn properties(landscape: bool, first: bool) -> String {
    let [short, long] = PAGE;
    let size = if landscape {
        format!("<w:pgSz w:w=\"{long}\" w:h=\"{short}\" w:orient=\"landscape\"/>")
    } else {
        format!("<w:pgSz w:w=\"{short}\" w:h=\"{long}\"/>")
    };
    let (header, title) =
        if first { ("<w:headerReference w:type=\"first\" r:id=\"rId3\"/>", "<w:titlePg/>") } else { ("", "") };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/>{header}<w:type w:val=\"nextPage\"/>{size}\
         <w:pgMar w:top=\"{MARGIN_UPPER}\" w:right=\"{MARGIN_RIGHT}\" w:bottom=\"{MARGIN_UPPER}\" \
         w:left=\"{MARGIN_LEFT}\" w:header=\"{HEADER}\" w:footer=\"{HEADER}\" w:gutter=\"0\"/>{title}</w:sectPr>"
    )
}
