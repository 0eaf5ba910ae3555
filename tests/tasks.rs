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
use daumoi::domain::task::Role;
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
    assert!(refused(dir, &["task", "due", "2.4", "--date", "2024-10-01", "--source", "x"]).contains("gia hạn"));
    assert!(refused(dir, &["task", "due", "4.4-2", "--date", "2019-08-30", "--source", "x"]).contains("ngoài khoảng"));
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
    // The first quarter's day was past when it came up; the words stay as they were typed.
    assert_eq!(task(dir, day, "R4")["occurrences"].as_array().unwrap().len(), 3);
    assert_eq!(task(dir, day, "R6")["deadline"]["text"], "khi có hướng dẫn của Sở");
    done(dir, &["task", "due", "R4", "--period", "2024-Q3", "--date", "2024-09-20", "--source", "Công văn 9"]);
    assert_eq!(task(dir, day, "R4")["occurrences"][1]["legal_day"], "2024-09-20");
    done(
        dir,
        &["task", "done", "R4", "--period", "2024-Q2", "--document", "3/BC", "--date", "2024-05-18", "--today", day],
    );
    assert_eq!(task(dir, day, "R4")["occurrences"][0]["late"], false);
    let far = ["task", "postpone", "R1", "--to", "2090-06-01", "--reason", "x", "--document", "y"];
    assert!(refused(dir, &far).contains("ngoài khoảng"));
    assert_eq!(task(dir, day, "R5")["occurrences"].as_array().unwrap().len(), 3);
    // A day of each month: May's is the next one, on a Friday; February would have been shorter.
    let id = stdout(&done(dir, &["task", "add", "Họp", "--when", "trước ngày 25 hàng tháng", "--today", day]));
    let monthly = task(dir, day, id.trim())["occurrences"].clone();
    assert_eq!((monthly.as_array().unwrap().len(), &monthly[0]["legal_day"]), (8, &"2024-05-24".into()));
    assert_eq!((&monthly[0]["mark"], &monthly[7]["legal_day"]), (&"verified".into(), &"2024-12-24".into()));
    // Removing takes the occurrences' progress along, undoing brings it back.
    done(dir, &["task", "remove", "R4", "--confirm"]);
    done(dir, &["undo"]);
    assert_eq!(task(dir, day, "R4")["occurrences"][0]["document"], "3/BC");
    for (when, words) in [
        ("mai", "không phải thời hạn"),
        ("31/2", "31/2"),
        ("theo kế hoạch của huyện, trước 30/6", "vừa có ngày vừa chờ"),
        ("khi có hướng dẫn 31/2", "vừa có ngày vừa chờ"),
        ("1/1/2020", "ngoài khoảng"),
    ] {
        assert!(refused(dir, &["task", "add", "x", "--when", when, "--today", day]).contains(words), "{when}");
    }
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
    // Settled, there is nothing that waits.
    done(dir, &["task", "na", "2.6", "--reason", "x", "--today", day]);
    assert!(!stdout(&run(dir, &["alerts", "--today", day])).contains("Đang tạm ẩn"));
    done(dir, &["undo"]);
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
    // For all: when they begin, and when they grow.
    let severity = |day: &str| -> Value {
        let alerts = on(dir, day, &["alerts"]);
        alerts.as_array().unwrap().iter().find(|a| a["ref"] == "2.6").map_or(Value::Null, |a| a["severity"].clone())
    };
    done(dir, &["settings", "lead_days", "10/8/2"]);
    // 24/05/2024 is a Friday: 10/05 lies ten working days before it, 14/05 eight, 22/05 two.
    assert_eq!((severity("2024-05-09"), severity("2024-05-10")), (Value::Null, "note".into()));
    assert_eq!((severity("2024-05-14"), severity("2024-05-22")), ("warning".into(), "urgent".into()));
    for bad in ["7/15", "0", "61", "15/15", "x"] {
        assert!(refused(dir, &["settings", "lead_days", bad]).contains("15/7/3/1"), "{bad}");
    }
    done(dir, &["settings", "lead_days", ""]);
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
    // All of a long text can be read.
    d.keys(": doc_toan enter");
    assert!(d.screen().contains("Còn tiếp") || d.screen().contains("Nguồn: Phụ lục"), "{}", d.screen());
    d.keys("pgdn pgdn pgdn pgdn pgdn pgdn pgdn pgdn pgdn pgdn pgdn pgdn");
    assert!(d.screen().contains("Nguồn: Phụ lục, dòng 2.6"), "{}", d.screen());
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

