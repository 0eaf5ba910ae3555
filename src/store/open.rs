//! Opening: what journal, snapshots and index say, which of them is believed, and what is mended.
//! The journal is believed as long as it is whole; what it lost is taken from the copy that proves
//! most. Table: `docs/storage.md`.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::history::{self, Segment};
use super::index::{self, Index, IndexError, Standing};
use super::journal::{self, Journal, Reading};
use super::snapshot::{self, Header, Unusable};
use super::state::State;
use super::{By, Entry, Mended, Meta, Store, StoreError, Writer, at, entry, newer, packages, restore};
use crate::domain::book::{Book, Change};
use crate::platform::{self, Locking};

/// Up to so many values the index is read whole at each start: it costs a few milliseconds.
const FEW: usize = 10_000;

type Opened = Result<(Index, Standing), IndexError>;

/// What lies in the data dir besides the index.
struct Files {
    reading: Reading,
    sealed: Vec<Segment>,
    /// The newest good snapshot; its state until it is followed up.
    base: Option<(Header, Option<State>)>,
    /// Damaged snapshots.
    bad: Vec<PathBuf>,
}

/// What the copies together say.
struct Judged {
    state: State,
    /// The journal alone does not say it: a `recover` line is needed.
    mend: bool,
    /// Entries that no copy could prove.
    lost: Vec<u64>,
    /// The last entry that is known of, where nothing tells that it was the last.
    unsure_after: Option<u64>,
}

impl Judged {
    fn standing(&self) -> Standing {
        Standing { seq: self.state.seq, digest: self.state.digest }
    }
}

impl Store {
    /// Opens for writing; makes the data dir when `create` is set. `by` tells others who writes, and
    /// signs what has to be mended.
    ///
    /// # Errors
    /// [`StoreError`]; nothing is changed then.
    pub fn open(dir: &Path, create: bool, by: &By) -> Result<Self, StoreError> {
        match found(dir) {
            Err(StoreError::Absent(_)) if create => {}
            result => result?,
        }
        platform::make_private_dir(dir).map_err(at(dir))?;
        if create {
            platform::close_to_others(&[dir.to_owned()]);
        }
        let lock = match platform::lock(dir, &by.who).map_err(at(dir))? {
            Locking::Ours(lock) => lock,
            Locking::Theirs(holder) => return Err(StoreError::InUse(holder)),
        };
        restore::go_on(dir).map_err(at(dir))?;
        let index_lock = platform::lock_index(dir).map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock => StoreError::InUse(String::new()),
            _ => at(dir)(error),
        })?;
        let locks = [lock, index_lock];
        let mut files = gather(dir)?;
        let opened = Index::open(dir);
        let judged = judge(dir, &mut files, &opened)?;
        let Files { mut reading, sealed, base, bad } = files;

        let path = dir.join(journal::FILE);
        let mut mended = Vec::new();
        for path in bad {
            // One that cannot be put aside is met again at the next start.
            mended.extend(platform::set_aside(&path, "bad").ok().map(Mended::Snapshot));
        }
        let keep_torn = reading.torn && judged.state.seq > reading.last_seq();
        if reading.torn && !keep_torn {
            mended.push(Mended::TornLine(keep_tail(&path, reading.whole_bytes)));
        }
        let hash = match &base {
            Some((header, _)) if header.seq == reading.last_seq() => header.line.clone(),
            _ => reading.last_hash.clone(),
        };
        let seq = judged.state.seq.max(reading.last_seq());
        let recover = judged.mend.then(|| {
            let mut mends = reading.bad_here();
            // Number 0 is no line: it says that lines are gone without a trace.
            mends.push(if keep_torn { reading.lines_here() + 1 } else { 0 });
            let from = replayed(&reading);
            Entry { mends, lost: judged.lost.clone(), ..recovery(&from, &judged.state.book, by.meta.clone()) }
        });
        let journal = Journal::open(&path, &reading, seq, &hash, keep_torn).map_err(at(&path))?;
        let active: Vec<Entry> = reading.take_last_file();
        let newest = newest_time(base.as_ref().map(|(header, _)| header), &active);
        let clean = base.as_ref().is_some_and(|(header, _)| header.seq == judged.state.seq);
        let (index, brought_up) = reconcile(dir, opened, &judged, &active, clean);
        // sled makes its files with the mask of the process.
        platform::close_to_others(&platform::open_to_others(&dir.join(index::DIR)));
        mended.extend(brought_up.filter(|_| judged.state.seq > 0));
        let snapshot = base.map_or(0, |(header, _)| header.seq);
        let writer = Some(Writer { journal, index, snapshot, _locks: locks });
        let mut store = Self { dir: dir.to_owned(), state: judged.state, active, sealed, newest, mended, writer };
        if let Some(recover) = recover {
            store.state.seq = seq;
            store.append(recover)?;
            if judged.lost.is_empty() {
                store.mended.push(Mended::Journal(judged.unsure_after));
            } else {
                store.mended.push(Mended::Lost(judged.lost));
            }
            // From here on nothing before this entry is needed any more.
            let _ = store.snapshot();
        }
        Ok(store)
    }

    /// Opens for looking. Beside a writer, and on read-only media, it reads journal and snapshots and
    /// writes nothing; else it compares them with the index, and mends what does not agree as a
    /// writer would.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn read(dir: &Path, by: &By) -> Result<Self, StoreError> {
        found(dir)?;
        // Taken before reading: with it in hand no writer is at work.
        let alone = platform::try_lock_index(dir);
        if alone.is_some() && restore::unfinished(dir) {
            drop(alone);
            let mut store = Self::open(dir, false, by)?;
            store.writer = None;
            return Ok(store);
        }
        let mut files = gather(dir)?;
        if alone.is_some() {
            let opened = Index::open(dir);
            let judged = judge(dir, &mut files, &opened);
            let agrees = match (&judged, &opened) {
                (Ok(judged), Ok((_, standing))) => {
                    !judged.mend && !files.reading.torn && files.bad.is_empty() && *standing == judged.standing()
                }
                _ => false,
            };
            drop(opened);
            let judged = match judged {
                Ok(judged) if agrees => return Ok(looking(dir, files, judged.state)),
                other => other,
            };
            drop(alone);
            match (Self::open(dir, false, by), judged) {
                (Ok(mut store), _) => {
                    let _ = store.snapshot();
                    store.writer = None;
                    return Ok(store);
                }
                // Somebody began to write and mends first: the files as they are now will do.
                (Err(StoreError::InUse(_)), _) => files = gather(dir)?,
                // Nothing can be written here: what the copies prove will do.
                (Err(StoreError::Io { .. }), Ok(judged)) if judged.lost.is_empty() => {
                    return Ok(looking(dir, files, judged.state));
                }
                (Err(error), _) => return Err(error),
            }
        }
        // The index is somebody else's, or out of reach: it is no witness.
        let no_index = Err(IndexError::OutOfReach(io::ErrorKind::WouldBlock));
        let judged = judge(dir, &mut files, &no_index)?;
        if !judged.lost.is_empty() {
            return Err(StoreError::Damaged(files.reading.bad_lines));
        }
        Ok(looking(dir, files, judged.state))
    }
}

