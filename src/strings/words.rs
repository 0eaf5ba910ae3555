//! Names of things and small forms: dates, states, roles.

use chrono::{DateTime, Datelike as _, NaiveDate, Weekday};

use crate::domain::alert::{Kind, Severity};
use crate::domain::book::{Cause, Key, Status, Value};
use crate::domain::cell::Cell;
use crate::domain::deadline::Deadline;
use crate::domain::pack::{DeadlineKind, Mark, Severity as RuleSeverity};
use crate::domain::period::{Part, Period};
use crate::domain::task::{Role, Task};
use crate::strings::{submissions, tasks};

/// `09/03/2024`.
pub fn date(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// `09/03/2024` from an ISO day; anything else as it is.
pub fn date_of(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), date)
}

/// `thứ Bảy 09/03/2024`.
pub fn weekday_date(day: NaiveDate) -> String {
    let name = match day.weekday() {
        Weekday::Mon => "thứ Hai",
        Weekday::Tue => "thứ Ba",
        Weekday::Wed => "thứ Tư",
        Weekday::Thu => "thứ Năm",
        Weekday::Fri => "thứ Sáu",
        Weekday::Sat => "thứ Bảy",
        Weekday::Sun => "Chủ nhật",
    };
    format!("{name} {}", date(day))
}

/// `T7 09/03/2024`, for narrow places.
pub fn short_weekday_date(day: NaiveDate) -> String {
    let name = match day.weekday() {
        Weekday::Sun => "CN".to_owned(),
        other => format!("T{}", other.number_from_monday() + 1),
    };
    format!("{name} {}", date(day))
}

/// `15/03/2024 08:05` from an RFC 3339 time, in that time's own zone; anything else as it is.
pub fn moment(text: &str) -> String {
    DateTime::parse_from_rfc3339(text).map_or_else(|_| text.to_owned(), |t| t.format("%d/%m/%Y %H:%M").to_string())
}

/// Who has the store, for a second writer.
pub fn holder(user: &str, terminal: Option<&str>, process: u32, since: &str) -> String {
    let user = if user.is_empty() { "một người dùng" } else { user };
    let terminal = terminal.map(|t| format!("cửa sổ {t}, ")).unwrap_or_default();
    format!("{user} ({terminal}tiến trình {process}, từ {})", moment(since))
}

/// A task's deadline: the day with the mark of assumed ones, or the plan's wording.
pub fn deadline(deadline: &Deadline) -> String {
    let day = deadline.legal_day.map(date).unwrap_or_default();
    let text = match (day.as_str(), deadline.text.as_str()) {
        ("", "") if deadline.kind == DeadlineKind::Unset => "Kế hoạch không ghi thời hạn".to_owned(),
        ("", "") => tasks::kind(deadline.kind).to_owned(),
        ("", text) => text.to_owned(),
        (day, _) => day.to_owned(),
    };
    let moved =
        deadline.original_day.map(|day| format!(" (gia hạn lần {}, hạn cũ {})", deadline.extensions.len(), date(day)));
    let text = format!("{text}{}", moved.unwrap_or_default());
    match mark(deadline.mark) {
        "" => text,
        mark => format!("{text} ({mark})"),
    }
}

/// A period within a sentence: `quý I/2024`, `tháng 01/2024`, `năm 2024`.
pub fn period(period: Period) -> String {
    let year = period.year;
    match period.part {
        Part::Month(m) => format!("tháng {m:02}/{year}"),
        Part::Quarter(q) => format!("quý {}/{year}", ["I", "II", "III", "IV"][usize::from(q.clamp(1, 4) - 1)]),
        Part::Half => format!("6 tháng đầu năm {year}"),
        Part::NineMonths => format!("9 tháng đầu năm {year}"),
        Part::Year => format!("năm {year}"),
    }
}

/// State of a task, with "trễ hạn" where its document came late.
pub fn task_status(task: &Task) -> String {
    let late = if task.late == Some(true) { ", trễ hạn" } else { "" };
    format!("{}{late}", status(task.status))
}

/// Number with dots between thousands.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

/// A cell: number, `kps` (không phát sinh) or `…` (chưa có số liệu).
pub fn cell(cell: Cell) -> String {
    match cell {
        Cell::Missing => "…".to_owned(),
        Cell::Nil => "kps".to_owned(),
        Cell::Count(n) => number(n),
    }
}

/// State of a task.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Open => "chưa làm",
        Status::InProgress => "đang làm",
        Status::Done => "đã xong",
        Status::Na => "không áp dụng",
    }
}

/// Role of the commune.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Lead => "chủ trì",
        Role::Coordinate => "phối hợp",
        Role::None => "không nêu",
    }
}

/// The same of a task: a row the plan has no more says so.
pub fn role_of(task: &Task) -> &'static str {
    if task.dropped { "đã bỏ" } else { role(task.role) }
}

/// Severity of a rule.
pub fn rule_severity(severity: RuleSeverity) -> &'static str {
    match severity {
        RuleSeverity::Error => "LỖI",
        RuleSeverity::Warning => "Cảnh báo",
        RuleSeverity::Note => "Nhắc",
    }
}

