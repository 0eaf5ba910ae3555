//! Names of columns and fields: how they are compared, and the few words of the trade that stand in
//! no pack. Two names are the same when their words are, marks and case and punctuation aside; no
//! likeness beyond that is ever taken for a match.

use std::collections::{BTreeSet, HashMap};

use super::{Known, KnownColumn, Mapping, Raw, SHOWN};
pub(super) use crate::domain::text::fold;
use crate::domain::text::printable;

/// Rows of totals: these words, alone or with numbering behind them ("Cộng (I + II)") …
const TOTAL: [&str; 4] = ["tong", "tong so", "cong", "total"];
/// … and these with anything behind them ("Tổng cộng toàn xã").
const TOTAL_START: [&str; 2] = ["tong cong", "tong so ho so"];
/// Heads of the column of names: exactly these …
const NAME_HEAD: [&str; 2] = ["field", "ten linh vuc"];
/// … or beginning with these.
const NAME_HEAD_START: &str = "linh vuc";
/// Heads of the column that numbers the rows.
const ORDER_HEAD: [&str; 5] = ["tt", "stt", "so tt", "so thu tu", "no"];
/// Long form: heads of the column of values.
const VALUE_HEAD: [&str; 7] = ["gia tri", "so lieu", "so luong", "ket qua", "value", "thuc hien", "so thuc hien"];
/// What may stand before the name of a field.
const FIELD_PREFIX: [&str; 1] = ["linh vuc "];
/// What may stand behind the name of a field; longer ones first.
const FIELD_SUFFIX: [&str; 5] =
    [" cap xa phuong thi tran", " cap xa phuong dac khu", " cap xa phuong", " cap xa", " cap phuong"];
/// Words of heads that tell no column from another; longer ones first.
const FILLERS: [&[&str]; 8] = [
    &["so", "luong", "ho", "so", "tthc"],
    &["so", "luong", "ho", "so"],
    &["so", "ho", "so", "tthc"],
    &["so", "ho", "so"],
    &["ho", "so", "tthc"],
    &["ho", "so"],
    &["so", "luong"],
    &["trong", "do"],
];

/// The words of a name: lower case, without marks, everything else than letters and digits a single
/// blank. Key of [`Mapping`]; a code and a name may have the same one.
#[must_use]
pub fn key(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Text of the file for a message.
pub(super) fn shown(text: &str) -> String {
    printable(&one_line(text), SHOWN)
}

/// Text of the file on one line, blanks single.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A key without the words that tell no column from another; "tổng số" becomes "tổng".
fn loose(key: &str) -> String {
    let words: Vec<&str> = key.split(' ').collect();
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    let mut rest = words.as_slice();
    while let [word, behind @ ..] = rest {
        if *word == "tong" {
            out.push(word);
            rest = behind.strip_prefix(&["so"]).unwrap_or(behind);
        } else if let Some(behind) = FILLERS.iter().find_map(|filler| rest.strip_prefix(*filler)) {
            rest = behind;
        } else {
            out.push(word);
            rest = behind;
        }
    }
    out.join(" ")
}

/// A name without numbering before it: "1. ", "1.2 ", "I. ", "a) ", "3 ". Roman and single letters
/// need a mark behind them.
fn without_number(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    let rest = if text.starts_with(|c: char| c.is_ascii_digit()) {
        text.trim_start_matches(digits).trim_start_matches([' ', ')', '-', '/', ':', '–', '\u{a0}'])
    } else {
        let (number, rest) = text.split_once(['.', ')', '-', '/', ':', '–'])?;
        let number = number.trim_end();
        let roman = number.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l' | 'c'));
        if number.is_empty() || number.len() > 7 || !(roman || number.chars().count() == 1) {
            return None;
        }
        rest.trim_start()
    };
    (rest.len() < text.len() && !rest.is_empty()).then_some(rest)
}

/// True for the name of a row of totals, given its key.
pub(super) fn is_total(key: &str) -> bool {
    let starts = |words: &str| key.strip_prefix(words).is_some_and(|r| r.is_empty() || r.starts_with(' '));
    let number = |word: &str| word.chars().all(|c| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x'));
    TOTAL_START.iter().any(|w| starts(w))
        || TOTAL.iter().filter(|w| starts(w)).any(|w| key[w.len()..].split(' ').all(number))
}

/// True for the head of the column of names, given its key.
pub(super) fn is_name_head(key: &str) -> bool {
    NAME_HEAD.contains(&key) || key.starts_with(NAME_HEAD_START)
}

/// True for the head of the column that numbers the rows, given its key.
pub(super) fn is_order_head(key: &str) -> bool {
    ORDER_HEAD.contains(&key)
}

/// True for the head of the column of values in the long form, given its key.
pub(super) fn is_value_head(key: &str) -> bool {
    VALUE_HEAD.contains(&key)
}

/// What a head means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    Unknown,
    /// The officer chose to leave it out.
    LeftOut,
    /// Index of the known column, and whether the officer said so.
    Column(usize, bool),
    /// Indices of the known columns it may mean, at least two.
    Any(Vec<usize>),
}

/// What the name of a row means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowName {
    Empty,
    Unknown,
    LeftOut,
    Total,
    /// Code of a field or single-row form.
    Code(String),
    Any(Vec<String>),
}

