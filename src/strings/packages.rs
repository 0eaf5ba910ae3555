//! What a package check says, and what `submit` answers.

use std::path::Path;

use super::{answers, document, submissions, words};
use crate::domain::period::Period;
use crate::domain::submission::{Fault, Gap, Submission};
use crate::domain::text::printable;

/// Why a package is not sound, one clause.
pub fn fault(fault: &Fault) -> String {
    let clip = |text: &str| printable(text, 60);
    match fault {
        Fault::TooLarge => "tệp lớn quá mức của một gói báo cáo".to_owned(),
        Fault::Workbook => {
            "bảng tính bieu_mau.xlsx hỏng hoặc có số, chữ, công thức khác với các bảng trong gói".to_owned()
        }
        Fault::Earlier => "gói lần trước không đạt, không so được".to_owned(),
        Fault::Chain(key) => format!("không nối vào gói lần trước đã cho ({})", clip(key)),
        Fault::Changes => {
            "bảng thay đổi thay_doi.csv không khớp với số liệu, lý do trong gói hoặc với gói lần trước".to_owned()
        }
        Fault::Narrative => "lời báo cáo loi_bao_cao.csv không khớp với số liệu, nhiệm vụ trong gói".to_owned(),
        Fault::Document => "báo cáo bao_cao.docx hỏng hoặc có lời khác với các bảng trong gói".to_owned(),
        Fault::Cover => "lời giới thiệu DOC-TRUOC.txt khác với nội dung gói".to_owned(),
        Fault::Checks => "kết quả kiểm tra kiem_tra.csv không khớp với số liệu trong gói".to_owned(),
        Fault::Signed => "bản ký ban_ky.pdf không phải tệp PDF, hoặc không phải bản đã khai".to_owned(),
        Fault::NotAZip => "tệp không phải gói zip, hoặc bị cắt cụt, hỏng".to_owned(),
        Fault::Unreadable(name) => format!("không giải nén được {} (hỏng, có mật khẩu hoặc kiểu nén lạ)", clip(name)),
        Fault::BadName(name) => format!("tên tệp trong gói không hợp lệ: {}", clip(name)),
        Fault::Duplicate(name) => format!("{} có hai lần trong gói", clip(name)),
        Fault::Extra(name) => format!("trong gói có tệp lạ {}", clip(name)),
        Fault::Missing(name) => format!("trong gói thiếu {}", clip(name)),
        Fault::Descriptor(key) => format!("datapackage.json không đúng hoặc đã bị sửa ({})", clip(key)),
        Fault::Newer(layout) if is_old(layout) => {
            format!("theo lược đồ cũ {}, bản này không kiểm lại được", clip(layout))
        }
        Fault::Newer(layout) => format!("gói theo lược đồ {} mà bản này chưa đọc được", clip(layout)),
        Fault::Practice => "đây là gói tập dượt, không phải số liệu thật".to_owned(),
        Fault::UnknownPack(id) => format!("không có bộ dữ liệu quy định {} để tính lại", clip(id)),
        Fault::Altered(name) => format!("{} đã bị thay đổi so với mã băm", clip(name)),
        Fault::Cell { file, line, column } => format!("{}, dòng {line}: sai ở {}", clip(file), clip(column)),
        Fault::Figure(key) => format!("số liệu không khớp khi tính lại: {}", clip(key)),
        Fault::Rule(code) => format!("số liệu vi phạm quy tắc {}", clip(code)),
        Fault::Lateness(id) => format!("đúng hay trễ hạn không khớp với ngày: nhiệm vụ {}", clip(id)),
        Fault::Rate(code) => format!("tỷ lệ không khớp khi tính lại: {}", clip(code)),
    }
}

/// True for a layout of packages that earlier programs wrote.
fn is_old(layout: &str) -> bool {
    layout == "1.0"
}

/// A package that failed: one sentence, at most three faults named.
pub fn unsound(file: &str, faults: &[Fault]) -> String {
    let first: Vec<String> = faults.iter().take(3).map(fault).collect();
    let more = faults.len().saturating_sub(3);
    let more = if more > 0 { format!("; và {more} điểm khác") } else { String::new() };
    if let [Fault::UnknownPack(_)] = faults {
        return format!(
            "CHƯA KIỂM HẾT ĐƯỢC – {}: {}. Hãy nạp bộ dữ liệu ấy vào dữ liệu của mình (plan import) rồi kiểm lại.",
            printable(file, 80),
            first.join("")
        );
    }
    if let [Fault::Newer(layout)] = faults
        && is_old(layout)
    {
        return format!(
            "CHƯA KIỂM ĐƯỢC – {}: {}. Muốn kiểm, hãy dùng bản daumoi đã làm ra gói.",
            printable(file, 80),
            first.join("")
        );
    }
    format!(
        "GÓI KHÔNG ĐẠT – {}: {}{more}. Không dùng số liệu trong gói này; hãy yêu cầu đơn vị gửi lại.",
        printable(file, 80),
        first.join("; ")
    )
}

/// A package that is sound.
pub fn sound(title: &str, code: &str, created: &str) -> String {
    format!("Gói đạt: {title}. Mã gói {code}, lập lúc {}.", words::moment(created))
}

/// After `submit`; without a path it was only finalized.
pub fn submitted(path: Option<&Path>, record: &Submission, same: bool, moved: bool) -> String {
    let (code, revision) = (&record.code, record.revision);
    let Some(path) = path else { return submissions::finalized(code, revision, same) };
    let again = match (same, moved) {
        (true, false) => " (như lần đã làm, không có gì thay đổi)",
        (true, true) => " (như lần đã gửi)",
        _ => "",
    };
    format!("{}\nMã gói {code}, lần {revision}{again}.", path.display())
}

/// What travels as missing.
pub fn gap(gap: &Gap) -> String {
    format!("Lưu ý: {}", document::gap(gap))
}

/// After `sent`.
pub fn handed_over(period: Period, revision: u32, date: chrono::NaiveDate, numbered: bool) -> String {
    let of = if revision > 1 { format!(" lần {revision}") } else { String::new() };
    let (period, date) = (words::period(period) + &of, words::date(date));
    if numbered {
        format!("Đã ghi: báo cáo {period} gửi ngày {date}.")
    } else {
        format!("Đã ghi: báo cáo {period} gửi ngày {date}, chưa có số văn bản. {}", answers::add_number())
    }
}
