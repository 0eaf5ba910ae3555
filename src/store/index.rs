//! The working state in sled: every value of the book plus the sequence number it stands at and a
//! digest of all rows. The only module that knows sled. A rebuildable copy: sled's own `flush` does
//! not survive a power cut, so nothing here is trusted without the digest.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::domain::book::{Book, Change, Key, Value};
use crate::platform::panics;

/// Folder within the data dir.
pub const DIR: &str = "sled";

/// Row that says where the index stands; no book key begins with `#`.
const STATE: &[u8] = b"#state";

/// Largest piece of a value in one sled row: bigger leaves go to blob files that sled never removes.
const PIECE: usize = 4096;

/// The index cannot be used; the store rebuilds it from the journal.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IndexError {
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

#[derive(Serialize, Deserialize)]
struct Standing {
    seq: u64,
    digest: String,
}

/// The open index.
#[derive(Debug)]
pub struct Index {
    db: sled::Db,
    digest: [u8; 32],
}

fn guarded<T>(work: impl FnOnce() -> Result<T, IndexError>) -> Result<T, IndexError> {
    // Damaged files make sled 0.34 panic rather than fail (docs of sled issue 1387).
    panics::catch(work).unwrap_or_else(|| Err(IndexError::Sled("panic".to_owned())))
}

fn sled_error(error: &sled::Error) -> IndexError {
    use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull, WouldBlock};
    let text = error.to_string();
    let kind = if let sled::Error::Io(error) = error { Some(error.kind()) } else { None };
    let out_of_reach = [PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull, WouldBlock];
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
    /// Opens (or makes) the index under `dir` and reads it whole: the book, and the journal's
    /// sequence number it stands at (0 when new).
    ///
    /// # Errors
    /// [`IndexError`] when it cannot be trusted, or is out of reach.
    pub fn open(dir: &Path) -> Result<(Self, Book, u64), IndexError> {
        remove_snapshots(dir, true);
        match Self::open_as_it_is(dir) {
            Err(IndexError::Sled(_) | IndexError::Damaged) => {
                remove_snapshots(dir, false);
                Self::open_as_it_is(dir)
            }
            result => result,
        }
    }

    fn open_as_it_is(dir: &Path) -> Result<(Self, Book, u64), IndexError> {
        guarded(|| {
            let db = sled::Config::new()
                .path(dir.join(DIR))
                .cache_capacity(16 << 20)
                .flush_every_ms(None)
                .open()
                .map_err(|e| sled_error(&e))?;
            let (mut digest, mut book, mut standing) = ([0; 32], Book::default(), None);
            let mut pending: Option<(String, Vec<u8>)> = None;
            for row in db.iter() {
                let (key, value) = row.map_err(|e| sled_error(&e))?;
                if key.as_ref() == STATE {
                    standing = serde_json::from_slice::<Standing>(&value).ok();
                    continue;
                }
                mix(&mut digest, &key, &value);
                let (name, _) = split_row(&key).ok_or(IndexError::Damaged)?;
                match &mut pending {
                    Some((current, bytes)) if *current == name => bytes.extend_from_slice(&value),
                    _ => {
                        if let Some(done) = pending.replace((name, value.to_vec())) {
                            restore(&mut book, &done)?;
                        }
                    }
                }
            }
            if let Some(done) = pending {
                restore(&mut book, &done)?;
            }
            let seq = match standing {
                Some(s) if s.digest == super::line::sha256(&digest) => s.seq,
                None if db.is_empty() => 0,
                _ => return Err(IndexError::Damaged),
            };
            Ok((Self { db, digest }, book, seq))
        })
    }

    /// Carries out changes in one atomic batch and notes that the index stands at `seq`.
    ///
    /// # Errors
    /// [`IndexError`]; the index must then be rebuilt.
    pub fn apply(&mut self, changes: &[Change], seq: u64) -> Result<(), IndexError> {
        guarded(|| {
            let mut digest = self.digest;
            let mut batch = sled::Batch::default();
            // A key that changes twice in one action stands in the batch once, as it ends.
            let last: BTreeMap<&Key, &Change> = changes.iter().map(|c| (&c.key, c)).collect();
            for change in last.into_values() {
                let name = change.key.to_string();
                let old = self.db.scan_prefix(row_key(&name, None));
                for row in old {
                    let (key, value) = row.map_err(|e| sled_error(&e))?;
                    mix(&mut digest, &key, &value);
                    batch.remove(key);
                }
                let Some(value) = &change.new else { continue };
                let bytes = serde_json::to_vec(value).map_err(|_| IndexError::Damaged)?;
                for (number, piece) in bytes.chunks(PIECE).enumerate() {
                    let key = row_key(&name, u16::try_from(number).ok());
                    mix(&mut digest, &key, piece);
                    batch.insert(key, piece);
                }
            }
            let standing = Standing { seq, digest: super::line::sha256(&digest) };
            batch.insert(STATE, serde_json::to_vec(&standing).map_err(|_| IndexError::Damaged)?);
            self.db.apply_batch(batch).map_err(|e| sled_error(&e))?;
            self.digest = digest;
            Ok(())
        })
    }
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

fn split_row(key: &[u8]) -> Option<(String, u16)> {
    let (name, tail) = key.split_at_checked(key.len().checked_sub(3)?)?;
    let piece = u16::from_be_bytes([*tail.get(1)?, *tail.get(2)?]);
    Some((String::from_utf8(name.to_vec()).ok()?, piece)).filter(|_| tail[0] == 0)
}

fn restore(book: &mut Book, (name, bytes): &(String, Vec<u8>)) -> Result<(), IndexError> {
    let key: Key = name.parse().map_err(|_| IndexError::Damaged)?;
    let value: Value = serde_json::from_slice(bytes).map_err(|_| IndexError::Damaged)?;
    book.put(key, Some(value));
    Ok(())
}

/// XOR of the rows' hashes: putting a row in twice takes it out, so it can be kept up to date.
fn mix(digest: &mut [u8; 32], key: &[u8], value: &[u8]) {
    let mut hasher = Sha256::new();
    hasher.update((key.len() as u64).to_be_bytes());
    hasher.update(key);
    hasher.update(value);
    for (byte, row) in digest.iter_mut().zip(hasher.finalize()) {
        *byte ^= row;
    }
}
