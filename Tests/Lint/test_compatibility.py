"""The page of promises says what promises.toml and the tests say, and the check finds where they differ."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "docs" / "compatibility.py"
PROMISES = """
[one]
title = "One"
text = "Words."

[one.promises]
first = "the first | of all"
second = "the second"
"""
PYTHON = """
import pytest


@pytest.mark.promise("one.first")
@pytest.mark.parametrize("x", [1])
def test_first(x):
    pass
"""
SWIFT = """
struct SomeTests {
    // Promise: one.second, one.first
    @Test("the second holds")
    func second() {}
}
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("docs", "Tests/Acceptance", "Tests/SomeTests"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "docs" / "promises.toml").write_text(PROMISES)
    (tmp_path / "Tests" / "Acceptance" / "test_one.py").write_text(PYTHON)
    (tmp_path / "Tests" / "SomeTests" / "SomeTests.swift").write_text(SWIFT)
    return tmp_path


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(tree), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_each_promise_has_a_row_with_its_tests(tree: Path) -> None:
    assert run(tree).returncode == 0
    page = (tree / "docs" / "compatibility.md").read_text()
    assert "## One\nWords.\n" in page
    assert "| the first \\| of all | `test_one.py::test_first`, `SomeTests`: the second holds |" in page
    assert "| the second | `SomeTests`: the second holds |" in page
    assert run(tree, "--check").returncode == 0


def test_a_stale_page_is_found(tree: Path) -> None:
    assert "stale" in run(tree, "--check").stderr
    run(tree)
    (tree / "docs" / "promises.toml").write_text(PROMISES.replace("the second", "another"))
    assert "stale" in run(tree, "--check").stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("Tests/SomeTests/SomeTests.swift", "one.second, ", "", "no test holds one.second"),
        ("Tests/Acceptance/test_one.py", "one.first", "one.third", "test_one.py:5: one.third is no promise"),
        ("Tests/SomeTests/SomeTests.swift", "    @Test", "    // Words.\n    @Test", "right above its @Test"),
    ],
)
def test_what_does_not_fit_is_named(tree: Path, file: str, old: str, new: str, words: str) -> None:
    path = tree / file
    path.write_text(path.read_text().replace(old, new, 1))
    done = run(tree)
    assert done.returncode == 1 and words in done.stderr
