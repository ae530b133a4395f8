"""Self-signed certificates, made with OpenSSL."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Certificate:
    """A certificate for localhost and 127.0.0.1, and its key."""

    certificate: Path
    key: Path

    @property
    def serial(self) -> str:
        """The serial number, in hexadecimal digits."""
        command = ["openssl", "x509", "-in", str(self.certificate), "-noout", "-serial"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().partition("=")[2]


def make_certificate(folder: Path, name: str = "tls") -> Certificate:
    made = Certificate(folder / f"{name}.crt", folder / f"{name}.key")
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    command += [*subject, "-keyout", str(made.key), "-out", str(made.certificate)]
    subprocess.run(command, capture_output=True, check=True)
    return made
