"""The figures that are reported of repeated measurements."""

import statistics
from typing import Any


def summary(values: list[float]) -> dict[str, Any]:
    """The median, the extremes and the values themselves."""
    return {"median": statistics.median(values), "lowest": min(values), "highest": max(values), "values": values}


def ratios(ours: list[float], theirs: list[float]) -> dict[str, Any]:
    """Ours by theirs, round by round: both of a round met the same state of the machine."""
    return summary([mine / other for mine, other in zip(ours, theirs, strict=True)])
