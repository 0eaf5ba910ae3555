//! The book at a place in the journal, with a digest of all its values that is kept up to date by
//! each change: two copies that name the same place must name the same digest.

use sha2::{Digest as _, Sha256};

use super::line::hex;
use crate::domain::book::{Book, Change, Key, Value};

/// XOR of the hashes of all values: putting a value in twice takes it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Digest([u8; 32]);

impl Digest {
    fn toggle(&mut self, key: &Key, value: &Value) {
        // A value that cannot be written as JSON is never stored: commits would fail on it first.
        let json = serde_json::to_vec(value).unwrap_or_default();
        self.toggle_row(&key.to_string(), &json);
    }

    /// As a row of name and JSON.
    pub(super) fn toggle_row(&mut self, name: &str, json: &[u8]) {
        let mut hasher = Sha256::new();
        hasher.update((name.len() as u64).to_be_bytes());
        hasher.update(name.as_bytes());
        hasher.update(json);
        for (byte, row) in self.0.iter_mut().zip(hasher.finalize()) {
            *byte ^= row;
        }
    }

    /// Lower-case hex.
    pub(super) fn text(self) -> String {
        hex(&self.0)
    }

    /// From lower-case hex; `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut out = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (i, byte) in out.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
        }
        Some(Self(out))
    }
}

/// All values after the journal's entry `seq`.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// Values.
    pub book: Book,
    /// Their digest.
    pub digest: Digest,
    /// Sequence number of the last entry in it; 0 for none.
    pub seq: u64,
}

impl State {
    /// Carries out the changes of entry `seq`.
    pub fn apply(&mut self, changes: &[Change], seq: u64) {
        for change in changes {
            if let Some(old) = self.book.get(&change.key) {
                self.digest.toggle(&change.key, old);
            }
            if let Some(new) = &change.new {
                self.digest.toggle(&change.key, new);
            }
            self.book.put(change.key.clone(), change.new.clone());
        }
        self.seq = seq;
    }
}
