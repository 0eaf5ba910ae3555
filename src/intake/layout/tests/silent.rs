//! Wrong values that were once taken silently; each case fails without its rule.

use super::Named::{Cumulative, Month, MonthOf, OtherSpan, SixMonths};
use super::*;

/// Cells between commas, as the tester wrote them; for the rest see [`grid`].
fn csv(text: &str) -> Result<Layout, LayoutError> {
    read(&text.replace(',', "|"))
}

#[test]
fn line_breaks_and_tabs_separate_no_thousands() {
    use crate::intake::layout::value::parse;
    for text in ["5\n120", "5\t120", "5\r\n120", "5\u{2028}120", "5\u{200b}120", "5\u{2003}120"] {
        assert_eq!(parse(&Raw::Text(text.into())), Err(BadNumber::Separators), "{text:?}");
    }
    for text in ["5 120", "5\u{a0}120", "5\u{2007}120", "5\u{2009}120", "5\u{202f}120", "\t5.120\n"] {
        assert_eq!(parse(&Raw::Text(text.into())), Ok(Value::Count(5120)), "{text:?}");
    }
}

#[test]
fn groups_above_are_never_left_aside() {
    // Of each file the known columns left.
    let files: [(&str, &[&str]); 15] = [
        ("Lĩnh vực,Đã giải quyết:,\n,Trước hạn,Trong hạn\nHộ tịch,5,6", &["early"]),
        (",Hồ sơ đã giải quyết,\nLĩnh vực,Trực tuyến,Trực tiếp\nHộ tịch,5,6", &[]),
        (",Hồ sơ đã giải quyết (7),\nLĩnh vực,Trước hạn,Quá hạn\nHộ tịch,5,6", &["early", "late"]),
        ("Lĩnh vực,Lũy kế 5 tháng,,\n,Trực tuyến,Trước hạn,Đúng hạn\nHộ tịch,5,6,7", &[]),
        ("Lĩnh vực,Cùng kỳ 2023,,\n,Trực tuyến,Trước hạn,Đúng hạn\nHộ tịch,5,6,7", &[]),
        ("Lĩnh vực,Tháng 02/2024,,Tháng 01/2024,\n,Trực tuyến,Trước hạn,Đúng hạn,\nHộ tịch,5,6,7,", &[]),
        (",Tháng 02/2024,,Tháng 01/2024,\nLĩnh vực,Trực tuyến,Trước hạn,Đúng hạn,\nHộ tịch,5,6,7,", &[]),
        ("Lĩnh vực,2024,,2023\n,Trực tuyến,Trước hạn,Đúng hạn\nHộ tịch,5,6,7", &[]),
        ("Lĩnh vực,Thanh toán,\n,,\n,Trực tuyến,Trước hạn\nHộ tịch,5,6", &[]),
        ("STT,,Lũy kế,\n,Lĩnh vực,Trực tuyến,Trước hạn\n1,Hộ tịch,5,6", &[]),
        ("Mẫu,,Lũy kế,\nSTT,Lĩnh vực,Trực tuyến,Trước hạn\n1,Hộ tịch,5,6", &[]),
        (",(Lũy kế),\nLĩnh vực,Trực tuyến,Trước hạn\nHộ tịch,5,6", &[]),
        (",Tiếp nhận,Lũy kế\nLĩnh vực,Trực tuyến,Trước hạn\nHộ tịch,5,6", &["online"]),
        (",Kỳ báo cáo trước,\nLĩnh vực,Trực tuyến,Trước hạn\nHộ tịch,5,6", &[]),
        (",Lũy kế,\n,Đã giải quyết:,\nLĩnh vực,Trước hạn,Quá hạn\nHộ tịch,5,6", &[]),
    ];
    for (file, known) in files {
        match csv(file) {
            Ok(layout) => assert_eq!(codes(&layout), known, "{file}"),
            Err(error) => assert_eq!((error, known), (LayoutError::NoHeader, &[][..]), "{file}"),
        }
    }
}

