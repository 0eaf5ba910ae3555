//! Figures from files: the layouts one-stop systems export, made by `openpyxl` and `LibreOffice`
//! (`tests/fixtures/import/make_fixtures.py`), names remembered, what has to be refused and where, and
//! bytes from anybody.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;

use common::{done, fixture, json, refused, run, set_up, stderr, stdout};
use daumoi::domain::text::has_words;
use daumoi::intake::layout::{self, Known, Mapping};
use daumoi::intake::table;
use daumoi::platform::panics;
use proptest::prelude::*;
use serde_json::Value;

fn file(name: &str) -> String {
    fixture("import").join(name).to_str().unwrap().to_owned()
}

fn month(dir: &Path) -> Value {
    json(&run(dir, &["figures", "show", "2024-01", "--json", "--today", "2024-01-20"]))
}

/// A commune without figures.
fn fresh() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    dir
}

#[test]
fn nine_layouts_of_the_same_month_read_the_same() {
    let typed = fresh();
    let rows = [
        "chung_thuc online=1030 direct=70 carried=5 early=1060 on_time=35 late=4 open_in_time=5 open_overdue=1",
        "ho_tich online=12 direct=28 carried=2 early=20 on_time=18 late=1 open_in_time=3 open_overdue=0",
        "dat_dai online=2 direct=8 carried=4 early=3 on_time=5 late=2 open_in_time=3 open_overdue=1",
        "bao_tro_xa_hoi online=4 direct=16 carried=1 early=10 on_time=9 late=0 open_in_time=2 open_overdue=0",
        "nguoi_co_cong online=0 direct=5 carried=nil early=5 on_time=nil late=nil open_in_time=nil open_overdue=nil",
        "nuoi_con_nuoi online=nil direct=nil carried=nil early=nil on_time=nil late=nil open_in_time=nil open_overdue=nil",
        "tre_em online=1 direct=2 carried=0 early=1 on_time=2 late=0 open_in_time=0 open_overdue=0",
        "moi_truong online=0 direct=1 carried=0 early=0 on_time=1 late=0 open_in_time=0 open_overdue=0",
    ];
    for row in rows {
        let words: Vec<&str> = ["figures", "set", "2024-01"].into_iter().chain(row.split(' ')).collect();
        done(typed.path(), &words);
    }
    let expected = month(typed.path());
    assert_eq!(expected["totals"]["received"], 1191);
    let names = [
        "ii06a-merged.xlsx",
        "flat-names.xlsx",
        "bare-codes.csv",
        "semicolon-bom.csv",
        "no-diacritics.tsv",
        "nfd.csv",
        "total-first.xlsx",
        "libreoffice-ii06a.xlsx",
        "libreoffice.csv",
    ];
    for name in names {
        let dir = fresh();
        done(dir.path(), &["figures", "import", "2024-01", &file(name), "--today", "2024-01-20"]);
        let found = month(dir.path());
        for part in ["rows", "totals", "indicators", "issues"] {
            assert_eq!(found[part], expected[part], "{name}: {part}");
        }
        // One action, undone as one.
        done(dir.path(), &["undo"]);
        assert_eq!(month(dir.path())["totals"]["received"], Value::Null, "{name}");
    }
    let dir = fresh();
    done(dir.path(), &["figures", "import", "2024-01", &file("counters-vertical.csv")]);
    let counters = &month(dir.path())["counters"];
    assert_eq!((&counters["e_certified_copies"], &counters["feedback_due"]), (&1060.into(), &"nil".into()));
}

