//! Wording of the interface: headings and sentences of the screens. Never names a key.

use chrono::NaiveDate;

use super::{submissions, words};
use crate::domain::alert::Counts;
use crate::domain::pack::Pack;
use crate::domain::period::Period;
use crate::domain::rule::Issue;
use crate::domain::submission::Submission;
use crate::domain::task::Occurrence;
use crate::domain::text::printable;

/// Name of the program, with what it is.
pub const PROGRAM: &str = "daumoi – sổ tay đầu mối kiểm soát thủ tục hành chính";
/// Banner of the practice store.
pub const PRACTICE: &str = "TẬP DƯỢT";
/// Where texts to read go on.
pub const GOES_ON: &str = "còn nữa";
/// Signs of a checklist.
pub const SIGNS: &str = "+ xong   * nên xem   ! phải sửa trước";
/// Banner over data that is open for looking only.
pub const LOOKING_ONLY: &str = "CHỈ XEM";
/// First set-up.
pub const SETUP: &str = "Thiết lập lần đầu: năm câu hỏi";
/// Nothing to do.
pub const NOTHING: &str = "Không có việc nào cần chú ý.";
/// Nothing found.
pub const NOTHING_FOUND: &str = "Không có dòng nào khớp.";
/// Search line.
pub const SEARCH: &str = "Tìm";
/// Menu.
pub const MENU: &str = "Chọn việc";
/// Keys of a place.
pub const KEYS: &str = "Phím ở màn hình này";
/// Safe answer.
pub const NO: &str = "Không";
/// Other answer.
pub const YES: &str = "Có";
/// Overview's reports.
pub const REPORTS_OF_YEAR: &str = "Báo cáo trong năm";
/// Why, in front of a reason.
pub const WHY: &str = "Vì sao";
/// Column heads of the report list.
pub const REPORTS_HEAD: [&str; 4] = ["Kỳ", "Kỳ số liệu", "Hạn gửi", "Tình trạng"];
/// Product.
pub const PRODUCT: &str = "Sản phẩm";
/// Person in charge.
pub const PERSON: &str = "Người thực hiện";
/// Lead bodies.
pub const LEAD: &str = "Chủ trì";
/// Coordinating bodies.
pub const COORDINATE: &str = "Phối hợp";
/// Document.
pub const DOCUMENT: &str = "Văn bản chứng minh";
/// Where it stands.
pub const SOURCE: &str = "Nguồn";
/// The own group.
pub const OWN_GROUP: &str = "Việc riêng của xã";
/// Tour of the screens.
pub const TOUR_TITLE: &str = "Năm màn hình";
/// Its lines.
pub const TOUR: [(&str, &str); 5] = [
    ("Tổng quan", "hôm nay cần làm gì và vì sao; Enter đưa đến chỗ làm"),
    ("Nhiệm vụ", "việc của kế hoạch và việc riêng: hạn, tình trạng, văn bản chứng minh"),
    ("Số liệu", "nhập từng tháng; quý, năm và chỉ tiêu tự tính"),
    ("Báo cáo", "kiểm tra, làm gói báo cáo, ghi đã gửi"),
    ("Nhật ký", "ai đã sửa gì, khi nào; mọi việc đều hoàn tác được"),
];
/// What is worth knowing besides.
pub const TOUR_END: &str = "Mọi thứ được lưu ngay khi xong từng ô, từng biểu; tắt máy giữa chừng không mất.";
/// Undecided whether the terminal is wide enough.
pub fn too_small(width: u16, height: u16) -> String {
    format!("Cửa sổ {width}×{height} quá nhỏ, cần ít nhất 60×18.")
}

/// What is given is more often a slip than not.
pub fn enter_again(sentence: &str) -> String {
    format!("{sentence} Nếu đúng là ngày ấy, lưu lần nữa.")
}

/// Why the data is open for looking only.
pub fn looking_only(why: &str) -> String {
    format!("{why} Đang mở để xem, chưa sửa được.")
}

/// Counts of the header.
pub fn counts(of: Counts) -> String {
    let Counts { overdue, soon, figures, targets } = of;
    let parts = [(overdue, "quá hạn"), (soon, "sắp hạn"), (figures, "số liệu"), (targets, "chỉ tiêu")];
    let shown: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if shown.is_empty() { "không có việc gấp".to_owned() } else { shown.join(" · ") }
}

/// The commune and year of the header.
pub fn office(unit: &str, year: i32, provisional: bool) -> String {
    if provisional { format!("{unit} – {year} tạm tính") } else { format!("{unit} – {year}") }
}

/// A unit in the list of the first start.
pub fn unit(name: &str, code: &str) -> String {
    format!("{name} ({code})")
}

/// A plan year in the list of the first start; one that is over says so.
pub fn plan_year(year: i32, end: NaiveDate, today: NaiveDate) -> String {
    if today > end { format!("{year} (đã hết hiệu lực sau {})", words::date(end)) } else { year.to_string() }
}

