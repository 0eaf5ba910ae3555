//! What holds for every input, and the time the largest one takes.

use proptest::prelude::*;

use super::*;
use crate::intake::layout::value::parse;

fn any_cell() -> impl Strategy<Value = Raw> {
    let words = [
        "field",
        "Lĩnh vực",
        "TT",
        "Số lượng hồ sơ tiếp nhận",
        "Số lượng hồ sơ đã giải quyết",
        "Trong kỳ",
        "Tổng số",
        "Trực tuyến",
        "Quá hạn",
        "Trước hạn",
        "online",
        "Hộ tịch",
        "1. Đất đai",
        "Tổng cộng",
        "counters",
        "(3)",
        "(4)",
        "3=4+5",
        "Hồ sơ được số hóa",
        "procedures_total",
        "-",
        "KPS",
        "1.234",
        "1,5",
        "'7",
        "Tháng 1/2024",
        "quý",
        "tu",
        "Từ ngày 15/12/2023 đến ngày 14/01/2024",
        "từ 99/99/2023 đến 1/1/2024",
        "\u{301}",
        "I.",
        "Giá trị",
        "đ",
    ];
    prop_oneof![
        4 => Just(Raw::Empty),
        6 => prop::sample::select(words.to_vec()).prop_map(|w| Raw::Text(w.to_owned())),
        3 => (0_u64..20).prop_map(Raw::Whole),
        1 => any::<u64>().prop_map(Raw::Whole),
        1 => ".{0,12}".prop_map(Raw::Text),
        1 => "[-0-9.,() =+]{0,8}".prop_map(Raw::Text),
        1 => ".{0,6}".prop_map(Raw::Other),
    ]
}

fn any_rows() -> impl Strategy<Value = Vec<RawRow>> {
    let row = prop::collection::vec(any_cell(), 0..9);
    prop::collection::vec(row, 0..12)
        .prop_map(|rows| (1..).zip(rows).map(|(line, cells)| RawRow { line, cells }).collect())
}

/// A number as people write it: separator, then what stands around.
fn written(n: u64, separator: &str, before: &str, after: &str) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(c);
    }
    format!("{before}{out}{after}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_what_is_found_fits(rows in any_rows()) {
        let known = known();
        let _ = block(&rows);
        let has = has_header(&rows, &known, &Mapping::default());
        if let Ok(layout) = first(recognise(&rows, &known, &Mapping::default())) {
            prop_assert!(has);
            prop_assert!(!layout.columns.is_empty());
            for row in layout.rows.iter().chain(&layout.totals) {
                prop_assert_eq!(row.cells.len(), layout.columns.len());
            }
        }
    }

    #[test]
    fn numbers_round_trip(
        n in prop_oneof![0_u64..10_000, 0..=MAX_COUNT],
        separator in prop::sample::select(vec!["", ".", ",", " ", "\u{a0}", "\u{2009}", "\u{202f}"]),
        before in prop::sample::select(vec!["", " ", "'", "\u{a0}'", "\t"]),
        after in prop::sample::select(vec!["", " ", "\u{a0}", "\r\n"]),
    ) {
        let text = written(n, separator, before, after);
        prop_assert_eq!(parse(&Raw::Text(text.clone())), Ok(Value::Count(n)), "{:?}", text);
    }

    #[test]
    fn a_separator_stands_before_three_digits_or_nothing_is_read(
        groups in prop::collection::vec("[0-9]{1,4}", 2..4), separator in "[., ]",
    ) {
        let text = groups.join(&separator);
        let thousands = groups[0].len() <= 3 && !groups[0].starts_with('0') && groups[1..].iter().all(|g| g.len() == 3);
        let right = groups.concat().parse().ok().filter(|_| thousands).map(Value::Count);
        prop_assert_eq!(parse(&Raw::Text(text)).ok(), right);
    }

    #[test]
    fn order_of_columns_does_not_matter(
        order in Just((0..=COLUMNS.len()).collect::<Vec<usize>>()).prop_shuffle(),
        values in prop::collection::vec(prop_oneof![Just(None), (0_u64..2000).prop_map(Some)], 3 * COLUMNS.len()),
        style in 0..3_usize,
    ) {
        // Column 0 names the row; heads are codes, flat names or names over printed numbers.
        let head = |c: usize| match (c, style) {
            (0, _) => "Lĩnh vực".to_owned(),
            (c, 0) => COLUMNS[c - 1].0.to_owned(),
            (c, 1) => COLUMNS[c - 1].1.replace('|', ": "),
            (c, _) => COLUMNS[c - 1].1.rsplit('|').next().unwrap().to_owned(),
        };
        let mut rows = vec![order.iter().map(|c| Raw::Text(head(*c))).collect::<Vec<_>>()];
        if style == 2 {
            rows.push(order.iter().map(|c| Raw::Text(format!("({})", c + 2))).collect());
        }
        for (field, values) in FIELDS.iter().zip(values.chunks(COLUMNS.len())) {
            let cell = |c: &usize| match c {
                0 => Raw::Text(field.1.to_owned()),
                c => values[c - 1].map_or(Raw::Text("-".into()), Raw::Whole),
            };
            rows.push(order.iter().map(cell).collect());
        }
        let rows: Vec<RawRow> = (1..).zip(rows).map(|(line, cells)| RawRow { line, cells }).collect();
        let layout = recognise(&rows, &known(), &Mapping::default()).unwrap();
        for (field, values) in FIELDS.iter().zip(values.chunks(COLUMNS.len())) {
            for (column, right) in COLUMNS.iter().zip(values) {
                prop_assert_eq!(value(&layout, field.0, column.0), right.map_or(Value::Nil, Value::Count));
            }
        }
    }
}

