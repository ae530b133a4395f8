"""A spike that is longer than the store can follow: what redirects lose to the ingest, and that no scan is lost."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from harness.polling import eventually
from harness.server import WaymarkServer

from suite import load
from suite.settings import Settings

# For each second of full speed the store may need several to take its scans in.
DRAINED_WITHIN = 3_600.0
# Ten minutes at full speed are more scans than the journal holds by default.
JOURNAL = "48G"


def measure(settings: Settings, folder: Path) -> dict[str, Any]:
    """Full load without any ingest, then with it for the length of the spike, and the time until all is counted."""
    server = WaymarkServer(settings.binary, folder / "waymark", {"WAYMARK_JOURNAL_BYTES": JOURNAL}).start()
    try:
        return spike(settings, server, folder / "ids")
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def spike(settings: Settings, server: WaymarkServer, ids: Path) -> dict[str, Any]:
    api = server.client()
    ids.write_text("".join(f"{api.create()['id']}\n" for _ in range(settings.codes)))
    load.run("redirect.lua", server.base_url, settings.warm_up, ids)
    before_it = without_ingest(settings, server, ids)
    before = metrics(server)
    spiked = load.run("redirect.lua", server.base_url, settings.spike_seconds, ids)
    ended = time.monotonic()
    at_end = metrics(server)
    drain(server)
    drained = time.monotonic() - ended
    after = metrics(server)
    answered = after[ANSWERED] - before[ANSWERED]
    ingested = after[INGESTED] - before[INGESTED]
    assert ingested == answered >= spiked.requests, f"{answered} answered, {ingested} counted"
    assert after[UNRECORDED] == 0, f"{after[UNRECORDED]} scans were not recorded"
    # Neighbors of a virtual machine come and go: both ends of the spike together say what it could have been.
    alone = [before_it, without_ingest(settings, server, ids)]
    assert all(one.failed == 0 for one in [*alone, spiked])
    alone_rate = sum(one.rate for one in alone) / len(alone)
    return {
        "seconds": settings.spike_seconds,
        "aloneRate": alone_rate,
        "aloneRates": [one.rate for one in alone],
        "rate": spiked.rate,
        "kept": spiked.rate / alone_rate,
        "answered": int(answered),
        "backlog": int(at_end[BACKLOG]),
        "journalBytes": int(at_end["waymark_journal_bytes"]),
        "drainSeconds": drained,
        "drainRate": at_end[BACKLOG] / drained,
        "p99": spiked.p99,
    }


def without_ingest(settings: Settings, server: WaymarkServer, ids: Path) -> load.Load:
    drain(server)
    with held(server):
        alone = load.run("redirect.lua", server.base_url, settings.seconds * 2, ids)
    drain(server)
    return alone


ANSWERED = 'waymark_redirects_total{outcome="answered"}'
INGESTED = "waymark_ingest_scans_total"
BACKLOG = "waymark_ingest_backlog_scans"
UNRECORDED = "waymark_scans_unrecorded_total"


def metrics(server: WaymarkServer) -> dict[str, float]:
    lines = server.anonymous().get("/metrics").text.splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


def drain(server: WaymarkServer) -> None:
    eventually(
        lambda: metrics(server)[BACKLOG], lambda scans: scans == 0, within=DRAINED_WITHIN, what="the ingest", every=0.2
    )


@contextmanager
def held(server: WaymarkServer) -> Iterator[None]:
    """Keeps the ingest out of the database: the redirects have the machine to themselves."""
    database = server.data_directory / "waymark.sqlite"
    with sqlite3.connect(database, isolation_level=None, timeout=30) as holder:
        holder.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            holder.execute("ROLLBACK")
