//! The commune's data on disk: a journal (truth, fsynced before an action counts as done) and a
//! sled index (working state, rebuilt whenever it is missing, damaged or behind). One writer; any
//! number of readers beside it, who read the journal and write nothing.

mod index;
mod journal;
pub mod line;
mod packages;

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::domain::book::{Book, Change};
use crate::platform::{self, Lock, Locking};
use index::Index;
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
        if dir.exists() && !dir.is_dir() {
            return Err(StoreError::NotADirectory(dir.to_owned()));
        }
        let journal_path = dir.join(journal::FILE);
        if !create && !exists(dir) {
            return Err(StoreError::Absent(dir.to_owned()));
        }
        platform::make_private_dir(dir).map_err(at(dir))?;
        let lock = match platform::lock(dir, &by.who).map_err(at(dir))? {
            Locking::Ours(lock) => lock,
            Locking::Theirs(holder) => return Err(StoreError::InUse(holder)),
        };
        let index_lock = platform::lock_index(dir).map_err(at(dir))?;
        let mut reading = not_newer(journal::read(&journal_path).map_err(at(&journal_path))?)?;
        let opened = Index::open(dir);
        // Damaged, torn or missing lines are acknowledged ones when the index stands at or beyond them.
        let proven = match &opened {
            Ok((_, indexed, seq)) if *seq > reading.last_seq() => Some((indexed, *seq)),
            Ok((_, indexed, seq)) if !reading.bad_lines.is_empty() && *seq == reading.last_seq() => {
                Some((indexed, *seq))
            }
            _ => None,
        };
        if proven.is_none() && !reading.bad_lines.is_empty() {
            return Err(StoreError::Damaged(reading.bad_lines));
        }
        let mut mended = Vec::new();
        let keep_torn = proven.is_some() && reading.torn;
        let seq = proven.map_or(reading.last_seq(), |(_, seq)| seq);
        let mut journal = Journal::open(&journal_path, &reading, seq, keep_torn).map_err(at(&journal_path))?;
        let mut entries = std::mem::take(&mut reading.entries);
        if let Some((indexed, _)) = proven {
            mended.push(Mended::Journal);
            // Number 0 is no line: it says that lines are gone without a trace.
            let mut mends = std::mem::take(&mut reading.bad_lines);
            mends.push(if keep_torn { reading.lines + 1 } else { 0 });
            let entry = recovery(&replay(&entries), indexed, mends, by.meta.clone());
            entries.push(journal.append(entry).map_err(at(&journal_path))?);
        } else if reading.torn {
            mended.push(Mended::TornLine);
        }
        let book = replay(&entries);
        let (index, kept) = trusted(dir, opened, &entries, &book).map_err(at(&dir.join(index::DIR)))?;
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
        if dir.exists() && !dir.is_dir() {
            return Err(StoreError::NotADirectory(dir.to_owned()));
        }
        if !exists(dir) {
            return Err(StoreError::Absent(dir.to_owned()));
        }
        let path = dir.join(journal::FILE);
        // Taken before reading: with it in hand no writer is at work.
        let alone = platform::try_lock_index(dir);
        // A torn last line may be one that is being written just now: it does not count yet.
        let reading = not_newer(journal::read(&path).map_err(at(&path))?)?;
        if alone.is_some() && !agrees(dir, &reading) {
            drop(alone);
            match Self::open(dir, false, by) {
                Ok(store) => return Ok(Self { writer: None, ..store }),
                // Somebody began to write, or nothing can be written here: the journal must do.
                Err(StoreError::InUse(_) | StoreError::Io { .. }) => {}
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

    /// One user action: durable when this returns `Ok`, not there at all otherwise.
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

/// True when something was set up in a data dir: either copy counts.
fn exists(dir: &Path) -> bool {
    dir.join(journal::FILE).exists() || dir.join(index::DIR).exists()
}

/// True when the index opens and says the same as a sound journal.
fn agrees(dir: &Path, reading: &Reading) -> bool {
    let same = |(_, book, seq): (Index, Book, u64)| seq == reading.last_seq() && book == replay(&reading.entries);
    reading.sound() && Index::open(dir).is_ok_and(same)
}

/// The index as it may be relied on for these entries: the one that was opened, brought up if it was
/// behind, else a new one (or none, when sled fails). True when the opened one was right as it stood.
fn trusted(
    dir: &Path,
    opened: Result<(Index, Book, u64), index::IndexError>,
    entries: &[Entry],
    book: &Book,
) -> io::Result<(Option<Index>, bool)> {
    let last = entries.last().map_or(0, |e| e.seq);
    if let Ok((mut index, indexed, seq)) = opened {
        if seq == last && indexed == *book {
            return Ok((Some(index), true));
        }
        let recovered = entries.last().is_some_and(|e| !e.mends.is_empty() && seq + 1 == last);
        let behind = seq < last && behind(entries, seq) == indexed;
        let mut missing = entries.iter().filter(|e| e.seq > seq);
        if recovered && indexed == *book && index.apply(&[], last).is_ok() {
            return Ok((Some(index), true));
        }
        if behind && missing.all(|e| index.apply(&e.changes, e.seq).is_ok()) {
            return Ok((Some(index), false));
        }
    }
    Ok((rebuild(dir, book, last)?, false))
}

fn replay(entries: &[Entry]) -> Book {
    let mut book = Book::default();
    for entry in entries {
        book.apply(&entry.changes);
    }
    book
}

/// The book as it stood after entry `seq`.
fn behind(entries: &[Entry], seq: u64) -> Book {
    replay(&entries[..entries.partition_point(|e| e.seq <= seq)])
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
    match reading.entries.iter().map(|e| e.v).find(|v| *v > line::VERSION) {
        Some(newer) => Err(StoreError::Newer(newer)),
        None => Ok(reading),
    }
}

/// Moves a bad index aside and makes a new one from the book. A sled that fails again leaves the
/// store without an index; the journal carries on alone.
fn rebuild(dir: &Path, book: &Book, seq: u64) -> io::Result<Option<Index>> {
    let path = dir.join(index::DIR);
    if path.exists() {
        let aside = (1..=u32::MAX).map(|n| dir.join(format!("sled.bad-{n}"))).find(|p| !p.exists());
        std::fs::rename(&path, aside.unwrap_or_else(|| dir.join("sled.bad")))?;
    }
    let Ok((mut index, ..)) = Index::open(dir) else { return Ok(None) };
    let all = book.iter().map(|(key, value)| Change { key: key.clone(), old: None, new: Some(value.clone()) });
    let changes: Vec<Change> = all.collect();
    Ok(index.apply(&changes, seq).ok().map(|()| index))
}
