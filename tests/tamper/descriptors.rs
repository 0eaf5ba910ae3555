//! What a package says of itself.

use daumoi::domain::submission::Fault;
use serde_json::{Value, json};

use crate::forge::{DESCRIPTOR, Forged, How, Matrix, descriptor, members, pairs, zipped};
use crate::places::packages;

fn first() -> Forged {
    Forged::of(&packages().first)
}

/// An altered descriptor, sealed again.
fn altered(edit: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut forged = first();
    edit(&mut forged.descriptor);
    forged.sealed()
}

#[test]
fn resources() {
    let mut matrix = Matrix::default();
    matrix.sound("unaltered", &altered(|_| {}));
    let at = |key: &'static str, value: Value| altered(move |d| d["resources"][0][key] = value);
    let without = |key: &'static str| altered(move |d| drop(d["resources"][0].as_object_mut().unwrap().remove(key)));
    let digest = first().resource("so_lieu.csv")["hash"].as_str().unwrap().replace("sha256:", "");
    matrix.refused("none", &altered(|d| d["resources"] = json!([])), descriptor("tu_ma"));
    matrix.refused("no list", &altered(|d| d["resources"] = json!({})), descriptor("resources"));
    matrix.refused("no hash", &without("hash"), descriptor("hash"));
    matrix.refused("md5", &at("hash", json!("md5:900150983cd24fb0d6963f7d28e17f72")), descriptor("hash"));
    matrix.refused("no prefix", &at("hash", json!(digest)), descriptor("hash"));
    matrix.refused("capitals", &at("hash", json!(format!("sha256:{}", digest.to_uppercase()))), {
        Fault::Altered("so_lieu.csv".into())
    });
    matrix.refused("short hash", &at("hash", json!("sha256:00")), Fault::Altered("so_lieu.csv".into()));
    matrix.refused("no size", &without("bytes"), descriptor("bytes"));
    matrix.refused("size below 0", &at("bytes", json!(-1)), descriptor("bytes"));
    matrix.refused("size in words", &at("bytes", json!("9")), descriptor("bytes"));
    matrix.refused("other size", &at("bytes", json!(9)), Fault::Altered("so_lieu.csv".into()));
    matrix.refused("no path", &without("path"), descriptor("path"));
    for path in ["/so_lieu.csv", "../so_lieu.csv", "https://example.org/so_lieu.csv", "a/so_lieu.csv", "SO_LIEU.csv"] {
        matrix.refused(path, &at("path", json!(path)), descriptor("tu_ma"));
    }
    matrix.refused("two paths", &at("path", json!(["so_lieu.csv", "ty_le.csv"])), descriptor("path"));
    matrix.refused("data within", &at("data", json!([])), descriptor("tu_ma"));
    let twice = altered(|d| {
        let resource = d["resources"][0].clone();
        d["resources"].as_array_mut().unwrap().push(resource);
    });
    matrix.refused("one twice", &twice, descriptor("tu_ma"));
    let order = altered(|d| d["resources"].as_array_mut().unwrap().reverse());
    matrix.refused("other order", &order, descriptor("tu_ma"));
    let schema = altered(|d| d["resources"][0]["schema"]["missingValues"] = json!(["", "0"]));
    matrix.refused("0 as missing", &schema, descriptor("tu_ma"));
    let column = altered(|d| d["resources"][0]["schema"]["fields"][3]["constraints"]["minimum"] = json!(-5));
    matrix.refused("other schema", &column, descriptor("tu_ma"));
}

