//! Help texts of the command line.

use crate::domain::day::DayError;

/// One line about the program.
pub const ABOUT: &str = "Sổ tay đầu mối kiểm soát thủ tục hành chính của xã, thị trấn";
/// Layout of help pages.
pub const TEMPLATE: &str = "{about}\n\nCách dùng: {usage}\n\n{all-args}";
/// Heading of commands.
pub const COMMANDS: &str = "Lệnh";
/// Heading of options that go with every command.
pub const GLOBAL_OPTIONS: &str = "Tùy chọn chung";
/// `--help`.
pub const HELP: &str = "In trang trợ giúp này";
/// `--data-dir`.
pub const DATA_DIR: &str = "Thư mục giữ dữ liệu (hoặc biến DAUMOI_DATA_DIR)";
/// `--today`.
pub const TODAY: &str = "Coi ngày này là hôm nay (hoặc biến DAUMOI_TODAY)";
/// `--demo`.
pub const DEMO: &str = "Tập dượt trên dữ liệu mẫu tạm thời (hôm nay là 02/04/2024), xóa khi thoát";
/// `--year`.
pub const YEAR: &str = "Năm kế hoạch";
/// `--color`.
pub const COLOR: &str = "Màu của giao diện: auto hoặc never (hoặc biến NO_COLOR)";
/// `--ascii`.
pub const ASCII: &str = "Giao diện chỉ dùng chữ không dấu, cho màn hình không có tiếng Việt";
/// `--json`.
pub const JSON: &str = "In dạng JSON cho chương trình khác đọc";
/// `init`.
pub const INIT: &str = "Thiết lập dữ liệu cho một xã, thị trấn và một năm kế hoạch";
/// `init --unit`.
pub const UNIT: &str = "Mã đơn vị hành chính của xã, thị trấn, ví dụ 26383";
/// `init --unit-name`.
pub const UNIT_NAME: &str = "Tên xã, thị trấn, khi danh sách của kế hoạch không có; mã gồm 5 chữ số";
/// `init --officer`.
pub const OFFICER: &str = "Họ tên cán bộ đầu mối";
/// `settings`.
pub const SETTINGS: &str = "Xem hoặc sửa thiết lập (cán bộ, người ký, nơi nhận, số gốc 2023 …)";
/// `settings KEY`.
pub const SETTING_KEY: &str = "Mục thiết lập, ví dụ signatory";
/// `settings KEY VALUE`.
pub const SETTING_VALUE: &str = "Giá trị mới; để \"\" là bỏ";
/// `tasks`.
pub const TASKS: &str = "Liệt kê nhiệm vụ, thời hạn và tình trạng";
/// `task`.
pub const TASK: &str = "Chốt, bắt đầu, mở lại một nhiệm vụ; thêm, xóa việc riêng";
/// `task done`.
pub const TASK_DONE: &str = "Hoàn thành nhiệm vụ bằng một văn bản; đúng hay trễ hạn tính theo ngày văn bản";
/// `task start`.
pub const TASK_START: &str = "Ghi là đang làm";
/// `plan import`.
pub const PLAN_IMPORT: &str = "Nạp bộ dữ liệu quy định mới hoặc đã sửa; việc đã làm giữ nguyên";
/// `plan rollover`.
pub const PLAN_ROLLOVER: &str = "Lập kế hoạch tạm cho năm sau từ kế hoạch năm trước, mọi ngày là tạm tính";
/// `plan rollover YEAR`.
pub const ROLLOVER_YEAR: &str = "Năm cần lập, ví dụ 2025";
/// `task … --also`.
pub const ALSO: &str = "Thêm nhiệm vụ khác, ghi cùng một lần (ghi được nhiều lần)";
/// `task start --percent`.
pub const PERCENT: &str = "Đã làm được bao nhiêu phần trăm, từ 1 đến 99";
/// `task postpone`.
pub const TASK_POSTPONE: &str = "Gia hạn nhiệm vụ theo văn bản đồng ý; hạn cũ vẫn hiện";
/// `task postpone --to`.
pub const NEW_DUE: &str = "Ngày cuối mới (tính cả ngày ấy)";
/// `task postpone --document`.
pub const APPROVAL: &str = "Số, ký hiệu văn bản đồng ý gia hạn";
/// `task event`.
pub const TASK_EVENT: &str = "Ghi văn bản mà việc “khi có hướng dẫn” đang chờ, và hạn theo văn bản ấy";
/// `task event --document`.
pub const EVENT_DOCUMENT: &str = "Số, ký hiệu văn bản hướng dẫn";
/// `task event --date`.
pub const EVENT_DATE: &str = "Ngày của văn bản hướng dẫn";
/// `task due`.
pub const TASK_DUE: &str = "Đặt ngày hạn khi kế hoạch không ghi rõ, kèm căn cứ";
/// `task lead`.
pub const TASK_LEAD: &str = "Đặt riêng số ngày nhắc trước của một nhiệm vụ";
/// `task lead DAYS`.
pub const LEAD: &str = "Số ngày làm việc nhắc trước, từ 1 đến 60; bỏ trống là theo thiết lập chung";
/// `task note`.
pub const TASK_NOTE: &str = "Ghi chú cho nhiệm vụ; để \"\" là xóa";
/// `task done --file`.
pub const DOCUMENT_FILE: &str = "Nơi giữ văn bản (đường dẫn hoặc ghi chú), chương trình không mở tệp này";
/// `task done --confirm`.
pub const CONFIRM_DATE: &str = "Đúng là ngày ấy, dù sau hôm nay hoặc trước kế hoạch";
/// `report`.
pub const REPORT: &str = "Rà, viết, chốt báo cáo của một kỳ; xem lại những lần đã làm";
/// `report check`.
pub const REPORT_CHECK: &str = "Những điều phải rà trước khi chốt";
/// `report text`.
pub const REPORT_TEXT: &str = "In lời báo cáo, kèm mã từng đề mục";
/// `report passage`.
pub const REPORT_PASSAGE: &str = "Viết đoạn riêng của một đề mục; để \"\" là bỏ";
/// `report passage SECTION`.
pub const SECTION: &str = "Mã đề mục (xem `report text`), ví dụ kien_nghi";
/// `report passage TEXT`.
pub const PASSAGE: &str = "Lời của đoạn riêng; mỗi dòng là một đoạn";
/// `report passage --alone`.
pub const ALONE: &str = "Chỉ dùng đoạn riêng, bỏ câu chương trình viết từ số liệu";
/// `report write`.
pub const REPORT_WRITE: &str = "Ghi riêng báo cáo ra tệp Word để trình ký";
/// `report write FILE`.
pub const DOCX_FILE: &str = "Tệp .docx mới";
/// `report finalize`.
pub const REPORT_FINALIZE: &str = "Chốt: làm gói và giữ trong dữ liệu, chưa xuất ra tệp";
/// `report attach`.
pub const REPORT_ATTACH: &str = "Kèm bản ký (PDF) vào gói của kỳ";
/// `report attach FILE`.
pub const SIGNED_FILE: &str = "Bản ký đã quét hoặc ký số, tệp PDF";
/// `report copy`.
pub const REPORT_COPY: &str = "Ghi lại một gói đã làm, đúng từng byte như lúc ấy";
/// `report copy --revision`.
pub const REVISION: &str = "Lần, từ 1";
/// `report withdraw`.
pub const REPORT_WITHDRAW: &str = "Bỏ lần nộp lại chưa gửi; gói lần trước lại là gói mới nhất";
/// `report withdraw --confirm`.
pub const CONFIRM_WITHDRAW: &str = "Đúng là bỏ";
/// `report history`.
pub const REPORT_HISTORY: &str = "Các lần đã làm gói của một kỳ, cạnh số liệu hôm nay";
/// `reports`.
pub const REPORTS: &str = "Báo cáo cả năm: hạn, đã gửi, đúng hay trễ, đủ hay thiếu, bị trả lại";
/// `receipt`.
pub const RECEIPT: &str = "Biên nhận của nơi nhận: lập, nạp, ghi theo sổ";
/// `receipt make`.
pub const RECEIPT_MAKE: &str = "Lập biên nhận cho một gói (phía nơi nhận; không cần dữ liệu)";
/// `receipt --result`.
pub const RESULT: &str = "received (đã nhận) hoặc returned (trả lại)";
/// `receipt --reason`.
pub const RECEIPT_REASON: &str = "Lý do; nêu chỗ sai bằng khóa: \"2024-01/chung_thuc/online: …\" (ghi được nhiều lần)";
/// `receipt --number`.
pub const RECEIPT_NUMBER: &str = "Số trong sổ của nơi nhận";
/// `receipt make --out`.
pub const RECEIPT_OUT: &str = "Tệp biên nhận mới, ví dụ BIENNHAN.json";
/// `receipt import`.
pub const RECEIPT_IMPORT: &str = "Nạp biên nhận: đổi tình trạng gói, đánh dấu những chỗ phải xem lại";
/// `receipt import FILE`.
pub const RECEIPT_FILE: &str = "Tệp biên nhận";
/// `receipt note`.
pub const RECEIPT_NOTE: &str = "Ghi trả lời của nơi nhận theo sổ giấy, cho gói mới nhất của kỳ";
/// `receipt note --date`.
pub const ANSWER_DATE: &str = "Ngày nơi nhận trả lời";
/// `verify --earlier`.
pub const EARLIER: &str = "Gói lần trước, để kiểm cả chuỗi nộp lại";
/// `task add --when`.
pub const WHEN: &str = "Thời hạn bằng chữ: trước 25/01, quý III, hàng quý, thường xuyên, khi có hướng dẫn …";
/// `task add --link`.
pub const LINK: &str = "Nhiệm vụ hoặc chỉ tiêu có liên quan; ghi được nhiều lần";
/// `alerts --line`.
pub const ALERTS_LINE: &str = "Chỉ in số việc, trên một dòng (cho lời chào khi đăng nhập)";
/// `agenda`.
pub const AGENDA: &str = "Lịch việc đang mở theo tuần và tháng";
/// `scorecard`.
pub const SCORECARD: &str = "Bảng điểm cả năm: việc đúng hạn, trễ, đang mở, báo cáo, chỉ tiêu";
/// `snooze`.
pub const SNOOZE: &str = "Tạm ẩn một việc nhắc đến một ngày, kèm lý do";
/// `snooze KIND`.
pub const ALERT_KIND: &str = "Loại việc nhắc như trong JSON, ví dụ due_soon";
/// `snooze REF`.
pub const ALERT_REF: &str = "Mã của việc nhắc như trong JSON, ví dụ 2.6";
/// `snooze --until`.
pub const UNTIL: &str = "Ngày nhắc lại; không quá ngày hạn";
/// `snooze --clear`.
pub const SNOOZE_CLEAR: &str = "Nhắc lại mọi việc đang tạm ẩn";
/// `task follow`.
pub const TASK_FOLLOW: &str = "Đánh dấu nhiệm vụ cần xem lại, hoặc bỏ dấu";
/// `task follow WHY`.
pub const FOLLOW_WHY: &str = "Vì sao phải xem lại";
/// `task na`.
pub const TASK_NA: &str = "Ghi là không áp dụng cho xã, kèm lý do";
/// `task reopen`.
pub const TASK_REOPEN: &str = "Mở lại nhiệm vụ đã chốt, kèm lý do";
/// `task statement`.
pub const TASK_STATEMENT: &str = "Ghi tình hình thực hiện việc thường xuyên trong một quý";
/// `task add`.
pub const TASK_ADD: &str = "Thêm việc riêng của xã; in ra mã việc";
/// `task remove`.
pub const TASK_REMOVE: &str = "Xóa việc riêng của xã";
/// Task id.
pub const TASK_ID: &str = "Mã nhiệm vụ (xem `daumoi tasks`), ví dụ 2.5 hoặc 3.1-2";
/// Text of an own task.
pub const TASK_TEXT: &str = "Việc phải làm";
/// `--document`.
pub const DOCUMENT: &str = "Số, ký hiệu văn bản, ví dụ \"12/BC-UBND\"";
/// `--date` of a document.
pub const DOCUMENT_DATE: &str = "Ngày văn bản, dạng 2024-03-18 hoặc 18/3/2024";
/// `--note`.
pub const NOTE: &str = "Ghi chú";
/// `--reason`.
pub const REASON: &str = "Lý do";
/// Statement.
pub const STATEMENT: &str = "Đã làm gì, số liệu, khó khăn";
/// `--due`, `--date` of a due day.
pub const DUE: &str = "Ngày cuối của thời hạn (tính cả ngày đó), dạng 2024-03-18 hoặc 18/3/2024";
/// `--person`.
pub const PERSON: &str = "Người phụ trách";
/// `--source`.
pub const SOURCE: &str = "Văn bản giao việc, ví dụ \"Công văn số 15/UBND-VP\"";
/// `--confirm`.
pub const CONFIRM: &str = "Chắc chắn làm";
/// `alerts`.
pub const ALERTS: &str = "Việc cần chú ý hôm nay, gấp nhất trước";
/// `figures`.
pub const FIGURES: &str = "Số liệu tháng, quý, năm";
/// `figures show`.
pub const FIGURES_SHOW: &str = "Xem số liệu, chỉ tiêu và lỗi của một kỳ";
/// `figures set`.
pub const FIGURES_SET: &str = "Nhập ô của một tháng: CỘT=SỐ, CỘT=nil (không phát sinh), CỘT= (bỏ trống)";
/// `figures import`.
pub const FIGURES_IMPORT: &str =
    "Nạp một tháng từ tệp CSV, TSV, XLSX: biểu II.06a, bảng có tên cột, hoặc dòng tiêu đề là mã (field,online,…)";
