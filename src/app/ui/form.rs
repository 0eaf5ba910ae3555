//! Forms: one-line and many-line fields, dates, choices from a list. A form knows what it is for
//! ([`Purpose`]) and its texts; storing is `saving`'s work.

use std::path::PathBuf;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use super::action::{Action, Step, stepped};
use super::input::{Edit, Input, Lines};
pub use super::purpose::{Purpose, Which};
use super::typing::Typing;
use crate::app::World;
use crate::domain::day::parse_day;
use crate::domain::text::fold;
use crate::store::draft;
use crate::strings::{forms, input};

/// Stands for a year that is left out: every day of any year is one of its days.
const A_LEAP_YEAR: i32 = 2024;

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Takes {
    /// Text.
    Text,
    /// A day.
    Day,
    /// One of a list, by code and label; other text where `open` is set.
    Choice {
        /// Code and label of each.
        options: Vec<(String, String)>,
        /// Row of those that match, once the officer has typed or moved.
        at: Option<usize>,
    },
}

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    /// What it asks.
    pub label: String,
    /// What to know about it, below it while it is worked on.
    pub hint: &'static str,
    /// Text.
    pub input: Input,
    /// What it takes.
    pub takes: Takes,
    /// Text at the beginning: what counts as unchanged.
    pub before: String,
    /// The text at the beginning is offered: the first key typed takes its place.
    offered: bool,
}

impl Field {
    fn new(label: &str, hint: &'static str, text: &str, lines: Lines, takes: Takes) -> Self {
        Self {
            label: label.to_owned(),
            hint,
            input: Input::new(text, lines),
            takes,
            before: text.to_owned(),
            offered: false,
        }
    }

    /// One line of text.
    pub fn line(label: &str, hint: &'static str, text: &str) -> Self {
        Self::new(label, hint, text, Lines::One, Takes::Text)
    }

    /// One line of text that is offered: typing begins anew, moving in it or erasing works on it.
    pub fn offer(label: &str, hint: &'static str, text: &str) -> Self {
        Self { offered: true, ..Self::line(label, hint, text) }
    }

    /// Several lines.
    pub fn note(label: &str, hint: &'static str, text: &str) -> Self {
        Self::new(label, hint, text, Lines::Many, Takes::Text)
    }

    /// A day.
    pub fn day(label: &str, text: &str) -> Self {
        Self::new(label, forms::DAY_HINT, text, Lines::One, Takes::Day)
    }

    /// One of a list.
    pub fn choice(label: &str, hint: &'static str, text: &str, options: Vec<(String, String)>) -> Self {
        Self::new(label, hint, text, Lines::One, Takes::Choice { options, at: None })
    }

    /// True for a field of several lines.
    pub fn is_note(&self) -> bool {
        self.input.lines() == Lines::Many
    }

    /// The options that match what is typed, without diacritics; all of them for a text that is one.
    pub fn matching(&self) -> Vec<&(String, String)> {
        let Takes::Choice { options, .. } = &self.takes else { return Vec::new() };
        let typed = self.input.text();
        if options.iter().any(|(_, label)| *label == typed) {
            return options.iter().collect();
        }
        let plain = |text: &str| fold(text).split_whitespace().collect::<String>();
        let wanted = plain(&typed);
        options.iter().filter(|(_, label)| plain(label).contains(&wanted)).collect()
    }

    /// The code of the option whose label stands in the field.
    pub fn chosen(&self) -> Option<&str> {
        let Takes::Choice { options, .. } = &self.takes else { return None };
        let typed = self.input.text();
        options.iter().find(|(_, label)| *label == typed).map(|(code, _)| code.as_str())
    }

    /// Takes the option the list's cursor is on.
    fn take_option(&mut self) {
        let Takes::Choice { at: Some(at), .. } = &self.takes else { return };
        if let Some(label) = self.matching().get(*at).map(|(_, label)| label.clone()) {
            self.input.set(&label);
        }
        self.point_at(None);
    }

