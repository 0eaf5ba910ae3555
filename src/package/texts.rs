//! The words of an office document, part by part, to compare what a package's document says with what its
//! tables lead to. Looks may differ; hidden parts may not.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

/// Largest sum of all parts unpacked, bytes, inclusive.
const MAX_UNPACKED: u64 = 16 << 20;
/// Most parts, inclusive.
const MAX_PARTS: usize = 40;

/// Every text by part, in order; none for what is no zip of XML, or one that unpacks to more than any of ours.
fn texts(bytes: &[u8]) -> Option<BTreeMap<String, Vec<String>>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if zip.len() > MAX_PARTS {
        return None;
    }
    let mut room = MAX_UNPACKED;
    let mut out = BTreeMap::new();
    for index in 0..zip.len() {
        let part = zip.by_index(index).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut content = String::new();
        part.take(room + 1).read_to_string(&mut content).ok()?;
        room = room.checked_sub(content.len() as u64)?;
        out.insert(name, of_xml(&content)?);
    }
    Some(out)
}

fn of_xml(content: &str) -> Option<Vec<String>> {
    let mut reader = Reader::from_str(content);
    let mut out = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Text(text) => out.push(text.xml10_content().into_owned()),
            Event::GeneralRef(name) => out.push(format!("&{};", name.xml10_content())),
            Event::CData(text) => out.push(text.xml10_content().into_owned()),
            // Nothing of ours brings its own definitions.
            Event::DocType(_) => return None,
            Event::Eof => return Some(out),
            _ => {}
        }
    }
}

/// True when both are documents of the same parts with the same words in the same order.
pub(super) fn same(given: &[u8], expected: &[u8]) -> bool {
    let expected = texts(expected);
    expected.is_some() && texts(given) == expected
}
