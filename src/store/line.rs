//! One journal line: a JSON object that ends with its own CRC-32 and a line feed, and carries the
//! SHA-256 of the line before, so that a torn, flipped or removed line is noticed.

use std::io::{self, BufRead};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::domain::book::Change;

/// Version of the line format. Newer ones are refused, older ones read by `raised`. What came with it:
///
/// 1. the beginning;
/// 2. comments, marks and reviews of cells, fields of the commune's own, names remembered for imports;
/// 3. extensions, events, set days, percent and lead times in progress, own tasks with any deadline, alerts
///    not shown for a while, packs from outside;
/// 4. receipts, packages kept but not written out, signed documents, passages of reports, marks on tasks.
pub const VERSION: u32 = 4;

/// How every line begins.
pub(super) const START: &str = "{\"v\":";

/// Hash that the first line names as its predecessor.
pub const NO_PREDECESSOR: &str = "";

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Format version.
    pub v: u32,
    /// Sequence number, from 1 without gaps.
    pub seq: u64,
    /// System time, RFC 3339.
    pub at: String,
    /// The `--today` the action was given, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub today: Option<String>,
    /// The officer.
    #[serde(default)]
    pub officer: String,
    /// The system user.
    #[serde(default)]
    pub user: String,
    /// Action, e.g. `figures.set`.
    pub action: String,
    /// Reason given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Values before and after.
    pub changes: Vec<Change>,
    /// 1-based numbers of damaged lines before this one that it makes good; such a line may also
    /// skip sequence numbers, those of lines that are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mends: Vec<usize>,
    /// Sequence numbers before this one of which no copy could prove what they changed: lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<u64>,
    /// With `mends`: the last entry that is known of, where nothing tells that it was the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsure_after: Option<u64>,
    /// SHA-256 of the line before, hex.
    pub prev: String,
}

/// Lower-case hex SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// CRC-32 as eight lower-case hex digits.
pub(super) fn crc(bytes: &[u8]) -> String {
    format!("{:08x}", crc32fast::hash(bytes))
}

/// The line with CRC and line feed.
///
/// # Errors
/// When the entry cannot be written as JSON.
pub fn encode(entry: &Entry) -> Result<String, serde_json::Error> {
    let json = serde_json::to_string(entry)?;
    // An object ends with its brace; the CRC goes in before it.
    let body = json.strip_suffix('}').unwrap_or(&json);
    Ok(format!("{body},\"crc\":\"{}\"}}\n", crc(body.as_bytes())))
}

/// What a whole line turns out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decoded {
    /// An entry.
    Entry(Box<Entry>),
    /// Whole, but of a version (or with values) this program does not know: never to be mended.
    Newer(u32),
    /// CRC or JSON is wrong.
    Damaged,
}

/// Reads a line without its line feed.
pub fn decode(line: &[u8]) -> Decoded {
    #[derive(Deserialize)]
    struct Version {
        v: u32,
    }
    if !is_whole(line) {
        return Decoded::Damaged;
    }
    match (serde_json::from_slice::<Version>(line), serde_json::from_slice::<Entry>(line)) {
        (Ok(version), Ok(entry)) if (1..=VERSION).contains(&version.v) => Decoded::Entry(Box::new(raised(entry))),
        (Ok(version), _) => Decoded::Newer(version.v),
        (Err(_), _) => Decoded::Damaged,
    }
}

/// An entry of an older version as this one says it. Versions 2 and 3 only added kinds of values and parts of
/// values, so that every older line says the same in them; they have numbers of their own so that a program
/// that knows only an older one refuses what it would lose.
fn raised(entry: Entry) -> Entry {
    Entry { v: VERSION, ..entry }
}

/// True when the line ends with the CRC of what stands before it.
fn is_whole(line: &[u8]) -> bool {
    let parts = std::str::from_utf8(line).ok().and_then(|text| text.rsplit_once(",\"crc\":\""));
    let Some((body, tail)) = parts else { return false };
    let crc = tail.strip_suffix("\"}").and_then(|hex| u32::from_str_radix(hex, 16).ok());
    crc == Some(crc32fast::hash(body.as_bytes()))
}

/// Reads the next line of a checksummed file into `buffer`, its line feed included; false when there is
/// none, or it is longer than `max` bytes.
///
/// # Errors
/// As the file system reports.
pub(super) fn next_line(reader: impl BufRead, max: u64, buffer: &mut Vec<u8>) -> io::Result<bool> {
    let from = buffer.len();
    let mut limited = reader.take(max);
    limited.read_until(b'\n', buffer)?;
    Ok(buffer.len() > from && buffer.last() == Some(&b'\n'))
}

/// Last line of snapshots and backups, of every version.
#[derive(Serialize, Deserialize)]
pub(super) struct Footer {
    /// SHA-256 of everything before it.
    pub sha256: String,
}

/// True when what `reader` still holds ends with a [`Footer`] that fits it and `begun`, the bytes read
/// so far: a file of a version that this program cannot read is told from a damaged one only by that.
///
/// # Errors
/// As the file system reports.
pub(super) fn is_sealed(begun: &[u8], reader: &mut impl BufRead, max: u64) -> io::Result<bool> {
    let (mut hasher, mut last) = (Sha256::new(), begun.to_vec());
    let mut next = Vec::new();
    while next_line(&mut *reader, max, &mut next)? {
        hasher.update(&last);
        last = std::mem::take(&mut next);
    }
    let footer = serde_json::from_slice::<Footer>(&last);
    Ok(next.is_empty() && footer.is_ok_and(|f| f.sha256 == hex(&hasher.finalize())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_version_1_reads_as_one_of_this_version() {
        let body = "{\"v\":1,\"seq\":1,\"at\":\"\",\"action\":\"init\",\"changes\":[],\"prev\":\"\"";
        let line = format!("{body},\"crc\":\"{}\"}}", crc(body.as_bytes()));
        assert!(matches!(decode(line.as_bytes()), Decoded::Entry(entry) if (entry.v, entry.seq) == (VERSION, 1)));
        let none = body.replace("\"v\":1", "\"v\":0");
        let line = format!("{none},\"crc\":\"{}\"}}", crc(none.as_bytes()));
        assert_eq!(decode(line.as_bytes()), Decoded::Newer(0));
    }

    #[test]
    fn lines_round_trip_and_every_flipped_bit_is_seen() {
        let entry = Entry {
            v: VERSION,
            seq: 1,
            at: "2024-01-22T08:00:00+07:00".into(),
            today: None,
            officer: "Nguyễn Văn Ánh".into(),
            user: "root".into(),
            action: "init".into(),
            reason: None,
            changes: Vec::new(),
            mends: vec![3],
            lost: vec![7],
            unsure_after: Some(7),
            prev: NO_PREDECESSOR.into(),
        };
        let line = encode(&entry).unwrap();
        assert!(line.starts_with(START));
        let bytes = line.trim_end().as_bytes();
        assert_eq!(decode(bytes), Decoded::Entry(Box::new(entry)));
        for i in 0..bytes.len() * 8 {
            let mut damaged = bytes.to_vec();
            damaged[i / 8] ^= 1 << (i % 8);
            // Upper-case hex digits of the CRC read the same: the content is still whole.
            let found = decode(&damaged);
            assert!(found == Decoded::Damaged || found == decode(bytes), "bit {i}");
        }
    }
}
