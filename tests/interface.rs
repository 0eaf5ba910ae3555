//! The interface without a terminal: keys in, state and store out.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;
mod driver;

use daumoi::app::ui::action::{SCREENS, Screen, of_screen};
use daumoi::app::ui::form::Draft;
use daumoi::app::ui::typing::Typing;
use daumoi::app::ui::{Modal, State, Work};
use daumoi::domain::book::Status;
use daumoi::domain::cell::Cell;
use daumoi::domain::period::Period;
use daumoi::domain::task::Role;
use driver::{Driver, world};

const SETUP: &str = "an_phuoc enter enter Nguyễn_Thị_Ánh enter Lê_Văn_Bình enter enter enter";

fn work(d: &Driver) -> &Work {
    d.state.work.as_ref().unwrap()
}

fn work_mut(d: &mut Driver) -> &mut Work {
    d.state.work.as_mut().unwrap()
}

fn notice(d: &Driver) -> String {
    d.state.notice.as_ref().map(|n| n.text.clone()).unwrap_or_default()
}

fn cell(d: &Driver, month: u8, field: &str, column: &str) -> Cell {
    work(d).session.store.book().cell(Period::month(2024, month), field, column)
}

fn started() -> Driver {
    let mut d = Driver::fresh(&[]);
    d.keys(SETUP);
    assert!(d.state.modals.is_empty(), "{}", d.screen());
    d
}

#[test]
fn the_first_start_asks_five_questions_and_shows_the_tour_once() {
    let mut d = Driver::fresh(&[]);
    assert!(d.screen().contains("năm câu hỏi"));
    d.keys("an_phuoc enter enter Nguyễn_Thị_Ánh enter enter enter");
    assert!(matches!(d.state.modals.as_slice(), [Modal::Tour]));
    d.keys("enter");
    let book = work(&d).session.store.book();
    assert_eq!(book.plan(2024).unwrap().unit, "26383");
    assert_eq!(book.setting("officer"), Some("Nguyễn Thị Ánh"));
    assert!(book.setting("recipient").unwrap().contains("Long Thành"));
    let dir = d.dir;
    drop(d.state);
    let again = State::start(world(dir.path(), "2024-03-19")).unwrap();
    assert!(again.modals.is_empty());
}

#[test]
fn a_wrong_answer_says_so_and_goes_to_its_field() {
    let mut d = Driver::fresh(&[]);
    d.keys("khong_co_xa_nao enter");
    assert!(d.screen().contains("cần có câu trả lời"));
    // An empty name is not walked past either; a commune of one's own goes in with its code.
    d.keys("ctrl-u 99999_Xã_Mới enter enter enter");
    assert!(d.screen().contains("“Cán bộ đầu mối” cần có câu trả lời"), "{}", d.screen());
    d.keys("up up ctrl-u khong_co ctrl-s");
    assert!(d.screen().contains("Chưa chọn xã"), "{}", d.screen());
    d.keys("ctrl-u 99999_Xã_Mới down down Ánh ctrl-s enter");
    assert_eq!(work(&d).session.plan_year().unwrap().unit_name, "Xã Mới");
}

#[test]
fn leaving_the_first_start_asks() {
    let mut d = Driver::fresh(&[]);
    d.keys("esc enter");
    assert!(!d.state.end);
    d.keys("esc right enter");
    assert!(d.state.end);
    assert!(!d.dir.path().join("data").exists());
}

#[test]
fn a_month_goes_in_by_tab_and_enter() {
    let mut d = started();
    d.keys("3 home enter");
    d.keys("30 tab 70 tab 5 tab 60 tab 35 tab 4 tab 5 tab 1 enter");
    d.keys("10 tab - tab - tab 10 tab - tab - tab - tab - tab");
    assert_eq!(cell(&d, 1, "chung_thuc", "online"), Cell::Count(30));
    assert_eq!(cell(&d, 1, "chung_thuc", "open_overdue"), Cell::Count(1));
    assert_eq!(cell(&d, 1, "ho_tich", "direct"), Cell::Nil);
    assert_eq!(cell(&d, 1, "ho_tich", "open_overdue"), Cell::Nil);
    let shown = work(&d).figures.shown.as_ref().unwrap();
    assert_eq!(shown.figures.overall("received"), Cell::Count(115));
    assert!(shown.issues.is_empty(), "{:?}", shown.issues);
    // Undo says what it undid.
    d.keys("ctrl-z");
    assert!(notice(&d).contains("Hộ tịch"), "{}", notice(&d));
    assert_eq!(cell(&d, 1, "ho_tich", "open_overdue"), Cell::Missing);
    d.keys("ctrl-y");
    assert_eq!(cell(&d, 1, "ho_tich", "open_overdue"), Cell::Nil);
}

