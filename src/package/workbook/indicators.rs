//! The sheet of indicators against their targets, with the chart below the table.

use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::chart::{self, Bar};
use super::looks::Looks;
use super::page::{self, LIST_ROW, List, last_column};
use crate::domain::cell::Cell;
use crate::domain::indicator::{self, Indicator};
use crate::domain::pack::{Mark, Pack, Target};
use crate::package::{Content, Head};
use crate::strings::{document, workbook};

/// Shown rates are whole numbers of these parts: percent with two decimals.
const PARTS: u32 = 10_000;
/// Column of the rates.
pub(super) const RATE: u16 = 4;

/// Writes the sheet. Table and chart are one page: manual page breaks do not count where a sheet is made
/// to fit, so nothing else keeps the chart whole.
pub(super) fn write(
    sheet: &mut Worksheet,
    pack: &Pack,
    content: &Content,
    head: &Head,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let widths = &[5.0, 40.0, 9.0, 9.0, 10.0, 15.0, 15.0, 11.0, 9.0, 41.0, 32.0];
    let list = List { name: workbook::SHEET_INDICATORS, head: &workbook::INDICATOR_HEAD, widths };
    page::list(sheet, &list, head, looks, 1)?;
    let count = |n: Option<u64>| n.map_or(Cell::Missing, Cell::Count);
    let (mut at, mut bars) = (LIST_ROW, Vec::new());
    for (row, found) in pack.lists.indicator.iter().zip(&content.indicators) {
        sheet.write_number_with_format(at, 0, f64::from(at - LIST_ROW + 1), &looks.number)?;
        page::number(sheet, at, 2, count(found.numerator), &looks.number)?;
        page::number(sheet, at, 3, count(found.denominator), &looks.number)?;
        page::number(sheet, at, 8, count(found.shortfall), &looks.number)?;
        let district = row.district_target.map(document::target).unwrap_or_default();
        let texts = [
            (1, row.name.as_str()),
            (5, &document::target(row.target)),
            (6, &district),
            (7, found.met.map_or("—", |met| if met { workbook::MET } else { workbook::MISSED })),
            (9, &found.formula),
            (10, if found.mark == Mark::Assumed { workbook::ASSUMED } else { "" }),
        ];
        page::texts(sheet, at, &list, &texts, looks)?;
        let rate = rate(sheet, at, row.target, found, looks)?;
        // Growth over an earlier year has no whole that a hundred percent could be of.
        if row.target.denominator == 100 && row.base_year.is_none() {
            bars.push(Bar { name: &row.name, row: at, rate, target: row.target });
        }
        at += 1;
    }
    sheet.write_string_with_format(at, 0, workbook::AS_HANDED_OVER, &looks.plain)?;
    let width = widths.iter().map(|width| width * 7.0 + 5.0).sum();
    let end = chart::write(sheet, &bars, at + 2, width, looks)?.unwrap_or(at);
    sheet.set_print_area(0, 0, end, last_column(list.head.len()))?;
    Ok(())
}

/// The rate as a formula with its result; a dash where there is none. Rounded by us so that a missed
/// target never reads as met: the formula is the one of the three roundings that gives just this.
fn rate(
    sheet: &mut Worksheet,
    at: u32,
    target: Target,
    found: &Indicator,
    looks: &Looks,
) -> Result<Option<f64>, XlsxError> {
    let ratio = found.numerator.zip(found.denominator);
    let shown = ratio.and_then(|(n, d)| Some((n, d, indicator::rate(target, n, d, PARTS)?)));
    let Some((n, d, parts)) = shown else {
        sheet.write_string_with_format(at, RATE, "—", &looks.rate)?;
        return Ok(None);
    };
    let (wide, below) = (u128::from(n) * u128::from(PARTS), u128::from(d));
    let rounding = if parts == (2 * wide + below) / (2 * below) {
        "ROUND"
    } else if parts == wide / below {
        "ROUNDDOWN"
    } else {
        "ROUNDUP"
    };
    // Parts of counts of ten million, far below 2^53.
    #[allow(clippy::cast_precision_loss)]
    let value = parts as f64 / f64::from(PARTS);
    let formula = format!("={rounding}({}/{},4)", page::name(at, 2), page::name(at, 3));
    sheet.write_formula_with_format(at, RATE, Formula::new(formula).set_result(value.to_string()), &looks.rate)?;
    Ok(Some(value))
}
