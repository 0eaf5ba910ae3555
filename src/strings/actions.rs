//! Names of screens and actions, as menu, footer and help show them.

use crate::domain::book::Status;
use crate::domain::task::Role;

/// Names of what can be done.
pub mod name {
    #![allow(missing_docs)] // each is the Vietnamese of its own name
    pub const OVERVIEW: &str = "Tổng quan";
    pub const TASKS: &str = "Nhiệm vụ";
    pub const FIGURES: &str = "Số liệu";
    pub const REPORTS: &str = "Báo cáo";
    pub const LOG: &str = "Nhật ký";
    pub const UP: &str = "Lên";
    pub const DOWN: &str = "Xuống";
    pub const LEFT: &str = "Sang trái";
    pub const RIGHT: &str = "Sang phải";
    pub const PAGE_UP: &str = "Lên một trang";
    pub const PAGE_DOWN: &str = "Xuống một trang";
    pub const FIRST: &str = "Đến đầu";
    pub const LAST: &str = "Đến cuối";
    pub const NEXT: &str = "Tiếp theo";
    pub const PREVIOUS: &str = "Trước đó";
    pub const OPEN: &str = "Mở";
    pub const BACK: &str = "Quay lại";
    pub const MENU: &str = "Chọn việc";
    pub const HELP: &str = "Xem các phím";
    pub const TOUR: &str = "Giới thiệu năm màn hình";
    pub const UNDO: &str = "Hoàn tác";
    pub const REDO: &str = "Làm lại";
    pub const REDRAW: &str = "Vẽ lại màn hình";
    pub const QUIT: &str = "Thoát";
    pub const SETTINGS: &str = "Thiết lập";
    pub const SEARCH: &str = "Tìm";
    pub const NEXT_STATE: &str = "Lọc theo tình trạng";
    pub const NEXT_ROLE: &str = "Lọc theo vai trò";
    pub const NEXT_ORDER: &str = "Sắp xếp: vai trò, phụ lục, thời hạn, người";
    pub const MARK: &str = "Chọn nhiều việc để ghi một lần";
    pub const ADD_TASK: &str = "Thêm việc riêng";
    pub const SETTLE: &str = "Ghi đã xong, kèm văn bản";
    pub const START: &str = "Ghi đang làm";
    pub const NOT_APPLICABLE: &str = "Ghi không áp dụng, kèm lý do";
    pub const READ_ALL: &str = "Đọc toàn bộ nội dung";
    pub const POSTPONE: &str = "Gia hạn theo văn bản";
    pub const EVENT: &str = "Ghi đã có hướng dẫn";
    pub const TASK_DAY: &str = "Đặt hạn theo văn bản";
    pub const PERCENT: &str = "Ghi đã làm được bao nhiêu";
    pub const LEAD: &str = "Đặt số ngày nhắc trước";
    pub const AGENDA: &str = "Lịch việc theo tuần, tháng";
    pub const SCORECARD: &str = "Bảng điểm cả năm";
    pub const NEXT_YEAR: &str = "Chuyển sang kế hoạch năm khác";
    pub const ROLLOVER: &str = "Lập kế hoạch tạm cho năm sau";
    pub const IMPORT_PLAN: &str = "Nạp kế hoạch từ tệp";
    pub const LINKED: &str = "Sang chỉ tiêu, nhiệm vụ liên quan";
    pub const SNOOZE: &str = "Tạm ẩn việc nhắc này";
    pub const WAKE: &str = "Nhắc lại mọi việc đang tạm ẩn";
    pub const REOPEN: &str = "Mở lại việc đã chốt";
    pub const STATEMENT: &str = "Ghi tình hình thực hiện";
    pub const NOTE: &str = "Ghi chú";
    pub const EDIT_TASK: &str = "Sửa việc riêng";
    pub const UNFOLLOW: &str = "Đã xem lại, bỏ dấu";
    pub const REMOVE_TASK: &str = "Xóa việc riêng";
    pub const NEXT_PERIOD: &str = "Kỳ sau";
    pub const PREVIOUS_PERIOD: &str = "Kỳ trước";
    pub const NEXT_PART: &str = "Đổi phần của kỳ";
    pub const CLEAR: &str = "Xóa ô, chưa có số";
    pub const EXPLAIN: &str = "Giải trình cảnh báo";
    pub const NIL_ROW: &str = "Ô trống của dòng: không phát sinh";
    pub const NIL_MONTH: &str = "Cả tháng không phát sinh";
    pub const EDIT_CELL: &str = "Sửa số trong ô";
    pub const COMMENT: &str = "Ghi chú ô";
    pub const FOLLOW: &str = "Theo dõi ô, hoặc bỏ";
    pub const REVIEWED: &str = "Đã xem lại dòng";
    pub const IMPORT: &str = "Nạp số liệu từ tệp";
    pub const EXPORT: &str = "Ghi số liệu kỳ ra tệp";
    pub const ADD_FIELD: &str = "Thêm lĩnh vực riêng của xã";
    pub const MARKS: &str = "Các ô đã đánh dấu";
    pub const MAKE: &str = "Làm gói báo cáo, xuất ra thư mục hoặc USB";
    pub const FINALIZE: &str = "Chốt, chưa xuất ra tệp";
    pub const ATTACH: &str = "Kèm bản ký (PDF) vào gói";
    pub const WORDS: &str = "Lời báo cáo, viết đoạn riêng";
    pub const WRITE_REPORT: &str = "Ghi báo cáo ra tệp Word để trình ký";
    pub const RECEIPT_IMPORT: &str = "Nạp biên nhận của nơi nhận";
    pub const RECEIPT_NOTE: &str = "Ghi trả lời của nơi nhận theo sổ";
    pub const WITHDRAW: &str = "Bỏ lần nộp lại chưa gửi";
    pub const KEPT: &str = "Các lần đã làm gói, so với hôm nay";
    pub const SENT: &str = "Ghi đã gửi";
    pub const DUE_DAY: &str = "Đặt hạn gửi theo văn bản";
    pub const SAVE: &str = "Lưu";
    pub const TYPE: &str = "Gõ";
    pub const NIL: &str = "Không phát sinh";
    pub const BACKSPACE: &str = "Xóa chữ trước";
    pub const DELETE: &str = "Xóa chữ sau";
    pub const DELETE_WORD: &str = "Xóa từ trước";
    pub const CLEAR_LINE: &str = "Xóa cả dòng";
    pub const WORD_LEFT: &str = "Về từ trước";
    pub const WORD_RIGHT: &str = "Đến từ sau";
    pub const NEW_LINE: &str = "Xuống dòng";
    pub const TYPING_OFF: &str = "tắt";
    pub const TYPING_TELEX: &str = "Telex";
    pub const TYPING_VNI: &str = "VNI";
    pub const NEXT_TYPING: &str = "Gõ tiếng Việt: tắt, Telex, VNI";
}

