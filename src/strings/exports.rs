//! Sentences about figures written to a file.

use super::words;
use crate::domain::period::Period;
use crate::domain::text::printable;

/// A file name that tells no kind.
pub fn which_kind(path: &str) -> String {
    format!(
        "Tệp {}: tên phải có đuôi .xlsx (in được như biểu) hoặc .csv (bảng mã, nạp lại được).",
        printable(path, 120)
    )
}

/// After writing.
pub fn written(path: &str, period: Period) -> String {
    format!("Đã ghi số liệu {} ra {}.", words::period(period), printable(path, 200))
}

/// Name offered for the file.
pub fn file_name(period: Period) -> String {
    format!("so-lieu_{period}.xlsx")
}
