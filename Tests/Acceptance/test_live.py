"""Scans as server-sent events: what comes, what a slow reader misses, and how a stream goes on and ends."""

import time
from typing import Any

from harness.client import Client
from harness.events import Event, EventStream
from harness.polling import eventually
from harness.problems import assert_problem
from harness.raw_http import RawConnection
from harness.server import WaymarkServer


def stream(api: Client, path: str = "/api/qr/live", **options: Any) -> EventStream:
    port = int(api.base_url.rpartition(":")[2])
    found = EventStream(port, path, api.key or "", **options)
    assert found.status == 200, found.status
    assert found.headers["content-type"] == "text/event-stream" and found.headers["cache-control"] == "no-store"
    return found.watching()


def scan(scanner: Client, *ids: str) -> None:
    for id in ids:
        assert scanner.get(f"/r/{id}").status_code == 302


def codes(events: list[Event]) -> list[str]:
    assert all(event.name == "scan" for event in events), events
    return [event.data["code"] for event in events]


def storm(port: int, id: str, count: int) -> None:
    """Scans a code many times over one connection."""
    request = f"GET /r/{id} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0\r\n\r\n".encode()
    with RawConnection(port) as connection:
        for _ in range(count):
            connection.send(request)
            assert connection.answer().status == 302


def test_scans_come_as_they_happen_of_the_code_or_the_account(
    account: Client, scanner: Client, server: WaymarkServer
) -> None:
    one, two = account.create()["id"], account.create()["id"]
    strange = server.client(account="strange-live").create()["id"]
    with stream(account, f"/api/qr/codes/{one}/live") as of_one, stream(account) as of_all:
        begin = time.monotonic()
        events = []
        # Scans that are stored together come code by code: each is awaited before the next.
        for ids in ((one,), (two,), (strange, one)):
            scan(scanner, *ids)
            events += of_all.take(1)
        assert codes(events) == [one, two, one]
        assert codes(of_one.take(2)) == [one, one]
        assert time.monotonic() - begin < 10
    first = events[0]
    assert first.id == first.data["id"]
    assert first.data["destination"] == "https://example.com/landing"
    assert set(first.data) >= {"code", "scannedAt", "country", "device", "os", "browser", "unique", "bot"}
    assert "address" not in first.data and "127.0.0.1" not in str(first.data)


def test_a_stream_goes_on_behind_the_last_event(account: Client, scanner: Client) -> None:
    one, two = account.create()["id"], account.create()["id"]
    with stream(account) as before:
        scan(scanner, one)
        last = before.take(1)[0].id
    for id, scans in ((two, 1), (one, 2), (two, 2)):
        scan(scanner, id)
        eventually(lambda id=id: account.code(id)["scans"], lambda found, n=scans: found == n, within=20, what="it")
    with stream(account, last=last) as after:
        assert codes(after.take(3)) == [two, one, two]
        scan(scanner, one)
        assert codes(after.take(1)) == [one]
    with stream(account, f"/api/qr/codes/{one}/live", last=last) as of_one:
        assert codes(of_one.take(2)) == [one, one]


def test_a_reader_that_does_not_read_is_told_what_it_missed(start_server: Any) -> None:
    server = start_server()
    api = server.client()
    code = api.create()["id"]
    count = 12_000
    with stream(api, window=4_096) as slow:
        storm(server.port, code, count)
        eventually(lambda: api.code(code)["scans"] == count, within=60, what="the scans in the store")
        seen = skipped = 0
        while seen + skipped < count:
            event = slow.next()
            assert event is not None
            if event.name == "scan":
                seen += 1
            else:
                assert event.name == "skipped"
                skipped += event.data["skipped"]
        assert seen + skipped == count and seen >= 1_000
        assert skipped > 0, "the reader was not slow enough to miss anything"


def test_a_shutdown_ends_streams_with_an_event(start_server: Any) -> None:
    server = start_server()
    api = server.client()
    with stream(api) as watching:
        begin = time.monotonic()
        server.terminate()
        event = watching.next()
        assert event is not None and event.name == "end" and "stopping" in event.data["reason"]
        assert watching.next() is None
    assert server.wait() == 0
    assert time.monotonic() - begin < 10


def test_what_is_no_stream_is_a_problem(account: Client, scanner: Client, server: WaymarkServer) -> None:
    assert_problem(account.get("/api/qr/codes/nowhere/live"), 404, "NOT_FOUND")
    assert_problem(scanner.get("/api/qr/live"), 401, "UNAUTHENTICATED")
    assert_problem(account.get("/api/qr/live", headers={"Last-Event-ID": "x"}), 400, "INVALID_CURSOR")
    assert_problem(account.get("/api/qr/live?days=3"), 422)
    assert account.head("/api/qr/live").status_code == 200
    theirs = server.client(account="strange-live").create()["id"]
    assert_problem(account.get(f"/api/qr/codes/{theirs}/live"), 404, "NOT_FOUND")


def test_an_account_has_sixteen_streams_at_most(account: Client) -> None:
    streams = [stream(account) for _ in range(16)]
    problem = assert_problem(account.get("/api/qr/live"), 429, "TOO_MANY_STREAMS")
    assert "16" in problem["detail"]
    for one in streams:
        one.socket.close()
