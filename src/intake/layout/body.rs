//! The rows below a header: fields, totals, and what is neither.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::header::{Head, Header};
use super::names::{self, Meaning, Names, RowName};
use super::{
    Layout, LayoutError, LeftOut, MAX_MISTAKES, Raw, RawRow, Row, Value, Why, first_text, levels, numbering, periods,
    printed, value,
};

/// Rows looked at to find the column of names.
const SAMPLE: usize = 100;
/// Columns beside the one of names looked at for the name of a row.
const SIDE: usize = 8;
/// Longer texts, in bytes, are no heads.
const HEAD_BYTES: usize = 1000;
/// So many texts are kept.
const MAX_SEEN: usize = 10_000;

/// Reads everything below the header, and what is printed around the figures.
///
/// # Errors
/// [`LayoutError`] when it is not one table.
pub(super) fn read(rows: &[RawRow], names: &Names<'_>, header: &Header, width: usize) -> Result<Layout, LayoutError> {
    let (above, below) = rows.split_at((header.bottom + 1).min(rows.len()));
    let titles = above.get(..header.top).unwrap_or_default();
    let mut body = Body::new(names, header, name_column(below, names, header));
    titles.iter().try_for_each(|row| no_row(row, names))?;
    body.left_out.extend(titles.iter().filter_map(|row| left_out(row, Why::Title)));
    for (column, head) in header.heads.iter().enumerate().filter(|(_, head)| head.meaning == Meaning::LeftOut) {
        let line = rows.get(head.row).map_or(0, |row| row.line);
        let text = names::shown(&head.printed);
        body.left_out.push(LeftOut { line, column: Some(column), text, why: Why::Chosen });
    }
    for row in below {
        match body.take(row) {
            // What stands below another header is of another table.
            Err(other @ LayoutError::SecondHeader { .. }) if body.mistakes.is_empty() => return Err(other),
            Err(mistake) => body.mistakes.push(mistake),
            Ok(()) => {}
        }
        let of_other_table = matches!(body.mistakes.last(), Some(LayoutError::SecondHeader { .. }));
        if of_other_table || body.mistakes.len() >= MAX_MISTAKES {
            break;
        }
    }
    if body.rows.is_empty() && body.totals.is_empty() && body.mistakes.is_empty() {
        return Err(LayoutError::NoRows);
    }
    let window = printed::window(above.iter().chain(body.outside))?;
    let periods = periods::named(titles);
    let unknown = body.unknown.into_iter().filter(|column| *column < width);
    let unknown_columns = unknown.map(|column| (column, header.heads[column].printed.clone())).collect();
    let columns = header.places.iter().map(|(place, _)| place.clone()).collect();
    let (rows, totals, left_out, mistakes) = (body.rows, body.totals, body.left_out, body.mistakes);
    Ok(Layout { columns, rows, totals, window, periods, left_out, unknown_columns, mistakes })
}

/// Refuses a row above the header that names what is known, with a figure behind the name.
fn no_row(row: &RawRow, names: &Names<'_>) -> Result<(), LayoutError> {
    let known = |cell: &&Raw| {
        let Raw::Text(text) = cell else { return false };
        let counter = |column: usize| names.is_single(&names.known.columns[column].form);
        matches!(names.row(text), RowName::Code(_) | RowName::Any(_))
            || matches!(names.column_in_row(text), Meaning::Column(column, _) if counter(column))
    };
    let mut cells = row.cells.iter();
    match cells.find(known) {
        Some(name) if cells.any(value::is_meant) => {
            Err(LayoutError::RowAboveHeader { line: row.line, name: names::shown(&name.text()) })
        }
        _ => Ok(()),
    }
}

fn left_out(row: &RawRow, why: Why) -> Option<LeftOut> {
    let text = first_text(row);
    (!text.is_empty()).then_some(LeftOut { line: row.line, column: None, text, why })
}

