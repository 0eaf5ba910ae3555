//! Indicators as exact ratios against targets: comparison by cross-multiplication, never by a
//! rounded rate. Formulas and targets are pack data.

use serde::Serialize;

use super::book::Book;
use super::cell::{self, Cell};
use super::figures::{self, Figures};
use super::pack::{IndicatorRow, Mark, Op, OtherBasis, Pack, Target};
use super::period::{Part, Period};

/// An indicator worked out for a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Indicator {
    /// Code.
    pub code: String,
    /// Above the line; none where a part is missing.
    pub numerator: Option<u64>,
    /// Below the line; none where a part is missing.
    pub denominator: Option<u64>,
    /// Commune target.
    pub target: Target,
    /// Target reached; none where the ratio does not exist.
    pub met: Option<bool>,
    /// How many more above the line, at the present denominator, reach the target (0 when met).
    pub shortfall: Option<u64>,
    /// How many fewer above the line, at the present denominator, still reach it (0 when not met).
    pub spare: Option<u64>,
    /// Verified only when both target and formula are.
    pub mark: Mark,
    /// Formula in words.
    pub formula: String,
    /// The same rate worked out in other ways, in the pack's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<Other>,
}

/// A rate worked out in another way, judged against the same target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Other {
    /// Whose way it is.
    pub name: String,
    /// Above the line.
    pub numerator: Option<u64>,
    /// Below the line.
    pub denominator: Option<u64>,
    /// Target reached; none where the ratio does not exist.
    pub met: Option<bool>,
    /// Formula in words.
    pub formula: String,
}

/// All indicators of the pack for a period's figures.
pub fn evaluate(pack: &Pack, book: &Book, figures: &Figures) -> Vec<Indicator> {
    pack.lists.indicator.iter().map(|row| one(book, figures, row)).collect()
}

/// An indicator in the months from January to December of a year: each in which the ratio exists.
pub fn by_month(pack: &Pack, book: &Book, row: &IndicatorRow, year: i32) -> Vec<(Period, (u64, u64))> {
    let month = |number| {
        let month = Period::month(year, number);
        let figures = figures::compute(pack, book, month)?;
        let known = one(book, &figures, row);
        let ratio = known.numerator.zip(known.denominator).filter(|(_, d)| *d > 0)?;
        Some((month, ratio))
    };
    (1..=12).filter_map(month).collect()
}

fn overall(figures: &Figures, codes: &[String]) -> Option<u64> {
    cell::sum(codes.iter().map(|c| figures.overall(c))).number()
}

fn one(book: &Book, figures: &Figures, row: &IndicatorRow) -> Indicator {
    let numerator = overall(figures, &row.numerator);
    let denominator = match row.base_year {
        Some(year) => {
            let base = |column: &String| base_over(book, column, figures.period, &figures.months, year);
            cell::sum(row.numerator.iter().map(base)).number()
        }
        None => overall(figures, &row.denominator),
    };
    let ratio = numerator.zip(denominator).filter(|(_, d)| *d > 0);
    let judged = ratio.map(|(n, d)| shortfall(row.target, n, d));
    let assumed = row.source.mark == Mark::Assumed || row.formula_source.mark == Mark::Assumed;
    Indicator {
        code: row.code.clone(),
        numerator,
        denominator,
        target: row.target,
        met: judged.map(|gap| gap == 0),
        shortfall: judged,
        spare: ratio.map(|(n, d)| spare(row.target, n, d)),
        mark: if assumed { Mark::Assumed } else { Mark::Verified },
        formula: row.formula.clone(),
        other: row.other.iter().map(|other| in_another_way(figures, row.target, other)).collect(),
    }
}

fn in_another_way(figures: &Figures, target: Target, other: &OtherBasis) -> Other {
    let (numerator, denominator) = (overall(figures, &other.numerator), overall(figures, &other.denominator));
    let ratio = numerator.zip(denominator).filter(|(_, d)| *d > 0);
    Other {
        name: other.name.clone(),
        numerator,
        denominator,
        met: ratio.map(|(n, d)| shortfall(target, n, d) == 0),
        formula: other.formula.clone(),
    }
}