#[test]
fn layout_and_spelling() {
    let mut matrix = Matrix::default();
    let own = |key: &'static str, value: Value| altered(move |d| d["daumoi"][key] = value);
    for version in ["1.0", "3.0", "2.00", ""] {
        matrix.refused(version, &own("luoc_do", json!(version)), Fault::Newer(version.into()));
    }
    matrix.refused("no version", &own("luoc_do", json!(2)), descriptor("luoc_do"));
    matrix.refused("no part of ours", &altered(|d| d["daumoi"] = json!({})), descriptor("luoc_do"));
    matrix.refused("unknown key", &altered(|d| d["them"] = json!(1)), descriptor("tu_ma"));
    matrix.refused("unknown key of ours", &own("them", json!(1)), descriptor("daumoi"));
    matrix.refused("unknown key of a unit", &altered(|d| d["daumoi"]["don_vi"]["x"] = json!(1)), descriptor("daumoi"));
    matrix.refused("other level", &own("cap", json!("huyen")), descriptor("tu_ma"));
    matrix.refused("unknown plan", &own("bo_quy_dinh", json!("khac")), Fault::UnknownPack("khac".into()));
    matrix.refused("other schema", &altered(|d| d["$schema"] = json!("https://x")), descriptor("tu_ma"));
    matrix.refused("other title", &altered(|d| d["title"] = json!("Báo cáo")), descriptor("tu_ma"));
    matrix.refused("other name", &altered(|d| d["name"] = json!("x")), descriptor("tu_ma"));
    matrix.refused("no id", &altered(|d| d["id"] = json!("x")), descriptor("id"));
    matrix.refused("other id", &altered(|d| d["id"] = json!("urn:uuid:0")), descriptor("id"));
    matrix.refused("other chain", &own("chuoi", json!("x")), descriptor("id"));
    let mut digest = first().all(How::Stated);
    let text = String::from_utf8(digest[DESCRIPTOR].clone()).unwrap();
    let stored = |text: &[u8], digest: &mut std::collections::BTreeMap<String, Vec<u8>>| {
        digest.insert(DESCRIPTOR.into(), text.to_vec());
        zipped(pairs(digest), zip::CompressionMethod::Deflated)
    };
    let compact = serde_json::to_vec(&serde_json::from_str::<Value>(&text).unwrap()).unwrap();
    let twice = text.replacen("{\n", "{\n  \"created\": \"2020-01-01\",\n", 1);
    for (name, text, key) in [
        ("one letter", text.replacen("Báo cáo", "Bảo cáo", 1).into_bytes(), "tu_ma"),
        ("compact", compact, "tu_ma"),
        ("a key twice", twice.into_bytes(), "tu_ma"),
        ("CRLF", text.replace('\n', "\r\n").into_bytes(), "tu_ma"),
        ("BOM", format!("\u{feff}{text}").into_bytes(), "JSON"),
        ("cut", text.as_bytes()[..text.len() / 2].to_vec(), "JSON"),
        ("deep", b"[".repeat(100_000), "JSON"),
        ("a list", b"[]".to_vec(), "luoc_do"),
        ("empty", Vec::new(), "JSON"),
    ] {
        matrix.refused(name, &stored(&text, &mut digest), descriptor(key));
    }
}

