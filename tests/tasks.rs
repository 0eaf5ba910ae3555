//! Tasks through commands and on screen: extensions, events, set days, own tasks with any deadline, hidden
//! alerts, links to indicators.
#![allow(clippy::unwrap_used)]

mod common;
mod driver;

use std::path::Path;

use common::{code, done, json, refused, run, set_up, stdout};
use daumoi::app::ui::Work;
use daumoi::app::ui::action::Screen;
use daumoi::app::ui::figures::PartOf;
use daumoi::domain::book::Status;
use driver::Driver;
use serde_json::Value;

fn on(dir: &Path, day: &str, args: &[&str]) -> Value {
    json(&run(dir, &[args, &["--json", "--today", day]].concat()))
}

fn task(dir: &Path, day: &str, id: &str) -> Value {
    let tasks = on(dir, day, &["tasks"]);
    tasks.as_array().unwrap().iter().find(|t| t["id"] == id).unwrap().clone()
}

fn fresh() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    set_up(dir.path());
    dir
}

#[test]
fn an_extension_moves_the_day_and_keeps_the_old_one() {
    let dir = fresh();
    let (dir, day) = (dir.path(), "2024-05-20");
    let put = |to: &str, document: &str| {
        let args = ["task", "postpone", "2.6", "--to", to, "--reason", "Chờ danh mục", "--document", document];
        [&args[..], &["--today", day]].concat().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let strs = |args: &[String]| -> Vec<String> { args.to_vec() };
    let call = |args: Vec<String>| done(dir, &args.iter().map(String::as_str).collect::<Vec<_>>());
    call(strs(&put("2024-06-10", "45/UBND-VP")));
    let deadline = &task(dir, day, "2.6")["deadline"];
    assert_eq!((&deadline["legal_day"], &deadline["original_day"]), (&"2024-06-10".into(), &"2024-05-24".into()));
    assert_eq!(deadline["extensions"][0]["document"], "45/UBND-VP");
    // Not to an earlier day, not to the same one, and a second time from the first.
    for to in ["2024-06-01", "2024-06-10"] {
        let args = put(to, "1/UB");
        let message = refused(dir, &args.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(message.contains("không sau hạn đang có 10/06/2024"), "{message}");
    }
    call(put("2024-06-20", "60/UBND-VP"));
    let deadline = &task(dir, day, "2.6")["deadline"];
    assert_eq!((&deadline["legal_day"], &deadline["original_day"]), (&"2024-06-20".into(), &"2024-05-24".into()));
    let why = on(dir, "2024-06-05", &["alerts"]);
    let alert = why.as_array().unwrap().iter().find(|a| a["ref"] == "2.6").unwrap();
    assert!(alert["why"].as_str().unwrap().contains("gia hạn lần 2, từ 10/06/2024 (theo 60/UBND-VP)"), "{alert}");
    done(dir, &["undo"]);
    assert_eq!(task(dir, day, "2.6")["deadline"]["legal_day"], "2024-06-10");
    // What has no day, or is settled, has nothing to extend; an occurrence has a day of its own.
    for (id, words) in [("3.1-5", "chưa có ngày hạn"), ("1.2", "chưa có ngày hạn"), ("1.4", "--period")] {
        let args = ["task", "postpone", id, "--to", "2024-07-01", "--reason", "x", "--document", "y"];
        let period = if id == "1.2" { vec!["--period", "2024-Q1"] } else { Vec::new() };
        assert!(refused(dir, &[&args[..], &period].concat()).contains(words), "{id}");
    }
    let report = ["task", "postpone", "1.4", "--period", "2024-Q2", "--to", "2024-06-25", "--reason", "x"];
    done(dir, &[&report[..], &["--document", "y"]].concat());
    let occurrences = task(dir, day, "1.4")["occurrences"].clone();
    assert_eq!(
        (&occurrences[1]["legal_day"], &occurrences[1]["original_day"]),
        (&"2024-06-25".into(), &"2024-06-18".into())
    );
    assert_eq!(occurrences[0]["original_day"], Value::Null);
}

#[test]
fn an_event_and_its_day() {
    let dir = fresh();
    let (dir, day) = (dir.path(), "2024-05-20");
    let event = ["task", "event", "3.1-5", "--document", "12/TTg", "--date", "2024-05-13", "--today", day];
    done(dir, &event);
    let alerts = on(dir, day, &["alerts"]);
    let found = alerts.as_array().unwrap().iter().find(|a| a["task_id"] == "3.1-5").unwrap();
    assert_eq!((&found["kind"], &found["due"]), (&"review".into(), &Value::Null));
    assert!(found["why"].as_str().unwrap().contains("12/TTg"));
    done(dir, &["task", "due", "3.1-5", "--date", "2024-05-31", "--source", "12/TTg, điều 4", "--today", day]);
    let deadline = &task(dir, day, "3.1-5")["deadline"];
    assert_eq!((&deadline["legal_day"], &deadline["mark"]), (&"2024-05-31".into(), &"verified".into()));
    // In one go; the same event again keeps the day, another one drops it.
    done(dir, &[&event[..], &["--due", "2024-06-14"]].concat());
    done(dir, &event);
    assert_eq!(task(dir, day, "3.1-5")["deadline"]["legal_day"], "2024-06-14");
    let other = ["task", "event", "3.1-5", "--document", "15/TTg", "--date", "2024-05-15", "--today", day];
    done(dir, &other);
    assert_eq!(task(dir, day, "3.1-5")["deadline"]["legal_day"], Value::Null);
    for (args, words) in [
        (["3.1-5", "x", "2024-05-21"], "sau hôm nay"),
        (["2.5", "x", "2024-05-13"], "không phải việc chờ"),
        (["3.1-5", " ", "2024-05-13"], ""),
    ] {
        let [id, document, date] = args;
        let message = refused(dir, &["task", "event", id, "--document", document, "--date", date, "--today", day]);
        assert!(message.contains(words), "{message}");
    }
    let early = [&other[..], &["--due", "2024-05-14"]].concat();
    assert!(refused(dir, &early).contains("trước ngày của văn bản"));
    // Days the plan gives for sure are extended, not set; assumed ones may be set.
    assert!(refused(dir, &["task", "due", "2.5", "--date", "2024-06-01", "--source", "x"]).contains("gia hạn"));
    assert!(refused(dir, &["task", "due", "1.4", "--date", "2024-06-01", "--source", "x"]).contains("theo kỳ"));
    done(dir, &["task", "due", "2.4", "--date", "2024-09-14", "--source", "Công văn 7"]);
    assert_eq!(task(dir, day, "2.4")["deadline"]["legal_day"], "2024-09-14");
}

#[test]
fn proofs_out_of_time_are_asked_about() {
    let dir = fresh();
    let dir = dir.path();
    for (date, words) in [("2024-03-12", "sau hôm nay"), ("2023-12-29", "trước khi kế hoạch có hiệu lực")]
    {
        let args = ["task", "done", "1.1", "--document", "5/KH", "--date", date, "--today", "2024-03-11"];
        let message = refused(dir, &args);
        assert!(message.contains(words) && message.contains("--confirm"), "{message}");
        done(dir, &[&args[..], &["--confirm", "--file", "D:\\kho\\5.pdf"]].concat());
        let found = task(dir, "2024-03-11", "1.1");
        assert_eq!((&found["document_date"], &found["document_file"]), (&date.into(), &"D:\\kho\\5.pdf".into()));
        done(dir, &["undo"]);
    }
    assert!(refused(dir, &["task", "start", "1.1", "--percent", "100"]).contains("từ 1 đến 99"));
    done(dir, &["task", "start", "1.1", "--percent", "40"]);
    assert_eq!(task(dir, "2024-03-11", "1.1")["percent"], 40);
}

#[test]
fn own_tasks_take_every_kind_of_deadline() {
    let dir = fresh();
    let (dir, day) = (dir.path(), "2024-05-20");
    for (when, kind, legal) in [
        ("trước 31/5", "before", "2024-05-30"),
        ("hết ngày 31/5", "by", "2024-05-31"),
        ("Quý III", "within", "2024-09-30"),
        ("Hàng quý/năm", "recurring", ""),
        ("thường xuyên", "ongoing", ""),
        ("khi có hướng dẫn của Sở", "event", ""),
        ("theo kế hoạch của Phòng Nội vụ", "plan", ""),
        ("chưa có hạn", "unset", ""),
    ] {
        let args = ["task", "add", "Việc của xã", "--when", when, "--source", "Công văn số 15/UBND-VP", "--today", day];
        let id = stdout(&done(dir, &[&args[..], &["--link", "2.3", "--link", "on_time"]].concat()));
        let found = task(dir, day, id.trim());
        let wanted = if legal.is_empty() { Value::Null } else { legal.into() };
        assert_eq!((&found["deadline"]["kind"], &found["deadline"]["legal_day"]), (&kind.into(), &wanted), "{when}");
        assert_eq!(found["links"].as_array().unwrap().len(), 2);
    }
    assert_eq!(task(dir, day, "R4")["occurrences"].as_array().unwrap().len(), 4);
    done(
        dir,
        &["task", "done", "R4", "--period", "2024-Q1", "--document", "3/BC", "--date", "2024-03-18", "--today", day],
    );
    assert_eq!(task(dir, day, "R4")["occurrences"][0]["late"], false);
    // Removing takes the occurrences' progress along, undoing brings it back.
    done(dir, &["task", "remove", "R4", "--confirm"]);
    done(dir, &["undo"]);
    assert_eq!(task(dir, day, "R4")["occurrences"][0]["document"], "3/BC");
    assert!(refused(dir, &["task", "add", "x", "--when", "mai", "--today", day]).contains("không phải thời hạn"));
    assert!(refused(dir, &["task", "add", "x", "--due", "2024-06-01", "--link", "9.9"]).contains("9.9"));
    assert!(refused(dir, &["task", "add", "x"]).contains("due"));
}

#[test]
fn alerts_are_hidden_with_a_reason_and_never_when_overdue() {
    let dir = fresh();
    let (dir, day) = (dir.path(), "2024-05-10");
    let kinds = |day: &str| -> Vec<String> {
        let alerts = on(dir, day, &["alerts"]);
        let of = |a: &&Value| a["ref"] == "2.6";
        alerts.as_array().unwrap().iter().filter(of).map(|a| a["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(kinds(day), ["due_soon"]);
    let hide =
        |until: &'static str| ["snooze", "due_soon", "2.6", "--until", until, "--reason", "chờ họp", "--today", day];
    for until in ["2024-05-10", "2024-05-25"] {
        assert!(refused(dir, &hide(until)).contains("phải sau hôm nay"), "{until}");
    }
    done(dir, &hide("2024-05-20"));
    assert!(kinds(day).is_empty() && kinds("2024-05-19").is_empty());
    assert_eq!((kinds("2024-05-20"), kinds("2024-05-26")), (vec!["due_soon".to_owned()], vec!["overdue".to_owned()]));
    let listed = stdout(&run(dir, &["alerts", "--today", day]));
    assert!(listed.contains("Đang tạm ẩn 1 việc nhắc"), "{listed}");
    assert!(
        refused(dir, &["snooze", "overdue", "2.5", "--until", "2024-06-01", "--reason", "x", "--today", day])
            .contains("luôn được nhắc")
    );
    assert!(
        refused(dir, &["snooze", "due_soon", "2.7", "--until", "2024-06-01", "--reason", "x", "--today", day])
            .contains("không có việc nhắc")
    );
    done(dir, &["snooze", "--clear", "--today", day]);
    assert_eq!(kinds(day), ["due_soon"]);
    // Its own lead time: spoken of later, or earlier.
    done(dir, &["task", "lead", "2.6", "5"]);
    assert!(kinds(day).is_empty());
    assert!(refused(dir, &["task", "lead", "2.6", "61"]).contains("từ 1 đến 60"));
    done(dir, &["task", "lead", "2.6"]);
    assert_eq!(kinds(day), ["due_soon"]);
    let line = run(dir, &["alerts", "--line", "--today", day]);
    assert_eq!((code(&line), stdout(&line).lines().count()), (1, 1));
    assert!(stdout(&line).starts_with("daumoi: ") && stdout(&line).contains("quá hạn"), "{}", stdout(&line));
}

fn work(d: &Driver) -> &Work {
    d.state.work.as_ref().unwrap()
}

fn notice(d: &Driver) -> String {
    d.state.notice.as_ref().map(|n| n.text.clone()).unwrap_or_default()
}

/// Opens the panel of a task by searching its id.
fn panel(d: &mut Driver, id: &str) {
    d.keys(&format!("esc esc 2 / {id} enter enter"));
}

#[test]
fn days_are_moved_and_set_on_screen() {
    let mut d = Driver::on("2024-05-20", &[&["init", "--unit", "26383", "--year", "2024", "--officer", "Ánh"]]);
    let legal = |d: &Driver, id: &str| {
        let task = work(d).tasks.iter().find(|t| t.id == id).unwrap();
        task.deadline.legal_day.map(|day| day.to_string()).unwrap_or_default()
    };
    panel(&mut d, "2.6");
    let screen = d.screen();
    assert!(screen.contains("Gia hạn theo văn bản") && !screen.contains("Đặt hạn theo văn bản"), "{screen}");
    d.keys(": gia_han enter 10/6 enter Chờ_danh_mục enter 45/UBND-VP enter");
    assert_eq!(legal(&d, "2.6"), "2024-06-10", "{}", d.screen());
    d.keys("enter");
    assert!(d.screen().contains("Gia hạn lần 1, từ 24/05/2024 đến 10/06/2024 (45/UBND-VP)"), "{}", d.screen());
    panel(&mut d, "3.1-5");
    d.keys(": da_co_huong_dan enter 12/TTg enter 13/5 enter 31/5 enter");
    assert_eq!(legal(&d, "3.1-5"), "2024-05-31", "{}", d.screen());
    panel(&mut d, "2.6");
    d.keys(": da_lam_duoc enter 40% enter");
    assert!(work(&d).tasks.iter().any(|t| t.id == "2.6" && t.percent == Some(40)));
    // A proof dated after today is asked about once more.
    panel(&mut d, "2.6");
    d.keys("enter 3/TTr enter 21/5 enter enter");
    assert!(d.screen().contains("lưu lần nữa"), "{}", d.screen());
    d.keys("ctrl-s");
    assert!(work(&d).tasks.iter().any(|t| t.id == "2.6" && t.status == Status::Done), "{}", d.screen());
    // Hidden on the overview until a day.
    d.keys("esc esc 1 home");
    let before = work(&d).alerts.len();
    let at = work(&d).alerts.iter().position(|a| a.kind.code() == "due_soon").unwrap();
    for _ in 0..at {
        d.keys("down");
    }
    d.keys("z 25/5 enter Chờ_họp enter");
    assert_eq!(work(&d).alerts.len(), before - 1, "{}", d.screen());
    d.keys("home z");
    assert!(notice(&d).contains("luôn được nhắc"), "{}", notice(&d));
    d.keys(": nhac_lai enter");
    assert_eq!(work(&d).alerts.len(), before);
}

#[test]
fn a_task_and_its_indicator_lead_to_one_another() {
    let mut d = Driver::with_quarter();
    d.keys("2 / 3.2-1 enter l");
    assert_eq!((work(&d).screen, work(&d).figures.part), (Screen::Figures, PartOf::Indicators));
    assert_eq!(work(&d).session.pack.lists.indicator[work(&d).figures.indicator].code, "on_time");
    d.keys("l");
    assert_eq!(work(&d).screen, Screen::Tasks);
    let chosen = work(&d).tasks_view.chosen(&work(&d).session.pack, &work(&d).tasks).unwrap().id.clone();
    assert_eq!(chosen, "3.2-1");
    // The row shows the present figure, and Enter on it leads there too.
    d.keys("enter");
    assert!(d.screen().contains("Chỉ tiêu Hồ sơ giải quyết đúng hạn: 96,99 %"), "{}", d.screen());
    d.keys("end enter");
    assert!(d.state.modals.is_empty() && work(&d).figures.part == PartOf::Indicators);
    d.keys("esc esc 2 / 1.1 enter l");
    assert!(notice(&d).contains("không gắn với chỉ tiêu"), "{}", notice(&d));
}
