//! Deadlines as plans and letters word them ("trước ngày 25/01", "Quý III", "hàng quý", "thường xuyên"),
//! read from what the officer types. Diacritics may be left out.

use chrono::NaiveDate;
use thiserror::Error;

use crate::domain::day::{DayError, parse_day};
use crate::domain::pack::DeadlineKind;
use crate::domain::period::{Part, Period};
use crate::domain::text::fold;

/// A deadline that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// Kind.
    pub kind: DeadlineKind,
    /// Day of `before` (exclusive) and `by` (inclusive).
    pub date: Option<NaiveDate>,
    /// Span of `within`.
    pub span: Option<Period>,
    /// Periods of `recurring`, in order.
    pub periods: Vec<Period>,
    /// Last day of `recurring`, inclusive, as a day of each period's last month; none where it is not said.
    pub month_day: Option<u32>,
    /// As it was typed, where that is more than a day.
    pub wording: String,
}

/// Why a text words no deadline.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WordingError {
    /// It is a day that is none.
    #[error(transparent)]
    Day(DayError),
    /// An event or another plan, and a day beside it: which of them holds cannot be told.
    #[error("a day beside other words")]
    DayBeside,
    /// Nothing that is known.
    #[error("no deadline")]
    Unknown,
}

impl When {
    /// Without any day.
    pub fn of(kind: DeadlineKind) -> Self {
        Self { kind, date: None, span: None, periods: Vec::new(), month_day: None, wording: String::new() }
    }

    /// To the end of a day, inclusive.
    pub fn by(date: NaiveDate) -> Self {
        Self { date: Some(date), ..Self::of(DeadlineKind::By) }
    }
}

/// Words before a day that leave it the last one.
const BY: [&str; 12] = [
    "truoc het ngay",
    "den het ngay",
    "het ngay",
    "cham nhat ngay",
    "cham nhat den",
    "cham nhat",
    "trong ngay",
    "den ngay",
    "den",
    "han ngay",
    "han",
    "ngay",
];

/// Reads a deadline of a plan year. What is left out of a date or span is the year's.
///
/// # Errors
/// [`WordingError`].
pub fn read(text: &str, year: i32) -> Result<When, WordingError> {
    let typed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let folded = fold(&typed);
    let folded = folded.trim_end_matches(['.', ';']);
    if let Some(when) = in_words(folded, year)? {
        return Ok(When { wording: typed, ..when });
    }
    let by = BY.iter().find_map(|word| folded.strip_prefix(word)).unwrap_or(folded).trim();
    let before = folded.strip_prefix("truoc").map(|rest| rest.trim().trim_start_matches("ngay").trim());
    let days = (parse_day(&plain(by), year), before.map(|rest| parse_day(&plain(rest), year)));
    match days {
        (Ok(date), _) => return Ok(When::by(date)),
        (_, Some(Ok(date))) => return Ok(When { date: Some(date), ..When::of(DeadlineKind::Before) }),
        (Err(error @ (DayError::NoSuchDay | DayError::Year(_))), _)
        | (_, Some(Err(error @ (DayError::NoSuchDay | DayError::Year(_))))) => return Err(WordingError::Day(error)),
        _ => {}
    }
    let span = span(folded.strip_prefix("trong ").unwrap_or(folded), year).ok_or(WordingError::Unknown)?;
    Ok(When { span: Some(span), wording: typed, ..When::of(DeadlineKind::Within) })
}

/// Day of the month beside "hàng tháng", "hàng quý": the text without it, and the day (inclusive).
fn month_day(text: &str) -> Option<(String, u32)> {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| *word == "ngay")?;
    let day: u32 = words.get(at + 1)?.parse().ok().filter(|day| (1..=31).contains(day))?;
    let is_before = at > 0 && words[at - 1] == "truoc";
    let day = if is_before { day.checked_sub(1).filter(|day| *day > 0)? } else { day };
    let filler = ["truoc", "cham", "nhat", "den", "het", "vao", "cua", "cuoi"];
    let rest = words.iter().enumerate().filter(|(i, word)| *i != at && *i != at + 1 && !filler.contains(*word));
    let rest: Vec<&str> = rest.map(|(_, word)| *word).collect();
    // "ngày 20 tháng cuối quý, hàng quý": which month it is of is said twice.
    let rest = rest.join(" ").replace("hang quy thang quy", "hang quy").replace("thang quy hang quy", "hang quy");
    Some((rest, day))
}