/// `figures explain`.
pub const FIGURES_EXPLAIN: &str = "Giải trình một cảnh báo; lời giải trình đi theo gói báo cáo";
/// `figures comment`.
pub const FIGURES_COMMENT: &str = "Ghi chú một ô; nội dung trống là bỏ ghi chú";
/// Text of a comment.
pub const COMMENT: &str = "Nội dung ghi chú";
/// `figures follow`.
pub const FIGURES_FOLLOW: &str = "Đánh dấu một ô để theo dõi, kiểm tra lại sau";
/// Why a cell is followed up.
pub const FOLLOW: &str = "Vì sao cần theo dõi";
/// `figures follow --clear`.
pub const FOLLOW_CLEAR: &str = "Bỏ dấu theo dõi";
/// `figures reviewed`.
pub const FIGURES_REVIEWED: &str = "Ghi đã xem lại một dòng sau khi tháng trước sửa số";
/// `figures field`.
pub const FIGURES_FIELD: &str = "Thêm lĩnh vực riêng của xã, đổi tên, hoặc bỏ khi chưa có số liệu";
/// Name of a field.
pub const FIELD_NAME: &str = "Tên lĩnh vực; với --remove là mã";
/// `figures field --code`.
pub const FIELD_CODE: &str = "Mã lĩnh vực riêng đã có, để đổi tên";
/// `figures field --remove`.
pub const FIELD_REMOVE: &str = "Bỏ lĩnh vực riêng";
/// `figures marks`.
pub const FIGURES_MARKS: &str = "Danh sách ô có ghi chú, đang theo dõi, và dòng cần xem lại";
/// Column.
pub const COLUMN: &str = "Mã cột, ví dụ online";
/// Period.
pub const PERIOD: &str = "Kỳ: 2024-01, 2024-Q1, 2024-H1, 2024-9M hoặc 2024";
/// Month.
pub const MONTH: &str = "Tháng, ví dụ 2024-01";
/// Field.
pub const FIELD: &str = "Mã lĩnh vực, ví dụ chung_thuc, hoặc counters";
/// Cells.
pub const CELLS: &str = "Các ô, ví dụ online=30 direct=70 late=nil";
/// Import file.
pub const IMPORT_FILE: &str = "Tệp CSV, TSV hoặc XLSX (mọi trang không ẩn)";
/// `figures export`.
pub const FIGURES_EXPORT: &str =
    "Ghi số liệu một kỳ ra tệp: XLSX in được như biểu (biểu trống khi chưa có số), hoặc CSV nạp lại được";
