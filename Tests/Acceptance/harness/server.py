"""A Waymark process: the real binary with a data directory and a port of its own."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from harness.client import Client
from harness.ports import free_port

READY_WITHIN = 20.0
STOPPED_WITHIN = 40.0

# Servers that were started and not ended yet, whose logs a failing test shows.
running: list["WaymarkServer"] = []


class WaymarkServer:
    """Starts, ends, kills and restarts one server; the data directory and the address stay the same."""

    def __init__(self, binary: Path, folder: Path, environment: dict[str, str] | None = None) -> None:
        self.binary = binary
        self.data_directory = folder / "data"
        self.log_path = folder / "server.log"
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.environment = {
            # Nothing of the caller's own configuration may leak in.
            **{name: value for name, value in os.environ.items() if not name.startswith("WAYMARK_")},
            "WAYMARK_HOST": "127.0.0.1",
            "WAYMARK_PORT": str(self.port),
            "WAYMARK_PUBLIC_URL": self.base_url,
            "WAYMARK_DATA_DIR": str(self.data_directory),
            **(environment or {}),
        }

    @property
    def pid(self) -> int:
        assert self.process is not None, "the server was not started"
        return self.process.pid

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def log(self) -> str:
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def start(self) -> "WaymarkServer":
        """Starts the server and returns when /readyz says 200."""
        assert not self.is_alive, "the server runs already"
        self.log_path.parent.mkdir(parents=True, exist_ok=True)
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "serve"], env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        running.append(self)
        deadline = time.monotonic() + READY_WITHIN
        while not self.is_ready():
            assert self.is_alive, f"the server ended with {self.process.returncode} while starting:\n{self.log}"
            assert time.monotonic() < deadline, f"the server was not ready within {READY_WITHIN} s:\n{self.log}"
            time.sleep(0.01)
        return self

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.base_url}/readyz", timeout=2) as answer:
                return answer.status == 200
        except (OSError, urllib.error.URLError):
            return False

    def terminate(self) -> None:
        """Asks the server to end, without waiting."""
        os.kill(self.pid, signal.SIGTERM)

    def wait(self, within: float = STOPPED_WITHIN) -> int:
        """Waits for the process to end and returns its exit code."""
        assert self.process is not None
        try:
            code = self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not end within {within} s of SIGTERM:\n{self.log}") from None
        self.forget()
        return code

    def stop(self) -> int:
        """Ends the server by SIGTERM and returns its exit code."""
        if not self.is_alive:
            self.forget()
            return self.process.returncode if self.process else 0
        self.terminate()
        return self.wait()

    def kill(self) -> None:
        """Kills the server as a crash would: no handler runs."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.forget()

    def forget(self) -> None:
        if self in running:
            running.remove(self)

    def restart(self) -> "WaymarkServer":
        assert self.stop() == 0, f"the server did not end cleanly:\n{self.log}"
        return self.start()

    def run(self, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
        """Runs a subcommand beside the server, with the same configuration."""
        return subprocess.run(
            [self.binary, *arguments],
            env={**self.environment, **(environment or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )

    def run_json(self, *arguments: str) -> Any:
        """Runs a subcommand with --json, which must succeed, and reads what it printed."""
        result = self.run(*arguments, "--json")
        command = " ".join(arguments)
        assert result.returncode == 0, f"waymark {command} ended with {result.returncode}: {result.stderr.decode()}"
        return json.loads(result.stdout)

    def create_key(self, **options: str) -> dict[str, Any]:
        """Makes a key; the options are those of `waymark keys create`: account, plan, name, scopes."""
        flags = [part for name, value in options.items() for part in (f"--{name}", value)]
        return self.run_json("keys", "create", *flags)

    def client(self, **options: str) -> Client:
        """A client with a new key."""
        return Client(self.base_url, self.create_key(**options)["key"])

    def anonymous(self) -> Client:
        """A client without a key: what a scanner's browser is."""
        return Client(self.base_url)
