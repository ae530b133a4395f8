"""Redirects a second and processor time a redirect, beside nginx."""

import random
import shutil
from pathlib import Path
from typing import Any

from harness.client import Client
from harness.polling import eventually
from harness.server import WaymarkServer

from suite import load
from suite.figures import ratios, summary
from suite.nginx import Nginx
from suite.processes import cpu_seconds, memory_mib, thread_cpu_seconds
from suite.settings import Settings

# At full speed scans come faster than the store takes them; the rest of a run is taken in afterwards.
DRAINED_WITHIN = 600.0
PEERS = ("waymark", "nginx", "nginx without a log")


def measure(settings: Settings, folder: Path) -> dict[str, Any]:
    """Alternates runs of Waymark and of its peers, all with the same codes and the same load."""
    server = WaymarkServer(settings.binary, folder / "waymark").start()
    peers: list[Nginx] = []
    try:
        api = server.client()
        codes = [api.create(f"https://www.example.com/landing/{number}") for number in range(settings.codes)]
        destinations = {code["id"]: code["destination"] for code in codes}
        ids = folder / "ids"
        ids.write_text("".join(f"{id}\n" for id in random.Random(1).sample(list(destinations), len(destinations))))
        peers = [
            Nginx.redirecting(folder / name, destinations, logs=name == "logging") for name in ("logging", "silent")
        ]
        return Comparison(settings, server, api, peers, ids).measure()
    finally:
        for peer in peers:
            peer.stop()
        server.stop()
        shutil.rmtree(folder)


class Comparison:
    """The servers side by side; only one of them is under load at a time."""

    def __init__(self, settings: Settings, server: WaymarkServer, api: Client, peers: list[Nginx], ids: Path) -> None:
        self.settings = settings
        self.server = server
        self.api = api
        self.ids = ids
        self.targets = dict(zip(PEERS, [(server.base_url, server.pid)] + [(p.url, p.pid) for p in peers], strict=True))
        self.peers = dict(zip(PEERS[1:], peers, strict=True))
        self.answered = 0
        self.runs: dict[str, list[dict[str, float]]] = {name: [] for name in PEERS}

    def measure(self) -> dict[str, Any]:
        idle = memory_mib(self.server.pid)
        for name in PEERS:
            self.run(name, self.settings.warm_up)
        for number in range(self.settings.rounds):
            # Every other round the other way round, so that none is always first.
            for name in PEERS if number % 2 == 0 else PEERS[::-1]:
                self.runs[name].append(self.run(name, self.settings.seconds))
        return self.report(idle)

    def run(self, name: str, seconds: int) -> dict[str, float]:
        """One run under load, and afterwards the time until its scans are in the store."""
        url, pid = self.targets[name]
        before, answering = cpu_seconds(pid), self.answering_seconds(name)
        done = load.run("redirect.lua", url, seconds, self.ids)
        under_load = cpu_seconds(pid) - before
        in_answers = self.answering_seconds(name) - answering
        assert done.failed == 0, f"{name}: {done.failed} requests failed"
        self.settle(name, done.requests)
        return {
            "rate": done.rate,
            "cpuOfAnswers": in_answers / done.requests * 1e6,
            "cpu": under_load / done.requests * 1e6,
            "cpuWithIngest": (cpu_seconds(pid) - before) / done.requests * 1e6,
            "p50": done.p50,
            "p99": done.p99,
            "p999": done.p999,
        }

    def answering_seconds(self, name: str) -> float:
        """Processor time of the threads that answer; all of nginx does, and writes its log in between."""
        pid = self.targets[name][1]
        return thread_cpu_seconds(pid, "front-") if name == "waymark" else cpu_seconds(pid)

    def settle(self, name: str, requests: int) -> None:
        """Sees that everything answered was recorded; the load generator leaves a few answers uncounted at its end."""
        if name != "waymark":
            logged = self.peers[name].settle()
            assert not self.peers[name].log or logged >= requests, f"nginx logged {logged} of {requests}"
            return
        self.answered += requests
        eventually(
            self.counted, lambda scans: scans >= self.answered, within=DRAINED_WITHIN, what="all scans", every=0.5
        )
        self.answered = self.counted()

    def counted(self) -> int:
        total, cursor = 0, "0"
        while cursor is not None:
            page = self.api.get("/api/qr/codes", params={"limit": 100, "cursor": cursor}).json()
            total += sum(code["scans"] for code in page["data"])
            cursor = page["pagination"]["nextCursor"]
        return total

    def report(self, idle: float) -> dict[str, Any]:
        def values(name: str, what: str) -> list[float]:
            return [run[what] for run in self.runs[name]]

        figures = {name: {what: summary(values(name, what)) for what in self.runs[name][0]} for name in PEERS}
        ours = {
            f"{what} by {peer}": ratios(values("waymark", what), values(peer, what))
            for peer in PEERS[1:]
            for what in ("rate", "cpuOfAnswers", "cpu", "cpuWithIngest")
        }
        return {
            "codes": self.settings.codes,
            "seconds": self.settings.seconds,
            "figures": figures,
            "ratios": ours,
            "scansCounted": self.answered,
            "memoryMiB": {
                "idle": idle,
                "afterLoad": memory_mib(self.server.pid),
                "highest": memory_mib(self.server.pid, "VmHWM"),
            },
        }
