"""Codes made a second at 64 connections, beside plain SQLite inserts."""

import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from harness.server import WaymarkServer

from suite import load
from suite.figures import ratios, summary
from suite.processes import cpu_seconds
from suite.settings import CONNECTIONS, UNBOUNDED, Settings

SCHEMA = """
CREATE TABLE codes (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, account INTEGER NOT NULL, type TEXT NOT NULL,
    payload TEXT NOT NULL, settings TEXT NOT NULL, created INTEGER NOT NULL
) STRICT;
CREATE INDEX codes_of_account ON codes (account, number);
"""
INSERT = "INSERT INTO codes (id, account, type, payload, settings, created) VALUES (?, ?, ?, ?, ?, ?)"
# One row a transaction is what a server without group commit pays; 64 rows is what one commit can carry at 64
# connections; 1,000 rows is a bulk load.
BATCHES = {f"SQLite, {rows:,} rows a commit": rows for rows in (1, CONNECTIONS, 1_000)}


def measure(settings: Settings, folder: Path) -> dict[str, Any]:
    """Alternates runs of Waymark and of a lone program that inserts rows; both sync every commit to the same disk."""
    server = WaymarkServer(settings.binary, folder / "waymark", UNBOUNDED).start()
    try:
        key = str(server.client().key)
        contenders: dict[str, Callable[[int], dict[str, float]]] = {
            "waymark": lambda seconds: create_codes(server, key, seconds),
            **{name: lambda seconds, rows=rows: insert_rows(folder, rows, seconds) for name, rows in BATCHES.items()},
        }
        for run in contenders.values():
            run(settings.warm_up)
        runs: dict[str, list[dict[str, float]]] = {name: [] for name in contenders}
        for number in range(settings.rounds):
            order = list(contenders) if number % 2 == 0 else list(contenders)[::-1]
            for name in order:
                runs[name].append(contenders[name](settings.seconds))
        return report(runs)
    finally:
        server.stop()
        shutil.rmtree(folder)


def create_codes(server: WaymarkServer, key: str, seconds: int) -> dict[str, float]:
    before = cpu_seconds(server.pid)
    done = load.run("create.lua", server.base_url, seconds, key)
    assert done.failed == 0, f"{done.failed} creates failed"
    cpu = (cpu_seconds(server.pid) - before) / done.requests * 1e6
    return {"rate": done.rate, "cpu": cpu, "p50": done.p50, "p99": done.p99}


def insert_rows(folder: Path, rows_a_commit: int, seconds: int) -> dict[str, float]:
    """Inserts rows like those of codes into a fresh file, with the same durability as the server's."""
    path = folder / "plain.sqlite"
    for leftover in folder.glob("plain.sqlite*"):
        leftover.unlink()
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + SCHEMA)
        count, start = 0, time.perf_counter()
        while (elapsed := time.perf_counter() - start) < seconds:
            database.execute("BEGIN IMMEDIATE")
            database.executemany(INSERT, [row(count + offset) for offset in range(rows_a_commit)])
            database.execute("COMMIT")
            count += rows_a_commit
    finally:
        database.close()
    return {"rate": count / elapsed}


def row(number: int) -> tuple[Any, ...]:
    settings = f'{{"name":"Poster {number}","tags":["spring"],"returnType":"png"}}'
    url = f"https://www.example.com/campaigns/1/{number}"
    return secrets.token_urlsafe(6), 1, "url", url, settings, time.time_ns() // 1_000_000


def report(runs: dict[str, list[dict[str, float]]]) -> dict[str, Any]:
    def values(name: str, what: str) -> list[float]:
        return [run[what] for run in runs[name]]

    return {
        "connections": CONNECTIONS,
        "figures": {name: {what: summary(values(name, what)) for what in runs[name][0]} for name in runs},
        "ratios": {name: ratios(values("waymark", "rate"), values(name, "rate")) for name in BATCHES},
    }
