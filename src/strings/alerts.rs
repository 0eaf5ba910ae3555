//! Sentences of alerts: what it is, and why.

use super::{backups, words};
use crate::domain::alert::{Alert, Kind, Reason};
use crate::domain::deadline::DayRule;
use crate::domain::indicator;
use crate::domain::pack::Mark;
use crate::domain::text::printable;

/// What needs attention, for one line of a list: the number and the subject come early.
pub fn line(alert: &Alert) -> String {
    let when = short_days(alert);
    let (reference, subject) = (&alert.reference, &alert.subject);
    match alert.kind {
        Kind::DueSoon => format!("{when}: {reference} – {subject}"),
        Kind::SubmissionDue => format!("{when}: báo cáo {}", period(alert)),
        _ => text(alert),
    }
}

/// What needs attention, in one sentence.
pub fn text(alert: &Alert) -> String {
    let subject = &alert.subject;
    let reference = &alert.reference;
    match (alert.kind, &alert.reason) {
        (Kind::Setup, Reason::PlanOver { ended, overdue, ahead, others }) => {
            let late = if overdue.is_empty() {
                "không còn việc quá hạn".to_owned()
            } else {
                format!("còn {} việc quá hạn ({})", overdue.len(), overdue.join(", "))
            };
            let soon: Vec<String> = ahead.iter().map(|(id, day)| format!("{id} hạn {}", words::date(*day))).collect();
            let soon =
                if soon.is_empty() { String::new() } else { format!(", sắp đến hạn {}", soon.join(", ")) };
            format!(
                "Kế hoạch năm {reference} đã hết hiệu lực sau ngày {}: {late}{soon}, {others} việc nhắc khác; \
                 hãy nạp kế hoạch của năm hiện hành, hoặc lập kế hoạch tạm từ năm trước.",
                words::date(*ended)
            )
        }
        (Kind::Setup, Reason::PlanAhead(begins)) => {
            format!(
                "Kế hoạch năm {reference} chỉ bắt đầu từ {}: nếu không phải xem trước, hãy kiểm tra ngày của máy.",
                words::date(*begins)
            )
        }
        (Kind::Setup, _) => {
            format!("Chưa có lịch nghỉ lễ năm {reference}: ngày làm việc chỉ trừ thứ Bảy, Chủ nhật.")
        }
        (Kind::Clock, _) => "Đồng hồ của máy chạy lùi: hãy chỉnh lại ngày giờ trước khi xem thời hạn.".to_owned(),
        (Kind::BackupOld, Reason::Backup(newest)) => backups::old(subject, *newest),
        (Kind::Overdue, _) => match alert.period {
            Some(period) => {
                format!("QUÁ HẠN {} ngày: {reference}, {} – {subject}", late_days(alert), words::period(period))
            }
            None => format!("QUÁ HẠN {} ngày: {reference} – {subject}", late_days(alert)),
        },
        (Kind::DueSoon, _) => format!("{}: {reference} – {subject}", days(alert)),
        (Kind::SubmissionDue, _) => format!("{}: báo cáo {}", days(alert), period(alert)),
        (Kind::Returned, _) => format!("BỊ TRẢ LẠI: báo cáo {subject}"),
        (Kind::ReceiptMissing, _) => format!("Báo cáo {subject} đã gửi, nơi nhận chưa trả lời"),
        (Kind::NotExported, _) if alert.due.is_none() => format!("Báo cáo {subject} đã chốt, chưa xuất gói"),
        (Kind::NotExported, _) => format!("{}: báo cáo {} đã chốt, chưa xuất gói", days(alert), period(alert)),
        (Kind::NotSent, _) if alert.due.is_none() => {
            format!("Báo cáo {subject} nộp lại đã làm gói, chưa gửi")
        }
        (Kind::NotSent, _) => format!("{}: báo cáo {} đã làm gói, chưa gửi", days(alert), period(alert)),
        (Kind::Review, Reason::ChangedAfterSending) => {
            format!("Báo cáo {subject} nay khác với gói đã gửi: hãy làm gói nộp lại và nêu lý do")
        }
        (Kind::Review, Reason::Corrected(fields)) => {
            format!("Số liệu {subject} cần xem lại ở {} lĩnh vực vì tháng trước đã sửa", fields.len())
        }
        (Kind::Review, Reason::NoDay(_)) => format!("Chưa định hạn: {reference} – {subject}"),
        (Kind::Review, _) => format!("Báo cáo {} đã gửi, chưa có số văn bản", period(alert)),
        (Kind::CheckinMissing, Reason::Statements { tasks, .. }) => {
            format!("{subject}: {} việc thường xuyên chưa ghi tình hình thực hiện", tasks.len())
        }
        (Kind::FiguresMissing, Reason::Incomplete { absent, partial }) => {
            format!("Số liệu {subject} còn thiếu ở {} lĩnh vực", absent.len() + partial.len())
        }
        (Kind::FiguresMissing, _) => format!("Chưa có số liệu {subject}"),
        (Kind::RuleBroken, Reason::Rules(texts)) => format!("{subject}: {} lỗi trong số liệu", texts.len()),
        (Kind::TargetMissed, _) => {
            let period = alert.period.map(|p| format!(" ({})", words::period(p))).unwrap_or_default();
            format!("Chưa đạt chỉ tiêu: {subject}{period}")
        }
        _ => subject.clone(),
    }
}

