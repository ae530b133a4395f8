"""Scans by many connections at once, of which every complete answer is counted."""

import threading
from dataclasses import dataclass

from harness.raw_http import ConnectionEnded, RawConnection
from harness.scanning import PHONE


@dataclass
class Count:
    """What one connection, or all of them together, sent and got back."""

    sent: int = 0
    answered: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.sent + other.sent, self.answered + other.answered)


class Storm:
    """Connections that scan one code as fast as they can, until they are told to stop or the server is gone."""

    def __init__(self, port: int, id: str, connections: int = 6, depth: int = 8) -> None:
        self.port = port
        head = f"GET /r/{id} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: {PHONE}\r\n\r\n"
        self.request = head.encode()
        self.stopping = threading.Event()
        self.counts = [Count() for _ in range(connections)]
        # Every second connection sends several requests at once and only then reads their answers.
        depths = [depth if number % 2 else 1 for number in range(connections)]
        self.threads = [
            threading.Thread(target=self.scan, args=(count, at_once), daemon=True)
            for count, at_once in zip(self.counts, depths, strict=True)
        ]

    def __enter__(self) -> "Storm":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join(30)
            assert not thread.is_alive(), "a connection hangs"

    @property
    def total(self) -> Count:
        return sum(self.counts, Count())

    def scan(self, count: Count, at_once: int) -> None:
        try:
            with RawConnection(self.port) as connection:
                while not self.stopping.is_set():
                    # Counted first: what was handed to the kernel may arrive even when the call fails.
                    count.sent += at_once
                    connection.send(self.request * at_once)
                    for _ in range(at_once):
                        assert connection.answer().status == 302
                        count.answered += 1
        except (ConnectionEnded, ConnectionRefusedError):
            pass
