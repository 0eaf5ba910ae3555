//! What the officer can do, without the keys that do it: those are the front's.

use super::input::Edit;

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// What to do today.
    Overview,
    /// The plan's and the commune's own tasks.
    Tasks,
    /// Monthly figures and what follows from them.
    Figures,
    /// Reports and their packages.
    Reports,
    /// Who changed what.
    Log,
}

/// Every screen, in the order of its number.
pub const SCREENS: [Screen; 5] = [Screen::Overview, Screen::Tasks, Screen::Figures, Screen::Reports, Screen::Log];

/// A step of the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One column left.
    Left,
    /// One column right.
    Right,
    /// [`PAGE`] rows up.
    PageUp,
    /// [`PAGE`] rows down.
    PageDown,
    /// First row or column.
    First,
    /// Last row or column.
    Last,
    /// The next field, cell or screen.
    Next,
    /// The one before.
    Previous,
}

/// Rows of a page step: state knows no screen height, and this fits the smallest one.
pub const PAGE: usize = 10;

/// Where keys are looked up; the front's key table has rows for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Wherever no text is typed.
    Anywhere,
    /// Also while text is typed.
    Always,
    /// The overview.
    Overview,
    /// A list or table of a screen.
    List,
    /// The task list.
    Tasks,
    /// The table of periods.
    Periods,
    /// Cells of an open period.
    Cells,
    /// Any part of an open period.
    Period,
    /// The list of reports.
    Reports,
    /// The log.
    Log,
    /// A form.
    Form,
    /// A list to choose from, over a screen.
    Choice,
    /// What an import would change.
    Preview,
    /// The search line of menu, list and log.
    Search,
    /// A text to read.
    Page,
}

/// One thing the officer can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Moves the cursor.
    Move(Step),
    /// Opens or takes what the cursor is on.
    Open,
    /// Leaves what is open, without storing.
    Back,
    /// Goes to a screen.
    Go(Screen),
    /// Shows everything that can be done here.
    Menu,
    /// Shows the keys of this place.
    Help,
    /// Shows the tour of the screens.
    Tour,
    /// Takes the last action back.
    Undo,
    /// Carries out again what was taken back.
    Redo,
    /// Paints the whole screen anew.
    Redraw,
    /// Ends the program.
    Quit,
    /// Changes settings.
    Settings,
    /// Searches the list.
    Search,
    /// Next filter by state.
    NextState,
    /// Next filter by role.
    NextRole,
    /// The next way to sort.
    NextOrder,
    /// Chooses a task to be dealt with together with others, or not.
    Mark,
    /// Adds an own task.
    AddTask,
    /// Settles a task by a document.
    Settle,
    /// Marks a task as under way.
    Start,
    /// Shows everything about a task.
    ReadAll,
    /// Moves the last day of a task.
    Postpone,
    /// Records what a task waited for.
    Event,
    /// Sets the day of a task for which the plan gives none for sure.
    TaskDay,
    /// Says how much of a task is done.
    Percent,
    /// Sets a task's own lead time.
    Lead,
    /// Shows open duties by week and month.
    Agenda,
    /// Shows what the commune is judged on.
    Scorecard,
    /// The next plan year that is set up.
    NextYear,
    /// Sets up a provisional year after the newest one.
    Rollover,
    /// Brings in a pack from a file.
    ImportPlan,
    /// From a task to its indicator, and back.
    Linked,
    /// Hides an alert for a while.
    Snooze,
    /// Shows every alert again.
    Wake,
    /// Marks a task as not applicable.
    NotApplicable,
    /// Opens a settled task again.
    Reopen,
    /// Writes the statement of progress.
    Statement,
    /// Writes the officer's note.
    Note,
    /// Changes an own task.
    EditTask,
    /// Takes the mark to look at a task again away.
    Unfollow,
    /// Removes an own task.
    RemoveTask,
    /// The period after.
    NextPeriod,
    /// The period before.
    PreviousPeriod,
    /// The next part of the period: form, counters, indicators.
    NextPart,
    /// Empties a cell: chưa có số liệu.
    Clear,
    /// Fills the empty cells of a row: không phát sinh.
    NilRow,
    /// Fills the empty cells of the month: không phát sinh.
    NilMonth,
    /// Edits what stands in the cell.
    EditCell,
    /// Comments on the cell.
    Comment,
    /// Marks the cell to come back to, or takes the mark away.
    Follow,
    /// Notes that a row was looked at again.
    Reviewed,
    /// Shows everything left at cells.
    Marks,
    /// Takes figures from a file.
    Import,
    /// Writes figures to a file.
    Export,
    /// Adds a field of the commune's own.
    AddField,
    /// Explains a broken rule.
    Explain,
    /// Makes a package.
    Make,
    /// Makes a package and keeps it, no file written.
    Finalize,
    /// Puts the signed document into the package.
    Attach,
    /// Shows the report in words, to write passages of one's own.
    Words,
    /// Writes the report document alone.
    WriteReport,
    /// Takes a receipt in.
    ReceiptImport,
    /// Notes the recipient's answer by hand.
    ReceiptNote,
    /// Shows the packages made of a period.
    Kept,
    /// Takes a revision that was not sent back.
    Withdraw,
    /// Notes that a report was handed over.
    Sent,
    /// Sets a report's due day.
    DueDay,
    /// Stores a form.
    Save,
    /// Edits text.
    Type(Edit),
    /// Next built-in way of typing Vietnamese.
    NextTyping,
}

