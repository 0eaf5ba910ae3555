//! The index brought to where the store stands: kept when it is right, brought up when it is behind, else
//! built anew.

use std::path::{Path, PathBuf};

use super::index::{self, Index, IndexError, Standing};
use super::judge::Opened;
use super::state::State;
use super::{Entry, Mended};
use crate::domain::book::{Change, Key, Value};
use crate::platform;

/// Up to so many values the index is read whole at each start: it costs a few milliseconds.
const FEW: usize = 10_000;

/// The index as it may be relied on: the one that was opened, brought up if it was behind, else a new
/// one (or none, when sled fails). With it: nothing when it was right as it stood, else what was done.
pub(super) fn reconcile(
    dir: &Path,
    opened: Opened,
    state: &State,
    active: &[Entry],
    clean: bool,
    mended: bool,
) -> (Option<Index>, Option<Mended>) {
    match opened {
        Err(IndexError::OutOfReach(_)) => return (None, None),
        Ok((index, standing)) => {
            if let Some(told) = brought_up(&index, standing, state, active, clean, mended) {
                return (Some(index), told);
            }
            // Closed here, before it is opened again.
        }
        Err(_) => {}
    }
    // sled's own snapshots are a cache that its threads may have written at the wrong moment.
    match Index::open_without_snapshots(dir) {
        Ok((index, standing)) => {
            if let Some(told) = brought_up(&index, standing, state, active, clean, mended) {
                return (Some(index), told);
            }
        }
        // Threads of the one just closed still hold it: this run goes on without, the next one has it.
        Err(IndexError::OutOfReach(_)) => return (None, None),
        Err(_) => {}
    }
    rebuilt(dir, state)
}

/// Brings an index that is right as far as it goes up to the state; `None` when it has to be built anew,
/// otherwise what is to be told of it. Right is what leads to the state's own digest.
#[allow(clippy::option_option)] // may be kept, and if so there may be something to tell
fn brought_up(
    index: &Index,
    standing: Standing,
    state: &State,
    active: &[Entry],
    clean: bool,
    mended: bool,
) -> Option<Option<Mended>> {
    let now = Standing { seq: state.seq, digest: state.digest, old: false };
    // After a kill, and where it is quick, every row is looked at.
    if standing == now && clean && state.book.iter().count() > FEW {
        return Some(None);
    }
    if standing.old {
        // The state is what journal and snapshots say in this version; the values go over from there.
        let all = state.book.iter().map(|(key, value)| whole(key, value)).collect::<Vec<_>>();
        return (index.empty().is_ok() && index.apply(&all, now).is_ok()).then_some(None);
    }
    let mut found = index.load().ok()?;
    if standing.seq == 0 && found.book.iter().next().is_none() {
        // A new one.
        let all = state.book.iter().map(|(key, value)| whole(key, value)).collect::<Vec<_>>();
        return index.apply(&all, now).is_ok().then_some(Some(Mended::Index(None)));
    }
    if found.digest == now.digest {
        // A mending changed no value, but stands further on.
        return (standing == now || index.apply(&[], now).is_ok()).then_some(None);
    }
    let missing: Vec<&Entry> = active.iter().filter(|e| e.seq > standing.seq).collect();
    if mended || missing.first().is_none_or(|e| e.seq != standing.seq + 1) {
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

fn whole(key: &Key, value: &Value) -> Change {
    Change { key: key.clone(), old: None, new: Some(value.clone()) }
}

/// Moves a bad index aside and makes a new one. When that cannot be done the store goes on without
/// an index; the journal carries it alone.
pub(super) fn rebuild(dir: &Path, state: &State) -> (Option<Index>, Option<PathBuf>) {
    let path = dir.join(index::DIR);
    let mut aside = None;
    if path.exists() {
        match platform::set_aside(&path, "bad") {
            Ok(moved) => {
                // sled made its files with the mask of the process.
                platform::close_to_others(&platform::open_to_others(&moved));
                aside = Some(moved);
            }
            Err(_) => return (None, None),
        }
    }
    let Ok((index, _)) = Index::open(dir) else { return (None, aside) };
    let changes: Vec<Change> = state.book.iter().map(|(key, value)| whole(key, value)).collect();
    let standing = Standing { seq: state.seq, digest: state.digest, old: false };
    (index.apply(&changes, standing).ok().map(|()| index), aside)
}
