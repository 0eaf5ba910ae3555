//! A package is sound or it is not: every altered byte, every strange member, every wrong figure.
#![allow(clippy::unwrap_used)]

mod common;

use std::path::Path;

use common::zips::{check, members, pairs, zipped};
use common::{code, done, json, quarter_package, run, with_quarter};
use daumoi::domain::submission::Fault;
use zip::CompressionMethod;

fn quarter() -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    std::fs::read(quarter_package(dir.path())).unwrap()
}

#[test]
fn it_holds_what_it_should_and_survives_other_tools() {
    let bytes = quarter();
    let verified = check(&bytes).unwrap();
    assert_eq!((verified.head.unit.code.as_str(), verified.head.revision), ("26383", 1));
    let members = members(&bytes);
    let names: Vec<&str> = members.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "DOC-TRUOC.txt",
            "bao_cao.docx",
            "bieu_mau.xlsx",
            "datapackage.json",
            "kiem_tra.csv",
            "loi_bao_cao.csv",
            "nhiem_vu.csv",
            "so_lieu.csv",
            "ty_le.csv"
        ]
    );
    let mut other_order = pairs(&members);
    other_order.reverse();
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated, CompressionMethod::Bzip2] {
        assert_eq!(check(&zipped(other_order.clone(), method)).as_ref(), Ok(&verified));
    }
    // The code pins the content: the first 12 digits of the descriptor's hash.
    let digits = verified.descriptor_sha256[..12].to_uppercase();
    assert_eq!(verified.code.replace('-', ""), digits);
}

#[test]
fn a_flipped_byte_in_any_member_is_seen() {
    let members = members(&quarter());
    for (name, content) in &members {
        for at in [0, content.len() / 3, content.len() / 2, content.len() - 1] {
            let mut altered = members.clone();
            altered.get_mut(name).unwrap()[at] ^= 1;
            let found = check(&zipped(pairs(&altered), CompressionMethod::Deflated));
            assert!(found.is_err(), "{name} at {at}");
        }
    }
}

#[test]
fn a_flipped_bit_anywhere_in_the_zip_never_changes_what_is_taken() {
    let bytes = quarter();
    let sound = check(&bytes).unwrap();
    // Every 97th byte: headers, data and directory all get their share.
    for at in (0..bytes.len()).step_by(97) {
        let mut altered = bytes.clone();
        altered[at] ^= 0x10;
        if let Ok(found) = check(&altered) {
            assert_eq!(found, sound, "byte {at}");
        }
    }
}

#[test]
fn strange_zips_are_refused() {
    let bytes = quarter();
    let good = members(&bytes);
    let fails = |bytes: &[u8]| check(bytes).unwrap_err().remove(0);
    assert_eq!(fails(b""), Fault::NotAZip);
    assert_eq!(fails(b"PK\x03\x04 not really"), Fault::NotAZip);
    for length in [1, 100, bytes.len() / 2, bytes.len() - 1] {
        assert!(check(&bytes[..length]).is_err(), "cut at {length}");
    }
    let with = |name: &str, content: &[u8]| {
        let mut all = pairs(&good);
        all.push((name, content));
        zipped(all, CompressionMethod::Deflated)
    };
    assert_eq!(fails(&with("them.csv", b"x")), Fault::Extra("them.csv".into()));
    for name in ["../thoat.csv", "/etc/x", "a/b.csv", "..\\x.csv", ".an", "x\u{1b}[31m"] {
        assert!(matches!(fails(&with(name, b"x")), Fault::BadName(_)), "{name}");
    }
    let mut renamed = good.clone();
    let table = renamed.remove("ty_le.csv").unwrap();
    assert_eq!(fails(&zipped(pairs(&renamed), CompressionMethod::Stored)), Fault::Missing("ty_le.csv".into()));
    renamed.insert("ty_le2.csv".into(), table);
    assert!(check(&zipped(pairs(&renamed), CompressionMethod::Stored)).is_err());
    let bomb = vec![0_u8; 17 << 20];
    assert_eq!(fails(&with("to.csv", &bomb)), Fault::TooLarge);
    assert_eq!(fails(&vec![0_u8; (16 << 20) + 1]), Fault::TooLarge);
}

#[test]
fn two_members_of_one_name_are_refused() {
    let good = members(&quarter());
    // The writer refuses equal names, so one is renamed in the bytes: same length, both lists.
    let mut all = pairs(&good);
    let forged = good["so_lieu.csv"].clone();
    all.push(("so_lieX.csv", &forged));
    let mut bytes = zipped(all, CompressionMethod::Stored);
    let (from, to) = (b"so_lieX.csv", b"so_lieu.csv");
    let places: Vec<usize> = bytes.windows(from.len()).enumerate().filter(|(_, w)| w == from).map(|(i, _)| i).collect();
    assert_eq!(places.len(), 2);
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    assert_eq!(check(&bytes).unwrap_err(), [Fault::Duplicate("so_lieu.csv".into())]);
}

