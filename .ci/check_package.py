"""The independent check of freshly built packages: PyPI frictionless accepts them and names every file, and both it
and `daumoi verify` refuse what was tampered with; python-docx and openpyxl read the report and the workbook back.

Usage: check_package.py BINARY COMMANDS, where COMMANDS is a batch file that enters a quarter.
"""

import csv
import hashlib
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from frictionless import validate

DESCRIPTOR = "datapackage.json"
EXPECTED = {"so_lieu", "ty_le", "kiem_tra", "nhiem_vu", "loi_bao_cao", "bao_cao", "bieu_mau", "doc_truoc"}
PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


class Commune:
    """A data dir of the real binary, on one day."""

    def __init__(self, binary, place, commands=None):
        self.binary, self.data, self.out = binary, place / "data", place / "out"
        self.run("init", "--unit", "26383", "--year", "2024", "--officer", "Nguyễn Thị Ánh")
        if commands:
            self.run("batch", commands)

    def run(self, *arguments, expect=0, text=None):
        command = [self.binary, "--data-dir", str(self.data), "--today", "2024-03-15", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, input=text)
        assert done.returncode == expect, (command, done.returncode, done.stdout, done.stderr)
        return done.stdout

    def submit(self, period, *more):
        made = json.loads(self.run("submit", period, "--out", str(self.out), "--json", *more))
        return pathlib.Path(made["path"])


