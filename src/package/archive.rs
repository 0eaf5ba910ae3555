//! The zip: written the same way every time, read as hostile.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::PackageError;
use crate::domain::submission::Fault;

/// What a zip may hold.
struct Shape {
    /// Most members, inclusive.
    members: usize,
    /// True for the name of a member.
    is_name: fn(&str) -> bool,
}

/// A package.
const PACKAGE: Shape = Shape { members: 16, is_name: is_plain };
/// A workbook or document, whose parts lie in folders.
const OFFICE: Shape = Shape { members: 64, is_name: is_part };
/// Largest member unpacked, bytes, inclusive.
const MAX_MEMBER: u64 = 16 << 20;
/// Largest sum of all members unpacked, bytes, inclusive.
const MAX_TOTAL: u64 = 32 << 20;
/// Length of the record that ends a zip, without its comment.
const END_LENGTH: usize = 22;

/// Sorted names, one time stamp, one mode, one level: the same files give the same bytes. Office files and
/// PDFs are compressed already and only stored.
pub(super) fn write(mut files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, PackageError> {
    files.sort();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644)
        .compression_level(Some(6));
    for (name, bytes) in files {
        let stored = std::path::Path::new(&name).extension().is_some_and(|e| e == "xlsx" || e == "docx" || e == "pdf");
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
/// [`Fault`] for anything but a plain flat zip with members of different names and nothing else.
pub(super) fn read(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
    unpack(bytes, &PACKAGE)
}

/// Every part of a workbook or document by name: there must be one way only to read that as well.
///
/// # Errors
/// As [`read`].
pub(super) fn parts(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
    unpack(bytes, &OFFICE)
}

fn unpack(bytes: &[u8], shape: &Shape) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
    let listed = directory(bytes, shape)?;
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::NotAZip)?;
    if zip.len() != listed.len() {
        return Err(Fault::NotAZip);
    }
    let (mut out, mut total) = (BTreeMap::new(), 0);
    for (index, record) in listed.into_iter().enumerate() {
        let unreadable = || Fault::Unreadable(record.name.clone());
        let member = zip.by_index(index).map_err(|_| unreadable())?;
        if member.header_start() != record.start as u64 {
            return Err(Fault::NotAZip);
        }
        let mut content = Vec::new();
        member.take(MAX_MEMBER + 1).read_to_end(&mut content).map_err(|_| unreadable())?;
        total += content.len() as u64;
        if content.len() as u64 > MAX_MEMBER || total > MAX_TOTAL {
            return Err(Fault::TooLarge);
        }
        out.insert(record.name, content);
    }
    Ok(out)
}

/// Bits of a member's flags that no package has: encrypted (0), patched data (5), strong encryption (6),
/// masked header (13).
const REFUSED_FLAGS: usize = 1 | 1 << 5 | 1 << 6 | 1 << 13;

/// A member as the zip's directory lists it.
struct Record {
    name: String,
    /// Where its own header begins.
    start: usize,
    /// Length of its packed content.
    packed: usize,
    /// How it is packed.
    method: usize,
    /// Sizes may follow the content once more (bit 3 of the flags).
    trailer: bool,
    /// CRC and both sizes.
    sums: [u8; 12],
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?)).ok()
}

/// The directory, read by hand: the zip crate keeps only the last of two equal names, and another
/// reader may keep the first, or find another directory. So there must be one way only to read the
/// file: no comment, and members that follow one another from the first byte up to the directory.
fn directory(bytes: &[u8], shape: &Shape) -> Result<Vec<Record>, Fault> {
    let end = bytes.len().checked_sub(END_LENGTH).ok_or(Fault::NotAZip)?;
    if !bytes[end..].starts_with(b"PK\x05\x06") || u16_at(bytes, end + 20) != Some(0) {
        return Err(Fault::NotAZip);
    }
    let field = |at: usize| u16_at(bytes, end + at).ok_or(Fault::NotAZip);
    // Count here and in all; one disk only.
    let (here, count, disk) = (field(8)?, field(10)?, field(4)?);
    let start = u32_at(bytes, end + 16).ok_or(Fault::NotAZip)?;
    if here != count || disk != 0 || field(6)? != 0 || u32_at(bytes, end + 12) != end.checked_sub(start) {
        return Err(Fault::NotAZip);
    }
    if count > shape.members {
        return Err(Fault::TooLarge);
    }
    let (mut records, mut at): (Vec<Record>, usize) = (Vec::new(), start);
    for _ in 0..count {
        let (record, length) = bytes.get(at..).and_then(listed).ok_or(Fault::NotAZip)?;
        if !(shape.is_name)(&record.name) {
            return Err(Fault::BadName(record.name));
        }
        if records.iter().any(|r| r.name == record.name) {
            return Err(Fault::Duplicate(record.name));
        }
        records.push(record);
        at += length;
    }
    if at != end {
        return Err(Fault::NotAZip);
    }
    follow_one_another(bytes, &records, start)?;
    Ok(records)
}

