"""waymark backup: what was answered before it began is in it, once, and everything else that is kept."""

import base64
import os
import re
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from harness import bulk
from harness.client import Client
from harness.polling import eventually
from harness.scanning import scan, wait_for_scans
from harness.server import WaymarkServer
from harness.storm import Storm
from PIL import Image

# How many backups are made of a server under load.
BACKUPS = int(os.environ.get("WAYMARK_BACKUPS", "6"))


def restored(make_server: Callable[..., WaymarkServer], folder: Path, source: WaymarkServer) -> WaymarkServer:
    """A server on a backup, which goes by the address that the codes carry."""
    server = make_server(WAYMARK_DATA_DIR=str(folder), WAYMARK_PUBLIC_URL=source.base_url)
    server.data_directory = folder
    return server.start()


def metric(server: WaymarkServer, name: str) -> int:
    found = re.search(rf"^{name} (\d+)$", server.anonymous().get("/metrics").text, re.MULTILINE)
    assert found, name
    return int(found[1])


def settled(server: WaymarkServer, key: str, id: str) -> int:
    """The count once everything that the journal has is in the database."""
    eventually(
        lambda: metric(server, "waymark_ingest_backlog_bytes"),
        lambda left: left == 0,
        within=20,
        what="the journal",
    )
    return Client(server.base_url, key).analytics(id)["totals"]["scans"]


def unrecorded(server: WaymarkServer) -> int:
    """How many scans were answered for which the journal had no room."""
    return metric(server, "waymark_scans_unrecorded_total")


@dataclass
class Made:
    """A backup, and how many scans have to be in it."""

    folder: Path
    least: int
    most: int


def backup(server: WaymarkServer, storm: Storm, folder: Path) -> Made:
    answered, lost = storm.total.answered, unrecorded(server)
    server.run_json("backup", str(folder))
    return Made(folder, answered - unrecorded(server), storm.total.sent - lost)


@pytest.mark.parametrize(("journal", "connections"), [("256M", 6), ("8M", 1)])
def test_backups_under_load_lose_no_scan_and_count_none_twice(
    make_server: Callable[..., WaymarkServer],
    start_server: Callable[..., WaymarkServer],
    tmp_path: Path,
    journal: str,
    connections: int,
) -> None:
    """The segments of a small journal are small, and come and go all the time."""
    server = start_server(WAYMARK_JOURNAL_BYTES=journal)
    key = server.create_key()["key"]
    api = Client(server.base_url, key)
    id = api.create()["id"]
    with Storm(server.port, id, connections=connections) as storm:
        time.sleep(0.5)
        made = []
        for number in range(BACKUPS):
            time.sleep(0.1 * number)
            made.append(backup(server, storm, tmp_path / f"backup-{number}"))
    total = storm.total.answered - unrecorded(server)
    assert server.stop() == 0
    for one in made:
        copy = restored(make_server, one.folder, server)
        counted = settled(copy, key, id)
        assert one.least <= counted <= one.most, one
        # And they stay: nothing is read from the journal again.
        scan(copy.anonymous(), id)
        copy.restart()
        assert settled(copy, key, id) == counted + 1
        doctor = copy.run("doctor")
        assert doctor.returncode == 0, doctor.stdout.decode()
        assert copy.stop() == 0
    assert settled(server.start(), key, id) == total


def test_the_backup_of_a_server_that_was_killed_has_what_only_the_journal_has(
    make_server: Callable[..., WaymarkServer], start_server: Callable[..., WaymarkServer], tmp_path: Path
) -> None:
    server = start_server()
    key = server.create_key()["key"]
    id = Client(server.base_url, key).create()["id"]
    with Storm(server.port, id) as storm:
        time.sleep(0.5)
        server.kill()
    assert server.run("backup", str(tmp_path / "backup")).returncode == 0
    copy = restored(make_server, tmp_path / "backup", server)
    assert storm.total.answered <= settled(copy, key, id) <= storm.total.sent


def fill(api: Client, folder: Path) -> dict[str, dict[str, Any]]:
    """Codes of every kind that need more than their row."""
    picture = folder / "logo.png"
    Image.new("RGB", (64, 64), "#cc0022").save(picture)
    logo = "data:image/png;base64," + base64.b64encode(picture.read_bytes()).decode()
    codes = [
        api.create("https://example.com/logo", image=logo, name="Logo", tags=["a"]),
        api.create("https://example.com/guarded", password="open sesame"),
        api.create("https://example.com/sealed", secure=["encrypt"]),
        api.create("https://example.com/limited", scanLimit=3, locked=True),
    ]
    return {code["id"]: api.code(code["id"]) for code in codes}