#[test]
fn agenda_and_scorecard_say_what_is_behind_each_number() {
    let dir = fresh();
    let dir = dir.path();
    // On 11/03/2024 (Monday): 1.1 settled late, 2.5 not past since yesterday, own task this week.
    done(dir, &["task", "done", "1.1", "--document", "1/KH", "--date", "2024-01-26", "--today", "2024-03-11"]);
    done(dir, &["task", "add", "Nộp danh sách", "--due", "2024-03-15", "--today", "2024-03-11"]);
    done(dir, &["task", "na", "2.4", "--reason", "Không có", "--today", "2024-03-11"]);
    let agenda = stdout(&done(dir, &["agenda", "--today", "2024-03-11"]));
    let lines: Vec<&str> = agenda.lines().collect();
    // 2.5 (09/03) is past; the week of 11–17/03 has the own task, the next one the report of Q1 (18/03).
    assert!(lines[0] == "Đã quá hạn" && lines[1].contains("09/03/2024 (nên xong 08/03/2024) · 2.5"), "{agenda}");
    assert!(lines[2] == "Tuần 11/03–17/03/2024" && lines[3].contains("· R1 –"), "{agenda}");
    assert!(lines[4] == "Tuần 18/03–24/03/2024" && lines[5].contains("· 1.4, quý I/2024"), "{agenda}");
    assert!(agenda.contains("Tháng 05/2024") && !agenda.contains("· 1.1 –") && !agenda.contains("· 2.4 –"), "{agenda}");
    let card = on(dir, "2024-03-11", &["scorecard"]);
    let group = |number: &str| card["groups"].as_array().unwrap().iter().find(|g| g[0] == number).unwrap()[1].clone();
    assert_eq!((&group("1")["late"], &group("1")["items"][0]["task_id"]), (&1.into(), &"1.1".into()));
    // 2.4 not applicable, 2.5 overdue, 2.6 and 2.7 open.
    let second = group("2");
    assert_eq!(
        (&second["na"], &second["overdue"], &second["open"], &second["on_time"]),
        (&1.into(), &1.into(), &2.into(), &0.into())
    );
    assert_eq!((&card["reports"]["open"], &group("own")["open"]), (&4.into(), &1.into()));
    // No quarter's day is past yet; at the end of the year all are.
    assert_eq!(card["statements"], serde_json::json!([0, 0]));
    let later = on(dir, "2024-12-30", &["scorecard"]);
    assert_eq!((&later["reports"]["overdue"], &later["statements"]), (&4.into(), &serde_json::json!([0, 64])));
    let text = stdout(&done(dir, &["scorecard", "--today", "2024-03-11"]));
    assert!(text.contains("2. Kiểm soát thủ tục hành chính: 2 đang mở · 1 quá hạn · 1 không áp dụng"), "{text}");
}

#[test]
fn the_agenda_and_another_year_are_a_key_away() {
    let mut d = Driver::with_quarter();
    d.keys("w");
    let screen = d.screen();
    assert!(
        screen.contains("Lịch việc theo tuần và tháng") && screen.contains("— Tuần 01/04–07/04/2024 —"),
        "{screen}"
    );
    d.keys("down down down enter");
    assert!(d.screen().contains("Gia hạn theo văn bản"), "{}", d.screen());
    d.keys("esc esc : bang_diem enter");
    assert!(d.screen().contains("Báo cáo định kỳ: "), "{}", d.screen());
    d.keys("esc y");
    assert!(notice(&d).contains("Chỉ có kế hoạch năm 2024"), "{}", notice(&d));
    d.keys(": tam_cho_nam enter");
    assert!(d.screen().contains("Lập kế hoạch tạm cho năm 2025?"), "{}", d.screen());
    d.keys("right enter");
    assert_eq!(work(&d).session.pack.plan.year, 2025);
    assert!(notice(&d).contains("đều là tạm tính") && d.screen().contains("An Phước – 2025"), "{}", d.screen());
    d.keys("2");
    assert!(work(&d).tasks.iter().any(|t| t.id == "R1"));
    // Taken back, the year is gone, and the officer is where there is one.
    d.keys("u");
    assert_eq!(work(&d).session.pack.plan.year, 2024, "{}", d.screen());
    d.keys("r y");
    assert_eq!(work(&d).session.pack.plan.year, 2025, "{}", d.screen());
    d.keys("y");
    assert_eq!(work(&d).session.pack.plan.year, 2024);
    d.keys("y");
    assert_eq!(work(&d).session.pack.plan.year, 2025);
}

