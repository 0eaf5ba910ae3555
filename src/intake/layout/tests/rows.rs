//! Names of rows, totals, windows and periods.

use super::Named::{Month, MonthOf, NineMonths, OtherSpan, Quarter, SixMonths, Year};
use super::*;

#[test]
fn names_of_fields() {
    let names = [
        ("Hộ tịch", "ho_tich"),
        ("1. Hộ tịch", "ho_tich"),
        ("1.2. Hộ tịch", "ho_tich"),
        ("I. HỘ TỊCH", "ho_tich"),
        ("IV - Hộ tịch", "ho_tich"),
        ("a) hộ tịch", "ho_tich"),
        ("3 Hộ tịch", "ho_tich"),
        ("Lĩnh vực Hộ tịch", "ho_tich"),
        ("2. Lĩnh vực hộ tịch", "ho_tich"),
        ("Hộ tịch - cấp Xã/Phường", "ho_tich"),
        ("Hộ tịch (cấp xã)", "ho_tich"),
        ("Lĩnh vực ho tich (Cấp xã, phường, thị trấn)", "ho_tich"),
        ("Ho\u{323}\u{302} ti\u{323}ch", "ho_tich"),
        ("HO_TICH", "ho_tich"),
        ("g15-tp05", "ho_tich"),
        ("  Đất\\n đai ", "dat_dai"),
        ("Phòng chống tệ nạn xã hội", "phong_chong_te_nan_xa_hoi"),
        ("5. Thi đua, khen thưởng", "thi_dua_khen_thuong"),
    ];
    for (name, code) in names {
        let layout = read(&format!("TT|Lĩnh vực|Trực tuyến\n1|{name}|3")).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(layout.rows[0].field, code, "{name}");
        assert_eq!(layout.unknown_columns, [], "numbers of rows are no figures");
    }
    for name in [
        "Hộ tịch - cấp Huyện",
        "Hộ tịch hợp",
        "tịch",
        "Lĩnh vực",
        "1",
        "cấp xã",
        "Tổng hợp",
        "Cộng đồng",
        "Thủ tục - Hộ tịch",
        "xã: Hộ tịch",
    ] {
        let is = read(&format!("TT|Lĩnh vực|Trực tuyến\n1|{name}|3"));
        assert!(matches!(is, Err(LayoutError::UnknownField { line: 2, .. })), "{name}: {is:?}");
    }
}

#[test]
fn a_hint_for_a_name_that_is_nearly_right() {
    let hints = [("Hộ tịnh", Some("Hộ tịch")), ("Chứng thựcc", Some("Chứng thực")), ("Hải quan", None)];
    for (name, hint) in hints {
        let is = read(&format!("Lĩnh vực|Trực tuyến\n{name}|3"));
        let nearest = hint.map(str::to_owned);
        assert_eq!(
            is,
            Err(LayoutError::UnknownField { line: 2, name: name.into(), key: key(name), nearest }),
            "{name}"
        );
    }
}

#[test]
fn the_column_of_names_is_the_one_with_names() {
    // No head, or another word; code and name; a note that looks like a name.
    for head in ["", "Nội dung", "Tên thủ tục"] {
        let layout = read(&format!("STT|{head}|Trực tuyến|Ghi chú\n1|Hộ tịch|3|\n2|Đất đai|4|")).unwrap();
        assert_eq!(layout.rows.len(), 2, "{head}");
    }
    let layout = read("Mã|Lĩnh vực|Trực tuyến|Ghi chú\nho_tich|Hộ tịch|3|Đất đai\ndat_dai|Đất đai|4|xem 12").unwrap();
    assert_eq!((layout.rows[0].name.as_str(), layout.unknown_columns.len()), ("Hộ tịch", 1));
    // The name merged into the column of numbers.
    let layout = read("TT|Lĩnh vực|Trực tuyến\nHộ tịch||3\n2|Đất đai|4").unwrap();
    assert_eq!(layout.rows[0].field, "ho_tich");
    let is = read("TT|Lĩnh vực|Trực tuyến\nHải quan||3\n2|Đất đai|4");
    assert!(matches!(is, Err(LayoutError::UnknownField { line: 2, .. })), "{is:?}");
}

#[test]
fn totals_are_apart() {
    for total in
        ["Tổng", "TỔNG CỘNG", "Cộng:", "Tổng số", "tong cong", "Tổng cộng toàn xã", "Cộng (I + II)", "Tổng số hồ sơ"]
    {
        let layout =
            read(&format!("TT|Lĩnh vực|Trực tuyến\n|{total}|7\n1|Hộ tịch|7\n{total}||7\n9|{total}|7")).unwrap();
        assert_eq!((layout.rows.len(), layout.totals.len()), (1, 3), "{total}");
        assert_eq!((layout.totals[1].line, layout.totals[1].field.as_str()), (4, ""));
    }
    let layout = read("field|online\nTổng|\nho_tich|1").unwrap();
    assert_eq!((layout.totals.len(), layout.left_out.len()), (0, 1));
    assert!(matches!(read("field|online\nho_tich|1\nTổng|1,5"), Err(LayoutError::BadCell { line: 3, .. })));
}

