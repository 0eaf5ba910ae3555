//! What the grid does besides taking numbers: editing, whole months without cases, comments, marks,
//! reviews.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;
mod driver;

use daumoi::app::ui::action::Action;
use daumoi::app::ui::input::Edit;
use daumoi::app::ui::{self, Modal, Work};
use daumoi::domain::cell::Cell::{self, Count, Missing, Nil};
use daumoi::domain::period::Period;
use driver::Driver;

fn work(d: &Driver) -> &Work {
    d.state.work.as_ref().unwrap()
}

fn notice(d: &Driver) -> String {
    d.state.notice.as_ref().map(|n| n.text.clone()).unwrap_or_default()
}

fn cell(d: &Driver, month: u8, field: &str, column: &str) -> Cell {
    work(d).session.store.book().cell(Period::month(2024, month), field, column)
}

/// Field and column under the cursor.
fn at(d: &Driver) -> (String, String) {
    let (field, column, _) = work(d).figures.cell(&work(d).session.pack).unwrap();
    (field, column)
}

fn here(field: &str, column: &str) -> (String, String) {
    (field.to_owned(), column.to_owned())
}

#[test]
fn enter_goes_down_and_after_a_row_of_tabs_to_where_it_began() {
    let mut d = Driver::with_quarter();
    d.keys("3 enter right right enter");
    assert_eq!(at(&d), here("ho_tich", "carried"));
    d.keys("up home right 5 tab tab tab 4 enter");
    assert_eq!(at(&d), here("ho_tich", "direct"));
    // An arrow forgets it.
    d.keys("tab tab left enter");
    assert_eq!(at(&d), here("dat_dai", "resolved"));
    // Going on over a row's end begins the next row at its first input.
    d.keys("up up home tab tab tab tab tab tab tab tab tab enter");
    assert_eq!(at(&d), here("dat_dai", "online"));
}

#[test]
fn f2_edits_what_stands_there_with_a_caret() {
    let mut d = Driver::with_quarter();
    d.keys("3 enter f2 left 1 enter");
    assert_eq!(cell(&d, 3, "chung_thuc", "online"), Count(315));
    // Delete empties a cell; while a value is edited it takes one letter.
    d.keys("up f2 home delete enter up");
    assert_eq!(cell(&d, 3, "chung_thuc", "online"), Count(15));
    d.keys("f2 backspace esc f2 backspace enter up");
    assert_eq!(cell(&d, 3, "chung_thuc", "online"), Count(1));
    // Không phát sinh is edited as it is written.
    d.keys("down down down down right right f2");
    assert!(d.screen().contains("kps"), "{}", d.screen());
    d.keys("enter");
    assert_eq!(cell(&d, 3, "nguoi_co_cong", "carried"), Missing, "filled from the month before, not entered");
    // A total is not edited, nor is a quarter.
    d.keys("home left f2");
    assert!(notice(&d).contains("tự tính"), "{}", notice(&d));
}

#[test]
fn a_month_without_cases_goes_in_by_one_key() {
    let mut d = Driver::with_quarter();
    d.keys("3 enter ] *");
    // Seven rows still have cases of March: they are named and left alone.
    let told = notice(&d);
    assert!(told.contains("Chứng thực") && told.contains("Hộ tịch") && told.contains("phải nhập số"), "{told}");
    for (field, expected) in
        [("nuoi_con_nuoi", Nil), ("moi_truong", Nil), ("chung_thuc", Missing), ("thu_vien", Missing)]
    {
        assert_eq!(cell(&d, 4, field, "online"), expected, "{field}");
    }
    // What last month's level fills is not entered over.
    assert_eq!(cell(&d, 4, "moi_truong", "carried"), Missing);
    let before = work(&d).session.store.seq();
    d.keys("u");
    assert_eq!(work(&d).session.store.seq(), before + 1);
    assert_eq!(cell(&d, 4, "moi_truong", "late"), Missing);
    // Counters likewise; nothing is left to fill then.
    d.keys("p *");
    assert_eq!(cell(&d, 4, "counters", "feedback_due"), Nil);
    d.keys("*");
    assert!(notice(&d).contains("không còn ô trống"), "{}", notice(&d));
}

#[test]
fn a_month_is_filled_whole_where_nothing_was_ever_entered() {
    let mut d = Driver::fresh(&[&["init", "--unit", "26383", "--year", "2024", "--officer", "Ánh"]]);
    d.keys("3 home enter *");
    let pack = &work(&d).session.pack;
    assert!(
        pack.lists
            .field
            .iter()
            .all(|f| cell(&d, 1, &f.code, "online") == Nil && cell(&d, 1, &f.code, "carried") == Nil)
    );
}

