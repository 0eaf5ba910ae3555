//! The terminal front: events → keys → actions by one table, screens as functions of the state, looks,
//! the terminal and what is sent to it. Knows no rule of the field and stores nothing.

mod burst;
pub mod events;
pub mod keys;
mod paint;
mod painter;
mod run;
pub mod terminal;
pub mod theme;
mod view;

pub use run::{Ended, Forced, Typed, run};
pub use view::draw;
