//! What officers, input methods and the clipboard do to a field.

use proptest::prelude::*;

use super::*;

fn act(input: &mut Input, typing: Typing, edits: impl IntoIterator<Item = Edit>) {
    for edit in edits {
        input.edit(edit, typing);
    }
}

/// Keys as a terminal hands them in: DEL and BS are both Backspace.
fn keys(input: &mut Input, typing: Typing, keys: &str) {
    let edit = |c| if matches!(c, '\u{7f}' | '\u{8}') { Edit::Backspace } else { Edit::Char(c) };
    act(input, typing, keys.chars().map(edit));
}

fn typed(typing: Typing, stream: &str) -> Input {
    let mut input = Input::default();
    keys(&mut input, typing, stream);
    input
}

/// Text with the caret as `|`.
fn shown(input: &Input) -> String {
    format!("{}|{}", input.before_caret(), input.after_caret())
}

const STREAMS: [&str; 4] = [
    // Unikey: what stands there is deleted and typed again, precomposed.
    "vie\u{7f}êt\u{7f}\u{7f}ệt ",
    // The same with 0x08.
    "vie\u{8}êt\u{8}\u{8}ệt ",
    // "Tổ hợp": decomposed, deletions count code points.
    "vie\u{7f}e\u{302}t\u{7f}\u{7f}\u{7f}e\u{323}\u{302}t ",
    // Microsoft's layout: letter, then mark.
    "viê\u{323}t ",
];

#[test]
fn every_input_method_makes_the_same_word() {
    for typing in [Typing::Off, Typing::Telex, Typing::Vni] {
        for stream in STREAMS {
            let input = typed(typing, stream);
            assert_eq!(shown(&input), "việt |", "{stream:?}");
            assert_eq!(input.text(), "việt ");
        }
    }
}

#[test]
fn input_methods_work_in_the_midst_of_text() {
    for stream in STREAMS {
        let mut input = Input::new("Nước Nam", Lines::One);
        act(&mut input, Typing::Off, [Edit::WordLeft]);
        keys(&mut input, Typing::Off, stream);
        assert_eq!(shown(&input), "Nước việt |Nam");
    }
}

#[test]
fn a_word_stays_as_it_came_until_it_ends() {
    let mut input = typed(Typing::Off, "xa\u{303}");
    assert_eq!(input.before_caret(), "xa\u{303}");
    assert_eq!(input.text(), "xã");
    let mut deleted = input.clone();
    deleted.edit(Edit::Backspace, Typing::Off);
    assert_eq!(shown(&deleted), "xa|");
    input.finish();
    assert_eq!(input.before_caret(), "xã");
    input.edit(Edit::Backspace, Typing::Off);
    assert_eq!(shown(&input), "x|");
}

#[test]
fn built_in_typing_ends_with_the_word() {
    assert_eq!(
        shown(&typed(Typing::Telex, "Uyr ban nhaan daan xax, 12/QDD-UBND ")),
        "Ủy ban nhân dân xã, 12/QĐ-UBND |"
    );
    assert_eq!(shown(&typed(Typing::Vni, "Quy1 2 na8m 2024")), "Quý 2 năm 2024|");
    let mut input = typed(Typing::Telex, "the");
    act(&mut input, Typing::Telex, [Edit::Left, Edit::Right]);
    keys(&mut input, Typing::Telex, "es");
    assert_eq!(shown(&input), "theé|");
    let mut input = typed(Typing::Telex, "vie");
    keys(&mut input, Typing::Vni, "65");
    assert_eq!(shown(&input), "vie65|");
    let mut input = typed(Typing::Vni, "vie");
    keys(&mut input, Typing::Telex, "6");
    assert_eq!(shown(&input), "vie6|");
}

