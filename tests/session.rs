//! What a session offers to screens beyond the commands: undo and redo over any actions, notes, edits,
//! questions for a reason, set-up for a unit of one's own.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use chrono::NaiveDate;
use daumoi::app::reported::Difference;
use daumoi::app::setup::{self, Setup, UnitChoice};
use daumoi::app::tasks::{NewTask, Proof, Target, When};
use daumoi::app::verify::verify_file;
use daumoi::app::{AppError, Session, Source, World};
use daumoi::domain::book::{Book, Key, Value};
use daumoi::domain::cell::Cell;
use daumoi::domain::figures;
use daumoi::domain::period::Period;
use daumoi::domain::task::{self, Task};
use daumoi::intake::layout::Mapping;
use daumoi::store::Meta;
use proptest::prelude::*;

const JANUARY: Period = Period { year: 2024, part: daumoi::domain::period::Part::Month(1) };

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).unwrap()
}

fn world(dir: &Path) -> World {
    World {
        data_dir: dir.to_owned(),
        today: day(4, 1),
        today_given: true,
        clock: || "2024-04-01T08:00:00+07:00".to_owned(),
        user: "thu".to_owned(),
        year: None,
        documents: dir.to_owned(),
        practice: false,
        moment: None,
    }
}

fn listed() -> Setup {
    Setup {
        unit: UnitChoice::Listed("26383".to_owned()),
        year: 2024,
        officer: "Nguyễn Thị Ánh".to_owned(),
        signatory: None,
        recipient: None,
    }
}

fn session(dir: &Path) -> Session {
    setup::init(&world(dir), &listed()).unwrap();
    Session::write(world(dir)).unwrap()
}

fn at(id: &str) -> Target<'_> {
    Target { id, period: None, also: &[] }
}

fn own<'a>(text: &'a str, person: Option<&'a str>) -> NewTask<'a> {
    NewTask { text, when: When::by(day(4, 5)), person, source: None, links: Vec::new() }
}

fn proof(number: &str, date: NaiveDate) -> Proof<'_> {
    Proof { number, date, file: None, note: None, sure: false }
}

fn find(session: &Session, id: &str) -> Task {
    task::find(&session.tasks(), id).unwrap().clone()
}

/// A whole row of `n` online dossiers, all resolved early.
fn row(n: u8) -> Vec<(String, String)> {
    let cells = [("online", n), ("direct", 0), ("carried", 0), ("early", n), ("on_time", 0), ("late", 0)];
    let open = [("open_in_time", 0), ("open_overdue", 0)];
    cells.iter().chain(&open).map(|(code, n)| ((*code).to_owned(), n.to_string())).collect()
}

#[derive(Debug, Clone)]
enum Op {
    Figures(u8, u8),
    Start(u8),
    Done(u8),
    Reopen(u8),
    Note(u8, bool),
    Add,
    Edit(u8),
    Remove(u8),
    Signatory(u8),
    Submit(u8),
    Sent(u8),
    Undo,
    Redo,
}

fn ops() -> impl Strategy<Value = Op> {
    let small = 1_u8..=3;
    prop_oneof![
        3 => (small.clone(), 0_u8..4).prop_map(|(month, n)| Op::Figures(month, n)),
        1 => small.clone().prop_map(Op::Start),
        1 => small.clone().prop_map(Op::Done),
        1 => small.clone().prop_map(Op::Reopen),
        1 => (small.clone(), any::<bool>()).prop_map(|(n, set)| Op::Note(n, set)),
        2 => Just(Op::Add),
        1 => small.clone().prop_map(Op::Edit),
        1 => small.clone().prop_map(Op::Remove),
        1 => small.clone().prop_map(Op::Signatory),
        2 => small.clone().prop_map(Op::Submit),
        2 => small.prop_map(Op::Sent),
        5 => Just(Op::Undo),
        3 => Just(Op::Redo),
    ]
}

