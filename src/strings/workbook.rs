//! Wording of the workbook: names and heads of its sheets, what its cells ask for, and the words of the
//! tables' machine words.

use super::{document, ui, words};
use crate::domain::book::Status;
use crate::domain::pack::{Check, Op, Pack, RuleRow, Severity};
use crate::domain::period::Period;
use crate::domain::rule::TOTAL_ROW;
use crate::domain::task::Role;

/// Name of the sheet of indicators.
pub const SHEET_INDICATORS: &str = "Chỉ tiêu";
/// Name of the sheet of counters.
pub const SHEET_COUNTERS: &str = "Số đếm khác";
/// Name of the sheet of tasks.
pub const SHEET_TASKS: &str = "Nhiệm vụ";
/// Name of the sheet of checks.
pub const SHEET_CHECKS: &str = "Kiểm tra";
/// Head of the sheet of indicators.
pub const INDICATOR_HEAD: [&str; 11] = [
    "TT",
    "Chỉ tiêu",
    "Tử số",
    "Mẫu số",
    "Tỷ lệ",
    "Chỉ tiêu giao cho xã",
    "Chỉ tiêu của huyện",
    "Kết quả",
    "Còn thiếu",
    "Công thức",
    "Ghi chú",
];
/// Head of the sheet of counters.
pub const COUNTER_HEAD: [&str; 4] = ["TT", "Nội dung", "Số lượng", "Cách đếm"];
/// Head of the sheet of tasks.
pub const TASK_HEAD: [&str; 11] = [
    "TT",
    "Số trong phụ lục",
    "Nội dung nhiệm vụ",
    "Vai trò của xã",
    "Thời hạn (nguyên văn)",
    "Ngày cuối của thời hạn",
    "Trạng thái",
    "Đúng hạn, trễ hạn",
    "Số và ngày văn bản",
    "Tình hình thực hiện",
    "Ghi chú",
];
/// Head of the sheet of checks.
pub const CHECK_HEAD: [&str; 8] =
    ["TT", "Quy tắc kiểm tra", "Mức", "Kỳ số liệu", "Lĩnh vực", "Kết quả", "Nội dung", "Giải trình"];
/// A list without rows.
pub const NOTHING: &str = "Không có.";
/// Formula or target not verified.
pub const ASSUMED: &str = "Công thức tạm tính, chưa xác minh";
/// Met.
pub const MET: &str = "Đạt";
/// Missed.
pub const MISSED: &str = "Chưa đạt";
/// Under the sheets that can be filled in.
pub const PROTECTED: &str = "Chỉ nhập được ở ô số liệu; ô tổng tự cộng khi đủ số. Trang tính khóa không mật khẩu để tránh \
                             sửa nhầm, không phải để bảo mật.";
/// Under the indicators.
pub const AS_HANDED_OVER: &str = "Tỷ lệ tính từ số liệu của chương trình lúc lập tệp; sửa số ở trang khác của tệp không làm \
                                  trang này đổi theo.";
/// Title of the chart.
pub const CHART_TITLE: &str = "Tỷ lệ thực hiện so với chỉ tiêu giao cho xã";
/// Series of rates.
pub const CHART_RATE: &str = "Tỷ lệ thực hiện";
/// Series of targets.
pub const CHART_TARGET: &str = "Chỉ tiêu giao cho xã";
/// Head of the cells a chart is drawn from.
pub const CHART_CELLS: &str = "Số liệu của biểu đồ (không in)";
/// Title of what a cell asks for.
pub const INPUT_TITLE: &str = "Nhập số liệu";
/// Title of the refusal.
pub const INPUT_WRONG: &str = "Số liệu chưa đúng";

/// What a cell asks for, and why it refuses another thing.
pub fn input(max: u64) -> String {
    format!("Ghi số nguyên từ 0 đến {}. Không phát sinh thì ghi 0; chưa có số liệu thì để trống.", words::number(max))
}

/// The commune's role, from the word of the table.
pub fn role(word: &str) -> String {
    ui::capital(match word {
        "chu_tri" => words::role(Role::Lead),
        "phoi_hop" => words::role(Role::Coordinate),
        "khong_neu" => words::role(Role::None),
        other => other,
    })
}

