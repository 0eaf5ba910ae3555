//! Facts of Nghị định 30/2020/NĐ-CP, Phụ lục I, looked up in what is written.

use super::super::metrics::{even, width, wrap};
use super::super::{Block, Head};
use super::tree::{Node, body, part};
use super::{annexed, report, texts};

/// Whether all runs of a paragraph are bold or not, and their size in half-points.
fn look(paragraph: &Node) -> (bool, Option<&str>) {
    let run = paragraph.all("w:r")[0];
    (run.has("w:b"), run.value("w:sz", "w:val"))
}

/// The paragraph of a text, in or outside tables.
fn with_text<'a>(nodes: &'a [Node], text: &str) -> &'a Node {
    let all = nodes.iter().flat_map(|n| if n.name == "w:p" { vec![n] } else { n.all("w:p") });
    all.into_iter().find(|p| p.text() == text).unwrap_or_else(|| panic!("no paragraph {text:?}"))
}

#[test]
fn pages_are_a4_with_their_margins_and_only_the_wide_annex_lies_on_its_side() {
    let nodes = body(&annexed());
    let sections: Vec<&Node> =
        nodes.iter().flat_map(|n| if n.name == "w:sectPr" { vec![n] } else { n.all("w:sectPr") }).collect();
    let pages: Vec<[Option<&str>; 3]> =
        sections.iter().map(|s| ["w:w", "w:h", "w:orient"].map(|a| s.value("w:pgSz", a))).collect();
    let upright = [Some("11906"), Some("16838"), None];
    assert_eq!(pages, [upright, [Some("16838"), Some("11906"), Some("landscape")], upright]);
    for section in &sections {
        let margins = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| section.value("w:pgMar", side));
        assert_eq!(margins, [Some("1134"), Some("850"), Some("1134"), Some("1701")]);
    }
    assert_eq!(sections.iter().map(|s| s.has("w:titlePg")).collect::<Vec<_>>(), [true, false, false]);
    assert_eq!(nodes.last().unwrap().name, "w:sectPr");
}

#[test]
fn the_number_stands_on_all_pages_but_the_first_and_the_banner_on_all() {
    let document = annexed();
    let (first, others) = (part(&document, "word/header1.xml"), part(&document, "word/header2.xml"));
    assert!(!first.has("w:fldSimple") && others.value("w:fldSimple", "w:instr") == Some(" PAGE "));
    assert!(first.text().contains("TẬP DƯỢT") && others.text().contains("TẬP DƯỢT"));
    let mut plain = document;
    plain.banner = None;
    let (first, others) = (part(&plain, "word/header1.xml"), part(&plain, "word/header2.xml"));
    assert_eq!((first.text().as_str(), first.all("w:p").len(), others.all("w:p").len()), ("", 1, 1));
}

