//! Backups: to a file the officer names, automatic ones to a second place once a day, and restoring.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate};

use super::{AppError, Session, World, by, pack_of};
use crate::domain::alert::{self, Alert};
use crate::domain::book::Book;
use crate::domain::text;
use crate::package;
use crate::store::backup::{self as store_backup, BackupError, Difference};
use crate::store::restore::{self, RestoreError};
use crate::store::{Store, StoreError};
use crate::strings::{backups, errors};

/// Setting: folder of automatic backups.
pub const BACKUP_DIR: &str = "backup_dir";
/// Automatic backups that are kept.
const KEPT: usize = 12;
/// Days after which the newest one counts as old, inclusive.
const FRESH_DAYS: i64 = 7;
const PREFIX: &str = "daumoi_";
const SUFFIX: &str = ".saoluu.jsonl";

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Where it lies.
    pub path: PathBuf,
    /// Entries in it.
    pub entries: u64,
    /// File names of packages that it has not, because their kept bytes are gone or damaged.
    pub lost: Vec<String>,
}

impl Session {
    /// Writes a backup to a new file, or over an old one when `replace` is set.
    ///
    /// # Errors
    /// [`AppError::Input`] with the reason; an existing file is as it was then.
    pub fn backup(&self, file: &Path, replace: bool) -> Result<Made, AppError> {
        self.outside(file)?;
        if file.exists() && !replace {
            return Err(AppError::Input(backups::exists(&file.display().to_string())));
        }
        let header = store_backup::write(&self.store, file, &self.world.now(), replace)?;
        Ok(Made { path: file.to_owned(), entries: header.seq, lost: self.lost_packages() })
    }

    /// File names of packages whose kept bytes are gone or damaged: no backup has them.
    fn lost_packages(&self) -> Vec<String> {
        let there = |hash: &str| matches!(self.store.package(hash, package::MAX_BYTES), Ok(Some(_)));
        let lost = self.store.book().all_submissions().filter(|(_, s)| !there(&s.sha256));
        lost.map(|(_, s)| s.file.clone()).collect()
    }

    /// That a file the officer names does not lie among the data itself.
    pub(super) fn outside(&self, file: &Path) -> Result<(), AppError> {
        let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let inside =
            |folder: PathBuf| fs::canonicalize(&self.world.data_dir).is_ok_and(|data| folder.starts_with(data));
        if fs::canonicalize(folder).is_ok_and(inside) {
            return Err(AppError::Input(backups::inside(&file.display().to_string())));
        }
        Ok(())
    }

    /// The day's automatic backup, where a place is set and today's is not there yet; old ones go.
    /// None when there was nothing to do.
    ///
    /// # Errors
    /// As [`Session::backup`].
    pub fn automatic_backup(&self) -> Option<Result<Made, AppError>> {
        let dir = PathBuf::from(self.store.book().setting(BACKUP_DIR)?);
        let day = day_of(&self.world.now())?;
        let prefix = self.backup_prefix();
        if self.world.practice || dated(&dir, &prefix, day).iter().any(|(of, _)| *of == day) {
            return None;
        }
        let made = self.backup(&dir.join(format!("{prefix}{day}{SUFFIX}")), false);
        if made.is_ok() {
            for (_, old) in dated(&dir, &prefix, day).into_iter().skip(KEPT) {
                // One that stays only takes room.
                let _ = fs::remove_file(old);
            }
        }
        Some(made)
    }

    /// How the names of this commune's automatic backups begin: others may use the same place.
    fn backup_prefix(&self) -> String {
        let unit =
            self.plan_year().map_or_else(|_| String::new(), |p| format!("{}-{}_", p.unit, text::slug(&p.unit_name)));
        format!("{PREFIX}{unit}")
    }

