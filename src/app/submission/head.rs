//! What a package says of itself before it has identity, revision and time.

use crate::app::{AppError, Session, fields, published};
use crate::domain::period::Period;
use crate::domain::text;
use crate::package::{self, Content, Head, PeriodHead, UnitHead};
use crate::strings::errors;

impl Session {
    /// What the package will say of itself, still without identity, revision and time.
    pub(in crate::app) fn head(&self, period: Period, content: &Content) -> Result<Head, AppError> {
        let (code, name) = self.unit_on(content.figures.to)?;
        let window = self.pack.window(period);
        let slug = self.pack.unit(&code).map(|u| u.slug.clone());
        let setting = |name: &str| self.store.book().setting(name).map(str::to_owned);
        Ok(Head {
            id: String::new(),
            chain: package::chain(&code, period),
            created: String::new(),
            unit: UnitHead { slug: slug.unwrap_or_else(|| text::slug(&name)), code, name },
            period: PeriodHead {
                code: period,
                name: window.map(|w| w.name.clone()).unwrap_or_default(),
                from: content.figures.from,
                to: content.figures.to,
            },
            revision: 1,
            replaces: None,
            reason: None,
            pack: self.pack.plan.id.clone(),
            officer: setting("officer").unwrap_or_default(),
            signatory: setting("signatory"),
            signatory_title: setting("signatory_title"),
            recipient: self.recipient_on(content.figures.to).to_owned(),
            own_fields: self.own_fields_in(content)?,
            signed: None,
            practice: self.world.practice,
        })
    }

    /// Fields of the commune's own that have figures in the period: nobody else knows their names.
    fn own_fields_in(&self, content: &Content) -> Result<Vec<package::FieldHead>, AppError> {
        let (book, year) = (self.store.book(), self.pack.plan.year);
        // Most communes have none, and the published pack is read anew each time.
        if book.own_fields().next().is_none() {
            return Ok(Vec::new());
        }
        let pack = published(year, book).ok_or_else(|| AppError::Input(errors::no_plan(year, &book.years())))?;
        let begun = |code: &str| content.figures.rows.iter().any(|r| r.begun && r.field == code);
        let own = fields::beside(&pack, book).filter(|(code, _)| begun(code));
        Ok(own.map(|(code, own)| package::FieldHead { code: code.to_owned(), name: own.name.clone() }).collect())
    }
}
