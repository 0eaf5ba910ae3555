//! Files from outside: only a file is read, and of it no more than is ever looked at. A pipe or device is refused before
//! it is opened, for opening one may wait for ever.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::io::ErrorKind;

use daumoi::platform::read_capped;

#[test]
fn no_more_is_read_than_a_byte_over_the_cap() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("tep");
    fs::write(&file, b"12345").unwrap();
    assert_eq!(read_capped(&file, 5).unwrap(), b"12345");
    assert_eq!(read_capped(&file, 3).unwrap(), b"1234");
    assert_eq!(read_capped(&file, u64::MAX).unwrap(), b"12345");
    assert_eq!(read_capped(dir.path(), 5).unwrap_err().kind(), ErrorKind::IsADirectory);
    assert_eq!(read_capped(&dir.path().join("khong-co"), 5).unwrap_err().kind(), ErrorKind::NotFound);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_is_one() {
    let dir = tempfile::tempdir().unwrap();
    let (file, link) = (dir.path().join("tep"), dir.path().join("loi-tat"));
    fs::write(&file, b"12345").unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    assert_eq!(read_capped(&link, 5).unwrap(), b"12345");
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_refused_with_a_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    common::set_up(&data);
    let folder = dir.path().join("goi");
    fs::create_dir(&folder).unwrap();
    let pipe = folder.join("ong.toml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let link = dir.path().join("loi-tat");
    std::os::unix::fs::symlink(&pipe, &link).unwrap();
    let out = dir.path().join("bn.json");
    let [folder, pipe, link, out] = [&folder, &pipe, &link, &out].map(|path| path.to_str().unwrap());
    let receipt = ["receipt", "make", pipe, "--result", "received", "--out", out];
    let mut commands: Vec<Vec<&str>> = vec![receipt.to_vec(), vec!["plan", "check", folder]];
    for file in [pipe, link, "/dev/zero"] {
        commands.push(vec!["verify", file]);
        commands.push(vec!["restore", file]);
        commands.push(vec!["restore", file, "--confirm"]);
        commands.push(vec!["figures", "import", "2024-01", file]);
        commands.push(vec!["plan", "check", file]);
        commands.push(vec!["plan", "import", file]);
        commands.push(vec!["receipt", "import", file]);
        commands.push(vec!["report", "attach", "2024-Q1", file]);
    }
    for args in commands {
        let said = common::refused(&data, &args);
        assert!(said.contains("đó là ống dẫn hoặc thiết bị, không phải tệp"), "{args:?}: {said}");
    }
}
