//! Lists every pack under `data/` for `src/intake/embedded.rs`, so that a new plan is a new
//! folder of data and no change in `src/`.

// A build script has nobody to report to but cargo: it stops with a message.
#![allow(clippy::expect_used, clippy::print_stdout, clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn sorted(dir: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(dir).expect("data directories are readable while building");
    let mut paths: Vec<_> = entries.map(|e| e.expect("directory entry").path()).collect();
    paths.sort();
    paths
}

fn main() {
    println!("cargo:rerun-if-changed=data");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let mut code = String::from("&[\n");
    for pack in sorted(&Path::new(&root).join("data")).iter().filter(|p| p.is_dir()) {
        let id = pack.file_name().expect("a folder").to_string_lossy().into_owned();
        writeln!(code, "  ({id:?}, &[").expect("writing to a string");
        for file in sorted(pack).iter().filter(|f| f.extension().is_some_and(|e| e == "toml")) {
            let name = file.file_name().expect("a file").to_string_lossy().into_owned();
            // From wherever the checkout lies when the crate is compiled: what this script wrote may be older.
            let within = format!("/data/{id}/{name}");
            writeln!(code, "    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {within:?}))),")
                .expect("writing to a string");
        }
        code.push_str("  ]),\n");
    }
    code.push(']');
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("packs.rs"), code).expect("OUT_DIR is writable");
}
