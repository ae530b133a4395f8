"""What every check returns, and how a check is run from the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Finding:
    """One broken rule at one place; `line` counts from 1, and 0 means the whole file or folder."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.message}"


def run(check: Callable[[Path], Iterable[Finding]]) -> None:
    """Runs a check over the tree in the first argument (default: here); exits 1 when it finds something."""
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    findings = sorted(check(root))
    for finding in findings:
        print(finding, file=sys.stderr)
    sys.exit(1 if findings else 0)
