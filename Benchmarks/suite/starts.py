"""From exec to readiness, and the memory of a server that does nothing."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from harness.server import WaymarkServer

from suite.figures import summary
from suite.processes import memory_mib
from suite.settings import Settings

READY = b"HTTP/1.1 200"
IDLE_SECONDS = 3


def measure(settings: Settings, folder: Path) -> dict[str, Any]:
    """First starts make the schema and a key; later starts find both."""
    first, again, memory = [], [], []
    try:
        for number in range(settings.starts):
            server = WaymarkServer(settings.binary, folder / str(number))
            first.append(start(server))
            again.append(start(server))
        server = WaymarkServer(settings.binary, folder / "0").start()
        time.sleep(IDLE_SECONDS)
        memory.append(memory_mib(server.pid))
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return {
        "firstStartMilliseconds": summary(first),
        "startMilliseconds": summary(again),
        "idleMemoryMiB": memory[0],
        "binaryMiB": os.path.getsize(settings.binary) / 2**20,
    }


def start(server: WaymarkServer) -> float:
    """The milliseconds from exec until /readyz answers with 200; the server is ended again."""
    server.log_path.parent.mkdir(parents=True, exist_ok=True)
    with server.log_path.open("ab") as log:
        began = time.perf_counter()
        process = subprocess.Popen([server.binary, "serve"], env=server.environment, stdout=log, stderr=log)
    try:
        while not is_ready(server.port):
            assert process.poll() is None, f"the server did not start:\n{server.log}"
            assert time.perf_counter() - began < 30, "the server was not ready within 30 s"
            time.sleep(0.0005)
        return (time.perf_counter() - began) * 1e3
    finally:
        process.terminate()
        process.wait(30)


def is_ready(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            return connection.recv(len(READY), socket.MSG_WAITALL) == READY
    except OSError:
        return False
