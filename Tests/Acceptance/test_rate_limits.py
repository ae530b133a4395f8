"""Limits by the minute: exact at the boundary, told in three families of headers, and over when they say so."""

import re
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from harness.client import Client
from harness.problems import assert_problem
from harness.server import WaymarkServer

CODES = "/api/qr/codes"
NOTHING = {"ids": ["there-is-none"]}


@pytest.fixture
def small(server: WaymarkServer) -> Callable[[str], Client]:
    """Clients of accounts of their own on the plan named."""
    return lambda plan: server.client(account=f"{plan}-{uuid.uuid4().hex[:12]}", plan=plan)


def limits(answer: requests.Response, policy: str = "default") -> tuple[int, int, int]:
    """Limit, rest and seconds of a policy, as the fields of the IETF's draft tell them."""
    policies = re.search(rf'"{policy}";q=(\d+);w=60', answer.headers["RateLimit-Policy"])
    state = re.search(rf'"{policy}";r=(\d+);t=(\d+)', answer.headers["RateLimit"])
    assert policies and state, answer.headers
    return int(policies[1]), int(state[1]), int(state[2])


def older(answer: requests.Response) -> tuple[int, int, int]:
    return tuple(int(answer.headers[f"X-RateLimit-{name}"]) for name in ("Limit", "Remaining", "Reset"))


@pytest.mark.promise("qrius.rate-headers")
@pytest.mark.parametrize(
    ("path", "body"),
    [
        (CODES, {"data": "https://example.com/"}),
        ("/qr", {"name": "x", "destinationUrl": "https://example.com/"}),
        ("/qr/bulk/pause", NOTHING),
        (CODES + "/bulk/pause", NOTHING),
        (CODES + "/bulk", [{"data": "https://example.com/"}]),
        ("/api/qr/bulk-generate", [{"uid": "a", "data": "b"}]),
        ("/api/qr/generate", {"data": "https://example.com/", "dataType": "url", "qrType": "dynamic"}),
    ],
)
def test_every_answer_tells_what_is_left(small: Callable[[str], Client], path: str, body: Any) -> None:
    api = small("free")
    began = time.monotonic()
    for rest in (9, 8):
        answer = api.post(path, json=body)
        assert answer.status_code in (200, 201), answer.text
        limit, remaining, seconds = limits(answer)
        assert limit == 10
        # One flows in every six seconds.
        assert rest <= remaining <= min(9, rest + (time.monotonic() - began) / 6 + 1)
        assert 0 < seconds <= 60
        assert older(answer) == (limit, remaining, seconds)
    assert limits(api.get(CODES))[1] >= remaining, "a read takes nothing"
    refused = api.post(path, data=b"[", headers={"Content-Type": "application/json"})
    assert refused.status_code == 400
    assert limits(refused)[0] == 10 and older(refused) == limits(refused), "what is refused is told of too"


def exhausted(api: Client, path: str, body: Any) -> requests.Response:
    """Sends a request until it is refused, and returns the refusal."""
    for _ in range(60):
        answer = api.post(path, json=body)
        if answer.status_code == 429:
            return answer
        assert answer.status_code == 200, answer.text
    raise AssertionError("sixty calls passed")


@pytest.mark.promise("qrius.rate-limit", "qrius.retry-after")
def test_the_eleventh_call_waits_as_long_as_it_is_told(small: Callable[[str], Client]) -> None:
    api = small("free")
    refused = exhausted(api, "/qr/bulk/pause", NOTHING)
    body = refused.json()
    wait = body["retryAfter"]
    assert body == {
        "statusCode": 429,
        "error": "Too Many Requests",
        "message": "Rate limit exceeded",
        "retryAfter": wait,
    }
    assert 0 < wait <= 6
    assert refused.headers["Retry-After"] == str(wait)
    assert limits(refused) == older(refused) == (10, 0, wait)
    native = exhausted(api, CODES + "/bulk/pause", NOTHING)
    problem = assert_problem(native, 429, "RATE_LIMIT_EXCEEDED")
    assert problem["retryAfter"] == int(native.headers["Retry-After"])
    assert native.headers["X-ExaRoutes-Error-Code"] == "RATE_LIMIT_EXCEEDED"
    time.sleep(problem["retryAfter"])
    assert api.post(CODES, json={"data": "https://example.com/"}).status_code == 201


