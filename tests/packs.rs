//! Every pack in `data/` loads; its facts agree with the printed plan; mistakes are located.

use daumoi::domain::book::Book;
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