#[test]
fn what_cannot_be_taken_is_refused_with_its_place() {
    let dir = fresh();
    for (name, words) in [
        ("hidden-row.xlsx", "dòng 11 bị ẩn"),
        ("hidden-column.xlsx", "cột H bị ẩn"),
        ("merged-data.xlsx", "dòng 13, cột D gộp"),
        ("formula.xlsx", "dòng 10, cột C công thức"),
        ("decimals.csv", "dòng 3, cột C 28,5"),
        ("two-rows.csv", "dòng 3 dòng 10 Hộ tịch"),
        ("other-window.xlsx", "15/01/2024 14/02/2024 15/12/2023"),
        ("cp1258.csv", "cp1258 lưu lại"),
        ("binary.csv", "nhị phân"),
        ("total-disagrees.csv", "dòng 10, cột C 1.059 1.049"),
        ("unknown-field.csv", "dòng 10 Hộ tịnh có phải Hộ tịch"),
    ] {
        let message = refused(dir.path(), &["figures", "import", "2024-01", &file(name)]);
        assert!(has_words(&message, words), "{name}: {message}");
    }
    // The file of January is refused for February by what is printed in it.
    let message = refused(dir.path(), &["figures", "import", "2024-02", &file("ii06a-merged.xlsx")]);
    assert!(has_words(&message, "15/12/2023 14/01/2024"), "{message}");
}

#[test]
fn text_that_is_no_count_of_a_month_is_refused() {
    let dir = fresh();
    let path = dir.path().join("x.csv");
    let head = "Lĩnh vực;Tiếp nhận - Trực tuyến;Tiếp nhận - Trực tiếp, dịch vụ bưu chính\n";
    for (row, words) in [
        ("Hộ tịch;chín;1", "dòng 2, cột B chín"),
        ("Hộ tịch;1;-5", "dòng 2, cột C số âm"),
        ("Hộ tịch;1,5;1", "dòng 2, cột B hàng nghìn"),
        ("Hộ tịch;12345678901234567890;1", "dòng 2, cột B quá lớn"),
        ("Hộ tịch;10.000.001;1", "dòng 2 10.000.000"),
        ("Hộ tịch;=1+1;1", "dòng 2, cột B công thức"),
        ("Hộ tịch;1e3;1", "dòng 2, cột B"),
        ("Ho tich;1;1\nHỘ TỊCH;2;2", "dòng 2 dòng 3"),
        ("Cấp nước;1;1", "dòng 2 Cấp nước"),
        (";1;1", "dòng 2 không có tên"),
        ("Tháng 02/2024;;", "không có dòng"),
    ] {
        fs::write(&path, format!("{head}{row}\n")).unwrap();
        let message = refused(dir.path(), &["figures", "import", "2024-01", path.to_str().unwrap()]);
        assert!(has_words(&message, words), "{row}: {message}");
    }
    // Every mistake at once.
    fs::write(&path, format!("{head}Hộ tịch;chín;1\nCấp nước;1;1\nĐất đai;1;-5\nNgười có công;1;20.000.001\n"))
        .unwrap();
    let args = ["figures", "import", "2024-01", path.to_str().unwrap()];
    assert!(has_words(&refused(dir.path(), &args), "dòng 2, cột B (và 3 lỗi khác)"));
    let listed = stdout(&common::run(dir.path(), &args));
    let places = ["dòng 2, cột B", "dòng 3", "dòng 4, cột C", "dòng 5"];
    assert!(listed.lines().count() == 4 && listed.lines().zip(places).all(|(l, p)| l.contains(p)), "{listed}");
    // A title that says its year alone: it may be this month.
    fs::write(&path, format!("NĂM 2024\n{head}Hộ tịch;1;1\n")).unwrap();
    let output = done(dir.path(), &["figures", "import", "2024-01", path.to_str().unwrap(), "--dry-run"]);
    assert!(has_words(&stdout(&output), "chỉ ghi năm 2024 tháng 01/2024"), "{}", stdout(&output));
    let title = format!("Kỳ báo cáo: Quý I/2024\n{head}Hộ tịch;1;1\n");
    fs::write(&path, title).unwrap();
    let message = refused(dir.path(), &["figures", "import", "2024-01", path.to_str().unwrap()]);
    assert!(has_words(&message, "quý I/2024"), "{message}");
    for (bytes, words) in [
        ("1;2\n".repeat(100_000).into_bytes(), "lớn quá mức"),
        (vec![b'x'; 5 << 20], "lớn quá mức"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "kiểu cũ mật khẩu"),
        (Vec::new(), "không có dòng"),
    ] {
        fs::write(&path, bytes).unwrap();
        let message = refused(dir.path(), &["figures", "import", "2024-01", path.to_str().unwrap()]);
        assert!(has_words(&message, words), "{message}");
    }
}