/// Does it, whether or not it is refused.
fn carry_out(session: &mut Session, op: &Op, out: &Path) {
    let row_id = |n: &u8| ["1.1", "2.5", "R1"][usize::from(*n - 1)].to_owned();
    let own_id = |n: &u8| format!("R{n}");
    let month = |n: &u8| Period::month(2024, *n);
    let _refused_or_not = match op {
        Op::Figures(m, n) => session.set_figures(month(m), "ho_tich", &row(*n), Some("đếm lại")).map(|_| ()),
        Op::Start(n) => session.task_start(at(&row_id(n)), None),
        Op::Done(n) => session.task_done(at(&row_id(n)), &proof("1/KH", day(2, 1))),
        Op::Reopen(n) => session.task_reopen(at(&row_id(n)), "nhầm"),
        Op::Note(n, set) => session.task_note(at(&row_id(n)), if *set { "xem lại" } else { "" }),
        Op::Add => session.task_add(own("Việc", None)).map(|_| ()),
        Op::Edit(n) => session.task_edit(&own_id(n), own("Việc khác", Some("Mai"))),
        Op::Remove(n) => session.task_remove(&own_id(n)),
        Op::Signatory(n) => session.set_setting("signatory", ["A", "B", ""][usize::from(*n - 1)]),
        Op::Submit(m) => session.submit(month(m), out, Some("đếm lại")).map(|_| ()),
        Op::Sent(m) => session.sent(month(m), day(3, 20), Some("1/BC"), None).map(|_| ()),
        Op::Undo | Op::Redo => Ok(()),
    };
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    /// Against a model that keeps whole books: each undo and redo restores exactly the book it should,
    /// and undoing all, then redoing all, ends where it began.
    #[test]
    fn undo_and_redo_restore_the_book_exactly(ops in prop::collection::vec(ops(), 1..24)) {
        let dir = tempfile::tempdir().unwrap();
        let (data, out) = (dir.path().join("data"), dir.path().join("out"));
        let mut session = session(&data);
        let (mut past, mut future): (Vec<Book>, Vec<Book>) = (Vec::new(), Vec::new());
        for op in &ops {
            let before = session.store.book().clone();
            let count = session.store.trail_len();
            let expected = match op {
                Op::Undo => past.pop().inspect(|_| future.push(before.clone())),
                Op::Redo => future.pop().inspect(|_| past.push(before.clone())),
                _ => {
                    carry_out(&mut session, op, &out);
                    if session.store.trail_len() > count {
                        past.push(before);
                        future.clear();
                    }
                    continue;
                }
            };
            let turned = if matches!(op, Op::Undo) { session.undo() } else { session.redo() };
            prop_assert_eq!(turned.is_ok(), expected.is_some());
            prop_assert_eq!(session.store.book(), &expected.unwrap_or(before));
            prop_assert_eq!(session.undoable().is_some(), !past.is_empty());
            prop_assert_eq!(session.redoable().is_some(), !future.is_empty());
        }
        let last = session.store.book().clone();
        let first = past.first().unwrap_or(&last).clone();
        let mut undone = 0;
        while session.undo().is_ok() {
            undone += 1;
        }
        prop_assert_eq!((undone, session.store.book()), (past.len(), &first));
        drop(session);
        let mut session = Session::write(world(&data)).unwrap();
        prop_assert_eq!(session.store.book(), &first);
        for _ in 0..undone {
            let step = session.redoable();
            prop_assert_eq!(session.redo().ok().map(|u| u.step), step);
        }
        prop_assert_eq!(session.store.book(), &last);
        let reader = Session::read(world(&data)).unwrap();
        prop_assert_eq!(reader.store.book(), &last);
    }
}

#[test]
fn undoing_tells_what_it_changed() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = session(dir.path());
    assert_eq!((session.undoable(), session.redoable()), (None, None));
    session.set_figures(JANUARY, "ho_tich", &row(3), None).unwrap();
    let step = session.undoable().unwrap();
    assert_eq!((step.action.as_str(), step.seq), ("figures.set", 2));
    assert_eq!(step.summary, "nhập số liệu (Hộ tịch, tháng 01/2024)");
    let undone = session.undo().unwrap();
    assert_eq!((&undone.step, undone.changes.len()), (&step, 8));
    assert!(undone.changes.iter().all(|c| c.old.is_some() && c.new.is_none()));
    assert_eq!((session.undoable(), session.redoable()), (None, Some(step)));
}

