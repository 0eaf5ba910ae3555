//! Fields (lĩnh vực) of the commune's own, beside those of the pack.

use super::{AppError, Session, clean};
use crate::domain::book::{Book, Key, OwnField, Value};
use crate::domain::pack::{Field, Mark, Pack, Source};
use crate::domain::rule::TOTAL_ROW;
use crate::domain::text::{fold, slug};
use crate::intake::layout;
use crate::strings::fields;

/// Longest code of a field, in characters, inclusive.
const CODE_MAX: usize = 60;

impl Session {
    /// Adds a field of the commune's own, or gives one another name; answers with its code.
    ///
    /// # Errors
    /// [`AppError::Input`] for a name without letters, or one that a field has already.
    pub fn name_field(&mut self, code: Option<&str>, name: &str) -> Result<String, AppError> {
        let name = clean(name)?;
        if layout::is_total_name(&name) {
            return Err(AppError::Input(fields::reads_as_total(&name)));
        }
        let made = slug(&name).replace('-', "_");
        let adding = code.is_none();
        let code = code.map_or(made, str::to_owned);
        let input = AppError::Input;
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        if code.is_empty() || code.len() > CODE_MAX || !code.bytes().all(plain) || code == TOTAL_ROW {
            return Err(input(fields::bad_name(&name)));
        }
        let known = self.pack.lists.field.iter();
        if let Some(other) = known.clone().find(|f| fold(&f.name) == fold(&name) && f.code != code) {
            return Err(input(fields::known(&other.name, &other.code)));
        }
        let own = self.store.book().own_fields().any(|(c, _)| c == code);
        let taken = known.map(|f| &f.code).chain(self.pack.lists.form.iter().map(|f| &f.code));
        if (adding || !own) && taken.into_iter().any(|c| *c == code) {
            return Err(input(fields::known(self.pack.field_name(&code), &code)));
        }
        let value = Value::OwnField(OwnField { name });
        let change = self.store.book().change(Key::OwnField(code.clone()), Some(value));
        self.commit("figures.field", None, change.into_iter().collect())?;
        Ok(code)
    }

    /// Takes a field of the commune's own away again, while no month has figures of it.
    ///
    /// # Errors
    /// [`AppError::Input`] for a field of the pack, or one with figures.
    pub fn remove_field(&mut self, code: &str) -> Result<(), AppError> {
        let book = self.store.book();
        let change = book.change(Key::OwnField(code.to_owned()), None);
        let change = change.ok_or_else(|| AppError::Input(fields::not_own(code)))?;
        let used = book.iter().find_map(|(key, _)| match key {
            Key::Cell(month, field, _) if field == code => Some(*month),
            _ => None,
        });
        if let Some(month) = used {
            return Err(AppError::Input(fields::in_use(self.pack.field_name(code), month)));
        }
        let left = book.marks().filter(|(key, _)| match key {
            Key::Comment(_, field, _) | Key::Follow(_, field, _) | Key::Review(_, field) => field == code,
            _ => false,
        });
        let left = left.filter_map(|(key, _)| book.change(key.clone(), None));
        let changes = std::iter::once(change).chain(left).collect();
        self.commit("figures.field", None, changes)
    }
}

/// The pack with the commune's own fields behind its own.
pub(super) fn with_own_fields(mut pack: Pack, book: &Book) -> Pack {
    let own: Vec<Field> = beside(&pack, book).map(|(code, own)| field(code, &own.name)).collect();
    pack.lists.field.extend(own);
    pack
}

/// The commune's own fields that a pack as it is published does not know; a later one may have
/// brought a field itself.
pub(super) fn beside<'a>(published: &'a Pack, book: &'a Book) -> impl Iterator<Item = (&'a str, &'a OwnField)> {
    let lists = &published.lists;
    let known = |code: &str| lists.field.iter().any(|f| f.code == code) || lists.form.iter().any(|f| f.code == code);
    book.own_fields().filter(move |(code, _)| !known(code))
}

/// A field of the commune's own as one of a pack.
fn field(code: &str, name: &str) -> Field {
    let source = Source { mark: Mark::Assumed, text: fields::SOURCE.to_owned(), why: fields::WHY.to_owned() };
    Field { code: code.to_owned(), name: name.to_owned(), aliases: Vec::new(), national_code: String::new(), source }
}
