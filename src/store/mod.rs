//! The commune's data on disk: a journal (truth, fsynced before an action counts as done), snapshots
//! of the state it leads to, and a sled index (working state, rebuilt whenever it is missing, damaged
//! or behind). One writer; any number of readers beside it, who read journal and snapshots and write
//! nothing. File layout and recovery table: `docs/storage.md`.

pub mod backup;
pub mod check;
pub mod draft;
mod history;
mod index;
mod journal;
mod judge;
pub mod line;
mod open;
mod packages;
pub mod restore;
mod snapshot;
mod state;
mod witness;

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::domain::book::{Book, Change};
use crate::platform::Lock;
pub use history::Newest;
use history::Segment;
use index::{Index, Standing};
use journal::Journal;
pub use line::Entry;
use snapshot::Place;
use state::State;

/// The journal's file is sealed and a snapshot written after so many entries.
const SEAL_AFTER: usize = 1000;

/// Why the store cannot be used.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The data dir cannot be made, read or written.
    #[error("{path}: {error}")]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The path is a file.
    #[error("{0} is no directory")]
    NotADirectory(PathBuf),
    /// Nothing was set up there.
    #[error("no store in {0}")]
    Absent(PathBuf),
    /// Exported packages are there, but neither journal nor index nor snapshots.
    #[error("data lost in {0}")]
    Lost(PathBuf),
    /// Somebody else writes; what they left about themselves.
    #[error("in use by {0}")]
    InUse(String),
    /// Written by a newer program.
    #[error("format {0} is newer than {max}", max = line::VERSION)]
    Newer(u32),
    /// Beside a writer: the journal has damaged lines that no snapshot makes good. The numbers are
    /// 1-based.
    #[error("journal damaged at lines {0:?}")]
    Damaged(Vec<usize>),
    /// Opened for looking only.
    #[error("opened for reading")]
    ReadOnly,
    /// The lock's file was taken away: somebody else may write by now.
    #[error("the lock is gone")]
    LockGone,
}

/// What an action says of itself besides its changes.
#[derive(Debug, Clone, Default)]
pub struct Meta {
    /// System time, RFC 3339.
    pub at: String,
    /// The `--today` given, if any.
    pub today: Option<String>,
    /// Officer.
    pub officer: String,
    /// System user.
    pub user: String,
    /// Action name.
    pub action: String,
    /// Reason.
    pub reason: Option<String>,
}

/// Who opens a store.
#[derive(Debug, Clone, Default)]
pub struct By {
    /// What a second writer is told.
    pub who: String,
    /// Time and user for a mending.
    pub meta: Meta,
}

/// What opening had to mend, and where it put what was damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mended {
    /// A torn last line was cut off and kept in a file of its own. Unless a disk lost its end, it was
    /// never acknowledged.
    TornLine(Option<PathBuf>),
    /// Damaged or missing journal lines: another copy proved the state they led to, and a `recover`
    /// line leads there. Every line stays in its place. With a number: the end of the journal is among
    /// what is damaged and nothing tells that there was no entry after this one.
    Journal(Option<u64>),
    /// No copy could prove what these entries changed; everything else is there.
    Lost {
        /// Their sequence numbers.
        entries: Vec<u64>,
        /// As the number of [`Mended::Journal`].
        unsure_after: Option<u64>,
    },
    /// The index was missing, damaged or behind and was brought up; a damaged one was put aside.
    Index(Option<PathBuf>),
    /// A damaged snapshot was put aside.
    Snapshot(PathBuf),
    /// Something that was none of ours lay in a place of ours and was put aside.
    Misplaced(PathBuf),
    /// A restoring that was cut off was finished; where the former data lies, empty for nowhere.
    Restored(String),
}

