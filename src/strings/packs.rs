//! Mistakes of a pack (bộ dữ liệu quy định), with file and line.

use super::words;
use crate::domain::pack::year::{Asked, Difference};
use crate::domain::pack_check::PackFault;
use crate::domain::period::Period;
use crate::domain::task::{OWN_GROUP, Task};
use crate::domain::text::{LINE_MAX, printable};
use crate::intake::pack_file::{FaultAt, MAX_FILES, PackError};

/// Heading of what a pack would change.
pub const PREVIEW: &str = "Kế hoạch trong tệp so với kế hoạch đang dùng";

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
        PackFault::Blank { key, name } => format!("mục {key} của “{}” để trống", clip(name)),
        PackFault::Hidden { key, text } => {
            format!("mục {} có ký tự điều khiển hoặc ký tự ẩn: “{}”", clip(key), clip(text))
        }
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
        "name" => "tên trong ngoặc nhọn",
        "brace" => "ngoặc nhọn",
        "task or group" => "nhiệm vụ hoặc nhóm nhiệm vụ",
        "working_days" => "số ngày làm việc chờ trả lời",
        "due_working_days" => "số ngày làm việc của hạn báo cáo",
        "column or indicator" => "cột hoặc chỉ tiêu",
        "section" => "đề mục báo cáo",
        "document" => "mục [document] của báo cáo",
        "level" => "cấp đề mục",
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

/// Title of a provisional pack.
pub fn provisional_title(year: i32, title: &str) -> String {
    let base = title.split_once(" – tạm tính").map_or(title, |(base, _)| base);
    format!("{base} – tạm tính cho năm {year}")
}

/// Why a date of a provisional pack is assumed.
pub fn provisional_why(from: i32, place: &str) -> String {
    format!("Tạm tính theo kế hoạch năm {from} ({place}); chờ kế hoạch của năm này.")
}

/// Why what a pack borrows of another's report in words is assumed.
pub fn borrowed_why(title: &str) -> String {
    format!("Bộ dữ liệu không có lời báo cáo: tạm dùng của “{title}”.")
}

/// A duty of an earlier year that is still open.
pub fn debt(task: &Task, period: Option<Period>) -> String {
    let period = period.map(|p| format!(" {}", words::period(p))).unwrap_or_default();
    let own = task.group == OWN_GROUP;
    let head = if own { String::new() } else { format!("Dòng {}{period}: ", task.number) };
    printable(&format!("{head}{}", task.text), LINE_MAX)
}

/// Where such a duty comes from.
pub fn debt_source(year: i32, task: &Task) -> String {
    let source = if task.source.is_empty() { String::new() } else { format!(", {}", task.source) };
    printable(&format!("Chưa xong của năm {year} ({}){source}", task.id), LINE_MAX)
}

/// Why the day of such a duty is only assumed.
pub fn debt_assumed(year: i32, why: &str) -> String {
    if why.is_empty() { format!("Ngày tạm tính của năm {year}.") } else { printable(why, LINE_MAX) }
}

/// A year whose plan is built in.
pub fn year_is_built_in(year: i32) -> String {
    format!("Chương trình đã có kế hoạch năm {year}: hãy thiết lập năm ấy, không cần lập tạm.")
}

/// A year that needs no provisional pack.
pub fn year_is_there(year: i32) -> String {
    format!("Năm {year} đã có kế hoạch và mọi việc chưa xong của năm trước: không có gì để thêm.")
}

/// No year to derive one from.
pub fn nothing_to_roll(year: i32) -> String {
    format!("Chưa có kế hoạch năm {}: kế hoạch tạm chỉ lập từ năm liền trước.", year - 1)
}

/// A pack that cannot be kept.
pub fn cannot_keep() -> &'static str {
    "Không giữ được bộ dữ liệu quy định này."
}

/// Figures that a new pack has no place for.
pub fn figures_without_place(field: &str, column: &str, month: Period) -> String {
    format!(
        "Bộ dữ liệu mới không có chỗ cho số đã nhập ở {}, cột {}, {}: hãy kiểm tra lại bộ dữ liệu.",
        clip(field),
        clip(column),
        words::period(month)
    )
}

