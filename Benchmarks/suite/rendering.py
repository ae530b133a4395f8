"""Styled pictures, memory, bulk, and the bytes of PNGs beside an exhaustively optimised one."""

import io
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import segno
from PIL import Image

from suite.encoding import CASES, Payload
from suite.settings import PAYLOADS, Settings

# `waymark dots png 888 px 159819 bytes 33026.0 us`
STYLED = re.compile(r"waymark (rounded|dots|logo|photo) (\w+) (\d+) px (\d+) bytes ([\d.]+) us")
SMALLEST = re.compile(r"waymark (url|vcard|text) (png-smallest|png) (\d+) px (\d+) bytes ([\d.]+) us")
MEMORY = re.compile(r"waymark memory (\w+) (\d+) px (\d+) bytes ([\d.]+) ms (\d+) KiB")
BULK = re.compile(r"waymark bulk (\d+) codes (\d+) px (\d+) cores (\d+) bytes ([\d.]+) s (\d+) KiB")
LOOKS = ["plain", "rounded", "dots", "logo", "photo"]
# Codes, inches, dots per inch, and the pixels of a module that come closest in the programs that take nothing else.
BULKS = [(5_000, 3, 300, 24), (500, 15, 600, 243)]


def measure(settings: Settings) -> dict[str, Any]:
    bench = settings.products / "RenderBench"
    lines = run([bench, PAYLOADS]).splitlines()
    return {
        "styled": [styled(line) for line in lines if STYLED.fullmatch(line)],
        "files": [sizes(payload, lines) for payload in CASES],
        "memory": [memory(run([bench, "memory", 9_000, look])) for look in LOOKS],
        "bulk": [figure for job in BULKS for figure in bulk(bench, *job, settings.quick)],
    }


def run(command: list[Any]) -> str:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout.strip()


def styled(line: str) -> dict[str, Any]:
    look, format, side, size, cost = matched(STYLED, line)
    return {"look": look, "format": format, "pixels": int(side), "bytes": int(size), "microseconds": float(cost)}


def memory(line: str) -> dict[str, Any]:
    look, side, size, cost, more = matched(MEMORY, line)
    return {
        "look": look,
        "pixels": int(side),
        "bytes": int(size),
        "milliseconds": float(cost),
        "kibibytes": int(more),
    }


def matched(pattern: re.Pattern[str], line: str) -> tuple[str, ...]:
    found = pattern.fullmatch(line)
    if found is None:
        raise ValueError(f"RenderBench printed {line!r}")
    return found.groups()


def sizes(payload: Payload, lines: list[str]) -> dict[str, Any]:
    """The bytes of each writer's PNG, and of segno's after Zopfli with 200 iterations: of the same kind of picture."""
    found = {}
    for line in lines:
        if (match := SMALLEST.fullmatch(line)) and match[1] == payload.name:
            found["waymark" if match[2] == "png" else "waymark, smallest"] = int(match[4])
    command = ["qrencode", "-8", "-l", payload.level, "-m", "4", "-s", str(payload.scale), "-t", "PNG", "-o", "-"]
    encoded = subprocess.run(command, input=payload.text.encode(), capture_output=True, check=True).stdout
    drawn = segno_png(payload.text, payload.level, payload.scale)
    found |= {"qrencode": len(encoded), "segno": len(drawn)}
    for name, file in {"qrencode": encoded, "segno": drawn}.items():
        if (least := zopfli_bytes(file)) is not None:
            found[f"{name}, zopfli"] = least
    return {"payload": payload.name, "bytes": found}


def zopfli_bytes(png: bytes) -> int | None:
    """The bytes of a 1-bit grey PNG with pHYs whose rows Zopfli has compressed."""
    try:
        import zopfli.zlib
    except ImportError:
        # The versions of the report say that it is not installed.
        return None
    picture = Image.open(io.BytesIO(png)).convert("1")
    stride = (picture.width + 7) // 8
    pixels = picture.tobytes()
    rows = b"".join(b"\0" + pixels[at : at + stride] for at in range(0, len(pixels), stride))
    # Signature 8, IHDR 25, pHYs 21, IEND 12, and 12 around the data of IDAT.
    return 78 + len(zopfli.zlib.compress(rows, numiterations=200))


def segno_png(text: str, level: str, scale: int) -> bytes:
    file = io.BytesIO()
    segno.make(text, error=level, micro=False, boost_error=False).save(file, kind="png", scale=scale, border=4)
    return file.getvalue()


def bulk(bench: Path, count: int, inches: int, dpi: int, scale: int, quick: bool) -> list[dict[str, Any]]:
    """The same number of codes from each program; slow ones draw a part of them, and their time is multiplied."""
    _, side, cores, size, seconds, more = matched(BULK, run([bench, "bulk", count, inches, dpi]))
    figures = [
        {"program": "waymark", "codes": count, "pixels": int(side), "cores": int(cores), "seconds": float(seconds),
         "bytes": int(size), "kibibytes": int(more), "drawn": count},
    ]  # fmt: skip
    drawn = max(4, count // (500 if quick else 10))
    programs = {"qrencode (a process a code)": qrencode_size, "segno": segno_size}
    for program, draw in programs.items():
        start = time.perf_counter()
        with ThreadPoolExecutor(int(cores)) if draw is qrencode_size else ThreadPoolExecutor(1) as pool:
            total = sum(pool.map(lambda number, draw=draw: draw(number, scale), range(drawn)))
        seconds = (time.perf_counter() - start) * count / drawn
        # Python runs one thread at a time: what so many processes would take on as many cores.
        seconds /= int(cores) if draw is segno_size else 1
        figures.append(
            {"program": program, "codes": count, "pixels": 37 * scale, "cores": int(cores), "seconds": seconds,
             "bytes": total * count // drawn, "kibibytes": None, "drawn": drawn},
        )  # fmt: skip
    return figures


def text(number: int) -> str:
    return f"https://waymark.example/r/{10_000_000 + number}?s=1"


def qrencode_size(number: int, scale: int) -> int:
    command = ["qrencode", "-8", "-l", "M", "-m", "4", "-s", str(scale), "-t", "PNG", "-o", "-", text(number)]
    return len(subprocess.run(command, capture_output=True, check=True).stdout)


def segno_size(number: int, scale: int) -> int:
    return len(segno_png(text(number), "M", scale))
