"""Analytics beside ingest at full speed: of one code with more and more scans, and of an account with many codes."""

import http.client
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from harness.server import WaymarkServer

from suite.processes import memory_mib
from suite.report import markdown
from suite.settings import Settings
from suite.steps import Steps

DAYS = 90


def measure(settings: Settings, folder: Path) -> dict[str, Any]:
    """Every store is made anew, and removed before the next; each is written down when it is measured."""
    steps = Steps("analytics", settings, lambda known: markdown(known | {"analytics": summary(known["steps"])}))
    try:
        for count in settings.scan_counts:
            steps.figures(f"{count} scans", lambda count=count: one_code(settings, folder / str(count), count))
        steps.figures("account", lambda: account(settings, folder / "account"))
        return summary(steps.known["steps"])
    finally:
        shutil.rmtree(folder)


def summary(steps: dict[str, Any]) -> dict[str, Any]:
    """The steps that are done, and how the question's cost grew from the fewest scans to the most."""
    codes = sorted((found for name, found in steps.items() if name != "account"), key=lambda found: found["scans"])
    growth = codes[-1]["beside"]["p50"] / codes[0]["beside"]["p50"] if codes else None
    return {"days": DAYS, "codes": codes, "growth": growth, "account": steps.get("account")}


def one_code(settings: Settings, folder: Path, scans: int) -> dict[str, Any]:
    """One code with that many scans in ninety days."""
    server = WaymarkServer(settings.binary, folder).start()
    api = server.client()
    code = api.create("https://www.example.com/", sources=["window"])
    assert server.stop() == 0
    print(f"filling in {scans:,} scans of a code", file=sys.stderr, flush=True)
    rate = prepare(settings, server, "fill", 1, 1, scans, DAYS)
    size = database(server).stat().st_size
    server.start()
    path = f"/api/qr/codes/{code['id']}/analytics?days={DAYS}"
    counted = api.get(path).json()["totals"]
    assert counted["scans"] + counted["bots"] == scans, counted
    alone = latencies(server, api.key, [path] * settings.questions)
    with feeding(settings, server, 1, 1) as feed:
        beside = latencies(server, api.key, [path] * settings.questions)
    export = exported(settings, server, f"/api/qr/codes/{code['id']}/scans?format=csv&bots=true", api.key)
    assert server.stop() == 0
    shutil.rmtree(folder)
    return {
        "scans": scans,
        "ingested": rate,
        "bytesAScan": size / scans,
        "alone": alone,
        "beside": beside,
        "ingestBeside": feed["rate"],
        "export": export,
    }


def account(settings: Settings, folder: Path) -> dict[str, Any]:
    """An account with many codes, of which each was scanned a few times."""
    server = WaymarkServer(settings.binary, folder).start()
    api = server.client(account="bench")
    count, scans = settings.account_codes, settings.account_codes * 20
    assert server.stop() == 0
    print(f"filling in {count:,} codes and {scans:,} scans", file=sys.stderr, flush=True)
    made = prepare(settings, server, "codes", "bench", count)
    rate = prepare(settings, server, "fill", 1, made, scans, DAYS)
    server.start()
    with feeding(settings, server, 1, made):
        analytics = latencies(server, api.key, [f"/api/qr/analytics?days={DAYS}"] * settings.questions)
        pages = {
            sort: latencies(server, api.key, paths(server, api.key, sort, settings.pages))
            for sort in ("-createdAt", "-scans")
        }
    assert server.stop() == 0
    size = database(server).stat().st_size
    shutil.rmtree(folder)
    return {
        "codes": made,
        "scans": scans,
        "ingested": rate,
        "bytesAScan": size / scans,
        "analytics": analytics,
        "pages": pages,
    }


def paths(server: WaymarkServer, key: str | None, sort: str, count: int) -> list[str]:
    """Pages from everywhere in the list, in random order."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    cursor: str | None = "0"
    found = []
    while cursor and len(found) < count:
        found.append(f"/api/qr/codes?limit=100&sort={sort}&cursor={cursor}")
        cursor = json_of(connection, found[-1], key)["pagination"]["nextCursor"]
    connection.close()
    random.Random(4).shuffle(found)
    return found


def json_of(connection: http.client.HTTPConnection, path: str, key: str | None) -> Any:
    connection.request("GET", path, headers={"Authorization": f"Bearer {key}"})
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, body
    return json.loads(body)


def latencies(server: WaymarkServer, key: str | None, paths: list[str]) -> dict[str, float]:
    """Milliseconds from asking to the last byte, one question after the other on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    taken = []
    for path in paths:
        start = time.perf_counter()
        connection.request("GET", path, headers={"Authorization": f"Bearer {key}"})
        answer = connection.getresponse()
        body = answer.read()
        taken.append((time.perf_counter() - start) * 1_000)
        assert answer.status == 200, body
    connection.close()
    taken.sort()
    return {"p50": statistics.median(taken), "p99": taken[len(taken) * 99 // 100], "highest": taken[-1]}


def exported(settings: Settings, server: WaymarkServer, path: str, key: str | None) -> dict[str, float]:
    """Lines a second of a file, as far as the time allows, and what it added to the memory of the server."""
    before = memory_mib(server.pid, "VmHWM")
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    start = time.perf_counter()
    connection.request("GET", path, headers={"Authorization": f"Bearer {key}"})
    answer = connection.getresponse()
    rows = size = 0
    while time.perf_counter() - start < settings.export_seconds and (piece := answer.read(1 << 20)):
        rows += piece.count(b"\r\n")
        size += len(piece)
    seconds = time.perf_counter() - start
    connection.close()
    return {"rows": rows, "rate": rows / seconds, "bytes": size, "memoryMiB": memory_mib(server.pid, "VmHWM") - before}


@contextmanager
def feeding(settings: Settings, server: WaymarkServer, first: int, last: int) -> Iterator[dict[str, float]]:
    """Another process ingests as fast as it can meanwhile."""
    command = store_bench(settings, server, "feed", first, last, settings.feed_seconds)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    result = {"rate": 0.0}
    try:
        assert process.stdout is not None
        # The first batch finds nothing in memory: what is measured comes after it.
        process.stdout.readline()
        yield result
        assert process.poll() is None, "the ingest ended before what was measured beside it"
    finally:
        process.terminate()
        output, _ = process.communicate()
        # The last line may be cut.
        result["rate"] = float((output.split() or ["0"])[-1 if output.endswith("\n") else -2])


def prepare(settings: Settings, server: WaymarkServer, *arguments: Any) -> int:
    result = subprocess.run(
        store_bench(settings, server, *arguments), capture_output=True, text=True, check=True, env={**os.environ}
    )
    return int(result.stdout)


def store_bench(settings: Settings, server: WaymarkServer, name: str, *arguments: Any) -> list[str]:
    return [str(settings.products / "StoreBench"), name, str(database(server)), *map(str, arguments)]


def database(server: WaymarkServer) -> Path:
    return server.data_directory / "waymark.sqlite"
