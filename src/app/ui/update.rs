//! One action on the state: modals first, then the screen. The one error boundary of the interface.

use super::action::{Action, SCREENS, Screen, Step, stepped};
use super::form::{Form, Outcome, Purpose};
use super::panel::{self, Item, Panel};
use super::places;
use super::search::{self, Menu};
use super::typing::Typing;
use super::{
    Modal, Notice, Question, State, Work, entry, forms, grid, imports, log, names, reports, saving, tasks, years,
};
use crate::app::settings::TYPING;
use crate::app::undo::Step as Undoable;
use crate::app::{AppError, Memo, Session};
use crate::domain::book::Key;
use crate::strings::{history, tasks as words, ui};

/// Carries out one action.
pub fn update(state: &mut State, action: Action) {
    state.turn_day();
    if action != Action::Redraw {
        state.notice = None;
    }
    if let Err(error) = apply(state, action) {
        state.notice = Some(Notice { text: error.sentence(), refusal: true });
    }
    if let Some(work) = state.work.as_mut().filter(|w| w.screen == Screen::Log) {
        work.log.look(&work.session);
    }
    // Painting cannot remember: a panel that is open, or opened just now, is worked out once.
    if let (Some(work), Some(Modal::Panel(panel))) = (&state.work, state.modals.last_mut()) {
        panel.remember(work);
    }
}

pub(super) fn apply(state: &mut State, action: Action) -> Result<(), AppError> {
    match action {
        Action::Redraw => {
            state.repaint = true;
            return look_again(state);
        }
        Action::NextTyping => {
            state.typing = state.typing.next();
            state.tell(ui::typing_is(names::typing_name(state.typing)));
        }
        Action::Quit => return quit(state),
        _ => match state.modals.pop() {
            Some(modal) => return over(state, modal, action),
            None => return on_screen(state, action),
        },
    }
    Ok(())
}

/// Data that is open for looking only is read anew: somebody else may have changed it.
fn look_again(state: &mut State) -> Result<(), AppError> {
    let world = state.world.clone();
    let Some(work) = state.work.as_mut().filter(|w| w.session.store.read_only()) else { return Ok(()) };
    work.session = Session::read(world)?;
    work.memo = Memo::default();
    work.refresh();
    Ok(())
}

/// Ends the program; typed text is asked about first.
fn quit(state: &mut State) -> Result<(), AppError> {
    if matches!(state.modals.last(), Some(Modal::Confirm { question: Question::Quit, .. })) {
        return Ok(());
    }
    if state.draft().is_some() {
        state.modals.push(Modal::Confirm { question: Question::Quit, yes: false });
        return Ok(());
    }
    if state.work.as_ref().is_some_and(Work::figures_entry) {
        return entry::take_entry(state).map(|taken| state.end = taken);
    }
    state.end = true;
    Ok(())
}

/// An action for what lies over the screen. The modal was taken off; it is put back unless it ends.
fn over(state: &mut State, modal: Modal, action: Action) -> Result<(), AppError> {
    match modal {
        Modal::Form(form) => {
            on_form(state, form, action);
            Ok(())
        }
        Modal::Menu(menu) => search::on_menu(state, menu, action),
        Modal::Panel(panel) => on_panel(state, panel, action),
        Modal::Confirm { question, yes } => on_question(state, question, yes, &action),
        Modal::Preview(preview, at) => imports::on_preview(state, preview, at, &action),
        Modal::Help(at) => {
            state.modals.extend(turned(at, &action).map(Modal::Help));
            Ok(())
        }
        Modal::Entry(entry, at) => {
            state.modals.extend(turned(at, &action).map(|at| Modal::Entry(entry, at)));
            Ok(())
        }
        Modal::Pack(imported, at) => years::on_pack(state, imported, at, &action),
        Modal::Task(id, at) => {
            state.modals.extend(turned(at, &action).map(|at| Modal::Task(id, at)));
            Ok(())
        }
        // The keys that turn pages turn to the next one.
        Modal::Indicator(at) => {
            let rows = state.work.as_ref().map_or(0, |w| w.session.pack.lists.indicator.len());
            let next = turned(at, &action).map(|at| at.min(rows.saturating_sub(1)));
            if let (Some(at), Some(work)) = (next, &mut state.work) {
                work.figures.indicator = at;
            }
            state.modals.extend(next.map(Modal::Indicator));
            Ok(())
        }
        // Any key that means something ends it.
        Modal::Tour => Ok(()),
    }
}

/// Where a text to read goes on after an action; none where it ends. The view keeps it within the text.
fn turned(at: usize, action: &Action) -> Option<usize> {
    match action {
        Action::Move(Step::Down | Step::Right | Step::Next | Step::PageDown) => Some(at + 1),
        Action::Move(Step::Up | Step::Left | Step::Previous | Step::PageUp) => Some(at.saturating_sub(1)),
        _ => None,
    }
}

