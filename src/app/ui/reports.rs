//! Reports on screen: the checklist with what can be done, the report in words, the revisions that were made.
//! Their forms are `report_forms`' work.

use super::action::{Action, Screen, stepped};
use super::figures::PartOf;
use super::form::Purpose;
use super::panel::{Item, Panel, Sign, Subject};
use super::places::{self, Place};
use super::{AppError, Modal, Question, State, Work, forms, panel, report_forms};
use crate::app::Voice;
use crate::app::checklist::{At, Check, Standing};
use crate::app::submission::Kept;
use crate::domain::book::Key;
use crate::domain::period::Period;
use crate::domain::rule::TOTAL_ROW;
use crate::domain::submission::{Plan, Remark, State as Gone, Submission};
use crate::strings::{errors, reports, submissions, ui};

/// An action on the list of reports.
pub(super) fn on_list(state: &mut State, action: &Action) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    let periods = panel::report_periods(&work.session.pack);
    match action {
        Action::Move(step) => work.reports = stepped(work.reports, periods.len(), *step),
        Action::Back => state.modals.push(Modal::Menu(super::Menu::default())),
        _ => {
            let Some(period) = periods.get(work.reports).copied() else { return Ok(()) };
            if *action == Action::Open {
                let panel = Panel::report(period).at_first_open(work);
                state.modals.push(Modal::Panel(panel));
                return Ok(());
            }
            return forms::begin(state, action, Subject::Report(period));
        }
    }
    Ok(())
}

/// The checklist, how far the package has gone, and what can be done.
pub(super) fn items(work: &Work, period: Period) -> Vec<Item> {
    let session = &work.session;
    let mut out = Vec::new();
    let mut stale = false;
    match session.examined(period) {
        Err(error) => out.push(Item::Line { sign: Sign::Bad, text: error.sentence(), jump: None }),
        Ok((list, plan)) => {
            out.extend(list.into_iter().map(|check| check_item(work, period, check)));
            stale = plan != Plan::Same;
        }
    }
    let latest = session.store.book().latest_submission(period);
    if let Some(record) = latest {
        let stale = record.sent.is_none() && stale;
        let sign = match record.state() {
            _ if stale => Sign::Bad,
            Gone::Returned => Sign::Bad,
            Gone::Sent | Gone::Received => Sign::Good,
            _ => Sign::Open,
        };
        let text = ui::package_made(record);
        let text = if stale { ui::stale(&text) } else { text };
        out.push(Item::Line { sign, text, jump: Some(Place::Kept(period)) });
    }
    let gone = latest.map(Submission::state);
    let was_sent = session.store.book().submissions(period).any(|s| s.sent.is_some());
    let numbered = latest.and_then(|s| s.sent.as_ref()).is_none_or(|sent| !sent.lacks_number());
    let text = submissions::next(gone, numbered).to_owned();
    out.push(Item::Line { sign: Sign::Plain, text, jump: None });
    out.extend(choices(gone, stale, latest.map_or(0, |s| s.revision), was_sent).into_iter().map(Item::Do));
    out
}

/// What can be done about a report, what comes next first.
fn choices(gone: Option<Gone>, stale: bool, revision: u32, was_sent: bool) -> Vec<Action> {
    use Action::{
        Attach, DueDay, Finalize, Kept, Make, ReceiptImport, ReceiptNote, Sent, Withdraw, Words, WriteReport,
    };
    let answers = [ReceiptImport, ReceiptNote];
    let mut out = match gone {
        None | Some(Gone::Finalized) => vec![Make],
        Some(Gone::Exported) if stale => vec![Make, Sent],
        Some(Gone::Exported | Gone::SentUnnumbered) => vec![Sent],
        Some(Gone::Returned) => vec![Kept, Make],
        Some(Gone::Sent | Gone::Received) => Vec::new(),
    };
    let left = was_sent || gone.is_some_and(|s| s != Gone::Finalized);
    if left {
        out.extend(answers);
    }
    out.extend([Words, WriteReport]);
    if gone.is_none() || stale {
        out.push(Finalize);
    }
    if gone.is_some() && !stale {
        out.push(Attach);
    }
    let more = [(Make, true), (Sent, left), (Kept, gone.is_some())];
    for (action, possible) in more {
        if possible && !out.contains(&action) {
            out.push(action);
        }
    }
    if revision > 1 && matches!(gone, Some(Gone::Finalized | Gone::Exported)) {
        out.push(Withdraw);
    }
    out.push(DueDay);
    out
}

