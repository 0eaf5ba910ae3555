//! The report document, the workbook and the cover text, put in place with size, hash and identity as they should be.

use std::collections::BTreeMap;

use daumoi::domain::submission::Fault;

use crate::forge::{Forged, How, Matrix, members};
use crate::places::packages;

const REPORT: &str = "bao_cao.docx";
const WORKBOOK: &str = "bieu_mau.xlsx";
const COVER: &str = "DOC-TRUOC.txt";
const BODY: &str = "word/document.xml";

type Parts = BTreeMap<String, Vec<u8>>;

fn with(edit: impl FnOnce(&mut Forged)) -> Vec<u8> {
    let mut forged = Forged::of(&packages().third);
    edit(&mut forged);
    forged.zip(How::Whole)
}

/// Changes that are wrong in any office file, none of which changes a word or number.
fn of_any(matrix: &mut Matrix, file: &str, fault: &Fault) {
    let parts = |edit: &dyn Fn(&mut Parts)| with(|f| f.parts(file, edit));
    matrix.sound(&format!("{file} packed again"), &parts(&|_| {}));
    let put = |name: &'static str, content: &'static [u8]| {
        parts(&move |parts: &mut Parts| drop(parts.insert(name.into(), content.to_vec())))
    };
    for name in ["customXml/item1.xml", "docProps/custom.xml", "_rels/khac.rels", "../thoat.xml", "/tuyet/doi.xml"] {
        matrix.refused(&format!("{file} with {name}"), &put(name, b"<x/>"), fault.clone());
    }
    let outside = parts(&|parts| {
        let links = String::from_utf8(parts["_rels/.rels"].clone()).unwrap();
        let link = "<Relationship Id=\"x\" Type=\"t\" Target=\"https://example.org/\" TargetMode=\"External\"/>";
        let links = links.replace("</Relationships>", &format!("{link}</Relationships>"));
        parts.insert("_rels/.rels".into(), links.into_bytes());
    });
    matrix.refused(&format!("{file} with a link"), &outside, fault.clone());
    let less = parts(&|parts| drop(parts.remove("docProps/core.xml")));
    matrix.refused(&format!("{file} with a part less"), &less, fault.clone());
    let bomb = parts(&|parts| drop(parts.insert("docProps/app.xml".into(), vec![b' '; (16 << 20) + 1])));
    matrix.refused(&format!("{file} that unpacks to too much"), &bomb, fault.clone());
    let many = parts(&|parts| parts.extend((0..64).map(|i| (format!("x{i}.xml"), b"<x/>".to_vec()))));
    matrix.refused(&format!("{file} of many parts"), &many, fault.clone());
    let bytes = packages().third.clone();
    let whole = members(&bytes)[file].clone();
    for (name, content) in [
        ("none", Vec::new()),
        ("text", b"x".to_vec()),
        ("cut", whole[..whole.len() / 2].to_vec()),
        ("with bytes before", [b"x".as_slice(), &whole].concat()),
        ("with bytes after", [whole.as_slice(), b"x"].concat()),
        ("of another period", members(&packages().month)[file].clone()),
        ("of another revision", members(&packages().first)[file].clone()),
        ("another zip", packages().first.clone()),
    ] {
        matrix.refused(&format!("{file} {name}"), &with(|f| f.put(file, content)), fault.clone());
    }
}

#[test]
fn the_report_document() {
    let mut matrix = Matrix::default();
    of_any(&mut matrix, REPORT, &Fault::Document);
    for (name, part, from, to) in [
        ("a word", BODY, "Tổng số hồ sơ tiếp nhận là 518", "Tổng số hồ sơ tiếp nhận là 617"),
        ("a word more", BODY, "</w:body>", "<w:p><w:r><w:t>Thêm</w:t></w:r></w:p></w:body>"),
        ("words not shown", BODY, "<w:body>", "<w:body><w:p><w:r><w:rPr><w:vanish/></w:rPr></w:r></w:p>"),
        ("words taken back", BODY, "<w:body>", "<w:body><w:p><w:del/></w:p>"),
        ("a header", "word/header1.xml", "</w:hdr>", "<w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:hdr>"),
        ("a field", "word/header2.xml", " PAGE ", " DDEAUTO c:\\\\x "),
        ("a foreign part", BODY, "<w:body>", "<w:body><w:altChunk/>"),
        ("a definition", BODY, "<w:document", "<!DOCTYPE x [<!ENTITY y \"z\">]><w:document"),
        ("an instruction", BODY, "<w:document", "<?xml-stylesheet href=\"x\"?><w:document"),
        ("words in another cell", BODY, "</w:tc><w:tc>", "</w:tc><w:tc></w:tc><w:tc>"),
        ("words that are none", BODY, "<w:t xml:space=\"preserve\">Kính gửi: ", "Kính gửi: <w:t>"),
        ("its author", "docProps/core.xml", "Nguyễn Thị Ánh", "Nguyễn Văn Khác"),
        ("no XML", BODY, "</w:body>", "</w:bodi>"),
    ] {
        matrix.refused(name, &with(|f| f.part(REPORT, part, from, to)), Fault::Document);
    }
}

