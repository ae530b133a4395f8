"""The TypeScript of the Qrius guide, as it stands: only the base address and the key change."""

import csv
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from harness import published
from harness.client import Client
from harness.decoders import assert_reads
from harness.server import WaymarkServer

GUIDE = "qrius-guide-bulk-rest-api.txt"
# Where Debian's packages of Node programs are, p-limit among them.
PACKAGES = "/usr/share/nodejs"


@pytest.fixture
def server(start_server: Callable[..., WaymarkServer]) -> WaymarkServer:
    """A server of the test's own: the guide names its slugs."""
    return start_server()


@pytest.fixture
def guide(server: WaymarkServer) -> Iterator[str]:
    text = published.document(GUIDE)
    words = {"https://api.qrius.io": server.base_url, "qrius_YOUR_API_KEY": server.create_key()["key"]}
    for old, new in words.items():
        assert old in text
        text = text.replace(old, new)
    yield text


@pytest.fixture
def run(tool: Callable[[str], str], tmp_path: Path) -> Callable[[str], list[Any]]:
    """Takes the types off a program, runs it, and returns what its last line says."""

    def run(program: str) -> list[Any]:
        source, built = tmp_path / "guide.ts", tmp_path / "guide.mjs"
        source.write_text(program, encoding="utf-8")
        options = ["--bundle", "--platform=node", "--format=esm", f"--outfile={built}", "--log-level=warning"]
        environment = {**os.environ, "NODE_PATH": PACKAGES}
        subprocess.run([tool("esbuild"), str(source), *options], env=environment, check=True, timeout=60)
        done = subprocess.run(
            [tool("node"), str(built)], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return [*done.stdout.splitlines()[:-1], json.loads(done.stdout.splitlines()[-1])]

    return run


def creating(guide: str) -> str:
    return published.block(guide, "import pLimit", "}Five").removesuffix("Five")


def conference(guide: str) -> str:
    """The blocks of the guide's example, in its order."""
    created = "console.log(`Created: ${results.length}, Failed: ${errors.length}`)"
    return "\n".join(
        [
            creating(guide),
            published.block(guide, "const sessions = [", created),
            published.block(guide, "const engineeringIds", "})Step 3").removesuffix("Step 3"),
            published.block(guide, "// Session S14", "})This").removesuffix("This"),
            published.block(guide, "import { writeFileSync }", "}Plan limits").removesuffix("Plan limits"),
        ]
    )


@pytest.mark.promise("qrius.program", "qrius.create", "qrius.bulk-tags", "qrius.bulk-destination", "qrius.stats-export")
def test_the_conference_of_the_guide_is_made(server: WaymarkServer, guide: str, run, tmp_path: Path) -> None:
    api, scanner = server.client(), server.anonymous()
    api.create("https://conf.example.com/sessions/s14", slug="s14_id")
    ending = "console.log(JSON.stringify({ results, errors, stats: await exportScanStats(results[0].id) }))"
    *lines, seen = run(conference(guide) + "\n" + ending)
    assert lines == ["Created: 2, Failed: 0", "Saved 2 rows to conference-qr-codes.csv"]
    assert all(set(code) >= {"id", "slug", "name", "qrCodeUrl", "shortUrl"} for code in seen["results"])
    assert {code["slug"] for code in seen["results"]} == {"conf-2025-s01", "conf-2025-s02"}
    redis = api.get("/qr/qr_conf-2025-s02").json()
    assert (redis["name"], redis["tags"]) == ("Redis Deep Dive", ["conference-2025", "track:engineering"])
    moved = scanner.get("/s14_id").headers["Location"]
    assert moved == "https://conf.example.com/sessions/s14?room=overflow-b"
    with (tmp_path / "conference-qr-codes.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert scanner.get(row["short_url"]).status_code == 302
        picture = scanner.get(row["qr_image_url"])
        assert_reads(picture.content, picture.headers["Content-Type"], f"{server.base_url}/r/{row['slug']}")
    assert seen["stats"]["totals"]["scans"] == 0


@pytest.mark.promise("qrius.program", "qrius.conflict", "qrius.generated-slug")
def test_a_taken_slug_gets_another_one_at_the_guides_second_attempt(server: WaymarkServer, guide: str, run) -> None:
    api = server.client()
    api.create(slug="conf-2025-s01")
    inputs = [
        {"name": "Taken", "destinationUrl": "https://example.com/1", "slug": "conf-2025-s01"},
        {"name": "None", "destinationUrl": "https://example.com/2"},
    ]
    [seen] = run(f"{creating(guide)}\nconsole.log(JSON.stringify(await bulkCreateQRCodes({json.dumps(inputs)})))")
    assert seen["errors"] == []
    slugs = {code["name"]: code["slug"] for code in seen["results"]}
    assert slugs["Taken"].startswith("conf-2025-s01-") and slugs["None"]


@pytest.mark.promise("qrius.code-limit", "qrius.program")
def test_a_full_plan_ends_the_guides_program_with_errors(server: WaymarkServer, guide: str, run) -> None:
    key = server.create_key(account="small", plan="free")["key"]
    # The one key of the guide is that of an enterprise account.
    program = creating(guide).splitlines()
    program = [f"const API_KEY = '{key}'" if line.startswith("const API_KEY") else line for line in program]
    inputs = [{"name": f"Code {number}", "destinationUrl": "https://example.com/"} for number in range(7)]
    [seen] = run("\n".join(program) + f"\nconsole.log(JSON.stringify(await bulkCreateQRCodes({json.dumps(inputs)})))")
    assert len(seen["results"]) == 5
    assert [error["error"] for error in seen["errors"]] == [
        "Create failed: 403 for " + e["input"]["name"] for e in seen["errors"]
    ]


@pytest.mark.promise("qrius.program", "qrius.bulk-operations", "qrius.bulk-destination")
def test_the_guides_bulk_operation_moves_its_three_codes(server: WaymarkServer, guide: str, run) -> None:
    api: Client = server.client()
    for slug in ("abc123", "def456", "ghi789"):
        api.create("https://example.com/old", slug=slug)
    head = "\n".join(line for line in creating(guide).splitlines() if line.startswith("const API_"))
    snippet = published.block(guide, "// Example: bulk update-destination", "// Response: { updated: 3, failed: 0 }")
    [answer] = run(f"{head}\n{snippet}\nconsole.log(JSON.stringify(await res.json()))")
    assert (answer["updated"], answer["failed"]) == (3, 0)
    leads = {server.anonymous().get(f"/{slug}").headers["Location"] for slug in ("abc123", "def456", "ghi789")}
    assert leads == {"https://example.com/new-campaign-page"}
