//! Figures, rates, checks, tasks and the report in words. The forger states every hash and works out the identity,
//! unless a case says otherwise.

use daumoi::domain::submission::Fault;
use daumoi::strings::tables::KEY;
use unicode_normalization::UnicodeNormalization as _;

use crate::forge::{Forged, How, Matrix, cell, descriptor};
use crate::places::packages;

const FIGURES: &str = "so_lieu.csv";
const RATES: &str = "ty_le.csv";
const CHECKS: &str = "kiem_tra.csv";
const TASKS: &str = "nhiem_vu.csv";
const WORDS: &str = "loi_bao_cao.csv";

/// The third revision with one text replaced by another.
fn with(file: &str, from: &str, to: &str, how: How) -> Vec<u8> {
    let mut forged = Forged::of(&packages().third);
    forged.replace(file, from, to);
    forged.zip(how)
}

/// The third revision with a whole table written anew.
fn written(file: &str, edit: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut forged = Forged::of(&packages().third);
    let text = edit(forged.text(file));
    forged.put(file, text);
    forged.zip(How::Whole)
}

/// 1-based line of the third revision's table that has a text.
fn line_of(file: &str, text: &str) -> u64 {
    let table = Forged::of(&packages().third).text(file);
    table.split("\r\n").position(|line| line.contains(text)).unwrap() as u64 + 1
}

#[test]
fn the_forger_is_as_good_as_the_program() {
    let mut matrix = Matrix::default();
    for how in [How::Left, How::Stated, How::Whole] {
        matrix.sound("third", &Forged::of(&packages().third).zip(how));
    }
    for bytes in [&packages().first, &packages().second, &packages().month] {
        matrix.sound("others", &Forged::of(bytes).zip(How::Whole));
    }
}

#[test]
fn figures() {
    let mut matrix = Matrix::default();
    let figure = |key: &str| Fault::Figure(key.into());
    for (name, from, to, key) in [
        ("a sum", "2024-Q1,total,online,148", "2024-Q1,total,online,149", "2024-Q1/total/online"),
        ("a sum of a field", "2024-Q1,ho_tich,online,36", "2024-Q1,ho_tich,online,37", "2024-Q1/ho_tich/online"),
        ("a month alone", "2024-02,ho_tich,direct,30", "2024-02,ho_tich,direct,31", "2024-Q1/ho_tich/direct"),
        (
            "a month emptied",
            "2024-02,ho_tich,direct,30,co",
            "2024-02,ho_tich,direct,,chua_co",
            "2024-Q1/ho_tich/direct",
        ),
        ("a sum with a zero before", "2024-Q1,total,online,148", "2024-Q1,total,online,0148", "2024-Q1/total/online"),
        ("a huge sum", "2024-Q1,total,online,148", "2024-Q1,total,online,9999999999999999999", "2024-Q1/total/online"),
        // What this program takes for nothing another one adds up.
        (
            "a value of nothing",
            "2024-01,nuoi_con_nuoi,online,,",
            "2024-01,nuoi_con_nuoi,online,7,",
            "2024-01/nuoi_con_nuoi/online",
        ),
        (
            "a value that is not there yet",
            "2024-Q1,total,online,148,co",
            "2024-Q1,total,online,148,chua_co",
            "2024-Q1/total/online",
        ),
        ("a note", "2024-Q1,total,online,148,co,", "2024-Q1,total,online,148,co,đã sửa", "2024-Q1/total/online"),
        (
            "a value filled from nowhere",
            "2024-01,ho_tich,carried,2,co,",
            "2024-01,ho_tich,carried,2,co,tự điền từ tháng trước",
            "2024-Q1/ho_tich/carried",
        ),
        ("the level before", "cuối tháng trước 6", "cuối tháng trước 7", "2024-02/chung_thuc/carried"),
        (
            "a row more",
            "2024-01,total,carried,",
            "2024-01,khac,carried,1,co,\r\n2024-01,total,carried,",
            "2024-01/khac/carried",
        ),
        ("a row of another year", "2023-Q1,", "2023-02,counters,online,1,co,\r\n2023-Q1,", "2023-02/counters/online"),
        (
            "an unknown column",
            "2024-01,total,carried,",
            "2024-01,total,them,1,co,\r\n2024-01,total,carried,",
            "2024-01/total/them",
        ),
    ] {
        matrix.refused(name, &with(FIGURES, from, to, How::Whole), figure(key));
    }
    let gone = written(FIGURES, |text| text.replacen("2024-Q1,total,online,148,co,\r\n", "", 1));
    matrix.refused("a row less", &gone, figure("2024-Q1/total/open"));
    let swapped = written(FIGURES, |text| {
        let mut lines: Vec<&str> = text.split("\r\n").collect();
        lines.swap(1, 2);
        lines.join("\r\n")
    });
    matrix.refused("rows in another order", &swapped, figure("2024-Q1/chung_thuc/direct"));
    // The reason of a difference stands in two tables.
    matrix.refused("a reason", &with(FIGURES, ": đếm lại", ": khác", How::Whole), Fault::Checks);
    matrix.refused(
        "no reason",
        &with(FIGURES, ": đếm lại", ": chưa nêu lý do", How::Whole),
        Fault::Rule("carry_break".into()),
    );
    // A month and its quarter agree; the rate of both does not, then the words, then the workbook.
    let month = ("2024-01,counters,satisfaction_satisfied,96", "2024-01,counters,satisfaction_satisfied,95");
    let quarter = ("2024-Q1,counters,satisfaction_satisfied,283", "2024-Q1,counters,satisfaction_satisfied,282");
    let mut forged = Forged::of(&packages().third);
    for (from, to) in [month, quarter] {
        forged.replace(FIGURES, from, to);
    }
    matrix.refused("month and quarter", &forged.clone().zip(How::Whole), Fault::Rate("satisfaction".into()));
    forged.replace(RATES, "satisfaction,283,300,0.943333", "satisfaction,282,300,0.940000");
    matrix.refused("and the rate", &forged.clone().zip(How::Whole), Fault::Narrative);
    forged.replace(WORDS, "có 283 lượt hài lòng (đạt 94,33%", "có 282 lượt hài lòng (đạt 94,00%");
    matrix.refused("and the words", &forged.clone().zip(How::Stated), descriptor("id"));
    matrix.refused("and the identity", &forged.clone().zip(How::Whole), Fault::Workbook);
    // More satisfied than asked.
    let mut broken = Forged::of(&packages().third);
    broken.replace(FIGURES, month.0, "2024-01,counters,satisfaction_satisfied,196");
    broken.replace(FIGURES, quarter.0, "2024-Q1,counters,satisfaction_satisfied,383");
    matrix.refused("a broken rule", &broken.zip(How::Whole), Fault::Rule("satisfaction_limit".into()));
}

