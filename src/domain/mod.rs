//! The engine: pure functions over packs (the law as data) and a book (the commune's data).
//!
//! Owns every rule of the field: calendar, windows, deadlines, tasks, figures, checks,
//! indicators, alerts, submission states. May not know: files, the clock, the terminal,
//! Vietnamese prose (wording comes from packs or from `strings`).

pub mod agenda;
pub mod alert;
pub mod book;
pub mod calendar;
pub mod cell;
pub mod day;
pub mod deadline;
pub mod figures;
pub mod indicator;
pub mod marks;
pub mod pack;
pub mod pack_check;
pub mod period;
pub mod review;
pub mod rule;
pub mod submission;
pub mod task;
pub mod text;
pub mod unusual;
