//! The officer's day: the real binary in a pseudo-terminal, from the first start to the package, through
//! a power cut and a lost line, with the input methods in use and on poor terminals.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

mod common;
mod pty;
use common::{done, fixture, json};
use pty::Pty;
use serde_json::Value;

const UTF8: (&str, &str) = ("LANG", "C.UTF-8");

/// Columns that are typed, in the order of the grid.
const COLUMNS: [&str; 8] = ["online", "direct", "carried", "early", "on_time", "late", "open_in_time", "open_overdue"];

/// One officer's home with what they keep in it.
struct Office(tempfile::TempDir);

impl Office {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    /// Starts the program on 19/03/2024.
    fn open(&self, env: &[(&str, &str)]) -> Pty {
        let (data, home) = (self.data(), self.0.path().to_str().unwrap());
        let args = ["--data-dir", data.to_str().unwrap(), "--today", "2024-03-19"];
        Pty::start(&args, &[env, &[("HOME", home)]].concat(), 24, 80)
    }

    /// Starts it over a store that is there already.
    fn open_set_up(&self, env: &[(&str, &str)]) -> Pty {
        common::set_up(&self.data());
        self.open(env)
    }

    /// Stands in the form that settles task 1.1.
    fn settling(&self) -> Pty {
        let mut pty = self.open_set_up(&[UTF8]);
        pty.wait_for("Việc cần chú ý");
        keys(&mut pty, "2 enter");
        pty.wait_for("Ghi đã xong");
        keys(&mut pty, "enter");
        pty.wait_for("Số văn bản chứng minh");
        pty
    }

    fn cell(&self, month: &str, field: &str, column: &str) -> Value {
        let shown = json(&done(&self.data(), &["figures", "show", month, "--json"]));
        let rows = shown["rows"].as_array().unwrap();
        rows.iter().find(|r| r["field"] == field).unwrap()["cells"][column].clone()
    }

    fn task(&self, id: &str) -> Value {
        let tasks = json(&done(&self.data(), &["tasks", "--json"]));
        tasks.as_array().unwrap().iter().find(|t| t["id"] == id).unwrap().clone()
    }

    fn setting(&self, key: &str) -> Value {
        let settings = json(&done(&self.data(), &["settings", "--json"]));
        settings.as_array().unwrap().iter().find(|s| s["key"] == key).unwrap()["value"].clone()
    }
}

/// Presses keys as a terminal sends them: names, or text with `_` for a space. Esc has to be the last
/// key of a call and be waited for: with a key right behind it, it is Alt.
fn keys(pty: &mut Pty, keys: &str) {
    let bytes = keys.split_whitespace().map(|word| match word {
        "enter" => "\r".to_owned(),
        "tab" => "\t".to_owned(),
        "esc" => "\x1b".to_owned(),
        "up" => "\x1b[A".to_owned(),
        "down" => "\x1b[B".to_owned(),
        "right" => "\x1b[C".to_owned(),
        "left" => "\x1b[D".to_owned(),
        "home" => "\x1b[H".to_owned(),
        _ => match word.strip_prefix("ctrl-") {
            Some(letter) => char::from(letter.as_bytes()[0] & 0x1f).to_string(),
            None => word.replace('_', " "),
        },
    });
    pty.send(&bytes.collect::<String>());
}

/// Leaves by the menu.
fn quit(pty: &mut Pty) {
    keys(pty, "esc");
    pty.wait_for("Chọn việc");
    keys(pty, "thoat enter");
    assert!(pty.wait_exit().success());
    pty.assert_clean();
}

fn first_start(pty: &mut Pty) {
    pty.wait_for("năm câu hỏi");
    keys(pty, "an_phuoc");
    pty.wait_for("> Xã An Phước (26383)");
    keys(pty, "enter enter Nguyễn_Thị_Ánh");
    pty.wait_for("Nguyễn Thị Ánh");
    keys(pty, "enter enter enter");
    pty.wait_for("Năm màn hình");
    pty.wait_for("Đã thiết lập Xã An Phước, năm 2024.");
    keys(pty, "enter");
    pty.wait_for("Việc cần chú ý, gấp nhất trước");
}

