"""Counts a recorded campaign by other means: DuckDB over the file, the calendar by Python's zone database."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from harness.campaign import AGENTS, NETWORKS

COLUMNS = {
    "countries": "country",
    "regions": "region",
    "cities": "city",
    "devices": "device",
    "os": "os",
    "browsers": "browser",
    "referrers": "referrer",
    "languages": "language",
    "sources": "source",
    "variants": "variant",
}
# A region is known where the network's country is the one that is believed, and of those who did not ask for privacy.
VISITS = """
CREATE TABLE visits AS SELECT
    v.moment::TIMESTAMP AS moment, v.code, v.method = 'HEAD' AS head, v.agent = 'bot' AS bot,
    CASE WHEN v.privacy IS NULL THEN concat_ws(' ', v.address, v.agent) END AS visitor,
    coalesce(v.country, n.country, '??') AS country,
    CASE WHEN v.privacy IS NULL AND coalesce(v.country, n.country) = n.country THEN n.region END AS region,
    CASE WHEN v.privacy IS NULL AND coalesce(v.country, n.country) = n.country THEN n.city END AS city,
    a.device, a.os, a.browser, v.referrer, v.language, v.source, nullif(w.variant, '0') AS variant
FROM read_csv(?, header = true, all_varchar = true, nullstr = '') AS v
POSITIONAL JOIN led AS w
JOIN agents AS a USING (agent)
LEFT JOIN networks AS n ON starts_with(v.address, n.prefix)
"""


@dataclass
class Question:
    """What is asked: of codes that count their visitors together, or each its own."""

    codes: list[str]
    first: date
    last: date
    zone: str = "UTC"
    interval: str = "day"
    bots: bool = False
    together: bool = False
    top: int = 100
    equal: dict[str, str] = field(default_factory=dict)


class IndependentCount:
    """The raw file as a table of visits, and questions to it."""

    def __init__(self, recorded: Path, variants: list[int]) -> None:
        """`variants` says for each visit which variant it was led to, 0 for none: that is the server's choice."""
        # One thread: the tables are small, and the server has work to do.
        self.database = duckdb.connect(config={"threads": 1})
        self.fill("agents (agent, device, os, browser)", [(name, *told[:3]) for name, told in AGENTS.items()])
        self.fill("networks (prefix, country, region, city)", [(name, *told) for name, told in NETWORKS.items()])
        self.fill("led (variant)", [(str(variant),) for variant in variants])
        self.database.execute(VISITS, [str(recorded)])
        assert self.rows("SELECT count(*) FROM visits") == [(len(variants),)]

    def fill(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        self.database.execute(f"CREATE TABLE {table.replace(',', ' VARCHAR,').replace(')', ' VARCHAR)')}")
        places = ", ".join("?" * len(rows[0]))
        self.database.executemany(f"INSERT INTO {table.split()[0]} VALUES ({places})", rows)

    def rows(self, sql: str, *arguments: Any) -> list[tuple[Any, ...]]:
        return self.database.execute(sql, list(arguments)).fetchall()

    def analytics(self, asked: Question) -> dict[str, Any]:
        """Totals, series and lists of an answer, and what the lists leave out."""
        intervals = edges(asked.zone, asked.interval, asked.first, asked.last)
        start, end = intervals[0][1], intervals[-1][2]
        self.choose(asked)
        series = self.series(intervals, asked.bots)
        lists = self.lists(start, end, asked.bots)
        others = {name: sum(entry["scans"] for entry in values[asked.top :]) for name, values in lists.items()}
        bots = self.rows("SELECT count(*) FROM chosen WHERE bot AND moment >= ? AND moment < ?", start, end)[0][0]
        return {
            "totals": {
                "scans": sum(entry["scans"] for entry in series),
                "uniques": sum(entry["uniques"] for entry in series),
                "bots": bots,
            },
            "series": series,
            **{name: values[: asked.top] for name, values in lists.items()},
            "other": {name: other for name, other in others.items() if other},
        }

    def choose(self, asked: Question) -> None:
        """The visits that count, and of each visitor of a UTC day the first."""
        conditions = ["NOT head", "code IN (SELECT unnest(?))", *(f"{name} = ?" for name in asked.equal)]
        self.database.execute(
            f"CREATE OR REPLACE TEMP TABLE chosen AS SELECT * FROM visits WHERE {' AND '.join(conditions)}",
            [asked.codes, *asked.equal.values()],
        )
        owner = "true" if asked.together else "code"
        self.database.execute(
            "CREATE OR REPLACE TEMP TABLE firsts AS SELECT min(moment) AS moment FROM chosen "
            f"WHERE NOT bot AND visitor IS NOT NULL GROUP BY {owner}, moment::DATE, visitor"
        )

    def series(self, intervals: list[tuple[str, datetime, datetime]], bots: bool) -> list[dict[str, Any]]:
        labels, starts, ends = zip(*intervals, strict=True)
        sql = """
            WITH interval AS (SELECT unnest(?) AS label, unnest(?) AS first, unnest(?) AS last)
            SELECT label,
                (SELECT count(*) FROM chosen WHERE moment >= first AND moment < last AND (NOT bot OR ?)) AS scans,
                (SELECT count(*) FROM firsts WHERE moment >= first AND moment < last) AS uniques
            FROM interval ORDER BY first
        """
        rows = self.rows(sql, list(labels), list(starts), list(ends), bots)
        return [{"date": label, "scans": scans, "uniques": uniques} for label, scans, uniques in rows]

    def uniques(self, start: datetime, end: datetime) -> int:
        return self.rows("SELECT count(*) FROM firsts WHERE moment >= ? AND moment < ?", start, end)[0][0]

    def lists(self, start: datetime, end: datetime, bots: bool) -> dict[str, list[dict[str, Any]]]:
        inside = "SELECT * FROM chosen WHERE moment >= ? AND moment < ? AND (NOT bot OR ?)"
        each = (
            f"SELECT '{name}' AS list, {column} AS value, count(*) AS scans FROM inside GROUP BY value"
            for name, column in COLUMNS.items()
        )
        sql = (
            f"WITH inside AS ({inside}), counted AS ({' UNION ALL '.join(each)}) "
            "SELECT * FROM counted WHERE value IS NOT NULL ORDER BY list, scans DESC, value"
        )
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
        for name, value, scans in self.rows(sql, start, end, bots):
            found[name].append({"name": value, "scans": scans})
        return found

    def visitors(self, asked: Question) -> int:
        """Each visitor once a day, whichever of the codes was scanned."""
        start, end = span(asked)
        sql = (
            "SELECT count(DISTINCT (moment::DATE, visitor)) FROM chosen "
            "WHERE NOT bot AND visitor IS NOT NULL AND moment >= ? AND moment < ?"
        )
        self.choose(asked)
        return self.rows(sql, start, end)[0][0]

    def stored(self, asked: Question) -> int:
        """All visits of the codes on the UTC days that the range touches, those that count nowhere too."""
        start, end = span(asked)
        sql = (
            "SELECT count(*) FROM visits WHERE code IN (SELECT unnest(?)) AND moment::DATE >= ?::DATE AND "
            "moment::DATE <= ?::DATE"
        )
        return self.rows(sql, asked.codes, start, end - timedelta(milliseconds=1))[0][0]


def span(asked: Question) -> tuple[datetime, datetime]:
    intervals = edges(asked.zone, asked.interval, asked.first, asked.last)
    return intervals[0][1], intervals[-1][2]


def edges(zone: str, interval: str, first: date, last: date) -> list[tuple[str, datetime, datetime]]:
    """Label, start and end of every interval, in UTC without a zone; by the calendar of the zone."""
    end = midnight(last + timedelta(1), zone)
    starts = hours(zone, first, end) if interval == "hour" else dates(zone, interval, first, last)
    ends = [moment for _, moment in starts[1:]] + [end]
    return [(label, moment, until) for (label, moment), until in zip(starts, ends, strict=True)]


def midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)


def hours(zone: str, first: date, end: datetime) -> list[tuple[str, datetime]]:
    moment, found = midnight(first, zone), []
    while moment < end:
        found.append((moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).isoformat(), moment))
        moment += timedelta(hours=1)
    return found


def dates(zone: str, interval: str, first: date, last: date) -> list[tuple[str, datetime]]:
    """The first interval may begin before the range, which cuts it and leaves it its name."""
    day = {"day": first, "week": first - timedelta(first.weekday()), "month": first.replace(day=1)}[interval]
    found = []
    while day <= last:
        found.append((day.isoformat(), max(midnight(day, zone), midnight(first, zone))))
        day += timedelta({"day": 1, "week": 7, "month": 32 - day.day}[interval])
        if interval == "month":
            day = day.replace(day=1)
    return found
