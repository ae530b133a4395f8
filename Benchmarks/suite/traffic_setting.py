"""A server, an nginx that knows the same codes, and an nginx in front of the server."""

import random
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

from harness.polling import eventually
from harness.server import WaymarkServer

from suite import load
from suite.figures import ratios, summary
from suite.nginx import Nginx
from suite.processes import cpu_seconds
from suite.settings import UNBOUNDED, Settings

PEERS = ("waymark", "nginx")
DRAINED_WITHIN = 600.0
Run = dict[str, float]


class TrafficSetting:
    """What the measurements of traffic share; only one of the servers is under load at a time."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        # Ten thousand connections need as many open files, here and in the servers.
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        self.settings = settings
        self.folder = folder
        self.list_of_ids = folder / "ids"
        self.server = WaymarkServer(settings.binary, folder / "waymark", UNBOUNDED).start()
        self.others: list[Nginx] = []

    def prepare(self) -> None:
        """Makes the codes and starts the peers."""
        api = self.server.client()
        codes = [api.create(f"https://www.example.com/landing/{number}") for number in range(self.settings.codes)]
        destinations = {code["id"]: code["destination"] for code in codes}
        self.ids = random.Random(1).sample(list(destinations), len(destinations))
        self.write_ids(self.ids)
        self.nginx = Nginx.redirecting(self.folder / "nginx", destinations, logs=True)
        self.others.append(self.nginx)
        self.proxy = Nginx.proxying(self.folder / "proxy", self.server.port)
        self.others.append(self.proxy)

    def stop(self) -> None:
        for other in self.others:
            other.stop()
        self.server.stop()

    def write_ids(self, ids: list[str]) -> None:
        """Writes the list of the ids that wrk asks for."""
        self.list_of_ids.write_text("".join(f"{id}\n" for id in ids))

    def url(self, name: str) -> str:
        return self.server.base_url if name == "waymark" else self.nginx.url

    def urls(self, name: str) -> list[str]:
        return [f"{self.url(name)}/r/{id}" for id in self.ids]

    def pid(self, name: str) -> int:
        return self.server.pid if name == "waymark" else self.nginx.pid

    def cpu(self, name: str) -> float:
        return cpu_seconds(self.pid(name))

    def settle(self) -> None:
        """Waits until the scans of a run are in the store, so that the next run does not pay for them."""
        used = -1.0

        def rests() -> bool:
            nonlocal used
            before, used = used, self.cpu("waymark")
            return used - before < 0.02

        eventually(rests, bool, within=DRAINED_WITHIN, what="the ingest to rest", every=0.5)
        self.nginx.settle()

    def hurry(self, name: str, script: str = "redirect.lua") -> Run:
        """A run of wrk as fast as it goes, and the ingest after it."""
        run = self.loaded(self.url(name), [self.pid(name)], script)
        self.settle()
        return run

    def loaded(self, url: str, pids: list[int], script: str = "redirect.lua") -> Run:
        before = sum(map(cpu_seconds, pids))
        done = load.run(script, url, self.settings.seconds, self.list_of_ids)
        assert done.failed == 0, f"{done.failed} requests to {url} failed"
        cpu = (sum(map(cpu_seconds, pids)) - before) / done.requests * 1e6
        return {"rate": done.rate, "cpu": cpu, "p50": done.p50, "p99": done.p99}

    def compare(self, run: Callable[[str], Run]) -> dict[str, Any]:
        """Runs of both servers in turn."""
        runs: dict[str, list[Run]] = {name: [] for name in PEERS}
        for number in range(self.settings.traffic_rounds):
            for name in PEERS if number % 2 == 0 else PEERS[::-1]:
                runs[name].append(run(name))
        values = {name: {what: [run[what] for run in runs[name]] for what in runs[name][0]} for name in PEERS}
        return {
            "figures": {name: {what: summary(found) for what, found in values[name].items()} for name in PEERS},
            "ratios": {what: ratios(found, values["nginx"][what]) for what, found in values["waymark"].items()},
        }
