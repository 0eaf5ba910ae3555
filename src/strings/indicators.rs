//! Words about indicators: rates, gaps both ways, formulas and other ways to work them out.

use super::{answers, document, words};
use crate::domain::indicator::{self, Indicator, Other};
use crate::domain::pack::{IndicatorRow, Mark, Op, Source, Target};
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
        (Some(k), _) if is_over(i) => format!("vượt {} {} so với {}", words::number(k), row.counts, level(row.target)),
        (Some(k), _) => {
            let reach = if row.target.op == Op::MoreThan { "vượt" } else { "đạt" };
            format!("còn thiếu {} {} để {reach} {}", words::number(k), row.counts, level(row.target))
        }
        _ => "chưa tính được".to_owned(),
    }
}

/// The target is missed for there is too much above the line.
fn is_over(i: &Indicator) -> bool {
    let above = |(n, d): (u64, u64)| {
        u128::from(n) * u128::from(i.target.denominator) > u128::from(i.target.numerator) * u128::from(d)
    };
    i.met == Some(false) && ratio(i).is_some_and(above)
}

/// The same in a narrow column.
pub fn short_gap(row: &IndicatorRow, i: &Indicator) -> String {
    match (i.shortfall, i.spare) {
        (Some(0), Some(0)) => "vừa đủ đạt".to_owned(),
        (Some(0), Some(n)) => format!("đạt, dư {}", words::number(n)),
        (Some(k), _) if is_over(i) => format!("vượt {} {}", words::number(k), row.counts),
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
    let district = row.district_target.map(|t| format!("; chỉ tiêu của huyện {}", document::short_target(t)));
    format!("Ngưỡng: {}{}{}.", row.source.text, assumed(&row.source), district.unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::pack::Op;

    #[test]
    fn a_target_that_is_overshot_is_not_called_short() {
        let pack = crate::intake::embedded::for_year(2024).unwrap().unwrap();
        let mut row = pack.lists.indicator[0].clone();
        let mut said = |op, n| {
            row.target = Target { op, numerator: 3, denominator: 100 };
            let i = Indicator {
                code: row.code.clone(),
                numerator: Some(n),
                denominator: Some(100),
                target: row.target,
                met: Some(indicator::shortfall(row.target, n, 100) == 0),
                shortfall: Some(indicator::shortfall(row.target, n, 100)),
                spare: Some(indicator::spare(row.target, n, 100)),
                mark: Mark::Verified,
                formula: String::new(),
                other: Vec::new(),
            };
            (gap(&row, &i), short_gap(&row, &i))
        };
        let (long, short) = said(Op::AtMost, 5);
        assert_eq!((long.as_str(), short.as_str()), ("vượt 2 hồ sơ đúng hạn so với 3 %", "vượt 2 hồ sơ đúng hạn"));
        assert!(said(Op::Equal, 4).0.starts_with("vượt 1"));
        assert!(said(Op::Equal, 1).0.starts_with("còn thiếu 2"));
        assert!(said(Op::AtLeast, 1).1.starts_with("còn thiếu 2"));
    }
}
