//! Where the header stands and what its columns mean: levels of merged cells, groups.

use std::collections::{BTreeMap, BTreeSet};

use super::levels::Above;
use super::names::{self, Meaning, Names, RowName};
use super::{HEADER_ROWS, LayoutError, Place, Raw, RawRow, numbering, value};

/// Most levels of a header looked for; one more may be added by [`Grid::complete`].
const MAX_LEVELS: usize = 4;
/// Longest head kept, in characters.
const HEAD_MAX: usize = 200;

/// One cell of the first rows that holds something.
pub(super) struct Cell {
    pub(super) printed: String,
    pub(super) key: String,
}

/// The first rows, ready for looking for the header.
pub(super) struct Grid {
    pub(super) width: usize,
    pub(super) cells: Vec<Vec<Option<Cell>>>,
}

/// Rows that make a header, both inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) top: usize,
    pub(super) bottom: usize,
    /// Known columns found, and heads that may mean several.
    pub(super) score: (usize, usize),
}

/// Head of one column of the file.
pub(super) struct Head {
    /// Levels joined by " - "; empty without any.
    pub(super) printed: String,
    pub(super) key: String,
    /// Keys of its levels, top down.
    pub(super) levels: Vec<String>,
    /// Index of the row of its lowest level.
    pub(super) row: usize,
    pub(super) meaning: Meaning,
}

/// A header with nothing doubtful in it.
pub(super) struct Header {
    pub(super) top: usize,
    pub(super) bottom: usize,
    /// One for each column of the file.
    pub(super) heads: Vec<Head>,
    /// Known columns in the order of the file; with each the index of the known column.
    pub(super) places: Vec<(Place, usize)>,
}

impl Grid {
    pub(super) fn new(rows: &[RawRow], width: usize) -> Self {
        let cell = |raw: &Raw| {
            let printed = names::one_line(&raw.text());
            let key = names::key(numbering::without_formula(&printed));
            (!raw.is_empty()).then_some(Cell { printed, key })
        };
        let row = |row: &RawRow| {
            let mut cells: Vec<Option<Cell>> = row.cells.iter().take(width).map(cell).collect();
            cells.resize_with(width, || None);
            cells
        };
        Self { width, cells: rows.iter().take(HEADER_ROWS).map(row).collect() }
    }

    /// The rows that name most known columns; the fewest and first ones of those.
    pub(super) fn find(&self, names: &Names<'_>) -> Option<Window> {
        let mut best: Option<Window> = None;
        for bottom in 0..self.cells.len() {
            for top in (0..=bottom).rev().take(MAX_LEVELS) {
                let score = self.score(names, top, bottom);
                let enough = score.0 > 0 || score.1 > 1;
                if enough && best.as_ref().is_none_or(|best| score > best.score) {
                    best = Some(Window { top, bottom, score });
                }
            }
        }
        best
    }

    fn score(&self, names: &Names<'_>, top: usize, bottom: usize) -> (usize, usize) {
        let (mut found, mut twice, mut many) = (BTreeSet::new(), 0, 0);
        for head in self.heads(names, top, bottom) {
            match head.meaning {
                Meaning::Column(index, _) if !found.insert(index) => twice += 1,
                Meaning::Any(_) => many += 1,
                _ => {}
            }
        }
        (found.len().saturating_sub(twice), many)
    }

    /// Heads of all columns, given the rows of the header.
    fn heads(&self, names: &Names<'_>, top: usize, bottom: usize) -> Vec<Head> {
        let mut paths: Vec<Vec<&Cell>> = (0..self.width).map(|_| Vec::new()).collect();
        let mut lowest = vec![bottom; self.width];
        for row in top..=bottom {
            let mut group = None;
            for column in 0..self.width {
                let own = self.cells[row][column].as_ref();
                let below = (row + 1..=bottom).any(|r| self.cells[r][column].is_some());
                if own.is_some() {
                    lowest[column] = row;
                    // A cell with nothing below it is merged downwards: a head, not a group.
                    group = own.filter(|_| below);
                } else if (top..row).any(|r| self.cells[r][column].is_some()) {
                    group = None;
                }
                let level = own.or(group.filter(|_| below));
                // A merged cell may be written out in each of its cells.
                if let Some(cell) = level.filter(|cell| paths[column].last().is_none_or(|last| last.key != cell.key)) {
                    paths[column].push(cell);
                }
            }
        }
        let head = |(path, row): (Vec<&Cell>, usize)| {
            let levels: Vec<String> = path.iter().map(|c| c.key.clone()).filter(|key| !key.is_empty()).collect();
            let key = levels.join(" ");
            let printed = path.iter().map(|c| c.printed.as_str()).collect::<Vec<_>>().join(" - ");
            let printed = printed.chars().take(HEAD_MAX).collect();
            Head { printed, meaning: names.column(&key), key, levels, row }
        };
        paths.into_iter().zip(lowest).map(head).collect()
    }