fn check_item(work: &Work, period: Period, check: Check) -> Item {
    let sign = match check.standing {
        Standing::Good => Sign::Good,
        Standing::Open => Sign::Open,
        Standing::Bad => Sign::Bad,
    };
    let jump = match check.at {
        At::Form(of) => Place::Figures(of, PartOf::Form, None),
        At::Counters(of) => Place::Figures(of, PartOf::Counters, None),
        At::Issue(issue) => places::cell(work, &issue),
        At::Task(id) => Place::Task(id, None),
        At::Settings => Place::Settings,
        At::DueDay => Place::DueDay(period),
        At::Words => Place::Words(period),
    };
    Item::Line { sign, text: check.text, jump: Some(jump) }
}

/// The report in words, each paragraph leading to the passage of its section.
pub(super) fn word_items(work: &Work, period: Period) -> Vec<Item> {
    let lines = work.session.report_lines(period).unwrap_or_default();
    let item = |line: crate::app::Line| {
        let (sign, text) = match line.voice {
            Voice::Heading => (Sign::Good, line.text),
            Voice::Generated => (Sign::Plain, line.text),
            Voice::Own => (Sign::Plain, reports::own(&line.text)),
        };
        Item::Line { sign, text, jump: Some(Place::Passage(period, line.section)) }
    };
    lines.into_iter().map(item).collect()
}

/// Every revision with what came of it, beside today's figures.
pub(super) fn kept_items(work: &Work, period: Period) -> Vec<Item> {
    let pack = &work.session.pack;
    let list: Vec<Kept> = work.session.kept_packages(period).unwrap_or_default();
    let mut out = Vec::new();
    let plain = |text: String| Item::Line { sign: Sign::Plain, text, jump: None };
    for kept in list.iter().rev() {
        let sign = match kept.state {
            Gone::Returned => Sign::Bad,
            Gone::Received => Sign::Good,
            _ => Sign::Open,
        };
        let mut lines = reports::revision(&kept.record, kept.kept).into_iter();
        // The revision itself leads to a copy of it.
        let copy = Some(Place::Copy(period, kept.record.revision)).filter(|_| kept.kept);
        out.extend(lines.next().map(|text| Item::Line { sign, text, jump: copy.clone() }));
        out.extend(lines.map(plain));
        for receipt in &kept.record.receipts {
            out.push(plain(reports::answer(receipt)));
            out.extend(receipt.reasons.iter().map(|remark| remark_item(work, period, remark)));
        }
        if !kept.differences.is_empty() {
            out.push(plain(reports::different(kept.differences.len())));
        }
        let words = kept.differences_in_words(pack);
        out.extend(kept.differences.iter().zip(words).map(|(difference, text)| {
            let cell = Some((difference.field.clone(), difference.column.clone()));
            let cell = cell.filter(|(field, _)| field != TOTAL_ROW);
            let jump = Place::Figures(period, part_of(work, &difference.field), cell);
            Item::Line { sign: Sign::Open, text, jump: Some(jump) }
        }));
    }
    if out.is_empty() {
        out.push(Item::Line { sign: Sign::Plain, text: reports::nothing_made(period), jump: None });
    }
    out
}

