//! Reports in the interface: the checklist and its places, the report in words, and the whole way of a package
//! that comes back.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;
mod driver;

use std::fs;
use std::path::Path;

use common::{code, run};
use driver::Driver;

/// Chooses a line of the open panel by its words, and opens it.
fn choose(d: &mut Driver, words: &str) {
    d.keys("home");
    for _ in 0..80 {
        let shown = d.screen();
        let cursor = shown.lines().find(|l| l.starts_with("│ >"));
        if cursor.is_some_and(|line| line.contains(words)) {
            d.keys("enter");
            return;
        }
        d.keys("down");
    }
    panic!("no line “{words}” in\n{}", d.screen());
}

fn shows(d: &Driver, words: &str) -> bool {
    // A sentence may be wrapped.
    let screen = d.screen();
    let joined: Vec<&str> = screen.split_whitespace().filter(|word| *word != "│").collect();
    joined.join(" ").contains(words)
}

fn typed(d: &mut Driver, text: &str) {
    d.keys("ctrl-u");
    d.paste(text);
}

/// Makes the package of the first quarter through its form; answers with the file.
fn make(d: &mut Driver, reason: Option<&str>) -> String {
    choose(d, "Làm gói báo cáo");
    if let Some(reason) = reason {
        typed(d, reason);
        d.keys("enter");
    }
    let folder = d.dir.path().join("usb");
    typed(d, folder.to_str().unwrap());
    d.keys("enter");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "zip"));
    files.sort();
    files.pop().unwrap().to_str().unwrap().to_owned()
}

fn receipt(d: &Driver, package: &str, args: &[&str]) -> String {
    let out = d.dir.path().join(format!("bn-{}.json", args.len()));
    let mut all = vec!["receipt", "make", package, "--out", out.to_str().unwrap(), "--today", "2024-03-19"];
    all.extend(args);
    assert_eq!(code(&run(Path::new("/nonexistent"), &all)), 0);
    out.to_str().unwrap().to_owned()
}

#[test]
fn a_returned_package_goes_the_whole_way() {
    let mut d = Driver::with_quarter();
    d.keys("4 enter");
    assert!(shows(&d, "Chưa chốt, số liệu còn sửa được."), "{}", d.screen());
    choose(&mut d, "Chốt, chưa xuất ra tệp");
    assert!(shows(&d, "Đã chốt, chưa có tệp ra ngoài."), "{}", d.screen());
    let first = make(&mut d, None);
    assert!(shows(&d, "Đã xuất, chưa ghi là gửi."), "{}", d.screen());
    choose(&mut d, "Ghi đã gửi");
    typed(&mut d, "12/BC-UBND");
    d.keys("ctrl-s");
    assert!(shows(&d, "Đã gửi, chờ trả lời."), "{}", d.screen());
    let returned = receipt(
        &d,
        &first,
        &["--result", "returned", "--reason", "2024-01/chung_thuc/online: khác số của Cổng", "--reason", "2.1: ghi rõ"],
    );
    choose(&mut d, "Nạp biên nhận của nơi nhận");
    typed(&mut d, &returned);
    d.keys("enter");
    assert!(shows(&d, "Bị trả lại."), "{}", d.screen());
    // From the reason to the cell it names, which is marked; the overview tells of it first.
    choose(&mut d, "Các lần đã làm gói");
    choose(&mut d, "khác số của Cổng");
    assert!(shows(&d, "Tháng 01/2024") && shows(&d, "khác số của Cổng"), "{}", d.screen());
    d.keys("esc 1");
    assert!(d.screen().lines().nth(4).unwrap().contains("BỊ TRẢ LẠI"), "{}", d.screen());
    // The task it names is marked, until it was looked at.
    d.keys("2 / 2.1 enter enter");
    assert!(shows(&d, "Cần xem lại: nơi nhận: ghi rõ"), "{}", d.screen());
    d.keys("esc esc esc");
    // Two cells corrected in the grid, each with its reason.
    d.keys("4 enter");
    choose(&mut d, "Các lần đã làm gói");
    choose(&mut d, "khác số của Cổng");
    d.keys("31 enter");
    typed(&mut d, "theo số của Cổng");
    d.keys("enter");
    assert!(!shows(&d, "Lý do sửa số liệu"), "{}", d.screen());
    d.keys("69 enter");
    typed(&mut d, "theo số của Cổng");
    d.keys("enter esc esc 4 enter");
    let second = make(&mut d, Some("sửa theo ý kiến của huyện"));
    assert!(second.ends_with("_L02.zip"), "{second} {}", d.screen());
    assert!(shows(&d, "Gói lần 2: chưa gửi"), "{}", d.screen());
    let verified = run(Path::new("/nonexistent"), &["verify", &second, "--earlier", &first]);
    assert_eq!(code(&verified), 0, "{}", common::stdout(&verified));
    choose(&mut d, "Ghi đã gửi");
    typed(&mut d, "15/BC-UBND");
    d.keys("ctrl-s");
    let received = receipt(&d, &second, &["--result", "received"]);
    choose(&mut d, "Nạp biên nhận của nơi nhận");
    typed(&mut d, &received);
    d.keys("enter");
    assert!(shows(&d, "Nơi nhận đã nhận: xong."), "{}", d.screen());
    d.keys("esc");
    assert!(shows(&d, "trễ hạn, đã nhận") || shows(&d, "đúng hạn, đã nhận"), "{}", d.screen());
    // What was sent first, beside today's figures.
    d.keys("enter");
    choose(&mut d, "Các lần đã làm gói");
    assert!(shows(&d, "số khác với hôm nay"), "{}", d.screen());
}

