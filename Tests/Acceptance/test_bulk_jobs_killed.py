"""A killed server goes on with every job where it stood: no row twice, none lost."""

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests
from harness import bulk
from harness.client import Client
from harness.polling import eventually
from harness.server import WaymarkServer

ROWS = 3_000
KILLS = 4


def row(number: int) -> dict[str, Any]:
    """Mostly dynamic rows, with static and faulty ones between."""
    uid = f"row-{number}"
    if number % 10 == 3:
        return {"uid": uid, "data": f"static {number}"}
    data = f"https://example.com/{number}" if number % 10 != 7 else "no address"
    return {"uid": uid, "qrType": "dynamic", "dataType": "url", "data": data}


def processed(api: Client, job: str) -> int:
    try:
        return bulk.status(api, job)["processed"]
    except requests.RequestException:
        return 0


def test_a_job_survives_kills_in_its_middle(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api = Client(server.base_url, server.create_key()["key"])
    job = bulk.submit(api, [row(number) for number in range(ROWS)])
    seen = []
    for _ in range(KILLS):
        before = seen[-1] if seen else 0
        eventually(lambda: processed(api, job), lambda now: now > before, within=30, what="progress", every=0.005)  # noqa: B023
        server.kill()
        server.start()
        seen.append(processed(api, job))
    # Killed in the middle, and never moved back.
    assert seen == sorted(seen) and seen[0] < ROWS, seen

    status = bulk.completed(api, job, within=240)
    assert status["count"] == status["processed"] == ROWS
    assert status["failed"] == status["failedFeatures"]["dynamicQr"] == ROWS // 10
    entries = bulk.result(api, job)
    assert len(entries) == ROWS
    assert all(isinstance(entry, str) == (number % 10 == 3) for number, entry in enumerate(entries))
    objects = [(number, entry) for number, entry in enumerate(entries) if not isinstance(entry, str)]
    assert all(entry["uid"] == f"row-{number}" for number, entry in objects)
    made = {entry["id"]: number for number, entry in objects if "id" in entry}
    assert len(made) == ROWS * 8 // 10

    # The codes are those of the result, each one once.
    assert api.get("/api/qr/codes").json()["pagination"]["total"] == len(made)
    scanner = server.anonymous()
    for id, number in list(made.items())[::97]:
        assert scanner.get(f"/r/{id}").headers["Location"] == f"https://example.com/{number}"


def test_a_result_survives_a_kill_until_it_was_handed_over(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api = Client(server.base_url, server.create_key()["key"])
    jobs = [bulk.submit(api, [row(number)]) for number in range(3)]
    for job in jobs:
        bulk.completed(api, job)
    server.kill()
    server.start()
    for job in jobs:
        assert len(bulk.result(api, job)) == 1
        assert bulk.status(api, job)["status"] == "resultDownloaded"
    server.kill()
    server.start()
    for job in jobs:
        assert bulk.fetch(api, job).status_code == 410
        assert bulk.status(api, job)["status"] == "resultDownloaded"
    files = [path.name for path in (server.data_directory / "bulk").iterdir()]
    assert files == ["lock"]


@pytest.mark.promise("exaroutes.durable")
def test_what_is_submitted_is_durable_when_it_is_answered(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api = Client(server.base_url, server.create_key()["key"])
    for attempt in range(4):
        job = bulk.submit(api, [row(number) for number in range(200)])
        server.kill()
        server.start()
        assert bulk.completed(api, job)["processed"] == 200, attempt
        time.sleep(0.05 * attempt)
