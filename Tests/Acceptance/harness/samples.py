"""Fixtures: one case a file, one folder a kind."""

import json
from pathlib import Path
from typing import Any

import pytest

FIXTURES = Path(__file__).parent.parent / "fixtures"


def cases(kind: str) -> pytest.MarkDecorator:
    """Parametrizes `case` with every file of a folder, named after the file."""
    files = sorted((FIXTURES / kind).glob("*.json"))
    assert files, f"no fixtures in {FIXTURES / kind}"
    return pytest.mark.parametrize("case", [pytest.param(json.loads(f.read_text()), id=f.stem) for f in files])


def load(name: str) -> Any:
    """Reads one fixture file."""
    return json.loads((FIXTURES / name).read_text())
