#!/usr/bin/env python3
"""Builds the country database DIRECTORY/country.mmdb from Debian's geoip-database package.

usage: build_country_database.py [DIRECTORY] [--source FOLDER]

Does nothing when the file there was made from the same files. Its time is set to that of the newer source, so that any
other version of the package, an older one too, makes it again.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from address_trie import AddressTrie
from legacy_database import LegacyDatabaseError, read_nodes
from mmdb_file import country_file

DESCRIPTION = (
    "Country of an address, from Debian's geoip-database. This product includes GeoLite data created by MaxMind, "
    "available from http://maxmind.com/"
)


def build(source: Path, output: Path) -> bool:
    """Makes `output` from the two files in `source`; False when it is up to date."""
    ipv4, ipv6 = source / "GeoIP.dat", source / "GeoIPv6.dat"
    epoch = int(max(ipv4.stat().st_mtime, ipv6.stat().st_mtime))
    if output.exists() and int(output.stat().st_mtime) == epoch:
        return False

    trie = AddressTrie()
    countries = trie.add(read_nodes(ipv4, 4))
    root = trie.add(read_nodes(ipv6, 6))
    # Readers look IPv4 up below ::/96; ::ffff:0:0/96 is how a dual-stack socket shows the same address.
    root = trie.graft(root, "0" * 96, countries)
    root = trie.graft(root, "0" * 80 + "1" * 16, countries)

    output.parent.mkdir(parents=True, exist_ok=True)
    # Written beside it and renamed: a server that maps the file never sees half of one.
    with tempfile.NamedTemporaryFile(dir=output.parent, prefix=output.name, delete=False) as file:
        file.write(country_file(trie, root, epoch, DESCRIPTION))
    os.chmod(file.name, 0o644)
    os.utime(file.name, (epoch, epoch))
    os.replace(file.name, output)
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description="Builds DIRECTORY/country.mmdb from Debian's geoip-database.")
    parser.add_argument("directory", nargs="?", type=Path, default=Path("data"))
    parser.add_argument("--source", type=Path, default=Path("/usr/share/GeoIP"))
    arguments = parser.parse_args()
    try:
        build(arguments.source, arguments.directory / "country.mmdb")
    except FileNotFoundError as error:
        sys.exit(f"error: {error.filename} is missing: apt-get install geoip-database")
    except LegacyDatabaseError as error:
        sys.exit(f"error: {error}: apt-get install --reinstall geoip-database")
    except OSError as error:
        sys.exit(f"error: cannot write to {arguments.directory}: {error}")


if __name__ == "__main__":
    main()
