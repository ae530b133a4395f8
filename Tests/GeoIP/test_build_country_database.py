"""When the country database is built, what stops it, and which one is taken."""

import os
import subprocess
from pathlib import Path

import legacy_files
import maxminddb
import pytest
from legacy_files import NONE

SCRIPTS = Path(__file__).parent.parent.parent / "scripts" / "geoip"
# Numbers of the legacy format.
GERMANY, JAPAN, EUROPE = NONE + 56, NONE + 111, NONE + 2


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """128.0.0.0/2 is Germany, 192.0.0.0/2 somewhere in Europe; 2000::/4 is Japan."""
    folder = tmp_path / "GeoIP"
    folder.mkdir()
    legacy_files.write(folder, "GeoIP.dat", [(NONE, 1), (GERMANY, EUROPE)])
    legacy_files.write(folder, "GeoIPv6.dat", [(1, NONE), (2, NONE), (NONE, 3), (JAPAN, NONE)])
    return folder


def build(source: Path, data: Path) -> subprocess.CompletedProcess[str]:
    command = [SCRIPTS / "build_country_database.py", data, "--source", source]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_both_tries_end_up_in_one_file(source: Path, tmp_path: Path) -> None:
    assert build(source, tmp_path / "data").returncode == 0
    with maxminddb.open_database(tmp_path / "data" / "country.mmdb") as reader:
        countries = {
            address: (reader.get(address) or {}).get("country", {}).get("iso_code")
            for address in (
                "1.2.3.4",
                "128.0.0.0",
                "191.255.255.255",
                "192.0.0.0",
                "::ffff:128.0.0.0",
                "2000::",
                "2fff::1",
                "3000::",
            )
        }
    assert countries == {
        "1.2.3.4": None,
        "128.0.0.0": "DE",
        "191.255.255.255": "DE",
        "192.0.0.0": None,
        "::ffff:128.0.0.0": "DE",
        "2000::": "JP",
        "2fff::1": "JP",
        "3000::": None,
    }


def test_it_is_built_again_only_for_other_files(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "data" / "country.mmdb"
    build(source, tmp_path / "data")
    first = output.stat()
    build(source, tmp_path / "data")
    assert output.stat().st_ino == first.st_ino

    # A package can be older than the file and yet be another one.
    os.utime(source / "GeoIP.dat", (1_000_000_000, 1_000_000_000))
    os.utime(source / "GeoIPv6.dat", (1_000_000_000, 1_000_000_000))
    build(source, tmp_path / "data")
    assert output.stat().st_ino != first.st_ino
    assert output.stat().st_mtime == 1_000_000_000


def test_nothing_but_the_database_is_left_in_the_folder(source: Path, tmp_path: Path) -> None:
    build(source, tmp_path / "data")
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["country.mmdb"]


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    done = build(tmp_path / "nowhere", tmp_path / "data")
    assert done.returncode == 1
    assert "apt-get install geoip-database" in done.stderr


@pytest.mark.parametrize(
    ("nodes", "edition", "message"),
    [
        pytest.param([(NONE, GERMANY)], 2, "is not a country database for IPv4", id="another edition"),
        pytest.param([(NONE, 9)], 1, "there is no node 9", id="a child outside the file"),
        pytest.param([(NONE, 1), (0, GERMANY)], 1, "is below itself", id="a cycle"),
        pytest.param([(NONE, 0)], 1, "is below itself", id="a node that is its own child"),
    ],
)
def test_a_damaged_file_is_refused(
    source: Path, tmp_path: Path, nodes: list[tuple[int, int]], edition: int, message: str
) -> None:
    legacy_files.write(source, "GeoIP.dat", nodes, edition)
    done = build(source, tmp_path / "data")
    assert done.returncode == 1
    assert message in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_database_that_is_configured_is_taken_as_it_is(tmp_path: Path) -> None:
    environment = os.environ | {"WAYMARK_GEOIP_DB": "/srv/mine.mmdb"}
    command = [SCRIPTS / "country-database", tmp_path / "data"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "/srv/mine.mmdb\n"
    assert not (tmp_path / "data").exists()
