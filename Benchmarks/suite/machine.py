"""Names the machine and the versions of everything that was measured."""

import importlib.metadata
import os
import platform
import re
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from suite.settings import REPOSITORY, Settings


def describe(settings: Settings) -> dict[str, Any]:
    """When, where and with which versions the figures were made."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "versions": versions(settings),
        "quick": settings.quick,
    }


def machine() -> dict[str, Any]:
    return {
        "cpu": field("/proc/cpuinfo", "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memoryMiB": int(field("/proc/meminfo", "MemTotal").split()[0]) // 1024,
        "kernel": platform.release(),
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", "unknown"),
        "fileSystem": output("stat", "--file-system", "--format=%T", str(REPOSITORY)),
        "load": os.getloadavg()[0],
    }


def versions(settings: Settings) -> dict[str, str]:
    packages = ("segno", "qrcodegen", "fast-qr-py", "zopfli")
    return {
        "waymark": output(str(settings.binary), "--version"),
        "commit": output("git", "rev-parse", "--short", "HEAD"),
        "swift": first(r"Swift version (\S+)", output("swift", "--version")),
        "nginx": first(r"nginx/(\S+)", output("nginx", "-v")),
        "wrk": first(r"wrk (\S+)", output("wrk", "-v")),
        "gcc": output("gcc", "-dumpfullversion"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: package_version(name) for name in packages},
    }


def package_version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def output(*command: str) -> str:
    """What a command says, on whichever stream; empty where it cannot be run."""
    try:
        result = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, cwd=REPOSITORY
        )
    except OSError:
        return ""
    return result.stdout.strip()


def first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found.group(1) if found else "unknown"


def field(path: str, name: str) -> str:
    for line in Path(path).read_text().splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return "unknown"
