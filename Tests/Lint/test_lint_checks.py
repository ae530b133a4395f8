"""Runs each check of scripts/lint over sample trees whose findings are known.

A sample is a folder samples/CHECK/NAME. Its files end in ".txt", so that the checks of the real tree pass them by; the
test drops that ending. What the check must print stands in the sample's file expected-findings; a sample without that
file is clean.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CHECKS = HERE.parent.parent / "scripts" / "lint"
SAMPLES = sorted(path for path in (HERE / "samples").glob("*/*") if path.is_dir())
EXPECTED = "expected-findings"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_check_finds_what_the_sample_breaks_and_nothing_else(sample: Path, tmp_path: Path) -> None:
    for path in sample.rglob("*.txt"):
        copy = tmp_path / path.relative_to(sample).with_suffix("")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)

    script = CHECKS / f"{sample.parent.name}.py"
    done = subprocess.run([script, "."], cwd=tmp_path, capture_output=True, text=True, check=False)

    listed = sample / EXPECTED
    expected = listed.read_text(encoding="utf-8") if listed.exists() else ""
    assert done.stderr == expected
    assert done.returncode == (1 if expected else 0)


@pytest.mark.parametrize("script", sorted(path.stem for path in CHECKS.glob("*.py") if "#!" in path.read_text()))
def test_every_check_has_a_clean_and_a_broken_sample(script: str) -> None:
    samples = [path for path in SAMPLES if path.parent.name == script]
    broken = [path for path in samples if (path / EXPECTED).exists()]
    assert broken, f"no sample shows that {script} can fail"
    assert len(broken) < len(samples), f"no sample shows that {script} can pass"
