//! Sentences about figures from files and pasted blocks: what cannot be taken and where, what is left
//! out, what would change.

use chrono::NaiveDate;

use super::{trail, words};
use crate::domain::book::{Change, Key, Value};
use crate::domain::pack::Pack;
use crate::domain::period::{Part, Period};
use crate::domain::text::printable;
use crate::intake::layout::{BadNumber, Layout, LayoutError, Named, Place, Why};
use crate::intake::table::{Obstacle, TableError};

/// Most rows without figures that a note names.
const NAMED: usize = 6;

/// Heading of a preview.
pub const PREVIEW: &str = "Xem trước khi nạp";
/// What a preview waits for.
pub const APPLY: &str = "nạp";

/// What a pasted block is called in sentences.
pub const PASTED: &str = "Khối dán vào";

/// What a file is called in sentences.
pub fn file(path: &str) -> String {
    format!("Tệp {}", printable(path, 120))
}

/// A sentence about a source; nothing of it was taken.
pub fn of(source: &str, sentence: &str) -> String {
    format!("{source}: {}; chưa có gì thay đổi.", sentence.trim_end_matches('.'))
}

/// The refusal of a source, by its first mistake and how many more there are.
pub fn mistakes(source: &str, first: &str, more: usize) -> String {
    let more = if more > 0 { format!(" (và {} lỗi khác)", words::number(more as u64)) } else { String::new() };
    of(source, &format!("{}{more}", first.trim_end_matches('.')))
}

/// A mistake in a list of them.
pub fn listed(source: &str, sentence: &str) -> String {
    format!("{source}, {}.", sentence.trim_end_matches('.'))
}

/// A preview that cannot be applied.
pub fn to_mend(mistakes: usize) -> String {
    format!("Có {} lỗi: hãy sửa nguồn rồi nạp lại; chưa có gì thay đổi.", words::number(mistakes as u64))
}

/// A mistake with its source and line.
pub fn in_line(source: &str, line: u64, problem: &str) -> String {
    format!("{source}, dòng {line}: {problem}")
}

/// A mistake with its line.
pub fn at_line(line: u64, problem: &str) -> String {
    format!("dòng {line}: {}", problem.trim_end_matches('.'))
}

