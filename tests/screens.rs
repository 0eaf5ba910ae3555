//! Whole screens: the state driven by keys, painted into a buffer, compared with `tests/screens/`.
//! `UPDATE_SCREENS=1 cargo test --test screens` writes what is painted, and the README's pictures
//! with it; read the difference before committing it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;
mod driver;

use std::fs;
use std::path::Path;

use daumoi::domain::book::{Key, Value};
use daumoi::store::Meta;
use daumoi::tui::theme::Theme;
use driver::Driver;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use unicode_normalization::UnicodeNormalization as _;

const SIZES: [(u16, u16); 6] = [(80, 24), (120, 40), (60, 18), (40, 10), (1, 1), (0, 0)];
const THEMES: [Theme; 4] = [
    Theme { color: true, ascii: false },
    Theme { color: false, ascii: false },
    Theme { color: true, ascii: true },
    Theme { color: false, ascii: true },
];

/// Name of each scene with the keys that lead there, over the first quarter of 2024.
const SCENES: [(&str, &str); 46] = [
    ("overview", ""),
    ("overview-search", "/ chi_tieu"),
    ("tasks", "2"),
    ("tasks-filtered", "2 v t"),
    ("tasks-search", "2 / bao_cao enter"),
    ("tasks-nothing", "2 / khongcogi enter"),
    ("task", "2 enter"),
    ("task-occurrences", "2 down down down enter"),
    ("task-occurrence", "2 down down down enter enter"),
    ("settle", "2 end enter enter 07/BC-UBND tab"),
    ("settle-refused", "2 end enter enter 07/BC-UBND tab ctrl-u 32/1 ctrl-s"),
    ("statement", "2 down down down down down enter enter enter Đã_rà_soát ctrl-j Còn_hai_việc"),
    ("discard", "2 end enter enter x esc"),
    ("remove", "2 end enter end enter"),
    ("periods", "3"),
    ("grid", "3 enter"),
    ("grid-typing", "3 enter tab 12"),
    ("grid-refused", "3 enter 12x tab"),
    ("grid-problem", "3 enter 999 tab"),
    ("grid-reason", "3 enter tab tab 99 tab"),
    ("counters", "3 right enter"),
    ("indicators", "3 right right enter down"),
    ("indicator", "3 right right enter enter"),
    ("marks", "3 enter c Đã_đối_chiếu_sổ enter right m [ [ down end left 4 enter d"),
    ("quarter", "3 end up up up up up up enter"),
    ("reports", "4"),
    ("report", "4 enter"),
    ("make", "4 enter enter ctrl-u /tmp/goi"),
    ("log", "5 down"),
    ("menu", "esc bao_cao"),
    ("help", "2 ?"),
    ("settings", "esc thiet_lap enter"),
    ("add-task", ": them_viec enter Nộp_danh_sách_cán_bộ"),
    ("edit-task", "2 end enter down down down enter"),
    ("not-applicable", "2 end enter down down enter"),
    ("note", "2 end enter down enter"),
    ("reopen", "2 home enter enter"),
    ("explain", "3 right enter 9999 tab up g"),
    ("due-day", "4 h"),
    ("sent-nothing", "4 s"),
    ("quit", "2 end enter enter x ctrl-q"),
    ("entry", "5 down enter"),
    ("help-next", "3 enter ? pgdn"),
    ("tour-again", ": gioi_thieu enter"),
    ("row-left", "3 enter 999 enter"),
    ("overdue-filter", "2 t t"),
];

fn scene(keys: &str) -> Driver {
    let mut d = Driver::with_quarter();
    d.keys(keys);
    d
}

/// What changes from run to run: the system's time in the log.
fn stable(screen: &str) -> String {
    let now = chrono_like(screen);
    now.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
}

/// `25/11/2026 03:26` → `99/99/9999 99:99`, only where a time of day follows a date, or a frame cuts it.
fn chrono_like(screen: &str) -> String {
    let mut out: Vec<char> = screen.chars().collect();
    let shape: Vec<char> = "dd/dd/dddd dd:dd".chars().collect();
    let fits = |(c, s): (&char, &char)| if *s == 'd' { c.is_ascii_digit() } else { c == s };
    for at in 0..out.len() {
        let long = out[at..].iter().zip(&shape).take_while(|pair| fits(*pair)).count();
        let is_cut = long >= "dd/dd/".len() && out.get(at + long) == Some(&'│');
        if long == shape.len() || is_cut {
            out[at..at + long].iter_mut().filter(|c| c.is_ascii_digit()).for_each(|c| *c = '9');
        }
    }
    out.into_iter().collect()
}

