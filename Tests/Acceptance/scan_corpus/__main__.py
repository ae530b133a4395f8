"""All specimens × all degradations × all decoders, beside other stylers; see `Benchmarks/scan-corpus`."""

import argparse
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from scan_corpus import artwork, page, peers
from scan_corpus.degradations import HARSH, MILD, degrade, photograph
from scan_corpus.drawing import draw
from scan_corpus.readers import readers_of
from scan_corpus.specimens import TEXTS, Specimen, specimens

PAGE = Path(__file__).parent.parent.parent.parent / "docs" / "scan-grades.md"


@dataclass(frozen=True)
class Reading:
    """Who read one code, under each degradation."""

    group: str
    reasons: str
    readers: dict[str, list[str]]


def read_all(group: str, reasons: str, picture: np.ndarray, module: float, text: str, seed: str) -> Reading:
    photo = photograph(picture, module)
    return Reading(group, reasons, {name: readers_of(degrade(photo, name, seed), text) for name in MILD | HARSH})


def read_specimen(binary: Path, folder: Path, specimen: Specimen) -> Reading:
    drawn = draw(binary, specimen, folder)
    return read_all(drawn.grade, drawn.reasons, drawn.picture, drawn.module, specimen.text, specimen.name)


def read_peers(folder: Path) -> tuple[list[Reading], list[str]]:
    """What other programs' codes give, and what could not be drawn and why."""
    readings, missing = [], Counter()
    for peer in peers.peers(folder):
        for number, text in enumerate(TEXTS):
            try:
                picture = peers.drawing(peer, text)
            except Exception as error:  # whatever another program fails with
                missing[f"{peer.name}: {type(error).__name__}: {str(error)[:80]}"] += 1
                continue
            readings.append(read_all(peer.name, "", picture, peer.module, text, str(number)))
    return readings, [f"{reason} ({count} of {len(TEXTS)} contents)" for reason, count in missing.items()]


def main() -> None:
    parser = argparse.ArgumentParser(prog="Benchmarks/scan-corpus")
    parser.add_argument("--binary", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as name:
        folder = artwork.draw(Path(name))
        chosen = specimens(folder)[:: arguments.every]
        with ProcessPoolExecutor() as pool:
            readings = list(pool.map(partial(read_specimen, arguments.binary, folder), chosen, chunksize=4))
        others, missing = read_peers(folder)
    text = page.write(readings, others, missing)
    if arguments.every == 1:
        PAGE.write_text(text)
    else:
        print(text)


if __name__ == "__main__":
    main()