    /// Takes rows above into the header while they must be a part of it, for without its group a head
    /// would be matched that the group may contradict; and rows below, for heads nobody knows count for
    /// nothing in [`Grid::find`]. Answers with the first and last row.
    fn complete(&self, names: &Names<'_>, window: &Window) -> (usize, usize, Vec<Head>) {
        let (mut top, mut bottom) = (window.top, window.bottom);
        let mut heads = self.heads(names, top, bottom);
        let is_known = |head: &Head| matches!(head.meaning, Meaning::Column(..) | Meaning::Any(_));
        let figures: Vec<usize> = (0..self.width).filter(|c| is_known(&heads[*c])).collect();
        while let Some(above) = (Above { grid: self, names, heads: &heads, figures: &figures, bottom }).level(top) {
            top = above;
            heads = self.heads(names, top, bottom);
        }
        while bottom + 1 < self.cells.len() && bottom - top < MAX_LEVELS {
            let deeper = self.score(names, top, bottom + 1) >= self.score(names, top, bottom);
            if !deeper || !self.is_level_below(bottom + 1, &heads) {
                break;
            }
            bottom += 1;
            heads = self.heads(names, top, bottom);
        }
        (top, bottom, heads)
    }

    /// Nothing but words below cells that are merged to the right: runs that begin below a head and go
    /// on below nothing.
    fn is_level_below(&self, row: usize, heads: &[Head]) -> bool {
        let used = |c: usize| self.cells[row].get(c).is_some_and(Option::is_some);
        let under_head = |c: usize| heads.get(c).is_some_and(|head| !head.printed.is_empty());
        let follows = |c: usize| used(c) && !under_head(c);
        let fits = |c: usize| {
            let begins = under_head(c) && !names::is_order_head(&heads[c].key) && follows(c + 1);
            begins || (follows(c) && c > 0 && used(c - 1))
        };
        let mut columns = (0..self.width).filter(|c| used(*c)).peekable();
        columns.peek().is_some() && columns.all(fits) && self.all_words(row)
    }

    /// Nothing that could be a figure.
    fn all_words(&self, row: usize) -> bool {
        let word = |cell: &Cell| !value::is_figure(&Raw::Text(cell.printed.clone()));
        self.cells[row].iter().flatten().all(|cell| word(cell) && cell.printed.chars().count() <= HEAD_MAX)
    }
}

/// Settles the meaning of every column, or refuses.
pub(super) fn settle(rows: &[RawRow], grid: &Grid, names: &Names<'_>, window: &Window) -> Result<Header, LayoutError> {
    let (top, bottom, mut heads) = grid.complete(names, window);
    // Behind the first row of a field, numbers are figures.
    let field = |cell: &Raw| matches!(cell, Raw::Text(text) if matches!(names.row(text), RowName::Code(_)));
    let below = rows.iter().skip(bottom + 1).take(numbering::WITHIN);
    let mut below = below.take_while(|row| !row.cells.iter().any(field));
    if let Some((line, numbers)) = below.find_map(|row| Some((row.line, numbering::numbers(row, &heads)?))) {
        numbering::apply(&mut heads, &numbers, line, names)?;
    }
    let mut places: Vec<(Place, usize)> = Vec::new();
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, head) in heads.iter().enumerate() {
        let line = rows.get(head.row).map_or(0, |row| row.line);
        match &head.meaning {
            Meaning::Column(index, _) => {
                let code = names.known.columns[*index].code.clone();
                if let Some(first) = taken.insert(*index, at + 1) {
                    return Err(LayoutError::ColumnTwice { code, line, first, second: at + 1 });
                }
                places.push((Place { code, at, line, head: head.printed.clone() }, *index));
            }
            Meaning::Any(indices) => {
                let codes = indices.iter().map(|i| names.known.columns[*i].code.clone()).collect();
                let head = names::shown(&head.printed);
                return Err(LayoutError::AmbiguousColumn { line, column: at + 1, head, codes });
            }
            Meaning::Unknown | Meaning::LeftOut => {}
        }
    }
    if places.is_empty() {
        return Err(LayoutError::NoHeader);
    }
    Ok(Header { top, bottom, heads, places })
}