/// State of a task, from the word of the table.
pub fn status(word: &str) -> String {
    ui::capital(match word {
        "chua_lam" => words::status(Status::Open),
        "dang_lam" => words::status(Status::InProgress),
        "da_xong" => words::status(Status::Done),
        "khong_ap_dung" => words::status(Status::Na),
        other => other,
    })
}

/// Whether the document was in time.
pub fn late(flag: &str) -> &'static str {
    match flag {
        "true" => "Trễ hạn",
        "false" => "Đúng hạn",
        _ => "",
    }
}

/// A task's printed deadline, with the period of the occurrence.
pub fn deadline(printed: &str, of: &str) -> String {
    let of = if of.is_empty() { String::new() } else { period(of) };
    [printed, &of].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Number and day of a document.
pub fn document(number: &str, day: &str) -> String {
    match (number, day) {
        (number, "") => number.to_owned(),
        ("", day) => format!("Ngày {}", words::date_of(day)),
        (number, day) => format!("{number} ngày {}", words::date_of(day)),
    }
}

/// Remarks on a task; says so where its last day is assumed.
pub fn remarks(note: &str, assumed: bool) -> String {
    let mark = if assumed { "Ngày cuối tạm tính." } else { "" };
    [mark, note].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What a rule looks at: the columns it compares, or what its source says; of what is merely missing its
/// name.
pub fn rule(pack: &Pack, code: &str) -> String {
    match (code, pack.lists.rule.iter().find(|rule| rule.code == code)) {
        ("thieu_nguoi_ky", _) => "Người ký báo cáo".to_owned(),
        ("thieu_so_dem", _) => "Số đếm khác".to_owned(),
        ("thieu_tinh_hinh", _) => "Tình hình thực hiện nhiệm vụ".to_owned(),
        ("thieu_giai_trinh", _) => "Giải trình".to_owned(),
        (_, Some(rule)) => compared(pack, rule).unwrap_or_else(|| rule.source.text.clone()),
        (other, None) => other.to_owned(),
    }
}

/// `TTHC trực tuyến ≤ TTHC đủ điều kiện`; none for other kinds of rules, and where more is compared than
/// columns.
fn compared(pack: &Pack, rule: &RuleRow) -> Option<String> {
    let side = |codes: &[String]| -> Option<String> {
        let names: Option<Vec<&str>> = codes.iter().map(|c| pack.column(c).map(|(_, c)| c.name.as_str())).collect();
        names.filter(|names| !names.is_empty()).map(|names| names.join(" + "))
    };
    let op = match rule.op {
        Op::Equal => "=",
        Op::AtMost => "≤",
        Op::AtLeast => "≥",
        Op::MoreThan => ">",
    };
    let sides = side(&rule.left).zip(side(&rule.right));
    sides.filter(|_| rule.check == Check::Compare).map(|(left, right)| format!("{left} {op} {right}"))
}

/// Severity of a rule, from the word of the table.
pub fn severity(word: &str) -> String {
    match word {
        "loi" => "Lỗi",
        "canh_bao" => words::rule_severity(Severity::Warning),
        "nhac" => words::rule_severity(Severity::Note),
        other => other,
    }
    .to_owned()
}

/// A period, from its code.
pub fn period(code: &str) -> String {
    code.parse::<Period>().map_or_else(|_| code.to_owned(), |period| ui::capital(&words::period(period)))
}

/// A field's name; the row of totals has one too.
pub fn field(pack: &Pack, code: &str) -> String {
    if code == TOTAL_ROW { ui::capital(&document::TOTALS.to_lowercase()) } else { pack.field_name(code).to_owned() }
}

/// Result of a check, from the word of the table.
pub fn outcome(word: &str) -> &str {
    match word {
        "khong_vi_pham" => "Không vi phạm",
        "vi_pham" => "Vi phạm",
        "khong_xet" => "Chưa đủ số liệu để xét",
        "chua_co" => "Chưa có",
        other => other,
    }
}
