//! Importing on screen: a file or a pasted block is previewed, what is missing (a reason, the meaning of
//! a name) is asked for, and only then stored.

use std::path::PathBuf;

use super::action::{Action, Step, stepped};
use super::form::{Field, Form, Purpose};
use super::{AppError, Modal, State, forms};
use crate::app::{Preview, Source, import};
use crate::domain::period::Period;
use crate::intake::layout::Mapping;
use crate::strings::{answers, forms as texts, grid, imports};

/// Shows what importing would change, or asks for what is missing.
fn offer(
    state: &mut State,
    month: Period,
    source: Source,
    names: Mapping,
    reason: Option<&str>,
) -> Result<(), AppError> {
    let Some(work) = &state.work else { return Ok(()) };
    let preview = match work.session.preview(month, &source, &names, reason) {
        Ok(preview) => preview,
        Err(AppError::Reason(sentence)) => {
            state.push(forms::reason(Purpose::ImportReason { month, source, names }, sentence));
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    // Rows first: what columns mean is easier to see with them.
    let (row, column) = (preview.unnamed(), preview.strange.first());
    if let Some(mistake) = row.or(column) {
        let about = imports::of(&mistake.source, &mistake.sentence);
        let name = mistake.name.clone().unwrap_or_default();
        let purpose = Purpose::ImportName { month, source, name, is_column: row.is_none(), names };
        let mut form = forms::for_purpose(state, &purpose).unwrap_or_else(|| forms::reason(purpose, String::new()));
        form.about = about;
        state.push(form);
    } else if preview.cells() == 0 && preview.mistakes.is_empty() {
        state.tell(imports::nothing_new(preview.rows));
    } else {
        state.modals.push(Modal::Preview(Box::new(preview), 0));
    }
    Ok(())
}

/// Opens the form that asks for the file; the month is the one under the cursor.
pub(super) fn begin(state: &mut State) {
    let month = state.work.as_ref().and_then(|w| w.figures.period(&w.session.pack)).filter(|p| p.is_month());
    let form = month.and_then(|month| forms::for_purpose(state, &Purpose::Import(month)));
    match form {
        Some(form) => state.push(form),
        None => state.tell(grid::derived_cell(false).to_owned()),
    }
}

/// Text pasted onto the cells of an open month; false when it is one value, to be typed.
pub(super) fn paste(state: &mut State, text: &str) -> Result<bool, AppError> {
    if !import::is_block(text) {
        return Ok(false);
    }
    let Some(work) = &mut state.work else { return Ok(false) };
    let pack = &work.session.pack;
    let month = work.figures.period(pack).filter(|p| p.is_month());
    let Some((month, (field, column, _))) = month.zip(work.figures.cell(pack)) else {
        state.tell(grid::derived_cell(false).to_owned());
        return Ok(true);
    };
    work.figures.entry = None;
    // Terminals send line ends as the Enter key does.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    offer(state, month, Source::Pasted { text, field, column }, Mapping::default(), None)?;
    Ok(true)
}

/// The form for the file, or for the meaning of a name.
pub(super) fn form(state: &State, purpose: &Purpose) -> Option<Form> {
    let work = state.work.as_ref()?;
    let fields = match purpose {
        Purpose::Import(_) => vec![Field::line(texts::IMPORT_FILE, texts::IMPORT_FILE_HINT, "")],
        Purpose::ImportName { is_column: true, .. } => {
            let columns = work.session.pack.lists.form.iter().flat_map(|form| &form.column);
            let columns = columns.map(|c| (c.code.clone(), c.name.clone()));
            let options = std::iter::once((String::new(), texts::LEAVE_OUT_COLUMN.to_owned())).chain(columns);
            vec![Field::choice(texts::MEANS_COLUMN, texts::MEANS_HINT, "", options.collect())]
        }
        Purpose::ImportName { .. } => {
            let fields = work.session.pack.lists.field.iter().map(|f| (f.code.clone(), f.name.clone()));
            let options = std::iter::once((String::new(), texts::LEAVE_OUT.to_owned())).chain(fields);
            vec![Field::choice(texts::MEANS, texts::MEANS_HINT, "", options.collect())]
        }
        _ => return None,
    };
    Some(Form::new(purpose.clone(), String::new(), fields))
}

/// Goes on with what a form answered.
pub(super) fn answered(state: &mut State, form: &Form) -> Result<(), AppError> {
    match &form.purpose {
        Purpose::Import(month) => {
            // Paths copied from a file manager come in quotes.
            let path = form.text(0);
            let path = path.trim_matches(['"', '\'']);
            if path.is_empty() {
                return Err(AppError::Input(texts::answer_needed(texts::IMPORT_FILE)));
            }
            offer(state, *month, Source::File(PathBuf::from(path)), Mapping::default(), None)
        }
        Purpose::ImportReason { month, source, names } => {
            offer(state, *month, source.clone(), names.clone(), Some(&form.text(0)))
        }
        Purpose::ImportName { month, source, name, is_column, names } => {
            let code = form.fields.first().and_then(Field::chosen);
            let code = code.ok_or_else(|| AppError::Input(texts::answer_needed(texts::MEANS)))?;
            let mut names = names.clone();
            let meaning = [(name.clone(), code.to_owned())];
            let given = if *is_column { import::names(&[], &meaning) } else { import::names(&meaning, &[]) };
            names.fields.extend(given.fields);
            names.columns.extend(given.columns);
            offer(state, *month, source.clone(), names, None)
        }
        _ => Ok(()),
    }
}

/// An action on the preview; it was taken off and is put back unless it ends.
pub(super) fn on_preview(state: &mut State, preview: Box<Preview>, at: usize, action: &Action) -> Result<(), AppError> {
    match action {
        Action::Back => {}
        Action::Open if !preview.mistakes.is_empty() => {
            state.tell(imports::to_mend(preview.mistakes.len()));
            state.modals.push(Modal::Preview(preview, at));
        }
        Action::Open => {
            let Some(work) = &mut state.work else { return Ok(()) };
            match work.session.import(&preview) {
                Ok(stored) => {
                    work.refresh();
                    let note = answers::beside(stored.ahead, &stored.review);
                    state.tell(format!("{}{note}", answers::imported(preview.cells(), preview.month, false)));
                }
                Err(error) => {
                    state.modals.push(Modal::Preview(preview, at));
                    return Err(error);
                }
            }
        }
        Action::Move(step) => {
            let step = if *step == Step::Next { Step::Down } else { *step };
            let at = stepped(at, preview.mistakes.len() + preview.notes.len() + preview.changes.len(), step);
            state.modals.push(Modal::Preview(preview, at));
        }
        _ => state.modals.push(Modal::Preview(preview, at)),
    }
    Ok(())
}