/// The column that names the rows: headed as such and holding known names, else holding most known
/// names, else headed as such.
fn name_column(below: &[RawRow], names: &Names<'_>, header: &Header) -> Option<usize> {
    let mut best: Option<((bool, usize, bool), usize)> = None;
    for (column, head) in header.heads.iter().enumerate() {
        if head.meaning != Meaning::Unknown {
            continue;
        }
        let known = |row: &&RawRow| {
            let cell = row.cells.get(column).filter(|cell| matches!(cell, Raw::Text(_)));
            cell.is_some_and(|cell| matches!(names.row(&cell.text()), RowName::Code(_) | RowName::Any(_)))
        };
        let count = below.iter().take(SAMPLE).filter(known).count();
        let is_headed = names::is_name_head(&head.key);
        let rank = (is_headed && count > 0, count, is_headed);
        if (is_headed || count > 0) && best.is_none_or(|(best, _)| rank > best) {
            best = Some((rank, column));
        }
    }
    best.map(|(_, column)| column)
}

struct Body<'a> {
    names: &'a Names<'a>,
    header: &'a Header,
    name_column: Option<usize>,
    /// Columns that may name a row when its name is merged leftwards: not known, left of all figures.
    side: Vec<usize>,
    /// Columns of nobody that may hold figures.
    watched: Vec<usize>,
    rows: Vec<Row>,
    totals: Vec<Row>,
    left_out: Vec<LeftOut>,
    outside: Vec<&'a RawRow>,
    unknown: BTreeSet<usize>,
    lines: BTreeMap<String, u64>,
    /// So many of the next rows may be the one of column numbers.
    numbering: usize,
    /// Texts of the last row that was neither field nor total, with none of those behind it.
    before: Option<Vec<Text<'a>>>,
    /// Keys of the lowest levels of the header.
    leaves: BTreeSet<String>,
    /// Texts of rows without figures, for folding is dear: key and whether it is a head.
    seen: HashMap<&'a str, (Rc<str>, bool)>,
    mistakes: Vec<LayoutError>,
}

/// A text of a row without figures, as if it were a head.
struct Text<'a> {
    printed: &'a str,
    is_head: bool,
    /// The header says the same in this column.
    is_same: bool,
    /// In a known column.
    is_at_place: bool,
}

impl<'a> Body<'a> {
    fn new(names: &'a Names<'a>, header: &'a Header, name_column: Option<usize>) -> Self {
        let unknown = |column: &usize| header.heads[*column].meaning == Meaning::Unknown;
        let first = header.places.first().map_or(0, |(place, _)| place.at);
        let side = (0..first).filter(|c| unknown(c) && Some(*c) != name_column).take(SIDE).collect();
        let before_name = |c: usize| name_column.is_some_and(|name| c < name);
        let order = |c: usize| {
            let head = &header.heads[c];
            names::is_order_head(&head.key) || (head.printed.is_empty() && before_name(c))
        };
        let watched = (0..header.heads.len()).filter(|c| unknown(c) && Some(*c) != name_column && !order(*c));
        Self {
            names,
            header,
            name_column,
            side,
            watched: watched.collect(),
            rows: Vec::new(),
            totals: Vec::new(),
            left_out: Vec::new(),
            outside: Vec::new(),
            unknown: BTreeSet::new(),
            lines: BTreeMap::new(),
            numbering: numbering::WITHIN,
            before: None,
            leaves: header.heads.iter().filter_map(|head| head.levels.last().cloned()).collect(),
            seen: HashMap::new(),
            mistakes: Vec::new(),
        }
    }

    fn take(&mut self, row: &'a RawRow) -> Result<(), LayoutError> {
        let numbering = self.numbering > 0;
        self.numbering = self.numbering.saturating_sub(1);
        if row.cells.iter().all(Raw::is_empty) {
            return Ok(());
        }
        let (name, meaning) = self.name(row)?;
        let name = names::one_line(&name);
        match meaning {
            RowName::Code(code) => self.field(row, name, code),
            RowName::Total if self.filled(row) => {
                let cells = self.values(row);
                self.totals.push(Row { line: row.line, field: String::new(), name, cells });
                Ok(())
            }
            RowName::LeftOut => {
                self.left_out.extend(left_out(row, Why::Chosen));
                Ok(())
            }
            RowName::Any(codes) => {
                Err(LayoutError::AmbiguousField { line: row.line, name: names::shown(&name), codes })
            }
            RowName::Empty | RowName::Unknown | RowName::Total => {
                let is_numbering = numbering && numbering::numbers(row, &self.header.heads).is_some();
                if self.repeats_header(row)? {
                    self.numbering = numbering::WITHIN;
                }
                self.nothing(row, &name, is_numbering)
            }
        }
    }