    /// What is wrong with a day that is none; the year left out is judged when the form is stored.
    fn no_day(&self) -> Option<String> {
        let text = self.input.text();
        let day = self.takes == Takes::Day && !text.trim().is_empty();
        let error = parse_day(text.trim(), A_LEAP_YEAR).err().filter(|_| day)?;
        Some(input::bad_day(text.trim(), &error))
    }

    /// True for a choice without one, or a text that has to be given.
    fn lacks_answer(&self) -> bool {
        match self.takes {
            Takes::Choice { .. } => {
                self.chosen().is_none() && !self.input.text().starts_with(|c: char| c.is_ascii_digit())
            }
            Takes::Day => self.input.is_empty(),
            Takes::Text => self.input.is_empty() && self.hint != forms::SIGNATORY_HINT && self.hint != forms::OPTIONAL,
        }
    }

    fn point_at(&mut self, row: Option<usize>) {
        if let Takes::Choice { at, .. } = &mut self.takes {
            *at = row;
        }
    }
}

/// A form over a screen.
#[derive(Debug, Clone)]
pub struct Form {
    /// What for.
    pub purpose: Purpose,
    /// What it is about: a task's text, a rule's sentence; may be empty.
    pub about: String,
    /// Fields.
    pub fields: Vec<Field>,
    /// Field worked on.
    pub at: usize,
    /// Why it was not stored.
    pub complaint: Option<String>,
    /// What was complained of is meant when it is stored again as it is.
    pub sure: bool,
}

/// What a key did to a form.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It goes on.
    Stays,
    /// Store it.
    Save,
    /// Close it, after a question when something was typed.
    Leave,
}

impl Form {
    /// A form for a purpose.
    pub fn new(purpose: Purpose, about: String, fields: Vec<Field>) -> Self {
        Self { purpose, about, fields, at: 0, complaint: None, sure: false }
    }

    /// Text of a field, normal form C.
    pub fn text(&self, at: usize) -> String {
        self.fields.get(at).map(|f| f.input.text().trim().to_owned()).unwrap_or_default()
    }

    /// Path of a field, without the quotes that a file manager or shell puts around it.
    pub fn path(&self, at: usize) -> PathBuf {
        PathBuf::from(self.text(at).trim_matches(['"', '\'']))
    }

    /// Text of a field, none when empty.
    pub fn given(&self, at: usize) -> Option<String> {
        Some(self.text(at)).filter(|t| !t.is_empty())
    }

    /// Something was typed that is more than blanks.
    pub fn changed(&self) -> bool {
        self.fields.iter().any(|f| f.input.text().trim() != f.before.trim())
    }

    /// Goes to the field that `sentence` complains of: a day or choice that is none, a text that it
    /// quotes, else the first one that is empty and must not be.
    pub(super) fn point_at_fault(&mut self, today: NaiveDate, sentence: &str) {
        let wrong = |f: &Field| match f.takes {
            Takes::Day => parse_day(&f.input.text(), today.year()).is_err(),
            Takes::Choice { .. } => f.chosen().is_none() && !f.input.text().starts_with(|c: char| c.is_ascii_digit()),
            Takes::Text => false,
        };
        let quoted = |f: &Field| !f.input.is_empty() && sentence.contains(&format!("“{}”", f.input.text()));
        let may_be_empty = [forms::OPTIONAL, forms::SIGNATORY_HINT, forms::REPORT_DOCUMENT_HINT];
        let empty = |f: &Field| f.input.is_empty() && !may_be_empty.contains(&f.hint);
        let settings = self.purpose == Purpose::Settings;
        let found = self.fields.iter().position(wrong).or_else(|| self.fields.iter().position(quoted));
        let found = found.or_else(|| self.fields.iter().position(empty).filter(|_| !settings));
        self.at = found.unwrap_or(self.at);
    }