/// What is typed for one line of the fixture: a row of the grid, or the counters one below another.
fn typed(line: &str) -> String {
    let pairs: Vec<(&str, &str)> = line.split(' ').filter_map(|word| word.split_once('=')).collect();
    let shown = |value: &str| if value == "nil" { "-".to_owned() } else { value.to_owned() };
    if line.contains(" counters ") {
        return pairs.iter().map(|(_, value)| shown(value) + " enter ").collect();
    }
    // What the program carried over by itself is passed by.
    let value = |column: &&str| pairs.iter().find(|(c, _)| c == column).map(|(_, v)| shown(v)).unwrap_or_default();
    COLUMNS.iter().map(value).collect::<Vec<_>>().join(" tab ") + " enter "
}

/// Types a month of the fixture; the cursor stands on it in the table of periods.
fn type_month(pty: &mut Pty, number: u8, batch: &str) {
    let start = format!("figures set 2024-0{number} ");
    let (counters, rows): (Vec<&str>, Vec<&str>) =
        batch.lines().filter(|l| l.starts_with(&start)).partition(|l| l.contains(" counters "));
    keys(pty, "left left enter");
    pty.wait_for("Tiếp nhận trực tuyến");
    for line in rows {
        keys(pty, &typed(line));
    }
    pty.wait_for(">Phổ biến");
    keys(pty, "p");
    pty.wait_for("> Hồ sơ được số hóa");
    keys(pty, &typed(counters[0]));
    let (name, last) = ("Thông tin khai báo đã cắt giảm", counters[0].rsplit('=').next().unwrap());
    pty.wait_for_line(&[name, last]);
    keys(pty, "esc");
    pty.wait_for_line(&[&format!("> Tháng 0{number}/2024"), "8 lĩnh vực", "21/21"]);
}

fn settle_first_task(pty: &mut Pty) {
    keys(pty, "2");
    pty.wait_for("mọi tình trạng");
    keys(pty, "enter");
    pty.wait_for("Ghi đã xong");
    keys(pty, "enter");
    pty.wait_for("Số văn bản chứng minh");
    keys(pty, "05/KH-UBND enter ctrl-u 23/1 enter enter");
    pty.wait_for("Đã xong nhiệm vụ 1.1: đúng hạn");
}

/// Makes the quarter's package in the folder offered; answers with its file.
fn make_package(pty: &mut Pty, home: &Path) -> PathBuf {
    keys(pty, "4");
    pty.wait_for("> Quý I/2024");
    keys(pty, "enter");
    pty.wait_for("Làm gói báo cáo");
    keys(pty, "enter");
    pty.wait_for("Thư mục để gói");
    keys(pty, "enter");
    pty.wait_for("Mã gói");
    let files = fs::read_dir(home.join("daumoi")).unwrap().map(|e| e.unwrap().path());
    let made: Vec<PathBuf> = files.filter(|p| p.extension().is_some_and(|e| e == "zip")).collect();
    assert_eq!(made.len(), 1, "{made:?}");
    keys(pty, "esc");
    pty.wait_for_line(&["> Quý I/2024", "chưa gửi"]);
    made.into_iter().next().unwrap()
}

/// What a later start and the commands know of the day.
fn assert_day_is_kept(office: &Office, package: &Path) {
    assert_eq!(office.cell("2024-01", "chung_thuc", "online"), 30);
    assert_eq!(office.cell("2024-02", "chung_thuc", "carried"), 6);
    assert_eq!(office.cell("2024-03", "moi_truong", "on_time"), 1);
    assert_eq!(office.setting("officer"), "Nguyễn Thị Ánh");
    let task = office.task("1.1");
    assert_eq!((&task["status"], &task["late"]), (&Value::from("done"), &Value::from(false)), "{task}");
    done(&office.data(), &["verify", package.to_str().unwrap()]);
}