#[test]
fn comments_and_marks_stand_at_the_cell_and_in_one_list() {
    let mut d = Driver::with_quarter();
    d.keys("3 enter c Đã_đối_chiếu_sổ enter m");
    assert!(d.screen().contains("Ghi chú: Đã đối chiếu sổ") && d.screen().contains("Đang theo dõi"), "{}", d.screen());
    assert!(d.screen().contains("35+"), "{}", d.screen());
    d.keys("down down right m d");
    let Some(Modal::Panel(panel)) = d.state.modals.last() else { panic!("{}", d.screen()) };
    assert_eq!(panel.items(work(&d)).len(), 2);
    assert!(d.screen().contains("Đất đai, Tiếp nhận trực tiếp"), "{}", d.screen());
    // The list leads there and back.
    d.keys("enter");
    assert_eq!(at(&d), here("chung_thuc", "online"));
    d.keys("esc");
    assert!(matches!(d.state.modals.last(), Some(Modal::Panel(_))));
    // Taken away: by the same key, by an empty comment.
    d.keys("enter m c ctrl-u enter");
    let marks = work(&d).session.marks();
    assert_eq!(marks.len(), 1, "{marks:?}");
    d.keys("u");
    assert_eq!(work(&d).session.marks().len(), 2);
}

#[test]
fn a_correction_marks_every_later_month_of_the_field_until_it_was_looked_at() {
    let mut d = Driver::with_quarter();
    let marked = |d: &Driver| -> Vec<String> {
        let rows = |m: &daumoi::domain::marks::Marked| format!("{} {}", m.period, m.field);
        work(d).session.marks().iter().filter(|m| !m.review.is_empty()).map(rows).collect()
    };
    // Hộ tịch, January: 3 open become 4; April holds nothing and is not marked.
    d.keys("3 home enter down end left 4 enter");
    assert_eq!(marked(&d), ["2024-02 ho_tich", "2024-03 ho_tich"]);
    // The month after shows it, and the break.
    d.keys("] down right right");
    let screen = d.screen();
    assert!(screen.contains("cần xem lại") && screen.contains("từ 3 thành 4"), "{screen}");
    assert!(d.screen().contains('!'), "{screen}");
    // It is looked at, not explained; typing what stands there already is no looking.
    d.keys("g");
    assert!(d.state.modals.is_empty(), "{}", d.screen());
    d.keys("home 10 tab home right right");
    assert_eq!(marked(&d), ["2024-02 ho_tich", "2024-03 ho_tich"]);
    // Looked at: one row at a time; the key on a row that needs none says so.
    d.keys("x");
    assert_eq!(marked(&d), ["2024-03 ho_tich"]);
    d.keys("x");
    assert!(notice(&d).contains("không có gì phải xem lại"), "{}", notice(&d));
    // Entering the row anew counts as looking at it; back to what it was, nothing is left.
    d.keys("] down 9 enter");
    assert!(marked(&d).is_empty());
    d.keys("u u");
    assert_eq!(marked(&d), ["2024-02 ho_tich", "2024-03 ho_tich"]);
    d.keys("[ [ down end left 3 enter");
    assert!(marked(&d).is_empty(), "{:?}", marked(&d));
}

fn paste(d: &mut Driver, text: &str) {
    ui::update(&mut d.state, Action::Type(Edit::Paste(text.to_owned())));
}

