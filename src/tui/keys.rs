//! The one key table: it resolves keys, and footer, help, menu and the README's table are read from
//! it. Letters are extras: whatever they do, arrows, Tab, Enter, Esc and the menu do as well.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::ui::action::{Action, Scope, Screen, Step};
use crate::app::ui::input::Edit;
use crate::app::ui::{Modal, State};

/// A key as the table writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A character; upper or lower case as it comes.
    Char(char),
    /// Alt with a letter, or Esc with a letter right behind it: a letter where text is typed, Esc elsewhere.
    AltChar(char),
    /// Ctrl with a letter.
    Ctrl(char),
    /// Enter.
    Enter,
    /// Esc.
    Esc,
    /// Tab.
    Tab,
    /// Shift with Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Ctrl with arrow left.
    CtrlLeft,
    /// Ctrl with arrow right.
    CtrlRight,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
    /// A function key.
    F(u8),
}

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    /// Where it holds.
    pub scope: Scope,
    /// The keys; the first is the one shown.
    pub keys: &'static [Key],
    /// What they do.
    pub action: Action,
    /// What footers show instead of the action's own name; empty: the footer leaves it out.
    pub footer: &'static str,
}

impl Row {
    /// What the keys do here, in words: the footer's, which know the place, else the action's own.
    pub fn does(&self) -> String {
        ui::capital(if self.footer.is_empty() { self.action.name() } else { self.footer })
    }
}

const fn row(scope: Scope, keys: &'static [Key], action: Action, footer: &'static str) -> Row {
    Row { scope, keys, action, footer }
}

use crate::strings::actions::footer as f;
use crate::strings::ui;
use Action as A;
use Key as K;
use Scope as S;