/// Why, in one sentence.
pub fn why(alert: &Alert) -> String {
    match &alert.reason {
        Reason::Day { wording, rule, mark } => day(wording, rule, *mark),
        Reason::Statements { tasks, rule, mark } => format!(
            "Việc thường xuyên do xã chủ trì cần một câu tình hình mỗi quý để đưa vào báo cáo: {}. {}",
            tasks.join(", "),
            day("", rule, *mark)
        ),
        Reason::WindowClosed(closed) => format!("Kỳ số liệu đã chốt ngày {}.", words::date(*closed)),
        Reason::Incomplete { absent, partial } => {
            let part = |title: &str, names: &[String]| {
                if names.is_empty() { String::new() } else { format!("{title}: {}. ", names.join(", ")) }
            };
            let text = part("Chưa nhập", absent) + &part("Còn ô trống", partial);
            text.trim_end().to_owned()
        }
        Reason::Rules(texts) => texts.join(" "),
        Reason::Target(i) => {
            let (n, d) = (i.numerator.unwrap_or(0), i.denominator.unwrap_or(0));
            let rate = indicator::percent(i.target, n, d).unwrap_or_else(|| "—".to_owned());
            format!(
                "{} = {}/{} = {rate}, còn thiếu {} để đạt (công thức {}).",
                i.formula,
                words::number(n),
                words::number(d),
                words::number(i.shortfall.unwrap_or(0)),
                words::mark(i.mark)
            )
        }
        Reason::PlanOver { ended, .. } => format!("Ngày cuối của kế hoạch là {}.", words::date(*ended)),
        Reason::PlanAhead(begins) => format!("Ngày đầu của kế hoạch là {}.", words::date(*begins)),
        Reason::NoHolidays(year) => format!("Bộ dữ liệu quy định không có lịch nghỉ năm {year}."),
        Reason::ClockBehind(newest) => format!("Dữ liệu đã có lần ghi lúc {newest}, sau giờ của máy hiện nay."),
        Reason::ClockBeforeData(day) => {
            format!("Bộ dữ liệu quy định lập ngày {}, sau ngày của máy hiện nay.", words::date(*day))
        }
        Reason::Made(created) => format!("Gói báo cáo làm lúc {}.", words::moment(created)),
        Reason::Returned(day, remarks) => {
            let remarks = printable(&remarks.join("; ").replace('\n', " "), 400);
            format!("Nơi nhận trả lại ngày {}: {remarks}.", words::date(*day))
        }
        Reason::Unanswered { sent, wait, mark } => {
            let mark = if *mark == Mark::Assumed { " (số ngày tạm tính)" } else { "" };
            format!("Gửi ngày {}, đã quá {wait} ngày làm việc{mark}: hãy hỏi nơi nhận.", words::date(*sent))
        }
        Reason::Corrected(fields) => {
            format!("Số đang giải quyết của tháng trước đã đổi sau khi nhập: {}.", fields.join(", "))
        }
        Reason::ChangedAfterSending => {
            "Số liệu, kiểm tra, giải trình hoặc đoạn riêng của lời báo cáo khác với gói đã gửi.".to_owned()
        }
        Reason::Backup(_) => backups::why_old().to_owned(),
        Reason::NoDay(event) => {
            format!(
                "Việc chờ hướng dẫn: đã có {} ngày {}; hãy ghi hạn theo văn bản ấy.",
                event.document,
                words::date(event.date)
            )
        }
        Reason::SentOn(day) => format!("Đã gửi ngày {}; ghi số văn bản để chốt việc.", words::date(*day)),
    }
}

