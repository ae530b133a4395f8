"""All codes of an account out and in, over HTTP and on the command line."""

import csv
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import requests
from harness.client import Client
from harness.problems import assert_problem
from harness.server import WaymarkServer

EXPORT, IMPORT = "/api/qr/codes/export", "/api/qr/codes/import"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "'=quoted"]
KEPT = ("id", "dataType", "destination", "status", "name", "description", "tags", "style", "expiresAt", "rules", "utm")


def take(api: Client, file: str | bytes, kind: str = "text/csv", **parameters: Any) -> requests.Response:
    data = file.encode() if isinstance(file, str) else file
    return api.post(IMPORT, data=data, headers={"Content-Type": kind}, params=parameters)


def report(answer: requests.Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    return answer.json()


def fill(api: Client) -> dict[str, dict[str, Any]]:
    made = [api.create(f"https://example.com/{index}", name=name) for index, name in enumerate(FORMULAS)]
    made.append(api.create("WIFI:T:WPA;S:Café;P:secret12;;", dataType="wifi", tags=["a, b", 'c "d"'], color="#112233"))
    rule = {"device": "mobile", "destination": "https://example.com/m"}
    made.append(api.create("https://example.com/r", rules=[rule], utm={"source": "poster"}, description="a\nb"))
    # As they are read: the answer that made one with a style has its scan report too.
    return {code["id"]: api.code(code["id"]) for code in made}


@pytest.mark.parametrize("format", ["csv", "ndjson"])
def test_an_export_taken_back_changes_nothing(account: Client, format: str) -> None:
    made = fill(account)
    file = account.get(EXPORT, params={"format": format})
    kind = file.headers["Content-Type"]
    assert kind.startswith("text/csv" if format == "csv" else "application/x-ndjson")
    found = report(take(account, file.content, kind))
    assert (found["unchanged"], found["created"], found["updated"], found["failed"]) == (len(made), 0, 0, 0)
    assert {id: account.code(id) for id in made} == made


@pytest.mark.parametrize("format", ["csv", "ndjson"])
def test_an_export_moves_every_code_to_another_server(account: Client, start_server, format: str) -> None:
    made = fill(account)
    file = account.get(EXPORT, params={"format": format})
    other = start_server().client()
    assert report(take(other, file.content, file.headers["Content-Type"], dryRun="true"))["created"] == len(made)
    assert other.get("/api/qr/codes").json()["pagination"]["total"] == 0
    assert report(take(other, file.content, file.headers["Content-Type"]))["created"] == len(made)
    for id, code in made.items():
        assert {name: other.code(id)[name] for name in KEPT} == {name: code[name] for name in KEPT}
        assert other.get(f"/r/{id}").status_code == account.get(f"/r/{id}").status_code


def test_a_spreadsheet_sees_no_formulas(account: Client) -> None:
    fill(account)
    rows = list(csv.DictReader(io.StringIO(account.get(EXPORT).text)))
    assert [row["name"] for row in rows[:5]] == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "''=quoted"]
    assert all(not (cell or " ").startswith(tuple("=+-@\t\r")) for row in rows for cell in row.values())


def test_more_codes_than_a_page_come_once_each(account: Client) -> None:
    rows = "".join(f"code-{account.base_url[-3:]}-{id(account)}-{n},https://example.com/{n}\n" for n in range(250))
    assert (
        report(take(account, "slug,destination\n" + rows, mapping='{"destination":"destination","slug":"slug"}'))[
            "created"
        ]
        == 250
    )
    lines = account.get(EXPORT, params={"format": "ndjson"}).text.splitlines()
    assert len({json.loads(line)["id"] for line in lines}) == len(lines) == 250


def test_rows_fail_alone_with_their_line(account: Client, api: Client) -> None:
    theirs, mine = api.create()["id"], account.create()["id"]
    file = (
        f"id,dataType,destination,name\n{mine},url,https://example.com/new,New\n{theirs},url,https://example.com/,X\n"
    )
    file += ",url,javascript:alert(1),X\n,url,https://example.com/,Made\n"
    found = report(take(account, file))
    assert [row["status"] for row in found["rows"]] == ["updated", "failed", "failed", "created"]
    assert [row["line"] for row in found["rows"]] == [2, 3, 4, 5]
    assert all(row["error"] for row in found["rows"] if row["status"] == "failed")
    assert account.code(mine)["name"] == "New"
    assert api.code(theirs)["name"] is None


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"a,b\n1,2\n",
        b'id,dataType,destination\n"no end',
        b"id,dataType,destination\n\xc3\x28,url,https://example.com/\n",
        "id,dataType,destination\n".encode("utf-16"),
        b"id,dataType,destination\n" + b"x" * 200_000,
        b"id,dataType,destination\n" + b"," * 300,
    ],
)
def test_an_unreadable_file_changes_nothing(account: Client, file: bytes) -> None:
    assert_problem(take(account, file), 400, "UNREADABLE_FILE")
    assert account.get("/api/qr/codes").json()["pagination"]["total"] == 0