impl Store {
    /// What an unpacked backup holds, for looking; there is no index.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(super) fn unpacked(dir: &Path) -> Result<Self, StoreError> {
        let mut files = gather(dir)?;
        let no_index = Err(IndexError::OutOfReach(io::ErrorKind::WouldBlock));
        let judged = judge(dir, &mut files, &no_index)?;
        // What is not whole, or was never set up, is no store to go on with.
        if judged.mend || judged.state.book.years().is_empty() {
            return Err(StoreError::Damaged(files.reading.bad_lines));
        }
        Ok(looking(dir, files, judged.state))
    }
}

fn looking(dir: &Path, files: Files, state: State) -> Store {
    let Files { mut reading, sealed, base, .. } = files;
    let active = reading.take_last_file();
    let newest = newest_time(base.as_ref().map(|(header, _)| header), &active);
    Store { dir: dir.to_owned(), state, active, sealed, newest, mended: Vec::new(), writer: None }
}

fn newest_time(header: Option<&Header>, active: &[Entry]) -> String {
    let mut newest = header.map(|header| header.newest.clone()).unwrap_or_default();
    for entry in active {
        newer(&mut newest, &entry.at);
    }
    newest
}

/// That something was set up in a data dir: any copy counts.
pub(super) fn found(dir: &Path) -> Result<(), StoreError> {
    match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(StoreError::NotADirectory(dir.to_owned()));
        }
        // One that may not be looked into is not an empty one.
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(dir)(error)),
        _ => {}
    }
    let copies = [journal::FILE, index::DIR, snapshot::DIR, history::DIR];
    if copies.iter().any(|name| dir.join(name).exists()) || restore::unfinished(dir) {
        return Ok(());
    }
    Err(if packages::any(dir) { StoreError::Lost(dir.to_owned()) } else { StoreError::Absent(dir.to_owned()) })
}

/// Reads snapshots and journal. A writer may begin a new journal file meanwhile: then once more.
fn gather(dir: &Path) -> Result<Files, StoreError> {
    loop {
        let before = history::list(dir);
        let files = gather_once(dir, &before)?;
        if history::list(dir) == before {
            return files.reading.newer.map_or(Ok(files), |version| Err(StoreError::Newer(version)));
        }
    }
}