/// An open store.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    state: State,
    /// Entries of the journal's own file, oldest first.
    active: Vec<Entry>,
    /// Sealed files, oldest first.
    sealed: Vec<Segment>,
    /// Newest system time of any entry, RFC 3339; empty for none.
    newest: String,
    /// SHA-256 of the last entry's line.
    line: String,
    mended: Vec<Mended>,
    writer: Option<Writer>,
}

#[derive(Debug)]
struct Writer {
    journal: Journal,
    /// None once sled failed: the journal goes on, the index is rebuilt at the next start.
    index: Option<Index>,
    /// Entry of the newest good snapshot.
    snapshot: u64,
    /// The mark of a clean exit may still lie there.
    left: bool,
    locks: [Lock; 2],
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |error| StoreError::Io { path, error }
}

/// Why the right to the index is not had.
fn no_index_lock(dir: &Path) -> impl FnOnce(io::Error) -> StoreError {
    move |error| match error.kind() {
        io::ErrorKind::WouldBlock => StoreError::InUse(String::new()),
        _ => at(dir)(error),
    }
}

impl Store {
    /// All data of the commune.
    pub fn book(&self) -> &Book {
        &self.state.book
    }

    /// The audit trail, newest first, read as far as it is walked.
    pub fn trail(&self) -> Newest<'_> {
        Newest::over(&self.active, &self.sealed)
    }

    /// The audit trail, oldest first, one file in memory at a time.
    pub fn trail_from_start(&self) -> impl Iterator<Item = Entry> {
        let sealed = self.sealed.iter().flat_map(|segment| history::load(segment).unwrap_or_default());
        sealed.chain(self.active.iter().cloned()).map(history::telling)
    }

    /// How many entries the audit trail has.
    pub fn trail_len(&self) -> usize {
        self.active.len() + self.sealed.iter().map(|s| s.entries).sum::<usize>()
    }

    /// Sequence number of the last entry.
    pub fn seq(&self) -> u64 {
        self.state.seq
    }

    /// Newest system time of any entry, RFC 3339; empty for none.
    pub fn newest_time(&self) -> &str {
        &self.newest
    }

    /// The data dir.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// True when it is opened for looking only.
    pub fn read_only(&self) -> bool {
        self.writer.is_none()
    }

    /// Keeps an exported package under its SHA-256; durable when this returns.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn keep_package(&self, sha256: &str, bytes: &[u8]) -> Result<(), StoreError> {
        packages::keep(&self.dir, sha256, bytes).map_err(at(&self.dir))
    }

    /// An exported package, at most `max` bytes; `None` when its file is missing or damaged.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn package(&self, sha256: &str, max: u64) -> Result<Option<Vec<u8>>, StoreError> {
        packages::load(&self.dir, sha256, max).map_err(at(&self.dir))
    }

    /// What opening mended.
    pub fn mended(&self) -> &[Mended] {
        &self.mended
    }

    /// One user action: durable when this returns `Ok`. Otherwise it is not there; should even cutting
    /// the failed line back fail, nothing more is written before that has worked.
    /// No changes is no action and writes nothing.
    ///
    /// # Errors
    /// [`StoreError::Io`] when the journal cannot be written (full disk, lost permission),
    /// [`StoreError::ReadOnly`].
    pub fn commit(&mut self, meta: Meta, changes: Vec<Change>) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        self.append(entry(meta, changes))?;
        if self.active.len() >= SEAL_AFTER {
            // The entry is safe as it is: this is tried again after the next one.
            let _ = self.seal();
        }
        Ok(())
    }

    /// An entry that changes no value but has to stand in the audit trail; durable when this returns.
    ///
    /// # Errors
    /// As [`Store::commit`].
    pub fn note(&mut self, meta: Meta) -> Result<(), StoreError> {
        self.append(entry(meta, Vec::new()))
    }

    fn append(&mut self, entry: Entry) -> Result<(), StoreError> {
        let holds = self.holds();
        let Some(writer) = self.writer.as_mut() else { return Err(StoreError::ReadOnly) };
        if !holds {
            return Err(StoreError::LockGone);
        }
        if std::mem::take(&mut writer.left)
            && let Err(error) = judge::unmark_left(&self.dir)
        {
            writer.left = true;
            return Err(at(&self.dir)(error));
        }
        let path = writer.journal.path().to_owned();
        let entry = writer.journal.append(entry).map_err(at(&path))?;
        writer.journal.last_hash().clone_into(&mut self.line);
        self.state.apply(&entry.changes, entry.seq);
        let standing = Standing { seq: entry.seq, digest: self.state.digest, old: false };
        let indexed = writer.index.as_ref().map(|index| index.apply(&entry.changes, standing));
        if indexed.is_some_and(|result| result.is_err()) {
            writer.index = None;
        }
        newer(&mut self.newest, &entry.at);
        self.active.push(entry);
        Ok(())
    }

    /// True while this is the one that may write.
    fn holds(&self) -> bool {
        self.writer.as_ref().is_some_and(|writer| writer.locks.iter().all(Lock::holds))
    }

    /// Writes a snapshot of the state as it is, unless the newest one says the same.
    fn snapshot(&mut self) -> io::Result<()> {
        if self.writer.as_ref().is_none_or(|writer| writer.snapshot == self.state.seq) || self.active.is_empty() {
            return Ok(());
        }
        snapshot::write(&self.dir, &self.state, &self.place())?;
        if let Some(writer) = self.writer.as_mut() {
            writer.snapshot = self.state.seq;
        }
        Ok(())
    }

    fn place(&self) -> Place {
        let at = self.active.last().map_or_else(|| self.newest.clone(), |last| last.at.clone());
        Place { at, newest: self.newest.clone(), line: self.line.clone() }
    }

    /// The state as a snapshot's file name and content; `None` before the first entry.
    ///
    /// # Errors
    /// When a value cannot be written as JSON.
    fn as_snapshot(&self) -> io::Result<Option<(String, Vec<u8>)>> {
        if self.state.seq == 0 {
            return Ok(None);
        }
        let place = self.place();
        Ok(Some((snapshot::name(self.state.seq, &place.at), snapshot::text(&self.state, &place)?)))
    }

    /// Writes a snapshot and begins a new journal file.
    fn seal(&mut self) -> io::Result<()> {
        self.snapshot()?;
        let (Some(writer), Some(first), Some(last)) = (self.writer.as_mut(), self.active.first(), self.active.last())
        else {
            return Ok(());
        };
        let (first, last, entries) = (first.seq, last.seq, self.active.len());
        let path = history::path(&self.dir, first, last, entries);
        let sealed = writer.journal.seal(&path);
        if sealed.is_err() && !path.exists() {
            return sealed;
        }
        if writer.index.as_ref().is_some_and(|index| index.flush().is_err()) {
            writer.index = None;
        }
        self.sealed.push(Segment { first, last, entries, path });
        self.active.clear();
        sealed
    }
}

impl Drop for Store {
    /// A clean exit leaves a snapshot; without one the next start reads more of the journal.
    fn drop(&mut self) {
        // Without the lock the files may be somebody else's by now.
        if !std::thread::panicking() && self.holds() && self.snapshot().is_ok() {
            let _ = judge::mark_left(&self.dir, self.state.seq);
        }
    }
}

/// An entry still without its place in the journal.
fn entry(meta: Meta, changes: Vec<Change>) -> Entry {
    Entry {
        v: line::VERSION,
        seq: 0,
        at: meta.at,
        today: meta.today,
        officer: meta.officer,
        user: meta.user,
        action: meta.action,
        reason: meta.reason,
        changes,
        mends: Vec::new(),
        lost: Vec::new(),
        unsure_after: None,
        prev: String::new(),
    }
}

/// Keeps the newer of two RFC 3339 times; one that is none counts as older.
fn newer(newest: &mut String, at: &str) {
    let time = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
    if time(at) > time(newest) {
        at.clone_into(newest);
    }
}
