//! Checks a package from anybody, fail-closed: members, hashes, descriptor, tables, every figure, rate and check
//! worked out again from the months it carries, and every text that follows written again.

use std::collections::BTreeMap;

use super::descriptor::{self, Head};
use super::narrative;
use super::table::Layout;
use super::{
    Content, MAX_BYTES, again, archive, changes, code, content, cover, document, sha256, sheets, tables, texts,
    workbook,
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

/// Members of a package by name.
type Files = BTreeMap<String, Vec<u8>>;

fn examine(bytes: &[u8], packs: &dyn Fn(&str) -> Option<Pack>) -> Result<Verified, Vec<Fault>> {
    let one = |fault| vec![fault];
    if bytes.len() as u64 > MAX_BYTES {
        return Err(one(Fault::TooLarge));
    }
    let files = archive::read(bytes).map_err(one)?;
    let descriptor = files.get(descriptor::NAME).ok_or_else(|| one(Fault::Missing(descriptor::NAME.to_owned())))?;
    let (head, stated) = descriptor::read(descriptor).map_err(one)?;
    let faults = members(&files, &head, &stated);
    if !faults.is_empty() {
        return Err(faults);
    }
    let pack = packs(&head.pack).ok_or_else(|| one(Fault::UnknownPack(head.pack.clone())))?;
    let pack = again::with_own_fields(pack, &head).map_err(one)?;
    let content = tables_again(&files, &pack, &head).map_err(one)?;
    if let Some(fault) = written_again(&files, &pack, &content, &head) {
        return Err(one(fault));
    }
    let descriptor_sha256 = sha256(descriptor);
    Ok(Verified { code: code(&descriptor_sha256), descriptor_sha256, head })
}

/// Every member there as it is stated, none besides; the signed document is one.
fn members(files: &Files, head: &Head, stated: &descriptor::Stated) -> Vec<Fault> {
    let members = descriptor::members(head);
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
    let signed = head.signed.as_ref().map(|hash| (hash, member(files, descriptor::SIGNED)));
    let other = signed.is_some_and(|(hash, bytes)| sha256(bytes) != *hash || !super::is_signed_document(bytes));
    if faults.is_empty() && other {
        faults.push(Fault::Signed);
    }
    faults
}

/// A member's bytes; none for one that is not there.
fn member<'a>(files: &'a Files, name: &str) -> &'a [u8] {
    files.get(name).map_or(&[][..], Vec::as_slice)
}

/// Reads the tables and works everything out again that follows from what was entered.
fn tables_again(files: &Files, pack: &Pack, head: &Head) -> Result<Content, Fault> {
    let table = |layout: &Layout| layout.read(member(files, &layout.file()));
    let (rows, rates, checks) = (table(&tables::FIGURES)?, table(&tables::RATES)?, table(&tables::CHECKS)?);
    if let Some(rule) = tables::blocking(&checks) {
        return Err(Fault::Rule(rule));
    }
    let tasks = table(&tables::TASKS)?;
    if let Some(id) = tables::misjudged(&tasks) {
        return Err(Fault::Lateness(id));
    }
    let spoken = table(&tables::NARRATIVE)?;
    let given = again::Given { figures: &rows, rates: &rates, checks: &checks };
    let mut content = again::worked_out(pack, head, &given)?;
    (content.task_rows, content.check_rows) = (tasks, checks);
    content.lines = narrative::compose(pack, &content, &narrative::passages(&spoken));
    if narrative::rows(&content.lines) != spoken {
        return Err(Fault::Narrative);
    }
    let fingerprinted = [&tables::FIGURES, &tables::RATES, &tables::CHECKS, &tables::TASKS, &tables::NARRATIVE];
    let bytes = fingerprinted.iter().map(|layout| member(files, &layout.file()));
    if !head.is_itself(&content::fingerprint(bytes, head, &content.frame)) {
        return Err(Fault::Descriptor("id".to_owned()));
    }
    Ok(content)
}

/// What is wrong with the files that follow from the tables: they are written again and compared.
fn written_again(files: &Files, pack: &Pack, content: &Content, head: &Head) -> Option<Fault> {
    let workbook = workbook::write(pack, content, head);
    if !workbook.is_ok_and(|expected| sheets::same(member(files, descriptor::WORKBOOK), &expected)) {
        return Some(Fault::Workbook);
    }
    let report = document::write(pack, content, head, false);
    if !report.is_ok_and(|expected| texts::same(member(files, descriptor::REPORT), &expected)) {
        return Some(Fault::Document);
    }
    if member(files, descriptor::COVER) != cover::write(pack, content, head).as_bytes() {
        return Some(Fault::Cover);
    }
    let reason = head.reason.as_ref()?;
    let rows = tables::FIGURES.read(member(files, &tables::FIGURES.file())).unwrap_or_default();
    match tables::CHANGES.read(member(files, &tables::CHANGES.file())) {
        Ok(listed) if changes::fits(&listed, &rows, &content.figures, reason) => None,
        Ok(_) => Some(Fault::Changes),
        Err(fault) => Some(fault),
    }
}