#[test]
fn a_name_is_given_a_meaning_once_and_remembered() {
    let dir = fresh();
    let path = dir.path().join("x.csv");
    let path = path.to_str().unwrap();
    let text = "Tên lĩnh vực,Tiếp nhận - Trực tuyến,Hồ sơ qua bưu điện,Ghi chú\n\
                Hộ tịch xã,3,4,ổn\nNhóm khác,9,9,\nĐất đai,1,,2\nTổng cộng,13,13,\n";
    fs::write(path, text).unwrap();
    assert!(refused(dir.path(), &["figures", "import", "2024-01", path]).contains("Hộ tịch xã"));
    let args = ["figures", "import", "2024-01", path, "--field", "Hộ tịch xã=ho_tich", "--field", "NHÓM KHÁC="];
    let names = ["--column", "Hồ sơ qua bưu điện=direct", "--column", "Ghi chú="];
    let output = done(dir.path(), &[&args[..], &names[..]].concat());
    assert!(has_words(&stdout(&output), "Bỏ qua Nhóm khác"), "{}", stdout(&output));
    let rows = month(dir.path());
    assert_eq!((&rows["totals"]["online"], &rows["totals"]["direct"]), (&4.into(), &Value::Null));
    // An empty cell says nothing: what stands there stays.
    done(dir.path(), &["figures", "set", "2024-01", "dat_dai", "direct=7"]);
    done(dir.path(), &["figures", "import", "2024-01", path]);
    assert_eq!(month(dir.path())["totals"]["direct"], 11);
    // A code that does not exist is no meaning.
    let wrong = ["figures", "import", "2024-01", path, "--field", "Nhóm khác=khong_co"];
    assert!(refused(dir.path(), &wrong).contains("khong_co"));
    // Undoing the import that brought the names takes them back too.
    done(dir.path(), &["undo"]);
    done(dir.path(), &["undo"]);
    assert!(refused(dir.path(), &["figures", "import", "2024-01", path]).contains("Hộ tịch xã"));
}

#[test]
fn columns_beside_the_form_are_named_not_taken_silently() {
    let dir = fresh();
    let path = dir.path().join("x.csv");
    fs::write(&path, "Lĩnh vực,Tiếp nhận - Trực tuyến,Bổ sung\nHộ tịch,3,4\n").unwrap();
    let output = done(dir.path(), &["figures", "import", "2024-01", path.to_str().unwrap()]);
    assert!(has_words(&stdout(&output), "Bỏ qua cột C Bổ sung"), "{} {}", stdout(&output), stderr(&output));
    // A slip in a header of codes is no column beside the form.
    fs::write(&path, "field,online,derict\nho_tich,3,4\n").unwrap();
    assert!(refused(dir.path(), &["figures", "import", "2024-01", path.to_str().unwrap()]).contains("derict"));
}

/// Everything a file goes through before it is judged for a month.
fn read(bytes: &[u8], known: &Known) {
    // As the program does: the reader of sheets may panic over what no program writes.
    let sheets = panics::catch(|| table::read(bytes)).unwrap_or(Err(table::TableError::NotAWorkbook));
    for sheet in sheets.unwrap_or_default() {
        let _ = layout::has_header(&sheet.rows, known, &Mapping::default());
        if let Ok(layout) = layout::recognise(&sheet.rows, known, &Mapping::default()) {
            table::obstacle(&sheet, &layout);
        }
        let _ = layout::block(&sheet.rows);
    }
}

