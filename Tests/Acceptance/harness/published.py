"""The documents of the published interfaces, and the programs in them.

They are not ours to distribute: they lie beside the checkout, or where WAYMARK_REFERENCE_DOCUMENTS says.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

VARIABLE = "WAYMARK_REFERENCE_DOCUMENTS"
BESIDE = Path(__file__).parents[4] / "shared" / "reference"
MISSING = f"the published documents are not at {BESIDE}: set {VARIABLE} to their folder to run their programs"


def document(name: str) -> str:
    """The text of a document; the test is skipped where there is none, and fails where a folder was promised."""
    named = os.environ.get(VARIABLE)
    path = Path(named or BESIDE, name)
    if not path.is_file():
        if named:
            pytest.fail(f"{VARIABLE} names a folder without {name}", pytrace=False)
        pytest.skip(MISSING)
    return path.read_text(encoding="utf-8")


def block(text: str, first: str, last: str) -> str:
    """The lines from one that begins with `first` to one that begins with `last`, of which no more is taken.

    The documents lost the ends of their code blocks: what follows is prose, at times on the same line.
    """
    lines = text.splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith(first))
    end = next(index for index in range(start, len(lines)) if lines[index].startswith(last))
    return "\n".join([*lines[start:end], last])


def curl_commands(text: str) -> list[str]:
    """The shell commands that begin with curl, each to its end: no line that goes on, no open quote."""
    commands: list[str] = []
    open_command: list[str] = []
    for line in text.splitlines():
        if not open_command and not line.startswith("curl "):
            continue
        open_command.append(line)
        whole = "\n".join(open_command)
        if not line.endswith("\\") and whole.count("'") % 2 == 0 and whole.count('"') % 2 == 0:
            commands.append(whole)
            open_command = []
    assert not open_command, f"a command without an end: {open_command}"
    return commands


@dataclass
class Request:
    """A request as a document shows it, and the JSON of the answer that stands after it, where there is some."""

    method: str
    target: str
    headers: dict[str, str]
    body: str
    answer: Any = None


def requests_in(text: str) -> Iterator[Request]:
    """The requests that a document writes as HTTP does."""
    chapters = re.split(r"^(?=(?:GET|POST|PUT|PATCH|DELETE) /)", text, flags=re.MULTILINE)[1:]
    for chapter in chapters:
        start, *lines = chapter.splitlines()
        method, target = start.split(" ")
        headers: dict[str, str] = {}
        while lines and (field := re.fullmatch(r"([\w-]+): (.+)", lines[0])):
            headers[field[1]] = field[2]
            lines.pop(0)
        values = list(json_values("\n".join(lines)))
        has_body = "Content-Type" in headers
        body = values.pop(0) if has_body else ""
        yield Request(method, target, headers, body, json.loads(values[0]) if values else None)


def json_values(text: str) -> Iterator[str]:
    """The objects and arrays that begin at the beginning of a line, as they are written."""
    decoder, index = json.JSONDecoder(), 0
    for found in re.finditer(r"^[{\[]", text, flags=re.MULTILINE):
        if found.start() < index:
            continue
        try:
            _, index = decoder.raw_decode(text, found.start())
        except json.JSONDecodeError:
            continue
        yield text[found.start() : index]