/// Deadlines that are words alone.
fn in_words(text: &str, year: i32) -> Result<Option<When>, WordingError> {
    if let Some((rest, day)) = month_day(text)
        && let Some(when) = in_words(&rest, year)?.filter(|when| when.kind == DeadlineKind::Recurring)
    {
        return Ok(Some(When { month_day: Some(day), ..when }));
    }
    let recurring = |of: &[Part]| {
        let periods = of.iter().map(|part| Period { year, part: *part }).collect();
        Ok(Some(When { periods, ..When::of(DeadlineKind::Recurring) }))
    };
    let months: Vec<Part> = (1..=12).map(Part::Month).collect();
    let quarters = [Part::Quarter(1), Part::Quarter(2), Part::Quarter(3), Part::Quarter(4)];
    match text {
        "" => return Err(WordingError::Unknown),
        "thuong xuyen" | "hang ngay" => return Ok(Some(When::of(DeadlineKind::Ongoing))),
        "hang thang" | "moi thang" => return recurring(&months),
        "hang quy" | "moi quy" => return recurring(&quarters),
        // The year's report covers the fourth quarter.
        "hang quy/nam" | "hang quy/ nam" | "hang quy, nam" | "quy, nam" => {
            return recurring(&[quarters[0], quarters[1], quarters[2], Part::Year]);
        }
        "6 thang" | "hang 6 thang" | "6 thang, nam" | "6 thang mot lan" | "nua nam" => {
            return recurring(&[Part::Half, Part::Year]);
        }
        "hang nam" | "moi nam" => return recurring(&[Part::Year]),
        "khong han" | "chua co han" | "chua dinh han" => return Ok(Some(When::of(DeadlineKind::Unset))),
        _ => {}
    }
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let kind = if starts(&["khi ", "theo huong dan", "sau khi"]) {
        DeadlineKind::Event
    } else if starts(&["theo ke hoach", "theo chuong trinh"]) {
        DeadlineKind::Plan
    } else {
        return Ok(None);
    };
    let is_day = |word: &str| !matches!(parse_day(word.trim_matches([',', ';', '(', ')']), year), Err(DayError::Form));
    if text.split(' ').any(is_day) {
        return Err(WordingError::DayBeside);
    }
    Ok(Some(When::of(kind)))
}

/// `25 thang 01 nam 2024` as `25/01/2024`.
fn plain(text: &str) -> String {
    text.replace(" thang ", "/").replace(" nam ", "/")
}

/// A span: `quy iii/2024`, `thang 5`, `6 thang dau nam`, `nam 2024`.
fn span(text: &str, year: i32) -> Option<Period> {
    let (text, year) = match text.rsplit_once(['/', ' ']) {
        Some((rest, last)) if last.len() == 4 && last.bytes().all(|b| b.is_ascii_digit()) => {
            (rest.trim_end_matches([' ', '/']), last.parse().ok()?)
        }
        _ => (text, year),
    };
    // "nam 2024" has lost its number above; "quy iii nam 2024" still ends with its word.
    let text = if text == "nam" { text } else { text.strip_suffix(" nam").unwrap_or(text) };
    let part = match text {
        "nam" | "trong nam" | "ca nam" => Part::Year,
        "6 thang dau nam" | "6 thang dau" | "nua dau nam" => Part::Half,
        "9 thang" | "9 thang dau nam" => Part::NineMonths,
        _ => match text.split_once(' ')? {
            ("quy", number) => Part::Quarter(quarter(number.trim())?),
            ("thang", number) => Part::Month(number.trim().parse().ok().filter(|n| (1..=12).contains(n))?),
            _ => return None,
        },
    };
    Some(Period { year, part })
}

