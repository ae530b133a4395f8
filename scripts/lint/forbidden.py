#!/usr/bin/env python3
"""Checks for words and shapes that this project does without.

usage: forbidden.py [ROOT]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from findings import Finding, run
from swift_source import SwiftSource, swift_files

#: Folders say what is in them.
VAGUE_FOLDERS = {"Utils", "Util", "Utilities", "Helpers", "Helper", "Common", "Core", "Misc"}

#: Targets that talk to a terminal.
MAY_PRINT = ("Sources/waymark", "Benchmarks")

# Spelled so that this file passes its own check.
_UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E|X[X]X)\b")
_FORCE_TRY = re.compile(r"\btry!")
_TRAP = re.compile(r"\b(fatalError|preconditionFailure)\s*\(")
_PRINT = re.compile(r"(?<![\w.])(?<!func )(print|debugPrint|dump)\s*\(")
_TEXT_SUFFIXES = {".swift", ".py", ".sh", ".sql", ".md", ".js", ".css", ".html", ".json", ".h", ".c", ".toml", ""}
# The samples of this very check.
_SAMPLES = "Tests/Lint/samples"
_FOLDERS = ("Sources", "Tests", "Benchmarks", "scripts")


def check(root: Path) -> Iterator[Finding]:
    """Everything forbidden under Sources/, Tests/, Benchmarks/ and scripts/."""
    for name in _FOLDERS:
        for path in sorted((root / name).rglob("*")):
            if path.is_relative_to(root / _SAMPLES):
                continue
            if path.is_dir() and path.name in VAGUE_FOLDERS:
                yield Finding(path, 0, f"{path.name} says nothing: name the folder after its concept")
            elif path.is_file() and path.suffix in _TEXT_SUFFIXES:
                yield from _unfinished(path)
    for name in ("Sources", "Benchmarks"):
        for path in swift_files(root / name):
            source = SwiftSource.read(path)
            yield from _crashes(source)
            if not path.relative_to(root).as_posix().startswith(MAY_PRINT):
                yield from _prints(source)


def _unfinished(path: Path) -> Iterator[Finding]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        return  # A binary fixture.
    for number, line in enumerate(lines, 1):
        if match := _UNFINISHED.search(line):
            yield Finding(path, number, f"{match[1]}: finish it, or open an issue")


def _crashes(source: SwiftSource) -> Iterator[Finding]:
    for index, code in enumerate(source.code):
        if _FORCE_TRY.search(code):
            yield Finding(source.path, index + 1, "a forced try: handle the error")
        match = _TRAP.search(code)
        if match and not any("// Invariant:" in line for line in source.lines[max(0, index - 1) : index + 1]):
            message = (
                f"{match[1]} without a comment “// Invariant: why this cannot happen” on its line or the one above"
            )
            yield Finding(source.path, index + 1, message)


def _prints(source: SwiftSource) -> Iterator[Finding]:
    for index, code in enumerate(source.code):
        if match := _PRINT.search(code):
            yield Finding(source.path, index + 1, f"{match[1]}: log it, or leave it to the waymark target")


if __name__ == "__main__":
    run(check)
