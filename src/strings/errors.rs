//! One sentence for everything that goes wrong: what, where, what to do next.

use std::io;

use chrono::NaiveDate;

use super::{packages, words};
use crate::domain::period::Period;
use crate::domain::submission::Fault;
use crate::domain::text::{TextError, printable};

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

/// Output cannot be written.
pub fn output(error: &io::Error) -> String {
    format!("Không in được kết quả ({}); thay đổi của lệnh, nếu có, đã lưu: xem `daumoi log`.", io_kind(error))
}

/// A batch line that failed.
pub fn batch_line(number: usize, sentence: &str, earlier: bool) -> String {
    let earlier = if earlier { " Các dòng trước đó đã lưu." } else { "" };
    format!("Dòng {number}: {sentence}{earlier}")
}

/// A batch line that cannot be taken apart.
pub fn bad_line() -> String {
    "dòng lệnh quá dài, không phải chữ UTF-8, hoặc dấu nháy mở mà không đóng.".to_owned()
}

/// What cannot stand on a batch line.
pub fn not_in_batch() -> String {
    "dòng này thiếu lệnh, hoặc dùng `batch`, --data-dir hay --demo bên trong `batch`.".to_owned()
}

/// The environment's day is no day.
pub fn bad_environment_day(value: &str) -> String {
    format!("Biến DAUMOI_TODAY có giá trị {} không phải ngày: viết như 2024-03-18.", clip(value))
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
pub fn io(path: &str, error: &io::Error) -> String {
    format!(
        "Không đọc hoặc ghi được {} ({}): hãy kiểm tra đường dẫn, quyền và chỗ trống trên đĩa; chưa có gì thay đổi.",
        clip(path),
        io_kind(error)
    )
}

/// What the operating system reports, in a few words.
pub(super) fn io_kind(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "không tìm thấy".to_owned(),
        io::ErrorKind::PermissionDenied => "không có quyền".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "đĩa đầy".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "đĩa chỉ cho đọc".to_owned(),
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "có tệp nằm ở chỗ của thư mục".to_owned(),
        io::ErrorKind::NotSeekable => "đó là ống dẫn hoặc thiết bị, không phải tệp".to_owned(),
        io::ErrorKind::IsADirectory => "đó là thư mục, không phải tệp".to_owned(),
        _ => error.raw_os_error().map_or_else(|| "lỗi đọc ghi".to_owned(), |code| format!("lỗi hệ thống số {code}")),
    }
}

/// Somebody else writes.
pub fn in_use(holder: &str) -> String {
    let who = if holder.trim().is_empty() { "một cửa sổ khác".to_owned() } else { clip(holder) };
    format!("Dữ liệu đang được mở bởi {who}: hãy đóng chỗ đó rồi làm lại.")
}

