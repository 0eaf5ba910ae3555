//! Reading what comes from outside: packs (TOML), tables of figures (CSV, XLSX, pasted blocks). Turns
//! bytes into domain values or into an error that says where; may not store anything.

pub mod embedded;
mod hidden;
pub mod layout;
pub mod pack_file;
mod sheet;
pub mod table;
pub mod wording;
