//! The open store with what follows from it: worked out anew after each action, cursors kept within
//! their lists.

use std::cell::OnceCell;

use super::action::{Scope, Screen};
use super::figures::FiguresView;
use super::log::LogView;
use super::tasks::TasksView;
use super::{AppError, Listing, Work, World};
use crate::app::{Memo, Session};
use crate::domain::agenda::Scorecard;
use crate::domain::alert::Alert;
use crate::domain::alert::Counts;
use crate::strings::alerts;

impl Work {
    /// The screens over an open store.
    pub fn over(session: Session) -> Self {
        let mut work = Self {
            session,
            alerts: Vec::new(),
            tasks: Vec::new(),
            screen: Screen::Overview,
            overview: Listing::default(),
            tasks_view: TasksView::default(),
            figures: FiguresView::default(),
            reports: 0,
            log: LogView::default(),
            turn: 0,
            card: OnceCell::new(),
            memo: Memo::default(),
            back: None,
        };
        work.refresh();
        work.figures.point_at_day(&work.session);
        work
    }

    /// Goes on with another day or plan year over the same store; cursors begin anew.
    ///
    /// # Errors
    /// [`AppError::Input`] when the year has no plan.
    pub(super) fn turn_to(&mut self, world: World) -> Result<(), AppError> {
        self.session.turn_to(world)?;
        (self.overview, self.tasks_view, self.reports) = (Listing::default(), TasksView::default(), 0);
        (self.figures, self.memo, self.back) = (FiguresView::default(), Memo::default(), None);
        self.refresh();
        self.figures.point_at_day(&self.session);
        Ok(())
    }

    /// Works everything out anew and keeps cursors within their lists.
    pub(super) fn refresh(&mut self) {
        self.turn += 1;
        self.tasks = self.session.tasks();
        self.card = OnceCell::new();
        self.alerts = self.session.alerts_with(&self.tasks, &mut self.memo);
        self.tasks_view.today = self.session.world.today;
        self.figures.refresh(&self.session);
        let rows = self.overview_rows().len();
        self.overview.at = self.overview.at.min(rows.saturating_sub(1));
        let rows = self.tasks_view.rows(&self.session.pack, &self.tasks).len();
        self.tasks_view.list.at = self.tasks_view.list.at.min(rows.saturating_sub(1));
    }

    /// Alerts that the overview's search lets through.
    pub fn overview_rows(&self) -> Vec<&Alert> {
        self.alerts
            .iter()
            .filter(|a| self.overview.query.is_empty() || self.overview.accepts(&alerts::text(a)))
            .collect()
    }

    /// The year's scorecard.
    pub(super) fn scorecard(&self) -> &Scorecard {
        self.card.get_or_init(|| self.session.scorecard())
    }

    /// Counts of the header.
    pub fn counts(&self) -> Counts {
        Counts::of(&self.alerts)
    }

    /// The search of the screen's list, where it has one.
    pub fn listing(&self) -> Option<&Listing> {
        match self.screen {
            Screen::Overview => Some(&self.overview),
            Screen::Tasks => Some(&self.tasks_view.list),
            Screen::Log => Some(&self.log.list),
            Screen::Figures | Screen::Reports => None,
        }
    }

    pub(super) fn listing_mut(&mut self) -> Option<&mut Listing> {
        match self.screen {
            Screen::Overview => Some(&mut self.overview),
            Screen::Tasks => Some(&mut self.tasks_view.list),
            Screen::Log => Some(&mut self.log.list),
            Screen::Figures | Screen::Reports => None,
        }
    }

    pub(super) fn takes_text(&self) -> bool {
        self.listing().is_some_and(|l| l.searching.is_some()) || self.figures_entry()
    }

    pub(super) fn figures_entry(&self) -> bool {
        self.screen == Screen::Figures && self.figures.entry.is_some()
    }

    /// Takes the search away and stays on what was found; false when there is none.
    pub(super) fn drop_query(&mut self) -> bool {
        let found = match self.screen {
            Screen::Tasks => self.tasks_view.chosen(&self.session.pack, &self.tasks).map(|t| t.id.clone()),
            _ => None,
        };
        let dropped = self.listing_mut().is_some_and(Listing::drop_query);
        if let (true, Some(id)) = (dropped, found) {
            self.point_at_task(&id);
        }
        dropped
    }

    /// Puts the task list's cursor on a task, if it passes the filters.
    pub(super) fn point_at_task(&mut self, id: &str) {
        let rows = self.tasks_view.rows(&self.session.pack, &self.tasks);
        let at = rows.iter().position(|row| row.is_some_and(|t| t.id == id));
        self.tasks_view.list.at = at.unwrap_or(self.tasks_view.list.at);
    }

    /// Where keys are looked up while nothing lies over the screen.
    pub fn scopes(&self) -> Vec<Scope> {
        if self.listing().is_some_and(|l| l.searching.is_some()) {
            return vec![Scope::Search];
        }
        match self.screen {
            Screen::Overview => vec![Scope::Overview, Scope::List, Scope::Anywhere],
            Screen::Tasks => vec![Scope::Tasks, Scope::List, Scope::Anywhere],
            Screen::Figures if self.figures.open && self.figures.takes_figures() => {
                vec![Scope::Cells, Scope::Period, Scope::Anywhere]
            }
            Screen::Figures if self.figures.open => vec![Scope::Period, Scope::List, Scope::Anywhere],
            Screen::Figures => vec![Scope::Periods, Scope::List, Scope::Anywhere],
            Screen::Reports => vec![Scope::Reports, Scope::List, Scope::Anywhere],
            Screen::Log => vec![Scope::Log, Scope::List, Scope::Anywhere],
        }
    }
}
