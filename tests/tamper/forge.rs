//! A package taken apart, altered, and put together again as a forger would.

use std::collections::BTreeMap;

use daumoi::domain::submission::Fault;
use daumoi::intake::embedded;
use daumoi::package;
use serde_json::Value;
use uuid::Uuid;
use zip::CompressionMethod;

pub use crate::common::zips::{check, members, pairs, zipped};

pub const DESCRIPTOR: &str = "datapackage.json";
/// Name space of the identities.
const SPACE: Uuid = Uuid::from_u128(0x9d3f_0b5c_6a41_5d0e_8c1b_27a1_4e5d_7c30);

/// How far a forger goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum How {
    /// Sizes and hashes stay as they were.
    Left,
    /// Sizes, hashes and the descriptor's own digest are stated again.
    Stated,
    /// Also the chain and the identity.
    Whole,
}

fn canonical(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap();
    bytes.push(b'\n');
    bytes
}

/// A package in parts.
#[derive(Clone)]
pub struct Forged {
    pub files: BTreeMap<String, Vec<u8>>,
    pub descriptor: Value,
}

impl Forged {
    pub fn of(bytes: &[u8]) -> Self {
        let mut files = members(bytes);
        let descriptor = serde_json::from_slice(&files.remove(DESCRIPTOR).unwrap()).unwrap();
        Self { files, descriptor }
    }

    pub fn text(&self, file: &str) -> String {
        String::from_utf8(self.files[file].clone()).unwrap()
    }

    pub fn put(&mut self, file: &str, content: impl Into<Vec<u8>>) {
        self.files.insert(file.to_owned(), content.into());
    }

    /// Replaces the first place where a text stands.
    pub fn replace(&mut self, file: &str, from: &str, to: &str) {
        let text = self.text(file);
        assert!(text.contains(from), "{file} has no {from}");
        self.put(file, text.replacen(from, to, 1));
    }

    /// Replaces the line that begins so.
    pub fn line(&mut self, file: &str, beginning: &str, line: &str) {
        let text = self.text(file);
        let old = text.split("\r\n").find(|l| l.starts_with(beginning)).unwrap();
        self.put(file, text.replacen(&format!("{old}\r\n"), line, 1));
    }

    /// Replaces a text in the descriptor wherever it stands.
    pub fn everywhere(&mut self, from: &str, to: &str) {
        let text = self.descriptor.to_string();
        assert!(text.contains(from), "the descriptor has no {from}");
        self.descriptor = serde_json::from_str(&text.replace(from, to)).unwrap();
    }

    pub fn own(&mut self) -> &mut Value {
        &mut self.descriptor["daumoi"]
    }

    /// A part of an office file with a text replaced.
    pub fn part(&mut self, file: &str, part: &str, from: &str, to: &str) {
        self.parts(file, |parts| {
            let text = String::from_utf8(parts[part].clone()).unwrap();
            assert!(text.contains(from), "{part} has no {from}");
            parts.insert(part.to_owned(), text.replacen(from, to, 1).into_bytes());
        });
    }

    /// The parts of an office file, altered and packed again.
    pub fn parts(&mut self, file: &str, edit: impl FnOnce(&mut BTreeMap<String, Vec<u8>>)) {
        let mut parts = members(&self.files[file]);
        edit(&mut parts);
        self.put(file, zipped(pairs(&parts), CompressionMethod::Deflated));
    }

    /// Declares a member as the program would one that is no table.
    pub fn declare(&mut self, file: &str) {
        let mut resource = self.resource("DOC-TRUOC.txt").clone();
        resource["path"] = file.into();
        resource["name"] = file.to_lowercase().replace('.', "_").into();
        self.descriptor["resources"].as_array_mut().unwrap().push(resource);
    }

    pub fn resource(&mut self, file: &str) -> &mut Value {
        let all = self.descriptor["resources"].as_array_mut().unwrap();
        all.iter_mut().find(|r| r["path"] == file).unwrap()
    }

    /// States size and hash of every member that is declared and there.
    pub fn state(&mut self) {
        for resource in self.descriptor["resources"].as_array_mut().unwrap() {
            let Some(bytes) = resource["path"].as_str().and_then(|path| self.files.get(path)) else { continue };
            resource["bytes"] = bytes.len().into();
            resource["hash"] = format!("sha256:{}", package::sha256(bytes)).into();
        }
    }

    /// Puts the descriptor's digest of itself into it.
    fn seal(&mut self) {
        self.own()["tu_ma"] = "".into();
        let digest = package::sha256(&canonical(&self.descriptor));
        self.own()["tu_ma"] = format!("sha256:{digest}").into();
    }

