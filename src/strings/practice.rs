//! Sentences of the practice store.

use crate::domain::text::printable;

/// The practice store has a place of its own.
pub fn with_data_dir() -> String {
    "Không dùng --demo cùng --data-dir: dữ liệu tập dượt nằm ở thư mục tạm, không đụng dữ liệu thật.".to_owned()
}

/// The practice store goes only where nothing is.
pub fn not_empty(dir: &str) -> String {
    format!("Thư mục {} không trống: dữ liệu tập dượt chỉ ghi vào thư mục tạm mới.", printable(dir, 80))
}

/// The practice store cannot be filled.
pub fn failed(sentence: &str) -> String {
    format!("Không lập được dữ liệu tập dượt. {sentence}")
}
