"""Redirects go on whatever becomes of their scans: a full journal, a full disk, a store that does not answer."""

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from harness.client import Client
from harness.polling import eventually
from harness.raw_http import RawConnection
from harness.scanning import PHONE, scan
from harness.server import WaymarkServer
from test_metrics import Metrics, metrics


@contextmanager
def held(server: WaymarkServer) -> Iterator[None]:
    """Holds the database exclusively, as a careless backup would."""
    database = next(server.data_directory.rglob("*.sqlite"))
    with sqlite3.connect(database, isolation_level=None, timeout=20) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            holder.execute("ROLLBACK")


def scan_many(server: WaymarkServer, id: str, count: int) -> None:
    """Scans one code over one connection; every scan must be answered with its redirect."""
    request = f"GET /r/{id} HTTP/1.1\r\nHost: x\r\nUser-Agent: {PHONE}\r\n\r\n".encode()
    with RawConnection(server.port) as connection:
        for _ in range(count // 50):
            connection.send(request * 50)
            for _ in range(50):
                assert connection.answer().status == 302


def reasons(scanner: Client) -> dict[str, str]:
    """What /readyz says is wrong, by the name of the check."""
    checks = scanner.get("/readyz").json()["checks"]
    return {name: check["reason"] for name, check in checks.items() if check["status"] != "ok"}


def becomes_ready(scanner: Client) -> None:
    """The report is kept for a moment: one of before may still be told."""
    eventually(lambda: scanner.get("/readyz").status_code, lambda status: status == 200, within=20, what="/readyz")


def settled(scanner: Client) -> Metrics:
    return eventually(
        lambda: metrics(scanner),
        lambda found: found["waymark_ingest_backlog_scans"] == 0 and found["waymark_journal_problem"] == 0,
        within=30,
        what="the journal to be taken in",
        every=0.1,
    )


def test_a_full_journal_blocks_nothing_and_counts_what_it_could_not_take(
    start_server: Callable[..., WaymarkServer],
) -> None:
    server = start_server(WAYMARK_JOURNAL_BYTES="1M")
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]
    scan(scanner, id)
    with held(server):
        scan_many(server, id, 8_000)
        found = metrics(scanner)
        assert found["waymark_redirects_total{outcome=answered}"] == 8_001
        assert found["waymark_journal_bytes"] <= found["waymark_journal_limit_bytes"] == 1 << 20
        overflowed = found["waymark_journal_overflowed_scans_total"]
        assert 0 < overflowed < 8_000
        assert found["waymark_scans_unrecorded_total"] == overflowed
        assert found["waymark_journal_problem"] == 1
        assert found["waymark_ingest_backlog_scans"] >= 8_000 - overflowed
        # The report is kept for a moment.
        told = eventually(lambda: reasons(scanner), lambda found: "journal" in found, within=10, what="/readyz to tell")
        assert "journaled" in told["journal"]
    settled(scanner)
    recorded = 8_001 - int(overflowed)
    eventually(
        lambda: api.analytics(id)["totals"]["scans"], lambda scans: scans == recorded, within=20, what="the others"
    )
    # There is room again.
    scan_many(server, id, 100)
    settled(scanner)
    assert api.analytics(id)["totals"]["scans"] == recorded + 100
    becomes_ready(scanner)


def test_a_store_that_does_not_answer_is_told_and_made_up_for(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]
    scan(scanner, id)
    with held(server):
        scan_many(server, id, 500)
        eventually(lambda: "journal" in reasons(scanner), within=30, what="/readyz to tell", every=0.2)
        found = metrics(scanner)
        assert found["waymark_ingest_failures_total"] >= 1
        assert found["waymark_ingest_backlog_scans"] >= 500
        assert found["waymark_journal_problem"] == 0
        assert scan(scanner, id).status_code == 302
    settled(scanner)
    eventually(lambda: api.analytics(id)["totals"]["scans"], lambda scans: scans == 502, within=20, what="all scans")
    assert metrics(scanner)["waymark_scans_unrecorded_total"] == 0


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A file system of three megabytes at a folder."""
    folder.mkdir(parents=True, mode=0o700)
    command = ["mount", "-t", "tmpfs", "-o", "size=3m,mode=700", "waymark-test", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("A FULL DISK IS NOT TESTED: only root may mount the small file system that it needs")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(path: Path) -> None:
    """Takes what is left of a disk."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4_096):
            pass


def test_a_full_disk_stops_the_counting_and_not_the_redirects(make_server: Callable[..., WaymarkServer]) -> None:
    server = make_server(WAYMARK_JOURNAL_BYTES="4M")
    folder = server.data_directory / "journal"
    server.data_directory.mkdir(parents=True, mode=0o700)
    with small_disk(folder):
        server.start()
        api, scanner = server.client(), server.anonymous()
        id = api.create()["id"]
        scan(scanner, id)
        # Somebody else's file takes what is left.
        fill(folder / "other")
        with held(server):
            scan_many(server, id, 16_000)
            found = metrics(scanner)
            assert found["waymark_journal_overflowed_scans_total"] > 0
            assert found["waymark_journal_problem"] == 1
            told = eventually(lambda: reasons(scanner), lambda found: "journal" in found, within=10, what="/readyz")
            assert "disk is full" in told["journal"]
        (folder / "other").unlink()
        found = settled(scanner)
        recorded = found["waymark_redirects_total{outcome=answered}"] - found["waymark_scans_unrecorded_total"]
        eventually(
            lambda: api.analytics(id)["totals"]["scans"], lambda scans: scans == recorded, within=20, what="the others"
        )
        becomes_ready(scanner)
        server.stop()
