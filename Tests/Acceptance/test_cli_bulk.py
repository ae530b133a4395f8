"""`waymark bulk`: the rows of a file as an archive, without a server."""

import io
import json
import os
import pty
import subprocess
import zipfile
from pathlib import Path

from harness.decoders import assert_reads
from PIL import Image


def run(binary: Path, folder: Path, rows: str, *flags: str) -> subprocess.CompletedProcess[str]:
    (folder / "rows.csv").write_text(rows, encoding="utf-8")
    return subprocess.run(
        [binary, "bulk", "rows.csv", "-o", "out.zip", *flags],
        cwd=folder, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_rows_of_a_generate_request_become_an_archive(binary: Path, tmp_path: Path) -> None:
    Image.new("RGB", (64, 64), (200, 30, 30)).save(tmp_path / "logo.png")
    rows = "data,data_type,size_inches,format,color,logo_url\nhttps://a.example/1,,,,,\n"
    rows += "https://a.example/2,,2,svg,#003366,logo.png\n" + "".join(f"text {n},text,1,,,\n" for n in range(300))
    done = run(binary, tmp_path, rows, "--inches", "1.5")
    assert done.returncode == 0 and done.stdout == "302 pictures in out.zip\n" and done.stderr == ""
    found = zipfile.ZipFile(tmp_path / "out.zip")
    assert found.testzip() is None
    manifest = json.loads(found.read("manifest.json"))
    assert manifest["count"] == 302 and manifest["items"][1]["filename"] == "qr-0002.svg"
    assert manifest["items"][1]["has_logo"] is True
    assert Image.open(io.BytesIO(found.read("qr-0001.png"))).size == (450, 450)
    assert_reads(found.read("qr-0002.svg"), "image/svg+xml", "https://a.example/2")
    assert_reads(found.read("qr-0302.png"), "image/png", "text 299")


def test_native_columns_are_taken(binary: Path, tmp_path: Path) -> None:
    rows = 'data,dataType,size,margin,frame.label\n"{""ssid"": ""Cafe"", ""password"": ""espresso""}",wifi,600,4,Scan\n'
    assert run(binary, tmp_path, rows).returncode == 0
    picture = zipfile.ZipFile(tmp_path / "out.zip").read("qr-0001.png")
    assert_reads(picture, "image/png", "WIFI:T:WPA;S:Cafe;P:espresso;;")


def test_faulty_rows_are_all_listed_and_nothing_is_written(binary: Path, tmp_path: Path) -> None:
    rows = "data,size_inches,color\nhttps://a.example/,1,\nhttps://a.example/,99,\n,1,\nhttps://a.example/,1,rouge\n"
    done = run(binary, tmp_path, rows)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert [line.partition(":")[0] for line in lines[:3]] == ["line 3", "line 4", "line 5"]
    assert "Invalid color 'rouge'" in lines[2] and lines[3].startswith("3 of 4 rows are faulty")
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


def test_a_file_that_cannot_be_read_says_why(binary: Path, tmp_path: Path) -> None:
    for rows, words in [
        ("", "is empty"), ("data,size_inches\n", "has no rows"), ("data,sparkle\nx,1\n", "sparkle"),
        ("name\nx\n", "no column data"), ('data\n"x\n', "quote"),
    ]:  # fmt: skip
        done = run(binary, tmp_path, rows)
        assert done.returncode in (1, 2) and words in done.stderr, done.stderr
        assert not (tmp_path / "out.zip").exists()


def test_a_program_reads_what_became_of_the_rows(binary: Path, tmp_path: Path) -> None:
    rows = "data,size_inches\nhttps://a.example/,1\nhttps://a.example/,99\n"
    done = run(binary, tmp_path, rows, "--json")
    assert done.returncode == 1
    faulty, sums = [json.loads(line) for line in done.stdout.splitlines()]
    assert (faulty["line"], faulty["status"]) == (3, "failed") and "size_inches" in faulty["error"]
    assert sums == {"count": 2, "failed": 1}
    done = run(binary, tmp_path, "data,size_inches\nhttps://a.example/,1\n", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"count": 1, "failed": 0, "output": "out.zip"}


def test_a_terminal_shows_how_far_it_is(binary: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("data\n" + "".join(f"https://a.example/{n}\n" for n in range(300)))
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [binary, "bulk", "rows.csv", "-o", "out.zip", "--inches", "0.5"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = b""
        # On Linux the end of the other side is an error here.
        while part := read(ours):
            shown += part
        assert process.wait(60) == 0
    os.close(ours)
    steps = [line for line in shown.decode().split("\r") if "%" in line]
    assert len(steps) >= 3 and "100 % 300 rows" in steps[-1], shown
    assert shown.endswith(b"\r\x1b[K"), "the bar is taken away at the end"


def read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65_536)
    except OSError:
        return b""