#[test]
fn unit_period_and_people() {
    let mut matrix = Matrix::default();
    let whole = |edit: &dyn Fn(&mut Forged), how: How| {
        let mut forged = first();
        edit(&mut forged);
        forged.zip(how)
    };
    // The code of the neighbour, the name of one's own; the other way round; a file name of another.
    let code = |f: &mut Forged| f.everywhere("26383", "26386");
    matrix.refused("unit's code", &whole(&code, How::Whole), descriptor("don_vi"));
    let name = |f: &mut Forged| {
        f.everywhere("Xã An Phước", "Xã Bình An");
        f.everywhere("xã An Phước", "xã Bình An");
    };
    matrix.refused("unit's name", &whole(&name, How::Whole), descriptor("don_vi"));
    let slug = |f: &mut Forged| f.everywhere("xa-an-phuoc", "xa-binh-an");
    matrix.refused("unit's file name", &whole(&slug, How::Whole), descriptor("don_vi"));
    // All three: the report still says the old name.
    let unit = |f: &mut Forged| {
        code(f);
        name(f);
        slug(f);
    };
    matrix.refused("unit", &whole(&unit, How::Stated), descriptor("id"));
    matrix.refused("unit and identity", &whole(&unit, How::Whole), Fault::Workbook);
    for (name, edit) in [
        ("first day", &(|f: &mut Forged| f.everywhere("2023-12-15", "2024-01-01")) as &dyn Fn(&mut Forged)),
        ("last day", &|f| f.everywhere("2024-03-14", "2024-03-31")),
        ("period's name", &|f| f.everywhere("Quý I/2024", "Quý II/2024")),
        ("period's code", &|f| {
            f.everywhere("2024-Q1", "2024-Q2");
            f.everywhere("2024-q1", "2024-q2");
        }),
        ("another year", &|f| {
            f.everywhere("2024-Q1", "2031-Q1");
            f.everywhere("2024-q1", "2031-q1");
        }),
    ] {
        matrix.refused(name, &whole(edit, How::Whole), descriptor("ky"));
    }
    let kind = |f: &mut Forged| f.own()["ky"]["loai"] = json!("nam");
    matrix.refused("period's kind", &whole(&kind, How::Whole), descriptor("tu_ma"));
    for created in [
        "2024-03-15",
        "2024-03-15T00:00:00Z",
        "2024-03-15T00:00:00+08:00",
        "2024-03-15T00:00:00.5+07:00",
        "2024-03-15 00:00:00+07:00",
        "hôm qua",
    ] {
        let edit = |f: &mut Forged| f.descriptor["created"] = json!(created);
        matrix.refused(created, &whole(&edit, How::Whole), descriptor("created"));
    }
    let later = |f: &mut Forged| f.descriptor["created"] = json!("2024-03-14T00:00:00+07:00");
    matrix.refused("another moment", &whole(&later, How::Whole), Fault::Workbook);
    let officer = |f: &mut Forged| f.everywhere("Nguyễn Thị Ánh", "Nguyễn Văn Khác");
    matrix.refused("officer", &whole(&officer, How::Stated), descriptor("id"));
    matrix.refused("officer and identity", &whole(&officer, How::Whole), Fault::Workbook);
    let signatory = |f: &mut Forged| f.own()["nguoi_ky"] = Value::Null;
    matrix.refused("no signatory", &whole(&signatory, How::Stated), descriptor("id"));
    for (key, text) in
        [("can_bo", "A\u{1b}[2J"), ("can_bo", " A"), ("noi_nhan", "UBND\u{202e}huyện"), ("nguoi_ky", "A\nB")]
    {
        let edit = |f: &mut Forged| {
            f.own()[key] = json!(text);
            if key == "can_bo" {
                f.descriptor["contributors"][0]["title"] = json!(text);
            }
        };
        matrix.refused(&format!("{key} {text:?}"), &whole(&edit, How::Whole), descriptor(key));
    }
    let own = |f: &mut Forged| f.own()["linh_vuc_rieng"] = json!([{ "ma": "ho_tich", "ten": "Hộ tịch" }]);
    matrix.refused("a field that is known", &whole(&own, How::Whole), descriptor("linh_vuc_rieng"));
    let empty = |f: &mut Forged| f.own()["linh_vuc_rieng"] = json!([{ "ma": "khac", "ten": "Khác" }]);
    matrix.refused("a field without figures", &whole(&empty, How::Stated), descriptor("id"));
}

#[test]
fn the_practice_mark() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_daumoi"));
    for name in ["TMPDIR", "TMP", "TEMP"] {
        command.env(name, dir.path());
    }
    let out = dir.path().join("goi");
    let args = ["--demo", "submit", "2024-Q1", "--json", "--out", out.to_str().unwrap()];
    let made: Value = serde_json::from_slice(&command.args(args).output().unwrap().stdout).unwrap();
    let practice = std::fs::read(made["path"].as_str().unwrap()).unwrap();
    let mut matrix = Matrix::default();
    matrix.refused("practice", &practice, Fault::Practice);
    let off = |f: &mut Forged| {
        f.everywhere("TẬP DƯỢT – ", "");
        f.own()["thuc_hanh"] = json!(false);
    };
    let mut forged = Forged::of(&practice);
    off(&mut forged);
    matrix.refused("mark off", &forged.clone().zip(How::Stated), descriptor("id"));
    matrix.refused("mark off and identity", &forged.clone().zip(How::Whole), Fault::Workbook);
    let mut only = Forged::of(&practice);
    only.own()["thuc_hanh"] = json!(false);
    matrix.refused("mark off, title left", &only.zip(How::Whole), descriptor("tu_ma"));
    let mut on = first();
    on.own()["thuc_hanh"] = json!(true);
    matrix.refused("mark on", &on.zip(How::Whole), descriptor("tu_ma"));
    assert_eq!(members(&practice).len(), 9);
}
