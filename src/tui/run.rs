//! The loop: wait for events, carry out all that are there, paint once.

use std::io;

use ratatui::layout::Rect;

use super::events::{Event, Events};
use super::terminal::Terminal;
use super::theme::Theme;
use super::{burst, draw, keys, view};
use crate::app::ui::action::{Action, Scope};
use crate::app::ui::input::Edit;
use crate::app::ui::{self, State};
use crate::platform::{self, signals};

/// What became of typed text when the interface was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// There was none.
    None,
    /// It is kept as a draft.
    Kept,
    /// It could not be kept.
    Lost,
}

/// How the interface ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The officer left.
    Left,
    /// A signal or a lost line ended it; what became of typed text.
    Stopped(Typed),
    /// A thread panicked; all is told already.
    Panicked,
}

/// A failure that a test asks for, to see that the terminal comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forced {
    /// The interface itself panics once it is drawn.
    Main,
    /// Another thread does.
    Thread,
}

/// Shows the state until the officer leaves or the terminal is gone. The caller has checked that
/// stdin and stdout are terminals and installed the panic hook.
///
/// # Errors
/// When the terminal cannot be set up. A terminal that goes away later is an end like any other.
pub fn run(mut state: State, theme: Theme, forced: Option<Forced>) -> io::Result<Ended> {
    let mut terminal = Terminal::open(theme.color)?;
    let events = Events::start()?;
    loop {
        if paint(&mut terminal, &mut state, theme).is_err() {
            return Ok(Ended::Stopped(keep_draft(&state)));
        }
        force(forced);
        let batch = events.wait();
        if let Some(block) = burst::block(&batch).filter(|_| platform::PASTES_AS_KEYS && pastes(&state)) {
            paste(&mut state, block);
            continue;
        }
        for event in batch {
            let going_on = match event {
                Event::Key(key) => {
                    press(&mut state, key, terminal.area());
                    Ok(())
                }
                Event::Paste(text) => {
                    paste(&mut state, text);
                    Ok(())
                }
                Event::Resize => Ok(()),
                Event::Suspend => {
                    terminal.suspend();
                    if signals::stop_self() { Ok(()) } else { terminal.resume() }
                }
                Event::Resume => terminal.resume(),
                Event::Terminate | Event::Broken => return Ok(Ended::Stopped(keep_draft(&state))),
                Event::Panic => {
                    keep_draft(&state);
                    return Ok(Ended::Panicked);
                }
            };
            if going_on.is_err() {
                return Ok(Ended::Stopped(keep_draft(&state)));
            }
            if state.end {
                return Ok(Ended::Left);
            }
        }
    }
}

fn paint(terminal: &mut Terminal, state: &mut State, theme: Theme) -> io::Result<()> {
    if std::mem::take(&mut state.repaint) {
        terminal.redraw()?;
    }
    terminal.draw(|area, buffer| draw(state, theme, area, buffer))
}

#[allow(clippy::panic)] // what it is for
fn force(forced: Option<Forced>) {
    match forced {
        None => {}
        Some(Forced::Main) => panic!("forced"),
        // The thread cannot be waited for: that is the case to be seen.
        Some(Forced::Thread) => drop(std::thread::spawn(|| panic!("forced"))),
    }
}

fn press(state: &mut State, event: crossterm::event::KeyEvent, area: Rect) {
    let action = keys::key_of(event).and_then(|key| keys::resolve(state, key));
    // What cannot be seen cannot be meant; leaving always can.
    if let Some(action) = action.filter(|a| !view::too_small(area) || *a == Action::Quit) {
        ui::update(state, action);
    }
}

/// Pasted text goes where letters go; elsewhere it is not a row of keys.
fn pastes(state: &State) -> bool {
    state.takes_text() || state.scopes().contains(&Scope::Cells)
}

fn paste(state: &mut State, text: String) {
    if pastes(state) {
        ui::update(state, Action::Type(Edit::Paste(text)));
    }
}

fn keep_draft(state: &State) -> Typed {
    match state.kept().filter(|_| !state.world.practice && !state.read_only()) {
        None => Typed::None,
        Some(draft) if draft.keep(&state.world).is_ok() => Typed::Kept,
        Some(_) => Typed::Lost,
    }
}
