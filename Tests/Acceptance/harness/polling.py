"""Waiting for something to become true, no longer than needed."""

import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


def eventually(
    probe: Callable[[], Value],
    accept: Callable[[Value], bool] = bool,
    *,
    within: float,
    what: str,
    every: float = 0.02,
) -> Value:
    """Calls `probe` until `accept` takes its value, and returns that; fails after `within` seconds."""
    deadline = time.monotonic() + within
    while True:
        value = probe()
        if accept(value):
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {within} s; the last value was {value!r}")
        time.sleep(every)
