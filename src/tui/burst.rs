//! A block pasted as a burst of keys, where the terminal does not tell pastes apart: the old Windows
//! console sends a clipboard as if it were typed.

use crossterm::event::{KeyCode, KeyModifiers};

use super::events::Event;

/// Fewest keys of a burst: nobody types so many between two looks at the keyboard.
const LEAST: usize = 12;

/// The text of a batch of events that is a pasted block of figures: nothing but figures, separators, Tab
/// and Enter, with several cells. None for anything else.
pub fn block(events: &[Event]) -> Option<String> {
    if events.len() < LEAST {
        return None;
    }
    let text: Option<String> = events.iter().map(letter).collect();
    let text = text?;
    let separators = text.matches(['\t', '\n']).count();
    (separators >= 2 && text.contains(|c: char| c.is_ascii_digit())).then_some(text)
}

fn letter(event: &Event) -> Option<char> {
    let Event::Key(key) = event else { return None };
    if !key.modifiers.difference(KeyModifiers::SHIFT).is_empty() {
        return None;
    }
    match key.code {
        KeyCode::Tab => Some('\t'),
        KeyCode::Enter => Some('\n'),
        KeyCode::Char(c) if c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | ' ') => Some(c),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyEvent;

    fn keys(text: &str) -> Vec<Event> {
        let code = |c| match c {
            '\t' => KeyCode::Tab,
            '\n' => KeyCode::Enter,
            c => KeyCode::Char(c),
        };
        text.chars().map(|c| Event::Key(KeyEvent::new(code(c), KeyModifiers::NONE))).collect()
    }

    #[test]
    fn a_burst_of_figures_is_a_block() {
        let text = "12\t28\t2\n1.234\t-\t4\n";
        assert_eq!(block(&keys(text)).as_deref(), Some(text));
    }

    #[test]
    fn what_a_hand_types_is_none() {
        assert_eq!(block(&keys("12\t28\t2\n")), None, "few keys");
        assert_eq!(block(&keys("123456789012345")), None, "one cell");
        assert_eq!(block(&keys("12\tq\t2\n1\t2\t3\t")), None, "a command");
        assert_eq!(block(&keys("\t\t\t\t\t\t\n\n\n\n\n\n\n")), None, "no figure");
        let mut with_resize = keys("12\t28\t2\n1\t2\t4\n");
        with_resize.push(Event::Resize);
        assert_eq!(block(&with_resize), None);
        let mut chord = keys("12\t28\t2\n1\t2\t4\n");
        chord.push(Event::Key(KeyEvent::new(KeyCode::Char('2'), KeyModifiers::CONTROL)));
        assert_eq!(block(&chord), None);
    }
}
