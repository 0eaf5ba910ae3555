//! Mistakes of a pack (bộ dữ liệu quy định), with file and line.

use crate::domain::pack_check::PackFault;
use crate::domain::text::printable;
use crate::intake::pack_file::{FaultAt, MAX_FILES, PackError};

/// Mistakes named in one answer.
const SHOWN: usize = 3;

fn clip(text: &str) -> String {
    printable(text, 100)
}

/// What is wrong with a pack: at most four lines.
pub fn error(error: &PackError) -> String {
    match error {
        PackError::Syntax { file, line, what } => {
            format!("{}, dòng {line}: không đọc được, {}; hãy sửa dòng này.", clip(file), syntax(what))
        }
        PackError::NoSection(section) => format!("Bộ dữ liệu quy định thiếu phần [{section}]: hãy thêm phần này."),
        PackError::TwiceSection { file, section } => {
            format!("{}: phần [{section}] có hai lần: hãy giữ lại một.", clip(file))
        }
        PackError::TooManyFiles => format!("Thư mục có hơn {MAX_FILES} tệp TOML: hãy chỉ để các tệp của một bộ."),
        PackError::TooLarge { file } => format!("{}: tệp lớn quá 2 MB.", clip(file)),
        PackError::Faults(faults) => {
            let mut lines: Vec<String> = faults.iter().take(SHOWN).map(at).collect();
            let more = faults.len().saturating_sub(SHOWN);
            if more > 0 {
                lines.push(format!("Còn {more} lỗi nữa: hãy sửa các lỗi trên rồi kiểm tra lại."));
            }
            lines.join("\n")
        }
    }
}

fn at(fault: &FaultAt) -> String {
    let file = if fault.file.is_empty() { "Bộ dữ liệu quy định".to_owned() } else { clip(&fault.file) };
    let line = if fault.line > 0 { format!(", dòng {}", fault.line) } else { String::new() };
    format!("{file}{line}: {}.", self::fault(&fault.fault))
}

/// The reader's commonest words in Vietnamese, anything else as it is.
fn syntax(what: &str) -> String {
    let what = clip(what.lines().next().unwrap_or_default());
    if let Some(rest) = what.strip_prefix("unknown variant ") {
        return format!("giá trị {} không có trong các giá trị cho phép", rest.split(',').next().unwrap_or(rest));
    }
    if let Some(rest) = what.strip_prefix("unknown field ") {
        return format!("không có mục {}", rest.split(',').next().unwrap_or(rest));
    }
    if let Some(rest) = what.strip_prefix("missing field ") {
        return format!("thiếu mục {rest}");
    }
    "sai cú pháp TOML".to_owned()
}

fn fault(fault: &PackFault) -> String {
    match fault {
        PackFault::Duplicate(code) => format!("mã “{}” trống, có ký tự không dùng được hoặc bị trùng", clip(code)),
        PackFault::Unknown { what, name } => format!("không có {} “{}”", thing(what), clip(name)),
        PackFault::NoReason(name) => format!("“{}” ghi là tạm tính (assumed) mà không nêu lý do (why)", clip(name)),
        PackFault::NoSource(name) => format!("“{}” không ghi nguồn", clip(name)),
        PackFault::Deadline(id) => format!("thời hạn của “{}” không khớp với loại thời hạn", clip(id)),
        PackFault::Window(code) => {
            format!("kỳ “{}” có ngày cuối trước ngày đầu, hoặc không thuộc năm kế hoạch", clip(code))
        }
        PackFault::Empty(what) => format!("không có {} nào", thing(what)),
        PackFault::Senseless { what, name } => format!("{} của “{}” không hợp lý", thing(what), clip(name)),
    }
}

fn thing(what: &str) -> &str {
    match what {
        "recurring task" => "nhiệm vụ định kỳ",
        "unit" => "đơn vị",
        "calendar_year" => "lịch nghỉ của năm kế hoạch",
        "task" => "nhiệm vụ",
        "period" => "kỳ",
        "group" => "nhóm nhiệm vụ",
        "body" => "cơ quan",
        "column" => "cột",
        "field" => "lĩnh vực",
        "form" => "biểu mẫu theo lĩnh vực",
        "rule" => "quy tắc",
        "indicator" => "chỉ tiêu",
        "target" => "ngưỡng",
        "code" => "mã",
        other => other,
    }
}

/// A sound pack.
pub fn sound(title: &str, tasks: usize, forms: usize, rules: usize, indicators: usize, assumed: usize) -> String {
    format!(
        "Bộ dữ liệu quy định dùng được: {}. {tasks} nhiệm vụ, {forms} biểu mẫu, {rules} quy tắc, \
         {indicators} chỉ tiêu; {assumed} giá trị tạm tính cần xác minh.",
        clip(title)
    )
}
