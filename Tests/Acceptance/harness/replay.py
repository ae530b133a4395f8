"""Replays the recorded campaign through a real server: only the moments of its scans are set by hand."""

import os
import signal
import sqlite3
from collections import defaultdict, deque
from datetime import date
from pathlib import Path
from typing import Any

from harness import campaign, journal_times
from harness.campaign import AGENTS, CODES, FIRST, LAST, RULE, SOURCES, VARIANTS, Visit
from harness.independent_count import IndependentCount, Question
from harness.polling import eventually
from harness.raw_http import RawConnection
from harness.server import WaymarkServer

CITIES = Path(__file__).parent.parent.parent / "ScansTests" / "Fixtures" / "cities.mmdb"


class Replay:
    """A server behind the campaign, and what the campaign was.

    The scans are requests, answered and noted as any; the store is held meanwhile, so that they stay in the journal.
    Then the server is killed, the scans get the campaign's moments, and the next start takes them in.
    """

    def __init__(self, binary: Path, folder: Path) -> None:
        environment = {
            "WAYMARK_TRUSTED_PROXIES": "127.0.0.1/32",
            "WAYMARK_GEOIP_DB": str(CITIES),
            "WAYMARK_SCAN_RETENTION": "forever",
            # A line for each answer would be all that a failing test shows.
            "WAYMARK_LOG_LEVEL": "warning",
        }
        self.server = WaymarkServer(binary, folder, environment).start()
        self.visits = campaign.read()
        self.api = self.server.client()
        self.make_codes()
        led = self.scan()
        self.server.kill()
        self.set_moments()
        self.server.start()
        self.variants = [list(VARIANTS).index(url) + 1 if url in VARIANTS else 0 for url in led]
        self.rules = [int(url == RULE) for url in led]
        self.expected = IndependentCount(campaign.RECORDED, self.variants)
        self.wait()

    def make_codes(self) -> None:
        fields: dict[str, dict[str, Any]] = {
            "poster": {"sources": list(SOURCES)},
            "flyer": {"variants": [{"destination": url, "weight": weight} for url, weight in VARIANTS.items()]},
            "menu": {"rules": [{"device": "mobile", "destination": RULE}]},
        }
        for code, tags in CODES.items():
            self.api.create(f"https://example.com/{code}", slug=code, tags=tags, **fields.get(code, {}))
        # Its scans are of its second version.
        edited = self.api.put("/api/qr/codes/card", json={"destination": "https://example.com/card-2"})
        assert edited.status_code == 200, edited.text

    def scan(self) -> list[str]:
        """Scans in the order of the campaign; each code over a connection of its own, which one writer serves.

        Returns where each was led.
        """
        connections = {code: RawConnection(self.server.port) for code in CODES}
        with sqlite3.connect(self.server.data_directory / "waymark.sqlite", isolation_level=None) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            try:
                return [self.led(connections[visit.code], visit) for visit in self.visits]
            finally:
                # Stopped before the store is let go: the ingester would take in what is there.
                os.kill(self.server.pid, signal.SIGSTOP)
                holder.execute("ROLLBACK")

    @staticmethod
    def led(connection: RawConnection, visit: Visit) -> str:
        lines = [f"{visit.method} {visit.target} HTTP/1.1", "Host: x"]
        lines += [f"{name}: {value}" for name, value in visit.headers.items()]
        connection.send("\r\n".join([*lines, "", ""]).encode())
        answer = connection.answer(to_head=visit.method == "HEAD")
        assert answer.status == 302, answer
        return answer.headers["location"]

    def set_moments(self) -> None:
        with sqlite3.connect(self.server.data_directory / "waymark.sqlite") as database:
            names = dict(database.execute("SELECT number, id FROM codes"))
            assert database.execute("SELECT count(*) FROM scans").fetchone() == (0,)
        waiting: dict[str, deque[Visit]] = defaultdict(deque)
        for visit in self.visits:
            waiting[visit.code].append(visit)
        moved = []
        for scan in journal_times.scans(self.server.data_directory / "journal"):
            visit = waiting[names[scan.code]].popleft()
            noted = (scan.is_head, scan.user_agent)
            assert noted == (visit.method == "HEAD", AGENTS[visit.agent][3]), f"{visit} was noted as {noted}"
            moved.append((scan, visit.moment))
        assert len(moved) == len(self.visits)
        journal_times.move(moved)

    def wait(self) -> None:
        """Until the whole campaign is counted."""
        everything = Question(list(CODES), FIRST, LAST, together=True)
        totals = self.expected.analytics(everything)["totals"]
        eventually(
            lambda: self.answer("/api/qr/analytics", **span(FIRST, LAST))["totals"],
            lambda found: found["scans"] + found["bots"] >= totals["scans"] + totals["bots"],
            within=60,
            what="the whole campaign",
            every=0.1,
        )

    def answer(self, path: str, **parameters: Any) -> dict[str, Any]:
        answer = self.api.get(path, params=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()


def span(first: date, last: date) -> dict[str, str]:
    return {"from": first.isoformat(), "to": last.isoformat()}