/// The lock's file was taken away.
pub fn lock_gone() -> String {
    "Tệp khóa của thư mục dữ liệu đã bị xóa, có thể chỗ khác cũng đang ghi: chưa lưu; hãy đóng chương trình ở mọi nơi rồi \
     mở lại."
        .to_owned()
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
pub fn no_plan(year: i32, years: &[i32]) -> String {
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    format!("Chưa có kế hoạch cho năm {year}: hiện có năm {}.", years.join(", "))
}

/// Unknown unit.
pub fn unknown_unit(code: &str) -> String {
    format!(
        "Không có đơn vị mã {}: hãy xem lại mã, hoặc thêm --unit-name \"TÊN XÃ\" nếu xã không có trong kế hoạch.",
        clip(code)
    )
}

/// A text that cannot be taken.
pub fn bad_text(text: &str, error: &TextError) -> String {
    match error {
        TextError::Empty => "Nội dung để trống: hãy nhập chữ.".to_owned(),
        TextError::Control(_) => {
            format!("Nội dung “{}” có ký tự điều khiển hoặc ký tự ẩn: hãy gõ lại.", clip(text))
        }
        TextError::TooLong { len, max } => {
            format!("Nội dung “{}” dài {len} ký tự, nhiều nhất {max}: hãy rút gọn.", printable(text, 40))
        }
    }
}

/// A word that is no period.
pub fn bad_period(code: &str) -> String {
    format!("Kế hoạch đang mở không có kỳ {}: kiểm tra năm của kỳ, hoặc chọn kế hoạch bằng --year.", clip(code))
}

/// Figures can be entered for months only.
pub fn not_a_month(code: &str) -> String {
    format!("Số liệu chỉ nhập theo tháng, {} không phải tháng: hãy dùng mã như 2024-01.", clip(code))
}

/// Unknown field.
pub fn unknown_field(code: &str) -> String {
    format!("Không có lĩnh vực {}: xem mã lĩnh vực bằng `daumoi figures show KỲ --json`.", clip(code))
}

/// Unknown column.
pub fn unknown_column(code: &str) -> String {
    format!("Không có cột {} trong biểu này: xem mã cột bằng `daumoi figures show KỲ --json`.", clip(code))
}

/// A value that is no count.
pub fn bad_value(name: &str, code: &str, value: &str, max: u64) -> String {
    format!(
        "Giá trị {} của cột {} ({}) không dùng được: cần số nguyên từ 0 đến {}, không phát sinh (gõ - trên màn hình, \
         nil trong lệnh) hoặc để trống.",
        clip(value),
        clip(name),
        clip(code),
        words::number(max)
    )
}

/// A given total that contradicts its parts.
pub fn total_disagrees(name: &str, code: &str, given: u64, derived: &str) -> String {
    format!(
        "{} ({}) nhập là {given} nhưng các ô thành phần cho {derived}: hãy sửa một trong hai.",
        clip(name),
        clip(code)
    )
}

/// Settled already, with another document or as not applicable.
pub fn settled_already() -> String {
    "Việc này đã chốt: muốn sửa, hãy mở lại việc và nêu lý do.".to_owned()
}

/// Nothing to reopen.
pub fn not_settled() -> String {
    "Việc này chưa chốt nên không cần mở lại.".to_owned()
}

/// Statements belong to ongoing tasks.
pub fn not_ongoing(id: &str) -> String {
    format!("Nhiệm vụ {} không phải việc thường xuyên: hãy ghi đã xong kèm văn bản.", clip(id))
}

/// Only own tasks can be removed.
pub fn not_own(id: &str) -> String {
    format!("{} là nhiệm vụ của kế hoạch, không xóa được: hãy ghi không áp dụng kèm lý do.", clip(id))
}

/// Unknown task.
pub fn unknown_task(id: &str) -> String {
    format!("Không có nhiệm vụ {}: xem mã bằng `daumoi tasks`.", clip(id))
}

/// A change while the data is opened for looking only.
pub fn read_only() -> &'static str {
    "Đang mở để xem: chưa ghi được gì. Hãy đóng cửa sổ đang dùng dữ liệu, hoặc mở khóa thư mục, rồi mở lại chương trình."
}

/// A number that several rows share.
pub fn several_tasks(number: &str, ids: &[String]) -> String {
    format!("Số {} có {} dòng: hãy dùng một trong các mã {}.", clip(number), ids.len(), ids.join(", "))
}

fn list(periods: &[Period]) -> String {
    periods.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Which occurrence is meant.
pub fn period_needed(id: &str, periods: &[Period]) -> String {
    format!("Nhiệm vụ {} làm theo kỳ: hãy thêm --period, một trong {}.", clip(id), list(periods))
}

/// No occurrence of that period.
pub fn no_occurrence(id: &str, period: Period, periods: &[Period]) -> String {
    if periods.is_empty() {
        return format!("Nhiệm vụ {} không chia theo kỳ: hãy bỏ --period.", clip(id));
    }
    format!("Nhiệm vụ {} không có kỳ {period}: các kỳ là {}.", clip(id), list(periods))
}

/// A document or an act dated after today.
pub fn dated_ahead(date: NaiveDate, today: NaiveDate) -> String {
    format!("Ngày {} sau hôm nay ({}): hãy kiểm tra lại ngày.", words::date(date), words::date(today))
}

/// A due day before the figures close.
pub fn due_too_early(date: NaiveDate, closes: NaiveDate) -> String {
    format!("Hạn {} trước ngày chốt số liệu {}: hãy kiểm tra lại ngày.", words::date(date), words::date(closes))
}

/// A period that has no report.
pub fn never_due(period: Period) -> String {
    format!("Kế hoạch không đòi báo cáo {}: hạn chỉ đặt cho kỳ báo cáo quý và năm.", words::period(period))
}

/// A total without all its parts, in a sentence.
pub fn parts_missing() -> &'static str {
    "chưa đủ số"
}

/// Unknown setting.
pub fn unknown_setting(key: &str) -> String {
    format!("Không có mục thiết lập {}: xem danh sách bằng `daumoi settings`.", clip(key))
}

/// A value that does not fit its setting.
pub fn bad_setting(key: &str, value: &str) -> String {
    format!(
        "Giá trị “{}” không dùng được cho {} ({}): {}.",
        clip(value),
        words::setting(key),
        clip(key),
        words::setting_hint(key)
    )
}

/// What is given is more often a slip than not, without `--confirm`.
pub fn sure_needs_confirm(sentence: &str) -> String {
    format!("{sentence} Nếu đúng như vậy, thêm --confirm; chưa có gì thay đổi.")
}

/// Something that asks first, without `--confirm`.
pub fn needs_confirm(what: &str) -> String {
    format!("{}: thêm --confirm nếu chắc chắn; chưa có gì thay đổi.", clip(what))
}