#[test]
fn cells_refuse_what_is_no_count_and_keep_what_stood_there() {
    let mut d = started();
    d.keys("3 home enter 1.234 tab");
    assert_eq!(cell(&d, 1, "chung_thuc", "online"), Cell::Count(1234));
    d.keys("backtab 12x tab");
    assert!(d.state.notice.as_ref().unwrap().refusal);
    assert_eq!(cell(&d, 1, "chung_thuc", "online"), Cell::Count(1234));
    d.keys("esc esc");
    assert!(!work(&d).figures.open);
    // A total is no cell to type in, nor is a quarter's.
    d.keys("enter left 5");
    assert!(notice(&d).contains("tự tính"));
    d.keys("esc end enter 5");
    assert!(notice(&d).contains("mở tháng"));
    // Emptying says so and can be undone.
    d.keys("esc home enter delete");
    assert!(notice(&d).contains("chưa có số liệu"));
    d.keys("u");
    assert_eq!(cell(&d, 1, "chung_thuc", "online"), Cell::Count(1234));
}

#[test]
fn a_carry_that_differs_asks_for_its_reason() {
    let mut d = started();
    d.keys("3 home enter 1 tab 1 tab 1 tab 1 tab 1 tab - tab 1 tab - tab esc down enter");
    d.keys("2 tab 2 tab 5 tab");
    let Some(Modal::Form(form)) = d.state.modals.last() else { panic!("{}", d.screen()) };
    assert!(form.about.contains("lý do") || form.about.contains("Lý do"), "{}", form.about);
    d.keys("Sửa_theo_hệ_thống ctrl-s");
    assert_eq!(cell(&d, 2, "chung_thuc", "carried"), Cell::Count(5));
    assert!(work(&d).figures.shown.as_ref().unwrap().figures.differences[0].reason.is_some());
}

#[test]
fn a_task_is_settled_by_its_document() {
    let mut d = started();
    d.keys("enter enter 05/KH-UBND enter ctrl-u 23/1 enter enter");
    assert!(notice(&d).contains("đúng hạn"), "{}", d.screen());
    let task = work(&d).tasks.iter().find(|t| t.id == "1.1").unwrap();
    assert_eq!((task.status, task.late), (Status::Done, Some(false)));
    assert!(d.state.modals.is_empty());
    // Opened again with a reason, and undone.
    d.keys("2 enter enter Nhầm enter");
    assert_eq!(work(&d).tasks[0].status, Status::Open);
    d.keys("u");
    assert_eq!(work(&d).tasks[0].status, Status::Done);
}

#[test]
fn a_document_of_tomorrow_stays_in_its_form() {
    let mut d = started();
    d.keys("enter enter 05/KH-UBND enter ctrl-u 20/3 enter enter");
    let Some(Modal::Form(form)) = d.state.modals.last() else { panic!() };
    assert!(form.complaint.is_some());
    d.keys("esc");
    assert!(matches!(d.state.modals.last(), Some(Modal::Confirm { yes: false, .. })));
    d.keys("esc esc right enter");
    assert!(matches!(d.state.modals.last(), Some(Modal::Panel(_))), "{}", d.screen());
}

#[test]
fn tasks_are_filtered_and_found_without_diacritics() {
    let mut d = started();
    d.keys("2 / kiem_soat_thu_tuc enter");
    let view = &work(&d).tasks_view;
    assert!(!view.list.query.is_empty() && view.list.searching.is_none());
    let found = view.rows(&work(&d).session.pack, &work(&d).tasks).iter().flatten().count();
    assert!(found > 0 && found < 20);
    d.keys("esc v");
    let view = &work(&d).tasks_view;
    assert_eq!(view.role, Some(Role::Lead));
    assert!(view.rows(&work(&d).session.pack, &work(&d).tasks).iter().flatten().all(|t| t.role == Role::Lead));
    d.keys("esc t");
    let rows = work(&d).tasks_view.rows(&work(&d).session.pack, &work(&d).tasks).iter().flatten().count();
    assert_eq!(rows, work(&d).tasks.len());
}

