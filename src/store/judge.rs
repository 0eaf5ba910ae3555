//! Which state journal, snapshots and index prove together, and the line that leads the journal there
//! when it lost something. Table: `docs/storage.md`.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::history::Segment;
use super::index::{self, Index, IndexError, Standing};
use super::journal::{self, Reading};
use super::line;
use super::snapshot::{self, Header};
use super::state::State;
use super::{Entry, Mended, Meta, SEAL_AFTER, StoreError, at, entry, history};
use crate::domain::book::{Book, Change, Key};
use crate::platform;

pub(super) type Opened = Result<(Index, Standing), IndexError>;

/// What lies in the data dir besides the index.
pub(super) struct Files {
    pub reading: Reading,
    pub sealed: Vec<Segment>,
    /// The newest good snapshot; its state until it is followed up.
    pub base: Option<(Header, Option<State>)>,
    /// Damaged snapshots.
    pub bad: Vec<PathBuf>,
}

/// What the copies together say.
pub(super) struct Judged {
    pub state: State,
    /// The journal alone does not say it: a `recover` line is needed.
    pub mend: bool,
    /// Entries that no copy could prove.
    pub lost: Vec<u64>,
    /// The last entry that is known of, where nothing tells that it was the last.
    pub unsure_after: Option<u64>,
}

impl Judged {
    /// What is to be told of a mending.
    pub fn told(&self) -> Vec<Mended> {
        let unsure_after = self.unsure_after;
        match (self.mend, self.lost.is_empty()) {
            (false, _) => Vec::new(),
            (true, true) => vec![Mended::Journal(unsure_after)],
            (true, false) => vec![Mended::Lost { entries: self.lost.clone(), unsure_after }],
        }
    }

    pub fn standing(&self) -> Standing {
        Standing { seq: self.state.seq, digest: self.state.digest, old: false }
    }
}

/// Which state the copies prove. Reading the whole index is left until nothing else will do.
pub(super) fn judge(dir: &Path, files: &mut Files, opened: &Opened) -> Result<Judged, StoreError> {
    let Files { reading, base, .. } = files;
    let end = reading.last_seq();
    let standing = opened.as_ref().ok().map(|(_, standing)| *standing);
    let beginning = (reading.start() == 0).then(State::default);
    let base_state = base.as_mut().and_then(|(_, state)| state.take());
    let left = left_at(dir);
    let standings = standing.map(|s| s.seq).into_iter().chain(base_state.as_ref().map(|s| s.seq));
    let reach = standings.max().unwrap_or(0);
    // A damaged snapshot still says by its name how far it went; one that no journal file of ours can have
    // led to is somebody else's. The mark of a clean exit likewise.
    let plausible = reach.max(reading.top()) + SEAL_AFTER as u64;
    let named = files.bad.iter().filter_map(|path| snapshot::of_name(path)).chain(left);
    let ahead = named.filter(|seq| *seq <= plausible).max().unwrap_or(0).max(reach);
    let whole = reading.bad_lines.is_empty() && (!reading.end_damaged || end.max(ahead) == 0);
    let from_base = base_state.as_ref().is_some_and(|s| s.seq >= reading.start());
    if whole && ahead <= end && (from_base || beginning.is_some()) {
        let from = base_state.filter(|_| from_base).or(beginning);
        let state = follow(from.unwrap_or_default(), &reading.entries);
        return Ok(Judged { state, mend: false, lost: Vec::new(), unsure_after: None });
    }
    let index = opened.as_ref().map_or_else(|e| Err(e.clone()), |(index, _)| index.load());
    let mut witnesses: Vec<State> =
        index.as_ref().ok().cloned().into_iter().chain(base_state).chain(beginning).collect();
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
    let top = top.max(ahead).min(reached.saturating_add(journal::GAP_MAX));
    let lost: Vec<u64> = (reached + 1..=top).filter(|s| !known.contains(s)).collect();
    let whole_end = !reading.torn && !reading.end_damaged && reading.top() == end && state.seq == end;
    let unsure_after = (!whole_end && left != Some(state.seq)).then_some(state.seq.max(top));
    Ok(Judged { state: State { seq: state.seq.max(top), ..state }, mend: true, lost, unsure_after })
}

