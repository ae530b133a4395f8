#!/usr/bin/env python3
"""Reports how long files and functions under Sources/ are, and fails on a file above 500 lines.

usage: sizes.py [ROOT]

A table of data is no code: a file with a line comment `// Data table` is left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

from findings import Finding, run
from swift_source import SwiftSource, swift_files

#: Lines; the aim is a median of 100 and a 90th percentile of 250.
LONGEST_FILE = 500

_MARKER = re.compile(r"^\s*//+ Data table\b")
_FUNCTION = re.compile(r"(?<![\w.`])(?:func\s+\S|init[?!]?\s*[(<]|subscript\s*[(<])")


def check(root: Path) -> Iterator[Finding]:
    """Every file that is too long. The report goes to standard output."""
    files: list[tuple[int, str]] = []
    functions: list[tuple[int, str]] = []
    for path in swift_files(root / "Sources"):
        source = SwiftSource.read(path)
        if any(_MARKER.match(line) for line in source.lines):
            continue
        length = len(source.lines) - (source.lines[-1] == "")
        files.append((length, str(path)))
        functions += [(lines, f"{path}:{start}") for start, lines in function_lengths(source)]
        if length > LONGEST_FILE:
            yield Finding(path, 0, f"{length} lines, more than {LONGEST_FILE}: split it by concept")
    for what, measured in (("files", files), ("functions", functions)):
        print(f"lines in {what}, median / 90th / max: {spread(measured)}")


def function_lengths(source: SwiftSource) -> Iterator[tuple[int, int]]:
    """The line (from 1) where each function with a body starts, and its lines from signature to closing brace."""
    text = "\n".join(source.code)
    for match in _FUNCTION.finditer(text):
        opening = _body(text, match.end() - 1)
        if opening is not None:
            end = _closing(text, opening)
            start = text.count("\n", 0, match.start()) + 1
            yield start, text.count("\n", match.start(), end) + 1


def _body(text: str, index: int) -> int | None:
    """Where the body opens: the first brace outside parentheses; None for a requirement or a call."""
    depth = 0
    for position in range(index, len(text)):
        character = text[position]
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
            if depth < 0:
                return None
        elif character == "{" and depth == 0:
            return position
        elif depth == 0 and (character == "}" or (character == "\n" and not _goes_on(text, position))):
            return None
    return None


def _goes_on(text: str, newline: int) -> bool:
    """Whether a signature continues on the next line."""
    return re.match(r"\s*(?:->|where\b|async\b|throws\b|\{|[,&])", text[newline + 1 : newline + 200]) is not None


def _closing(text: str, opening: int) -> int:
    depth = 0
    for position in range(opening, len(text)):
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        if depth == 0:
            return position
    return len(text)


def spread(measured: list[tuple[int, str]]) -> str:
    """Median, 90th percentile and maximum, and where the maximum is."""
    if not measured:
        return "none"
    ordered = sorted(measured)

    def at(share: float) -> int:
        return ordered[math.ceil(share * len(ordered)) - 1][0]

    longest, place = ordered[-1]
    return f"{at(0.5)} / {at(0.9)} / {longest} ({place})"


if __name__ == "__main__":
    run(check)
