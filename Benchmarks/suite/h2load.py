"""Runs h2load, which keeps a pace and writes down every request, and reads what it wrote."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from suite.settings import CONNECTIONS

HEADERS = (
    "user-agent: Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "accept-language: sv-SE,sv;q=0.9,en;q=0.8",
    "accept-encoding: gzip, deflate, br",
)
PERCENTILES = {"p50": 0.5, "p99": 0.99, "p999": 0.999}


@dataclass(frozen=True)
class Requests:
    """What became of every request of a run: when it began and how long it took, in microseconds."""

    began: list[int]
    took: list[int]
    failed: int

    @property
    def percentiles(self) -> dict[str, float]:
        ordered = sorted(self.took)
        return {name: float(ordered[int(len(ordered) * part)]) for name, part in PERCENTILES.items()}

    def before(self, seconds: float) -> "Requests":
        """The requests that began in the first so many seconds."""
        end = min(self.began) + seconds * 1e6
        chosen = [(began, took) for began, took in zip(self.began, self.took, strict=True) if began < end]
        return Requests([began for began, _ in chosen], [took for _, took in chosen], 0)

    def rates(self, step: float) -> list[float]:
        """Answers a second in every step of so many seconds, from the first request on."""
        start, width = min(self.began), step * 1e6
        counts: dict[int, int] = {}
        for began, took in zip(self.began, self.took, strict=True):
            number = int((began + took - start) / width)
            counts[number] = counts.get(number, 0) + 1
        return [counts.get(number, 0) / step for number in range(max(counts) + 1)]


def run(urls: list[str], seconds: int, folder: Path, rate: float | None = None) -> Requests:
    """Asks for the addresses in turn over 64 keep-alive connections, as fast as possible or at a rate.

    At a rate each connection waits for its answer, so that a slow answer makes the next requests late; the rate is kept
    low enough that this is rare.
    """
    list_of_urls, log = folder / "urls", folder / "h2load.log"
    list_of_urls.write_text("".join(f"{url}\n" for url in urls))
    log.unlink(missing_ok=True)
    threads = max(1, len(os.sched_getaffinity(0)) // 2)
    pace = [f"--rps={rate / CONNECTIONS:.3f}"] if rate else []
    command = ["h2load", "--h1", f"-t{threads}", f"-c{CONNECTIONS}", f"-D{seconds}", *pace, f"--log-file={log}"]
    for header in HEADERS:
        command += ["-H", header]
    command += ["-i", str(list_of_urls)]
    subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 60)
    rows = [line.split("\t") for line in log.read_text().splitlines()]
    log.unlink()
    answered = [row for row in rows if row[1] == "302"]
    return Requests([int(row[0]) for row in answered], [int(row[2]) for row in answered], len(rows) - len(answered))