#[test]
fn titles_are_no_groups() {
    let titles = [
        "||Đơn vị tính: Số hồ sơ TTHC|",
        "|ĐVT: hồ sơ||",
        "||Đơn vị báo cáo: UBND xã|Đơn vị nhận báo cáo: huyện",
        "||Kỳ báo cáo: Tháng 01/2024|",
        "||Biểu số II.06a|",
        "||Mẫu số 1|",
        "||(Từ ngày 15/12/2023 đến ngày 14/01/2024)|",
        "||Từ ngày 15/12/2023 đến ngày 14/01/2024|",
        "|Từ ngày|15/12/2023|",
        "||Ban hành theo Quyết định số 1|",
        "||Theo Thông tư 01/2020|",
        "||Ngày 16/01/2024|",
        "||(Kèm theo công văn số 12)|",
        "||An Phước, ngày 16 tháng 01 năm 2024|",
        "UBND XÃ AN PHƯỚC||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|",
        "BÁO CÁO|||",
        "||TÌNH HÌNH GIẢI QUYẾT|\n|||",
    ];
    for title in titles {
        let layout = read(&format!("{title}\nTT|Lĩnh vực|Trực tuyến|Trước hạn\n1|Hộ tịch|5|6"));
        let layout = layout.unwrap_or_else(|e| panic!("{title}: {e}"));
        assert_eq!((codes(&layout), cells(&layout.rows[0])), (vec!["online", "early"], "5 6".into()), "{title}");
    }
}

#[test]
fn the_long_form_takes_the_column_of_values_or_none() {
    let long = |heads: &str, row: &str| read(&format!("{heads}\nHồ sơ được số hóa|{row}"));
    for (heads, row, right) in [
        ("Nội dung|Kỳ trước|Số lượng", "100|", ""),
        ("Nội dung|Kế hoạch|Thực hiện", "100|5", "5"),
        ("Nội dung|Số thực hiện|Tỷ lệ", "5|90", "5"),
        ("Nội dung|Số lượng (2)|Kỳ trước", "5|90", "5"),
        ("Nội dung|Tháng 01/2024", "5", "5"),
        ("Nội dung|Tháng 3|Ghi chú", "5|x", "5"),
        ("Nội dung|", "5", "5"),
        ("Nội dung|ĐVT|", "hồ sơ|5", "5"),
        ("Nội dung|Đơn vị tính: hồ sơ\nNội dung|Giá trị", "5", "5"),
    ] {
        let layout = long(heads, row).unwrap_or_else(|e| panic!("{heads}: {e}"));
        assert_eq!(cells(&layout.rows[0]), right, "{heads}");
    }
    for (heads, column, line) in [
        ("Nội dung|Chỉ tiêu giao", 2, 1),
        ("Nội dung|Kế hoạch tháng 01/2024", 2, 1),
        ("Nội dung|Cùng kỳ năm 2023", 2, 1),
        ("Nội dung|Lũy kế", 2, 1),
        ("Nội dung|ĐVT|Kỳ trước", 3, 1),
        ("Nội dung|Kỳ trước\n|Số lượng", 2, 1),
    ] {
        let row = if column == 3 { "hồ sơ|5" } else { "5" };
        let is = long(heads, row);
        let Err(LayoutError::UnknownValueColumn { line: l, column: c, .. }) = is else { panic!("{heads}: {is:?}") };
        assert_eq!((c, l), (column, line), "{heads}");
    }
    for (heads, row) in [("Nội dung|Số lượng|Kết quả", "5|"), ("Nội dung|Kỳ này|Kỳ trước", "7 hồ sơ|5")]
    {
        let several = Err(LayoutError::SeveralValueColumns { columns: vec![2, 3] });
        assert_eq!(long(heads, row), several, "{heads}");
    }
}

