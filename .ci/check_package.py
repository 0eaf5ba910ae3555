"""The independent check of a freshly built package: PyPI frictionless accepts it and names every
file; one flipped byte in any member is rejected; openpyxl opens the workbook and its totals agree
with the figures table.

Usage: check_package.py BINARY COMMANDS, where COMMANDS is a batch file that enters a quarter.
"""

import csv
import io
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import openpyxl
from frictionless import validate

DESCRIPTOR = "datapackage.json"
EXPECTED = {"so_lieu", "ty_le", "kiem_tra", "nhiem_vu", "loi_bao_cao", "bao_cao", "bieu_mau", "doc_truoc"}


def daumoi(binary, data, *arguments, expect=0):
    command = [binary, "--data-dir", str(data), "--today", "2024-03-15", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == expect, (command, done.returncode, done.stdout, done.stderr)
    return done.stdout


def rewrite(source, target, altered, method=zipfile.ZIP_DEFLATED):
    """Copies a zip with some members' contents replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, altered.get(name, old.read(name)))


def accepted(path):
    """Valid, and really looked at: the validator calls a zip it does not understand valid too."""
    report = validate(str(path))
    return report.valid and {task.name for task in report.tasks} == EXPECTED


def flipped(content, at):
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def check_flips(binary, data, package, scratch):
    with zipfile.ZipFile(package) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    for name, content in members.items():
        bad = scratch / "bad.zip"
        rewrite(package, bad, {name: flipped(content, len(content) // 2)})
        # Nothing in the standard covers the descriptor's own words; our own check does.
        assert name == DESCRIPTOR or not accepted(bad), name
        daumoi(binary, data, "verify", str(bad), expect=1)
    raw = package.read_bytes()
    for at in range(40, len(raw), len(raw) // 40):
        bad.write_bytes(flipped(raw, at))
        try:
            sound = accepted(bad)
        except Exception:  # the validator gives up on some broken zips instead of judging them
            sound = False
        ours = subprocess.run([binary, "verify", str(bad)], capture_output=True, check=False).returncode
        assert ours in (0, 1) and (ours == 1 or sound), f"byte {at}: we accept what the validator rejects"
    same = scratch / "same.zip"
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        rewrite(package, same, {}, method)
        assert accepted(same), "packed again by another tool"
        daumoi(binary, data, "verify", str(same))


def check_workbook(package):
    with zipfile.ZipFile(package) as zipped:
        workbook = zipped.read("bieu_mau.xlsx")
        table = zipped.read("so_lieu.csv").decode("utf-8-sig")
    figures = {}
    for row in csv.DictReader(io.StringIO(table)):
        value = {"co": row["gia_tri"], "khong_phat_sinh": "0", "chua_co": ""}[row["trang_thai"]]
        figures[row["ky"], row["linh_vuc"], row["chi_tieu"]] = int(value) if value else None
    period = next(iter(figures))[0]
    order = "received online direct carried resolved early on_time late open open_in_time open_overdue".split()
    expected = [figures[period, "total", column] for column in order]
    values = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)["II.06a"]
    formulas = openpyxl.load_workbook(io.BytesIO(workbook))["II.06a"]
    assert values.page_setup.orientation == "landscape" and int(values.page_setup.paperSize) == 9
    numbers = next(r for r in values.iter_rows() if r[0].value == "(1)")
    assert [c.value for c in numbers[:13]] == [f"({n})" for n in range(1, 14)]
    total = next(r for r in values.iter_rows() if r[0].value == "TỔNG CỘNG")
    assert [c.value for c in total[2:13]] == expected, "cached totals"
    rows = [r for r in values.iter_rows(min_row=numbers[0].row + 1, max_row=total[0].row - 1)]
    assert len(rows) == 8
    for column in range(2, 13):
        assert sum(r[column].value or 0 for r in rows) == total[column].value, f"column {column + 1}"
        assert str(formulas.cell(total[0].row, column + 1).value).startswith("=")
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
        data, out = scratch / "data", scratch / "out"
        daumoi(binary, data, "init", "--unit", "26383", "--year", "2024", "--officer", "Nguyễn Thị Ánh")
        daumoi(binary, data, "batch", commands)
        daumoi(binary, data, "submit", "2024-Q1", "--out", str(out))
        package = next(out.glob("*.zip"))
        first = package.read_bytes()
        assert accepted(package), validate(str(package)).to_summary()
        check_flips(binary, data, package, scratch)
        check_workbook(package)
        daumoi(binary, data, "submit", "2024-Q1", "--out", str(out))
        assert package.read_bytes() == first, "the same again"
        subprocess.run(["sha256sum", "-c", f"{package.name}.sha256"], cwd=out, check=True, capture_output=True)
    print("package check: passed")


main()
