"""The page that publishes what was read, docs/scan-grades.md."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from scan_corpus.degradations import HARSH, MILD
from scan_corpus.readers import READERS


class Reading(Protocol):
    """Who read one code, under each degradation."""

    group: str
    reasons: str
    readers: dict[str, list[str]]


HEAD = """# What the grades of a scan report mean

Written by `Benchmarks/scan-corpus`: {count} styled codes (patterns × eyes × colors × logos × versions × levels ×
contents, the same in every run) are drawn, degraded and read by three decoders with their default settings.
Degradations are measured in modules; the code lies on a dark desk, so that a quiet zone has to be its own. The mild set
is a good telephone in a lit room, the harsh set a bad day. How the bounds were chosen:
[ADR 0009](adr/0009-scan-grades.md).

*Two of three* is the share of codes that at least two decoders read.
"""


def write(readings: Sequence[Reading], others: Sequence[Reading], missing: Iterable[str]) -> str:
    """The whole page."""
    parts = [HEAD.format(count=len(readings))]
    parts.append("## Waymark, by grade\n\n" + _summary(readings, "grade"))
    for title, degradations in (("mild", list(MILD)), ("harsh", list(HARSH))):
        parts.append(f"### Each degradation of the {title} set\n\n" + _details(readings, degradations))
    parts.append("### Codes of a single reason\n\n" + _reasons(readings))
    parts.append("## Other stylers, same contents\n\n" + _summary(others, "program and style"))
    notes = "".join(f"- {note}\n" for note in missing)
    if notes:
        parts.append("Not drawn:\n\n" + notes)
    return "\n".join(parts)


def _groups(readings: Sequence[Reading]) -> dict[str, list[Reading]]:
    groups: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        groups[reading.group].append(reading)
    return dict(sorted(groups.items()))


def _share(count: int, whole: int) -> str:
    return f"{100 * count / whole:.0f} %"


def _under_all(group: Sequence[Reading], degradations: Iterable[str]) -> str:
    names = list(degradations)
    return _share(sum(all(len(each.readers[name]) >= 2 for name in names) for each in group), len(group))


def _average(group: Sequence[Reading], degradations: Iterable[str]) -> str:
    names = list(degradations)
    return _share(sum(len(each.readers[name]) >= 2 for each in group for name in names), len(group) * len(names))


def _summary(readings: Sequence[Reading], first: str) -> str:
    lines = [
        f"| {first} | codes | two of three, undegraded | under every mild one | mild, mean | harsh, mean |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, group in _groups(readings).items():
        cells = [_average(group, ["none"]), _under_all(group, MILD), _average(group, MILD), _average(group, HARSH)]
        lines.append(f"| {name} | {len(group)} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _details(readings: Sequence[Reading], degradations: Sequence[str]) -> str:
    lines = ["| grade | decoder | " + " | ".join(degradations) + " |", "| --- " * (len(degradations) + 2) + "|"]
    for name, group in _groups(readings).items():
        for reader in READERS:
            counts = [sum(reader in each.readers[degradation] for each in group) for degradation in degradations]
            lines.append(f"| {name} | {reader} | " + " | ".join(_share(count, len(group)) for count in counts) + " |")
        both = [_average(group, [degradation]) for degradation in degradations]
        lines.append(f"| {name} | *two of three* | " + " | ".join(both) + " |")
    return "\n".join(lines) + "\n"


def _reasons(readings: Sequence[Reading]) -> str:
    lines = [
        "| grade | reason | codes | two of three, undegraded | under every mild one |",
        "| --- | --- | --- | --- | --- |",
    ]
    groups: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        if "," not in reading.reasons:
            groups[reading.group, reading.reasons].append(reading)
    for (grade, reason), group in sorted(groups.items()):
        cells = [str(len(group)), _average(group, ["none"]), _under_all(group, MILD)]
        lines.append(f"| {grade} | {reason} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
