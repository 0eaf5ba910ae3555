//! The zip: written the same way every time, read as hostile.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::PackageError;
use crate::domain::submission::Fault;

/// Most members read, inclusive.
const MAX_MEMBERS: usize = 16;
/// Largest member unpacked, bytes, inclusive.
const MAX_MEMBER: u64 = 16 << 20;
/// Largest sum of all members unpacked, bytes, inclusive.
const MAX_TOTAL: u64 = 32 << 20;
/// Length of the record that ends a zip, without its comment.
const END_LENGTH: usize = 22;

/// Sorted names, one time stamp, one mode, one level: the same files give the same bytes. The
/// workbook is compressed already and only stored.
pub(super) fn write(mut files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, PackageError> {
    files.sort();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644)
        .compression_level(Some(6));
    for (name, bytes) in files {
        let stored = std::path::Path::new(&name).extension().is_some_and(|e| e == "xlsx");
        let method = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = if stored { options.compression_level(None) } else { options };
        zip.start_file(name, options.compression_method(method))?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Every member by name.
///
/// # Errors
/// [`Fault`] for anything but a plain flat zip with members of different names.
pub(super) fn read(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
    let listed = listed_names(bytes)?;
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::NotAZip)?;
    if zip.len() != listed.len() {
        return Err(Fault::NotAZip);
    }
    let (mut out, mut total) = (BTreeMap::new(), 0);
    for (index, name) in listed.into_iter().enumerate() {
        let unreadable = |_| Fault::Unreadable(name.clone());
        let member = zip.by_index(index).map_err(|_| Fault::Unreadable(name.clone()))?;
        let start = usize::try_from(member.header_start()).unwrap_or(usize::MAX);
        if local_name(bytes, start) != Some(name.as_bytes()) {
            return Err(Fault::BadName(name));
        }
        let mut content = Vec::new();
        member.take(MAX_MEMBER + 1).read_to_end(&mut content).map_err(unreadable)?;
        total += content.len() as u64;
        if content.len() as u64 > MAX_MEMBER || total > MAX_TOTAL {
            return Err(Fault::TooLarge);
        }
        out.insert(name, content);
    }
    Ok(out)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?)).ok()
}

/// Names in the central directory, read by hand: the zip crate keeps only the last of two equal
/// names, and another reader may keep the first.
fn listed_names(bytes: &[u8]) -> Result<Vec<String>, Fault> {
    let end = (0..=bytes.len().saturating_sub(END_LENGTH))
        .rev()
        .take(usize::from(u16::MAX) + 1)
        .find(|at| is_end(bytes, *at))
        .ok_or(Fault::NotAZip)?;
    let field = |at: usize| u16_at(bytes, end + at).ok_or(Fault::NotAZip);
    // Count here and in all; one disk only.
    let (here, count, disk) = (field(8)?, field(10)?, field(4)?);
    let mut at = u32_at(bytes, end + 16).ok_or(Fault::NotAZip)?;
    if here != count || disk != 0 {
        return Err(Fault::NotAZip);
    }
    if count > MAX_MEMBERS {
        return Err(Fault::TooLarge);
    }
    let mut names: Vec<String> = Vec::new();
    for _ in 0..count {
        let record = bytes.get(at..).filter(|r| r.starts_with(b"PK\x01\x02")).ok_or(Fault::NotAZip)?;
        let lengths = [28, 30, 32].map(|i| u16_at(record, i));
        let [Some(name), Some(extra), Some(comment)] = lengths else { return Err(Fault::NotAZip) };
        let raw = record.get(46..46 + name).ok_or(Fault::NotAZip)?;
        let name_text = String::from_utf8_lossy(raw).into_owned();
        if !is_plain(&name_text) {
            return Err(Fault::BadName(name_text));
        }
        if names.contains(&name_text) {
            return Err(Fault::Duplicate(name_text));
        }
        names.push(name_text);
        at += 46 + name + extra + comment;
    }
    // Nothing between the list and its end, and nothing listed elsewhere.
    if at == end { Ok(names) } else { Err(Fault::NotAZip) }
}

/// True where a zip's end record stands whose comment reaches exactly to the end of the file.
fn is_end(bytes: &[u8], at: usize) -> bool {
    bytes.get(at..).is_some_and(|r| r.starts_with(b"PK\x05\x06"))
        && u16_at(bytes, at + 20).is_some_and(|comment| at + END_LENGTH + comment == bytes.len())
}

/// Name in the header that stands before a member's data.
fn local_name(bytes: &[u8], start: usize) -> Option<&[u8]> {
    bytes.get(start..).filter(|r| r.starts_with(b"PK\x03\x04"))?;
    let length = u16_at(bytes, start.checked_add(26)?)?;
    bytes.get(start + 30..start + 30 + length)
}

/// A plain ASCII file name: no folders, no dots in front.
fn is_plain(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    !name.is_empty() && name.len() <= 64 && !name.starts_with('.') && name.bytes().all(allowed)
}
