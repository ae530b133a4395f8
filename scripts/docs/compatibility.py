#!/usr/bin/env python3
"""Writes docs/compatibility.md from docs/promises.toml and the tests that say which promise they hold.

usage: compatibility.py [--check]
  --check   write nothing; fail when the page is stale, a promise has no test, or a test names a promise that is none

A promise is one sentence, in our own words, under a table of docs/promises.toml: `[NAME]` with a title and an
introduction is one published interface, and `[NAME.promises]` holds `key = "sentence"` in the order of its document.
A Python test holds it with the decorator `@pytest.mark.promise("NAME.key")`, which takes several names; a Swift test
with the line `// Promise: NAME.key, NAME.other` right above its `@Test`. Run the script after either, and commit the
page.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROMISES = Path("docs/promises.toml")
PAGE = Path("docs/compatibility.md")

_PROMISE = re.compile(r"^\s*// Promise: (?P<names>.+)$")
_TEST = re.compile(r'^\s*@Test\((?:"(?P<title>[^"]+)")?')
_TITLE = re.compile(r'^\s*"(?P<title>(?:[^"\\]|\\.)+)"')
_SUITE = re.compile(r"^\s*(?:package |public )?(?:final )?(?:struct|class|actor) (?P<name>\w+)")


@dataclass(frozen=True)
class Holder:
    """A test, and the promise that it holds."""

    promise: str
    test: str
    place: str


def python_holders(root: Path) -> Iterator[Holder]:
    """The decorators of the acceptance tests."""
    for path in sorted((root / "Tests" / "Acceptance").glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.promise":
                    place = f"{path.relative_to(root)}:{decorator.lineno}"
                    for argument in decorator.args:
                        name = str(ast.literal_eval(argument))
                        yield Holder(name, f"`{path.name}::{node.name}`", place)


def swift_holders(root: Path) -> Iterator[Holder]:
    """The comments above Swift tests."""
    for path in sorted((root / "Tests").glob("*/**/*.swift")):
        suite, lines = path.stem, path.read_text(encoding="utf-8").splitlines()
        for index, line in enumerate(lines):
            if found := _SUITE.match(line):
                suite = found["name"]
            if found := _PROMISE.match(line):
                title = swift_title(lines[index + 1 : index + 3])
                place = f"{path.relative_to(root)}:{index + 1}"
                for name in re.split(r",\s*", found["names"].strip()):
                    yield Holder(name, f"`{suite}`: {title}", place)


def swift_title(lines: list[str]) -> str:
    """The sentence of a test, which may stand on the line after `@Test(`."""
    first = _TEST.match(lines[0]) if lines else None
    if first and first["title"]:
        return first["title"]
    second = _TITLE.match(lines[1]) if first and len(lines) > 1 else None
    return second["title"] if second else "no @Test follows"


def page(interfaces: dict[str, dict], holders: list[Holder]) -> str:
    """The whole page."""
    parts = [
        "# Compatibility",
        "",
        "Each published interface that Waymark speaks, what its documents promise, and the tests that hold it. Those",
        "of `test_….py` are in `Tests/Acceptance` (the binary from outside), the others in the folder of their target.",
        "`scripts/docs/compatibility.py` makes this page of [promises.toml](promises.toml) and of the marks of tests.",
    ]
    for name, interface in interfaces.items():
        parts += ["", f"## {interface['title']}", *interface.get("text", "").strip().splitlines(), ""]
        parts += ["| what is promised | held by |", "| --- | --- |"]
        for key, sentence in interface["promises"].items():
            tests = dict.fromkeys(holder.test for holder in holders if holder.promise == f"{name}.{key}")
            parts.append(f"| {cell(sentence)} | {cell(', '.join(tests))} |")
    return "\n".join(parts) + "\n"


def cell(text: str) -> str:
    """A text that ends no cell early."""
    return text.replace("|", "\\|")


def faults(interfaces: dict[str, dict], holders: list[Holder]) -> Iterator[str]:
    """Promises without a test, and names that are no promise."""
    promises = [f"{name}.{key}" for name, interface in interfaces.items() for key in interface["promises"]]
    held = {holder.promise for holder in holders}
    for promise in promises:
        if promise not in held:
            yield f"{PROMISES}: no test holds {promise}"
    for holder in holders:
        if holder.promise not in promises:
            yield f"{holder.place}: {holder.promise} is no promise of {PROMISES}"
        if holder.test.endswith("no @Test follows"):
            yield f"{holder.place}: a promise stands right above its @Test"


def main(root: Path, is_check: bool) -> int:
    interfaces = tomllib.loads((root / PROMISES).read_text(encoding="utf-8"))
    holders = [*python_holders(root), *swift_holders(root)]
    found = list(faults(interfaces, holders))
    text = page(interfaces, holders)
    if is_check and (not (root / PAGE).exists() or (root / PAGE).read_text(encoding="utf-8") != text):
        found.append(f"{PAGE}: stale; run scripts/docs/compatibility.py")
    if not is_check:
        (root / PAGE).write_text(text, encoding="utf-8")
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    sys.exit(main(Path(arguments[0] if arguments else "."), "--check" in sys.argv))
