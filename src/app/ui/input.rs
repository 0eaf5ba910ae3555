//! The text of one form field with its caret. While a word is typed its code points stay as they
//! come, because input methods count them when they send Backspace; at its end the text is put in
//! NFC, and from then on the caret moves by what the officer sees as one letter.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::typing::{Typing, Word};
use crate::domain::text;

/// How many lines a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lines {
    /// One line; breaks become spaces.
    #[default]
    One,
    /// Free text with line breaks.
    Many,
}

/// One thing done to a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A character from the keyboard or an input method.
    Char(char),
    /// Deletes before the caret: a code point of the word being typed, else a letter as seen.
    Backspace,
    /// Deletes the letter after the caret.
    Delete,
    /// One letter to the left.
    Left,
    /// One letter to the right.
    Right,
    /// To the start of the word on the left.
    WordLeft,
    /// To the end of the word on the right.
    WordRight,
    /// To the start of the line.
    Home,
    /// To the end of the line.
    End,
    /// One line up, by line breaks, not by what the screen wraps.
    Up,
    /// One line down, as [`Edit::Up`].
    Down,
    /// A line break; in a field of one line a space, if none stands there.
    NewLine,
    /// Text from the clipboard.
    Paste(String),
    /// Deletes back to the start of the word on the left.
    DeleteWordBack,
    /// Deletes everything.
    Clear,
}

/// The word being typed: it reaches from `start` to the caret.
#[derive(Debug, Clone)]
struct Live {
    start: usize,
    word: Word,
}

/// Text of one form field with caret.
#[derive(Debug, Clone)]
pub struct Input {
    text: String,
    caret: usize,
    live: Option<Live>,
    lines: Lines,
    max_chars: usize,
}

impl Default for Input {
    fn default() -> Self {
        Self::new("", Lines::One)
    }
}

impl Input {
    /// A field holding `text`, caret at its end.
    pub fn new(text: &str, lines: Lines) -> Self {
        let max_chars = if lines == Lines::One { text::LINE_MAX } else { text::NOTE_MAX };
        let mut input = Self { text: String::new(), caret: 0, live: None, lines, max_chars };
        input.set(text);
        input
    }

    /// What the field holds, in NFC, free of unsafe characters and never longer than allowed.
    /// Not trimmed.
    pub fn text(&self) -> String {
        text::nfc(&self.text)
    }

    /// Holds this text instead, cleaned like a paste, caret at its end.
    pub fn set(&mut self, text: &str) {
        self.live = None;
        cut(&self.clean(text), self.max_chars).clone_into(&mut self.text);
        self.caret = self.text.len();
    }

    /// How many lines it holds.
    pub fn lines(&self) -> Lines {
        self.lines
    }

    /// True when nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What stands before the caret, for drawing.
    pub fn before_caret(&self) -> &str {
        &self.text[..self.caret]
    }

    /// What stands after the caret, for drawing.
    pub fn after_caret(&self) -> &str {
        &self.text[self.caret..]
    }

    /// The word being typed ends here (the field is left or saved).
    pub fn finish(&mut self) {
        self.settle();
    }

    /// Does one thing; true when the text or the caret is another one now.
    pub fn edit(&mut self, edit: Edit, typing: Typing) -> bool {
        match edit {
            Edit::Char(c) => return self.char(c, typing),
            Edit::Backspace => return self.backspace(),
            _ => self.settle(),
        }
        let at = self.caret;
        match edit {
            Edit::Char(_) | Edit::Backspace => false,
            Edit::Delete => self.remove(at..next(&self.text, at)),
            Edit::Left => self.go(previous(&self.text, at)),
            Edit::Right => self.go(next(&self.text, at)),
            Edit::WordLeft => self.go(self.word_left()),
            Edit::WordRight => self.go(self.word_right()),
            Edit::Home => self.go(self.line_start()),
            Edit::End => self.go(self.line_end()),
            Edit::Up => self.up(),
            Edit::Down => self.down(),
            Edit::NewLine => self.new_line(),
            Edit::Paste(pasted) => self.insert(&pasted),
            Edit::DeleteWordBack => self.remove(self.word_left()..at),
            Edit::Clear => self.remove(0..self.text.len()),
        }
    }

    fn char(&mut self, c: char, typing: Typing) -> bool {
        if text::is_unsafe_char(c) {
            return false;
        }
        let digit = c.is_ascii_digit() && self.live.as_ref().is_some_and(|l| l.word.takes_digits());
        if self.live.as_ref().is_some_and(|l| l.word.typing() != typing) {
            self.settle();
        }
        if !(c.is_alphabetic() || is_combining_mark(c) || digit && self.live.is_some()) {
            self.settle();
            return self.insert(c.encode_utf8(&mut [0; 4]));
        }
        let mut live = self.live.clone().unwrap_or_else(|| Live { start: self.caret, word: Word::new(typing) });
        let shown = live.word.key(&self.text[live.start..self.caret], c);
        let whole = [&self.text[..live.start], &shown, self.after_caret()].concat();
        if !self.fits(&whole) {
            return false;
        }
        self.caret = live.start + shown.len();
        self.text = whole;
        self.live = Some(live);
        true
    }

