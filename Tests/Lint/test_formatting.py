"""Shows that the formatting check fails where it should: one broken rule a case."""

import subprocess
from pathlib import Path

import pytest

CHECK = Path(__file__).parent.parent.parent / "scripts" / "lint" / "formatting"

CLEAN = {
    "Sources/A/A.swift": "/// A thing.\npublic struct A {\n    let b: [Int]\n}\n",
    "Tests/test_a.py": "def test_a() -> None:\n    assert True\n",
    "scripts/a": "#!/usr/bin/env bash\ntrue\n",
}
BROKEN = {
    "two spaces": ("Sources/A/A.swift", "struct A {\n  let b: Int\n}\n"),
    "no trailing comma": ("Sources/A/A.swift", "let a = [\n    1,\n    2\n]\n"),
    "a long line": ("Sources/A/A.swift", "let a = " + " + ".join(["1"] * 40) + "\n"),
    "a public declaration without a comment": ("Sources/A/A.swift", "public struct A {}\n"),
    "a force unwrap": ("Sources/A/A.swift", "let a = b!\n"),
    "a forced try": ("Sources/A/A.swift", "let a = try! b()\n"),
    "an implicitly unwrapped optional": ("Sources/A/A.swift", "struct A {\n    var b: Int!\n}\n"),
    "a parameter that the comment does not know": (
        "Sources/A/A.swift",
        "/// Adds.\n///\n/// - Parameters:\n///   - a: One.\n///   - b: Two.\nfunc add(a: Int, c: Int) {}\n",
    ),
    "an explicit return": ("Sources/A/A.swift", "func a() -> Int {\n    return 1\n}\n"),
    "a test out of shape": ("Tests/ATests/ATests.swift", "struct A {\n  let b: Int\n}\n"),
    "a benchmark out of shape": ("Benchmarks/A/A.swift", "struct A {\n  let b: Int\n}\n"),
    "a manifest out of shape": ("Package.swift", "let a = [\n    1,\n    2\n]\n"),
    "an unused import in Python": ("Tests/test_a.py", "import os\n"),
    "Python out of shape": ("scripts/a.py", "a = [1,2]\n"),
    "a shell script that does not parse": ("scripts/b", "#!/usr/bin/env bash\nif true; then\n"),
}


def run(root: Path, files: dict[str, str]) -> int:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return subprocess.run([CHECK, root], capture_output=True, check=False).returncode


def test_a_clean_tree_passes(tmp_path: Path) -> None:
    assert run(tmp_path, CLEAN) == 0


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_fails(name: str, tmp_path: Path) -> None:
    path, text = BROKEN[name]
    assert run(tmp_path, CLEAN | {path: text}) == 1
