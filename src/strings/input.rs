//! Sentences for what was typed and cannot be taken: days, units.

use crate::domain::day::DayError;
use crate::domain::text::printable;

/// A text that is no day.
pub fn bad_day(text: &str, error: &DayError) -> String {
    let text = printable(text, 40);
    match error {
        DayError::Form => format!("“{text}” không phải ngày: hãy viết ngày trước, tháng sau, ví dụ 15/9/2024."),
        DayError::NoSuchDay => format!("Không có ngày {text}: hãy viết ngày trước, tháng sau, ví dụ 15/9/2024."),
        DayError::Year(_) => format!("Năm của ngày {text} không dùng được: hãy viết năm từ 2000 đến 2100."),
    }
}

/// A code that no administrative unit can have.
pub fn bad_unit_code(code: &str) -> String {
    format!("Mã đơn vị {} không đúng: mã xã, phường, thị trấn gồm đúng 5 chữ số.", printable(code, 40))
}

/// The code of a unit that is in the list.
pub fn listed_unit(code: &str, name: &str) -> String {
    format!(
        "Mã {} là của {name} trong danh sách của kế hoạch: hãy bỏ tên đơn vị, hoặc nhập mã khác.",
        printable(code, 40)
    )
}

/// A unit's name without a single Latin letter or digit; file names are made from it.
pub fn bad_unit_name(name: &str) -> String {
    format!("Tên đơn vị “{}” không có chữ cái nào: hãy nhập tên như Xã An Phước.", printable(name, 40))
}

/// No commune was chosen.
pub fn choose_unit(text: &str) -> String {
    format!(
        "Chưa chọn xã, thị trấn (“{}”): chọn một dòng trong danh sách, hoặc gõ mã 5 số rồi tên, ví dụ 12345 Xã Mới.",
        printable(text, 60)
    )
}

/// No plan year was chosen.
pub fn choose_year(text: &str) -> String {
    format!("Chưa có kế hoạch nào cho “{}”: hãy chọn một năm trong danh sách.", printable(text, 40))
}

/// No officer.
pub fn officer_needed() -> &'static str {
    "Cần họ tên cán bộ đầu mối: mọi dòng nhật ký đều mang tên này."
}

/// No folder for a package.
pub fn no_folder() -> &'static str {
    "Cần tên thư mục để đặt gói báo cáo."
}

/// A reason of figures only.
pub fn reason_needs_words() -> &'static str {
    "Lý do cần viết bằng chữ, ví dụ: đếm lại sổ; số vừa gõ chưa được lưu."
}

/// A folder that is not given from the beginning.
pub fn folder_not_whole(example: &str) -> String {
    format!("Hãy ghi đường dẫn đầy đủ của thư mục, ví dụ {}.", printable(example, 120))
}

/// The commune stands in packages already.
pub fn unit_in_packages() -> &'static str {
    "Đã có gói báo cáo mang tên xã này nên không đổi được xã: hãy dùng thư mục dữ liệu khác cho xã khác."
}
