"""Countries of scans, and whose word about an address is taken."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import maxminddb
import pytest
from harness.client import Client
from harness.samples import load
from harness.scanning import scan, wait_for_scans
from harness.server import WaymarkServer

REPOSITORY = Path(__file__).parent.parent.parent
COUNTRIES: dict[str, str] = load("countries.json")
GERMAN, JAPANESE, FRENCH = "5.9.0.1", "133.11.0.1", "212.27.48.10"


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The country database that `make run` would take."""
    script = REPOSITORY / "scripts" / "geoip" / "country-database"
    environment = {name: value for name, value in os.environ.items() if name != "WAYMARK_GEOIP_DB"}
    result = subprocess.run(
        [script, tmp_path_factory.mktemp("geoip")], cwd=REPOSITORY, env=environment, capture_output=True, text=True
    )
    assert result.returncode == 0, f"no country database: {result.stderr}"
    return Path(result.stdout.strip())


@pytest.fixture
def behind_proxy(start_server: Callable[..., WaymarkServer], database: Path) -> WaymarkServer:
    return start_server(WAYMARK_TRUSTED_PROXIES="127.0.0.1/32", WAYMARK_GEOIP_DB=str(database))


def country_of(api: Client, scanner: Client, **headers: str) -> str:
    """The country that a scan with these headers is counted for."""
    id = api.create()["id"]
    scan(scanner, id, **headers)
    (country,) = wait_for_scans(api, id, 1)["countries"]
    assert country["scans"] == 1
    return country["name"]


def test_the_samples_are_what_another_reader_of_the_database_says(database: Path) -> None:
    with maxminddb.open_database(database) as reader:
        found = {address: (reader.get(address) or {}).get("country", {}).get("iso_code", "??") for address in COUNTRIES}
    assert found == COUNTRIES


def test_real_addresses_are_counted_for_their_countries(behind_proxy: WaymarkServer) -> None:
    api, scanner = behind_proxy.client(), behind_proxy.anonymous()
    id = api.create()["id"]
    for address in COUNTRIES:
        scan(scanner, id, **{"X-Forwarded-For": address})
    found = wait_for_scans(api, id, len(COUNTRIES))
    expected: dict[str, int] = {}
    for country in COUNTRIES.values():
        expected[country] = expected.get(country, 0) + 1
    assert {entry["name"]: entry["scans"] for entry in found["countries"]} == expected
    # Most first.
    counts = [entry["scans"] for entry in found["countries"]]
    assert counts == sorted(counts, reverse=True)
    assert found["totals"]["uniques"] == len(COUNTRIES)


@pytest.mark.parametrize(
    ("chain", "country"),
    [
        (GERMAN, "DE"),
        (f"{GERMAN} ", "DE"),
        # Whatever a scanner wrote itself stands to the left of what the proxy added.
        (f"{FRENCH}, {GERMAN}", "DE"),
        (f"{FRENCH}, {GERMAN}, 127.0.0.1", "DE"),
        (f"{FRENCH},not an address,{GERMAN}", "DE"),
        (f"{GERMAN}:51234", "DE"),
        (f"::ffff:{GERMAN}", "DE"),
        ("[2a01:e00::1]:443", "FR"),
        (f"{GERMAN}, nonsense", "??"),
        ("", "??"),
        ("unknown", "??"),
    ],
)
def test_the_forwarding_chain_is_read_from_the_right(behind_proxy: WaymarkServer, chain: str, country: str) -> None:
    headers = {"X-Forwarded-For": chain}
    assert country_of(behind_proxy.client(), behind_proxy.anonymous(), **headers) == country


def test_headers_of_strangers_are_ignored(start_server: Callable[..., WaymarkServer], database: Path) -> None:
    server = start_server(WAYMARK_GEOIP_DB=str(database))
    api, scanner = server.client(), server.anonymous()
    for header in ("X-Forwarded-For", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP"):
        assert country_of(api, scanner, **{header: GERMAN}) == "??"
    for header in ("CF-IPCountry", "CloudFront-Viewer-Country", "X-Country-Code"):
        assert country_of(api, scanner, **{header: "DE"}) == "??"
    assert country_of(api, scanner, Forwarded=f"for={GERMAN}") == "??"


def test_strangers_cannot_make_themselves_unique(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]
    for number in range(5):
        scan(scanner, id, **{"X-Forwarded-For": f"5.9.0.{number}"})
    assert wait_for_scans(api, id, 5)["totals"]["uniques"] == 1


def test_the_country_that_a_trusted_cdn_names_is_taken(behind_proxy: WaymarkServer) -> None:
    api, scanner = behind_proxy.client(), behind_proxy.anonymous()
    assert country_of(api, scanner, **{"X-Forwarded-For": GERMAN, "CF-IPCountry": "SE"}) == "SE"
    for nonsense in ("XX", "ZZ", "QQ", "T1", "Sweden", "<b>", "s"):
        assert country_of(api, scanner, **{"X-Forwarded-For": GERMAN, "CF-IPCountry": nonsense}) in ("DE", "??")


def test_without_a_database_scans_are_counted_all_the_same(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    assert country_of(server.client(), server.anonymous()) == "??"