#[test]
fn own_tasks_come_and_go_with_a_question() {
    let mut d = started();
    d.keys("esc them_viec enter Nộp_danh_sách enter 5/4 enter Mai enter enter enter");
    let task = work(&d).tasks.last().unwrap();
    assert_eq!((task.id.as_str(), task.text.as_str()), ("R1", "Nộp danh sách"));
    d.keys("2 / R1 enter enter");
    d.keys("end up enter ctrl-u Nộp_lại ctrl-s");
    assert_eq!(work(&d).tasks.last().unwrap().text, "Nộp lại");
    // Removal stands last and asks; the answer begins at no.
    d.keys("end enter enter");
    assert_eq!(work(&d).tasks.last().unwrap().id, "R1");
    d.keys("enter right enter");
    assert_ne!(work(&d).tasks.last().unwrap().id, "R1");
    d.keys("u");
    assert_eq!(work(&d).tasks.last().unwrap().id, "R1");
}

#[test]
fn a_report_is_checked_made_and_sent() {
    let mut d = Driver::with_quarter();
    d.keys("4 enter");
    assert!(d.screen().contains("Làm gói báo cáo"));
    d.keys("enter");
    let folder = d.dir.path().join("goi");
    d.keys("enter");
    let made = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(made, 2, "{}", d.screen());
    assert!(notice(&d).contains("mã gói") || notice(&d).contains("Mã gói"), "{}", notice(&d));
    d.keys("esc s 12/BC-UBND enter ctrl-u 18/3 enter enter");
    let record = work(&d).session.store.book().latest_submission("2024-Q1".parse().unwrap()).unwrap();
    assert_eq!(record.sent.as_ref().unwrap().document.as_deref(), Some("12/BC-UBND"), "{}", d.screen());
    assert!(d.screen().contains("đã gửi"));
}

#[test]
fn alerts_lead_to_their_place() {
    let mut d = Driver::with_quarter();
    d.keys("down enter");
    assert!(matches!(d.state.modals.last(), Some(Modal::Panel(_))));
    d.keys("esc down enter");
    assert!(work(&d).figures.open && work(&d).screen == Screen::Figures, "{}", d.screen());
    d.keys("esc 1 home enter");
    // The overdue report opens its task's occurrence.
    assert!(d.screen().contains("1.4"));
}

#[test]
fn everything_can_be_done_without_letters() {
    let mut d = started();
    // Esc on a screen lists what can be done: to the log by arrows and Enter alone.
    d.keys("esc");
    let places = of_screen(Screen::Overview).len() + SCREENS.len() - 1;
    for _ in 0..places {
        d.keys("down");
    }
    d.keys("enter");
    assert_eq!(work(&d).screen, Screen::Log);
    d.keys("tab");
    assert_eq!(work(&d).screen, Screen::Overview);
    d.keys("ctrl-p nhat_ky enter");
    assert_eq!(work(&d).screen, Screen::Log);
    d.keys("esc thoat enter");
    assert!(d.state.end);
}

#[test]
fn the_log_is_searched_by_what_it_shows() {
    let mut d = started();
    d.keys("3 home enter 30 tab esc 5 / chung_thuc enter");
    assert_eq!((work(&d).log.len, work(&d).log.rows(0).len()), (1, 1));
    assert!(d.screen().contains("(trống) → 30"));
}

#[test]
fn settings_are_one_action() {
    let mut d = started();
    d.keys("esc thiet_lap enter ctrl-u Trần_Văn_Mới enter enter Chủ_tịch ctrl-s");
    let book = work(&d).session.store.book();
    assert_eq!((book.setting("officer"), book.setting("signatory_title")), (Some("Trần Văn Mới"), Some("Chủ tịch")));
    d.keys("u");
    assert_eq!(work(&d).session.store.book().setting("officer"), Some("Nguyễn Thị Ánh"));
    assert_eq!(work(&d).session.store.book().setting("signatory_title"), None);
}