#[test]
fn the_caret_moves_by_letters_as_seen() {
    // No precomposed form: stays two code points also in NFC.
    let mut input = typed(Typing::Off, "tr\u{303}a\u{323}\u{302}n");
    act(&mut input, Typing::Off, [Edit::Left, Edit::Left]);
    assert_eq!(shown(&input), "tr\u{303}|ận");
    assert!(input.edit(Edit::Backspace, Typing::Off));
    assert_eq!(shown(&input), "t|ận");
    assert!(input.edit(Edit::Delete, Typing::Off));
    assert_eq!(shown(&input), "t|n");
    assert!(input.edit(Edit::Right, Typing::Off));
    assert!(!input.edit(Edit::Right, Typing::Off));
    assert!(!input.edit(Edit::Delete, Typing::Off));
    let mut nfd = Input::new("xa\u{303} Kie\u{302}\u{309}m", Lines::One);
    assert_eq!(shown(&nfd), "xã Kiểm|");
    act(&mut nfd, Typing::Off, [Edit::Left, Edit::Left, Edit::Backspace]);
    assert_eq!(shown(&nfd), "xã K|ểm");
}

#[test]
fn words_and_ends_of_the_line() {
    let mut input = Input::new("Thủ tục, hộ tịch", Lines::One);
    for expected in ["Thủ tục, hộ |tịch", "Thủ tục, |hộ tịch", "Thủ |tục, hộ tịch", "|Thủ tục, hộ tịch"]
    {
        assert!(input.edit(Edit::WordLeft, Typing::Off));
        assert_eq!(shown(&input), expected);
    }
    assert!(!input.edit(Edit::WordLeft, Typing::Off));
    act(&mut input, Typing::Off, [Edit::WordRight, Edit::WordRight]);
    assert_eq!(shown(&input), "Thủ tục|, hộ tịch");
    assert!(input.edit(Edit::DeleteWordBack, Typing::Off));
    assert_eq!(shown(&input), "Thủ |, hộ tịch");
    assert!(input.edit(Edit::End, Typing::Off));
    assert!(!input.edit(Edit::End, Typing::Off));
    assert!(input.edit(Edit::Home, Typing::Off));
    assert!(!input.edit(Edit::Up, Typing::Off) && !input.edit(Edit::Down, Typing::Off));
    assert!(input.edit(Edit::Clear, Typing::Off));
    assert!(input.is_empty() && !input.edit(Edit::Clear, Typing::Off));
}

#[test]
fn lines_of_free_text() {
    let mut input = Input::new("đầu tiên\n\nhai", Lines::Many);
    assert!(!input.edit(Edit::Down, Typing::Off));
    act(&mut input, Typing::Off, [Edit::Up, Edit::Up, Edit::Home, Edit::Right, Edit::NewLine]);
    assert_eq!(shown(&input), "đ\n|ầu tiên\n\nhai");
    act(&mut input, Typing::Off, [Edit::End, Edit::Up]);
    assert_eq!(shown(&input), "đ|\nầu tiên\n\nhai");
    assert!(!input.edit(Edit::Up, Typing::Off));
    act(&mut input, Typing::Off, [Edit::Down, Edit::Right, Edit::Down, Edit::Down]);
    assert_eq!(shown(&input), "đ\nầu tiên\n\n|hai");
}

#[test]
fn enter_in_one_line_is_at_most_a_space() {
    let mut input = typed(Typing::Telex, "xax");
    assert!(input.edit(Edit::NewLine, Typing::Telex));
    assert!(!input.edit(Edit::NewLine, Typing::Telex));
    assert_eq!(shown(&input), "xã |");
}

#[test]
fn pasted_text_is_cleaned() {
    let rough = "a\u{302}\r\nb\rc\td\u{1b}[31m\u{202e}e\u{feff}\u{301}\n";
    let mut one = Input::new("x", Lines::One);
    assert!(one.edit(Edit::Paste(rough.to_owned()), Typing::Off));
    assert_eq!(shown(&one), "xâ b c d[31mé |");
    let mut many = Input::new(rough, Lines::Many);
    assert_eq!(shown(&many), "â\nb\nc d[31mé\n|");
    many.edit(Edit::Home, Typing::Off);
    assert!(many.edit(Edit::Paste("\u{301}".to_owned()), Typing::Off));
    let mut input = Input::new("a", Lines::One);
    act(&mut input, Typing::Off, [Edit::Paste("\u{309}".to_owned())]);
    assert_eq!(shown(&input), "ả|");
    for c in ['\u{7}', '\n', '\t', '\u{200b}', '\u{85}'] {
        assert!(!input.edit(Edit::Char(c), Typing::Off));
    }
    assert!(!input.edit(Edit::Paste("\u{1b}\u{7}".to_owned()), Typing::Off));
}