fn gather_once(dir: &Path, sealed: &[Segment]) -> Result<Files, StoreError> {
    let (mut base, mut bad) = (None, Vec::new());
    for (_, path) in snapshot::list(dir) {
        match snapshot::read(&path) {
            Ok((header, state)) => {
                base = Some((header, Some(state)));
                break;
            }
            Err(Unusable::Damaged) => bad.push(path),
            Err(Unusable::Newer(version)) => return Err(StoreError::Newer(version)),
            // Pruned meanwhile, or not readable now: the next one will do.
            Err(Unusable::OutOfReach) => {}
        }
    }
    let reach = base.as_ref().map_or(0, |(header, _)| header.seq);
    let needed: Vec<&Segment> = sealed.iter().filter(|s| s.last > reach).collect();
    let start = needed.first().map_or_else(|| sealed.last().map_or(0, |s| s.last), |s| s.first.saturating_sub(1));
    let hash = base.as_ref().filter(|(header, _)| header.seq == start).map_or("", |(header, _)| header.line.as_str());
    let mut reading = Reading::behind(start, hash);
    let path = dir.join(journal::FILE);
    for file in needed.iter().map(|s| &s.path).chain([&path]) {
        journal::read(file, &mut reading).map_err(at(file))?;
    }
    Ok(Files { reading, sealed: sealed.to_vec(), base, bad })
}

/// Which state the copies prove. Reading the whole index is left until nothing else will do.
fn judge(dir: &Path, files: &mut Files, opened: &Opened) -> Result<Judged, StoreError> {
    let Files { reading, base, .. } = files;
    let end = reading.last_seq();
    let standing = opened.as_ref().ok().map(|(_, standing)| *standing);
    let beginning = (reading.start() == 0).then(State::default);
    let base_state = base.as_mut().and_then(|(_, state)| state.take());
    // A damaged snapshot still says by its name how far it went.
    let named = snapshot::named(&files.bad);
    let ahead = standing.map(|s| s.seq).into_iter().chain(base_state.as_ref().map(|s| s.seq)).chain(named);
    let ahead = ahead.max().is_some_and(|seq| seq > end);
    let from = base_state.filter(|s| s.seq >= reading.start()).or_else(|| beginning.clone());
    if let (true, false, Some(from)) = (reading.bad_lines.is_empty(), ahead, from) {
        let state = follow(from, &reading.entries);
        return Ok(Judged { state, mend: false, lost: Vec::new(), unsure_after: None });
    }
    let index = opened.as_ref().map_or_else(|e| Err(e.clone()), |(index, _)| index.load());
    let mut witnesses: Vec<State> = index.as_ref().ok().cloned().into_iter().chain(beginning).collect();
    let snapshots = snapshot::list(dir).into_iter().filter_map(|(_, path)| snapshot::read(&path).ok());
    witnesses.extend(snapshots.map(|(_, state)| state));
    witnesses.sort_by_key(|state| std::cmp::Reverse(state.seq));
    let proves = witnesses.iter().position(|state| reading.proven_from(state.seq));
    // It may hold what the journal lost: nothing is mended over it.
    if let (None, Err(IndexError::OutOfReach(kind))) = (proves, &index)
        && *kind != io::ErrorKind::WouldBlock
    {
        return Err(at(&dir.join(index::DIR))(io::Error::from(*kind)));
    }
    let best = witnesses.into_iter().nth(proves.unwrap_or(0)).unwrap_or_default();
    let top = reading.top().max(best.seq);
    let known: HashSet<u64> = reading.entries.iter().map(|e| e.seq).collect();
    let from = best.seq + 1;
    let state = follow(best, &reading.entries);
    let reached = if proves.is_some() { state.seq } else { from - 1 };
    let top = top.max(named.unwrap_or(0)).min(reached.saturating_add(journal::GAP_MAX));
    let lost: Vec<u64> = (reached + 1..=top).filter(|s| !known.contains(s)).collect();
    // A clean exit leaves a snapshot of the last entry; otherwise only an end that is whole tells.
    let whole_end = !reading.torn && reading.top() == end && state.seq == end;
    let left_cleanly = snapshot::list(dir).first().is_some_and(|(seq, _)| *seq == state.seq);
    let unsure_after = (!whole_end && !left_cleanly).then_some(state.seq.max(top));
    Ok(Judged { state: State { seq: state.seq.max(top), ..state }, mend: true, lost, unsure_after })
}

/// The state after the entries that follow it.
fn follow(mut state: State, entries: &[Entry]) -> State {
    let from = state.seq;
    for entry in entries.iter().filter(|e| e.seq > from) {
        state.apply(&entry.changes, entry.seq);
    }
    state
}

