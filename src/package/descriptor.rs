//! `datapackage.json`: the Data Package v2 descriptor with our own part under `daumoi`, as canonical
//! JSON (sorted keys, two spaces) that carries a digest of itself.

use chrono::{DateTime, NaiveDate, SecondsFormat};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::table::Layout;
use super::{PackageError, sha256, tables};
use crate::domain::period::{Part, Period};
use crate::domain::submission::Fault;
use crate::domain::text;
use crate::strings::{document, report, tables as titles};

/// Name of the descriptor.
pub(super) const NAME: &str = "datapackage.json";
/// Name of the workbook.
pub(super) const WORKBOOK: &str = "bieu_mau.xlsx";
/// Name of the cover text.
pub(super) const COVER: &str = "DOC-TRUOC.txt";
/// Name of the report document.
pub(super) const REPORT: &str = "bao_cao.docx";
/// Name of the signed document.
pub(super) const SIGNED: &str = "ban_ky.pdf";
/// Version of the layout of packages; any other is refused, because only this one can be worked out
/// again. It grows with every change of what a package holds.
pub const LAYOUT: &str = "2.0";
/// Viet Nam's hours east of Greenwich.
pub const HOURS_EAST: i32 = 7;
/// Level of the reporting unit: a commune.
const LEVEL: &str = "xa";

/// Name space of our UUIDs.
const SPACE: Uuid = Uuid::from_u128(0x9d3f_0b5c_6a41_5d0e_8c1b_27a1_4e5d_7c30);

const SCHEMA: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// The tables every package has, in the order of the descriptor; the last only from revision 2.
const TABLES: [&Layout; 6] =
    [&tables::FIGURES, &tables::RATES, &tables::CHECKS, &tables::TASKS, &tables::NARRATIVE, &tables::CHANGES];

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitHead {
    /// National code.
    #[serde(rename = "ma")]
    pub code: String,
    /// Name.
    #[serde(rename = "ten")]
    pub name: String,
    /// ASCII name for files.
    #[serde(rename = "ten_tep")]
    pub slug: String,
}

/// The period with its window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodHead {
    /// Code.
    #[serde(rename = "ma")]
    pub code: Period,
    /// Name.
    #[serde(rename = "ten")]
    pub name: String,
    /// First day, inclusive.
    #[serde(rename = "tu")]
    pub from: NaiveDate,
    /// Last day, inclusive.
    #[serde(rename = "den")]
    pub to: NaiveDate,
}

/// A field of the commune's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldHead {
    /// Code.
    #[serde(rename = "ma")]
    pub code: String,
    /// Name.
    #[serde(rename = "ten")]
    pub name: String,
}

/// The package a revision replaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replaces {
    /// Its UUID.
    pub id: String,
    /// SHA-256 of its descriptor, hex.
    pub sha256: String,
}

/// What a package says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// UUID of this package.
    #[serde(skip)]
    pub id: String,
    /// UUID of unit and period: the chain of revisions.
    #[serde(rename = "chuoi")]
    pub chain: String,
    /// When it was finalized, RFC 3339 at +07:00.
    #[serde(skip)]
    pub created: String,
    /// Reporting unit.
    #[serde(rename = "don_vi")]
    pub unit: UnitHead,
    /// Period.
    #[serde(rename = "ky")]
    pub period: PeriodHead,
    /// Revision, from 1.
    #[serde(rename = "lan")]
    pub revision: u32,
    /// What it replaces; from revision 2.
    #[serde(rename = "thay_the", default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Replaces>,
    /// Why there is a revision; from revision 2.
    #[serde(rename = "ly_do_nop_lai", default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Id of the pack it follows.
    #[serde(rename = "bo_quy_dinh")]
    pub pack: String,
    /// Officer.
    #[serde(rename = "can_bo")]
    pub officer: String,
    /// Signatory; null while not set.
    #[serde(rename = "nguoi_ky")]
    pub signatory: Option<String>,
    /// The signatory's title.
    #[serde(rename = "chuc_vu")]
    pub signatory_title: Option<String>,
    /// Recipient.
    #[serde(rename = "noi_nhan")]
    pub recipient: String,
    /// Fields of the commune's own that have figures in the period, by code.
    #[serde(rename = "linh_vuc_rieng", default, skip_serializing_if = "Vec::is_empty")]
    pub own_fields: Vec<FieldHead>,
    /// SHA-256 of the signed document that goes with it, hex.
    #[serde(rename = "ban_ky", default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
    /// Made in the practice store: no report, refused by every check.
    #[serde(rename = "thuc_hanh")]
    pub practice: bool,
}

impl Head {
    /// Title of the package.
    pub fn title(&self) -> String {
        document::title(&self.unit.name, &self.period.name, self.revision, self.practice)
    }

    /// People and bodies named: a change of theirs is a change of the package.
    pub(super) fn people(&self) -> [&str; 5] {
        let [signatory, title] = [&self.signatory, &self.signatory_title].map(|t| t.as_deref().unwrap_or_default());
        [&self.officer, signatory, title, &self.recipient, &self.unit.name]
    }

