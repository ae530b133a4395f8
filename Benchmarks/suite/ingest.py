"""From the journal into the database: scans a second, and what a scan takes on the disk."""

import json
import subprocess
from pathlib import Path
from typing import Any

from suite.settings import Settings


def measure(settings: Settings, folder: Path) -> dict[str, Any]:
    """Scans with the traffic of links over some codes, and even traffic over very many."""
    return {
        "zipf": run(settings, folder, "zipf", settings.ingest_codes, settings.ingest_scans),
        "uniform": run(settings, folder, "uniform", settings.zipf_codes, settings.uniform_scans),
    }


def run(settings: Settings, folder: Path, spread: str, codes: int, scans: int) -> dict[str, Any]:
    command = [settings.products / "IngestBench", spread, "--codes", codes, "--scans", scans, "--folder", folder]
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True, timeout=3_600)
    *millions, whole = [json.loads(line) for line in result.stdout.splitlines()]
    assert whole["ingested"] == scans and whole["overflowed"] == 0, whole
    return {**whole, "rates": [million["rate"] for million in millions]}
