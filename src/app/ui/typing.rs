//! Telex and VNI for consoles without an input method of their own. Each word is composed anew
//! from its keys, so nothing depends on what the engine remembers.

use bamboo_core::{Config, Engine, InputMethod, Mode, OutputOptions, ToneStyle, W2uMode};

use crate::domain::text;

/// The engine holds 32 letters and marks of a word; it is left alone well before that.
const KEYS_MAX: usize = 30;

/// How keys become Vietnamese letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Typing {
    /// Keys stand for themselves: the system has an input method.
    #[default]
    Off,
    /// `vieetj` → `việt`.
    Telex,
    /// `viet65` → `việt`.
    Vni,
}

impl Typing {
    /// The way of typing a setting names; off for anything else.
    #[must_use]
    pub fn of_setting(value: Option<&str>) -> Self {
        match value {
            Some("telex") => Self::Telex,
            Some("vni") => Self::Vni,
            _ => Self::Off,
        }
    }

    /// The next way of typing, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Off => Self::Telex,
            Self::Telex => Self::Vni,
            Self::Vni => Self::Off,
        }
    }
}

/// The word being typed: which keys it was made of.
#[derive(Debug, Clone)]
pub(super) struct Word {
    typing: Typing,
    /// What a backspace has left, already composed.
    seed: String,
    /// Keys since then.
    keys: String,
    /// False once something arrived that no key of the method makes: an input method of the
    /// system works as well, and what it sends is left alone up to the end of the word.
    composing: bool,
}

impl Word {
    /// A word of which nothing is typed yet.
    pub(super) fn new(typing: Typing) -> Self {
        Self { typing, seed: String::new(), keys: String::new(), composing: typing != Typing::Off }
    }

    /// How it is typed.
    pub(super) fn typing(&self) -> Typing {
        self.typing
    }

    /// True when a digit is a mark for this word and not its end.
    pub(super) fn takes_digits(&self) -> bool {
        let begun = !self.seed.is_empty() || !self.keys.is_empty();
        self.typing == Typing::Vni && self.composing && begun
    }

    /// The word after one more key; `shown` is what stands there now.
    pub(super) fn key(&mut self, shown: &str, c: char) -> String {
        let used = 2 * self.seed.chars().count() + self.keys.chars().count();
        if !self.composing || !c.is_ascii_alphanumeric() || used >= KEYS_MAX {
            self.composing = false;
            return format!("{shown}{c}");
        }
        self.keys.push(c);
        self.composed()
    }

    /// The word after Backspace: one code point less. While it is being composed the tone may
    /// move to where it belongs now (`hoàn` → `hòa`).
    pub(super) fn backspace(&mut self, shown: &str) -> String {
        let mut left = shown.to_owned();
        left.pop();
        if !self.composing {
            return left;
        }
        self.seed.clone_from(&left);
        self.keys.clear();
        let composed = if 2 * left.chars().count() < KEYS_MAX { self.composed() } else { String::new() };
        if composed.chars().count() == left.chars().count() {
            return composed;
        }
        self.composing = false;
        left
    }

    /// Never asks the engine for differences: after a rebuilt word they are wrong.
    fn composed(&self) -> String {
        let method = if self.typing == Typing::Vni { InputMethod::vni() } else { InputMethod::telex() };
        // "Modern" is what this engine calls hòa, thủy, Ủy.
        let config = Config::builder().tone_style(ToneStyle::Modern).w2u_mode(W2uMode::NonStart).build();
        let mut engine = Engine::with_config(method, config);
        engine.rebuild_from_text(&self.seed);
        for key in self.keys.chars() {
            engine.process_key(key, Mode::Vietnamese);
        }
        let composed = engine.get_processed_str(OutputOptions::FULL_TEXT);
        let raw = format!("{}{}", self.seed, self.keys);
        if composed == raw && !text::fold(&raw).contains(['a', 'e', 'i', 'o', 'u', 'y']) {
            return strokes(&raw, self.typing);
        }
        composed
    }
}

