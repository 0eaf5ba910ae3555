//! The submission package: a flat zip that is a Data Package v2, with CSV tables, the workbook and
//! a cover text, every file declared with size and hash. Writes it from domain values and verifies
//! any such file without a data dir. Knows no store and no command; deterministic: the same
//! content and `created` give the same bytes.

mod again;
mod archive;
mod changes;
mod content;
mod cover;
mod descriptor;
mod document;
mod docx;
mod narrative;
pub mod receipt;
mod sheets;
mod table;
mod tables;
mod texts;
mod verify;
mod workbook;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

pub use changes::changed;
pub use content::{Content, gather};
pub use descriptor::{FieldHead, HOURS_EAST, Head, LAYOUT, PeriodHead, Replaces, UnitHead, chain};
pub use narrative::{Line, Voice};
pub use table::plain_csv;
pub use verify::{Verified, chain_fault, verify};

use crate::domain::cell::Cell;
use crate::domain::pack::Pack;
use crate::domain::period::Period;

/// Member that holds the figures.
pub const FIGURES_FILE: &str = "so_lieu.csv";
/// Member that holds the report document.
pub const REPORT_FILE: &str = descriptor::REPORT;
/// Largest signed document that goes with a package, bytes, inclusive.
pub const MAX_SIGNED: u64 = 8 << 20;
/// Largest package file accepted, bytes, inclusive.
pub const MAX_BYTES: u64 = 16 << 20;

/// Why a package could not be written.
#[derive(Debug, Error)]
pub enum PackageError {
    /// The workbook.
    #[error(transparent)]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A CSV table.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// The pack has no report in words.
    #[error("the pack has no section [document]")]
    NoDocument,
    /// The zip.
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
    /// The descriptor.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// Writing to memory.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// A finished package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The zip.
    pub bytes: Vec<u8>,
    /// Its SHA-256, lower-case hex.
    pub sha256: String,
    /// SHA-256 of its descriptor, lower-case hex.
    pub descriptor_sha256: String,
}

/// Writes a package; `signed` is the document that [`Head::signed`] names by its hash.
///
/// # Errors
/// [`PackageError`].
pub fn write(pack: &Pack, content: &Content, head: &Head, signed: Option<&[u8]>) -> Result<Package, PackageError> {
    let mut files = content.files()?;
    files.push((descriptor::WORKBOOK.to_owned(), workbook::write(pack, content, head)?));
    files.push((descriptor::REPORT.to_owned(), document::write(pack, content, head, false)?));
    files.push((descriptor::COVER.to_owned(), cover::write(pack, content, head).into_bytes()));
    files.extend(signed.map(|bytes| (descriptor::SIGNED.to_owned(), bytes.to_vec())));
    let descriptor = descriptor::write(head, &files)?;
    let descriptor_sha256 = sha256(&descriptor);
    files.push((descriptor::NAME.to_owned(), descriptor));
    let bytes = archive::write(files)?;
    Ok(Package { sha256: sha256(&bytes), descriptor_sha256, bytes })
}

/// The workbook alone: form, counters, indicators, tasks and checks of a period; where no field has figures the form is
/// blank, every field in its row.
///
/// # Errors
/// [`PackageError`].
pub fn workbook(pack: &Pack, content: &Content, head: &Head) -> Result<Vec<u8>, PackageError> {
    workbook::write(pack, content, head)
}

/// The report document alone, as a draft.
///
/// # Errors
/// [`PackageError`].
pub fn draft(pack: &Pack, content: &Content, head: &Head) -> Result<Vec<u8>, PackageError> {
    document::write(pack, content, head, true)
}

/// One member of a package's bytes, e.g. a table of an earlier revision; `None` when they are not a
/// readable zip or have no such member.
pub fn member(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    archive::read(bytes).ok()?.remove(name)
}

/// The figures that a package's bytes hold of a period: row, column, value; `None` when it cannot be read.
pub fn figures_of(bytes: &[u8], period: Period) -> Option<Vec<(String, String, Cell)>> {
    let rows = tables::FIGURES.read(&member(bytes, FIGURES_FILE)?).ok()?;
    let text = |row: &table::Row, name: &str| tables::FIGURES.cell(row, name).to_owned();
    let of_period = rows.iter().filter(|row| text(row, "ky") == period.to_string());
    Some(of_period.map(|row| (text(row, "linh_vuc"), text(row, "chi_tieu"), tables::cell(row))).collect())
}

/// True for bytes that may go with a package as its signed document: a PDF of at most [`MAX_SIGNED`] bytes.
pub fn is_signed_document(bytes: &[u8]) -> bool {
    bytes.len() as u64 <= MAX_SIGNED && bytes.starts_with(b"%PDF-")
}

/// `KSTTHC_26383_xa-an-phuoc_2024-Q1_L01.zip`; a practice package has `TAPDUOT_` in front.
pub fn file_name(head: &Head) -> String {
    let Head { unit, period: PeriodHead { code: period, .. }, revision, practice, .. } = head;
    let mark = if *practice { "TAPDUOT_" } else { "" };
    format!("{mark}KSTTHC_{}_{}_{period}_L{revision:02}.zip", unit.code, unit.slug)
}

/// The line of the sidecar file, in the format of `sha256sum -c`.
pub fn sidecar(file: &str, sha256: &str) -> String {
    format!("{sha256}  {file}\n")
}

/// Mã gói: the first 12 hex digits of the descriptor's SHA-256, grouped 4-4-4. It pins the whole
/// content, because the descriptor holds the hash of every other file.
pub fn code(descriptor_sha256: &str) -> String {
    let digits: Vec<char> = descriptor_sha256.chars().take(12).collect();
    digits.chunks(4).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join("-").to_uppercase()
}

/// Lower-case hex SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
