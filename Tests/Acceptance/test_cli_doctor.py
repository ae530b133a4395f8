"""`waymark doctor`, `waymark scans` and the time that scans are kept."""

import csv
import io
import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from harness.polling import eventually
from harness.scanning import BOT, PHONE, scan, wait_for_scans
from harness.server import WaymarkServer


def execute(server: WaymarkServer, *statements: str) -> None:
    """Changes the database as another program would."""
    with sqlite3.connect(server.data_directory / "waymark.sqlite", timeout=10) as database:
        for sql in statements:
            database.execute(sql)


def checks(report: dict) -> dict[str, dict]:
    return {check["name"]: check for check in report["checks"]}


def test_the_doctor_names_what_differs_and_makes_it_anew(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]
    for _ in range(10):
        scan(scanner, id)
    wait_for_scans(api, id, 10)
    healthy = server.run("doctor", "--json")
    assert healthy.returncode == 0, healthy.stdout
    execute(server, "UPDATE scan_days SET cells = substr(cells, 1, length(cells) / 2)")
    sick = server.run("doctor")
    assert sick.returncode == 1
    assert b"WRONG   counts" in sick.stdout and b"--rebuild" in sick.stdout
    mended = server.run_json("doctor", "--rebuild")
    assert mended["ok"] is True
    assert len(checks(mended)["counts"]["problems"]) >= 1
    assert server.run("doctor").returncode == 0
    assert api.analytics(id)["totals"] == {"scans": 10, "uniques": 1, "bots": 0}
    scan(scanner, id)
    assert wait_for_scans(api, id, 11)["totals"]["uniques"] == 1


def test_the_doctor_compares_totals_and_names_the_days_that_it_cannot(
    start_server: Callable[..., WaymarkServer],
) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]
    for _ in range(3):
        scan(scanner, id)
    wait_for_scans(api, id, 3)
    assert checks(server.run_json("doctor"))["counts"]["notes"] == []
    execute(server, "UPDATE code_totals SET scans = 30")
    sick = server.run("doctor")
    assert sick.returncode == 1
    assert b"WRONG   totals" in sick.stdout and b"its total is 30 scans, its days have 3" in sick.stdout
    assert checks(server.run_json("doctor", "--rebuild"))["totals"]["ok"] is True
    assert api.get(f"/api/qr/codes/{id}").json()["scans"] == 3
    assert server.stop() == 0
    execute(server, "UPDATE scan_spans SET is_purged = 1")
    today = datetime.now(UTC).date()
    report = checks(server.run_json("doctor"))
    assert report["counts"]["ok"] and report["totals"]["ok"]
    [note] = report["counts"]["notes"]
    assert note in {f"{today - timedelta(days=back)} not compared: scans were purged" for back in (0, 1)}


def test_a_purge_of_days_to_come_is_refused(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]
    scan(scanner, id)
    wait_for_scans(api, id, 1)
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    for arguments in (["--before", tomorrow], ["--before", tomorrow, "--dry-run"], ["--before", "2999-01-01"]):
        refused = server.run("scans", "purge", *arguments)
        assert refused.returncode != 0 and b"is in the future" in refused.stderr
    assert len(api.get(f"/api/qr/codes/{id}/scans").json()["data"]) == 1
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    assert server.run_json("scans", "purge", "--before", yesterday)["scans"] == 0


