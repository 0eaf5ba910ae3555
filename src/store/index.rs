//! The working state in sled: every value of the book plus the sequence number it stands at and the
//! digest of all values. The only module that knows sled. A rebuildable copy: sled's own `flush` does
//! not survive a power cut, so nothing here is trusted without the digest. Opening reads one row;
//! the others are read only when the journal needs the index as a witness.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::line::VERSION;
use super::state::{Digest, State};
use crate::domain::book::{Change, Key, Value};
use crate::platform::panics;

/// Folder within the data dir.
pub(super) const DIR: &str = "sled";

/// Row that says where the index stands; no book key begins with `#`.
const STATE: &[u8] = b"#state";

/// Largest piece of a value in one sled row: bigger leaves go to blob files that sled never removes.
const PIECE: usize = 4096;

/// The index cannot be used; the store rebuilds it from the journal.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum IndexError {
    /// sled reports an error or panicked.
    #[error("sled: {0}")]
    Sled(String),
    /// Rows do not agree with the digest, or are no values.
    #[error("index damaged")]
    Damaged,
    /// Nothing is wrong with it, but it cannot be opened now: full disk, no permission, read-only
    /// medium, somebody else has it.
    #[error("index out of reach: {0}")]
    OutOfReach(std::io::ErrorKind),
}

/// The open index.
#[derive(Debug)]
pub(super) struct Index {
    db: sled::Db,
}

/// Where the index says it stands; its rows are not looked at for that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Standing {
    /// Sequence number of the last entry in it; 0 when new.
    pub seq: u64,
    /// Digest of its values.
    pub digest: Digest,
    /// Written in an older format: good as a witness, but to be built anew.
    pub old: bool,
}

#[derive(Serialize, Deserialize)]
struct StandingRow {
    /// Version of the format, that of journal lines; an older one is built anew from them.
    v: u32,
    seq: u64,
    digest: String,
}

fn guarded<T>(work: impl FnOnce() -> Result<T, IndexError>) -> Result<T, IndexError> {
    // Damaged files make sled 0.34 panic rather than fail (docs of sled issue 1387).
    panics::catch(work).unwrap_or_else(|| Err(IndexError::Sled("panic".to_owned())))
}

fn sled_error(error: &sled::Error) -> IndexError {
    use std::io::ErrorKind::{
        FileTooLarge, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull, WouldBlock,
    };
    let text = error.to_string();
    let kind = if let sled::Error::Io(error) = error { Some(error.kind()) } else { None };
    let out_of_reach = [FileTooLarge, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull, WouldBlock];
    // sled reports a lock of somebody else as kind `Other`: only its text tells.
    let kind = if text.contains("could not acquire lock") { Some(WouldBlock) } else { kind };
    if let Some(kind) = kind.filter(|k| out_of_reach.contains(k)) {
        return IndexError::OutOfReach(kind);
    }
    IndexError::Sled(text)
}

