//! Opening: what journal, snapshots and index say, which of them is believed, and what is mended.
//! The journal is believed as long as it is whole; what it lost is taken from the copy that proves
//! most. Table: `docs/storage.md`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::history::{self, Segment};
use super::index::{self, Index, IndexError};
use super::journal::{self, Journal, Reading};
use super::judge::{self, Files, Judged, judge, recover};
use super::snapshot::{self, Header, Unusable};
use super::{By, Entry, Mended, Meta, Store, StoreError, Writer, at, newer, no_index_lock, packages, restore, witness};
use crate::platform::{self, Locking};

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
        let index_lock = platform::lock_index(dir).map_err(no_index_lock(dir))?;
        let locks = [lock, index_lock];
        tidy(dir);
        let restored = restore::go_on(dir).map_err(at(dir))?;
        let mut mended = out_of_the_way(dir)?;
        let mut files = gather(dir)?;
        let opened = Index::open(dir);
        let judged = judge(dir, &mut files, &opened)?;
        let recover = judged.mend.then(|| recover(dir, &files, &opened, &judged, by.meta.clone()));
        let Files { mut reading, sealed, base, bad } = files;

        let path = dir.join(journal::FILE);
        // What is mended over stays as it is: it tells of the damage until the mending is on disk.
        let keep_torn = reading.torn && judged.mend;
        if reading.torn && !keep_torn {
            mended.push(Mended::TornLine(keep_tail(&path, reading.whole_bytes)));
        }
        let hash = line_at(reading.last_seq(), base.as_ref().map(|(header, _)| header), &reading);
        let told = judged.told();
        let Judged { mut state, mend, .. } = judged;
        let seq = state.seq.max(reading.last_seq());
        let mut journal = Journal::open(&path, &reading, seq, &hash, keep_torn).map_err(at(&path))?;
        let mut active: Vec<Entry> = reading.take_last_file();
        if let Some(recover) = recover {
            // Before anything else is touched: until this is on disk the next start must find it all.
            let entry = journal.append(recover).map_err(at(&path))?;
            state.apply(&entry.changes, entry.seq);
            active.push(entry);
            mended.extend(told);
        }
        for path in bad {
            // One that cannot be put aside is met again at the next start.
            mended.extend(platform::set_aside(&path, "bad").ok().map(Mended::Snapshot));
        }
        let newest = newest_time(base.as_ref().map(|(header, _)| header), &active);
        let clean = base.as_ref().is_some_and(|(header, _)| header.seq == state.seq);
        let (index, brought_up) = witness::reconcile(dir, opened, &state, &active, clean, mend);
        // sled makes its files with the mask of the process.
        platform::close_to_others(&platform::open_to_others(&dir.join(index::DIR)));
        mended.extend(brought_up.filter(|_| state.seq > 0));
        let line = journal.last_hash().to_owned();
        let snapshot = base.map_or(0, |(header, _)| header.seq);
        let writer = Some(Writer { journal, index, snapshot, left: true, locks });
        let mut store = Self { dir: dir.to_owned(), state, active, sealed, newest, line, mended, writer };
        if let Some(placed) = restored {
            let officer = store.book().setting("officer").unwrap_or_default().to_owned();
            let reason = Some(if placed.reason.is_empty() { placed.kept.clone() } else { placed.reason });
            store.note(Meta { action: "restore".to_owned(), reason, officer, ..by.meta.clone() })?;
            restore::finish(dir).map_err(at(dir))?;
            store.mended.push(Mended::Restored(placed.kept));
        }
        if mend {
            // From here on nothing before the mending is needed any more.
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
        if alone.is_some() && (restore::unfinished(dir) || !misplaced(dir).is_empty()) {
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
            // sled may have made new ones, with the mask of the process.
            platform::close_to_others(&platform::open_to_others(&dir.join(index::DIR)));
            let judged = match judged {
                Ok(judged) if agrees => return Ok(looking(dir, files, judged)),
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
                    return Ok(looking(dir, files, judged));
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
        Ok(looking(dir, files, judged))
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
        // What lacks something, or was never set up, is no store to go on with.
        if !judged.lost.is_empty() || judged.state.book.years().is_empty() {
            return Err(StoreError::Damaged(files.reading.bad_lines));
        }
        Ok(looking(dir, files, judged))
    }
}

/// For looking; what could not be mended is told of all the same.
fn looking(dir: &Path, files: Files, judged: Judged) -> Store {
    let mended = judged.told();
    let state = judged.state;
    let Files { mut reading, sealed, base, .. } = files;
    let active = reading.take_last_file();
    let newest = newest_time(base.as_ref().map(|(header, _)| header), &active);
    let line = line_at(state.seq, base.as_ref().map(|(header, _)| header), &reading);
    Store { dir: dir.to_owned(), state, active, sealed, newest, line, mended, writer: None }
}

/// Hash of the line of entry `seq`, the last one.
fn line_at(seq: u64, header: Option<&Header>, reading: &Reading) -> String {
    header.filter(|header| header.seq == seq).map_or(&reading.last_hash, |header| &header.line).clone()
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
            // Pruned meanwhile: the next one will do.
            Err(Unusable::OutOfReach(error)) if error.kind() == io::ErrorKind::NotFound => {}
            // It may hold what the journal lost: nothing is mended over it.
            Err(Unusable::OutOfReach(error)) => return Err(at(&path)(error)),
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

/// Puts aside what lies where a file or folder of ours belongs and is none: nothing could be read or
/// written there.
fn out_of_the_way(dir: &Path) -> Result<Vec<Mended>, StoreError> {
    let aside = |path: PathBuf| platform::set_aside(&path, "bad").map(Mended::Misplaced).map_err(at(&path));
    misplaced(dir).into_iter().map(aside).collect()
}

fn misplaced(dir: &Path) -> Vec<PathBuf> {
    let places = [(journal::FILE, false), (judge::LEFT, false), (snapshot::DIR, true), (history::DIR, true)];
    let wrong = |(name, is_dir): (&str, bool)| {
        let path = dir.join(name);
        fs::metadata(&path).is_ok_and(|meta| meta.is_dir() != is_dir).then_some(path)
    };
    places.into_iter().filter_map(wrong).collect()
}

/// Removes what killed processes left behind; the caller holds the writer's lock.
fn tidy(dir: &Path) {
    platform::sweep(dir);
    restore::tidy_comparisons(dir);
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
