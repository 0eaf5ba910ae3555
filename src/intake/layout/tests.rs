//! Tests of the whole: files as officers have them, written as grids of text.

mod files;
mod properties;
mod refusals;
mod rows;
mod silent;
mod values;

use super::*;

/// Printed numbers 3 to 13 of form II.06a, with groups.
const COLUMNS: [(&str, &str, &str); 11] = [
    ("received", "Số lượng hồ sơ tiếp nhận|Tổng số", "Tổng tiếp nhận"),
    ("online", "Số lượng hồ sơ tiếp nhận|Trong kỳ|Trực tuyến", "Tiếp nhận trực tuyến"),
    ("direct", "Số lượng hồ sơ tiếp nhận|Trong kỳ|Trực tiếp, dịch vụ bưu chính", "Tiếp nhận trực tiếp, bưu chính"),
    ("carried", "Số lượng hồ sơ tiếp nhận|Từ kỳ trước", "Từ kỳ trước chuyển sang"),
    ("resolved", "Số lượng hồ sơ đã giải quyết|Tổng số", "Tổng đã giải quyết"),
    ("early", "Số lượng hồ sơ đã giải quyết|Trước hạn", "Giải quyết trước hạn"),
    ("on_time", "Số lượng hồ sơ đã giải quyết|Đúng hạn", "Giải quyết đúng hạn"),
    ("late", "Số lượng hồ sơ đã giải quyết|Quá hạn", "Giải quyết quá hạn"),
    ("open", "Số lượng hồ sơ đang giải quyết|Tổng số", "Tổng đang giải quyết"),
    ("open_in_time", "Số lượng hồ sơ đang giải quyết|Trong hạn", "Đang giải quyết, trong hạn"),
    ("open_overdue", "Số lượng hồ sơ đang giải quyết|Quá hạn", "Đang giải quyết, quá hạn"),
];
const COUNTERS: [(&str, &str); 5] = [
    ("dossiers_digitised", "Hồ sơ được số hóa"),
    ("results_electronic", "Kết quả cấp bản điện tử"),
    ("feedback_due", "PAKN phải xử lý trong kỳ"),
    ("procedures_total", "TTHC thuộc thẩm quyền"),
    ("procedures_online", "TTHC cung cấp trực tuyến"),
];
const FIELDS: [(&str, &str, &str); 6] = [
    ("chung_thuc", "Chứng thực", ""),
    ("ho_tich", "Hộ tịch", "G15-TP05"),
    ("dat_dai", "Đất đai", ""),
    ("phong_chong_te_nan_xa_hoi", "Phòng, chống tệ nạn xã hội", ""),
    ("thi_dua_khen_thuong", "Thi đua - khen thưởng", ""),
    ("nuoi_con_nuoi", "Nuôi con nuôi", ""),
];

fn known() -> Known {
    let text = |s: &&str| (*s).to_owned();
    let dossiers = COLUMNS.iter().zip(3..).map(|((code, head, name), number)| KnownColumn {
        code: text(code),
        number,
        head: head.split('|').map(str::to_owned).collect(),
        name: text(name),
        aliases: Vec::new(),
        form: "dossiers".into(),
    });
    let counters = COUNTERS.iter().map(|(code, name)| KnownColumn {
        code: text(code),
        number: 0,
        head: vec![text(name)],
        name: text(name),
        aliases: Vec::new(),
        form: "counters".into(),
    });
    let fields = FIELDS.iter().map(|(code, name, alias)| KnownField {
        code: text(code),
        name: text(name),
        aliases: Some(text(alias)).filter(|a| !a.is_empty()).into_iter().collect(),
    });
    Known {
        columns: dossiers.chain(counters).collect(),
        fields: fields.collect(),
        singles: vec![("counters".into(), "Số liệu bổ sung ngoài biểu II.06a".into())],
    }
}

/// Rows from lines, cells between `|`; digits alone are a whole number, `~` a cell that no count can
/// be, `\n` a line break; everything else is text as it stands.
fn grid(text: &str) -> Vec<RawRow> {
    let cell = |cell: &str| {
        let cell = cell.trim_matches(' ').replace("\\n", "\n");
        match (cell.parse(), cell.strip_prefix('~')) {
            (Ok(n), _) => Raw::Whole(n),
            (_, Some(other)) => Raw::Other(other.to_owned()),
            _ if cell.is_empty() => Raw::Empty,
            _ => Raw::Text(cell),
        }
    };
    let row = |(line, text): (u64, &str)| RawRow { line, cells: text.split('|').map(cell).collect() };
    (1..).zip(text.trim_matches('\n').lines()).map(row).collect()
}

fn read(text: &str) -> Result<Layout, LayoutError> {
    first(recognise(&grid(text), &known(), &Mapping::default()))
}

/// The layout, or the first thing that is wrong.
fn first(read: Result<Layout, LayoutError>) -> Result<Layout, LayoutError> {
    let layout = read?;
    layout.mistakes.first().map_or(Ok(()), |mistake| Err(mistake.clone()))?;
    Ok(layout)
}

fn mapping(columns: &[(&str, Option<&str>)], fields: &[(&str, Option<&str>)]) -> Mapping {
    let map = |of: &[(&str, Option<&str>)]| of.iter().map(|(k, v)| (key(k), v.map(str::to_owned))).collect();
    Mapping { columns: map(columns), fields: map(fields) }
}

fn codes(layout: &Layout) -> Vec<&str> {
    layout.columns.iter().map(|place| place.code.as_str()).collect()
}

/// Value by row and column code, rows and columns in any order.
fn value(layout: &Layout, field: &str, column: &str) -> Value {
    let at = layout.columns.iter().position(|place| place.code == column).expect(column);
    layout.rows.iter().find(|row| row.field == field).expect(field).cells[at]
}

/// A row's values, as text: blank for missing, `-` for nil.
fn cells(row: &Row) -> String {
    let cell = |value: &Value| match value {
        Value::Missing => String::new(),
        Value::Nil => "-".into(),
        Value::Count(n) => n.to_string(),
    };
    row.cells.iter().map(cell).collect::<Vec<_>>().join(" ")
}

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}
