//! What menu, footer and help call screens, steps and actions.

use super::action::{Action, Screen, Step};
use super::input::Edit;
use super::typing::Typing;
use crate::strings::actions::name;

impl Screen {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overview => name::OVERVIEW,
            Self::Tasks => name::TASKS,
            Self::Figures => name::FIGURES,
            Self::Reports => name::REPORTS,
            Self::Log => name::LOG,
        }
    }
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Self::Up => name::UP,
            Self::Down => name::DOWN,
            Self::Left => name::LEFT,
            Self::Right => name::RIGHT,
            Self::PageUp => name::PAGE_UP,
            Self::PageDown => name::PAGE_DOWN,
            Self::First => name::FIRST,
            Self::Last => name::LAST,
            Self::Next => name::NEXT,
            Self::Previous => name::PREVIOUS,
        }
    }
}

impl Action {
    /// What menu, footer and help call it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Move(step) => step.name(),
            Self::Open => name::OPEN,
            Self::Back => name::BACK,
            Self::Go(screen) => screen.name(),
            Self::Menu => name::MENU,
            Self::Help => name::HELP,
            Self::Tour => name::TOUR,
            Self::Undo => name::UNDO,
            Self::Redo => name::REDO,
            Self::Redraw => name::REDRAW,
            Self::Quit => name::QUIT,
            Self::Settings => name::SETTINGS,
            Self::Search => name::SEARCH,
            Self::NextState => name::NEXT_STATE,
            Self::NextRole => name::NEXT_ROLE,
            Self::NextOrder => name::NEXT_ORDER,
            Self::Mark => name::MARK,
            Self::AddTask => name::ADD_TASK,
            Self::Settle => name::SETTLE,
            Self::Start => name::START,
            Self::ReadAll => name::READ_ALL,
            Self::Postpone => name::POSTPONE,
            Self::Event => name::EVENT,
            Self::TaskDay => name::TASK_DAY,
            Self::Percent => name::PERCENT,
            Self::Lead => name::LEAD,
            Self::Agenda => name::AGENDA,
            Self::Scorecard => name::SCORECARD,
            Self::NextYear => name::NEXT_YEAR,
            Self::Rollover => name::ROLLOVER,
            Self::ImportPlan => name::IMPORT_PLAN,
            Self::Linked => name::LINKED,
            Self::Snooze => name::SNOOZE,
            Self::Wake => name::WAKE,
            Self::NotApplicable => name::NOT_APPLICABLE,
            Self::Reopen => name::REOPEN,
            Self::Statement => name::STATEMENT,
            Self::Note => name::NOTE,
            Self::EditTask => name::EDIT_TASK,
            Self::Unfollow => name::UNFOLLOW,
            Self::RemoveTask => name::REMOVE_TASK,
            Self::NextPeriod => name::NEXT_PERIOD,
            Self::PreviousPeriod => name::PREVIOUS_PERIOD,
            Self::NextPart => name::NEXT_PART,
            Self::Clear => name::CLEAR,
            Self::NilRow => name::NIL_ROW,
            Self::NilMonth => name::NIL_MONTH,
            Self::EditCell => name::EDIT_CELL,
            Self::Comment => name::COMMENT,
            Self::Follow => name::FOLLOW,
            Self::Reviewed => name::REVIEWED,
            Self::Marks => name::MARKS,
            Self::Import => name::IMPORT,
            Self::Export => name::EXPORT,
            Self::AddField => name::ADD_FIELD,
            Self::Explain => name::EXPLAIN,
            Self::Make => name::MAKE,
            Self::Finalize => name::FINALIZE,
            Self::Attach => name::ATTACH,
            Self::Words => name::WORDS,
            Self::WriteReport => name::WRITE_REPORT,
            Self::ReceiptImport => name::RECEIPT_IMPORT,
            Self::ReceiptNote => name::RECEIPT_NOTE,
            Self::Kept => name::KEPT,
            Self::Withdraw => name::WITHDRAW,
            Self::Sent => name::SENT,
            Self::DueDay => name::DUE_DAY,
            Self::Save => name::SAVE,
            Self::Type(Edit::NewLine) => name::NEW_LINE,
            Self::Type(Edit::Char('-')) => name::NIL,
            Self::Type(Edit::Backspace) => name::BACKSPACE,
            Self::Type(Edit::Delete) => name::DELETE,
            Self::Type(Edit::DeleteWordBack) => name::DELETE_WORD,
            Self::Type(Edit::Clear) => name::CLEAR_LINE,
            Self::Type(Edit::WordLeft) => name::WORD_LEFT,
            Self::Type(Edit::WordRight) => name::WORD_RIGHT,
            Self::Type(_) => name::TYPE,
            Self::NextTyping => name::NEXT_TYPING,
        }
    }
}

/// Name of a built-in way of typing.
pub fn typing_name(typing: Typing) -> &'static str {
    match typing {
        Typing::Off => name::TYPING_OFF,
        Typing::Telex => name::TYPING_TELEX,
        Typing::Vni => name::TYPING_VNI,
    }
}
