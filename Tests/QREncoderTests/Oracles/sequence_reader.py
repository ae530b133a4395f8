"""Read the requested symbols of one message: with zbar, which joins them, and with zxing-cpp one by one."""

import base64
import types

import numpy
import zxingcpp
from exchange import answer_all, image
from pyzbar import pyzbar

# Joined symbols have no orientation, which pyzbar does not expect.
pyzbar.ZBarOrientation = lambda _: types.SimpleNamespace(name=None)


def answer(request: dict) -> dict:
    """Read one sequence, its symbols in the order in which they were sent."""
    pictures = [image(symbol, module=4) for symbol in request["symbols"]]
    side = max(picture.shape[0] for picture in pictures)
    squares = [numpy.pad(picture, (0, side - picture.shape[0]), constant_values=255) for picture in pictures]
    # The last first, so that a reader must put them in order.
    squares = squares[::-1] + [numpy.full((side, side), 255, dtype=numpy.uint8)] * (-len(squares) % 4)
    rows = [numpy.hstack(squares[at : at + 4]) for at in range(0, len(squares), 4)]
    joined = pyzbar.decode(numpy.vstack(rows), symbols=[pyzbar.ZBarSymbol.QRCODE])
    return {
        "zbar": [base64.b64encode(found.data).decode("ascii") for found in joined],
        "parts": [read_one(picture) for picture in pictures],
    }


def read_one(picture: numpy.ndarray) -> str:
    """Read one symbol by itself."""
    return zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)[0].text


answer_all(answer)