#[test]
fn from_the_first_start_to_the_package() {
    let office = Office::new();
    let mut pty = office.open(&[UTF8]);
    first_start(&mut pty);
    settle_first_task(&mut pty);
    keys(&mut pty, "3 home");
    let batch = fs::read_to_string(fixture("q1-2024.batch")).unwrap();
    for number in 1..=3 {
        if number > 1 {
            keys(&mut pty, "down");
        }
        type_month(&mut pty, number, &batch);
    }
    let package = make_package(&mut pty, office.0.path());
    quit(&mut pty);
    assert_day_is_kept(&office, &package);

    let mut pty = office.open(&[UTF8]);
    pty.wait_for("Việc cần chú ý, gấp nhất trước");
    assert!(!pty.screen().contains("Năm màn hình"), "the tour is shown once:\n{}", pty.screen());
    keys(&mut pty, "3");
    pty.wait_for_line(&["Tháng 01/2024", "8 lĩnh vực", "21/21"]);
    pty.wait_for_line(&["Quý I/2024", "8 lĩnh vực", "21/21"]);
    keys(&mut pty, "4");
    pty.wait_for_line(&["Quý I/2024", "chưa gửi"]);
    keys(&mut pty, "2 enter");
    pty.wait_for("05/KH-UBND");
    keys(&mut pty, "esc");
    pty.wait_gone("05/KH-UBND");
    quit(&mut pty);
}

#[test]
fn a_power_cut_in_a_cell_takes_nothing_that_was_stored() {
    let office = Office::new();
    let mut pty = office.open_set_up(&[UTF8]);
    pty.wait_for("Việc cần chú ý");
    // Each round: cells stored as the next one's name shows, the cell begun is gone, typing goes on.
    let begun = "3 home enter";
    for (column, value, next) in
        [("online", "30", "trực tiếp"), ("direct", "70", "Từ kỳ trước"), ("carried", "5", "trước hạn: chưa")]
    {
        let to_cell = "tab ".repeat(COLUMNS.iter().position(|c| *c == column).unwrap());
        keys(&mut pty, &format!("{begun} {to_cell}{value} tab"));
        pty.wait_for(next);
        keys(&mut pty, "987");
        pty.wait_for("987");
        pty.kill("KILL");
        assert!(!pty.wait_exit().success());
        pty = office.open(&[UTF8]);
        pty.wait_for("Việc cần chú ý");
    }
    keys(&mut pty, "3 home enter tab tab tab");
    pty.wait_for_line(&[">Chứng thực", "30", "70", "5"]);
    assert!(!pty.screen().contains("987"), "{}", pty.screen());
    keys(&mut pty, "60 enter");
    pty.wait_for(">Hộ tịch");
    keys(&mut pty, "ctrl-q");
    assert!(pty.wait_exit().success());
    pty.assert_clean();
    let stored = COLUMNS.map(|c| office.cell("2024-01", "chung_thuc", c));
    assert_eq!(stored[..4], [30, 70, 5, 60].map(Value::from));
    assert!(stored[4..].iter().all(Value::is_null), "{stored:?}");
}

#[test]
fn a_form_half_filled_is_there_again_after_a_lost_line() {
    let office = Office::new();
    let mut pty = office.settling();
    keys(&mut pty, "77/KH-UBND");
    pty.wait_for("77/KH-UBND");
    pty.close_master();
    pty.wait_exit();
    let mut pty = office.open(&[UTF8]);
    pty.wait_for("bản nháp đó");
    keys(&mut pty, "enter");
    pty.wait_for("77/KH-UBND");
    pty.kill("TERM");
    assert!(pty.wait_exit().success());
}

/// Esc with Enter right behind it, as a slow line joins them: what is abandoned is not stored.
#[test]
fn esc_and_enter_in_one_read_store_nothing() {
    let office = Office::new();
    let mut pty = office.open_set_up(&[UTF8]);
    pty.wait_for("Việc cần chú ý");
    keys(&mut pty, "2 enter");
    pty.wait_for("Ghi đã xong");
    keys(&mut pty, "down down enter");
    pty.wait_for("Ghi chú");
    keys(&mut pty, "bỏ_đi");
    pty.wait_for("bỏ đi");
    pty.send("\x1b\r");
    pty.wait_for("chưa lưu?");
    keys(&mut pty, "right enter");
    pty.kill("TERM");
    assert!(pty.wait_exit().success());
    assert!(!office.task("1.1")["note"].as_str().unwrap().contains("bỏ đi"));
}