def members(package):
    with zipfile.ZipFile(package) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def write(target, files, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(target, "w", method) as new:
        for name, content in files.items():
            new.writestr(name, content)


def validated(path):
    """Valid, and with which tasks: the validator calls a zip it does not understand valid too."""
    report = validate(str(path))
    return report.valid, {task.name for task in report.tasks}


def flipped(content, at):
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def check_good(binary, commands, scratch):
    """Every kind of sound package."""
    commune = Commune(binary, scratch / "many", commands)
    made = {}

    def good(kind, package, more=()):
        commune.run("verify", str(package))
        assert validated(package) == (True, EXPECTED | set(more)), (kind, validate(str(package)).to_summary())
        made[kind] = package

    for period in ("2024-01", "2024-Q1", "2024"):
        good(period, commune.submit(period))
    # The same again is the same file, and the sidecar fits.
    first = made["2024-Q1"].read_bytes()
    assert commune.submit("2024-Q1").read_bytes() == first
    sidecar = ["sha256sum", "-c", f"{made['2024-Q1'].name}.sha256"]
    subprocess.run(sidecar, cwd=commune.out, check=True, capture_output=True)
    for number in (97, 98):
        commune.run("sent", "2024-Q1", "--date", "2024-03-15")
        rated = f"satisfaction_rated={number}"
        commune.run("figures", "set", "2024-01", "counters", rated, "--reason", "đếm lại")
        last = commune.submit("2024-Q1", "--revision-reason", "đếm lại")
    good("revision 3", last, ["thay_doi"])
    (scratch / "ky.pdf").write_bytes(PDF)
    commune.run("report", "attach", "2024-Q1", str(scratch / "ky.pdf"))
    good("signed", commune.submit("2024-Q1"), ["thay_doi", "ban_ky"])

    cells = "online=4 direct=1 carried=0 early=5 on_time=0 late=0 open_in_time=0 open_overdue=0"
    for count in (1, 30):
        commune = Commune(binary, scratch / f"fields{count}")
        codes = ["ho_tich"] + [f"rieng_{i}" for i in range(2, count + 1)]
        lines = [f"figures field 'Lĩnh vực riêng {code}' --code {code}" for code in codes[1:]]
        lines += [f"figures set 2024-01 {code} {cells}" for code in codes]
        commune.run("batch", "-", text="\n".join(lines) + "\n")
        good(f"{count} fields", commune.submit("2024-01"))


def resource(descriptor, path):
    return next(r for r in descriptor["resources"] if r["path"] == path)


def tampered(files):
    """Kinds of tampering that the standard's validator can see: name and files."""

    def altered(name, content):
        return {**files, name: content}

    def table(name, old, new):
        """Altered with size and hash stated again: only the schema is left to see it."""
        content = files[name].decode().replace(old, new, 1).encode()
        assert content != files[name], (name, old)
        descriptor = json.loads(files[DESCRIPTOR])
        stated = resource(descriptor, name)
        stated["bytes"], stated["hash"] = len(content), "sha256:" + hashlib.sha256(content).hexdigest()
        text = json.dumps(descriptor, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        return {**altered(name, content), DESCRIPTOR: text}

    def described(edit):
        descriptor = json.loads(files[DESCRIPTOR])
        edit(descriptor)
        return altered(DESCRIPTOR, json.dumps(descriptor, ensure_ascii=False))

    for name, content in files.items():
        if name != DESCRIPTOR:
            yield f"{name} flipped", altered(name, flipped(content, len(content) // 2))
            yield f"{name} removed", {n: c for n, c in files.items() if n != name}
    row = "2024-02,ho_tich,direct,30,co,\r\n"
    yield "below 0", table("so_lieu.csv", row, row.replace("30", "-30"))
    yield "decimal", table("so_lieu.csv", row, row.replace("30", "30.5"))
    yield "unknown word", table("so_lieu.csv", row, row.replace("co,\r", "tot,\r"))
    yield "no word", table("so_lieu.csv", row, row.replace("co,\r", ",\r"))
    yield "key twice", table("so_lieu.csv", row, row * 2)
    yield "a cell more", table("so_lieu.csv", row, row.replace("\r", ",x\r"))
    yield "columns turned round", table("so_lieu.csv", "ky,linh_vuc", "linh_vuc,ky")
    yield "a day that is none", table("nhiem_vu.csv", "2024-01-24", "2024-13-24")
    yield "a period that is none", table("ty_le.csv", "2024-Q1", "2024-Q5")
    yield "no resources", described(lambda d: d.update(resources=[]))
    yield "other size", described(lambda d: resource(d, "so_lieu.csv").update(bytes=9))
    yield "other hash", described(lambda d: resource(d, "ty_le.csv").update(hash="sha256:" + "0" * 64))
    yield "path outside", described(lambda d: resource(d, "ty_le.csv").update(path="../ty_le.csv"))
    yield "title no text", described(lambda d: d.update(title=1))


def check_tampered(commune, package, scratch):
    bad = scratch / "bad.zip"
    for name, files in tampered(members(package)):
        write(bad, files)
        assert validated(bad) != (True, EXPECTED), f"the validator accepts: {name}"
        commune.run("verify", str(bad), expect=1)
    # Nothing in the standard covers the descriptor's own words; our own check does.
    files = members(package)
    title = files[DESCRIPTOR].replace("Quý I/2024, UBND".encode(), "Quý I/2024; UBND".encode())
    assert title != files[DESCRIPTOR]
    write(bad, {**files, DESCRIPTOR: title})
    commune.run("verify", str(bad), expect=1)
    raw = package.read_bytes()
    for at in range(40, len(raw), len(raw) // 40):
        bad.write_bytes(flipped(raw, at))
        try:
            sound = validated(bad) == (True, EXPECTED)
        except Exception:  # the validator gives up on some broken zips instead of judging them
            sound = False
        ours = subprocess.run([commune.binary, "verify", str(bad)], capture_output=True, check=False).returncode
        assert ours in (0, 1) and (ours == 1 or sound), f"byte {at}: we accept what the validator rejects"


def check_packed_again(commune, package, scratch):
    same = scratch / "same.zip"
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        write(same, dict(reversed(members(package).items())), method)
        assert validated(same) == (True, EXPECTED), "packed again by another tool"
        commune.run("verify", str(same))


def check_report(package):
    report = docx.Document(io.BytesIO(members(package)["bao_cao.docx"]))
    title = "Báo cáo kiểm soát thủ tục hành chính Quý I/2024, UBND xã An Phước, lần 1"
    assert report.core_properties.title == title and report.core_properties.author == "Nguyễn Thị Ánh"
    upright, annex = report.sections[0], report.sections[1]

    def close(length, millimetres):
        return abs(length - Mm(millimetres)) < Mm(0.2)

    assert close(upright.page_width, 210) and close(upright.page_height, 297), "A4"
    margins = (upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin)
    assert all(close(*pair) for pair in zip(margins, (20, 20, 30, 15), strict=True)), margins
    assert annex.orientation == WD_ORIENT.LANDSCAPE and close(annex.page_width, 297), "the form lies"
    fonts = report.styles.element.xpath("w:docDefaults//w:rFonts/@w:ascii")
    sizes = report.styles.element.xpath("w:docDefaults//w:sz/@w:val")
    assert (fonts, sizes) == (["Times New Roman"], ["28"]), "half-points"
    assert not report.element.xpath("//w:rFonts"), "one font all through"
    texts = [p.text for p in report.paragraphs]
    assert "BÁO CÁO" in texts and any(t.startswith("Kính gửi") for t in texts), texts[:12]
    figures = next(t for t in texts if t.startswith("Tổng số hồ sơ tiếp nhận"))
    assert "517 hồ sơ" in figures, figures


def check_workbook(package):
    files = members(package)
    figures = {}
    for row in csv.DictReader(io.StringIO(files["so_lieu.csv"].decode("utf-8-sig"))):
        value = {"co": row["gia_tri"], "khong_phat_sinh": "0", "chua_co": ""}[row["trang_thai"]]
        figures[row["ky"], row["linh_vuc"], row["chi_tieu"]] = int(value) if value else None
    period = next(iter(figures))[0]
    order = "received online direct carried resolved early on_time late open open_in_time open_overdue".split()
    expected = [figures[period, "total", column] for column in order]
    values = openpyxl.load_workbook(io.BytesIO(files["bieu_mau.xlsx"]), data_only=True)["II.06a"]
    formulas = openpyxl.load_workbook(io.BytesIO(files["bieu_mau.xlsx"]))["II.06a"]
    assert values.page_setup.orientation == "landscape" and int(values.page_setup.paperSize) == 9
    numbers = next(r for r in values.iter_rows() if r[0].value == "(1)")
    assert [c.value for c in numbers[:13]] == [f"({n})" for n in range(1, 14)]
    total = next(r for r in values.iter_rows() if r[0].value == "TỔNG CỘNG")
    assert [c.value for c in total[2:13]] == expected, "cached totals"
    rows = [r for r in values.iter_rows(min_row=numbers[0].row + 1, max_row=total[0].row - 1)]
    assert len(rows) == 8
    for column in range(2, 13):
        assert sum(r[column].value or 0 for r in rows) == total[column].value, f"column {column + 1}"
        formula = str(formulas.cell(total[0].row, column + 1).value)
        assert formula.startswith("=") and "SUM(" in formula, formula
    for row in rows:
        cells = [c.value or 0 for c in row[:13]]
        assert cells[2] == cells[3] + cells[4] + cells[5], row[1].value
        assert cells[6] == cells[7] + cells[8] + cells[9], row[1].value
        assert cells[10] == cells[11] + cells[12], row[1].value
        assert cells[2] == cells[6] + cells[10], row[1].value


def main():
    binary, commands = sys.argv[1], sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        check_good(binary, commands, scratch)
        commune = Commune(binary, scratch / "one", commands)
        package = commune.submit("2024-Q1")
        check_tampered(commune, package, scratch)
        check_packed_again(commune, package, scratch)
        check_report(package)
        check_workbook(package)
    print("package check: passed")


main()
