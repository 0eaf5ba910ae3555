//! Members and the zip around them.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use daumoi::domain::submission::Fault;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::forge::{DESCRIPTOR, Forged, How, Matrix, check, descriptor, members, pairs, zipped};
use crate::places::packages;

const DEFLATED: CompressionMethod = CompressionMethod::Deflated;

fn full() -> BTreeMap<String, Vec<u8>> {
    let files = members(&packages().third);
    assert_eq!(files.len(), 11, "every member a package can have");
    files
}

fn zip(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    zipped(pairs(files), DEFLATED)
}

#[test]
fn every_member_is_needed_as_it_is() {
    let mut matrix = Matrix::default();
    let full = full();
    matrix.sound("packed again", &zip(&full));
    for name in full.keys().filter(|name| *name != DESCRIPTOR) {
        let mut flipped = full.clone();
        let content = flipped.get_mut(name).unwrap();
        let middle = content.len() / 2;
        content[middle] ^= 1;
        matrix.refused(&format!("{name} flipped"), &zip(&flipped), Fault::Altered(name.clone()));
        let mut cut = full.clone();
        cut.get_mut(name).unwrap().pop();
        matrix.refused(&format!("{name} cut"), &zip(&cut), Fault::Altered(name.clone()));
        let mut without = full.clone();
        let content = without.remove(name).unwrap();
        matrix.refused(&format!("{name} removed"), &zip(&without), Fault::Missing(name.clone()));
        let other = format!("x{name}");
        without.insert(other.clone(), content);
        matrix.faults(&format!("{name} renamed"), &zip(&without), &[Fault::Missing(name.clone()), Fault::Extra(other)]);
        // Left out with its declaration: no package of this layout.
        let mut undeclared = Forged::of(&packages().third);
        undeclared.files.remove(name);
        let resources = undeclared.descriptor["resources"].as_array_mut().unwrap();
        resources.retain(|r| r["path"] != **name);
        matrix.refused(&format!("{name} undeclared"), &undeclared.zip(How::Stated), descriptor("tu_ma"));
    }
    let mut without = full.clone();
    without.remove(DESCRIPTOR);
    matrix.refused("no descriptor", &zip(&without), Fault::Missing(DESCRIPTOR.into()));
    matrix.refused("empty", &zip(&BTreeMap::new()), Fault::Missing(DESCRIPTOR.into()));
}

#[test]
fn members_that_no_package_has() {
    let mut matrix = Matrix::default();
    let full = full();
    let with = |name: &str, content: &[u8]| {
        let mut all = pairs(&full);
        all.push((name, content));
        zipped(all, DEFLATED)
    };
    let nested = packages().first.clone();
    for (name, content) in [("them.csv", &b"a,b\r\n"[..]), ("goi.zip", &nested), ("bao_cao.docm", b"x")] {
        matrix.refused(name, &with(name, content), Fault::Extra(name.into()));
        let mut declared = Forged::of(&packages().third);
        declared.put(name, content);
        declared.declare(name);
        matrix.refused(&format!("{name} declared"), &declared.zip(How::Stated), descriptor("tu_ma"));
    }
    let long = "a".repeat(65);
    let names = [
        "../thoat.csv",
        "/etc/passwd",
        "..\\thoat.csv",
        "C:\\x.csv",
        "thu_muc/so_lieu.csv",
        "số_liệu.csv",
        ".an",
        "so lieu.csv",
        "so_lieu.csv\u{0}",
        "x\u{1b}[31m",
        &long,
    ];
    for name in names {
        matrix.refused(&format!("{name:?}"), &with(name, b"x"), Fault::BadName(name.into()));
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_directory("thu_muc", SimpleFileOptions::default()).unwrap();
    matrix.refused("folder", &writer.finish().unwrap().into_inner(), Fault::BadName("thu_muc/".into()));
    // Names that differ in case are two on one system and one on another.
    matrix.refused("case", &with("SO_LIEU.csv", b"x"), Fault::Extra("SO_LIEU.csv".into()));
    // A package in the place of a table.
    let mut within = Forged::of(&packages().third);
    within.put("so_lieu.csv", nested);
    matrix.refused("zip as table", &within.zip(How::Whole), crate::forge::cell("so_lieu.csv", 1, "UTF-8"));
}

/// Replaces bytes wherever they stand: names of one length in both lists of a zip.
fn renamed(bytes: &[u8], from: &[u8], to: &[u8], places: usize) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let found: Vec<usize> = bytes.windows(from.len()).enumerate().filter(|(_, w)| *w == from).map(|(i, _)| i).collect();
    assert_eq!(found.len(), places);
    for at in found {
        out[at..at + to.len()].copy_from_slice(to);
    }
    out
}

