"""Three independent decoders with their default settings, each of which either reads a text or does not."""

from collections.abc import Callable

import cv2
import numpy as np
import zxingcpp
from pyzbar import pyzbar

Picture = np.ndarray


def _zxing(photo: Picture, text: str) -> bool:
    found = zxingcpp.read_barcodes(photo, formats=zxingcpp.BarcodeFormat.QRCode)
    return any(bytes(code.bytes) == text.encode() for code in found)


def _zbar(photo: Picture, text: str) -> bool:
    found = pyzbar.decode(photo, symbols=[pyzbar.ZBarSymbol.QRCODE])
    return any(code.data == text.encode() for code in found)


def _opencv(photo: Picture, text: str) -> bool:
    """OpenCV's detector depends on the scale as no camera does, so it has three looks."""
    for scale in (1.0, 0.7, 1.5):
        seen = photo if scale == 1 else cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        try:
            read, _, _ = cv2.QRCodeDetector().detectAndDecode(seen)
        except cv2.error:  # it trips over some pictures that hold no code
            continue
        if read == text:
            return True
    return False


READERS: dict[str, Callable[[Picture, str], bool]] = {"zxing-cpp": _zxing, "zbar": _zbar, "OpenCV": _opencv}


def readers_of(photo: Picture, text: str) -> list[str]:
    """The names of all decoders that read exactly this text."""
    return [name for name, reads in READERS.items() if reads(photo, text)]


def two_read(photo: Picture, text: str) -> bool:
    """Whether at least two decoders read exactly this text; the third is only asked when it matters."""
    count = 0
    for remaining, reads in zip((2, 1, 0), READERS.values(), strict=True):
        count += reads(photo, text)
        if count == 2 or count + remaining < 2:
            break
    return count >= 2