/// Every key of the program.
pub static TABLE: &[Row] = &[
    row(S::List, &[K::Enter], A::Open, f::OPEN),
    row(S::List, &[K::Tab], A::Move(Step::Next), f::NEXT_SCREEN),
    row(S::List, &[K::BackTab], A::Move(Step::Previous), ""),
    row(S::List, &[K::Up, K::Char('k')], A::Move(Step::Up), ""),
    row(S::List, &[K::Down, K::Char('j')], A::Move(Step::Down), ""),
    row(S::List, &[K::Left], A::Move(Step::Left), ""),
    row(S::List, &[K::Right], A::Move(Step::Right), ""),
    row(S::List, &[K::PageUp], A::Move(Step::PageUp), ""),
    row(S::List, &[K::PageDown], A::Move(Step::PageDown), ""),
    row(S::List, &[K::Home], A::Move(Step::First), ""),
    row(S::List, &[K::End], A::Move(Step::Last), ""),
    row(S::List, &[K::Char('/'), K::Ctrl('f')], A::Search, ""),
    row(S::List, &[K::Esc], A::Back, f::MENU),
    row(S::Overview, &[K::Char('z')], A::Snooze, f::SNOOZE),
    row(S::Tasks, &[K::Char('/'), K::Ctrl('f')], A::Search, f::SEARCH),
    row(S::Tasks, &[K::Char('t')], A::NextState, f::STATE),
    row(S::Tasks, &[K::Char('v')], A::NextRole, f::ROLE),
    row(S::Tasks, &[K::Char('s')], A::NextOrder, f::ORDER),
    row(S::Tasks, &[K::Char(' ')], A::Mark, ""),
    row(S::Tasks, &[K::Char('l')], A::Linked, ""),
    row(S::Tasks, &[K::Char('+')], A::AddTask, f::ADD),
    row(S::Log, &[K::Char('/'), K::Ctrl('f')], A::Search, f::SEARCH),
    row(S::Cells, &[K::Tab], A::Move(Step::Next), f::NEXT_CELL),
    row(S::Cells, &[K::BackTab], A::Move(Step::Previous), ""),
    row(S::Cells, &[K::Enter], A::Open, f::NEXT_ROW),
    row(S::Cells, &[K::Up], A::Move(Step::Up), ""),
    row(S::Cells, &[K::Down], A::Move(Step::Down), ""),
    row(S::Cells, &[K::Left], A::Move(Step::Left), ""),
    row(S::Cells, &[K::Right], A::Move(Step::Right), ""),
    row(S::Cells, &[K::PageUp], A::Move(Step::PageUp), ""),
    row(S::Cells, &[K::PageDown], A::Move(Step::PageDown), ""),
    row(S::Cells, &[K::Home], A::Move(Step::First), ""),
    row(S::Cells, &[K::End], A::Move(Step::Last), ""),
    row(S::Cells, &[K::Char('-')], A::Type(Edit::Char('-')), f::NIL),
    row(S::Cells, &[K::F(2)], A::EditCell, f::EDIT_CELL),
    row(S::Cells, &[K::Char('=')], A::NilRow, f::NIL_ROW),
    row(S::Cells, &[K::Char('*')], A::NilMonth, ""),
    row(S::Cells, &[K::Char('c')], A::Comment, ""),
    row(S::Cells, &[K::Char('m')], A::Follow, ""),
    row(S::Cells, &[K::Char('x')], A::Reviewed, ""),
    row(S::Cells, &[K::Backspace, K::Ctrl('h')], A::Type(Edit::Backspace), ""),
    row(S::Cells, &[K::Delete], A::Clear, ""),
    row(S::Cells, &[K::Char('g')], A::Explain, f::EXPLAIN),
    row(S::Cells, &[K::Esc], A::Back, f::BACK),
    row(S::Period, &[K::Char('p')], A::NextPart, f::PART),
    row(S::Period, &[K::Char(']'), K::Ctrl('n')], A::NextPeriod, f::PERIOD),
    row(S::Period, &[K::Char('['), K::Ctrl('b')], A::PreviousPeriod, ""),
    row(S::Period, &[K::Esc], A::Back, f::BACK),
    row(S::Period, &[K::Char('l')], A::Linked, ""),
    row(S::Period, &[K::Char('d')], A::Marks, ""),
    row(S::Period, &[K::Char('i')], A::Import, ""),
    row(S::Period, &[K::Char('e')], A::Export, ""),
    row(S::Periods, &[K::Char('i')], A::Import, ""),
    row(S::Periods, &[K::Char('e')], A::Export, ""),
    row(S::Periods, &[K::Char('d')], A::Marks, ""),
    row(S::Reports, &[K::Char('g')], A::Make, f::MAKE),
    row(S::Reports, &[K::Char('s')], A::Sent, f::SENT),
    row(S::Reports, &[K::Char('b')], A::Words, f::WORDS),
    row(S::Reports, &[K::Char('h')], A::DueDay, ""),
    row(S::Form, &[K::Enter], A::Open, f::NEXT_FIELD),
    row(S::Form, &[K::Tab], A::Move(Step::Next), ""),
    row(S::Form, &[K::BackTab], A::Move(Step::Previous), ""),
    row(S::Form, &[K::Ctrl('s')], A::Save, f::SAVE),
    row(S::Form, &[K::Ctrl('j')], A::Type(Edit::NewLine), f::NEW_LINE),
    row(S::Form, &[K::Up], A::Move(Step::Up), ""),
    row(S::Form, &[K::Down], A::Move(Step::Down), ""),
    row(S::Form, &[K::Left], A::Move(Step::Left), ""),
    row(S::Form, &[K::Right], A::Move(Step::Right), ""),
    row(S::Form, &[K::Home], A::Move(Step::First), ""),
    row(S::Form, &[K::End], A::Move(Step::Last), ""),
    row(S::Form, &[K::CtrlLeft], A::Type(Edit::WordLeft), ""),
    row(S::Form, &[K::CtrlRight], A::Type(Edit::WordRight), ""),
    row(S::Form, &[K::Backspace, K::Ctrl('h')], A::Type(Edit::Backspace), ""),
    row(S::Form, &[K::Delete], A::Type(Edit::Delete), ""),
    row(S::Form, &[K::Ctrl('w')], A::Type(Edit::DeleteWordBack), ""),
    row(S::Form, &[K::Ctrl('u')], A::Type(Edit::Clear), ""),
    row(S::Form, &[K::Ctrl('t')], A::NextTyping, f::TYPING),
    row(S::Form, &[K::Esc], A::Back, f::CANCEL),
    row(S::Choice, &[K::Enter], A::Open, f::CHOOSE),
    row(S::Choice, &[K::Up], A::Move(Step::Up), ""),
    row(S::Choice, &[K::Down], A::Move(Step::Down), ""),
    row(S::Choice, &[K::Left], A::Move(Step::Left), ""),
    row(S::Choice, &[K::Right], A::Move(Step::Right), ""),
    row(S::Choice, &[K::Tab], A::Move(Step::Next), ""),
    row(S::Choice, &[K::BackTab], A::Move(Step::Previous), ""),
    row(S::Choice, &[K::PageUp], A::Move(Step::PageUp), ""),
    row(S::Choice, &[K::PageDown], A::Move(Step::PageDown), ""),
    row(S::Choice, &[K::Home], A::Move(Step::First), ""),
    row(S::Choice, &[K::End], A::Move(Step::Last), ""),
    row(S::Choice, &[K::Esc], A::Back, f::BACK),
    row(S::Preview, &[K::Enter], A::Open, f::APPLY),
    row(S::Preview, &[K::Esc], A::Back, f::CANCEL),
    row(S::Preview, &[K::Up], A::Move(Step::Up), ""),
    row(S::Preview, &[K::Down], A::Move(Step::Down), ""),
    row(S::Preview, &[K::PageUp], A::Move(Step::PageUp), ""),
    row(S::Preview, &[K::PageDown], A::Move(Step::PageDown), ""),
    row(S::Preview, &[K::Home], A::Move(Step::First), ""),
    row(S::Preview, &[K::End], A::Move(Step::Last), ""),
    row(S::Search, &[K::Backspace, K::Ctrl('h')], A::Type(Edit::Backspace), ""),
    row(S::Search, &[K::Ctrl('u')], A::Type(Edit::Clear), ""),
    row(S::Search, &[K::Ctrl('t')], A::NextTyping, ""),
    row(S::Search, &[K::Enter], A::Open, f::TAKE_SEARCH),
    row(S::Search, &[K::Up], A::Move(Step::Up), ""),
    row(S::Search, &[K::Down], A::Move(Step::Down), ""),
    row(S::Search, &[K::Esc], A::Back, f::DROP_SEARCH),
    row(S::Page, &[K::Enter, K::Esc, K::Char(' ')], A::Back, f::GO_ON),
    row(S::Page, &[K::Down, K::PageDown], A::Move(Step::Down), ""),
    row(S::Page, &[K::Up, K::PageUp], A::Move(Step::Up), ""),
    row(S::Anywhere, &[K::Char('1')], A::Go(Screen::Overview), ""),
    row(S::Anywhere, &[K::Char('2')], A::Go(Screen::Tasks), ""),
    row(S::Anywhere, &[K::Char('3')], A::Go(Screen::Figures), ""),
    row(S::Anywhere, &[K::Char('4')], A::Go(Screen::Reports), ""),
    row(S::Anywhere, &[K::Char('5')], A::Go(Screen::Log), ""),
    row(S::Anywhere, &[K::Char('w')], A::Agenda, ""),
    row(S::Anywhere, &[K::Char('y')], A::NextYear, ""),
    row(S::Anywhere, &[K::Char(':'), K::Ctrl('p')], A::Menu, ""),
    row(S::Anywhere, &[K::Char('?')], A::Help, f::HELP),
    row(S::Anywhere, &[K::Char('u'), K::Ctrl('z')], A::Undo, ""),
    row(S::Anywhere, &[K::Char('r'), K::Ctrl('y')], A::Redo, ""),
    row(S::Anywhere, &[K::Char('q')], A::Quit, ""),
    row(S::Always, &[K::Ctrl('l')], A::Redraw, ""),
    row(S::Always, &[K::Ctrl('q'), K::Ctrl('c')], A::Quit, ""),
];

