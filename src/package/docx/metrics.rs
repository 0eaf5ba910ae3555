//! How wide bold text of the report's font is. The rules below the motto, the agency and the subject take
//! their length from the words above them, and no paragraph border can do that by itself.

/// Advance widths of Times New Roman Bold in thousandths of the font size. Letters with marks are as wide as
/// without them, but for the horn of "ơ" and "ư".
const WIDTHS: [(&str, u32); 25] = [
    ("|", 220),
    (" ,.\u{a0}", 250),
    ("'/\\ilìíĩỉị", 278),
    ("!()-:;[]`fjt‘’", 333),
    ("IsÌÍĨỈỊ", 389),
    ("{}", 394),
    ("cerzèéêẹẻẽếềểễệ", 444),
    ("#$*0123456789?J_agovxy–“”àáâãòóôõýăạảấầẩẫậắằẳẵặọỏốồổỗộỳỵỷỹ", 500),
    ("~", 520),
    ("ơớờởỡợ", 554),
    ("\"", 555),
    ("Sbdhknpquùúđũụủ", 556),
    ("+<=>", 570),
    ("^", 581),
    ("ưứừửữự", 600),
    ("FP", 611),
    ("BELTZÈÉÊẸẺẼẾỀỂỄỆ", 667),
    ("ACDNRUVXYwÀÁÂÃÙÚÝĂĐŨẠẢẤẦẨẪẬẮẰẲẴẶỤỦỲỴỶỸ", 722),
    ("GHKOQÒÓÔÕƠỌỎỐỒỔỖỘỚỜỞỠỢ", 778),
    ("ƯỨỪỬỮỰ", 796),
    ("&m", 833),
    ("@", 930),
    ("M", 944),
    ("%W—…", 1000),
    // Marks written as letters of their own.
    ("\u{300}\u{301}\u{302}\u{303}\u{306}\u{309}\u{31b}\u{323}", 0),
];
/// Of a letter that is not listed, thousandths of the font size.
const USUAL: u32 = 667;

/// Width of a bold text in one line, twips; `size` in half-points.
pub(super) fn width(text: &str, size: u32) -> u32 {
    let of = |letter: char| WIDTHS.iter().find(|(letters, _)| letters.contains(letter)).map_or(USUAL, |(_, w)| *w);
    // A half-point is 10 twips.
    text.chars().map(of).sum::<u32>() * size / 100
}

/// A text as it wraps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrapped {
    /// Number of lines.
    pub lines: usize,
    /// Width of the longest of them, twips; more than the room where a single word is.
    pub longest: u32,
}

/// How a bold text wraps at its spaces within `room` twips; `size` in half-points.
pub(super) fn wrap(text: &str, size: u32, room: u32) -> Wrapped {
    let space = width(" ", size);
    let mut wrapped = Wrapped { lines: 0, longest: 0 };
    for line in text.lines() {
        let mut at = None;
        for word in line.split_whitespace().map(|word| width(word, size)) {
            let end = match at {
                Some(before) if before + space + word <= room => before + space + word,
                _ => {
                    wrapped.lines += 1;
                    word
                }
            };
            wrapped.longest = wrapped.longest.max(end);
            at = Some(end);
        }
    }
    wrapped
}

/// The least room, twips, in which the text needs no more lines than within `room`: its lines are then about
/// equally long, where otherwise a word or two would be left for the last one.
pub(super) fn even(text: &str, size: u32, room: u32) -> u32 {
    let lines = wrap(text, size, room).lines;
    let (mut least, mut most) = (0, room);
    while least < most {
        let middle = u32::midpoint(least, most);
        if wrap(text, size, middle).lines <= lines {
            most = middle;
        } else {
            least = middle + 1;
        }
    }
    // A word longer than its line takes a line of its own in any room.
    most.max(wrap(text, size, most).longest.min(room))
}