/// Stopped by a signal and started again.
fn stopped(d: Driver) -> Driver {
    d.state.kept().unwrap().keep(&d.state.world).unwrap();
    let (dir, world) = (d.dir, d.state.world.clone());
    drop(d.state.work);
    let mut state = State::start(world.clone()).unwrap();
    state.offer(Draft::look(&world).unwrap());
    let d = Driver { dir, state, theme: d.theme, size: d.size };
    assert!(d.screen().contains("bản nháp"));
    d
}

#[test]
fn typed_text_survives_as_a_draft() {
    let mut d = started();
    d.keys("enter enter 05/KH-UBND enter");
    let mut d = stopped(d);
    d.keys("enter");
    let Some(Modal::Form(form)) = d.state.modals.last() else { panic!() };
    assert_eq!(form.text(0), "05/KH-UBND");
}

#[test]
fn the_first_start_survives_as_a_draft() {
    let mut d = Driver::fresh(&[]);
    d.keys("an_phuoc enter enter Nguyễn_Thị_Ánh");
    // There is no data dir yet.
    d.state.kept().unwrap().keep(&d.state.world).unwrap();
    let world = d.state.world.clone();
    for _ in 0..2 {
        // It stays until it is used: also when the next start is killed.
        let mut state = State::start(world.clone()).unwrap();
        state.offer(Draft::look(&world).unwrap());
        d.state = state;
        assert!(d.screen().contains("Nguyễn Thị Ánh"), "{}", d.screen());
    }
    d.keys("ctrl-s enter");
    assert!(d.state.work.is_some() && Draft::look(&world).is_none(), "{}", d.screen());
}

#[test]
fn a_half_typed_cell_survives_as_a_draft() {
    let mut d = started();
    d.keys("3 home enter 1 2");
    let mut d = stopped(d);
    d.keys("enter");
    assert!(d.screen().contains("Chứng thực, Tiếp nhận trực tuyến"), "{}", d.screen());
    d.keys("enter enter");
    assert_eq!(cell(&d, 1, "chung_thuc", "online"), Cell::Count(12), "{}", d.screen());
}

#[test]
fn the_way_of_typing_is_a_setting() {
    let mut d = started();
    d.keys(": thiet_lap enter");
    let Some(Modal::Form(form)) = d.state.modals.last() else { panic!() };
    let at = form.fields.iter().position(|f| f.label.starts_with("Gõ")).unwrap();
    for _ in 0..at {
        d.keys("tab");
    }
    d.keys("ctrl-u telex ctrl-s");
    assert_eq!(d.state.typing, Typing::Telex, "{}", d.screen());
    let (dir, world) = (d.dir, d.state.world.clone());
    drop(d.state.work);
    assert_eq!(State::start(world).unwrap().typing, Typing::Telex);
    drop(dir);
}

#[test]
fn a_plan_that_is_over_is_one_line() {
    let dir = tempfile::tempdir().unwrap();
    common::set_up(&dir.path().join("data"));
    let state = State::start(world(dir.path(), "2026-11-25")).unwrap();
    let d = Driver { dir, state, theme: daumoi::tui::theme::Theme { color: true, ascii: false }, size: (80, 24) };
    assert_eq!(work(&d).alerts.len(), 1);
    assert!(d.screen().contains("đã hết hiệu lực"));
}

#[test]
fn undoing_while_a_number_is_typed_drops_the_number() {
    let mut d = started();
    d.keys("3 home enter 3 0 tab 7 0 ctrl-z");
    assert_eq!(cell(&d, 1, "chung_thuc", "online"), Cell::Count(30));
    assert!(work(&d).figures.entry.is_none());
    d.keys("ctrl-z");
    assert_eq!(cell(&d, 1, "chung_thuc", "online"), Cell::Missing);
}

#[test]
fn a_day_that_is_proposed_gives_way_to_the_one_typed() {
    let mut d = started();
    d.keys("enter enter 05/KH-UBND enter 23/1 enter enter");
    let task = work(&d).tasks.iter().find(|t| t.id == "1.1").unwrap();
    assert_eq!(task.document_date.unwrap().to_string(), "2024-01-23", "{}", d.screen());
}

