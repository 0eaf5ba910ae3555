//! The commune's data on disk: a journal (truth, fsynced before an action counts as done) and a
//! sled index (working state, rebuilt whenever it is missing, damaged or behind). One writer; any
//! number of readers beside it, who read the journal and write nothing.

pub mod draft;
mod index;
mod journal;
pub mod line;
mod packages;

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::domain::book::{Book, Change};
use crate::platform::{self, Lock, Locking};
use index::{Index, IndexError};
use journal::{Journal, Reading};
pub use line::Entry;

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
    /// Exported packages are there, but neither journal nor index.
    #[error("data lost in {0}")]
    Lost(PathBuf),
    /// Somebody else writes; what they left about themselves.
    #[error("in use by {0}")]
    InUse(String),
    /// Written by a newer program.
    #[error("format {0} is newer than {max}", max = line::VERSION)]
    Newer(u32),
    /// The journal has damaged lines and the index is not ahead of them: nothing proves what stood
    /// there. The numbers are 1-based.
    #[error("journal damaged at lines {0:?}")]
    Damaged(Vec<usize>),
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

/// What opening had to mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mended {
    /// A torn last line, never acknowledged, was cut off.
    TornLine,
    /// Damaged or missing journal lines: the index proved the state they led to, and a `recover` line
    /// leads there. Every line stays in its place.
    Journal,
    /// The index was missing, damaged or behind and was brought up from the journal.
    Index,
}

/// An open store.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    book: Book,
    entries: Vec<Entry>,
    mended: Vec<Mended>,
    writer: Option<Writer>,
}

#[derive(Debug)]
struct Writer {
    journal: Journal,
    /// None once sled failed: the journal goes on, the index is rebuilt at the next start.
    index: Option<Index>,
    _locks: [Lock; 2],
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |error| StoreError::Io { path, error }
}

impl Store {
    /// Opens for writing; makes the data dir when `create` is set. `by` tells others who writes, and
    /// signs what has to be mended.
    ///
    /// # Errors
    /// [`StoreError`]; nothing is changed then.
    pub fn open(dir: &Path, create: bool, by: &By) -> Result<Self, StoreError> {
        let journal_path = dir.join(journal::FILE);
        match found(dir) {
            Err(StoreError::Absent(_)) if create => {}
            result => result?,
        }
        platform::make_private_dir(dir).map_err(at(dir))?;
        let lock = match platform::lock(dir, &by.who).map_err(at(dir))? {
            Locking::Ours(lock) => lock,
            Locking::Theirs(holder) => return Err(StoreError::InUse(holder)),
        };
        let index_lock = platform::lock_index(dir).map_err(at(dir))?;
        let mut reading = not_newer(journal::read(&journal_path).map_err(at(&journal_path))?)?;
        let opened = Index::open(dir);
        let proven = match &opened {
            Ok((_, indexed, seq)) if needs_proof(&reading, *seq) => reading.proven_from(*seq).then(|| {
                let tail = reading.entries.iter().filter(|e| e.seq > *seq);
                (with(indexed.clone(), tail), (*seq).max(reading.last_seq()))
            }),
            // It may hold what the journal lost: nothing is mended over it.
            Err(IndexError::OutOfReach(kind)) if !reading.sound() => {
                return Err(at(&dir.join(index::DIR))(io::Error::from(*kind)));
            }
            _ => None,
        };
        if proven.is_none() && !reading.bad_lines.is_empty() {
            return Err(StoreError::Damaged(reading.bad_lines));
        }
        let mut mended = Vec::new();
        let seq = proven.as_ref().map_or(reading.last_seq(), |(_, seq)| *seq);
        let keep_torn = reading.torn && seq > reading.last_seq();
        let mut journal = Journal::open(&journal_path, &reading, seq, keep_torn).map_err(at(&journal_path))?;
        let mut entries = std::mem::take(&mut reading.entries);
        if let Some((state, _)) = proven {
            mended.push(Mended::Journal);
            // Number 0 is no line: it says that lines are gone without a trace.
            let mut mends = std::mem::take(&mut reading.bad_lines);
            mends.push(if keep_torn { reading.lines + 1 } else { 0 });
            let entry = recovery(&replay(&entries), &state, mends, by.meta.clone());
            entries.push(journal.append(entry).map_err(at(&journal_path))?);
        } else if reading.torn {
            mended.push(Mended::TornLine);
        }
        let book = replay(&entries);
        let (index, kept) = trusted(dir, opened, &entries, &book);
        if !kept && seq > 0 {
            mended.push(Mended::Index);
        }
        let writer = Some(Writer { journal, index, _locks: [lock, index_lock] });
        Ok(Self { dir: dir.to_owned(), book, entries, mended, writer })
    }

