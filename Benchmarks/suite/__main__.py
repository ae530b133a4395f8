"""Runs the benchmarks and records what they found."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from suite import (
    analytics,
    bulk,
    cached_codes,
    creates,
    encoding,
    ingest,
    long_spike,
    redirects,
    rendering,
    starts,
    traffic,
    zips,
)
from suite.machine import describe
from suite.report import markdown
from suite.settings import FOLDER, OUT, REPOSITORY, Settings

BENCHMARKS: dict[str, Callable[[Settings, Path], dict[str, Any]]] = {
    "encode": lambda settings, _: encoding.measure(settings),
    "render": lambda settings, _: rendering.measure(settings),
    "redirect": redirects.measure,
    "traffic": traffic.measure,
    "ingest": ingest.measure,
    "spike": long_spike.measure,
    "table": cached_codes.measure,
    "analytics": analytics.measure,
    "create": creates.measure,
    "bulk": bulk.measure,
    "zip": zips.measure,
    "start": starts.measure,
}
BEGIN, END = "<!-- figures: begin -->\n", "<!-- figures: end -->\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="Benchmarks/run")
    parser.add_argument("--binary", type=Path, required=True, help="the program to measure")
    parser.add_argument(
        "--products",
        type=Path,
        required=True,
        help="the folder with EncodeBench, IngestBench, RedirectBench and RenderBench",
    )
    parser.add_argument("--quick", action="store_true", help="only see whether everything works")
    parser.add_argument("--only", action="append", choices=BENCHMARKS, help="leave the others out")
    arguments = parser.parse_args()
    settings = Settings(arguments.binary, arguments.products, arguments.quick)
    results = describe(settings)
    for name in arguments.only or BENCHMARKS:
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        # On the disk of the repository: a memory file system would make every commit free.
        results[name] = BENCHMARKS[name](settings, Path(tempfile.mkdtemp(prefix=f"{name}-", dir=OUT)))
    record(results, is_whole=not (arguments.quick or arguments.only))


def record(results: dict[str, Any], is_whole: bool) -> None:
    """Writes the figures down; only a whole run changes what is kept in the repository."""
    folder = FOLDER / "results" if is_whole else OUT
    folder.mkdir(exist_ok=True)
    stem = results["date"][:10] if is_whole else "partial"
    text = markdown(results)
    (folder / f"{stem}.json").write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")
    (folder / f"{stem}.md").write_text(text)
    if is_whole:
        page = REPOSITORY / "docs" / "benchmarks.md"
        before, _, rest = page.read_text().partition(BEGIN)
        page.write_text(before + BEGIN + "\n" + text + "\n" + END + rest.partition(END)[2])
    print(text)
    print(f"recorded in {folder / stem}.json and .md", file=sys.stderr)


if __name__ == "__main__":
    main()
