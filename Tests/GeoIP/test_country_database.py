"""The country database built from Debian's files, beside libGeoIP reading those files itself."""

import ctypes
import ipaddress
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import maxminddb
import pytest

SCRIPTS = Path(__file__).parent.parent.parent / "scripts" / "geoip"
DEBIAN = Path("/usr/share/GeoIP")
# What libGeoIP calls a place that is no country of ISO 3166.
NOWHERE = {None, "--", "AP", "EU", "A1", "A2", "O1"}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    subprocess.run([SCRIPTS / "build_country_database.py", folder], check=True)
    return folder / "country.mmdb"


@pytest.fixture(scope="module")
def reader(database: Path) -> Iterator[maxminddb.Reader]:
    with maxminddb.open_database(database) as reader:
        yield reader


def found(reader: maxminddb.Reader, address: str) -> str | None:
    record = reader.get(address)
    return record["country"]["iso_code"] if record else None


class LibGeoIP:
    """The library behind geoiplookup and geoiplookup6."""

    def __init__(self) -> None:
        self.library = ctypes.CDLL("libGeoIP.so.1")
        self.library.GeoIP_open.restype = ctypes.c_void_p
        self.library.GeoIP_country_code_by_addr.restype = ctypes.c_char_p
        self.library.GeoIP_country_code_by_addr.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        self.library.GeoIP_country_code_by_addr_v6.restype = ctypes.c_char_p
        self.library.GeoIP_country_code_by_addr_v6.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        self.ipv4 = self.library.GeoIP_open(str(DEBIAN / "GeoIP.dat").encode(), 0)
        self.ipv6 = self.library.GeoIP_open(str(DEBIAN / "GeoIPv6.dat").encode(), 0)

    def country(self, address: str) -> str | None:
        if ":" in address:
            code = self.library.GeoIP_country_code_by_addr_v6(self.ipv6, address.encode())
        else:
            code = self.library.GeoIP_country_code_by_addr(self.ipv4, address.encode())
        return None if code is None or code.decode() in NOWHERE else code.decode()


def ipv4_addresses() -> list[str]:
    source = random.Random(20_404)
    return [str(ipaddress.IPv4Address(source.getrandbits(32))) for _ in range(10_000)]


def ipv6_addresses() -> list[str]:
    # Global addresses are thin: draw them around the blocks that the registries hand out, and a few anywhere.
    source = random.Random(20_406)
    blocks = [0x2001, 0x2003, 0x2400, 0x2401, 0x2600, 0x2604, 0x2620, 0x2800, 0x2A00, 0x2A02, 0x2A0E, 0x2C0F]
    inside = [source.choice(blocks) << 112 | source.getrandbits(112) for _ in range(9_000)]
    sparse = [block << 112 | source.getrandbits(8) << 104 for block in blocks for _ in range(100)]
    anywhere = [source.getrandbits(128) for _ in range(1_000)]
    return [str(ipaddress.IPv6Address(address)) for address in inside + sparse + anywhere]


@pytest.mark.parametrize(
    ("addresses", "at_least"), [(ipv4_addresses(), 8_000), (ipv6_addresses(), 1_000)], ids=["IPv4", "IPv6"]
)
def test_random_addresses_have_the_country_that_libgeoip_gives(
    reader: maxminddb.Reader, addresses: list[str], at_least: int
) -> None:
    library = LibGeoIP()
    expected = {address: library.country(address) for address in addresses}
    assert {address: found(reader, address) for address in addresses} == expected
    assert sum(country is not None for country in expected.values()) >= at_least


def test_an_ipv4_address_reads_the_same_in_ipv6_clothes(reader: maxminddb.Reader) -> None:
    for address in ipv4_addresses()[:1_000]:
        assert found(reader, f"::ffff:{address}") == found(reader, address)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "192.168.1.1", "::1", "fe80::1", "fd00::1", "0.0.0.0"])
def test_private_and_local_addresses_have_no_country(reader: maxminddb.Reader, address: str) -> None:
    assert reader.get(address) is None


def test_the_metadata_says_what_it_is_and_whom_to_thank(reader: maxminddb.Reader) -> None:
    metadata = reader.metadata()
    assert metadata.database_type == "Waymark-Country"
    assert (metadata.ip_version, metadata.record_size, metadata.binary_format_major_version) == (6, 24, 2)
    assert metadata.build_epoch == int(max(path.stat().st_mtime for path in DEBIAN.glob("GeoIP*.dat")))
    assert "created by MaxMind" in metadata.description["en"]


def test_every_record_is_a_country(reader: maxminddb.Reader) -> None:
    codes = {record["country"]["iso_code"] for _, record in reader}
    assert all(len(code) == 2 and code.isalpha() and code.isupper() for code in codes)
    assert not codes & NOWHERE
    assert len(codes) > 230


@pytest.mark.parametrize(("address", "country"), [("8.8.8.8", "US"), ("2001:4860:4860::8888", "US")])
def test_libmaxminddb_reads_the_file(database: Path, address: str, country: str) -> None:
    command = ["mmdblookup", "--file", database, "--ip", address, "country", "iso_code"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert f'"{country}"' in done.stdout