#[test]
fn a_form_half_filled_is_there_again_after_a_signal() {
    let office = Office::new();
    let mut pty = office.settling();
    keys(&mut pty, "05/KH-UBND enter ctrl-u 23/1");
    pty.wait_for("23/01/2024");
    // Once in the form, once while the question about the draft stands there.
    for _ in 0..2 {
        pty.kill("TERM");
        assert!(pty.wait_exit().success());
        pty.assert_clean();
        assert!(pty.screen().contains("giữ làm bản nháp"), "{}", pty.screen());
        pty = office.open(&[UTF8]);
        pty.wait_for("bản nháp đó");
    }
    keys(&mut pty, "enter");
    pty.wait_for("05/KH-UBND");
    pty.wait_for("23/01/2024");
    keys(&mut pty, "enter enter");
    pty.wait_for("Đã xong nhiệm vụ 1.1: đúng hạn");
    quit(&mut pty);
    assert_eq!(office.task("1.1")["status"], "done");
    // Taken up, it is offered no more.
    let mut pty = office.open(&[UTF8]);
    pty.wait_for("Việc cần chú ý");
    assert!(!pty.screen().contains("bản nháp"), "{}", pty.screen());
    quit(&mut pty);
}

/// Opens the settings with the officer's name emptied.
fn name_to_type(pty: &mut Pty) {
    keys(pty, "esc");
    pty.wait_for("Chọn việc");
    keys(pty, "thiet_lap enter");
    pty.wait_for("Người ký báo cáo");
    keys(pty, "ctrl-u");
}

#[test]
fn every_input_method_gives_the_same_letters() {
    // What they send for "vieetj ": what is on the screen is taken back and sent anew.
    let streams = [
        ("composed, DEL", "vie\x7fêt\x7f\x7fệt "),
        ("composed, BS", "vie\x08êt\x08\x08ệt "),
        ("decomposed, counted in code points", "vie\x7fe\u{302}t\x7f\x7f\x7fe\u{302}\u{323}t "),
        ("letter and mark", "viê\u{323}t "),
        ("pasted", "\x1b[200~vie\u{323}\u{302}t\r\x1b[201~"),
    ];
    let office = Office::new();
    let mut pty = office.open_set_up(&[UTF8]);
    pty.wait_for("Việc cần chú ý");
    for (i, (what, stream)) in streams.iter().enumerate() {
        name_to_type(&mut pty);
        // Stored text is trimmed: the word behind keeps the space.
        keys(&mut pty, &format!("{i}_"));
        pty.send(stream);
        keys(&mut pty, "nam");
        pty.wait_for(&format!("{i} việt nam"));
        keys(&mut pty, "ctrl-s");
        pty.wait_gone("Người ký báo cáo");
        assert_eq!(logged_name(&office), format!("{i} việt nam"), "{what}");
    }
    quit(&mut pty);
}

/// The officer's name in the last entry of the log.
fn logged_name(office: &Office) -> Value {
    let entries = json(&done(&office.data(), &["log", "--json"]));
    let changes = entries.as_array().unwrap().last().unwrap()["changes"].as_array().unwrap().clone();
    changes.iter().find(|c| c["key"] == "setting/officer").unwrap()["new"]["text"].clone()
}

#[test]
fn pasted_lines_stay_lines_in_a_note_and_are_no_keys() {
    let office = Office::new();
    let mut pty = office.open_set_up(&[UTF8]);
    pty.wait_for("Việc cần chú ý");
    // Outside of text a paste does nothing, whatever keys its letters would be.
    pty.send("\x1b[200~q\r2\x1b[201~");
    keys(&mut pty, "2 enter");
    pty.wait_for("Ghi đã xong");
    keys(&mut pty, "enter");
    pty.wait_for("Số văn bản chứng minh");
    keys(&mut pty, "05/KH-UBND enter ctrl-u 23/1 enter");
    pty.send("\x1b[200~Đã gửi\rqua Trục\r\nliên thông\x1b[201~");
    pty.wait_for("liên thông");
    keys(&mut pty, "ctrl-s");
    pty.wait_for("Đã xong nhiệm vụ 1.1");
    quit(&mut pty);
    let entries = json(&done(&office.data(), &["log", "--json"]));
    assert!(entries.to_string().contains(r"Đã gửi\nqua Trục\nliên thông"), "{entries}");
}

#[test]
fn telex_of_the_program_itself() {
    let office = Office::new();
    let mut pty = office.open_set_up(&[UTF8]);
    pty.wait_for("Việc cần chú ý");
    name_to_type(&mut pty);
    keys(&mut pty, "ctrl-t");
    pty.wait_for("[Telex]");
    keys(&mut pty, "vieetj_");
    pty.wait_for("việt ");
    keys(&mut pty, "nam ctrl-s");
    pty.wait_gone("Người ký báo cáo");
    quit(&mut pty);
    assert_eq!(office.setting("officer"), "việt nam");
}