/// `đ` in words without a vowel, which the engine takes for foreign ones: QĐ, HĐND, ĐKKD. One
/// more key takes the stroke back, as it does elsewhere.
fn strokes(raw: &str, typing: Typing) -> String {
    let stroked = |d: char| if d == 'D' { 'Đ' } else { 'đ' };
    let mut out = String::new();
    let mut rest = raw;
    while let Some(first) = rest.chars().next() {
        let key = |c: char| if typing == Typing::Vni { c == '9' } else { matches!(c, 'd' | 'D') };
        let tail = &rest[first.len_utf8()..];
        let run = if matches!(first, 'd' | 'D') { tail.chars().take_while(|c| key(*c)).count() } else { 0 };
        let (made, taken) = match run {
            1 => (stroked(first).to_string(), 1),
            2 => (format!("{first}{}", &tail[1..2]), 2),
            3 if typing == Typing::Telex => (format!("{0}{0}", stroked(first)), 3),
            _ => (format!("{first}{}", &tail[..run]), run),
        };
        out.push_str(&made);
        rest = &tail[taken..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(typing: Typing, keys: &str) -> String {
        let mut word = Word::new(typing);
        keys.chars().fold(String::new(), |shown, c| match c {
            '<' => word.backspace(&shown),
            c => word.key(&shown, c),
        })
    }

    /// Telex, VNI, expected.
    const WORDS: &str = "vieetj viet65 việt|Kieemr Kiem63 Kiểm|soats soat1 soát|thur thu3 thủ|tucj tuc5 tục|\
        hanhf hanh2 hành|chinhs chinh1 chính|quyeenf quyen62 quyền|quyeets quyet61 quyết|ddinhj dinh95 định|\
        nghij nghi5 nghị|dduwowngf d9u7o7ng2 đường|dduowngf duong972 đường|nguwowif ngu7o7i2 người|\
        ddieemr die6m93 điểm|thuwcj thuc75 thực|hieenj hien65 hiện|Uyr Uy3 Ủy|UYR UY3 ỦY|bans ban1 bán|\
        nhaan nhan6 nhân|daan dan6 dân|xax xa4 xã|phuwowngf phuong72 phường|huyeenj huyen65 huyện|\
        tinhr tinh3 tỉnh|phoos pho61 phố|trungw trung7 trưng|giaays giay61 giấy|gif gi2 gì|gias gia1 giá|\
        quas qua1 quá|quys quy1 quý|hoaf hoa2 hòa|thuyr thuy3 thủy|khoer khoe3 khỏe|hoas hoa1 hóa|\
        toans toan1 toán|hoanf hoan2 hoàn|nghieeng nghieng6 nghiêng|khuyur khuyu3 khuỷu|\
        nguyeenx nguyen64 nguyễn|thuees thue61 thuế|luwu luu7 lưu|huwux huu74 hữu|muaf mua2 mùa|\
        muwa mua7 mưa|cuwar cua73 cửa|cuar cua3 của|ddawngj dang985 đặng|kys ky1 ký|yeeu yeu6 yêu|\
        chuwa chua7 chưa|xuwr xu73 xử|lys ly1 lý|hoof ho62 hồ|treex tre64 trễ|hanj han5 hạn|\
        rieeng rieng6 riêng|ruwowuj ruou75 rượu|ngoaif ngoai2 ngoài|thuowr thuo73 thuở|\
        DDUWOWNGF DUONG972 ĐƯỜNG|Ddawks Dak981 Đắk|Lawks Lak81 Lắk|Pawcs Pac81 Pắc|Kroong Krong6 Krông|\
        Buoon Buon6 Buôn|DDoon D9o6n Đôn|Plooi Ploi6 Plôi|Brees Bre61 Brế";

    #[test]
    fn the_table_of_words_but_two() {
        let mut missed = Vec::new();
        let mut seen = 0;
        for row in WORDS.split('|') {
            let [telex, vni, expected] = row.split(' ').collect::<Vec<_>>()[..] else { panic!("{row}") };
            seen += 1;
            for (typing, keys) in [(Typing::Telex, telex), (Typing::Vni, vni)] {
                let got = typed(typing, keys);
                if got != expected {
                    missed.push(got);
                }
            }
        }
        assert_eq!(seen, 71);
        assert_eq!(missed, ["Plooi", "Ploi6", "Brees", "Bre61"]);
    }

    #[test]
    fn english_stays() {
        for word in "excel Excel wifi windows USB word Google server report email PDF wow Zalo".split(' ') {
            assert_eq!(typed(Typing::Telex, word), word);
        }
        for word in "excel word TT01 Covid19 Q1 windows".split(' ') {
            assert_eq!(typed(Typing::Vni, word), word);
        }
        assert_eq!(typed(Typing::Telex, "tesst"), "test");
        assert_eq!(typed(Typing::Telex, "nhw"), "như");
        assert_eq!(typed(Typing::Vni, "A44"), "A4");
        assert_eq!(typed(Typing::Off, "vieetj"), "vieetj");
    }

    #[test]
    fn short_forms_of_documents_and_bodies() {
        let telex = [("QDD", "QĐ"), ("NDD", "NĐ"), ("HDDND", "HĐND"), ("ddk", "đk"), ("LDDTBXH", "LĐTBXH")];
        for (keys, expected) in telex {
            assert_eq!(typed(Typing::Telex, keys), expected);
        }
        assert_eq!(typed(Typing::Telex, "VPDDKDDDD"), "VPĐKĐĐ");
        assert_eq!(typed(Typing::Telex, "HDDD"), "HDD");
        assert_eq!(typed(Typing::Vni, "HD9ND"), "HĐND");
        assert_eq!(typed(Typing::Vni, "QD99"), "QD9");
    }

    #[test]
    fn backspace_takes_one_letter_and_typing_goes_on() {
        let cases = [
            ("vieetj<", "việ"),
            ("vieetj<t", "việt"),
            ("vieetj<<eets", "viết"),
            ("hoanf<", "hòa"),
            ("khuyur<u", "khuỷu"),
            ("dduwowngf<<ng", "đường"),
            ("excel<l", "excel"),
            ("windows<<ws", "windows"),
            ("passs<s", "pass"),
            ("a<<", ""),
            ("QDF<D", "QĐ"),
        ];
        for (keys, expected) in cases {
            assert_eq!(typed(Typing::Telex, keys), expected, "{keys}");
        }
    }

    #[test]
    fn what_another_input_method_sends_is_left_alone_to_the_end_of_the_word() {
        assert_eq!(typed(Typing::Telex, "vie<êt<<ệt"), "việt");
        assert_eq!(typed(Typing::Telex, "té<<tes"), "tes");
        assert_eq!(typed(Typing::Vni, "đuong7"), "đuong7");
    }

    #[test]
    fn a_long_run_of_letters_loses_nothing() {
        let word = "b".repeat(200);
        assert_eq!(typed(Typing::Telex, &word), word);
        assert_eq!(typed(Typing::Telex, &format!("{word}{}", "<".repeat(199))), "b");
    }

    #[test]
    fn the_ways_of_typing_go_round() {
        assert_eq!(Typing::default().next(), Typing::Telex);
        assert_eq!(Typing::Telex.next().next(), Typing::Off);
    }

    proptest! {
        #[test]
        fn backspace_always_takes_one_code_point(keys in "[a-zA-Z0-9<đêư]{0,40}", vni in any::<bool>()) {
            let mut word = Word::new(if vni { Typing::Vni } else { Typing::Telex });
            let mut shown = String::new();
            for c in keys.chars() {
                let before = shown.chars().count();
                if c == '<' {
                    shown = word.backspace(&shown);
                    prop_assert_eq!(shown.chars().count(), before.saturating_sub(1));
                } else {
                    shown = word.key(&shown, c);
                    prop_assert!(shown.chars().count() <= before + 6, "{}", shown);
                }
            }
        }
    }
}
