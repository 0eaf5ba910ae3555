//! The way of a package after it was made: states and what is next, signed document, receipts.

use chrono::NaiveDate;

use super::words;
use crate::domain::period::Period;
use crate::domain::submission::{ReceiptError, Remark, Sent, State, Submission, Verdict};
use crate::domain::text::printable;

/// How far a package has gone, with day and number.
pub fn standing(s: &Submission) -> String {
    let sent = |sent: &Sent| match &sent.document {
        Some(number) => format!("đã gửi {} theo {number}", words::date(sent.date)),
        None => format!("đã gửi {}, chưa có số văn bản", words::date(sent.date)),
    };
    match (s.receipt(), &s.sent) {
        (Some(receipt), _) => {
            let number = receipt.number.as_ref().map(|n| format!(", số {n}")).unwrap_or_default();
            format!("{} ngày {}{number}", verdict(receipt.result), words::date(receipt.date))
        }
        (None, Some(given)) => sent(given),
        (None, None) if s.kept_only => "đã chốt, chưa xuất ra tệp".to_owned(),
        (None, None) => "chưa gửi".to_owned(),
    }
}

/// Taken or sent back.
pub fn verdict(result: Verdict) -> &'static str {
    match result {
        Verdict::Received => "nơi nhận đã nhận",
        Verdict::Returned => "nơi nhận trả lại",
    }
}

/// A state in lists.
pub fn state(state: State) -> &'static str {
    match state {
        State::Finalized => "đã chốt, chưa xuất",
        State::Exported => "đã làm gói, chưa gửi",
        State::SentUnnumbered => "đã gửi, chưa có số",
        State::Sent => "đã gửi",
        State::Received => "đã nhận",
        State::Returned => "bị trả lại",
    }
}

/// What a state means and what is next, short enough for one line.
pub fn next(state: Option<State>, numbered: bool) -> &'static str {
    match state {
        Some(State::Received) if !numbered => "Nơi nhận đã nhận. Tiếp theo: ghi số văn bản để chốt việc.",
        None => "Chưa chốt, số liệu còn sửa được. Tiếp theo: rà các dòng trên, làm gói.",
        Some(State::Finalized) => "Đã chốt, chưa có tệp ra ngoài. Tiếp theo: xuất gói ra thư mục, USB.",
        Some(State::Exported) => "Đã xuất, chưa ghi là gửi. Tiếp theo: trình ký, gửi huyện, ghi đã gửi.",
        Some(State::SentUnnumbered) => "Đã gửi, chưa có số. Tiếp theo: ghi số văn bản để chốt việc.",
        Some(State::Sent) => "Đã gửi, chờ trả lời. Tiếp theo: nạp biên nhận hoặc ghi theo sổ.",
        Some(State::Received) => "Nơi nhận đã nhận: xong. Sửa số sau này là nộp lại, cần lý do.",
        Some(State::Returned) => "Bị trả lại. Tiếp theo: sửa chỗ được đánh dấu, nộp lại, nêu lý do.",
    }
}

/// Not written out yet.
pub fn not_exported_yet(period: Period) -> String {
    format!("Gói báo cáo {} mới chốt, chưa xuất ra tệp: hãy xuất gói trước.", words::period(period))
}

/// After finalizing.
pub fn finalized(code: &str, revision: u32, same: bool) -> String {
    if same {
        return format!("Gói đã chốt từ trước, mã gói {code}, lần {revision}, không có gì thay đổi.");
    }
    format!("Đã chốt gói, mã gói {code}, lần {revision}. Chưa xuất ra tệp nào.")
}

/// What changed since the sending and is no correction of figures.
pub fn moved() -> &'static str {
    "Lưu ý: tình hình nhiệm vụ, người ký hoặc thiết lập đã đổi sau khi gửi, không nằm trong gói này; muốn đưa vào thì nộp \
     lại, nêu lý do."
}

/// A signed document that no longer goes with the package.
pub fn unsigned() -> &'static str {
    "Lưu ý: bản ký đã kèm trước đây không còn trong gói, vì nội dung đã đổi; hãy kèm bản ký mới."
}

