//! Snapshots: the whole state after an entry in one checksummed file of JSON lines, so that opening
//! need not read the history. Written beside its place, synced, then renamed; never changed after.
//! First line: header. Then one value a line. Last line: SHA-256 of everything before it.

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::line::{Footer, VERSION, hex, is_sealed, next_line, sha256};
use super::state::{Digest, State};
use crate::domain::book::{Key, Value};
use crate::platform;

/// Folder within the data dir.
pub(super) const DIR: &str = "snapshots";
const KIND: &str = "snapshot";
/// Longest line read, bytes.
const LINE_MAX: u64 = 64 << 20;
/// The newest ones that are kept in any case.
const NEWEST: usize = 3;
/// Besides them the newest of each month, so many months back.
const MONTHS: usize = 12;

/// First line of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    /// Always `snapshot`.
    daumoi: String,
    /// Format version, that of journal lines.
    v: u32,
    /// Sequence number of the last entry in it.
    pub seq: u64,
    /// System time of that entry, RFC 3339.
    pub at: String,
    /// Newest system time of any entry up to it, RFC 3339.
    pub newest: String,
    /// SHA-256 of that entry's journal line.
    pub line: String,
    /// Digest of the values.
    digest: String,
    /// How many values follow.
    values: usize,
}

/// What every version's first line tells.
#[derive(Deserialize)]
struct Version {
    v: u32,
}

#[derive(Serialize, Deserialize)]
struct Row {
    key: Key,
    value: Value,
}

/// What is to be told of a snapshot besides the state.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// System time of the last entry.
    pub at: String,
    /// Newest system time of any entry.
    pub newest: String,
    /// SHA-256 of the last entry's line.
    pub line: String,
}

/// Files of snapshots, newest first: sequence number and path.
pub(super) fn list(dir: &Path) -> Vec<(u64, PathBuf)> {
    let Ok(entries) = fs::read_dir(dir.join(DIR)) else { return Vec::new() };
    let paths = entries.flatten().map(|e| e.path());
    let mut out: Vec<(u64, PathBuf)> = paths.filter_map(|path| Some((of_name(&path)?, path))).collect();
    out.sort_unstable_by(|a, b| b.cmp(a));
    out
}

/// Sequence number in a snapshot's name.
pub(super) fn of_name(path: &Path) -> Option<u64> {
    let name = path.file_name()?.to_str()?.strip_suffix(".jsonl")?;
    let seq: u64 = name.split_once('_').map_or(name, |(seq, _)| seq).parse().ok()?;
    (seq < u64::MAX / 2).then_some(seq)
}

/// Writes a snapshot and removes those that are no longer wanted; durable when this returns.
///
/// # Errors
/// As the file system reports; nothing is left behind then.
pub(super) fn write(dir: &Path, state: &State, place: &Place) -> io::Result<()> {
    let folder = dir.join(DIR);
    platform::make_private_dir(&folder)?;
    platform::sweep(&folder);
    platform::write_private(&folder.join(name(state.seq, &place.at)), &text(state, place)?)?.place()?;
    prune(dir);
    Ok(())
}

/// A snapshot's file name. The day makes the files tell themselves apart for people, and months for
/// `prune`.
pub(super) fn name(seq: u64, at: &str) -> String {
    let day: String = at.chars().take(10).filter(|c| c.is_ascii_digit() || *c == '-').collect();
    format!("{seq:08}_{day}.jsonl")
}

/// A snapshot's content.
///
/// # Errors
/// When a value cannot be written as JSON.
pub(super) fn text(state: &State, place: &Place) -> io::Result<Vec<u8>> {
    let header = Header {
        daumoi: KIND.to_owned(),
        v: VERSION,
        seq: state.seq,
        at: place.at.clone(),
        newest: place.newest.clone(),
        line: place.line.clone(),
        digest: state.digest.text(),
        values: state.book.iter().count(),
    };
    let mut text = serde_json::to_vec(&header)?;
    text.push(b'\n');
    for (key, value) in state.book.iter() {
        serde_json::to_writer(&mut text, &Row { key: key.clone(), value: value.clone() })?;
        text.push(b'\n');
    }
    let footer = serde_json::to_vec(&Footer { sha256: sha256(&text) })?;
    text.extend_from_slice(&footer);
    text.push(b'\n');
    Ok(text)
}

/// Keeps the newest few and the newest of each of the last months.
fn prune(dir: &Path) {
    let month = |path: &Path| {
        let name = path.file_name()?.to_str()?.split_once('_')?.1.to_owned();
        name.get(..7).map(str::to_owned)
    };
    let mut months: Vec<Option<String>> = Vec::new();
    for (_, path) in list(dir).into_iter().skip(NEWEST) {
        let of = month(&path);
        if months.contains(&of) || months.len() >= MONTHS {
            // One that stays only takes room.
            let _ = fs::remove_file(&path);
        } else {
            months.push(of);
        }
    }
}

/// Why a snapshot is not used.
#[derive(Debug)]
pub(super) enum Unusable {
    /// The file cannot be read now.
    OutOfReach(io::Error),
    /// It is not whole.
    Damaged,
    /// Written by a newer program.
    Newer(u32),
}

/// Reads a snapshot whole; anything wrong anywhere makes it damaged.
///
/// # Errors
/// [`Unusable`].
pub(super) fn read(path: &Path) -> Result<(Header, State), Unusable> {
    let mut reader = BufReader::with_capacity(1 << 16, File::open(path).map_err(Unusable::OutOfReach)?);
    let (mut hasher, mut buffer) = (Sha256::new(), Vec::new());
    let mut next = |buffer: &mut Vec<u8>| -> Result<(), Unusable> {
        buffer.clear();
        let whole = next_line(&mut reader, LINE_MAX, buffer).map_err(Unusable::OutOfReach)?;
        if whole { Ok(()) } else { Err(Unusable::Damaged) }
    };
    next(&mut buffer)?;
    hasher.update(&buffer);
    let version: Version = serde_json::from_slice(&buffer).map_err(|_| Unusable::Damaged)?;
    if version.v > VERSION {
        let sealed = is_sealed(&buffer, &mut reader, LINE_MAX).map_err(Unusable::OutOfReach)?;
        return Err(if sealed { Unusable::Newer(version.v) } else { Unusable::Damaged });
    }
    let header: Header = serde_json::from_slice(&buffer).map_err(|_| Unusable::Damaged)?;
    if header.daumoi != KIND || of_name(path) != Some(header.seq) {
        return Err(Unusable::Damaged);
    }
    let digest = Digest::parse(&header.digest).ok_or(Unusable::Damaged)?;
    let mut state = State { digest, seq: header.seq, ..State::default() };
    for _ in 0..header.values {
        next(&mut buffer)?;
        hasher.update(&buffer);
        let row: Row = serde_json::from_slice(&buffer).map_err(|_| Unusable::Damaged)?;
        state.book.put(row.key, Some(row.value));
    }
    next(&mut buffer)?;
    let footer: Footer = serde_json::from_slice(&buffer).map_err(|_| Unusable::Damaged)?;
    buffer.clear();
    let more = next_line(&mut reader, LINE_MAX, &mut buffer).map_err(Unusable::OutOfReach)? || !buffer.is_empty();
    if more || footer.sha256 != hex(&hasher.finalize()) {
        return Err(Unusable::Damaged);
    }
    Ok((header, state))
}
