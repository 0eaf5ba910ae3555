//! The practice store of `--demo`: where it lies, its own today, and the script that fills it. The
//! script's lines are commands, so the front that knows commands replays them.

use std::path::{Path, PathBuf};

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::setup::{self, Setup, UnitChoice};
use super::{AppError, World};
use crate::platform::ThrowAway;
use crate::strings::{errors, practice as words};

/// What fills the store: lines of `daumoi batch`, below comments that say when they were done.
const SCRIPT: &str = include_str!("../../data/tap-duot.batch");
/// Commune, plan year and officer of the practice store.
const COMMUNE: (&str, i32, &str) = ("26383", 2024, "Nguyễn Thị Ánh");
/// Beginning of the folder's name.
const FOLDER: &str = "daumoi-tap-duot-";
/// From one line of a sitting to the next.
const MINUTES_A_LINE: i64 = 3;

/// The practice store's own today: 02/04/2024.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(COMMUNE.1, 4, 2).unwrap_or_default()
}

/// A time of day on the practice store's today, as its clock tells it.
pub fn clock(time: NaiveTime) -> String {
    stamp(today().and_time(time))
}

/// Vietnam's time.
fn stamp(moment: NaiveDateTime) -> String {
    moment.format("%Y-%m-%dT%H:%M:%S+07:00").to_string()
}

/// A new folder for a practice store below the system's folder of temporary files; gone when dropped.
///
/// # Errors
/// [`AppError::Input`] when none can be made.
pub fn folder(temporary: &Path) -> Result<ThrowAway, AppError> {
    let cannot = |e| AppError::Input(errors::io(&temporary.display().to_string(), &e));
    ThrowAway::new(temporary, FOLDER).map_err(cannot)
}

/// Where packages made while filling are put.
pub fn packages(world: &World) -> PathBuf {
    world.data_dir.join("goi")
}

/// One line of the script.
#[derive(Debug)]
pub struct Step {
    /// 1-based line number.
    pub number: usize,
    /// When it was done.
    pub moment: NaiveDateTime,
    /// The command line.
    pub line: &'static str,
}

impl Step {
    /// The world at the time of the step: the day comes from the clock, as in real work.
    pub fn world(&self, world: &World) -> World {
        let year = Some(COMMUNE.1);
        let moment = Some(stamp(self.moment));
        World { today: self.moment.date(), today_given: false, moment, year, practice: true, ..world.clone() }
    }
}

/// The script's lines with their moments.
pub fn script() -> Vec<Step> {
    let mut now = today().and_time(NaiveTime::default());
    let mut steps = Vec::new();
    for (number, line) in (1..).zip(SCRIPT.lines()) {
        if let Some(comment) = line.strip_prefix('#') {
            now = NaiveDateTime::parse_from_str(comment.trim(), "%Y-%m-%d %H:%M").unwrap_or(now);
        } else if !line.trim().is_empty() {
            steps.push(Step { number, moment: now, line });
            now += Duration::minutes(MINUTES_A_LINE);
        }
    }
    steps
}

/// Sets up the empty practice store, a little before its first line.
///
/// # Errors
/// [`AppError`]; a data dir that holds anything is refused.
pub fn set_up(world: &World) -> Result<(), AppError> {
    let dir = &world.data_dir;
    if std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(AppError::Input(words::not_empty(&dir.display().to_string())));
    }
    let (unit, year, officer) = COMMUNE;
    let first = script().first().map_or_else(|| today().and_time(NaiveTime::default()), |step| step.moment);
    let before = Step { number: 0, moment: first - Duration::minutes(MINUTES_A_LINE), line: "" };
    let setup = Setup {
        unit: UnitChoice::Listed(unit.to_owned()),
        year,
        officer: officer.to_owned(),
        signatory: None,
        recipient: None,
    };
    setup::init(&before.world(world), &setup).map(|_| ())
}
