"""Health, readiness, the first start and the default configuration."""

import shutil
import socket
import sqlite3
import subprocess
import urllib.request
from collections.abc import Callable

import pytest
from harness.client import Client
from harness.polling import eventually
from harness.ports import free_port
from harness.scanning import scan
from harness.server import WaymarkServer


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_and_readiness_need_no_key(scanner: Client, path: str) -> None:
    answer = scanner.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_secrets_and_the_data_are_for_the_owner_only(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    server.client().create()
    open_files = [
        str(path.relative_to(server.data_directory))
        for path in [server.data_directory, *server.data_directory.rglob("*")]
        if path.stat().st_mode & 0o077
    ]
    assert open_files == []


def test_the_default_public_address_is_the_one_listened_on(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server(WAYMARK_PUBLIC_URL="")
    code = server.client().create()
    assert code["redirectUrl"] == f"{server.base_url}/r/{code['id']}"
    assert server.anonymous().get(code["redirectUrl"]).status_code == 302


def test_the_address_is_printed_at_the_start(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    assert f"127.0.0.1:{server.port}" in server.log


def test_a_server_moves_with_its_data_directory(start_server: Callable[..., WaymarkServer]) -> None:
    first = start_server()
    api = first.client()
    id = api.create("https://example.com/moved")["id"]
    scan(first.anonymous(), id)
    first.stop()
    target = first.data_directory.parent / "copy"
    shutil.copytree(first.data_directory, target)
    second = start_server(WAYMARK_DATA_DIR=str(target))
    moved = Client(second.base_url, api.key)
    assert moved.code(id)["destination"] == "https://example.com/moved"
    assert moved.analytics(id)["totals"]["scans"] == 1


def test_redirects_go_on_from_memory_when_the_database_is_away(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    id = api.create("https://example.com/cached")["id"]
    scan(scanner, id)
    database = next(server.data_directory.rglob("*.sqlite"))
    # Another program holds the database exclusively, as a careless backup would.
    with sqlite3.connect(database, isolation_level=None) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        for _ in range(20):
            assert scan(scanner, id).headers["Location"] == "https://example.com/cached"
        holder.execute("ROLLBACK")
    assert api.create()["status"] == "active"


def test_two_servers_keep_apart(start_server: Callable[..., WaymarkServer]) -> None:
    one, other = start_server(), start_server()
    id = one.client().create()["id"]
    assert other.anonymous().get(f"/r/{id}").status_code == 404
    assert other.anonymous().get("/api/qr/codes", headers={"X-Api-Key": str(one.client().key)}).status_code == 401


def test_an_ipv6_address_can_be_listened_on(start_server: Callable[..., WaymarkServer], binary) -> None:
    if not socket.has_ipv6:
        pytest.fail("this machine has no IPv6 on its loopback")
    port = free_port()
    server = start_server()
    environment = {**server.environment, "WAYMARK_HOST": "::1", "WAYMARK_PORT": str(port)}
    environment["WAYMARK_DATA_DIR"] = str(server.data_directory.parent / "ipv6")
    del environment["WAYMARK_PUBLIC_URL"]
    process = subprocess.Popen([binary, "serve"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def status() -> int:
        try:
            return urllib.request.urlopen(f"http://[::1]:{port}/readyz", timeout=2).status
        except OSError:
            return 0

    try:
        eventually(status, lambda code: code == 200, within=20, what="readiness on ::1")
    finally:
        process.terminate()
        assert process.wait(30) == 0