#[test]
fn spelling_of_tables() {
    let mut matrix = Matrix::default();
    let at = line_of(FIGURES, "2024-02,ho_tich,direct,30");
    for (name, value, column) in [
        ("below 0", "-30,co", "gia_tri"),
        ("decimal", "30.5,co", "gia_tri"),
        ("decimal comma", "\"30,5\",co", "gia_tri"),
        ("blank", " 30,co", "gia_tri"),
        ("exponent", "3e1,co", "gia_tri"),
        ("Arabic digits", "٣٠,co", "gia_tri"),
        ("too long", "12345678901234567890,co", "gia_tri"),
        ("unknown word", "30,tot", "trang_thai"),
        ("no word", "30,", "trang_thai"),
    ] {
        let to = format!("2024-02,ho_tich,direct,{value}");
        let bytes = with(FIGURES, "2024-02,ho_tich,direct,30,co", &to, How::Whole);
        matrix.refused(name, &bytes, cell(FIGURES, at, column));
    }
    for (name, from, to, column) in [
        ("a period that is none", "2024-02,ho_tich,direct", "2024-13,ho_tich,direct", "ky"),
        ("a code that is none", "2024-02,ho_tich,direct", "2024-02,Hộ tịch,direct", "linh_vuc"),
    ] {
        matrix.refused(name, &with(FIGURES, from, to, How::Whole), cell(FIGURES, at, column));
    }
    let row = "2024-02,ho_tich,direct,30,co,\r\n";
    matrix.refused("key twice", &with(FIGURES, row, &row.repeat(2), How::Whole), cell(FIGURES, at + 1, KEY));
    let whole = |text: String, edit: &dyn Fn(&[&str]) -> Vec<String>| {
        let lines = text.split("\r\n").map(|line| edit(&line.split(',').collect::<Vec<_>>()).join(","));
        lines.collect::<Vec<_>>().join("\r\n")
    };
    let own = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    let less = written(FIGURES, |text| whole(text, &|cells| own(&cells[..cells.len().min(5)])));
    matrix.refused("a column less", &less, cell(FIGURES, 1, "CSV"));
    let more = written(FIGURES, |text| whole(text, &|cells| [own(cells), vec![String::new()]].concat()));
    matrix.refused("a column more", &more, cell(FIGURES, 1, "CSV"));
    let turned = written(FIGURES, |text| {
        let text = text.trim_start_matches('\u{feff}').trim_end().to_owned();
        let turned = whole(text, &|cells| [own(&cells[1..2]), own(&cells[..1]), own(&cells[2..])].concat());
        format!("\u{feff}{turned}\r\n")
    });
    matrix.refused("columns in another order", &turned, cell(FIGURES, 1, "CSV"));
    for file in [FIGURES, RATES, CHECKS, TASKS, WORDS] {
        let bare = written(file, |text| text.trim_start_matches('\u{feff}').to_owned());
        matrix.refused("no BOM", &bare, cell(file, 1, "UTF-8"));
        matrix.refused("LF", &written(file, |text| text.replace("\r\n", "\n")), cell(file, 1, "CSV"));
        matrix.refused("a line more", &written(file, |text| text + "\r\n"), cell(file, 1, "CSV"));
        matrix.refused("no table", &written(file, |_| String::new()), cell(file, 1, "UTF-8"));
    }
    matrix.refused(
        "quotes",
        &with(FIGURES, row, "2024-02,\"ho_tich\",direct,30,co,\r\n", How::Whole),
        cell(FIGURES, 1, "CSV"),
    );
    let mut bytes = Forged::of(&packages().third);
    let mut latin = bytes.files[TASKS].clone();
    latin.push(0xe3);
    bytes.put(TASKS, latin);
    matrix.refused("no UTF-8", &bytes.zip(How::Whole), cell(TASKS, 1, "UTF-8"));
}

