#!/usr/bin/env python3
"""Makes the country databases that the tests of geography read; needs mmdb-writer.

usage: make_country_databases.py

The files are committed, so that the tests need no Python: run this only to change them.
"""

from __future__ import annotations

from pathlib import Path

from mmdb_writer import MMDBWriter
from netaddr import IPSet

FOLDER = Path(__file__).parent


def country(code: str, name: str, registered: str | None = None) -> dict[str, object]:
    """A record as GeoLite2 Country has it; the country's own part is left out where only the registration is known."""
    own = {"geoname_id": 1, "iso_code": code, "names": {"en": name}}
    return {"continent": {"code": "EU"}, "country": own} if registered is None else {"registered_country": own}


def write(name: str, version: int, networks: dict[str, dict[str, object]]) -> None:
    writer = MMDBWriter(
        version, "Test-Country", languages=["en"], description="Made for tests", ipv4_compatible=version == 6
    )
    for network, record in networks.items():
        writer.insert_network(IPSet([network]), record)
    writer.to_db_file(str(FOLDER / name))


def main() -> None:
    ipv4 = {
        "81.2.69.0/24": country("GB", "United Kingdom"),
        "5.135.0.0/16": country("FR", "France"),
        "9.9.9.0/24": country("US", "United States", registered="US"),
        # What no file should say: private addresses are in no country.
        "10.0.0.0/8": country("US", "United States"),
        "62.0.0.0/24": {"country": {"names": {"en": "No code"}}},
        "62.0.1.0/24": {"country": {"iso_code": "Great Britain"}},
    }
    write("countries.mmdb", 6, ipv4 | {"2a00:1450::/32": country("IE", "Ireland")})
    write("countries-ipv4.mmdb", 4, {"81.2.69.0/24": country("GB", "United Kingdom")})
    paris = {"city": {"names": {"de": "Paris (de)", "en": "Paris"}}}
    long = {"city": {"names": {"en": "Llan" * 100}}}
    places = {
        "5.135.0.0/16": country("FR", "France") | paris | {"subdivisions": [{"iso_code": "IDF"}, {"iso_code": "75"}]},
        "81.2.69.0/24": country("GB", "United Kingdom") | {"subdivisions": [{"names": {"en": "England"}}]},
        "81.2.70.0/24": country("GB", "United Kingdom") | long,
        "81.2.71.0/24": country("GB", "United Kingdom"),
    }
    write("cities.mmdb", 6, places)
    write("countries-replaced.mmdb", 6, {"81.2.69.0/24": country("DE", "Germany")})


if __name__ == "__main__":
    main()