fn compare(name: &str, screen: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens").join(format!("{name}.txt"));
    let screen = stable(screen);
    if std::env::var_os("UPDATE_SCREENS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &screen).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(screen, expected, "{name}: UPDATE_SCREENS=1 writes what is painted now\n{screen}");
}

/// The README's pictures are what is painted.
#[test]
fn the_pictures_are_the_programs() {
    for (name, keys) in [("overview", ""), ("tasks", "2"), ("grid", "3 enter"), ("report", "4 enter")] {
        let picture = driver::svg::picture(&scene(keys).buffer().0);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/screens").join(format!("{name}.svg"));
        if std::env::var_os("UPDATE_SCREENS").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &picture).unwrap();
        }
        let drawn = fs::read_to_string(&path).unwrap_or_default();
        assert!(picture == drawn, "{name}: UPDATE_SCREENS=1 draws what is painted now");
    }
}

#[test]
fn every_screen_looks_as_it_did() {
    for (name, keys) in SCENES {
        let mut d = scene(keys);
        looks(name, &mut d, ToOwned::to_owned);
    }
}

/// Compares a scene at the sizes it is made for, and fits it into every terminal. `hidden` takes out what
/// changes from run to run.
fn looks(name: &str, d: &mut Driver, hidden: impl Fn(&str) -> String) {
    compare(name, &hidden(&d.screen()));
    d.size = (120, 40);
    compare(&format!("{name}-120x40"), &hidden(&d.screen()));
    d.size = (60, 18);
    compare(&format!("{name}-60x18"), &hidden(&d.screen()));
    fits(name, d);
    d.size = (80, 24);
    d.theme = THEMES[0];
}

#[test]
fn the_first_start_looks_as_it_did() {
    let mut d = Driver::fresh(&[]);
    looks("setup", &mut d, ToOwned::to_owned);
    d.keys("long_t");
    looks("setup-search", &mut d, ToOwned::to_owned);
    d.keys("esc");
    looks("leave-setup", &mut d, ToOwned::to_owned);
    d.keys("enter ctrl-u an_phuoc enter enter Nguyễn_Thị_Ánh enter enter enter");
    looks("tour", &mut d, ToOwned::to_owned);
}

/// A scene at every size in every looks: nothing panics, ASCII is ASCII, mono has no colour and says the
/// same, and a window that is too small says so.
fn fits(name: &str, d: &mut Driver) {
    for size in SIZES {
        d.size = size;
        let mut texts = Vec::new();
        for theme in THEMES {
            d.theme = theme;
            let (buffer, cursor) = d.buffer();
            if let Some(at) = cursor {
                assert!(at.x < size.0 && at.y < size.1, "{name} {size:?} {at:?}");
            }
            let colored = |c: &ratatui::buffer::Cell| c.fg != Color::Reset || c.bg != Color::Reset;
            assert!(theme.color || !buffer.content.iter().any(colored), "{name} {size:?}");
            let screen = d.screen();
            assert!(!theme.ascii || screen.is_ascii(), "{name} {size:?}: {screen}");
            texts.push(screen);
        }
        assert_eq!(texts[0], texts[1], "{name} {size:?}");
        assert_eq!(texts[2], texts[3], "{name} {size:?}");
        if size.0 == 40 {
            assert!(texts[0].contains("60×18") && texts[2].contains("60x18"), "{name}: {}", texts[0]);
        }
    }
}

/// The row of a text on screen, and the style of its cells.
fn style_at(buffer: &Buffer, needle: &str) -> (Color, Modifier) {
    let width = usize::from(buffer.area.width);
    for row in buffer.content.chunks(width) {
        let symbols: Vec<&str> = row.iter().map(ratatui::buffer::Cell::symbol).collect();
        for at in 0..width {
            if symbols[at..].concat().starts_with(needle) {
                return (row[at].fg, row[at].modifier);
            }
        }
    }
    panic!("{needle} is not on the screen");
}

#[test]
fn styles_that_mean_something() {
    let mut d = scene("");
    let (buffer, _) = d.buffer();
    // Where one is: reversed. Urgent: red and bold. Soon: yellow.
    assert!(style_at(&buffer, "1 Tổng quan").1.contains(Modifier::REVERSED));
    assert!(!style_at(&buffer, "2 Nhiệm vụ").1.contains(Modifier::REVERSED));
    assert_eq!(style_at(&buffer, "KHẨN"), (Color::Red, Modifier::BOLD | Modifier::REVERSED));
    assert_eq!(style_at(&buffer, "Sớm").0, Color::Yellow);
    assert_eq!(style_at(&buffer, "2 quá hạn"), (Color::Red, Modifier::BOLD));
    d.keys("3 right right enter");
    let (buffer, _) = d.buffer();
    assert_eq!(style_at(&buffer, "đạt").0, Color::Green);
    assert_eq!(style_at(&buffer, "còn thiếu").0, Color::Red);
    d.theme = Theme { color: false, ascii: false };
    d.keys("1");
    let (buffer, _) = d.buffer();
    // Without colour the cursor is still a sign and reversed, urgency still a word in bold.
    assert!(style_at(&buffer, "> KHẨN").1.contains(Modifier::REVERSED));
    assert!(style_at(&buffer, "KHẨN").1.contains(Modifier::BOLD));
}