    /// Name of a row and what it means. A total may be named in a column beside; so may a field whose
    /// own cell is empty.
    fn name(&self, row: &RawRow) -> Result<(String, RowName), LayoutError> {
        let read = |column: usize| {
            let text = row.cells.get(column).map(Raw::text).unwrap_or_default().into_owned();
            let meaning = self.names.row(&text);
            (text, meaning)
        };
        let Some(column) = self.name_column else {
            if let Some(found) = self.side.iter().map(|c| read(*c)).find(|(_, m)| *m == RowName::Total) {
                return Ok(found);
            }
            return self.nameless(row);
        };
        let own = read(column);
        if matches!(own.1, RowName::Empty | RowName::Unknown) {
            let empty = own.1 == RowName::Empty;
            let better =
                |m: &RowName| *m == RowName::Total || (empty && !matches!(m, RowName::Empty | RowName::Unknown));
            if let Some(found) = self.side.iter().map(|c| read(*c)).find(|(_, m)| better(m)) {
                return Ok(found);
            }
            // An unknown name merged leftwards is still a name; a mere row number is none.
            let word = |(text, _): &(String, RowName)| text.chars().filter(|c| c.is_alphabetic()).count() > 4;
            if empty && let Some(found) = self.side.iter().map(|c| read(*c)).find(word) {
                return Ok(found);
            }
        }
        Ok(own)
    }

    /// A row of a file that names no rows: it is the one of the single-row form the columns belong to.
    fn nameless(&self, row: &RawRow) -> Result<(String, RowName), LayoutError> {
        let empty = (String::new(), RowName::Empty);
        if !self.figures(row) {
            return Ok(empty);
        }
        let forms: BTreeSet<&str> = self.forms().map(|(_, form)| form).collect();
        match forms.first() {
            Some(form) if forms.len() == 1 && self.names.is_single(form) => {
                Ok((String::new(), RowName::Code((*form).to_owned())))
            }
            _ => Err(LayoutError::NoName { line: row.line }),
        }
    }

    /// Codes of the columns, and of their forms.
    fn forms(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let columns = &self.names.known.columns;
        self.header.places.iter().map(|(_, index)| (columns[*index].code.as_str(), columns[*index].form.as_str()))
    }

