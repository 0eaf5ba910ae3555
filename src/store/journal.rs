//! The journal: an append-only file of lines ([`super::line`]), the truth of the store. An entry is
//! acknowledged only after its line is on disk; a failed append is cut back.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::line::{self, Decoded, Entry};
use crate::platform;

/// File name within the data dir.
pub const FILE: &str = "journal.jsonl";

/// What reading found.
#[derive(Debug, Default)]
pub struct Reading {
    /// Good entries, in file order; with `bad_lines` some between them are missing.
    pub entries: Vec<Entry>,
    /// 1-based line number of each entry.
    numbers: Vec<usize>,
    /// Hash of the last good line.
    pub last_hash: String,
    /// Length of the file up to a torn last line.
    pub whole_bytes: u64,
    /// The last line is torn (no line feed): it was never acknowledged, or its end was lost.
    pub torn: bool,
    /// Number of lines, the torn one not counted.
    pub lines: usize,
    /// 1-based numbers of lines that are damaged, or follow a gap that nothing explains; those made
    /// good by a later line not counted.
    pub bad_lines: Vec<usize>,
    /// Version of a whole line that this program cannot read.
    pub newer: Option<u32>,
}

impl Reading {
    /// Sequence number of the last good entry; 0 for none.
    pub fn last_seq(&self) -> u64 {
        self.entries.last().map_or(0, |e| e.seq)
    }

    /// True when an index that stands at `seq` proves, together with the good lines after it,
    /// everything that was ever acknowledged.
    pub fn proven_from(&self, seq: u64) -> bool {
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

    /// True when every line is good and follows the one before.
    pub fn sound(&self) -> bool {
        !self.torn && self.bad_lines.is_empty()
    }
}

/// Longest line read, bytes; a longer one counts as damaged.
const LINE_MAX: u64 = 64 << 20;

/// Reads a journal line by line; a missing file is an empty journal.
///
/// # Errors
/// As the file system reports.
pub fn read(path: &Path) -> io::Result<Reading> {
    let mut reading = Reading { last_hash: line::NO_PREDECESSOR.to_owned(), ..Reading::default() };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(reading),
        Err(error) => return Err(error),
    };
    let mut reader = BufReader::new(file);
    let mut buffer = Vec::new();
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
            return Ok(reading);
        }
        let Some(content) = buffer.strip_suffix(b"\n") else {
            reading.torn = true;
            return Ok(reading);
        };
        reading.lines += 1;
        reading.whole_bytes += length;
        take_line(&mut reading, content);
    }
}

/// Judges one whole line.
fn take_line(reading: &mut Reading, content: &[u8]) {
    let number = reading.lines;
    let last = reading.last_seq();
    let entry = match line::decode(content) {
        Decoded::Entry(entry) if entry.seq > last => *entry,
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
    let follows = entry.seq == last + 1 && entry.prev == reading.last_hash;
    if !entry.mends.is_empty() {
        // Written by a mending that knew of the damage before it and of the lines that are gone.
        reading.bad_lines.retain(|n| !entry.mends.contains(n));
    } else if !follows && !after_gap {
        // Lines are gone, or this one is out of place.
        reading.bad_lines.push(number);
    }
    reading.last_hash = line::sha256(content);
    reading.entries.push(entry);
    reading.numbers.push(number);
}

/// The journal opened for appending.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    length: u64,
    /// Sequence number of the last entry.
    pub seq: u64,
    last_hash: String,
    /// A failed append could not be cut back: what stands behind `length` is unknown.
    broken: bool,
}

impl Journal {
    /// Opens for appending behind what was read, at sequence number `seq`. A torn last line is cut
    /// off, or with `keep_torn` ended, to be made good by the next line.
    ///
    /// # Errors
    /// As the file system reports.
    pub fn open(path: &Path, reading: &Reading, seq: u64, keep_torn: bool) -> io::Result<Self> {
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
        let last_hash = reading.last_hash.clone();
        Ok(Self { file, path: path.to_owned(), length, seq, last_hash, broken: false })
    }

    /// Appends an entry (its `seq` and `prev` are set here) and waits until it is on disk.
    ///
    /// # Errors
    /// As the file system reports; the file is then as before, or unusable for further appends.
    pub fn append(&mut self, mut entry: Entry) -> io::Result<Entry> {
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

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
