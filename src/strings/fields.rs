//! Sentences about fields of the commune's own.

use super::words;
use crate::domain::period::Period;
use crate::domain::text::printable;

/// Where such a field comes from.
pub const SOURCE: &str = "Lĩnh vực do xã thêm";
/// Why it is assumed.
pub const WHY: &str = "Không có trong bộ dữ liệu quy định";

/// A name that makes no code.
pub fn bad_name(name: &str) -> String {
    format!("Tên lĩnh vực “{}” không dùng được: cần có chữ cái, không quá dài.", printable(name, 80))
}

/// A field that is there.
pub fn known(name: &str, code: &str) -> String {
    format!("Đã có lĩnh vực {} (mã {code}).", printable(name, 80))
}

/// A field of the pack, or none.
pub fn not_own(code: &str) -> String {
    format!("{} không phải lĩnh vực do xã thêm.", printable(code, 60))
}

/// A field with figures.
pub fn in_use(name: &str, month: Period) -> String {
    format!("Lĩnh vực {} đã có số liệu ({}): hãy xóa số liệu trước.", printable(name, 80), words::period(month))
}

/// After adding or naming one.
pub fn named(code: &str) -> String {
    format!("Đã lưu lĩnh vực, mã {code}.")
}

/// After taking one away.
pub fn removed(code: &str) -> String {
    format!("Đã bỏ lĩnh vực {code}.")
}

/// A name that files use for their rows of totals.
pub fn reads_as_total(name: &str) -> String {
    format!("“{}” là tên của dòng tổng trong các bảng: hãy đặt tên khác cho lĩnh vực.", printable(name, 60))
}