/// Letters of a 0-based column, as spreadsheets show it.
fn letters(at: usize) -> String {
    let (mut rest, mut out) = (at + 1, Vec::new());
    while rest > 0 {
        out.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    out.into_iter().collect()
}

/// A place in a file; `column` 1-based.
fn place(line: u64, column: usize) -> String {
    format!("dòng {line}, cột {}", letters(column.saturating_sub(1)))
}

/// Why a file cannot be read.
pub fn unreadable(error: &TableError) -> String {
    let text = match error {
        TableError::NotText => "không phải bảng số liệu (tệp nhị phân hoặc hỏng); hãy chọn tệp CSV, TSV hoặc XLSX",
        TableError::OtherCode => {
            "chữ không phải Unicode UTF-8 (có thể là bảng mã cp1258, TCVN3 hoặc VNI); hãy mở bằng Excel rồi lưu lại dạng \
             XLSX hoặc “CSV UTF-8”"
        }
        TableError::OldWorkbook => {
            "là bảng tính kiểu cũ (.xls) hoặc có mật khẩu; hãy lưu lại dạng XLSX, không mật khẩu"
        }
        TableError::NotAWorkbook => "không đọc được bảng tính (hỏng, có mật khẩu hoặc không có trang nào)",
        TableError::TooLarge => "lớn quá mức cho một tháng số liệu",
        TableError::OpenQuote(line) => {
            return format!("dòng {line}: có dấu ngoặc kép (\") mở mà không đóng; hãy bỏ dấu ấy");
        }
    };
    text.to_owned()
}

/// A figure that is hidden or merged.
pub fn obstacle(obstacle: Obstacle) -> String {
    match obstacle {
        Obstacle::HiddenRow(line) => format!("dòng {line} có số liệu nhưng đang bị ẩn; hãy bỏ ẩn hoặc xóa dòng ấy"),
        Obstacle::HiddenColumn(at) => {
            format!("cột {} có số liệu nhưng đang bị ẩn; hãy bỏ ẩn hoặc xóa cột ấy", letters(at))
        }
        Obstacle::Merged(line, at) => {
            format!("{}: ô số liệu bị gộp với ô khác; hãy bỏ gộp và ghi số vào từng ô", place(line, at + 1))
        }
    }
}

/// Why rows of cells are no table.
pub fn refused(pack: &Pack, error: &LayoutError) -> String {
    let names =
        |codes: &[String]| codes.iter().map(|c| format!("“{}”", pack.column_name(c))).collect::<Vec<_>>().join(", ");
    match error {
        LayoutError::NoRows => "không có dòng số liệu nào".to_owned(),
        LayoutError::TooLarge { rows, columns } => format!(
            "có {} dòng, {} cột, lớn quá mức cho một tháng số liệu",
            words::number(*rows as u64),
            words::number(*columns as u64)
        ),
        LayoutError::NoHeader => {
            "không thấy dòng tiêu đề nào có tên cột của biểu II.06a, mã cột (field, online, direct …) hoặc số đếm"
                .to_owned()
        }
        LayoutError::ColumnTwice { code, line, first, second } => {
            let (a, b) = (letters(first - 1), letters(second - 1));
            format!("dòng {line}: cột {a} và cột {b} đều là “{}” ({code}); hãy bỏ một cột", pack.column_name(code))
        }
        LayoutError::AmbiguousColumn { line, column, head, codes } => {
            format!("{}: tiêu đề “{head}” có thể là {}; hãy ghi rõ nhóm cột", place(*line, *column), names(codes))
        }
        LayoutError::Contradiction { line, column, number, head } => {
            format!("{}: số thứ tự cột ({number}) không khớp tiêu đề “{head}”", place(*line, *column))
        }
        LayoutError::SeveralValueColumns { columns } => {
            let list: Vec<String> = columns.iter().map(|c| letters(c - 1)).collect();
            format!("các cột {} đều có số; hãy giữ lại một cột số liệu", list.join(", "))
        }
        LayoutError::UnknownValueColumn { line, column, head } => format!(
            "{}: tiêu đề “{head}” không cho biết đây là số liệu của kỳ; hãy đổi thành “Số lượng” hoặc “Giá trị”",
            place(*line, *column)
        ),
        LayoutError::SecondHeader { line } => {
            format!("dòng {line}: có dòng tiêu đề thứ hai khác tiêu đề trên; hãy tách mỗi bảng một tệp")
        }
        LayoutError::RowAboveHeader { line, name } => {
            format!("dòng {line}: “{name}” có số liệu nhưng nằm trên dòng tiêu đề")
        }
        LayoutError::BadCell { line, column, found, why } => {
            format!("{}: “{found}” {}", place(*line, *column), bad_number(*why))
        }
        LayoutError::UnknownField { line, name, nearest, .. } => {
            let hint = nearest.as_ref().map(|n| format!(", có phải “{n}”?")).unwrap_or_default();
            format!("dòng {line}: không có lĩnh vực hay số đếm “{name}”{hint}")
        }
        LayoutError::AmbiguousField { line, name, codes } => {
            format!("dòng {line}: “{name}” có thể là {}", codes.join(", "))
        }
        LayoutError::FieldTwice { code, first, second } => {
            format!("dòng {first} và dòng {second} đều là “{}”; hãy gộp làm một", pack.field_name(code))
        }
        LayoutError::NoName { line } => {
            format!("dòng {line}: có số liệu nhưng không có tên lĩnh vực (cột `field` hoặc “Lĩnh vực”)")
        }
        LayoutError::ForeignColumn { line, column, code, field } => format!(
            "{}: “{}” không phải cột của “{}”",
            place(*line, *column),
            pack.column_name(code),
            pack.field_name(field)
        ),
        LayoutError::TwoWindows { first, second } => {
            format!("dòng {first} và dòng {second} ghi hai kỳ số liệu khác nhau")
        }
        LayoutError::NoSuchDay { line, found } => format!("dòng {line}: “{found}” có ngày không tồn tại"),
        LayoutError::Ragged { line, found, expected } => {
            format!("dòng {line}: có {found} ô, các dòng khác có {expected} ô")
        }
    }
}

fn bad_number(why: BadNumber) -> &'static str {
    match why {
        BadNumber::Words => "không phải số đếm",
        BadNumber::Negative => "là số âm",
        BadNumber::Separators => "không rõ là bao nhiêu: dấu chấm, phẩy chỉ dùng để ngăn cách hàng nghìn",
        BadNumber::TooLarge => "quá lớn",
        BadNumber::Formula => "là công thức chưa có kết quả; hãy mở bằng Excel, tính lại rồi lưu",
    }
}

