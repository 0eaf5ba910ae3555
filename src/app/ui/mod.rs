//! The interface without a terminal: [`State`], [`Action`] and [`update`]. Every behaviour of the
//! screens is here; which keys exist and how things look is the front's work. `update` stores first
//! and changes the state after; it is the one error boundary.

pub mod action;
mod cells;
mod entry;
pub mod figures;
pub mod form;
mod forms;
mod grid;
mod imports;
pub mod input;
mod links;
pub mod log;
pub mod names;
pub mod panel;
mod places;
mod purpose;
mod report_forms;
mod reports;
mod saving;
pub mod search;
mod steps;
pub mod tasks;
pub mod typing;
mod update;
mod work;
mod years;

use std::cell::OnceCell;

use self::action::{Action, Scope, Screen};
use self::figures::FiguresView;
use self::form::{Draft, Form, Purpose};
use self::log::LogView;
use self::panel::Panel;
use self::search::Menu;
use self::tasks::TasksView;
use self::typing::Typing;
pub use self::update::update;
use super::plan::Imported;
use super::settings::TYPING;
use super::{AppError, Entry, Memo, Preview, Session, World};
use crate::domain::agenda::Scorecard;
use crate::domain::alert::Alert;
use crate::domain::period::Period;
use crate::domain::task::Task;
use crate::domain::text::has_words;
use crate::store::StoreError;
use crate::strings::ui;

/// Everything the screens show.
#[derive(Debug)]
pub struct State {
    /// Where and when.
    pub world: World,
    /// The open store with what follows from it; none before the first set-up.
    pub work: Option<Work>,
    /// What lies over the screen, topmost last.
    pub modals: Vec<Modal>,
    /// What to tell about the last action.
    pub notice: Option<Notice>,
    /// Built-in way of typing Vietnamese.
    pub typing: Typing,
    /// The program is to end.
    pub end: bool,
    /// The whole screen is to be painted anew.
    pub repaint: bool,
    /// A draft of last time lies in the data dir until it is taken up or thrown away.
    kept_draft: bool,
}

/// One or more sentences about the last action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Sentences.
    pub text: String,
    /// True for a refusal.
    pub refusal: bool,
}

/// What lies over a screen.
#[derive(Debug, Clone)]
pub enum Modal {
    /// A form.
    Form(Box<Form>),
    /// Everything that can be done, with a search line.
    Menu(Menu),
    /// A task, an occurrence or a report with what can be done about it.
    Panel(Panel),
    /// A question with the safe answer first.
    Confirm {
        /// What is asked.
        question: Question,
        /// True while the cursor is on yes.
        yes: bool,
    },
    /// Keys of the place below, from this page on.
    Help(usize),
    /// An entry of the log, from this line on.
    Entry(Box<Entry>, usize),
    /// What an import would change, from this line on.
    Preview(Box<Preview>, usize),
    /// What bringing in a pack would change, from this line on.
    Pack(Box<Imported>, usize),
    /// Everything about a task, by its id, from this line on.
    Task(String, usize),
    /// An indicator in full, by its row.
    Indicator(usize),
    /// The tour.
    Tour,
}

/// What is asked before something is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Remove an own task.
    Remove(String),
    /// Take an unsent revision of a period back.
    Withdraw(Period),
    /// Throw away what was typed.
    Discard,
    /// Leave the program with typed text not stored.
    Quit,
    /// Leave before the set-up is done.
    LeaveSetup,
    /// Go on with the draft of last time.
    Resume(Draft),
    /// Set up a provisional year.
    Rollover(i32),
    /// Take back what the district may have already: what it is.
    Undo(String),
}

/// The open store with what follows from it, worked out anew after each action.
#[derive(Debug)]
pub struct Work {
    /// Store, pack, calendar.
    pub session: Session,
    /// What needs attention.
    pub alerts: Vec<Alert>,
    /// The year's tasks.
    pub tasks: Vec<Task>,
    /// Screen shown.
    pub screen: Screen,
    /// Cursor and search of the overview.
    pub overview: Listing,
    /// Task list.
    pub tasks_view: TasksView,
    /// Figures.
    pub figures: FiguresView,
    /// Cursor of the report list.
    pub reports: usize,
    /// Log.
    pub log: LogView,
    /// How often everything was worked out anew.
    turn: u64,
    /// The scorecard, worked out when it is looked at.
    card: OnceCell<Scorecard>,
    /// What was worked out for the alerts, over this session.
    memo: Memo,
    /// Where figures were jumped to from: Esc leads back there.
    back: Option<(Screen, Option<Panel>)>,
}

/// Cursor and search of a list.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Row.
    pub at: usize,
    /// What is searched.
    pub query: String,
    /// The search line while it is typed in.
    pub searching: Option<input::Input>,
}

impl Listing {
    /// True for a text that has every word of the query in it, diacritics or not.
    pub fn accepts(&self, text: &str) -> bool {
        has_words(text, &self.query)
    }

    /// An action on the search line; false when the line is not open or leaves the action to others.
    fn search(&mut self, action: &Action, typing: Typing) -> bool {
        let Some(input) = &mut self.searching else { return false };
        match action {
            Action::Type(edit) => {
                input.edit(edit.clone(), typing);
                self.query = input.text();
                self.at = 0;
            }
            Action::Open => self.searching = None,
            Action::Back => {
                self.searching = None;
                self.query.clear();
                self.at = 0;
            }
            _ => return false,
        }
        true
    }

    /// Opens the search line.
    fn begin_search(&mut self) {
        self.searching = Some(input::Input::new(&self.query, input::Lines::One));
    }

