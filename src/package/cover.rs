//! The cover text `DOC-TRUOC.txt`: what this is and how to check it, for any text editor.

use super::{Content, Head, file_name};
use crate::domain::figures::CarryDifference;
use crate::domain::pack::{Column, Gather, Pack};
use crate::strings::document::{self, Cover};

/// UTF-8 with BOM and CRLF, for Notepad.
pub(super) fn write(pack: &Pack, content: &Content, head: &Head) -> String {
    let form = pack.field_form();
    let derived = form.into_iter().flat_map(|f| f.column.iter().filter(|c| c.gather == Gather::Derived));
    let value = |c: &Column| document::cell(content.figures.totals.get(&c.code).copied().unwrap_or_default());
    let totals: Vec<String> = derived.map(|c| format!("{}: {}", c.name, value(c))).collect();
    let title = head.title();
    let one = |d: &CarryDifference| document::field_difference(pack.field_name(&d.field), d);
    let differences: Vec<String> = content.figures.differences.iter().map(one).collect();
    let cover = Cover {
        title: &title,
        practice: head.practice,
        unit_code: &head.unit.code,
        window: &document::window(head.period.from, head.period.to),
        created: &head.created,
        officer: &head.officer,
        signatory: head.signatory.as_deref(),
        recipient: &head.recipient,
        reason: head.reason.as_deref(),
        differences: &differences,
        totals: &totals.join("; "),
        form: form.map_or("", |f| f.number.as_str()),
        file: &file_name(head),
        signed: head.signed.is_some(),
    };
    let lines = document::cover(&cover).join("\r\n");
    format!("\u{feff}{lines}\r\n")
}
