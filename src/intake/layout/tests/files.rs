//! Headers of whole files.

use super::Why::{NoFigures, Numbering, Title};
use super::*;

const PRINTED: &str = r"
Biểu số II.06a/VPCP/KSTT|||TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC|||||||Đơn vị báo cáo: UBND xã An Phước
Ban hành theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020|||Kỳ báo cáo: Tháng 01/2024
|||(Từ ngày 15/12/2023 đến ngày 14/01/2024)
||||||||||Đơn vị tính: Số hồ sơ TTHC||
TT|Lĩnh vực, công việc giải quyết theo cấp|Số lượng hồ sơ tiếp nhận||||Số lượng hồ sơ đã giải quyết||||Số lượng hồ sơ đang giải quyết||
||Tổng số|Trong kỳ||Từ kỳ trước|Tổng số|Trước hạn|Đúng hạn|Quá hạn|Tổng số|Trong hạn|Quá hạn
|||Trực tuyến|Trực tiếp,\ndịch vụ bưu chính||||||||
(1)|(2)|(3)=(4)+(5)+(6)|(4)|(5)|(6)|(7)=(8)+(9)+(10)|(8)|(9)|(10)|(11)=(12)+(13)|(12)|(13)
I|LĨNH VỰC TƯ PHÁP|||||||||||
1|Chứng thực|1105|1030|70|5|1099|1060|35|4|6|5|1
2|Hộ tịch|42|12|28|2|39|20|18|1|3|3|0
3|Nuôi con nuôi|-|-|-|-|-|-|-|-|-|-|-
Tổng số||1147|1042|98|7|1138|1080|53|5|9|8|1

|||||||||An Phước, ngày 16 tháng 01 năm 2024
|NGƯỜI LẬP BIỂU||||||||CHỦ TỊCH
|Nguyễn Thị A||||||||Trần Văn B";

#[test]
fn the_printed_form() {
    let layout = read(PRINTED).unwrap();
    let printed: Vec<&str> = COLUMNS.iter().map(|c| c.0).collect();
    assert_eq!(codes(&layout), printed);
    assert_eq!(
        (layout.columns[2].at, layout.columns[2].line, layout.columns[2].head.as_str()),
        (4, 7, "Số lượng hồ sơ tiếp nhận - Trong kỳ - Trực tiếp, dịch vụ bưu chính")
    );
    let rows: Vec<_> = layout.rows.iter().map(|r| (r.line, r.field.as_str(), r.name.as_str(), cells(r))).collect();
    assert_eq!(rows[0], (10, "chung_thuc", "Chứng thực", "1105 1030 70 5 1099 1060 35 4 6 5 1".into()));
    assert_eq!(rows[1], (11, "ho_tich", "Hộ tịch", "42 12 28 2 39 20 18 1 3 3 0".into()));
    assert_eq!(rows[2], (12, "nuoi_con_nuoi", "Nuôi con nuôi", "- - - - - - - - - - -".into()));
    assert_eq!(layout.totals.len(), 1);
    assert_eq!((layout.totals[0].line, layout.totals[0].name.as_str()), (13, "Tổng số"));
    assert_eq!(cells(&layout.totals[0]), "1147 1042 98 7 1138 1080 53 5 9 8 1");
    assert_eq!(layout.window, Some((day(2023, 12, 15), day(2024, 1, 14))));
    assert_eq!(layout.periods, [Named::Month(2024, 1)]);
    assert_eq!(layout.unknown_columns, []);
    let left: Vec<_> = layout.left_out.iter().map(|l| (l.line, l.why)).collect();
    let titles = [(1, Title), (2, Title), (3, Title), (4, Title)];
    let rest = [(8, Numbering), (9, NoFigures), (15, NoFigures), (16, NoFigures), (17, NoFigures)];
    assert_eq!(left, [&titles[..], &rest[..]].concat());
}

