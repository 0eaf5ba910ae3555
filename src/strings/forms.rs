//! What forms ask, and what to know while answering.

/// First start: which commune.
pub const COMMUNE: &str = "Xã, thị trấn";
/// How to find it.
pub const COMMUNE_HINT: &str =
    "Gõ vài chữ (không cần dấu) rồi Enter. Không có trong danh sách: gõ mã 5 số rồi tên, ví dụ 12345 Xã Mới";
/// Plan year.
pub const YEAR: &str = "Năm kế hoạch";
/// Which years there are.
pub const YEAR_HINT: &str = "Chỉ có những năm đã có bộ dữ liệu quy định";
/// Officer.
pub const OFFICER: &str = "Cán bộ đầu mối";
/// What the name is for.
pub const OFFICER_HINT: &str = "Họ và tên; ghi vào nhật ký và gói báo cáo";
/// Signatory.
pub const SIGNATORY: &str = "Người ký báo cáo";
/// What the name is for.
pub const SIGNATORY_HINT: &str = "Có thể để trống, bổ sung sau trong Thiết lập";
/// Recipient.
pub const RECIPIENT: &str = "Đơn vị nhận báo cáo";
/// What it is for.
pub const RECIPIENT_HINT: &str = "Để nguyên nếu đúng; sửa được trong Thiết lập";
/// How to write a day.
pub const DAY_HINT: &str = "Ngày/tháng, ví dụ 23/1 hoặc 23/01/2024";
/// A question of the first start without its answer.
pub fn answer_needed(label: &str) -> String {
    format!("Mục “{label}” cần có câu trả lời.")
}

/// Need not be filled in.
pub const OPTIONAL: &str = "Có thể để trống";
/// A reason.
pub const REASON: &str = "Lý do";
/// A cell's value.
pub const VALUE: &str = "Giá trị";
/// How to write it.
pub const VALUE_HINT: &str = "Số, hoặc - nếu không phát sinh; để trống là chưa có số liệu";
/// What becomes of it.
pub const REASON_HINT: &str = "Được giữ trong nhật ký";
/// Explanation.
pub const EXPLANATION: &str = "Giải trình";
/// What becomes of it.
pub const EXPLANATION_HINT: &str = "Đi cùng gói báo cáo";
/// Own task.
pub const TASK_TEXT: &str = "Nội dung công việc";
/// How to word it.
pub const TASK_TEXT_HINT: &str = "Một câu ngắn nói việc phải làm";
/// Last day.
pub const DUE: &str = "Hạn (hết ngày)";
/// A deadline in words.
pub const WHEN: &str = "Thời hạn";
/// How to word it.
pub const WHEN_HINT: &str =
    "25/1 (hết ngày), trước 25/1, quý III, hàng quý, thường xuyên, khi có hướng dẫn, theo kế hoạch, chưa có hạn";
/// What a task belongs to.
pub const LINKS: &str = "Thuộc dòng kế hoạch, chỉ tiêu";
/// How to write it; may be left empty.
pub const LINKS_HINT: &str = OPTIONAL;
/// New last day.
pub const NEW_DUE: &str = "Hạn mới (hết ngày)";
/// Document that allows it.
pub const APPROVAL: &str = "Văn bản đồng ý";
/// Example.
pub const APPROVAL_HINT: &str = "Ví dụ: 45/UBND-VP";
/// The document a task waited for.
pub const EVENT_DOCUMENT: &str = "Văn bản hướng dẫn";
/// Its date.
pub const EVENT_DAY: &str = "Ngày của văn bản";
/// The day that follows from it.
pub const EVENT_DUE: &str = "Hạn theo văn bản";
/// Percent.
pub const PERCENT: &str = "Phần trăm";
/// How to write it.
pub const PERCENT_HINT: &str = "Số từ 1 đến 99";
/// Lead time.
pub const LEAD: &str = "Số ngày làm việc nhắc trước";
/// Hide until.
pub const UNTIL: &str = "Nhắc lại từ ngày";
/// A note, or where the document is kept.
pub const PROOF_NOTE: &str = "Ghi chú, nơi giữ văn bản";
/// Person.
pub const PERSON: &str = "Người thực hiện";
/// Where it comes from.
pub const SOURCE: &str = "Văn bản giao việc";
/// Example.
pub const SOURCE_HINT: &str = "Ví dụ: Công văn số 15/UBND-VP; có thể để trống";
/// Proof.
pub const DOCUMENT: &str = "Số văn bản chứng minh";
/// Example.
pub const DOCUMENT_HINT: &str = "Ví dụ: 05/KH-UBND";
/// Its date.
pub const DOCUMENT_DAY: &str = "Ngày văn bản";
/// Note.
pub const NOTE: &str = "Ghi chú";
/// Name of a further field.
pub const FIELD_NAME: &str = "Tên lĩnh vực";
/// What becomes of it.
pub const FIELD_NAME_HINT: &str = "Thêm một dòng cuối biểu, cho mọi tháng; đi cùng gói báo cáo khi có số liệu";
/// File to write.
pub const EXPORT_FILE: &str = "Tệp";
/// How to name it.
pub const EXPORT_FILE_HINT: &str =
    "Đuôi .xlsx: in được như biểu (biểu trống khi chưa có số); đuôi .csv: bảng mã, nạp lại được";
