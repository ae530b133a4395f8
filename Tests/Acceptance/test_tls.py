"""TLS and HTTP/2: the same server behind a certificate, checked with clients that nobody here wrote."""

import os
import signal
import socket
import ssl
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness.certificates import Certificate, make_certificate
from harness.client import Client
from harness.polling import eventually
from harness.ports import free_port
from harness.scanning import PHONE, wait_for_scans
from harness.server import WaymarkServer


@dataclass
class SecureServer:
    """A server with a plain port and a TLS port."""

    server: WaymarkServer
    files: Certificate
    port: int

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def curl(self, path: str, *options: str) -> list[str]:
        """The HTTP version, the status and the destination that curl found."""
        form = "%{http_version}\n%{http_code}\n%{redirect_url}"
        command = ["curl", "--silent", "--show-error", "--max-time", "10", "--cacert", str(self.files.certificate)]
        command += ["--output", "/dev/null", "--write-out", form, "--user-agent", PHONE, *options, self.url + path]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr
        return result.stdout.split("\n")

    def connect(self, *protocols: str) -> ssl.SSLSocket:
        context = ssl.create_default_context(cafile=str(self.files.certificate))
        context.set_alpn_protocols(list(protocols))
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        return context.wrap_socket(plain, server_hostname="localhost")


@pytest.fixture
def secure(start_server: Callable[..., WaymarkServer], tmp_path: Path) -> SecureServer:
    files, port = make_certificate(tmp_path), free_port()
    server = start_server(
        WAYMARK_TLS_CERT=str(files.certificate),
        WAYMARK_TLS_KEY=str(files.key),
        WAYMARK_TLS_PORT=str(port),
        WAYMARK_PUBLIC_URL="",
    )
    return SecureServer(server, files, port)


def wait_until_listening(secure: SecureServer) -> None:
    def is_open() -> bool:
        try:
            socket.create_connection(("127.0.0.1", secure.port), timeout=1).close()
            return True
        except OSError:
            return False

    eventually(is_open, within=10, what="the TLS port")


