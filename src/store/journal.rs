//! The journal: an append-only file of lines ([`super::line`]), the truth of the store. An entry is
//! acknowledged only after its line is on disk; a failed append is cut back.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::line::{self, Decoded, Entry};
use crate::platform;

/// File name within the data dir.
pub(super) const FILE: &str = "journal.jsonl";

/// What reading found.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Good entries, in file order; with `bad_lines` some between them are missing.
    pub entries: Vec<Entry>,
    /// Line number of each entry.
    numbers: Vec<usize>,
    /// Hash of each entry's line.
    pub hashes: Vec<String>,
    /// Sequence number that the first line follows.
    start: u64,
    /// Hash of the last good line; empty while unknown.
    pub last_hash: String,
    /// Length of the last file up to a torn last line.
    pub whole_bytes: u64,
    /// The last line is torn (no line feed): it was never acknowledged, or its end was lost.
    pub torn: bool,
    /// The end is damaged whatever the lines say: the last file is missing, or its torn last line is not
    /// the beginning of one of ours.
    pub end_damaged: bool,
    /// Lines read so far, torn ones not counted.
    pub lines: usize,
    /// Lines of the files before the last one: numbers within it begin behind them.
    before: usize,
    /// Numbers of lines that are damaged, or follow a gap that nothing explains, counted from 1 over
    /// all files read; those made good by a later line not counted.
    pub bad_lines: Vec<usize>,
    /// Version of a whole line that this program cannot read.
    pub newer: Option<u32>,
}

impl Reading {
    /// Begins behind entry `seq`, whose line has the hash `hash` (empty: not known).
    pub fn behind(seq: u64, hash: &str) -> Self {
        Self { start: seq, last_hash: hash.to_owned(), ..Self::default() }
    }

    /// Sequence number that the first line follows; 0 when the files begin with the first entry.
    pub fn start(&self) -> u64 {
        self.start
    }

    /// Sequence number of the last good entry, or the one before the first line.
    pub fn last_seq(&self) -> u64 {
        self.entries.last().map_or(self.start, |e| e.seq)
    }

    /// Highest sequence number that may have been acknowledged: bad lines after the last good one
    /// hold at most one each.
    pub fn top(&self) -> u64 {
        let last = self.numbers.last().copied().unwrap_or(0);
        self.last_seq() + self.bad_lines.iter().filter(|n| **n > last).count() as u64
    }

    /// True when a state at `seq` proves, together with the good lines after it, everything that was
    /// ever acknowledged.
    pub fn proven_from(&self, seq: u64) -> bool {
        if seq < self.start {
            return false;
        }
        let last = self.numbers.last().copied().unwrap_or(0);
        let behind_last = self.bad_lines.iter().filter(|n| **n > last).count() as u64;
        match self.entries.iter().position(|e| e.seq > seq) {
            // Lines after the last good one hold at most one sequence number each.
            None => seq >= self.last_seq() + behind_last,
            Some(first) => {
                let (at, follows) = (self.numbers[first], self.entries[first].seq == seq + 1);
                follows && self.bad_lines.iter().all(|n| *n <= at)
            }
        }
    }

    /// The entries of the last file, taken out.
    pub fn take_last_file(&mut self) -> Vec<Entry> {
        let at = self.numbers.partition_point(|n| *n <= self.before);
        self.entries.split_off(at)
    }

    /// Line number of an entry, counted over all files read.
    pub fn line_of(&self, entry: usize) -> usize {
        self.numbers.get(entry).copied().unwrap_or(0)
    }

    /// Numbers of bad lines within the last file.
    pub fn bad_here(&self) -> Vec<usize> {
        self.bad_lines.iter().filter_map(|n| n.checked_sub(self.before)).filter(|n| *n > 0).collect()
    }

    /// Lines of the last file, a torn one not counted.
    pub fn lines_here(&self) -> usize {
        self.lines - self.before
    }
}

/// Most sequence numbers that can be missing between two lines; a line beyond is none of ours.
pub(super) const GAP_MAX: u64 = 1_000_000;

