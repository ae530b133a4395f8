#!/usr/bin/env python3
"""Checks that the imports under Sources/ point the way the architecture says.

usage: layers.py [ROOT]

A target that is not in the table below is an error: give it one line here and one in ARCHITECTURE.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from findings import Finding, run
from swift_source import SwiftSource, swift_files

SQL = ("GRDB", "GRDBSQLite", "CSQLite", "SQLite3", "CPostgreSQL", "PostgresNIO")
HTTP = ("Hummingbird", "HTTPTypes", "HTTPTypesFoundation", "AsyncHTTPClient", "FoundationNetworking", "NIOHTTP")
SOCKETS = ("NIO", "Network")
SERVER = SQL + HTTP + SOCKETS + ("ArgumentParser", "Configuration", "ServiceLifecycle")


@dataclass(frozen=True)
class Layer:
    """What one target may import: `ours` by name; from outside everything (None) or a list, but `never` a prefix."""

    ours: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    outside: tuple[str, ...] | None = None


#: System libraries: a module map and a shim, nothing else.
SYSTEM_LIBRARIES = (
    "CEpoll",
    "CFreeType",
    "CGIF",
    "CHarfBuzz",
    "CMaxMindDB",
    "CPCRE2",
    "CPNG",
    "CTurboJPEG",
    "CWebP",
    "CZlib",
)

#: target → the targets it may import, and what from outside it may not.
LAYERS = {
    # From text to picture. The encoder stands on the standard library alone; Synchronization is part of that.
    "LabelFont": Layer(outside=()),
    "QREncoder": Layer(outside=("Synchronization",)),
    "QRRender": Layer(
        ours=("QREncoder", "LabelFont", "CFreeType", "CGIF", "CHarfBuzz", "CPNG", "CTurboJPEG", "CWebP", "CZlib"),
        never=SERVER,
    ),
    # From records to text and back: the standard library alone.
    "CSV": Layer(outside=()),
    # From rules to rows.
    "Codes": Layer(never=SERVER),
    "Archive": Layer(ours=("Codes", "CZlib"), never=SERVER),
    "Store": Layer(ours=("Codes",), never=SERVER),
    "Management": Layer(ours=("Codes", "Store"), never=SERVER),
    "SQLiteStore": Layer(ours=("Codes", "Store"), never=HTTP + SOCKETS),
    # From URL to bytes: the one HTTP client.
    "Outbound": Layer(never=(*SQL, "Hummingbird")),
    # From scan to count.
    "UserAgentRuleFile": Layer(outside=()),
    "Scans": Layer(ours=("Codes", "Store", "UserAgentRuleFile", "CMaxMindDB", "CPCRE2"), never=SQL + HTTP),
    "Redirect": Layer(ours=("CEpoll", "Codes", "Store", "Scans"), never=SQL),
    # From fields to style.
    "Styling": Layer(ours=("Codes", "QREncoder", "QRRender", "Store"), never=SERVER),
    # From event to receiver.
    "Webhooks": Layer(ours=("Codes", "Outbound", "Store"), never=SQL + HTTP),
    # From request to answer.
    "OpenAPIFiles": Layer(outside=()),
    "Bulk": Layer(ours=("Archive", "Codes", "Store", "QREncoder", "QRRender"), never=SQL + HTTP),
    "Telemetry": Layer(never=SQL),
    "HTTPAPI": Layer(
        ours=(
            "Archive",
            "Bulk",
            "CSV",
            "Codes",
            "Management",
            "OpenAPIFiles",
            "QREncoder",
            "QRRender",
            "Redirect",
            "Scans",
            "Store",
            "Styling",
            "Telemetry",
            "Webhooks",
        ),
        never=SQL,
    ),
}
#: The composition root sees every layer, the command line sees the composition root too.
LAYERS["Server"] = Layer(ours=(*LAYERS, *SYSTEM_LIBRARIES))
LAYERS["waymark"] = Layer(ours=(*LAYERS, *SYSTEM_LIBRARIES))

_IMPORT = re.compile(
    r"(?:^|;)\s*(?:@\w+(?:\(\w*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+"
    r"(?:(?:struct|class|enum|protocol|typealias|func|let|var|actor)\s+)?([A-Za-z_]\w*)"
)


def check(root: Path) -> Iterator[Finding]:
    """Every import in the wrong direction, and every folder that the table does not know."""
    for folder in sorted(path for path in (root / "Sources").iterdir() if path.is_dir()):
        target = folder.name
        if target in SYSTEM_LIBRARIES:
            yield from _check_system_library(folder)
        elif target in LAYERS:
            yield from _check_imports(folder, target)
        else:
            yield Finding(folder, 0, f"the layer table does not know {target}: add it to scripts/lint/layers.py")


def imports(source: SwiftSource) -> Iterator[tuple[int, str]]:
    """The line (from 1) and module of each import of a file."""
    for number, code in enumerate(source.code, 1):
        for match in _IMPORT.finditer(code):
            yield number, match[1]


def objection(target: str, module: str) -> str | None:
    """Why `target` must not import `module`, or None when it may."""
    layer = LAYERS[target]
    if module in LAYERS or module in SYSTEM_LIBRARIES:
        if module == target or module in layer.ours:
            return None
        return f"{target} must not import {module}; of our targets it may import: {_listed(layer.ours)}"
    if layer.outside is not None and module not in layer.outside:
        return f"{target} must not import {module}; from outside it may import: {_listed(layer.outside)}"
    if any(module.startswith(prefix) for prefix in layer.never):
        return f"{target} must not import {module}: that belongs to another layer"
    return None


def _check_imports(folder: Path, target: str) -> Iterator[Finding]:
    for path in swift_files(folder):
        for line, module in imports(SwiftSource.read(path)):
            if message := objection(target, module):
                yield Finding(path, line, message)


def _check_system_library(folder: Path) -> Iterator[Finding]:
    for path in sorted(folder.rglob("*")):
        if path.name not in {"module.modulemap", "shim.h"}:
            yield Finding(path, 0, "a system library holds module.modulemap and shim.h, nothing else")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(sorted(names)) or "nothing"


if __name__ == "__main__":
    run(check)