/// Severity of an alert.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "KHẨN",
        Severity::Urgent => "Gấp",
        Severity::Warning => "Sớm",
        Severity::Note => "Nhắc",
    }
}

/// Kind of alert.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Setup => "thiết lập",
        Kind::Clock => "đồng hồ",
        Kind::BackupOld => "sao lưu",
        Kind::Overdue => "quá hạn",
        Kind::DueSoon => "sắp đến hạn",
        Kind::SubmissionDue => "đến kỳ báo cáo",
        Kind::NotExported => "chưa xuất gói",
        Kind::NotSent => "chưa gửi",
        Kind::ReceiptMissing => "chưa có trả lời",
        Kind::Returned => "bị trả lại",
        Kind::Review => "cần bổ sung",
        Kind::CheckinMissing => "thiếu tình hình thực hiện",
        Kind::FiguresMissing => "thiếu số liệu",
        Kind::RuleBroken => "số liệu sai",
        Kind::TargetMissed => "chưa đạt chỉ tiêu",
    }
}

/// The address of a stored value.
pub fn key(key: &Key) -> String {
    match key {
        Key::Setting(name) if name.starts_with("own_tasks.") => "số thứ tự việc riêng".to_owned(),
        Key::Setting(name) => setting(name).to_owned(),
        Key::Plan(year) => format!("kế hoạch năm {year}"),
        Key::OwnTask(_, id) => format!("việc riêng {id}"),
        Key::Progress(_, task, None) => format!("nhiệm vụ {task}"),
        Key::Progress(_, task, Some(of)) => format!("nhiệm vụ {task}, {}", period(*of)),
        Key::Cell(month, field, column) => format!("{month} {field} {column}"),
        Key::CarryReason(month, field) => format!("lý do chuyển kỳ {month} {field}"),
        Key::Explanation(period, rule) => format!("giải trình {period} {rule}"),
        Key::Comment(month, field, column) => format!("ghi chú ô {month} {field} {column}"),
        Key::Follow(month, field, column) => format!("theo dõi ô {month} {field} {column}"),
        Key::Review(month, field) => format!("cần xem lại {month} {field}"),
        Key::OwnField(code) => format!("lĩnh vực riêng {code}"),
        Key::Mapping(_, name) => format!("tên trong tệp “{name}”"),
        Key::Due(of) => format!("hạn báo cáo {}", period(*of)),
        Key::Submission(of, revision) => format!("gói báo cáo {} lần {revision}", period(*of)),
        Key::Snooze(_, about) => format!("tạm ẩn nhắc việc {about}"),
        Key::Passage(of, section) => format!("đoạn riêng mục {section} trong báo cáo {}", period(*of)),
        Key::Pack(year) => format!("bộ dữ liệu quy định năm {year}"),
    }
}

/// A stored value on one line.
pub fn value(value: &Value) -> String {
    match value {
        // A follow-up mark without words.
        Value::Text(text) if text.is_empty() => "(đã đánh dấu)".to_owned(),
        Value::Text(text) => text.clone(),
        Value::Cell(c) => cell(*c),
        Value::Review(review) => {
            let one = |c: &Cause| format!("{} từ {} thành {}", period(c.month), cell(c.was), cell(c.now));
            review.causes.iter().map(one).collect::<Vec<_>>().join("; ")
        }
        Value::OwnField(own) => own.name.clone(),
        Value::Due(due) => format!("{} ({})", date(due.date), due.source),
        Value::Progress(progress) => {
            let document = progress.document.as_ref().map(|d| format!("{} ngày {}", d.number, date(d.date)));
            let note = progress.note.as_ref().map(|n| format!("ghi chú: {n}"));
            let percent = progress.percent.map(|n| format!("đã làm {n}%"));
            let event = progress.event.as_ref().map(|e| format!("có {} ngày {}", e.document, date(e.date)));
            let day = progress.day.as_ref().map(|due| format!("hạn {} ({})", date(due.date), due.source));
            let moved = progress
                .extensions
                .last()
                .map(|e| format!("gia hạn lần {} đến {} ({})", progress.extensions.len(), date(e.to), e.document));
            let lead = progress.lead_days.map(|n| format!("nhắc trước {n} ngày làm việc"));
            let parts = [Some(status(progress.status).to_owned()), percent, document, event, day, moved];
            let follow = progress.follow.as_ref().map(|text| format!("cần xem lại: {text}"));
            let more = [progress.statement.clone(), note, lead, follow];
            parts.into_iter().chain(more).flatten().collect::<Vec<_>>().join(", ")
        }
        Value::Plan(plan) => format!("{} ({}), {}", plan.unit_name, plan.unit, plan.pack),
        Value::OwnTask(own) => {
            let person = own.person.as_ref().map(|p| format!(", {p}")).unwrap_or_default();
            let source = own.source.as_ref().map(|s| format!(" ({s})")).unwrap_or_default();
            let due = match (own.due, own.span) {
                (Some(day), _) => format!("{} {}", tasks::kind(own.kind), date(day)),
                (None, Some(span)) => format!("trong {}", period(span)),
                (None, None) => tasks::kind(own.kind).to_owned(),
            };
            format!("{}, {due}{person}{source}", own.text)
        }
        Value::Pack(text) => format!("bộ dữ liệu {} ký tự", number(text.len() as u64)),
        Value::Snooze(snooze) => format!("tạm ẩn đến {} ({})", date(snooze.until), snooze.reason),
        Value::Passage(passage) => passage.text.clone(),
        Value::Submission(s) => {
            format!("mã gói {}, lập {}, {}", s.code, moment(&s.created), submissions::standing(s))
        }
    }
}