fn known() -> Known {
    let column = |code: &str, number, head: &[&str]| layout::KnownColumn {
        code: code.to_owned(),
        number,
        head: head.iter().map(|h| (*h).to_owned()).collect(),
        name: code.to_owned(),
        aliases: Vec::new(),
        form: "dossiers".to_owned(),
    };
    Known {
        columns: vec![
            column("online", 4, &["Tiếp nhận", "Trực tuyến"]),
            column("late", 10, &["Đã giải quyết", "Quá hạn"]),
            column("open_overdue", 13, &["Đang giải quyết", "Quá hạn"]),
        ],
        fields: vec![layout::KnownField { code: "ho_tich".into(), name: "Hộ tịch".into(), aliases: Vec::new() }],
        singles: Vec::new(),
    }
}

/// Cases of the fuzzing: few in the suite, more with `DAUMOI_LONG=1`.
fn cases() -> u32 {
    if std::env::var_os("DAUMOI_LONG").is_some() { 20_000 } else { 150 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_from_anybody_end_in_a_table_or_a_refusal(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read(&bytes, &known());
    }

    #[test]
    fn text_from_anybody_too(text in "([ a-zA-Zộịựéơ0-9.,;\t\n\"'=()-]|Hộ tịch|Trực tuyến|Quá hạn|field|online){0,80}") {
        read(text.as_bytes(), &known());
    }

    #[test]
    fn damaged_workbooks_too(places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = fs::read(file("ii06a-merged.xlsx")).unwrap();
        for (at, byte) in places {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read(&bytes, &known());
    }

    #[test]
    fn workbooks_with_damage_inside_their_parts_too(
        part in 0..4_usize,
        places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let name = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"][part];
        read(&altered(name, &places), &known());
    }
}

/// The workbook with bytes of one of its parts replaced, packed anew so that the zip itself is sound.
fn altered(name: &str, places: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    with_bytes(name, |content| {
        for (at, byte) in places {
            let at = at.index(content.len());
            content[at] = *byte;
        }
    })
}

#[test]
fn what_is_written_out_is_read_back() {
    let dir = tempfile::tempdir().unwrap();
    common::with_quarter(dir.path());
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name).to_str().unwrap().to_owned();
    let before = month(dir.path());
    for name in ["thang01.xlsx", "thang01.csv"] {
        done(dir.path(), &["figures", "export", "2024-01", &path(name)]);
        // Not over what is there, unless told to.
        refused(dir.path(), &["figures", "export", "2024-01", &path(name)]);
        done(dir.path(), &["figures", "export", "2024-01", &path(name), "--confirm"]);
        let other = fresh();
        done(other.path(), &["figures", "import", "2024-01", &path(name)]);
        let after = month(other.path());
        assert!((&after["rows"], &after["totals"]) == (&before["rows"], &before["totals"]), "{name}");
        // The workbook has them on a sheet of their own.
        assert_eq!(after["counters"], before["counters"], "{name}");
        refused(other.path(), &["figures", "import", "2024-02", &path("thang01.xlsx")]);
    }
    // A file says of which period it is: sums of a quarter are no month's.
    done(dir.path(), &["figures", "export", "2024-Q1", &path("q1.csv")]);
    assert!(has_words(
        &refused(dir.path(), &["figures", "import", "2024-02", &path("q1.csv")]),
        "15/12/2023 14/03/2024"
    ));
    for period in ["2024-Q1", "2024"] {
        done(dir.path(), &["figures", "export", period, &path(&format!("{period}.xlsx"))]);
    }
    assert!(refused(dir.path(), &["figures", "export", "2024-01", &path("thang01.doc")]).contains(".xlsx"));
    let inside = dir.path().join("x.csv");
    refused(dir.path(), &["figures", "export", "2024-01", inside.to_str().unwrap()]);
}

#[test]
fn a_month_without_figures_is_a_blank_form_with_every_field() {
    let dir = fresh();
    let path = dir.path().with_extension("xlsx");
    done(dir.path(), &["figures", "export", "2024-05", path.to_str().unwrap()]);
    let sheet = table::read(&fs::read(&path).unwrap()).unwrap().remove(0);
    let names: Vec<String> = sheet.rows.iter().filter_map(|r| r.cells.get(1)).map(|c| c.text().into_owned()).collect();
    for field in month(dir.path())["rows"].as_array().unwrap() {
        let rows =
            names.iter().filter(|n| layout::key(n).replace(' ', "_") == field["field"].as_str().unwrap()).count();
        assert_eq!(rows, 1, "{field}: {names:?}");
    }
    // Filled in by a spreadsheet and read in: nothing in it is refused.
    let csv = dir.path().with_extension("csv");
    done(dir.path(), &["figures", "export", "2024-05", csv.to_str().unwrap()]);
    let blank = fs::read_to_string(&csv).unwrap();
    let filled: String = blank
        .lines()
        .map(|l| if l.starts_with("ho_tich,") { l.replacen("ho_tich,,", "ho_tich,,7", 1) } else { l.to_owned() } + "\n")
        .collect();
    fs::write(&csv, filled).unwrap();
    done(dir.path(), &["figures", "import", "2024-05", csv.to_str().unwrap()]);
    let rows = json(&run(dir.path(), &["figures", "show", "2024-05", "--json"]));
    assert_eq!(rows["totals"]["online"], 7);
}

/// A workbook of sheets: name, hidden, rows of cells (numbers where they are).
fn workbook(path: &Path, sheets: &[(&str, bool, &[&[&str]])]) {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, hidden, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap().set_hidden(*hidden);
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).unwrap(),
                    Err(_) => sheet.write_string(row, column, *cell).unwrap(),
                };
            }
        }
    }
    let first = sheets.iter().position(|(_, hidden, _)| !hidden).unwrap();
    book.worksheet_from_index(first).unwrap().set_active(true);
    book.save(path).unwrap();
}