/// How a day was derived; assumed days say so.
pub fn day(wording: &str, rule: &DayRule, mark: Mark) -> String {
    let derived = match rule {
        DayRule::Before(d) => format!("“trước ngày” không tính ngày {}", words::date(*d)),
        DayRule::By(d) => format!("đến hết ngày {}", words::date(*d)),
        DayRule::SpanEnd(span) => format!("lấy ngày cuối của {}", words::period(*span)),
        DayRule::AfterWindow { closes, working_days, .. } => {
            format!("{working_days} ngày làm việc sau ngày chốt số liệu {}", words::date(*closes))
        }
        DayRule::Officer { source } => format!("theo {source}"),
        DayRule::Extended { number, from, document } => {
            format!("gia hạn lần {number}, từ {} (theo {document})", words::date(*from))
        }
        DayRule::Happened(event) => {
            format!("đã có {} ngày {}, chưa định hạn", event.document, words::date(event.date))
        }
        DayRule::None => "chưa xác định được ngày".to_owned(),
    };
    let printed = if wording.is_empty() { String::new() } else { format!("Kế hoạch ghi “{wording}”: ") };
    let assumed = if mark == Mark::Assumed { " (ngày tạm tính)" } else { "" };
    if printed.is_empty() {
        return format!("Thời hạn: {derived}{assumed}.");
    }
    format!("{printed}{derived}{assumed}.")
}

fn days(alert: &Alert) -> String {
    let due = alert.due.map(words::weekday_date).unwrap_or_default();
    match (alert.days_left, alert.working_days_left) {
        (Some(0), _) => format!("Hạn hôm nay, {due}"),
        (Some(left), Some(working)) => {
            let safe = alert.safe_day.filter(|s| Some(*s) != alert.due).map(words::weekday_date);
            let safe = safe.map(|s| format!(", nên xong trong {s}")).unwrap_or_default();
            format!("Còn {left} ngày ({} ngày làm việc), hạn {due}{safe}", working.max(0))
        }
        _ => format!("Hạn {due}"),
    }
}

fn period(alert: &Alert) -> String {
    alert.period.map_or_else(|| alert.reference.clone(), words::period)
}

/// `Còn 22 ngày (09/03)`.
fn short_days(alert: &Alert) -> String {
    let due = alert.due.map(|d| d.format("%d/%m").to_string()).unwrap_or_default();
    match alert.days_left {
        Some(0) => format!("Hạn hôm nay ({due})"),
        Some(left) => format!("Còn {left} ngày ({due})"),
        None => format!("Hạn {due}"),
    }
}

fn late_days(alert: &Alert) -> i64 {
    alert.days_left.map_or(0, |d| -d)
}
