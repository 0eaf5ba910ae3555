//! Settings the officer may change, and due days of reports set from a letter.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::backup::{self, BACKUP_DIR};
use super::setup::{UnitChoice, plan_year};
use super::{AppError, Session, clean};
use crate::domain::alert;
use crate::domain::book::{Book, Change, DueDay, Key, Value};
use crate::domain::indicator::base_setting;
use crate::domain::pack::{IndicatorRow, Pack};
use crate::domain::period::{Part, Period};
use crate::domain::text::fold;
use crate::strings::{errors, input, ui, words};

/// Settings of one line of text.
const TEXTS: [&str; 5] = [OFFICER, "signatory", "signatory_title", "recipient", BACKUP_DIR];
/// Prefix of a recipient that is valid from a day on: `recipient.2025-07-01`.
const RECIPIENT_FROM: &str = "recipient.";
/// Prefix of the commune's code and name from a day on, as a merger gives them: `unit.2025-07-01`.
const UNIT_FROM: &str = "unit.";
/// The only setting that cannot be emptied: every line of the audit trail names the officer.
const OFFICER: &str = "officer";
/// Lead times of alerts, working days.
const LEAD: &str = alert::LEAD_DAYS;

/// Working days to wait for the recipient's answer to a report.
const RECEIPT: &str = alert::RECEIPT_DAYS;
/// Longest wait, working days, inclusive.
const RECEIPT_MAX: u64 = alert::RECEIPT_MAX.unsigned_abs();

/// Built-in way of typing Vietnamese that is on from the start; [`TYPING_VALUES`].
pub const TYPING: &str = "typing";
/// Its values: off, Telex, VNI.
pub const TYPING_VALUES: [&str; 3] = ["tắt", "telex", "vni"];

/// The commune itself: stands in the plan of the year, changed like a setting.
pub const UNIT: &str = "unit";

/// What a setting takes.
enum Takes {
    /// One line of text.
    Text,
    /// A whole number within bounds, both inclusive.
    Whole { min: u64, max: u64 },
    /// Lead times of alerts.
    LeadDays,
    /// One of a few words.
    OneOf(&'static [&'static str]),
    /// No value: the key itself is malformed.
    Nothing,
}

/// One setting with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// Key.
    pub key: String,
    /// Value; none while unset.
    pub value: Option<String>,
    /// What it is.
    pub name: String,
}

impl Session {
    /// Every setting: those with a fixed key, then the base counts.
    pub fn settings(&self) -> Vec<Setting> {
        let book = self.store.book();
        let lead: Vec<String> = self.pack.alert.lead_days.iter().map(ToString::to_string).collect();
        let lead = Some(lead.join("/"));
        let unit = self.plan_year().ok().map(|p| ui::unit(&p.unit_name, &p.unit));
        let fixed = TEXTS.iter().map(|key| (*key, book.setting(key).map(str::to_owned)));
        let lead = (LEAD, book.setting(LEAD).map(str::to_owned).or(lead));
        let wait = self.pack.report.receipt.as_ref().map(|r| r.working_days.to_string());
        let wait = (RECEIPT, book.setting(RECEIPT).map(str::to_owned).or(wait));
        let typing = (TYPING, Some(book.setting(TYPING).unwrap_or(TYPING_VALUES[0]).to_owned()));
        let mut out: Vec<Setting> = fixed
            .chain([lead, wait, typing, (UNIT, unit)])
            .map(|(key, value)| Setting { key: key.to_owned(), value, name: words::setting(key).to_owned() })
            .collect();
        out.extend(book.iter().filter_map(|(key, value)| match (key, value) {
            (Key::Setting(key), Value::Text(value))
                if key.starts_with(RECIPIENT_FROM) || key.starts_with(UNIT_FROM) =>
            {
                Some(Setting { key: key.clone(), value: Some(value.clone()), name: words::setting(key).to_owned() })
            }
            _ => None,
        }));
        out.extend(base_keys(&self.pack, book).into_iter().map(|key| Setting {
            value: book.setting(&key).map(str::to_owned),
            name: words::setting(&key).to_owned(),
            key,
        }));
        out
    }

