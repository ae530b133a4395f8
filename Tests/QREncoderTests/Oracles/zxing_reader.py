"""Read the requested symbols with zxing-cpp's reader."""

import base64

import zxingcpp
from exchange import answer_all, image


def answer(request: dict) -> dict:
    """Read one symbol."""
    kind = getattr(zxingcpp.BarcodeFormat, request.get("symbology") or "QRCode")
    found = zxingcpp.read_barcodes(image(request, module=3), formats=kind)
    if len(found) != 1:
        return {"found": len(found)}
    return {
        "found": 1,
        "text": found[0].text,
        "bytes": base64.b64encode(found[0].bytes).decode("ascii"),
        "level": found[0].ec_level,
        "identifier": found[0].symbology_identifier,
        "version": found[0].extra["Version"],
        "mask": found[0].extra["DataMask"],
    }


answer_all(answer)
