//! Checks the report in words: what stands around it, its headings, sentences and tasks.

use super::{Faults, PackFault};
use crate::domain::pack::{self, Pack, REST, ReportDocument, Section};

/// Words that texts around the report may name.
const AROUND: &[&str] = &["unit", "period", "from", "to", "plan", "recipient"];
/// Of texts that are printed as they stand.
const NONE: &[&str] = &[];

/// Sections without what stands around them make no report, nor the other way round.
pub(super) fn check(pack: &Pack, out: &mut Faults) {
    let sections = &pack.lists.section;
    out.at("document", 0);
    let Some(document) = &pack.document else {
        if !sections.is_empty() {
            out.add(PackFault::Empty("document"));
        }
        return;
    };
    out.source("document", &document.source);
    if sections.is_empty() {
        out.add(PackFault::Empty("section"));
    }
    around(document, out);
    let mut rest = false;
    for (row, section) in sections.iter().enumerate() {
        out.at("section", row);
        heading(section, out);
        sentences(pack, section, out);
        for wanted in &section.tasks {
            if wanted == REST {
                if rest {
                    out.add(PackFault::Duplicate(wanted.clone()));
                }
                rest = true;
                continue;
            }
            let known = pack.lists.task.iter().any(|task| pack::means(wanted, &task.id));
            out.known(known && !wanted.is_empty(), "task or group", wanted);
        }
    }
}

/// The texts of `[document]`: all of them have to be there.
fn around(document: &ReportDocument, out: &mut Faults) {
    let d = document;
    let texts: [(&'static str, &str, &[&str]); 19] = [
        ("nation", &d.nation, NONE),
        ("motto", &d.motto, NONE),
        ("agency", &d.agency, NONE),
        ("kind", &d.kind, NONE),
        ("symbol", &d.symbol, NONE),
        ("subject", &d.subject, AROUND),
        ("dear", &d.dear, NONE),
        ("opening", &d.opening, AROUND),
        ("closing", &d.closing, AROUND),
        ("provisional_plan", &d.provisional_plan, &["year"]),
        ("signs_for", &d.signs_for, NONE),
        ("head_title", &d.head_title, NONE),
        ("in_place", &d.in_place, NONE),
        ("recipients", &d.recipients, NONE),
        ("annex", &d.annex, NONE),
        ("annex_reference", &d.annex_reference, &["number", "day", "unit"]),
        ("form_annex", &d.form_annex, &["period"]),
        ("tasks_annex", &d.tasks_annex, &["period"]),
        ("checks_annex", &d.checks_annex, NONE),
    ];
    for (key, text, names) in texts {
        needed(key, text, "document", out);
        named(text, names, out);
    }
    for (key, list, names) in
        [("unit_kinds", &d.unit_kinds, NONE), ("deputies", &d.deputies, NONE), ("copies", &d.copies, AROUND)]
    {
        if list.is_empty() {
            out.add(PackFault::Blank { key, name: "document".to_owned() });
        }
        for text in list {
            needed(key, text, "document", out);
            named(text, names, out);
        }
    }
}

fn heading(section: &Section, out: &mut Faults) {
    if !(1..=3).contains(&section.level) {
        out.add(PackFault::Senseless { what: "level", name: section.code.clone() });
    }
    needed("number", &section.number, &section.code, out);
    needed("title", &section.title, &section.code, out);
    for text in [&section.number, &section.title, &section.nothing] {
        named(text, NONE, out);
    }
}

fn sentences(pack: &Pack, section: &Section, out: &mut Faults) {
    let known = |name: &str| match name.strip_prefix("rate:").or_else(|| name.strip_prefix("target:")) {
        Some(code) => pack.lists.indicator.iter().any(|i| i.code == code),
        None => pack.column(name).is_some(),
    };
    for sentence in &section.sentence {
        if sentence.parts.is_empty() {
            out.add(PackFault::Blank { key: "parts", name: section.code.clone() });
        }
        for part in &sentence.parts {
            needed("parts", part, &section.code, out);
            braces(part, out);
            for name in pack::names(part) {
                out.known(known(name), "column or indicator", name);
            }
        }
        named(&sentence.none, NONE, out);
    }
}

fn needed(key: &'static str, text: &str, name: &str, out: &mut Faults) {
    if text.trim().is_empty() {
        out.add(PackFault::Blank { key, name: name.to_owned() });
    }
}

/// Every name between braces is one of those there are where the text stands.
fn named(text: &str, names: &[&str], out: &mut Faults) {
    braces(text, out);
    for name in pack::names(text) {
        out.known(names.contains(&name), "name", name);
    }
}

/// No brace stands but around a name: it would be printed.
fn braces(text: &str, out: &mut Faults) {
    let rest = pack::names(text).fold(text.to_owned(), |rest, name| rest.replace(&format!("{{{name}}}"), ""));
    if rest.contains(['{', '}']) {
        out.add(PackFault::Senseless { what: "brace", name: text.to_owned() });
    }
}