#[test]
fn rows_without_figures_are_left_out_and_told() {
    let text = "Lĩnh vực|Trực tuyến|Trực tiếp, dịch vụ bưu chính
I. LĨNH VỰC TƯ PHÁP||
Hộ tịch||
Đất đai|3|
Ghi chú: số liệu đến 14/01/2024||
|Long Thành, ngày 16 tháng 01 năm 2024|CHỦ TỊCH
-----|---|-----";
    let layout = read(text).unwrap();
    assert_eq!(layout.rows.iter().map(cells).collect::<Vec<_>>(), [" ", "3 "]);
    assert_eq!(layout.left_out.iter().map(|l| l.line).collect::<Vec<_>>(), [2, 5, 6, 7]);
    for figure in ["1", "-5", "1,5", "KPS", "-", "=A1", "~#REF!", "'0", "12,5%"] {
        let is = read(&format!("{text}\nHải quan||{figure}"));
        assert!(matches!(is, Err(LayoutError::UnknownField { line: 8, .. })), "{figure}: {is:?}");
    }
    for figure in ["5", "-", "1,5"] {
        let is = read(&format!("Lĩnh vực|Trực tuyến\n|{figure}\nHộ tịch|5"));
        assert_eq!(is, Err(LayoutError::NoName { line: 2 }), "{figure}");
    }
    assert_eq!(cells(&read("procedures_total|procedures_online\n-|").unwrap().rows[0]), "- ");
}

#[test]
fn printed_windows() {
    let (from, to) = (day(2023, 12, 15), day(2024, 1, 14));
    let table = "Lĩnh vực|Trực tuyến\nHộ tịch|1";
    let same = [
        "(Từ ngày 15/12/2023 đến ngày 14/01/2024)",
        "từ 15/12/2023 đến hết ngày 14/1/2024",
        "TU NGAY 15-12-2023 DEN NGAY 14-01-2024",
        "Số liệu từ ngày 15 tháng 12 năm 2023 đến ngày 14 tháng 01 năm 2024",
        "Từ ngày:|15/12/2023|Đến ngày:|14/01/2024",
        "Từ ngày|~2023-12-15|đến ngày|~2024-01-14",
        "Từ ngày 15.12.2023 đến 14.01.2024",
    ];
    for text in same {
        assert_eq!(read(&format!("{text}\n{table}")).unwrap().window, Some((from, to)), "{text}");
        assert_eq!(read(&format!("{table}\n\n{text}")).unwrap().window, Some((from, to)), "below: {text}");
        assert_eq!(read(&format!("{}\n{text}\n{table}", same[0])).unwrap().window, Some((from, to)), "twice: {text}");
    }
    for none in ["Từ ngày ... đến ngày ...", "ngày 15/12/2023 và ngày 14/01/2024"] {
        assert_eq!(read(&format!("{none}\n{table}")).unwrap().window, None, "{none}");
    }
    let two = format!("{}\n{table}\nTừ ngày 15/01/2024 đến ngày 14/02/2024", same[0]);
    assert_eq!(read(&two), Err(LayoutError::TwoWindows { first: 1, second: 4 }));
    let is = read(&format!("Từ ngày 31/11/2023 đến ngày 14/01/2024\n{table}"));
    assert!(matches!(is, Err(LayoutError::NoSuchDay { line: 1, .. })), "{is:?}");
}

#[test]
fn printed_periods() {
    let titles: [(&str, &[Named]); 16] = [
        ("Kỳ báo cáo: Tháng 01/2024", &[Month(2024, 1)]),
        ("THÁNG 1 NĂM 2024", &[Month(2024, 1)]),
        ("Tháng 12-2023", &[Month(2023, 12)]),
        ("Quý I/2024", &[Quarter(2024, 1)]),
        ("BÁO CÁO QUÝ IV NĂM 2024", &[Quarter(2024, 4)]),
        ("quy 3/2024", &[Quarter(2024, 3)]),
        ("6 tháng đầu năm 2024", &[SixMonths(2024)]),
        ("Báo cáo 6 tháng năm 2024", &[SixMonths(2024)]),
        ("9 tháng/2024", &[NineMonths(2024)]),
        ("Năm 2024", &[Year(2024)]),
        ("BÁO CÁO NĂM 2024", &[Year(2024)]),
        ("Tháng 3/2024 (Quý I/2024), tháng 03 năm 2024", &[Month(2024, 3), Quarter(2024, 1)]),
        ("Long Thành, ngày 16 tháng 01 năm 2024", &[]),
        ("6 tháng cuối năm 2024", &[OtherSpan]),
        ("Tháng 13/2024, tháng 1, quý V/2024, năm 24", &[MonthOf(1)]),
        ("Ban hành theo Thông tư số 01/2020/TT-VPCP năm 2020", &[]),
    ];
    for (title, named) in titles {
        let layout = read(&format!("|{title}\nLĩnh vực|Trực tuyến\nHộ tịch|1\nTháng 5/2022|"))
            .unwrap_or_else(|e| panic!("{title}: {e}"));
        assert_eq!(layout.periods, named, "{title}");
    }
}
