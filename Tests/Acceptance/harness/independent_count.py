"""Counts a recorded campaign by other means: DuckDB over the file, the calendar by Python's zone database."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from harness.campaign import AGENTS, CODES

COLUMNS = {
    "countries": "coalesce(country, '??')",
    "devices": "device",
    "os": "os",
    "browsers": "browser",
    "referrers": "referrer",
    "languages": "language",
    "sources": "source",
}


class IndependentCount:
    """The raw file as a table of visits, and questions to it."""

    def __init__(self, recorded: Path) -> None:
        self.database = duckdb.connect()
        self.database.execute("CREATE TABLE agents (agent VARCHAR, device VARCHAR, os VARCHAR, browser VARCHAR)")
        self.database.executemany(
            "INSERT INTO agents VALUES (?, ?, ?, ?)", [(name, *told[:3]) for name, told in AGENTS.items()]
        )
        self.database.execute(
            "CREATE TABLE visits AS SELECT v.* REPLACE (v.moment::TIMESTAMP AS moment), a.device, a.os, a.browser, "
            "v.agent = 'bot' AS bot "
            "FROM read_csv(?, header = true, all_varchar = true, nullstr = '') AS v JOIN agents AS a USING (agent)",
            [str(recorded)],
        )

    def rows(self, sql: str, *arguments: Any) -> list[tuple[Any, ...]]:
        return self.database.execute(sql, list(arguments)).fetchall()

    def analytics(
        self,
        codes: list[str],
        owner: str,
        zone: str,
        interval: str,
        first: date,
        last: date,
        bots: bool = False,
        **equal: str,
    ) -> dict[str, Any]:
        """What an answer has to say; codes are counted together (`owner` is 'true'), or each by itself ('code')."""
        starts = edges(zone, interval, first, last)
        chosen = " AND ".join(["code IN (SELECT unnest(?))", *(f"{name} = ?" for name in equal)])
        values: list[Any] = [codes, *equal.values()]
        self.database.execute("CREATE OR REPLACE TEMP TABLE chosen AS SELECT * FROM visits WHERE " + chosen, values)
        self.database.execute(
            "CREATE OR REPLACE TEMP TABLE firsts AS SELECT min(moment) AS moment FROM chosen WHERE NOT bot "
            f"GROUP BY {owner}, moment::DATE, address, agent"
        )
        span = (starts[0][1], starts[-1][2])
        series = [
            {
                "date": label,
                "scans": self.count("chosen", start, end, bots),
                "uniques": self.count("firsts", start, end),
            }
            for label, start, end in starts
        ]
        inside = "FROM chosen WHERE moment >= ? AND moment < ? AND (NOT bot OR ?)"
        return {
            "totals": {
                "scans": sum(entry["scans"] for entry in series),
                "uniques": sum(entry["uniques"] for entry in series),
                "bots": self.rows("SELECT count(*) FROM chosen WHERE bot AND moment >= ? AND moment < ?", *span)[0][0],
            },
            "series": series,
            **{
                name: [
                    {"name": value, "scans": scans}
                    for value, scans in self.rows(
                        f"SELECT {column} AS value, count(*) AS scans {inside} GROUP BY value HAVING value IS NOT NULL "
                        "ORDER BY scans DESC, value",
                        *span,
                        bots,
                    )
                ]
                for name, column in COLUMNS.items()
            },
        }

    def count(self, table: str, start: datetime, end: datetime, bots: bool | None = None) -> int:
        people = "" if bots is None else f"AND (NOT bot OR {bots})"
        return self.rows(f"SELECT count(*) FROM {table} WHERE moment >= ? AND moment < ? {people}", start, end)[0][0]


def edges(zone: str, interval: str, first: date, last: date) -> list[tuple[str, datetime, datetime]]:
    """Label, start and end of every interval, in UTC without a zone; by the calendar of the zone."""
    here = ZoneInfo(zone)

    def start(day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=here).astimezone(ZoneInfo("UTC")).replace(tzinfo=None)

    end = start(last + timedelta(1))
    found: list[tuple[str, datetime]] = []
    if interval == "hour":
        moment = start(first)
        while moment < end:
            local = moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(here)
            found.append((local.isoformat(), moment))
            moment += timedelta(hours=1)
    else:
        day = first
        if interval == "week":
            day -= timedelta(day.weekday())
        if interval == "month":
            day = day.replace(day=1)
        while day <= last:
            found.append((day.isoformat(), max(start(day), start(first))))
            step = {"day": 1, "week": 7, "month": 32 - day.day}[interval]
            day += timedelta(step)
            if interval == "month":
                day = day.replace(day=1)
    ends = [moment for _, moment in found[1:]] + [end]
    return [(label, moment, until) for (label, moment), until in zip(found, ends, strict=True)]


def all_codes() -> list[str]:
    return list(CODES)