/// Nothing to report on.
pub fn no_figures(period: Period) -> String {
    format!("Chưa có số liệu nào của {}: hãy nhập số liệu rồi làm gói.", words::period(period))
}

/// Broken error-severity rules.
pub fn blocked(period: Period, count: usize, first: &str) -> String {
    format!(
        "Chưa làm được gói {}, số liệu còn {count} lỗi. {} Xem đủ ở số liệu của kỳ.",
        words::period(period),
        printable(first, 300)
    )
}

/// A change after sending.
pub fn revision_needs_reason(period: Period) -> String {
    format!("Báo cáo {} đã gửi, nay nộp lại: hãy nêu lý do nộp lại.", words::period(period))
}

/// No package was made.
pub fn no_package(period: Period) -> String {
    format!("Chưa có gói báo cáo {}: hãy làm gói trước.", words::period(period))
}

/// Sent before, otherwise.
pub fn sent_already(period: Period) -> String {
    format!(
        "Báo cáo {} đã ghi là gửi với ngày hoặc số văn bản khác: chưa có gì thay đổi. Ghi nhầm thì hoàn tác lần ghi ấy; \
         gửi lại thì làm gói nộp lại trước.",
        words::period(period)
    )
}

/// Sent before it could have been.
pub fn sent_too_early(period: Period, date: NaiveDate, earliest: NaiveDate) -> String {
    format!(
        "Báo cáo {} không thể gửi ngày {}: sớm nhất là {} (ngày chốt số liệu, hoặc ngày gửi lần trước).",
        words::period(period),
        words::date(date),
        words::date(earliest)
    )
}

/// The data is gone while exported packages are there.
pub fn lost(dir: &str) -> String {
    format!(
        "Thư mục {} còn gói báo cáo cũ nhưng mất nhật ký dữ liệu: hãy khôi phục từ bản sao, hoặc dùng thư mục khác.",
        clip(dir)
    )
}

/// An exported package is gone.
pub fn package_lost(file: &str) -> String {
    format!("Không còn tệp gói {} trong thư mục dữ liệu: hãy khôi phục từ bản sao.", clip(file))
}

/// A package could not be written.
pub fn package_failed(detail: &str) -> String {
    format!("Không tạo được gói báo cáo ({}): chưa có gì thay đổi.", clip(detail))
}

/// What was written reads back differently.
pub fn read_back(path: &str) -> String {
    format!("Tệp vừa ghi tại {} đọc lại không giống: hãy thử đĩa hoặc thư mục khác; chưa có gì thay đổi.", clip(path))
}

/// The package is stored but could not be put in its place.
pub fn stored_not_placed(path: &str, error: &io::Error) -> String {
    format!(
        "Gói đã lưu trong dữ liệu nhưng chưa đặt được tệp {} ({}): hãy đóng tệp đang mở và chạy lại lệnh này.",
        clip(path),
        io_kind(error)
    )
}

/// The package just written does not pass its own check.
pub fn self_check(faults: &[Fault]) -> String {
    let first = faults.first().map(packages::fault).unwrap_or_default();
    format!("Gói vừa ghi không qua được kiểm tra ({first}): hãy thử thư mục khác; chưa có gì thay đổi.")
}

/// A change under a report that was sent.
pub fn sent_needs_reason(month: Period, period: Period) -> String {
    format!("Báo cáo {} gồm {} đã gửi: muốn sửa số liệu, hãy nêu lý do.", words::period(period), words::period(month))
}

/// One column given twice.
pub fn twice_column(code: &str) -> String {
    format!("Cột {} được nhập hai lần: hãy giữ lại một.", clip(code))
}

/// A file that cannot be read.
pub fn cannot_read(path: &str, error: &io::Error) -> String {
    format!("Không đọc được tệp {} ({}): hãy kiểm tra tên tệp và quyền đọc.", clip(path), io_kind(error))
}

/// Unknown rule.
pub fn unknown_rule(code: &str) -> String {
    format!("Không có quy tắc {}: xem mã quy tắc bằng `daumoi figures show KỲ --json`.", clip(code))
}

/// A rule that only speaks to the officer.
pub fn not_to_explain(rule: &str, review: bool) -> String {
    let then = if review {
        "hãy xem lại dòng rồi ghi đã xem lại"
    } else {
        "hãy xem lại số, rồi để nguyên nếu đúng"
    };
    format!("Quy tắc {} chỉ nhắc cán bộ, không đi cùng gói nên không giải trình; {then}.", clip(rule))
}

/// A reason is needed for a carried value that differs.
pub fn carry_needs_reason(carried: u64, before: u64) -> String {
    format!("Từ kỳ trước chuyển sang {carried}, nhưng cuối tháng trước còn {before}: hãy nêu lý do.")
}