#[test]
fn the_workbook() {
    let mut matrix = Matrix::default();
    of_any(&mut matrix, WORKBOOK, &Fault::Workbook);
    let (form, counters, book, texts) =
        ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/sharedStrings.xml");
    for (name, part, from, to) in [
        ("a number", form, "<v>148</v>", "<v>149</v>"),
        ("a number of a counter", counters, "<v>300</v>", "<v>301</v>"),
        ("a formula", form, "<f>", "<f>1+"),
        ("a text", texts, "Chứng thực", "Hộ tịch"),
        ("a sheet's name", book, "name=\"II.06a\"", "name=\"II.06b\""),
        ("a hidden sheet", book, "name=\"II.06a\"", "name=\"II.06a\" state=\"hidden\""),
        ("no XML", form, "</sheetData>", "</x>"),
        ("its author", "docProps/core.xml", "Nguyễn Thị Ánh", "Nguyễn Văn Khác"),
        ("a word beside the chart", "xl/drawings/drawing1.xml", "<xdr:clientData/>", "MẬT<xdr:clientData/>"),
        ("the chart's title", "xl/charts/chart1.xml", "<a:t>", "<a:t>Giả "),
        ("a number of the chart", "xl/charts/chart1.xml", "<c:v>", "<c:v>1"),
        ("a head", form, "</worksheet>", "<headerFooter><oddHeader>MẬT</oddHeader></headerFooter></worksheet>"),
        ("a message", form, " error=\"", " error=\"Gọi 0900 "),
        ("numbers shown as others", "xl/styles.xml", "formatCode=\"", "formatCode=\"&quot;9&quot;"),
    ] {
        matrix.refused(name, &with(|f| f.part(WORKBOOK, part, from, to)), Fault::Workbook);
    }
    let sheets = |f: &mut Forged, edit: &dyn Fn(Vec<&str>) -> Vec<String>| {
        let mut found = members(&f.files[WORKBOOK]);
        let text = String::from_utf8(found.remove(book).unwrap()).unwrap();
        let (before, rest) = text.split_once("<sheets>").unwrap();
        let (list, after) = rest.split_once("</sheets>").unwrap();
        let list = edit(list.split_inclusive("/>").collect()).concat();
        let text = format!("{before}<sheets>{list}</sheets>{after}");
        f.parts(WORKBOOK, |parts| drop(parts.insert(book.into(), text.into_bytes())));
    };
    let own = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    for last in [true, false] {
        let less = with(|f| sheets(f, &|list| own(if last { &list[..list.len() - 1] } else { &list[1..] })));
        matrix.refused("a sheet removed", &less, Fault::Workbook);
    }
    let turned = with(|f| sheets(f, &|list| own(&list.into_iter().rev().collect::<Vec<_>>())));
    matrix.refused("sheets in another order", &turned, Fault::Workbook);
    let macros = with(|f| f.parts(WORKBOOK, |parts| drop(parts.insert("xl/vbaProject.bin".into(), vec![0; 9]))));
    matrix.refused("macros", &macros, Fault::Workbook);
}

#[test]
fn the_cover() {
    let mut matrix = Matrix::default();
    for (name, from, to) in [
        ("a total", "Tổng tiếp nhận: 518", "Tổng tiếp nhận: 617"),
        ("the title", "LẦN 3", "LẦN 4"),
        ("the period", "15/12/2023", "01/01/2024"),
        ("how to check", "daumoi verify", "tin ở"),
        ("a difference", "cuối tháng trước 6 (đếm lại)", "cuối tháng trước 6"),
        ("the file's name", "KSTTHC_26383", "KSTTHC_26386"),
        ("the signed document", "  ban_ky.pdf", "  ban_ke.pdf"),
        ("a line's end", "\r\n", "\n"),
        ("no BOM", "\u{feff}", ""),
    ] {
        matrix.refused(name, &with(|f| f.replace(COVER, from, to)), Fault::Cover);
    }
    matrix.refused("more", &with(|f| f.put(COVER, f.text(COVER) + "Gọi số 0900 để nhận thưởng.\r\n")), Fault::Cover);
    matrix.refused("empty", &with(|f| f.put(COVER, "")), Fault::Cover);
    matrix.refused("another", &with(|f| f.put(COVER, members(&packages().month)[COVER].clone())), Fault::Cover);
}
