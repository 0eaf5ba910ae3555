//! Tests: the file is read back by a reader of its own (`tree`).

mod layout;
mod schema;
mod table;
mod tree;

use super::*;
use tree::{body, part};

/// Owned copies.
fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|t| (*t).to_owned()).collect()
}

/// Text, columns and rows spanned.
fn head_cell(text: &str, columns: usize, rows: usize) -> HeadCell {
    HeadCell { text: text.to_owned(), columns, rows }
}

/// Seven columns, with a group line above every tenth row.
fn tasks(count: usize) -> Table {
    let head = ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Kết quả", "Ghi chú"];
    let mut rows = Vec::new();
    for at in 0..count {
        if at % 10 == 0 {
            rows.push(Row::Group(format!("Nhóm {at}")));
        }
        let cell = |c: usize| Cell { text: format!("{at}.{c}"), align: Align::Left, bold: c == 0 };
        rows.push(Row::Cells((0..7).map(cell).collect()));
    }
    let head = vec![head.iter().map(|h| head_cell(h, 1, 1)).collect()];
    Table { widths: vec![12, 80, 40, 40, 28, 40, 12], head, rows }
}

/// A small report without annexes.
fn report() -> Document {
    Document {
        title: "Báo cáo quý I".to_owned(),
        author: "UBND xã An Phước".to_owned(),
        created: "2024-03-15T08:30:00+07:00".to_owned(),
        banner: Some("TẬP DƯỢT – KHÔNG CÓ GIÁ TRỊ".to_owned()),
        words: Words {
            nation: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_owned(),
            motto: "Độc lập - Tự do - Hạnh phúc".to_owned(),
            dear: "Kính gửi:".to_owned(),
            recipients: "Nơi nhận:".to_owned(),
            annex: "Phụ lục".to_owned(),
        },
        head: Head {
            superior: None,
            agency: texts(&["ỦY BAN NHÂN DÂN", "XÃ AN PHƯỚC"]),
            number: "Số:        /BC-UBND".to_owned(),
            place_and_day: "An Phước, ngày 15 tháng 3 năm 2024".to_owned(),
            kind: "BÁO CÁO".to_owned(),
            subject: "Tình hình kiểm soát thủ tục hành chính quý I năm 2024".to_owned(),
            addressees: texts(&["Ủy ban nhân dân huyện Long Thành"]),
        },
        body: vec![
            Block::Heading { level: 1, text: "I. TÌNH HÌNH".to_owned() },
            Block::Heading { level: 2, text: "1. Công khai".to_owned() },
            Block::Heading { level: 3, text: "a) Tại trụ sở".to_owned() },
            Block::Paragraph("Không phát sinh.".to_owned()),
        ],
        signature: Signature {
            lines: texts(&["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
            name: "Nguyễn Văn Mẫu".to_owned(),
            recipients: texts(&["Như trên", "Lưu: VT"]),
        },
        annexes: Vec::new(),
    }
}

/// With a landscape annex and an upright one after it.
fn annexed() -> Document {
    let annex = |number: &str, landscape| Annex {
        number: number.to_owned(),
        title: "NHIỆM VỤ".to_owned(),
        reference: "(Kèm theo Báo cáo)".to_owned(),
        landscape,
        blocks: vec![Block::Caption("Bảng".to_owned()), Block::Table(tasks(40))],
    };
    Document { annexes: vec![annex("I", true), annex("II", false)], ..report() }
}

/// Text with everything that XML cannot take as it is.
const HOSTILE: &str = "a<b>&\"c\" ]]> &amp; \u{0}\u{1}\u{b}\u{1f}\u{7f}\u{85}\u{fffe}\u{ffff}\r 😀\td";
/// What a reader is to see of it.
const SEEN: &str = "a<b>&\"c\" ]]> &amp; \u{7f}\u{85} 😀\td";

/// Hostile text in every place.
fn hostile() -> Document {
    let text = || HOSTILE.to_owned();
    let mut document = annexed();
    (document.title, document.author, document.banner) = (text(), text(), Some(text()));
    document.head = Head {
        superior: Some(text()),
        agency: vec![text()],
        number: text(),
        place_and_day: text(),
        kind: text(),
        subject: text(),
        addressees: vec![text(), text()],
    };
    document.signature = Signature { lines: vec![text()], name: text(), recipients: vec![text()] };
    document.body = vec![
        Block::Heading { level: 0, text: text() },
        Block::Paragraph(text()),
        Block::Caption(text()),
        Block::Table(Table {
            widths: vec![20],
            head: vec![vec![head_cell(HOSTILE, 0, 0)]],
            rows: vec![Row::Group(text()), Row::Cells(vec![Cell { text: text(), align: Align::Centre, bold: true }])],
        }),
    ];
    for annex in &mut document.annexes {
        (annex.number, annex.title, annex.reference) = (text(), text(), text());
    }
    document
}

#[test]
fn the_same_document_gives_the_same_bytes_and_another_one_others() {
    let bytes = write(&annexed()).unwrap();
    assert_eq!(bytes, write(&annexed()).unwrap());
    let other = Document { created: "2024-03-15T08:30:01+07:00".to_owned(), ..annexed() };
    assert_ne!(bytes, write(&other).unwrap());
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for index in 0..zip.len() {
        let member = zip.by_index(index).unwrap();
        assert_eq!(member.last_modified(), Some(zip::DateTime::default()));
        assert_eq!(member.unix_mode().map(|mode| mode & 0o777), Some(0o644));
    }
}

#[test]
fn any_text_arrives_without_what_xml_forbids() {
    let document = hostile();
    let core = part(&document, "docProps/core.xml");
    let properties: Vec<(&str, String)> = core.children.iter().map(|c| (c.name.as_str(), c.text())).collect();
    let day = "2024-03-15T08:30:00+07:00";
    let [title, author] = ["dc:title", "dc:creator"].map(|name| (name, SEEN.to_owned()));
    assert_eq!(properties[..2], [title, author]);
    assert_eq!(properties[3..5], ["dcterms:created", "dcterms:modified"].map(|name| (name, day.to_owned())));
    assert!(part(&document, "word/header2.xml").text().starts_with(SEEN));
    let text: String = body(&document).iter().map(tree::Node::text).collect();
    // Superior, agency, number, place, kind, subject, two addressees; heading, paragraph, caption, three cells;
    // one recipient, office, name; three of each annex.
    assert_eq!(text.matches(SEEN).count(), 8 + 6 + 3 + 2 * 3);
}

#[test]
fn spaces_at_the_edges_and_in_a_row_are_kept() {
    let mut document = report();
    document.body = vec![Block::Paragraph("  a   b ".to_owned())];
    let nodes = body(&document);
    let paragraph = nodes.iter().find(|n| n.text() == "  a   b ").unwrap();
    assert_eq!(paragraph.value("w:t", "xml:space"), Some("preserve"));
}

#[test]
fn a_line_break_begins_a_paragraph_in_the_text_and_a_line_in_a_cell() {
    let mut document = report();
    let cell = Cell { text: "ba\nbốn".to_owned(), align: Align::Left, bold: false };
    document.body = vec![
        Block::Paragraph("một\r\n\n  \nhai\n".to_owned()),
        Block::Table(Table { widths: vec![20], head: Vec::new(), rows: vec![Row::Cells(vec![cell])] }),
    ];
    let nodes = body(&document);
    let lines: Vec<String> =
        nodes.iter().filter(|n| n.value("w:pStyle", "w:val") == Some("BodyText")).map(tree::Node::text).collect();
    assert_eq!(lines, ["một", "hai"]);
    assert!(nodes.iter().any(|n| n.name == "w:tbl" && n.text() == "ba\nbốn" && n.all("w:p").len() == 1));
}

#[test]
fn the_font_and_the_language_are_given_for_every_script() {
    let styles = part(&report(), "word/styles.xml");
    for script in ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"] {
        assert_eq!(styles.value("w:rFonts", script), Some("Times New Roman"));
    }
    assert_eq!((styles.value("w:sz", "w:val"), styles.value("w:lang", "w:val")), (Some("28"), Some("vi-VN")));
    assert_eq!(styles.value("w:color", "w:val"), Some("000000"));
    assert_eq!(part(&report(), "docProps/app.xml").text(), "daumoi");
}
