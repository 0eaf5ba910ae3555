//! Why a package or a receipt is refused, one kind for each thing that can be wrong.

use thiserror::Error;

/// Why a package is not sound.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// The file, or what it unpacks to, is larger than any package.
    #[error("too large")]
    TooLarge,
    /// No zip file, or one that is cut off or damaged.
    #[error("no zip")]
    NotAZip,
    /// A member that cannot be unpacked (encrypted, unknown method, damaged).
    #[error("{0} cannot be unpacked")]
    Unreadable(String),
    /// The workbook is none, or says something else than the tables.
    #[error("the workbook says something else")]
    Workbook,
    /// The package that it is to be compared with is not sound.
    #[error("the earlier package is not sound")]
    Earlier,
    /// It does not follow the earlier package given; which part, as a key of the descriptor.
    #[error("the chain is broken: {0}")]
    Chain(String),
    /// The list of changes is not what the two packages differ in, or does not fit the figures it comes with.
    #[error("the list of changes is another")]
    Changes,
    /// The report in words does not follow from the figures and tasks.
    #[error("the report in words is another")]
    Narrative,
    /// The report document does not say what the tables say.
    #[error("the report document says something else")]
    Document,
    /// The cover text is not the one that belongs to it.
    #[error("the cover text is another")]
    Cover,
    /// The results of the checks are not what the figures lead to.
    #[error("the results of the checks are others")]
    Checks,
    /// The signed document is no PDF, or not the one named.
    #[error("the signed document is another")]
    Signed,
    /// A member whose name is not a plain file name, or differs between the zip's two lists.
    #[error("bad member name {0}")]
    BadName(String),
    /// Two members of one name.
    #[error("{0} twice")]
    Duplicate(String),
    /// A member that no package has.
    #[error("{0} does not belong here")]
    Extra(String),
    /// A member is missing.
    #[error("{0} missing")]
    Missing(String),
    /// `datapackage.json` is no descriptor of ours; what is wrong, as a key of it.
    #[error("descriptor: {0}")]
    Descriptor(String),
    /// Made by a newer program.
    #[error("layout {0} unknown")]
    Newer(String),
    /// Made for practice.
    #[error("practice package")]
    Practice,
    /// Follows a plan this program does not have, so that nothing can be worked out again.
    #[error("unknown pack {0}")]
    UnknownPack(String),
    /// A member's content is not what the descriptor says.
    #[error("{0} altered")]
    Altered(String),
    /// A table's cell, row or key that its layout forbids.
    #[error("{file}, line {line}: {column}")]
    Cell {
        /// Member.
        file: String,
        /// 1-based line where the row begins.
        line: u64,
        /// Column, or the reason in a key word.
        column: String,
    },
    /// A figure that does not follow from the months in the package.
    #[error("figure {0}")]
    Figure(String),
    /// An error-severity rule that its figures break.
    #[error("rule {0} broken")]
    Rule(String),
    /// A task whose lateness does not follow from its dates.
    #[error("lateness of {0}")]
    Lateness(String),
    /// A rate that does not follow from the figures.
    #[error("rate {0}")]
    Rate(String),
}

/// Why a file is no receipt.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// Too large, no JSON, or JSON of something else.
    #[error("no receipt")]
    NotAReceipt,
    /// Of a layout this program does not know.
    #[error("layout {0} unknown")]
    Newer(String),
    /// Changed since it was made: its digest does not fit.
    #[error("altered")]
    Altered,
    /// A text in it cannot be shown, a day is none; which part.
    #[error("bad {0}")]
    Bad(&'static str),
}
