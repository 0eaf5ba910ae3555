//! Revisions: what they replace, why, and what they changed; the signed document.

use daumoi::domain::submission::Fault;
use daumoi::package::{self, chain_fault};
use serde_json::{Value, json};

use crate::forge::{Forged, How, Matrix, check, descriptor};
use crate::places::{PDF, packages};

const CHANGES: &str = "thay_doi.csv";

fn second() -> Forged {
    Forged::of(&packages().second)
}

fn third() -> Forged {
    Forged::of(&packages().third)
}

#[test]
fn numbers_and_reasons() {
    let mut matrix = Matrix::default();
    let number = |mut forged: Forged, from: u32, to: u32| {
        forged.own()["lan"] = json!(to);
        forged.everywhere(&format!("lần {from}"), &format!("lần {to}"));
        forged.everywhere(&format!("-l{from:02}"), &format!("-l{to:02}"));
        forged.zip(How::Whole)
    };
    matrix.refused("second without reason", &number(Forged::of(&packages().first), 1, 2), descriptor("lan"));
    matrix.refused("first with a reason", &number(second(), 2, 1), descriptor("lan"));
    matrix.refused("number 0", &number(second(), 2, 0), descriptor("lan"));
    matrix.refused("another number", &number(second(), 2, 5), Fault::Workbook);
    let without = |key: &str| {
        let mut forged = second();
        forged.own().as_object_mut().unwrap().remove(key);
        forged.zip(How::Whole)
    };
    matrix.refused("no reason", &without("ly_do_nop_lai"), descriptor("tu_ma"));
    matrix.refused("nothing replaced", &without("thay_the"), descriptor("lan"));
    let mut first = Forged::of(&packages().first);
    first.own()["ly_do_nop_lai"] = json!("vì sao");
    matrix.refused("a reason in the first", &first.zip(How::Whole), descriptor("tu_ma"));
    let reason = |how| {
        let mut forged = second();
        forged.everywhere("đếm lại hồ sơ chứng thực", "sửa theo yêu cầu");
        forged.zip(how)
    };
    matrix.refused("another reason", &reason(How::Stated), descriptor("id"));
    matrix.refused("another reason and identity", &reason(How::Whole), Fault::Cover);
    let mut cover = second();
    cover.everywhere("đếm lại hồ sơ chứng thực", "sửa theo yêu cầu");
    cover.replace("DOC-TRUOC.txt", "đếm lại hồ sơ chứng thực", "sửa theo yêu cầu");
    matrix.refused("another reason in the cover", &cover.zip(How::Whole), Fault::Changes);
    for (name, key, value) in [("hash", "sha256", "XYZ"), ("id", "id", "khong phai UUID")] {
        let mut forged = second();
        forged.own()["thay_the"][key] = json!(value);
        matrix.refused(&format!("what is replaced: {name}"), &forged.zip(How::Whole), descriptor("thay_the"));
    }
    let mut other = second();
    other.own()["thay_the"]["sha256"] = json!("0".repeat(64));
    matrix.refused("another replaced", &other.zip(How::Stated), descriptor("id"));
}

#[test]
fn the_list_of_changes() {
    let mut matrix = Matrix::default();
    let key = "2024-02/chung_thuc/carried,";
    let line = |mut forged: Forged, new: &str| {
        forged.line(CHANGES, key, new);
        forged.zip(How::Whole)
    };
    let why = "đếm lại hồ sơ chứng thực";
    let good = format!("{key}6,5,{why}\r\n");
    assert!(second().text(CHANGES).contains(&good), "{}", second().text(CHANGES));
    matrix.sound("unaltered", &line(second(), &good));
    for (name, new) in [
        ("another reason", format!("{key}6,5,khác\r\n")),
        ("another new value", format!("{key}6,4,{why}\r\n")),
        ("no new value", format!("{key}6,,{why}\r\n")),
        ("nothing changed", format!("{key}5,5,{why}\r\n")),
        ("no value", format!("{key}nhiều,5,{why}\r\n")),
        ("a figure that is not there", format!("{good}2024-02/khong_co/carried,6,5,{why}\r\n")),
        ("a figure of another period", format!("{good}2024-07/chung_thuc/carried,6,,{why}\r\n")),
        ("no figure", format!("{good}khong_co,6,,{why}\r\n")),
        ("not in order", format!("2024-03/chung_thuc/early,1,50,{why}\r\n{good}")),
    ] {
        matrix.refused(name, &line(second(), &new), Fault::Changes);
    }
    matrix.refused("key twice", &line(second(), &good.repeat(2)), {
        let at = second().text(CHANGES).split("\r\n").position(|l| l.starts_with(key)).unwrap() as u64;
        crate::forge::cell(CHANGES, at + 2, daumoi::strings::tables::KEY)
    });
    matrix.refused("no reason", &line(second(), &format!("{key}6,5,\r\n")), {
        let at = second().text(CHANGES).split("\r\n").position(|l| l.starts_with(key)).unwrap() as u64;
        crate::forge::cell(CHANGES, at + 1, "ly_do")
    });
}