/// What a key event is in the table's terms; none for keys nobody gave a meaning.
pub fn key_of(event: KeyEvent) -> Option<Key> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    Some(match event.code {
        // AltGr comes as Ctrl with Alt, and some input methods send Alt with a letter: it is the letter.
        KeyCode::Char(c) if alt && ctrl => Key::Char(c),
        KeyCode::Char(c) if alt => Key::AltChar(c),
        // Esc with another key right behind it in one read: the key behind it was meant for what Esc
        // uncovers, and may do harm here.
        _ if alt => Key::Esc,
        KeyCode::Char(c) if ctrl => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Key::BackTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left if ctrl => Key::CtrlLeft,
        KeyCode::Right if ctrl => Key::CtrlRight,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::F(n) => Key::F(n),
        _ => return None,
    })
}

/// The action of a key as things stand.
pub fn resolve(state: &State, key: Key) -> Option<Action> {
    let key = match key {
        Key::AltChar(c) if types(state, Key::Char(c)) => Key::Char(c),
        Key::AltChar(_) => Key::Esc,
        key => key,
    };
    let scopes = state.scopes();
    if let (Key::Char(c), true) = (key, types(state, key)) {
        return Some(Action::Type(Edit::Char(c)));
    }
    let found = scopes.iter().find_map(|scope| TABLE.iter().find(|r| r.scope == *scope && r.keys.contains(&key)));
    found.map(|r| r.action.clone())
}