/// The same screen whether names come composed or with marks of their own, and with names that fill
/// more than a line.
#[test]
fn names_of_any_length_and_form() {
    let long = "Rà soát thủ tục hành chính ".repeat(8);
    let long = long.trim();
    let decomposed: String = long.nfd().collect();
    let quarter = "2024-03-19";
    let screens = |text: &str| {
        let set = ["init", "--unit", "26383", "--year", "2024", "--officer", text];
        let add = ["task", "add", text, "--due", "2024-03-25", "--person", text, "--source", text];
        let mut d = Driver::on(quarter, &[&set, &add]);
        // Commands and forms make composed letters of it; what an older or another program stored may
        // stand there as it was, and is looked at and changed all the same.
        let session = &mut d.state.work.as_mut().unwrap().session;
        let key = Key::Setting("signatory".to_owned());
        let change = session.store.book().change(key, Some(Value::Text(text.to_owned())));
        session
            .store
            .commit(Meta { action: "settings.set".to_owned(), ..Meta::default() }, change.into_iter().collect())
            .unwrap();
        let mut out = Vec::new();
        for size in SIZES {
            d.size = size;
            for keys in [
                "1",
                "2 s s s s s end",
                "enter",
                "enter",
                "esc esc 5",
                "enter",
                "esc esc thiet_lap enter",
                "tab end x",
                "esc right enter",
            ] {
                d.keys(keys);
                // The same to the eye, whatever it is made of.
                out.push(stable(&d.screen().nfc().collect::<String>()));
            }
        }
        out
    };
    let (composed, marks) = (screens(long), screens(&decomposed));
    assert_eq!(composed, marks);
    assert!(composed[1].contains("Rà soát thủ tục"));
}

#[test]
fn text_is_typed_at_the_real_cursor() {
    let mut d = scene("2 end enter enter");
    d.keys("Ơ");
    let (buffer, cursor) = d.buffer();
    let at = cursor.unwrap();
    assert_eq!(buffer[(at.x - 1, at.y)].symbol(), "Ơ");
    d.keys("left");
    assert_eq!(d.buffer().1.unwrap().x, at.x - 1);
    // A text longer than its field keeps the caret in sight.
    d.keys(&"đ".repeat(120));
    let (buffer, cursor) = d.buffer();
    let at = cursor.unwrap();
    assert!(at.x < 80);
    assert_eq!(buffer[(at.x - 1, at.y)].symbol(), "đ");
}

/// What needs more than keys: a package made and taken back, a draft offered, data that somebody else has.
#[test]
fn rarer_screens_look_as_they_did() {
    let mut d = scene("4 enter enter ctrl-u");
    d.paste(d.dir.path().join("out").to_str().unwrap());
    d.keys("enter");
    d.state.notice = None;
    looks("report-made", &mut d, code_hidden);
    d.keys("esc b down down down");
    looks("report-words", &mut d, ToOwned::to_owned);
    d.keys("enter");
    d.paste("Đã niêm yết 110 thủ tục.\n- Đề nghị in thêm bảng.");
    looks("report-passage", &mut d, ToOwned::to_owned);
    d.keys("esc right enter esc s");
    looks("sent", &mut d, ToOwned::to_owned);
    d.keys("esc u");
    looks("undo-package", &mut d, ToOwned::to_owned);
    d.keys("esc 2 end enter enter 07/BC");
    let draft = d.state.kept().unwrap();
    d.keys("esc right enter esc");
    d.state.offer(draft);
    looks("resume", &mut d, ToOwned::to_owned);
    d.keys("esc");
    let state = daumoi::app::ui::State::start(d.state.world.clone()).unwrap();
    let mut d = Driver { state, ..d };
    d.state.notice = None;
    looks("looking-only", &mut d, ToOwned::to_owned);
}

/// A package's code and file are worked out from its content, which the pack may change.
fn code_hidden(screen: &str) -> String {
    let mut words: Vec<String> = screen.split(' ').map(str::to_owned).collect();
    for word in &mut words {
        let code = word.len() > 14 && word.as_bytes()[4] == b'-' && word.as_bytes()[9] == b'-';
        if code {
            *word = format!("CODE-CODE-CODE{}", word.get(14..).unwrap_or_default());
        }
    }
    words.join(" ")
}
