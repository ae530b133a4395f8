"""Rows are streamed: the largest picture takes hardly more memory than a small one, whatever the style."""

import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

TEXT = "https://example.com/render"
MOST_MEBIBYTES = 32

STYLES = {
    "plain": [],
    "rounded": ["--pattern", "rounded", "--eye-frame", "rounded"],
    "gradient": ["--pattern", "dot", "--gradient", "#c00,#00c", "--gradient-type", "radial"],
    "frame": ["--frame", "banner", "--frame-label", "Scan me", "--shape", "circle"],
    "logo": ["--logo", "PICTURE", "--background", "transparent"],
    "photo": ["--background-image", "PICTURE", "--pattern", "halftone"],
}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "photo.png"
    ramp = np.linspace(120, 255, 400)[:, None, None] * np.array([1, 0.9, 0.8]) * np.ones((1, 400, 1))
    Image.fromarray(ramp.astype(np.uint8)).save(file)
    return file


def peak(binary: Path, *flags: str) -> float:
    """The most memory of a process that draws a picture, in MiB."""
    process = subprocess.Popen([str(binary), "render", TEXT, *flags], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss / 1024


@pytest.mark.parametrize("style", STYLES)
def test_the_largest_picture_takes_little_memory(binary: Path, photo: Path, tmp_path: Path, style: str) -> None:
    if style != "plain" and "debug" in binary.parts:
        pytest.skip("81 million pixels of any color take minutes in a debug build")
    flags = [str(photo) if flag == "PICTURE" else flag for flag in STYLES[style]]
    small = peak(binary, "--size", "300", *flags)
    large = tmp_path / "large.png"
    more = peak(binary, "--size", "9000", "-o", str(large), *flags) - small
    with Image.open(large) as picture:
        assert picture.size == (9000, 9000)
    assert more < MOST_MEBIBYTES
