//! Every Vietnamese sentence the officer reads. Knows the domain's types, never keys or layout.

pub mod actions;
pub mod agenda;
pub mod alerts;
pub mod answers;
pub mod backups;
pub mod doctor;
pub mod document;
pub mod errors;
pub mod exports;
pub mod fields;
pub mod forms;
pub mod grid;
pub mod help;
pub mod history;
pub mod imports;
pub mod indicators;
pub mod input;
pub mod packages;
pub mod packs;
pub mod practice;
pub mod tables;
pub mod tasks;
pub mod terminal;
pub mod trail;
pub mod ui;
pub mod words;