#[test]
fn the_head_has_the_sizes_of_the_decree() {
    let mut document = report();
    document.head.superior = Some("HUYỆN LONG THÀNH".to_owned());
    let nodes = body(&document);
    let expected = [
        ("HUYỆN LONG THÀNH", false, "26"),
        ("XÃ AN PHƯỚC", true, "26"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", true, "26"),
        ("Độc lập - Tự do - Hạnh phúc", true, "28"),
        ("Số:        /BC-UBND", false, "26"),
        ("An Phước, ngày 15 tháng 3 năm 2024", false, "28"),
        ("BÁO CÁO", true, "28"),
        ("CHỦ TỊCH", true, "28"),
        ("Nơi nhận:", true, "24"),
        ("- Như trên;", false, "22"),
        ("- Lưu: VT.", false, "22"),
    ];
    for (text, bold, size) in expected {
        assert_eq!(look(with_text(&nodes, text)), (bold, Some(size)), "{text}");
    }
    assert!(with_text(&nodes, "An Phước, ngày 15 tháng 3 năm 2024").has("w:i"));
    assert!(with_text(&nodes, "Nơi nhận:").has("w:i"));
}

#[test]
fn the_rule_below_the_motto_is_as_long_as_the_motto() {
    let nodes = body(&report());
    let cells = nodes[0].all("w:tc");
    let rule = |cell: &Node| {
        let rule = cell.all("w:p").into_iter().find(|p| p.has("w:pBdr")).unwrap();
        let number =
            |name: &str, attribute: &str, of: &Node| of.value(name, attribute).unwrap().parse::<u32>().unwrap();
        let indents = number("w:ind", "w:left", rule) + number("w:ind", "w:right", rule);
        number("w:tcW", "w:w", cell) - indents
    };
    // 3,427: measured in Tinos, whose letters are as wide as those of Times New Roman.
    assert!(rule(cells[1]).abs_diff(3_427) <= 2, "{}", rule(cells[1]));
    let agency = width("ỦY BAN NHÂN DÂN", 26);
    assert!((agency / 3..=agency / 2).contains(&rule(cells[0])));
}

#[test]
fn the_columns_above_the_text_hold_the_nations_name_and_fill_the_page() {
    let nodes = body(&report());
    let widths: Vec<u32> =
        nodes[0].all("w:gridCol").iter().map(|c| c.attribute("w:w").unwrap().parse().unwrap()).collect();
    assert_eq!(widths.iter().sum::<u32>(), 11_906 - 1_701 - 850);
    assert!(widths[1] > 5_423 + 200 && widths[0] > 3_574 + 100);
}

#[test]
fn addressees_stand_in_one_line_or_below_one_another() {
    let dear = |names: &[&str]| {
        let mut document = report();
        document.head = Head { addressees: texts(names), ..document.head };
        let nodes = body(&document);
        let start = nodes.iter().position(|n| n.text().starts_with("Kính gửi:"));
        start.map(|at| nodes[at..].iter().map(Node::text).take(1 + names.len()).collect::<Vec<_>>())
    };
    assert_eq!(dear(&[]), None);
    assert_eq!(dear(&["UBND huyện"]).unwrap()[0], "Kính gửi: UBND huyện");
    assert_eq!(dear(&["UBND huyện", "Phòng Nội vụ"]).unwrap(), ["Kính gửi:", "- UBND huyện;", "- Phòng Nội vụ."]);
}

#[test]
fn the_end_of_the_text_stays_with_the_signature_which_no_page_breaks() {
    let mut document = report();
    document.signature.name = String::new();
    for last in [Block::Paragraph("Một.\nHai./.".to_owned()), Block::Table(super::tasks(3))] {
        document.body.push(last);
        let nodes = body(&document);
        let signature = nodes.iter().rposition(|n| n.name == "w:tbl").unwrap();
        let rows = nodes[signature].all("w:tr");
        assert!(rows.len() == 1 && rows[0].has("w:cantSplit"));
        assert!(nodes[signature - 1].has("w:keepNext"), "{:?}", nodes[signature - 1].text());
        let empty = rows[0].all("w:tc")[1].all("w:p").into_iter().filter(|p| p.text().is_empty());
        assert_eq!(empty.count(), 6, "five lines for the signature, one for the name");
    }
    let nodes = body(&document);
    let at = nodes.iter().position(|n| n.text() == "Một.").unwrap();
    assert!(!nodes[at].has("w:keepNext"), "only the last paragraph is tied");
}

#[test]
fn long_names_wrap_into_lines_of_about_the_same_length() {
    let name = "XÃ PHƯỚC BÌNH - TÂN HIỆP MỞ RỘNG";
    assert_eq!(wrap(name, 26, 3_690).lines, 2);
    let room = even(name, 26, 3_690);
    assert_eq!(wrap(name, 26, room).lines, 2);
    assert!(wrap(name, 26, room - 1).lines > 2);
    assert!(room < 2_900, "{room}");
    // One word that fits nowhere, no word at all.
    assert_eq!((even("ĐƯỜNGĐƯỜNGĐƯỜNG", 26, 500), even("", 26, 500)), (500, 0));
    assert_eq!(wrap("a\n\nb c", 28, 10_000).lines, 2);
}

#[test]
fn a_long_name_and_place_are_set_in_even_lines_and_short_ones_left_alone() {
    let mut document = report();
    let (name, place) =
        ("XÃ PHƯỚC BÌNH - TÂN HIỆP MỞ RỘNG", "Phước Bình - Tân Hiệp mở rộng, ngày 05 tháng 01 năm 2024");
    document.head.agency.push(name.to_owned());
    document.head.place_and_day = place.to_owned();
    let nodes = body(&document);
    assert!(!with_text(&nodes, "XÃ AN PHƯỚC").has("w:ind"));
    let indent = |side| with_text(&nodes, name).value("w:ind", side).unwrap().parse::<u32>().unwrap();
    let room = 3_690 - indent("w:left") - indent("w:right");
    assert!(room < 2_900 && wrap(name, 26, room).lines == 2, "{room}");
    with_text(&nodes, "Phước Bình - Tân Hiệp mở rộng,\nngày 05 tháng 01 năm 2024");
}

#[test]
fn every_vietnamese_letter_has_a_measured_width() {
    for (bare, marked) in [
        ("A", "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ"),
        ("E", "ÈÉẺẼẸÊỀẾỂỄỆ"),
        ("I", "ÌÍỈĨỊ"),
        ("O", "ÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ"),
        ("U", "ÙÚỦŨỤ"),
        ("Ư", "ỪỨỬỮỰ"),
        ("Y", "ỲÝỶỸỴ"),
        ("D", "Đ"),
        ("d", "đ"),
        ("ơ", "ờớởỡợ"),
        ("ư", "ừứửữự"),
    ] {
        for letter in marked.chars() {
            assert_eq!(width(&letter.to_string(), 200), width(bare, 200), "{letter}");
            let small = letter.to_lowercase().to_string();
            assert_ne!(width(&small, 200), width("\u{4e00}", 200), "{small} is not listed");
        }
    }
    assert_eq!(width("o\u{302}\u{323}", 28), width("ộ", 28));
}