#[test]
fn values_that_do_not_stand_are_not_forced() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = session(dir.path());
    session.set_setting("signatory", "A").unwrap();
    session.set_setting("signatory", "B").unwrap();
    // An undoing that did not do what it says: the signatory is still B.
    let change = session.store.book().change(Key::Setting("lead_days".into()), Some(Value::Text("5".into())));
    let meta = Meta { action: "undo".to_owned(), ..Meta::default() };
    session.store.commit(meta, change.into_iter().collect()).unwrap();
    let (book, count) = (session.store.book().clone(), session.store.trail_len());
    for turned in [session.undo(), session.redo()] {
        let refused = turned.unwrap_err().sentence();
        assert!(refused.contains("sửa thiết lập (Người ký báo cáo)"), "{refused}");
    }
    assert_eq!((session.store.book(), session.store.trail_len()), (&book, count));
}

#[test]
fn notes_of_the_officer() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = session(dir.path());
    let empty = session.store.book().clone();
    let printed = find(&session, "4.4-2").note;
    assert!(!printed.is_empty(), "a row with a note of the pack's");
    session.task_note(at("4.4-2"), "  hỏi huyện\r\nngày mai ").unwrap();
    let task = find(&session, "4.4-2");
    assert_eq!(task.own_note.as_deref(), Some("hỏi huyện\nngày mai"));
    assert_eq!(task.note, format!("{printed} hỏi huyện\nngày mai"));
    assert_eq!(task.status, daumoi::domain::book::Status::Open);
    session.task_note(at("4.4-2"), " ").unwrap();
    assert_eq!((find(&session, "4.4-2").own_note, find(&session, "4.4-2").note), (None, printed));
    assert_eq!(session.store.book(), &empty, "nothing is left of it");
    let count = session.store.trail_len();
    session.task_note(at("4.4-2"), "").unwrap();
    assert_eq!(session.store.trail_len(), count, "clearing what is clear is no action");
    // An occurrence has its own; settling it keeps it.
    let quarter = Target { id: "1.4", period: Some("2024-Q1".parse().unwrap()), also: &[] };
    session.task_note(quarter, "chờ số văn bản").unwrap();
    session.task_done(quarter, &proof("12/BC-UBND", day(3, 18))).unwrap();
    assert_eq!(find(&session, "1.4").occurrences[0].note.as_deref(), Some("chờ số văn bản"));
    assert_eq!(find(&session, "1.4").own_note, None);
    for (target, note) in [(at("1.4"), "x"), (at("9.9"), "x"), (at("1.1"), "a\u{1b}[2J")] {
        assert!(matches!(session.task_note(target, note), Err(AppError::Input(_))));
    }
    assert!(!serde_json::to_string(&session.tasks()).unwrap().contains("own_note"));
}

#[test]
fn own_tasks_are_edited() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = session(dir.path());
    let id = session.task_add(own("Việc một", Some("Mai"))).unwrap();
    session.task_done(at(&id), &proof("1/KH", day(3, 30))).unwrap();
    let edited =
        NewTask {
            text: "Việc hai", when: When::by(day(3, 29)), person: None, source: Some("CV 1"), links: Vec::new()
        };
    session.task_edit(&id, edited).unwrap();
    let task = find(&session, &id);
    assert_eq!((task.text.as_str(), task.person, task.source.as_str()), ("Việc hai", None, "CV 1"));
    assert_eq!((task.deadline.legal_day, task.late), (Some(day(3, 29)), Some(true)));
    assert_eq!(session.undoable().unwrap().summary, "sửa việc riêng (R1: Việc hai)");
    session.undo().unwrap();
    assert_eq!((find(&session, &id).text.as_str(), find(&session, &id).late), ("Việc một", Some(false)));
    for (id, text) in [("1.1", "x"), ("R9", "x"), (id.as_str(), " ")] {
        assert!(matches!(session.task_edit(id, own(text, None)), Err(AppError::Input(_))));
    }
}