#[test]
fn sheets_are_read_together_hidden_ones_not_and_months_never_mixed() {
    let dir = fresh();
    let path = dir.path().join("x.xlsx");
    let file = path.to_str().unwrap();
    let head: &[&str] = &["Lĩnh vực", "Tiếp nhận - Trực tuyến"];
    let (seven, nine): (&[&str], &[&str]) = (&["Hộ tịch", "7"], &["Hộ tịch", "9"]);
    let counters: &[&[&str]] = &[&["Nội dung", "Số lượng"], &["Hồ sơ được số hóa", "5"]];
    workbook(&path, &[("Cũ", true, &[head, nine]), ("Tháng", false, &[head, seven]), ("Số đếm", false, counters)]);
    done(dir.path(), &["figures", "import", "2024-01", file]);
    let found = month(dir.path());
    assert_eq!((&found["totals"]["online"], &found["counters"]["dossiers_digitised"]), (&7.into(), &5.into()));
    // A mistake on any of them, and nothing is taken; one that is no table is left out, and said so.
    let other = fresh();
    let bad: &[&[&str]] = &[&["Nội dung", "Số lượng"], &["Hồ sơ được số hóa", "5,5"]];
    workbook(&path, &[("Tháng", false, &[head, seven]), ("Số đếm", false, bad)]);
    let message = refused(other.path(), &["figures", "import", "2024-01", file]);
    assert!(has_words(&message, "trang Số đếm dòng 2, cột B"), "{message}");
    let list: &[&[&str]] = &[&["Nội dung", "Tử số", "Mẫu số"], &["Kết quả cấp bản điện tử", "5", "6"]];
    workbook(&path, &[("Tháng", false, &[head, seven]), ("Tỷ lệ", false, list)]);
    let output = done(other.path(), &["figures", "import", "2024-01", file]);
    assert!(has_words(&stdout(&output), "Bỏ qua trang Tỷ lệ"), "{}", stdout(&output));
    workbook(&path, &[("Một", false, &[head, seven]), ("Hai", false, &[head, nine])]);
    let message = refused(dir.path(), &["figures", "import", "2024-02", file]);
    assert!(has_words(&message, "trang Hai dòng 2 Hộ tịch trang khác"), "{message}");
    // A sheet for each month: only the month's own is taken.
    workbook(&path, &[("Tháng 1", false, &[head, seven]), ("Tháng 2", false, &[head, nine])]);
    let output = stdout(&done(dir.path(), &["figures", "import", "2024-02", file, "--dry-run"]));
    assert!(has_words(&output, "→ 9 Bỏ qua trang Tháng 1"), "{output}");
    let message = refused(dir.path(), &["figures", "import", "2024-03", file]);
    assert!(has_words(&message, "đều là của tháng khác"), "{message}");
}