/// What `UniKey` makes of `u` and `r` in Telex: the letter is taken back and comes again with its mark.
#[test]
fn a_letter_that_an_input_method_corrects_leaves_the_cell_alone() {
    let mut d = started();
    d.keys("3 home enter 6 5 tab left");
    d.keys("backspace");
    d.paste_key('ủ');
    assert!(work(&d).figures.entry.is_none());
    assert_eq!(cell(&d, 1, "chung_thuc", "online"), Cell::Count(65));
    // What was typed as a number is not thrown away by a letter.
    d.keys("1 2");
    d.paste_key('ủ');
    assert_eq!(work(&d).figures.entry.as_ref().unwrap().text(), "12ủ");
}

#[test]
fn a_row_of_nothing_is_one_key_and_one_undo() {
    let mut d = started();
    d.keys("3 home enter 5 tab =");
    assert_eq!(cell(&d, 1, "chung_thuc", "online"), Cell::Count(5));
    for column in ["direct", "early", "open_overdue"] {
        assert_eq!(cell(&d, 1, "chung_thuc", column), Cell::Nil, "{column}");
    }
    d.keys("u");
    assert_eq!(cell(&d, 1, "chung_thuc", "open_overdue"), Cell::Missing);
    assert_eq!(cell(&d, 1, "chung_thuc", "online"), Cell::Count(5));
}

#[test]
fn errors_are_not_explained_away_and_alerts_lead_to_their_cell() {
    let mut d = started();
    d.keys("3 home enter 1 tab esc");
    work_mut(&mut d)
        .session
        .set_figures(
            Period::month(2024, 1),
            "counters",
            &[("satisfaction_rated".into(), "1".into()), ("satisfaction_satisfied".into(), "5".into())],
            None,
        )
        .unwrap();
    d.keys("1");
    let at = work(&d).alerts.iter().position(|a| a.kind == daumoi::domain::alert::Kind::RuleBroken).unwrap();
    for _ in 0..at {
        d.keys("down");
    }
    d.keys("enter");
    let (part, counter) = (work(&d).figures.part, work(&d).figures.counter);
    assert_eq!(part, daumoi::app::ui::figures::PartOf::Counters);
    assert!(d.screen().contains('!') && counter > 0, "{}", d.screen());
    d.keys("g");
    assert!(notice(&d).contains("phải sửa"), "{}", notice(&d));
    // Esc leads back to where one came from.
    d.keys("esc");
    assert_eq!(work(&d).screen, Screen::Overview);
}

#[test]
fn taking_back_what_was_sent_is_asked_about() {
    let dir = tempfile::tempdir().unwrap();
    common::with_quarter(&dir.path().join("data"));
    let state = State::start(world(dir.path(), "2024-03-19")).unwrap();
    let theme = daumoi::tui::theme::Theme { color: true, ascii: false };
    let mut d = Driver { dir, state, theme, size: (80, 24) };
    d.keys("4 home enter");
    // The cursor is on what comes next.
    assert!(d.screen().contains(">   Làm gói báo cáo"), "{}", d.screen());
    let out = d.dir.path().join("out");
    d.keys("enter ctrl-u");
    d.paste(out.to_str().unwrap());
    d.keys("enter");
    assert!(notice(&d).contains("Mã gói"), "{}", d.screen());
    d.keys("esc u");
    assert!(d.screen().contains("ở đó vẫn giữ bản cũ"), "{}", d.screen());
    d.keys("enter");
    let period = "2024-Q1".parse().unwrap();
    assert!(work(&d).session.store.book().latest_submission(period).is_some(), "no is the safe answer");
    d.keys("u right enter");
    assert!(work(&d).session.store.book().latest_submission(period).is_none());
}

#[test]
fn the_menu_finds_what_other_screens_do() {
    let mut d = started();
    d.keys(": lam_goi enter");
    assert_eq!(work(&d).screen, Screen::Reports);
    assert!(matches!(d.state.modals.last(), Some(Modal::Form(_))), "{}", d.screen());
    // A digit in the untouched menu is the screen it stands beside; `/` is the search of the list.
    d.keys("esc esc 3");
    assert_eq!(work(&d).screen, Screen::Figures);
    d.keys("2 esc / cong_khai enter");
    assert!(work(&d).tasks_view.list.query.contains("cong khai"));
    let found = work(&d).tasks_view.chosen(&work(&d).session.pack, &work(&d).tasks).unwrap().id.clone();
    d.keys("esc");
    let still = work(&d).tasks_view.chosen(&work(&d).session.pack, &work(&d).tasks).unwrap().id.clone();
    assert_eq!(found, still, "what was found stays under the cursor");
}

