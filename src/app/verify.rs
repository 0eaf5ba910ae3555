//! Checking packages, one's own and others'.

use std::path::Path;

use super::{AppError, plan};
use crate::domain::pack::Pack;
use crate::domain::submission::Fault;
use crate::intake::embedded;
use crate::package::{self, Verified};
use crate::platform;
use crate::strings::errors;

/// Checks a package against the built-in packs, or one's own where it is none of them.
pub(super) fn verify_bytes(bytes: &[u8], own: &[Pack]) -> Result<Verified, Vec<Fault>> {
    // The reader of sheets panics over some that no program writes.
    let packs = |id: &str| {
        let own = own.iter().find(|pack| pack.plan.id == id).cloned();
        own.or_else(|| embedded::load(id).and_then(Result::ok)).or_else(|| plan::derived(id))
    };
    let verified = platform::panics::catch(|| package::verify(bytes, &packs));
    verified.unwrap_or_else(|| Err(vec![Fault::Workbook]))
}

/// Verifies any file, by the built-in packs and those given; needs no data dir.
///
/// # Errors
/// [`AppError::Input`] when the file cannot be read.
pub fn verify_file(file: &Path, packs: &[Pack]) -> Result<Result<Verified, Vec<Fault>>, AppError> {
    Ok(verify_bytes(&read(file)?, packs))
}

/// The same for a revision together with the package it says it replaces, which has to be sound as well.
///
/// # Errors
/// As [`verify_file`].
pub fn with_earlier(file: &Path, earlier: &Path, packs: &[Pack]) -> Result<Result<Verified, Vec<Fault>>, AppError> {
    let (bytes, before) = (read(file)?, read(earlier)?);
    let verified = match verify_bytes(&bytes, packs) {
        Ok(verified) => verified,
        refused => return Ok(refused),
    };
    let Ok(old) = verify_bytes(&before, packs) else { return Ok(Err(vec![Fault::Earlier])) };
    let fault = package::chain_fault((&verified, &bytes), (&old, &before));
    Ok(fault.map_or(Ok(verified), |fault| Err(vec![fault])))
}

fn read(file: &Path) -> Result<Vec<u8>, AppError> {
    let cannot = |e: std::io::Error| AppError::Input(errors::cannot_read(&file.display().to_string(), &e));
    platform::read_capped(file, package::MAX_BYTES).map_err(cannot)
}