/// After the first set-up.
pub fn set_up(unit: &str, year: i32) -> String {
    format!("Đã thiết lập {unit}, năm {year}.")
}

/// Which built-in way of typing is on.
pub fn typing_is(name: &str) -> String {
    format!("Gõ tiếng Việt của chương trình: {name}.")
}

/// An action cannot be done where the cursor is.
pub fn not_here(action: &str) -> String {
    format!("Không “{action}” được ở dòng này vì tình trạng hiện tại của nó.")
}

/// A draft whose subject is gone.
pub fn draft_gone() -> &'static str {
    "Không mở lại được bản nháp: việc mà nó nói đến không còn nữa."
}

/// After adding an own task.
pub fn task_added(id: &str) -> String {
    format!("Đã thêm việc riêng {id}.")
}

/// A task was marked as under way.
pub fn started(id: &str) -> String {
    format!("Nhiệm vụ {id}: đang làm.")
}

/// After settling.
pub fn settled(id: &str, late: Option<bool>, legal: Option<NaiveDate>) -> String {
    let judged = match (late, legal) {
        (Some(true), Some(day)) => format!(": trễ hạn, hạn là {}", words::date(day)),
        (Some(false), Some(day)) => format!(": đúng hạn, hạn là {}", words::date(day)),
        _ => String::new(),
    };
    format!("Đã xong nhiệm vụ {id}{judged}.")
}

/// A form's heading: task, occurrence and its text.
pub fn about(pack: &Pack, id: &str, period: Option<Period>, text: &str) -> String {
    let period = period.map(|p| format!(", {}", period_name(pack, p))).unwrap_or_default();
    format!("{id}{period} – {text}")
}

/// An occurrence on one line.
pub fn occurrence(pack: &Pack, o: &Occurrence) -> String {
    let day = o.legal_day.map_or_else(|| "chưa rõ hạn".to_owned(), |d| format!("hạn {}", words::date(d)));
    let mark = words::mark(o.mark);
    let mark = if mark.is_empty() { String::new() } else { format!(" ({mark})") };
    let late = if o.late == Some(true) { ", trễ hạn" } else { "" };
    let said = if o.statement.is_some() { ", đã ghi tình hình" } else { "" };
    let percent = o.percent.map(|n| format!(" {n}%")).unwrap_or_default();
    let moved =
        if o.extensions.is_empty() { String::new() } else { format!(", gia hạn lần {}", o.extensions.len()) };
    format!("{}: {day}{mark}{moved} – {}{percent}{late}{said}", period_name(pack, o.period), words::status(o.status))
}

/// A broken rule of the checklist.
pub fn issue(issue: &Issue) -> String {
    let explained =
        issue.explanation.as_ref().map(|e| format!(" – Giải trình: {}", printable(e, 200))).unwrap_or_default();
    format!("{}: {}{explained}", words::rule_severity(issue.severity), issue.text)
}

/// Heading of the report in words.
pub fn words_title(period: &str) -> String {
    format!("Lời báo cáo {period}")
}

/// Heading of the packages made.
pub fn kept_title(period: &str) -> String {
    format!("Các lần đã làm gói {period}")
}

/// A package that was made.
pub fn package_made(s: &Submission) -> String {
    let (made, standing) = (words::moment(&s.created), submissions::standing(s));
    format!("Gói lần {}: {standing}; mã gói {}, lập {made}, tệp {}", s.revision, s.code, s.file)
}

/// A package that no longer says what the figures say.
pub fn stale(package: &str) -> String {
    format!("{package}; nội dung đã đổi sau khi làm gói, hãy làm lại trước khi gửi")
}

/// The same, before it is noted as sent.
pub fn stale_before_sending() -> &'static str {
    "Nội dung đã đổi sau khi làm gói: nếu chưa gửi, hãy bỏ và làm lại gói; nếu đã gửi gói cũ, ghi tiếp rồi làm gói nộp lại."
}

/// State of a report in lists before a package was made.
pub fn report_state(settled: bool, begun: bool, closed: bool) -> &'static str {
    match (settled, closed, begun) {
        (true, ..) => "đã xong",
        (_, true, _) => "chưa làm gói",
        (.., true) => "đang trong kỳ",
        _ => "chưa đến kỳ",
    }
}

/// A report whose figures changed after it was sent.
pub const CHANGED_SINCE: &str = "số đã đổi";

/// A report nobody asks for.
pub fn no_duty() -> &'static str {
    "không phải gửi"
}

/// Days left in lists: `còn 5 ngày`, `hôm nay`, `quá 3 ngày`.
pub fn days_left(left: i64) -> String {
    match left {
        0 => "hôm nay".to_owned(),
        n if n < 0 => format!("quá {} ngày", -n),
        n => format!("còn {n} ngày"),
    }
}