/// Alters a table and states its new size and hash in the descriptor, as a forger would.
fn forged(file: &str, from: &str, to: &str) -> Vec<u8> {
    let all = members(&quarter());
    let text = String::from_utf8(all[file].clone()).unwrap();
    assert!(text.contains(from), "{from}");
    sealed_with(file, text.replacen(from, to, 1).into_bytes())
}

/// Puts other bytes in a member's place and states their size and hash in the descriptor.
fn sealed_with(file: &str, altered: Vec<u8>) -> Vec<u8> {
    let mut all = members(&quarter());
    let mut descriptor: serde_json::Value = serde_json::from_slice(&all["datapackage.json"]).unwrap();
    for resource in descriptor["resources"].as_array_mut().unwrap() {
        if resource["path"] == file {
            resource["bytes"] = altered.len().into();
            resource["hash"] = format!("sha256:{}", daumoi::package::sha256(&altered)).into();
        }
    }
    all.insert(file.into(), altered);
    seal(&mut descriptor);
    all.insert("datapackage.json".into(), canonical(&descriptor));
    zipped(pairs(&all), CompressionMethod::Deflated)
}

fn canonical(value: &serde_json::Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap();
    bytes.push(b'\n');
    bytes
}

/// Puts the digest of a descriptor into it, as the layout asks.
fn seal(descriptor: &mut serde_json::Value) {
    descriptor["daumoi"]["tu_ma"] = "".into();
    let digest = daumoi::package::sha256(&canonical(descriptor));
    descriptor["daumoi"]["tu_ma"] = format!("sha256:{digest}").into();
}

#[test]
fn figures_and_rates_are_worked_out_again() {
    let fault = |file: &str, from: &str, to: &str| check(&forged(file, from, to)).unwrap_err().remove(0);
    // A quarter's sum that its months do not give; a month that the quarter does not follow.
    assert!(matches!(fault("so_lieu.csv", "2024-Q1,total,online,148", "2024-Q1,total,online,149"), Fault::Figure(_)));
    assert!(matches!(fault("so_lieu.csv", "2024-02,ho_tich,direct,30", "2024-02,ho_tich,direct,31"), Fault::Figure(_)));
    assert_eq!(
        fault("ty_le.csv", "on_time,483,498,0.969880", "on_time,484,498,0.971888"),
        Fault::Rate("on_time".into())
    );
    assert!(matches!(fault("so_lieu.csv", "direct,30,co", "direct,-30,co"), Fault::Cell { .. }));
    assert!(matches!(fault("kiem_tra.csv", "khong_vi_pham", "tot"), Fault::Cell { .. }));
    assert!(matches!(fault("nhiem_vu.csv", "2024-01-24", "2024-13-24"), Fault::Cell { .. }));
    assert!(matches!(fault("nhiem_vu.csv", "chu_tri", "chu_tri\u{202e}"), Fault::Cell { .. }));
    assert_eq!(
        fault("nhiem_vu.csv", "2024-03-11,11/TTr-UBND", "2024-03-09,11/TTr-UBND"),
        Fault::Lateness("2.5".into())
    );
    // Results of the checks are worked out again too.
    assert_eq!(
        fault("kiem_tra.csv", "dossier_balance,loi,2024-Q1,,khong_vi_pham", "dossier_balance,loi,2024-Q1,,vi_pham"),
        Fault::Rule("dossier_balance".into())
    );
    assert_eq!(
        fault(
            "kiem_tra.csv",
            "digitised_limit,canh_bao,2024-Q1,,khong_vi_pham",
            "digitised_limit,canh_bao,2024-Q1,,vi_pham"
        ),
        Fault::Checks
    );
    // Whatever else is said differently has another identity.
    assert_eq!(fault("nhiem_vu.csv", "phoi_hop,thuong_xuyen", "chu_tri,thuong_xuyen"), Fault::Descriptor("id".into()));
    // Without a change the same way of sealing gives a sound package: the faults above are not its doing.
    assert!(check(&forged("kiem_tra.csv", "khong_vi_pham", "khong_vi_pham")).is_ok());
}