    /// The head with revision, time, reason and the identity that follows: a UUID (v5) of unit, period,
    /// revision and content.
    #[must_use]
    pub fn finished(
        self,
        revision: u32,
        fingerprint: &str,
        created: String,
        replaces: Option<(Replaces, String)>,
    ) -> Self {
        let (replaces, reason) = replaces.unzip();
        let head = Self { created, revision, replaces, reason, ..self };
        Self { id: identity(&head, fingerprint), ..head }
    }

    /// True when chain and identity are what unit, period, revision and content give.
    pub(super) fn is_itself(&self, fingerprint: &str) -> bool {
        let own = chain(&self.unit.code, self.period.code);
        self.id == identity(self, fingerprint) && self.chain == own
    }
}

/// UUID (v5) of unit, period, revision and content, with the signed document where there is one; of a revision
/// also with what it replaces and why, which no table of the fingerprint holds.
fn identity(head: &Head, fingerprint: &str) -> String {
    let Head { unit, period, revision, .. } = head;
    let (unit, period) = (&unit.code, period.code);
    let signed = head.signed.as_ref().map(|hash| format!("/{hash}")).unwrap_or_default();
    let follows = head.replaces.as_ref().zip(head.reason.as_ref());
    let follows = follows.map(|(old, reason)| format!("/{}/{}/{reason}", old.id, old.sha256)).unwrap_or_default();
    Uuid::new_v5(&SPACE, format!("{unit}/{period}/{revision}/{fingerprint}{signed}{follows}").as_bytes()).to_string()
}

/// UUID of unit and period: the chain its revisions belong to.
pub fn chain(unit: &str, period: Period) -> String {
    Uuid::new_v5(&SPACE, format!("{unit}/{period}").as_bytes()).to_string()
}

/// The member names a package of this head has, the descriptor left out.
pub(super) fn members(head: &Head) -> Vec<String> {
    let tables = TABLES.iter().map(|t| t.file()).take(TABLES.len() - usize::from(head.reason.is_none()));
    let signed = head.signed.iter().map(|_| SIGNED.to_owned());
    tables.chain([REPORT, WORKBOOK, COVER].map(str::to_owned)).chain(signed).collect()
}

/// The descriptor of these files.
pub(super) fn write(head: &Head, files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, PackageError> {
    let stated = |name: &str| {
        let bytes = files.iter().find(|(n, _)| n == name).map_or(&[][..], |(_, b)| b.as_slice());
        (bytes.len() as u64, sha256(bytes))
    };
    Ok(render(head, &stated)?)
}

/// The descriptor for sizes and hashes given by `stated`.
fn render(head: &Head, stated: &dyn Fn(&str) -> (u64, String)) -> Result<Vec<u8>, serde_json::Error> {
    let mut resources = Vec::new();
    for layout in TABLES.iter().take(TABLES.len() - usize::from(head.reason.is_none())) {
        let mut resource = resource(layout.name, &layout.file(), titles::table(layout.name), "csv", "text/csv", stated);
        resource["type"] = json!("table");
        resource["encoding"] = json!("utf-8");
        resource["schema"] = layout.schema();
        resources.push(resource);
    }
    let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let signed = head.signed.iter().map(|_| ("ban_ky", SIGNED, document::TITLE_SIGNED, "pdf", "application/pdf"));
    let text = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let plain = [
        ("bao_cao", REPORT, report::TITLE, "docx", text),
        ("bieu_mau", WORKBOOK, document::TITLE_WORKBOOK, "xlsx", sheet),
        ("doc_truoc", COVER, document::TITLE_COVER, "txt", "text/plain"),
    ];
    for (name, file, title, format, media) in plain.into_iter().chain(signed) {
        // Without the type the validator takes a workbook for a table and fails it.
        let mut resource = resource(name, file, title, format, media, stated);
        resource["type"] = json!("file");
        resources.push(resource);
    }
    let mut own = serde_json::to_value(head)?;
    own["luoc_do"] = json!(LAYOUT);
    own["cap"] = json!(LEVEL);
    own["ky"]["loai"] = json!(period_kind(head.period.code));
    own["tu_ma"] = json!("");
    let period = head.period.code.to_string().to_lowercase();
    let mut value = json!({
        "$schema": SCHEMA,
        "name": format!("kstthc-{}-{period}-l{:02}", head.unit.code, head.revision),
        "id": format!("urn:uuid:{}", head.id),
        "title": head.title(),
        "created": head.created,
        "contributors": [{ "title": head.officer }],
        "resources": resources,
        "daumoi": own,
    });
    let digest = sha256(&canonical(&value)?);
    value["daumoi"]["tu_ma"] = json!(format!("sha256:{digest}"));
    canonical(&value)
}

fn resource(
    name: &str,
    file: &str,
    title: &str,
    format: &str,
    media: &str,
    stated: &dyn Fn(&str) -> (u64, String),
) -> Value {
    let (bytes, hash) = stated(file);
    json!({
        "name": name, "path": file, "title": title, "format": format, "mediatype": media,
        "bytes": bytes, "hash": format!("sha256:{hash}"),
    })
}

fn period_kind(period: Period) -> &'static str {
    match period.part {
        Part::Month(_) => "thang",
        Part::Quarter(_) => "quy",
        Part::Half => "6_thang",
        Part::NineMonths => "9_thang",
        Part::Year => "nam",
    }
}

