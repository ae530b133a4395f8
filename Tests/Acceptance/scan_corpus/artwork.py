"""The pictures that specimens carry, made by rule so that none has to be kept."""

from pathlib import Path

import cv2
import numpy as np


def draw(folder: Path) -> Path:
    """Writes the logos and backgrounds into the folder."""
    for name, picture in {"disc": _disc(), "tile": _tile(), "photo": _photo()}.items():
        _write(folder / f"{name}.png", picture)
    _write(folder / "meadow.png", _landscape(top=(200, 235, 255), bottom=(150, 220, 130)))
    _write(folder / "night.png", _landscape(top=(40, 30, 70), bottom=(160, 120, 190)))
    return folder


def _disc() -> np.ndarray:
    """A red disc with a white ring, on nothing."""
    picture = np.zeros((160, 160, 4), np.uint8)
    cv2.circle(picture, (80, 80), 78, (200, 30, 40, 255), -1, cv2.LINE_AA)
    cv2.circle(picture, (80, 80), 50, (255, 255, 255, 255), 10, cv2.LINE_AA)
    return picture


def _tile() -> np.ndarray:
    """Letters on a dark blue tile, wider than high."""
    picture = np.full((120, 180, 4), (20, 40, 110, 255), np.uint8)
    cv2.putText(picture, "WMK", (16, 80), cv2.FONT_HERSHEY_DUPLEX, 2.2, (255, 220, 60, 255), 5, cv2.LINE_AA)
    return picture


def _photo() -> np.ndarray:
    """Soft spots of all colors, as a photograph has them."""
    chance = np.random.default_rng(7)
    picture = cv2.resize(chance.integers(0, 256, (8, 8, 3), dtype=np.uint8), (160, 160), interpolation=cv2.INTER_CUBIC)
    return np.dstack([picture, np.full((160, 160), 255, np.uint8)])


def _landscape(top: tuple[int, int, int], bottom: tuple[int, int, int]) -> np.ndarray:
    rise = np.linspace(0, 1, 256)[:, None, None]
    picture = (1 - rise) * np.array(top) + rise * np.array(bottom)
    spots = np.random.default_rng(11).normal(0, 14, (16, 16, 3)).astype(np.float32)
    picture = picture + cv2.resize(spots, (256, 256), interpolation=cv2.INTER_CUBIC)
    return np.dstack([picture.clip(0, 255), np.full((256, 256), 255)]).astype(np.uint8)


def _write(path: Path, picture: np.ndarray) -> None:
    cv2.imwrite(str(path), cv2.cvtColor(picture, cv2.COLOR_RGBA2BGRA))
