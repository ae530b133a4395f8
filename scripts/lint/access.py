#!/usr/bin/env python3
"""Checks that `public` is used in the library products alone; the other targets share with `package`.

usage: access.py [ROOT]
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from declarations import visible_declarations
from findings import Finding, run
from swift_source import SwiftSource, swift_files

#: The targets that other packages can depend on.
LIBRARY_PRODUCTS = {"QREncoder", "QRRender"}


def check(root: Path) -> Iterator[Finding]:
    """Every public declaration outside the library products, and every extension with an access level."""
    for path in swift_files(root / "Sources"):
        target = path.relative_to(root / "Sources").parts[0]
        for declaration in visible_declarations(SwiftSource.read(path)):
            line = declaration.line + 1
            if declaration.kind == "extension":
                # Else its members would be visible without saying so, and no check of comments would see them.
                yield Finding(path, line, "write the access level on the members, not on the extension")
            elif declaration.access != "package" and target not in LIBRARY_PRODUCTS:
                yield Finding(path, line, f"{declaration.name} is {declaration.access} in {target}: use package")


if __name__ == "__main__":
    run(check)
