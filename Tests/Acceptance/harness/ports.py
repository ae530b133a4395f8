"""Free TCP ports for servers that must come back at the same address."""

import os
import random
import socket

# Below the kernel's range for outgoing connections, so that no client of a test takes a port between two starts.
LOWEST, HIGHEST = 20_000, 31_999
given: set[int] = set()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on and that this process has not handed out before."""
    # Every worker of pytest-xdist draws from its own residue class.
    worker = int("".join(filter(str.isdigit, os.environ.get("PYTEST_XDIST_WORKER", "gw0"))) or 0) % 16
    for _ in range(500):
        port = random.randrange(LOWEST, HIGHEST, 16) + worker
        if port not in given and is_free(port):
            given.add(port)
            return port
    raise AssertionError(f"no free port between {LOWEST} and {HIGHEST}")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
