"""Measurements that take long, of which each is written down when it is done: what was cut short goes on behind it."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from suite.machine import describe
from suite.settings import FOLDER, OUT, Settings

RESULTS = FOLDER / "results"


class Steps:
    """The figures of one benchmark by step, in `results/DATE-NAME.json`, and as a page beside it.

    A run of the very same program takes what is there and measures the rest; to measure anew, remove the file. Quick
    runs begin anew each time, and are in `out`.
    """

    def __init__(self, name: str, settings: Settings, page: Callable[[dict[str, Any]], str]) -> None:
        self.page = page
        self.folder = OUT if settings.quick else RESULTS
        program = hashlib.sha256(settings.binary.read_bytes()).hexdigest()
        self.known = describe(settings) | {"program": program, "steps": {}}
        self.path = self.folder / f"{datetime.now(UTC).date()}-{name}.json"
        if not settings.quick:
            self.resume(name)

    def resume(self, name: str) -> None:
        """Takes up the latest run of the same program, where there is one."""
        for path in sorted(self.folder.glob(f"*-{name}.json"), reverse=True):
            earlier = json.loads(path.read_text())
            if earlier["program"] == self.known["program"]:
                self.path, self.known = path, earlier
                return

    def figures(self, key: str, measure: Callable[[], Any]) -> Any:
        """What a step found: now, or before this run was cut short."""
        if key not in self.known["steps"]:
            self.known["steps"][key] = measure()
            self.write()
        return self.known["steps"][key]

    def write(self) -> None:
        """Renamed into place, so that a run that is cut short leaves the file whole."""
        self.folder.mkdir(exist_ok=True)
        for path, text in (
            (self.path, json.dumps(self.known, indent=2, ensure_ascii=False) + "\n"),
            (self.path.with_suffix(".md"), self.page(self.known)),
        ):
            beside = path.with_name(path.name + ".new")
            beside.write_text(text)
            beside.rename(path)