    /// Sets one setting; an empty value clears it.
    ///
    /// # Errors
    /// [`AppError::Input`] for an unknown key or a value of the wrong kind.
    pub fn set_setting(&mut self, key: &str, value: &str) -> Result<(), AppError> {
        self.set_settings(&[(key.to_owned(), value.to_owned())])
    }

    /// Sets several at once, or none.
    ///
    /// # Errors
    /// As [`Session::set_setting`].
    pub fn set_settings(&mut self, values: &[(String, String)]) -> Result<(), AppError> {
        let mut changes: Vec<Change> = Vec::new();
        for (key, value) in values {
            changes.extend(self.setting_change(key, value.trim())?);
        }
        self.commit("settings.set", None, changes)?;
        // It may be another place now.
        self.newest_backup.take();
        Ok(())
    }

    fn setting_change(&self, key: &str, value: &str) -> Result<Option<Change>, AppError> {
        if key == UNIT {
            return self.unit_change(value);
        }
        if let Some(from) = key.strip_prefix(UNIT_FROM) {
            return self.unit_from(key, from, value);
        }
        if key == BACKUP_DIR && !value.is_empty() {
            backup::usable_folder(value)?;
        }
        let bad = || AppError::Input(errors::bad_setting(key, value));
        let takes = self.takes(key).ok_or_else(|| AppError::Input(errors::unknown_setting(key)))?;
        let whole =
            || Some(value).filter(|v| v.bytes().all(|b| b.is_ascii_digit())).and_then(|v| v.parse::<u64>().ok());
        let new = match takes {
            Takes::Nothing => return Err(bad()),
            _ if value.is_empty() && key != OFFICER => None,
            Takes::Text => Some(clean(value)?),
            Takes::LeadDays => {
                let days = alert::lead_days(value).ok_or_else(bad)?;
                Some(days.iter().map(ToString::to_string).collect::<Vec<_>>().join("/"))
            }
            Takes::OneOf(words) => Some(words.iter().find(|w| fold(w) == fold(value)).ok_or_else(bad)?.to_string()),
            Takes::Whole { min, max } => Some(whole().filter(|n| (min..=max).contains(n)).ok_or_else(bad)?.to_string()),
        };
        Ok(self.store.book().change(Key::Setting(key.to_owned()), new.map(Value::Text)))
    }

    /// The commune's code and name from a day on.
    fn unit_from(&self, key: &str, from: &str, value: &str) -> Result<Option<Change>, AppError> {
        from.parse::<NaiveDate>().map_err(|_| AppError::Input(errors::bad_setting(key, value)))?;
        let text = match value {
            "" => None,
            value => {
                let choice = UnitChoice::parse(value).ok_or_else(|| AppError::Input(input::choose_unit(value)))?;
                let unit = plan_year(&self.pack, &choice)?;
                Some(format!("{} {}", unit.unit, unit.unit_name))
            }
        };
        Ok(self.store.book().change(Key::Setting(key.to_owned()), text.map(Value::Text)))
    }

    /// The commune's code and name on a day: those set from that day or before, else the plan year's.
    ///
    /// # Errors
    /// [`AppError::Input`] when the year was never set up.
    pub fn unit_on(&self, day: NaiveDate) -> Result<(String, String), AppError> {
        let plan = self.plan_year()?;
        let own = self.valid_on(UNIT_FROM, day).and_then(|unit| unit.split_once(' '));
        let own = own.map(|(code, name)| (code.to_owned(), name.to_owned()));
        Ok(own.unwrap_or_else(|| (plan.unit.clone(), plan.unit_name.clone())))
    }

    /// The recipient of reports on a day: the newest one that is valid from that day or before, else
    /// the one without a date, else the pack's.
    pub(super) fn recipient_on(&self, day: NaiveDate) -> &str {
        let plain = || self.store.book().setting("recipient").unwrap_or(&self.pack.plan.recipient);
        self.valid_on(RECIPIENT_FROM, day).unwrap_or_else(plain)
    }

