"""Draw the requested segments with qrcodegen: version, level and mask are given, so nothing is left to choose."""

import base64
import functools

import numpy
from exchange import answer_all, words
from qrcodegen import QrCode, QrSegment

LEVELS = {"L": QrCode.Ecc.LOW, "M": QrCode.Ecc.MEDIUM, "Q": QrCode.Ecc.QUARTILE, "H": QrCode.Ecc.HIGH}

# The field multiplication is the library's own, but remembered: that makes it five times as fast.
QrCode._reed_solomon_multiply = staticmethod(functools.lru_cache(None)(QrCode._reed_solomon_multiply))


def segment(request: dict) -> QrSegment:
    """Make one segment."""
    content = base64.b64decode(request["content"])
    match request["mode"]:
        case "numeric":
            return QrSegment.make_numeric(content.decode("ascii"))
        case "alphanumeric":
            return QrSegment.make_alphanumeric(content.decode("ascii"))
        case "eci":
            return QrSegment.make_eci(request["assignment"])
    return QrSegment.make_bytes(content)


def answer(request: dict) -> dict:
    """Make one symbol."""
    version = request["version"]
    symbol = QrCode.encode_segments(
        [segment(part) for part in request["segments"]],
        LEVELS[request["level"]],
        version,
        version,
        request["mask"],
        False,
    )
    size = symbol.get_size()
    modules = [[symbol.get_module(x, y) for x in range(size)] for y in range(size)]
    return {"size": size, "words": words(numpy.array(modules, dtype=bool))}


answer_all(answer)
