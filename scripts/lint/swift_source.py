"""Reads Swift files for the checks: code with comments and string contents blanked, line by line.

This is no parser. It knows comments (nested ones too), string literals of all four kinds and their interpolations;
that is enough for a check that looks for words and braces never to be fooled by prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SwiftSource:
    """One file: `lines` as written, `code` the same lines with comments and string contents as spaces."""

    path: Path
    lines: list[str]
    code: list[str]

    @staticmethod
    def read(path: Path) -> SwiftSource:
        """The file at `path`, which must be UTF-8."""
        text = path.read_text(encoding="utf-8")
        return SwiftSource(path, text.split("\n"), blank_prose(text).split("\n"))

    def is_comment(self, index: int) -> bool:
        """Whether the line at `index` (from 0) holds a line comment and no code."""
        return not self.code[index].strip() and self.lines[index].strip().startswith("//")


def swift_files(folder: Path) -> Iterator[Path]:
    """All Swift files below `folder`, in a stable order; none when there is no such folder."""
    yield from sorted(path for path in folder.rglob("*.swift") if path.is_file())


def blank_prose(text: str) -> str:
    """The text with comments and the contents of string literals as spaces; every newline stays in its place."""
    out = list(text)
    _skip_code(text, out, 0, None)
    return "".join(out)


_STRING_START = re.compile(r'(#*)("""|")')


def _blank(out: list[str], start: int, end: int) -> None:
    for index in range(start, min(end, len(out))):
        if out[index] != "\n":
            out[index] = " "


def _skip_code(text: str, out: list[str], index: int, closing: str | None) -> int:
    """Walks code from `index` to its end, or past the parenthesis that ends an interpolation."""
    depth = 0
    while index < len(text):
        character = text[index]
        if text.startswith("//", index):
            end = text.find("\n", index)
            end = len(text) if end < 0 else end
            _blank(out, index, end)
            index = end
        elif text.startswith("/*", index):
            index = _skip_block_comment(text, out, index)
        elif character in '"#' and (match := _STRING_START.match(text, index)):
            index = _skip_string(text, out, match.end(), match.group(1), match.group(2))
        else:
            if closing and character == "(":
                depth += 1
            elif closing and character == closing:
                if depth == 0:
                    return index + 1
                depth -= 1
            index += 1
    return index


def _skip_block_comment(text: str, out: list[str], start: int) -> int:
    depth = 0
    for match in re.compile(r"/\*|\*/").finditer(text, start):
        depth += 1 if match.group() == "/*" else -1
        if depth == 0:
            _blank(out, start, match.end())
            return match.end()
    _blank(out, start, len(text))
    return len(text)


def _skip_string(text: str, out: list[str], index: int, hashes: str, quotes: str) -> int:
    """Walks a string literal from behind its opening quotes; the code of interpolations stays visible."""
    terminator, escape = quotes + hashes, "\\" + hashes
    while index < len(text):
        if text.startswith(terminator, index):
            return index + len(terminator)
        if quotes == '"' and text[index] == "\n":
            return index  # An unterminated literal: the compiler's business, not ours.
        if text.startswith(escape + "(", index):
            _blank(out, index, index + len(escape) + 1)
            after = _skip_code(text, out, index + len(escape) + 1, ")")
            _blank(out, after - 1, after)
            index = after
        else:
            step = len(escape) + 1 if text.startswith(escape, index) else 1
            _blank(out, index, index + step)
            index += step
    return index