    fn backspace(&mut self) -> bool {
        match &mut self.live {
            Some(live) if live.start < self.caret => {
                let shown = live.word.backspace(&self.text[live.start..self.caret]);
                self.text.replace_range(live.start..self.caret, &shown);
                self.caret = live.start + shown.len();
                true
            }
            _ => {
                self.settle();
                self.remove(previous(&self.text, self.caret)..self.caret)
            }
        }
    }

    /// Ends the word being typed: NFC, caret at a letter as seen.
    fn settle(&mut self) {
        self.live = None;
        let at = snap(&self.text, self.caret);
        let before = text::nfc(&self.text[..at]);
        self.text = [before.as_str(), &text::nfc(&self.text[at..])].concat();
        self.caret = snap(&self.text, before.len());
    }

    fn new_line(&mut self) -> bool {
        let space = |c: Option<char>| c.is_some_and(char::is_whitespace);
        match self.lines {
            Lines::Many => self.insert("\n"),
            Lines::One if space(self.before_caret().chars().next_back()) => false,
            Lines::One if space(self.after_caret().chars().next()) => false,
            Lines::One => self.insert(" "),
        }
    }

    /// Inserts as much as there is room for.
    fn insert(&mut self, pasted: &str) -> bool {
        let clean = self.clean(pasted);
        let room = self.max_chars.saturating_sub(self.text().chars().count());
        let mut taken = cut(&clean, room);
        while !taken.is_empty() {
            let whole = [self.before_caret(), taken, self.after_caret()].concat();
            if self.fits(&whole) {
                self.text = whole;
                self.caret += taken.len();
                self.settle();
                return true;
            }
            taken = &taken[..previous(taken, taken.len())];
        }
        false
    }

    fn remove(&mut self, range: Range<usize>) -> bool {
        if range.is_empty() {
            return false;
        }
        self.caret = range.start;
        self.text.replace_range(range, "");
        self.settle();
        true
    }

    fn go(&mut self, to: usize) -> bool {
        let moved = self.caret != to;
        self.caret = to;
        moved
    }

    fn fits(&self, text: &str) -> bool {
        text::nfc(text).chars().count() <= self.max_chars
    }

    /// Text from outside: unsafe characters dropped, tabs are spaces, line breaks one kind or none.
    fn clean(&self, text: &str) -> String {
        let unified =
            text.replace("\r\n", "\n").replace(['\r', '\n'], if self.lines == Lines::One { " " } else { "\n" });
        let kept =
            unified.replace('\t', " ").chars().filter(|&c| c == '\n' || !text::is_unsafe_char(c)).collect::<String>();
        text::nfc(&kept)
    }

    fn word_left(&self) -> usize {
        let letters = self.before_caret().graphemes(true).rev();
        self.caret - word_len(letters)
    }

    fn word_right(&self) -> usize {
        self.caret + word_len(self.after_caret().graphemes(true))
    }

    fn line_start(&self) -> usize {
        self.before_caret().rfind('\n').map_or(0, |i| i + 1)
    }

    fn line_end(&self) -> usize {
        self.after_caret().find('\n').map_or(self.text.len(), |i| self.caret + i)
    }

    fn up(&mut self) -> bool {
        let start = self.line_start();
        let Some(end) = start.checked_sub(1) else { return false };
        let above = self.text[..end].rfind('\n').map_or(0, |i| i + 1);
        self.go(self.column(start, above..end))
    }

    fn down(&mut self) -> bool {
        let below = self.line_end() + 1;
        let Some(rest) = self.text.get(below..) else { return false };
        let end = rest.find('\n').map_or(self.text.len(), |i| below + i);
        self.go(self.column(self.line_start(), below..end))
    }

    /// The place in `line` as far from its start as the caret is from `start`.
    fn column(&self, start: usize, line: Range<usize>) -> usize {
        let column = self.text[start..self.caret].graphemes(true).count();
        line.start + self.text[line].graphemes(true).take(column).map(str::len).sum::<usize>()
    }
}

/// Bytes up to the far end of the next word, `letters` going away from the caret.
fn word_len<'a>(letters: impl Iterator<Item = &'a str>) -> usize {
    let mut inside = false;
    let far = letters.take_while(|letter| {
        let word = letter.starts_with(char::is_alphanumeric);
        let on = word || !inside;
        inside |= word;
        on
    });
    far.map(str::len).sum()
}

/// `at`, or the end of the letter it lies in.
fn snap(text: &str, at: usize) -> usize {
    match GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) {
        Ok(false) => next(text, at),
        _ => at,
    }
}

fn next(text: &str, at: usize) -> usize {
    let found = GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0);
    found.ok().flatten().unwrap_or(text.len())
}

fn previous(text: &str, at: usize) -> usize {
    let found = GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0);
    found.ok().flatten().unwrap_or(0)
}

/// As many whole letters as have at most `max` characters.
fn cut(text: &str, max: usize) -> &str {
    let mut count = 0;
    let fitting = text.graphemes(true).take_while(|letter| {
        count += letter.chars().count();
        count <= max
    });
    let len = fitting.map(str::len).sum();
    &text[..len]
}

#[cfg(test)]
mod tests;
