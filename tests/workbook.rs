//! The workbook as spreadsheets see it: sheets, formulas with results, what may be typed, the chart, tasks
//! and checks. Rendering is looked at by hand.
#![allow(clippy::unwrap_used)]

mod common;

use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx};
use common::{done, json, run, set_up, with_quarter};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const SHEETS: [&str; 5] = ["II.06a", "Số đếm khác", "Chỉ tiêu", "Nhiệm vụ", "Kiểm tra"];

fn export(dir: &Path, period: &str) -> Vec<u8> {
    let path = dir.with_extension(format!("{period}.xlsx"));
    done(dir, &["figures", "export", period, path.to_str().unwrap(), "--today", "2024-04-22"]);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    bytes
}

fn book(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// What stands in the cells of a sheet, row by row from A1, as text.
fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let range = book(bytes).worksheet_range(sheet).unwrap();
    let (last_row, last_column) = range.end().unwrap();
    let cell = |row, column| range.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    (0..=last_row).map(|row| (0..=last_column).map(|column| cell(row, column)).collect()).collect()
}

fn row<'a>(rows: &'a [Vec<String>], name: &str) -> (u32, &'a [String]) {
    let at = rows.iter().position(|row| row.iter().take(3).any(|cell| cell == name)).unwrap();
    (u32::try_from(at).unwrap(), &rows[at])
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The text between two others.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).unwrap().1.split_once(to).unwrap().0
}

/// The workbook with counts typed into cells, as a spreadsheet stores them.
fn typed(bytes: &[u8], counts: &[(&str, u64)]) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..zip.len() {
        let mut member = zip.by_index(i).unwrap();
        let name = member.name().unwrap().to_string();
        let mut content = Vec::new();
        member.read_to_end(&mut content).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let mut text = String::from_utf8(content).unwrap();
            for (cell, count) in counts {
                let style = between(&text, &format!("<c r=\"{cell}\" s=\""), "\"").to_owned();
                let blank = format!("<c r=\"{cell}\" s=\"{style}\"/>");
                assert!(text.contains(&blank), "{cell} is not an empty cell");
                text = text.replace(&blank, &format!("<c r=\"{cell}\" s=\"{style}\"><v>{count}</v></c>"));
            }
            content = text.into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn sums_are_formulas_with_their_results() {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    let bytes = export(dir.path(), "2024-Q1");
    assert_eq!(book(&bytes).sheet_names(), SHEETS);
    let rows = cells(&bytes, "II.06a");
    let formulas = book(&bytes).worksheet_formula("II.06a").unwrap();
    let (at, first) = row(&rows, "Chứng thực");
    assert_eq!(first[2], "275");
    let here = at + 1;
    let expected = format!("IF(COUNT(D{here},E{here},F{here})=3,D{here}+E{here}+F{here},\"\")");
    assert_eq!(formulas.get_value((at, 2)).unwrap(), &expected);
    let (total, sums) = row(&rows, "TỔNG CỘNG");
    assert_eq!(sums[2..13], ["517", "148", "357", "12", "498", "275", "208", "15", "19", "17", "2"]);
    let expected = format!("IF(COUNT(C{here}:C{total})=8,SUM(C{here}:C{total}),\"\")");
    assert_eq!(formulas.get_value((total, 2)).unwrap(), &expected);
    // A missed target does not read as met: 483/498 is 96,987… %, 148/505 is 29,306… %.
    let rows = cells(&bytes, "Chỉ tiêu");
    let formulas = book(&bytes).worksheet_formula("Chỉ tiêu").unwrap();
    let (at, on_time) = row(&rows, "Hồ sơ giải quyết đúng hạn");
    let here = at + 1;
    assert_eq!(on_time[2..9], ["483", "498", "0.9699", "tối thiểu 97%", "", "Chưa đạt", "1"]);
    assert_eq!(formulas.get_value((at, 4)).unwrap(), &format!("ROUND(C{here}/D{here},4)"));
    // Every formula has a result: none is the 0 that a reader without calculation would show.
    for sheet in SHEETS {
        let (rows, formulas) = (cells(&bytes, sheet), book(&bytes).worksheet_formula(sheet).unwrap());
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells().filter(|(_, _, f)| !f.is_empty()) {
            let (row, column) = (top as usize + row, left as usize + column);
            assert!(!rows[row][column].is_empty(), "{sheet} {row} {column}: {formula}");
        }
    }
}

#[test]
fn only_counts_can_be_typed_and_only_whole_ones() {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    let bytes = export(dir.path(), "2024-01");
    let styles = part(&bytes, "xl/styles.xml");
    let formats: Vec<&str> = between(&styles, "<cellXfs", "</cellXfs>").split("<xf ").skip(1).collect();
    let is_open = |sheet: &str, cell: &str| {
        let style: usize = between(sheet, &format!("<c r=\"{cell}\" s=\""), "\"").parse().unwrap();
        formats[style].contains("<protection locked=\"0\"/>")
    };
    for (number, name) in (1..).zip(SHEETS) {
        let sheet = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(sheet.contains("<sheetProtection sheet=\"1\""), "{name}");
        assert!(!sheet.contains("password="), "{name}");
        assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("fitToPage=\"1\""), "{name}");
    }
    let form = part(&bytes, "xl/worksheets/sheet1.xml");
    for (cell, open) in [("A10", false), ("B10", false), ("C10", false), ("D10", true), ("F10", true), ("G10", false)] {
        assert_eq!(is_open(&form, cell), open, "{cell}");
    }
    assert!(!is_open(&form, "D18"), "total");
    assert_eq!(form.matches("<dataValidation ").count(), 8);
    let validation = between(&form, "<dataValidation ", "</dataValidation>");
    for word in ["type=\"whole\"", "Ghi số nguyên từ 0 đến 10.000.000", "<formula1>0<", "<formula2>10000000<"] {
        assert!(validation.contains(word), "{word}: {validation}");
    }
    let counters = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(is_open(&counters, "C6") && !is_open(&counters, "B6"));
    for number in 3..=5 {
        let sheet = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(!sheet.contains("<dataValidation"), "{number}");
    }
    let names = part(&bytes, "xl/workbook.xml");
    assert_eq!(names.matches("_xlnm.Print_Titles").count(), 5);
    assert_eq!(names.matches("_xlnm.Print_Area").count(), 5);
}