/// All five screens, the keys and a form; back on the list of what can be done.
fn look_around(pty: &mut Pty, wanted: [&str; 6]) {
    for (key, text) in ["1", "2", "3", "4", "5", "?"].iter().zip(wanted) {
        keys(pty, key);
        pty.wait_for(text);
    }
    keys(pty, "enter");
    pty.wait_gone(wanted[5]);
    keys(pty, "ctrl-p");
    pty.wait_for("Enter");
    keys(pty, "thoat enter");
    assert!(pty.wait_exit().success());
    pty.assert_clean();
}

#[test]
fn poor_terminals_get_ascii_only() {
    let poor = [[("TERM", "vt220"), UTF8], [("TERM", "xterm-256color"), ("LANG", "C")]];
    for env in poor {
        let office = Office::new();
        let mut pty = office.open_set_up(&env);
        pty.wait_for("Viec can chu y");
        look_around(&mut pty, ["Bao cao", "moi tinh trang", "Bieu II.06a", "Han gui", "thiet lap:", "Phim o man hinh"]);
        let raw = String::from_utf8_lossy(&pty.raw()).into_owned();
        assert!(raw.is_ascii(), "{env:?}: {raw}");
    }
}

#[test]
fn no_color_means_reverse_and_bold_only() {
    let office = Office::new();
    let mut pty = office.open_set_up(&[UTF8, ("NO_COLOR", "1")]);
    pty.wait_for("Việc cần chú ý");
    look_around(&mut pty, ["Báo cáo", "mọi tình trạng", "Biểu II.06a", "Hạn gửi", "thiết lập:", "Phím ở màn hình"]);
    let raw = String::from_utf8(pty.raw()).unwrap();
    assert!(!colours(&raw), "{raw:?}");
    assert!(raw.contains("\x1b[7m"), "{raw:?}");
    // The same look with colours, so that the search above is known to find some.
    let mut pty = office.open(&[UTF8]);
    pty.wait_for("Việc cần chú ý");
    quit(&mut pty);
    assert!(colours(&String::from_utf8(pty.raw()).unwrap()));
}

/// True when a colour is set; going back to the terminal's own (39, 49) is none.
fn colours(raw: &str) -> bool {
    let sequences = raw.split("\x1b[").skip(1).filter_map(|s| s.split_once('m')).map(|(parameters, _)| parameters);
    let numbers = sequences.filter(|p| p.bytes().all(|b| b.is_ascii_digit() || b == b';')).flat_map(|p| p.split(';'));
    let colour = |n: u8| matches!(n, 30..=38 | 40..=48 | 90..=107);
    numbers.filter_map(|n| n.parse().ok()).any(colour)
}

/// The goal of issue 5: digits and one key a cell, nothing else, from the first cell to the last.
#[test]
fn a_month_of_25_fields_takes_the_digits_and_one_key_a_cell() {
    let office = Office::new();
    let mut pty = office.open_set_up(&[UTF8]);
    pty.wait_for("Việc cần chú ý");
    keys(&mut pty, "3 home enter");
    pty.wait_for("Lĩnh vực 1/32");
    let value = |row: usize, column: usize| (row * 37 + column * 11) % 500;
    let (mut pressed, mut digits) = (0, 0);
    let from = pty.raw().len();
    for row in 0..25 {
        for column in 0..COLUMNS.len() {
            let text = value(row, column).to_string();
            digits += text.len();
            pressed += text.len() + 1;
            pty.send(&format!("{text}\t"));
        }
        // The next row, without another key.
        pty.wait_for(&format!("Lĩnh vực {}/32", row + 2));
    }
    let cells = 25 * COLUMNS.len();
    assert_eq!(pressed, digits + cells);
    let bytes = (pty.raw().len() - from) / cells;
    // A whole screen is some 2,500 bytes; a cell is a part of it.
    assert!(bytes < 1200, "{bytes} bytes a cell");
    keys(&mut pty, "esc");
    pty.wait_for("Chỉ tiêu   1/19");
    quit(&mut pty);
    let shown = json(&common::run(&office.data(), &["figures", "show", "2024-01", "--json"]));
    for (row, found) in shown["rows"].as_array().unwrap().iter().enumerate().take(25) {
        for (column, code) in COLUMNS.iter().enumerate() {
            assert_eq!(found["cells"][code], value(row, column), "{} {code}", found["field"]);
        }
    }
}

