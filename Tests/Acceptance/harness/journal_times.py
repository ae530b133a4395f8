"""Moves the scans of a journal to other moments, while no server works there: what a replay cannot wait for.

Everything else in the records stays what the server wrote. The format is that of `SegmentHeader.swift` and
`ScanRecord.swift`.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

HEADER_BYTES, RECORD_BYTES = 64, 56
CASTAGNOLI = 0x82F63B78


@dataclass
class Scan:
    """A record of a journal."""

    file: Path
    offset: int
    #: The row number of the code.
    code: int
    is_head: bool
    user_agent: str


def scans(folder: Path) -> Iterator[Scan]:
    """All whole records, segment by segment in the order of their numbers."""
    for file in sorted(folder.glob("*.scans")):
        content = file.read_bytes()
        assert content[:8] == b"WMSCANS\n" and struct.unpack_from("<I", content, 8) == (1,), f"{file} is no segment"
        offset = HEADER_BYTES
        while offset + RECORD_BYTES <= len(content) and (length := struct.unpack_from("<I", content, offset)[0]):
            code, flags, agent = record_fields(content, offset)
            yield Scan(file, offset, code, bool(flags & 1), agent)
            offset += (length + 7) & ~7


def record_fields(content: bytes, offset: int) -> tuple[int, int, str]:
    code = struct.unpack_from("<q", content, offset + 8)[0]
    flags, agent_length = struct.unpack_from("<HH", content, offset + 38)
    start = offset + RECORD_BYTES
    return code, flags, content[start : start + agent_length].decode()


def move(moved: list[tuple[Scan, datetime]]) -> None:
    """Gives records their moments, and the checks that belong to them."""
    by_file: dict[Path, list[tuple[Scan, datetime]]] = {}
    for scan, moment in moved:
        by_file.setdefault(scan.file, []).append((scan, moment))
    for file, found in by_file.items():
        content = bytearray(file.read_bytes())
        seed = struct.unpack_from("<I", content, 12)[0]
        for scan, moment in found:
            length = struct.unpack_from("<I", content, scan.offset)[0]
            struct.pack_into("<q", content, scan.offset + 16, round(moment.timestamp() * 1_000))
            check = crc32c(content[scan.offset + 8 : scan.offset + length], seed ^ length)
            struct.pack_into("<I", content, scan.offset + 4, check)
        file.write_bytes(content)


def table() -> list[int]:
    found = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (CASTAGNOLI if byte & 1 else 0)
        found.append(byte)
    return found


TABLE = table()


def crc32c(content: bytes, seed: int) -> int:
    """The check of RFC 3720, begun with another one."""
    remainder = ~seed & 0xFFFFFFFF
    for byte in content:
        remainder = remainder >> 8 ^ TABLE[(remainder ^ byte) & 0xFF]
    return ~remainder & 0xFFFFFFFF
