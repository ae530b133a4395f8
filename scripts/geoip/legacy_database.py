"""Reads the country databases of Debian's geoip-database: MaxMind's legacy format, one file for each IP version.

The file is a binary trie over the bits of an address, the highest first, written as an array of nodes of two 3-byte
little-endian records: the child for a 0 bit and the child for a 1 bit. A record below COUNTRY_BEGIN is the index of a
node; any other is COUNTRY_BEGIN plus a country number. The last bytes name the edition. (Described by the source of
libGeoIP, GeoIP.c and GeoIP_internal.h.)
"""

from __future__ import annotations

from pathlib import Path

COUNTRY_BEGIN = 16_776_960
_EDITION_MARK = b"\xff\xff\xff"
_COUNTRY_EDITION = {4: 1, 6: 12}

#: Country number → code, as libGeoIP numbers them.
_CODES = (
    "-- AP EU AD AE AF AG AI AL AM CW AO AQ AR AS AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BV BW "
    "BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK "
    "FM FO FR SX GA GB GD GE GF GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IN IO IQ IR IS "
    "IT JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT "
    "PW PY QA RE RO RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR ST SV SY SZ TC TD TF TG TH TJ TK TM TN TO "
    "TL TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT RS ZA ZM ME ZW A1 A2 O1 AX GG IM JE BL "
    "MF BQ SS O1 "
)
COUNTRY_CODES = _CODES.split()

#: Numbers that stand for no country of ISO 3166: unknown, regions, proxies, satellites and the rest.
NO_COUNTRY = frozenset({"--", "AP", "EU", "A1", "A2", "O1"})


class LegacyDatabaseError(Exception):
    """The file is not a country database of the expected edition, or it is damaged."""


def read_nodes(path: Path, ip_version: int) -> list[tuple[int, int]]:
    """The nodes of a country database, the root first; `ip_version` is 4 or 6."""
    data = path.read_bytes()
    mark = data.rfind(_EDITION_MARK, max(0, len(data) - 20))
    if mark < 0 or mark + 3 >= len(data) or data[mark + 3] != _COUNTRY_EDITION[ip_version]:
        raise LegacyDatabaseError(f"{path} is not a country database for IPv{ip_version}")
    # A few bytes of text follow the nodes; read as nodes they are unreachable and do no harm.
    return [
        (int.from_bytes(data[at : at + 3], "little"), int.from_bytes(data[at + 3 : at + 6], "little"))
        for at in range(0, mark - 5, 6)
    ]


def country_of(record: int) -> str | None:
    """The ISO 3166 code that a record at or above COUNTRY_BEGIN stands for."""
    code = COUNTRY_CODES[record - COUNTRY_BEGIN]  # Three bytes leave room for exactly these 256.
    return None if code in NO_COUNTRY else code
