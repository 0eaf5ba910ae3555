//! The packs built into the program: every folder of `data/` (listed by `build.rs`).

use super::pack_file::{self, PackError};
use crate::domain::pack::Pack;

/// Id and files (name, text) of each embedded pack.
type Embedded = &'static [(&'static str, &'static [(&'static str, &'static str)])];

const PACKS: Embedded = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// Ids of the embedded packs, ascending.
pub fn ids() -> impl Iterator<Item = &'static str> {
    PACKS.iter().map(|(id, _)| *id)
}

/// The embedded pack with an id; `None` when there is none.
///
/// # Errors
/// [`PackError`] when its files are unsound, which a test over all of `data/` rules out.
pub fn load(id: &str) -> Option<Result<Pack, PackError>> {
    let (_, files) = PACKS.iter().find(|(name, _)| *name == id)?;
    Some(pack_file::load(files))
}

/// Plan years of the embedded packs, ascending.
pub fn years() -> Vec<i32> {
    let packs = PACKS.iter().filter_map(|(_, files)| pack_file::load(files).ok());
    let mut years: Vec<i32> = packs.map(|pack| pack.plan.year).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// The embedded pack of a plan year; with several, the first by id.
///
/// # Errors
/// As [`load`].
pub fn for_year(year: i32) -> Option<Result<Pack, PackError>> {
    let packs = PACKS.iter().map(|(_, files)| pack_file::load(files));
    packs.into_iter().find(|pack| pack.as_ref().is_ok_and(|p| p.plan.year == year))
}
