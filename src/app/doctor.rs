//! The check of everything the commune's data depends on: store, disk, clock, plan year, holidays,
//! backups.

use serde::Serialize;

use super::{AppError, Session, World};
use crate::domain::alert::{Alert, Kind};
use crate::platform;
use crate::store::check::Finding;
use crate::store::{Mended, StoreError};
use crate::strings::{alerts, answers, doctor as words};

/// Free bytes below which the disk is short.
const ROOM: u64 = 20 << 20;

/// How a line of the report is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// In order.
    Good,
    /// Was wrong and is mended.
    Mended,
    /// Is wrong.
    Wrong,
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What was looked at: `journal`, `index`, `snapshots`, `packages`, `rights`, `disk`, `clock`,
    /// `plan`, `backup`.
    pub check: &'static str,
    /// How it is.
    pub state: State,
    /// Sentence.
    pub text: String,
}

/// Checks all of it and mends what is safe; beside a writer it only looks.
///
/// # Errors
/// [`AppError`] when the data cannot be opened at all.
pub fn examine(world: &World) -> Result<Vec<Line>, AppError> {
    let mut session = match Session::write(world.clone()) {
        Err(AppError::Store(StoreError::InUse(_) | StoreError::Io { .. })) => Session::read(world.clone())?,
        result => result?,
    };
    let submitted: Vec<String> = session.store.book().all_submissions().map(|(_, s)| s.sha256.clone()).collect();
    let mut out: Vec<Line> = session.store.check(&submitted)?.iter().map(line).collect();
    if session.store.read_only() {
        out.push(Line { check: "index", state: State::Good, text: words::beside_a_writer().to_owned() });
    }
    for (check, text) in words::IN_ORDER {
        if out.iter().all(|line| line.check != *check) {
            out.push(Line { check, state: State::Good, text: (*text).to_owned() });
        }
    }
    if let Some(free) = platform::free_space(&world.data_dir) {
        let state = if free < ROOM { State::Wrong } else { State::Good };
        out.push(Line { check: "disk", state, text: words::free_space(free >> 20, state == State::Wrong) });
    }
    out.extend(surroundings(&session));
    Ok(out)
}

/// Clock, plan year, holidays and backups, as the alerts say.
fn surroundings(session: &Session) -> Vec<Line> {
    let wanted = |alert: &Alert| match alert.kind {
        Kind::Clock => Some("clock"),
        Kind::Setup => Some("plan"),
        Kind::BackupOld => Some("backup"),
        _ => None,
    };
    let found = session.alerts();
    let mut out: Vec<Line> = Vec::new();
    for alert in &found {
        if let Some(check) = wanted(alert) {
            out.push(Line { check, state: State::Wrong, text: alerts::text(alert) });
        }
    }
    for (check, text) in words::AROUND_IN_ORDER {
        if out.iter().all(|line| line.check != *check) {
            out.push(Line { check, state: State::Good, text: (*text).to_owned() });
        }
    }
    out
}

fn line(finding: &Finding) -> Line {
    let (check, state) = match finding {
        Finding::Lines { made_good: true, .. } => ("journal", State::Mended),
        Finding::Lines { .. }
        | Finding::Gap(_)
        | Finding::Lost(_)
        | Finding::Unsure(_)
        | Finding::Mended(Mended::Lost { .. }) => ("journal", State::Wrong),
        Finding::Package(_) => ("packages", State::Wrong),
        Finding::NoSnapshot(_) => ("snapshots", State::Wrong),
        Finding::Open(_) => ("rights", State::Mended),
        Finding::Mended(Mended::Snapshot(_)) => ("snapshots", State::Mended),
        Finding::Mended(Mended::Index(_)) => ("index", State::Mended),
        Finding::Mended(_) => ("journal", State::Mended),
    };
    let text = match finding {
        Finding::Mended(mended) => words::sentence(&answers::one_mended(mended)),
        other => words::finding(other),
    };
    Line { check, state, text }
}