#[test]
fn beside_the_earlier_package() {
    let (one, two, three, month) = (&packages().first, &packages().second, &packages().third, &packages().month);
    let fault = |new: &[u8], old: &[u8]| {
        let [(new, new_bytes), (old, old_bytes)] = [new, old].map(|bytes| (check(bytes).unwrap(), bytes));
        chain_fault((&new, new_bytes), (&old, old_bytes))
    };
    let chain = |key: &str| Some(Fault::Chain(key.into()));
    assert_eq!((fault(two, one), fault(three, two)), (None, None));
    assert_eq!(fault(three, one), chain("lan"));
    assert_eq!(fault(one, one), chain("lan"));
    assert_eq!(fault(one, two), chain("lan"));
    assert_eq!(fault(two, month), chain("chuoi"));
    // Sound by themselves: only the package before tells that they do not follow it.
    for (key, value) in [("sha256", "0".repeat(64)), ("id", "00000000-0000-0000-0000-000000000000".into())] {
        let mut other = second();
        other.own()["thay_the"][key] = json!(value);
        assert_eq!(fault(&other.zip(How::Whole), one), chain("thay_the"));
    }
    let key = "2024-02/chung_thuc/carried,";
    for new in [format!("{key}7,5,đếm lại hồ sơ chứng thực\r\n"), String::new()] {
        let mut other = second();
        other.line(CHANGES, key, &new);
        assert_eq!(fault(&other.zip(How::Whole), one), Some(Fault::Changes));
    }
    // A number that has none after it.
    let (mut old, new) = (check(two).unwrap(), check(three).unwrap());
    old.head.revision = u32::MAX;
    assert_eq!(chain_fault((&new, three), (&old, two)), chain("lan"));
}

#[test]
fn the_signed_document() {
    let mut matrix = Matrix::default();
    let file = "ban_ky.pdf";
    let other = [PDF, b"% another\n"].concat();
    let with = |content: &[u8], stated: bool, how: How| {
        let mut forged = third();
        forged.put(file, content);
        if stated {
            forged.own()["ban_ky"] = json!(package::sha256(content));
        }
        forged.zip(how)
    };
    matrix.refused("another", &with(&other, false, How::Left), Fault::Altered(file.into()));
    matrix.refused("another, hashes stated", &with(&other, false, How::Whole), Fault::Signed);
    matrix.refused("another, named", &with(&other, true, How::Stated), descriptor("id"));
    for (name, content) in [("text", &b"khong phai PDF"[..]), ("none", b""), ("a picture", b"\x89PNG\r\n\x1a\n%PDF-")] {
        matrix.refused(name, &with(content, true, How::Whole), Fault::Signed);
    }
    let large = [PDF, &vec![b' '; 8 << 20]].concat();
    matrix.refused("too large", &with(&large, true, How::Whole), Fault::Signed);
    let mut absent = third();
    absent.files.remove(file);
    matrix.refused("absent", &absent.zip(How::Whole), Fault::Missing(file.into()));
    let mut unnamed = third();
    unnamed.own().as_object_mut().unwrap().remove("ban_ky");
    matrix.refused("not named", &unnamed.clone().zip(How::Whole), descriptor("tu_ma"));
    let resources: &mut Vec<Value> = unnamed.descriptor["resources"].as_array_mut().unwrap();
    resources.retain(|r| r["path"] != file);
    matrix.refused("not declared", &unnamed.clone().zip(How::Whole), Fault::Extra(file.into()));
    // Taken away with every trace but the cover's.
    unnamed.files.remove(file);
    matrix.refused("taken away", &unnamed.clone().zip(How::Stated), descriptor("id"));
    matrix.refused("taken away, identity too", &unnamed.zip(How::Whole), Fault::Cover);
    let mut named = Forged::of(&packages().first);
    named.own()["ban_ky"] = json!(package::sha256(PDF));
    named.put(file, PDF);
    matrix.refused("put in, not declared", &named.zip(How::Whole), descriptor("tu_ma"));
}