/// Where a member's own header and its entry in the directory begin.
fn headers(bytes: &[u8], name: &[u8]) -> (usize, usize) {
    let at = |sign: &[u8], before: usize| {
        let begins = |at: usize| bytes[at..].starts_with(sign) && bytes[at + before..].starts_with(name);
        (0..bytes.len() - before - name.len()).find(|at| begins(*at)).unwrap()
    };
    (at(b"PK\x03\x04", 30), at(b"PK\x01\x02", 46))
}

/// With the directory's places moved on, where `more` bytes were put into the header that begins at `from`.
fn shifted(mut bytes: Vec<u8>, from: usize, more: u32) -> Vec<u8> {
    let number = |bytes: &[u8], at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let directory = bytes.len() - 22 + 16;
    let mut at = directory;
    let mut entry = (number(&bytes, directory) + more) as usize;
    loop {
        let place = number(&bytes, at);
        if place as usize > from {
            bytes[at..at + 4].copy_from_slice(&(place + more).to_le_bytes());
        }
        if !bytes[entry..].starts_with(b"PK\x01\x02") {
            return bytes;
        }
        let lengths = [28, 30, 32].map(|i| usize::from(bytes[entry + i]) + 256 * usize::from(bytes[entry + i + 1]));
        at = entry + 42;
        entry += 46 + lengths.iter().sum::<usize>();
    }
}