#[test]
fn titles_of_other_months_are_seen_however_they_are_cut_up() {
    let dir = fresh();
    let path = dir.path().join("x.csv");
    let head = "Lĩnh vực,Tiếp nhận - Trực tuyến\nHộ tịch,7\n";
    for title in [
        "Tháng:,3/2024\n",
        "Kỳ:,Tháng,3,Năm,2024\n",
        "03/2024\n",
        "\"Từ 15/01/2024 đến 14/02/2024\"\nTháng 3 năm 2024\n",
    ] {
        std::fs::write(&path, format!("{title}{head}")).unwrap();
        let message = refused(dir.path(), &["figures", "import", "2024-02", path.to_str().unwrap()]);
        assert!(has_words(&message, "tháng 03/2024"), "{title}: {message}");
    }
    std::fs::write(&path, format!("Tháng:,2/2024\n{head}")).unwrap();
    done(dir.path(), &["figures", "import", "2024-02", path.to_str().unwrap()]);
}

#[test]
fn a_total_row_is_never_a_field_and_carried_cases_are_known_by_their_usual_heads() {
    let dir = fresh();
    for name in ["Tổng cộng", "Tổng số", "TỔNG"] {
        assert!(refused(dir.path(), &["figures", "field", name]).contains("dòng tổng"), "{name}");
    }
    let path = dir.path().join("x.xlsx");
    let (groups, head): (&[&str], &[&str]) =
        (&["Lĩnh vực", "Tiếp nhận", "", ""], &["", "Trực tuyến", "Trực tiếp", "Kỳ trước chuyển sang"]);
    workbook(&path, &[("Biểu", false, &[groups, head, &["Hộ tịch", "3", "4", "5"]])]);
    done(dir.path(), &["figures", "import", "2024-01", path.to_str().unwrap()]);
    let totals = month(dir.path())["totals"].clone();
    assert_eq!((&totals["carried"], &totals["direct"], &totals["received"]), (&5.into(), &4.into(), &12.into()));
}

#[test]
fn what_no_program_writes_ends_in_a_sentence() {
    let dir = fresh();
    let path = dir.path().join("x.xlsx");
    for (from, to) in [
        ("r=\"B11\"", "r=\"B9999999999\""),
        ("r=\"B11\"", "r=\"ZZZZZZZZZ1\""),
        ("<row r=\"11\"", "<row r=\"4294967307\""),
        ("<row r=\"11\"", "<row r=\"99999999999\""),
        ("<mergeCell ref=\"", "<mergeCell ref=\"C3:A1\"/><mergeCell ref=\""),
    ] {
        fs::write(&path, with_part("xl/worksheets/sheet1.xml", |text| text.replacen(from, to, 1))).unwrap();
        let output = run(dir.path(), &["figures", "import", "2024-01", path.to_str().unwrap(), "--dry-run"]);
        let message = stderr(&output);
        assert!([0, 2].contains(&common::code(&output)) && message.lines().count() <= 1, "{to}: {message}");
        assert!(!message.contains("panicked"), "{message}");
        // Whatever is read, no row has gone astray.
        let rows = stdout(&output).matches("ho_tich").count();
        assert!(common::code(&output) == 2 || rows == 8, "{to}: {}", stdout(&output));
    }
}