#[test]
fn the_printed_form_in_other_writings() {
    let right = read(PRINTED).unwrap();
    let same = |text: &str| {
        let layout = read(text).unwrap();
        assert_eq!(codes(&layout), codes(&right));
        let all = |l: &Layout| l.rows.iter().chain(&l.totals).map(|r| (r.field.clone(), cells(r))).collect::<Vec<_>>();
        assert_eq!(all(&layout), all(&right), "{text}");
    };
    same(&PRINTED.to_uppercase().replace("\\N", "\\n"));
    same(&crate::domain::text::fold(PRINTED));
    same(&unicode_normalization::UnicodeNormalization::nfd(PRINTED).collect::<String>());
    same(&PRINTED.replace("Tổng số|Trong kỳ", "Tổng   số |  Trong\\nkỳ"));
    // Plain numbers, with and without sums; none at all.
    let plain = "1|2|3|4|5|6|7|8|9|10|11|12|13";
    let numbers = PRINTED.lines().find(|l| l.starts_with("(1)")).unwrap();
    same(&PRINTED.replace(numbers, plain));
    same(&PRINTED.replace(numbers, "1|2|3=4+5+6|4|5|6|7=8+9+10|8|9|10|11=12+13|12|13"));
    same(&PRINTED.replace(numbers, "-1|-2|-3|-4|-5|-6|-7|-8|-9|-10|-11|-12|-13"));
    same(&PRINTED.replace(numbers, "A|B|1|2|3|4|5|6|7|8|9|10|11"));
    same(&PRINTED.replace(&format!("{numbers}\n"), ""));
    // Merged cells written out in each of their cells.
    same(&PRINTED.replace(
        "tiếp nhận||||",
        "tiếp nhận|Số lượng hồ sơ tiếp nhận|Số lượng hồ sơ tiếp nhận|Số lượng hồ sơ tiếp nhận|",
    ));
    // The header repeated on a second page, a total before the figures.
    let repeated = PRINTED.lines().skip(5).take(4).collect::<Vec<_>>().join("\n");
    same(&PRINTED.replace("2|Hộ tịch", &format!("{repeated}\n2|Hộ tịch")));
    let total = PRINTED.lines().find(|l| l.starts_with("Tổng số||")).unwrap();
    let moved = PRINTED.replace(&format!("{total}\n"), "");
    same(&moved.replace("I|LĨNH VỰC TƯ PHÁP", &format!("{total}\nI|LĨNH VỰC TƯ PHÁP")));
}

#[test]
fn the_number_row_decides_where_names_do_not() {
    // Group and head the program does not know: the printed number says what they are.
    let odd = PRINTED
        .replace("Số lượng hồ sơ tiếp nhận||||", "Số hồ sơ nhận giải quyết||||")
        .replace("Đúng hạn", "Xong đúng ngày");
    assert_eq!(codes(&read(&odd).unwrap()).len(), 11);
    // Without numbers they stay unknown, and are told.
    let numbers = odd.lines().find(|l| l.starts_with("(1)")).unwrap().to_owned();
    let layout = read(&odd.replace(&format!("{numbers}\n"), "")).unwrap();
    assert_eq!(codes(&layout), ["resolved", "early", "late", "open", "open_in_time", "open_overdue"]);
    let unknown: Vec<usize> = layout.unknown_columns.iter().map(|u| u.0).collect();
    assert_eq!(unknown, [2, 3, 4, 5, 8]);
    assert_eq!(layout.unknown_columns[1].1, "Số hồ sơ nhận giải quyết - Trong kỳ - Trực tuyến");
    // A row of names is no level of the header.
    let layout = read("Nội dung|Trực tuyến|\nHộ tịch||\nĐất đai|1|2").unwrap();
    assert_eq!((layout.rows.len(), layout.unknown_columns), (2, vec![(2, String::new())]));
    // "Quá hạn" without a group.
    let flat = "Lĩnh vực|Trực tuyến|Trước hạn|Quá hạn|Quá hạn\n(2)|(4)|(8)|(10)|(13)\nHộ tịch|1|2|3|4";
    let layout = read(flat).unwrap();
    assert_eq!(codes(&layout), ["online", "early", "late", "open_overdue"]);
}

#[test]
fn flattened_heads() {
    let heads = [
        ("Tiếp nhận - Trực tuyến", "online"),
        ("Số hồ sơ tiếp nhận: Tổng số", "received"),
        ("TỔNG SỐ HỒ SƠ TIẾP NHẬN", "received"),
        ("Tổng tiếp nhận", "received"),
        ("Số hồ sơ đã giải quyết: Trước hạn", "early"),
        ("da giai quyet / qua han", "late"),
        ("Đang giải quyết > Quá hạn", "open_overdue"),
        ("Giải quyết quá hạn", "late"),
        ("Trong hạn", "open_in_time"),
        ("Số lượng hồ sơ tiếp nhận - Trong kỳ - Trực tuyến", "online"),
        ("Trực tuyến (4)", "online"),
        ("Tổng số hồ sơ đã giải quyết (7=8+9+10)", "resolved"),
        ("OPEN_OVERDUE", "open_overdue"),
        ("Từ kỳ\\ntrước", "carried"),
    ];
    for (head, code) in heads {
        let layout = read(&format!("Lĩnh vực|{head}\nHộ tịch|3")).unwrap_or_else(|e| panic!("{head}: {e}"));
        assert_eq!(codes(&layout), [code], "{head}");
    }
}