#[test]
fn the_chart_is_drawn_from_numbers_in_the_sheet() {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    let bytes = export(dir.path(), "2024-Q1");
    let chart = part(&bytes, "xl/charts/chart1.xml");
    assert!(chart.contains("Tỷ lệ thực hiện so với chỉ tiêu giao cho xã"));
    assert!(chart.contains("<c:barChart>") && chart.contains("<c:lineChart>"));
    assert!(!chart.replace("latin typeface=\"Times New Roman\"", "").contains("typeface"));
    // Growth over 2023 is no part of a whole: 14 of the 15 indicators.
    for column in ["N", "O"] {
        assert!(chart.contains(&format!("'Chỉ tiêu'!${column}$6:${column}$19")), "{column}");
    }
    let rows = cells(&bytes, "Chỉ tiêu");
    assert_eq!(rows[5][12..15], ["Hồ sơ giải quyết đúng hạn", "0.9699", "0.97"]);
    // One page holds table and chart; lists take as many as they need.
    for (number, fits) in [(2, false), (3, true), (4, false)] {
        let sheet = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
        assert_eq!(!sheet.contains("fitToHeight=\"0\""), fits, "{number}");
    }
}

#[test]
fn tasks_and_checks_are_told_in_words() {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    let bytes = export(dir.path(), "2024-Q1");
    let rows = cells(&bytes, "Nhiệm vụ");
    let tasks = &rows[5..];
    assert!(tasks.len() > 20);
    assert_eq!(tasks[0][1], "1.1");
    assert_eq!((tasks[0][3].as_str(), tasks[0][4].as_str()), ("Chủ trì", "Trước ngày 25 tháng 01 năm 2024"));
    assert!(tasks[1][4].ends_with("Thường xuyên\nQuý I/2024"), "{}", tasks[1][4]);
    let range = book(&bytes).worksheet_range("Nhiệm vụ").unwrap();
    let day = range.get_value((5, 5)).unwrap();
    assert!(matches!(day, Data::DateTime(d) if d.to_ymd_hms_milli().0 == 2024), "{day:?}");
    for words in [["chu_tri", "phoi_hop"], ["chua_lam", "da_xong"], ["vi_pham", "canh_bao"]].concat() {
        assert!(!part(&bytes, "xl/sharedStrings.xml").contains(words), "{words}");
    }
    let rows = cells(&bytes, "Kiểm tra");
    let balance = row(&rows, "Biểu II.06a: cột 3 = cột 7 + cột 11").1;
    assert_eq!(balance[2..6], ["Lỗi", "Quý I/2024", "", "Không vi phạm"]);
    row(&rows, "TTHC cung cấp trực tuyến ≤ TTHC đủ điều kiện trực tuyến");
}

#[test]
fn texts_stay_texts() {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    done(dir.path(), &["task", "add", "=1+1 cộng việc", "--due", "2024-01-25"]);
    let bytes = export(dir.path(), "2024-01");
    let rows = cells(&bytes, "Nhiệm vụ");
    row(&rows, "=1+1 cộng việc");
    assert!(book(&bytes).worksheet_formula("Nhiệm vụ").unwrap().used_cells().all(|(_, _, f)| f.is_empty()));
}

#[test]
fn a_blank_form_can_be_filled_in_and_read() {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    let bytes = export(dir.path(), "2024-05");
    let rows = cells(&bytes, "II.06a");
    let (total, sums) = row(&rows, "TỔNG CỘNG");
    assert!(sums[2..13].iter().all(String::is_empty), "{sums:?}");
    let formulas = book(&bytes).worksheet_formula("II.06a").unwrap();
    let sum = formulas.get_value((total, 3)).unwrap();
    // Fields nobody has anything of do not count.
    assert!(sum.starts_with(&format!("IF(COUNT(D10:D{total})=MAX(1,SUMPRODUCT(--(ISNUMBER(D10:D{total})+")), "{sum}");
    assert!(sum.ends_with(&format!(",SUM(D10:D{total}),\"\")")), "{sum}");
    // A row half filled in: its sums are still empty texts, and that is no mistake.
    let (at, _) = row(&rows, "Hộ tịch");
    let [online, direct] = ["D", "E"].map(|column| format!("{column}{}", at + 1));
    let file = dir.path().with_extension("xlsx");
    std::fs::write(&file, typed(&bytes, &[(&online, 7), (&direct, 8)])).unwrap();
    done(dir.path(), &["figures", "import", "2024-05", file.to_str().unwrap()]);
    std::fs::remove_file(file).unwrap();
    let figures = json(&run(dir.path(), &["figures", "show", "2024-05", "--json"]));
    assert_eq!((&figures["totals"]["online"], &figures["totals"]["direct"]), (&7.into(), &8.into()));
}

#[test]
fn every_span_has_its_workbook_and_the_same_one_twice() {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    for period in ["2024-01", "2024-Q1", "2024-H1", "2024-9M", "2024"] {
        let bytes = export(dir.path(), period);
        assert_eq!(book(&bytes).sheet_names(), SHEETS, "{period}");
        assert!(bytes == export(dir.path(), period), "{period}");
    }
}