/// Run by hand in release: `cargo test --release largest -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn largest_input() {
    let text = |s: &str| Raw::Text(s.to_owned());
    let mut known = known();
    known.fields = (0..MAX_ROWS)
        .map(|i| KnownField { code: format!("f{i}"), name: format!("Lĩnh vực số {i}"), aliases: Vec::new() })
        .collect();
    known.columns = (0..199)
        .map(|i| KnownColumn {
            code: format!("c{i}"),
            number: i + 3,
            head: vec!["Nhóm".into(), format!("Cột {i}")],
            name: format!("Tên {i}"),
            aliases: Vec::new(),
            form: "dossiers".into(),
        })
        .collect();
    let file = |cell: &dyn Fn(usize, usize) -> Raw| -> Vec<RawRow> {
        let row = |r: usize| RawRow { line: r as u64 + 1, cells: (0..MAX_COLUMNS).map(|c| cell(r, c)).collect() };
        (0..MAX_ROWS).map(row).collect()
    };
    let head = |c: usize| text(&if c == 0 { "Lĩnh vực".to_owned() } else { format!("Nhóm - Cột {}", c - 1) });
    let figures = file(&|r, c| match (r, c) {
        (0, c) => head(c),
        (r, 0) => text(&format!("{r}. Lĩnh vực số {r}")),
        _ => text("1.234"),
    });
    let words = file(&|r, c| if r == 59 { head(c) } else { text("Quá hạn đã giải quyết 12 từ ngày") });
    let unknown = file(&|r, c| match (r, c) {
        (0, c) if c < 199 => text(&format!("Không biết {c}")),
        (0, _) => text("Nhóm - Cột 1"),
        (_, 199) => Raw::Empty,
        _ => text("Lĩnh vực 7 số 3"),
    });
    for (name, rows) in [("figures", figures), ("words", words), ("unknown", unknown)] {
        let start = std::time::Instant::now();
        let is = first(recognise(&rows, &known, &Mapping::default()));
        println!("{name}: {:?}, {:?}", start.elapsed(), is.map(|l| l.rows.len()));
    }
}
