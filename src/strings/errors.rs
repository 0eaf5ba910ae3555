//! One sentence for everything that goes wrong: what, where, what to do next.

use crate::domain::text::printable;

fn clip(text: &str) -> String {
    printable(text, 80)
}

/// Anything the argument parser refuses.
pub fn usage(what: &str) -> String {
    format!("Câu lệnh không đúng: {}. Gõ `daumoi --help` để xem cách dùng.", printable(what, 120))
}

/// No data dir is known.
pub fn no_home() -> String {
    "Không tìm thấy thư mục người dùng: hãy chỉ nơi giữ dữ liệu bằng --data-dir.".to_owned()
}

/// Nothing set up yet.
pub fn absent(dir: &str) -> String {
    format!("Thư mục {} chưa có dữ liệu: hãy chạy `daumoi init --unit MÃ --year NĂM --officer \"HỌ TÊN\"`.", clip(dir))
}

/// Already set up.
pub fn already(year: i32, unit: &str) -> String {
    format!("Năm {year} đã được thiết lập cho {}: không thiết lập lại để khỏi mất dữ liệu.", clip(unit))
}

/// The data dir is a file.
pub fn not_a_directory(path: &str) -> String {
    format!("{} là một tệp, không phải thư mục: hãy chọn thư mục khác bằng --data-dir.", clip(path))
}

/// Reading or writing failed.
pub fn io(path: &str, detail: &str) -> String {
    format!(
        "Không đọc hoặc ghi được {} ({}): hãy kiểm tra quyền và chỗ trống trên đĩa; chưa có gì thay đổi.",
        clip(path),
        clip(detail)
    )
}

/// Somebody else writes.
pub fn in_use(holder: &str) -> String {
    let who = if holder.trim().is_empty() { "một cửa sổ khác".to_owned() } else { clip(holder) };
    format!("Dữ liệu đang được mở bởi {who}: hãy đóng chỗ đó rồi làm lại.")
}

/// Written by a newer program.
pub fn newer(version: u32) -> String {
    format!("Dữ liệu do bản daumoi mới hơn ghi (định dạng {version}): hãy dùng bản mới.")
}

/// The journal is damaged.
pub fn damaged(lines: &[usize]) -> String {
    let first: Vec<String> = lines.iter().take(5).map(ToString::to_string).collect();
    format!(
        "Nhật ký dữ liệu bị hỏng ở dòng {}: hãy giữ nguyên thư mục, chép ra nơi khác và khôi phục từ bản sao.",
        first.join(", ")
    )
}

/// No pack for a year.
pub fn no_plan(year: i32) -> String {
    format!("Chưa có kế hoạch cho năm {year}: bản này có sẵn năm 2024.")
}

/// Unknown unit.
pub fn unknown_unit(code: &str) -> String {
    format!("Không có đơn vị mã {}: hãy xem danh sách 14 xã, thị trấn của kế hoạch và nhập lại.", clip(code))
}

/// A text that cannot be taken.
pub fn bad_text(field: &str) -> String {
    format!("Nội dung “{}” trống, quá dài hoặc có ký tự điều khiển: hãy nhập lại.", clip(field))
}

/// A word that is no period.
pub fn bad_period(code: &str) -> String {
    format!("Không có kỳ {}: kỳ viết như 2024-01, 2024-Q1, 2024-H1, 2024-9M, 2024.", clip(code))
}

/// Figures can be entered for months only.
pub fn not_a_month(code: &str) -> String {
    format!("Số liệu chỉ nhập theo tháng, {} không phải tháng: hãy dùng mã như 2024-01.", clip(code))
}

/// Unknown field.
pub fn unknown_field(code: &str) -> String {
    format!("Không có lĩnh vực {}: xem mã lĩnh vực bằng `daumoi figures show KỲ`.", clip(code))
}

/// Unknown column.
pub fn unknown_column(code: &str) -> String {
    format!("Không có cột {} trong biểu này: xem mã cột bằng `daumoi figures show KỲ --json`.", clip(code))
}

/// A value that is no count.
pub fn bad_value(column: &str, value: &str, max: u64) -> String {
    format!(
        "Giá trị {} của cột {} không dùng được: cần số nguyên từ 0 đến {max}, `nil` (không phát sinh) hoặc để trống.",
        clip(value),
        clip(column)
    )
}

/// A given total that contradicts its parts.
pub fn total_disagrees(column: &str, given: u64, derived: &str) -> String {
    format!("Tổng {} nhập là {given} nhưng các ô thành phần cho {derived}: hãy sửa một trong hai.", clip(column))
}

/// A reason is needed for a carried value that differs.
pub fn carry_needs_reason(field: &str, carried: u64, before: u64) -> String {
    format!(
        "{}: từ kỳ trước chuyển sang {carried}, nhưng cuối tháng trước còn {before}: hãy nêu lý do bằng --reason.",
        clip(field)
    )
}
