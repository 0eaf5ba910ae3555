//! The paragraphs and runs of a Word file, their properties in the order of the schema: Word refuses a
//! file that has them in another one.

use std::fmt::Write as _;

use super::Align;

/// How a paragraph is set. Whatever is left out comes from its style.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Para {
    /// Id of its style.
    pub style: Option<&'static str>,
    /// Stays on the page of what follows.
    pub keep: bool,
    /// A solid line along its upper edge, between its indents.
    pub rule: bool,
    /// Space above, twips; 0 leaves it to the style.
    pub before: u32,
    /// Space below, twips; 0 leaves it to the style.
    pub after: u32,
    /// Exact height of its lines, twips.
    pub line: Option<u32>,
    /// Indent from the left, twips.
    pub left: u32,
    /// Indent from the right, twips.
    pub right: u32,
    /// How far its first line hangs out of the left indent, twips.
    pub hanging: u32,
    /// Where its text stands.
    pub align: Option<Align>,
}

/// How letters look. Whatever is left out comes from the paragraph's style.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Face {
    /// Half-points.
    pub size: Option<u32>,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
}

/// Bold letters of a size in half-points.
pub(super) const fn bold(size: u32) -> Face {
    Face { size: Some(size), bold: true, italic: false }
}

/// Upright letters of a size in half-points.
pub(super) const fn upright(size: u32) -> Face {
    Face { size: Some(size), bold: false, italic: false }
}

/// Italic letters of a size in half-points.
pub(super) const fn italic(size: u32) -> Face {
    Face { size: Some(size), bold: false, italic: true }
}

/// Writes a paragraph with one look; an empty text still takes a line of that size.
pub(super) fn paragraph(out: &mut String, para: &Para, face: Face, text: &str) {
    out.push_str("<w:p>");
    paragraph_properties(out, para, face);
    run(out, face, text);
    out.push_str("</w:p>");
}

/// An empty paragraph of an exact height, twips: a gap, or a solid line when `rule` says so.
pub(super) fn strip(out: &mut String, para: &Para, height: u32) {
    paragraph(out, &Para { line: Some(height), ..*para }, upright(2), "");
}

/// `w:pPr` without section properties.
fn paragraph_properties(out: &mut String, para: &Para, face: Face) {
    let mut inner = String::new();
    if let Some(style) = para.style {
        let _ = write!(inner, "<w:pStyle w:val=\"{style}\"/>");
    }
    if para.keep {
        inner.push_str("<w:keepNext/>");
    }
    if para.rule {
        inner.push_str("<w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"000000\"/></w:pBdr>");
    }
    let Para { before, after, left, right, hanging, .. } = *para;
    if before > 0 || after > 0 || para.line.is_some() {
        inner.push_str("<w:spacing");
        for (name, space) in [("before", before), ("after", after)].into_iter().filter(|(_, space)| *space > 0) {
            let _ = write!(inner, " w:{name}=\"{space}\"");
        }
        if let Some(line) = para.line {
            let _ = write!(inner, " w:line=\"{line}\" w:lineRule=\"exact\"");
        }
        inner.push_str("/>");
    }
    if left > 0 || right > 0 || hanging > 0 {
        let _ = write!(inner, "<w:ind w:left=\"{left}\" w:right=\"{right}\" w:hanging=\"{hanging}\"/>");
    }
    if let Some(align) = para.align {
        let align = match align {
            Align::Left => "left",
            Align::Centre => "center",
            Align::Right => "right",
        };
        let _ = write!(inner, "<w:jc w:val=\"{align}\"/>");
    }
    // The look of the paragraph's end decides the height of an empty one.
    inner.push_str(&run_properties(face));
    if !inner.is_empty() {
        out.push_str("<w:pPr>");
        out.push_str(&inner);
        out.push_str("</w:pPr>");
    }
}

/// `w:rPr`; nothing when all comes from the style.
pub(super) fn run_properties(face: Face) -> String {
    let mut inner = String::new();
    if face.bold {
        inner.push_str("<w:b/><w:bCs/>");
    }
    if face.italic {
        inner.push_str("<w:i/><w:iCs/>");
    }
    if let Some(size) = face.size {
        let _ = write!(inner, "<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
    }
    if inner.is_empty() { inner } else { format!("<w:rPr>{inner}</w:rPr>") }
}

/// A run; its tabs and line breaks become elements, since Word takes them for spaces otherwise.
fn run(out: &mut String, face: Face, text: &str) {
    if text.is_empty() {
        return;
    }
    out.push_str("<w:r>");
    out.push_str(&run_properties(face));
    for (nth_line, line) in text.split('\n').enumerate() {
        if nth_line > 0 {
            out.push_str("<w:br/>");
        }
        for (nth_piece, piece) in line.split('\t').enumerate() {
            if nth_piece > 0 {
                out.push_str("<w:tab/>");
            }
            if !piece.is_empty() {
                let _ = write!(out, "<w:t xml:space=\"preserve\">{}</w:t>", escape(piece));
            }
        }
    }
    out.push_str("</w:r>");
}

/// Text for XML: markup escaped; what XML 1.0 forbids even as a reference is dropped, because one such
/// character would make the whole file unreadable. Carriage returns go too: readers would turn them into
/// line feeds.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(letter),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(letter),
        }
    }
    out
}