#[test]
fn descriptors_of_others_are_refused() {
    let all = members(&quarter());
    let with = |edit: &dyn Fn(&mut serde_json::Value)| {
        let mut descriptor: serde_json::Value = serde_json::from_slice(&all["datapackage.json"]).unwrap();
        edit(&mut descriptor);
        seal(&mut descriptor);
        let mut all = all.clone();
        all.insert("datapackage.json".into(), canonical(&descriptor));
        check(&zipped(pairs(&all), CompressionMethod::Deflated)).map_err(|mut f| f.remove(0))
    };
    assert!(with(&|_| {}).is_ok());
    assert_eq!(with(&|d| d["daumoi"]["luoc_do"] = "3.0".into()), Err(Fault::Newer("3.0".into())));
    // A mark that was put on later; tests/practice.rs takes a real one off.
    let marked = with(&|d| d["daumoi"]["thuc_hanh"] = true.into());
    assert_eq!(marked, Err(Fault::Descriptor("tu_ma".into())));
    assert_eq!(with(&|d| d["daumoi"]["bo_quy_dinh"] = "khac".into()), Err(Fault::UnknownPack("khac".into())));
    for edit in [
        (&|d: &mut serde_json::Value| d["resources"][0]["schema"]["fields"][3]["constraints"]["minimum"] = (-5).into())
            as &dyn Fn(&mut serde_json::Value),
        &|d| d["them"] = 1.into(),
        &|d| d["daumoi"]["ky"]["tu"] = "2024-01-01".into(),
        &|d| d["resources"] = serde_json::json!([]),
        &|d| d["created"] = "hôm qua".into(),
        &|d| d["daumoi"]["lan"] = 2.into(),
    ] {
        assert!(matches!(with(edit), Err(Fault::Descriptor(_) | Fault::Altered(_))));
    }
}

#[test]
fn the_command_says_so() {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    let path = quarter_package(dir.path());
    let nowhere = Path::new("/nonexistent/data");
    // verify needs no data dir
    let sound = done(nowhere, &["verify", path.to_str().unwrap(), "--json"]);
    assert_eq!(json(&sound)["sound"], true);
    let bad = dir.path().join("hong.zip");
    std::fs::write(&bad, b"khong phai zip").unwrap();
    let output = run(nowhere, &["verify", bad.to_str().unwrap()]);
    assert_eq!(code(&output), 1);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains("không phải gói zip"), "{text}");
    let absent = run(nowhere, &["verify", "/nonexistent.zip"]);
    assert_eq!((code(&absent), common::stderr(&absent).lines().count()), (2, 1));
}

#[test]
fn an_older_layout_is_not_called_unsound() {
    let dir = tempfile::tempdir().unwrap();
    let mut all = members(&quarter());
    let mut said = |version: &str| {
        let mut descriptor: serde_json::Value = serde_json::from_slice(&all["datapackage.json"]).unwrap();
        descriptor["daumoi"]["luoc_do"] = version.into();
        seal(&mut descriptor);
        all.insert("datapackage.json".into(), canonical(&descriptor));
        let path = dir.path().join("goi.zip");
        std::fs::write(&path, zipped(pairs(&all), CompressionMethod::Deflated)).unwrap();
        let output = run(Path::new("/nonexistent/data"), &["verify", path.to_str().unwrap()]);
        assert_eq!(code(&output), 1);
        common::stdout(&output)
    };
    let old = said("1.0");
    assert!(old.contains("theo lược đồ cũ 1.0, bản này không kiểm lại được"), "{old}");
    assert!(!old.contains("KHÔNG ĐẠT") && !old.contains("gửi lại"), "{old}");
    let other = said("3.0");
    assert!(other.contains("lược đồ 3.0") && other.contains("KHÔNG ĐẠT"), "{other}");
}

#[test]
fn texts_never_become_formulas() {
    let dir = tempfile::tempdir().unwrap();
    with_quarter(dir.path());
    done(dir.path(), &["task", "add", "=HYPERLINK(\"http://x\")", "--due", "2024-03-20"]);
    done(dir.path(), &["task", "statement", "2.1", "--period", "2024-Q1", "@SUM(A1)"]);
    let bytes = std::fs::read(quarter_package(dir.path())).unwrap();
    let tasks = String::from_utf8(members(&bytes)["nhiem_vu.csv"].clone()).unwrap();
    assert!(tasks.contains("\"'=HYPERLINK") && tasks.contains(",'@SUM(A1)"), "{tasks}");
}

#[test]
fn the_workbook_has_the_numbers_of_the_tables() {
    let workbook = members(&quarter())["bieu_mau.xlsx"].clone();
    assert!(check(&sealed_with("bieu_mau.xlsx", workbook.clone())).is_ok());
    assert_eq!(check(&sealed_with("bieu_mau.xlsx", b"x".to_vec())).unwrap_err(), [Fault::Workbook]);
    // One number of it changed, packed again as a spreadsheet program would.
    let mut parts = members(&workbook);
    let sheet = String::from_utf8(parts["xl/worksheets/sheet1.xml"].clone()).unwrap();
    assert!(sheet.contains("<v>148</v>"), "{sheet}");
    parts.insert("xl/worksheets/sheet1.xml".into(), sheet.replacen("<v>148</v>", "<v>149</v>", 1).into_bytes());
    let changed = zipped(pairs(&parts), CompressionMethod::Deflated);
    assert_eq!(check(&sealed_with("bieu_mau.xlsx", changed)).unwrap_err(), [Fault::Workbook]);
}

