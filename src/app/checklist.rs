//! The checklist before a report is finalized: what is there, what is missing, what stands in the way, each
//! with its place.

use serde::Serialize;

use super::{AppError, Session, Voice};
use crate::domain::pack::{DeadlineKind, Mark, Severity};
use crate::domain::period::Period;
use crate::domain::rule::Issue;
use crate::domain::submission::{Gap, Plan};
use crate::domain::task::Role;
use crate::domain::{figures, rule};
use crate::package::Content;
use crate::strings::{checklist as texts, document, errors};

/// How a line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// In order.
    Good,
    /// Missing, and travels as missing.
    Open,
    /// Blocks.
    Bad,
}

/// What a line leads to.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// The form of a month, or of the period.
    Form(Period),
    /// The counters of a month.
    Counters(Period),
    /// The cell a broken rule speaks of.
    Issue(Box<Issue>),
    /// A task.
    Task(String),
    /// Who signs, who reports.
    Settings,
    /// Due day of the report.
    DueDay,
    /// The report in words.
    Words,
}

/// One line.
#[derive(Debug, Clone, Serialize)]
pub struct Check {
    /// What it is about, for programs.
    pub topic: &'static str,
    /// How it is meant.
    pub standing: Standing,
    /// Sentence.
    pub text: String,
    /// Where it leads.
    pub at: At,
}

fn check(topic: &'static str, standing: Standing, text: String, at: At) -> Check {
    Check { topic, standing, text, at }
}

impl Session {
    /// Everything to look at before the report of a period is finalized, in the order of the work: figures,
    /// rules, counters, statements, days, people, words.
    ///
    /// # Errors
    /// [`AppError::Input`] for a period the pack does not have.
    pub fn checklist(&self, period: Period) -> Result<Vec<Check>, AppError> {
        Ok(self.examined(period)?.0)
    }

    /// The same with what `submit` would do without a reason, worked out once for both.
    ///
    /// # Errors
    /// As [`Session::checklist`].
    pub fn examined(&self, period: Period) -> Result<(Vec<Check>, Plan), AppError> {
        let content = self.content(period)?;
        let plan = self.plan_of(period, &content)?;
        Ok((self.checks(period, &content)?, plan))
    }

    fn checks(&self, period: Period, content: &Content) -> Result<Vec<Check>, AppError> {
        let mut out = self.months(period, content.figures.any());
        // Also what speaks to the officer alone and does not travel.
        let issues = rule::issues(&self.pack, self.store.book(), &content.figures);
        out.extend(self.rules(period, &issues));
        for gap in &content.gaps {
            out.extend(of_gap(period, gap));
        }
        if !content.gaps.iter().any(|g| matches!(g, Gap::Statements(_))) {
            out.push(check("statements", Standing::Good, texts::statements_there(), At::Words));
        }
        out.extend(self.assumed_days(period)?);
        out.extend(self.people());
        let own = content.lines.iter().filter(|l| l.voice == Voice::Own).count();
        out.push(check("words", Standing::Good, texts::words(own), At::Words));
        Ok(out)
    }

    fn months(&self, period: Period, any: bool) -> Vec<Check> {
        let months = if period.is_month() { vec![period] } else { period.months() };
        let entered = |m: &Period| figures::month_has_figures(&self.pack, self.store.book(), *m);
        let (there, missing): (Vec<Period>, Vec<Period>) = months.into_iter().partition(entered);
        let mut out = Vec::new();
        if let Some(last) = there.last() {
            out.push(check("periods", Standing::Good, texts::months_there(&there), At::Form(*last)));
        }
        let standing = if any { Standing::Open } else { Standing::Bad };
        out.extend(missing.into_iter().map(|m| check("periods", standing, texts::month_missing(m), At::Form(m))));
        out
    }

