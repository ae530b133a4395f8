"""Bulk jobs when much goes wrong around them: a full disk, a server that ends, downloads that race."""

import json
import resource
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from harness import bulk
from harness.client import Client
from harness.polling import eventually
from harness.problems import assert_problem
from harness.server import WaymarkServer

ROWS = 4_000


def rows(count: int = ROWS) -> list[dict[str, Any]]:
    data = "https://example.com/lp/"
    return [{"uid": f"row-{n}", "qrType": "dynamic", "dataType": "url", "data": f"{data}{n}"} for n in range(count)]


@pytest.mark.promise("exaroutes.one-shot")
def test_of_downloads_at_once_one_gets_the_result(account: Client) -> None:
    for _ in range(3):
        job = bulk.submit(account, rows(200))
        bulk.completed(account, job)
        answers: list[Any] = []

        def fetch(job: str = job, answers: list[Any] = answers) -> None:
            answers.append(bulk.fetch(Client(account.base_url, account.key), job))

        threads = [threading.Thread(target=fetch) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        good = [answer for answer in answers if answer.status_code == 200]
        assert len(good) == 1, [answer.status_code for answer in answers]
        assert len(json.loads(good[0].json())) == 200
        for answer in answers:
            if answer is not good[0]:
                assert_problem(answer, 410, "RESULT_GONE")


def test_a_full_disk_holds_a_job_up_and_loses_nothing(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api = server.client()
    # No file may grow beyond this, as if the disk were full: the rows fit, and their result does not.
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (2 << 20, resource.RLIM_INFINITY))
    job = bulk.submit(api, rows())
    seen = [-1, -2]
    eventually(
        lambda: seen.append(bulk.status(api, job)["processed"]),
        lambda _: seen[-1] == seen[-2] == seen[-3],
        within=90,
        what="a job that stands",
        every=1.0,
    )
    assert bulk.status(api, job)["status"] == "processing" and seen[-1] < ROWS
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (4_096, resource.RLIM_INFINITY))
    refused = api.post(bulk.OLDER, json=rows(5_000))
    assert_problem(refused, 503)
    assert "Retry-After" in refused.headers
    assert server.anonymous().get("/healthz").status_code == 200
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    found = bulk.completed(api, job, within=120)
    assert (found["succeeded"], found["failed"]) == (ROWS, 0)
    entries = bulk.result(api, job)
    assert [entry["uid"] for entry in entries] == [row["uid"] for row in rows()]
    assert len({entry["id"] for entry in entries}) == ROWS
    assert api.get("/api/qr/codes").json()["pagination"]["total"] == ROWS


def test_a_server_ends_soon_beside_a_watched_job_and_goes_on_with_it(
    start_server: Callable[..., WaymarkServer],
) -> None:
    server = start_server()
    api = server.client()
    job = bulk.submit(api, rows())
    with api.get(f"{bulk.OLDER}/{job}/events", stream=True, timeout=30) as events:
        assert next(events.iter_lines())
        began = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - began < 10
    server.start()
    assert bulk.completed(api, job, within=120)["succeeded"] == ROWS


def test_events_of_one_account_are_bounded_in_number(account: Client) -> None:
    job = bulk.submit(account, [{"uid": "1", "data": "x"} for _ in range(20_000)])
    streams = [account.get(f"{bulk.OLDER}/{job}/events", stream=True) for _ in range(17)]
    try:
        statuses = [stream.status_code for stream in streams]
        assert statuses[:16] == [200] * 16
        assert_problem(streams[16], 429, "TOO_MANY_STREAMS")
    finally:
        for stream in streams:
            stream.close()