/// What the menu offers on a screen besides what is offered everywhere.
pub fn of_screen(screen: Screen) -> &'static [Action] {
    match screen {
        Screen::Overview => &[Action::Open, Action::Search, Action::Snooze, Action::Wake],
        Screen::Log => &[Action::Open, Action::Search],
        Screen::Tasks => &[
            Action::Open,
            Action::Search,
            Action::NextState,
            Action::NextRole,
            Action::NextOrder,
            Action::Mark,
            Action::Linked,
        ],
        Screen::Figures => &[
            Action::Open,
            Action::NextPart,
            Action::PreviousPeriod,
            Action::NextPeriod,
            Action::NilRow,
            Action::NilMonth,
            Action::EditCell,
            Action::Clear,
            Action::Comment,
            Action::Follow,
            Action::Reviewed,
            Action::Explain,
            Action::Import,
            Action::Export,
            Action::AddField,
            Action::Marks,
            Action::Linked,
        ],
        Screen::Reports => &[
            Action::Open,
            Action::Make,
            Action::Sent,
            Action::ReceiptImport,
            Action::ReceiptNote,
            Action::Words,
            Action::WriteReport,
            Action::Finalize,
            Action::Attach,
            Action::Kept,
            Action::Withdraw,
            Action::DueDay,
        ],
    }
}

/// What the menu offers everywhere.
pub const EVERYWHERE: [Action; 18] = [
    Action::Go(Screen::Overview),
    Action::Go(Screen::Tasks),
    Action::Go(Screen::Figures),
    Action::Go(Screen::Reports),
    Action::Go(Screen::Log),
    Action::AddTask,
    Action::Agenda,
    Action::Scorecard,
    Action::NextYear,
    Action::Rollover,
    Action::ImportPlan,
    Action::Undo,
    Action::Redo,
    Action::Settings,
    Action::NextTyping,
    Action::Help,
    Action::Tour,
    Action::Quit,
];

/// A cursor position after a step in a list of `len` rows; `wrap` is no option: the ends hold.
pub fn stepped(at: usize, len: usize, step: Step) -> usize {
    let last = len.saturating_sub(1);
    match step {
        Step::Up | Step::Previous => at.saturating_sub(1),
        Step::Down | Step::Next => (at + 1).min(last),
        Step::PageUp => at.saturating_sub(PAGE),
        Step::PageDown => (at + PAGE).min(last),
        Step::First => 0,
        Step::Last => last,
        Step::Left | Step::Right => at.min(last),
    }
}
