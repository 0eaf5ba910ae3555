//! Everything bound to an operating system: private file modes, directory sync, the writer's lock,
//! signals, the line to the terminal, panics that are caught on purpose. Each function has a Unix and a Windows twin; knows nothing of what is stored.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

pub mod panics;
pub mod signals;
mod throw_away;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as os;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as os;

pub use throw_away::ThrowAway;

/// True where the terminal sends a paste as if it were typed.
pub const PASTES_AS_KEYS: bool = os::PASTES_AS_KEYS;

/// Makes a private directory (0700 on Unix) with its parents; an existing one is left as it is.
///
/// # Errors
/// As the operating system reports, also when the path is a file.
pub fn make_private_dir(dir: &Path) -> io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    let new: Vec<&Path> = dir.ancestors().take_while(|d| !d.as_os_str().is_empty() && !d.exists()).collect();
    os::make_private_dir(dir)?;
    new.into_iter().filter_map(Path::parent).try_for_each(sync_dir)
}

/// Options that create files readable by their owner only.
pub fn private_file() -> OpenOptions {
    os::private_file()
}

/// Makes names created in `dir` durable. Windows has no such call and journals names itself.
///
/// # Errors
/// As the operating system reports.
pub fn sync_dir(dir: &Path) -> io::Result<()> {
    os::sync_dir(if dir.as_os_str().is_empty() { Path::new(".") } else { dir })
}

/// Held while this process may write; released when dropped or when the process dies.
#[derive(Debug)]
pub struct Lock {
    /// Compared with what lies at its path.
    handle: same_file::Handle,
    path: PathBuf,
}

impl Lock {
    fn of(file: File, path: PathBuf) -> io::Result<Self> {
        Ok(Self { handle: same_file::Handle::from_file(file)?, path })
    }

    /// False once somebody took the lock's file away: others can then lock another one.
    pub fn holds(&self) -> bool {
        match same_file::Handle::from_path(&self.path) {
            Ok(found) => found == self.handle,
            // One that cannot be looked at now is no other one.
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        }
    }
}

/// Outcome of trying for the lock.
#[derive(Debug)]
pub enum Locking {
    /// It is ours.
    Ours(Lock),
    /// Somebody else writes; what they wrote about themselves, possibly empty.
    Theirs(String),
}

const LOCK: &str = "lock";
const INDEX_LOCK: &str = "lock.index";

/// How often and after what pause the right to open the index is asked for: three seconds in all.
const INDEX_TRIES: u32 = 300;
/// How often a second writer tries before it is told who writes: a fifth of a second in all.
const LOCK_TRIES: u32 = 20;
const INDEX_PAUSE: std::time::Duration = std::time::Duration::from_millis(10);

/// Waits for the right to open the index in `dir`. Writers keep it while they run (so another writer
/// never gets this far), readers for the milliseconds of reading.
///
/// # Errors
/// As the operating system reports.
pub fn lock_index(dir: &Path) -> io::Result<Lock> {
    let file = lock_file(dir, INDEX_LOCK)?;
    for _ in 0..INDEX_TRIES {
        match file.try_lock() {
            Ok(()) => return Lock::of(file, dir.join(INDEX_LOCK)),
            Err(fs::TryLockError::WouldBlock) => std::thread::sleep(INDEX_PAUSE),
            Err(fs::TryLockError::Error(error)) => return Err(error),
        }
    }
    // No reader takes that long: somebody took the writer's lock file away.
    Err(io::ErrorKind::WouldBlock.into())
}

/// As [`lock_index`], but `None` when somebody has it, or the medium does not let us lock.
pub fn try_lock_index(dir: &Path) -> Option<Lock> {
    let file = lock_file(dir, INDEX_LOCK).ok()?;
    file.try_lock().ok()?;
    Lock::of(file, dir.join(INDEX_LOCK)).ok()
}

fn lock_file(dir: &Path, name: &str) -> io::Result<File> {
    private_file().create(true).truncate(false).read(true).write(true).open(dir.join(name))
}

/// Writes a file whole or not at all: beside its place, synced, then renamed over it.
/// [`Pending::place`] does the renaming; dropping without it removes what was written.
///
/// # Errors
/// As the operating system reports; nothing is left behind then.
pub fn write_beside(path: &Path, bytes: &[u8]) -> io::Result<Pending> {
    write_beside_with(path, |out| out.write_all(bytes))
}