#[test]
fn only_a_missing_reason_asks_for_one() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = session(&dir.path().join("data"));
    let february = JANUARY.month_after();
    session.set_figures(JANUARY, "ho_tich", &row(3), None).unwrap();
    let carried = |n: &str| vec![("carried".to_owned(), n.to_owned())];
    let missing = session.set_figures(february, "ho_tich", &carried("2"), None).unwrap_err();
    assert!(matches!(missing, AppError::Reason(_)) && missing.sentence().contains("lý do"), "{missing}");
    let wrong = session.set_figures(february, "ho_tich", &carried("x"), None).unwrap_err();
    assert!(matches!(wrong, AppError::Input(_)));
    session.set_figures(february, "ho_tich", &carried("2"), Some("đếm lại")).unwrap();
    // A file: the question comes after every mistake, with its line.
    let file = dir.path().join("thang02.csv");
    let source = Source::File(file.clone());
    std::fs::write(&file, "field,carried\nho_tich,1\ndat_dai,x\n").unwrap();
    let preview = session.preview(february, &source, &Mapping::default(), None).unwrap();
    assert_eq!(preview.mistakes.len(), 1);
    assert!(matches!(session.import(&preview), Err(AppError::Input(_))));
    std::fs::write(&file, "field,carried\nho_tich,1\ndat_dai,0\n").unwrap();
    let missing = session.preview(february, &source, &Mapping::default(), None).unwrap_err();
    assert!(matches!(missing, AppError::Reason(_)) && missing.sentence().contains("dòng 2"), "{missing}");
    assert_eq!(session.preview(february, &source, &Mapping::default(), Some("đếm lại")).unwrap().changes.len(), 2);
    // A month that a sent report covers.
    session.submit(JANUARY, &dir.path().join("out"), None).unwrap();
    session.sent(JANUARY, day(3, 20), Some("1/BC"), None).unwrap();
    let missing = session.set_figures(JANUARY, "ho_tich", &row(4), None).unwrap_err();
    assert!(matches!(missing, AppError::Reason(_)), "{missing}");
    assert!(matches!(session.set_figures(JANUARY, "khong_co", &row(4), None), Err(AppError::Input(_))));
    std::fs::write(&file, "field,online\nho_tich,1\n").unwrap();
    assert!(matches!(session.preview(JANUARY, &source, &Mapping::default(), None), Err(AppError::Reason(_))));
    session.set_figures(JANUARY, "ho_tich", &row(4), Some("đếm lại")).unwrap();
}

#[test]
fn a_unit_that_the_plan_does_not_list() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let unit = |code: &str, name: &str| UnitChoice::Own { code: code.to_owned(), name: name.to_owned() };
    let long = "Xã ".repeat(40);
    for (code, name) in [
        ("9999", "Xã Mới"),
        ("999999", "Xã Mới"),
        ("9999x", "Xã Mới"),
        ("９９９９９", "Xã Mới"),
        ("26383", "Xã Mới"),
        ("99999", " "),
        ("99999", "Xã\nMới"),
        ("99999", "–"),
        ("99999", long.as_str()),
    ] {
        let refused = setup::init(&world(&data), &Setup { unit: unit(code, name), ..listed() });
        assert!(matches!(refused, Err(AppError::Input(_))), "{code} {name}");
        assert!(!data.exists(), "{code} {name} made a data dir");
    }
    let asked = Setup {
        unit: unit("99999", " Xã Đắk Mới "),
        signatory: Some("Trần Văn Bình".to_owned()),
        recipient: Some("UBND tỉnh".to_owned()),
        ..listed()
    };
    assert_eq!(setup::init(&world(&data), &asked).unwrap().unit_name, "Xã Đắk Mới");
    let mut session = Session::write(world(&data)).unwrap();
    assert_eq!(session.store.trail_len(), 1);
    let setting = |key: &str| session.store.book().setting(key).map(str::to_owned);
    assert_eq!(setting("signatory").as_deref(), Some("Trần Văn Bình"));
    assert_eq!(setting("recipient").as_deref(), Some("UBND tỉnh"));
    session.set_figures(JANUARY, "ho_tich", &row(3), None).unwrap();
    let done = session.submit(JANUARY, &dir.path().join("out"), None).unwrap();
    assert_eq!(done.record.file, "KSTTHC_99999_xa-dak-moi_2024-01_L01.zip");
    let verified = verify_file(done.path.as_ref().unwrap(), &[]).unwrap().unwrap();
    assert_eq!((verified.head.unit.name.as_str(), verified.head.recipient.as_str()), ("Xã Đắk Mới", "UBND tỉnh"));
    assert_eq!((setup::years(), setup::pack(2024).unwrap().plan.year), (vec![2024], 2024));
    assert!(setup::pack(2031).is_err());
}

