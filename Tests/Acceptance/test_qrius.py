"""The Qrius API, as its users' programs speak it."""

import csv
import io
import json
import subprocess
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness.client import Client
from harness.decoders import assert_reads
from harness.scanning import wait_for_scans

PROGRAMS = Path(__file__).parent / "fixtures" / "programs"
MADE = {"id", "slug", "name", "qrCodeUrl", "shortUrl", "destinationUrl", "tags", "createdAt"}
TARGET = "https://conf.example.com/sessions/s01"


def slug() -> str:
    return "conf-" + uuid.uuid4().hex[:12]


def make(api: Client, **fields: Any) -> dict[str, Any]:
    answer = api.post("/qr", json={"name": "Opening Keynote", "destinationUrl": TARGET, **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.mark.promise("qrius.create", "qrius.short-url")
def test_a_code_is_made_with_every_field_of_the_document(api: Client, scanner: Client) -> None:
    name = slug()
    made = make(api, slug=name, tags=["conference-2025", "track:main"])
    assert set(made) == MADE
    assert made["id"] == f"qr_{name}" and made["slug"] == name
    assert made["tags"] == ["conference-2025", "track:main"]
    assert made["destinationUrl"] == TARGET
    assert made["shortUrl"] == f"{api.base_url}/{name}"
    scan = scanner.get(made["shortUrl"])
    assert (scan.status_code, scan.headers["Location"]) == (302, TARGET)


@pytest.mark.promise("qrius.picture")
def test_the_picture_is_fetched_without_a_key_and_leads_to_the_destination(api: Client, scanner: Client) -> None:
    made = make(api)
    picture = scanner.get(made["qrCodeUrl"])
    assert picture.status_code == 200
    assert_reads(picture.content, picture.headers["Content-Type"], f"{api.base_url}/r/{made['slug']}")
    assert scanner.get(made["qrCodeUrl"][:-1]).status_code == 403
    assert scanner.get(made["qrCodeUrl"].partition("?")[0]).status_code == 403


@pytest.mark.promise("qrius.conflict")
def test_a_taken_slug_says_so_in_the_published_words(api: Client) -> None:
    name = slug()
    make(api, slug=name)
    answer = api.post("/qr", json={"name": "Again", "destinationUrl": TARGET, "slug": name})
    assert answer.status_code == 409
    assert answer.json() == {"statusCode": 409, "error": "Conflict", "message": f"Slug '{name}' already exists"}


def test_a_code_of_one_dialect_is_a_code_of_all(api: Client, scanner: Client) -> None:
    native = api.create(TARGET, name="Native", tags=["a"])
    for id in (native["id"], "qr_" + native["id"]):
        found = api.get(f"/qr/{id}").json()
        assert found["id"] == "qr_" + native["id"] and found["name"] == "Native"
        assert api.code(id)["id"] == native["id"]
        assert api.get(f"/api/qr/codes/{id}/image").status_code == 200
    edited = api.patch(f"/qr/qr_{native['id']}", json={"destinationUrl": TARGET + "?room=b", "notAField": [1]})
    assert edited.status_code == 200
    assert api.code(native["id"])["destination"] == TARGET + "?room=b"
    assert scanner.get(f"/r/{native['id']}").headers["Location"] == TARGET + "?room=b"
    assert api.delete(f"/qr/qr_{native['id']}").status_code == 204
    assert scanner.get(f"/{native['id']}").status_code == 410


@pytest.mark.promise("qrius.lists")
def test_lists_have_data_and_numbered_pages(account: Client) -> None:
    for number in range(23):
        make(account, name=f"Code {number:02}", tags=["even" if number % 2 == 0 else "odd"])
    first = account.get("/qr").json()
    assert len(first["data"]) == 20
    assert first["meta"]["pagination"] == {"page": 1, "limit": 20, "total": 23}
    rest = account.get("/qr", params={"page": 2}).json()["data"]
    assert len(rest) == 3
    assert len({code["id"] for code in first["data"] + rest}) == 23
    even = account.get("/qr", params={"tag": "even", "sort": "name", "limit": 3}).json()
    assert [code["name"] for code in even["data"]] == ["Code 00", "Code 02", "Code 04"]
    assert account.get("/qr", params={"search": "code 07"}).json()["meta"]["pagination"]["total"] == 1


@pytest.mark.promise("qrius.stats-export")
def test_stats_count_scans_and_are_exported_as_json_or_csv(api: Client, scanner: Client) -> None:
    made = make(api)
    for _ in range(3):
        assert scanner.get(made["shortUrl"], headers={"User-Agent": "Mozilla/5.0 (iPhone)"}).status_code == 302
    wait_for_scans(api, made["slug"], 3)
    stats = api.get(f"/qr/{made['id']}/stats").json()
    assert stats["totalScans"] == 3 and stats["totals"]["scans"] == 3
    assert api.get(f"/qr/{made['id']}/stats/export").json()["totals"] == stats["totals"]
    for options in ({"headers": {"Accept": "text/csv"}}, {"params": {"format": "csv"}}):
        table = api.get(f"/qr/{made['id']}/stats/export", **options)
        assert table.headers["Content-Type"].startswith("text/csv")
        rows = list(csv.DictReader(io.StringIO(table.text)))
        assert len(rows) == 30 and sum(int(row["scans"]) for row in rows) == 3


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'{"name": "x", "destinationUrl": 7}', 400),
        (b'{"name": "\xff", "destinationUrl": "https://example.com/"}', 400),
        (b'{"name": "x"}', 422),
        (b'{"name": "x", "destinationUrl": "https://example.com/", "slug": "a/b"}', 422),
        (b'{"name": "x", "destinationUrl": "https://example.com/", "tags": ["' + b"x" * 300 + b'"]}', 422),
        (b'{"name": "x", "destinationUrl": "ftp://example.com/"}', 422),
        (b'{"name": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", 400),
    ],
)
def test_bad_input_is_told_in_that_apis_shape(account: Client, body: bytes, status: int) -> None:
    answer = account.post("/qr", data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status
    problem = answer.json()
    assert set(problem) == {"statusCode", "error", "message"}
    assert problem["statusCode"] == status and problem["message"]
    assert account.get("/qr").json()["meta"]["pagination"]["total"] == 0


@pytest.mark.promise("qrius.bearer")
def test_who_has_no_key_or_another_accounts_gets_that_apis_errors(
    api: Client, account: Client, scanner: Client
) -> None:
    made = make(api)
    assert scanner.post("/qr", json={}).json()["statusCode"] == 401
    for answer in (
        account.get(f"/qr/{made['id']}"),
        account.patch(f"/qr/{made['id']}", json={}),
        account.delete(f"/qr/{made['id']}"),
        account.get(f"/qr/{made['id']}/stats"),
    ):
        assert answer.status_code == 404
        assert answer.json()["error"] == "Not Found"


def run(tool: Callable[[str], str], program: Path, *arguments: str, cwd: Path) -> str:
    done = subprocess.run(
        [tool("node"), str(program), *arguments], cwd=cwd, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_conference_is_printed_by_a_javascript_program(account: Client, tool, tmp_path: Path) -> None:
    name = slug()
    make(account, slug=f"{name}-3")
    output = run(tool, PROGRAMS / "qrius_conference.mjs", account.base_url, account.key or "", name, "12", cwd=tmp_path)
    seen = json.loads(output)
    assert len(seen["created"]) == 12 and not seen["failed"]
    assert [conflict["message"] for conflict in seen["conflicts"]] == [f"Slug '{name}-3' already exists"]
    assert (seen["tagged"]["updated"], seen["tagged"]["failed"]) == (12, 0)
    assert (seen["moved"]["updated"], seen["moved"]["failed"]) == (3, 0)
    assert seen["stats"]["totals"]["scans"] == 0
    assert account.get("/qr", params={"tag": "printed"}).json()["meta"]["pagination"]["total"] == 12
