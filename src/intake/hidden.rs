//! Which rows and columns of a workbook's sheet are hidden: the reader of sheets does not tell.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// 1-based rows and 0-based columns.
pub(super) type Hidden = (BTreeSet<u64>, BTreeSet<usize>);

/// Hidden rows and columns of the sheet of that name; none where that cannot be found out.
pub(super) fn of_sheet(bytes: &[u8], name: &str) -> Option<Hidden> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let path = path_of(&mut zip, name)?;
    Some(hidden(&part(&mut zip, &path)?))
}

/// The caller has measured what everything unpacks to.
fn part(zip: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Option<String> {
    let mut text = String::new();
    zip.by_name(path).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// Every start of an element in order; reading ends at the first mistake.
fn starts(xml: &str, mut see: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) | Event::Empty(e) => see(&e),
            Event::Eof => return,
            _ => {}
        }
    }
}

fn attribute(e: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = e.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// Path of the part that holds a sheet.
fn path_of(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut id = None;
    starts(&part(zip, "xl/workbook.xml")?, |e| {
        // Names may be escaped; sheets come in the order of the book, and the first match counts.
        if e.local_name().as_ref() == "sheet"
            && id.is_none()
            && attribute(e, "name").is_some_and(|n| unescaped(&n) == name)
        {
            id = attribute(e, "id");
        }
    });
    let (id, mut target) = (id?, None);
    starts(&part(zip, "xl/_rels/workbook.xml.rels")?, |e| {
        if attribute(e, "Id").as_deref() == Some(&id) {
            target = attribute(e, "Target");
        }
    });
    let target = target?;
    Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}

fn hidden(xml: &str) -> Hidden {
    let (mut rows, mut columns, mut row) = (BTreeSet::new(), BTreeSet::new(), 0);
    starts(xml, |e| {
        let number = |name: &str| attribute(e, name).and_then(|n| n.parse::<u64>().ok());
        let none = |name: &str| number(name) == Some(0);
        let is_hidden = |size: &str| matches!(attribute(e, "hidden").as_deref(), Some("1" | "true")) || none(size);
        match e.local_name().as_ref() {
            "row" => {
                row = number("r").unwrap_or(row + 1);
                if is_hidden("ht") {
                    rows.insert(row);
                }
            }
            "col" if is_hidden("width") => {
                let (first, last) = (number("min").unwrap_or(1), number("max").unwrap_or(1));
                // Wide ranges are how programs hide everything to the right.
                let span = first.max(1)..=last.min(super::layout::MAX_COLUMNS as u64);
                columns.extend(span.filter_map(|c| usize::try_from(c - 1).ok()));
            }
            _ => {}
        }
    });
    (rows, columns)
}
