//! A package or office file in its members, and put together again.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use daumoi::domain::submission::Fault;
use daumoi::intake::embedded;
use daumoi::package::{self, Verified};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

pub fn check(bytes: &[u8]) -> Result<Verified, Vec<Fault>> {
    package::verify(bytes, &|id| embedded::load(id).and_then(Result::ok))
}

pub fn members(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = BTreeMap::new();
    for i in 0..zip.len() {
        let mut member = zip.by_index(i).unwrap();
        let mut content = Vec::new();
        member.read_to_end(&mut content).unwrap();
        out.insert(member.name().unwrap().to_string(), content);
    }
    out
}

pub fn zipped<'a>(members: impl IntoIterator<Item = (&'a str, &'a [u8])>, method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub fn pairs(members: &BTreeMap<String, Vec<u8>>) -> Vec<(&str, &[u8])> {
    members.iter().map(|(n, c)| (n.as_str(), c.as_slice())).collect()
}