/// Removes sled's recovery snapshots: a cache that, half-written or damaged, keeps it from opening.
fn remove_snapshots(dir: &Path, only_unfinished: bool) {
    let Ok(entries) = std::fs::read_dir(dir.join(DIR)) else { return };
    for path in entries.filter_map(|e| e.ok().map(|e| e.path())) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("snap.") && (!only_unfinished || name.ends_with(".generating")) {
            // One that stays is met again by `open`, which then fails as before.
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Index {
    /// Opens (or makes) the index under `dir` and reads where it stands.
    ///
    /// # Errors
    /// [`IndexError`] when it cannot be opened, or is out of reach.
    pub fn open(dir: &Path) -> Result<(Self, Standing), IndexError> {
        remove_snapshots(dir, true);
        match Self::open_as_it_is(dir) {
            Err(IndexError::Sled(_) | IndexError::Damaged) => Self::open_without_snapshots(dir),
            result => result,
        }
    }

    /// The same without the snapshots that sled may have written.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn open_without_snapshots(dir: &Path) -> Result<(Self, Standing), IndexError> {
        remove_snapshots(dir, false);
        Self::open_as_it_is(dir)
    }

    fn open_as_it_is(dir: &Path) -> Result<(Self, Standing), IndexError> {
        guarded(|| {
            let db = sled::Config::new()
                .path(dir.join(DIR))
                .cache_capacity(16 << 20)
                .flush_every_ms(None)
                .open()
                .map_err(|e| sled_error(&e))?;
            let standing = match db.get(STATE).map_err(|e| sled_error(&e))? {
                Some(row) => parse_standing(&row).ok_or(IndexError::Damaged)?,
                None if db.is_empty() => Standing::default(),
                None => return Err(IndexError::Damaged),
            };
            Ok((Self { db }, standing))
        })
    }

    /// Reads every row: the state, once its digest is found to be what it stands for.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when rows are missing, old or no values.
    pub fn load(&self) -> Result<State, IndexError> {
        guarded(|| {
            let (mut state, mut standing) = (State::default(), None);
            let mut pending: Option<(String, Vec<u8>)> = None;
            for row in self.db.iter() {
                let (key, value) = row.map_err(|e| sled_error(&e))?;
                if key.as_ref() == STATE {
                    standing = parse_standing(&value);
                    continue;
                }
                let name = split_row(&key).ok_or(IndexError::Damaged)?;
                match &mut pending {
                    Some((current, bytes)) if *current == name => bytes.extend_from_slice(&value),
                    _ => {
                        if let Some(done) = pending.replace((name, value.to_vec())) {
                            restore(&mut state, &done)?;
                        }
                    }
                }
            }
            if let Some(done) = pending {
                restore(&mut state, &done)?;
            }
            match standing {
                Some(s) if s.digest == state.digest => Ok(State { seq: s.seq, ..state }),
                None if self.db.is_empty() => Ok(state),
                _ => Err(IndexError::Damaged),
            }
        })
    }

    /// Carries out changes in one atomic batch and notes where the index stands then.
    ///
    /// # Errors
    /// [`IndexError`]; the index must then be rebuilt.
    pub fn apply(&self, changes: &[Change], standing: Standing) -> Result<(), IndexError> {
        guarded(|| {
            let mut batch = sled::Batch::default();
            // A key that changes twice in one action stands in the batch once, as it ends.
            let last: BTreeMap<&Key, &Change> = changes.iter().map(|c| (&c.key, c)).collect();
            for change in last.into_values() {
                let name = change.key.to_string();
                for key in self.db.scan_prefix(row_key(&name, None)).keys() {
                    batch.remove(key.map_err(|e| sled_error(&e))?);
                }
                let Some(value) = &change.new else { continue };
                let bytes = serde_json::to_vec(value).map_err(|_| IndexError::Damaged)?;
                for (number, piece) in bytes.chunks(PIECE).enumerate() {
                    batch.insert(row_key(&name, u16::try_from(number).ok()), piece);
                }
            }
            let row = StandingRow { v: VERSION, seq: standing.seq, digest: standing.digest.text() };
            batch.insert(STATE, serde_json::to_vec(&row).map_err(|_| IndexError::Damaged)?);
            self.db.apply_batch(batch).map_err(|e| sled_error(&e))
        })
    }

    /// Takes every row out, so that the next [`Index::apply`] begins a new index.
    ///
    /// # Errors
    /// [`IndexError`]; the index must then be rebuilt.
    pub fn empty(&self) -> Result<(), IndexError> {
        guarded(|| self.db.clear().map_err(|e| sled_error(&e)))
    }

    /// Hands what is in memory to the operating system, so that the index is not far behind after a kill.
    ///
    /// # Errors
    /// [`IndexError`]; the index must then be rebuilt.
    pub fn flush(&self) -> Result<(), IndexError> {
        guarded(|| self.db.flush().map(|_| ()).map_err(|e| sled_error(&e)))
    }
}

fn parse_standing(row: &[u8]) -> Option<Standing> {
    let row: StandingRow = serde_json::from_slice(row).ok().filter(|row: &StandingRow| row.v <= VERSION)?;
    Some(Standing { seq: row.seq, digest: Digest::parse(&row.digest)?, old: row.v < VERSION })
}

/// `name 00 piece-number`, the number big-endian; without a number the prefix of all pieces.
fn row_key(name: &str, piece: Option<u16>) -> Vec<u8> {
    let mut key = name.as_bytes().to_vec();
    key.push(0);
    if let Some(piece) = piece {
        key.extend_from_slice(&piece.to_be_bytes());
    }
    key
}

/// The name in a row's key; pieces follow one another in the order of their numbers.
fn split_row(key: &[u8]) -> Option<String> {
    let (name, tail) = key.split_at_checked(key.len().checked_sub(3)?)?;
    String::from_utf8(name.to_vec()).ok().filter(|_| tail[0] == 0)
}

fn restore(state: &mut State, (name, bytes): &(String, Vec<u8>)) -> Result<(), IndexError> {
    let key: Key = name.parse().map_err(|_| IndexError::Damaged)?;
    let value: Value = serde_json::from_slice(bytes).map_err(|_| IndexError::Damaged)?;
    state.digest.toggle_row(name, bytes);
    state.book.put(key, Some(value));
    Ok(())
}
