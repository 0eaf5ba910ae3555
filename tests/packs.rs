//! Every pack in `data/` loads; its facts agree with the printed plan; mistakes are located.
#![allow(clippy::expect_used, clippy::panic)] // helpers of tests

use daumoi::domain::book::Book;
use daumoi::domain::pack::year::{self, Words};
use daumoi::domain::pack::{Mark, Pack, ReportDocument, Section, filled};
use daumoi::domain::pack_check;
use daumoi::domain::task::{self, Role};
use daumoi::intake::{embedded, pack_file};

#[test]
fn every_pack_loads() {
    for id in embedded::ids() {
        let pack = embedded::load(id).expect("listed").unwrap_or_else(|e| panic!("{id}: {e:?}"));
        assert_eq!(pack.plan.id, id, "a pack's folder carries its id");
    }
}

#[test]
fn long_thanh_has_37_rows_in_five_groups() {
    let pack = embedded::for_year(2024).expect("2024").expect("sound");
    let count = |group: &str| pack.lists.task.iter().filter(|t| t.group == group).count();
    assert_eq!(["1", "2", "3", "4", "5"].map(count), [5, 8, 10, 11, 3]);
    assert_eq!(pack.lists.unit.len(), 14);
    let tasks = task::all(&pack, &Book::default(), &pack.calendar());
    let role = |id: &str| task::find(&tasks, id).expect("a task").role;
    assert_eq!(
        (role("1.1"), role("1.2"), role("3.1-3"), role("4.4-2")),
        (Role::Lead, Role::Coordinate, Role::None, Role::None)
    );
    let days = |id: &str| {
        let deadline = &task::find(&tasks, id).expect("a task").deadline;
        (deadline.legal_day.map(|d| d.to_string()), deadline.safe_day.map(|d| d.to_string()))
    };
    let day = |text: &str| Some(text.to_owned());
    // domain facts, part 7: "trước ngày D" is D − 1, the safe day the last working day before.
    assert_eq!(days("1.1"), (day("2024-01-24"), day("2024-01-24")));
    assert_eq!(days("2.5"), (day("2024-03-09"), day("2024-03-08")));
    assert_eq!(days("2.6"), (day("2024-05-24"), day("2024-05-24")));
    assert_eq!(days("2.7"), (day("2024-11-24"), day("2024-11-22")));
    assert_eq!(days("2.4"), (day("2024-09-30"), day("2024-09-30")));
}

#[test]
fn windows_tile_the_year() {
    let pack = embedded::for_year(2024).expect("2024").expect("sound");
    let months: Vec<_> = pack.lists.period.iter().filter(|w| w.code.is_month()).collect();
    assert_eq!(months.len(), 12);
    for pair in months.windows(2) {
        assert_eq!(pair[0].to.succ_opt(), Some(pair[1].from));
    }
    for window in &pack.lists.period {
        let parts = window.code.months();
        let edge = |p| pack.window(p).expect("month");
        assert_eq!((edge(parts[0]).from, edge(parts[parts.len() - 1]).to), (window.from, window.to), "{}", window.name);
    }
}

