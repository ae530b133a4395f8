"""`DNT: 1` and `Sec-GPC: 1`: such a scan counts, and neither its visitor nor its details are kept."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from harness.client import Client
from harness.scanning import OTHER_PHONE, PHONE, scan, wait_for_scans
from harness.server import WaymarkServer

# An id with an escape is for the ordinary router to read.
PATHS = {"in front": "/r/{id}", "in the router": "/r/%{first:02x}{rest}"}


def get(scanner: Client, path: str, id: str, **headers: str) -> None:
    target = path.format(id=id, first=ord(id[0]), rest=id[1:])
    assert scanner.get(target, headers=headers).status_code == 302


@pytest.mark.parametrize("header", ["DNT", "Sec-GPC"])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_a_scan_that_asks_for_privacy_counts_without_visitor_and_details(
    start_server: Callable[..., WaymarkServer], header: str, path: str
) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]
    for agent in (PHONE, OTHER_PHONE):
        get(scanner, path, id, **{"User-Agent": agent, header: "1"})
    totals = wait_for_scans(api, id, 2)["totals"]
    assert (totals["scans"], totals["uniques"]) == (2, 0)
    scan(scanner, id, **{header: "0"})
    assert wait_for_scans(api, id, 3)["totals"]["uniques"] == 1
    server.stop()
    with closing(sqlite3.connect(server.data_directory / "waymark.sqlite")) as database:
        kept = "\n".join(database.iterdump())
    # The agent of the scan that asked for nothing is kept, the other phone's is not.
    assert PHONE in kept
    assert OTHER_PHONE not in kept
