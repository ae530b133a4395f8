"""What happens to a code between the printer and the decoder; sizes are in modules, so that all codes suffer alike.

The mild set is a good telephone in a lit room; the harsh set is what scanning is like on a bad day.
"""

import zlib
from collections.abc import Callable

import cv2
import numpy as np

Picture = np.ndarray
Degradation = Callable[[Picture, float, np.random.Generator], Picture]

# The code lies on a desk this dark, so that a quiet zone has to be its own.
DESK = 70
# The pixels a module has in the camera's picture, unless a degradation changes it.
CAMERA_PIXELS = 6.0


def photograph(picture: Picture, module: float) -> Picture:
    """A grey picture of the code on the desk, with ``CAMERA_PIXELS`` a module."""
    scale = CAMERA_PIXELS / module
    kind = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    seen = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=kind)
    return cv2.copyMakeBorder(seen, *[int(4 * CAMERA_PIXELS)] * 4, cv2.BORDER_CONSTANT, value=DESK)


def degrade(photo: Picture, name: str, seed: str) -> Picture:
    """The photograph after a degradation; the same bytes for the same seed."""
    chance = np.random.default_rng(zlib.crc32(f"{seed} {name}".encode()))
    result = (MILD | HARSH)[name](photo.astype(np.float32), CAMERA_PIXELS, chance)
    return result.clip(0, 255).astype(np.uint8)


def _blur(modules: float) -> Degradation:
    return lambda photo, pixels, _: cv2.GaussianBlur(photo, (0, 0), modules * pixels)


def _noise(deviation: float) -> Degradation:
    return lambda photo, _, chance: photo + chance.normal(0, deviation, photo.shape)


def _rotation(degrees: float) -> Degradation:
    def rotate(photo: Picture, _: float, chance: np.random.Generator) -> Picture:
        height, width = photo.shape
        angle = degrees * (1 if chance.random() < 0.5 else -1)
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
        room = (abs(matrix[0, 0]) + abs(matrix[0, 1])) * max(width, height)
        matrix[:, 2] += (room - width) / 2, (room - height) / 2
        return cv2.warpAffine(photo, matrix, (int(room), int(room)), flags=cv2.INTER_LINEAR, borderValue=DESK)

    return rotate


def _perspective(share: float) -> Degradation:
    def tilt(photo: Picture, _: float, chance: np.random.Generator) -> Picture:
        height, width = photo.shape
        corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
        inward = np.float32([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * [width * share, height * share]
        moved = (corners + inward * chance.random((4, 2))).astype(np.float32)
        matrix = cv2.getPerspectiveTransform(corners, moved)
        return cv2.warpPerspective(photo, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=DESK)

    return tilt


def _jpeg(quality: int) -> Degradation:
    def compress(photo: Picture, _: float, __: np.random.Generator) -> Picture:
        _, content = cv2.imencode(".jpg", photo.clip(0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])
        return cv2.imdecode(content, cv2.IMREAD_GRAYSCALE).astype(np.float32)

    return compress


def _downscale(module: float) -> Degradation:
    return lambda photo, pixels, _: cv2.resize(
        photo, None, fx=module / pixels, fy=module / pixels, interpolation=cv2.INTER_AREA
    )


def _low_light(gain: float, deviation: float) -> Degradation:
    """Less light, falling off to one side, and the noise that a sensor then has."""

    def darken(photo: Picture, _: float, chance: np.random.Generator) -> Picture:
        fall = np.linspace(1, 0.7, photo.shape[1], dtype=np.float32)[None, :]
        return photo * gain * fall + 8 + chance.normal(0, deviation, photo.shape)

    return darken


MILD: dict[str, Degradation] = {
    "none": lambda photo, _, __: photo,
    "blur": _blur(0.3),
    "noise": _noise(12),
    "rotation": _rotation(12),
    "perspective": _perspective(0.06),
    "jpeg": _jpeg(40),
    "downscale": _downscale(4),
    "low light": _low_light(0.5, 4),
}
HARSH: dict[str, Degradation] = {
    "strong blur": _blur(0.45),
    "strong noise": _noise(40),
    "strong rotation": _rotation(40),
    "strong perspective": _perspective(0.2),
    "strong jpeg": _jpeg(8),
    "strong downscale": _downscale(2.3),
    "darkness": _low_light(0.2, 5),
}
