//! daumoi: the focal-point officer's tool for administrative-procedure control in a commune.
//!
//! Layers, top to bottom (`tests/layering.rs` holds them): `cli`, `tui` → `app` → `store`, `package`,
//! `intake` → `domain`, with `platform` beside them and `strings` for every Vietnamese sentence.

pub mod app;
pub mod cli;
pub mod domain;
pub mod intake;
pub mod package;
pub mod platform;
pub mod store;
pub mod strings;
pub mod tui;