/// The workbook with the text of one part replaced.
fn with_part(name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    with_bytes(name, |content| {
        let before = String::from_utf8(content.clone()).unwrap();
        let after = change(before.clone());
        assert_ne!(before, after, "nothing was changed");
        *content = after.into_bytes();
    })
}

fn with_bytes(name: &str, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let bytes = fs::read(file("ii06a-merged.xlsx")).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let path = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if path == name {
            change(&mut content);
        }
        out.start_file(&*path, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_carried_value_that_was_filled_in_is_no_entry_when_it_comes_back() {
    let (dir, place) = (fresh(), tempfile::tempdir().unwrap());
    let path = place.path().join("thang02.csv");
    let path = path.to_str().unwrap();
    done(
        dir.path(),
        &[
            "figures",
            "set",
            "2024-01",
            "ho_tich",
            "online=5",
            "direct=0",
            "carried=0",
            "early=2",
            "on_time=0",
            "late=0",
            "open_in_time=3",
            "open_overdue=0",
        ],
    );
    done(
        dir.path(),
        &[
            "figures",
            "set",
            "2024-02",
            "ho_tich",
            "online=1",
            "direct=0",
            "early=4",
            "on_time=0",
            "late=0",
            "open_in_time=0",
            "open_overdue=0",
        ],
    );
    done(dir.path(), &["figures", "export", "2024-02", path]);
    let output = done(dir.path(), &["figures", "import", "2024-02", path, "--dry-run"]);
    assert!(stdout(&output).contains("Sẽ đổi 0 giá trị"), "{}", stdout(&output));
    // Another one is one, and asks for its reason.
    fs::write(path, "field,carried\nho_tich,2\n").unwrap();
    assert!(refused(dir.path(), &["figures", "import", "2024-02", path]).contains("lý do"));
}

#[test]
fn slips_of_csv_are_refused_not_read_past() {
    let dir = fresh();
    let path = dir.path().join("x.csv");
    let head = "Lĩnh vực,Tiếp nhận - Trực tuyến,Tiếp nhận - Từ kỳ trước\r\n";
    for (rows, words) in [
        ("Chứng thực,5,1\r\n\"Hộ tịch,6,1\r\nĐất đai,7,1\r\n", "dòng 3 ngoặc kép"),
        ("Chứng thực,1,234,56\r\n", "cột D không có tiêu đề"),
        ("Chứng thực,5,1\r\nHộ tịch,x,1\r\n", "dòng 3, cột B"),
        ("Hộ tịch,5,1\r\nCộng nhóm I,5,1\r\nĐất đai,6,1\r\nTổng cộng,99,2\r\n", "dòng 3"),
        ("Hộ tịch,5,1\r\nCộng,5,1\r\nĐất đai,6,1\r\nTổng cộng,99,2\r\n", "dòng 5 99 11"),
    ] {
        fs::write(&path, format!("{head}{rows}")).unwrap();
        let message = refused(dir.path(), &["figures", "import", "2024-01", path.to_str().unwrap()]);
        assert!(has_words(&message, words), "{rows:?}: {message}");
    }
    let groups = format!("{head}Hộ tịch,5,1\r\nCộng,5,1\r\nĐất đai,6,1\r\nCộng,6,1\r\nTổng cộng,11,2\r\n");
    fs::write(&path, groups).unwrap();
    done(dir.path(), &["figures", "import", "2024-01", path.to_str().unwrap()]);
}

#[test]
fn figures_of_other_groups_periods_and_tables_are_never_taken() {
    let dir = fresh();
    let path = dir.path().join("x.csv");
    let table = "Lĩnh vực,Tiếp nhận - Trực tuyến\nHộ tịch,5\n";
    let bad = [
        // Groups that say something else than the heads below them.
        ("Lĩnh vực,Đã giải quyết:,\n,Trực tuyến,Trực tiếp\nHộ tịch,5,6\n", "tiêu đề"),
        (",Hồ sơ đã giải quyết,\nLĩnh vực,Trực tuyến,Trực tiếp\nHộ tịch,5,6\n", "tiêu đề"),
        ("Lĩnh vực,Lũy kế 5 tháng,,\n,Trực tuyến,Trước hạn,Đúng hạn\nHộ tịch,5,6,7\n", ""),
        ("Lĩnh vực,Cùng kỳ 2023,,\n,Trực tuyến,Trước hạn,Đúng hạn\nHộ tịch,5,6,7\n", ""),
        ("Lĩnh vực,Tháng 02/2024,,Tháng 01/2024,\n,Trực tuyến,Trước hạn,Trực tuyến,Trước hạn\nHộ tịch,5,6,7,8\n", ""),
        // Another table below, with its columns the other way round.
        ("Lĩnh vực,Trực tuyến,Trước hạn\nHộ tịch,5,6\n\nLĩnh vực,Trước hạn,Trực tuyến\nĐất đai,1,2\n", "dòng 4"),
        // Rows that are no column numbers, names nobody knows, rows above the header.
        ("STT,Lĩnh vực,Trực tuyến,Trước hạn,Đúng hạn\n1,Hộ tịch,1,1,1\n2,Đất đai,1,1,1\n12,A,3,4,5\n", "dòng 4"),
        ("Lĩnh vực,Trực tuyến\nHộ tịch,5\nHôn nhân,7 hồ sơ\n", "dòng 3 Hôn nhân"),
        ("Chứng thực,4\nLĩnh vực,Trực tuyến\nHộ tịch,5\n", "dòng 1 Chứng thực"),
        // Counters: not what was planned, nor last period's.
        ("Nội dung,Kỳ trước\nHồ sơ được số hóa,100\n", "Kỳ trước"),
        ("Nội dung,Chỉ tiêu giao,Thực hiện\nHồ sơ được số hóa,100,\n", ""),
        ("Lĩnh vực,Trực tuyến\nHộ tịch,\"5\n120\"\n", "dòng 2"),
    ];
    for (text, words) in bad {
        fs::write(&path, text).unwrap();
        let output = run(dir.path(), &["figures", "import", "2024-01", path.to_str().unwrap()]);
        let message = stderr(&output);
        let taken = month(dir.path());
        assert!(taken["totals"]["online"].is_null() && taken["totals"]["early"].is_null(), "{text}: {message}");
        assert!(taken["counters"]["dossiers_digitised"].is_null(), "{text}: {message}");
        assert!(words.is_empty() || has_words(&message, words), "{text}: {message}");
    }
    for title in [
        "Từ ngày 15/02/2024 00:00 đến ngày 14/03/2024 23:59",
        "Từ 0h ngày 15/02/2024 đến 24h ngày 14/03/2024",
        "từ ngày 15/02 đến ngày 14/03/2024",
        "(15/02/2024 - 14/03/2024)",
        "6 tháng cuối năm 2024",
        "Lũy kế từ đầu năm 2024",
        "T2/2024",
        "Báo cáo tháng hai năm 2024",
        "Báo cáo Tháng 3",
        "So sánh tháng 02/2024 với tháng 01/2024",
    ] {
        fs::write(&path, format!("{title}\n\n{table}")).unwrap();
        let message = refused(dir.path(), &["figures", "import", "2024-01", path.to_str().unwrap()]);
        assert!(has_words(&message, "không phải") || has_words(&message, "kỳ số liệu"), "{title}: {message}");
    }
    for title in
        ["Từ ngày 15/12/2023 đến hết ngày 14/01/2024", "THÁNG 01 NĂM 2024", "Tháng 1", "Năm 2024", "Xã An Phước"]
    {
        fs::write(&path, format!("{title}\n\n{table}")).unwrap();
        let file = path.to_str().unwrap();
        done(dir.path(), &["figures", "import", "2024-01", file, "--dry-run"]);
    }
}