/// Longest line read, bytes; a longer one counts as damaged.
const LINE_MAX: u64 = 64 << 20;

/// Reads a file of lines that follow what was read before; a missing file is an empty one.
///
/// # Errors
/// As the file system reports.
pub(super) fn read(path: &Path, reading: &mut Reading) -> io::Result<()> {
    reading.before = reading.lines;
    reading.whole_bytes = 0;
    if std::mem::take(&mut reading.torn) {
        // Only the last file grows: a file that others follow ends with a whole line.
        reading.bad_lines.push(reading.lines + 1);
        reading.lines += 1;
        reading.before += 1;
    }
    reading.end_damaged = false;
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // Between the two renamings of a sealing the next file waits under its other name.
            reading.end_damaged = !next_to(path).exists();
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let mut reader = BufReader::new(file);
    let mut buffer = Vec::new();
    let mut longest = 0;
    loop {
        buffer.clear();
        let mut length = reader.by_ref().take(LINE_MAX).read_until(b'\n', &mut buffer)? as u64;
        if length == LINE_MAX && buffer.last() != Some(&b'\n') {
            // Longer than any line of ours: damaged, whatever it says.
            let rest = reader.skip_until(b'\n')? as u64;
            length += rest;
            buffer.clear();
            buffer.push(b'\n');
        }
        if length == 0 {
            return Ok(());
        }
        let Some(content) = buffer.strip_suffix(b"\n") else {
            reading.torn = true;
            reading.end_damaged = !begins_a_line(&buffer, longest);
            return Ok(());
        };
        reading.lines += 1;
        longest = longest.max(content.len());
        reading.whole_bytes += length;
        take_line(reading, content);
    }
}

/// The file that takes the journal's place when it is sealed.
fn next_to(path: &Path) -> PathBuf {
    path.with_extension("next")
}

/// True for what a kill or a power cut in the middle of writing one line can leave: the beginning of a
/// line, or room for one that was never filled; `longest` is the length of the longest line before it.
fn begins_a_line(bytes: &[u8], longest: usize) -> bool {
    let written = bytes.iter().rposition(|b| *b != 0).map_or(0, |last| last + 1);
    let (written, empty) = bytes.split_at(written);
    let start = line::START.as_bytes();
    let length = written.len().min(start.len());
    let ours = written[..length] == start[..length] && !written.iter().any(u8::is_ascii_control);
    ours && (empty.is_empty() || bytes.len() <= 2 * longest)
}

/// Judges one whole line.
fn take_line(reading: &mut Reading, content: &[u8]) {
    let number = reading.lines;
    let last = reading.last_seq();
    let entry = match line::decode(content) {
        // A mending may skip any number of lines that are gone.
        Decoded::Entry(entry) if entry.seq > last && (entry.seq - last <= GAP_MAX || !entry.mends.is_empty()) => *entry,
        Decoded::Newer(version) => {
            reading.newer = Some(version);
            return;
        }
        Decoded::Entry(_) | Decoded::Damaged => {
            reading.bad_lines.push(number);
            return;
        }
    };
    let after_gap = reading.bad_lines.contains(&(number - 1));
    let unknown = reading.entries.is_empty() && reading.last_hash.is_empty() && reading.start > 0;
    let follows = entry.seq == last + 1 && (unknown || entry.prev == reading.last_hash);
    if !entry.mends.is_empty() {
        // Written by a mending that knew of the damage before it and of the lines that are gone; not of
        // what was done to the last good line since.
        let before = reading.before;
        reading.bad_lines.retain(|n| *n <= before || !entry.mends.contains(&(n - before)));
        if !after_gap && !reading.last_hash.is_empty() && entry.prev != reading.last_hash {
            reading.bad_lines.push(number);
        }
    } else if !follows && !after_gap {
        // Lines are gone, or this one is out of place.
        reading.bad_lines.push(number);
    }
    reading.last_hash = line::sha256(content);
    reading.hashes.push(reading.last_hash.clone());
    reading.entries.push(entry);
    reading.numbers.push(number);
}

