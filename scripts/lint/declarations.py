"""Finds the declarations of a Swift file that other modules can see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from swift_source import SwiftSource

_ATTRIBUTES = r"(?:@\w+(?:\.\w+)*(?:\((?:[^()]|\([^()]*\))*\))?\s+)*"
_MODIFIERS = (
    r"(?:(?:public|package|open|internal|fileprivate|private)(?:\(set\))?|static|final|indirect|override|required"
    r"|convenience|mutating|nonmutating|consuming|borrowing|lazy|weak|unowned(?:\(\w+\))?|nonisolated(?:\(\w+\))?"
    r"|isolated|dynamic|optional|prefix|postfix|infix|distributed|class(?=\s+(?:func|var|let|subscript)\b))"
)
_KINDS = (
    "func|var|let|init|subscript|struct|enum|class|actor|protocol|typealias|extension|associatedtype|macro|operator"
)
_DECLARATION = re.compile(rf"^\s*{_ATTRIBUTES}(?P<modifiers>(?:{_MODIFIERS}\s+)*)(?P<kind>{_KINDS})\b(?P<rest>.*)")
_ACCESS = re.compile(r"\b(public|package|open)\b(?!\()")
_REQUIREMENTS = {"func", "var", "init", "subscript", "associatedtype"}


@dataclass(frozen=True)
class Declaration:
    """One declaration: its line (from 0), `access` in words ("public", "package", "open"), its kind and name."""

    line: int
    access: str
    kind: str
    name: str


def visible_declarations(source: SwiftSource) -> Iterator[Declaration]:
    """Declarations written `public`, `package` or `open`, and the requirements of protocols that are.

    Enum cases are not among them: they take their access from the enum, whose comment speaks for them.
    """
    scopes: list[str | None] = []  # For each open brace: the access of the protocol that it belongs to, or None.
    protocol: str | None = None
    for line, code in enumerate(source.code):
        match = _DECLARATION.match(code)
        if match:
            kind = match["kind"]
            written = _ACCESS.search(match["modifiers"])
            access = written[1] if written else None
            if not access and scopes and kind in _REQUIREMENTS:
                access = scopes[-1]
            if access:
                yield Declaration(line, access, kind, _name(kind, match["rest"]))
            if kind == "protocol":
                protocol = access
        for character in code:
            if character == "{":
                scopes.append(protocol)
                protocol = None
            elif character == "}" and scopes:
                scopes.pop()


def _name(kind: str, rest: str) -> str:
    if kind in {"init", "subscript"}:
        return kind
    match = re.match(r"\s*(`?[\w.]+`?|[^\s\w(]+)", rest)
    return match[1] if match else kind