/// A text with a capital letter at its beginning.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Days left where there is little room: `còn 5`, `hôm nay`, `quá 3`.
pub fn days_left_short(left: i64) -> String {
    match left {
        0 => "hôm nay".to_owned(),
        n if n < 0 => format!("quá {}", -n),
        n => format!("còn {n}"),
    }
}

/// An assumed day where there is little room.
pub const ASSUMED_SHORT: &str = " (tạm)";

/// Name of a setting; base counts and dated recipients say which.
pub fn setting_label(pack: &Pack, key: &str, name: &str) -> String {
    match key.split_once('.') {
        Some((_, detail)) => match detail.split_once('.') {
            Some((column, period)) => {
                let period = period.parse().map_or_else(|_| period.to_owned(), words::period);
                format!("Gốc {period}: {}", pack.column_name(column))
            }
            None => format!("{name} ({detail})"),
        },
        None => name.to_owned(),
    }
}

/// Name of a period.
pub fn period_name(pack: &Pack, period: Period) -> String {
    pack.window(period).map_or_else(|| period.to_string(), |w| w.name.clone())
}

/// Heading of an open period.
pub fn period_head(pack: &Pack, period: Period) -> String {
    pack.window(period)
        .map_or_else(|| period.to_string(), |w| format!("{} ({} – {})", w.name, words::date(w.from), words::date(w.to)))
}

/// A filter of the task list.
pub fn filters(state: &str, role: Option<&str>, query: &str) -> String {
    let role = role.map(|r| format!(" · {r}")).unwrap_or_default();
    let query = if query.is_empty() { String::new() } else { format!(" · tìm “{query}”") };
    format!("{state}{role}{query}")
}

/// Where the cursor is in a list.
pub fn position(at: usize, len: usize) -> String {
    format!("{}/{len}", (at + 1).min(len))
}

/// What is asked before an own task is removed.
pub fn ask_remove(id: &str, text: &str) -> String {
    format!("Xóa việc riêng {id} “{text}” cùng tình trạng của nó?")
}

/// What is asked before something the district may have already is taken back.
pub fn ask_undo(what: &str) -> String {
    format!("Hoàn tác “{what}”? Nếu gói đã đến nơi nhận, ở đó vẫn giữ bản cũ.")
}

/// What is asked before typed text is thrown away.
pub fn ask_discard() -> &'static str {
    "Bỏ nội dung đang nhập, chưa lưu?"
}

/// What is asked before the program is left with typed text not stored.
pub fn ask_quit() -> &'static str {
    "Thoát và bỏ nội dung đang nhập, chưa lưu?"
}

/// What is asked before leaving the first set-up.
pub fn ask_leave() -> &'static str {
    "Thoát khi chưa thiết lập xong?"
}

/// What is asked when a draft was kept.
pub fn ask_resume() -> &'static str {
    "Lần trước chương trình dừng khi đang nhập một biểu. Mở lại bản nháp đó?"
}

/// After the program was stopped with a form open.
pub fn draft_kept() -> &'static str {
    "Nội dung đang nhập được giữ làm bản nháp cho lần mở sau."
}

/// The same, and it could not be kept.
pub fn draft_lost() -> &'static str {
    "Không giữ được nội dung đang nhập: không ghi được vào thư mục dữ liệu."
}

/// Heading of the overview.
pub const TODAY_LIST: &str = "Việc cần chú ý, gấp nhất trước";

/// Heading of a question.
pub const QUESTION: &str = "Xin xác nhận";
/// How the screens are used, in words that name no key of a letter.
pub const TOUR_KEYS: &str = "Di chuyển bằng mũi tên và Tab, mở bằng Enter, quay lại bằng Esc. Trên mỗi màn hình, Esc mở \
                             danh sách mọi việc có thể làm. Dòng cuối luôn cho biết các phím.";

/// A day as understood.
pub fn understood(day: &str) -> String {
    format!("= {day}")
}

/// Title of a report's panel.
pub fn report_title(period: &str) -> String {
    format!("Báo cáo {period}")
}

/// Title of a task's panel.
pub fn task_title(pack: &Pack, id: &str, period: Option<Period>) -> String {
    let period = period.map(|p| format!(", {}", period_name(pack, p))).unwrap_or_default();
    format!("Nhiệm vụ {id}{period}")
}

/// A statement of progress.
pub fn statement(text: &str) -> String {
    format!("Tình hình: {text}")
}

/// An officer's note.
pub fn note(text: &str) -> String {
    format!("Ghi chú: {text}")
}

/// A window in narrow columns, without years.
pub fn span(from: NaiveDate, to: NaiveDate) -> String {
    format!("{} – {}", from.format("%d/%m"), to.format("%d/%m"))
}

/// The year's reports on one line.
pub fn reports_line(reports: &[String]) -> String {
    format!("Báo cáo, số ngày: {}", reports.join(" · "))
}

/// A period's name without its year: the screen shows one year.
pub fn without_year(name: &str) -> String {
    name.split('/').next().unwrap_or(name).to_owned()
}
