//! The layers hold: who may name whom, and which crate only one module may know.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each module under `src/` may name of its neighbours.
const MAY_NAME: [(&str, &[&str]); 10] = [
    ("domain", &[]),
    ("platform", &[]),
    ("store", &["domain", "platform"]),
    ("intake", &["domain"]),
    ("strings", &["domain", "intake", "store"]),
    ("package", &["domain", "strings"]),
    ("app", &["domain", "platform", "store", "intake", "package", "strings"]),
    ("cli", &["app", "domain", "strings"]),
    ("tui", &["app", "domain", "platform", "strings"]),
    ("main", &["app", "cli", "platform", "strings", "tui"]),
];

/// Crates (or parts of std) with the only places that may name them: files, or folders ending in `/`.
const KNOWN_BY: [(&str, &[&str]); 19] = [
    ("sled::", &["store/index.rs"]),
    ("crc32fast::", &["store/line.rs"]),
    ("toml::", &["intake/pack_file.rs"]),
    ("csv::", &["intake/table.rs", "package/table.rs", "package/mod.rs"]),
    ("zip::", &["package/archive.rs", "package/docx/", "package/mod.rs", "intake/sheet.rs", "intake/hidden.rs"]),
    ("quick_xml::", &["intake/hidden.rs", "package/texts.rs"]),
    ("rust_xlsxwriter", &["package/workbook/", "package/mod.rs", "intake/sheet.rs"]),
    ("calamine::", &["intake/sheet.rs", "package/sheets.rs"]),
    ("clap::", &["cli/args/", "cli/mod.rs", "cli/batch.rs"]),
    ("shell_words::", &["cli/batch.rs"]),
    ("uuid::", &["package/descriptor.rs"]),
    ("directories::", &["main.rs"]),
    ("std::env", &["main.rs"]),
    ("std::os", &["platform/unix.rs", "platform/windows.rs"]),
    ("Local::now", &["main.rs"]),
    ("ratatui::", &["tui/"]),
    ("crossterm::", &["tui/"]),
    ("signal_hook::", &["platform/unix.rs"]),
    ("rustix::", &["platform/unix.rs"]),
];

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Path below `src/` with `/`, and the code without comments.
fn code() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        let text = fs::read_to_string(path).unwrap();
        let lines = text.lines().map(|l| l.split_once("//").map_or(l, |(code, _)| code));
        (name, lines.collect::<Vec<_>>().join("\n"))
    };
    paths.iter().map(read).collect()
}

fn module(path: &str) -> &str {
    path.split(['/', '.']).next().unwrap()
}

/// Modules named as `crate::name` or `daumoi::name`, also within `crate::{…}`.
fn named(code: &str) -> Vec<String> {
    let mut out = Vec::new();
    for start in ["crate::", "daumoi::"] {
        for (at, _) in code.match_indices(start) {
            let rest = &code[at + start.len()..];
            let words: Vec<&str> = match rest.strip_prefix('{') {
                Some(group) => group.split('}').next().unwrap().split(',').collect(),
                None => vec![rest],
            };
            let name = |w: &str| w.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
            out.extend(words.into_iter().map(name));
        }
    }
    out
}

#[test]
fn modules_name_only_what_lies_below() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_NAME.into_iter().collect();
    let mut seen = 0;
    for (path, code) in code() {
        let own = module(&path);
        if own == "lib" {
            continue;
        }
        let may = allowed.get(own).unwrap_or_else(|| panic!("{path}: a module the layers do not know"));
        for name in named(&code) {
            seen += 1;
            let known = allowed.contains_key(name.as_str());
            assert!(!known || name == own || may.contains(&name.as_str()), "{path} names {name}");
        }
    }
    assert!(seen > 100, "the test has lost sight of the code: {seen}");
}

#[test]
fn crates_are_known_where_they_belong() {
    for (path, code) in code() {
        for (krate, places) in KNOWN_BY {
            let found = code.match_indices(krate).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
            });
            let known = places.iter().any(|p| path == *p || (p.ends_with('/') && path.starts_with(p)));
            assert!(!found || known, "{path} names {krate}");
        }
    }
}

#[test]
fn the_domain_is_pure() {
    for (path, code) in code().iter().filter(|(path, _)| module(path) == "domain") {
        for word in ["std::fs", "std::io", "std::net", "std::time", "std::process", "println!", "Local", "Utc"] {
            assert!(!code.contains(word), "{path} names {word}");
        }
    }
}

#[test]
fn nothing_names_a_path_outside_the_repository_or_the_network() {
    for (path, code) in code() {
        for word in ["../shared", "std::net", "TcpStream", "UdpSocket"] {
            assert!(!code.contains(word), "{path} names {word}");
        }
    }
}