/// What an import of a pack changes, a line each; `dry`: would change.
pub fn imported(year: i32, is_new: bool, d: &Difference, dry: bool) -> Vec<String> {
    if is_new {
        return vec![if dry {
            format!("Sẽ thêm kế hoạch năm {year}.")
        } else {
            format!("Đã thêm kế hoạch năm {year}.")
        }];
    }
    if d.is_none() {
        return vec![format!("Kế hoạch năm {year} đã đúng như vậy, không có gì thay đổi.")];
    }
    let list = |title: &str, ids: &[String]| (!ids.is_empty()).then(|| format!("{title}: {}.", ids.join(", ")));
    let mut out: Vec<String> = [
        list("Thêm nhiệm vụ", &d.added),
        list("Đổi lời văn", &d.reworded),
        list("Bỏ nhiệm vụ (giữ lại việc đã làm, coi như đã đóng)", &d.dropped),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !d.confirmed.is_empty() {
        out.push(format!("Ngày tạm tính nay đã rõ, vẫn như cũ: {}.", d.confirmed.join(", ")));
    }
    out.extend(d.dated.iter().map(|x| format!("Đổi thời hạn {}: {} → {}.", x.id, asked(&x.from), asked(&x.to))));
    if !d.other.is_empty() {
        let names: Vec<&str> = d.other.iter().map(|section| self::section(section)).collect();
        out.push(format!("Đổi phần: {}.", names.join(", ")));
    }
    out.push(if dry {
        "Chưa lưu gì.".to_owned()
    } else {
        format!("Đã nạp kế hoạch năm {year}; tiến độ, ghi chú, gia hạn giữ nguyên.")
    });
    out
}

/// A deadline: the day or span first, for the wording may be long.
fn asked(of: &Asked) -> String {
    let wording = format!("“{}”", clip(&of.text));
    let day = of.date.map(words::date).or(of.span.map(words::period));
    day.map_or_else(|| wording.clone(), |day| format!("{day} ({wording})"))
}

/// Sections as the officer calls them.
fn section(name: &str) -> &'static str {
    match name {
        "plan" => "tên, hiệu lực của kế hoạch",
        "report" => "hạn báo cáo",
        "checkin" => "kỳ ghi tình hình",
        "alert" => "thời gian nhắc trước",
        "period" => "kỳ số liệu",
        "form" => "biểu mẫu",
        "field" => "lĩnh vực",
        "rule" => "quy tắc kiểm tra",
        "indicator" => "chỉ tiêu",
        "holiday" => "ngày nghỉ, ngày làm bù",
        "document" => "lời báo cáo",
        _ => "danh sách xã",
    }
}

/// A provisional year was set up, or more duties came over.
pub fn rolled_over(year: i32, dates: usize, debts: &[String]) -> String {
    let debts = if debts.is_empty() {
        "không có việc nào chưa xong chuyển sang".to_owned()
    } else {
        format!("{} việc chưa xong của năm trước chuyển sang ({})", debts.len(), debts.join(", "))
    };
    if dates == 0 {
        return format!("Năm {year}: {debts}.");
    }
    format!("Đã lập kế hoạch tạm năm {year}: {dates} mốc ngày đều là tạm tính, cần xem lại từng mốc; {debts}.")
}

/// Another plan year is worked in.
pub fn year_is(year: i32) -> String {
    format!("Đang làm việc với kế hoạch năm {year}.")
}

/// There is no other year.
pub fn one_year(year: i32) -> String {
    format!("Chỉ có kế hoạch năm {year}: lập kế hoạch tạm hoặc nạp kế hoạch của năm khác trong danh sách chọn việc.")
}

/// Before a provisional year is set up.
pub fn ask_rollover(year: i32) -> String {
    format!(
        "Lập kế hoạch tạm cho năm {year}? Mọi ngày chuyển theo quy tắc của năm trước và ghi là tạm tính; việc \
         chưa xong được xem cả ở năm mới."
    )
}
