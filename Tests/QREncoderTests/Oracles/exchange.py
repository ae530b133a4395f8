"""What the oracle scripts share: one JSON object a line in, one a line out, modules as packed rows.

A symbol's `words` are the 64-bit words of its rows, least significant bit first and little-endian, in base 64, with
as many words a row as its size needs: the form in which the encoder under test keeps them.
"""

import base64
import json
import sys

import numpy


def answer_all(answer) -> None:
    """Read the requests from the file named first, and write the answers to the file named second."""
    with open(sys.argv[1], encoding="utf-8") as requests, open(sys.argv[2], "w", encoding="utf-8") as answers:
        for line in requests:
            print(json.dumps(answer(json.loads(line))), file=answers)


def words(modules: numpy.ndarray) -> str:
    """Pack an array of booleans, dark being true."""
    height, width = modules.shape
    padded = numpy.zeros((height, (width + 63) // 64 * 64), dtype=bool)
    padded[:, :width] = modules
    return base64.b64encode(numpy.packbits(padded, axis=1, bitorder="little").tobytes()).decode("ascii")


def image(request: dict, module: int, quiet_zone: int = 4) -> numpy.ndarray:
    """Draw the request's symbol in black on white with so many pixels a module."""
    height, width = request["size"], request.get("width") or request["size"]
    packed = numpy.frombuffer(base64.b64decode(request["words"]), dtype=numpy.uint8).reshape(height, -1)
    modules = numpy.unpackbits(packed, axis=1, bitorder="little")[:, :width]
    framed = numpy.pad(modules, quiet_zone)
    return numpy.kron(255 * (1 - framed).astype(numpy.uint8), numpy.ones((module, module), dtype=numpy.uint8))
