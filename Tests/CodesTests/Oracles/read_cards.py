"""Reads vCards with vobject and calendars with icalendar.

usage: read_cards.py TEXTS ANSWERS

TEXTS is a JSON array of strings, ANSWERS becomes an array of objects: the values of each property by its name. The
parts of N, ADR and ORG are joined by U+001F, in the order of RFC 2426.
"""

import json
import sys

import icalendar
import vobject

SEPARATOR = "\x1f"


def properties(text: str) -> dict[str, list[str]]:
    """The properties of one card, or of the event in one calendar."""
    return card(text) if text.upper().startswith("BEGIN:VCARD") else event(text)


def card(text: str) -> dict[str, list[str]]:
    """The properties of the only card in a text."""
    (found,) = vobject.readComponents(text, validate=True)
    return {name.upper(): [value_of(line) for line in lines] for name, lines in found.contents.items()}


def value_of(line: vobject.base.ContentLine) -> str:
    """A value as text; structured ones with their parts joined."""
    value = line.value
    if line.name == "N":
        value = [value.family, value.given, value.additional, value.prefix, value.suffix]
    elif line.name == "ADR":
        value = [value.box, value.extended, value.street, value.city, value.region, value.code, value.country]
    if isinstance(value, list):
        value = SEPARATOR.join(part if isinstance(part, str) else " ".join(part) for part in value)
    return value


def event(text: str) -> dict[str, list[str]]:
    """The properties of the only event in a text."""
    calendar = icalendar.Calendar.from_ical(text)
    (found,) = calendar.walk("VEVENT")
    if calendar.errors or found.errors:
        raise ValueError(f"{calendar.errors} {found.errors}")
    answer = {name: [str(calendar[name])] for name in ("VERSION", "PRODID")}
    for name, value in found.property_items(recursive=False):
        if name in {"BEGIN", "END"}:
            continue
        plain = value.dt.isoformat() if hasattr(value, "dt") else str(value)
        answer.setdefault(name, []).append(plain)
    return answer


with open(sys.argv[1], encoding="utf-8") as texts:
    answers = [properties(text) for text in json.load(texts)]
with open(sys.argv[2], "w", encoding="utf-8") as output:
    json.dump(answers, output)
