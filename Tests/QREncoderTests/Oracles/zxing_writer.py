"""Write the requested text with zxing-cpp's writer, which is zint: it chooses the modes, and whatever is not given."""

import numpy
import zxingcpp
from exchange import answer_all, words

OPTIONS = {"level": "ecLevel", "version": "version", "mask": "dataMask", "eci": "eci", "gs1": "gs1"}


def answer(request: dict) -> dict:
    """Make one symbol."""
    options = {name: request[key] for key, name in OPTIONS.items() if request.get(key) is not None}
    kind = getattr(zxingcpp.BarcodeFormat, request.get("symbology") or "QRCode")
    symbol = zxingcpp.create_barcode(request["text"], kind, **options)
    modules = numpy.array(zxingcpp.write_barcode_to_image(symbol, scale=1, add_quiet_zones=False)) == 0
    return {"size": modules.shape[0], "words": words(modules)}


answer_all(answer)