/// Name of the setting that holds a base count: `base.e_certified_copies.2023-Q1`.
pub fn base_setting(column: &str, period: Period) -> String {
    format!("base.{column}.{period}")
}

/// A column's count in an earlier year over the same span: entered for the span itself, or as the
/// sum of its quarters or months.
pub fn base_count(book: &Book, column: &str, period: Period, year: i32) -> Cell {
    base_over(book, column, period, &period.months(), year)
}

/// The same over any months of a year; what was entered for a span counts where they are just its own.
fn base_over(book: &Book, column: &str, period: Period, months: &[Period], year: i32) -> Cell {
    let entered = |part: Part| -> Cell {
        let text = book.setting(&base_setting(column, Period { year, part })).and_then(|t| t.parse().ok());
        text.map_or(Cell::Missing, Cell::Count)
    };
    let named = [period.part, Part::Year, Part::NineMonths, Part::Half].into_iter();
    let spans = named.filter(|part| Period { year: period.year, part: *part }.months() == months);
    if let Some(whole) = spans.map(entered).find(|cell| cell.is_known()) {
        return whole;
    }
    let mut parts = Vec::new();
    let mut left: Vec<Part> = months.iter().map(|m| m.part).collect();
    for quarter in (1..=4).map(Part::Quarter) {
        let inside: Vec<Part> = Period { year, part: quarter }.months().iter().map(|m| m.part).collect();
        if entered(quarter).is_known() && inside.iter().all(|m| left.contains(m)) {
            left.retain(|m| !inside.contains(m));
            parts.push(entered(quarter));
        }
    }
    parts.extend(left.into_iter().map(entered));
    cell::sum(parts)
}

/// Smallest k ≥ 0 with (n + k) / d {op} target, at denominator `d` > 0. An `AtMost` or `Equal`
/// target that is overshot cannot be reached by adding: its gap is the excess.
pub fn shortfall(target: Target, n: u64, d: u64) -> u64 {
    let (n, d) = (u128::from(n), u128::from(d));
    let (tn, td) = (u128::from(target.numerator), u128::from(target.denominator));
    let at_least = (tn * d).div_ceil(td);
    let at_most = tn * d / td;
    let gap = match target.op {
        Op::AtLeast => at_least.saturating_sub(n),
        Op::MoreThan => (at_most + 1).saturating_sub(n),
        Op::AtMost => n.saturating_sub(at_most),
        Op::Equal => at_least.abs_diff(n),
    };
    u64::try_from(gap).unwrap_or(u64::MAX)
}

/// Largest k ≥ 0 with (n − k) / d {op} target, at denominator `d` > 0; for an `AtMost` target how many
/// more it takes. 0 where the target is not met, or is met by one value only.
pub fn spare(target: Target, n: u64, d: u64) -> u64 {
    if shortfall(target, n, d) > 0 {
        return 0;
    }
    let (n, d) = (u128::from(n), u128::from(d));
    let (tn, td) = (u128::from(target.numerator), u128::from(target.denominator));
    let room = match target.op {
        Op::AtLeast => n - (tn * d).div_ceil(td),
        Op::MoreThan => n - (tn * d / td + 1),
        Op::AtMost => tn * d / td - n,
        Op::Equal => 0,
    };
    u64::try_from(room).unwrap_or(u64::MAX)
}