#[test]
fn the_number_of_a_report_that_went_is_asked_for_by_its_own_day() {
    let mut d = Driver::on(
        "2024-03-19",
        &[
            &["init", "--unit", "26383", "--year", "2024", "--officer", "Nguyễn Thị Ánh"],
            &["batch", common::fixture("q1-2024.batch").to_str().unwrap(), "--today", "2024-03-15"],
        ],
    );
    d.keys("4 enter");
    make(&mut d, None);
    choose(&mut d, "Ghi đã gửi");
    d.keys("tab");
    typed(&mut d, "16/3/2024");
    d.keys("ctrl-s");
    assert!(shows(&d, "chưa có số"), "{}", d.screen());
    d.keys("esc");
    // Words that change make a revision; while it has not gone the number is still the first one's.
    d.keys("b");
    choose(&mut d, "IV. KIẾN NGHỊ");
    d.paste("Đề nghị bổ sung máy quét.");
    d.keys("ctrl-s esc enter");
    make(&mut d, Some("bổ sung kiến nghị"));
    choose(&mut d, "Ghi đã gửi");
    assert!(shows(&d, "Lần 1 đã gửi ngày 16/03/2024, chưa có số"), "{}", d.screen());
    typed(&mut d, "12/BC-UBND");
    d.keys("ctrl-s");
    let period = "2024-Q1".parse().unwrap();
    let book = d.state.work.as_ref().unwrap().session.store.book();
    let sent: Vec<_> = book.submissions(period).map(|s| s.sent.clone().and_then(|sent| sent.document)).collect();
    assert_eq!(sent, [Some("12/BC-UBND".to_owned()), None]);
    // The revision that was not sent is taken back, after a question.
    choose(&mut d, "Bỏ lần nộp lại chưa gửi");
    d.keys("right enter");
    assert!(shows(&d, "Đã bỏ gói"), "{}", d.screen());
    // And the first can be written out again as it was.
    choose(&mut d, "Các lần đã làm gói");
    choose(&mut d, "Lần 1");
    d.paste(d.dir.path().join("lai").to_str().unwrap().to_owned().as_str());
    d.keys("enter");
    assert!(shows(&d, "Đã ghi lại gói"), "{}", d.screen());
    assert_eq!(fs::read_dir(d.dir.path().join("lai")).unwrap().count(), 2);
}

#[test]
fn the_checklist_leads_to_its_places_and_back() {
    let mut d = Driver::with_quarter();
    d.keys("4 enter");
    choose(&mut d, "Người ký");
    assert!(shows(&d, "Thiết lập"), "{}", d.screen());
    d.keys("esc");
    choose(&mut d, "Hạn gửi báo cáo");
    typed(&mut d, "20/3/2024");
    d.keys("enter");
    typed(&mut d, "Công văn số 9/UBND");
    d.keys("enter");
    assert!(shows(&d, "Hạn gửi báo cáo: thứ Tư 20/03/2024, theo Công văn số 9"), "{}", d.screen());
    choose(&mut d, "việc thường xuyên chưa ghi");
    assert!(shows(&d, "Nhiệm vụ 2.1"), "{}", d.screen());
    d.keys("esc");
    choose(&mut d, "Đã có số liệu tháng");
    assert!(shows(&d, "Tháng 03/2024"), "{}", d.screen());
    d.keys("esc");
    assert!(shows(&d, "Báo cáo Quý I/2024"), "back at the report: {}", d.screen());
}

#[test]
fn a_passage_is_written_between_what_follows_from_the_figures() {
    let mut d = Driver::with_quarter();
    d.keys("4 b");
    choose(&mut d, "IV. KIẾN NGHỊ");
    assert!(shows(&d, "Không có."), "what stands there now: {}", d.screen());
    d.paste("Đề nghị huyện bổ sung máy quét.\n- Đề nghị tập huấn số hóa.");
    d.keys("ctrl-s");
    assert!(shows(&d, "» Đề nghị huyện bổ sung máy quét.") && shows(&d, "» - Đề nghị tập huấn"), "{}", d.screen());
    // Alone: what follows from the figures is left out.
    choose(&mut d, "6. Giải quyết thủ tục");
    assert!(shows(&d, "Tổng số hồ sơ tiếp nhận"), "{}", d.screen());
    d.paste("Số liệu kèm theo.");
    d.keys("enter");
    d.keys("down down enter");
    d.keys("ctrl-s");
    let text = d.state.work.as_ref().unwrap().session.report_lines("2024-Q1".parse().unwrap()).unwrap();
    let of: Vec<&str> = text.iter().filter(|l| l.section == "giai_quyet").map(|l| l.text.as_str()).collect();
    assert_eq!(of, ["6. Giải quyết thủ tục hành chính", "Số liệu kèm theo."]);
    // Taken away by emptying it.
    choose(&mut d, "Số liệu kèm theo.");
    d.keys("ctrl-u ctrl-s");
    assert!(shows(&d, "Tổng số hồ sơ tiếp nhận"), "{}", d.screen());
}