    /// Of settings that are valid from a day on (`prefix` and the day) the newest one on a day.
    fn valid_on(&self, prefix: &'static str, day: NaiveDate) -> Option<&str> {
        let from = |(from, value): (&str, _)| Some((from.parse::<NaiveDate>().ok()?, value));
        let dated = self.store.book().settings_of(prefix).filter_map(from);
        dated.filter(|(from, _)| *from <= day).max_by_key(|(from, _)| *from).map(|(_, value)| value)
    }

    /// Sets a report's due day (inclusive) with the letter that orders it.
    ///
    /// # Errors
    /// [`AppError::Input`] for a period the pack does not have, a day before the window closes, or a
    /// source that cannot be taken.
    pub fn set_due(&mut self, period: Period, date: NaiveDate, source: &str) -> Result<(), AppError> {
        let window =
            self.pack.window(period).ok_or_else(|| AppError::Input(errors::bad_period(&period.to_string())))?;
        let report = self.pack.lists.task.iter().filter(|t| t.id == self.pack.report.task);
        let mut due = report.flat_map(|t| &t.deadline.periods).chain(&self.pack.checkin.periods);
        if !due.any(|p| *p == period) {
            return Err(AppError::Input(errors::never_due(period)));
        }
        if date < window.to {
            return Err(AppError::Input(errors::due_too_early(date, window.to)));
        }
        self.in_reach(Some(date))?;
        let due = DueDay { date, source: clean(source)? };
        let change: Option<Change> = self.store.book().change(Key::Due(period), Some(Value::Due(due)));
        let changes = self.with_debts(period.year, change.into_iter().collect());
        self.commit("report.due", None, changes)
    }

    /// What a key takes; `None` for an unknown one.
    fn takes(&self, key: &str) -> Option<Takes> {
        match key.strip_prefix(RECIPIENT_FROM).map(str::parse::<NaiveDate>) {
            Some(Ok(_)) => return Some(Takes::Text),
            Some(Err(_)) => return Some(Takes::Nothing),
            None => {}
        }
        let max = self.pack.lists.form.iter().map(|f| f.max).max().unwrap_or_default();
        match key {
            _ if TEXTS.contains(&key) => Some(Takes::Text),
            TYPING => Some(Takes::OneOf(&TYPING_VALUES)),
            LEAD => Some(Takes::LeadDays),
            RECEIPT => Some(Takes::Whole { min: 1, max: RECEIPT_MAX }),
            _ if is_base(&self.pack, key) => Some(Takes::Whole { min: 0, max }),
            _ => None,
        }
    }
}

/// Keys of base counts: the year and its quarters, and whatever else is set.
fn base_keys(pack: &Pack, book: &Book) -> BTreeSet<String> {
    let parts = || (1..=4).map(Part::Quarter).chain([Part::Year]);
    let of_row = |row: &IndicatorRow| -> Vec<String> {
        let year = row.base_year.into_iter();
        let periods: Vec<Period> = year.flat_map(|year| parts().map(move |part| Period { year, part })).collect();
        let keys = row.numerator.iter().flat_map(|c| periods.iter().map(|p| base_setting(c, *p)));
        keys.collect()
    };
    let set = book.iter().filter_map(|(key, _)| match key {
        Key::Setting(key) if is_base(pack, key) => Some(key.clone()),
        _ => None,
    });
    pack.lists.indicator.iter().flat_map(of_row).chain(set).collect()
}

/// True for `base.COLUMN.PERIOD` where an indicator compares that column with that year.
fn is_base(pack: &Pack, key: &str) -> bool {
    let Some((column, period)) = key.strip_prefix("base.").and_then(|rest| rest.split_once('.')) else { return false };
    let Ok(period) = period.parse::<Period>() else { return false };
    let mut rows = pack.lists.indicator.iter().filter(|row| row.base_year == Some(period.year));
    key == base_setting(column, period) && rows.any(|row| row.numerator.iter().any(|c| c == column))
}