/// What both ways of playing the day leave behind.
fn standing(data: &Path) -> Vec<Value> {
    let tasks = json(&done(data, &["tasks", "--json", "--today", "2024-03-19"]));
    let told = |t: &&Value| ["2.5", "2.6", "3.1-5", "R1"].contains(&t["id"].as_str().unwrap());
    let parts = ["id", "text", "status", "late", "document", "document_date", "deadline", "source", "person"];
    let one = |t: &Value| parts.iter().map(|p| t[*p].clone()).collect::<Value>();
    tasks.as_array().unwrap().iter().filter(told).map(one).collect()
}

#[test]
fn a_day_with_the_tasks_by_keys_and_by_commands() {
    let office = Office::new();
    let mut pty = office.open_set_up(&[UTF8]);
    // What is late stands first.
    pty.wait_for_line(&["QUÁ HẠN", "1.1"]);
    pty.wait_for("quá hạn");
    let open = |pty: &mut Pty, id: &str, waits: &str| {
        keys(pty, &format!("2 / {id} enter"));
        pty.wait_for_line(&[&format!("> {id}")]);
        keys(pty, "enter");
        pty.wait_for(waits);
    };
    open(&mut pty, "2.5", "Ghi đã xong");
    keys(&mut pty, "enter");
    pty.wait_for("Số văn bản chứng minh");
    keys(&mut pty, "12/TTr-UBND enter 15/3 enter enter");
    pty.wait_for("Đã xong nhiệm vụ 2.5: trễ hạn");
    keys(&mut pty, "esc esc");
    open(&mut pty, "2.6", "Gia hạn theo văn bản");
    keys(&mut pty, "down down enter");
    pty.wait_for("Hạn mới");
    keys(&mut pty, "10/6 enter Chờ enter 45/UBND-VP enter");
    pty.wait_for("Gia hạn lần 1, từ 24/05/2024 đến 10/06/2024");
    keys(&mut pty, "esc esc +");
    pty.wait_for("Nội dung công việc");
    keys(&mut pty, "Báo-cáo-một-cửa enter 29/3 enter Mai enter 15/UBND-VP enter 3.2-1 enter");
    pty.wait_for("R1");
    keys(&mut pty, "esc");
    open(&mut pty, "3.1-5", "Ghi đã có hướng dẫn");
    keys(&mut pty, "down down enter");
    pty.wait_for("Văn bản hướng dẫn");
    keys(&mut pty, "12/TTg enter 13/3 enter 29/3 enter");
    pty.wait_for("Đã có 12/TTg ngày 13/03/2024");
    // Taken back: the event; what was done before stays.
    keys(&mut pty, "esc esc u");
    pty.wait_for("Đã hoàn tác");
    keys(&mut pty, "q");
    assert!(pty.wait_exit().success());
    pty.assert_clean();

    let other = Office::new();
    common::set_up(&other.data());
    let on = |args: &[&str]| done(&other.data(), &[args, &["--today", "2024-03-19"]].concat());
    let listed = common::run(&other.data(), &["alerts", "--today", "2024-03-19"]);
    assert!(common::code(&listed) == 1 && common::stdout(&listed).contains("QUÁ HẠN"));
    on(&["task", "done", "2.5", "--document", "12/TTr-UBND", "--date", "2024-03-15"]);
    on(&["task", "postpone", "2.6", "--to", "2024-06-10", "--reason", "Chờ", "--document", "45/UBND-VP"]);
    let add = ["task", "add", "Báo-cáo-một-cửa", "--due", "2024-03-29", "--person", "Mai", "--source", "15/UBND-VP"];
    on(&[&add[..], &["--link", "3.2-1"]].concat());
    on(&["task", "event", "3.1-5", "--document", "12/TTg", "--date", "2024-03-13", "--due", "2024-03-29"]);
    on(&["undo"]);
    let (by_keys, by_commands) = (standing(&office.data()), standing(&other.data()));
    assert_eq!(by_keys, by_commands);
    assert_eq!(by_keys.len(), 4);
    // The postponed day, and no event.
    assert_eq!((&by_keys[1][6]["legal_day"], &by_keys[2][6]["event"]), (&"2024-06-10".into(), &Value::Null));
}
