//! Backup files: the whole data dir in one file of lines. A header that lists the parts, the parts'
//! own lines byte for byte (journal, sealed journals, newest snapshot), one line for each exported
//! package, and the SHA-256 of all that. Made beside a writer; checked whole before it is believed.

use std::collections::HashSet;
use std::fs;
use std::io::{self, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::line::{Footer, VERSION, hex, is_sealed, next_line, sha256};
use super::{Store, StoreError, history, journal, packages, snapshot};
use crate::platform;

const KIND: &str = "backup";
/// Longest line read, bytes: a package of the largest size in hex fits.
const LINE_MAX: u64 = 256 << 20;

/// First line of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Always `backup`.
    daumoi: String,
    /// Format version, that of journal lines.
    v: u32,
    /// When it was made, RFC 3339.
    pub made: String,
    /// Sequence number of the last entry in it.
    pub seq: u64,
    /// Parts in order, with how many lines each has.
    parts: Vec<Part>,
    /// How many lines of packages follow them.
    packages: usize,
}

/// What every version's first line tells.
#[derive(Deserialize)]
struct First {
    daumoi: String,
    v: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Part {
    /// Path within the data dir, with `/`.
    file: String,
    lines: usize,
}

#[derive(Serialize, Deserialize)]
struct Package {
    package: String,
    hex: String,
}

/// Why a file cannot be restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// It cannot be read.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It cannot be unpacked beside the data.
    #[error("{0}")]
    Unpack(io::Error),
    /// It is no backup, or not whole.
    #[error("no backup, or damaged")]
    Damaged,
    /// The program cannot go on with what it holds.
    #[error("unknown plan")]
    Unusable,
    /// Written by a newer program.
    #[error("format {0} is newer")]
    Newer(u32),
}

/// Hashes what it passes on.
struct Hashing<W> {
    inner: W,
    hasher: Sha256,
}

impl<W: io::Write> io::Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Writes a backup of the data dir to `file`, which must not exist unless `replace` is set; durable
/// and read back when this returns.
///
/// # Errors
/// [`StoreError::Io`]; the file is not there then.
pub fn write(store: &Store, file: &Path, made: &str, replace: bool) -> Result<Header, StoreError> {
    let failed = |error| StoreError::Io { path: file.to_owned(), error };
    if file.exists() && !replace {
        return Err(failed(io::ErrorKind::AlreadyExists.into()));
    }
    let pending = platform::pending(file);
    let header = pack(store, pending.written(), made).map_err(failed)?;
    // A stick that says "written" and is not must not be found out in a year.
    match check(pending.written()) {
        Ok(found) if found == header => {}
        Err(BackupError::Io(error)) => return Err(failed(error)),
        _ => return Err(failed(io::ErrorKind::InvalidData.into())),
    }
    pending.place().map_err(failed)?;
    Ok(header)
}

