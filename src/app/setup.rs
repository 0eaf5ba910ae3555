//! First set-up of a data dir.

use super::{AppError, World, by, clean, meta};
use crate::domain::book::{Key, PlanYear, Value};
use crate::intake::embedded;
use crate::store::Store;
use crate::strings::errors;

/// Sets up a data dir (or a further year of one) for a unit of the year's pack.
///
/// # Errors
/// [`AppError`] for an unknown year or unit, an officer's name that cannot be taken, a year that
/// is set up already, or a store that cannot be used; nothing is changed then.
pub fn init(world: &World, unit: &str, year: i32, officer: &str) -> Result<PlanYear, AppError> {
    let pack = embedded::for_year(year).and_then(Result::ok);
    let pack = pack.ok_or_else(|| AppError::Input(errors::no_plan(year, &embedded::years())))?;
    let found = pack.unit(unit).ok_or_else(|| AppError::Input(errors::unknown_unit(unit)))?;
    let officer = clean(officer)?;
    let plan = PlanYear { pack: pack.plan.id.clone(), unit: found.code.clone(), unit_name: found.name.clone() };
    let mut store = Store::open(&world.data_dir, true, &by(world))?;
    if let Some(existing) = store.book().plan(year) {
        return Err(AppError::Input(errors::already(year, &existing.unit_name)));
    }
    let settings = [
        (Key::Plan(year), Value::Plan(plan.clone())),
        (Key::Setting("officer".to_owned()), Value::Text(officer.clone())),
        (Key::Setting("recipient".to_owned()), Value::Text(pack.plan.recipient.clone())),
    ];
    let changes = settings.into_iter().filter_map(|(key, value)| store.book().change(key, Some(value))).collect();
    store.commit(meta(world, officer, "init", None), changes)?;
    Ok(plan)
}