#[test]
fn a_second_header_says_the_same_or_nothing_is_read() {
    let two = "Lĩnh vực|Đã giải quyết|\n|Trước hạn|Quá hạn\nHộ tịch|5|6";
    let one = "Lĩnh vực|Trực tuyến|Trước hạn\nHộ tịch|5|6\n";
    for (first, second, line) in [
        (one, "|||\nLĩnh vực|Trước hạn|Trực tuyến", 4),
        (one, "Lĩnh vực|Trực tuyến|Quá hạn", 3),
        (one, "Nội dung|Đúng hạn|", 3),
        (one, "Lĩnh vực|Mới nhận|Đã xong", 3),
        (one, "|Lũy kế|\nLĩnh vực|Trực tuyến|Trước hạn", 4),
        (one, "TT|Lĩnh vực|Trực tuyến", 3),
        (one, "Lĩnh vực|Trực tuyến||Trước hạn", 3),
        (two, "Lĩnh vực|Đang giải quyết|\n|Trước hạn|Quá hạn", 4),
        (two, "|Quá hạn|Trước hạn", 4),
    ] {
        let is = read(&format!("{}\n{second}\nĐất đai|1|2|3", first.trim_end()));
        assert_eq!(is, Err(LayoutError::SecondHeader { line }), "{second}");
    }
    for (first, second) in [
        (one, "Lĩnh vực|Trực tuyến|Trước hạn"),
        (one, "LĨNH VỰC:|tiếp nhận - trực tuyến|Trước hạn (8)"),
        (one, "|Trực tuyến|Trước hạn\n(1)|(4)|(8)"),
        (one, "LĨNH VỰC TƯ PHÁP||"),
        (one, "|Đơn vị tính: hồ sơ|\nLĩnh vực|Trực tuyến|Trước hạn"),
        (two, "Lĩnh vực|Đã giải quyết|\n|Trước hạn|Quá hạn"),
    ] {
        let layout = read(&format!("{}\n{second}\nĐất đai|1|2", first.trim_end()));
        let layout = layout.unwrap_or_else(|e| panic!("{second}: {e}"));
        assert_eq!(layout.rows.iter().map(cells).collect::<Vec<_>>(), ["5 6", "1 2"], "{second}");
    }
}

#[test]
fn rows_of_figures_are_no_column_numbers() {
    let wide = "STT,Lĩnh vực,Trực tuyến,Trước hạn,Đúng hạn";
    let four = "1,Hộ tịch,9,9,9\n2,Đất đai,9,9,9\n3,Chứng thực,9,9,9\n4,Nuôi con nuôi,9,9,9";
    let narrow = "Lĩnh vực,Trực tuyến,Trước hạn";
    for (file, unknown) in [
        (format!("{wide}\n{four}\n12,A,3,4,5"), "A"),
        (format!("{wide}\n12,A,3,4,5\n{four}"), "A"),
        (format!("{wide}\n1,A,2,3,4\n{four}"), "A"),
        (format!("{narrow}\nHộ tịch,5,6\n101,7,8"), "101"),
        (format!("{narrow}\n101,7,8\nHộ tịch,5,6"), "101"),
        (format!("{narrow}\nHộ tịch,5,6\n1,2,3"), "1"),
        (format!("{narrow}\nHộ tịch,5,6\n(1),(4),(8)"), "(1)"),
        (format!("{narrow}\nx,,\nx,,\nx,,\n1,2,3\nHộ tịch,5,6"), "1"),
        (format!("{narrow}\n12,(4),8\nHộ tịch,5,6"), "12"),
    ] {
        let is = csv(&file);
        assert!(matches!(&is, Err(LayoutError::UnknownField { name, .. }) if name == unknown), "{file}: {is:?}");
    }
}

#[test]
fn figures_as_words_are_figures() {
    let row = |row: &str| read(&format!("Lĩnh vực|Trực tuyến|Trước hạn\nHộ tịch|5|6\n{row}"));
    for figure in ["7 hồ sơ", "7hs", "1.200 hồ sơ", "(7 hồ sơ)", "~ 7 hồ sơ", "12,5 %", "７"] {
        let is = row(&format!("Hôn nhân|{figure}|"));
        assert!(matches!(is, Err(LayoutError::UnknownField { line: 3, .. })), "{figure}: {is:?}");
        assert_eq!(row(&format!("|{figure}|")), Err(LayoutError::NoName { line: 3 }), "{figure}");
    }
    for harmless in ["16/01/2024", "ngày 16 tháng 01 năm 2024", "16 tháng 01 năm 2024", "1. Nơi nhận", "16-Jan-2024"]
    {
        let layout = row(&format!("Ghi chú|{harmless}|")).unwrap_or_else(|e| panic!("{harmless}: {e}"));
        assert_eq!((layout.left_out[0].line, layout.left_out[0].why), (3, Why::NoFigures), "{harmless}");
    }
    let is = read("Nội dung|Giá trị\nHồ sơ được số hóa|5\nHôn nhân|7 hồ sơ");
    assert!(matches!(is, Err(LayoutError::UnknownField { line: 3, .. })), "{is:?}");
}