/// The window printed in the source is another one.
pub fn other_window(printed: (NaiveDate, NaiveDate), name: &str, window: (NaiveDate, NaiveDate)) -> String {
    let span = |(from, to): (NaiveDate, NaiveDate)| format!("từ {} đến {}", words::date(from), words::date(to));
    format!("ghi kỳ số liệu {}, nhưng {} là {}", span(printed), name.to_lowercase(), span(window))
}

/// The title names another period.
pub fn other_period(found: &Named, name: &str) -> String {
    let found = match *found {
        Named::Month(year, month) => format!("tháng {month:02}/{year}"),
        Named::MonthOf(month) => format!("tháng {month:02}"),
        Named::Quarter(year, quarter) => {
            let part = u8::try_from(quarter).map_or(Part::Year, Part::Quarter);
            words::period(Period { year, part })
        }
        Named::SixMonths(year) => format!("6 tháng đầu năm {year}"),
        Named::NineMonths(year) => format!("9 tháng năm {year}"),
        Named::Year(year) => format!("năm {year}"),
        Named::OtherSpan => "một khoảng nhiều tháng".to_owned(),
        Named::Cumulative => "số lũy kế".to_owned(),
    };
    format!("tiêu đề ghi {found}, không phải {}", name.to_lowercase())
}

/// The title names no month.
pub fn year_alone(year: i32, name: &str) -> String {
    format!("Tiêu đề chỉ ghi năm {year}: hãy chắc rằng đây là số liệu của {}.", name.to_lowercase())
}

/// A total row that is not the sum of its rows.
pub fn total_disagrees(line: u64, column: &Place, given: u64, sum: u64) -> String {
    format!(
        "{} (“{}”): dòng tổng ghi {}, cộng các dòng được {}",
        place(line, column.at + 1),
        column.head,
        words::number(given),
        words::number(sum)
    )
}

/// A code in a header of codes that nobody knows.
pub fn unknown_code(at: usize, head: &str) -> String {
    format!("cột {}: không có mã cột “{}”", letters(at), printable(head, 60))
}

/// Figures under a head that nobody knows.
pub fn strange_column(at: usize, head: &str) -> String {
    format!("cột {} “{}” có số nhưng không rõ là cột nào của biểu", letters(at), printable(head, 60))
}

/// Figures under no head.
pub fn no_head(at: usize) -> String {
    format!(
        "cột {} có số nhưng không có tiêu đề; số có dấu phẩy hoặc chấm trong tệp CSV phải đặt trong ngoặc kép, hoặc dùng dấu \
         chấm phẩy ngăn ô",
        letters(at)
    )
}

/// A sheet of a source.
pub fn in_sheet(source: &str, sheet: &str) -> String {
    format!("{source}, trang “{}”", printable(sheet, 60))
}

/// A row that another sheet has too.
pub fn in_two_sheets(line: u64, field: &str) -> String {
    format!("dòng {line}: “{field}” đã có ở một trang khác của tệp; hãy để mỗi tháng một tệp")
}

/// A sheet whose name is another month's.
pub fn sheet_of_other_month(sheet: &str) -> String {
    format!("Bỏ qua trang “{}”: tên trang là của tháng khác.", printable(sheet, 60))
}

/// No sheet is the month's.
pub fn no_sheet_of_month() -> &'static str {
    "tên các trang có bảng đều là của tháng khác"
}

