//! What the first set-up offers: years with a pack, their communes, the usual recipient.

use chrono::NaiveDate;

use super::AppError;
use crate::intake::embedded;
use crate::strings::errors;

/// What can be chosen.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Plan years with the last day of each plan, inclusive; ascending.
    pub years: Vec<(i32, NaiveDate)>,
    /// Code and name of the newest year's communes.
    pub units: Vec<(String, String)>,
    /// Recipient of reports in that year.
    pub recipient: String,
}

/// Everything the first set-up offers.
///
/// # Errors
/// [`AppError::Input`] when the program has no pack at all, which a test over `data/` rules out.
pub fn offer() -> Result<Offer, AppError> {
    let packs: Vec<_> = embedded::years().into_iter().filter_map(|y| embedded::for_year(y)?.ok()).collect();
    let newest = packs.last().ok_or_else(|| AppError::Input(errors::no_plan(0, &[])))?;
    Ok(Offer {
        years: packs.iter().map(|p| (p.plan.year, p.plan.valid_to)).collect(),
        units: newest.lists.unit.iter().map(|u| (u.code.clone(), u.name.clone())).collect(),
        recipient: newest.plan.recipient.clone(),
    })
}