IMPORTS = Path(__file__).parent / "fixtures" / "imports"


@pytest.mark.parametrize(
    ("file", "codes"),
    [
        ("kutt.csv", [("kutt-one", "one", None, []), ("kuttTwo", "two?a=1,2", None, [])]),
        ("shlink.csv", [("shl-one", "one", "Spring, 2024", ["print", "spring"]), ("shlTwo", "two", None, [])]),
        ("plain.csv", [("plain-one", "one", "Eins", ["print", "spring"]), ("plain-two", "two", None, [])]),
    ],
)
def test_files_of_other_services_keep_their_links(start_server, file: str, codes: list[Any]) -> None:
    api = start_server().client()
    content = (IMPORTS / file).read_bytes()
    source = {"plain.csv": "waymark"}.get(file, file.removesuffix(".csv"))
    for parameters in ({}, {"source": source}):
        assert report(take(api, content, dryRun="true", **parameters))["created"] == len(codes)
    assert api.get("/api/qr/codes").json()["pagination"]["total"] == 0
    assert report(take(api, content))["created"] == len(codes)
    for id, path, name, tags in codes:
        code = api.code(id)
        assert (code["destination"], code["name"], code["tags"]) == (f"https://example.com/{path}", name, tags)
        assert api.get(f"/r/{id}", allow_redirects=False).headers["Location"] == f"https://example.com/{path}"
    assert report(take(api, content))["unchanged"] == len(codes)


def test_short_ids_of_yourls_are_renamed(start_server, tmp_path: Path) -> None:
    server = start_server()
    api = server.client()
    file = IMPORTS / "yourls.csv"
    found = report(take(api, file.read_bytes(), dryRun="true"))
    assert (found["created"], found["failed"]) == (1, 3)
    assert all("rename" in row["error"] for row in found["rows"] if row["status"] == "failed")
    assert command(server, "import", str(file), "--rename", "a b").returncode == 2
    dry = command(server, "import", str(file), "--rename", "y-", "--dry-run")
    assert dry.returncode == 0 and dry.stdout.splitlines()[0] == "line 2: 1 is y-1 here", dry.stderr
    assert api.get("/api/qr/codes").json()["pagination"]["total"] == 0
    done = command(server, "import", str(file), "--rename", "y-")
    assert done.returncode == 0 and "4 created" in done.stdout
    assert api.get("/r/y-2k", allow_redirects=False).headers["Location"] == "https://example.com/three,four"
    found = report(take(api, file.read_bytes(), rename="y-"))
    assert found["unchanged"] == 4
    assert [row.get("given") for row in found["rows"]] == ["1", "a", "2k", None]


def command(server: WaymarkServer, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(server.binary), *arguments],
        env=server.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_command_line_exports_and_imports_beside_a_running_server(
    server: WaymarkServer, account: Client, tmp_path: Path
) -> None:
    name = f"cli-{id(account)}"
    made = server.create_key(account=name)
    api = Client(server.base_url, made["key"])
    codes = fill(api)
    file = tmp_path / "codes.csv"
    done = command(server, "export", "--account", name, "-o", str(file), "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"exported": len(codes)}), done.stderr
    assert file.read_bytes() == api.get(EXPORT).content
    assert command(server, "export", "--account", name).stdout.encode() == file.read_bytes().replace(b"\r\n", b"\n")
    code = next(iter(codes))
    file.write_text(file.read_text().replace("https://example.com/0", "https://example.com/edited"))
    dry = command(server, "import", "--account", name, str(file), "--dry-run", "--json")
    assert json.loads(dry.stdout.splitlines()[-1])["updated"] == 1
    assert api.code(code)["destination"] == "https://example.com/0"
    done = command(server, "import", "--account", name, str(file))
    assert done.returncode == 0 and done.stdout.startswith("0 created, 1 updated"), done.stderr
    assert api.code(code)["destination"] == "https://example.com/edited"
    foreign = tmp_path / "other.csv"
    foreign.write_text("Where,Short\nhttps://example.com/w,\nftp://example.com/,\n")
    assert command(server, "import", "--account", name, str(foreign)).returncode == 1
    done = command(server, "import", "--account", name, str(foreign), "--map", "destination=Where")
    assert done.returncode == 1 and "line 3" in done.stderr and "1 created" in done.stdout
    assert command(server, "import", "--account", name, str(foreign), "--source", "excel").returncode == 2
