//! Reads the parts back: a strict little XML reader, so that a part that is not well formed fails.

use std::io::{Cursor, Read as _};

use super::super::{Document, write};

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// With its prefix: "w:p".
    pub name: String,
    /// Names and values, unescaped.
    pub attributes: Vec<(String, String)>,
    /// Elements directly inside.
    pub children: Vec<Node>,
    /// Text directly inside.
    own: String,
}

impl Node {
    /// All elements of a name inside, in their order; not itself.
    pub fn all(&self, name: &str) -> Vec<&Node> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            found.extend(child.all(name));
        }
        found
    }

    /// Whether an element of that name is inside.
    pub fn has(&self, name: &str) -> bool {
        !self.all(name).is_empty()
    }

    /// The value of `w:val` or another attribute of the first element of a name inside.
    pub fn value(&self, name: &str, attribute: &str) -> Option<&str> {
        self.all(name).first()?.attribute(attribute)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// What a reader sees of the text inside.
    pub fn text(&self) -> String {
        let own = match self.name.as_str() {
            "w:tab" => "\t",
            "w:br" => "\n",
            _ => self.own.as_str(),
        };
        own.to_owned() + &self.children.iter().map(Node::text).collect::<String>()
    }
}

/// The parts of a document as written, in their order.
pub(super) fn parts(document: &Document) -> Vec<(String, Node)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(write(document).unwrap())).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut member = zip.by_index(index).unwrap();
            let mut xml = String::new();
            member.read_to_string(&mut xml).unwrap();
            (member.name().unwrap().into_owned(), parse(&xml))
        })
        .collect()
}

/// One part.
pub(super) fn part(document: &Document, name: &str) -> Node {
    parts(document).into_iter().find(|(n, _)| n == name).unwrap().1
}

/// The children of `w:body`.
pub(super) fn body(document: &Document) -> Vec<Node> {
    part(document, "word/document.xml").children.remove(0).children
}

/// The root of a part.
fn parse(xml: &str) -> Node {
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n").unwrap();
    let mut open = vec![Node::default()];
    while let Some(start) = rest.find('<') {
        open.last_mut().unwrap().own += &unescape(&rest[..start]);
        let end = start + rest[start..].find('>').unwrap();
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let node = open.pop().unwrap();
            assert_eq!(node.name, name);
            open.last_mut().unwrap().children.push(node);
            continue;
        }
        let (inner, alone) = tag.strip_suffix('/').map_or((tag, false), |inner| (inner, true));
        let (name, attributes) = inner.split_once(' ').unwrap_or((inner, ""));
        let node = Node { name: name.to_owned(), attributes: pairs(attributes), ..Node::default() };
        if alone { open.last_mut().unwrap().children.push(node) } else { open.push(node) }
    }
    assert_eq!((rest, open.len(), open[0].children.len()), ("", 1, 1), "one root, all closed");
    open.remove(0).children.remove(0)
}

/// Attributes, each once.
fn pairs(mut rest: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    while let Some((name, after)) = rest.trim_start().split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap();
        assert!(!value.contains('<') && out.iter().all(|(n, _)| n != name));
        out.push((name.to_owned(), unescape(value)));
        rest = after;
    }
    assert_eq!(rest, "");
    out
}

/// What escaped text stands for; it must have nothing bare that XML forbids.
fn unescape(text: &str) -> String {
    let bare = ["&amp;", "&lt;", "&gt;", "&quot;"].iter().fold(text.to_owned(), |t, e| t.replace(e, ""));
    let forbidden = |c: char| c < ' ' && c != '\t' && c != '\n' || c == '\u{fffe}' || c == '\u{ffff}';
    assert!(!bare.contains(['&', '<', '>']) && !text.contains(forbidden), "{text:?}");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
