//! Checks a package from anybody, fail-closed: members, hashes, descriptor, tables, and every figure
//! and rate worked out again from the months it carries.

use super::descriptor::{self, Head};
use super::narrative::{self, Voice};
use super::table::Row;
use super::{Content, MAX_BYTES, archive, code, content, document, numbers, sha256, tables, texts, workbook};
use crate::domain::book::{Book, Key, Value};
use crate::domain::figures;
use crate::domain::indicator::base_setting;
use crate::domain::pack::{Field, Mark, Pack, Severity, Source};
use crate::domain::period::Period;
use crate::domain::rule::{Issue, TOTAL_ROW, is_carry};
use crate::domain::submission::Fault;
use crate::domain::text;

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
    if new.head.revision != old.head.revision + 1 {
        return broken("lan");
    }
    let Some(replaced) = &new.head.replaces else { return broken("thay_the") };
    if (&replaced.sha256, &replaced.id) != (&old.descriptor_sha256, &old.head.id) {
        return broken("thay_the");
    }
    let table = |bytes, name: &str| super::member(bytes, name).unwrap_or_default();
    let figures = tables::FIGURES.file();
    let changed = tables::changed(&table(old_bytes, &figures), &table(new_bytes, &figures));
    let stated = tables::CHANGES.read(&table(new_bytes, &tables::CHANGES.file())).ok();
    let reason = new.head.reason.clone().unwrap_or_default();
    let expected = changed.map(|changed| tables::changes(&changed, &reason));
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
    let pack = with_own_fields(pack, &head).map_err(one)?;
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
    if head.reason.is_some() {
        table(&tables::CHANGES).map_err(one)?;
    }
    let mut content = worked_out_again(&pack, &head, &rows, &rates).map_err(one)?;
    (content.task_rows, content.check_rows) = (tasks, checks);
    content.lines = narrative::compose(&pack, &content, &narrative::passages(&spoken));
    if narrative::rows(&content.lines) != spoken {
        return Err(one(Fault::Narrative));
    }
    let workbook = workbook::write(&pack, &content, &head);
    let given = files.get(descriptor::WORKBOOK).map_or(&[][..], Vec::as_slice);
    if !workbook.is_ok_and(|expected| numbers::same(given, &expected)) {
        return Err(one(Fault::Workbook));
    }
    let fingerprinted = [&tables::FIGURES, &tables::RATES, &tables::CHECKS, &tables::TASKS, &tables::NARRATIVE];
    let own = content.lines.iter().any(|line| line.voice == Voice::Own);
    let covered = fingerprinted.iter().take(content::FINGERPRINTED + usize::from(own));
    let bytes = covered.filter_map(|layout| files.get(&layout.file()).map(Vec::as_slice));
    if !head.is_itself(&content::fingerprint(bytes, &head)) {
        return Err(one(Fault::Descriptor("id".to_owned())));
    }
    let report = document::write(&pack, &content, &head, false);
    let given = files.get(descriptor::REPORT).map_or(&[][..], Vec::as_slice);
    if !report.is_ok_and(|expected| texts::same(given, &expected)) {
        return Err(one(Fault::Document));
    }
    let descriptor_sha256 = sha256(descriptor);
    Ok(Verified { code: code(&descriptor_sha256), descriptor_sha256, head })
}

/// The pack with the fields that the commune has besides, as the package names them: plain codes in their
/// order that mean nothing else, with a name.
fn with_own_fields(mut pack: Pack, head: &Head) -> Result<Pack, Fault> {
    let plain = |code: &str| {
        !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    let fault = || Fault::Descriptor("linh_vuc_rieng".to_owned());
    let mut before = "";
    for own in &head.own_fields {
        let taken = pack.lists.field.iter().map(|f| &f.code).chain(pack.lists.form.iter().map(|f| &f.code));
        let known = taken.into_iter().any(|code| *code == own.code) || own.code == TOTAL_ROW;
        let named = text::line(&own.name, text::LINE_MAX).is_ok_and(|name| name == own.name);
        if !plain(&own.code) || known || own.code.as_str() <= before || !named {
            return Err(fault());
        }
        before = &own.code;
        pack.lists.field.push(Field {
            code: own.code.clone(),
            name: own.name.clone(),
            aliases: Vec::new(),
            national_code: String::new(),
            source: Source { mark: Mark::Assumed, text: String::new(), why: String::new() },
        });
    }
    Ok(pack)
}

/// Puts the months' entries into a book of their own and lets the engine do the rest.
fn worked_out_again(pack: &Pack, head: &Head, rows: &[Row], rates: &[Row]) -> Result<Content, Fault> {
    let period = head.period.code;
    let unknown = || Fault::Descriptor("ky".to_owned());
    let window = pack.window(period).ok_or_else(unknown)?;
    if (&window.name, window.from, window.to) != (&head.period.name, head.period.from, head.period.to) {
        return Err(unknown());
    }
    let unit = pack.unit(&head.unit.code).map(|u| (u.name.clone(), u.slug.clone()));
    // A unit of the officer's own naming still has the file name that follows from it.
    let (name, slug) = unit.unwrap_or_else(|| (head.unit.name.clone(), text::slug(&head.unit.name)));
    if (name, slug) != (head.unit.name.clone(), head.unit.slug.clone()) {
        return Err(Fault::Descriptor("don_vi".to_owned()));
    }
    let empty = figures::compute(pack, &Book::default(), period).ok_or_else(unknown)?;
    let mut book = Book::default();
    for row in rows {
        let text = |name: &str| tables::FIGURES.cell(row, name).to_owned();
        let cell = tables::cell(row);
        let Ok(of) = text("ky").parse::<Period>() else { continue };
        if tables::is_input(pack, &empty, row) && cell.is_known() {
            book.put(Key::Cell(of, text("linh_vuc"), text("chi_tieu")), Some(Value::Cell(cell)));
        } else if of.year != period.year {
            let name = base_setting(&text("chi_tieu"), of);
            book.put(Key::Setting(name), cell.number().map(|n| Value::Text(n.to_string())));
        }
    }
    let content = super::gather(pack, &book, &pack.calendar(), period);
    let content = content.ok().flatten().ok_or_else(unknown)?;
    if let Some(key) = tables::first_difference(&tables::figures(&content), rows) {
        return Err(Fault::Figure(key));
    }
    let blocking = |i: &&Issue| i.severity == Severity::Error && !is_carry(pack, i);
    if let Some(issue) = content.issues.iter().find(blocking) {
        return Err(Fault::Rule(issue.rule.clone()));
    }
    let again = tables::rates(period, &content.indicators);
    match again.iter().zip(rates).find(|(a, b)| a != b) {
        Some((row, _)) => Err(Fault::Rate(tables::RATES.cell(row, "ma_chi_so").to_owned())),
        None if again.len() != rates.len() => Err(Fault::Rate(String::new())),
        None => Ok(content),
    }
}
