//! The whole store checked, history included: what opening has no need to read. Nothing is mended
//! here but what costs nothing: damaged snapshots are put aside, a wrong index is rebuilt.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use super::history::{self, Segment};
use super::journal::{self, Reading};
use super::line::NO_PREDECESSOR;
use super::snapshot::{self, Unusable};
use super::witness::rebuild;
use super::{Mended, Store, StoreError, at, packages};
use crate::platform;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Lines of a journal file are damaged, removed or edited; numbers are 1-based. What they changed
    /// is known all the same when `made_good` is set, but the trail has a hole.
    Lines {
        /// Which file.
        file: PathBuf,
        /// Lines.
        lines: Vec<usize>,
        /// A later line made the state good.
        made_good: bool,
    },
    /// A journal file does not follow the one before it: lines between them are gone or were edited.
    Gap(PathBuf),
    /// Entries of which no copy could prove what they changed.
    Lost(Vec<u64>),
    /// A mending found the end of the journal damaged: nothing tells that there was no entry after these.
    Unsure(Vec<u64>),
    /// An exported package is missing or damaged: its SHA-256.
    Package(String),
    /// A snapshot cannot be written.
    NoSnapshot(io::ErrorKind),
    /// Files or folders others may read or write.
    Open(Vec<PathBuf>),
    /// Something was mended just now, or when the store was opened.
    Mended(Mended),
}

impl Store {
    /// Checks every file; with the writer's rights mends what is safe to mend. `submitted` are the
    /// packages that have to be there.
    ///
    /// # Errors
    /// [`StoreError::Io`] when a file cannot be read.
    pub fn check(&mut self, submitted: &[String]) -> Result<Vec<Finding>, StoreError> {
        let mut out: Vec<Finding> = self.mended.iter().cloned().map(Finding::Mended).collect();
        self.check_trail(&mut out)?;
        self.check_snapshots(&mut out);
        if let Err(error) = self.snapshot() {
            out.push(Finding::NoSnapshot(error.kind()));
        }
        self.check_index(&mut out);
        for hash in submitted {
            if packages::load(&self.dir, hash, u64::MAX - 1).map_err(at(&self.dir))?.is_none() {
                out.push(Finding::Package(hash.clone()));
            }
        }
        // Beside a writer files come and go, and nothing is changed.
        let open = if self.read_only() { Vec::new() } else { platform::open_to_others(&self.dir) };
        if !open.is_empty() {
            platform::close_to_others(&open);
            out.push(Finding::Open(open));
        }
        Ok(out)
    }

    /// Every line of every journal file, and that each follows the one before. A writer may seal its
    /// journal meanwhile: then once more.
    fn check_trail(&self, out: &mut Vec<Finding>) -> Result<(), StoreError> {
        loop {
            let sealed = history::list(&self.dir);
            let found = self.trail_findings(&sealed)?;
            if history::list(&self.dir) == sealed {
                out.extend(found);
                return Ok(());
            }
        }
    }

    fn trail_findings(&self, sealed: &[Segment]) -> Result<Vec<Finding>, StoreError> {
        let mut out = Vec::new();
        let active = self.dir.join(journal::FILE);
        let files = sealed.iter().map(|s| (s.path.clone(), Some(s))).chain([(active, None)]);
        let snapshots = snapshot::list(&self.dir).into_iter().filter_map(|(_, path)| snapshot::read(&path).ok());
        let marks: BTreeMap<u64, String> = snapshots.map(|(header, _)| (header.seq, header.line)).collect();
        let (mut seq, mut hash) = (0, NO_PREDECESSOR.to_owned());
        let (mut lost, mut unsure) = (Vec::new(), Vec::new());
        for (file, segment) in files {
            let mut reading = Reading::behind(seq, &hash);
            journal::read(&file, &mut reading).map_err(at(&file))?;
            lost.extend(reading.entries.iter().flat_map(|e| e.lost.iter().copied()));
            unsure.extend(reading.entries.iter().filter_map(|e| e.unsure_after));
            let mends = reading.entries.iter().any(|e| !e.mends.is_empty());
            let made_good: Vec<usize> =
                reading.entries.iter().flat_map(|e| e.mends.iter().copied()).filter(|n| *n > 0).collect();
            let starts = reading.entries.first().is_none_or(|e| e.seq == seq + 1);
            // A mending explains numbers that are skipped; the lines themselves are gone all the same.
            let skips = reading.entries.windows(2).any(|w| w[1].seq != w[0].seq + 1);
            let short = segment
                .is_some_and(|s| reading.torn || reading.last_seq() != s.last || reading.entries.len() != s.entries);
            if !starts || short || (mends && skips) {
                out.push(Finding::Gap(file.clone()));
            }
            if !made_good.is_empty() {
                out.push(Finding::Lines { file: file.clone(), lines: made_good, made_good: true });
            }
            let mut bad: Vec<usize> = reading.bad_lines.iter().copied().filter(|n| starts || *n != 1).collect();
            bad.extend(forged(&reading, &marks));
            if !bad.is_empty() {
                out.push(Finding::Lines { file, lines: bad, made_good: false });
            }
            (seq, hash) = (reading.last_seq(), reading.last_hash);
        }
        if !lost.is_empty() {
            out.push(Finding::Lost(lost));
        }
        if !unsure.is_empty() {
            out.push(Finding::Unsure(unsure));
        }
        Ok(out)
    }

    fn check_snapshots(&self, out: &mut Vec<Finding>) {
        for (_, path) in snapshot::list(&self.dir) {
            if !matches!(snapshot::read(&path), Err(Unusable::Damaged)) {
                continue;
            }
            let aside = if self.read_only() { None } else { platform::set_aside(&path, "bad").ok() };
            out.push(Finding::Mended(Mended::Snapshot(aside.unwrap_or(path))));
        }
    }

    fn check_index(&mut self, out: &mut Vec<Finding>) {
        let Some(writer) = &mut self.writer else { return };
        let good = |index: &super::Index| index.load().is_ok_and(|found| found.digest == self.state.digest);
        if writer.index.as_ref().is_some_and(good) {
            return;
        }
        writer.index = None;
        let (index, aside) = rebuild(&self.dir, &self.state);
        writer.index = index;
        out.push(Finding::Mended(Mended::Index(aside)));
    }
}

/// Lines that are whole and follow one another, but are not the ones a snapshot was made after: somebody
/// wrote them anew with fitting checksums. Line numbers within the file.
fn forged(reading: &Reading, marks: &BTreeMap<u64, String>) -> Vec<usize> {
    let entries = reading.entries.iter().enumerate();
    let wrong = entries.filter(|(at, e)| marks.get(&e.seq).is_some_and(|line| *line != reading.hashes[*at]));
    wrong.map(|(at, _)| reading.line_of(at)).collect()
}
