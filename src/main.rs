//! Entry point: the only place that reads the clock, the environment and the terminal.

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let text = "daumoi: bản này mới có phần lõi nghiệp vụ, chưa có lệnh nào để dùng; xem README.md.";
    // A closed stderr leaves nothing to tell anybody.
    let _ = writeln!(std::io::stderr(), "{text}");
    ExitCode::from(2)
}
