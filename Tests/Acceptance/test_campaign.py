"""A recorded campaign is replayed through the server, and every number is counted again by another program."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import campaign
from harness.campaign import AGENTS, CHANGES, CODES, FIRST, LAST, NETWORKS, RULE, VARIANTS, ZONES
from harness.independent_count import COLUMNS, Question
from harness.polling import eventually
from harness.replay import Replay, span

# One process replays the campaign, and all that compare it run there.
pytestmark = pytest.mark.xdist_group("campaign")
WEEK = (date(2026, 3, 26), date(2026, 3, 31))
# Hours of Lord Howe begin within hours of everywhere else, and are not compared on days that its clocks change.
HOURS = {zone: (date(2026, 4, 2), date(2026, 4, 4)) if "Lord_Howe" in zone else WEEK for zone in ZONES}
# Whose scans are asked for: the path, its parameters, the codes, and whether they count their visitors together.
SUBJECTS: dict[str, tuple[str, dict[str, str], list[str], bool]] = {
    **{code: (f"/api/qr/codes/{code}/analytics", {}, [code], False) for code in CODES},
    "account": ("/api/qr/analytics", {}, list(CODES), True),
    "spring": ("/api/qr/analytics", {"tag": "spring"}, ["poster", "flyer"], True),
    "print": ("/api/qr/analytics", {"tag": "print"}, ["poster", "menu"], True),
    "some codes": ("/api/qr/analytics", {"ids": "flyer,card,menu"}, ["flyer", "card", "menu"], False),
}


@pytest.fixture(scope="module")
def replay(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replay]:
    replayed = Replay(binary, tmp_path_factory.mktemp("campaign"))
    yield replayed
    assert replayed.server.stop() == 0


def compare(replay: Replay, subject: str, first: date, last: date, **asked: Any) -> dict[str, Any]:
    """Asks the server and the other program, and compares all that the answer says."""
    path, parameters, codes, together = SUBJECTS[subject]
    question = Question(codes, first, last, together=together, **asked)
    found = replay.answer(path, **parameters, **told(question))
    expected = replay.expected.analytics(question)
    where = f"{path} {parameters} {told(question)}"
    assert {name: found[name] for name in expected} == expected, where
    visitors = replay.expected.visitors(question)
    # Of a UTC day that the range cuts those count who were new in it; whole days are those of UTC.
    uniques = visitors if question.zone == "UTC" else expected["totals"]["uniques"]
    least, most = min(visitors, uniques), max(visitors, uniques)
    assert least * 0.952 - 1 <= found["estimates"]["visitors"] <= most * 1.048 + 1, where
    if found["estimates"]["exact"]:
        assert found["estimates"]["visitors"] == visitors, where
    # Of a tag's purged days only the sketch knows who scanned several of its codes.
    if question.equal or (question.zone == "UTC" and subject in (*CODES, "account")):
        assert found["estimates"]["exact"], where
    assert (found["interval"], found["timezone"], found["days"]) == (
        question.interval,
        question.zone,
        (last - first).days + 1,
    )
    if question.equal:
        assert found["filters"] == question.equal
        assert found["scansRead"] == replay.expected.stored(question)
    return found


def told(question: Question) -> dict[str, Any]:
    """The parameters of a question."""
    return {
        **span(question.first, question.last),
        "tz": question.zone,
        "interval": question.interval,
        "bots": str(question.bots).lower(),
        "top": question.top,
        **question.equal,
    }


def test_the_recorded_campaign_is_what_its_seed_makes() -> None:
    assert campaign.read() == campaign.made()


def test_the_campaign_has_what_makes_counting_hard(replay: Replay) -> None:
    ways = [(visit.method, visit.agent, bool(visit.privacy)) for visit in replay.visits]
    assert {method for method, _, _ in ways} == {"GET", "HEAD"}
    assert {agent for _, agent, _ in ways} == set(AGENTS)
    assert {private for _, _, private in ways} == {True, False}
    assert set(replay.variants) == {0, *range(1, len(VARIANTS) + 1)}
    assert len({visit.moment for visit in replay.visits}) < len(replay.visits)
    everything = replay.expected.analytics(Question(list(CODES), FIRST, LAST, together=True))
    days = [entry["scans"] for entry in everything["series"]]
    assert min(days) < 60 and max(days) > 200
    assert everything["totals"]["uniques"] < everything["totals"]["scans"]
    assert all(everything[name] for name in COLUMNS)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("interval", ["day", "week", "month"])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_number_is_that_of_the_raw_file(replay: Replay, subject: str, interval: str, zone: str) -> None:
    compare(replay, subject, FIRST, LAST, zone=zone, interval=interval, bots=interval == "week")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_hour_is_that_of_the_raw_file(replay: Replay, subject: str, zone: str) -> None:
    compare(replay, subject, *HOURS[zone], zone=zone, interval="hour")


@pytest.mark.parametrize("zone", CHANGES)
def test_the_hours_of_changes_of_clocks_are_right(replay: Replay, zone: str) -> None:
    day, hours = CHANGES[zone]
    found = compare(replay, "poster", day, day, zone=zone, interval="hour")
    assert len(found["series"]) == hours
    assert found["totals"]["scans"] > 30
    compare(replay, "account", day, day, zone=zone, interval="day")


@pytest.mark.parametrize("top", [1, 2, 3])
@pytest.mark.parametrize("subject", ["poster", "account", "spring", "some codes"])
def test_what_lists_leave_out_is_counted_as_other(replay: Replay, subject: str, top: int) -> None:
    found = compare(replay, subject, FIRST, LAST, zone="Europe/Paris", top=top, bots=True)
    assert all(len(found[name]) <= top for name in COLUMNS)
    assert found["other"]["devices"] > 0 if top < 3 else found["other"]["countries"] > 0


@pytest.mark.parametrize(
    "equal",
    [
        {"country": "FR"},
        {"country": "??"},
        {"region": "FR-IDF"},
        {"city": NETWORKS["81.2.70."][2]},
        {"device": "mobile"},
        {"os": "iOS"},
        {"browser": "curl"},
        {"referrer": "news.example"},
        {"language": "de"},
        {"source": "door"},
        {"variant": "2"},
        {"device": "mobile", "country": "GB", "language": "fr"},
    ],
    ids=lambda equal: "-".join(equal),
)
@pytest.mark.parametrize("zone", ["Europe/Paris", "Asia/Kathmandu"])
def test_filters_choose_the_scans_that_the_raw_file_has(replay: Replay, zone: str, equal: dict[str, str]) -> None:
    for subject in ("poster", "flyer", "account", "spring", "some codes"):
        compare(replay, subject, FIRST, LAST, zone=zone, equal=equal)
    found = compare(replay, "account", *WEEK, zone=zone, interval="hour", equal=equal, bots=True)
    assert found["totals"]["scans"] > 0


@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris", "America/New_York"])
@pytest.mark.parametrize("subject", ["poster", "account", "print", "some codes"])
def test_the_range_before_is_that_of_the_raw_file(replay: Replay, subject: str, zone: str) -> None:
    first, last = WEEK
    path, parameters, codes, together = SUBJECTS[subject]
    now = Question(codes, first, last, zone, together=together)
    before = replace(now, first=first - (last - first) - timedelta(1), last=first - timedelta(1))
    for equal in ({}, {"country": "FR"}):
        now.equal = before.equal = equal
        found = replay.answer(path, compare="previous", **parameters, **told(now))
        totals = replay.expected.analytics(now)["totals"]
        earlier = replay.expected.analytics(before)["totals"]
        growth = {name: round(totals[name] / earlier[name] - 1, 3) for name in ("scans", "uniques")}
        assert found["totals"] == totals
        assert found["previous"]["totals"] == earlier
        assert found["previous"]["change"] == pytest.approx(growth, abs=0.000_6)


def test_edges_between_quarters_cut_the_scans_of_a_code_exactly(replay: Replay) -> None:
    first, last = datetime(2026, 3, 28, 22, 7, 13), datetime(2026, 3, 29, 3, 52, 1)
    sql = "SELECT count(*) FROM chosen WHERE NOT bot AND moment >= ? AND moment < ?"
    replay.expected.choose(Question(["poster"], FIRST, LAST))
    ((scans,),) = replay.expected.rows(sql, first, last)
    moments = {"from": f"{first.isoformat()}Z", "to": f"{last.isoformat()}Z"}
    found = replay.answer("/api/qr/codes/poster/analytics", interval="hour", tz="Europe/Paris", **moments)
    assert found["totals"]["scans"] == scans > 20
    assert found["totals"]["uniques"] == replay.expected.uniques(first, last)
    assert sum(entry["scans"] for entry in found["devices"]) == scans


@pytest.mark.parametrize("subject", ["poster", "account", "spring", "some codes"])
def test_files_of_counts_say_what_the_answer_says(replay: Replay, subject: str) -> None:
    path, parameters, codes, together = SUBJECTS[subject]
    question = Question(codes, *WEEK, "Europe/Paris", together=together)
    expected = replay.expected.analytics(question)
    asked = {**parameters, **told(question)}
    assert replay.answer(f"{path}/export", format="json", **asked) == replay.answer(path, **asked)
    for table in ("series", *COLUMNS):
        file = replay.api.get(f"{path}/export", params={"table": table, **asked})
        assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
        head, *rows = csv.reader(io.StringIO(file.text))
        assert len(head) == (3 if table == "series" else 2)
        assert rows == [[str(value) for value in entry.values()] for entry in expected[table]], table


def recorded(replay: Replay) -> list[dict[str, Any]]:
    """What raw scans have to say of the campaign, by the file; HEAD requests are kept and not shown."""
    columns = ("code", "country", "region", "city", "device", "os", "browser", "referrer", "language", "source")
    moment = "strftime(moment, '%Y-%m-%dT%H:%M:%S.%gZ')"
    rows = replay.expected.rows(f"SELECT {moment}, bot, variant, {', '.join(columns)} FROM visits WHERE NOT head")
    return [
        {
            "scannedAt": moment,
            "bot": bot,
            "variant": variant and int(variant),
            **dict(zip(columns, values, strict=True)),
            "version": 2 if values[0] == "card" else 1,
        }
        for moment, bot, variant, *values in rows
    ]


def comparable(scans: list[dict[str, Any]], names: list[str]) -> list[str]:
    return sorted(json.dumps([scan[name] for name in names]) for scan in scans)


def test_raw_scans_are_those_of_the_raw_file_in_every_form(replay: Replay) -> None:
    expected = recorded(replay)
    lines = replay.api.get("/api/qr/scans", params={"format": "ndjson", "bots": "true"})
    scans = [json.loads(line) for line in lines.text.splitlines()]
    names = list(expected[0])
    assert comparable(scans, names) == comparable(expected, names)
    led = [rule for visit, rule in zip(replay.visits, replay.rules, strict=True) if visit.method == "GET" and rule]
    assert len([scan for scan in scans if scan["rule"] == 1]) == len(led) > 0
    for scan in scans:
        plain = f"https://example.com/{scan['code']}" + ("-2" if scan["code"] == "card" else "")
        led_by = RULE if scan["rule"] else list(VARIANTS)[scan["variant"] - 1] if scan["variant"] else plain
        assert scan["destination"] == led_by, scan
    for code in CODES:
        uniques = replay.expected.analytics(Question([code], FIRST, LAST))["totals"]["uniques"]
        assert sum(scan["unique"] for scan in scans if scan["code"] == code) == uniques

    table = replay.api.get("/api/qr/scans", params={"bots": "true"}, headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [list(row.values()) for row in rows] == [[cell(value) for value in scan.values()] for scan in scans]


def cell(value: Any) -> str:
    """A value of JSON as CSV has it."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_pages_of_raw_scans_are_whole_and_in_order(replay: Replay) -> None:
    ids = [scan["id"] for scan in pages(replay, "/api/qr/codes/poster/scans", sort="scannedAt", limit=97)]
    moments = [scan["scannedAt"] for scan in pages(replay, "/api/qr/codes/poster/scans", sort="-scannedAt", limit=1000)]
    expected = [scan["scannedAt"] for scan in recorded(replay) if scan["code"] == "poster" and not scan["bot"]]
    assert moments == sorted(expected, reverse=True)
    assert len(ids) == len(set(ids)) == len(expected)
    for zone, (day, _) in CHANGES.items():
        asked = Question(["poster"], day, day, zone)
        totals = replay.expected.analytics(asked)["totals"]
        parameters = {**span(day, day), "tz": zone}
        assert len(pages(replay, "/api/qr/codes/poster/scans", limit=11, **parameters)) == totals["scans"]
        file = replay.api.get("/api/qr/codes/poster/scans", params={"format": "csv", **parameters}).text
        assert len(list(csv.DictReader(io.StringIO(file)))) == totals["scans"]