/// What the recipient has to say, leading to the place it names.
fn remark_item(work: &Work, period: Period, remark: &Remark) -> Item {
    let place = remark.key.as_deref().and_then(|key| work.session.places(period, key).into_iter().next());
    let jump = match place {
        Some(Key::Follow(month, field, column)) => {
            Some(Place::Figures(month, part_of(work, &field), Some((field, column))))
        }
        Some(Key::Progress(_, id, of)) => Some(Place::Task(id, of)),
        _ => None,
    };
    let sign = if jump.is_some() { Sign::Open } else { Sign::Plain };
    Item::Line { sign, text: reports::remark(&work.session.pack, remark), jump }
}

/// The part of a period that a row stands in.
/// The part of the figures a row of that code stands in.
pub(super) fn part_of(work: &Work, field: &str) -> PartOf {
    let single = work.session.pack.single_forms().any(|f| f.code == field);
    if single { PartOf::Counters } else { PartOf::Form }
}

/// Begins an action on a report: its form, or what it shows.
pub(super) fn begin(state: &mut State, action: &Action, period: Period) -> Result<Option<Purpose>, AppError> {
    let Some(work) = &mut state.work else { return Ok(None) };
    let latest = work.session.store.book().latest_submission(period).cloned();
    let made = || latest.clone().ok_or_else(|| AppError::Input(errors::no_package(period)));
    // What is out may go again with a reason, also for what is no correction of figures.
    let needs_reason = |work: &Work| -> Result<bool, AppError> {
        let out = latest.as_ref().is_some_and(|s| s.sent.is_some());
        let returned = latest.as_ref().is_some_and(|s| s.state() == Gone::Returned);
        Ok(out && (returned || work.session.has_moved(period)?))
    };
    Ok(Some(match action {
        Action::Make => Purpose::Make(period, needs_reason(work)?),
        Action::Finalize if !needs_reason(work)? => {
            let done = work.session.finalize(period, None)?;
            work.refresh();
            state.tell(report_forms::told(&done));
            point_at_next(state);
            return Ok(None);
        }
        Action::Finalize => Purpose::Finalize(period),
        Action::Attach => Purpose::Attach(period, made()?.sent.is_some()),
        Action::Sent => {
            made()?;
            Purpose::Sent(period)
        }
        Action::ReceiptImport => {
            made()?;
            Purpose::ReceiptImport(period)
        }
        Action::ReceiptNote => {
            made()?;
            Purpose::ReceiptNote(period)
        }
        Action::Withdraw => {
            state.modals.push(Modal::Confirm { question: Question::Withdraw(period), yes: false });
            return Ok(None);
        }
        Action::WriteReport => Purpose::WriteReport(period),
        Action::DueDay => Purpose::DueDay(period),
        Action::Words => {
            state.modals.push(Modal::Panel(Panel::about(Subject::Words(period))));
            return Ok(None);
        }
        Action::Kept => {
            state.modals.push(Modal::Panel(Panel::about(Subject::Kept(period))));
            return Ok(None);
        }
        _ => return Ok(None),
    }))
}

/// Takes an unsent revision back.
pub(super) fn withdraw(state: &mut State, period: Period) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    let revision = work.session.withdraw(period)?;
    work.refresh();
    state.tell(submissions::withdrawn(period, revision));
    point_at_next(state);
    Ok(())
}

/// Puts the cursor of an open report on what comes next: what was there is done.
pub(super) fn point_at_next(state: &mut State) {
    let (Some(work), Some(Modal::Panel(panel))) = (&state.work, state.modals.last_mut()) else { return };
    if matches!(panel.subject(), Subject::Report(_)) {
        panel.at = panel.items(work).iter().position(|item| matches!(item, Item::Do(_))).unwrap_or(0);
    }
}

/// Goes to a report: its line in the list, its panel open.
pub(super) fn go(state: &mut State, period: Period) {
    let Some(work) = &mut state.work else { return };
    work.screen = Screen::Reports;
    let periods = panel::report_periods(&work.session.pack);
    work.reports = periods.iter().position(|p| *p == period).unwrap_or(0);
    let panel = Panel::report(period).at_first_open(work);
    state.modals.push(Modal::Panel(panel));
}