/// The journal opened for appending.
#[derive(Debug)]
pub(super) struct Journal {
    file: File,
    path: PathBuf,
    length: u64,
    /// Sequence number of the last entry.
    pub seq: u64,
    last_hash: String,
    /// A failed append could not be cut back: what stands behind `length` is unknown.
    broken: bool,
    /// The file has no place any more that the next start would find: nothing may be written to it.
    astray: bool,
}

impl Journal {
    /// Opens for appending behind what was read, at sequence number `seq`, whose line has the hash
    /// `last_hash`. A torn last line is cut off, or with `keep_torn` ended, to be made good by the
    /// next line.
    ///
    /// # Errors
    /// As the file system reports.
    pub fn open(path: &Path, reading: &Reading, seq: u64, last_hash: &str, keep_torn: bool) -> io::Result<Self> {
        let new = !path.exists();
        let mut file = platform::private_file().create(true).truncate(false).read(true).write(true).open(path)?;
        let mut length = reading.whole_bytes;
        if keep_torn {
            length = file.seek(SeekFrom::End(0))? + 1;
            file.write_all(b"\n")?;
            file.sync_all()?;
        } else if file.metadata()?.len() > length {
            file.set_len(length)?;
            file.sync_all()?;
        }
        file.seek(SeekFrom::End(0))?;
        if new {
            file.sync_all()?;
            path.parent().map_or(Ok(()), platform::sync_dir)?;
        }
        Ok(Self {
            file,
            path: path.to_owned(),
            length,
            seq,
            last_hash: last_hash.to_owned(),
            broken: false,
            astray: false,
        })
    }

    /// Appends an entry (its `seq` and `prev` are set here) and waits until it is on disk.
    ///
    /// # Errors
    /// As the file system reports; the file is then as before, or unusable for further appends.
    pub fn append(&mut self, mut entry: Entry) -> io::Result<Entry> {
        if self.astray {
            return Err(io::ErrorKind::StaleNetworkFileHandle.into());
        }
        if self.broken {
            // Perhaps there is room again: nothing may follow a half line.
            self.cut_back()?;
        }
        entry.seq = self.seq + 1;
        entry.prev.clone_from(&self.last_hash);
        let text = line::encode(&entry)?;
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            self.broken = true;
            // If this fails too, the next append tries it first.
            let _ = self.cut_back();
            return Err(error);
        }
        self.length += text.len() as u64;
        self.seq = entry.seq;
        self.last_hash = line::sha256(text.trim_end_matches('\n').as_bytes());
        Ok(entry)
    }

    fn cut_back(&mut self) -> io::Result<()> {
        self.file.set_len(self.length)?;
        self.file.sync_all()?;
        self.file.seek(SeekFrom::End(0))?;
        self.broken = false;
        Ok(())
    }

    /// Hash of the last line.
    pub fn last_hash(&self) -> &str {
        &self.last_hash
    }

    /// Seals the file under another name and goes on with an empty one; durable when this returns.
    ///
    /// # Errors
    /// As the file system reports; the journal then goes on in the file it had.
    pub fn seal(&mut self, sealed: &Path) -> io::Result<()> {
        let (here, there) = (self.path.parent(), sealed.parent());
        there.map_or(Ok(()), platform::make_private_dir)?;
        // The new file is there before the old one goes, so that nothing but renaming can fail between.
        let next = next_to(&self.path);
        let file = platform::private_file().create(true).truncate(true).read(true).write(true).open(&next)?;
        file.sync_all()?;
        std::fs::rename(&self.path, sealed)?;
        if let Err(error) = std::fs::rename(&next, &self.path) {
            self.astray = std::fs::rename(sealed, &self.path).is_err();
            return Err(error);
        }
        // From here on lines go to the new file, whatever the disk says next.
        (self.file, self.length) = (file, 0);
        there.map_or(Ok(()), platform::sync_dir)?;
        here.map_or(Ok(()), platform::sync_dir)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