fn pack(store: &Store, target: &Path, made: &str) -> io::Result<Header> {
    let dir = store.dir();
    let (parts, bytes) = loop {
        // A writer may seal its journal meanwhile: then once more.
        let before = history::list(dir);
        let mut names: Vec<String> = before.iter().filter_map(|s| within(dir, &s.path)).collect();
        names.push(journal::FILE.to_owned());
        let mut bytes: Vec<Vec<u8>> =
            names.iter().map(|name| whole_lines(&dir.join(name))).collect::<io::Result<_>>()?;
        // The state as it is proven here and now: with it no line of the trail is needed to restore it.
        if let Some((name, text)) = store.as_snapshot()? {
            names.push(format!("{}/{name}", snapshot::DIR));
            bytes.push(text);
        }
        if history::list(dir) == before {
            let count = |bytes: &Vec<u8>| bytes.split_inclusive(|b| *b == b'\n').count();
            let part = |(file, bytes): (String, &Vec<u8>)| Part { file, lines: count(bytes) };
            break (names.into_iter().zip(&bytes).map(part).collect(), bytes);
        }
    };
    // A damaged one would only make the backup unsound; the check of the store names it.
    let good = |name: &String| matches!(packages::load(dir, name, u64::MAX - 1), Ok(Some(_)));
    let kept: Vec<String> = packages::list(dir).into_iter().filter(good).collect();
    let header = Header {
        daumoi: KIND.to_owned(),
        v: VERSION,
        made: made.to_owned(),
        seq: store.seq(),
        parts,
        packages: kept.len(),
    };
    let file = platform::private_file().create(true).truncate(true).write(true).open(target)?;
    let mut out = Hashing { inner: BufWriter::new(file), hasher: Sha256::new() };
    serde_json::to_writer(&mut out, &header)?;
    out.write_all(b"\n")?;
    for part in &bytes {
        out.write_all(part)?;
    }
    for package in kept {
        let bytes = fs::read(packages::path(dir, &package))?;
        serde_json::to_writer(&mut out, &Package { package, hex: hex(&bytes) })?;
        out.write_all(b"\n")?;
    }
    let footer = Footer { sha256: hex(&out.hasher.finalize()) };
    let mut inner = out.inner;
    serde_json::to_writer(&mut inner, &footer)?;
    inner.write_all(b"\n")?;
    inner.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(header)
}

/// Path within the data dir, with `/`.
fn within(dir: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(dir).ok()?.iter().map(|p| p.to_str().map(str::to_owned));
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

/// A file's bytes up to its last line feed; a missing file has none.
fn whole_lines(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let end = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    bytes.truncate(end);
    Ok(bytes)
}

/// Reads a backup whole and hands over each file in it; what is handed over may only be relied on
/// once this returns `Ok`.
///
/// # Errors
/// [`BackupError`].
fn read(file: &Path, mut take: impl FnMut(&Path, &[u8]) -> io::Result<()>) -> Result<Header, BackupError> {
    let mut reader = BufReader::with_capacity(1 << 16, platform::open_outside(file)?);
    let mut hasher = Sha256::new();
    let mut next = |buffer: &mut Vec<u8>| -> Result<(), BackupError> {
        if next_line(&mut reader, LINE_MAX, buffer)? { Ok(()) } else { Err(BackupError::Damaged) }
    };
    let mut buffer = Vec::new();
    next(&mut buffer)?;
    hasher.update(&buffer);
    let first: First = serde_json::from_slice(&buffer).map_err(|_| BackupError::Damaged)?;
    if first.daumoi != KIND {
        return Err(BackupError::Damaged);
    }
    if first.v > VERSION {
        let sealed = is_sealed(&buffer, &mut reader, LINE_MAX)?;
        return Err(if sealed { BackupError::Newer(first.v) } else { BackupError::Damaged });
    }
    let header: Header = serde_json::from_slice(&buffer).map_err(|_| BackupError::Damaged)?;
    let mut taken = HashSet::new();
    let mut hand_over = |path: PathBuf, bytes: &[u8]| {
        let given = take(&path, bytes).map_err(BackupError::Unpack);
        // Nothing of ours comes twice.
        if taken.insert(path) { given } else { Err(BackupError::Damaged) }
    };
    for part in &header.parts {
        let path = safe(&part.file).ok_or(BackupError::Damaged)?;
        buffer.clear();
        for _ in 0..part.lines {
            next(&mut buffer)?;
        }
        hasher.update(&buffer);
        hand_over(path, &buffer)?;
    }
    for _ in 0..header.packages {
        buffer.clear();
        next(&mut buffer)?;
        hasher.update(&buffer);
        let package: Package = serde_json::from_slice(&buffer).map_err(|_| BackupError::Damaged)?;
        let bytes = unhex(&package.hex).filter(|b| sha256(b) == package.package).ok_or(BackupError::Damaged)?;
        hand_over(packages::path(Path::new(""), &package.package), &bytes)?;
    }
    buffer.clear();
    next(&mut buffer)?;
    let footer: Footer = serde_json::from_slice(&buffer).map_err(|_| BackupError::Damaged)?;
    buffer.clear();
    let more = next(&mut buffer).is_ok() || !buffer.is_empty();
    if more || footer.sha256 != hex(&hasher.finalize()) { Err(BackupError::Damaged) } else { Ok(header) }
}

/// Reads a backup whole without unpacking it.
///
/// # Errors
/// [`BackupError`].
pub(super) fn check(file: &Path) -> Result<Header, BackupError> {
    read(file, |_, _| Ok(()))
}

/// Unpacks a backup into an empty folder, every file on disk when this returns.
///
/// # Errors
/// [`BackupError`]; what was unpacked is worth nothing then.
pub(super) fn unpack(file: &Path, folder: &Path) -> Result<Header, BackupError> {
    let header = read(file, |path, bytes| {
        let target = folder.join(path);
        target.parent().map_or(Ok(()), platform::make_private_dir)?;
        platform::write_private(&target, bytes)?.place()
    })?;
    platform::sync_dir(folder)?;
    Ok(header)
}

/// A part's path, if it is one of ours: nothing may be written anywhere else.
fn safe(name: &str) -> Option<PathBuf> {
    let plain = |s: &str| {
        let harmless = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        !s.is_empty() && !s.starts_with('.') && s.chars().all(harmless)
    };
    match name.split('/').collect::<Vec<_>>().as_slice() {
        [file] if *file == journal::FILE => Some(PathBuf::from(file)),
        [folder, file] if [history::DIR, snapshot::DIR].contains(folder) && plain(file) => {
            Some(Path::new(folder).join(file))
        }
        _ => None,
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(text.get(i..i + 2)?, 16).ok()).collect()
}

/// What restoring a backup over a data dir would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// When the backup was made, RFC 3339.
    pub made: String,
    /// Entries of the data dir that the backup does not have: number, oldest and newest time.
    pub lost: Option<(usize, String, String)>,
    /// Entries of the backup that the data dir does not have, likewise.
    pub gained: Option<(usize, String, String)>,
    /// Values that would be different.
    pub values: usize,
}