def test_the_doctor_finds_damage_to_the_file_and_the_journal(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    assert server.stop() == 0
    (server.data_directory / "journal" / "0000001-00000001.scans.damaged").write_bytes(b"x")
    report = checks(json.loads(server.run("doctor", "--json").stdout))
    assert report["journal"]["ok"] is False and report["database"]["ok"] is True
    empty = server.run("doctor", environment={"WAYMARK_DATA_DIR": str(server.data_directory / "nowhere")})
    assert empty.returncode == 1 and b"there is no database" in empty.stderr


def test_scans_are_exported_to_a_file(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]
    for agent in ("curl/8.5.0", BOT):
        scan(scanner, id, agent)
    wait_for_scans(api, id, 1)
    result = server.run("scans", "export", "--code", id, "--bots")
    assert result.returncode == 0, result.stderr
    rows = list(csv.DictReader(io.StringIO(result.stdout.decode())))
    assert [row["bot"] for row in rows] == ["false", "true"]
    path = server.data_directory / "out.ndjson"
    assert server.run("scans", "export", "-o", str(path)).returncode == 0
    assert path.read_text().count("\n") == 1
    assert server.run("scans", "export", "--code", "neverMade").returncode == 1


FILTERS = [
    ["--ids", "first,second"],
    ["--tag", "spring"],
    ["--device", "mobile"],
    ["--os", "iOS"],
    ["--language", "FR"],
    ["--device", "MOBILE", "--os", "iOS", "--language", "FR"],
    ["--browser", "Mobile Safari"],
    ["--referrer", "Blog.example"],
    ["--source", "north"],
    ["--variant", "1"],
    ["--country", "??", "--bots"],
    ["--country", "FR"],
    ["--region", "IDF"],
    ["--city", "Paris"],
    ["--from", "2020-01-01", "--to", "2020-01-31", "--tz", "Asia/Kathmandu"],
    ["--from", "2020-01-01", "--tz", "Asia/Kathmandu"],
    ["--tag", "spring", "--device", "desktop"],
]
REFUSALS = [
    ["--device", "phone"],
    ["--country", "France"],
    ["--variant", "first"],
    ["--tag", "spring", "--ids", "first"],
    ["--tag", ""],
    ["--ids", "first,,"],
    ["--from", "yesterday"],
    ["--from", "2020-01-02", "--to", "2020-01-01"],
    ["--from", "2020-01-01", "--tz", "Nowhere/Here"],
    ["--tag", "never"],
    ["--ids", "first,neverMade"],
]


def test_files_of_the_command_have_what_those_of_the_api_have(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    api.create(slug="first", tags=["spring"], sources=["north"])
    variants = [{"destination": "https://example.com/a"}, {"destination": "https://example.com/b"}]
    api.create(slug="second", tags=["spring"], variants=variants)
    api.create(slug="third")
    for id in ("first", "second", "third"):
        headers = {"User-Agent": PHONE, "Accept-Language": "fr-FR", "Referer": "https://blog.example/post"}
        assert scanner.get(f"/r/{id}?source=north", headers=headers).status_code == 302
        for agent in ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36", BOT):
            scan(scanner, id, agent)
        wait_for_scans(api, id, 2)
    found = Counter()
    for options in [[], *FILTERS]:
        values = dict(zip(options[::2], options[1::2], strict=False))
        parameters = {name[2:]: value for name, value in values.items() if name != "--bots"}
        parameters |= {"bots": "true"} if "--bots" in options else {}
        answer = api.get("/api/qr/scans", params=parameters | {"format": "csv"})
        assert answer.status_code == 200, answer.text
        result = server.run("scans", "export", *options)
        assert (result.returncode, result.stdout) == (0, answer.content), options
        found[result.stdout.count(b"\r\n") - 1] += 1
    # What chooses some, what chooses none, and all of people: no option is passed over.
    assert set(found) - {0, 6} and found[0] and found[6] == 2, found
    one = api.get("/api/qr/codes/first/scans", params={"format": "ndjson", "os": "iOS"})
    assert server.run("scans", "export", "--code", "first", "--os", "iOS", "--format", "ndjson").stdout == one.content
    path = server.data_directory / "kept.csv"
    path.write_text("kept")
    for options in REFUSALS:
        parameters = {name[2:]: value for name, value in zip(options[::2], options[1::2], strict=True)}
        problem = api.get("/api/qr/scans", params=parameters | {"format": "csv"}).json()
        result = server.run("scans", "export", *options, "-o", str(path))
        assert result.returncode == (1 if problem["status"] == 404 else 2), (options, result)
        for error in problem["errors"]:
            assert error["detail"] in result.stderr.decode(), (options, result)
    refused = server.run("scans", "export", "--code", "first", "--tag", "spring", "-o", str(path))
    assert refused.returncode == 2 and b"tag is not a field here" in refused.stderr
    assert server.run("scans", "export", "--code", "neverMade", "-o", str(path)).returncode == 1
    assert path.read_text() == "kept"


def test_scans_go_when_their_time_is_over_and_counts_stay(make_server: Callable[..., WaymarkServer]) -> None:
    server = make_server(WAYMARK_SCAN_RETENTION="2").start()
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]
    scan(scanner, id)
    wait_for_scans(api, id, 1)
    assert server.stop() == 0
    # Ten days ago as far as the rows say; their counts are made anew.
    move = ["UPDATE scans SET day = day - 10", "UPDATE scan_spans SET day = day - 10", "DELETE FROM scan_days"]
    execute(server, *move, "UPDATE scan_clients SET last_day = last_day - 10")
    assert server.run("doctor", "--rebuild").returncode == 0
    server.start()
    eventually(
        lambda: api.get(f"/api/qr/codes/{id}/scans").json()["data"],
        lambda scans: not scans,
        within=10,
        what="the purge",
    )
    assert api.analytics(id)["totals"]["scans"] == 1
    day = (datetime.now(UTC) - timedelta(days=10)).date().isoformat()
    assert {"date": day, "scans": 1, "uniques": 1} in api.analytics(id)["series"]


def test_scans_that_are_kept_for_ever_stay_and_so_does_the_server(make_server: Callable[..., WaymarkServer]) -> None:
    server = make_server(WAYMARK_SCAN_RETENTION="forever").start()
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]
    scan(scanner, id)
    wait_for_scans(api, id, 1)
    assert server.stop() == 0
    # Twenty-five years ago as far as the rows say; their counts are made anew.
    move = ["UPDATE scans SET day = day - 9131", "UPDATE scan_spans SET day = day - 9131", "DELETE FROM scan_days"]
    execute(server, *move, "UPDATE scan_clients SET last_day = last_day - 9131")
    assert server.run("doctor", "--rebuild").returncode == 0
    server.start()
    # Another scan, counted by the services that would have gone if one of them had ended.
    scan(scanner, id)
    wait_for_scans(api, id, 1, within=20)
    assert server.is_alive
    moments = [found["scannedAt"] for found in api.get(f"/api/qr/codes/{id}/scans").json()["data"]]
    assert len(moments) == 2 and int(moments[0][:4]) - int(moments[1][:4]) in (24, 25)
    refused = server.run("scans", "purge")
    assert refused.returncode == 1 and b"--before" in refused.stderr
    assert server.stop() == 0


def test_a_retention_that_is_none_is_refused(make_server: Callable[..., WaymarkServer]) -> None:
    server = make_server(WAYMARK_SCAN_RETENTION="2")
    assert server.run("config").stdout.decode().count("WAYMARK_SCAN_RETENTION") == 1
    bad = server.run("config", environment={"WAYMARK_SCAN_RETENTION": "soon"})
    assert bad.returncode == 78 and b"forever" in bad.stderr
