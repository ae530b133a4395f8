"""Makes small legacy databases for the tests."""

from pathlib import Path

NONE = 0xFFFF00
EDITION = {"GeoIP.dat": 1, "GeoIPv6.dat": 12}


def write(folder: Path, name: str, nodes: list[tuple[int, int]], edition: int | None = None) -> Path:
    """Writes a database with these nodes; records are node indices, or NONE plus a country number."""
    data = b"".join(record.to_bytes(3, "little") for node in nodes for record in node)
    path = folder / name
    path.write_bytes(data + b"\0\0\0sample\xff\xff\xff" + bytes([EDITION[name] if edition is None else edition]))
    return path