fn quarter(text: &str) -> Option<u8> {
    match text {
        "i" | "1" => Some(1),
        "ii" | "2" => Some(2),
        "iii" | "3" => Some(3),
        "iv" | "4" => Some(4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_of_plans_and_letters() {
        let say = |text: &str| {
            let when = read(text, 2024).ok()?;
            let kind = format!("{:?}", when.kind).to_lowercase();
            let date = when.date.map(|d| d.to_string());
            let span = when.span.map(|p| p.to_string());
            let periods = when.periods.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            let parts = [Some(kind), date, span, Some(periods).filter(|p| !p.is_empty())];
            Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
        };
        for (text, is) in [
            ("Trước ngày 25 tháng 01 năm 2024", "before 2024-01-25"),
            ("trước 10/3/2024", "before 2024-03-10"),
            ("trước hết ngày 10/3", "by 2024-03-10"),
            ("chậm nhất ngày 5/4", "by 2024-04-05"),
            ("05/04", "by 2024-04-05"),
            ("đến 30/6", "by 2024-06-30"),
            ("6 tháng một lần", "recurring 2024-H1 2024"),
            ("ngày 15-9-2024", "by 2024-09-15"),
            ("Quý III/2024", "within 2024-Q3"),
            ("trong quý 2", "within 2024-Q2"),
            ("quý IV năm 2025", "within 2025-Q4"),
            ("tháng 5", "within 2024-05"),
            ("6 tháng đầu năm", "within 2024-H1"),
            ("năm 2024", "within 2024"),
            ("trong năm", "within 2024"),
            ("Hàng Quý/ Năm", "recurring 2024-Q1 2024-Q2 2024-Q3 2024"),
            ("hàng quý", "recurring 2024-Q1 2024-Q2 2024-Q3 2024-Q4"),
            ("6 tháng, năm", "recurring 2024-H1 2024"),
            ("Hằng năm", "recurring 2024"),
            (
                "trước ngày 25 hàng tháng",
                "recurring 2024-01 2024-02 2024-03 2024-04 2024-05 2024-06 2024-07 2024-08 2024-09 2024-10 2024-11 2024-12",
            ),
            ("hàng quý, trước ngày 20 tháng cuối quý", "recurring 2024-Q1 2024-Q2 2024-Q3 2024-Q4"),
            ("Thường xuyên", "ongoing"),
            ("thuong xuyen;", "ongoing"),
            ("Khi có hướng dẫn của Bộ ngành TW", "event"),
            ("Theo Kế hoạch UBND huyện phê duyệt", "plan"),
            ("chưa có hạn", "unset"),
        ] {
            assert_eq!(say(text).as_deref(), Some(is), "{text}");
        }
        for text in ["", "mai", "31/2", "trước 31/11", "quý V", "tháng 13", "trước quý II", "sớm nhất có thể"]
        {
            assert_eq!(say(text), None, "{text}");
        }
        assert_eq!(read("hàng tháng", 2024).map(|w| w.periods.len()), Ok(12));
        let day = |text: &str| read(text, 2024).map(|when| when.month_day);
        assert_eq!(day("trước ngày 25 hàng tháng"), Ok(Some(24)));
        assert_eq!(day("ngày 5 hàng tháng"), Ok(Some(5)));
        assert_eq!(day("hàng quý, chậm nhất ngày 20 tháng cuối quý"), Ok(Some(20)));
        assert_eq!((day("hàng quý"), day("ngày 25/3")), (Ok(None), Ok(None)));
        assert!(read("trước ngày 40 hàng tháng", 2024).is_err());
        assert_eq!(read("31/2", 2024), Err(WordingError::Day(DayError::NoSuchDay)));
        assert_eq!(read("trước 30/2/2024", 2024), Err(WordingError::Day(DayError::NoSuchDay)));
        assert_eq!(read("theo kế hoạch của huyện, trước 30/6", 2024), Err(WordingError::DayBeside));
        assert_eq!(read("Khi có hướng dẫn của Sở", 2024).map(|w| w.wording), Ok("Khi có hướng dẫn của Sở".into()));
    }
}