#[test]
fn what_was_reported_stands_beside_what_the_months_say_now() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = session(&dir.path().join("data"));
    let quarter: Period = "2024-Q1".parse().unwrap();
    for month in quarter.months() {
        let cells = [("online", "3"), ("direct", "0"), ("early", "3"), ("on_time", "0"), ("late", "0")];
        let rest = [("open_in_time", "0"), ("open_overdue", "0"), ("carried", "0")];
        let cells: Vec<_> = cells.into_iter().chain(rest).map(|(c, v)| (c.to_owned(), v.to_owned())).collect();
        session.set_figures(month, "ho_tich", &cells, None).unwrap();
    }
    session.submit(quarter, &dir.path().join("out"), None).unwrap();
    assert_eq!(session.reported(quarter), None, "made is not sent");
    session.sent(quarter, day(3, 20), Some("1/BC"), None).unwrap();
    let differences = |session: &Session, period: Period| {
        let figures = figures::compute(&session.pack, session.store.book(), period).unwrap();
        session.reported(period).unwrap().differences(&figures)
    };
    assert_eq!(differences(&session, quarter), []);
    let two = [("online".to_owned(), "5".to_owned()), ("early".to_owned(), "5".to_owned())];
    session.set_figures(JANUARY, "ho_tich", &two, Some("đếm lại")).unwrap();
    let said = |list: Vec<Difference>| -> Vec<String> {
        let one = |d: Difference| format!("{} {} {:?} {:?}", d.field, d.column, d.reported.number(), d.now.number());
        list.into_iter().map(one).collect()
    };
    // The quarter's and the month's own, with the totals that hang on them.
    let of_quarter = said(differences(&session, quarter));
    assert!(of_quarter.contains(&"ho_tich online Some(9) Some(11)".to_owned()), "{of_quarter:?}");
    assert!(of_quarter.contains(&"total resolved Some(9) Some(11)".to_owned()), "{of_quarter:?}");
    assert_eq!(of_quarter.len(), 8, "{of_quarter:?}");
    let of_month = said(differences(&session, JANUARY));
    assert!(of_month.contains(&"ho_tich early Some(3) Some(5)".to_owned()), "{of_month:?}");
    // A field begun since was reported as nothing at all.
    session.set_figures(JANUARY, "dat_dai", &[("late".to_owned(), "2".to_owned())], Some("sót")).unwrap();
    let of_month = said(differences(&session, JANUARY));
    assert!(of_month.contains(&"dat_dai late None Some(2)".to_owned()), "{of_month:?}");
    assert_eq!(session.reported(JANUARY).unwrap().cell("dat_dai", "late"), Some(Cell::Missing));
    session.undo().unwrap();
    // A revision that was sent is what was reported from then on.
    session.submit(quarter, &dir.path().join("out"), Some("đếm lại")).unwrap();
    assert_eq!(session.reported(quarter).unwrap().revision, 1);
    session.sent(quarter, day(3, 21), Some("2/BC"), None).unwrap();
    assert_eq!(session.reported(quarter).unwrap().revision, 2);
    assert_eq!(differences(&session, quarter), []);
}

#[test]
fn a_clock_before_the_packs_own_day_is_an_alert_of_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let given = session(&dir.path().join("data"));
    assert!(!given.alerts().iter().any(|a| a.kind.code() == "clock"), "silent while the day is given");
    drop(given);
    // The clock of this test stands in April 2024, the pack was put together later.
    let world = World { today_given: false, ..world(&dir.path().join("data")) };
    let session = Session::read(world).unwrap();
    assert_eq!(session.alerts()[0].kind.code(), "clock");
}