#[test]
fn long_names_and_the_limit() {
    let name = "Thủ tục đăng ký ".repeat(13).chars().take(200).collect::<String>();
    let mut input = Input::new(&name, Lines::One);
    assert_eq!(input.text(), name);
    keys(&mut input, Typing::Telex, " nghieeng");
    assert_eq!(input.text(), format!("{name} nghiêng"));
    assert!(input.edit(Edit::Paste("ệ".repeat(600)), Typing::Off));
    assert_eq!(input.text().chars().count(), text::LINE_MAX);
    assert!(!input.edit(Edit::Char('x'), Typing::Off) && !input.edit(Edit::Char(' '), Typing::Off));
    assert!(!input.edit(Edit::Paste("x".to_owned()), Typing::Off));
    act(&mut input, Typing::Off, [Edit::Backspace, Edit::Char('a'), Edit::Char('\u{302}')]);
    assert!(input.text().ends_with('â') && input.text().chars().count() == text::LINE_MAX);
    assert_eq!(Input::new(&"x\n".repeat(9000), Lines::Many).text().chars().count(), text::NOTE_MAX);
}

fn edits() -> impl Strategy<Value = Edit> {
    let moves = prop::sample::select(vec![
        Edit::Delete,
        Edit::Left,
        Edit::Right,
        Edit::WordLeft,
        Edit::WordRight,
        Edit::Home,
        Edit::End,
        Edit::Up,
        Edit::Down,
        Edit::NewLine,
        Edit::DeleteWordBack,
        Edit::Clear,
    ]);
    let odd = "aeiouydwsfrxj \u{302}\u{301}\u{323}\u{309}\u{308}ế🇻🇳\u{200b}\u{7}\u{1100}\u{1161}\u{11a8}क\u{94d}\u{958}👍🏽0169-";
    prop_oneof![
        6 => prop::sample::select(odd.chars().collect::<Vec<_>>()).prop_map(Edit::Char),
        1 => any::<char>().prop_map(Edit::Char),
        3 => Just(Edit::Backspace),
        3 => moves,
        1 => "[aê\u{301}\u{323}\r\n\t 🇻\u{958}\u{202e}]{0,8}".prop_map(Edit::Paste),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn no_edits_break_a_field(
        edits in prop::collection::vec((edits(), 0_u8..12), 0..60), many in any::<bool>(), max in 1_usize..30,
    ) {
        let mut input = Input::new("", if many { Lines::Many } else { Lines::One });
        input.max_chars = max;
        let mut typing = Typing::Telex;
        for (edit, turn) in edits {
            if turn == 0 {
                typing = typing.next();
            }
            let old = (input.text(), text::nfc(input.before_caret()));
            let changed = input.edit(edit.clone(), typing);
            let text = input.text();
            if !changed {
                prop_assert_eq!(&old.0, &text, "{:?}", edit);
            }
            prop_assert!(text.chars().count() <= max, "{:?} after {:?}", text, edit);
            prop_assert_eq!(text::nfc(&text), text.clone());
            prop_assert!(!text.chars().any(|c| text::is_unsafe_char(c) && !(many && c == '\n')));
            let seen = [input.before_caret(), input.after_caret()].concat();
            prop_assert_eq!(text::nfc(&seen), text);
            let caret = input.before_caret().len();
            prop_assert!(input.live.is_some() || snap(&seen, caret) == caret, "{:?} after {:?}", seen, edit);
        }
        input.finish();
        let caret = input.before_caret().len();
        prop_assert_eq!(snap(&input.text, caret), caret);
    }
}