    /// Works out chain and identity.
    fn identify(&mut self) {
        let own = self.own().clone();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (unit, period, revision) = (text(&own["don_vi"]["ma"]), text(&own["ky"]["ma"]), own["lan"].to_string());
        let mut parts: Vec<String> = ["so_lieu", "ty_le", "kiem_tra", "nhiem_vu", "loi_bao_cao"]
            .map(|t| package::sha256(&self.files[&format!("{t}.csv")]))
            .into();
        parts.extend(["can_bo", "nguoi_ky", "chuc_vu", "noi_nhan"].map(|key| text(&own[key])));
        parts.push(text(&own["don_vi"]["ten"]));
        for field in own["linh_vuc_rieng"].as_array().unwrap_or(&Vec::new()) {
            parts.extend([text(&field["ma"]), text(&field["ten"])]);
        }
        parts.extend((own["thuc_hanh"] == true).then(|| "thuc_hanh".to_owned()));
        let pack = embedded::load(own["bo_quy_dinh"].as_str().unwrap_or_default());
        let frame = pack.and_then(Result::ok).map(|pack| serde_json::to_vec(&pack.document).unwrap());
        parts.extend(frame.map(|frame| package::sha256(&frame)));
        let fingerprint = package::sha256(parts.join("\n").as_bytes());
        let signed = own["ban_ky"].as_str().map(|hash| format!("/{hash}")).unwrap_or_default();
        let old = &own["thay_the"];
        let follows = own["ly_do_nop_lai"].as_str().filter(|_| old.is_object());
        let follows = follows.map(|why| format!("/{}/{}/{why}", text(&old["id"]), text(&old["sha256"])));
        let name = format!("{unit}/{period}/{revision}/{fingerprint}{signed}{}", follows.unwrap_or_default());
        self.descriptor["id"] = format!("urn:uuid:{}", Uuid::new_v5(&SPACE, name.as_bytes())).into();
        let chain = Uuid::new_v5(&SPACE, format!("{unit}/{period}").as_bytes());
        self.own()["chuoi"] = chain.to_string().into();
    }

    /// All members, the descriptor with what the forger states.
    pub fn all(mut self, how: How) -> BTreeMap<String, Vec<u8>> {
        if how == How::Whole {
            self.identify();
        }
        if how != How::Left {
            self.state();
            self.seal();
        }
        let mut files = self.files;
        files.insert(DESCRIPTOR.to_owned(), canonical(&self.descriptor));
        files
    }

    /// The zip.
    pub fn zip(self, how: How) -> Vec<u8> {
        zipped(pairs(&self.all(how)), CompressionMethod::Deflated)
    }

    /// The zip with the descriptor as it was altered, sealed, but with sizes and hashes as it says them.
    pub fn sealed(mut self) -> Vec<u8> {
        self.seal();
        let mut files = self.files;
        files.insert(DESCRIPTOR.to_owned(), canonical(&self.descriptor));
        zipped(pairs(&files), CompressionMethod::Deflated)
    }
}

/// What is wrong with each of many packages; all that is not as expected is told at once.
#[derive(Default)]
pub struct Matrix {
    wrong: Vec<String>,
    asked: usize,
}

impl Matrix {
    pub fn refused(&mut self, name: &str, bytes: &[u8], fault: Fault) {
        self.faults(name, bytes, &[fault]);
    }

    pub fn faults(&mut self, name: &str, bytes: &[u8], faults: &[Fault]) {
        self.asked += 1;
        match check(bytes) {
            Err(found) if found == faults => {}
            Err(found) => self.wrong.push(format!("{name}: {found:?}, not {faults:?}")),
            Ok(_) => self.wrong.push(format!("{name}: sound, not {faults:?}")),
        }
    }

    pub fn sound(&mut self, name: &str, bytes: &[u8]) {
        self.asked += 1;
        if let Err(found) = check(bytes) {
            self.wrong.push(format!("{name}: {found:?}, not sound"));
        }
    }
}

impl Drop for Matrix {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(self.wrong.is_empty(), "{} of {}:\n{}", self.wrong.len(), self.asked, self.wrong.join("\n"));
            assert_ne!(self.asked, 0, "nothing was asked");
        }
    }
}

pub fn descriptor(key: &str) -> Fault {
    Fault::Descriptor(key.to_owned())
}

pub fn cell(file: &str, line: u64, column: &str) -> Fault {
    Fault::Cell { file: file.to_owned(), line, column: column.to_owned() }
}
