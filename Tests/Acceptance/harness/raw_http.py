"""HTTP/1.1 by hand, for what a well-behaved client cannot send and for counting complete answers."""

import socket
from dataclasses import dataclass, field


@dataclass
class Answer:
    """One complete answer; names of fields are in lower case, the last of equal ones wins."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class ConnectionEnded(Exception):
    """The peer closed or reset the connection before an answer was complete."""


class RawConnection:
    """A TCP connection to a server, with a reader of answers that never reads past one."""

    def __init__(self, port: int, timeout: float = 10.0) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def __enter__(self) -> "RawConnection":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, data: bytes) -> None:
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise ConnectionEnded from error

    def fill(self) -> None:
        try:
            received = self.socket.recv(65_536)
        except ConnectionResetError as error:
            raise ConnectionEnded from error
        if not received:
            raise ConnectionEnded
        self.buffer += received

    def answer(self, to_head: bool = False) -> Answer:
        """Reads one answer; `to_head` when the request was HEAD, whose answer has no body."""
        while b"\r\n\r\n" not in self.buffer:
            self.fill()
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        status_line, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.split(":", 1) for line in lines)
        result = Answer(int(status_line.split(" ")[1]), {name.lower(): value.strip() for name, value in pairs})
        if to_head or result.status in (204, 304) or result.status < 200:
            return result
        result.body = self.chunked() if "chunked" in result.headers.get("transfer-encoding", "") else self.sized(result)
        return result

    def sized(self, answer: Answer) -> bytes:
        if "content-length" not in answer.headers:
            raise AssertionError(f"neither a length nor chunks: {answer}")
        return self.take(int(answer.headers["content-length"]))

    def chunked(self) -> bytes:
        body = b""
        while True:
            while b"\r\n" not in self.buffer:
                self.fill()
            size, _, self.buffer = self.buffer.partition(b"\r\n")
            part = self.take(int(size.split(b";")[0], 16))
            self.take(2)
            if not part:
                return body
            body += part

    def take(self, count: int) -> bytes:
        while len(self.buffer) < count:
            self.fill()
        part, self.buffer = self.buffer[:count], self.buffer[count:]
        return part

    def is_closed_by_peer(self, within: float) -> bool:
        """Whether the peer ends the connection in time; what it still sends is thrown away."""
        self.socket.settimeout(within)
        try:
            while self.socket.recv(65_536):
                pass
        except TimeoutError:
            return False
        except ConnectionResetError:
            pass
        return True


def exchange(port: int, request: bytes, timeout: float = 10.0) -> Answer | None:
    """Sends bytes on a new connection and returns the first answer, or None when the peer just closes."""
    with RawConnection(port, timeout) as connection:
        try:
            connection.send(request)
            return connection.answer()
        except ConnectionEnded:
            return None