/// Compares what two stores say; `made` is the backup's time.
pub(super) fn difference(present: Option<&Store>, backup: &Store, made: &str) -> Difference {
    let mut theirs = backup.trail().peekable();
    let mut ours = present.map(Store::trail).into_iter().flatten().peekable();
    let (mut lost, mut gained) = (Vec::new(), Vec::new());
    // Back to the newest entry that both have: equal lines name equal predecessors.
    loop {
        match (ours.peek(), theirs.peek()) {
            (Some(a), Some(b)) if a.seq > b.seq => lost.extend(ours.next().map(|e| e.at)),
            (Some(a), Some(b)) if a.seq < b.seq => gained.extend(theirs.next().map(|e| e.at)),
            (Some(a), Some(b)) if a == b => break,
            (Some(_), Some(_)) => {
                lost.extend(ours.next().map(|e| e.at));
                gained.extend(theirs.next().map(|e| e.at));
            }
            (Some(_), None) => lost.extend(ours.next().map(|e| e.at)),
            (None, Some(_)) => gained.extend(theirs.next().map(|e| e.at)),
            (None, None) => break,
        }
    }
    let span = |times: Vec<String>| {
        let (newest, oldest) = (times.first()?.clone(), times.last()?.clone());
        Some((times.len(), oldest, newest))
    };
    let empty = crate::domain::book::Book::default();
    let (old, new) = (present.map_or(&empty, Store::book), backup.book());
    let changed = new.iter().filter(|(key, value)| old.get(key) != Some(*value)).count();
    let gone = old.iter().filter(|(key, _)| new.get(key).is_none()).count();
    Difference { made: made.to_owned(), lost: span(lost), gained: span(gained), values: changed + gone }
}
