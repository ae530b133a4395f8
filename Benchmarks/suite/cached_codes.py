"""What a code costs in the memory of the redirects."""

import json
import subprocess
from pathlib import Path
from typing import Any

from suite.settings import Settings


def measure(settings: Settings, folder: Path) -> dict[str, Any]:
    """Loads as many codes as the Zipf traffic has, and asks the kernel what they take."""
    command = [str(settings.products / "RedirectBench"), "table", "--codes", str(settings.zipf_codes)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    return json.loads(result.stdout)
