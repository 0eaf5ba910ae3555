//! Checks a package from anybody, fail-closed: members, hashes, descriptor, tables, every figure, rate and check
//! worked out again from the months it carries, and every text that follows written again.

use super::descriptor::{self, Head};
use super::narrative;
use super::{
    MAX_BYTES, again, archive, changes, code, content, cover, document, sha256, sheets, tables, texts, workbook,
};
use crate::domain::pack::Pack;
use crate::domain::submission::Fault;

/// A sound package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// What it says of itself.
    pub head: Head,
    /// SHA-256 of its descriptor, hex.
    pub descriptor_sha256: String,
    /// Mã gói.
    pub code: String,
}

/// Verifies the bytes of a package; `packs` finds the pack it follows.
///
/// # Errors
/// Every [`Fault`] that does not hide the next; at least one. [`Fault::Practice`] stands alone: all
/// else is sound then.
pub fn verify(bytes: &[u8], packs: &dyn Fn(&str) -> Option<Pack>) -> Result<Verified, Vec<Fault>> {
    let verified = examine(bytes, packs)?;
    if verified.head.practice { Err(vec![Fault::Practice]) } else { Ok(verified) }
}

/// What is wrong with a revision beside the package it says it replaces, both sound; none when it follows.
pub fn chain_fault(new: (&Verified, &[u8]), old: (&Verified, &[u8])) -> Option<Fault> {
    let ((new, new_bytes), (old, old_bytes)) = (new, old);
    let broken = |key: &str| Some(Fault::Chain(key.to_owned()));
    if new.head.chain != old.head.chain {
        return broken("chuoi");
    }
    if old.head.revision.checked_add(1) != Some(new.head.revision) {
        return broken("lan");
    }
    let Some(replaced) = &new.head.replaces else { return broken("thay_the") };
    if (&replaced.sha256, &replaced.id) != (&old.descriptor_sha256, &old.head.id) {
        return broken("thay_the");
    }
    let table = |bytes, name: &str| super::member(bytes, name).unwrap_or_default();
    let figures = tables::FIGURES.file();
    let changed = changes::changed(&table(old_bytes, &figures), &table(new_bytes, &figures));
    let stated = tables::CHANGES.read(&table(new_bytes, &tables::CHANGES.file())).ok();
    let reason = new.head.reason.clone().unwrap_or_default();
    let expected = changed.map(|changed| changes::rows(&changed, &reason));
    (expected.is_none() || stated != expected).then_some(Fault::Changes)
}

fn examine(bytes: &[u8], packs: &dyn Fn(&str) -> Option<Pack>) -> Result<Verified, Vec<Fault>> {
    let one = |fault| vec![fault];
    if bytes.len() as u64 > MAX_BYTES {
        return Err(one(Fault::TooLarge));
    }
    let files = archive::read(bytes).map_err(one)?;
    let descriptor = files.get(descriptor::NAME).ok_or_else(|| one(Fault::Missing(descriptor::NAME.to_owned())))?;
    let (head, stated) = descriptor::read(descriptor).map_err(one)?;
    let members = descriptor::members(&head);
    let mut faults = Vec::new();
    for name in &members {
        match (files.get(name), stated.get(name)) {
            (None, _) => faults.push(Fault::Missing(name.clone())),
            (Some(file), Some((size, hash))) if file.len() as u64 == *size && sha256(file) == *hash => {}
            _ => faults.push(Fault::Altered(name.clone())),
        }
    }
    let extra = files.keys().filter(|n| *n != descriptor::NAME && !members.contains(n));
    faults.extend(extra.map(|name| Fault::Extra(name.clone())));
    if !faults.is_empty() {
        return Err(faults);
    }
    let signed = head.signed.as_ref().map(|hash| (hash, files.get(descriptor::SIGNED).map_or(&[][..], Vec::as_slice)));
    if signed.is_some_and(|(hash, bytes)| sha256(bytes) != *hash || !super::is_signed_document(bytes)) {
        return Err(one(Fault::Signed));
    }
    let pack = packs(&head.pack).ok_or_else(|| one(Fault::UnknownPack(head.pack.clone())))?;
    let pack = again::with_own_fields(pack, &head).map_err(one)?;
    let table = |layout: &super::table::Layout| layout.read(files.get(&layout.file()).map_or(&[], Vec::as_slice));
    let rows = table(&tables::FIGURES).map_err(one)?;
    let rates = table(&tables::RATES).map_err(one)?;
    let checks = table(&tables::CHECKS).map_err(one)?;
    if let Some(rule) = tables::blocking(&checks) {
        return Err(one(Fault::Rule(rule)));
    }
    let tasks = table(&tables::TASKS).map_err(one)?;
    if let Some(id) = tables::misjudged(&tasks) {
        return Err(one(Fault::Lateness(id)));
    }
    let spoken = table(&tables::NARRATIVE).map_err(one)?;
    let given = again::Given { figures: &rows, rates: &rates, checks: &checks };
    let mut content = again::worked_out(&pack, &head, &given).map_err(one)?;
    (content.task_rows, content.check_rows) = (tasks, checks);
    content.lines = narrative::compose(&pack, &content, &narrative::passages(&spoken));
    if narrative::rows(&content.lines) != spoken {
        return Err(one(Fault::Narrative));
    }
    let fingerprinted = [&tables::FIGURES, &tables::RATES, &tables::CHECKS, &tables::TASKS, &tables::NARRATIVE];
    let bytes = fingerprinted.iter().filter_map(|layout| files.get(&layout.file()).map(Vec::as_slice));
    if !head.is_itself(&content::fingerprint(bytes, &head, &content.frame)) {
        return Err(one(Fault::Descriptor("id".to_owned())));
    }
    let workbook = workbook::write(&pack, &content, &head);
    let given = files.get(descriptor::WORKBOOK).map_or(&[][..], Vec::as_slice);
    if !workbook.is_ok_and(|expected| sheets::same(given, &expected)) {
        return Err(one(Fault::Workbook));
    }
    let report = document::write(&pack, &content, &head, false);
    let given = files.get(descriptor::REPORT).map_or(&[][..], Vec::as_slice);
    if !report.is_ok_and(|expected| texts::same(given, &expected)) {
        return Err(one(Fault::Document));
    }
    if files.get(descriptor::COVER).map(Vec::as_slice) != Some(cover::write(&pack, &content, &head).as_bytes()) {
        return Err(one(Fault::Cover));
    }
    if let Some(reason) = &head.reason {
        let listed = table(&tables::CHANGES).map_err(one)?;
        if !changes::fits(&listed, &rows, &content.figures, reason) {
            return Err(one(Fault::Changes));
        }
    }
    let descriptor_sha256 = sha256(descriptor);
    Ok(Verified { code: code(&descriptor_sha256), descriptor_sha256, head })
}
