"""Grades of scan reports against what independent decoders read of degraded codes.

The short form: every specimen of the corpus, with some of the degradations each; `Benchmarks/scan-corpus` does all of
them.
"""

from pathlib import Path

import pytest
from scan_corpus import artwork
from scan_corpus.degradations import MILD, degrade, photograph
from scan_corpus.drawing import Drawn, draw
from scan_corpus.readers import two_read
from scan_corpus.specimens import Specimen, specimens

PARTS = 20
DEGRADATIONS_EACH = 3
# Of the codes that are refused, at most this share may be ones that decoders read through every mild degradation.
MOST_FALSE_ALARMS = 0.25


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> list[Specimen]:
    found = specimens(artwork.draw(tmp_path_factory.mktemp("artwork")))
    assert len(found) >= 600
    return found


def unread(drawn: Drawn, degradations: list[str]) -> list[str]:
    """The degradations under which fewer than two of three decoders read the code."""
    photo = photograph(drawn.picture, drawn.module)
    name, text = drawn.specimen.name, drawn.specimen.text
    return [each for each in degradations if not two_read(degrade(photo, each, name), text)]


def sample(specimen: Specimen) -> list[str]:
    """Another part of the mild set for each specimen, so that all of it is used evenly."""
    names = list(MILD)
    return [names[(specimen.number * DEGRADATIONS_EACH + step) % len(names)] for step in range(DEGRADATIONS_EACH)]


@pytest.mark.parametrize("part", range(PARTS))
def test_two_of_three_decoders_read_every_code_of_grade_a(
    binary: Path, corpus: list[Specimen], part: int, tmp_path: Path
) -> None:
    failures = []
    for specimen in corpus[part::PARTS]:
        drawn = draw(binary, specimen, tmp_path)
        if drawn.grade == "A":
            failures += [(specimen, each) for each in unread(drawn, sample(specimen))]
    assert not failures


def test_what_is_refused_does_not_scan_in_the_main(binary: Path, corpus: list[Specimen], tmp_path: Path) -> None:
    refused = [drawn for drawn in (draw(binary, each, tmp_path) for each in corpus) if drawn.grade == "F"]
    assert len(refused) >= 20
    false_alarms = [drawn for drawn in refused if not unread(drawn, list(MILD))]
    described = [f"{drawn.specimen} {drawn.reasons}" for drawn in false_alarms]
    assert len(false_alarms) <= MOST_FALSE_ALARMS * len(refused), "\n".join(described)
