//! Drives the interface without a terminal: keys in, state and painted screens out.
#![allow(dead_code, clippy::unwrap_used)] // each test file uses its own part

pub mod svg;

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use daumoi::app::World;
use daumoi::app::ui::action::Action;
use daumoi::app::ui::input::Edit;
use daumoi::app::ui::{self, State};
use daumoi::tui::keys;
use daumoi::tui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The interface over a data dir of its own.
pub struct Driver {
    pub dir: tempfile::TempDir,
    pub state: State,
    pub theme: Theme,
    pub size: (u16, u16),
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|e| (e.path(), e.file_name())).unwrap();
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

pub fn world(dir: &Path, today: &str) -> World {
    World {
        data_dir: dir.join("data"),
        today: today.parse().unwrap(),
        today_given: true,
        clock: || "2024-03-19T08:00:00+07:00".to_owned(),
        user: "thu".to_owned(),
        year: None,
        documents: dir.join("goi"),
        practice: false,
        moment: None,
    }
}

impl Driver {
    /// Over a new data dir on 19/03/2024, after commands run by the real binary.
    pub fn fresh(commands: &[&[&str]]) -> Self {
        Self::on("2024-03-19", commands)
    }

    pub fn on(today: &str, commands: &[&[&str]]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        for command in commands {
            super::common::done(&dir.path().join("data"), command);
        }
        let state = State::start(world(dir.path(), today)).unwrap();
        Self { dir, state, theme: Theme { color: true, ascii: false }, size: (80, 24) }
    }

    /// With the first quarter entered.
    pub fn with_quarter() -> Self {
        // Filled once by the real binary, then copied.
        static FILLED: OnceLock<tempfile::TempDir> = OnceLock::new();
        let filled = FILLED.get_or_init(|| {
            let dir = tempfile::tempdir().unwrap();
            super::common::with_quarter(&dir.path().join("data"));
            dir
        });
        let dir = tempfile::tempdir().unwrap();
        copy(&filled.path().join("data"), &dir.path().join("data"));
        let state = State::start(world(dir.path(), "2024-03-19")).unwrap();
        Self { dir, state, theme: Theme { color: true, ascii: false }, size: (80, 24) }
    }

    /// Presses keys: names (`enter`, `tab`, `ctrl-p` …); anything else is typed letter by letter,
    /// `_` for a space.
    pub fn keys(&mut self, keys: &str) {
        for word in keys.split_whitespace() {
            let one = |code| vec![KeyEvent::new(code, KeyModifiers::NONE)];
            let events = match word {
                "enter" => one(KeyCode::Enter),
                "esc" => one(KeyCode::Esc),
                "tab" => one(KeyCode::Tab),
                "backtab" => one(KeyCode::BackTab),
                "backspace" => one(KeyCode::Backspace),
                "delete" => one(KeyCode::Delete),
                "up" => one(KeyCode::Up),
                "down" => one(KeyCode::Down),
                "left" => one(KeyCode::Left),
                "right" => one(KeyCode::Right),
                "pgup" => one(KeyCode::PageUp),
                "pgdn" => one(KeyCode::PageDown),
                "home" => one(KeyCode::Home),
                "end" => one(KeyCode::End),
                "f2" => one(KeyCode::F(2)),
                _ if word.starts_with("ctrl-") => {
                    let c = word.chars().last().unwrap();
                    vec![KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)]
                }
                text => {
                    let letters = text.chars().map(|c| if c == '_' { ' ' } else { c });
                    letters.map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)).collect()
                }
            };
            for event in events {
                self.press(event);
            }
        }
    }

    pub fn press(&mut self, event: KeyEvent) {
        if let Some(action) = keys::key_of(event).and_then(|key| keys::resolve(&self.state, key)) {
            ui::update(&mut self.state, action);
        }
    }

    /// One letter that is no key name.
    pub fn paste_key(&mut self, letter: char) {
        ui::update(&mut self.state, Action::Type(Edit::Char(letter)));
    }

    pub fn paste(&mut self, text: &str) {
        ui::update(&mut self.state, Action::Type(Edit::Paste(text.to_owned())));
    }

    pub fn buffer(&self) -> (Buffer, Option<Position>) {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        let cursor = daumoi::tui::draw(&self.state, self.theme, area, &mut buffer);
        (buffer, cursor)
    }

    pub fn screen(&self) -> String {
        let (buffer, _) = self.buffer();
        let width = usize::from(self.size.0).max(1);
        let line = |cells: &[ratatui::buffer::Cell]| {
            let text: String = cells.iter().map(ratatui::buffer::Cell::symbol).collect();
            text.trim_end().to_owned()
        };
        buffer.content.chunks(width).map(line).collect::<Vec<_>>().join("\n")
    }
}
