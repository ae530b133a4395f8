"""The programs of the QRStudio documents: only base address and key change."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from harness import published
from harness.decoders import assert_reads
from harness.server import WaymarkServer

GUIDE, REFERENCE = "qrstudio-guide-bulk-export-to-zip.txt", "qrstudio-reference-generate-bulk.txt"
ADDRESS = "https://api.qrstudio.agency"
# Where the guide's program for Node.js begins to ask.
FETCH = f'const r = await fetch("{ADDRESS}/api/v1/generate/bulk/", {{'


def between(text: str, first: str, behind: str) -> str:
    """The lines from the one that is `first` up to the one that is `behind`, without it."""
    lines = text.splitlines()
    start = lines.index(first)
    return "\n".join(lines[start : lines.index(behind, start)])


def indented(program: str) -> str:
    """The reference page lost the indentation of its code; Python needs that of the branches."""
    lines = []
    for line in program.splitlines():
        lines.append("    " + line if re.match(r"(print\(|r\.raise_for_status|open\()", line) else line)
    return "\n".join(lines)


def run(command: list[str], server: WaymarkServer, key: str, cwd: Path) -> str:
    environment = {**os.environ, "QRSTUDIO_API_KEY": key, "NO_PROXY": "*"}
    # Longer than the programs themselves wait for an answer, which is two minutes.
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=150, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def program(text: str, server: WaymarkServer, path: Path, before: str = "") -> str:
    assert ADDRESS in text, "the program does not name the address"
    path.write_text(before + text.replace(ADDRESS, server.base_url), encoding="utf-8")
    return str(path)


def archive(path: Path, count: int) -> zipfile.ZipFile:
    found = zipfile.ZipFile(path)
    assert found.testzip() is None
    names = [f"qr-{number:04}.png" for number in range(1, count + 1)]
    assert found.namelist() == [*names, "manifest.json"]
    assert found.getinfo("manifest.json").compress_type == zipfile.ZIP_STORED
    return found


@pytest.fixture
def key(server: WaymarkServer, tmp_path: Path) -> str:
    return server.create_key(account=f"studio-{tmp_path.name}", plan="pro")["key"]


@pytest.mark.promise("qrstudio.program", "qrstudio.archive")
def test_the_references_python_program_runs(server: WaymarkServer, key: str, tmp_path: Path) -> None:
    text = published.document(REFERENCE)
    source = indented(between(text[text.index("\nExamples\n") :], "import requests", "Node.js"))
    path = program(source, server, tmp_path / "sample.py", before="import os\n")
    assert run([sys.executable, path], server, key, tmp_path) == ""
    found = archive(tmp_path / "batch.zip", 50)
    for number in (1, 50):
        content = found.read(f"qr-{number:04}.png")
        assert_reads(content, "image/png", f"https://yourbrand.com/c/{number - 1:04d}")


@pytest.mark.promise("qrstudio.program")
def test_the_references_node_program_runs(
    server: WaymarkServer, key: str, tool: Callable[[str], str], tmp_path: Path
) -> None:
    source = between(published.document(REFERENCE), 'import fs from "node:fs";', "See also")
    path = program(source, server, tmp_path / "sample.mjs")
    assert run([tool("node"), path], server, key, tmp_path) == ""
    archive(tmp_path / "batch.zip", 50)


@pytest.mark.promise("qrstudio.program", "qrstudio.manifest")
def test_the_guides_python_program_runs_from_csv_to_manifest(
    server: WaymarkServer, key: str, tool: Callable[[str], str], tmp_path: Path
) -> None:
    text = published.document(GUIDE)
    rows = "".join(f"C{number:03},https://yourbrand.com/c/C{number:03}\n" for number in range(1, 501))
    (tmp_path / "customers.csv").write_text("id,landing_page\n" + rows)
    build = between(text, "import csv", 'import { readFileSync } from "node:fs";')
    post = between(text, "import requests", FETCH)
    path = program(f"{build}\n{post}", server, tmp_path / "guide.py", before="import os, sys\n")
    output = run([sys.executable, path], server, key, tmp_path).splitlines()
    assert output[0] == "Prepared 500 items" and output[1].endswith("bytes -> batch.zip")
    subprocess.run([tool("unzip"), "-q", "batch.zip", "-d", "./qrs/"], cwd=tmp_path, check=True, timeout=30)
    read = between(text[text.index("Read manifest.json") :], "import json", "Handle errors")
    (tmp_path / "read.py").write_text(f"{build.replace('import csv', 'import csv', 1)}\n{read}", encoding="utf-8")
    lines = run([sys.executable, "read.py"], server, key, tmp_path).splitlines()
    assert lines[1].startswith("C001 -> qrs/qr-0001.png (") and lines[-1].endswith("bytes, MISS)")
    assert len(lines) == 501
    picture = (tmp_path / "qrs" / "qr-0500.png").read_bytes()
    assert_reads(picture, "image/png", "https://yourbrand.com/c/C500")


@pytest.mark.promise("qrstudio.program")
def test_the_guides_node_program_sends_a_body_that_is_there(
    server: WaymarkServer, key: str, tool: Callable[[str], str], tmp_path: Path
) -> None:
    """Without its CSV package, which is none of the system's: the body comes from a file instead."""
    text = published.document(GUIDE)
    source = between(text, FETCH, "curl -X POST https://api.qrstudio.agency/api/v1/generate/bulk/ \\")
    items = [{"data": f"https://yourbrand.com/c/{number}", "size_inches": 3} for number in range(3)]
    before = f'import fs from "node:fs";\nconst body = {json.dumps({"items": items})};\n'
    path = program(source, server, tmp_path / "guide.mjs", before=before)
    assert run([tool("node"), path], server, key, tmp_path) == "Saved batch.zip\n"
    archive(tmp_path / "batch.zip", 3)


@pytest.mark.promise("qrstudio.program", "qrstudio.dynamic")
def test_the_guides_curl_command_sends_the_mixed_batch(
    server: WaymarkServer, key: str, tool: Callable[[str], str], tmp_path: Path
) -> None:
    text = published.document(GUIDE)
    (command,) = published.curl_commands(text)
    body = published.document(GUIDE)
    start = body.index('{\n  "items"')
    (tmp_path / "body.json").write_text(body[start : body.index("\n}\n", start) + 2])
    tool("curl")
    command = command.replace(ADDRESS, server.base_url).replace("smk_...", key)
    subprocess.run(["bash", "-c", command], cwd=tmp_path, check=True, timeout=30, capture_output=True)
    found = archive(tmp_path / "batch.zip", 2)
    item = json.loads(found.read("manifest.json"))["items"][1]
    shown = json.loads(body[body.index('{\n  "index": 1') : body.index("Persist short_id")])
    assert set(item) >= set(shown) and item["filename"] == shown["filename"]
    assert len(item["dynamic"]["short_id"]) == len(shown["dynamic"]["short_id"])
    assert_reads(found.read("qr-0002.png"), "image/png", item["dynamic"]["public_url"])