#[test]
fn a_block_pasted_from_a_spreadsheet_is_previewed_then_taken_as_one_step() {
    let mut d = Driver::with_quarter();
    // Two rows of the whole form, totals included, from the first column on; line ends as terminals send them.
    d.keys("3 enter ] home left");
    paste(&mut d, "51\t12\t28\t11\t41\t20\t18\t3\t10\t10\t-\r\n43\t12\t27\t4\t39\t20\t18\t1\t4\t4\t0\r\n");
    let screen = d.screen();
    assert!(screen.contains("Xem trước") && screen.contains("14 giá trị của tháng 04/2024"), "{screen}");
    assert!(screen.contains("> Chứng thực, Tiếp nhận trực tuyến") && screen.contains("(trống) → 12"), "{screen}");
    assert_eq!(cell(&d, 4, "chung_thuc", "online"), Missing);
    d.keys("esc");
    assert_eq!(cell(&d, 4, "chung_thuc", "online"), Missing);
    paste(&mut d, "60\t12\t28\t20\t41\t20\t18\t3\t19\t19\t-");
    assert!(notice(&d).is_empty());
    // The carried value differs from March: a reason is asked for, then the preview comes.
    d.keys("Đếm_lại_sổ enter");
    assert!(matches!(d.state.modals.last(), Some(Modal::Preview(..))), "{}", d.screen());
    let before = work(&d).session.store.seq();
    d.keys("enter");
    assert_eq!(work(&d).session.store.seq(), before + 1);
    assert_eq!((cell(&d, 4, "chung_thuc", "open_overdue"), cell(&d, 4, "chung_thuc", "carried")), (Nil, Count(20)));
    d.keys("u");
    assert_eq!(cell(&d, 4, "chung_thuc", "online"), Missing);
    // Inputs alone, as a table without totals has them.
    d.keys("home");
    paste(&mut d, "1\t2\t11\t4\t5\t6\t7\t8\n7\t8\t4\t9\t10\t11\t-\t0");
    d.keys("enter");
    assert_eq!((cell(&d, 4, "chung_thuc", "early"), cell(&d, 4, "ho_tich", "late")), (Count(4), Count(11)));
    // What the month before fills in stays so.
    assert_eq!(cell(&d, 4, "ho_tich", "carried"), Missing);
    // A block that may be with or without totals is not guessed at.
    d.keys("right right");
    paste(&mut d, "0\t10\t4\t6");
    assert!(notice(&d).contains("không rõ khối có cột tổng hay không"), "{}", notice(&d));
    d.keys("home");
    paste(&mut d, "5\t5\t0\t0\t0\t0\t0");
    assert!(notice(&d).contains("không rõ"), "{}", notice(&d));
    // What does not fit, or is no count, changes nothing and says where.
    paste(&mut d, "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12");
    assert!(notice(&d).contains("không vừa"), "{}", notice(&d));
    paste(&mut d, "1\tx\n2\t-3\n77\t78");
    let screen = d.screen();
    assert!(screen.contains("→ 77") && screen.contains("→ 78"), "{screen}");
    assert!(screen.contains("dòng 1, cột B") && screen.contains("dòng 2, cột B"), "{screen}");
    // With anything wrong it cannot be taken.
    let before = work(&d).session.store.seq();
    d.keys("enter");
    assert!(notice(&d).contains("2 lỗi") && work(&d).session.store.seq() == before, "{}", notice(&d));
    d.keys("esc");
    // One value is typed, not previewed.
    paste(&mut d, "15");
    d.keys("tab");
    assert_eq!(cell(&d, 4, "chung_thuc", "online"), Count(15));
    // Counters go down their list; a quarter takes nothing.
    d.keys("p");
    paste(&mut d, "5\n-\n1.234");
    d.keys("enter");
    assert_eq!(cell(&d, 4, "counters", "satisfaction_rated"), Count(1234));
}

#[test]
fn a_file_is_asked_for_previewed_and_its_names_are_asked_for() {
    let mut d = Driver::with_quarter();
    let path = d.dir.path().join("thang 4.csv");
    std::fs::write(&path, "Lĩnh vực,Tiếp nhận - Trực tuyến\nHộ tịch,3\nNhóm khác,9\n").unwrap();
    d.keys("3 enter ] i");
    assert!(d.screen().contains("Nạp số liệu Tháng 04/2024"), "{}", d.screen());
    // Copied from a file manager: in quotes.
    paste(&mut d, &format!("\"{}\"", path.display()));
    d.keys("enter");
    assert!(d.screen().contains("Tên này là lĩnh vực nào") && d.screen().contains("Nhóm khác"), "{}", d.screen());
    // What is answered is kept with the import alone: left here, nothing is remembered.
    let before = work(&d).session.store.seq();
    d.keys("bo_qua enter");
    assert!(matches!(d.state.modals.last(), Some(Modal::Preview(..))), "{}", d.screen());
    d.keys("esc");
    assert_eq!(work(&d).session.store.seq(), before);
    d.keys("i");
    paste(&mut d, &path.display().to_string());
    d.keys("enter bo_qua enter enter");
    assert_eq!(cell(&d, 4, "ho_tich", "online"), Count(3));
    assert_eq!(work(&d).session.store.seq(), before + 1);
    // The answer is remembered; a second time nothing is new.
    d.keys("i");
    paste(&mut d, &path.display().to_string());
    d.keys("enter");
    assert!(notice(&d).contains("không có gì để nạp"), "{}", notice(&d));
    // A file that is none keeps the form with the sentence.
    d.keys("i /khong/co.csv enter");
    assert!(d.screen().contains("Không đọc được tệp /khong/co.csv"), "{}", d.screen());
}

