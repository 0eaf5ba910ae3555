//! What a cell costs: working everything out anew after it, with one and with ten years of figures;
//! reading a long file.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use daumoi::app::setup::{self, Setup, UnitChoice};
use daumoi::app::ui::action::{Action, Screen, Step};
use daumoi::app::ui::input::Edit;
use daumoi::app::ui::{State, update};
use daumoi::app::{Session, World};
use daumoi::domain::book::{Change, Key, Value};
use daumoi::domain::cell::Cell;
use daumoi::domain::period::Period;
use daumoi::domain::{figures, indicator, rule};
use daumoi::intake::layout::{self, Known, KnownColumn, KnownField, Mapping};
use daumoi::intake::table;
use daumoi::store::Meta;

const ROUNDS: u32 = 200;

fn world(dir: &std::path::Path) -> World {
    World {
        data_dir: dir.join("data"),
        today: "2024-12-20".parse().unwrap(),
        today_given: true,
        clock: || "2024-12-20T08:00:00+07:00".to_owned(),
        user: "do".to_owned(),
        year: None,
        documents: dir.to_owned(),
        practice: false,
        moment: None,
    }
}

/// A commune with every field and counter of the pack entered in each month of so many years.
fn filled(dir: &std::path::Path, years: i32) -> World {
    let world = world(dir);
    let setup = Setup {
        unit: UnitChoice::Listed("26383".to_owned()),
        year: 2024,
        officer: "Ánh".to_owned(),
        signatory: None,
        recipient: None,
    };
    setup::init(&world, &setup).unwrap();
    let mut session = Session::write(world.clone()).unwrap();
    let pack = session.pack.clone();
    let rows: Vec<(String, String)> = pack
        .lists
        .form
        .iter()
        .flat_map(|form| {
            let fields: Vec<String> = if pack.single_forms().any(|f| f.code == form.code) {
                vec![form.code.clone()]
            } else {
                pack.lists.field.iter().map(|f| f.code.clone()).collect()
            };
            let columns: Vec<String> = form.inputs().map(|c| c.code.clone()).collect();
            fields.into_iter().flat_map(move |f| columns.clone().into_iter().map(move |c| (f.clone(), c)))
        })
        .collect();
    for month in (2025 - years..=2024).flat_map(|year| (1..=12).map(move |m| Period::month(year, m))) {
        let (_, number) = month.month_span();
        let changes =
            rows.iter().zip(0_u64..).filter(|((_, c), _)| c != "carried").map(|((field, column), i)| Change {
                key: Key::Cell(month, field.clone(), column.clone()),
                old: None,
                new: Some(Value::Cell(Cell::Count(i % 7 + u64::from(number)))),
            });
        let meta = Meta {
            at: "2024-12-20T08:00:00+07:00".to_owned(),
            today: None,
            officer: "Ánh".to_owned(),
            user: "do".to_owned(),
            action: "figures.set".to_owned(),
            reason: None,
        };
        session.store.commit(meta, changes.collect()).unwrap();
    }
    world
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn timed(mut work: impl FnMut()) -> Duration {
    let once = |()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    median((0..ROUNDS).map(|_| ()).map(once).collect())
}

fn a_cell(years: i32) {
    let dir = tempfile::tempdir().unwrap();
    let world = filled(dir.path(), years);
    let session = Session::read(world.clone()).unwrap();
    let (pack, book) = (&session.pack, session.store.book());
    let month = Period::month(2024, 11);
    let of_month = timed(|| {
        let figures = figures::compute(pack, book, month).unwrap();
        black_box((rule::issues(pack, book, &figures), indicator::evaluate(pack, book, &figures)));
    });
    drop(session);
    let mut state = State::start(world).unwrap();
    update(&mut state, Action::Go(Screen::Figures));
    update(&mut state, Action::Open);
    let mut digit = 0_u8;
    let whole = timed(|| {
        digit = (digit + 1) % 10;
        update(&mut state, Action::Type(Edit::Char(char::from(b'0' + digit))));
        update(&mut state, Action::Move(Step::Next));
        update(&mut state, Action::Move(Step::Previous));
    });
    let work = state.work.as_ref().unwrap();
    assert!(work.session.store.seq() >= u64::from(ROUNDS), "cells were stored: {:?} {:?}", state.notice, state.modals);
    println!(
        "{years:>2} years: month, rules, indicators {of_month:>10.3?}; a cell typed, stored, all of it anew {whole:>10.3?}"
    );
}

/// A table of 5,000 rows: as many fields, eleven columns, titles above.
fn a_file() {
    let columns = ["online", "direct", "carried", "early", "on_time", "late", "open_in_time", "open_overdue"];
    let column = |code: &&str| KnownColumn {
        code: (*code).to_owned(),
        number: 0,
        head: Vec::new(),
        name: (*code).to_owned(),
        aliases: Vec::new(),
        form: "dossiers".to_owned(),
    };
    let field =
        |i: u32| KnownField {
            code: format!("linh_vuc_{i}"), name: format!("Lĩnh vực số {i}"), aliases: Vec::new()
        };
    let known = Known {
        columns: columns.iter().map(column).collect(),
        fields: (0..5000).map(field).collect(),
        singles: vec![],
    };
    let head = format!("TÌNH HÌNH GIẢI QUYẾT\nLĩnh vực,{}\n", columns.join(","));
    let rows: Vec<String> = (0..5000).map(|i| format!("Lĩnh vực số {i},1.234,5,6,7,-,9,10,11\n")).collect();
    let text = format!("{head}{}", rows.concat());
    let time = timed(|| {
        let sheet = table::read(text.as_bytes()).unwrap().remove(0);
        let layout = layout::recognise(&sheet.rows, &known, &Mapping::default()).unwrap();
        assert_eq!(layout.rows.len(), 5000);
    });
    println!("a text table of 5,000 rows and {} KB read and understood {time:>10.3?}", text.len() / 1024);
}

fn main() {
    a_cell(1);
    a_cell(10);
    a_file();
}
