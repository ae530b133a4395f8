"""Draws specimens with the program, and takes its reports."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from harness.decoders import picture

from scan_corpus.specimens import Specimen


@dataclass(frozen=True)
class Drawn:
    """A specimen's picture, grey on white paper, and what the program reports of it."""

    specimen: Specimen
    picture: np.ndarray
    report: dict

    @property
    def grade(self) -> str:
        return self.report["grade"]

    @property
    def module(self) -> int:
        """The pixels along one side of a module."""
        return self.report["module"]["pixels"]

    @property
    def reasons(self) -> str:
        return ", ".join(reason["code"] for reason in self.report["reasons"]) or "none"


def draw(binary: Path, specimen: Specimen, folder: Path) -> Drawn:
    """Draws a specimen, however badly it scans."""
    file = folder / f"{specimen.name}.png"
    command = [str(binary), "render", specimen.text, "-o", str(file), "--report", "--json", *specimen.flags]
    result = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert result.returncode == 0, f"{specimen}: {result.stderr.decode()}"
    return Drawn(specimen, picture(file.read_bytes(), "image/png"), json.loads(result.stdout))


def save(path: Path, photo: np.ndarray) -> None:
    """Keeps a photograph for whoever looks into a failure."""
    cv2.imwrite(str(path), photo)
