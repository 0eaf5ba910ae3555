//! The terminal while it is ours: taken, painted, given back in every case.

use std::io::{self, Write as _};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{Attribute, SetAttribute, force_color_output};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use crossterm::{execute, queue};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::events;
use super::painter::Painter;
use crate::platform::panics;

/// Whether the terminal is ours. Changed with stdout locked, so that nobody draws on one given back.
static OURS: AtomicBool = AtomicBool::new(false);

/// What a terminal that does not know its size is taken for.
const USUAL: (u16, u16) = (80, 24);

/// The terminal, ours until dropped.
#[derive(Debug)]
pub struct Terminal {
    painter: Painter,
    size: (u16, u16),
}

impl Terminal {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, hidden cursor. The caller has
    /// checked that stdin and stdout are terminals. Without `color` only modifiers are ever sent.
    ///
    /// # Errors
    /// As the operating system reports; the terminal is then as it was.
    pub fn open(color: bool) -> io::Result<Self> {
        // Otherwise crossterm itself looks at NO_COLOR, and wipes modifiers with colours.
        force_color_output(true);
        take().inspect_err(|_| give_back())?;
        Ok(Self { painter: Painter::new(color), size: USUAL })
    }

    /// Shows what `render` puts into an empty frame of the present size; it answers where the cursor is
    /// to be seen. Nothing is written when that is shown already, or while suspended.
    ///
    /// # Errors
    /// As the operating system reports: the terminal is gone.
    pub fn draw(&mut self, render: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> io::Result<()> {
        self.size = sane(size().ok(), self.size);
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut frame = Buffer::empty(area);
        let cursor = render(area, &mut frame);
        let mut out = io::stdout().lock();
        if !OURS.load(Ordering::SeqCst) {
            return Ok(());
        }
        let bytes = self.painter.paint(frame, cursor)?;
        if bytes.is_empty() {
            return Ok(());
        }
        out.write_all(&bytes)?;
        out.flush()
    }

    /// The size last drawn for.
    pub fn area(&self) -> Rect {
        Rect::new(0, 0, self.size.0, self.size.1)
    }

    /// Forgets what is shown: the next [`Terminal::draw`] paints everything.
    ///
    /// # Errors
    /// As the operating system reports.
    pub fn redraw(&mut self) -> io::Result<()> {
        self.painter.forget();
        execute!(io::stdout().lock(), Hide)
    }

    /// Gives the terminal back for a while; until [`Terminal::resume`] nothing is drawn.
    pub fn suspend(&mut self) {
        give_back();
    }

    /// Takes the terminal again, also when somebody else changed it meanwhile without our doing.
    ///
    /// # Errors
    /// As the operating system reports.
    pub fn resume(&mut self) -> io::Result<()> {
        self.painter.forget();
        // A shell may have set its own mode; crossterm would think that raw mode is still on.
        let _ = disable_raw_mode();
        take()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

fn take() -> io::Result<()> {
    let mut out = io::stdout().lock();
    OURS.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    queue!(out, EnterAlternateScreen, Hide, SetAttribute(Attribute::Reset), Clear(ClearType::All))?;
    // Old Windows consoles do not know it.
    let _ = queue!(out, EnableBracketedPaste);
    out.flush()
}

/// Restores the terminal if it is ours. Whatever fails: there is nothing more to be done about it.
fn give_back() {
    let mut out = io::stdout().lock();
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = queue!(out, DisableBracketedPaste, SetAttribute(Attribute::Reset));
    // Cleared for terminals without an alternate screen, such as old Linux consoles.
    let _ = execute!(out, Clear(ClearType::All), MoveTo(0, 0), LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// The size to draw: what the terminal says, else the size before.
fn sane(told: Option<(u16, u16)>, before: (u16, u16)) -> (u16, u16) {
    match told {
        None => before,
        // A line without a size, as `ssh -tt` from a script makes one.
        Some((0, 0)) => USUAL,
        Some(size) => size,
    }
}

/// From now on a panic in any thread gives the terminal back first, then tells `sentence` and the usual
/// message, and wakes the interface with [`events::Event::Panic`]. Panics that are caught on purpose
/// ([`panics::catch`]) are left alone. Call it once, before [`Terminal::open`].
pub fn install_panic_hook(sentence: &'static str) {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if panics::expected() {
            return;
        }
        give_back();
        // A closed stderr leaves nobody to tell.
        let _ = writeln!(io::stderr(), "{sentence}");
        usual(info);
        events::tell_panic();
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_always_known() {
        assert_eq!(sane(Some((60, 18)), USUAL), (60, 18));
        assert_eq!(sane(None, (60, 18)), (60, 18));
        assert_eq!(sane(Some((0, 0)), (60, 18)), USUAL);
        assert_eq!(sane(Some((0, 5)), (60, 18)), (0, 5));
    }
}
