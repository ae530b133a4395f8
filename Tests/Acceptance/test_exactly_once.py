"""Every answered GET is one scan: not lost by a crash, not counted twice by a restart."""

import os
import random
import time
from collections.abc import Callable

from harness.client import Client
from harness.polling import eventually
from harness.scanning import BOT, PHONE, scan, wait_for_scans
from harness.server import WaymarkServer
from harness.storm import Count, Storm

# Reading the journal again after a crash may take a little longer than the two seconds of a quiet server.
RECOVERED_WITHIN = float(os.environ.get("WAYMARK_RECOVERED_WITHIN", "15"))
# `scripts/kill-storm` kills it a thousand times.
KILLS = int(os.environ.get("WAYMARK_KILLS", "20"))


def settled(api: Client, id: str, at_least: int) -> int:
    """The count once it has reached what must be there and stands still."""
    eventually(
        lambda: api.analytics(id)["totals"]["scans"],
        lambda scans: scans >= at_least,
        within=RECOVERED_WITHIN,
        what=f"the {at_least} answered scans",
    )
    last = -1
    while (now := api.analytics(id)["totals"]["scans"]) != last:
        last = now
        time.sleep(0.3)
    return last


def test_a_storm_of_scans_is_counted_exactly(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api = server.client()
    id = api.create()["id"]
    with Storm(server.port, id, connections=8, depth=16) as storm:
        time.sleep(1.5)
    # Nothing was cut off, so that all that was sent was answered.
    assert storm.total.sent == storm.total.answered > 100
    assert settled(api, id, storm.total.answered) == storm.total.answered
    found = api.analytics(id)
    assert sum(entry["scans"] for entry in found["series"]) == storm.total.answered
    assert found["totals"]["uniques"] == 1
    assert api.code(id)["scans"] == storm.total.answered
    server.restart()
    # What was in the store before is not read from the journal again: it would come before this scan.
    scan(server.anonymous(), id)
    assert settled(api, id, storm.total.answered + 1) == storm.total.answered + 1


def test_killing_the_server_loses_no_answered_scan_and_counts_none_twice(
    start_server: Callable[..., WaymarkServer],
) -> None:
    server = start_server()
    api = server.client()
    id = api.create()["id"]
    total = Count()
    for kill in range(1, KILLS + 1):
        with Storm(server.port, id) as storm:
            # From the very first answers to several batches of the ingester.
            time.sleep(random.uniform(0.05, 1.2))
            server.kill()
        total += storm.total
        server.start()
        counted = settled(api, id, total.answered)
        told = f"kill {kill}: {total.answered} answered, {counted} counted, {total.sent} sent"
        assert total.answered <= counted <= total.sent, told
        print(told)
    assert total.answered > 0


def test_killing_the_server_while_it_recovers_counts_none_twice(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api = server.client()
    id = api.create()["id"]
    with Storm(server.port, id) as storm:
        time.sleep(0.7)
        server.kill()
    for _ in range(5):
        server.start()
        time.sleep(random.uniform(0, 0.2))
        server.kill()
    server.start()
    counted = settled(api, id, storm.total.answered)
    assert storm.total.answered <= counted <= storm.total.sent


def test_bots_and_heads_survive_a_kill_as_what_they_are(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]
    for _ in range(3):
        scan(scanner, id, BOT)
        scanner.head(f"/r/{id}", headers={"User-Agent": PHONE})
        scan(scanner, id, PHONE)
    # Some are in the store, others only in the journal.
    wait_for_scans(api, id, 3)
    for agent in (BOT, PHONE):
        scan(scanner, id, agent)
    server.kill()
    server.start()
    assert settled(api, id, 4) == 4
    assert api.analytics(id)["totals"] == {"scans": 4, "uniques": 1, "bots": 4}