def test_no_race_lets_more_through(small: Callable[[str], Client]) -> None:
    api = small("pro")

    def call(_: int) -> int:
        with Client(api.base_url, api.key) as own:
            return sum(own.post("/qr/bulk/pause", json=NOTHING).status_code == 200 for _ in range(8))

    began = time.monotonic()
    with ThreadPoolExecutor(32) as pool:
        passed = sum(pool.map(call, range(32)))
    # A hundred at once, and what has flowed in meanwhile.
    assert 100 <= passed <= 100 + (time.monotonic() - began) * 100 / 60 + 1


def test_keys_have_limits_of_their_own(server: WaymarkServer) -> None:
    account = f"free-{uuid.uuid4().hex[:12]}"
    first = server.client(account=account, plan="free")
    second = server.client(account=account)
    exhausted(first, "/qr/bulk/pause", NOTHING)
    assert second.post("/qr/bulk/pause", json=NOTHING).status_code == 200


def test_pictures_cost_what_they_are_worth(start_server: Callable[..., WaymarkServer], tmp_path: Any) -> None:
    plans = tmp_path / "plans.json"
    plans.write_text(
        '{"enterprise": {"codes": null, "createsPerMinute": 600, "rendersPerMonth": null, "overage": false,'
        ' "zipBatchItems": 1, "maxSizeInches": 15, "maxDpi": 600, "logos": true, "renderUnitsPerMinute": 60}}'
    )
    api = start_server(WAYMARK_PLANS=str(plans)).client()
    costs = {
        "format=svg": 1,
        "format=png": 3,
        "format=png&size=2000": 5,
        "format=png&size=5000": 7,
        "format=jpg": 4,
        "format=webp": 4,
        "format=pdf": 6,
    }
    used, began = 0, time.monotonic()
    for query, cost in costs.items():
        answer = api.get(f"/api/qr/static?data=https://example.com/&{query}")
        assert answer.status_code == 200, answer.text
        used += cost
        limit, remaining, _ = limits(answer, "renders")
        assert limit == 60
        # One unit flows in each second.
        assert 60 - used <= remaining <= 60 - used + (time.monotonic() - began) + 1, query


def test_a_plan_may_say_what_pictures_cost(start_server: Callable[..., WaymarkServer], tmp_path: Any) -> None:
    plans = tmp_path / "plans.json"
    plans.write_text(
        '{"enterprise": {"codes": null, "createsPerMinute": 600, "rendersPerMonth": null, "overage": false,'
        ' "zipBatchItems": 1, "maxSizeInches": 3, "maxDpi": 300, "logos": true, "renderUnitsPerMinute": 7}}'
    )
    api = start_server(WAYMARK_PLANS=str(plans)).client()
    path = "/api/qr/static?data=https://example.com/&format=png"
    assert [api.get(path).status_code for _ in range(3)] == [200, 200, 429]
    refused = api.get(path)
    assert_problem(refused, 429, "RATE_LIMIT_EXCEEDED")
    assert 1 <= int(refused.headers["Retry-After"]) <= 18
    assert limits(refused, "renders")[:2] == (7, 1)


def test_the_code_limit_is_no_limit_by_the_minute(small: Callable[[str], Client]) -> None:
    api = small("free")
    for _ in range(5):
        api.create()
    native = api.post(CODES, json={"data": "https://example.com/"})
    problem = assert_problem(native, 429, "PLAN_LIMIT_REACHED")
    assert problem["exaroutesErrorCode"] == native.headers["X-ExaRoutes-Error-Code"] == "PLAN_LIMIT_REACHED"
    assert "Retry-After" not in native.headers and "retryAfter" not in problem
    qrius = api.post("/qr", json={"name": "x", "destinationUrl": "https://example.com/"})
    assert qrius.status_code == 403 and qrius.json()["statusCode"] == 403