/// `figures export FILE`.
pub const EXPORT_FILE: &str = "Tệp mới, đuôi .xlsx hoặc .csv";
/// `figures import --field`.
pub const IMPORT_FIELD: &str = "Tên dòng trong tệp là lĩnh vực nào; mã trống là bỏ qua dòng; nhớ cho lần sau";
/// `figures import --column`.
pub const IMPORT_COLUMN: &str = "Tiêu đề cột trong tệp là cột nào; mã trống là bỏ qua cột; nhớ cho lần sau";
/// `--dry-run`.
pub const DRY_RUN: &str = "Chỉ xem sẽ đổi gì, không lưu";
/// Rule.
pub const RULE: &str = "Mã quy tắc kiểm tra";
/// Explanation.
pub const EXPLANATION: &str = "Lời giải trình";
/// `report-due`.
pub const REPORT_DUE: &str = "Đặt hạn gửi báo cáo của một kỳ theo văn bản của cấp trên";
/// `submit`.
pub const SUBMIT: &str = "Kiểm tra và làm gói báo cáo của một kỳ; in ra đường dẫn và mã gói";
/// `submit --out`.
pub const OUT: &str = "Thư mục ghi gói";
/// `submit --revision-reason`.
pub const REVISION_REASON: &str = "Lý do nộp lại, khi số liệu đổi sau khi đã gửi";
/// `verify`.
pub const VERIFY: &str = "Kiểm tra một gói báo cáo bất kỳ còn nguyên vẹn và đúng số";
/// `verify FILE`.
pub const PACKAGE_FILE: &str = "Tệp gói .zip";
/// `sent`.
pub const SENT: &str = "Ghi là đã gửi báo cáo của một kỳ";
/// `sent --date`.
pub const SENT_DATE: &str = "Ngày gửi, cũng là ngày văn bản";
/// `undo`.
pub const UNDO: &str = "Hoàn tác việc vừa ghi; gõ nhiều lần để lùi nhiều việc";
/// `redo`.
pub const REDO: &str = "Làm lại việc vừa hoàn tác";
/// `batch`.
pub const BATCH: &str = "Chạy nhiều lệnh, mỗi dòng một lệnh; in `ok N` khi dòng N đã lưu chắc chắn";
/// Batch file.
pub const BATCH_FILE: &str = "Tệp lệnh; bỏ trống hoặc - là đọc từ đầu vào chuẩn";
/// `plan`.
pub const PLAN: &str = "Bộ dữ liệu quy định (kế hoạch, biểu mẫu, quy tắc, chỉ tiêu)";
/// `plan check`.
pub const PLAN_CHECK: &str = "Kiểm tra một bộ dữ liệu quy định; lỗi nêu tệp và dòng";
/// `plan check FILE`.
pub const PACK_FILE: &str = "Tệp TOML, hoặc thư mục chứa các tệp TOML";
/// `log`.
pub const LOG: &str = "Nhật ký: ai đổi gì, khi nào, từ gì thành gì";
/// `log CHỮ`.
pub const LOG_QUERY: &str = "Chỉ những lần ghi có các chữ này, không cần dấu";
/// `log --csv`.
pub const LOG_CSV: &str = "Ghi ra tệp CSV mới thay vì in";
/// `backup`.
pub const BACKUP: &str = "Sao lưu toàn bộ dữ liệu, nhật ký và gói báo cáo vào một tệp";
/// `backup FILE`, `restore FILE`.
pub const BACKUP_FILE: &str = "Tệp sao lưu";
/// `backup --confirm`.
pub const CONFIRM_REPLACE: &str = "Ghi đè tệp đã có";
/// `undo --confirm`.
pub const CONFIRM_UNDO: &str = "Cả việc làm gói hoặc ghi đã gửi: nơi nhận có thể đã có gói";
/// `restore`.
pub const RESTORE: &str = "Xem khôi phục từ tệp sao lưu sẽ đổi gì; --confirm mới khôi phục, dữ liệu cũ được giữ riêng";
/// `restore --confirm`.
pub const CONFIRM_RESTORE: &str = "Khôi phục thật";
/// `doctor`.
pub const DOCTOR: &str =
    "Kiểm tra nhật ký, bản làm việc, bản chụp, gói báo cáo, đĩa, đồng hồ, lịch; sửa những gì an toàn";