    /// The alert of an automatic backup that is old or out of reach, where a place is set. The place may
    /// be a slow network drive: it is looked at once for each place, not at every alert.
    pub(super) fn backup_alert(&self) -> Option<Alert> {
        let dir = self.store.book().setting(BACKUP_DIR)?;
        let now = day_of(&self.world.now())?;
        let look = || dated(Path::new(dir), &self.backup_prefix(), now).first().map(|(day, _)| *day);
        let newest = *self.newest_backup.get_or_init(look);
        let old = newest.is_none_or(|day| (now - day).num_days() > FRESH_DAYS);
        old.then(|| alert::backup_old(dir, newest))
    }
}

/// That backups can be put there: a folder given from the beginning that is there, or can be made in one
/// that is.
///
/// # Errors
/// [`AppError::Input`] with what is wrong.
pub(super) fn usable_folder(folder: &str) -> Result<(), AppError> {
    let path = Path::new(folder);
    let made = || fs::create_dir(path).is_ok();
    if path.is_absolute() && (path.is_dir() || made()) {
        return Ok(());
    }
    Err(AppError::Input(backups::no_folder(folder)))
}

/// The day's automatic backup after the interface has ended.
pub fn automatic(world: &World) -> Option<Result<Made, AppError>> {
    Session::read(world.clone()).ok()?.automatic_backup()
}

/// Automatic backups of a folder whose names begin so, up to a day, newest first. An empty file is none.
fn dated(dir: &Path, prefix: &str, today: NaiveDate) -> Vec<(NaiveDate, PathBuf)> {
    let Ok(entries) = fs::read_dir(dir) else { return Vec::new() };
    let day = |path: &Path| {
        let name = path.file_name()?.to_str()?.strip_prefix(prefix)?.strip_suffix(SUFFIX)?;
        let day = name.parse::<NaiveDate>().ok()?;
        let there = fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() > 0);
        Some(day).filter(|day| there && *day <= today)
    };
    let paths = entries.flatten().map(|e| e.path());
    let mut out: Vec<(NaiveDate, PathBuf)> = paths.filter_map(|path| Some((day(&path)?, path))).collect();
    out.sort_unstable_by(|a, b| b.cmp(a));
    out
}

fn day_of(moment: &str) -> Option<NaiveDate> {
    DateTime::parse_from_rfc3339(moment).ok().map(|t| t.date_naive())
}

/// That this program has the plan of every year that a book names.
fn usable(book: &Book) -> bool {
    book.years().iter().all(|year| pack_of(*year, book).is_some())
}

/// What restoring a backup would change.
///
/// # Errors
/// [`AppError`]; nothing is changed in any case.
pub fn compare(world: &World, file: &Path) -> Result<Difference, AppError> {
    restore::compare(&world.data_dir, file, &by(world), usable).map_err(|error| refused(file, error))
}

/// Restores a backup and says so in the audit trail; answers with where the former data is kept.
///
/// # Errors
/// [`AppError`]; the data is as it was then.
pub fn restore(world: &World, file: &Path) -> Result<Option<PathBuf>, AppError> {
    let by = by(world);
    let reason = |kept: Option<&str>| backups::restored_from(&file.display().to_string(), kept);
    let aside = restore::restore(&world.data_dir, file, &by, usable, reason).map_err(|error| refused(file, error))?;
    // Writes it into the trail.
    Store::open(&world.data_dir, false, &by)?;
    Ok(aside)
}

fn refused(file: &Path, error: RestoreError) -> AppError {
    let name = file.display().to_string();
    match error {
        RestoreError::Store(StoreError::Newer(version)) | RestoreError::Backup(BackupError::Newer(version)) => {
            StoreError::Newer(version).into()
        }
        RestoreError::Store(error) => error.into(),
        RestoreError::Backup(BackupError::Damaged) => AppError::Input(backups::damaged(&name)),
        RestoreError::Backup(BackupError::Unusable) => AppError::Input(backups::unusable(&name)),
        RestoreError::Backup(BackupError::Io(error)) => AppError::Input(errors::cannot_read(&name, &error)),
        RestoreError::Backup(BackupError::Unpack(error)) => AppError::Input(backups::cannot_unpack(&error)),
    }
}
