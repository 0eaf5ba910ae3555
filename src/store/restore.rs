//! Restoring a backup: unpacked beside, compared, then put in the place of what is there, which is
//! kept aside. A marker file names how far that has gone, so that a start after a power cut goes on
//! with it: `restore.pending` while the present files are put aside, `restore.placing` after that.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::backup::{self, BackupError, Difference};
use super::{By, Store, StoreError, at, history, index, journal, packages, snapshot};
use crate::platform::{self, Locking};

/// What a backup is unpacked into.
const UNPACKED: &str = "restore.tmp";
/// The present files are being put aside; holds the folder's name.
const PENDING: &str = "restore.pending";
/// They are aside; the restored ones are being put in place.
const PLACING: &str = "restore.placing";
/// Where present files are put, numbered.
const ASIDE: &str = "aside";
/// What makes up a store.
const FILES: [&str; 5] = [journal::FILE, history::DIR, snapshot::DIR, index::DIR, packages::DIR];

/// Why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The backup cannot be used.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The data dir cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What restoring would change; nothing is changed.
///
/// # Errors
/// [`RestoreError`].
pub fn compare(dir: &Path, file: &Path, by: &By) -> Result<Difference, RestoreError> {
    // Beside a restoring, and beside other comparisons.
    let own = format!("compare-{}.tmp", std::process::id());
    let unpacked = tidy(dir, &own)?;
    let found = backup::unpack(file, &unpacked).map_err(RestoreError::from).and_then(|header| {
        let restored = Store::unpacked(&unpacked)?;
        let present = match Store::read(dir, by) {
            Ok(store) => Some(store),
            // Nothing there, or nothing that can be read: nothing to lose that is known of.
            Err(StoreError::Absent(_) | StoreError::Lost(_) | StoreError::Damaged(_)) => None,
            Err(error) => return Err(error.into()),
        };
        Ok(backup::difference(present.as_ref(), &restored, &header.made))
    });
    // What stays only takes room.
    let _ = fs::remove_dir_all(&unpacked);
    found
}

/// Restores a backup; answers with where the present files are kept, if there were any.
///
/// # Errors
/// [`RestoreError`]; the data dir is as it was then, or the next start goes on.
pub fn restore(dir: &Path, file: &Path, by: &By) -> Result<Option<PathBuf>, RestoreError> {
    platform::make_private_dir(dir).map_err(at(dir))?;
    let lock = match platform::lock(dir, &by.who).map_err(at(dir))? {
        Locking::Ours(lock) => lock,
        Locking::Theirs(holder) => return Err(StoreError::InUse(holder).into()),
    };
    let unpacked = tidy(dir, UNPACKED)?;
    backup::unpack(file, &unpacked)?;
    Store::unpacked(&unpacked)?;
    let aside = (1..=u32::MAX).map(|n| Path::new(ASIDE).join(n.to_string())).find(|p| !dir.join(p).exists());
    let aside = aside.unwrap_or_default();
    let name = aside.to_string_lossy().into_owned();
    let marked = platform::write_private(&dir.join(PENDING), name.as_bytes()).and_then(platform::Pending::place);
    marked.map_err(at(dir))?;
    go_on(dir).map_err(at(dir))?;
    drop(lock);
    Ok(Some(dir.join(aside)).filter(|p| p.exists()))
}

/// True while a restoring was not finished.
pub(super) fn unfinished(dir: &Path) -> bool {
    dir.join(PENDING).exists() || dir.join(PLACING).exists()
}

/// Goes on with what a marker says; the caller holds the writer's lock. Nothing to do without one.
///
/// # Errors
/// As the file system reports; may be called again.
pub(super) fn go_on(dir: &Path) -> io::Result<()> {
    if let Ok(aside) = fs::read_to_string(dir.join(PENDING)) {
        let aside = dir.join(aside);
        for name in FILES.iter().filter(|name| dir.join(name).exists()) {
            platform::make_private_dir(&aside)?;
            fs::rename(dir.join(name), aside.join(name))?;
        }
        if aside.exists() {
            platform::sync_dir(&aside)?;
        }
        fs::rename(dir.join(PENDING), dir.join(PLACING))?;
        platform::sync_dir(dir)?;
    }
    if dir.join(PLACING).exists() {
        let unpacked = dir.join(UNPACKED);
        for name in FILES.iter().filter(|name| unpacked.join(name).exists()) {
            fs::rename(unpacked.join(name), dir.join(name))?;
        }
        platform::sync_dir(dir)?;
        fs::remove_file(dir.join(PLACING))?;
        // Empty by now.
        let _ = fs::remove_dir_all(unpacked);
        platform::sync_dir(dir)?;
    }
    Ok(())
}

/// An empty folder to unpack into; a restoring that was not finished is not disturbed.
fn tidy(dir: &Path, name: &str) -> Result<PathBuf, RestoreError> {
    if unfinished(dir) {
        return Err(StoreError::Io { path: dir.to_owned(), error: io::ErrorKind::ResourceBusy.into() }.into());
    }
    let unpacked = dir.join(name);
    if unpacked.exists() {
        fs::remove_dir_all(&unpacked).map_err(at(&unpacked))?;
    }
    platform::make_private_dir(&unpacked).map_err(at(&unpacked))?;
    Ok(unpacked)
}