/// A month in a list: `01/2024`.
pub fn short_month(month: Period) -> String {
    format!("{:02}/{}", month.month_span().0, month.year)
}

/// What a setting is.
pub fn setting(key: &str) -> &'static str {
    match key {
        "unit" => "Xã, thị trấn",
        "officer" => "Cán bộ đầu mối",
        "signatory" => "Người ký báo cáo",
        "signatory_title" => "Chức vụ người ký",
        "recipient" => "Đơn vị nhận báo cáo",
        _ if key.starts_with("recipient.") => "Đơn vị nhận báo cáo từ ngày ghi trong mục",
        _ if key.starts_with("unit.") => "Mã, tên xã từ ngày ghi trong mục (khi sáp nhập)",
        "lead_days" => "Nhắc trước bao nhiêu ngày làm việc",
        "receipt_days" => "Chờ nơi nhận trả lời bao nhiêu ngày làm việc",
        "backup_dir" => "Nơi sao lưu tự động",
        "typing" => "Gõ tiếng Việt của chương trình",
        _ => "Số gốc để so sánh",
    }
}

/// What a setting takes.
pub fn setting_hint(key: &str) -> &'static str {
    match key {
        "unit" => "mã 5 số của xã trong danh sách, hoặc mã rồi tên, ví dụ 12345 Xã Mới",
        "backup_dir" => "thư mục trên USB hoặc ổ mạng; để trống là không sao lưu tự động",
        "typing" => "cần một trong: tắt, telex, vni",
        "receipt_days" => "cần số ngày làm việc từ 1 đến 60",
        "lead_days" => "số ngày làm việc từ 1 đến 60, giảm dần, ví dụ 15/7/3/1; một số là chỉ đổi ngày bắt đầu nhắc",
        _ if key.starts_with("unit.") => "mục viết như unit.2025-07-01, giá trị là mã 5 số rồi tên xã mới",
        _ if key.starts_with("recipient.") => "mục viết như recipient.2025-07-01, giá trị là tên đơn vị",
        _ if key.starts_with("base.") => "cần số nguyên không âm, không quá lớn",
        _ => "một dòng chữ",
    }
}

/// What an action of the audit trail did.
pub fn action(name: &str) -> &str {
    match name {
        "init" => "thiết lập",
        "figures.set" => "nhập số liệu",
        "figures.import" => "nạp số liệu",
        "figures.explain" => "giải trình",
        "figures.comment" => "ghi chú ô",
        "figures.follow" => "theo dõi ô",
        "figures.reviewed" => "ghi đã xem lại",
        "figures.field" => "sửa lĩnh vực riêng",
        "figures.mapping" => "nhớ tên trong tệp",
        "task.done" => "hoàn thành nhiệm vụ",
        "task.start" => "bắt đầu nhiệm vụ",
        "task.na" => "không áp dụng nhiệm vụ",
        "task.reopen" => "mở lại nhiệm vụ",
        "task.statement" => "ghi tình hình thực hiện",
        "task.note" => "ghi chú nhiệm vụ",
        "task.postpone" => "gia hạn nhiệm vụ",
        "task.event" => "ghi đã có hướng dẫn",
        "task.due" => "đặt hạn nhiệm vụ",
        "task.lead" => "đặt số ngày nhắc trước",
        "alert.snooze" => "tạm ẩn việc nhắc",
        "alert.wake" => "nhắc lại",
        "plan.import" => "nạp bộ dữ liệu quy định",
        "plan.rollover" => "lập kế hoạch tạm cho năm sau",
        "task.add" => "thêm việc riêng",
        "task.edit" => "sửa việc riêng",
        "task.remove" => "xóa việc riêng",
        "settings.set" => "sửa thiết lập",
        "report.due" => "đặt hạn báo cáo",
        "submit" => "làm gói báo cáo",
        "submit.finalize" => "chốt gói báo cáo",
        "submit.withdraw" => "bỏ gói nộp lại chưa gửi",
        "submit.export" => "xuất gói báo cáo",
        "submit.attach" => "kèm bản ký vào gói báo cáo",
        "receipt" => "ghi trả lời của nơi nhận",
        "report.passage" => "viết báo cáo",
        "task.follow" => "đánh dấu nhiệm vụ cần xem lại",
        "sent" => "ghi đã gửi",
        "undo" => "hoàn tác",
        "redo" => "làm lại",
        "restore" => "khôi phục từ bản sao lưu",
        "recover" => "phục hồi sau hỏng hóc",
        other => other,
    }
}

/// Word for assumed values, empty for verified ones.
pub fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Assumed => "tạm tính",
        Mark::Verified => "",
    }
}
