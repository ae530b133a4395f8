"""`waymark accounts`: who is there, and how an account goes with all that is kept of it."""

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from harness.client import Client
from harness.database_pages import DatabasePages
from harness.polling import eventually
from harness.scanning import scan, wait_for_scans
from harness.server import WaymarkServer

MARK = "zaphod"


def content_of(file: Path) -> bytes:
    """What the file holds; nothing if it went since its name was read."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def holders(folder: Path, words: list[str]) -> list[str]:
    """Every file of the folder that holds one of the words."""
    return [
        f"{file.relative_to(folder)} holds {word}"
        for file in folder.rglob("*")
        if file.is_file()
        for content in [content_of(file)]
        for word in words
        if word.encode() in content
    ]


def fill(server: WaymarkServer) -> Client:
    """An account with something of every kind, all of it marked."""
    api = server.client(account=f"{MARK}-account", name=f"{MARK}-key")
    fields = {"name": f"{MARK} name", "description": f"{MARK} words", "tags": [f"{MARK}-tag"]}
    for number in range(30):
        api.create(f"https://{MARK}.example/{number}", slug=f"{MARK}-{number}", sources=[f"{MARK}-door"], **fields)
    api.create({"ssid": f"{MARK}-net", "password": f"{MARK}-pass", "encryption": "WPA"}, dataType="wifi")
    api.patch(f"/api/qr/codes/{MARK}-1", json={"destination": f"https://{MARK}.example/edited"})
    api.delete(f"/api/qr/codes/{MARK}-2")
    scanner = server.anonymous()
    for _ in range(20):
        answer = scanner.get(f"/r/{MARK}-3?source={MARK}-door", headers={"Referer": f"https://ref.{MARK}.example/"})
        assert answer.status_code == 302
    wait_for_scans(api, f"{MARK}-3", 20)
    rows = [
        {"uid": f"{MARK}-{number}", "qrType": "dynamic", "data": f"https://{MARK}.example/b"} for number in range(5)
    ]
    assert api.post("/api/qr/codes/bulk", json=rows).status_code == 200
    return api


def test_a_deleted_account_leaves_nothing_and_its_prints_lead_nowhere(
    start_server: Callable[..., WaymarkServer],
) -> None:
    server = start_server()
    other = server.client(account="other", scopes="read,write,admin")
    kept = other.create("https://other.example/", slug="other-code", tags=[f"{MARK}-tag"[:3]])
    mine = fill(server)
    scanner = server.anonymous()
    scan(scanner, kept["id"])
    wait_for_scans(other, kept["id"], 1)

    names = [account["name"] for account in server.run_json("accounts", "list")]
    assert sorted(names) == ["default", "other", f"{MARK}-account"]
    refused = server.run("accounts", "delete", f"{MARK}-account")
    assert refused.returncode == 2 and b"--yes" in refused.stderr
    assert scan(scanner, f"{MARK}-3").status_code == 302

    done = server.run_json("accounts", "delete", f"{MARK}-account", "--yes", "--compact")
    assert done["codes"] >= 31 and done["scans"] >= 20
    for id in (f"{MARK}-3", f"{MARK}-2"):
        eventually(
            lambda id=id: scan(scanner, id).status_code,
            lambda status: status in (404, 410),
            within=3,
            what=f"{id} to end",
        )
    eventually(
        lambda: mine.get("/api/qr/codes").status_code, lambda status: status == 401, within=5, what="the key to end"
    )
    taken = other.post("/api/qr/codes", json={"data": "https://a.example/", "slug": f"{MARK}-3"})
    assert taken.status_code == 409
    assert other.analytics(kept["id"])["totals"]["scans"] == 1
    assert scan(scanner, kept["id"]).status_code == 302
    assert server.run_json("doctor")["ok"] is True
    # A segment of the journal that is in use goes with the next start, a moment behind its first answers.
    server.restart()
    eventually(
        lambda: holders(server.data_directory, [MARK]),
        lambda found: found == [],
        within=15,
        what="the journal of the time before to go",
    )
    assert [account["name"] for account in server.run_json("accounts", "list")] == ["default", "other"]


def test_without_compacting_no_row_no_log_and_no_free_page_has_anything_of_a_deleted_account(
    start_server: Callable[..., WaymarkServer],
) -> None:
    server = start_server()
    other = server.client(account="other", scopes="read,write,admin")
    # Pages that both accounts share stay in use.
    for number in range(30):
        other.create(f"https://other.example/{number}", tags=["kept"])
    fill(server)
    for number in range(30, 60):
        other.create(f"https://other.example/{number}", tags=["kept"])
    assert server.stop() == 0
    file = server.data_directory / "waymark.sqlite"
    assert DatabasePages(file).places(MARK.encode())["row"] > 100
    server.start()
    server.run_json("accounts", "delete", f"{MARK}-account", "--yes")
    # The log is emptied beside a running server too.
    assert MARK.encode() not in content_of(file.with_name("waymark.sqlite-wal"))
    assert server.stop() == 0

    pages = DatabasePages(file)
    assert set(pages.places(MARK.encode())) <= {"gap"}
    assert pages.places(b"other.example")["row"] >= 60
    assert [number for number, rest in pages.free_pages().items() if any(rest)] == []


@pytest.mark.parametrize("word", ["zaphod-agent", "ref.zaphod.example"])
def test_what_is_purged_is_in_no_row_no_log_and_no_free_page(
    start_server: Callable[..., WaymarkServer], word: str
) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]
    for number in range(300):
        scan(scanner, id, f"zaphod-agent/{number}", Referer="https://ref.zaphod.example/")
    wait_for_scans(api, id, 300, within=20)
    server.restart()
    eventually(lambda: holders(server.data_directory / "journal", [word]), lambda found: not found, within=15, what="")
    assert server.stop() == 0
    file = server.data_directory / "waymark.sqlite"
    assert DatabasePages(file).places(word.encode())["row"] > 0
    # Days ago as far as the rows say: today's scans stay.
    with sqlite3.connect(file) as database:
        for table, column in (("scans", "day"), ("scan_spans", "day"), ("scan_clients", "last_day")):
            database.execute(f"UPDATE {table} SET {column} = {column} - 3")
    database.close()
    today = datetime.now(UTC).date().isoformat()
    assert server.run_json("scans", "purge", "--before", today)["scans"] == 300
    pages = DatabasePages(file)
    # Texts of referrers stay, for the counts that name them: once each.
    assert pages.places(word.encode())["row"] == (2 if word.startswith("ref") else 0)
    assert [number for number, rest in pages.free_pages().items() if any(rest)] == []


def test_the_last_account_with_an_admin_key_stays(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    server.create_key(account="reader", scopes="read")
    refused = server.run("accounts", "delete", "default", "--yes")
    assert refused.returncode == 2
    assert b"last account with a valid admin key" in refused.stderr
    unknown = server.run("accounts", "delete", "nobody", "--yes")
    assert unknown.returncode == 2 and b"there is no account nobody" in unknown.stderr
    assert json.loads(server.run("accounts", "delete", "reader", "--yes", "--json").stdout)["codes"] == 0