    /// Opens for looking. Beside a writer, and on read-only media, it reads the journal and writes
    /// nothing; else it compares journal and index, and mends what does not agree as a writer would.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn read(dir: &Path, by: &By) -> Result<Self, StoreError> {
        found(dir)?;
        let path = dir.join(journal::FILE);
        // Taken before reading: with it in hand no writer is at work.
        let alone = platform::try_lock_index(dir);
        // A torn last line may be one that is being written just now: it does not count yet.
        let mut reading = not_newer(journal::read(&path).map_err(at(&path))?)?;
        if let Some(seen) = alone.as_ref().map(|_| compare(dir, &reading)).filter(|seen| *seen != Seen::Same) {
            drop(alone);
            match Self::open(dir, false, by) {
                Ok(store) => return Ok(Self { writer: None, ..store }),
                // Somebody began to write and mends first: the journal as it is now will do.
                Err(StoreError::InUse(_)) => reading = not_newer(journal::read(&path).map_err(at(&path))?)?,
                // Nothing can be written here; a sound journal that the index is not ahead of will do.
                Err(StoreError::Io { .. }) if seen == Seen::NotAhead => {}
                Err(error) => return Err(error),
            }
        }
        if !reading.bad_lines.is_empty() {
            return Err(StoreError::Damaged(reading.bad_lines));
        }
        let book = replay(&reading.entries);
        Ok(Self { dir: dir.to_owned(), book, entries: reading.entries, mended: Vec::new(), writer: None })
    }

    /// All data of the commune.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// The audit trail, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The data dir.
    pub fn dir(&self) -> &Path {
        &self.dir
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
    /// [`StoreError::Io`] when the journal cannot be written (full disk, lost permission), or the
    /// store is open for reading only.
    pub fn commit(&mut self, meta: Meta, changes: Vec<Change>) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        let read_only = || at(&self.dir)(io::Error::from(io::ErrorKind::PermissionDenied));
        let Some(writer) = self.writer.as_mut() else { return Err(read_only()) };
        let entry = entry(meta, changes);
        let path = writer.journal.path().to_owned();
        let entry = writer.journal.append(entry).map_err(at(&path))?;
        self.book.apply(&entry.changes);
        let indexed = writer.index.as_mut().map(|index| index.apply(&entry.changes, entry.seq));
        if indexed.is_some_and(|result| result.is_err()) {
            writer.index = None;
        }
        self.entries.push(entry);
        Ok(())
    }
}

/// That something was set up in a data dir: either copy counts.
fn found(dir: &Path) -> Result<(), StoreError> {
    if dir.exists() && !dir.is_dir() {
        return Err(StoreError::NotADirectory(dir.to_owned()));
    }
    if dir.join(journal::FILE).exists() || dir.join(index::DIR).exists() {
        return Ok(());
    }
    Err(if packages::any(dir) { StoreError::Lost(dir.to_owned()) } else { StoreError::Absent(dir.to_owned()) })
}

