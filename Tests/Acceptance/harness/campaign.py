"""A synthetic campaign: who scanned what, when, where and with what; the same in every run."""

import csv
import random
from dataclasses import astuple, dataclass, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

SEED = 20260329
FIRST, LAST = date(2026, 3, 6), date(2026, 4, 2)
# Both changes of clocks that spring lie in between: New York on 8 March, Paris on 29 March.
ZONES = ("UTC", "Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati")

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
    "bot": ("other", "Other", "Googlebot", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
}  # fmt: skip
CODES = {"poster": ["spring", "print"], "flyer": ["spring"], "card": []}


@dataclass(frozen=True, order=True)
class Visit:
    """One GET of a code."""

    moment: datetime
    code: str
    address: str
    agent: str
    country: str
    language: str
    referrer: str
    source: str

    @property
    def is_bot(self) -> bool:
        return self.agent == "bot"


def visits() -> list[Visit]:
    """All scans in the order of time, to the second; many from the same few visitors."""
    dice = random.Random(SEED)
    people = [person(dice, number) for number in range(140)]
    made = [visit(dice, people, moment(dice)) for _ in range(1_300)]
    # Crowded on the edges: around midnight and around the changes of clocks, in each zone.
    for zone in ZONES:
        for day in (FIRST + timedelta(2), date(2026, 3, 29), LAST):
            midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
            for seconds in (-1, 0, 1, 3_600, 7_199, 7_200, 10_800):
                made.append(visit(dice, people, midnight + timedelta(seconds=seconds)))
    return sorted(made)


def person(dice: random.Random, number: int) -> tuple[str, str, str, str]:
    """A visitor: address, agent, country, language. Every third shares an address with the one before."""
    address = f"198.51.100.{number - number % 3 + 1}" if number % 2 else f"2001:db8::{number + 1:x}"
    agent = dice.choices(list(AGENTS), weights=[40, 30, 8, 8, 4, 10])[0]
    return address, agent, dice.choice(["FR", "DE", "US", "NP", ""]), dice.choice(["fr", "de", "en", ""])


def moment(dice: random.Random) -> datetime:
    start = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
    seconds = int((LAST - FIRST + timedelta(1)).total_seconds())
    return start + timedelta(seconds=dice.randrange(seconds) // 30 * 30)


def visit(dice: random.Random, people: list[tuple[str, str, str, str]], at: datetime) -> Visit:
    address, agent, country, language = dice.choice(people)
    code = dice.choices(list(CODES), weights=[6, 3, 1])[0]
    referrer = dice.choice(["", "", "", "news.example", "mail.example"])
    source = dice.choice(["", "window", "door"]) if code == "poster" else ""
    return Visit(at, code, address, agent, country, language, referrer, source)


def write(path: Path) -> list[Visit]:
    """Records the campaign as a CSV file, from which others count."""
    made = visits()
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(field.name for field in fields(Visit))
        table.writerows((made.moment.strftime("%Y-%m-%d %H:%M:%S"), *astuple(made)[1:]) for made in made)
    return made