def read_head(connection: ssl.SSLSocket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        part = connection.recv(4_096)
        assert part, head
        head += part
    return head


def test_http_2_and_http_1_serve_the_same_redirect_and_count_it(secure: SecureServer) -> None:
    wait_until_listening(secure)
    api = secure.server.client()
    id = api.create("https://example.com/secure")["id"]
    assert secure.curl(f"/r/{id}", "--http2") == ["2", "302", "https://example.com/secure"]
    assert secure.curl(f"/r/{id}", "--http1.1") == ["1.1", "302", "https://example.com/secure"]
    assert secure.curl(f"/r/{id}", "--http2", "--head") == ["2", "302", "https://example.com/secure"]
    assert secure.curl("/r/neverMade", "--http2")[:2] == ["2", "404"]
    assert wait_for_scans(api, id, 2)["totals"]["scans"] == 2


def test_the_answer_has_the_headers_of_the_plain_port(secure: SecureServer) -> None:
    wait_until_listening(secure)
    id = secure.server.client().create("https://example.com/secure")["id"]
    plain = secure.server.anonymous().get(f"/r/{id}")
    request = f"GET /r/{id} HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: one\r\n\r\n"
    with secure.connect("http/1.1") as connection:
        assert connection.selected_alpn_protocol() == "http/1.1"
        assert connection.version() in ("TLSv1.2", "TLSv1.3")
        connection.sendall(request.encode())
        lines = read_head(connection).decode().split("\r\n\r\n")[0].split("\r\n")
    assert lines[0] == "HTTP/1.1 302 Found"
    headers = dict(line.lower().split(": ", 1) for line in lines[1:])
    assert set(headers) == {name.lower() for name in plain.headers}
    assert headers["x-request-id"] == "one"
    for name, value in plain.headers.items():
        assert name in ("Date", "X-Request-Id") or headers[name.lower()] == value.lower()


def test_codes_carry_the_secure_address_where_no_other_is_set(secure: SecureServer) -> None:
    wait_until_listening(secure)
    code = secure.server.client().create()
    assert code["redirectUrl"] == f"{secure.url}/r/{code['id']}"
    assert secure.curl(f"/r/{code['id']}")[1] == "302"
    refused = secure.server.client().post("/api/qr/codes", json={"data": f"https://localhost:{secure.port}/r/x"})
    assert refused.status_code == 422


def test_the_api_answers_over_http_2(secure: SecureServer, tmp_path: Path) -> None:
    wait_until_listening(secure)
    key = str(secure.server.client().key)
    body = tmp_path / "body"
    body.write_text('{"data": "https://example.com/", "name": "over two"}')
    options = ["--http2", "-H", f"Authorization: Bearer {key}", "-H", "Content-Type: application/json"]
    assert secure.curl("/api/qr/codes", *options, "--data", f"@{body}")[:2] == ["2", "201"]
    assert Client(secure.server.base_url, key).get("/api/qr/codes").json()["data"][0]["name"] == "over two"
    # A body that is not read ends the stream after its answer, not the connection before it.
    body.write_bytes(b"x" * 5_000_000)
    assert secure.curl("/api/qr/codes", "--http2", "--data-binary", f"@{body}")[:2] == ["2", "401"]


def test_a_hangup_signal_exchanges_the_certificate(secure: SecureServer, tmp_path: Path) -> None:
    wait_until_listening(secure)
    first = secure.files.serial

    def served() -> str:
        pem = ssl.get_server_certificate(("127.0.0.1", secure.port), timeout=10)
        result = subprocess.run(
            ["openssl", "x509", "-noout", "-serial"], input=pem, capture_output=True, text=True, check=True
        )
        return result.stdout.strip().partition("=")[2]

    assert served() == first
    # A new file that is no certificate changes nothing.
    secure.files.certificate.write_text("nothing")
    os.kill(secure.server.pid, signal.SIGHUP)
    eventually(lambda: "cannot be used" in secure.server.log, within=10, what="the complaint about the file")
    assert served() == first
    other = make_certificate(tmp_path, "other")
    secure.files.certificate.write_bytes(other.certificate.read_bytes())
    secure.files.key.write_bytes(other.key.read_bytes())
    os.kill(secure.server.pid, signal.SIGHUP)
    eventually(served, lambda serial: serial == other.serial, within=10, what="the new certificate")


def test_clients_without_tls_disturb_nobody(secure: SecureServer) -> None:
    wait_until_listening(secure)
    id = secure.server.client().create()["id"]
    with socket.create_connection(("127.0.0.1", secure.port), timeout=20) as silent:
        with socket.create_connection(("127.0.0.1", secure.port), timeout=10) as plain:
            plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            with suppress(ConnectionResetError):
                assert b"HTTP/1.1 200" not in plain.recv(1_000)
        assert secure.curl(f"/r/{id}", "--http2")[1] == "302"
        # Who says nothing is sent away.
        with suppress(ConnectionResetError):
            assert silent.recv(1_000) == b""


def answer_frames(connection: ssl.SSLSocket, buffer: bytes) -> list[int]:
    """Answers pings and settings as a client of HTTP/2 does, to the end; returns the types of the frames."""
    types = []
    while part := connection.recv(4_096):
        buffer += part
        while len(buffer) >= 9 and len(buffer) >= 9 + (length := int.from_bytes(buffer[:3])):
            kind, flags, payload = buffer[3], buffer[4], buffer[9 : 9 + length]
            buffer = buffer[9 + length :]
            types.append(kind)
            if kind in (SETTINGS, PING) and not flags & 1:
                body = payload if kind == PING else b""
                connection.sendall(len(body).to_bytes(3) + bytes([kind, 1]) + bytes(4) + body)
    return types


SETTINGS, PING, GOAWAY = 4, 6, 7


def test_a_shutdown_says_goodbye_over_http_2(secure: SecureServer) -> None:
    wait_until_listening(secure)
    with secure.connect("h2") as connection:
        assert connection.selected_alpn_protocol() == "h2"
        connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(3) + bytes([SETTINGS, 0]) + bytes(4))
        # The server's settings show that it serves the connection.
        first = connection.recv(4_096)
        assert first[3] == SETTINGS
        secure.server.terminate()
        assert GOAWAY in answer_frames(connection, first)
        assert secure.server.wait(within=12) == 0


def test_a_shutdown_waits_for_no_client_that_has_fallen_silent(secure: SecureServer) -> None:
    wait_until_listening(secure)
    with secure.connect("h2") as connection:
        connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(3) + bytes([SETTINGS, 0]) + bytes(4))
        assert connection.recv(4_096)[3] == SETTINGS
        secure.server.terminate()
        # Three seconds for an answer to the ping, and some for a busy machine: less than the grace of fifteen.
        assert secure.server.wait(within=12) == 0


def test_a_shutdown_waits_for_no_connection_that_rests(secure: SecureServer) -> None:
    wait_until_listening(secure)
    with secure.connect("http/1.1") as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        read_head(connection)
        secure.server.terminate()
        assert secure.server.wait(within=12) == 0


def test_files_that_cannot_serve_stop_the_start(make_server: Callable[..., WaymarkServer], tmp_path: Path) -> None:
    one, other = make_certificate(tmp_path, "one"), make_certificate(tmp_path, "other")
    cases = [
        ({"CERT": one.certificate}, "WAYMARK_TLS_KEY"),
        ({"KEY": one.key}, "WAYMARK_TLS_CERT"),
        ({"CERT": one.certificate, "KEY": other.key}, "does not belong"),
        ({"CERT": one.key, "KEY": one.key}, "no certificate"),
        ({"CERT": one.certificate, "KEY": one.certificate}, "no private key"),
        ({"CERT": "/nowhere/tls.crt", "KEY": one.key}, "cannot be read"),
        ({"CERT": one.certificate, "KEY": one.key, "PORT": "none"}, "WAYMARK_TLS_PORT"),
    ]
    for given, complaint in cases:
        environment = {f"WAYMARK_TLS_{name}": str(value) for name, value in given.items()}
        result = make_server().run("config", environment=environment)
        assert result.returncode == 78, given
        assert complaint in result.stderr.decode(), given