#[test]
fn texts_that_mislead() {
    let mut matrix = Matrix::default();
    let text = "Nộp danh sách cán bộ đầu mối";
    let at = line_of(TASKS, text);
    let decomposed: String = text.nfd().collect();
    for (name, other) in [
        ("NFD", decomposed.as_str()),
        ("control character", "Nộp\u{1b}[2J"),
        ("bell", "Nộp\u{7}"),
        ("turned round", "Nộp\u{202e}hcás hnad"),
        ("invisible", "Nộp\u{200b}danh sách"),
        ("BOM within", "Nộp\u{feff}"),
    ] {
        matrix.refused(name, &with(TASKS, text, other, How::Whole), cell(TASKS, at, "noi_dung"));
    }
    for (name, other) in [("formula", "=1+1"), ("command", "@SUM(A1)"), ("minus", "-2+3"), ("apostrophe less", "+84")] {
        matrix.refused(name, &with(TASKS, text, other, How::Whole), cell(TASKS, 1, "CSV"));
    }
}

#[test]
fn rates_and_checks() {
    let mut matrix = Matrix::default();
    let rate = |code: &str| Fault::Rate(code.into());
    for (name, from, to, code) in [
        ("a rate", "on_time,483,498,0.969880", "on_time,484,498,0.971888", "on_time"),
        ("a rate rounded up", "0.969880,tối thiểu 97%,false,1", "0.970000,tối thiểu 97%,true,0", "on_time"),
        ("a target", "on_time,483,498,0.969880,tối thiểu 97%", "on_time,483,498,0.969880,tối thiểu 96%", "on_time"),
        ("a formula", "(cột 8 + cột 9) / cột 7", "cột 8 / cột 7", "on_time"),
        ("another indicator", "total,on_time", "total,on_tim", "on_time"),
    ] {
        matrix.refused(name, &with(RATES, from, to, How::Whole), rate(code));
    }
    let shorter = written(RATES, |text| {
        let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
        format!("{}\r\n", lines[..lines.len() - 1].join("\r\n"))
    });
    matrix.refused("an indicator less", &shorter, rate(""));
    let word = |from: &str, to: &str| with(CHECKS, from, to, How::Whole);
    let judged = "dossier_balance,loi,2024-Q1,,khong_vi_pham";
    matrix.refused("a broken error", &word(judged, "dossier_balance,loi,2024-Q1,,vi_pham"), {
        Fault::Rule("dossier_balance".into())
    });
    matrix.refused("not judged", &word(judged, "dossier_balance,loi,2024-Q1,,khong_xet"), Fault::Checks);
    matrix.refused("lighter", &word(judged, "dossier_balance,canh_bao,2024-Q1,,khong_vi_pham"), Fault::Checks);
    matrix.refused("another rule", &word(judged, "khac,loi,2024-Q1,,khong_vi_pham"), Fault::Checks);
    matrix.refused(
        "unknown word",
        &word("khong_vi_pham", "tot"),
        cell(CHECKS, line_of(CHECKS, "khong_vi_pham"), "ket_qua"),
    );
    let broken = "carry_reasoned,canh_bao,2024-02,chung_thuc,vi_pham";
    matrix.refused(
        "a warning hidden",
        &word(broken, "carry_reasoned,canh_bao,2024-02,chung_thuc,khong_vi_pham"),
        Fault::Checks,
    );
    matrix.refused("in another field", &word(broken, "carry_reasoned,canh_bao,2024-02,ho_tich,vi_pham"), Fault::Checks);
    let told = "Sổ cũ ghi thừa một hồ sơ.";
    matrix.refused("an explanation", &with(CHECKS, told, "Không rõ.", How::Stated), descriptor("id"));
    matrix.refused("an explanation, identity too", &word(told, "Không rõ."), Fault::Workbook);
    matrix.refused("an explanation gone", &word(told, "chưa giải trình"), Fault::Checks);
    let number = |text: String| text.replacen("\r\n1,", "\r\n99,", 1);
    matrix.refused("a number", &written(CHECKS, number), Fault::Checks);
}

