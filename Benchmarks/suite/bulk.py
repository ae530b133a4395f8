"""Asynchronous bulk: how fast rows become codes with pictures, in how much memory, and what scans notice of it."""

import itertools
import json
import shutil
import time
from pathlib import Path
from typing import Any

from harness import bulk
from harness.client import Client
from harness.server import WaymarkServer

from suite import h2load
from suite.figures import summary
from suite.processes import memory_mib
from suite.settings import Settings

# The largest body, and less than it by what the last row may be short of.
BODY_BYTES = 25_000_000
COMPLETED_WITHIN = 600.0
OPERATION_IDS = 100
# Far below what either core answers, so that a late answer is the server's doing.
SCANS_A_SECOND = 2_000.0
SCANNED_CODES = 200


def measure(settings: Settings, folder: Path) -> dict[str, Any]:
    """A job alone, then the operations on many codes, then a job beside scans."""
    server = WaymarkServer(settings.binary, folder / "server").start()
    try:
        api = server.client()
        alone = job_alone(settings, server, api, folder)
        return {
            **alone,
            "operationMilliseconds": operations(settings, api),
            "scans": beside_scans(settings, server, api, folder),
            "highestMemoryMiB": memory_mib(server.pid, "VmHWM"),
        }
    finally:
        server.stop()
        shutil.rmtree(folder)


def body(rows: int) -> bytes:
    """So many dynamic rows, padded by their descriptions nearly to the largest body that is taken."""
    size = (BODY_BYTES * rows // 100_000 - 1) // rows
    parts = []
    for number in range(rows):
        row = {
            "uid": f"row-{number:06}",
            "qrType": "dynamic",
            "dataType": "url",
            "data": f"https://www.example.com/landing/{number:06}?from=poster",
            "description": "",
        }
        row["description"] = "x" * (size - len(json.dumps(row)) - 1)
        parts.append(json.dumps(row))
    return ("[" + ",".join(parts) + "]").encode()


def job_alone(settings: Settings, server: WaymarkServer, api: Client, folder: Path) -> dict[str, Any]:
    """Submits, waits and fetches, with nothing else to do."""
    sent = body(settings.bulk_rows)
    assert len(sent) <= BODY_BYTES
    idle = memory_mib(server.pid)
    began = time.perf_counter()
    job = submit(api, sent)
    durable = time.perf_counter() - began
    state = completed(api, job)
    seconds = time.perf_counter() - began
    assert state["succeeded"] == settings.bulk_rows, state
    working = memory_mib(server.pid, "VmHWM")
    began = time.perf_counter()
    length = download(api, job, folder / "result.json")
    fetched = time.perf_counter() - began
    return {
        "rows": settings.bulk_rows,
        "bodyBytes": len(sent),
        "durableSeconds": durable,
        "completedSeconds": seconds,
        "rowsASecond": settings.bulk_rows / seconds,
        "resultBytes": length,
        "fetchSeconds": fetched,
        "memoryMiB": {"before": idle, "working": working, "fetching": memory_mib(server.pid, "VmHWM")},
    }


def submit(api: Client, sent: bytes) -> str:
    answer = api.post(bulk.OLDER, data=sent, headers={"Content-Type": "application/json"}, timeout=120)
    assert answer.status_code == 200, answer.text
    return answer.json()


def completed(api: Client, job: str) -> dict[str, Any]:
    deadline = time.monotonic() + COMPLETED_WITHIN
    while (state := bulk.status(api, job))["status"] == "processing":
        assert time.monotonic() < deadline, state
        time.sleep(0.1)
    return state


def download(api: Client, job: str, path: Path) -> int:
    """Fetches the result into a file, so that the generator's own memory is small."""
    with api.get(f"{bulk.OLDER}/{job}/result", stream=True, timeout=120) as answer, path.open("wb") as file:
        assert answer.status_code == 200, answer.text
        for part in answer.iter_content(1 << 20):
            file.write(part)
        length = file.tell()
    path.unlink()
    return length


def operations(settings: Settings, api: Client) -> dict[str, Any]:
    """The time to lead a hundred codes somewhere else."""
    ids = [code["id"] for code in api.get("/api/qr/codes", params={"limit": OPERATION_IDS}).json()["data"]]
    took = []
    for number in range(settings.batches * 2):
        fields = {"ids": ids, "destinationUrl": f"https://www.example.com/moved/{number}"}
        began = time.perf_counter()
        answer = api.post("/api/qr/codes/bulk/update-destination", json=fields)
        took.append((time.perf_counter() - began) * 1e3)
        assert answer.json()["updated"] == len(ids), answer.text
    return summary(took)


def beside_scans(settings: Settings, server: WaymarkServer, api: Client, folder: Path) -> dict[str, Any]:
    """The latency of scans of other codes at one pace: with nothing else to do, and while rows are worked off."""
    urls = [api.create(f"https://www.example.com/{number}")["id"] for number in range(SCANNED_CODES)]
    urls = [f"{server.base_url}/r/{id}" for id in urls]
    h2load.run(urls, settings.warm_up, folder, SCANS_A_SECOND)
    idle = h2load.run(urls, settings.seconds, folder, SCANS_A_SECOND)
    sent = body(settings.bulk_rows)
    busy: list[h2load.Requests] = []
    jobs = itertools.count()
    current = None
    while len(busy) * settings.warm_up < settings.seconds:
        if current is None or bulk.status(api, current)["status"] != "processing":
            assert next(jobs) < 50, "jobs end before a run does"
            current = submit(api, sent)
        run = h2load.run(urls, settings.warm_up, folder, SCANS_A_SECOND)
        # Only a run during which the job never ended tells of work.
        if bulk.status(api, current)["status"] == "processing" or settings.quick:
            busy.append(run)
    if current:
        completed(api, current)
    assert idle.failed == 0 and all(run.failed == 0 for run in busy), "scans failed"
    beside = h2load.Requests([], [took for run in busy for took in run.took], 0).percentiles
    alone = idle.percentiles
    return {"rate": SCANS_A_SECOND, "idle": alone, "busy": beside, "p99Ratio": beside["p99"] / alone["p99"]}