/// Pack to bring in.
pub const PLAN_FILE: &str = "Tệp hoặc thư mục";
/// What becomes of it.
pub const PLAN_FILE_HINT: &str = "Bộ dữ liệu quy định (TOML); việc đã làm giữ nguyên, hoàn tác được";
/// File to import.
pub const IMPORT_FILE: &str = "Tệp số liệu";
/// How to write it.
pub const IMPORT_FILE_HINT: &str =
    "Đường dẫn tệp CSV, TSV hoặc XLSX; xem trước rồi mới nạp. Dán từ Excel: đứng ở ô đầu rồi dán";
/// What a name stands for.
pub const MEANS: &str = "Là lĩnh vực";
/// What becomes of the answer.
pub const MEANS_HINT: &str = "Gõ vài chữ rồi chọn; chương trình nhớ cho những lần nạp sau";
/// What a column's head stands for.
pub const MEANS_COLUMN: &str = "Là cột";
/// A column that is not taken.
pub const LEAVE_OUT_COLUMN: &str = "(bỏ qua cột này)";
/// A row that is not taken.
pub const LEAVE_OUT: &str = "(bỏ qua dòng này)";
/// Comment on a cell.
pub const COMMENT: &str = "Ghi chú";
/// How to empty it.
pub const NOTE_HINT: &str = "Xóa hết chữ là bỏ ghi chú";
/// Statement.
pub const STATEMENT: &str = "Tình hình thực hiện";
/// How to word it.
pub const STATEMENT_HINT: &str = "Một, hai câu đã làm gì trong quý; đi cùng gói báo cáo";
/// Where to put a package.
pub const FOLDER: &str = "Thư mục để gói";
/// What happens to it.
pub const FOLDER_HINT: &str = "Chưa có thì chương trình tạo; gói vẫn được giữ trong dữ liệu";
/// Why there is another revision.
pub const REVISION_REASON: &str = "Lý do nộp lại";
/// Where it goes.
pub const REVISION_REASON_HINT: &str = "Đi cùng gói: ghi ở trang giới thiệu và bảng số liệu thay đổi";
/// Report's document.
pub const REPORT_DOCUMENT: &str = "Số văn bản báo cáo";
/// When it is not known.
pub const REPORT_DOCUMENT_HINT: &str = "Chưa có số thì để trống, ghi bổ sung sau";
/// The signed document.
pub const SIGNED_FILE: &str = "Tệp bản ký (PDF)";
/// What becomes of it.
pub const SIGNED_FILE_HINT: &str = "Bản quét có dấu hoặc bản ký số; đi trong gói, được khai kèm mã băm";
/// Receipt.
pub const RECEIPT_FILE: &str = "Tệp biên nhận";
/// What becomes of it.
pub const RECEIPT_FILE_HINT: &str = "Tệp JSON nơi nhận gửi lại; tìm đúng gói theo mã băm, đánh dấu chỗ phải xem";
/// Taken or sent back.
pub const RESULT: &str = "Kết quả";
/// How to choose.
pub const RESULT_HINT: &str = "Chọn một";
/// The two answers.
pub const OUTCOMES: [&str; 2] = ["Đã nhận", "Trả lại"];
/// Day of the answer.
pub const ANSWER_DAY: &str = "Ngày trả lời";
/// Number in the register.
pub const RECEIPT_NUMBER: &str = "Số trong sổ của nơi nhận";
/// Reasons.
pub const RECEIPT_REASONS: &str = "Lý do trả lại, ý kiến";
/// How to write them.
pub const RECEIPT_REASONS_HINT: &str = "Mỗi dòng một ý; nêu chỗ sai ở đầu dòng: 2024-01/chung_thuc/online: …";
/// The report document.
pub const DOCX_FILE: &str = "Tệp Word";
/// What becomes of it.
pub const DOCX_FILE_HINT: &str = "Đuôi .docx; chưa chốt thì ghi bản dự thảo";
/// The officer's own words.
pub const PASSAGE: &str = "Đoạn riêng";
/// How to write them.
pub const PASSAGE_HINT: &str = "Mỗi dòng là một đoạn; xóa hết chữ là bỏ. Giữ nguyên cho các lần nộp lại";
/// What becomes of the sentences from the figures.
pub const ALONE: &str = "Câu từ số liệu";
/// How to choose.
pub const ALONE_HINT: &str = "Giữ để số luôn khớp; bỏ khi tự viết cả mục";
/// The two ways.
pub const ALONE_OPTIONS: [&str; 2] = ["giữ, đoạn riêng viết tiếp sau", "bỏ, chỉ dùng đoạn riêng"];
/// Day of handing over.
pub const SENT_DAY: &str = "Ngày gửi";
/// Due day.
pub const REPORT_DUE: &str = "Hạn gửi báo cáo (hết ngày)";
/// Letter that orders it.
pub const ORDER: &str = "Theo văn bản";
/// Example.
pub const ORDER_HINT: &str = "Ví dụ: Công văn số 1234/UBND-NC của nơi nhận";