    /// Carries out one action.
    pub fn update(&mut self, action: Action, typing: Typing) -> Outcome {
        let last = self.fields.len().saturating_sub(1);
        let Some(field) = self.fields.get_mut(self.at) else { return Outcome::Leave };
        match action {
            Action::Back => return Outcome::Leave,
            Action::Save => {
                field.take_option();
                self.leave_field();
                return Outcome::Save;
            }
            Action::Open => {
                field.take_option();
                if let Some(sentence) = field.no_day() {
                    self.complaint = Some(sentence);
                    return Outcome::Stays;
                }
                if let (Purpose::Setup, true) = (&self.purpose, field.lacks_answer()) {
                    self.complaint = Some(forms::answer_needed(&field.label));
                    return Outcome::Stays;
                }
                if self.at == last {
                    self.leave_field();
                    return Outcome::Save;
                }
                self.turn(Step::Next);
            }
            Action::Move(Step::Next) => {
                field.take_option();
                self.turn(Step::Next);
            }
            Action::Move(Step::Previous) => self.turn(Step::Previous),
            Action::Move(step) => self.step(step),
            Action::Type(edit) => {
                (self.complaint, self.sure) = (None, false);
                // A proposed day or choice gives way to what is typed.
                let proposed = (field.takes != Takes::Text || field.offered) && field.input.text() == field.before;
                field.offered = false;
                if proposed && matches!(edit, Edit::Char(_) | Edit::Paste(_)) {
                    field.input.set("");
                }
                field.input.edit(edit, typing);
                // The option typed in full, else the first that matches.
                let typed = field.input.text();
                let row = field.matching().iter().position(|(_, label)| *label == typed).unwrap_or(0);
                field.point_at(Some(row));
            }
            _ => {}
        }
        Outcome::Stays
    }

    /// Arrows: within a text, in the list of a choice, else between fields.
    fn step(&mut self, step: Step) {
        let Some(field) = self.fields.get_mut(self.at) else { return };
        let many = field.is_note();
        let rows = field.matching().len();
        let edit = match step {
            Step::Left => Edit::Left,
            Step::Right => Edit::Right,
            Step::First => Edit::Home,
            Step::Last => Edit::End,
            Step::Up if many => Edit::Up,
            Step::Down if many => Edit::Down,
            _ => {
                match &mut field.takes {
                    Takes::Choice { at, .. } if rows > 1 && (step != Step::Up || at.is_some_and(|at| at > 0)) => {
                        *at = Some(at.map_or(0, |at| stepped(at, rows, step)));
                    }
                    _ if step == Step::Up => self.turn(Step::Previous),
                    _ if step == Step::Down => self.turn(Step::Next),
                    _ => {}
                }
                return;
            }
        };
        // Who moves in an offered text works on it.
        field.offered = false;
        field.input.edit(edit, Typing::Off);
    }

    fn leave_field(&mut self) {
        if let Some(field) = self.fields.get_mut(self.at) {
            field.input.finish();
        }
    }

    fn turn(&mut self, step: Step) {
        self.leave_field();
        self.at = stepped(self.at, self.fields.len(), step);
    }
}

/// What is kept of a form when the line drops: purpose and texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What for.
    pub purpose: Purpose,
    /// Text of each field.
    pub texts: Vec<String>,
    /// Field worked on.
    pub at: usize,
}

impl Draft {
    /// The draft of a form in which something was typed.
    pub fn of(form: &Form) -> Option<Self> {
        let texts = form.fields.iter().map(|f| f.input.text()).collect();
        form.changed().then(|| Self { purpose: form.purpose.clone(), texts, at: form.at })
    }

    /// Puts the texts back into a form of the same purpose.
    pub fn put_into(&self, form: &mut Form) {
        for (field, text) in form.fields.iter_mut().zip(&self.texts) {
            field.input.set(text);
        }
        form.at = self.at.min(form.fields.len().saturating_sub(1));
    }
}

impl Draft {
    /// Keeps it in the data dir for the next start.
    ///
    /// # Errors
    /// As the operating system reports.
    pub fn keep(&self, world: &World) -> std::io::Result<()> {
        let text = serde_json::to_string(self).map_err(std::io::Error::from)?;
        draft::keep(&world.data_dir, &text)
    }

    /// The kept one, if there is one; it stays until [`Draft::remove`].
    pub fn look(world: &World) -> Option<Self> {
        serde_json::from_str(&draft::look(&world.data_dir)?).ok()
    }

    /// Takes the kept one away.
    pub fn remove(world: &World) {
        draft::remove(&world.data_dir);
    }
}