    /// Broken rules, one line each; where none is broken, a line that says so. Breaks between periods are told
    /// of by name even where there are none.
    fn rules(&self, period: Period, issues: &[Issue]) -> Vec<Check> {
        let told = issues.iter().filter(|i| i.severity != Severity::Note);
        let mut out: Vec<Check> = told
            .map(|issue| {
                let carry = rule::is_carry(&self.pack, issue);
                let topic = match issue.severity {
                    _ if carry => "carry",
                    Severity::Error => "errors",
                    _ => "warnings",
                };
                let standing = match (issue.severity, &issue.explanation) {
                    (Severity::Error, _) => Standing::Bad,
                    (_, Some(_)) => Standing::Good,
                    (_, None) => Standing::Open,
                };
                check(topic, standing, texts::issue(issue), At::Issue(Box::new(issue.clone())))
            })
            .collect();
        // A break between months is told of as one, and is a warning all the same.
        let entered = |m: &Period| figures::month_has_figures(&self.pack, self.store.book(), *m);
        let gap_in_months = !period.months().iter().all(entered);
        let warned = issues.iter().any(|i| i.severity == Severity::Warning);
        for (topic, text) in
            [("errors", texts::no_errors()), ("warnings", texts::no_warnings()), ("carry", texts::no_breaks())]
        {
            // Whether months continue one another is not known where one is missing.
            let unknown = topic == "carry" && gap_in_months;
            let told = unknown || out.iter().any(|c| c.topic == topic) || (topic == "warnings" && warned);
            if !told {
                out.push(check(topic, Standing::Good, text.to_owned(), At::Form(period)));
            }
        }
        out
    }

    /// Days within the period that nobody has confirmed: the report's own, and those of tasks the commune leads.
    fn assumed_days(&self, period: Period) -> Result<Vec<Check>, AppError> {
        let window =
            self.pack.window(period).ok_or_else(|| AppError::Input(errors::bad_period(&period.to_string())))?;
        let tasks = self.tasks();
        let mut out = Vec::new();
        let duty = tasks.iter().find(|t| t.id == self.pack.report.task);
        let own = duty.and_then(|t| t.occurrences.iter().find(|o| o.period == period));
        if let Some(occurrence) = own {
            let assumed = occurrence.mark == Mark::Assumed;
            let standing = if assumed { Standing::Open } else { Standing::Good };
            let day = occurrence.legal_day.unwrap_or(window.to);
            let source = self.store.book().due(period).map(|due| due.source.as_str());
            out.push(check("dates", standing, texts::due_day(day, assumed, source), At::DueDay));
        }
        let assumed: Vec<String> = tasks
            .iter()
            .filter(|t| t.role == Role::Lead && t.id != self.pack.report.task && !t.status.settled())
            .filter(|t| t.deadline.mark == Mark::Assumed && t.deadline.kind != DeadlineKind::Ongoing)
            .filter(|t| t.deadline.legal_day.is_some_and(|day| day <= window.to))
            .map(|t| t.id.clone())
            .collect();
        if let Some(first) = assumed.first().cloned() {
            out.push(check("dates", Standing::Open, texts::assumed_days(&assumed), At::Task(first)));
        }
        Ok(out)
    }

    fn people(&self) -> Vec<Check> {
        let setting = |name: &str| self.store.book().setting(name);
        let officer = setting("officer").unwrap_or_default();
        let mut out = vec![check("people", Standing::Good, texts::officer(officer), At::Settings)];
        // Without a signatory the gap above says so.
        if let Some(signatory) = setting("signatory") {
            let title = setting("signatory_title");
            let standing = if title.is_some() { Standing::Good } else { Standing::Open };
            out.push(check("people", standing, texts::signatory(signatory, title), At::Settings));
        }
        out
    }
}

fn of_gap(period: Period, gap: &Gap) -> Option<Check> {
    let month = period.months().last().copied().unwrap_or(period);
    let (topic, at) = match gap {
        Gap::Signatory => ("people", At::Settings),
        Gap::Counters(_) => ("counters", At::Counters(month)),
        Gap::Statements(tasks) => ("statements", At::Task(tasks.first()?.clone())),
        // The broken rules stand above, one line each.
        Gap::Unexplained(_) => return None,
    };
    Some(check(topic, Standing::Open, document::gap(gap), at))
}