type Index = HashMap<String, BTreeSet<usize>>;

/// Everything that may be named, ready for looking up.
pub(super) struct Names<'a> {
    pub(super) known: &'a Known,
    mapped: &'a Mapping,
    /// Columns by code, name, alias and full head.
    whole: Index,
    /// Columns by the lowest level of their head with some of the levels above.
    part: Index,
    /// Both, fillers left out.
    loose: Index,
    fields: HashMap<String, BTreeSet<String>>,
    by_code: HashMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    pub(super) fn new(known: &'a Known, mapped: &'a Mapping) -> Self {
        let (mut whole, mut part, mut loose_index) = (Index::new(), Index::new(), Index::new());
        for (index, column) in known.columns.iter().enumerate() {
            let add = |to: &mut Index, key: String| {
                if !key.is_empty() {
                    to.entry(key).or_default().insert(index);
                }
            };
            for name in whole_names(column) {
                add(&mut loose_index, loose(&name));
                add(&mut whole, name);
            }
            for name in partial_names(&column.head) {
                add(&mut loose_index, loose(&name));
                add(&mut part, name);
            }
        }
        let mut fields: HashMap<String, BTreeSet<String>> = HashMap::new();
        let singles = known.singles.iter().flat_map(|(code, name)| [(code, code), (code, name)]);
        let named = known
            .fields
            .iter()
            .flat_map(|f| [&f.code, &f.name].into_iter().chain(&f.aliases).map(move |name| (&f.code, name)));
        for (code, name) in named.chain(singles) {
            fields.entry(key(name)).or_default().insert(code.clone());
        }
        let by_code = known.columns.iter().enumerate().map(|(i, c)| (c.code.as_str(), i)).collect();
        Self { known, mapped, whole, part, loose: loose_index, fields, by_code }
    }

    /// What a head means, given its key.
    pub(super) fn column(&self, key: &str) -> Meaning {
        if key.is_empty() {
            return Meaning::Unknown;
        }
        match self.mapped.columns.get(key) {
            Some(None) => return Meaning::LeftOut,
            Some(Some(code)) => {
                // A choice for a code that is gone counts for nothing.
                if let Some(index) = self.by_code.get(code.as_str()) {
                    return Meaning::Column(*index, true);
                }
            }
            None => {}
        }
        let found = self.whole.get(key).or_else(|| self.part.get(key)).or_else(|| self.loose.get(&loose(key)));
        let found: Vec<usize> = found.into_iter().flatten().copied().collect();
        match found[..] {
            [] => Meaning::Unknown,
            [one] => Meaning::Column(one, false),
            _ => Meaning::Any(found),
        }
    }

    /// What the name of a row of the long form means: as a head, numbering before it left out.
    pub(super) fn column_in_row(&self, text: &str) -> Meaning {
        match self.column(&key(text)) {
            Meaning::Unknown => without_number(text).map_or(Meaning::Unknown, |rest| self.column(&key(rest))),
            meaning => meaning,
        }
    }

    /// What the name of a row means.
    pub(super) fn row(&self, text: &str) -> RowName {
        let whole = key(text);
        if whole.is_empty() {
            return RowName::Empty;
        }
        let mut forms = vec![whole];
        forms.extend(without_number(text).map(key));
        for index in 0..forms.len() {
            let bare = without_affixes(&forms[index]).to_owned();
            forms.push(bare);
        }
        for form in &forms {
            match self.mapped.fields.get(form) {
                Some(None) => return RowName::LeftOut,
                Some(Some(code)) if self.is_row_code(code) => return RowName::Code(code.clone()),
                _ => {}
            }
        }
        if let Some(codes) = forms.iter().find_map(|form| self.fields.get(form)) {
            return match codes.first() {
                Some(code) if codes.len() == 1 => RowName::Code(code.clone()),
                _ => RowName::Any(codes.iter().cloned().collect()),
            };
        }
        if forms.iter().any(|form| is_total(form)) { RowName::Total } else { RowName::Unknown }
    }

    fn is_row_code(&self, code: &str) -> bool {
        self.known.fields.iter().any(|f| f.code == code) || self.is_single(code)
    }

    /// True for a level above the lowest one of a known head, given its key.
    pub(super) fn is_group(&self, key: &str) -> bool {
        let groups = self.known.columns.iter().filter_map(|c| c.head.split_last()).flat_map(|(_, above)| above);
        let key = loose(key);
        !key.is_empty() && groups.into_iter().any(|group| loose(&self::key(group)) == key)
    }

    /// True for the code of a single-row form.
    pub(super) fn is_single(&self, code: &str) -> bool {
        self.known.singles.iter().any(|(single, _)| single == code)
    }

    /// The known field whose name differs by few letters.
    pub(super) fn nearest_field(&self, name: &str) -> Option<String> {
        let name = key(without_number(name).unwrap_or(name));
        nearest(without_affixes(&name), self.known.fields.iter().map(|f| f.name.as_str()))
    }

    /// The known column of single-row forms whose name differs by few letters.
    pub(super) fn nearest_column(&self, name: &str) -> Option<String> {
        let singles = self.known.columns.iter().filter(|c| self.is_single(&c.form));
        nearest(&key(without_number(name).unwrap_or(name)), singles.map(|c| c.name.as_str()))
    }
}

