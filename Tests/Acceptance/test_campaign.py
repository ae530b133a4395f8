"""A recorded campaign is replayed through the redirect, day by day, and every number is counted again by others."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from harness import campaign
from harness.campaign import AGENTS, CODES, FIRST, LAST, ZONES
from harness.independent_count import IndependentCount, all_codes
from harness.polling import eventually
from harness.server import WaymarkServer
from harness.set_clock import SetClock

LISTS = ("countries", "devices", "os", "browsers", "referrers", "languages", "sources")
WEEK = (date(2026, 3, 26), date(2026, 3, 31))


class Replay:
    """The server behind the campaign, and what the campaign was."""

    def __init__(self, server: WaymarkServer, clock: SetClock, recorded: Path) -> None:
        self.server = server
        self.clock = clock
        self.visits = campaign.write(recorded)
        self.expected = IndependentCount(recorded)
        self.api = server.client()

    def run(self) -> None:
        for code, tags in CODES.items():
            sources = {"sources": ["window", "door"]} if code == "poster" else {}
            self.api.create("https://example.com/", slug=code, tags=tags, **sources)
        scanner = self.server.anonymous()
        for moment, visits in groupby(self.visits, key=lambda visit: visit.moment):
            self.clock.set(moment)
            for visit in visits:
                query = f"?source={visit.source}" if visit.source else ""
                answer = scanner.get(f"/r/{visit.code}{query}", headers=headers(visit))
                assert answer.status_code == 302, answer.text
        people = sum(not visit.is_bot for visit in self.visits)
        eventually(
            lambda: self.answer("/api/qr/analytics", **span(FIRST, LAST))["totals"],
            lambda totals: totals["scans"] == people and totals["bots"] == len(self.visits) - people,
            within=15,
            what="the whole campaign",
        )

    def answer(self, path: str, **parameters: Any) -> dict[str, Any]:
        answer = self.api.get(path, params=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def compare(self, path: str, expected: dict[str, Any], **parameters: Any) -> None:
        found = self.answer(path, **parameters)
        shown = {name: found[name] for name in ("totals", "series", *LISTS)}
        assert shown == expected, f"{path} {parameters}"


def headers(visit: campaign.Visit) -> dict[str, str]:
    given = {
        "User-Agent": AGENTS[visit.agent][3],
        "X-Forwarded-For": visit.address,
        "CF-IPCountry": visit.country,
        "Accept-Language": visit.language and f"{visit.language}-XX, *;q=0.1",
        "Referer": visit.referrer and f"https://{visit.referrer}/page?x=1",
    }
    return {name: value for name, value in given.items() if value}


def span(first: date, last: date) -> dict[str, str]:
    return {"from": first.isoformat(), "to": last.isoformat()}


@pytest.fixture(scope="module")
def replay(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("campaign")
    clock = SetClock(folder / "now")
    first = campaign.visits()[0]
    clock.set(first.moment)
    environment = {"WAYMARK_TRUSTED_PROXIES": "127.0.0.1/32", "WAYMARK_SCAN_RETENTION": "forever"}
    server = WaymarkServer(clock.program(binary), folder, {**environment, **clock.environment}).start()
    replayed = Replay(server, clock, folder / "campaign.csv")
    replayed.run()
    yield replayed
    assert server.stop() == 0


# One process replays the campaign, and all that compare it run there.
pytestmark = pytest.mark.xdist_group("campaign")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("interval", ["hour", "day", "week", "month"])
def test_series_and_lists_of_a_code_are_those_of_the_raw_file(replay: Replay, zone: str, interval: str) -> None:
    first, last = WEEK if interval == "hour" else (FIRST, LAST)
    for bots in (False, True):
        expected = replay.expected.analytics(["poster"], "code", zone, interval, first, last, bots)
        replay.compare(
            "/api/qr/codes/poster/analytics",
            expected,
            tz=zone,
            interval=interval,
            bots=str(bots).lower(),
            **span(first, last),
        )


def test_the_hours_of_both_changes_of_clocks_are_right(replay: Replay) -> None:
    for zone, day, hours in (("Europe/Paris", date(2026, 3, 29), 23), ("America/New_York", date(2026, 3, 8), 23)):
        expected = replay.expected.analytics(["poster"], "code", zone, "hour", day, day)
        assert len(expected["series"]) == hours
        assert sum(entry["scans"] for entry in expected["series"]) > 5
        replay.compare("/api/qr/codes/poster/analytics", expected, tz=zone, interval="hour", **span(day, day))


@pytest.mark.parametrize("zone", ZONES)
def test_tags_lists_of_codes_and_the_account_are_those_of_the_raw_file(replay: Replay, zone: str) -> None:
    for parameters, codes, owner in (
        ({}, all_codes(), "true"),
        ({"tag": "spring"}, ["poster", "flyer"], "true"),
        ({"tag": "print"}, ["poster"], "true"),
        ({"ids": "flyer,card"}, ["flyer", "card"], "code"),
    ):
        expected = replay.expected.analytics(codes, owner, zone, "day", FIRST, LAST)
        replay.compare("/api/qr/analytics", expected, tz=zone, **parameters, **span(FIRST, LAST))


@pytest.mark.parametrize(
    ("name", "value"),
    [("country", "FR"), ("device", "mobile"), ("os", "iOS"), ("browser", "curl"), ("referrer", "news.example"),
     ("language", "de"), ("source", "door")],
)  # fmt: skip
def test_filters_choose_the_scans_that_the_raw_file_has(replay: Replay, name: str, value: str) -> None:
    expected = replay.expected.analytics(["poster"], "code", "Europe/Paris", "day", FIRST, LAST, **{name: value})
    assert expected["totals"]["scans"] > 0
    parameters = {name: value, "tz": "Europe/Paris", **span(FIRST, LAST)}
    replay.compare("/api/qr/codes/poster/analytics", expected, **parameters)


def test_the_range_before_is_that_of_the_raw_file(replay: Replay) -> None:
    first, last = WEEK
    before = (first - (last - first) - timedelta(1), first - timedelta(1))
    zone = "Europe/Paris"
    expected = replay.expected.analytics(["poster"], "code", zone, "day", *before)
    path = "/api/qr/codes/poster/analytics"
    found = replay.answer(path, tz=zone, compare="previous", **span(first, last))
    assert found["previous"]["totals"] == expected["totals"]


def test_raw_scans_are_those_of_the_raw_file_in_every_form(replay: Replay) -> None:
    recorded = [
        {
            "code": visit.code,
            "scannedAt": visit.moment.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "bot": visit.is_bot,
            "country": visit.country or "??",
            "device": AGENTS[visit.agent][0],
            "os": AGENTS[visit.agent][1],
            "browser": AGENTS[visit.agent][2],
            "referrer": visit.referrer or None,
            "language": visit.language or None,
            "source": visit.source or None,
        }
        for visit in replay.visits
    ]
    lines = replay.api.get("/api/qr/scans", params={"format": "ndjson", "bots": "true"})
    scans = [json.loads(line) for line in lines.text.splitlines()]
    assert sorted(map(shown, scans)) == sorted(map(shown, recorded))
    uniques = replay.expected.analytics(all_codes(), "code", "UTC", "month", FIRST, LAST)["totals"]["uniques"]
    assert sum(scan["unique"] for scan in scans) == uniques

    table = replay.api.get("/api/qr/scans", params={"bots": "true"}, headers={"Accept": "text/csv"})
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [row["id"] for row in rows] == [scan["id"] for scan in scans]
    assert [row["scannedAt"] for row in rows] == [scan["scannedAt"] for scan in scans]

    for order, reverse in (("scannedAt", False), ("-scannedAt", True)):
        pages, cursor = [], "0"
        while cursor:
            page = replay.answer("/api/qr/codes/poster/scans", limit=97, cursor=cursor, sort=order, bots="true")
            pages += page["data"]
            cursor = page["pagination"]["nextCursor"]
        assert [scan["scannedAt"] for scan in pages] == sorted((scan["scannedAt"] for scan in pages), reverse=reverse)
        of_poster = [scan["id"] for scan in scans if scan["code"] == "poster"]
        assert sorted(scan["id"] for scan in pages) == sorted(of_poster)

    day = {"from": "2026-03-29", "to": "2026-03-29", "tz": "Europe/Paris", "format": "csv"}
    rows = list(csv.DictReader(io.StringIO(replay.api.get("/api/qr/codes/poster/scans", params=day).text)))
    expected = replay.expected.analytics(
        ["poster"], "code", "Europe/Paris", "day", date(2026, 3, 29), date(2026, 3, 29)
    )
    assert len(rows) == expected["totals"]["scans"] > 0


def shown(scan: dict[str, Any]) -> str:
    names = ("scannedAt", "code", "bot", "country", "device", "os", "browser", "referrer", "language", "source")
    return json.dumps([scan[name] for name in names])


def test_counts_survive_a_kill_and_a_purge_and_the_doctor_agrees(
    replay: Replay, make_server: Callable[..., WaymarkServer]
) -> None:
    """Comes last: it takes scans away."""
    server = replay.server
    server.kill()
    server.start()
    healthy = server.run_json("doctor")
    assert healthy["ok"] is True, healthy
    questions = [
        ("/api/qr/codes/poster/analytics", {"tz": "Asia/Kathmandu", **span(FIRST, LAST)}),
        ("/api/qr/analytics", {"tag": "spring", "tz": "Europe/Paris", "interval": "hour", **span(*WEEK)}),
        ("/api/qr/analytics", {"bots": "true", "interval": "month", **span(FIRST, LAST)}),
    ]
    before = [replay.answer(path, **parameters) for path, parameters in questions]
    old = sum(visit.moment.date() < WEEK[0] for visit in replay.visits)
    dry = server.run_json("scans", "purge", "--before", WEEK[0].isoformat(), "--dry-run")
    assert (dry["scans"], dry["dryRun"]) == (old, True)
    assert server.run_json("scans", "purge", "--before", WEEK[0].isoformat())["scans"] == old
    assert [replay.answer(path, **parameters) for path, parameters in questions] == before
    left = replay.api.get("/api/qr/scans", params={"format": "ndjson", "bots": "true"}).text.splitlines()
    assert len(left) == len(replay.visits) - old
    refused = replay.api.get("/api/qr/codes/poster/analytics", params={"country": "FR", **span(FIRST, LAST)})
    assert refused.status_code == 422
    assert "2026-03-26T00:00:00.000Z" in refused.text
    assert replay.answer("/api/qr/codes/poster/analytics", country="FR", **span(*WEEK))["totals"]["scans"] > 0
    after = server.run_json("doctor")
    assert after["ok"] is True, after
    assert "purged" in next(check["detail"] for check in after["checks"] if check["name"] == "counts")
