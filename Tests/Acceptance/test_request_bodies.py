"""Bodies that are large, broken, nested or lying."""

import contextlib
import json

import pytest
from harness.client import Client
from harness.problems import assert_problem
from harness.raw_http import ConnectionEnded, RawConnection, exchange
from harness.server import WaymarkServer

CODES = "/api/qr/codes"
LIMIT = 25_000_000


def head(api: Client, *fields: str, path: str = CODES) -> bytes:
    """The head of a POST with a key and a JSON body to come."""
    lines = [f"POST {path} HTTP/1.1", "Host: x", f"Authorization: Bearer {api.key}", "Content-Type: application/json"]
    return "\r\n".join([*lines, *fields, "", ""]).encode()


def total(api: Client) -> int:
    return api.get(CODES).json()["pagination"]["total"]


def large(size: int) -> bytes:
    """A body of exactly that size that would be a fine request but for its size."""
    frame = json.dumps({"data": "https://example.com/", "description": ""}).encode()
    return frame[:-2] + b"x" * (size - len(frame)) + frame[-2:]


def test_a_body_over_25_mb_is_a_413(account: Client) -> None:
    answer = account.post(CODES, data=large(26_000_000), headers={"Content-Type": "application/json"})
    assert_problem(answer, 413)
    assert total(account) == 0


def test_a_chunked_body_over_25_mb_is_a_413(account: Client) -> None:
    def chunks():
        for _ in range(26):
            yield b"x" * 1_000_000

    answer = account.post(CODES, data=chunks(), headers={"Content-Type": "application/json"})
    assert_problem(answer, 413)
    assert total(account) == 0


def test_a_declared_length_over_the_limit_is_refused_before_the_body(account: Client, server: WaymarkServer) -> None:
    answer = exchange(server.port, head(account, "Content-Length: 99000000000"))
    assert answer is not None and answer.status == 413


def test_a_body_just_below_the_limit_is_read(account: Client) -> None:
    answer = account.post(CODES, data=large(LIMIT), headers={"Content-Type": "application/json"}, timeout=30)
    # Read to its end, and then refused for the field that is too long.
    assert_problem(answer, 422, pointer="/description")


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "12, 13", "99999999999999999999999999", "ten", "+5"])
def test_a_length_that_is_no_number_is_refused(account: Client, server: WaymarkServer, length: str) -> None:
    answer = exchange(server.port, head(account, f"Content-Length: {length}") + b'{"data":"https://example.com/"}')
    assert answer is None or answer.status in (400, 413)
    assert total(account) == 0


@pytest.mark.parametrize(
    "fields",
    [
        ("Content-Length: 5", "Content-Length: 31"),
        ("Content-Length: 31", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding: xchunked",),
        ("Transfer-Encoding: chunked, identity",),
    ],
)
def test_two_truths_about_the_length_are_never_acted_on(
    account: Client, server: WaymarkServer, fields: tuple[str, ...]
) -> None:
    # A request hidden in the body of another would run here as a second one.
    hidden = f"POST {CODES} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {account.key}\r\n"
    hidden += 'Content-Type: application/json\r\nContent-Length: 31\r\n\r\n{"data":"https://example.com/h"}'
    answer = exchange(server.port, head(account, *fields) + b"0\r\n\r\n" + hidden.encode())
    assert answer is None or answer.status in (400, 411, 501)
    assert total(account) == 0


def test_a_length_longer_than_the_body_makes_nothing(account: Client, server: WaymarkServer) -> None:
    with RawConnection(server.port) as connection:
        connection.send(head(account, "Content-Length: 1000") + b'{"data":"https://example.com/"}')
    with RawConnection(server.port) as connection:
        connection.send(head(account, "Transfer-Encoding: chunked") + b'1f\r\n{"data":"https://example.com/"}\r\n')
    assert total(account) == 0


def test_a_length_shorter_than_the_body_ends_the_connection(account: Client, server: WaymarkServer) -> None:
    body = b'{"data":"https://example.com/"}'
    with RawConnection(server.port) as connection:
        connection.send(head(account, f"Content-Length: {len(body)}") + body + b"and more that is no request\r\n\r\n")
        assert connection.answer().status == 201
        with contextlib.suppress(ConnectionEnded):
            assert connection.answer().status == 400
    assert total(account) == 1


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate, gzip"])
def test_a_compressed_body_is_refused(account: Client, coding: str) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": coding}
    assert_problem(account.post(CODES, data=b"\x1f\x8b\x08\x00", headers=headers), 415)


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe\x00",
        b'{"data": "https://example.com/\xc3\x28"}',
        b'{"data": "https://example.com/\xed\xa0\x80"}',
        b'{"data": "\\ud800"}',
        b'{"data": "https://example.com/\x01"}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"data":' + b"[" * 1_000 + b"]" * 1_000 + b"}",
        b'{"data": 1e99999}',
        b'{"data": ' + b"9" * 10_000 + b"}",
        b'{"data": "https://example.com/", "data": "https://example.com/2"}',
        b"\x00",
        b" " * 1_000_000,
    ],
    ids=[
        "no-utf-8",
        "broken-utf-8",
        "surrogate-in-utf-8",
        "lone-surrogate",
        "raw-control-character",
        "open-arrays",
        "open-objects",
        "deep-value",
        "huge-exponent",
        "huge-number",
        "repeated-name",
        "null-byte",
        "only-space",
    ],
)
def test_json_that_is_hostile_is_a_400(account: Client, body: bytes) -> None:
    answer = account.post(CODES, data=body, headers={"Content-Type": "application/json"})
    assert_problem(answer, 400)
    assert total(account) == 0


@pytest.mark.parametrize(
    "kind", ["application/json; charset=utf-8", "Application/JSON", "application/json;charset=UTF-8"]
)
def test_the_media_type_of_json_is_recognised_in_any_spelling(account: Client, kind: str) -> None:
    answer = account.post(CODES, data=b'{"data":"https://example.com/"}', headers={"Content-Type": kind})
    assert answer.status_code == 201


def test_expect_100_continue_is_served(account: Client, server: WaymarkServer) -> None:
    body = b'{"data":"https://example.com/"}'
    with RawConnection(server.port) as connection:
        connection.send(head(account, f"Content-Length: {len(body)}", "Expect: 100-continue"))
        first = connection.answer()
        assert first.status == 100
        connection.send(body)
        assert connection.answer().status == 201


def test_a_refused_key_does_not_wait_for_the_body(server: WaymarkServer) -> None:
    request = f"POST {CODES} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20000000\r\n\r\n"
    answer = exchange(server.port, request.encode(), timeout=5)
    assert answer is not None and answer.status == 401