/// Which revision a number is noted for.
pub fn which_sending(revision: u32, day: NaiveDate) -> String {
    let day = words::date(day);
    format!(
        "Lần {revision} đã gửi ngày {day}, chưa có số: giữ ngày ấy là ghi số cho lần {revision}; ngày khác là ghi gửi lần mới."
    )
}

/// Something else lies where a package is to go.
pub fn name_taken(path: &str) -> String {
    format!("{} là tệp khác, không phải gói báo cáo: hãy chọn thư mục khác; chưa có gì thay đổi.", printable(path, 200))
}

/// No revision that could be taken back.
pub fn no_withdrawal(period: Period) -> String {
    format!(
        "Không có lần nộp lại nào của {} để bỏ: chỉ bỏ được lần 2 trở đi khi chưa ghi là gửi.",
        words::period(period)
    )
}

/// What taking a revision back means.
pub fn withdrawing(period: Period) -> String {
    format!("Bỏ gói nộp lại chưa gửi của {}", words::period(period))
}

/// Asked before it.
pub fn withdraw_question(period: Period) -> String {
    format!(
        "Bỏ gói nộp lại chưa gửi của {}? Gói lần trước lại là gói mới nhất; số liệu giữ nguyên.",
        words::period(period)
    )
}

/// A revision was taken back.
pub fn withdrawn(period: Period, revision: u32) -> String {
    format!("Đã bỏ gói {} lần {revision}; gói lần trước lại là gói mới nhất.", words::period(period))
}

/// No such revision.
pub fn no_revision(period: Period, revision: u32) -> String {
    format!("Chưa có gói {} lần {revision}: xem các lần đã làm ở báo cáo của kỳ.", words::period(period))
}

/// A copy of a package was written.
pub fn copied(path: &str) -> String {
    format!("Đã ghi lại gói như lúc làm: {}", printable(path, 300))
}

/// Neither taken nor sent back was chosen.
pub fn which_result() -> &'static str {
    "Hãy chọn kết quả: đã nhận hoặc trả lại."
}

/// No PDF, or too large; `most` in MB.
pub fn no_signed_document(file: &str, most: u64) -> String {
    format!("{} không phải tệp PDF, hoặc lớn hơn {most} MB: hãy chọn bản ký đã quét hoặc ký số.", printable(file, 120))
}

/// The figures moved on since the text was signed.
pub fn signed_too_late(period: Period) -> String {
    format!(
        "Nội dung {} đã đổi sau khi làm gói, bản ký là của nội dung cũ: hãy làm lại gói, trình ký lại.",
        words::period(period)
    )
}

/// A return without words.
pub fn return_needs_reason() -> &'static str {
    "Trả lại cần ít nhất một lý do: xã phải biết sửa chỗ nào."
}

/// More reasons than a receipt takes.
pub fn too_many_reasons(most: usize) -> String {
    format!("Một biên nhận ghi được nhiều nhất {most} lý do: hãy gộp lại; chưa ghi gì.")
}

/// A reason about something that is not there.
pub fn unknown_key(key: &str) -> String {
    format!(
        "Trong gói không có {}: khóa viết như 2024-01/chung_thuc/online hoặc mã nhiệm vụ, rồi dấu hai chấm và lý do.",
        printable(key, 80)
    )
}

/// A receipt was written.
pub fn receipt_made(place: &str, result: Verdict, title: &str, code: &str) -> String {
    format!("Đã ghi biên nhận {}: {} – {title}, mã gói {code}.", printable(place, 200), verdict(result))
}

/// No receipt of ours.
pub fn bad_receipt(file: &str, error: &ReceiptError) -> String {
    let why = match error {
        ReceiptError::NotAReceipt => "không phải biên nhận của daumoi".to_owned(),
        ReceiptError::Newer(layout) => format!("theo lược đồ {} mà bản này chưa đọc được", printable(layout, 20)),
        ReceiptError::Altered => "đã bị sửa sau khi lập".to_owned(),
        ReceiptError::Bad(part) => format!("có phần không hợp lệ ({part})"),
    };
    format!("{} {why}: hãy xin nơi nhận gửi lại; chưa có gì thay đổi.", printable(file, 120))
}