/// Filters by state.
pub mod filter {
    #![allow(missing_docs)] // each is the Vietnamese of its own name
    pub const ALL: &str = "mọi tình trạng";
    pub const UNSETTLED: &str = "chưa xong";
    pub const OVERDUE: &str = "quá hạn";
    pub const SETTLED: &str = "đã xong";
    pub const ASSUMED: &str = "ngày tạm tính";
}

/// A filter by role.
pub fn role_filter(role: Role) -> &'static str {
    match role {
        Role::Lead => "xã chủ trì",
        Role::Coordinate => "xã phối hợp",
        Role::None => "không nêu xã",
    }
}

/// A task's state in lists, with the days left where it is not settled.
pub fn state_with_days(status: Status, late: Option<bool>, left: &str) -> String {
    match (status, late) {
        (Status::Done, Some(true)) => "đã xong, trễ hạn".to_owned(),
        (Status::Done, _) => "đã xong".to_owned(),
        (Status::Na, _) => "không áp dụng".to_owned(),
        (Status::InProgress, _) if left.is_empty() => "đang làm".to_owned(),
        (Status::InProgress, _) => format!("đang làm, {left}"),
        (Status::Open, _) if left.is_empty() => "chưa làm".to_owned(),
        (Status::Open, _) => left.to_owned(),
    }
}

/// Short words of the footer.
pub mod footer {
    #![allow(missing_docs)] // each is the Vietnamese of its own name
    pub const SNOOZE: &str = "tạm ẩn";
    pub const ORDER: &str = "sắp xếp";
    pub const OPEN: &str = "mở";
    pub const NEXT_SCREEN: &str = "màn hình sau";
    pub const MENU: &str = "chọn việc";
    pub const SEARCH: &str = "tìm";
    pub const STATE: &str = "tình trạng";
    pub const ROLE: &str = "vai trò";
    pub const ADD: &str = "thêm việc";
    pub const NEXT_CELL: &str = "ô sau";
    pub const NEXT_ROW: &str = "xuống dòng";
    pub const NIL: &str = "không phát sinh";
    pub const NIL_ROW: &str = "cả dòng không phát sinh";
    pub const EDIT_CELL: &str = "sửa";
    pub const APPLY: &str = "nạp";
    pub const EXPLAIN: &str = "giải trình";
    pub const BACK: &str = "quay lại";
    pub const PART: &str = "đổi phần";
    pub const PERIOD: &str = "kỳ sau";
    pub const MAKE: &str = "làm gói";
    pub const SENT: &str = "ghi đã gửi";
    pub const WORDS: &str = "lời báo cáo";
    pub const NEXT_FIELD: &str = "tiếp, lưu ở mục cuối";
    pub const SAVE: &str = "lưu";
    pub const NEW_LINE: &str = "xuống dòng";
    pub const TYPING: &str = "Telex/VNI";
    pub const CANCEL: &str = "bỏ";
    pub const CHOOSE: &str = "chọn";
    pub const TAKE_SEARCH: &str = "xong";
    pub const DROP_SEARCH: &str = "bỏ tìm";
    pub const GO_ON: &str = "tiếp tục";
    pub const HELP: &str = "các phím";
}
