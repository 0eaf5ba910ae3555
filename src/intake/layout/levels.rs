//! Which rows above the first known heads are levels of the header, and which are titles. A group left
//! aside is the worst mistake here: its heads would be matched as if it did not stand there.

use super::header::{Cell, Grid, Head};
use super::names::{self, Meaning, Names, RowName};
use super::{Named, Raw, periods, value};

/// Titles begin with these words.
const TITLE_START: [&str; 13] = [
    "don vi tinh",
    "dvt",
    "don vi bao cao",
    "don vi nhan",
    "ky bao cao",
    "bieu",
    "mau so",
    "tu ngay",
    "den ngay",
    "ban hanh",
    "theo thong tu",
    "thong tu",
    "ngay",
];
/// Alone above all columns, titles that name a period begin with these or with a number.
const REPORT_START: [&str; 6] = ["bao cao", "tinh hinh", "tong hop", "thang", "quy", "nam"];
/// Words of figures that are not those of the period; never a mere title.
const OTHER_FIGURES: [&str; 9] = [
    "ky bao cao truoc",
    "luy ke",
    "tu dau nam",
    "cung ky",
    "ky truoc",
    "thang truoc",
    "quy truoc",
    "nam truoc",
    "ke hoach",
];
/// So many rows below the header tell whether a column holds anything.
const SAMPLE: usize = 4;

/// True for what is plainly a title wherever it stands.
pub(super) fn is_title(text: &str) -> bool {
    let (text, key) = (text.trim(), names::key(text));
    if is_of_other_figures(&key) {
        return false;
    }
    let bracketed = text.starts_with('(') && text.ends_with(')');
    // "Long Thành, ngày 16 tháng 01 năm 2024"
    let place_and_day = text.rsplit_once(',').is_some_and(|(_, day)| {
        let day = names::key(day);
        day.starts_with("ngay ") && day.contains(" thang ")
    });
    bracketed || place_and_day || TITLE_START.iter().any(|start| begins(&key, start))
}

fn is_of_other_figures(key: &str) -> bool {
    let padded = format!(" {key} ");
    OTHER_FIGURES.iter().any(|words| padded.contains(&format!(" {words} ")))
}

fn begins(key: &str, words: &str) -> bool {
    key.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The rows above a header.
pub(super) struct Above<'g, 'n> {
    pub(super) grid: &'g Grid,
    pub(super) names: &'g Names<'n>,
    /// Heads as they are without the rows above.
    pub(super) heads: &'g [Head],
    /// Columns of figures: those known without any group above.
    pub(super) figures: &'g [usize],
    /// Last row of the header.
    pub(super) bottom: usize,
}

impl Above<'_, '_> {
    /// Index of the next row above that is a level of the header. Empty rows end a header, unless the
    /// column of names has its head above them.
    pub(super) fn level(&self, top: usize) -> Option<usize> {
        let row = (0..top).rev().find(|row| self.grid.cells[*row].iter().any(Option::is_some))?;
        let joins = row + 1 == top || self.name().is_none();
        (joins && self.is_level(row)).then_some(row)
    }

    fn is_level(&self, row: usize) -> bool {
        let cells: Vec<(usize, &Cell)> =
            self.grid.cells[row].iter().enumerate().filter_map(|(c, cell)| Some((c, cell.as_ref()?))).collect();
        let (Some(first), Some((left, _))) = (self.figures.first(), cells.first()) else { return false };
        // What a cell may be merged over.
        let end = |column: usize| cells.iter().map(|(c, _)| *c).find(|c| *c > column).unwrap_or(self.grid.width);
        let over = |column: usize| self.figures.iter().any(|f| (column..end(column)).contains(f));
        let groups: Vec<&Cell> = cells.iter().filter(|(c, _)| over(*c)).map(|(_, cell)| *cell).collect();
        if groups.is_empty() || self.is_field(&cells, *first) {
            return false;
        }
        let is_head = |c: usize| c < *first && self.heads[c].printed.is_empty();
        if cells.len() == 1 && is_head(*left) {
            return false;
        }
        if cells.iter().any(|(c, cell)| is_head(*c) && self.is_merged_down(*c, cell)) {
            return true;
        }
        if self.name().is_some_and(|name| *left <= name && left < first) {
            let behind = cells.iter().filter(|(c, _)| c != left && over(*c)).map(|(_, cell)| *cell);
            return self.speaks_of_groups(&behind.collect::<Vec<_>>());
        }
        if let [one] = groups[..]
            && cells.len() == 1
            && left <= first
            && is_report(one)
        {
            return false;
        }
        let dates = cells.iter().any(|(_, cell)| begins(&cell.key, "tu ngay"));
        let title = |cell: &&Cell| is_title(&cell.printed) || (dates && is_day(cell));
        !groups.iter().all(title) || several(&groups)
    }

    /// The column of names as the header has it below.
    fn name(&self) -> Option<usize> {
        let first = self.figures.first().copied().unwrap_or(0);
        let by_head = self.heads.iter().position(|head| names::is_name_head(&head.key));
        by_head.or_else(|| {
            let named = |head: &Head| !head.printed.is_empty() && head.meaning == Meaning::Unknown;
            self.heads[..first].iter().position(|head| named(head) && !names::is_order_head(&head.key))
        })
    }

    /// True for the head of a column left of the figures that is merged over the levels below; not for a
    /// title beside the table.
    fn is_merged_down(&self, column: usize, cell: &Cell) -> bool {
        let below = self.grid.cells.iter().skip(self.bottom + 1).take(SAMPLE);
        let used = || below.into_iter().any(|row| row.get(column).is_some_and(Option::is_some));
        self.name().is_none() || (used() && !is_title(&cell.printed))
    }

    /// A row of figures of a known field is no level; what it is, others say.
    fn is_field(&self, cells: &[(usize, &Cell)], first: usize) -> bool {
        let field = |text: &str| matches!(self.names.row(text), RowName::Code(_) | RowName::Any(_));
        let figure = |cell: &Cell| value::is_meant(&Raw::Text(cell.printed.clone()));
        cells.iter().any(|(c, cell)| *c < first && field(&cell.printed))
            && cells.iter().any(|(c, cell)| *c >= first && figure(cell))
    }

    /// Beside a title at the left edge: groups, or other figures than those of the period.
    fn speaks_of_groups(&self, cells: &[&Cell]) -> bool {
        several(cells) || cells.iter().any(|cell| is_of_other_figures(&cell.key) || self.names.is_group(&cell.key))
    }
}

/// A title that names the period of all figures below it; the caller of the whole judges it.
fn is_report(cell: &Cell) -> bool {
    let named = periods::of_text(&cell.printed);
    let starts = |key: &str| {
        key.starts_with(|c: char| c.is_ascii_digit()) || REPORT_START.iter().any(|start| begins(key, start))
    };
    !named.is_empty() && !named.contains(&Named::Cumulative) && starts(&cell.key) && !is_of_other_figures(&cell.key)
}

/// Two periods beside each other are no titles: one of them is not that of its columns.
fn several(cells: &[&Cell]) -> bool {
    let of_period = |cell: &&&Cell| begins(&cell.key, "ky bao cao") || is_report(cell);
    cells.iter().filter(of_period).count() > 1
}

fn is_day(cell: &Cell) -> bool {
    let numbers = cell.key.split(' ').all(|word| word.chars().all(|c| c.is_ascii_digit()));
    numbers && cell.key.split(' ').count() == 3
}
