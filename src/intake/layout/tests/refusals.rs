//! What is refused, and where it says the mistake is.

use super::*;

#[test]
fn nothing_to_read() {
    assert_eq!(read(""), Err(LayoutError::NoRows));
    assert_eq!(read("||\n|"), Err(LayoutError::NoRows));
    assert_eq!(read("field|online"), Err(LayoutError::NoRows));
    assert_eq!(read("field|online\nGhi chú|"), Err(LayoutError::NoRows));
    for text in ["1|2\n3|4", "Lĩnh vực|Mới|Cũ\nHộ tịch|1|2", "Hộ tịch|1", "Tổng số|5"] {
        assert_eq!(read(text), Err(LayoutError::NoHeader), "{text}");
    }
}

#[test]
fn a_head_that_no_group_decides() {
    let text = "Lĩnh vực|Trước hạn|Quá hạn|Trong hạn|Quá hạn\nHộ tịch|1|2|3|4";
    let codes = vec!["late".to_owned(), "open_overdue".into()];
    let head = "Quá hạn".to_owned();
    assert_eq!(read(text), Err(LayoutError::AmbiguousColumn { line: 1, column: 3, head, codes }));
    for head in ["Tổng số", "Hồ sơ quá hạn", "Tổng"] {
        let is = read(&format!("Lĩnh vực|Trước hạn|{head}\nHộ tịch|1|2"));
        assert!(matches!(is, Err(LayoutError::AmbiguousColumn { line: 1, column: 3, .. })), "{head}: {is:?}");
    }
    // Nothing else in the header either.
    let is = read("Lĩnh vực|Tổng số|Quá hạn\nHộ tịch|1|2");
    assert!(matches!(is, Err(LayoutError::AmbiguousColumn { line: 1, column: 2, .. })), "{is:?}");
}

#[test]
fn twice_and_foreign() {
    let (code, line) = ("online".to_owned(), 1);
    let is = read("Lĩnh vực|Trực tuyến|Trước hạn|online\nHộ tịch|1|2|3");
    assert_eq!(is, Err(LayoutError::ColumnTwice { code, line, first: 2, second: 4 }));
    let is = read("Lĩnh vực|Trực tuyến\nHộ tịch|1\nĐất đai|2\n3. ho tich (cấp xã)|3");
    assert_eq!(is, Err(LayoutError::FieldTwice { code: "ho_tich".into(), first: 2, second: 4 }));
    let is = read("procedures_total|procedures_online\n1|2\n3|4");
    assert_eq!(is, Err(LayoutError::FieldTwice { code: "counters".into(), first: 2, second: 3 }));
    let is = read("field|online|procedures_total\nho_tich|1|5\ncounters||6");
    let (code, field) = ("procedures_total".to_owned(), "ho_tich".to_owned());
    assert_eq!(is, Err(LayoutError::ForeignColumn { line: 2, column: 3, code, field }));
    let is = read("field|online|procedures_total\ncounters|0|6");
    assert!(matches!(is, Err(LayoutError::ForeignColumn { line: 2, column: 2, .. })), "{is:?}");
    for text in ["online|direct\n1|2", "online|procedures_total\n1|2"] {
        assert_eq!(read(text), Err(LayoutError::NoName { line: 2 }), "{text}");
    }
}

#[test]
fn every_mistake_in_the_rows_is_told() {
    let text = "Lĩnh vực|Trực tuyến|Trước hạn\nHộ tịch|1,5|-2\nHộ tịnh|1|2\nĐất đai|3|4\nhộ tịch|5|6\n|7|8\nTổng|x|9";
    let layout = recognise(&grid(text), &known(), &Mapping::default()).unwrap();
    let wrong: Vec<String> = layout.mistakes.iter().map(ToString::to_string).collect();
    let begins = [
        "line 2, column 2",
        "line 2, column 3",
        "line 3: unknown",
        "ho_tich: in lines 2 and 5",
        "line 6: figures without",
        "line 7, column 2",
    ];
    assert_eq!(wrong.len(), begins.len(), "{wrong:?}");
    for (is, begin) in wrong.iter().zip(begins) {
        assert!(is.starts_with(begin), "{is}");
    }
    let layout = recognise(
        &grid("Nội dung|Số lượng\nprocedures_total|x\nprocedures_online|-1\nLạ|4"),
        &known(),
        &Mapping::default(),
    );
    assert_eq!(layout.unwrap().mistakes.len(), 3);
    // A file of nothing but mistakes ends.
    let rows = format!("Lĩnh vực|Trực tuyến\n{}", "Lạ|1\n".repeat(5_000));
    assert_eq!(recognise(&grid(&rows), &known(), &Mapping::default()).unwrap().mistakes.len(), MAX_MISTAKES);
}

#[test]
fn two_fields_of_one_name() {
    let mut known = known();
    known.fields.push(KnownField { code: "x".into(), name: "hộ tích".into(), aliases: Vec::new() });
    let is = first(recognise(&grid("field|online\nHộ tịch|1"), &known, &Mapping::default()));
    let codes = vec!["ho_tich".to_owned(), "x".into()];
    assert_eq!(is, Err(LayoutError::AmbiguousField { line: 2, name: "Hộ tịch".into(), codes }));
}

#[test]
fn numbers_and_names_that_contradict() {
    let table = |numbers: &str| {
        format!("TT|Lĩnh vực|Trực tuyến|Từ kỳ trước|Đã giải quyết - Quá hạn|Đúng hạn\n{numbers}\n1|Hộ tịch|1|2|3|4")
    };
    assert!(read(&table("(1)|(2)|(4)|(6)|(10)|(9)")).is_ok());
    for (numbers, column, number) in [
        ("(1)|(2)|(4)|(5)|(10)|(9)", 4, 5),
        ("(1)|(2)|(4)|(6)|(13)|(9)", 5, 13),
        ("1|2|3|4|5|6", 3, 3),
        ("(1)|(2)|(4)|(6)|(10)|(99)", 6, 99),
    ] {
        let is = read(&table(numbers));
        let Err(LayoutError::Contradiction { line: 2, column: c, number: n, .. }) = is else {
            panic!("{numbers}: {is:?}")
        };
        assert_eq!((c, n), (column, number), "{numbers}");
    }
    // "Quá hạn" of no group, numbered as neither of the two.
    let is = read("Lĩnh vực|Trực tuyến|Quá hạn\n(2)|(4)|(9)\nHộ tịch|1|2");
    assert!(matches!(is, Err(LayoutError::Contradiction { column: 3, number: 9, .. })), "{is:?}");
    // What the officer chose is not asked again.
    let chosen = mapping(&[("Từ kỳ trước", Some("carried"))], &[]);
    assert!(recognise(&grid(&table("(1)|(2)|(4)|(5)|(10)|(9)")), &known(), &chosen).is_ok());
    // Numbers alone, of a form hardly recognised, name no column.
    let layout = read("Lĩnh vực|Trực tuyến|Mới nhận|Đã xong\n(2)|(4)|(5)|(7)\nHộ tịch|1|2|3").unwrap();
    assert_eq!((codes(&layout), layout.unknown_columns.len()), (vec!["online"], 2));
    // A row of figures without a name is no row of column numbers.
    let is = read("TT|Lĩnh vực|Trực tuyến|Từ kỳ trước|Đúng hạn\n1||5|3|2\n2|Hộ tịch|1|2|3");
    assert_eq!(is, Err(LayoutError::NoName { line: 2 }));
}