/// A sheet that could not be read beside one that could.
pub fn sheet_left_out(sheet: &str) -> String {
    format!("Bỏ qua trang “{}”: không phải bảng số liệu.", printable(sheet, 60))
}

/// A pasted block whose totals are not the sums of their parts.
pub fn block_sums() -> String {
    "cột tổng trong khối không bằng tổng các cột thành phần; hãy xem lại khối vừa chép".to_owned()
}

/// A pasted block that may be with or without totals.
pub fn block_ambiguous() -> String {
    "không rõ khối có cột tổng hay không; hãy chép cả dòng từ cột đầu, hoặc chép riêng từng nhóm cột không có cột tổng"
        .to_owned()
}

/// A pasted block that does not fit.
pub fn block_too_large(rows: usize, columns: usize) -> String {
    format!("khối {rows} dòng × {columns} cột không vừa từ ô đang đứng; hãy đứng ở ô đầu của khối")
}

/// What of a source is not used.
pub fn notes(layout: &Layout) -> Vec<String> {
    let unknown = layout.unknown_columns.iter();
    let mut out: Vec<String> = unknown
        .map(|(at, head)| format!("Bỏ qua cột {} “{}”: không có trong biểu.", letters(*at), printable(head, 60)))
        .collect();
    let chosen = layout.left_out.iter().filter(|l| l.why == Why::Chosen);
    out.extend(chosen.map(|l| format!("Bỏ qua “{}” (dòng {}) như đã chọn.", l.text, l.line)));
    let without: Vec<String> = layout
        .left_out
        .iter()
        .filter(|l| l.why == Why::NoFigures)
        .map(|l| format!("{} “{}”", l.line, l.text))
        .collect();
    if !without.is_empty() {
        let more =
            if without.len() > NAMED { format!(" và {} dòng khác", without.len() - NAMED) } else { String::new() };
        out.push(format!("Không dùng các dòng không có số: {}{more}.", without[..without.len().min(NAMED)].join(", ")));
    }
    let empty =
        layout.rows.iter().flat_map(|r| &r.cells).filter(|v| matches!(v, crate::intake::layout::Value::Missing));
    // A cell that is wrong holds nothing in the table, but is not empty.
    let wrong = layout.mistakes.iter().filter(|m| matches!(m, LayoutError::BadCell { .. })).count();
    let empty = empty.count().saturating_sub(wrong);
    if empty > 0 {
        out.push(format!("{} ô trống trong nguồn: giữ nguyên số đang có.", words::number(empty as u64)));
    }
    out
}

/// A field's or column's name.
fn name_of<'a>(pack: &'a Pack, code: &'a str) -> &'a str {
    if pack.column(code).is_some() { pack.column_name(code) } else { pack.field_name(code) }
}

/// A change in a preview: the place without its month, and the values.
pub fn change(pack: &Pack, change: &Change) -> (String, String) {
    let place = match &change.key {
        Key::Cell(_, field, column) if pack.single_forms().any(|f| f.code == *field) => {
            pack.column_name(column).to_owned()
        }
        Key::Cell(_, field, column) => format!("{}, {}", pack.field_name(field), pack.column_name(column)),
        other => trail::key(pack, other),
    };
    if let (Key::Mapping(..), Some(Value::Text(code))) = (&change.key, &change.new) {
        let means = if code.is_empty() { "bỏ qua" } else { name_of(pack, code) };
        return (place, format!("là {means}"));
    }
    let show = |v: &Option<Value>| v.as_ref().map_or_else(|| "(trống)".to_owned(), |v| printable(&words::value(v), 60));
    (place, format!("{} → {}", show(&change.old), show(&change.new)))
}

/// What a preview would do.
pub fn would(changes: usize, rows: usize, month: Period) -> String {
    format!("{} giá trị của {} sẽ đổi, từ {rows} dòng.", words::number(changes as u64), words::period(month))
}

/// Nothing would change.
pub fn nothing_new(rows: usize) -> String {
    format!("Đã đọc {rows} dòng: mọi số đều đã có, không có gì để nạp.")
}