/// Headings of forms.
pub mod title {
    #![allow(missing_docs)] // each is the Vietnamese of its own name
    pub const SETUP: &str = "Thiết lập lần đầu: năm câu hỏi";
    pub const SETTINGS: &str = "Thiết lập";
    pub const SETTLE: &str = "Ghi đã xong";
    pub const NOT_APPLICABLE: &str = "Ghi không áp dụng";
    pub const REOPEN: &str = "Mở lại việc đã chốt";
    pub const STATEMENT: &str = "Tình hình thực hiện";
    pub const NOTE: &str = "Ghi chú";
    pub const IMPORT_PLAN: &str = "Nạp kế hoạch từ tệp";
    pub const POSTPONE: &str = "Gia hạn";
    pub const EVENT: &str = "Ghi đã có hướng dẫn";
    pub const TASK_DAY: &str = "Đặt hạn theo văn bản";
    pub const PERCENT: &str = "Đã làm được bao nhiêu";
    pub const SNOOZE: &str = "Tạm ẩn việc nhắc";
    pub const ADD_TASK: &str = "Thêm việc riêng của xã";
    pub const EXPLAIN: &str = "Giải trình";

    pub fn lead(id: &str) -> String {
        format!("Nhắc trước việc {id}")
    }

    pub fn edit_task(id: &str) -> String {
        format!("Sửa việc riêng {id}")
    }

    pub fn make(period: &str) -> String {
        format!("Làm gói báo cáo {period}")
    }

    pub fn finalize(period: &str) -> String {
        format!("Chốt lại báo cáo {period}")
    }

    pub fn attach(period: &str) -> String {
        format!("Kèm bản ký vào gói {period}")
    }

    pub fn receipt_import(period: &str) -> String {
        format!("Nạp biên nhận – báo cáo {period}")
    }

    pub fn receipt_note(period: &str) -> String {
        format!("Nơi nhận trả lời báo cáo {period}")
    }

    pub fn write_report(period: &str) -> String {
        format!("Ghi báo cáo {period} ra tệp Word")
    }

    pub fn copy(period: &str, revision: u32) -> String {
        format!("Ghi lại gói {period} lần {revision}")
    }

    pub fn passage(period: &str) -> String {
        format!("Viết báo cáo {period}")
    }

    pub fn sent(period: &str) -> String {
        format!("Ghi đã gửi báo cáo {period}")
    }

    pub fn due_day(period: &str) -> String {
        format!("Hạn gửi báo cáo {period}")
    }

    pub fn cell(month: &str) -> String {
        format!("Ô đang nhập của {month}")
    }

    pub fn comment(month: &str) -> String {
        format!("Ghi chú ô của {month}")
    }

    pub const ADD_FIELD: &str = "Thêm lĩnh vực riêng của xã";
    pub const IMPORT_NAME: &str = "Tên này là lĩnh vực nào?";
    pub const IMPORT_COLUMN: &str = "Cột này là cột nào của biểu?";

    pub fn export(period: &str) -> String {
        format!("Ghi số liệu {period} ra tệp")
    }

    pub fn import(month: &str) -> String {
        format!("Nạp số liệu {month} từ tệp")
    }

    pub fn cell_reason(month: &str) -> String {
        format!("Lý do sửa số liệu {month}")
    }
}
