//! Sound packages of every kind.

use std::fmt::Write as _;

use crate::common::{set_up, with_quarter};
use crate::forge::{Forged, Matrix, check, members};
use crate::places::{PDF, batch, on_day, packages, submit};

#[test]
fn revisions_and_periods() {
    let packages = packages();
    let mut matrix = Matrix::default();
    for bytes in [&packages.first, &packages.second, &packages.third, &packages.month] {
        matrix.sound("made", bytes);
    }
    let revisions = [&packages.first, &packages.second, &packages.third].map(|b| check(b).unwrap().head.revision);
    assert_eq!(revisions, [1, 2, 3]);
    assert!(members(&packages.third)["ban_ky.pdf"] == PDF);
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    for period in ["2024-02", "2024-H1", "2024-9M", "2024"] {
        matrix.sound(period, &submit(dir.path(), period, &[]));
    }
}

#[test]
fn one_field_and_thirty() {
    let mut matrix = Matrix::default();
    let cells = "online=4 direct=1 early=5 on_time=nil late=nil open_in_time=0 open_overdue=0";
    let one = tempfile::tempdir().unwrap();
    set_up(one.path());
    batch(one.path(), &format!("figures set 2024-01 ho_tich carried=0 {cells}\n"));
    matrix.sound("one field", &submit(one.path(), "2024-01", &[]));
    let thirty = tempfile::tempdir().unwrap();
    with_quarter(thirty.path());
    let mut lines = String::new();
    for i in 1..=22 {
        writeln!(lines, "figures field 'Lĩnh vực riêng số {i:02}' --code rieng_{i:02}").unwrap();
        for (month, carried) in [("2024-01", "carried=nil"), ("2024-02", "carried="), ("2024-03", "carried=")] {
            writeln!(lines, "figures set {month} rieng_{i:02} {carried} {cells}").unwrap();
        }
    }
    batch(thirty.path(), &lines);
    for period in ["2024-03", "2024-Q1"] {
        let bytes = submit(thirty.path(), period, &[]);
        matrix.sound("thirty fields", &bytes);
        assert_eq!(check(&bytes).unwrap().head.own_fields.len(), 22);
    }
}

/// What goes on from the month before stands in no table but the note.
#[test]
fn carried_from_outside_the_period() {
    let mut matrix = Matrix::default();
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    let lines = "figures set 2024-02 chung_thuc carried=5 direct=51 --reason 'đếm lại: \"sổ cũ\", trang 2'\n\
                 figures set 2024-03 chung_thuc carried=9 direct=60 --reason '= sổ mới'\n";
    batch(dir.path(), lines);
    for period in ["2024-02", "2024-03", "2024-Q1", "2024-H1"] {
        let bytes = submit(dir.path(), period, &[]);
        matrix.sound(period, &bytes);
        let cover = Forged::of(&bytes).text("DOC-TRUOC.txt");
        assert!(cover.contains("Chênh lệch chuyển kỳ – "), "{period}: {cover}");
    }
}

#[test]
fn passages_that_look_like_something_else() {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    let lines = [
        "- gạch",
        "+ cộng",
        "= bằng",
        "@ a còng",
        "' nháy",
        "'= nháy bằng",
        "''- hai nháy",
        "\"trích\", dẫn;",
        "a,b",
        "<w:t>&amp;",
    ];
    for (section, more) in [("sang_kien", &[][..]), ("giai_quyet", &["--alone"][..]), ("truyen_thong", &[][..])] {
        let args = ["report", "passage", "2024-Q1", section, &lines.join("\n")];
        on_day(dir.path(), &[&args[..], more].concat());
    }
    let bytes = submit(dir.path(), "2024-Q1", &[]);
    let found = check(&bytes);
    assert!(found.is_ok(), "{found:?}");
    let words = Forged::of(&bytes).text("loi_bao_cao.csv");
    for line in [",'- gạch", ",'+ cộng", ",'= bằng", ",'@ a còng", ",' nháy", ",''= nháy bằng", ",'''- hai nháy"]
    {
        assert_eq!(words.matches(&format!("rieng{line}\r\n")).count(), 3, "{line}");
    }
}