#[test]
fn home_and_the_first_step_down_reach_a_task() {
    let mut d = started();
    d.keys("2 down");
    let chosen = |d: &Driver| work(d).tasks_view.chosen(&work(d).session.pack, &work(d).tasks).unwrap().id.clone();
    assert_eq!(chosen(&d), "1.4");
    d.keys("end home");
    assert_eq!(chosen(&d), "1.1");
    d.keys("pgdn pgup");
    assert_eq!(chosen(&d), "1.1");
}

#[test]
fn the_program_left_open_overnight_goes_on_with_the_new_day() {
    let mut d = started();
    d.state.world.today_given = false;
    d.state.world.clock = || "2024-03-25T07:30:00+07:00".to_owned();
    d.keys("down");
    assert_eq!(d.state.world.today.to_string(), "2024-03-25");
    assert!(d.screen().contains("25/03/2024"), "{}", d.screen());
}

#[test]
fn data_in_use_elsewhere_is_open_for_looking() {
    let d = started();
    let other = State::start(d.state.world.clone()).unwrap();
    assert!(other.read_only());
    let mut d = Driver { dir: d.dir, state: other, theme: d.theme, size: d.size };
    assert!(d.screen().contains("CHỈ XEM"), "{}", d.screen());
    d.keys("3 home enter 3 tab");
    assert!(notice(&d).contains("Đang mở để xem"), "{}", notice(&d));
    assert_eq!(work(&d).figures.entry.as_ref().unwrap().text(), "3", "what was typed stays");
}

#[test]
fn tasks_are_filtered_by_every_state() {
    let mut d = started();
    d.keys("enter enter 05/KH-UBND enter enter enter");
    let shown = |d: &Driver| -> Vec<Status> {
        let w = work(d);
        w.tasks_view.rows(&w.session.pack, &w.tasks).into_iter().flatten().map(|t| t.status).collect()
    };
    d.keys("2");
    let all = shown(&d).len();
    d.keys("t");
    assert!(shown(&d).len() == all - 1 && shown(&d).iter().all(|s| !s.settled()), "unsettled");
    d.keys("t");
    assert!(!shown(&d).is_empty() && shown(&d).len() < 5, "overdue");
    d.keys("t");
    assert_eq!(shown(&d), [Status::Done], "settled");
    // Days nobody has confirmed: the reports', and that of 2.4, until it is set by a letter.
    d.keys("t");
    assert_eq!(shown(&d).len(), 2, "assumed");
    d.keys("end : dat_han_theo enter enter Công_văn_7 enter");
    assert_eq!(shown(&d).len(), 1, "{}", d.screen());
}

#[test]
fn a_long_history_is_paged_and_searched() {
    let mut d = started();
    let session = &mut work_mut(&mut d).session;
    for n in 0..1_500 {
        session.set_setting("signatory", &format!("Người {n}")).unwrap();
    }
    d.keys("5");
    assert_eq!(work(&d).log.len, 1_501);
    assert!(work(&d).log.rows(0).len() < 1_000, "not all of it is held");
    d.keys("end");
    assert!(d.screen().contains("thiết lập: kế hoạch năm 2024"), "{}", d.screen());
    d.keys("home / nguoi_77 enter");
    // Every number with 77 in it, where it came and where it went.
    let has = |n: usize| n.to_string().contains("77");
    let expected = (0..1_500).filter(|n| has(*n) || n.checked_sub(1).is_some_and(has)).count();
    assert_eq!(work(&d).log.len, expected);
    d.keys("u");
    assert!(notice(&d).contains("Đã hoàn tác"));
}

#[test]
fn the_commune_can_be_corrected_until_a_package_carries_it() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    common::with_quarter(&data);
    common::done(&data, &["settings", "unit", "26386"]);
    assert!(common::stdout(&common::done(&data, &["settings", "unit"])).contains("Bình An"));
    common::done(&data, &["settings", "unit", "12345 Xã Mới"]);
    common::refused(&data, &["settings", "unit", "1"]);
    common::done(&data, &["settings", "unit", "26383"]);
    common::quarter_package(&data);
    assert!(common::refused(&data, &["settings", "unit", "26386"]).contains("gói báo cáo"));
}