/// Text of a cell, for names and messages.
impl Raw {
    /// The cell as text; empty for an empty one.
    #[must_use]
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Self::Empty => "".into(),
            Self::Text(text) | Self::Other(text) => text.as_str().into(),
            Self::Whole(n) => n.to_string().into(),
        }
    }

    /// True for an empty cell and for white space.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')),
            Self::Whole(_) | Self::Other(_) => false,
        }
    }
}

fn whole_names(column: &KnownColumn) -> impl Iterator<Item = String> + '_ {
    let names = [column.code.as_str(), column.name.as_str()].into_iter();
    let names = names.chain(column.aliases.iter().map(String::as_str)).map(key);
    names.chain(std::iter::once(key(&column.head.join(" "))))
}

/// The lowest level with every choice of the (at most four nearest) levels above, top down.
fn partial_names(head: &[String]) -> Vec<String> {
    let Some((leaf, above)) = head.split_last() else { return Vec::new() };
    let above = &above[above.len().saturating_sub(4)..];
    let choice = |bits: usize| {
        let levels = above.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, level)| level.as_str());
        key(&levels.chain(std::iter::once(leaf.as_str())).collect::<Vec<_>>().join(" "))
    };
    (0..1 << above.len()).map(choice).collect()
}

fn without_affixes(key: &str) -> &str {
    let key = FIELD_PREFIX.iter().find_map(|p| key.strip_prefix(p)).unwrap_or(key);
    FIELD_SUFFIX.iter().find_map(|s| key.strip_suffix(s)).unwrap_or(key)
}

/// The name nearest to a key, when at most a quarter of its letters (one at least) differ.
fn nearest<'n>(to: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let to: Vec<char> = to.chars().take(SHOWN).collect();
    let far = |name: &str| distance(&to, &key(name).chars().collect::<Vec<_>>());
    let (far, name) = names.map(|name| (far(name), name)).min()?;
    (far <= (to.len() / 4).max(1) && to.len() > far).then(|| name.to_owned())
}

/// Fewest letters to insert, delete or replace.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let new = (diagonal + usize::from(x != y)).min(left + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, new);
            left = new;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}