#[test]
fn known_rows_above_the_header_are_told() {
    let table = "Lĩnh vực|Trực tuyến|Trước hạn\nHộ tịch|1|2";
    for (above, line, name) in [
        ("Chứng thực|4|5", 1, "Chứng thực"),
        ("x\n1. Chứng thực|4|5\n", 2, "1. Chứng thực"),
        ("Chứng thực||-", 1, "Chứng thực"),
        ("Lĩnh vực|Đúng hạn\nChứng thực|4", 2, "Chứng thực"),
        ("Hồ sơ được số hóa|300", 1, "Hồ sơ được số hóa"),
        ("Chứng thực|4 hồ sơ", 1, "Chứng thực"),
    ] {
        let is = read(&format!("{above}\n{table}"));
        assert_eq!(is, Err(LayoutError::RowAboveHeader { line, name: name.into() }), "{above}");
    }
    for above in ["Hộ tịch", "UBND xã|Tháng 1/2024", "BÁO CÁO|Hộ tịch"] {
        assert!(read(&format!("{above}\n\n{table}")).is_ok(), "{above}");
    }
}

#[test]
fn windows_in_other_writings() {
    let (from, to) = (day(2024, 2, 15), day(2024, 3, 14));
    let table = "Lĩnh vực|Trực tuyến\nHộ tịch|1";
    for text in [
        "Từ ngày 15/02/2024 00:00 đến ngày 14/03/2024 23:59",
        "Từ 00:00:00 ngày 15/02/2024 đến 23:59:59 ngày 14/03/2024",
        "Từ 0h ngày 15/02/2024 đến 24h ngày 14/03/2024",
        "Từ 0 giờ 00 phút ngày 15/02/2024 đến hết 24 giờ ngày 14/03/2024",
        "từ 0h 15/02/2024 tới 24h00 14/03/2024",
        "từ ngày 15/02 đến ngày 14/03/2024",
        "từ ngày 15/02/2024 đến ngày 14/03",
        "từ ngày 15 tháng 02 đến ngày 14 tháng 3 năm 2024",
        "từ 15/02/24 đến 14/03/24",
        "Từ ngày 15/02/2024 - 14/03/2024",
        "15/02/2024 - 14/03/2024",
        "15/2/24–14/3/24",
        "(15/02/2024 - 14/03/2024)",
        "BÁO CÁO (ngày 15/02/2024 đến ngày 14/03/2024)",
        "Kỳ báo cáo: 15/02/2024 - 14/03/2024",
        "Từ ngày|15/02/2024|Đến ngày|14/03/2024",
        "Từ ngày|~2024-02-15|Đến ngày|~2024-03-14",
        "Từ ngày:|~2024-02-15 00:00:00|Đơn vị tính|Đến ngày:|~2024-03-14T00:00:00",
        "Từ ngày|15/02/2024\nĐến ngày|14/03/2024",
        "Từ ngày|~2024-02-15\nĐến ngày|~2024-03-14",
        "Từ ngày: 15/02/2024|Đơn vị: UBND xã\nĐến ngày: 14/03/2024",
        "Từ ngày|Đến ngày\n15/02/2024|14/03/2024",
    ] {
        for file in [format!("{text}\n\n{table}"), format!("{table}\n\n{text}")] {
            let layout = read(&file).unwrap_or_else(|e| panic!("{file}: {e}"));
            assert_eq!(layout.window, Some((from, to)), "{file}");
        }
    }
    let turn = read(&format!("từ ngày 15/12 đến ngày 14/01/2024\n{table}")).unwrap();
    assert_eq!(turn.window, Some((day(2023, 12, 15), day(2024, 1, 14))));
    for none in [
        "từ ngày 15/02 đến ngày 14/03",
        "ngày 15/02/2024",
        "theo công văn 15/02/2024 - 14/03/2024/CV",
        "Từ ngày|15/02/2024\n\nĐến ngày|14/03/2024",
        "từ kỳ trước 15/02/2024",
    ] {
        assert_eq!(read(&format!("{none}\n\n{table}")).unwrap().window, None, "{none}");
    }
    let is = read(&format!("Từ ngày|15/02/2024\nĐến ngày|31/04/2024\n{table}"));
    assert!(matches!(is, Err(LayoutError::NoSuchDay { line: 2, .. })), "{is:?}");
    let is = read(&format!("15/02/2024 - 14/03/2024\n{table}\n\nTừ ngày 15/03 đến ngày 14/04/2024"));
    assert_eq!(is, Err(LayoutError::TwoWindows { first: 1, second: 5 }));
}

