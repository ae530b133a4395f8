"""Writes a country trie as a MaxMind DB file, version 2.0 (https://maxmind.github.io/MaxMind-DB/).

The file is a search tree of nodes of two 24-bit big-endian records, 16 zero bytes, the data section, and the metadata
behind a marker. A record below the number of nodes is a node, equal to it is "not found", above it data.
"""

from __future__ import annotations

from address_trie import AddressTrie, Subtree

_SEPARATOR = bytes(16)
_METADATA_MARK = b"\xab\xcd\xefMaxMind.com"
_RECORD_BITS = 24


class Unsigned:
    """An unsigned integer with its width in bits: 16, 32 or 64."""

    def __init__(self, value: int, bits: int) -> None:
        self.value = value
        self.bits = bits


_UNSIGNED_TYPE = {16: 5, 32: 6, 64: 9}
Value = str | Unsigned | dict[str, "Value"] | list["Value"]


def encode(value: Value) -> bytes:
    """A value of the data section: a control byte (type and size), then the payload."""
    if isinstance(value, str):
        text = value.encode()
        return _control(2, len(text)) + text
    if isinstance(value, Unsigned):
        payload = value.value.to_bytes((value.value.bit_length() + 7) // 8, "big")
        return _control(_UNSIGNED_TYPE[value.bits], len(payload)) + payload
    if isinstance(value, dict):
        return _control(7, len(value)) + b"".join(encode(key) + encode(item) for key, item in value.items())
    return _control(11, len(value)) + b"".join(encode(item) for item in value)


def country_file(trie: AddressTrie, root: Subtree, epoch: int, description: str) -> bytes:
    """The whole file: an IPv6 tree in which IPv4 lies below ::/96. `epoch` is the time of the data in Unix seconds."""
    if not isinstance(root, int):
        raise ValueError("a tree without a single distinction has no nodes")
    reachable = _reachable(trie, root)
    # Nodes refer to earlier ones, and the file wants the root first: turn the order round.
    numbers = {node: number for number, node in enumerate(reversed(reachable))}
    count = len(reachable)

    data = bytearray()
    places: dict[str, int] = {}
    tree = bytearray()
    for node in reversed(reachable):
        for below in trie.nodes[node]:
            if isinstance(below, int):
                record = numbers[below]
            elif below is None:
                record = count
            else:
                if below not in places:
                    places[below] = len(data)
                    data += encode({"country": {"iso_code": below}})
                record = count + len(_SEPARATOR) + places[below]
            tree += record.to_bytes(_RECORD_BITS // 8, "big")

    metadata: Value = {
        "binary_format_major_version": Unsigned(2, 16),
        "binary_format_minor_version": Unsigned(0, 16),
        "build_epoch": Unsigned(epoch, 64),
        "database_type": "Waymark-Country",
        "description": {"en": description},
        "ip_version": Unsigned(6, 16),
        "languages": [],
        "node_count": Unsigned(count, 32),
        "record_size": Unsigned(_RECORD_BITS, 16),
    }
    return bytes(tree) + _SEPARATOR + bytes(data) + _METADATA_MARK + encode(metadata)


def _reachable(trie: AddressTrie, root: int) -> list[int]:
    """The nodes below and with `root`, in the order of the trie; grafting leaves others behind."""
    seen = {root}
    stack = [root]
    while stack:
        for below in trie.nodes[stack.pop()]:
            if isinstance(below, int) and below not in seen:
                seen.add(below)
                stack.append(below)
    return sorted(seen)


def _control(kind: int, size: int) -> bytes:
    """The control bytes. Types above 7 take a second byte; sizes from 29 to 284 take one more."""
    if size > 284:
        raise ValueError(f"{size} is more than this writer needs to know")
    short = min(size, 29)
    head = bytes([kind << 5 | short]) if kind <= 7 else bytes([short, kind - 7])
    return head + (bytes([size - 29]) if size >= 29 else b"")