def pages(replay: Replay, path: str, **parameters: Any) -> list[dict[str, Any]]:
    found, cursor = [], "0"
    while cursor:
        page = replay.answer(path, cursor=cursor, **parameters)
        found += page["data"]
        cursor = page["pagination"]["nextCursor"]
    return found


def test_codes_tell_their_totals_and_their_latest_scan(replay: Replay) -> None:
    for code in CODES:
        expected = replay.expected.rows(
            "SELECT count(*), strftime(max(moment), '%Y-%m-%dT%H:%M:%S.%gZ') FROM visits "
            "WHERE NOT head AND NOT bot AND code = ?", code
        )  # fmt: skip
        found = replay.api.code(code)
        assert [(found["scans"], found["lastScannedAt"])] == expected


def test_a_tag_that_is_put_on_and_taken_off_later_counts_what_its_codes_have(replay: Replay) -> None:
    replay.api.patch("/api/qr/codes/card", json={"tags": ["late"]})
    replay.api.patch("/api/qr/codes/old", json={"tags": ["late"]})
    question = Question(["card", "old"], FIRST, LAST, "Europe/Paris", together=True)
    expected = replay.expected.analytics(question)
    found = eventually(
        lambda: replay.answer("/api/qr/analytics", tag="late", **told(question)),
        lambda found: found["totals"] == expected["totals"],
        within=30,
        what="the tag to be counted anew",
        every=0.1,
    )
    assert {name: found[name] for name in expected} == expected
    replay.api.patch("/api/qr/codes/old", json={"tags": []})
    alone = replay.expected.analytics(replace(question, codes=["card"]))
    eventually(
        lambda: replay.answer("/api/qr/analytics", tag="late", **told(question))["series"],
        lambda series: series == alone["series"],
        within=30,
        what="the tag to be counted anew",
        every=0.1,
    )