/// The index as it may be relied on: the one that was opened, brought up if it was behind, else a new
/// one (or none, when sled fails). With it: nothing when it was right as it stood, else what was done.
fn reconcile(
    dir: &Path,
    opened: Opened,
    judged: &Judged,
    active: &[Entry],
    clean: bool,
) -> (Option<Index>, Option<Mended>) {
    match opened {
        Err(IndexError::OutOfReach(_)) => return (None, None),
        Ok((index, standing)) => {
            if let Some(told) = brought_up(&index, standing, judged, active, clean) {
                return (Some(index), told);
            }
            // Closed here, before it is opened again.
        }
        Err(_) => {}
    }
    // sled's own snapshots are a cache that its threads may have written at the wrong moment.
    match Index::open_without_snapshots(dir) {
        Ok((index, standing)) => {
            if let Some(told) = brought_up(&index, standing, judged, active, clean) {
                return (Some(index), told);
            }
        }
        // Threads of the one just closed still hold it: this run goes on without, the next one has it.
        Err(IndexError::OutOfReach(_)) => return (None, None),
        Err(_) => {}
    }
    rebuilt(dir, &judged.state)
}

/// Brings an index that is right as far as it goes up to the state; `None` when it has to be built anew,
/// otherwise what is to be told of it. Right is what leads to the state's own digest.
#[allow(clippy::option_option)] // may be kept, and if so there may be something to tell
fn brought_up(
    index: &Index,
    standing: Standing,
    judged: &Judged,
    active: &[Entry],
    clean: bool,
) -> Option<Option<Mended>> {
    let now = judged.standing();
    // After a kill, and where it is quick, every row is looked at.
    if standing == now && clean && judged.state.book.iter().count() > FEW {
        return Some(None);
    }
    let mut found = index.load().ok()?;
    if found.digest == now.digest {
        return Some(None);
    }
    let missing: Vec<&Entry> = active.iter().filter(|e| e.seq > standing.seq).collect();
    if judged.mend || missing.first().is_none_or(|e| e.seq != standing.seq + 1) {
        return None;
    }
    for entry in &missing {
        found.apply(&entry.changes, entry.seq);
    }
    let changes: Vec<Change> = missing.iter().flat_map(|e| e.changes.clone()).collect();
    (found.digest == now.digest && index.apply(&changes, now).is_ok()).then_some(Some(Mended::Index(None)))
}

fn rebuilt(dir: &Path, state: &State) -> (Option<Index>, Option<Mended>) {
    let (index, aside) = rebuild(dir, state);
    (index, Some(Mended::Index(aside)))
}

/// Moves a bad index aside and makes a new one. When that cannot be done the store goes on without
/// an index; the journal carries it alone.
pub(super) fn rebuild(dir: &Path, state: &State) -> (Option<Index>, Option<PathBuf>) {
    let path = dir.join(index::DIR);
    let mut aside = None;
    if path.exists() {
        match platform::set_aside(&path, "bad") {
            Ok(moved) => aside = Some(moved),
            Err(_) => return (None, None),
        }
    }
    let Ok((index, _)) = Index::open(dir) else { return (None, aside) };
    let all = state.book.iter().map(|(key, value)| Change { key: key.clone(), old: None, new: Some(value.clone()) });
    let changes: Vec<Change> = all.collect();
    let standing = Standing { seq: state.seq, digest: state.digest };
    (index.apply(&changes, standing).ok().map(|()| index), aside)
}

/// Keeps the torn end of a journal file in a file of its own; a courtesy that may fail.
fn keep_tail(path: &Path, whole: u64) -> Option<PathBuf> {
    let bytes = fs::read(path).ok()?;
    let tail = bytes.get(usize::try_from(whole).ok()?..)?;
    let name = |n: u32| path.with_file_name(format!("journal.torn-{n}"));
    let free = (1..=u32::MAX).map(name).find(|p| !p.exists())?;
    platform::write_private(&free, tail).ok()?.place().ok()?;
    Some(free)
}

/// What the good lines that were read say by themselves; nothing where they do not begin with the
/// first entry, so that a mending then tells the whole state.
fn replayed(reading: &Reading) -> Book {
    if reading.start() > 0 {
        return Book::default();
    }
    follow(State::default(), &reading.entries).book
}

/// The entry that leads from what the journal still proves to what is known.
fn recovery(from: &Book, to: &Book, meta: Meta) -> Entry {
    let gone = from.iter().filter(|(key, _)| to.get(key).is_none());
    let gone = gone.filter_map(|(key, _)| from.change(key.clone(), None));
    let set = to.iter().filter_map(|(key, value)| from.change(key.clone(), Some(value.clone())));
    let changes = gone.chain(set).collect();
    entry(Meta { action: "recover".to_owned(), ..meta }, changes)
}
