"""A synthetic campaign: who scanned what, when, from where and with what.

usage: python -m harness.campaign   (in Tests/Acceptance; writes fixtures/campaign.csv anew)

The seed is fixed, and the file is committed: what is counted does not change with the generator of random numbers.
"""

import csv
import random
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

RECORDED = Path(__file__).parent.parent / "fixtures" / "campaign.csv"
SEED = 20260329
FIRST, LAST = date(2026, 3, 6), date(2026, 4, 6)
# Clocks go forward in New York on 8 March and in Paris on 29 March, back in Sydney (an hour) and on Lord Howe (half an
# hour) on 5 April; the others stand, a quarter, and fourteen hours, off.
ZONES = ("UTC", "Europe/Paris", "America/New_York", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kathmandu",
         "Pacific/Kiritimati")  # fmt: skip
CHANGES = {
    "America/New_York": (date(2026, 3, 8), 23),
    "Europe/Paris": (date(2026, 3, 29), 23),
    "Australia/Sydney": (date(2026, 4, 5), 25),
}
# On these more people scan than a row of single scans holds.
BUSY = (date(2026, 3, 8), date(2026, 3, 28), date(2026, 3, 29), date(2026, 4, 5))

# What is told by each user agent; the same texts as in the table of the Swift tests.
AGENTS = {
    "iphone": ("mobile", "iOS", "Mobile Safari", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) "
               "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"),
    "android": ("mobile", "Android", "Chrome Mobile", "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 "
                "(KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"),
    "ipad": ("tablet", "iOS", "Mobile Safari", "Mozilla/5.0 (iPad; CPU OS 12_5_7 like Mac OS X) AppleWebKit/605.1.15 "
             "(KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1"),
    "windows": ("desktop", "Windows", "Edge", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
                "(KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"),
    "curl": ("other", "Other", "curl", "curl/8.5.0"),
    "none": ("other", "Other", "Other", ""),
    "bot": ("other", "Other", "Googlebot", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
}  # fmt: skip
# What cities.mmdb of the Swift tests says of addresses that begin so.
NETWORKS = {
    "5.135.": ("FR", "FR-IDF", "Paris"),
    "81.2.69.": ("GB", "England", None),
    "81.2.70.": ("GB", None, "Llan" * 32),
    "81.2.71.": ("GB", None, None),
}
CODES = {"poster": ["spring", "print"], "flyer": ["spring"], "menu": ["print"], "card": [], "old": []}
SOURCES = ("window", "door")
# Three of four visitors to one, and where the rule leads that holds for phones.
VARIANTS = {"https://example.com/a": 3, "https://example.com/b": 1}
RULE = "https://example.com/phone"


@dataclass(frozen=True, order=True)
class Visit:
    """One request for a code; texts are empty where a header is missing."""

    moment: datetime
    code: str
    method: str
    address: str
    agent: str
    #: The country that the CDN in front names.
    country: str
    language: str
    #: The host of the referrer.
    referrer: str
    source: str
    #: The header by which the visitor asks not to be tracked.
    privacy: str

    @property
    def headers(self) -> dict[str, str]:
        given = {
            "User-Agent": AGENTS[self.agent][3],
            "X-Forwarded-For": self.address,
            "CF-IPCountry": self.country,
            "Accept-Language": self.language and f"{self.language}-XX, *;q=0.1",
            "Referer": self.referrer and f"https://{self.referrer}/page?x=1",
            self.privacy: "1",
        }
        return {name: value for name, value in given.items() if name and value}

    @property
    def target(self) -> str:
        return f"/r/{self.code}" + (f"?source={self.source}" if self.source else "")


def read() -> list[Visit]:
    """The committed campaign, in the order of time."""
    with RECORDED.open(newline="") as file:
        return [Visit(**{**row, "moment": datetime.fromisoformat(row["moment"])}) for row in csv.DictReader(file)]


def write(path: Path, visits: list[Visit]) -> None:
    with path.open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        names = [field.name for field in fields(Visit)]
        table.writerow(names)
        for visit in visits:
            moment = visit.moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
            table.writerow([moment, *(getattr(visit, name) for name in names[1:])])


def made() -> list[Visit]:
    """All scans in the order of time; many from the same few visitors."""
    dice = random.Random(SEED)
    people = [person(dice, number) for number in range(140)]
    days = [FIRST + timedelta(number) for number in range((LAST - FIRST).days + 1)]
    scans = [visit(dice, people, moment(dice, day)) for day in days for _ in range(300 if day in BUSY else 45)]
    # Crowded on the edges: around midnight and around the changes of clocks, in each zone.
    for zone in ZONES:
        for day in (FIRST + timedelta(2), date(2026, 3, 29), date(2026, 4, 5), LAST):
            midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
            for seconds in (-0.001, 0, 1, 3_600, 7_199.999, 7_200, 10_800):
                scans.append(visit(dice, people, midnight + timedelta(seconds=seconds)))
    return sorted(scans)


def person(dice: random.Random, number: int) -> tuple[str, str, str, str, str]:
    """A visitor: address, agent, country, language, wish for privacy. Every third shares an address with one before."""
    shared = number - number % 3
    network = dice.choice([*NETWORKS, "198.51.100."])
    address = f"2001:db8::{number + 1:x}" if number % 5 == 4 else f"{network}{'7.' * (network == '5.135.')}{shared + 1}"
    agent = dice.choices(list(AGENTS), weights=[36, 28, 8, 8, 4, 6, 10])[0]
    country = dice.choice(["", "", "", "DE", "US", "FR"])
    privacy = dice.choices(["", "DNT", "Sec-GPC"], weights=[18, 1, 1])[0]
    return address, agent, country, dice.choice(["fr", "de", "en", ""]), privacy


def moment(dice: random.Random, day: date) -> datetime:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    # Many of them at the very same moment.
    return start + timedelta(milliseconds=dice.randrange(86_400_000) // 29_500 * 29_500)


def visit(dice: random.Random, people: list[tuple[str, str, str, str, str]], at: datetime) -> Visit:
    address, agent, country, language, privacy = dice.choice(people)
    code = dice.choices(list(CODES), weights=[8, 4, 3, 2, 1])[0]
    method = dice.choices(["GET", "HEAD"], weights=[30, 1])[0]
    referrer = dice.choice(["", "", "", "news.example", "mail.example"])
    source = dice.choice(["", *SOURCES]) if code == "poster" else ""
    return Visit(at, code, method, address, agent, country, language, referrer, source, privacy)


if __name__ == "__main__":
    write(RECORDED, made())