/// One entry of the directory and its length.
fn listed(record: &[u8]) -> Option<(Record, usize)> {
    if !record.starts_with(b"PK\x01\x02") {
        return None;
    }
    let [name, extra, comment] = [28, 30, 32].map(|at| u16_at(record, at));
    let length = 46 + name? + extra? + comment?;
    if comment != Some(0) || names_again(record.get(46 + name?..length)?) {
        return None;
    }
    let text = String::from_utf8_lossy(record.get(46..46 + name?)?).into_owned();
    let flags = u16_at(record, 8)?;
    // Encryption, patches, masked headers: other readers refuse what says so, even untruly.
    if flags & REFUSED_FLAGS != 0 {
        return None;
    }
    let trailer = flags & 0b1000 != 0;
    let [start, packed] = [42, 20].map(|at| u32_at(record, at));
    let sums = record.get(16..28)?.try_into().ok()?;
    let record = Record { name: text, start: start?, packed: packed?, method: u16_at(record, 10)?, trailer, sums };
    Some((record, length))
}

/// True where extra fields give a member another name (Info-ZIP Unicode Path): some readers go by it.
fn names_again(mut extra: &[u8]) -> bool {
    while let (Some(id), Some(length)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        if id == 0x7075 {
            return true;
        }
        extra = extra.get(4 + length..).unwrap_or_default();
    }
    false
}

/// Members fill the file from its first byte to `end`, each with the name the directory gives it.
fn follow_one_another(bytes: &[u8], records: &[Record], end: usize) -> Result<(), Fault> {
    let mut in_file: Vec<&Record> = records.iter().collect();
    in_file.sort_by_key(|r| r.start);
    let mut at = 0;
    for (index, record) in in_file.iter().enumerate() {
        let header = bytes.get(record.start..).filter(|h| record.start == at && h.starts_with(b"PK\x03\x04"));
        let header = header.ok_or(Fault::NotAZip)?;
        let (Some(name), Some(extra)) = (u16_at(header, 26), u16_at(header, 28)) else { return Err(Fault::NotAZip) };
        // A reader that goes by this header has to unpack the same.
        let method = u16_at(header, 8) == Some(record.method);
        let flags = u16_at(header, 6).filter(|flags| flags & REFUSED_FLAGS == 0).ok_or(Fault::NotAZip)?;
        let later = flags & 0b1000 != 0;
        let sums = later || header.get(14..26) == Some(record.sums.as_slice());
        if !method || !sums || header.get(30 + name..30 + name + extra).is_none_or(names_again) {
            return Err(Fault::NotAZip);
        }
        if header.get(30..30 + name) != Some(record.name.as_bytes()) {
            return Err(Fault::BadName(record.name.clone()));
        }
        let content_end = record.start + 30 + name + extra + record.packed;
        let next = in_file.get(index + 1).map_or(end, |r| r.start);
        let slack = next.checked_sub(content_end).ok_or(Fault::NotAZip)?;
        // CRC and sizes once more, of 32 or 64 bits, with or without their signature.
        if slack != 0 && !(record.trailer && [12, 16, 20, 24].contains(&slack)) {
            return Err(Fault::NotAZip);
        }
        at = next;
    }
    if at == end { Ok(()) } else { Err(Fault::NotAZip) }
}

/// True for a part of an office file that says what links to where.
pub(super) fn is_links(name: &str) -> bool {
    // No file extension, as `Path` has it: one of them is called `.rels`.
    name.rsplit('.').next() == Some("rels")
}

/// A path of ASCII letters that leads nowhere else.
fn is_part(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"._-/[]".contains(&b);
    !name.starts_with('/') && !name.contains("..") && name.len() <= 128 && name.bytes().all(allowed)
}

/// A plain ASCII file name: no folders, no dots in front.
fn is_plain(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    !name.is_empty() && name.len() <= 64 && !name.starts_with('.') && name.bytes().all(allowed)
}
