//! The audit trail behind the journal's own file: sealed files of lines, never changed again, read
//! only when somebody looks back. `history/<first>-<last>_<entries>.jsonl`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::journal::{self, Reading};
use super::line::Entry;

/// Folder within the data dir.
pub(super) const DIR: &str = "history";

/// A sealed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    /// Sequence number of its first line.
    pub first: u64,
    /// Sequence number of its last line.
    pub last: u64,
    /// How many entries it holds.
    pub entries: usize,
    /// Where it lies.
    pub path: PathBuf,
}

/// Where lines `first` to `last` are sealed.
pub(super) fn path(dir: &Path, first: u64, last: u64, entries: usize) -> PathBuf {
    dir.join(DIR).join(format!("{first:08}-{last:08}_{entries}.jsonl"))
}

/// The sealed files, oldest first.
pub(super) fn list(dir: &Path) -> Vec<Segment> {
    let Ok(entries) = fs::read_dir(dir.join(DIR)) else { return Vec::new() };
    let parse = |path: PathBuf| {
        let name = path.file_name()?.to_str()?.strip_suffix(".jsonl")?.to_owned();
        let (span, entries) = name.split_once('_')?;
        let (first, last) = span.split_once('-')?;
        Some(Segment { first: first.parse().ok()?, last: last.parse().ok()?, entries: entries.parse().ok()?, path })
    };
    let sane = |s: &Segment| s.first <= s.last && s.last - s.first <= journal::GAP_MAX && s.last < u64::MAX / 2;
    let mut out: Vec<Segment> = entries.flatten().filter_map(|e| parse(e.path())).filter(sane).collect();
    out.sort_unstable_by_key(|s| s.first);
    out
}

/// An entry as the audit trail tells it: a mending writes down as well what did not change.
pub(super) fn telling(mut entry: Entry) -> Entry {
    entry.changes.retain(|change| change.old != change.new);
    entry
}

/// The good lines of a sealed file.
///
/// # Errors
/// As the file system reports.
pub(super) fn load(segment: &Segment) -> io::Result<Vec<Entry>> {
    let mut reading = Reading::behind(segment.first.saturating_sub(1), "");
    journal::read(&segment.path, &mut reading)?;
    Ok(reading.entries)
}

/// The whole trail, newest first; sealed files are read one at a time when the walk comes to them.
/// Lines that are damaged, and files that cannot be read, are passed over: the check of the store
/// names them.
#[derive(Debug)]
pub struct Newest<'a> {
    active: &'a [Entry],
    sealed: &'a [Segment],
    loaded: Vec<Entry>,
}

impl<'a> Newest<'a> {
    pub(super) fn over(active: &'a [Entry], sealed: &'a [Segment]) -> Self {
        Self { active, sealed, loaded: Vec::new() }
    }
}

impl Iterator for Newest<'_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        if let Some((entry, rest)) = self.active.split_last() {
            self.active = rest;
            return Some(telling(entry.clone()));
        }
        loop {
            if let Some(entry) = self.loaded.pop() {
                return Some(telling(entry));
            }
            let (segment, rest) = self.sealed.split_last()?;
            self.sealed = rest;
            self.loaded = load(segment).unwrap_or_default();
        }
    }

    /// Whole files are skipped without reading them.
    fn nth(&mut self, mut n: usize) -> Option<Entry> {
        let skipped = n.min(self.active.len());
        self.active = &self.active[..self.active.len() - skipped];
        n -= skipped;
        let skipped = n.min(self.loaded.len());
        self.loaded.truncate(self.loaded.len() - skipped);
        n -= skipped;
        while self.active.is_empty() && self.loaded.is_empty() {
            let Some((segment, rest)) = self.sealed.split_last().filter(|(s, _)| n >= s.entries) else { break };
            n -= segment.entries;
            self.sealed = rest;
        }
        for _ in 0..n {
            self.next()?;
        }
        self.next()
    }
}