def test_a_deleted_code_stays_countable(replay: Replay) -> None:
    assert replay.api.delete("/api/qr/codes/old").status_code in (200, 204)
    for subject in ("old", "account"):
        compare(replay, subject, FIRST, LAST, zone="Europe/Paris")


def test_counts_that_are_made_anew_are_those_of_the_raw_file(replay: Replay) -> None:
    server = replay.server
    assert server.stop() == 0
    with sqlite3.connect(server.data_directory / "waymark.sqlite") as database:
        database.execute("DELETE FROM scan_days")
        database.execute("DELETE FROM scan_quarters")
    assert server.run("doctor", "--rebuild").returncode == 0
    server.start()
    for subject in SUBJECTS:
        compare(replay, subject, FIRST, LAST, zone="Europe/Paris", bots=True)
        compare(replay, subject, *WEEK, zone="America/New_York", interval="hour")


def test_counts_survive_a_kill_and_a_purge_and_the_doctor_agrees(replay: Replay) -> None:
    """Comes last: it takes scans away."""
    server = replay.server
    server.kill()
    server.start()
    assert server.run_json("doctor")["ok"] is True
    old = sum(visit.moment.date() < WEEK[0] for visit in replay.visits)
    dry = server.run_json("scans", "purge", "--before", WEEK[0].isoformat(), "--dry-run")
    assert (dry["scans"], dry["dryRun"]) == (old, True)
    assert server.run_json("scans", "purge", "--before", WEEK[0].isoformat())["scans"] == old
    for subject in SUBJECTS:
        for zone in ("UTC", "Asia/Kathmandu", "Europe/Paris"):
            compare(replay, subject, FIRST, LAST, zone=zone, bots=True)
        compare(replay, subject, date(2026, 3, 6), date(2026, 3, 12), zone="America/New_York", interval="hour")
    left = replay.api.get("/api/qr/scans", params={"format": "ndjson", "bots": "true"}).text.splitlines()
    kept = [visit for visit in replay.visits if visit.moment.date() >= WEEK[0] and visit.method == "GET"]
    assert len(left) == len(kept)
    refused = replay.api.get("/api/qr/codes/poster/analytics", params={"country": "FR", **span(FIRST, LAST)})
    assert refused.status_code == 422
    assert "2026-03-26T00:00:00.000Z" in refused.text
    compare(replay, "poster", WEEK[0], LAST, equal={"country": "FR"})
    after = server.run_json("doctor")
    assert after["ok"] is True, after
    assert "purged" in next(check["detail"] for check in after["checks"] if check["name"] == "counts")
