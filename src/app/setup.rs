//! First set-up of a data dir, and of further years.

use super::{AppError, Session, World, by, clean, meta};
use crate::domain::book::{Change, Key, PlanYear, Value};
use crate::domain::pack::Pack;
use crate::domain::text;
use crate::intake::embedded;
use crate::store::Store;
use crate::strings::{errors, input};

/// Digits of a unit's code.
const UNIT_DIGITS: usize = 5;
/// Longest name of an own unit, characters; file names are made from it.
const UNIT_NAME_MAX: usize = 100;

/// The commune to set up for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitChoice {
    /// A unit of the pack's list, by its code.
    Listed(String),
    /// One that the list does not have.
    Own {
        /// Its code: five ASCII digits that no listed unit has.
        code: String,
        /// Its name as used in documents: one line of at most 100 characters.
        name: String,
    },
}

impl UnitChoice {
    /// As typed: a listed unit's code, `12345 Xã Mới` for one that is not listed, or a label as the
    /// lists show it, `Xã An Phước (26383)`.
    pub fn parse(text: &str) -> Option<Self> {
        let is_code = |code: &str| code.len() == UNIT_DIGITS && code.bytes().all(|b| b.is_ascii_digit());
        let text = text.trim();
        if is_code(text) {
            return Some(Self::Listed(text.to_owned()));
        }
        let label = text.strip_suffix(')').and_then(|t| t.rsplit_once('('));
        if let Some((_, code)) = label.filter(|(_, code)| is_code(code)) {
            return Some(Self::Listed(code.to_owned()));
        }
        let (code, name) = text.split_once(char::is_whitespace)?;
        is_code(code).then(|| Self::Own { code: code.to_owned(), name: name.trim().to_owned() })
    }
}

impl Session {
    /// The change that makes the year's plan another commune's; none when it is that one already.
    ///
    /// # Errors
    /// [`AppError::Input`] once a package of the year was made: it carries the commune's name.
    pub(super) fn unit_change(&self, text: &str) -> Result<Option<Change>, AppError> {
        let choice = UnitChoice::parse(text).ok_or_else(|| AppError::Input(input::choose_unit(text)))?;
        let plan = plan_year(&self.pack, &choice)?;
        let year = self.pack.plan.year;
        let change = self.store.book().change(Key::Plan(year), Some(Value::Plan(Box::new(plan))));
        let made = self.store.book().all_submissions().any(|(period, _)| period.year == year);
        if made && change.is_some() {
            return Err(AppError::Input(input::unit_in_packages().to_owned()));
        }
        Ok(change)
    }
}

/// What a set-up asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// The commune.
    pub unit: UnitChoice,
    /// The plan year.
    pub year: i32,
    /// The officer's name.
    pub officer: String,
    /// Who signs reports; `None` leaves it as it is.
    pub signatory: Option<String>,
    /// Who receives reports; `None` takes the pack's.
    pub recipient: Option<String>,
}

/// Years that can be set up, ascending.
pub fn years() -> Vec<i32> {
    embedded::years()
}

/// The pack of a year that can be set up: its units (`lists.unit`), its recipient (`plan.recipient`).
///
/// # Errors
/// [`AppError::Input`] for a year without a pack.
pub fn pack(year: i32) -> Result<Pack, AppError> {
    let pack = embedded::for_year(year).and_then(Result::ok);
    pack.ok_or_else(|| AppError::Input(errors::no_plan(year, &years())))
}

/// Sets up a data dir, or a further year of one, in one action.
///
/// # Errors
/// [`AppError`] for an unknown year or unit, a name that cannot be taken, a year that is set up
/// already, or a store that cannot be used; nothing is changed then.
pub fn init(world: &World, setup: &Setup) -> Result<PlanYear, AppError> {
    let year = setup.year;
    let pack = pack(year)?;
    let plan = plan_year(&pack, &setup.unit)?;
    let officer = clean(&setup.officer)?;
    let signatory = setup.signatory.as_deref().map(clean).transpose()?;
    let recipient = setup.recipient.as_deref().map(clean).transpose()?.unwrap_or(pack.plan.recipient);
    let mut store = Store::open(&world.data_dir, true, &by(world))?;
    if let Some(existing) = store.book().plan(year) {
        return Err(AppError::Input(errors::already(year, &existing.unit_name)));
    }
    let settings = [("officer", Some(officer.clone())), ("signatory", signatory), ("recipient", Some(recipient))];
    let settings = settings
        .into_iter()
        .filter_map(|(key, value)| store.book().change(Key::Setting(key.to_owned()), Some(Value::Text(value?))));
    let planned = store.book().change(Key::Plan(year), Some(Value::Plan(Box::new(plan.clone()))));
    let changes: Vec<Change> = planned.into_iter().chain(settings).collect();
    store.commit(meta(world, officer, "init", None), changes)?;
    Ok(plan)
}

/// The year's plan for a unit.
pub(super) fn plan_year(pack: &Pack, choice: &UnitChoice) -> Result<PlanYear, AppError> {
    let refused = AppError::Input;
    let (unit, unit_name) = match choice {
        UnitChoice::Listed(code) => {
            let found = pack.unit(code).ok_or_else(|| refused(errors::unknown_unit(code)))?;
            (found.code.clone(), found.name.clone())
        }
        UnitChoice::Own { code, name } => {
            if code.len() != UNIT_DIGITS || !code.bytes().all(|b| b.is_ascii_digit()) {
                return Err(refused(input::bad_unit_code(code)));
            }
            if let Some(listed) = pack.unit(code) {
                return Err(refused(input::listed_unit(code, &listed.name)));
            }
            let name = text::line(name, UNIT_NAME_MAX).map_err(|error| refused(errors::bad_text(name, &error)))?;
            if text::slug(&name).is_empty() {
                return Err(refused(input::bad_unit_name(&name)));
            }
            (code.clone(), name)
        }
    };
    Ok(PlanYear { pack: pack.plan.id.clone(), unit, unit_name })
}
