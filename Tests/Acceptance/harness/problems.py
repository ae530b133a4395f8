"""The error answers of the API: problem+json of RFC 9457 with Waymark's own members."""

import re
from typing import Any

import requests

CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


def assert_problem(
    answer: requests.Response, status: int, code: str | None = None, pointer: str | None = None
) -> dict[str, Any]:
    """Fails unless the answer is a whole problem of this status; returns its body."""
    assert answer.status_code == status, f"{answer.status_code} instead of {status}: {answer.text[:2000]}"
    assert answer.headers["Content-Type"].partition(";")[0] == "application/problem+json"
    body = answer.json()
    assert isinstance(body["type"], str) and body["type"]
    assert isinstance(body["title"], str) and body["title"]
    assert body["status"] == status
    assert isinstance(body["detail"], str) and body["detail"]
    assert body["error"] == body["detail"]
    assert body["instance"] == answer.headers["X-Request-Id"]
    assert CODE.fullmatch(body["code"]), body["code"]
    assert answer.headers["Cache-Control"] == "no-store"
    if code is not None:
        assert body["code"] == code
    if pointer is not None:
        assert pointer in pointers(body), f"no fault at {pointer}: {body}"
    return body


def pointers(problem: dict[str, Any]) -> list[str]:
    """The JSON Pointers of the fields that a problem names; each must say what was wrong."""
    faults = problem.get("errors", [])
    assert all(set(fault) >= {"pointer", "detail"} and fault["detail"] for fault in faults), faults
    return [fault["pointer"] for fault in faults]


def assert_refused(answer: requests.Response, path: str) -> None:
    """Fails unless the answer is a refusal that is the caller's to mend, in the shape of the dialect of the path."""
    assert 400 <= answer.status_code < 500, f"{answer.status_code}: {answer.text[:2000]}"
    assert len(answer.content) < 100_000, "the answer repeats what was sent"
    if path.startswith("/api/v1/"):
        body = answer.json()
        assert isinstance(body, dict) and isinstance(body["detail"], str) and body["detail"], body
        assert body["status"] == answer.status_code and CODE.fullmatch(body["code"]), body
        return
    if path == "/qr" or path.startswith("/qr/"):
        body = answer.json()
        assert set(body) - {"retryAfter"} == {"statusCode", "error", "message"}, body
        assert body["statusCode"] == answer.status_code and body["error"] and body["message"]
        return
    assert_problem(answer, answer.status_code)
