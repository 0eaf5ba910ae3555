//! The whole store checked, history included: what opening has no need to read. Nothing is mended
//! here but what costs nothing: damaged snapshots are put aside, a wrong index is rebuilt.

use std::path::PathBuf;

use super::journal::{self, Reading};
use super::line::NO_PREDECESSOR;
use super::open::rebuild;
use super::snapshot::{self, Unusable};
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
    /// An exported package is missing or damaged: its SHA-256.
    Package(String),
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
        self.check_index(&mut out);
        for hash in submitted {
            if packages::load(&self.dir, hash, u64::MAX - 1).map_err(at(&self.dir))?.is_none() {
                out.push(Finding::Package(hash.clone()));
            }
        }
        let open = platform::open_to_others(&self.dir);
        if !open.is_empty() {
            if !self.read_only() {
                platform::close_to_others(&open);
            }
            out.push(Finding::Open(open));
        }
        Ok(out)
    }

    /// Every line of every journal file, and that each follows the one before.
    fn check_trail(&self, out: &mut Vec<Finding>) -> Result<(), StoreError> {
        let active = self.dir.join(journal::FILE);
        let files: Vec<PathBuf> = self.sealed.iter().map(|s| s.path.clone()).chain([active]).collect();
        let (mut seq, mut hash) = (0, NO_PREDECESSOR.to_owned());
        let mut lost = Vec::new();
        for file in files {
            let mut reading = Reading::behind(seq, &hash);
            journal::read(&file, &mut reading).map_err(at(&file))?;
            lost.extend(reading.entries.iter().flat_map(|e| e.lost.iter().copied()));
            let made_good: Vec<usize> =
                reading.entries.iter().flat_map(|e| e.mends.iter().copied()).filter(|n| *n > 0).collect();
            let gap =
                reading.bad_lines.first() == Some(&1) && reading.entries.first().is_some_and(|e| e.seq != seq + 1);
            if gap {
                out.push(Finding::Gap(file.clone()));
            }
            if !made_good.is_empty() {
                out.push(Finding::Lines { file: file.clone(), lines: made_good, made_good: true });
            }
            let bad: Vec<usize> = reading.bad_lines.iter().copied().filter(|n| !(gap && *n == 1)).collect();
            if !bad.is_empty() {
                out.push(Finding::Lines { file, lines: bad, made_good: false });
            }
            (seq, hash) = (reading.last_seq(), reading.last_hash);
        }
        if !lost.is_empty() {
            out.push(Finding::Lost(lost));
        }
        Ok(())
    }

    fn check_snapshots(&self, out: &mut Vec<Finding>) {
        for (_, path) in snapshot::list(&self.dir) {
            if !matches!(snapshot::read(&path), Err(Unusable::Damaged)) {
                continue;
            }
            let aside = if self.read_only() { None } else { snapshot::set_aside(&path).ok() };
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
