//! The journal: an append-only file of lines ([`super::line`]), the truth of the store. An entry is
//! acknowledged only after its line is on disk; a failed append is cut back.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::line::{self, Entry};
use crate::platform;

/// File name within the data dir.
pub const FILE: &str = "journal.jsonl";

/// What reading found.
#[derive(Debug, Default)]
pub struct Reading {
    /// Good entries, in file order.
    pub entries: Vec<Entry>,
    /// Hash of the last good line.
    pub last_hash: String,
    /// Length of the good part when everything after it is one torn last line.
    pub good_bytes: u64,
    /// The last line is torn (no CRC or no line feed): it was never acknowledged, or its end was lost.
    pub torn: bool,
    /// Highest sequence number seen in any line that is whole, damaged neighbours or not.
    pub highest_seq: u64,
    /// 1-based numbers of lines that are damaged or out of order, the torn last one not counted.
    pub bad_lines: Vec<usize>,
}

/// Longest line read, bytes; a longer one counts as damaged.
const LINE_MAX: usize = 64 << 20;

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
    let (mut buffer, mut number) = (Vec::new(), 0);
    loop {
        buffer.clear();
        let length = reader.read_until(b'\n', &mut buffer)?;
        if length == 0 {
            return Ok(reading);
        }
        number += 1;
        let whole = buffer.last() == Some(&b'\n');
        let content = if whole { &buffer[..length - 1] } else { &buffer[..] };
        let entry = Some(content).filter(|c| c.len() <= LINE_MAX).and_then(line::decode);
        if let Some(entry) = &entry {
            reading.highest_seq = reading.highest_seq.max(entry.seq);
        }
        let expected = reading.entries.last().map_or(1, |e| e.seq + 1);
        match entry {
            Some(entry) if whole && entry.seq == expected && entry.prev == reading.last_hash => {
                reading.last_hash = line::sha256(content);
                reading.entries.push(entry);
                reading.good_bytes += length as u64;
            }
            _ if reader.fill_buf()?.is_empty() && reading.bad_lines.is_empty() => reading.torn = true,
            _ => reading.bad_lines.push(number),
        }
    }
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
    /// Opens for appending after the good part (`good_bytes` long, ending with `last`), cutting the rest off.
    ///
    /// # Errors
    /// As the file system reports.
    pub fn open(path: &Path, good_bytes: u64, last: Option<&Entry>, last_hash: &str) -> io::Result<Self> {
        let new = !path.exists();
        let mut file = platform::private_file().create(true).truncate(false).read(true).write(true).open(path)?;
        if file.metadata()?.len() > good_bytes {
            file.set_len(good_bytes)?;
            file.sync_all()?;
        }
        file.seek(SeekFrom::End(0))?;
        if new {
            file.sync_all()?;
            path.parent().map_or(Ok(()), platform::sync_dir)?;
        }
        let seq = last.map_or(0, |e| e.seq);
        Ok(Self {
            file,
            path: path.to_owned(),
            length: good_bytes,
            seq,
            last_hash: last_hash.to_owned(),
            broken: false,
        })
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
