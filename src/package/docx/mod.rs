//! The report as a Word file, in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I.
//!
//! The XML is written by hand: the layout needs few elements, and the same document always gives the same
//! bytes, which a package's hashes rely on. Knows no period, no figure and no command; all words come from
//! outside. Lengths inside are twips (1/20 pt, 1 mm = 56.7), font sizes half-points, as the format has them.

mod body;
mod head;
mod metrics;
mod parts;
mod section;
mod table;
#[cfg(test)]
mod tests;
mod xml;

use std::io::{Cursor, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Width of the text on an upright page, mm: 210 less the margins of 30 and 15.
pub const PORTRAIT_MM: u32 = 165;
/// Width of the text on a landscape page, mm: 297 less the margins of 30 and 15.
pub const LANDSCAPE_MM: u32 = 252;

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// For the file's properties; not printed.
    pub title: String,
    /// For the file's properties: who made it and who last changed it.
    pub author: String,
    /// For the file's properties: made and changed then, RFC 3339.
    pub created: String,
    /// Centred above the text of every page, the first one too: what the paper is not yet.
    pub banner: Option<String>,
    /// What every report says.
    pub words: Words,
    /// Everything above the text.
    pub head: Head,
    /// The text. Its end stays on the page of the signature.
    pub body: Vec<Block>,
    /// Below the text.
    pub signature: Signature,
    /// After the signature, each from a new page.
    pub annexes: Vec<Annex>,
}

/// The fixed words of every report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Quốc hiệu, capitals.
    pub nation: String,
    /// Tiêu ngữ.
    pub motto: String,
    /// "Kính gửi:".
    pub dear: String,
    /// "Nơi nhận:".
    pub recipients: String,
    /// "Phụ lục", before an annex's number.
    pub annex: String,
}

/// What stands above the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Cơ quan chủ quản, capitals; a commune has none.
    pub superior: Option<String>,
    /// Cơ quan ban hành, capitals, one paragraph each; long ones wrap.
    pub agency: Vec<String>,
    /// Number and symbol with their word: "Số:        /BC-UBND".
    pub number: String,
    /// "Long Đức, ngày 05 tháng 3 năm 2024".
    pub place_and_day: String,
    /// Tên loại, capitals: "BÁO CÁO".
    pub kind: String,
    /// Trích yếu; wraps.
    pub subject: String,
    /// Names only: one follows "Kính gửi:", several get "- …;" lines and a full stop at the end.
    pub addressees: Vec<String>,
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// With its number, which the caller writes; stays with what follows.
    Heading {
        /// 1 = "I. …" and 2 = "1. …" bold, 3 (or anything else) = "a) …" upright.
        level: u8,
        /// Number and name.
        text: String,
    },
    /// Justified, first line indented; every line break begins a new paragraph.
    Paragraph(String),
    /// A table's name: bold, centred, stays with the table.
    Caption(String),
    /// A table.
    Table(Table),
}

/// A table with thin borders. Its head is repeated on each page, its rows never break across pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Of each column, mm. Made narrower, all in proportion, when they exceed the width of the text.
    pub widths: Vec<u32>,
    /// Rows of the head, as in HTML: a cell that spans rows is named in the first of them only.
    pub head: Vec<Vec<HeadCell>>,
    /// Below the head.
    pub rows: Vec<Row>,
}

/// A cell of a table's head: bold, centred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadCell {
    /// Its text.
    pub text: String,
    /// How many columns it spans, at least 1.
    pub columns: usize,
    /// How many rows of the head it spans, at least 1.
    pub rows: usize,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// One cell per column; missing ones are empty.
    Cells(Vec<Cell>),
    /// A bold line across all columns, which stays with the row below it.
    Group(String),
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its text; a line break stays one.
    pub text: String,
    /// Where its text stands.
    pub align: Align,
    /// For totals.
    pub bold: bool,
}

/// Where a text stands between its edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Codes, days.
    Centre,
    /// Numbers.
    Right,
}

/// What stands below the text, never broken across pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Quyền hạn and chức vụ, capitals: "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH".
    pub lines: Vec<String>,
    /// Of the signatory; may be empty. The room above it is kept anyway.
    pub name: String,
    /// Names only, e.g. "Như trên", "Lưu: VT": each gets a dash and ";", the last one a full stop.
    pub recipients: Vec<String>,
}

/// An annex: begins on a new page and may lie on its side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annex {
    /// Roman: "I".
    pub number: String,
    /// Capitals.
    pub title: String,
    /// "(Kèm theo Báo cáo số …/BC-UBND ngày …)"; may be empty.
    pub reference: String,
    /// On its side, for wide tables.
    pub landscape: bool,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// The bytes of the `.docx`: the same document gives the same bytes.
///
/// # Errors
/// [`ZipError`], which covers writing to memory too.
pub fn write(document: &Document) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644)
        .compression_level(Some(6));
    for (name, content) in parts::all(document) {
        zip.start_file(name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