/// True when a key is text here: any letter in a text, a digit or dot in a cell.
pub fn types(state: &State, key: Key) -> bool {
    let Key::Char(c) = key else { return false };
    // The menu shows the digits of the screens: they hold there until a search has begun.
    if c.is_ascii_digit()
        && state.modals.last().is_some_and(|m| matches!(m, Modal::Menu(menu) if menu.query.is_empty()))
    {
        return false;
    }
    let cells = state.modals.is_empty() && state.scopes().contains(&Scope::Cells);
    match (cells, state.takes_text()) {
        // In a cell that is being typed in, letters are its text too: it says what is wrong with them.
        (true, true) => true,
        (true, false) => c.is_ascii_digit(),
        (false, text) => text,
    }
}

/// The row whose action this is, in the scopes given.
pub fn row_for(scopes: &[Scope], action: &Action) -> Option<&'static Row> {
    scopes.iter().find_map(|s| TABLE.iter().find(|r| r.scope == *s && r.action == *action))
}

/// Rows of the scopes given, the nearer scope first; a row hidden by a nearer one is left out.
pub fn rows(scopes: &[Scope]) -> Vec<&'static Row> {
    let mut out: Vec<&Row> = Vec::new();
    for scope in scopes {
        for row in TABLE.iter().filter(|r| r.scope == *scope) {
            let hidden = out.iter().any(|r| r.keys.contains(&row.keys[0]) || r.action == row.action);
            if !hidden {
                out.push(row);
            }
        }
    }
    out
}

/// Order in footers: what everybody needs first.
pub fn rank(key: Key) -> u8 {
    match key {
        Key::Enter => 0,
        Key::Tab => 1,
        Key::Esc => 2,
        _ => 3,
    }
}

impl Key {
    /// As printed on keyboards.
    pub fn name(self) -> String {
        match self {
            Self::Char(' ') => "Space".to_owned(),
            Self::Char(c) | Self::AltChar(c) => c.to_string(),
            Self::Ctrl(c) => format!("Ctrl-{}", c.to_ascii_uppercase()),
            Self::BackTab => "Shift-Tab".to_owned(),
            Self::Up => "↑".to_owned(),
            Self::Down => "↓".to_owned(),
            Self::Left => "←".to_owned(),
            Self::Right => "→".to_owned(),
            Self::CtrlLeft => "Ctrl-←".to_owned(),
            Self::CtrlRight => "Ctrl-→".to_owned(),
            Self::PageUp => "PgUp".to_owned(),
            Self::PageDown => "PgDn".to_owned(),
            Self::F(n) => format!("F{n}"),
            other => format!("{other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for (i, row) in TABLE.iter().enumerate() {
            for other in &TABLE[i + 1..] {
                let same = other.scope == row.scope && other.keys.iter().any(|k| row.keys.contains(k));
                assert!(!same, "{row:?} {other:?}");
            }
        }
    }

    #[test]
    fn telex_swallows_nothing_that_letters_alone_would_do() {
        // Every action behind a letter is in the menu or has another key.
        for row in TABLE {
            let letter = |k: &Key| matches!(k, Key::Char(c) if c.is_alphabetic());
            let in_menu = || {
                let of_screens =
                    crate::app::ui::action::SCREENS.iter().flat_map(|s| crate::app::ui::action::of_screen(*s));
                of_screens.chain(&crate::app::ui::action::EVERYWHERE).any(|a| *a == row.action)
            };
            assert!(!row.keys.iter().all(letter) || in_menu(), "{row:?}");
        }
    }
}