#[test]
fn zips_that_can_be_read_in_two_ways() {
    let mut matrix = Matrix::default();
    let full = full();
    let good = zip(&full);
    let forged = full["so_lieu.csv"].clone();
    let mut twice = pairs(&full);
    twice.push(("so_lieX.csv", &forged));
    let stored = zipped(twice, CompressionMethod::Stored);
    let twice = renamed(&stored, b"so_lieX.csv", b"so_lieu.csv", 2);
    matrix.refused("two of one name", &twice, Fault::Duplicate("so_lieu.csv".into()));
    let (own, listed) = headers(&good, b"ty_le.csv");
    let with = |at: usize, value: &[u8]| {
        let mut bytes = good.clone();
        bytes[at..at + value.len()].copy_from_slice(value);
        bytes
    };
    matrix.refused("other name in its header", &with(own + 30, b"ty_lo.csv"), Fault::BadName("ty_le.csv".into()));
    matrix.refused("encrypted, as listed", &with(listed + 8, &[1]), Fault::NotAZip);
    matrix.refused("encrypted, as its header says", &with(own + 6, &[1]), Fault::NotAZip);
    matrix.refused("stored, as its header says", &with(own + 8, &[0]), Fault::NotAZip);
    matrix.refused("a length, as its header says", &with(own + 22, &[9]), Fault::NotAZip);
    matrix.refused("a sum, as its header says", &with(own + 14, &[9; 4]), Fault::NotAZip);
    matrix.refused("comment of a member", &with(listed + 32, &[1, 0]), Fault::NotAZip);
    let path = b"up\x00\x00";
    let mut renaming = good.clone();
    renaming.splice(own + 30 + 9..own + 30 + 9, path.iter().copied());
    renaming[own + 28] = 4;
    matrix.refused("another name in its header's extra field", &shifted(renaming, own, 4), Fault::NotAZip);
    let mut renaming = good.clone();
    renaming.splice(listed + 46 + 9..listed + 46 + 9, path.iter().copied());
    renaming[listed + 30] = 4;
    let at = renaming.len() - 22 + 12;
    let size = u32::from_le_bytes(renaming[at..at + 4].try_into().unwrap()) + 4;
    renaming[at..at + 4].copy_from_slice(&size.to_le_bytes());
    matrix.refused("another name as listed", &renaming, Fault::NotAZip);
    matrix.refused("no length", &with(listed + 20, &[0; 4]), Fault::NotAZip);
    for (name, method) in [("unknown", 77_u16), ("zstd", 93), ("AES", 99)] {
        let mut bytes = with(listed + 10, &method.to_le_bytes());
        bytes[own + 8..own + 10].copy_from_slice(&method.to_le_bytes());
        matrix.refused(name, &bytes, Fault::Unreadable("ty_le.csv".into()));
    }
    let mut commented = good.clone();
    let end = commented.len() - 2;
    commented[end..].copy_from_slice(&[3, 0]);
    commented.extend(b"abc");
    matrix.refused("comment", &commented, Fault::NotAZip);
    matrix.refused("bytes before", &[b"MZ".as_slice(), &good].concat(), Fault::NotAZip);
    matrix.refused("bytes after", &[good.as_slice(), b"\n"].concat(), Fault::NotAZip);
    matrix.refused("another zip after", &[good.clone(), packages().first.clone()].concat(), Fault::NotAZip);
    for length in [0, 1, 30, good.len() / 3, good.len() / 2, good.len() - 23, good.len() - 1] {
        matrix.refused(&format!("cut at {length}"), &good[..length], Fault::NotAZip);
    }
    matrix.refused("no zip", b"khong phai goi", Fault::NotAZip);
}

#[test]
fn zips_that_unpack_to_too_much() {
    let mut matrix = Matrix::default();
    let full = full();
    let with = |more: &[(&str, &[u8])]| {
        let mut all = pairs(&full);
        all.extend(more);
        zipped(all, DEFLATED)
    };
    let zeros = vec![0_u8; (16 << 20) + 1];
    matrix.refused("one", &with(&[("bom.csv", &zeros)]), Fault::TooLarge);
    let half = &zeros[..11 << 20];
    matrix.refused("all", &with(&[("a.csv", half), ("b.csv", half), ("c.csv", half)]), Fault::TooLarge);
    matrix.refused("file", &zeros, Fault::TooLarge);
    let many: Vec<String> = (0..6).map(|i| format!("{i}.csv")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    matrix.refused("17 members", &with(&many), Fault::TooLarge);
    matrix.refused("12 members", &with(&many[1..2]), Fault::Extra("1.csv".into()));
}

#[test]
fn however_it_was_packed() {
    let full = full();
    let sound = check(&packages().third).unwrap();
    let mut orders = vec![pairs(&full)];
    let mut reversed = pairs(&full);
    reversed.reverse();
    orders.push(reversed);
    let mut turned = pairs(&full);
    turned.rotate_left(4);
    orders.push(turned);
    let methods = [CompressionMethod::Stored, DEFLATED, CompressionMethod::Bzip2];
    for (order, method) in orders.into_iter().zip(methods) {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (i, (name, content)) in order.into_iter().enumerate() {
            let time = zip::DateTime::from_date_and_time(2024, 3, 16, 9, u8::try_from(i).unwrap(), 0).unwrap();
            let options = SimpleFileOptions::default().last_modified_time(time).unix_permissions(0o600);
            writer.start_file(name, options.compression_method(method)).unwrap();
            writer.write_all(content).unwrap();
        }
        assert_eq!(check(&writer.finish().unwrap().into_inner()).unwrap(), sound, "{method:?}");
    }
}
