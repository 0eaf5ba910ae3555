//! Every Vietnamese sentence the officer reads. Knows the domain's types, never keys or layout.

pub mod alerts;
pub mod answers;
pub mod document;
pub mod errors;
pub mod help;
pub mod packages;
pub mod packs;
pub mod tables;
pub mod words;
