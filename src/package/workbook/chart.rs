//! The chart of rates against the commune's targets, and the cells it is drawn from.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker,
    ChartMarkerType, ChartSolidFill, ChartType, Formula, Worksheet, XlsxError,
};

use super::indicators::RATE;
use super::looks::{FONT, Looks};
use super::page::{self, LIST_ROW, ROW_PIXELS};
use crate::domain::pack::Target;
use crate::strings::workbook;

/// Columns of the chart's cells, right of everything that is printed: name, rate, target. They are shown,
/// because charts leave hidden cells out, and because reading such a file in refuses hidden figures.
const CELLS: [u16; 3] = [12, 13, 14];
/// Height of the chart in rows.
const ROWS: u16 = 14;
/// Distance of the chart from both edges, in pixels, so that no program cuts it off.
const EDGE: u32 = 16;

/// One indicator in the chart.
pub(super) struct Bar<'a> {
    pub name: &'a str,
    /// Its row in the table.
    pub row: u32,
    /// None where the ratio does not exist.
    pub rate: Option<f64>,
    pub target: Target,
}

/// Draws the chart from row `top` on, over a width in pixels; answers with its last row. Without bars there
/// is none.
pub(super) fn write(
    sheet: &mut Worksheet,
    bars: &[Bar<'_>],
    top: u32,
    width: f64,
    looks: &Looks,
) -> Result<Option<u32>, XlsxError> {
    if bars.is_empty() {
        return Ok(None);
    }
    let last = cells(sheet, bars, looks)?;
    let name = sheet.name();
    let range = |column: u16| (name.as_str(), LIST_ROW, column, last, column);
    let [names, rates, targets] = CELLS.map(range);
    let mut chart = columns(names, rates);
    chart.combine(&marks(names, targets));
    chart.title().set_name(workbook::CHART_TITLE).set_font(font(13).set_bold());
    chart.x_axis().set_font(&font(9));
    chart.y_axis().set_font(&font(9)).set_num_format("0%").set_min(0.0);
    if bars.iter().filter_map(|bar| bar.rate).all(|rate| rate <= 1.0) {
        chart.y_axis().set_max(1.0);
    }
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(10));
    chart.set_alt_text(workbook::CHART_TITLE);
    // Widths of columns are a few thousand pixels.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    chart.set_width(width as u32 - 2 * EDGE).set_height(u32::from(ROWS - 1) * ROW_PIXELS);
    sheet.insert_chart_with_offset(top, 0, &chart, EDGE, 0)?;
    Ok(Some(top + u32::from(ROWS)))
}

/// Cells of a sheet in a column: sheet, first row, column, last row, column.
type Cells<'a> = (&'a str, u32, u16, u32, u16);

/// The rates.
fn columns(names: Cells<'_>, rates: Cells<'_>) -> Chart {
    let mut label = ChartDataLabel::new();
    // At the foot: at the top the mark of the target would often cover it.
    label.show_value().set_position(ChartDataLabelPosition::InsideBase).set_font(&font(9));
    // Two decimals as in the table: fewer would round a missed target up to a met one.
    label.set_num_format("0.00%");
    let mut chart = Chart::new(ChartType::Column);
    let series = chart.add_series().set_categories(names).set_values(rates).set_name(workbook::CHART_RATE);
    series.set_data_label(&label).set_gap(60);
    series.set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color("B4C7E7")));
    chart
}

/// The targets: a mark at each rate, no line from one to the next, because indicators do not follow one
/// another.
fn marks(names: Cells<'_>, targets: Cells<'_>) -> Chart {
    let mut fill = ChartFormat::new();
    fill.set_solid_fill(ChartSolidFill::new().set_color("C00000")).set_line(ChartLine::new().set_color("C00000"));
    let mut marker = ChartMarker::new();
    marker.set_type(ChartMarkerType::LongDash).set_size(14).set_format(&mut fill);
    let mut chart = Chart::new(ChartType::Line);
    let series = chart.add_series().set_categories(names).set_values(targets).set_name(workbook::CHART_TARGET);
    series.set_format(ChartFormat::new().set_no_line()).set_marker(&marker);
    chart
}

/// The cells the chart is drawn from; answers with the last row.
fn cells(sheet: &mut Worksheet, bars: &[Bar<'_>], looks: &Looks) -> Result<u32, XlsxError> {
    let [name, rate, target] = CELLS;
    for (column, head, width) in [
        (name, workbook::CHART_CELLS, 42.0),
        (rate, workbook::CHART_RATE, 16.0),
        (target, workbook::CHART_TARGET, 16.0),
    ] {
        sheet.write_string_with_format(LIST_ROW - 1, column, head, &looks.head)?;
        sheet.set_column_width(column, width)?;
    }
    let mut at = LIST_ROW;
    for bar in bars {
        sheet.write_string_with_format(at, name, bar.name, &looks.text)?;
        match bar.rate {
            Some(value) => {
                let formula = Formula::new(format!("={}", page::name(bar.row, RATE))).set_result(value.to_string());
                sheet.write_formula_with_format(at, rate, formula, &looks.rate)?
            }
            // A text would be drawn as 0.
            None => sheet.write_blank(at, rate, &looks.rate)?,
        };
        // Whole percents, far below 2^53.
        #[allow(clippy::cast_precision_loss)]
        let share = bar.target.numerator as f64 / bar.target.denominator as f64;
        sheet.write_number_with_format(at, target, share, &looks.target)?;
        at += 1;
    }
    Ok(at - 1)
}

fn font(size: u8) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(size);
    font
}
