//! Why the keyboard interface does not open, or ended by itself.

use std::io;

use super::errors;

/// No command given, and what we are on is no terminal.
pub fn none() -> String {
    "Giao diện bàn phím chỉ mở được trong một cửa sổ terminal; ở đây hãy dùng lệnh: gõ `daumoi --help`.".to_owned()
}

/// No command given, and the terminal cannot draw.
pub fn dumb() -> String {
    "Terminal này không vẽ được giao diện (TERM=dumb); hãy dùng lệnh: gõ `daumoi --help`.".to_owned()
}

/// The terminal refused while the interface was set up or drawn.
pub fn refused(error: &io::Error) -> String {
    format!(
        "Không dùng được terminal này ({}); hãy thử cửa sổ khác, hoặc dùng lệnh: gõ `daumoi --help`.",
        errors::io_kind(error)
    )
}

/// The program is at fault; precedes the technical message.
pub const BROKEN: &str =
    "Chương trình gặp lỗi không lường trước và phải dừng. Dữ liệu đã ghi vẫn còn; hãy mở lại `daumoi`.";