    fn cells<'r>(&self, row: &'r RawRow) -> impl Iterator<Item = (usize, &'r Raw)> {
        self.header.places.iter().map(|(place, _)| (place.at, row.cells.get(place.at).unwrap_or(&Raw::Empty)))
    }

    /// True when a known column holds nil or what could be a figure, also in words.
    fn figures(&self, row: &RawRow) -> bool {
        self.cells(row).any(|(_, cell)| value::is_meant(cell))
    }

    /// True when a known column holds anything.
    fn filled(&self, row: &RawRow) -> bool {
        self.cells(row).any(|(_, cell)| !cell.is_empty())
    }

    fn values(&mut self, row: &RawRow) -> Vec<Value> {
        let digit =
            |c: &usize| row.cells.get(*c).is_some_and(|cell| cell.text().contains(|c: char| c.is_ascii_digit()));
        self.before = None;
        let found: Vec<usize> = self.watched.iter().copied().filter(digit).collect();
        self.watched.retain(|c| !found.contains(c));
        self.unknown.extend(found);
        let mut mistakes = Vec::new();
        let values = value::all(self.cells(row), row.line, &mut mistakes);
        self.mistakes.extend(mistakes);
        values
    }

    fn field(&mut self, row: &RawRow, name: String, code: String) -> Result<(), LayoutError> {
        if let Some(first) = self.lines.insert(code.clone(), row.line) {
            return Err(LayoutError::FieldTwice { code, first, second: row.line });
        }
        self.numbering = 0;
        let cells = self.values(row);
        let single = self.names.is_single(&code);
        let places = self.header.places.iter().zip(&cells).filter(|(_, cell)| **cell != Value::Missing);
        for ((place, index), _) in places {
            let form = self.names.known.columns[*index].form.as_str();
            let belongs = if single { form == code } else { !self.names.is_single(form) };
            if !belongs {
                let (line, column, code_of) = (row.line, place.at + 1, place.code.clone());
                return Err(LayoutError::ForeignColumn { line, column, code: code_of, field: code });
            }
        }
        self.rows.push(Row { line: row.line, field: code, name, cells });
        Ok(())
    }

    /// True for the header once more, as on a second page; refuses another header, whose figures would
    /// be read as those of the first.
    fn repeats_header(&mut self, row: &'a RawRow) -> Result<bool, LayoutError> {
        let before = self.before.take();
        if self.cells(row).any(|(_, cell)| value::is_figure(cell) || value::is_nil(cell)) {
            return Ok(false);
        }
        let texts = self.texts(row);
        let known = texts.iter().filter(|text| text.is_head).count();
        let strange = texts.iter().any(|text| text.is_head && !text.is_same);
        let alone = texts.iter().any(|text| text.is_head && !text.is_same && text.is_at_place);
        let named = self.name_column.is_some_and(|column| {
            let key = names::key(&row.cells.get(column).map(Raw::text).unwrap_or_default());
            names::is_name_head(&key) || self.header.heads[column].levels.contains(&key)
        });
        let is_header = known > 1 || (named && self.filled(row));
        // The groups of the second page are as good as its heads.
        let other = |texts: &[Text<'_>]| {
            texts.iter().any(|text| text.is_at_place && !text.is_same && !levels::is_title(text.printed))
        };
        let other_group = is_header && before.is_some_and(|texts| other(&texts));
        if alone || (is_header && strange) || (named && other(&texts)) || other_group {
            return Err(LayoutError::SecondHeader { line: row.line });
        }
        self.before = Some(texts);
        Ok(is_header)
    }

    /// A row's texts as heads, beside the column of names.
    fn texts(&mut self, row: &'a RawRow) -> Vec<Text<'a>> {
        let mut texts = Vec::new();
        let name_column = self.name_column;
        for (column, cell) in row.cells.iter().enumerate().filter(|(c, _)| Some(*c) != name_column) {
            let Raw::Text(text) = cell else { continue };
            let (key, is_head) = self.head_text(text);
            if key.is_empty() {
                continue;
            }
            let head = self.header.heads.get(column);
            let level = |head: &Head| head.key == *key || head.levels.iter().any(|level| *level == *key);
            // Or the same head in other words.
            let known = |head: &Head| matches!(head.meaning, Meaning::Column(..));
            let means = |head: &Head| is_head && known(head) && head.meaning == self.names.column(&key);
            let is_same = head.is_some_and(|head| level(head) || means(head));
            let is_at_place = head.is_some_and(known);
            texts.push(Text { printed: text, is_head, is_same, is_at_place });
        }
        texts
    }

    /// Key of a text as a head, and whether it is one: of a known column, of names or of this header.
    fn head_text(&mut self, text: &'a str) -> (Rc<str>, bool) {
        if let Some(seen) = self.seen.get(text) {
            return seen.clone();
        }
        let is_short = text.len() <= HEAD_BYTES;
        let key = if is_short { names::key(numbering::without_formula(&names::one_line(text))) } else { String::new() };
        let means = || matches!(self.names.column(&key), Meaning::Column(..) | Meaning::Any(_));
        let is_head = !key.is_empty() && (names::is_name_head(&key) || self.leaves.contains(&key) || means());
        let seen = (Rc::from(key), is_head);
        if self.seen.len() < MAX_SEEN {
            self.seen.insert(text, seen.clone());
        }
        seen
    }

    /// A row that is no field and no total: fine without figures.
    fn nothing(&mut self, row: &'a RawRow, name: &str, is_numbering: bool) -> Result<(), LayoutError> {
        let why = if is_numbering {
            Why::Numbering
        } else if !self.figures(row) {
            Why::NoFigures
        } else if names::key(name).is_empty() {
            return Err(LayoutError::NoName { line: row.line });
        } else {
            let (nearest, key) = (self.names.nearest_field(name), names::key(name));
            return Err(LayoutError::UnknownField { line: row.line, name: names::shown(name), key, nearest });
        };
        self.left_out.extend(left_out(row, why));
        self.outside.push(row);
        Ok(())
    }
}
