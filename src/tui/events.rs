//! What happens to the interface: keys, pastes, sizes, signals, the end of the line. Three threads tell,
//! one waits; without an event nothing runs.

use std::io;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crossterm::event::{Event as Raw, KeyEvent, KeyEventKind, poll, read};

use crate::platform::{
    self,
    signals::{self, Signal},
};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key went down or repeats.
    Key(KeyEvent),
    /// Text pasted, as the terminal gave it: foreign, of any length, lines ending in `\r` or `\n`.
    Paste(String),
    /// The size of the terminal changed.
    Resize,
    /// Asked to stop: give the terminal back, then [`signals::stop_self`].
    Suspend,
    /// Going on after a stop, of our own or by force: take the terminal again.
    Resume,
    /// Asked to end (TERM, HUP, INT).
    Terminate,
    /// The terminal is gone or cannot be read any more.
    Broken,
    /// Some thread panicked; the terminal is given back already.
    Panic,
}

/// How long the way out may take once it was asked for.
const GRACE: Duration = Duration::from_secs(1);

/// Longest pause between two keys of a paste.
const PASTE_GAP: Duration = Duration::from_millis(8);

/// Where a panic in any thread is told.
static PANICS: Mutex<Option<Sender<Event>>> = Mutex::new(None);

/// The queue of all that happens.
#[derive(Debug)]
pub struct Events {
    queue: Receiver<Event>,
}

impl Events {
    /// Starts to listen; call it once, with the terminal open. The threads live as long as the program.
    ///
    /// # Errors
    /// As the operating system reports.
    pub fn start() -> io::Result<Self> {
        let (tell, queue) = channel();
        if let Ok(mut panics) = PANICS.lock() {
            *panics = Some(tell.clone());
        }
        let signal = tell.clone();
        signals::watch(move |s| {
            if s == Signal::Terminate {
                signals::end_within(GRACE);
            }
            signal.send(translated(s)).is_ok()
        })?;
        let line = tell.clone();
        // Nobody listens any more: then the program is ending anyway.
        signals::watch_line(move || drop(line.send(Event::Broken)))?;
        // Sets the reader up now: a change of size from here on is told. It fails again in the thread.
        let _ = poll(Duration::ZERO);
        thread::Builder::new().name("keys".to_owned()).spawn(move || {
            let failed = pass_on(read, |event| tell.send(event).is_ok());
            if failed {
                drop(tell.send(Event::Broken));
            }
        })?;
        Ok(Self { queue })
    }

    /// Sleeps until something happens, then answers with all that has happened by now, in order.
    pub fn wait(&self) -> Vec<Event> {
        // Where a paste comes as keys it has to be seen whole.
        drained(&self.queue, platform::PASTES_AS_KEYS.then_some(PASTE_GAP))
    }
}

/// Called by the panic hook.
pub(super) fn tell_panic() {
    if let Ok(panics) = PANICS.lock()
        && let Some(tell) = panics.as_ref()
    {
        drop(tell.send(Event::Panic));
    }
}

/// Reads until reading fails (`true`) or nobody listens any more.
fn pass_on(mut read: impl FnMut() -> io::Result<Raw>, mut tell: impl FnMut(Event) -> bool) -> bool {
    while let Ok(raw) = read() {
        if let Some(event) = wanted(raw)
            && !tell(event)
        {
            return false;
        }
    }
    true
}

fn wanted(raw: Raw) -> Option<Event> {
    match raw {
        // Windows also tells when a key goes up.
        Raw::Key(key) if key.kind != KeyEventKind::Release => Some(Event::Key(key)),
        Raw::Paste(text) => Some(Event::Paste(text)),
        Raw::Resize(..) => Some(Event::Resize),
        Raw::Key(_) | Raw::Mouse(_) | Raw::FocusGained | Raw::FocusLost => None,
    }
}

fn translated(signal: Signal) -> Event {
    match signal {
        Signal::Terminate => Event::Terminate,
        Signal::Suspend => Event::Suspend,
        Signal::Resume => Event::Resume,
    }
}

/// Sleeps for the first event; with it all that is there, and where `gap` is given all that follows with
/// no longer pause than that.
fn drained(queue: &Receiver<Event>, gap: Option<Duration>) -> Vec<Event> {
    // All tellers gone means that nobody can tell of anything any more, not even of a panic.
    let first = queue.recv().unwrap_or(Event::Broken);
    let mut batch: Vec<Event> = std::iter::once(first).chain(queue.try_iter()).collect();
    while let Some(next) = gap.and_then(|gap| queue.recv_timeout(gap).ok()) {
        batch.push(next);
    }
    batch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};

    fn key(c: char, kind: KeyEventKind) -> KeyEvent {
        KeyEvent::new_with_kind(KeyCode::Char(c), KeyModifiers::NONE, kind)
    }

    #[test]
    fn keys_pastes_and_sizes_pass_until_reading_fails() {
        let mut raw = vec![
            Raw::Key(key('a', KeyEventKind::Press)),
            Raw::Key(key('a', KeyEventKind::Release)),
            Raw::FocusGained,
            Raw::Key(key('b', KeyEventKind::Repeat)),
            Raw::Paste("xã\r".to_owned()),
            Raw::Resize(1, 2),
        ]
        .into_iter();
        let mut told = Vec::new();
        let read = || raw.next().ok_or_else(|| io::Error::other("end"));
        assert!(pass_on(read, |event| {
            told.push(event);
            true
        }));
        let expected = [
            Event::Key(key('a', KeyEventKind::Press)),
            Event::Key(key('b', KeyEventKind::Repeat)),
            Event::Paste("xã\r".to_owned()),
            Event::Resize,
        ];
        assert_eq!(told, expected);
        assert!(!pass_on(|| Ok(Raw::Resize(1, 1)), |_| false));
    }

    #[test]
    fn a_flood_is_one_batch_and_a_dead_queue_is_told() {
        let (tell, queue) = channel();
        for _ in 0..1000 {
            assert!(tell.send(Event::Resize).is_ok());
        }
        assert_eq!(drained(&queue, None).len(), 1000);
        assert!(tell.send(Event::Resize).is_ok());
        drop(tell);
        assert_eq!(drained(&queue, Some(Duration::from_secs(60))), [Event::Resize]);
        assert_eq!(drained(&queue, None), [Event::Broken]);
    }
}
