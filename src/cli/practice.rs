//! Fills the practice store by replaying its script, line by line, each at its own moment.

use std::io;

use super::{Command, Desk, Failure, batch, dispatch, refused};
use crate::app::{AppError, World, practice};
use crate::strings::{errors, practice as words};

/// Fills a practice store in `world.data_dir`, which must be empty or not there yet. Closed again when
/// this returns; the interface or a command then opens it with `world`.
///
/// # Errors
/// The sentence that says why not.
pub fn fill(world: &World) -> Result<(), String> {
    let sentence = |error: &AppError| words::failed(&error.sentence());
    practice::set_up(world).map_err(|error| sentence(&error))?;
    let mut desk = Desk { world: world.clone(), writer: None, mended: Vec::new() };
    for step in practice::script() {
        desk.world = step.world(world);
        let replayed = replay(step.line, &mut desk);
        replayed.map_err(|failure| match failure {
            Failure::App(error) => words::failed(&errors::batch_line(step.number, &error.sentence(), false)),
            Failure::Output(error) => errors::output(&error),
        })?;
    }
    Ok(())
}

fn replay(line: &str, desk: &mut Desk) -> Result<(), Failure> {
    let mut command = batch::parse(line)?.command.ok_or_else(|| refused(errors::not_in_batch()))?;
    if let Command::Submit { out, .. } = &mut command {
        // Packages of the script stay within the throw-away folder.
        *out = practice::packages(&desk.world);
    }
    dispatch(&command, false, desk, &mut io::sink()).map(|_| ())
}