#[test]
fn a_group_that_contradicts_is_no_match() {
    // "Đã giải quyết - Trong hạn" is early and on time together; no column of the form.
    for head in ["Đã giải quyết - Trong hạn", "Thanh toán trực tuyến", "Trả đúng thời hạn", "Hạn", "Tỷ lệ đúng hạn"]
    {
        let layout = read(&format!("Lĩnh vực|{head}|Trước hạn\nHộ tịch|3|4")).unwrap();
        assert_eq!(
            (codes(&layout), layout.unknown_columns.clone()),
            (vec!["early"], vec![(1, head.to_owned())]),
            "{head}"
        );
    }
    // The same when the group stands in a row of its own: it is never left aside.
    let layout = read("Lĩnh vực|Thanh toán|Đã giải quyết\n|Trực tuyến|Trước hạn\nHộ tịch|3|4").unwrap();
    assert_eq!((codes(&layout), layout.unknown_columns.len()), (vec!["early"], 1));
    let text = "Lĩnh vực|Thanh toán|Chuyển đi|\n|Trực tuyến|Trước hạn|Trong hạn\nHộ tịch|3|4|5";
    assert_eq!(read(text), Err(LayoutError::NoHeader));
    let text = "|Thanh toán|Chuyển đi|\nLĩnh vực|Trực tuyến|Trước hạn|Trong hạn\nHộ tịch|3|4|5";
    assert_eq!(read(text), Err(LayoutError::NoHeader));
}

#[test]
fn two_levels_with_the_total_first() {
    let layout = read(
        "BÁO CÁO THÁNG 1 NĂM 2024
Lĩnh vực|Số lượng hồ sơ tiếp nhận||Số lượng hồ sơ đã giải quyết||Đang giải quyết
|Tổng số|Trực tuyến|Tổng số|Quá hạn|Quá hạn
TỔNG CỘNG|1.147|'1 042|1138|5|1
Chứng thực|1105|1030|1099|4|1
Hộ tịch|42|12|39|1|KPS",
    )
    .unwrap();
    assert_eq!(codes(&layout), ["received", "online", "resolved", "late", "open_overdue"]);
    assert_eq!(cells(&layout.totals[0]), "1147 1042 1138 5 1");
    assert_eq!(cells(&layout.rows[1]), "42 12 39 1 -");
    assert_eq!(layout.periods, [Named::Month(2024, 1)]);
}

#[test]
fn merged_cells_reach_as_far_as_their_group() {
    // A head merged downwards is no group of its neighbours …
    let layout = read("Lĩnh vực|Tổng tiếp nhận||\n||Trước hạn|Trong hạn\nHộ tịch|1|2|3").unwrap();
    assert_eq!(codes(&layout), ["received", "early", "open_in_time"]);
    // … and a group within a group ends with it.
    let text =
        "Lĩnh vực|Tiếp nhận||Đã giải quyết|\n|Trong kỳ||||\n|Trực tuyến|Trực tiếp, dịch vụ bưu chính|Trước hạn|Quá hạn
Hộ tịch|1|2|3|4";
    assert_eq!(codes(&read(text).unwrap()), ["online", "direct", "early", "late"]);
}

#[test]
fn codes_in_any_order_and_single_row_forms() {
    let layout = read("Direct|FIELD|online\n1||\n5|ho_tich|2\n||").unwrap_err();
    assert_eq!(layout, LayoutError::NoName { line: 2 });
    let layout = read("Direct|FIELD|online\n5|ho_tich|2").unwrap();
    assert_eq!((value(&layout, "ho_tich", "direct"), layout.columns[1].at), (Value::Count(5), 2));
    // Small figures below codes are no row of column numbers.
    let layout = read("dossiers_digitised,|results_electronic|procedures_total\n1|2|3").unwrap();
    assert_eq!((layout.rows[0].field.as_str(), cells(&layout.rows[0])), ("counters", "1 2 3".into()));
    let layout = read("field|online|dossiers_digitised\nho_tich|1|\ncounters||7").unwrap();
    assert_eq!(value(&layout, "counters", "dossiers_digitised"), Value::Count(7));
    assert_eq!(value(&layout, "ho_tich", "dossiers_digitised"), Value::Missing);
}

