"""Addresses of scanners are never stored, in any form, at any moment."""

import ipaddress
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harness.scanning import scan, wait_for_scans
from harness.server import WaymarkServer

ADDRESSES = ["185.213.154.67", "2a03:b0c0:3:d0:1a2b:3c4d:5e6f:7081"]


def spellings(address: str) -> Iterator[bytes]:
    """The forms in which a program would store an address."""
    parsed = ipaddress.ip_address(address)
    yield address.encode()
    yield parsed.exploded.encode()
    yield parsed.packed
    yield parsed.packed[::-1]
    yield parsed.packed.hex().encode()
    yield parsed.packed.hex().upper().encode()
    if parsed.version == 4:
        yield ipaddress.IPv6Address(b"\0" * 10 + b"\xff\xff" + parsed.packed).exploded.encode()
        yield str(int(parsed)).encode()
        # All but the last number would still tell the street.
        yield address.rpartition(".")[0].encode() + b"."
    else:
        yield parsed.packed[:8]


def holders(folder: Path, log: str, address: str) -> list[str]:
    """Every file of the folder that holds the address, and the log if it does."""
    forms = list(spellings(address))
    found = [
        f"{file.relative_to(folder)} holds {form!r}"
        for file in folder.rglob("*")
        if file.is_file()
        for content in [file.read_bytes()]
        for form in forms
        if form in content
    ]
    return found + [f"the log holds {form!r}" for form in forms if form in log.encode()]


@pytest.mark.parametrize("level", ["info", "trace"])
@pytest.mark.parametrize("address", ADDRESSES, ids=["ipv4", "ipv6"])
def test_no_file_ever_holds_the_address_of_a_scanner(
    start_server: Callable[..., WaymarkServer], address: str, level: str
) -> None:
    server = start_server(WAYMARK_TRUSTED_PROXIES="127.0.0.1/32", WAYMARK_LOG_LEVEL=level)
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]

    def check(moment: str) -> None:
        assert holders(server.data_directory, server.log, address) == [], moment

    for _ in range(20):
        scan(scanner, id, **{"X-Forwarded-For": address})
        scan(scanner, "neverMade", **{"X-Forwarded-For": address})
    check("in the journal")
    wait_for_scans(api, id, 20)
    check("in the store")
    scan(scanner, id, **{"X-Forwarded-For": address})
    server.kill()
    check("after a crash")
    server.start()
    assert wait_for_scans(api, id, 21, within=15)["totals"]["uniques"] == 1
    server.stop()
    check("after the end")


def test_the_search_would_find_an_address(tmp_path: Path) -> None:
    for number, form in enumerate(spellings(ADDRESSES[0])):
        file = tmp_path / str(number)
        file.write_bytes(b"\x01\x02" + form + b"\x03")
        assert holders(tmp_path, "", ADDRESSES[0]), form
        file.unlink()
    assert holders(tmp_path, f"scan from {ADDRESSES[0]}", ADDRESSES[0])
