#!/usr/bin/env python3
"""Checks that everything `public` or `package` has a doc comment.

usage: doc_comments.py [ROOT]

Counted: types, functions, initialisers, subscripts, properties, type aliases, operators, and the requirements of
visible protocols. Not counted: extensions and enum cases, for which the comment of the enum speaks.
The comment stands directly above the declaration; attributes and plain comments may be between.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from declarations import visible_declarations
from findings import Finding, run
from swift_source import SwiftSource, swift_files


def check(root: Path) -> Iterator[Finding]:
    """Every visible declaration under Sources/ without a doc comment."""
    for path in swift_files(root / "Sources"):
        source = SwiftSource.read(path)
        for declaration in visible_declarations(source):
            if declaration.kind != "extension" and not _is_documented(source, declaration.line):
                what = f"{declaration.access} {declaration.kind} {declaration.name}"
                yield Finding(path, declaration.line + 1, f"{what} has no doc comment (///) above it")


def _is_documented(source: SwiftSource, line: int) -> bool:
    index = line - 1
    while index >= 0:
        code = source.code[index].strip()
        if source.is_comment(index):
            text = source.lines[index].strip()
            if text.startswith("///") and text[3:].strip():
                return True
            index -= 1
        elif code.startswith("@"):
            index -= 1
        elif code.endswith(")"):
            # Perhaps the last line of an attribute that goes over several: look for the line that opens it.
            opening = _opening_line(source, index)
            if not source.code[opening].strip().startswith("@"):
                return False
            index = opening
        else:
            return False
    return False


def _opening_line(source: SwiftSource, index: int) -> int:
    depth = 0
    while index > 0:
        depth += source.code[index].count(")") - source.code[index].count("(")
        if depth <= 0:
            break
        index -= 1
    return index


if __name__ == "__main__":
    run(check)
