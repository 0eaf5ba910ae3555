//! The blocks of the text.

use super::xml::{Face, Para, paragraph, strip};
use super::{Block, table};

/// Space between a table and what follows, twips.
const BELOW_TABLE: u32 = 120;

/// Writes blocks into `width` twips. `keep`: the signature follows and the last of them stays on its page;
/// otherwise nothing follows in this section.
pub(super) fn write(out: &mut String, blocks: &[Block], width: u32, keep: bool) {
    for (at, block) in blocks.iter().enumerate() {
        let next = blocks.get(at + 1);
        let keep = keep && next.is_none();
        let after_table = at > 0 && matches!(blocks.get(at - 1), Some(Block::Table(_)));
        let before = if after_table { BELOW_TABLE } else { 0 };
        match block {
            Block::Heading { level, text } => {
                let style = match level {
                    1 => "Heading1",
                    2 => "Heading2",
                    _ => "Heading3",
                };
                styled(out, style, before, keep, text);
            }
            Block::Paragraph(text) => {
                let mut before = before;
                let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
                while let Some(line) = lines.next() {
                    styled(out, "BodyText", before, keep && lines.peek().is_none(), line);
                    before = 0;
                }
            }
            Block::Caption(text) => styled(out, "Caption", before, keep, text),
            Block::Table(table) => {
                table::write(out, table, width, keep);
                // Word would join two tables in a row. Nowhere else, or it could be pushed onto an empty page.
                if keep || matches!(next, Some(Block::Table(_))) {
                    strip(out, &Para { keep, ..Para::default() }, BELOW_TABLE);
                }
            }
        }
    }
}

/// A paragraph that takes all from its style, but for more space above it when `before` is not 0.
fn styled(out: &mut String, style: &'static str, before: u32, keep: bool, text: &str) {
    paragraph(out, &Para { style: Some(style), before, keep, ..Para::default() }, Face::default(), text);
}
