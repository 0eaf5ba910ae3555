//! Every kind of tampered package is refused, each for its own reason, and what is sound in whatever shape passes.
//!
//! A forger may leave the hashes alone, state them again with the descriptor's own digest, or work out the identity
//! too ([`forge::How`]). Whoever makes all of a package anew from figures, tasks and passages that agree with each
//! other has made a package: nothing in it tells that it comes from somebody else, so nothing of that is asked here.
//! The same goes for what only one member says and nothing leads to: another own passage put into every member that
//! shows it, another signed document with its hash, another task of the commune's own.
#![allow(clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;

mod descriptors;
mod forge;
mod good;
mod offices;
mod places;
mod revisions;
mod tables;
mod zips;