/// Sorted keys, two spaces, a line feed at the end.
pub(super) fn canonical(value: &Value) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// What a descriptor states of each member: size and SHA-256 hex.
pub(super) type Stated = std::collections::BTreeMap<String, (u64, String)>;

/// Reads a descriptor. It is taken only when this program would have written the same bytes from
/// what it says: nothing is left out, added, spelled differently or altered.
///
/// # Errors
/// [`Fault`].
pub(super) fn read(bytes: &[u8]) -> Result<(Head, Stated), Fault> {
    let fault = |key: &str| Fault::Descriptor(key.to_owned());
    let value: Value = serde_json::from_slice(bytes).map_err(|_| fault("JSON"))?;
    let own = &value["daumoi"];
    let layout = own["luoc_do"].as_str().ok_or_else(|| fault("luoc_do"))?;
    if layout != LAYOUT {
        return Err(Fault::Newer(layout.to_owned()));
    }
    let mut plain = own.clone();
    let map = plain.as_object_mut().ok_or_else(|| fault("daumoi"))?;
    map.retain(|key, _| !matches!(key.as_str(), "luoc_do" | "cap" | "tu_ma"));
    if let Some(period) = map.get_mut("ky").and_then(Value::as_object_mut) {
        period.remove("loai");
    }
    let mut head: Head = serde_json::from_value(plain).map_err(|_| fault("daumoi"))?;
    let text = |key: &str| value[key].as_str().map(str::to_owned).ok_or_else(|| fault(key));
    head.created = text("created")?;
    if !is_moment(&head.created) {
        return Err(fault("created"));
    }
    head.id = text("id")?.strip_prefix("urn:uuid:").map(str::to_owned).ok_or_else(|| fault("id"))?;
    let mut stated = Stated::new();
    for resource in value["resources"].as_array().ok_or_else(|| fault("resources"))? {
        let path = resource["path"].as_str().ok_or_else(|| fault("path"))?;
        let hash = resource["hash"].as_str().and_then(|h| h.strip_prefix("sha256:")).ok_or_else(|| fault("hash"))?;
        let bytes = resource["bytes"].as_u64().ok_or_else(|| fault("bytes"))?;
        stated.insert(path.to_owned(), (bytes, hash.to_owned()));
    }
    let again = render(&head, &|name| stated.get(name).cloned().unwrap_or_default()).map_err(|_| fault("JSON"))?;
    if again != bytes {
        return Err(fault("tu_ma"));
    }
    let first = head.revision == 1;
    if head.revision == 0 || first != head.reason.is_none() || first != head.replaces.is_none() {
        return Err(fault("lan"));
    }
    match improper(&head) {
        Some(key) => Err(fault(key)),
        None => Ok((head, stated)),
    }
}

/// A moment as this program writes it: at +07:00, to the second.
fn is_moment(created: &str) -> bool {
    let offset = |at: &DateTime<chrono::FixedOffset>| at.offset().local_minus_utc() == HOURS_EAST * 3600;
    let moment = DateTime::parse_from_rfc3339(created).ok().filter(offset);
    moment.is_some_and(|at| at.to_rfc3339_opts(SecondsFormat::Secs, false) == created)
}

/// Key of a text that no officer can have entered – it would reach a screen as it is – or of a name of the
/// package before that is none.
fn improper(head: &Head) -> Option<&'static str> {
    let line = |text: &str| text.is_empty() || text::line(text, text::LINE_MAX).is_ok_and(|clean| clean == text);
    let optional = |text: &Option<String>| text.as_deref().is_none_or(line);
    let hex = |text: &str| text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let uuid = |text: &str| Uuid::parse_str(text).is_ok_and(|id| id.to_string() == text);
    let named = [&head.unit.code, &head.unit.name].into_iter().all(|text| line(text));
    let found = [
        ("don_vi", named),
        ("can_bo", line(&head.officer)),
        ("nguoi_ky", optional(&head.signatory)),
        ("chuc_vu", optional(&head.signatory_title)),
        ("noi_nhan", line(&head.recipient)),
        ("ly_do_nop_lai", optional(&head.reason)),
        ("thay_the", head.replaces.as_ref().is_none_or(|old| hex(&old.sha256) && uuid(&old.id))),
    ];
    found.into_iter().find(|(_, good)| !good).map(|(key, _)| key)
}