    /// Esc on the list takes the search away first; false when there is none.
    fn drop_query(&mut self) -> bool {
        self.at = if self.query.is_empty() { self.at } else { 0 };
        !std::mem::take(&mut self.query).is_empty()
    }
}

impl State {
    /// The interface over a data dir: the screens, or the first set-up where there is none yet.
    ///
    /// # Errors
    /// [`AppError`] when the store is in use, damaged beyond what is provable, or out of reach.
    pub fn start(world: World) -> Result<Self, AppError> {
        let mut state = Self {
            world: world.clone(),
            work: None,
            modals: Vec::new(),
            notice: None,
            typing: Typing::Off,
            end: false,
            repaint: false,
            kept_draft: false,
        };
        match Session::write(world) {
            Ok(session) => {
                if let Some(text) = crate::strings::answers::mended(session.store.mended()) {
                    state.notice = Some(Notice { text, refusal: false });
                }
                state.typing = Typing::of_setting(session.store.book().setting(TYPING));
                state.work = Some(Work::over(session));
            }
            Err(AppError::Store(StoreError::Absent(_))) => {
                let form = forms::setup(&state.world)?;
                state.modals.push(Modal::Form(Box::new(form)));
            }
            Err(AppError::Store(error @ (StoreError::InUse(_) | StoreError::Io { .. }))) => {
                // Somebody else has it, or nothing can be written: it can be looked at all the same.
                let why = AppError::Store(error).sentence();
                let session = Session::read(state.world.clone())?;
                state.notice = Some(Notice { text: ui::looking_only(&why), refusal: true });
                state.typing = Typing::of_setting(session.store.book().setting(TYPING));
                state.work = Some(Work::over(session));
            }
            Err(error) => return Err(error),
        }
        Ok(state)
    }

    /// True when the data is open for looking only.
    pub fn read_only(&self) -> bool {
        self.work.as_ref().is_some_and(|work| work.session.store.read_only())
    }

    /// Where keys are looked up, the nearest place first.
    pub fn scopes(&self) -> Vec<Scope> {
        let mut out = match self.modals.last() {
            Some(Modal::Form(_)) => vec![Scope::Form],
            Some(Modal::Menu(_)) => vec![Scope::Choice, Scope::Search, Scope::Anywhere],
            Some(Modal::Panel(_)) => vec![Scope::Choice, Scope::Anywhere],
            Some(Modal::Confirm { .. }) => vec![Scope::Choice],
            Some(Modal::Preview(..) | Modal::Pack(..)) => vec![Scope::Preview],
            Some(Modal::Help(_) | Modal::Tour | Modal::Entry(..) | Modal::Task(..) | Modal::Indicator(_)) => {
                vec![Scope::Page]
            }
            None => self.work.as_ref().map(Work::scopes).unwrap_or_default(),
        };
        out.push(Scope::Always);
        out
    }

    /// True while letters are text.
    pub fn takes_text(&self) -> bool {
        match self.modals.last() {
            Some(Modal::Form(_) | Modal::Menu(_)) => true,
            Some(_) => false,
            None => self.work.as_ref().is_some_and(Work::takes_text),
        }
    }

    /// The draft of the topmost form in which something was typed, or the one that is still offered.
    pub fn draft(&self) -> Option<Draft> {
        self.modals.iter().rev().find_map(|modal| match modal {
            Modal::Form(form) => Draft::of(form),
            Modal::Confirm { question: Question::Resume(draft), .. } => Some(draft.clone()),
            _ => None,
        })
    }

    /// What is kept when the program is stopped: a form's draft, or what was being typed into a cell.
    pub fn kept(&self) -> Option<Draft> {
        self.draft().or_else(|| {
            let work = self.work.as_ref()?;
            let typed = work.figures.entry.as_ref()?.text();
            let (field, column, _) = work.figures.cell(&work.session.pack)?;
            let month = work.figures.period(&work.session.pack)?;
            Some(Draft { purpose: Purpose::Cell { month, field, column }, texts: vec![typed], at: 0 })
        })
    }

    /// Asks whether to go on with a draft.
    pub fn offer(&mut self, draft: Draft) {
        self.kept_draft = true;
        let setup = draft.purpose == Purpose::Setup;
        if let (Some(Modal::Form(form)), true) = (self.modals.last_mut(), setup) {
            draft.put_into(form);
        } else if !setup && self.work.is_some() {
            self.modals.push(Modal::Confirm { question: Question::Resume(draft), yes: true });
        }
    }

    /// The draft of last time is stored or thrown away.
    fn forget_draft(&mut self) {
        if std::mem::take(&mut self.kept_draft) {
            Draft::remove(&self.world);
        }
    }

    /// Goes on with the clock's day: the program may stay open overnight.
    fn turn_day(&mut self) {
        if self.world.today_given || self.world.practice {
            return;
        }
        let day = self.world.now().get(..10).and_then(|day| day.parse().ok());
        let Some(day) = day.filter(|day| *day != self.world.today) else { return };
        self.world.today = day;
        if let Some(work) = &mut self.work {
            // A year without a plan goes on with the one that is open; the alerts say that it is over.
            if work.session.turn_to(self.world.clone()).is_err() {
                work.session.world.today = day;
            }
            work.refresh();
        }
    }

    fn tell(&mut self, text: String) {
        self.notice = Some(Notice { text, refusal: false });
    }

    fn push(&mut self, form: Form) {
        self.modals.push(Modal::Form(Box::new(form)));
    }
}