/// The rate n/d times `scale` as a whole number, rounded half up, but never across the target or
/// across 1: a missed 96,999 % does not read as 97 %, nor 99,996 % as 100 %. `None` for an empty
/// denominator.
pub fn rate(target: Target, n: u64, d: u64, scale: u32) -> Option<u128> {
    if d == 0 {
        return None;
    }
    let (wide, below) = (u128::from(n) * u128::from(scale), u128::from(d));
    let floor = wide / below;
    let rounded = (2 * wide + below) / (2 * below);
    // Same side of a ratio: compared by cross-multiplication, before and after rounding.
    let same_side = |shown: u128, tn: u64, td: u64| {
        let exact = (u128::from(n) * u128::from(td)).cmp(&(u128::from(tn) * below));
        let seen = (shown * u128::from(td)).cmp(&(u128::from(tn) * u128::from(scale)));
        exact == seen
    };
    let fits = |shown: &u128| same_side(*shown, target.numerator, target.denominator) && same_side(*shown, 1, 1);
    // A rate nearer to the target than one step has no exact neighbour on its side: cut it.
    Some([rounded, floor, floor + 1].into_iter().find(fits).unwrap_or(floor))
}

/// The rate in percent with two decimals; see [`rate`].
pub fn percent(target: Target, n: u64, d: u64) -> Option<String> {
    rate(target, n, d, 10_000).map(|hundredths| format!("{},{:02} %", hundredths / 100, hundredths % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(op: Op, numerator: u64) -> Target {
        Target { op, numerator, denominator: 100 }
    }

    #[test]
    fn shortfalls_by_hand() {
        // 97 % of 100 is 97: tie is met, one off is short by one.
        assert_eq!(shortfall(target(Op::AtLeast, 97), 97, 100), 0);
        assert_eq!(shortfall(target(Op::AtLeast, 97), 96, 100), 1);
        // 30 % of 77 is 23.1, so 24 are needed.
        assert_eq!(shortfall(target(Op::AtLeast, 30), 17, 77), 7);
        assert_eq!(shortfall(target(Op::AtLeast, 30), 24, 77), 0);
        // more than the base: a tie is short by one.
        assert_eq!(shortfall(target(Op::MoreThan, 100), 50, 50), 1);
        assert_eq!(shortfall(target(Op::MoreThan, 100), 51, 50), 0);
        assert_eq!(shortfall(target(Op::AtMost, 3), 5, 100), 2);
        assert_eq!(shortfall(target(Op::AtLeast, 97), 0, u64::MAX), 17_893_341_751_498_265_067);
    }

    #[test]
    fn what_may_still_go_wrong_by_hand() {
        // 97 % of 100 is 97: exactly met leaves nothing, one more leaves one.
        assert_eq!(spare(target(Op::AtLeast, 97), 97, 100), 0);
        assert_eq!(spare(target(Op::AtLeast, 97), 98, 100), 1);
        assert_eq!(spare(target(Op::AtLeast, 97), 96, 100), 0);
        // 97 % of 174 is 168,78: 169 are needed.
        assert_eq!(spare(target(Op::AtLeast, 97), 170, 174), 1);
        assert_eq!(spare(target(Op::MoreThan, 100), 51, 50), 0);
        assert_eq!(spare(target(Op::MoreThan, 100), 53, 50), 2);
        assert_eq!(spare(target(Op::AtMost, 3), 1, 100), 2);
        assert_eq!(spare(target(Op::Equal, 50), 50, 100), 0);
        assert_eq!(spare(target(Op::AtLeast, 0), u64::MAX, u64::MAX), u64::MAX);
    }

    #[test]
    fn rates_are_rounded_but_never_across_a_target() {
        let shown = |n, d| percent(target(Op::AtLeast, 97), n, d);
        assert_eq!(shown(32, 33).as_deref(), Some("96,97 %"));
        assert_eq!(shown(96_999, 100_000).as_deref(), Some("96,99 %"));
        assert_eq!(shown(97_001, 100_000).as_deref(), Some("97,01 %"));
        assert_eq!(shown(97, 100).as_deref(), Some("97,00 %"));
        assert_eq!(shown(9_999_999, 10_000_000).as_deref(), Some("99,99 %"));
        assert_eq!(shown(1, 1).as_deref(), Some("100,00 %"));
        assert_eq!(shown(10_000_001, 10_000_000).as_deref(), Some("100,01 %"));
        assert_eq!(shown(1, 0), None);
    }
}
