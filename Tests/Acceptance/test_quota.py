"""Quotas that no race overdraws: codes in total, and renders a month on every path."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from harness import bulk
from harness.client import Client
from harness.problems import assert_problem
from harness.server import WaymarkServer


def client(server: WaymarkServer, plan: str) -> Client:
    return server.client(account=f"{plan}-{uuid.uuid4().hex[:12]}", plan=plan)


def usage(api: Client) -> dict[str, Any]:
    answer = api.get("/api/qr/usage")
    assert answer.status_code == 200, answer.text
    return answer.json()


def at_once(api: Client, count: int, method: str, path: str, **options: Any) -> list[int]:
    def call(_: int) -> int:
        with Client(api.base_url, api.key) as own:
            return own.request(method, path, **options).status_code

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(call, range(count)))


def test_64_renders_at_the_boundary(server: WaymarkServer) -> None:
    api = client(server, "free")
    statuses = at_once(api, 64, "GET", "/api/qr/static?data=https://example.com/&format=svg")
    assert sorted(statuses) == [200] * 50 + [429] * 14
    found = usage(api)["renders"]
    assert found["used"] == found["limit"] == 50
    assert found["remaining"] == 0
    assert found["month"] == datetime.now(UTC).strftime("%Y-%m")
    refused = api.get("/api/qr/static?data=x&dataType=text")
    assert_problem(refused, 429, "QUOTA_EXCEEDED")
    assert int(refused.headers["Retry-After"]) <= 31 * 86_400


def test_64_creates_at_the_boundary(server: WaymarkServer) -> None:
    api = client(server, "pro")
    statuses = at_once(api, 64, "POST", "/api/qr/codes", json={"data": "https://example.com/"})
    assert sorted(statuses) == [201] * 50 + [429] * 14
    assert api.get("/api/qr/codes").json()["pagination"]["total"] == 50
    assert usage(api)["codes"] == {"limit": 50, "used": 50, "remaining": 0}


def test_rows_of_a_job_are_charged_and_fail_in_their_places(server: WaymarkServer) -> None:
    api = client(server, "free")
    rows = [{"uid": str(number), "data": f"text {number}"} for number in range(64)]
    entries = bulk.run(api, rows)
    made = [entry for entry in entries if isinstance(entry, str)]
    assert len(made) == 50
    failed = [entry for entry in entries if not isinstance(entry, str)]
    assert all(entry["code"] == 429 and entry["status"] == "failed" for entry in failed)
    assert usage(api)["renders"]["used"] == 50


def test_two_jobs_and_single_pictures_together_do_not_overdraw(server: WaymarkServer) -> None:
    api = client(server, "free")
    rows = [{"uid": str(number), "data": f"text {number}"} for number in range(40)]
    jobs = [bulk.submit(api, rows) for _ in range(2)]
    single = at_once(api, 16, "GET", "/api/qr/static?data=x&dataType=text&format=svg")
    for job in jobs:
        bulk.completed(api, job)
    entries = [entry for job in jobs for entry in bulk.result(api, job)]
    made = sum(isinstance(entry, str) for entry in entries) + single.count(200)
    assert made == 50 == usage(api)["renders"]["used"]


def test_each_picture_of_a_row_is_charged(server: WaymarkServer) -> None:
    api = client(server, "starter")
    row = {"uid": "a", "qrType": "dynamic", "dataType": "url", "data": "https://example.com/", "sources": ["x", "y"]}
    bulk.run(api, [row])
    assert usage(api)["renders"]["used"] == 2
    answer = api.post("/api/qr/generate", json=row)
    assert answer.status_code == 200
    assert usage(api)["renders"]["used"] == 4


def test_a_row_that_cannot_be_charged_makes_no_code(server: WaymarkServer) -> None:
    api = client(server, "free")
    assert at_once(api, 50, "GET", "/api/qr/static?data=x&dataType=text&format=svg") == [200] * 50
    row = {"data": "https://example.com/", "dataType": "url", "qrType": "dynamic"}
    refused = api.post("/api/qr/generate", json=row)
    assert_problem(refused, 429, "QUOTA_EXCEEDED")
    [entry] = bulk.run(api, [{"uid": "a", **row}])
    assert entry["code"] == 429
    assert usage(api)["codes"]["used"] == 0


def test_overage_is_served_and_counted(start_server: Callable[..., WaymarkServer], tmp_path: Path) -> None:
    plans = tmp_path / "plans.json"
    plans.write_text(
        '{"enterprise": {"codes": null, "createsPerMinute": 600, "rendersPerMonth": 5, "overage": true,'
        ' "zipBatchItems": 1, "maxSizeInches": 3, "maxDpi": 300, "logos": true}}'
    )
    api = start_server(WAYMARK_PLANS=str(plans)).client()
    entries = bulk.run(api, [{"uid": str(number), "data": "same"} for number in range(7)])
    assert all(isinstance(entry, str) for entry in entries)
    found = usage(api)["renders"]
    assert (found["used"], found["limit"], found["remaining"], found["overage"]) == (7, 5, 0, True)