/// How the index looks beside a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// It says the same as a sound journal.
    Same,
    /// It says something else, or cannot be opened, but holds no more than the journal.
    NotAhead,
    /// It holds what the journal lost.
    Ahead,
}

fn compare(dir: &Path, reading: &Reading) -> Seen {
    match Index::open(dir) {
        Ok((_, _, seq)) if seq > reading.last_seq() => Seen::Ahead,
        Ok((_, book, seq)) if reading.sound() && seq == reading.last_seq() && book == replay(&reading.entries) => {
            Seen::Same
        }
        _ => Seen::NotAhead,
    }
}

/// True when the journal alone does not say everything: lines are damaged, or the index is ahead.
fn needs_proof(reading: &Reading, index_seq: u64) -> bool {
    !reading.bad_lines.is_empty() || index_seq > reading.last_seq()
}

/// The index as it may be relied on for these entries: the one that was opened, brought up if it was
/// behind, else a new one (or none, when sled fails). True when the opened one was right as it stood.
fn trusted(
    dir: &Path,
    opened: Result<(Index, Book, u64), index::IndexError>,
    entries: &[Entry],
    book: &Book,
) -> (Option<Index>, bool) {
    let last = entries.last().map_or(0, |e| e.seq);
    match opened {
        Ok((index, indexed, seq)) if seq == last && indexed == *book => (Some(index), true),
        // Everything it lacks stands in the journal, a mending's line included.
        Ok((mut index, indexed, seq)) if seq < last => {
            let missing = || entries.iter().filter(|e| e.seq > seq);
            let caught_up = with(indexed, missing()) == *book;
            if caught_up && missing().all(|e| index.apply(&e.changes, e.seq).is_ok()) {
                return (Some(index), missing().all(|e| !e.mends.is_empty()));
            }
            drop(index);
            (rebuild(dir, book, last), false)
        }
        Err(IndexError::OutOfReach(_)) => (None, true),
        // Closed before it is moved.
        Ok(opened) => {
            drop(opened);
            (rebuild(dir, book, last), false)
        }
        Err(_) => (rebuild(dir, book, last), false),
    }
}

fn with<'a>(mut book: Book, entries: impl Iterator<Item = &'a Entry>) -> Book {
    entries.for_each(|entry| book.apply(&entry.changes));
    book
}

fn replay(entries: &[Entry]) -> Book {
    with(Book::default(), entries.iter())
}

/// The entry that leads from what the journal still proves to what the index proves.
fn recovery(from: &Book, to: &Book, mends: Vec<usize>, meta: Meta) -> Entry {
    let gone = from.iter().filter(|(key, _)| to.get(key).is_none());
    let gone = gone.filter_map(|(key, _)| from.change(key.clone(), None));
    let set = to.iter().filter_map(|(key, value)| from.change(key.clone(), Some(value.clone())));
    let changes = gone.chain(set).collect();
    Entry { mends, ..entry(Meta { action: "recover".to_owned(), ..meta }, changes) }
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
        prev: String::new(),
    }
}

fn not_newer(reading: Reading) -> Result<Reading, StoreError> {
    reading.newer.map_or(Ok(reading), |version| Err(StoreError::Newer(version)))
}

/// Moves a bad index aside and makes a new one from the book. When that cannot be done the store goes
/// on without an index; the journal carries it alone.
fn rebuild(dir: &Path, book: &Book, seq: u64) -> Option<Index> {
    let path = dir.join(index::DIR);
    if path.exists() {
        let aside = (1..=u32::MAX).map(|n| dir.join(format!("sled.bad-{n}"))).find(|p| !p.exists())?;
        std::fs::rename(&path, aside).ok()?;
    }
    let (mut index, ..) = Index::open(dir).ok()?;
    let all = book.iter().map(|(key, value)| Change { key: key.clone(), old: None, new: Some(value.clone()) });
    let changes: Vec<Change> = all.collect();
    index.apply(&changes, seq).ok().map(|()| index)
}