fn on_form(state: &mut State, mut form: Box<Form>, action: Action) {
    match form.update(action, state.typing) {
        Outcome::Stays => state.modals.push(Modal::Form(form)),
        Outcome::Save => match saving::save(state, &form) {
            Ok(()) => state.forget_draft(),
            Err(AppError::Sure(sentence)) => {
                (form.sure, form.complaint) = (true, Some(ui::enter_again(&sentence)));
                state.modals.push(Modal::Form(form));
            }
            Err(error) => {
                let sentence = error.sentence();
                form.point_at_fault(state.world.today, &sentence);
                form.complaint = Some(sentence);
                state.modals.push(Modal::Form(form));
            }
        },
        Outcome::Leave => {
            let question = match form.purpose {
                Purpose::Setup => Some(Question::LeaveSetup),
                _ if form.changed() => Some(Question::Discard),
                _ => None,
            };
            // The number that the reason was asked for goes with it.
            if let (None, Purpose::CellReason { .. }, Some(work)) = (&question, &form.purpose, &mut state.work) {
                work.figures.entry = None;
            }
            if let Some(question) = question {
                state.modals.push(Modal::Form(form));
                state.modals.push(Modal::Confirm { question, yes: false });
            }
        }
    }
}

fn on_panel(state: &mut State, mut panel: Panel, action: Action) -> Result<(), AppError> {
    let Some(work) = &state.work else { return Ok(()) };
    panel.remember(work);
    let items = panel.items(work);
    let (count, chosen) = (items.len(), items.get(panel.at).cloned());
    let offered = items.contains(&Item::Do(action.clone()));
    match action {
        Action::Back => {}
        Action::Move(step) => {
            panel.at = stepped(panel.at, count, step);
            state.modals.push(Modal::Panel(panel));
        }
        Action::Open => {
            match chosen {
                Some(Item::Do(action)) => {
                    let subject = panel.subject();
                    state.modals.push(Modal::Panel(panel));
                    return forms::begin(state, &action, subject);
                }
                Some(Item::Line { jump: Some(place), .. }) => {
                    // What opens over the panel leads back to it; any other place replaces it.
                    if place.opens_over() {
                        state.modals.push(Modal::Panel(panel));
                        return places::go(state, place, None);
                    }
                    state.modals.clear();
                    return places::go(state, place, Some(panel));
                }
                _ => state.modals.push(Modal::Panel(panel)),
            }
        }
        // The menu lies over the panel, so that nothing below is lost by looking at it.
        Action::Menu => {
            state.modals.push(Modal::Panel(panel));
            state.modals.push(Modal::Menu(Menu::default()));
        }
        Action::Go(_) => return on_screen(state, action),
        other if offered => {
            let subject = panel.subject();
            state.modals.push(Modal::Panel(panel));
            return forms::begin(state, &other, subject);
        }
        Action::Undo | Action::Redo => {
            state.modals.push(Modal::Panel(panel));
            turn_back(state, action == Action::Undo)?;
            // What the panel was about may be gone.
            let empty = |work: &Work, modal: &Modal| matches!(modal, Modal::Panel(p) if p.items(work).is_empty());
            if let (Some(work), Some(modal)) = (&state.work, state.modals.last())
                && empty(work, modal)
            {
                state.modals.pop();
            }
            return Ok(());
        }
        Action::Help => {
            state.modals.push(Modal::Panel(panel));
            state.modals.push(Modal::Help(0));
        }
        _ => state.modals.push(Modal::Panel(panel)),
    }
    Ok(())
}

fn on_question(state: &mut State, question: Question, yes: bool, action: &Action) -> Result<(), AppError> {
    let stays = |yes| Modal::Confirm { question: question.clone(), yes };
    match action {
        Action::Move(Step::Left | Step::Right | Step::Up | Step::Down | Step::Next | Step::Previous) => {
            state.modals.push(stays(!yes));
        }
        Action::Open if yes => match question {
            Question::Discard => {
                state.modals.pop();
                state.forget_draft();
                if let Some(work) = &mut state.work {
                    work.figures.entry = None;
                }
            }
            Question::LeaveSetup | Question::Quit => {
                state.forget_draft();
                state.end = true;
            }
            Question::Remove(id) => return saving::remove(state, &id),
            Question::Withdraw(period) => return reports::withdraw(state, period),
            Question::Resume(draft) => return forms::resume(state, &draft),
            Question::Undo(_) => return carry_back(state, true),
            Question::Rollover(year) => return years::roll_over(state, year),
        },
        // Said no: it is not offered again. Esc leaves it for the next start.
        Action::Open if matches!(question, Question::Resume(_)) => state.forget_draft(),
        Action::Open | Action::Back => {}
        _ => state.modals.push(stays(yes)),
    }
    Ok(())
}