#[test]
fn the_long_form_of_counters() {
    let long = "Báo cáo tháng 02/2024
Từ 15/01/2024 đến hết ngày 14/02/2024
STT|Chỉ tiêu|Đơn vị|Giá trị
(1)|(2)|(3)|(4)
1|Hồ sơ được số hóa|hồ sơ|1.300
2|2. kết quả cấp bản điện tử|bản|250
3|procedures_total|TTHC|120
4|PAKN phải xử lý trong kỳ|lượt|không phát sinh
|NGƯỜI LẬP||CHỦ TỊCH";
    let layout = read(long).unwrap();
    assert_eq!(codes(&layout), ["dossiers_digitised", "results_electronic", "procedures_total", "feedback_due"]);
    assert_eq!((layout.rows.len(), cells(&layout.rows[0])), (1, "1300 250 120 -".into()));
    assert_eq!((layout.columns[1].at, layout.columns[1].line), (3, 6));
    assert_eq!(layout.window, Some((day(2024, 1, 15), day(2024, 2, 14))));
    assert_eq!(layout.periods, [Named::Month(2024, 2)]);
    assert_eq!(layout.left_out.len(), 5);
    assert_eq!(cells(&read("dossiers_digitised|7").unwrap().rows[0]), "7");
    // Names in a row, with a word behind them, are a header.
    for wide in ["dossiers_digitised|procedures_total|Ghi chú\n7|7|x", "procedures_total|Ghi chú\n7|x"] {
        assert_eq!(value(&read(wide).unwrap(), "counters", "procedures_total"), Value::Count(7), "{wide}");
    }
    // Code and name beside each other.
    assert_eq!(cells(&read("procedures_total|TTHC thuộc thẩm quyền|7").unwrap().rows[0]), "7");
    let plan = "Chỉ tiêu|Kế hoạch|Kết quả\nHồ sơ được số hóa|10|9\nKết quả cấp bản điện tử|8|7";
    assert_eq!(cells(&read(plan).unwrap().rows[0]), "9 7");
    let two = LayoutError::SeveralValueColumns { columns: vec![2, 3] };
    assert_eq!(read(&plan.replace("|Kết quả\n", "|Tháng này\n")), Err(two));
    let bad = read("Hồ sơ được số hóa|12,5");
    assert!(matches!(bad, Err(LayoutError::BadCell { line: 1, column: 2, .. })), "{bad:?}");
    let unknown = read("Hồ sơ được số hóa|5\nKết quả cấp bản điện|6");
    let nearest = Some("Kết quả cấp bản điện tử".to_owned());
    assert_eq!(
        unknown,
        Err(LayoutError::UnknownField {
            line: 2,
            name: "Kết quả cấp bản điện".into(),
            key: "ket qua cap ban dien".into(),
            nearest
        })
    );
    let twice = read("Hồ sơ được số hóa|5\ndossiers_digitised|6");
    assert_eq!(twice, Err(LayoutError::FieldTwice { code: "dossiers_digitised".into(), first: 1, second: 2 }));
}

#[test]
fn what_the_officer_chose_comes_first() {
    let text = "Lĩnh vực|Quá hạn|Mới nhận|Trước hạn\nHộ tịch|1|2|3\nTư pháp|4|5|6\nLinh tinh|7|8|9";
    let chosen = mapping(
        &[("quá hạn", Some("late")), ("Mới nhận", Some("online")), ("Trước hạn", None)],
        &[("TƯ PHÁP", Some("chung_thuc")), ("linh tinh", None)],
    );
    let layout = recognise(&grid(text), &known(), &chosen).unwrap();
    assert_eq!((codes(&layout), layout.rows.len()), (vec!["late", "online"], 2));
    assert_eq!(value(&layout, "chung_thuc", "online"), Value::Count(5));
    let left: Vec<_> = layout.left_out.iter().map(|l| (l.line, l.column, l.text.as_str(), l.why)).collect();
    assert_eq!(left, [(1, Some(3), "Trước hạn", Why::Chosen), (4, None, "Linh tinh", Why::Chosen)]);
    // Heads of several levels: the key of what Place and errors show.
    let head = read(PRINTED).unwrap().columns[1].head.clone();
    let chosen = mapping(&[(&head, None)], &[("chứng thực", None)]);
    let layout = recognise(&grid(PRINTED), &known(), &chosen).unwrap();
    assert_eq!((layout.columns.len(), layout.rows.len()), (10, 2));
    // A code that is gone is no choice.
    let stale = mapping(&[("Trực tuyến", Some("gone"))], &[("Hộ tịch", Some("gone"))]);
    assert!(recognise(&grid("Lĩnh vực|Trực tuyến\nHộ tịch|1"), &known(), &stale).is_ok());
}
