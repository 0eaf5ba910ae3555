//! The receipt (biên nhận): the recipient's answer to one package as a small JSON file that carries a
//! digest of itself. Written from a verified package, read as hostile; matched by the hash of the package's
//! descriptor, never by a file name.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::descriptor::{self, UnitHead};
use super::{Verified, sha256, tables};
use crate::domain::period::Period;
use crate::domain::submission::{Receipt, ReceiptError, Remark, Verdict};
use crate::domain::text;

/// Largest receipt file accepted, bytes, inclusive.
pub const MAX_RECEIPT: u64 = 256 << 10;
/// Most reasons in one receipt, inclusive.
pub const MAX_REASONS: usize = 500;
/// Version of the layout of receipts; any other is refused.
const LAYOUT: &str = "1.0";
/// What the file says it is.
const KIND: &str = "bien_nhan";

/// Which package a receipt answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// UUID of the package.
    pub id: String,
    /// SHA-256 of its descriptor, hex: what it is matched by.
    pub sha256: String,
    /// Mã gói.
    #[serde(rename = "ma_goi")]
    pub code: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    #[serde(rename = "khoa")]
    key: Option<String>,
    #[serde(rename = "noi_dung")]
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    DaNhan,
    TraLai,
}

/// The file as it is laid out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Layout {
    loai: String,
    luoc_do: String,
    goi: Answered,
    don_vi: UnitHead,
    ky: Period,
    lan: u32,
    ket_qua: Outcome,
    luc: String,
    so: Option<String>,
    ly_do: Vec<Reason>,
    tu_ma: String,
}

/// A receipt that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptFile {
    /// Which package it answers.
    pub answered: Answered,
    /// Unit that reported.
    pub unit: UnitHead,
    /// Period reported on.
    pub period: Period,
    /// Revision, from 1.
    pub revision: u32,
    /// The answer.
    pub receipt: Receipt,
}

/// The bytes of a receipt for a verified package; `at` is RFC 3339.
///
/// # Errors
/// As writing JSON reports.
pub fn write(
    of: &Verified,
    result: Verdict,
    at: &str,
    number: Option<&str>,
    reasons: &[Remark],
) -> Result<Vec<u8>, serde_json::Error> {
    let head = &of.head;
    let reason = |r: &Remark| Reason { key: r.key.clone(), text: r.text.clone() };
    let layout = Layout {
        loai: KIND.to_owned(),
        luoc_do: LAYOUT.to_owned(),
        goi: Answered { id: head.id.clone(), sha256: of.descriptor_sha256.clone(), code: of.code.clone() },
        don_vi: head.unit.clone(),
        ky: head.period.code,
        lan: head.revision,
        ket_qua: if result == Verdict::Received { Outcome::DaNhan } else { Outcome::TraLai },
        luc: at.to_owned(),
        so: number.map(str::to_owned),
        ly_do: reasons.iter().map(reason).collect(),
        tu_ma: String::new(),
    };
    let mut value = serde_json::to_value(layout)?;
    value["tu_ma"] = json!(digest(&value)?);
    descriptor::canonical(&value)
}

/// `sha256:` of the receipt with its own digest empty.
fn digest(value: &Value) -> Result<String, serde_json::Error> {
    let mut bare = value.clone();
    bare["tu_ma"] = json!("");
    Ok(format!("sha256:{}", sha256(&descriptor::canonical(&bare)?)))
}

/// Reads a receipt. Line ends and a byte-order mark may have been changed on its way, nothing else.
///
/// # Errors
/// [`ReceiptError`].
pub fn read(bytes: &[u8]) -> Result<ReceiptFile, ReceiptError> {
    if bytes.len() as u64 > MAX_RECEIPT {
        return Err(ReceiptError::NotAReceipt);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|_| ReceiptError::NotAReceipt)?;
    if value["loai"] != KIND {
        return Err(ReceiptError::NotAReceipt);
    }
    let version = value["luoc_do"].as_str().ok_or(ReceiptError::NotAReceipt)?;
    if version != LAYOUT {
        return Err(ReceiptError::Newer(version.to_owned()));
    }
    let stated = value["tu_ma"].as_str().ok_or(ReceiptError::NotAReceipt)?.to_owned();
    let stated = stated.as_str();
    if digest(&value).map_err(|_| ReceiptError::NotAReceipt)? != stated {
        return Err(ReceiptError::Altered);
    }
    // From the bytes once more: a name that stands twice is refused here, where a value would keep the last.
    let layout: Layout = serde_json::from_slice(bytes).map_err(|_| ReceiptError::NotAReceipt)?;
    checked(layout, stated)
}

fn checked(layout: Layout, digest: &str) -> Result<ReceiptFile, ReceiptError> {
    let at: DateTime<FixedOffset> = DateTime::parse_from_rfc3339(&layout.luc).map_err(|_| ReceiptError::Bad("luc"))?;
    let line = |text: &str| text::line(text, text::LINE_MAX).is_ok_and(|clean| clean == text);
    if layout.so.as_deref().is_some_and(|number| !line(number)) {
        return Err(ReceiptError::Bad("so"));
    }
    let answered = &layout.goi;
    if ![&answered.id, &answered.sha256, &answered.code].into_iter().all(|text| line(text)) {
        return Err(ReceiptError::Bad("goi"));
    }
    if !line(&layout.don_vi.code) || !line(&layout.don_vi.name) {
        return Err(ReceiptError::Bad("don_vi"));
    }
    let plain = |r: &Reason| {
        let key = r.key.as_deref().is_none_or(line);
        key && text::note(&r.text).is_ok_and(|clean| clean == r.text)
    };
    let outcome = layout.ket_qua;
    let wanting = layout.ly_do.is_empty() && outcome == Outcome::TraLai;
    if wanting || layout.ly_do.len() > MAX_REASONS || !layout.ly_do.iter().all(plain) {
        return Err(ReceiptError::Bad("ly_do"));
    }
    let remark = |r: Reason| Remark { key: r.key, text: r.text };
    Ok(ReceiptFile {
        answered: layout.goi,
        unit: layout.don_vi,
        period: layout.ky,
        revision: layout.lan,
        receipt: Receipt {
            result: if outcome == Outcome::DaNhan { Verdict::Received } else { Verdict::Returned },
            date: at.date_naive(),
            number: layout.so,
            reasons: layout.ly_do.into_iter().map(remark).collect(),
            // Its own digest: line ends that a mail program changed make no other receipt of it.
            file: Some(digest.trim_start_matches("sha256:").to_owned()),
        },
    })
}

/// True when a package says something under this key: a cell (`2024-01/chung_thuc/online`) or a task.
pub fn has_key(package: &[u8], key: &str) -> bool {
    let rows = |layout: &super::table::Layout| {
        super::member(package, &layout.file()).and_then(|bytes| layout.read(&bytes).ok()).unwrap_or_default()
    };
    let figures = rows(&tables::FIGURES);
    if figures.iter().any(|row| tables::address(row) == key) {
        return true;
    }
    let task = |name| tables::TASKS.key_of(name).concat();
    rows(&tables::TASKS).iter().any(|row| {
        let id = task(row);
        id == key || id.split('/').next() == Some(key)
    })
}
