//! The words of a document or workbook, part by part, to compare what a package's office files say with what its
//! tables lead to. Looks may differ; words, their places, other parts, links and fields may not.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive;

/// Elements that say where words stand, and that they are words: the same in the same order.
const PLACES: [&str; 10] = ["tbl", "tr", "tc", "p", "r", "t", "gridSpan", "vMerge", "instrText", "sectPr"];
/// Attributes that a reader sees as words, or that make words or numbers of a cell look like others.
const SPEAKING: [&str; 8] = ["instr", "prompt", "promptTitle", "error", "errorTitle", "formatCode", "descr", "title"];

/// What a part says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Part {
    /// Texts, places and speaking attributes, in order.
    texts: Vec<String>,
    /// Names of its elements: what hides words, fetches something or runs is none of ours.
    elements: BTreeSet<String>,
    /// All of a part that says what links to where.
    links: Option<Vec<u8>>,
}

/// Every part by name; none for what is no zip of XML, or one that unpacks to more than any of ours.
fn read(bytes: &[u8]) -> Option<BTreeMap<String, Part>> {
    let parts = archive::parts(bytes).ok()?.into_iter();
    parts.map(|(name, content)| of_xml(&content, archive::is_links(&name)).map(|part| (name, part))).collect()
}

fn of_xml(content: &[u8], links: bool) -> Option<Part> {
    let mut reader = Reader::from_str(std::str::from_utf8(content).ok()?);
    let mut out = Part { links: links.then(|| content.to_vec()), ..Part::default() };
    loop {
        match reader.read_event().ok()? {
            Event::Text(text) => out.texts.push(text.xml10_content().into_owned()),
            Event::GeneralRef(name) => out.texts.push(format!("&{};", name.xml10_content())),
            Event::CData(text) => out.texts.push(text.xml10_content().into_owned()),
            Event::Start(element) => note(&mut out, &element),
            Event::Empty(element) => {
                note(&mut out, &element);
                end(&mut out, element.local_name().as_ref());
            }
            Event::End(element) => end(&mut out, element.local_name().as_ref()),
            // Nothing of ours brings its own definitions or asks a program to do something.
            Event::DocType(_) | Event::PI(_) => return None,
            Event::Eof => return Some(out),
            _ => {}
        }
    }
}

fn note(part: &mut Part, element: &BytesStart<'_>) {
    part.elements.insert(element.name().as_ref().to_owned());
    let (name, place) = (element.local_name(), is_place(element.local_name().as_ref()));
    part.texts.extend(place.then(|| format!("<{}>", name.as_ref())));
    // How wide a place is.
    let speaks = |key: &str| SPEAKING.contains(&key) || (place && key == "val");
    let said = element.attributes().flatten().filter(|a| speaks(a.key.local_name().as_ref()));
    part.texts.extend(said.map(|a| a.value.into_owned()));
}

fn end(part: &mut Part, name: &str) {
    part.texts.extend(is_place(name).then(|| format!("</{name}>")));
}

fn is_place(name: &str) -> bool {
    PLACES.contains(&name)
}

/// True when both have the same parts with the same words in the same places and order.
pub(super) fn same(given: &[u8], expected: &[u8]) -> bool {
    let (Some(given), Some(expected)) = (read(given), read(expected)) else { return false };
    let alike = |(a, b): (&Part, &Part)| a.texts == b.texts && a.links == b.links && a.elements.is_subset(&b.elements);
    given.keys().eq(expected.keys()) && given.values().zip(expected.values()).all(alike)
}