#[test]
fn mistakes_are_located() {
    let broken = "[[task]]\nid = \"1\"\nnumber = \"1\"\ngroup = \"1\"\ngoal = \"\"\ntext = \"x\"\nproduct = \"\"\nlead = []\ncoordinate = []\ndeadline = { kind = \"someday\", text = \"\", mark = \"verified\" }\nsource = { mark = \"verified\", text = \"x\" }\n";
    match pack_file::load(&[("tasks.toml", broken)]) {
        Err(pack_file::PackError::Syntax { file, line, what }) => {
            assert_eq!((file.as_str(), line), ("tasks.toml", 10));
            assert!(what.contains("someday"), "{what}");
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(pack_file::load(&[("a.toml", "x = = 1")]), Err(pack_file::PackError::Syntax { line: 1, .. })));
    assert_eq!(pack_file::load(&[("a.toml", "")]).err(), Some(pack_file::PackError::NoSection("plan")));
}

/// What the check says of the built-in pack with a change: the section and row of each fault with its words.
fn faults(change: impl Fn(&mut Pack)) -> Vec<String> {
    let mut pack = embedded::for_year(2024).expect("2024").expect("sound");
    change(&mut pack);
    let found = pack_check::check(&pack);
    found.into_iter().map(|(place, fault)| format!("{} {}: {fault}", place.section, place.row)).collect()
}

/// A change of what stands around the report.
fn around(change: impl Fn(&mut ReportDocument)) -> Vec<String> {
    faults(|pack| change(pack.document.as_mut().expect("a document")))
}

/// A change of the first section that has sentences and tasks.
fn told(change: impl Fn(&mut Section)) -> Vec<String> {
    let tells = |s: &&mut Section| !s.sentence.is_empty() && !s.tasks.is_empty();
    let said = faults(|pack| change(pack.lists.section.iter_mut().find(tells).expect("one with sentences")));
    let without_place = |text: String| text.split_once(": ").expect("place and fault").1.to_owned();
    assert!(said.iter().all(|text| text.starts_with("section ")), "{said:?}");
    said.into_iter().map(without_place).collect()
}

#[test]
fn the_built_in_pack_has_no_fault() {
    assert_eq!(faults(|_| {}), [""; 0]);
}

/// A text of what stands around the report.
type Text = fn(&mut ReportDocument) -> &mut String;

#[test]
fn texts_around_the_report_are_checked() {
    let unknown = |name: &str| vec![format!("document 0: unknown name: {name}")];
    assert_eq!(around(|d| d.subject += "{ky}"), unknown("ky"));
    assert_eq!(around(|d| d.copies.push("{unti}".into())), unknown("unti"));
    let printed: [Text; 12] = [
        |d| &mut d.agency,
        |d| &mut d.kind,
        |d| &mut d.symbol,
        |d| &mut d.signs_for,
        |d| &mut d.head_title,
        |d| &mut d.nation,
        |d| &mut d.motto,
        |d| &mut d.dear,
        |d| &mut d.in_place,
        |d| &mut d.recipients,
        |d| &mut d.annex,
        |d| &mut d.checks_annex,
    ];
    for of in printed {
        assert_eq!(around(|d| *of(d) += " {unit}"), unknown("unit"));
        assert_eq!(around(|d| *of(d) = " ".into()).len(), 1);
    }
    assert_eq!(around(|d| d.opening.clear()), ["document 0: blank opening: document"]);
    assert_eq!(around(|d| d.closing += " {unit"), [format!("document 0: senseless brace: {} {{unit", closing())]);
    assert_eq!(around(|d| d.copies.clear()), ["document 0: blank copies: document"]);
    assert_eq!(around(|d| d.deputies.clear()), ["document 0: blank deputies: document"]);
    assert_eq!(around(|d| d.annex_reference += "{period}"), unknown("period"));
    assert_eq!(around(|d| d.tasks_annex += "{unit}"), unknown("unit"));
    assert_eq!(around(|d| d.provisional_plan += "{plan}"), unknown("plan"));
    assert_eq!(around(|d| d.copies.push(String::new())), ["document 0: blank copies: document"]);
    assert_eq!(around(|d| d.kind = "BÁO\u{7}CÁO".into()), ["document 0: hidden character in kind: BÁO\u{7}CÁO"]);
}

fn built_in() -> Pack {
    embedded::for_year(2024).expect("2024").expect("sound")
}

fn document() -> ReportDocument {
    built_in().document.expect("a document")
}

fn closing() -> String {
    document().closing
}

#[test]
fn headings_and_sentences_are_checked() {
    assert_eq!(told(|s| s.title = "Số {received}".into()), ["unknown name: received"]);
    assert_eq!(told(|s| s.nothing = "{unit}".into()), ["unknown name: unit"]);
    assert_eq!(told(|s| s.sentence[0].none = "{received}".into()), ["unknown name: received"]);
    assert_eq!(told(|s| s.sentence[0].parts[0] += "{unit}"), ["unknown column or indicator: unit"]);
    assert_eq!(told(|s| s.sentence[0].parts[0] += "{rate:nope}"), ["unknown column or indicator: rate:nope"]);
    let blank = |key: &str, s: &str| vec![format!("blank {key}: {s}")];
    assert_eq!(told(|s| s.sentence[0].parts.clear()), blank("parts", "cong_bo_cong_khai"));
    assert_eq!(told(|s| s.sentence[0].parts.push(String::new())), blank("parts", "cong_bo_cong_khai"));
    assert_eq!(told(|s| s.title.clear()), blank("title", "cong_bo_cong_khai"));
    assert_eq!(told(|s| s.number = " ".into()), blank("number", "cong_bo_cong_khai"));
    assert_eq!(told(|s| s.nothing = "a\u{202e}b".into()), ["hidden character in nothing: a\u{202e}b"]);
    assert_eq!(told(|s| s.sentence[0].parts[0] = "\u{200b}".into()).len(), 1);
}

#[test]
fn sections_tell_of_tasks_that_there_are_and_one_of_the_rest() {
    assert_eq!(told(|s| s.tasks.push("9.9".into())), ["unknown task or group: 9.9"]);
    assert_eq!(told(|s| s.tasks.push(String::new())), ["unknown task or group: "]);
    // Part of a number is no group.
    assert_eq!(told(|s| s.tasks.push("I.2".into())), ["unknown task or group: I.2"]);
    assert_eq!(told(|s| s.tasks.extend(["3".into(), "3.1".into(), "3.1-1".into()])), [""; 0]);
    let twice = faults(|pack| pack.lists.section[1].tasks = vec!["*".into()]);
    assert!(matches!(&twice[..], [one] if one.ends_with("duplicate: *")), "{twice:?}");
}

#[test]
fn no_text_of_a_pack_hides_anything() {
    let hidden = |change: fn(&mut Pack)| match &faults(change)[..] {
        [one] => one.split(": ").take(2).collect::<Vec<_>>().join(": "),
        more => panic!("{more:?}"),
    };
    assert_eq!(hidden(|p| p.plan.title += "\u{1b}"), "plan 0: hidden character in title");
    assert_eq!(hidden(|p| p.plan.recipient += "\n"), "plan 0: hidden character in recipient");
    assert_eq!(hidden(|p| p.lists.period[2].name += "\u{9b}"), "period 2: hidden character in name");
    assert_eq!(hidden(|p| p.lists.task[3].text += "\u{2066}"), "task 3: hidden character in text");
    assert_eq!(hidden(|p| p.lists.task[3].source.text += "\r"), "task 3: hidden character in text");
    assert_eq!(hidden(|p| p.lists.form[0].title += "\t"), "form 0: hidden character in title");
    assert_eq!(hidden(|p| p.lists.form[0].column[0].name += "\u{7f}"), "form 0: hidden character in name");
    assert_eq!(hidden(|p| p.lists.field[0].name += "\u{feff}"), "field 0: hidden character in name");
    assert_eq!(hidden(|p| p.lists.rule[0].message += "\u{0}"), "rule 0: hidden character in message");
    assert_eq!(hidden(|p| p.lists.indicator[0].name += "\u{200f}"), "indicator 0: hidden character in name");
}

#[test]
fn waits_are_within_reason() {
    let wait = |days| faults(move |p| p.report.receipt.as_mut().expect("a wait").working_days = days);
    assert_eq!((wait(1), wait(60)), (Vec::new(), Vec::new()));
    for days in [i64::MIN, -1, 0, 61, i64::MAX] {
        assert_eq!(wait(days), [format!("report 0: senseless working_days: {days}")]);
    }
    assert_eq!(faults(|p| p.report.due_working_days = u32::MAX).len(), 1);
    assert_eq!(faults(|p| p.alert.lead_days = vec![i64::MAX, 1]), ["alert 0: senseless lead_days: alert"]);
}

#[test]
fn who_signs_in_the_heads_place_is_data() {
    let mut document = document();
    let lines = |document: &ReportDocument, title: Option<&str>| document.signs(title)[1..].join(" / ");
    for (title, expected) in [
        (None, "CHỦ TỊCH"),
        (Some("Chủ tịch"), "CHỦ TỊCH"),
        (Some("CHỦ TỊCH"), "CHỦ TỊCH"),
        (Some("Chủ tịch UBND xã"), "CHỦ TỊCH"),
        (Some("Phó Chủ tịch"), "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"),
        (Some("phó  chủ tịch UBND xã An Phước"), "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"),
        (Some("Pho\u{301} Chu\u{309} ti\u{323}ch thường trực"), "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"),
        (Some("Q. Chủ tịch"), "Q. CHỦ TỊCH"),
        (Some("Quyền Chủ tịch"), "QUYỀN CHỦ TỊCH"),
        (Some("Phó Chủ tịchx"), "PHÓ CHỦ TỊCHX"),
        (Some("Công chức Văn phòng"), "CÔNG CHỨC VĂN PHÒNG"),
    ] {
        assert_eq!(lines(&document, title), expected, "{title:?}");
        assert_eq!(document.signs(title)[0], "TM. ỦY BAN NHÂN DÂN");
    }
    document.deputies.push("Q. Chủ tịch".into());
    assert_eq!(lines(&document, Some("Q. Chủ tịch")), "KT. CHỦ TỊCH / Q. CHỦ TỊCH");
}

#[test]
fn kinds_of_units_are_data() {
    let mut document = document();
    let units = ["Xã An Phước", "Phường Tam Phước", "Thị trấn Long Thành", "Đặc khu Côn Đảo", "Xãm Mới", "Khu Đông"];
    let places = ["An Phước", "Tam Phước", "Long Thành", "Côn Đảo", "Xãm Mới", "Khu Đông"];
    assert_eq!(units.map(|unit| document.place(unit)), places);
    document.unit_kinds.push("Khu".into());
    assert_eq!(document.place("Khu Đông"), "Đông");
}

#[test]
fn names_are_replaced_once() {
    assert_eq!(filled("{a}-{b}{c} {", &[("a", "{b}"), ("b", "2")]), "{b}-2{c} {");
}

#[test]
fn a_pack_stored_by_an_earlier_program_is_whole_again() {
    let whole = built_in();
    let mut stored = serde_json::to_value(&whole).expect("plain");
    let document = stored["document"].as_object_mut().expect("a table");
    let since = ["nation", "motto", "unit_kinds", "dear", "provisional_plan", "in_place", "deputies", "recipients"];
    let annexes = ["annex", "annex_reference", "form_annex", "tasks_annex", "checks_annex"];
    since.iter().chain(&annexes).for_each(|key| assert!(document.remove(*key).is_some(), "{key}"));
    document["kind"] = "BÁO CÁO RIÊNG".into();
    let old: Pack = serde_json::from_value(stored).expect("readable");
    assert!(!old.document.as_ref().is_some_and(ReportDocument::is_whole));
    let own = old.with_document_of(&whole, "mượn").document.expect("its own");
    let expected = whole.document.expect("a document");
    assert_eq!(own, ReportDocument { kind: "BÁO CÁO RIÊNG".into(), ..expected });
}

#[test]
fn borrowed_sections_tell_of_no_other_plans_tasks() {
    let other = built_in();
    let mut pack = other.clone();
    pack.document = None;
    pack.lists.section.clear();
    let row = |pack: &mut Pack, id: &str| pack.lists.task.iter().position(|t| t.id == id).expect(id);
    let at = row(&mut pack, "2.1");
    pack.lists.task[at].text = "Việc khác hẳn".to_owned();
    let at = row(&mut pack, "3.2-2");
    pack.lists.task[at].text = "Việc khác nữa".to_owned();
    let at = row(&mut pack, "2.3");
    pack.lists.task.remove(at);
    let pack = pack.with_document_of(&other, "mượn của kế hoạch khác");
    let tasks = |code: &str| {
        let found = pack.lists.section.iter().find(|s| s.code == code).expect(code);
        found.tasks.iter().map(String::as_str).collect::<Vec<_>>()
    };
    assert_eq!(tasks("cong_bo_cong_khai"), ["2.2", "2.8"]);
    assert_eq!(tasks("giai_quyet"), ["3.2-1", "I.2b"]);
    assert!(!tasks("mot_cua").iter().any(|id| *id == "3" || *id == "3.2-2"), "{:?}", tasks("mot_cua"));
    assert!(tasks("mot_cua").contains(&"3.1-1"));
    assert_eq!(tasks("noi_dung_khac"), ["*"]);
    let document = pack.document.as_ref().expect("borrowed");
    let sources = pack.lists.section.iter().map(|s| &s.source).chain([&document.source]);
    for source in sources {
        assert_eq!((source.mark, source.why.as_str()), (Mark::Assumed, "mượn của kế hoạch khác"), "{source:?}");
    }
    assert_eq!(pack_check::check(&pack), []);
}

#[test]
fn the_report_of_a_provisional_year_is_assumed() {
    let rolled = year::rolled(&built_in(), 2025, &Words { title: &str::to_owned, why: &|_| "tạm".to_owned() });
    let sections = rolled.lists.section.iter().map(|s| &s.source);
    for source in sections.chain(rolled.document.iter().map(|d| &d.source)) {
        assert_eq!((source.mark, source.why.as_str()), (Mark::Assumed, "tạm"), "{source:?}");
    }
}