/// As [`write_beside`] for what is not held in memory.
///
/// # Errors
/// As [`write_beside`], and as `fill` reports.
pub fn write_beside_with(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<Pending> {
    write_with(OpenOptions::new(), path, fill)
}

/// As [`write_beside`], readable by the owner only.
///
/// # Errors
/// As [`write_beside`].
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<Pending> {
    write_with(private_file(), path, |out| out.write_all(bytes))
}

/// Name of the system user this process acts as; the environment is not asked.
pub fn user_name() -> String {
    whoami::username().unwrap_or_else(|_| os::user_number())
}

/// Name of the terminal this process has, for another one that wants to write.
pub fn terminal_name() -> Option<String> {
    os::terminal_name()
}

/// Free bytes on the disk of `dir` for this user; `None` when the system does not say.
pub fn free_space(dir: &Path) -> Option<u64> {
    fs2::available_space(dir).ok()
}

/// Files and folders under `dir`, itself included, that others may read or write. On Windows none:
/// profile folders are private by inheritance.
pub fn open_to_others(dir: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(path) = waiting.pop() {
        let Ok(meta) = fs::symlink_metadata(&path) else { continue };
        if meta.is_dir() {
            let entries = fs::read_dir(&path).into_iter().flatten();
            waiting.extend(entries.flatten().map(|e| e.path()));
        }
        if !meta.is_symlink() && os::open_to_others(&meta) {
            out.push(path);
        }
    }
    out
}

/// Takes the rights of others away; what cannot be changed stays as it is.
pub fn close_to_others(paths: &[PathBuf]) {
    for path in paths {
        os::close_to_others(path);
    }
}

/// A place beside `path` to write to; [`Pending::place`] renames it once what was written is synced.
pub fn pending(path: &Path) -> Pending {
    let name = path.file_name().unwrap_or_default();
    sweep_for(path.parent().unwrap_or(Path::new(".")), &|stem| stem == name.to_string_lossy());
    let mut name = name.to_owned();
    name.push(format!("{TEMPORARY}{}.tmp", std::process::id()));
    Pending { temporary: path.with_file_name(name), target: path.to_owned() }
}

fn write_with(
    mut options: OpenOptions,
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<Pending> {
    let pending = pending(path);
    let mut file = BufWriter::new(options.create(true).truncate(true).write(true).open(&pending.temporary)?);
    write(&mut file)?;
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(pending)
}

/// What tells files that are being written from everything else: `<name>.daumoi-<process>.tmp`.
const TEMPORARY: &str = ".daumoi-";

/// Removes what [`write_beside`] left in `dir` when its process was killed. Only for folders in which
/// nobody else writes at the same time.
pub fn sweep(dir: &Path) {
    sweep_for(dir, &|_| true);
}

fn sweep_for(dir: &Path, wanted: &dyn Fn(&str) -> bool) {
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let parts = name.strip_suffix(".tmp").and_then(|rest| rest.rsplit_once(TEMPORARY));
        let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if parts.is_some_and(|(stem, process)| wanted(stem) && number(process)) {
            // One that cannot be removed is only untidy.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Opens a file from outside for reading; what is none is refused before it is opened: opening a pipe waits for whoever
/// writes to it, perhaps for ever. A link to a file is one.
///
/// # Errors
/// As the operating system reports; [`io::ErrorKind::IsADirectory`] for a folder, [`NO_FILE`] for pipes and devices.
pub fn open_outside(path: &Path) -> io::Result<File> {
    let meta = fs::metadata(path)?;
    if meta.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !meta.is_file() {
        return Err(NO_FILE.into());
    }
    File::open(path)
}

/// Kind of the error for a pipe, socket or device where a file is wanted.
pub const NO_FILE: io::ErrorKind = io::ErrorKind::NotSeekable;

/// Reads a file from outside, at most `max` bytes and one more that says it is larger.
///
/// # Errors
/// As [`open_outside`].
pub fn read_capped(path: &Path, max: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_outside(path)?.take(max.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a file that was just written from where it lies, not from memory, as far as the system lets itself be
/// told to forget it: a bad stick shows only then.
///
/// # Errors
/// As the operating system reports.
pub fn read_back(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    os::forget_cached(&file);
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Renames a file or folder so that it is out of the way: `<name>.<word>-1`, `-2` and so on. Answers
/// with its new path.
///
/// # Errors
/// As the operating system reports.
pub fn set_aside(path: &Path, word: &str) -> io::Result<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let free = (1..=u32::MAX).map(|n| path.with_file_name(format!("{name}.{word}-{n}"))).find(|p| !p.exists());
    let aside = free.ok_or(io::ErrorKind::AlreadyExists)?;
    fs::rename(path, &aside)?;
    path.parent().map_or(Ok(()), sync_dir)?;
    Ok(aside)
}

/// A file written beside its place.
#[derive(Debug)]
pub struct Pending {
    temporary: PathBuf,
    target: PathBuf,
}

impl Pending {
    /// Where it was written.
    pub fn written(&self) -> &Path {
        &self.temporary
    }

    /// Puts the file in its place, replacing what is there.
    ///
    /// # Errors
    /// As the operating system reports.
    pub fn place(self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.target)?;
        self.target.parent().map_or(Ok(()), sync_dir)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        // After `place` there is nothing to remove.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// Tries to become the only writer of `dir`. `who` is left beside the lock for others to read
/// (in a file of its own: Windows forbids reading a locked one).
///
/// # Errors
/// As the operating system reports; a lock held by others is no error.
pub fn lock(dir: &Path, who: &str) -> io::Result<Locking> {
    let file = lock_file(dir, LOCK)?;
    let holder = dir.join("lock.holder");
    let mut tried = file.try_lock();
    for _ in 0..LOCK_TRIES {
        if !matches!(tried, Err(fs::TryLockError::WouldBlock)) {
            break;
        }
        // Who is just leaving, or a child process between fork and exec, has it for milliseconds.
        std::thread::sleep(INDEX_PAUSE);
        tried = file.try_lock();
    }
    match tried {
        Ok(()) => {
            // A courtesy to others: on a full disk the lock holds without it.
            let opened = private_file().create(true).truncate(true).write(true).open(&holder);
            let _ = opened.and_then(|mut file| file.write_all(who.as_bytes()));
            Lock::of(file, dir.join(LOCK)).map(Locking::Ours)
        }
        Err(fs::TryLockError::WouldBlock) => {
            // What another process wrote: a short line or nothing worth showing. It writes right after
            // it has the lock, so an empty one is looked at again for a moment.
            let mut text = String::new();
            for _ in 0..50 {
                if let Ok(file) = File::open(&holder) {
                    let _ = file.take(400).read_to_string(&mut text);
                }
                if !text.is_empty() {
                    break;
                }
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
            Ok(Locking::Theirs(text))
        }
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

/// Whether a terminal shows Unicode when no locale says so: Windows does, elsewhere it is the C locale.
pub const UTF8_WITHOUT_LOCALE: bool = os::UTF8_WITHOUT_LOCALE;
