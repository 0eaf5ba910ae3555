//! The three-valued cell: a count, "không phát sinh" (nil) or "chưa có số liệu" (missing),
//! and its arithmetic. Source: the command-line contract, *Figures*.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Value of one cell of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cell {
    /// Chưa có số liệu: nobody has said anything yet.
    #[default]
    Missing,
    /// Không phát sinh: it is known that nothing happened.
    Nil,
    /// A number of dossiers, procedures …
    Count(u64),
}

impl Cell {
    /// The number to calculate with: nil counts as 0, missing has none.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Missing => None,
            Self::Nil => Some(0),
            Self::Count(n) => Some(n),
        }
    }

    /// True for a count or nil.
    pub fn is_known(self) -> bool {
        self != Self::Missing
    }
}

/// Sum of cells: missing as soon as one part is missing (or there is no part), nil when all are
/// nil, else the count, saturating at `u64::MAX` (single entries are capped far below).
pub fn sum(parts: impl IntoIterator<Item = Cell>) -> Cell {
    let mut total = None;
    let mut all_nil = true;
    for part in parts {
        let Some(n) = part.number() else { return Cell::Missing };
        all_nil &= part == Cell::Nil;
        total = Some(total.unwrap_or(0_u64).saturating_add(n));
    }
    match total {
        None => Cell::Missing,
        Some(_) if all_nil => Cell::Nil,
        Some(n) => Cell::Count(n),
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Missing => serializer.serialize_none(),
            Self::Nil => serializer.serialize_str("nil"),
            Self::Count(n) => serializer.serialize_u64(*n),
        }
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Count(u64),
            Word(String),
            None,
        }
        match Raw::deserialize(deserializer)? {
            Raw::Count(n) => Ok(Self::Count(n)),
            Raw::Word(w) if w == "nil" => Ok(Self::Nil),
            Raw::Word(w) => Err(serde::de::Error::custom(format!("no cell value: {w}"))),
            Raw::None => Ok(Self::Missing),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_three_valued() {
        use Cell::{Count, Missing, Nil};
        assert_eq!(sum([Count(2), Nil, Count(3)]), Count(5));
        assert_eq!(sum([Nil, Nil]), Nil);
        assert_eq!(sum([Nil, Count(0)]), Count(0));
        assert_eq!(sum([Count(2), Missing]), Missing);
        assert_eq!(sum([]), Missing);
    }

    #[test]
    fn json_forms_round_trip() {
        for (cell, json) in [(Cell::Missing, "null"), (Cell::Nil, "\"nil\""), (Cell::Count(7), "7")] {
            assert_eq!(serde_json::to_string(&cell).ok().as_deref(), Some(json));
            assert_eq!(serde_json::from_str::<Cell>(json).ok(), Some(cell));
        }
        assert!(serde_json::from_str::<Cell>("\"x\"").is_err());
    }
}
