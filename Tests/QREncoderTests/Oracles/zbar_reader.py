"""Read the requested symbols with zbar."""

import base64

from exchange import answer_all, image
from pyzbar import pyzbar


def answer(request: dict) -> dict:
    """Read one symbol."""
    found = pyzbar.decode(image(request, module=4), symbols=[pyzbar.ZBarSymbol.QRCODE])
    if len(found) != 1:
        return {"found": len(found)}
    return {"found": 1, "bytes": base64.b64encode(found[0].data).decode("ascii")}


answer_all(answer)