def test_codes_keys_pictures_jobs_and_secrets_are_as_they_were(
    make_server: Callable[..., WaymarkServer], start_server: Callable[..., WaymarkServer], tmp_path: Path
) -> None:
    server = start_server()
    api = server.client()
    made = fill(api, tmp_path)
    logo, guarded, sealed, limited = made
    picture = api.image(logo).content
    assert [scan(server.anonymous(), limited).status_code for _ in range(2)] == [302, 302]
    wait_for_scans(api, limited, 2)
    done = bulk.submit(api, [{"uid": "one", "data": "kept"}])
    bulk.completed(api, done)
    under_way = bulk.submit(api, [{"uid": str(number), "data": f"row {number}"} for number in range(3_000)])

    folder = tmp_path / "backup"
    told = server.run("backup", str(folder) + "/")
    assert told.returncode == 0, told.stderr.decode()
    assert f"waymark serve --data-dir {folder}" in told.stdout.decode() and "secret" in told.stdout.decode()
    assert not (tmp_path / "backup.partial").exists()
    for path in [folder, *folder.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), f"{path} has {mode:o}"
    # A key to whom visitors of the day are would outlive the day.
    assert not (folder / "visitor-salt").exists()

    # What comes after is not in it.
    api.patch(f"/api/qr/codes/{logo}", json={"name": "Later"})
    assert scan(server.anonymous(), limited).status_code == 302
    assert server.stop() == 0
    copy = restored(make_server, folder, server)
    api = Client(copy.base_url, api.key)
    for id, code in made.items():
        found = api.code(id)
        assert {**found, "scans": 0, "lastScannedAt": None} == code
    assert api.code(limited)["scans"] == 2
    assert [scan(copy.anonymous(), limited).status_code for _ in range(2)] == [302, 410]
    assert api.image(logo).content == picture
    page = copy.anonymous().post(f"/r/{guarded}", data={"password": "open sesame"})
    assert page.headers["Location"] == "https://example.com/guarded"
    assert scan(copy.anonymous(), sealed).headers["Location"] == "https://example.com/sealed"
    assert len(bulk.result(api, done)) == 1
    bulk.completed(api, under_way)
    entries = bulk.result(api, under_way)
    assert len(entries) == 3_000 and all(isinstance(entry, str) for entry in entries)
    again = copy.run("doctor")
    assert again.returncode == 0, again.stdout.decode()


def test_a_secret_of_the_settings_is_named(start_server: Callable[..., WaymarkServer], tmp_path: Path) -> None:
    server = start_server(WAYMARK_SECRET="a secret that is kept elsewhere")
    told = server.run_json("backup", str(tmp_path / "backup"))
    assert (told["backup"]["needsSetting"], told["backup"]["hasSecret"]) == (True, False)
    assert told["backup"]["databaseBytes"] > 0 and told["folder"] == str(tmp_path / "backup")
    assert b"NOT saved: WAYMARK_SECRET" in server.run("backup", str(tmp_path / "other")).stdout


def test_nothing_is_overwritten_and_nothing_is_left_of_a_failure(
    make_server: Callable[..., WaymarkServer], start_server: Callable[..., WaymarkServer], tmp_path: Path
) -> None:
    server = start_server()
    for name in ("folder", "file"):
        place = tmp_path / name
        place.mkdir() if name == "folder" else place.write_text("kept")
        refused = server.run("backup", str(place))
        assert refused.returncode == 1 and b"is there already" in refused.stderr
    assert list((tmp_path / "folder").iterdir()) == [] and (tmp_path / "file").read_text() == "kept"
    assert server.run("backup", str(tmp_path / "no" / "such")).returncode == 1
    assert server.run("backup").returncode == 2
    nothing = make_server()
    refused = nothing.run("backup", str(tmp_path / "of-nothing"))
    assert refused.returncode == 1 and b"there is no database" in refused.stderr
    assert not (tmp_path / "of-nothing").exists() and not (tmp_path / "of-nothing.partial").exists()
    eventually(server.is_ready, within=5, what="the server")