#[test]
fn a_file_with_mistakes_shows_all_of_them_beside_what_would_change() {
    let mut d = Driver::with_quarter();
    let path = d.dir.path().join("x.csv");
    let text = "Lĩnh vực,Tiếp nhận - Trực tuyến,Tiếp nhận - Trực tiếp\nHộ tịch,3,chín\nNhóm lạ,9,9\nĐất đai,4,-5\nNgười có công,6,7\n";
    std::fs::write(&path, text).unwrap();
    d.keys("3 enter ] i");
    paste(&mut d, &path.display().to_string());
    d.keys("enter");
    assert!(d.screen().contains("Nhóm lạ"), "{}", d.screen());
    d.keys("bo_qua enter");
    let screen = d.screen();
    for words in ["Có 2 lỗi", "dòng 2, cột C: “chín”", "dòng 4, cột C: “-5”", "Người có công", "(trống) → 6"]
    {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    // Cells that are wrong are not called empty.
    assert!(!screen.contains("ô trống"), "{screen}");
    let before = work(&d).session.store.seq();
    d.keys("enter enter");
    assert_eq!(work(&d).session.store.seq(), before);
    assert!(matches!(d.state.modals.last(), Some(Modal::Preview(..))), "{}", d.screen());
}

#[test]
fn a_column_of_figures_that_nobody_knows_is_asked_about_once() {
    let mut d = Driver::with_quarter();
    let path = d.dir.path().join("x.csv");
    std::fs::write(&path, "Lĩnh vực,Tiếp nhận - Trực tuyến,Nộp tại quầy\nHộ tịch,3,4\n").unwrap();
    let import = |d: &mut Driver| {
        d.keys("i");
        paste(d, &path.display().to_string());
        d.keys("enter");
    };
    d.keys("3 enter ]");
    import(&mut d);
    assert!(d.screen().contains("Là cột") && d.screen().contains("Nộp tại quầy"), "{}", d.screen());
    d.keys("truc_tiep enter enter");
    assert_eq!((cell(&d, 4, "ho_tich", "online"), cell(&d, 4, "ho_tich", "direct")), (Count(3), Count(4)));
    // Remembered: the next file asks nothing.
    std::fs::write(&path, "Lĩnh vực,Tiếp nhận - Trực tuyến,Nộp tại quầy\nHộ tịch,5,6\n").unwrap();
    import(&mut d);
    d.keys("enter");
    assert_eq!(cell(&d, 4, "ho_tich", "direct"), Count(6));
}

#[test]
fn nothing_occurred_in_a_sent_month_asks_for_a_reason_too() {
    let mut d = Driver::with_quarter();
    let out = d.dir.path().join("goi");
    let quarter = "2024-Q1".parse().unwrap();
    let day = "2024-03-18".parse().unwrap();
    let session = &mut d.state.work.as_mut().unwrap().session;
    session.submit(quarter, &out, None).unwrap();
    session.sent(quarter, day, Some("1/BC"), None).unwrap();
    d.keys("3 enter end pgdn pgdn pgdn =");
    assert!(d.screen().contains("Lý do"), "{}", d.screen());
    let (field, ..) = at(&d);
    assert_eq!(cell(&d, 3, &field, "online"), Missing);
    d.keys("Gửi_rồi_mới_biết enter");
    assert_eq!((cell(&d, 3, &field, "online"), cell(&d, 3, &field, "late")), (Nil, Nil));
    d.keys("u");
    assert_eq!(cell(&d, 3, &field, "online"), Missing);
    // The whole month: Esc leaves it as it was.
    let before = work(&d).session.store.seq();
    d.keys("left left left left left left left left left left * esc");
    assert_eq!(work(&d).session.store.seq(), before);
}

#[test]
fn a_field_of_ones_own_is_a_row_more_until_it_is_taken_back() {
    let mut d = Driver::with_quarter();
    d.keys("3 enter : linh_vuc_rieng enter Cấp_nước_sạch enter");
    assert!(notice(&d).contains("cap_nuoc_sach"), "{}", notice(&d));
    d.keys("pgdn pgdn pgdn pgdn");
    assert_eq!(at(&d).0, "cap_nuoc_sach");
    d.keys("4 tab");
    assert_eq!(cell(&d, 3, "cap_nuoc_sach", "online"), Count(4));
    // Taken back while the cursor stands on it.
    d.keys("u u");
    assert!(d.screen().contains("Lĩnh vực 32/32"), "{}", d.screen());
    d.keys("7 tab ctrl-y ctrl-z");
    assert_eq!(at(&d).0, work(&d).session.pack.lists.field.last().unwrap().code);
}
