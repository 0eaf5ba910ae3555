//! Where the header stands and what its columns mean: levels of merged cells, groups, the row of
//! column numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{self, Meaning, Names};
use super::{HEADER_ROWS, LayoutError, Place, Raw, RawRow};

/// Most levels of a header looked for; one more may be added by [`Grid::complete`].
const MAX_LEVELS: usize = 4;
/// The row of column numbers stands at most this many rows below the header.
const NUMBERING_WITHIN: usize = 3;
/// Longest head kept, in characters.
const HEAD_MAX: usize = 200;

/// One cell of the first rows that holds something.
struct Cell {
    printed: String,
    key: String,
}

/// The first rows, ready for looking for the header.
pub(super) struct Grid {
    width: usize,
    cells: Vec<Vec<Option<Cell>>>,
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
            let key = names::key(without_formula(&printed));
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
            let join = |part: fn(&Cell) -> &str, by| path.iter().map(|c| part(c)).collect::<Vec<_>>().join(by);
            let key = join(|c| &c.key, " ").trim().to_owned();
            let printed = join(|c| &c.printed, " - ").chars().take(HEAD_MAX).collect();
            Head { printed, meaning: names.column(&key), key, row }
        };
        paths.into_iter().zip(lowest).map(head).collect()
    }

    /// Takes rows above into the header while they must be a part of it, for without its group a head
    /// would be matched that the group may contradict; and rows below, for heads nobody knows count for
    /// nothing in [`Grid::find`]. Answers with the first and last row.
    fn complete(&self, names: &Names<'_>, window: &Window) -> (usize, usize, Vec<Head>) {
        let (mut top, mut bottom) = (window.top, window.bottom);
        let mut heads = self.heads(names, top, bottom);
        while top > 0 && bottom - top < MAX_LEVELS && self.is_level_above(top - 1, &heads) {
            top -= 1;
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

    /// Nothing but groups, with the head of a column merged downwards or all above known columns.
    fn is_level_above(&self, row: usize, heads: &[Head]) -> bool {
        let used: Vec<usize> = (0..self.width).filter(|c| self.cells[row][*c].is_some()).collect();
        let figures = |c: usize| matches!(heads[c].meaning, Meaning::Column(..) | Meaning::Any(_));
        let first = (0..self.width).find(|c| figures(*c)).unwrap_or(0);
        let merged_down = used.iter().any(|c| *c < first && heads[*c].printed.is_empty());
        let groups_only = used.iter().all(|c| figures(*c));
        used.len() > 1 && self.all_groups(row) && (merged_down || groups_only)
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
        columns.peek().is_some() && columns.all(fits) && self.all_groups(row)
    }

    fn all_groups(&self, row: usize) -> bool {
        self.cells[row].iter().flatten().all(|cell| is_group(&cell.printed))
    }
}

/// Could be the name of a group; titles mostly have numbers or colons.
fn is_group(text: &str) -> bool {
    !text.contains(|c: char| c.is_ascii_digit() || c == ':') && text.chars().count() <= HEAD_MAX
}

/// A head without column numbers at its end: "Tổng số (3=4+5+6)".
fn without_formula(text: &str) -> &str {
    let rest = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let numbers = |inner: &str| {
        inner.contains(|c: char| c.is_ascii_digit())
            && inner.chars().all(|c| c.is_ascii_digit() || matches!(c, '=' | '+' | ' '))
    };
    rest.filter(|(_, inner)| numbers(inner)).map_or(text, |(head, _)| head)
}

/// Settles the meaning of every column, or refuses.
pub(super) fn settle(rows: &[RawRow], grid: &Grid, names: &Names<'_>, window: &Window) -> Result<Header, LayoutError> {
    let (top, bottom, mut heads) = grid.complete(names, window);
    let mut below = rows.iter().skip(bottom + 1).take(NUMBERING_WITHIN);
    if let Some((line, numbers)) = below.find_map(|row| Some((row.line, numbering(row, &heads)?))) {
        apply_numbers(&mut heads, &numbers, line, names)?;
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

/// The column numbers a row holds: 0-based column and number. None when it is no such row; empty when
/// it counts otherwise than forms do (letters for the first columns).
pub(super) fn numbering(row: &RawRow, heads: &[Head]) -> Option<Vec<(usize, u32)>> {
    let (mut numbers, mut marked, mut letters) = (Vec::new(), false, false);
    let mut seen = BTreeSet::new();
    for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let text = cell.text();
        let text = text.trim();
        if text.len() == 1 && text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            letters = true;
            continue;
        }
        let (number, mark) = column_number(text)?;
        if !seen.insert(number) {
            return None;
        }
        marked |= mark;
        numbers.push((column, number));
    }
    // Plain numbers could be figures: then the column of names is numbered too, as every other one.
    let empty = |column: usize| row.cells.get(column).is_none_or(Raw::is_empty);
    let full = heads.iter().enumerate().all(|(column, head)| head.printed.is_empty() || !empty(column));
    let unknown = |h: &Head| h.meaning == Meaning::Unknown && !h.printed.is_empty() && !names::is_order_head(&h.key);
    let plain = numbers.len() > 2 && full && heads.iter().any(unknown);
    if numbers.len() < 2 || !(marked || plain) {
        return None;
    }
    Some(if letters { Vec::new() } else { numbers })
}

/// Number of a column: `3`, `(3)`, `[3]`, `3=4+5+6`, `(3)=(4)+(5)`; `-3` is what spreadsheets make of
/// a typed `(3)`. With it, whether it is marked so that it can be no figure.
fn column_number(text: &str) -> Option<(u32, bool)> {
    let start = text.trim_start_matches(['(', '[', ' ']);
    let start = if start.len() == text.len() { text.strip_prefix('-').unwrap_or(text) } else { start };
    let end = start.find(|c: char| !c.is_ascii_digit()).unwrap_or(start.len());
    let (digits, rest) = start.split_at(end);
    let number = digits.parse().ok().filter(|n| (1..=999).contains(n))?;
    let formula = |c: char| c.is_ascii_digit() || matches!(c, '=' | '+' | '-' | '(' | ')' | '[' | ']' | ' ');
    let marked = rest.trim_start().starts_with([')', ']', '=']);
    ((marked || rest.is_empty()) && rest.chars().all(formula)).then_some((number, marked))
}

/// Compares names with the printed numbers of the form they belong to; numbers decide where names
/// leave a choice, and where they leave nothing while most other columns agree.
fn apply_numbers(
    heads: &mut [Head],
    numbers: &[(usize, u32)],
    line: u64,
    names: &Names<'_>,
) -> Result<(), LayoutError> {
    let known = &names.known.columns;
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    for head in heads.iter() {
        if let Meaning::Column(index, _) = head.meaning
            && known[index].number > 0
        {
            *forms.entry(&known[index].form).or_default() += 1;
        }
    }
    let Some((form, _)) = forms.into_iter().max_by_key(|(_, count)| *count) else { return Ok(()) };
    let by_number: BTreeMap<u32, usize> = known
        .iter()
        .enumerate()
        .filter(|(_, c)| c.number > 0 && c.form == form)
        .map(|(index, c)| (c.number, index))
        .collect();
    let (mut agreed, mut open) = (0, Vec::new());
    for &(column, number) in numbers {
        let Some(head) = heads.get_mut(column) else { continue };
        let by_number = by_number.get(&number).copied();
        let fits = match (&head.meaning, by_number) {
            (Meaning::Column(_, true) | Meaning::LeftOut, _) | (Meaning::Unknown, None) => continue,
            (Meaning::Column(index, false), Some(other)) => *index == other,
            (Meaning::Column(index, false), None) => known[*index].number == 0,
            (Meaning::Any(indices), Some(other)) => indices.contains(&other),
            (Meaning::Any(_), None) => false,
            (Meaning::Unknown, Some(other)) => {
                open.push((column, other));
                continue;
            }
        };
        if !fits {
            let head = names::shown(&head.printed);
            return Err(LayoutError::Contradiction { line, column: column + 1, number, head });
        }
        if let Some(index) = by_number {
            head.meaning = Meaning::Column(index, false);
            agreed += 1;
        }
    }
    if agreed * 2 >= by_number.len() {
        for (column, index) in open {
            // A column without any head is no column of the form.
            if let Some(head) = heads.get_mut(column).filter(|head| !head.printed.is_empty()) {
                head.meaning = Meaning::Column(index, false);
            }
        }
    }
    Ok(())
}
