//! Sentences about backups and restoring.

use chrono::NaiveDate;

use super::errors::io_kind;
use super::words;
use crate::domain::text::printable;
use crate::store::backup::Difference;

fn clip(text: &str) -> String {
    printable(text, 200)
}

/// After a backup.
pub fn made(path: &str, entries: u64) -> String {
    format!("Đã sao lưu toàn bộ dữ liệu ({entries} lần ghi) vào {}, đã đọc lại và khớp.", clip(path))
}

/// Packages that no backup can have.
pub fn without(lost: &[String]) -> String {
    format!(
        "Lưu ý: không có trong bản sao vì tệp đã giữ bị mất hoặc hỏng: {}. Hãy giữ bản sao cũ còn đủ.",
        clip(&lost.join(", "))
    )
}

/// The file would lie among the data.
pub fn inside(path: &str) -> String {
    format!("{} nằm trong thư mục dữ liệu: hãy chọn nơi khác.", clip(path))
}

/// The file is there already.
pub fn exists(path: &str) -> String {
    format!("Tệp {} đã có: hãy đặt tên khác, hoặc xác nhận ghi đè; chưa có gì thay đổi.", clip(path))
}

/// A folder that backups cannot be put into.
pub fn no_folder(folder: &str) -> String {
    format!("Không có thư mục {}: hãy cắm USB hoặc kết nối ổ mạng, rồi ghi đường dẫn đầy đủ.", clip(folder))
}

/// The day's automatic backup failed.
pub fn automatic_failed(sentence: &str) -> String {
    format!("Chưa sao lưu tự động được: {sentence}")
}

/// A file that is no backup.
pub fn damaged(path: &str) -> String {
    format!("Tệp {} không phải bản sao lưu, hoặc đã hỏng: chưa có gì thay đổi; hãy dùng bản khác.", clip(path))
}

/// A backup whose plan this program does not have.
pub fn unusable(path: &str) -> String {
    format!(
        "Bản sao lưu {} dùng kế hoạch mà bản daumoi này không có: chưa có gì thay đổi; hãy dùng bản daumoi đã lập nó.",
        clip(path)
    )
}

/// There is no room beside the data, or no right, to unpack a backup.
pub fn cannot_unpack(error: &std::io::Error) -> String {
    format!(
        "Không ghi được vào thư mục dữ liệu để mở bản sao lưu ({}): chưa có gì thay đổi; hãy kiểm tra chỗ trống và quyền \
         ghi.",
        io_kind(error)
    )
}

/// What restoring would change, a line each.
pub fn difference(d: &Difference) -> Vec<String> {
    let span = |what: &str, of: &Option<(usize, String, String)>| match of {
        None => format!("{what}: không lần ghi nào"),
        Some((n, from, to)) => format!("{what}: {n} lần ghi, từ {} đến {}", words::moment(from), words::moment(to)),
    };
    vec![
        format!("Bản sao lưu lập lúc {}.", words::moment(&d.made)),
        format!("{}.", span("Sẽ mất so với dữ liệu đang có", &d.lost)),
        format!("{}.", span("Sẽ có thêm từ bản sao lưu", &d.gained)),
        format!("{} giá trị sẽ khác hiện nay.", d.values),
    ]
}

/// Restoring asks first.
pub fn confirm() -> &'static str {
    "Chưa khôi phục gì. Nếu đúng ý, chạy lại với --confirm; dữ liệu đang có sẽ được giữ riêng, không bị xóa."
}

/// After restoring.
pub fn restored(aside: Option<&str>) -> String {
    match aside {
        Some(aside) => format!("Đã khôi phục. Dữ liệu trước đó được giữ tại {}.", clip(aside)),
        None => "Đã khôi phục.".to_owned(),
    }
}

/// Reason in the audit trail.
pub fn restored_from(file: &str, aside: Option<&str>) -> String {
    let kept = aside.map(|a| format!("; dữ liệu trước đó giữ tại {}", clip(a))).unwrap_or_default();
    format!("từ {}{kept}", clip(file))
}

/// An automatic backup is old, or there is none.
pub fn old(dir: &str, newest: Option<NaiveDate>) -> String {
    match newest {
        Some(day) => {
            format!("Bản sao lưu tự động mới nhất là ngày {}, đã quá một tuần ({})", words::date(day), clip(dir))
        }
        None => format!("Chưa có bản sao lưu tự động nào tại {}", clip(dir)),
    }
}

/// Why that is an alert.
pub fn why_old() -> &'static str {
    "Mỗi ngày làm việc, khi đóng chương trình, một bản sao lưu được ghi vào nơi này nếu truy cập được: hãy cắm USB hoặc \
     kết nối ổ mạng, hay đổi nơi sao lưu trong thiết lập."
}
