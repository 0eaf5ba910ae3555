//! How numbers are written, and bare blocks of them.

use super::BadNumber::{Formula, Negative, Separators, TooLarge, Words};
use super::LayoutError::BadCell;
use super::Value::{Count, Missing, Nil};
use super::*;
use crate::intake::layout::value::parse;

#[test]
fn numbers_as_people_write_them() {
    let counts = [
        ("0", 0),
        ("1234", 1234),
        ("05", 5),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1 234", 1234),
        ("1\u{a0}234", 1234),
        ("1\u{2009}234\u{202f}567", 1_234_567),
        ("12.345.678", 12_345_678),
        ("1.000", 1000),
        ("  42 ", 42),
        ("'42", 42),
        ("\u{a0}' 1.042\u{a0}", 1042),
        ("999999999999999", MAX_COUNT),
    ];
    for (text, count) in counts {
        assert_eq!(parse(&Raw::Text(text.into())), Ok(Value::Count(count)), "{text:?}");
    }
    for text in
        ["-", " – ", "—", "−", "không phát sinh", "KHONG PHAT SINH", "Không  phát\u{a0}sinh", "KPS", "nil", "Nil"]
    {
        assert_eq!(parse(&Raw::Text(text.into())), Ok(Value::Nil), "{text:?}");
    }
    for raw in [Raw::Empty, Raw::Text(" \u{a0}".into()), Raw::Text("'".into())] {
        assert_eq!(parse(&raw), Ok(Value::Missing), "{raw:?}");
    }
    assert_eq!(parse(&Raw::Whole(7)), Ok(Value::Count(7)));
}

#[test]
fn what_is_no_count_is_refused() {
    let bad = [
        ("1.5", Separators),
        ("1,50", Separators),
        ("12,3", Separators),
        ("1.0", Separators),
        ("12,0", Separators),
        ("12.34", Separators),
        ("1.23.456", Separators),
        ("1234.567", Separators),
        ("0.123", Separators),
        ("012.345", Separators),
        ("1.234,5", Separators),
        ("1.234,567", Separators),
        ("1  234", Separators),
        ("1.234.", Separators),
        (".234", Separators),
        (",", Separators),
        ("-5", Negative),
        ("− 1.000", Negative),
        ("=A1", Formula),
        ("#REF!", Formula),
        ("1e3", Words),
        ("12345678901234567890", TooLarge),
        ("1000000000000000", TooLarge),
        ("abc", Words),
        ("5 hồ sơ", Words),
        ("--", Words),
        ("(5)", Words),
        ("+5", Words),
        ("٣", Words),
        ("12/01/2024", Words),
    ];
    for (text, why) in bad {
        assert_eq!(parse(&Raw::Text(text.into())), Err(why), "{text:?}");
    }
    assert_eq!(parse(&Raw::Whole(MAX_COUNT + 1)), Err(TooLarge));
    for other in ["", "12", "1.5", "-3", "2024-01-15"] {
        assert!(parse(&Raw::Other(other.into())).is_err(), "{other:?}");
    }
}

#[test]
fn bad_cells_are_named_with_place_and_content() {
    let long = "x".repeat(80);
    for (cell, found) in [("1,5", "1,5"), ("~=A1+B2", "=A1+B2"), ("5\\nhồ sơ", "5 hồ sơ"), ("a\u{7}b\u{202e}", "a·b·")]
    {
        let text = format!("field|online|direct\nho_tich|1|{cell}");
        let Err(LayoutError::BadCell { line: 2, column: 3, found: is, .. }) = read(&text) else { panic!("{cell}") };
        assert_eq!(is, found);
    }
    let Err(LayoutError::BadCell { found, .. }) = read(&format!("field|online\nho_tich|{long}")) else { panic!() };
    assert_eq!((found.chars().count(), found.ends_with('…')), (SHOWN, true));
}

#[test]
fn a_pasted_block_is_a_rectangle_of_values() {
    let rows = grid("1|1.234|-\n0||7\n||");
    let is = block(&rows).unwrap();
    assert_eq!(is.0, [[Count(1), Count(1234), Nil], [Count(0), Missing, Count(7)]]);
    assert!(!has_header(&rows, &known(), &Mapping::default()));
    assert_eq!(block(&grid("1|2\n3")), Err(LayoutError::Ragged { line: 2, found: 1, expected: 2 }));
    let (values, wrong) = block(&grid("1|2\n3|4,5\nx|7")).unwrap();
    assert_eq!(values[1], [Count(3), Missing]);
    assert!(matches!(wrong[..], [BadCell { line: 2, column: 2, .. }, BadCell { line: 3, column: 1, .. }]), "{wrong:?}");
    assert_eq!(block(&grid("|\n|")), Err(LayoutError::NoRows));
    assert_eq!(block(&[]), Err(LayoutError::NoRows));
}

#[test]
fn blocks_and_tables_are_told_apart() {
    for table in ["field|online\nho_tich|1", "Quá hạn|Trước hạn\n1|2", "Hồ sơ được số hóa|5", "\n|Lĩnh vực|Trực tuyến"]
    {
        assert!(has_header(&grid(table), &known(), &Mapping::default()), "{table}");
    }
    for bare in ["1|2\n3|4", "-|-", "Hộ tịch|1|2", ""] {
        assert!(!has_header(&grid(bare), &known(), &Mapping::default()), "{bare}");
    }
}

#[test]
fn caps() {
    let row = |line, cells| RawRow { line, cells };
    let wide = vec![row(1, vec![Raw::Whole(1); MAX_COLUMNS + 1])];
    assert_eq!(block(&wide), Err(LayoutError::TooLarge { rows: 1, columns: MAX_COLUMNS + 1 }));
    // Empty cells beyond the cap are no columns.
    let mut cells = vec![Raw::Empty; MAX_COLUMNS + 100];
    cells[0] = Raw::Whole(1);
    assert!(block(&[row(1, cells)]).is_ok());
    let long: Vec<RawRow> = (1..=20_001).map(|line| row(line, vec![Raw::Whole(1)])).collect();
    assert!(matches!(recognise(&long, &known(), &Mapping::default()), Err(LayoutError::TooLarge { rows: 20_001, .. })));
    assert!(block(&long[1..]).is_ok());
    let table = "field|online\nho_tich|1";
    assert!(read(&format!("{}{table}", "x\n".repeat(59))).is_ok());
    assert_eq!(read(&format!("{}{table}", "x\n".repeat(60))), Err(LayoutError::NoHeader));
}
