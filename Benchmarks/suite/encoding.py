"""Encoding, and encoding to PNG, beside other encoders: microseconds a call."""

import io
import re
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import qrcodegen
import segno

from suite.settings import OUT, PAYLOADS, Settings


@dataclass(frozen=True)
class Payload:
    """A text, the level it is encoded at, and the pixels of a module in its picture."""

    name: str
    level: str
    scale: int

    @property
    def text(self) -> str:
        return (PAYLOADS / f"{self.name}.txt").read_bytes().decode()


CASES = [Payload("url", "M", 24), Payload("vcard", "Q", 10), Payload("text", "L", 6)]
# `waymark url version 3 level M mask 2 3.2 us` and `waymark url png 888 px 722 bytes 45.2 us`
ENCODED = re.compile(r"(\w+) (url|vcard|text) version (\d+).* ([\d.]+) us")
DRAWN = re.compile(r"(\w+) (url|vcard|text) (png|svg) (\d+) px (\d+) bytes ([\d.]+) us")


def measure(settings: Settings) -> dict[str, Any]:
    """All encoders on all payloads."""
    figures: list[dict[str, Any]] = []
    # Each process by itself, one after the other, so that none disturbs the next.
    figures += native([settings.products / "EncodeBench", PAYLOADS])
    figures += native([settings.products / "RenderBench", PAYLOADS])
    figures += native([OUT / "qrencode_bench", PAYLOADS])
    figures += native([OUT / "zint_bench", PAYLOADS])
    for payload in CASES:
        figures += python(payload, settings.batches)
        figures.append(program(payload, settings.batches))
    return {"figures": figures, "modules": {payload.name: f"{payload.level}, {payload.scale} px" for payload in CASES}}


def native(command: list[Any]) -> Iterator[dict[str, Any]]:
    """The figures that a compiled benchmark prints."""
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for line in output.splitlines():
        if found := DRAWN.fullmatch(line):
            name, payload, format, side, size, cost = found.groups()
            yield figure(name, payload, format, float(cost), bytes=int(size), pixels=int(side))
        elif found := ENCODED.fullmatch(line):
            name, payload, version, cost = found.groups()
            yield figure(name, payload, "matrix", float(cost), version=int(version))


def figure(encoder: str, payload: str, job: str, cost: float, **more: int) -> dict[str, Any]:
    return {"encoder": encoder, "payload": payload, "job": job, "microseconds": round(cost, 2), **more}


def python(payload: Payload, batches: int) -> Iterator[dict[str, Any]]:
    """The encoders that have a Python interface; the interface is part of their cost."""
    text, level = payload.text, payload.level
    symbol = segno.make(text, error=level, micro=False, boost_error=False)
    side = symbol.symbol_size(scale=payload.scale, border=4)[0]

    def segno_matrix() -> Any:
        return segno.make(text, error=level, micro=False, boost_error=False)

    def segno_png() -> bytes:
        buffer = io.BytesIO()
        segno_matrix().save(buffer, kind="png", scale=payload.scale, border=4)
        return buffer.getvalue()

    cost = median_cost(segno_matrix, batches)
    yield figure("segno", payload.name, "matrix", cost, version=int(symbol.version))
    yield figure("segno", payload.name, "png", median_cost(segno_png, batches), bytes=len(segno_png()), pixels=side)
    yield from qrcodegen_figures(payload, batches)
    yield from fast_qr_figures(payload, side, batches)


def qrcodegen_figures(payload: Payload, batches: int) -> Iterator[dict[str, Any]]:
    levels = {"L": "LOW", "M": "MEDIUM", "Q": "QUARTILE", "H": "HIGH"}
    level, text = getattr(qrcodegen.QrCode.Ecc, levels[payload.level]), payload.text

    def matrix() -> qrcodegen.QrCode:
        return qrcodegen.QrCode.encode_segments(qrcodegen.QrSegment.make_segments(text), level, boostecl=False)

    cost = median_cost(matrix, batches)
    yield figure("qrcodegen", payload.name, "matrix", cost, version=matrix().get_version())


def fast_qr_figures(payload: Payload, side: int, batches: int) -> Iterator[dict[str, Any]]:
    try:
        import fast_qr
    except ImportError:
        # Its wheels need Python 3.13; the versions of the report say that it is not installed.
        return
    level, text = getattr(fast_qr.ECL, payload.level), payload.text

    def matrix() -> Any:
        return fast_qr.QRBuilder(text).ecl(level).build()

    def png() -> bytes:
        return fast_qr.ImageBuilder().fit_width(side).to_bytes(matrix())

    cost = median_cost(matrix, batches)
    yield figure("fast-qr-py", payload.name, "matrix", cost, version=(matrix().size - 17) // 4)
    yield figure("fast-qr-py", payload.name, "png", median_cost(png, batches), bytes=len(png()), pixels=side)


def program(payload: Payload, batches: int) -> dict[str, Any]:
    """The qrencode program, start of the process included: what a shell script pays."""
    command = ["qrencode", "-8", "-l", payload.level, "-m", "4", "-s", str(payload.scale), "-t", "PNG", "-o", "-"]

    def run() -> bytes:
        return subprocess.run(command, input=payload.text.encode(), capture_output=True, check=True).stdout

    return figure("qrencode (process)", payload.name, "png", median_cost(run, batches), bytes=len(run()))


def median_cost(call: Callable[[], object], batches: int) -> float:
    """The microseconds of one call: the median of batches of at least 5 ms each, after a warm-up."""
    calls = 1
    while timed(call, calls) < 5e-3:
        calls *= 2
    return statistics.median(timed(call, calls) / calls * 1e6 for _ in range(batches))


def timed(call: Callable[[], object], calls: int) -> float:
    start = time.perf_counter()
    for _ in range(calls):
        call()
    return time.perf_counter() - start
