//! Packages to tamper with, made once by the real binary.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::common::{done, json, with_quarter};

const DAY: &str = "2024-03-15";

/// A signed document, for what a package looks at.
pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n";

/// The same period in three revisions, the last with a signed document and passages of the officer's own; and
/// other packages of the same commune.
pub struct Packages {
    /// Revision 1 of the first quarter.
    pub first: Vec<u8>,
    /// Revision 2.
    pub second: Vec<u8>,
    /// Revision 3: every member a package can have.
    pub third: Vec<u8>,
    /// Revision 1 of January.
    pub month: Vec<u8>,
}

/// Runs on the day of all packages.
pub fn on_day(dir: &Path, args: &[&str]) {
    done(dir, &[args, &["--today", DAY]].concat());
}

/// Makes a package and reads it.
pub fn submit(dir: &Path, period: &str, more: &[&str]) -> Vec<u8> {
    let out = dir.join("out");
    let args = ["submit", period, "--out", out.to_str().unwrap(), "--json", "--today", DAY];
    let output = done(dir, &[&args[..], more].concat());
    std::fs::read(PathBuf::from(json(&output)["path"].as_str().unwrap())).unwrap()
}

/// Runs many commands in one process.
pub fn batch(dir: &Path, lines: &str) {
    let file = dir.join("lines.batch");
    std::fs::write(&file, lines).unwrap();
    on_day(dir, &["batch", file.to_str().unwrap()]);
}

pub fn packages() -> &'static Packages {
    static MADE: OnceLock<Packages> = OnceLock::new();
    MADE.get_or_init(|| {
        let temporary = tempfile::tempdir().unwrap();
        let dir = temporary.path();
        with_quarter(dir);
        let month = submit(dir, "2024-01", &[]);
        let first = submit(dir, "2024-Q1", &[]);
        batch(
            dir,
            "sent 2024-Q1 --date 2024-03-15\n\
             figures set 2024-02 chung_thuc carried=5 direct=51 --reason 'đếm lại'\n",
        );
        let second = submit(dir, "2024-Q1", &["--revision-reason", "đếm lại hồ sơ chứng thực"]);
        batch(
            dir,
            "sent 2024-Q1 --date 2024-03-15\n\
             figures explain 2024-Q1 carry_reasoned 'Sổ cũ ghi thừa một hồ sơ.'\n\
             figures set 2024-01 counters satisfaction_satisfied=96 --reason 'sót một phiếu'\n",
        );
        let passage = "- Tổ lưu động đến từng ấp.\n+ Mỗi tháng hai lần.";
        on_day(dir, &["report", "passage", "2024-Q1", "sang_kien", passage]);
        submit(dir, "2024-Q1", &["--revision-reason", "sót một phiếu"]);
        let pdf = dir.join("ky.pdf");
        std::fs::write(&pdf, PDF).unwrap();
        on_day(dir, &["report", "attach", "2024-Q1", pdf.to_str().unwrap()]);
        let third = submit(dir, "2024-Q1", &[]);
        Packages { first, second, third, month }
    })
}