/// An action on the screen itself.
fn on_screen(state: &mut State, action: Action) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    let typing = state.typing;
    if work.listing_mut().is_some_and(|l| l.search(&action, typing)) {
        return Ok(());
    }
    match action {
        Action::Go(screen) => go_to(state, screen),
        Action::Menu => {
            if work.screen == Screen::Figures && !entry::take_entry(state)? {
                return Ok(());
            }
            state.modals.push(Modal::Menu(Menu::default()));
            Ok(())
        }
        Action::Help => {
            state.modals.push(Modal::Help(0));
            Ok(())
        }
        Action::Tour => {
            state.modals.push(Modal::Tour);
            Ok(())
        }
        Action::Undo | Action::Redo if work.figures_entry() => {
            // What is being typed is the last thing done.
            work.figures.entry = None;
            Ok(())
        }
        Action::Undo => turn_back(state, true),
        Action::Redo => turn_back(state, false),
        Action::Search => {
            if let Some(listing) = work.listing_mut() {
                listing.begin_search();
            }
            Ok(())
        }
        Action::Settings | Action::AddTask | Action::ImportPlan => forms::begin(state, &action, panel::Subject::None),
        Action::Agenda => {
            state.modals.push(Modal::Panel(Panel::about(panel::Subject::Agenda)));
            Ok(())
        }
        Action::Scorecard => {
            state.modals.push(Modal::Panel(Panel::about(panel::Subject::Scorecard)));
            Ok(())
        }
        Action::NextYear => years::next(state),
        Action::Rollover => {
            let years = work.session.store.book().years();
            let question = Question::Rollover(years.last().map_or(0, |newest| newest + 1));
            state.modals.push(Modal::Confirm { question, yes: false });
            Ok(())
        }
        Action::Back if work.drop_query() => Ok(()),
        Action::Move(Step::Next | Step::Previous)
            if !(work.screen == Screen::Figures && work.figures.open && work.figures.takes_figures()) =>
        {
            let at = SCREENS.iter().position(|s| *s == work.screen).unwrap_or(0);
            let next = if action == Action::Move(Step::Next) { at + 1 } else { at + SCREENS.len() - 1 };
            go_to(state, SCREENS[next % SCREENS.len()])
        }
        _ => match work.screen {
            Screen::Overview => on_overview(state, &action),
            Screen::Tasks => tasks::on_list(state, &action),
            Screen::Figures => grid::on_figures(state, action),
            Screen::Reports => reports::on_list(state, &action),
            Screen::Log => {
                log::on_log(state, &action);
                Ok(())
            }
        },
    }
}

/// Goes to a screen; a value being typed is stored first.
fn go_to(state: &mut State, screen: Screen) -> Result<(), AppError> {
    if !entry::take_entry(state)? {
        return Ok(());
    }
    state.modals.clear();
    if let Some(work) = &mut state.work {
        (work.screen, work.back) = (screen, None);
        work.figures.open &= screen == Screen::Figures;
        work.refresh();
    }
    Ok(())
}

fn on_overview(state: &mut State, action: &Action) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    match action {
        Action::Move(step) => work.overview.at = stepped(work.overview.at, work.overview_rows().len(), *step),
        Action::Open => {
            let place = work.overview_rows().get(work.overview.at).map(|a| places::of(work, a));
            if let Some(place) = place {
                return places::go(state, place, None);
            }
        }
        Action::Back => state.modals.push(Modal::Menu(Menu::default())),
        Action::Snooze => return forms::begin(state, action, panel::Subject::None),
        Action::Wake => {
            let number = work.session.wake()?;
            work.refresh();
            state.tell(words::woken(number));
        }
        _ => {}
    }
    Ok(())
}

/// Undo or redo; taking back what has left the house is asked about first.
fn turn_back(state: &mut State, back: bool) -> Result<(), AppError> {
    let next = if back { state.work.as_ref().and_then(|work| work.session.undoable()) } else { None };
    if let Some(step) = next.filter(Undoable::left_the_house) {
        state.modals.push(Modal::Confirm { question: Question::Undo(step.summary), yes: false });
        return Ok(());
    }
    carry_back(state, back)
}

/// Undo or redo, with a word of what was undone.
fn carry_back(state: &mut State, back: bool) -> Result<(), AppError> {
    let Some(work) = &mut state.work else { return Ok(()) };
    let done = if back { work.session.undo()? } else { work.session.redo()? };
    work.refresh();
    let typing = Typing::of_setting(work.session.store.book().setting(TYPING));
    if done.changes.iter().any(|c| c.key == Key::Setting(TYPING.to_owned())) {
        state.typing = typing;
    }
    let text = if back { history::undone(&done.step.summary) } else { history::redone(&done.step.summary) };
    years::leave_a_gone_one(state)?;
    state.tell(text);
    Ok(())
}
