//! Words about indicators: rates, gaps both ways, formulas and other ways to work them out.

use super::{answers, document, words};
use crate::domain::indicator::{self, Indicator, Other};
use crate::domain::pack::{IndicatorRow, Mark, Source, Target};
use crate::domain::period::Period;

/// Column heads of the list: name, the period, since January, target, verdict.
pub const HEAD: [&str; 5] = ["Chỉ tiêu", "Kỳ này", "Từ đầu năm", "Ngưỡng", "Còn thiếu, còn dư"];
/// Column heads of the months: month, rate, then the axis.
pub const MONTHS: [&str; 2] = ["Tháng", "Tỷ lệ"];
/// No month has a rate.
pub const NO_MONTH: &str = "Chưa tháng nào tính được tỷ lệ này.";

/// A rate, or a dash for an empty denominator.
pub fn rate(target: Target, ratio: Option<(u64, u64)>) -> String {
    ratio.and_then(|(n, d)| indicator::percent(target, n, d)).unwrap_or_else(|| "—".to_owned())
}

/// The ratio of an indicator, where both parts are known.
pub fn ratio(i: &Indicator) -> Option<(u64, u64)> {
    i.numerator.zip(i.denominator)
}

fn level(target: Target) -> String {
    if target.denominator == 100 {
        return format!("{} %", target.numerator);
    }
    format!("{}/{}", target.numerator, target.denominator)
}

/// Met or not and by how much, both ways, in one sentence without a full stop.
pub fn gap(row: &IndicatorRow, i: &Indicator) -> String {
    match (i.shortfall, i.spare) {
        (Some(0), Some(0)) => "vừa đủ đạt, không còn dư".to_owned(),
        (Some(0), Some(n)) if !row.spare.is_empty() => {
            let text = row.spare.replace("{n}", &words::number(n)).replace("{target}", &level(row.target));
            format!("đạt, {text}")
        }
        (Some(0), Some(n)) => format!("đạt, dư {} {}", words::number(n), row.counts),
        (Some(k), _) => format!("còn thiếu {} {} để đạt {}", words::number(k), row.counts, level(row.target)),
        _ => "chưa tính được".to_owned(),
    }
}

/// The same in a narrow column.
pub fn short_gap(row: &IndicatorRow, i: &Indicator) -> String {
    match (i.shortfall, i.spare) {
        (Some(0), Some(0)) => "vừa đủ đạt".to_owned(),
        (Some(0), Some(n)) => format!("đạt, dư {}", words::number(n)),
        _ => answers::gap(i.shortfall, &row.counts),
    }
}

/// An indicator over a span: counts, rate, target, gap.
pub fn over(span: &str, row: &IndicatorRow, i: &Indicator) -> String {
    let counts = ratio(i).map(|(n, d)| format!("{}/{} = ", words::number(n), words::number(d))).unwrap_or_default();
    let (rate, target) = (rate(i.target, ratio(i)), document::short_target(i.target));
    format!("{span}: {counts}{rate} ({target}) – {}.", gap(row, i))
}

/// How it is worked out, and on what basis.
pub fn formula(row: &IndicatorRow) -> String {
    format!("Công thức: {}{}. {}", row.formula, assumed(&row.formula_source), why(&row.formula_source))
}

/// Another way to work it out, with what it gives.
pub fn other(other: &Other, target: Target, source: Option<&Source>) -> String {
    let ratio = other.numerator.zip(other.denominator);
    let counts = ratio.map(|(n, d)| format!(" = {}/{}", words::number(n), words::number(d))).unwrap_or_default();
    let verdict = match other.met {
        Some(true) => ", đạt",
        Some(false) => ", không đạt",
        None => "",
    };
    let source = source.map(assumed).unwrap_or_default();
    format!("{}: {}{counts} = {}{verdict}{source}.", other.name, other.formula, rate(target, ratio))
}

/// Where the target stands.
pub fn source(row: &IndicatorRow) -> String {
    format!("Ngưỡng: {}{}.", row.source.text, assumed(&row.source))
}

fn assumed(source: &Source) -> String {
    if source.mark == Mark::Assumed { " (chưa xác minh)".to_owned() } else { String::new() }
}

fn why(source: &Source) -> String {
    if source.why.is_empty() { String::new() } else { format!("{}.", source.why.trim_end_matches('.')) }
}

/// Head of what was gathered since January.
pub fn to_date(period: Period) -> String {
    format!("Từ đầu năm đến hết {}", words::period(Period::month(period.year, period.month_span().1)))
}