#[test]
fn periods_in_other_writings() {
    let titles: [(&str, &[Named]); 19] = [
        ("Báo cáo T2/2024", &[Month(2024, 2)]),
        ("T02-2024", &[Month(2024, 2)]),
        ("Tháng hai năm 2024", &[Month(2024, 2)]),
        ("THÁNG MƯỜI HAI NĂM 2024", &[Month(2024, 12)]),
        ("tháng mười năm 2024", &[Month(2024, 10)]),
        ("tháng năm năm 2024", &[Month(2024, 5)]),
        ("tháng tư năm 2024", &[Month(2024, 4)]),
        ("Tháng … năm 2024", &[]),
        ("Báo cáo tháng 3", &[MonthOf(3)]),
        ("tháng ba", &[MonthOf(3)]),
        ("trong tháng, từ ngày 15", &[]),
        ("6 tháng cuối năm 2024", &[OtherSpan]),
        ("6 tháng cuối năm", &[OtherSpan]),
        ("3 tháng đầu năm 2024", &[OtherSpan]),
        ("6 tháng đầu năm 2024", &[SixMonths(2024)]),
        ("Lũy kế 5 tháng", &[Cumulative]),
        ("Số liệu từ đầu năm, tháng 2/2024", &[Cumulative, Month(2024, 2)]),
        ("thời hạn 3 tháng", &[]),
        ("Long Thành, ngày 16 tháng 01", &[]),
    ];
    for (title, named) in titles {
        let layout = read(&format!("{title}\nLĩnh vực|Trực tuyến\nHộ tịch|1\n{title}|")).unwrap();
        assert_eq!(layout.periods, named, "{title}");
        let layout = read(&format!("Lĩnh vực|Trực tuyến\nHộ tịch|1\n{title}|")).unwrap();
        assert_eq!(layout.periods, [], "below: {title}");
    }
}

#[test]
fn a_mapping_made_from_an_error_is_found_again() {
    let name = format!("1. Lĩnh vực {} cuối", "rất dài ".repeat(12));
    let rows = grid(&format!("Lĩnh vực|Trực tuyến\n{name}|3"));
    let is = first(recognise(&rows, &known(), &Mapping::default()));
    let Err(LayoutError::UnknownField { name: shown, key: whole, .. }) = is else { panic!("{is:?}") };
    assert_eq!((shown.chars().count(), whole.as_str()), (SHOWN, key(&name).as_str()));
    let mapped = Mapping { fields: BTreeMap::from([(whole, Some("ho_tich".into()))]), ..Mapping::default() };
    assert_eq!(recognise(&rows, &known(), &mapped).unwrap().rows[0].field, "ho_tich");
    // What only the mapping knows is a header too.
    let rows = grid("Lĩnh vực|Mới nhận\nHộ tịch|3");
    let mapped = mapping(&[("Mới nhận", Some("online"))], &[]);
    assert!(!has_header(&rows, &known(), &Mapping::default()));
    assert!(has_header(&rows, &known(), &mapped));
}

#[test]
fn figures_without_any_head_are_told() {
    for (file, unknown) in [
        ("Lĩnh vực,Trực tuyến,Trước hạn\nChứng thực,1,234,56", vec![3]),
        ("Lĩnh vực,Trực tuyến,Trước hạn\nChứng thực,1,2\nTổng,1,2,,4", vec![4]),
        ("Lĩnh vực,,Trực tuyến\nChứng thực,7,1", vec![1]),
    ] {
        let layout = csv(file).unwrap();
        assert_eq!(layout.unknown_columns, unknown.iter().map(|c| (*c, String::new())).collect::<Vec<_>>(), "{file}");
    }
}