#[test]
fn what_other_readers_refuse_is_refused() {
    let good = quarter();
    // The directory: the workbook within has one of its own.
    let start = u32::from_le_bytes(good[good.len() - 6..good.len() - 2].try_into().unwrap());
    let entries: Vec<usize> =
        (usize::try_from(start).unwrap()..good.len() - 4).filter(|at| good[*at..].starts_with(b"PK\x01\x02")).collect();
    assert_eq!(entries.len(), members(&good).len());
    for at in entries {
        // Patched data, strong encryption, masked header.
        for (byte, bit) in [(8, 5), (8, 6), (9, 5)] {
            let mut bytes = good.clone();
            bytes[at + byte] ^= 1 << bit;
            assert!(check(&bytes).is_err(), "{at} {byte} {bit}");
        }
    }
    // The size of the directory, told wrongly.
    let mut bytes = good.clone();
    let end = bytes.len() - 22;
    bytes[end + 12] ^= 1;
    assert_eq!(check(&bytes).unwrap_err(), [Fault::NotAZip]);
}

#[test]
fn a_field_of_the_communes_own_travels_with_its_name() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    with_quarter(&data);
    let before = quarter_package(&data);
    let without = std::fs::read(&before).unwrap();
    done(&data, &["figures", "field", "Cấp nước sạch"]);
    // A field without figures changes no package.
    assert!(std::fs::read(quarter_package(&data)).unwrap() == without);
    for bad in ["Hộ tịch", "ho_tich", "!!!", "Counters"] {
        common::refused(&data, &["figures", "field", bad]);
    }
    common::refused(&data, &["figures", "field", "Cấp nước", "--code", "ho_tich"]);
    // Adding is no renaming.
    common::refused(&data, &["figures", "field", "Cấp nước, sạch!"]);
    for month in ["2024-01", "2024-02", "2024-03"] {
        let cells = ["online=4", "direct=1", "early=5", "on_time=0", "late=0", "open_in_time=0", "open_overdue=0"];
        let carried = if month == "2024-01" { "carried=0" } else { "carried=" };
        done(&data, &[&["figures", "set", month, "cap_nuoc_sach", carried][..], &cells].concat());
    }
    assert!(common::refused(&data, &["figures", "field", "cap_nuoc_sach", "--remove"]).contains("2024"));
    let package = quarter_package(&data);
    done(&data, &["verify", package.to_str().unwrap()]);
    let all = members(&std::fs::read(&package).unwrap());
    let with = |edit: &dyn Fn(&mut serde_json::Value)| {
        let mut descriptor: serde_json::Value = serde_json::from_slice(&all["datapackage.json"]).unwrap();
        let own = descriptor["daumoi"]["linh_vuc_rieng"].as_array_mut().unwrap();
        assert_eq!(
            (own.len(), own[0]["ma"].as_str(), own[0]["ten"].as_str()),
            (1, Some("cap_nuoc_sach"), Some("Cấp nước sạch"))
        );
        edit(&mut own[0]);
        seal(&mut descriptor);
        let mut all = all.clone();
        all.insert("datapackage.json".into(), canonical(&descriptor));
        check(&zipped(pairs(&all), CompressionMethod::Deflated)).map_err(|mut f| f.remove(0))
    };
    assert!(with(&|_| {}).is_ok());
    // Its name is part of what the package is; a code of the pack's own, or of nothing, is none.
    assert_eq!(with(&|own| own["ten"] = "Cấp nước bẩn".into()), Err(Fault::Descriptor("id".into())));
    for code in ["ho_tich", "total", "counters", "Cap", ""] {
        assert_eq!(with(&|own| own["ma"] = code.into()), Err(Fault::Descriptor("linh_vuc_rieng".into())), "{code}");
    }
    // With its figures gone it can go too, and comes back with undoing.
    for month in ["2024-01", "2024-02", "2024-03"] {
        let cells = ["online=", "direct=", "carried=", "early=", "on_time=", "late=", "open_in_time=", "open_overdue="];
        done(&data, &[&["figures", "set", month, "cap_nuoc_sach"][..], &cells].concat());
    }
    done(&data, &["figures", "field", "cap_nuoc_sach", "--remove"]);
    common::refused(&data, &["figures", "set", "2024-01", "cap_nuoc_sach", "online=1"]);
    done(&data, &["undo"]);
    done(&data, &["figures", "set", "2024-01", "cap_nuoc_sach", "online=1"]);
}
