//! Restoring a backup: unpacked beside, compared, then put in the place of what is there, which is
//! kept aside. A marker file names how far that has gone, so that a start after a power cut goes on
//! with it: `restore.pending` while the present files are put aside, `restore.placing` after that.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::backup::{self, BackupError, Difference};
use super::{By, Store, StoreError, at, history, index, journal, judge, no_index_lock, packages, snapshot};
use crate::domain::book::Book;
use crate::platform::{self, Locking};

/// How folders of comparisons begin.
const COMPARING: &str = "compare-";
/// What a backup is unpacked into.
const UNPACKED: &str = "restore.tmp";
/// The present files are being put aside; holds the folder's name.
const PENDING: &str = "restore.pending";
/// They are aside; the restored ones are being put in place.
const PLACING: &str = "restore.placing";
/// Where present files are put, numbered.
const ASIDE: &str = "aside";
/// What makes up a store.
const FILES: [&str; 6] = [journal::FILE, history::DIR, snapshot::DIR, index::DIR, packages::DIR, judge::LEFT];

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

/// What restoring would change; nothing is changed. `usable` says whether the program can go on with what
/// the backup holds.
///
/// # Errors
/// [`RestoreError`].
pub fn compare(dir: &Path, file: &Path, by: &By, usable: impl Fn(&Book) -> bool) -> Result<Difference, RestoreError> {
    let header = backup::check(file)?;
    let present = match Store::read(dir, by) {
        Ok(store) => Some(store),
        // Nothing there, or nothing that can be read: nothing to lose that is known of.
        Err(StoreError::Absent(_) | StoreError::Lost(_) | StoreError::Damaged(_)) => None,
        Err(error) => return Err(error.into()),
    };
    // Beside a restoring, and beside other comparisons.
    let place = Comparing::begin(dir)?;
    let restored = unpacked(file, &place.0, usable)?;
    Ok(backup::difference(present.as_ref(), &restored, &header.made))
}

