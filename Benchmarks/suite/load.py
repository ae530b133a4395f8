"""Runs wrk and reads what its script reports."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from suite.settings import CONNECTIONS, FOLDER


@dataclass(frozen=True)
class Load:
    """One run: how many requests were answered in how long, how many failed, and percentiles in microseconds."""

    requests: int
    seconds: float
    failed: int
    p50: float
    p99: float
    p999: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def run(script: str, url: str, seconds: int, *arguments: str | Path) -> Load:
    """Loads a server with 64 keep-alive connections."""
    # The generator gets as many threads as half the cores: on two cores the server keeps the other one.
    threads = max(1, len(os.sched_getaffinity(0)) // 2)
    options = [f"-t{threads}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", FOLDER / "wrk" / script]
    command = ["wrk", *options, url, "--", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 60)
    line = next(line for line in result.stdout.splitlines() if line.startswith("RESULT "))
    found = json.loads(line.removeprefix("RESULT "))
    return Load(
        requests=found["requests"],
        seconds=found["microseconds"] / 1e6,
        failed=found["failed"],
        p50=found["p50"],
        p99=found["p99"],
        p999=found["p999"],
    )
