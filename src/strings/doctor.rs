//! Sentences of the check of everything.

use std::path::Path;

use super::answers::spans;
use super::errors::io_kind;
use crate::store::check::Finding;

/// What the store's checks say when nothing was found.
pub const IN_ORDER: &[(&str, &str)] = &[
    ("journal", "Nhật ký đủ, mọi dòng nối tiếp nhau."),
    ("index", "Bản làm việc khớp với nhật ký."),
    ("snapshots", "Các bản chụp dữ liệu đọc được."),
    ("packages", "Các gói báo cáo đã làm còn nguyên."),
    ("rights", "Chỉ người dùng này đọc được dữ liệu."),
];

/// The same of what lies around it.
pub const AROUND_IN_ORDER: &[(&str, &str)] = &[
    ("clock", "Đồng hồ của máy không chạy lùi."),
    ("plan", "Kế hoạch và lịch nghỉ còn hiệu lực."),
    ("backup", "Sao lưu tự động không quá hạn, hoặc chưa đặt nơi sao lưu."),
];

/// Somebody else writes, so the index was left alone.
pub fn beside_a_writer() -> &'static str {
    "Dữ liệu đang mở ở cửa sổ khác, hoặc không ghi được: chỉ xem, không sửa."
}

/// Room on the disk, megabytes.
pub fn free_space(megabytes: u64, short: bool) -> String {
    if short {
        format!("Đĩa chỉ còn {megabytes} MB trống: hãy xóa bớt tệp không cần trước khi nhập tiếp.")
    } else {
        format!("Đĩa còn {megabytes} MB trống.")
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What was found, one sentence.
pub fn finding(finding: &Finding) -> String {
    let numbers = |lines: &[usize]| spans(&lines.iter().map(|n| *n as u64).collect::<Vec<_>>());
    match finding {
        Finding::Lines { file, lines, made_good: true } => format!(
            "{}: dòng {} hỏng hoặc mất, số liệu đã được phục hồi; ai sửa gì ở các dòng đó không còn đọc được.",
            name(file),
            numbers(lines)
        ),
        Finding::Lines { file, lines, .. } => format!(
            "{}: dòng {} hỏng, bị sửa hoặc bị xóa; số liệu hiện nay không đổi, hãy so với bản sao lưu.",
            name(file),
            numbers(lines)
        ),
        Finding::Gap(file) => {
            format!(
                "{} không nối tiếp tệp nhật ký trước nó: có dòng bị xóa hoặc bị sửa, hãy so với bản sao lưu.",
                name(file)
            )
        }
        Finding::Lost(seqs) => {
            format!(
                "Các lần ghi số {} đã mất, không bản sao nào còn giữ: hãy khôi phục từ bản sao lưu hoặc nhập lại.",
                spans(seqs)
            )
        }
        Finding::Unsure(seqs) => format!(
            "Sau lần ghi số {} cuối nhật ký từng bị hỏng: những lần ghi ngay sau đó, nếu có, không còn; hãy xem lại việc đã \
             làm lúc ấy.",
            spans(seqs)
        ),
        Finding::Package(hash) => format!(
            "Gói báo cáo {}… mất hoặc hỏng: hãy chép lại từ nơi đã gửi hoặc từ bản sao lưu.",
            hash.chars().take(12).collect::<String>()
        ),
        Finding::NoSnapshot(kind) => format!(
            "Không ghi được bản chụp dữ liệu ({}): nhật ký vẫn còn đủ; hãy kiểm tra chỗ trống và quyền ghi.",
            io_kind(&(*kind).into())
        ),
        Finding::Open(paths) => {
            format!(
                "{} tệp, thư mục dữ liệu người khác đọc được: đã đặt lại quyền chỉ cho người dùng này.",
                paths.len()
            )
        }
        Finding::Mended(_) => String::new(),
    }
}

/// In front of a line that is in order, was mended, is wrong.
pub const STATES: [&str; 3] = ["Tốt", "Đã sửa", "HỎNG"];

/// A clause as a sentence.
pub fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