/// A folder to unpack into for looking, removed when dropped.
struct Comparing(PathBuf, #[allow(dead_code)] platform::Lock); // the lock tells others that it is in use

impl Comparing {
    fn begin(dir: &Path) -> Result<Self, RestoreError> {
        let folder = dir.join(format!("{COMPARING}{}.tmp", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        platform::make_private_dir(&folder).map_err(at(&folder))?;
        let lock = platform::lock_index(&folder).map_err(at(&folder))?;
        Ok(Self(folder, lock))
    }
}

impl Drop for Comparing {
    fn drop(&mut self) {
        // What stays only takes room, until the next writer comes.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Removes folders of comparisons whose process was killed.
pub(super) fn tidy_comparisons(dir: &Path) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|n| n.starts_with(COMPARING) && n.strip_suffix(".tmp").is_some());
        if ours && let Some(lock) = platform::try_lock_index(&entry.path()) {
            drop(lock);
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// A backup unpacked and found fit to go on with.
fn unpacked(file: &Path, folder: &Path, usable: impl Fn(&Book) -> bool) -> Result<Store, RestoreError> {
    backup::unpack(file, folder)?;
    let store = Store::unpacked(folder).map_err(|error| match error {
        StoreError::Damaged(_) => BackupError::Damaged.into(),
        error => RestoreError::Store(error),
    })?;
    if usable(store.book()) { Ok(store) } else { Err(BackupError::Unusable.into()) }
}

/// Restores a backup; answers with where the present files are kept, if there were any. `usable` as for
/// [`compare`]; `reason` words it for the audit trail, which the next [`Store::open`] writes.
///
/// # Errors
/// [`RestoreError`]; the data dir is as it was then, or the next start goes on.
pub fn restore(
    dir: &Path,
    file: &Path,
    by: &By,
    usable: impl Fn(&Book) -> bool,
    reason: impl Fn(Option<&str>) -> String,
) -> Result<Option<PathBuf>, RestoreError> {
    backup::check(file)?;
    if unfinished(dir) {
        // An earlier one comes first, and into the trail.
        drop(Store::open(dir, false, by)?);
    }
    platform::make_private_dir(dir).map_err(at(dir))?;
    let lock = match platform::lock(dir, &by.who).map_err(at(dir))? {
        Locking::Ours(lock) => lock,
        Locking::Theirs(holder) => return Err(StoreError::InUse(holder).into()),
    };
    let index_lock = platform::lock_index(dir).map_err(no_index_lock(dir))?;
    let folder = dir.join(UNPACKED);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(at(&folder))?;
    }
    platform::make_private_dir(&folder).map_err(at(&folder))?;
    drop(unpacked(file, &folder, usable)?);
    let aside = new_aside(dir);
    let kept = dir.join(&aside).display().to_string();
    let kept = FILES.iter().any(|name| dir.join(name).exists()).then_some(kept.as_str());
    let says = format!("{aside}\n{}", reason(kept));
    let marked = platform::write_private(&dir.join(PENDING), says.as_bytes()).and_then(platform::Pending::place);
    marked.map_err(at(dir))?;
    go_on(dir).map_err(at(dir))?;
    drop((lock, index_lock));
    Ok(Some(dir.join(aside)).filter(|p| p.exists()))
}

/// True while a restoring was not finished.
pub(super) fn unfinished(dir: &Path) -> bool {
    dir.join(PENDING).exists() || dir.join(PLACING).exists()
}

/// Goes on with what a marker says; the caller holds both locks. Answers, when there was something to go
/// on with, with what is to be told of it; the markers stay until [`finish`].
///
/// # Errors
/// As the file system reports; may be called again.
pub(super) fn go_on(dir: &Path) -> io::Result<Option<Placed>> {
    let Some((marker, aside, reason)) = marked(dir)? else { return Ok(None) };
    let aside = dir.join(aside);
    let unpacked = dir.join(UNPACKED);
    let there = |folder: &Path| FILES[..3].iter().any(|name| folder.join(name).exists());
    // Without it nothing was put in place yet.
    let gone = marker == PENDING && !there(&unpacked);
    if marker == PENDING && !gone {
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
    move_all(&unpacked, dir)?;
    // Somebody took away what was to be placed: what was there before comes back.
    let came_back = aside.exists() && (gone || !there(dir));
    if came_back {
        move_all(&aside, dir)?;
    }
    platform::sync_dir(dir)?;
    if came_back {
        finish(dir)?;
        return Ok(None);
    }
    let kept = if aside.exists() { aside.display().to_string() } else { String::new() };
    Ok(Some(Placed { kept, reason }))
}

/// A restored backup that is in place, but not yet in the audit trail.
pub(super) struct Placed {
    /// Where the former data lies; empty when there was none.
    pub kept: String,
    /// Reason for the trail; empty when the marker lost it.
    pub reason: String,
}

/// Takes the markers away: what was restored stands in the trail.
///
/// # Errors
/// As the file system reports; may be called again.
pub(super) fn finish(dir: &Path) -> io::Result<()> {
    for marker in [PENDING, PLACING].iter().filter(|name| dir.join(name).exists()) {
        fs::remove_file(dir.join(marker))?;
    }
    // Empty by now.
    let _ = fs::remove_dir_all(dir.join(UNPACKED));
    platform::sync_dir(dir)
}

fn move_all(from: &Path, to: &Path) -> io::Result<()> {
    for name in FILES.iter().filter(|name| from.join(name).exists() && !to.join(name).exists()) {
        fs::rename(from.join(name), to.join(name))?;
    }
    Ok(())
}

/// The marker that is there, the folder for the former data and the reason that it names. One that was
/// damaged names none: then the newest that can still take what is there.
fn marked(dir: &Path) -> io::Result<Option<(&'static str, String, String)>> {
    for marker in [PENDING, PLACING] {
        let bytes = match fs::read(dir.join(marker)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            result => result?,
        };
        let text = String::from_utf8(bytes).unwrap_or_default();
        let (named, reason) = text.split_once('\n').unwrap_or((&text, ""));
        let named = Some(named.to_owned()).filter(|name| {
            let number = name.strip_prefix(ASIDE).and_then(|rest| rest.strip_prefix('/'));
            number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        });
        return Ok(Some((marker, named.unwrap_or_else(|| newest_aside(dir)), reason.to_owned())));
    }
    Ok(None)
}

fn asides() -> impl Iterator<Item = String> {
    (1..=u32::MAX).map(|n| format!("{ASIDE}/{n}"))
}

fn new_aside(dir: &Path) -> String {
    asides().find(|name| !dir.join(name).exists()).unwrap_or_default()
}

fn newest_aside(dir: &Path) -> String {
    let newest = asides().take_while(|name| dir.join(name).exists()).last();
    let free =
        |aside: &String| FILES.iter().all(|name| !(dir.join(name).exists() && dir.join(aside).join(name).exists()));
    newest.filter(free).unwrap_or_else(|| new_aside(dir))
}
