"""Slow, silent, broken and many connections: nobody else is disturbed."""

import os
import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from harness.client import Client
from harness.raw_http import ConnectionEnded, RawConnection, exchange
from harness.server import WaymarkServer

# What somebody else may wait at most while the server is being abused; two busy cores are allowed for.
UNDISTURBED = 1.0


def assert_undisturbed(api: Client, server: WaymarkServer) -> None:
    """A new visitor makes a code, scans it and reads it in a time that shows no queue."""
    started = time.monotonic()
    code = api.create()
    assert server.anonymous().get(f"/r/{code['id']}").status_code == 302
    api.code(code["id"])
    assert time.monotonic() - started < UNDISTURBED


@contextmanager
def many(server: WaymarkServer, count: int) -> Iterator[list[RawConnection]]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, count + 500)), hard))
    with ExitStack() as stack:
        yield [stack.enter_context(RawConnection(server.port)) for _ in range(count)]
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_thousand_idle_connections_disturb_nobody(api: Client, server: WaymarkServer) -> None:
    with many(server, 1_000) as connections:
        for connection in connections[::2]:
            connection.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert all(connection.answer().status == 200 for connection in connections[::2])
        assert_undisturbed(api, server)


@pytest.mark.parametrize(
    "start",
    [
        b"GET /r/abcdefgh HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"GET /r/abc",
        b"POST /api/qr/codes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
        b"POST /api/qr/codes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
    ],
    ids=["in-a-header", "in-the-path", "in-a-body", "in-a-chunk"],
)
def test_slow_senders_disturb_nobody(api: Client, server: WaymarkServer, start: bytes) -> None:
    with many(server, 200) as connections:
        for connection in connections:
            connection.send(start)
        for _ in range(3):
            for connection in connections:
                try:
                    connection.send(b"x")
                except ConnectionEnded:
                    continue
            assert_undisturbed(api, server)


def test_a_slow_body_with_a_key_disturbs_nobody(api: Client, server: WaymarkServer) -> None:
    head = f"POST /api/qr/codes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {api.key}\r\n"
    head += "Content-Type: application/json\r\nContent-Length: 31\r\n\r\n"
    with many(server, 100) as connections:
        for connection in connections:
            connection.send(head.encode() + b'{"data":')
        assert_undisturbed(api, server)
        # Slow is no crime: what arrives in the end is done.
        connections[7].send(b'"https://example.com/"}')
        assert connections[7].answer().status == 201


def test_readers_that_never_read_disturb_nobody(api: Client, server: WaymarkServer) -> None:
    id = api.create()["id"]
    request = f"GET /api/qr/codes/{id}/image?size=4000 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {api.key}\r\n\r\n"
    with many(server, 20) as connections:
        for connection in connections:
            connection.send(request.encode() * 20)
        assert_undisturbed(api, server)


@pytest.mark.parametrize(
    "garbage",
    [
        os.urandom(4_096),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
        b"\x00" * 1_000,
        b"\r\n" * 5_000,
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nNo colon\r\n\r\n",
        b"GET / HTTP/1.1\r\n: no name\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nBad\x00Name: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nName : y\r\n\r\n",
        b"GET /r/a b c HTTP/1.1\r\nHost: x\r\n\r\n",
        b"get /healthz http/1.1\r\nhost: x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n",
    ],
    ids=[
        "random",
        "tls",
        "nulls",
        "line-breaks",
        "no-version",
        "version-9",
        "no-colon",
        "no-name",
        "null-in-name",
        "space-before-colon",
        "spaces-in-path",
        "lower-case",
        "http-2",
        "connect",
    ],
)
def test_garbage_is_answered_with_an_error_or_a_closed_connection(
    api: Client, server: WaymarkServer, garbage: bytes
) -> None:
    try:
        answer = exchange(server.port, garbage, timeout=2)
    except TimeoutError:
        # Waiting for the rest of something that looks unfinished is fair.
        answer = None
    assert answer is None or 400 <= answer.status < 600
    assert_undisturbed(api, server)


@pytest.mark.parametrize(
    "request_head",
    [
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Large: " + b"x" * 200_000 + b"\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(20_000)) + b"\r\n",
        b"GET /r/" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /healthz?" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=["one-large", "many", "long-path", "long-query"],
)
def test_a_head_without_end_is_refused(api: Client, server: WaymarkServer, request_head: bytes) -> None:
    answer = exchange(server.port, request_head)
    assert answer is None or answer.status in (400, 414, 431)
    assert_undisturbed(api, server)


def test_ordinary_large_heads_pass(api: Client, scanner: Client) -> None:
    id = api.create()["id"]
    headers = {"Cookie": "c=" + "x" * 4_000, "User-Agent": "Mozilla/5.0 " + "y" * 1_000}
    assert scanner.get(f"/r/{id}?utm={'z' * 1_500}", headers=headers).status_code == 302


def test_clients_that_vanish_leave_nothing_behind(api: Client, server: WaymarkServer) -> None:
    before = len(os.listdir(f"/proc/{server.pid}/fd"))
    for round in range(300):
        connection = RawConnection(server.port)
        connection.send(b"GET /r/abcdefgh HTTP/1.1\r\nHo" if round % 2 else b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        connection.socket.close()
    assert_undisturbed(api, server)
    deadline = time.monotonic() + 10
    while len(os.listdir(f"/proc/{server.pid}/fd")) > before + 20:
        assert time.monotonic() < deadline, "the sockets of clients that left stay open"
        time.sleep(0.05)


def test_who_says_that_nothing_more_will_come_gets_the_answer_and_is_not_kept(server: WaymarkServer) -> None:
    with RawConnection(server.port) as connection:
        connection.send(b"POST /api/qr/codes HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n{")
        connection.socket.shutdown(socket.SHUT_WR)
        assert connection.answer().status == 401
        # Less than the five seconds that the connection would be kept for somebody who goes on sending.
        assert connection.is_closed_by_peer(within=4)
