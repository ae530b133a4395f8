"""Requests that are wrong get a problem that says what, and change nothing."""

import re
import uuid

import pytest
from harness.client import Client
from harness.problems import assert_problem, pointers
from harness.samples import cases

ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
CODES = "/api/qr/codes"


@cases("faults")
def test_a_faulty_request_is_refused_with_its_reason(api: Client, case: dict) -> None:
    request, expect = case["request"], case["expect"]
    code = api.create("https://example.com/kept", name="kept")
    body = {"json": request["json"]} if "json" in request else {"data": request.get("text", "").encode() or None}
    answer = api.request(
        request["method"], request["path"].replace("{id}", code["id"]), headers=request.get("headers"), **body
    )
    assert_problem(answer, expect["status"], expect.get("code"), expect.get("pointer"))
    assert api.code(code["id"]) == code


def test_all_faults_are_listed_at_once(api: Client) -> None:
    body = {"data": "ftp://example.com/", "slug": "a", "tags": ["x" * 65], "redirectStatus": 200, "colour": "red"}
    problem = assert_problem(api.post(CODES, json=body), 422)
    assert set(pointers(problem)) >= {"/data", "/slug", "/tags/0", "/redirectStatus", "/colour"}


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", CODES, {"GET", "POST"}),
        ("PATCH", CODES, {"GET", "POST"}),
        ("POST", CODES + "/{id}", {"GET", "PUT", "PATCH", "DELETE"}),
        ("POST", CODES + "/{id}/image", {"GET"}),
        ("DELETE", CODES + "/{id}/analytics", {"GET"}),
        ("PUT", "/api/qr/static", {"GET", "POST"}),
        ("POST", "/healthz", {"GET"}),
    ],
)
def test_a_method_that_is_not_there_is_a_405_with_allow(api: Client, method: str, path: str, allowed: set[str]) -> None:
    answer = api.request(method, path.format(id=api.create()["id"]), json={})
    assert_problem(answer, 405)
    assert {word.strip() for word in answer.headers["Allow"].split(",")} >= allowed


def test_a_made_request_id_is_a_ulid_and_sorts_by_time(api: Client) -> None:
    ids = [api.get(CODES).headers["X-Request-Id"] for _ in range(3)]
    assert all(ULID.fullmatch(id) for id in ids)
    assert len(set(ids)) == 3
    assert [id[:9] for id in ids] == sorted(id[:9] for id in ids)


@pytest.mark.parametrize("path", [CODES, CODES + "/neverMade", "/nowhere", "/healthz", "/r/neverMade"])
def test_every_answer_keeps_a_sane_request_id(api: Client, path: str) -> None:
    for id in (uuid.uuid4().hex, "01JQ8Y6Z5T0ABCDEFGHJKMNPQR", "trace-7.a_b"):
        assert api.get(path, headers={"X-Request-Id": id}).headers["X-Request-Id"] == id


@pytest.mark.parametrize("id", ["a b", "x" * 500, "<script>", "é".encode(), "a\tb", "", '"quoted"'])
def test_a_strange_request_id_is_replaced(api: Client, id: str | bytes) -> None:
    assert ULID.fullmatch(api.get(CODES, headers={"X-Request-Id": id}).headers["X-Request-Id"])


def test_strange_values_are_not_repeated_whole(api: Client) -> None:
    long = "x" * 100_000
    answer = api.post(CODES, json={"data": "https://example.com/", "dataType": long})
    assert_problem(answer, 422)
    assert len(answer.content) < 5_000


def test_every_answer_forbids_sniffing(api: Client) -> None:
    for path in (CODES, "/nowhere", "/healthz"):
        assert api.get(path).headers["X-Content-Type-Options"] == "nosniff"
