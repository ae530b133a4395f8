"""Batches of pictures as ZIP archives: seconds from the request to the last byte, and the server's highest memory."""

import io
import json
import shutil
import time
import zipfile
from pathlib import Path
from typing import Any

import requests
from harness.server import WaymarkServer

from suite.figures import summary
from suite.processes import memory_mib
from suite.settings import Settings

PATH = "/api/v1/generate/bulk/"
# The pattern that the interface takes when none is named, and sharp modules.
LOOKS: dict[str, dict[str, str]] = {"squares": {"pattern": "squares", "background": "white"}, "rounded (default)": {}}


def measure(settings: Settings, folder: Path) -> dict[str, Any]:
    """Sends the same batch twice to a fresh server, some times over."""
    rounds = 1 if settings.quick else 3
    try:
        figures = {name: look(settings, folder / name, rounds, fields) for name, fields in LOOKS.items()}
    finally:
        shutil.rmtree(folder)
    return {"items": settings.zip_items, "figures": figures}


def look(settings: Settings, folder: Path, rounds: int, fields: dict[str, str]) -> dict[str, Any]:
    body = json.dumps({"items": [
        {"data": f"https://www.example.com/c/{10_000_000 + number}", "size_inches": 3, **fields}
        for number in range(settings.zip_items)
    ]}).encode()  # fmt: skip
    runs: dict[str, list[dict[str, float]]] = {"cold": [], "warm": []}
    peak, size = 0.0, 0
    for number in range(rounds):
        server = WaymarkServer(settings.binary, folder / str(number)).start()
        try:
            key = str(server.client().key)
            for when in runs:
                found, size = send(server, key, body, settings.zip_items)
                runs[when].append(found)
            peak = max(peak, memory_mib(server.pid, "VmHWM"))
        finally:
            server.stop()
    times = {when: {what: summary([run[what] for run in found]) for what in found[0]} for when, found in runs.items()}
    return {**times, "peakMiB": peak, "bytes": size}


def send(server: WaymarkServer, key: str, body: bytes, count: int) -> tuple[dict[str, float], int]:
    headers = {"X-Api-Key": key, "Content-Type": "application/json"}
    with requests.Session() as session:
        session.trust_env = False
        start = time.perf_counter()
        answer = session.post(server.base_url + PATH, data=body, headers=headers, timeout=300, stream=True)
        first = time.perf_counter() - start
        content = answer.content
        seconds = time.perf_counter() - start
    assert answer.status_code == 200, content[:500]
    assert len(zipfile.ZipFile(io.BytesIO(content)).namelist()) == count + 1
    return {"seconds": seconds, "firstByte": first}, len(content)