/// A receipt for a package that was made anew in its place.
pub fn receipt_for_replaced(period: Period, revision: u32, code: &str) -> String {
    format!(
        "Biên nhận này cho gói {} lần {revision}, mã {}, đã được làm lại trước khi ghi là gửi: hãy gửi gói mới cho nơi nhận, hoặc hoàn tác.",
        words::period(period),
        printable(code, 20)
    )
}

/// A receipt for a revision that was taken back.
pub fn receipt_for_withdrawn(period: Period, revision: u32, code: &str) -> String {
    format!(
        "Biên nhận này cho gói {} lần {revision}, mã {}, ở đây đã bỏ: nếu gói ấy đã gửi thật, hãy hoàn tác việc bỏ rồi nạp lại.",
        words::period(period),
        printable(code, 20)
    )
}

/// A receipt for a package that was never made here.
pub fn receipt_for_unknown(unit: &str, period: Period, revision: u32, code: &str) -> String {
    format!(
        "Biên nhận này cho gói của {}, {} lần {revision}, mã {}: dữ liệu ở đây không có gói ấy. Hãy kiểm tra đơn vị, kỳ và bản dữ liệu.",
        printable(unit, 60),
        words::period(period),
        printable(code, 20)
    )
}

/// Answered before it was sent.
pub fn answered_too_early(period: Period, date: NaiveDate, sent: NaiveDate) -> String {
    format!(
        "Báo cáo {} sớm nhất là ngày {}, nơi nhận không thể trả lời ngày {}: hãy kiểm tra ngày.",
        words::period(period),
        words::date(sent),
        words::date(date)
    )
}

/// Note of a sending that only its receipt tells of.
pub fn sent_by_receipt() -> &'static str {
    "ghi theo biên nhận"
}

/// The mark left at a cell or task.
pub fn mark(remark: &Remark) -> String {
    // What parts several marks of one place does not stand within one.
    format!("nơi nhận: {}", remark.text.replace(['\n', ';'], ","))
}

/// A remark on one line, with what it is about.
pub fn remark(remark: &Remark) -> String {
    let text = printable(&remark.text.replace('\n', " "), 300);
    match &remark.key {
        Some(key) => format!("{}: {text}", printable(key, 80)),
        None => text,
    }
}

/// After an answer was taken in.
pub fn taken(
    (period, revision, result): (Period, u32, Verdict),
    marks: usize,
    general: &[String],
    superseded: bool,
    same: bool,
) -> Vec<String> {
    let name = format!("{} lần {revision}", words::period(period));
    if same {
        return vec![format!("Biên nhận {name} đã ghi từ trước, không có gì thay đổi.")];
    }
    let mut out = vec![format!("Đã ghi: {} báo cáo {name}.", verdict(result))];
    if marks > 0 {
        out.push(format!("{marks} chỗ được đánh dấu cần xem lại."));
    }
    out.extend(general.iter().map(|text| format!("Ý kiến: {text}")));
    if superseded {
        out.push("Kỳ này đã có gói lần sau: biên nhận chỉ ghi cho lần cũ.".to_owned());
    }
    out
}

/// Besides the verdict of a sound package: the chain, the signed document.
pub fn verified(revision: u32, with_earlier: bool, signed: bool) -> Vec<String> {
    let mut out = Vec::new();
    if with_earlier {
        out.push(format!("Lần {revision} nối đúng vào gói lần trước, bảng số liệu thay đổi khớp."));
    } else if revision > 1 {
        out.push(format!("Đây là lần {revision}: thêm --earlier và gói lần trước để kiểm cả chuỗi."));
    }
    if signed {
        out.push("Có kèm bản ký ban_ky.pdf; chữ ký trong bản ký phải xem bằng phần mềm ký số.".to_owned());
    }
    out
}
