"""A reader of server-sent events over a socket of its own (WHATWG HTML section 9.2)."""

import json
import socket
import time
from dataclasses import dataclass
from typing import Any


@dataclass
class Event:
    """One event; `data` is read as JSON."""

    name: str
    id: str | None
    data: Any


class EventStream:
    """Opens a stream and reads its events one by one; nothing is read that nobody asked for."""

    def __init__(self, port: int, path: str, key: str, last: str | None = None, window: int | None = None) -> None:
        self.socket = socket.socket()
        if window is not None:
            # A small window, so that little is on its way to a reader that does not read.
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        self.socket.settimeout(20)
        self.socket.connect(("127.0.0.1", port))
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
        if last is not None:
            head += f"Last-Event-ID: {last}\r\n"
        self.socket.sendall(f"{head}\r\n".encode())
        self.buffer = b""
        self.comments: list[str] = []
        self.is_over = False
        lines = self.until(b"\r\n\r\n").decode().split("\r\n")
        self.status = int(lines[0].split(" ")[1])
        self.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        self.chunk = b""

    def __enter__(self) -> "EventStream":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def until(self, end: bytes) -> bytes:
        while end not in self.buffer:
            data = self.socket.recv(65_536)
            if not data:
                raise ConnectionError("the stream was cut off")
            self.buffer += data
        found, _, self.buffer = self.buffer.partition(end)
        return found

    def next_chunk(self) -> bool:
        """Reads one chunk of the body (RFC 9112 section 7.1); false at its end."""
        size = int(self.until(b"\r\n"), 16)
        while len(self.buffer) < size + 2:
            data = self.socket.recv(65_536)
            if not data:
                raise ConnectionError("the stream was cut off")
            self.buffer += data
        self.chunk += self.buffer[:size]
        self.buffer = self.buffer[size + 2 :]
        return size > 0

    def next(self) -> Event | None:
        """The next event; None at the end of the stream."""
        while not self.is_over:
            while b"\n\n" not in self.chunk:
                if not self.next_chunk():
                    self.is_over = True
                    return None
            block, _, self.chunk = self.chunk.partition(b"\n\n")
            fields: dict[str, str] = {}
            for line in block.decode().split("\n"):
                name, _, value = line.partition(": ")
                if line.startswith(":"):
                    self.comments.append(line)
                else:
                    fields[name] = value
            if "data" in fields:
                return Event(fields.get("event", "message"), fields.get("id"), json.loads(fields["data"]))
        return None

    def take(self, count: int) -> list[Event]:
        """So many events."""
        found = []
        for _ in range(count):
            event = self.next()
            assert event is not None, f"the stream ended after {len(found)} events"
            found.append(event)
        return found

    def watching(self) -> "EventStream":
        """Returns when the server says that it watches."""
        deadline = time.monotonic() + 20
        while b": watching\n\n" not in self.chunk:
            assert time.monotonic() < deadline and self.next_chunk()
        return self
