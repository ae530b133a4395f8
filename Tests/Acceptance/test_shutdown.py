"""SIGTERM: what was begun is finished, and then the process ends with 0."""

import signal
import time
from collections.abc import Callable

import pytest
from harness.raw_http import ConnectionEnded, RawConnection
from harness.scanning import scan, wait_for_scans
from harness.server import WaymarkServer

BODY = b'{"data":"https://example.com/last"}'


def begin_create(server: WaymarkServer, key: str, body: bytes) -> RawConnection:
    connection = RawConnection(server.port, timeout=30)
    head = f"POST /api/qr/codes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n"
    connection.send(head.encode() + body)
    return connection


def test_a_request_under_way_is_finished(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api = server.client()
    with begin_create(server, str(api.key), BODY[:10]) as connection:
        # Long enough for the server to have begun with the request.
        time.sleep(0.2)
        server.terminate()
        time.sleep(0.3)
        assert server.is_alive, "the server did not wait for the request"
        connection.send(BODY[10:])
        assert connection.answer().status == 201
    assert server.wait() == 0
    server.start()
    assert api.get("/api/qr/codes").json()["pagination"]["total"] == 1


def test_new_connections_are_refused_while_it_ends(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    with begin_create(server, str(server.client().key), BODY[:10]) as connection:
        time.sleep(0.2)
        server.terminate()
        deadline = time.monotonic() + 5
        while server.is_ready():
            assert time.monotonic() < deadline, "the server still takes requests"
            time.sleep(0.02)
        connection.send(BODY[10:])
        assert connection.answer().status == 201
    assert server.wait() == 0


def test_idle_connections_do_not_hold_it_up(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    connections = [RawConnection(server.port) for _ in range(50)]
    for connection in connections[::2]:
        connection.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        connection.answer()
    started = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - started < 5
    for connection in connections:
        assert connection.is_closed_by_peer(within=2)
        connection.socket.close()


def test_a_client_that_never_finishes_is_cut_off_at_the_limit(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server(WAYMARK_SHUTDOWN_GRACE="1")
    with begin_create(server, str(server.client().key), BODY[:10]) as connection:
        time.sleep(0.2)
        started = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - started < 6
        with pytest.raises(ConnectionEnded):
            connection.answer()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_scans_of_the_last_moment_are_counted(start_server: Callable[..., WaymarkServer], name: str) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]
    for _ in range(50):
        scan(scanner, id)
    assert server.process is not None
    server.process.send_signal(getattr(signal, name))
    assert server.wait() == 0
    server.start()
    # No waiting: everything was in the store when the process ended.
    assert api.analytics(id)["totals"]["scans"] == 50
    # Nor is anything read a second time: it would come before this scan.
    scan(scanner, id)
    assert wait_for_scans(api, id, 51)["totals"]["scans"] == 51


def test_a_second_server_on_the_same_data_or_port_says_why_it_cannot_start(
    start_server: Callable[..., WaymarkServer],
) -> None:
    server = start_server()
    result = server.run("serve")
    assert result.returncode not in (0, 78)
    assert str(server.port) in result.stderr.decode() or str(server.data_directory) in result.stderr.decode()
    assert server.is_ready()