#[test]
fn several_tasks_are_dealt_with_at_once() {
    let dir = fresh();
    let (dir, day) = (dir.path(), "2024-05-20");
    let also = ["task", "done", "1.1", "--also", "2.5", "--also", "1.1", "--document", "7/TTr", "--date", "2024-03-08"];
    done(dir, &[&also[..], &["--today", day]].concat());
    assert_eq!((&task(dir, day, "1.1")["late"], &task(dir, day, "2.5")["late"]), (&true.into(), &false.into()));
    // One action: one undo. All or none: a settled one among them refuses all, and says which.
    done(dir, &["undo"]);
    assert_eq!((&task(dir, day, "1.1")["status"], &task(dir, day, "2.5")["status"]), (&"open".into(), &"open".into()));
    done(dir, &["task", "na", "2.5", "--reason", "x"]);
    let args = ["task", "postpone", "2.6", "--also", "2.7", "--also", "2.5", "--to", "2024-12-15", "--reason", "x"];
    let message = refused(dir, &[&args[..], &["--document", "1/UB"]].concat());
    assert!(message.contains("chốt"), "{message}");
    done(
        dir,
        &["task", "postpone", "2.6", "--also", "2.7", "--to", "2024-12-15", "--reason", "x", "--document", "1/UB"],
    );
    assert_eq!(task(dir, day, "2.7")["deadline"]["legal_day"], "2024-12-15");
    // What is asked of one is asked of all: no event, day or statement gets onto a task that takes none.
    for args in [
        &["task", "event", "3.1-5", "--also", "2.7", "--document", "1/B", "--date", "2024-05-13"][..],
        &["task", "due", "4.4-2", "--also", "2.7", "--date", "2024-06-01", "--source", "x"],
        &["task", "statement", "1.5", "--also", "2.7", "--period", "2024-Q1", "x"],
    ] {
        refused(dir, &[args, &["--today", day]].concat());
    }
    // On screen: chosen one by one, then one form for all.
    let mut d = Driver::on("2024-05-20", &[&["init", "--unit", "26383", "--year", "2024", "--officer", "Ánh"]]);
    panel(&mut d, "2.6");
    d.keys("esc _ esc / 2.7 enter _");
    assert!(d.screen().contains("2 việc đã chọn"), "{}", d.screen());
    d.keys(": gia_han enter");
    assert!(d.screen().contains("2 việc đã chọn: 2.6, 2.7"), "{}", d.screen());
    d.keys("15/12 enter Chờ enter 1/UB enter");
    let moved = work(&d).tasks.iter().filter(|t| !t.deadline.extensions.is_empty()).count();
    assert_eq!((moved, work(&d).tasks_view.marked.len()), (2, 0), "{}", d.screen());
    d.keys("u");
    assert!(work(&d).tasks.iter().all(|t| t.deadline.extensions.is_empty()));
}

#[test]
fn the_list_begins_with_the_communes_own_duties_and_is_sorted_in_vietnamese() {
    let add = |text: &'static str, due: &'static str, who: &'static str| {
        ["task", "add", text, "--due", due, "--person", who, "--today", "2024-03-01"]
    };
    let setup: &[&[&str]] = &[
        &["init", "--unit", "26383", "--year", "2024", "--officer", "Ánh"],
        &add("Một", "2024-06-01", "Trần Thị Đào"),
        &add("Hai", "2024-05-01", "Lê Văn Dũng"),
        &add("Ba", "2024-04-01", "Phạm Ân"),
        &add("Bốn", "2024-04-15", "Vũ Thị An"),
        &["task", "done", "1.1", "--document", "77/KH-UBND", "--date", "2024-01-20", "--today", "2024-03-01"],
        &["task", "statement", "1.5", "--period", "2024-Q1", "Đã tập huấn", "--today", "2024-03-01"],
    ];
    let mut d = Driver::on("2024-03-19", setup);
    let ids = |d: &Driver| -> Vec<String> {
        let view = &work(d).tasks_view;
        view.rows(&work(d).session.pack, &work(d).tasks).into_iter().flatten().map(|t| t.id.clone()).collect()
    };
    d.keys("2");
    let screen = d.screen();
    assert!(screen.contains("Xã chủ trì") && ids(&d)[0] == "1.1" && ids(&d)[1] == "1.4", "{screen}");
    d.keys("s");
    assert_eq!(ids(&d)[1], "1.2");
    d.keys("s home");
    // By day: overdue ones first, what has none last.
    assert_eq!(ids(&d)[..2], ["2.5", "1.4"]);
    assert!(d.screen().contains("Hạn trong tháng 03/2024"), "{}", d.screen());
    d.keys("s home");
    assert_eq!(ids(&d)[..4], ["R4", "R3", "R2", "R1"]);
    assert!(d.screen().contains("theo người") && d.screen().contains("Vũ Thị An"), "{}", d.screen());
    // Found without marks: by a person, by the number of a document, by a statement of one of its quarters.
    d.keys("s / dao enter");
    assert_eq!(ids(&d), ["R1"]);
    d.keys("esc / 77/kh enter");
    assert_eq!(ids(&d), ["1.1"]);
    d.keys("esc / da_tap_huan enter");
    assert_eq!(ids(&d), ["1.5"]);
    // Filters combine: what the commune leads, not settled, with a word.
    d.keys("esc v t / thu_tuc enter");
    let found = ids(&d);
    let of = |id: &String| work(&d).tasks.iter().find(|t| t.id == *id).unwrap().clone();
    assert!(found.len() > 3 && found.iter().map(of).all(|t| t.role == Role::Lead && !t.status.settled()), "{found:?}");
    assert!(!found.contains(&"1.1".to_owned()));
}