/// A help page with the parser's own English words put into Vietnamese.
pub fn page(rendered: &str) -> String {
    let words =
        [("[OPTIONS]", "[TÙY CHỌN]"), ("Arguments:", "Tham số:"), ("Options:", "Tùy chọn:"), ("<COMMAND>", "<LỆNH>")];
    words.into_iter().fold(rendered.to_owned(), |text, (english, ours)| text.replace(english, ours))
}

/// A value that its argument does not take.
pub fn bad_value(value: &str, argument: &str) -> String {
    format!("giá trị {value} không dùng được cho {argument}")
}

/// A day that is none.
pub fn bad_day(argument: &str, value: &str, error: &DayError) -> String {
    let what = match error {
        DayError::NoSuchDay => "không có ngày này",
        DayError::Form => "không phải ngày",
        DayError::Year(_) => "năm không dùng được",
    };
    format!("{argument} là {value}: {what}, hãy viết như 2024-09-15 hoặc 15/09/2024")
}

/// A period that is none.
pub fn bad_period(argument: &str, value: &str) -> String {
    format!("{argument} là {value}: không có kỳ này, hãy viết như 2024-01, 2024-Q1, 2024-H1, 2024-9M hoặc 2024")
}

/// An argument that cannot be read as text.
pub fn not_utf8() -> &'static str {
    "có chữ không đọc được (không phải UTF-8)"
}

/// Something required was not given.
pub fn missing(what: &str) -> String {
    format!("thiếu {what}")
}
