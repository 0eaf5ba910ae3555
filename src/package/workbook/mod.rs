//! The workbook: the form as the district knows it, counters, indicators against targets with their
//! chart, tasks and checks. Sums are formulas with their results stored, so that every program shows the
//! same number.
//!
//! Owns what stands in which sheet. Every number follows from the content and the head alone, because a
//! package from outside is verified by writing its workbook again; of such a package the tasks and checks
//! are known as the rows of its tables only, and no more than these is used here.

mod chart;
mod form;
mod indicators;
mod lists;
mod looks;
mod page;

use chrono::Datelike as _;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use super::{Content, Head, PackageError};
use crate::domain::pack::Pack;
use looks::Looks;

/// The workbook's bytes.
pub(super) fn write(pack: &Pack, content: &Content, head: &Head) -> Result<Vec<u8>, PackageError> {
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    // What has no look of its own, printed headers and footers too, has the font of the rest.
    workbook.set_default_format(&looks.plain, page::ROW_PIXELS, page::COLUMN_PIXELS)?;
    let made = chrono::DateTime::parse_from_rfc3339(&head.created).map_or(head.period.to, |d| d.date_naive());
    let title = head.title();
    workbook.set_properties(
        &DocProperties::new().set_title(&title).set_author(&head.officer).set_creation_datetime(&day(made)?),
    );
    if let Some(form) = pack.field_form() {
        form::write(workbook.add_worksheet(), pack, form, content, head, &looks)?;
    }
    lists::counters(workbook.add_worksheet(), pack, content, head, &looks)?;
    indicators::write(workbook.add_worksheet(), pack, content, head, &looks)?;
    lists::tasks(workbook.add_worksheet(), content, head, &looks)?;
    lists::checks(workbook.add_worksheet(), pack, content, head, &looks)?;
    Ok(workbook.save_to_buffer()?)
}

/// A day as spreadsheets count them, from 1900 on.
fn day(date: chrono::NaiveDate) -> Result<ExcelDateTime, rust_xlsxwriter::XlsxError> {
    let small = |n: u32| u8::try_from(n).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(2000), small(date.month()), small(date.day()))
}
