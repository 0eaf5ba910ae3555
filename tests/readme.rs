//! The README says what the program does: its command table is the program's, its links lead somewhere.

#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;

use common::{done, run};
use daumoi::app::ui::action::Scope;
use daumoi::tui::keys;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// First words of the lines under a heading of `--help`, until the next heading.
fn commands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|l| *l != "Lệnh:").skip(1).take_while(|l| !l.is_empty());
    listed.filter_map(|l| l.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn the_command_table_is_the_programs() {
    let dir = tempfile::tempdir().unwrap();
    let help = String::from_utf8(done(dir.path(), &["--help"]).stdout).unwrap();
    let text = readme();
    let section = text.split("## Commands").nth(1).unwrap().split("##").next().unwrap();
    let rows = || section.lines().filter_map(|l| l.strip_prefix("| `")).filter_map(|l| l.split_once('`'));
    let mut table: Vec<String> = rows().map(|(name, _)| name.to_owned()).collect();
    let mut real = commands(&help);
    table.sort();
    real.sort();
    assert_eq!(table, real);
    // Subcommands are named in their command's row.
    for (name, rest) in rows() {
        let output = run(dir.path(), &[name, "--help"]);
        for sub in commands(&String::from_utf8(output.stdout).unwrap()) {
            assert!(rest.contains(&format!("`{sub}`")), "{name} {sub} is not in the README");
        }
    }
}

/// English name of a place where keys hold.
fn place(scope: Scope) -> &'static str {
    match scope {
        Scope::Anywhere => "any screen",
        Scope::Always => "everywhere",
        Scope::List => "lists",
        Scope::Overview => "Tổng quan",
        Scope::Tasks => "Nhiệm vụ",
        Scope::Periods => "Số liệu, periods",
        Scope::Cells => "Số liệu, cells",
        Scope::Period => "Số liệu, open period",
        Scope::Reports => "Báo cáo",
        Scope::Log => "Nhật ký",
        Scope::Form => "forms",
        Scope::Choice => "lists to choose from",
        Scope::Preview => "preview of an import",
        Scope::Search => "search line",
        Scope::Page => "pages to read",
    }
}

#[test]
fn the_key_table_is_the_programs() {
    let row = |r: &keys::Row| {
        let names: Vec<String> = r.keys.iter().map(|k| format!("`{}`", k.name())).collect();
        format!("| {} | {} | {} |", place(r.scope), names.join(" "), r.does())
    };
    let mut expected = vec!["| where | key | does |".to_owned(), "|---|---|---|".to_owned()];
    expected.extend(keys::TABLE.iter().map(row));
    let expected = expected.join("\n");
    let text = readme();
    let section = text.split("## Keys").nth(1).unwrap().split("\n## ").next().unwrap();
    let table: Vec<&str> = section.lines().filter(|l| l.starts_with('|')).collect();
    assert_eq!(table.join("\n"), expected, "the table of the README has to be\n{expected}");
}

#[test]
fn the_quick_start_runs() {
    let dir = tempfile::tempdir().unwrap();
    let text = readme();
    let block = text.split("## Bắt đầu nhanh").nth(1).unwrap().split("```").nth(1).unwrap();
    let lines: Vec<&str> = block.lines().filter_map(|l| l.strip_prefix("daumoi ")).collect();
    assert!(lines.len() >= 8);
    fs::write(dir.path().join("thang01.csv"), "field,online,direct\nho_tich,1,2\n").unwrap();
    for line in lines {
        let words = shell_words::split(line.split('#').next().unwrap()).unwrap();
        let data = dir.path().join("data");
        let mut command = common::command(&data);
        let output = command.args(&words).args(["--today", "2024-03-19"]).current_dir(dir.path()).output().unwrap();
        let expected = i32::from(words[0] == "alerts");
        assert_eq!(output.status.code(), Some(expected), "{line}: {}", common::stderr(&output));
    }
}

#[test]
fn links_and_folders_exist() {
    for file in ["README.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root().join(file)).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(target.starts_with("https://") || root().join(target).exists(), "{file}: {target}");
        }
        for path in
            text.split('`').filter(|p| p.starts_with("src/") || p.starts_with("tests/") || p.starts_with("docs/"))
        {
            assert!(root().join(path).exists(), "{file}: {path}");
        }
    }
}

#[test]
fn the_page_on_packages_shows_what_is_printed() {
    let page = fs::read_to_string(root().join("docs/package.md")).unwrap();
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("data");
    let done = |args: &[&str], day: &str| common::done(&dir, &[args, &["--today", day][..]].concat());
    done(&["init", "--unit", "26383", "--year", "2024", "--officer", "Nguyễn Thị Ánh"], "2024-03-15");
    done(&["batch", common::fixture("q1-2024.batch").to_str().unwrap()], "2024-03-15");
    let out = place.path().join("goi");
    let made = done(&["submit", "2024-Q1", "--out", out.to_str().unwrap(), "--json"], "2024-03-15");
    let made = common::json(&made);
    let file = made["path"].as_str().unwrap();
    assert!(page.contains(common::stdout(&done(&["verify", file], "2024-03-15")).trim()), "{made}");
    let receipt = place.path().join("BIENNHAN.json");
    let reasons = ["--reason", "2024-01/chung_thuc/online: khác số của Cổng", "--reason", "Thiếu bản ký của Chủ tịch"];
    let command =
        ["receipt", "make", file, "--result", "returned", "--number", "45/PN", "--out", receipt.to_str().unwrap()];
    done(&[&command[..], &reasons[..]].concat(), "2024-03-22");
    let receipt = fs::read_to_string(receipt).unwrap();
    assert!(page.contains(receipt.trim()), "{receipt}");
}