#[test]
fn tasks() {
    let mut matrix = Matrix::default();
    let word = |from: &str, to: &str| with(TASKS, from, to, How::Whole);
    let late = |id: &str| Fault::Lateness(id.into());
    let row = "da_xong,true,2024-03-11,11/TTr-UBND";
    matrix.refused("in time all at once", &word(row, "da_xong,false,2024-03-11,11/TTr-UBND"), late("2.5"));
    matrix.refused("an earlier day", &word(row, "da_xong,true,2024-03-08,11/TTr-UBND"), late("2.5"));
    matrix.refused("neither", &word(row, "da_xong,,2024-03-11,11/TTr-UBND"), late("2.5"));
    matrix.refused("a later last day", &word("2024-03-09,false,da_xong", "2024-03-19,false,da_xong"), late("2.5"));
    matrix.refused("late and open", &word("chua_lam,,,,,", "chua_lam,true,,,,"), late("1.2/2024-Q1"));
    matrix.refused("earlier day and in time", &word(row, "da_xong,false,2024-03-08,11/TTr-UBND"), Fault::Narrative);
    matrix.refused("another document", &word(row, "da_xong,true,2024-03-11,12/TTr-UBND"), Fault::Narrative);
    matrix.refused("another statement", &word("chưa có kinh phí", "đã có kinh phí"), Fault::Narrative);
    let at = line_of(TASKS, row);
    matrix.refused("no day", &word("2024-03-11,11/", "2024-02-30,11/"), cell(TASKS, at, "ngay_hoan_thanh"));
    matrix.refused("unknown state", &word(row, "xong,true,2024-03-11,11/TTr-UBND"), cell(TASKS, at, "trang_thai"));
    let at = line_of(TASKS, "phoi_hop,thuong_xuyen");
    matrix.refused("unknown part", &word("phoi_hop,thuong_xuyen", "giup,thuong_xuyen"), cell(TASKS, at, "vai_tro"));
    let lead = ("phoi_hop,thuong_xuyen", "chu_tri,thuong_xuyen");
    matrix.refused("another part", &with(TASKS, lead.0, lead.1, How::Stated), descriptor("id"));
    matrix.refused("another part, identity too", &word(lead.0, lead.1), Fault::Workbook);
    let mut less = Forged::of(&packages().third);
    less.line(TASKS, "1.2/2024-Q1,", "");
    matrix.refused("a task less", &less.zip(How::Whole), Fault::Workbook);
}

#[test]
fn the_report_in_words() {
    let mut matrix = Matrix::default();
    let word = |from: &str, to: &str, how: How| with(WORDS, from, to, how);
    for (name, from, to) in [
        ("a heading", "Thẩm định thủ tục hành chính", "Thẩm tra thủ tục hành chính"),
        ("a sentence", "Tổng số hồ sơ tiếp nhận là 518", "Tổng số hồ sơ tiếp nhận là 617"),
        (
            "nothing happened",
            "tham_dinh,tu_dong,Trong kỳ không phát sinh.",
            "tham_dinh,tu_dong,Đã thẩm định 3 văn bản.",
        ),
        ("another voice", "ket_qua,de_muc,", "ket_qua,tu_dong,"),
        ("an unknown section", "tham_dinh,tu_dong", "khac,tu_dong"),
        ("a blank before a passage", ",rieng,'- Tổ", ",rieng, - Tổ"),
    ] {
        matrix.refused(name, &word(from, to, How::Whole), Fault::Narrative);
    }
    let passage = ("đến từng ấp", "đến từng nhà");
    matrix.refused("a passage", &word(passage.0, passage.1, How::Stated), descriptor("id"));
    matrix.refused("a passage, identity too", &word(passage.0, passage.1, How::Whole), Fault::Document);
    let at = line_of(WORDS, passage.0);
    matrix.refused("an unknown voice", &word(",rieng,", ",nguoi_khac,", How::Whole), cell(WORDS, at, "loai"));
    let mut less = Forged::of(&packages().third);
    let line = less.text(WORDS).split("\r\n").find(|l| l.contains("Mỗi tháng")).unwrap().to_owned();
    less.line(WORDS, &line, "");
    matrix.refused("a passage less", &less.zip(How::Whole), Fault::Narrative);
    // The officer may write the very words that follow from the figures, but then it is another package.
    let own = ("tham_dinh,tu_dong,", "tham_dinh,rieng,");
    matrix.refused("said by the officer", &word(own.0, own.1, How::Stated), descriptor("id"));
}