/// File that a clean exit leaves: the sequence number of the last entry and its CRC. The first entry
/// after it takes it away.
pub(super) const LEFT: &str = "left.cleanly";

/// Sequence number of the last entry, where the last writer left cleanly.
fn left_at(dir: &Path) -> Option<u64> {
    let text = fs::read_to_string(dir.join(LEFT)).ok()?;
    let seq = text.split(' ').next()?.parse().ok()?;
    (text == left_text(seq)).then_some(seq)
}

/// The mark's content: the number and its CRC.
fn left_text(seq: u64) -> String {
    format!("{seq} {}\n", line::crc(seq.to_string().as_bytes()))
}

/// Marks a clean exit at entry `seq`.
///
/// # Errors
/// As the file system reports; the next start is then less sure, nothing else.
pub(super) fn mark_left(dir: &Path, seq: u64) -> io::Result<()> {
    if left_at(dir) == Some(seq) {
        return Ok(());
    }
    platform::write_private(&dir.join(LEFT), left_text(seq).as_bytes())?.place()
}

/// Takes the mark of a clean exit away, on disk when this returns.
///
/// # Errors
/// As the file system reports.
pub(super) fn unmark_left(dir: &Path) -> io::Result<()> {
    match fs::remove_file(dir.join(LEFT)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(()) => platform::sync_dir(dir),
    }
}

/// The state after the entries that follow it.
pub(super) fn follow(mut state: State, entries: &[Entry]) -> State {
    let from = state.seq;
    for entry in entries.iter().filter(|e| e.seq > from) {
        state.apply(&entry.changes, entry.seq);
    }
    state
}

/// The entry that leads from whatever any copy may say to what is proven: every value, and every key that
/// is known of and has none. So what lies before it is never needed again, however damaged.
pub(super) fn recover(dir: &Path, files: &Files, opened: &Opened, judged: &Judged, meta: Meta) -> Entry {
    let reading = &files.reading;
    let mut mends = reading.bad_here();
    // Number 0 is no line: it says that lines are gone without a trace.
    mends.push(if reading.torn { reading.lines_here() + 1 } else { 0 });
    let to = &judged.state.book;
    let (from, mut keys) = told(reading, &files.sealed);
    let snapshots = snapshot::list(dir).into_iter().filter_map(|(_, path)| snapshot::read(&path).ok());
    let index = opened.as_ref().ok().and_then(|(index, _)| index.load().ok());
    for state in snapshots.map(|(_, state)| state).chain(index) {
        keys.extend(state.book.iter().map(|(key, _)| key.clone()));
    }
    keys.extend(to.iter().map(|(key, _)| key.clone()));
    let change = |key: Key| Change { old: from.get(&key).cloned(), new: to.get(&key).cloned(), key };
    let changes = keys.into_iter().map(change).collect();
    let lost = judged.lost.clone();
    let unsure_after = judged.unsure_after;
    Entry { mends, lost, unsure_after, ..entry(Meta { action: "recover".to_owned(), ..meta }, changes) }
}

/// What the good lines of the whole trail say, and every key they name.
fn told(reading: &Reading, sealed: &[Segment]) -> (Book, BTreeSet<Key>) {
    let (mut state, mut keys) = (State::default(), BTreeSet::new());
    let mut take = |entries: &[Entry]| {
        keys.extend(entries.iter().flat_map(|e| e.changes.iter().map(|c| c.key.clone())));
        for entry in entries {
            state.apply(&entry.changes, entry.seq);
        }
    };
    for segment in sealed.iter().filter(|s| s.last <= reading.start()) {
        take(&history::load(segment).unwrap_or_default());
    }
    take(&reading.entries);
    (state.book, keys)
}
