//! Help texts of the command line.

/// One line about the program.
pub const ABOUT: &str = "Sổ tay đầu mối kiểm soát thủ tục hành chính của xã, thị trấn";
/// Layout of help pages.
pub const TEMPLATE: &str = "{about}\n\nCách dùng: {usage}\n\n{all-args}";
/// Heading of commands.
pub const COMMANDS: &str = "Lệnh";
/// Heading of options.
pub const OPTIONS: &str = "Tùy chọn";
/// `--help`.
pub const HELP: &str = "In trang trợ giúp này";
/// `--data-dir`.
pub const DATA_DIR: &str = "Thư mục giữ dữ liệu (hoặc biến DAUMOI_DATA_DIR)";
/// `--today`.
pub const TODAY: &str = "Coi ngày này là hôm nay (hoặc biến DAUMOI_TODAY)";
/// `--year`.
pub const YEAR: &str = "Năm kế hoạch";
/// `--json`.
pub const JSON: &str = "In dạng JSON cho chương trình khác đọc";
/// `init`.
pub const INIT: &str = "Thiết lập dữ liệu cho một xã, thị trấn và một năm kế hoạch";
/// `tasks`.
pub const TASKS: &str = "Liệt kê nhiệm vụ, thời hạn và tình trạng";
/// `alerts`.
pub const ALERTS: &str = "Việc cần chú ý hôm nay, gấp nhất trước";
/// `figures`.
pub const FIGURES: &str = "Số liệu tháng, quý, năm";
/// `figures show`.
pub const FIGURES_SHOW: &str = "Xem số liệu, chỉ tiêu và lỗi của một kỳ";
/// `figures set`.
pub const FIGURES_SET: &str = "Nhập ô của một tháng: CỘT=SỐ, CỘT=nil (không phát sinh), CỘT= (bỏ trống)";
/// `log`.
pub const LOG: &str = "Nhật ký: ai đổi gì, khi nào, từ gì thành gì";
