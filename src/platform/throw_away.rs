//! A private directory that is gone when its owner is done with it.

use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::BuildHasher as _;
use std::io;
use std::path::{Path, PathBuf};

use super::os;

/// How often a name that is taken is answered with another.
const TRIES: u32 = 16;

/// A new private directory with a name nobody can foresee; removed with all it holds when dropped.
/// A process that is killed leaves it behind.
#[derive(Debug)]
pub struct ThrowAway {
    path: PathBuf,
}

impl ThrowAway {
    /// Makes one in `parent`, its name beginning with `prefix`.
    ///
    /// # Errors
    /// As the operating system reports.
    pub fn new(parent: &Path, prefix: &str) -> io::Result<Self> {
        for _ in 0..TRIES {
            // The keys of a new hasher come from the operating system's randomness.
            let random = RandomState::new().hash_one(std::process::id());
            let path = parent.join(format!("{prefix}{random:016x}"));
            match os::make_new_private_dir(&path) {
                Ok(()) => return Ok(Self { path }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for ThrowAway {
    fn drop(&mut self) {
        // What cannot be removed stays in the temporary folder, which the system clears.
        let _ = fs::remove_dir_all(&self.path);
    }
}
