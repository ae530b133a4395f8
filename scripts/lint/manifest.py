#!/usr/bin/env python3
"""Checks that the target dependencies in Package.swift keep to the layer table.

usage: manifest.py [ROOT]

An import without its dependency does not build, so this catches the other half: a dependency nobody may use.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from findings import Finding, run
from layers import LAYERS, objection


def check(root: Path) -> Iterator[Finding]:
    """Every dependency of Package.swift in the wrong direction."""
    # A scratch folder of its own: a build that runs meanwhile holds the lock of the usual one.
    with tempfile.TemporaryDirectory() as scratch:
        command = ["swift", "package", "--package-path", str(root), "--scratch-path", scratch, "dump-package"]
        dump = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    yield from check_dump(json.loads(dump), root / "Package.swift")


def check_dump(manifest: dict, path: Path) -> Iterator[Finding]:
    """The same for an already dumped manifest."""
    for target in manifest["targets"]:
        name = target["name"]
        if target["type"] in {"test", "system"}:
            continue
        if name not in LAYERS:
            if not (target.get("path") or "").startswith(("Benchmarks", "Tests")):
                yield Finding(path, 0, f"the layer table does not know {name}: add it to scripts/lint/layers.py")
            continue
        for dependency in target["dependencies"]:
            module = next(iter(dependency.values()))[0]
            if message := objection(name, module):
                yield Finding(path, 0, message)


if __name__ == "__main__":
    run(check)
