"""Independent readers of QR codes, and of the pictures that hold them."""

import io
import subprocess
import tempfile
from collections.abc import Callable

import cv2
import numpy as np
import resvg_py
import zxingcpp
from PIL import Image
from pyzbar import pyzbar

Picture = np.ndarray


def picture(content: bytes, content_type: str) -> Picture:
    """The picture as 8-bit grey on white; SVG is drawn by resvg."""
    kind = content_type.partition(";")[0].strip()
    if kind == "image/svg+xml":
        # Codes without a size of their own are drawn large enough for every reader.
        content = resvg_py.svg_to_bytes(svg_string=content.decode(), background="#ffffff", width=900, dpi=96)
    elif kind in ("application/pdf", "application/postscript"):
        content = printed(content)
    else:
        assert kind.startswith("image/"), f"not a picture: {content_type}"
    with Image.open(io.BytesIO(bytes(content))) as image:
        opaque = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
    return np.asarray(opaque.convert("L"))


def printed(content: bytes) -> bytes:
    """A page of PDF or encapsulated PostScript as Ghostscript prints it, as a PNG."""
    with tempfile.NamedTemporaryFile() as page:
        page.write(content)
        page.flush()
        options = ["-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-dEPSCrop", "-sDEVICE=png16m", "-r200"]
        command = ["gs", *options, "-sOutputFile=%stdout%", page.name]
        return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout


def zxing(image: Picture) -> str:
    """What zxing-cpp reads."""
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    assert len(found) == 1, f"zxing-cpp found {len(found)} codes"
    return bytes(found[0].bytes).decode()


def zbar(image: Picture) -> str:
    """What zbar reads."""
    found = pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])
    assert len(found) == 1, f"zbar found {len(found)} codes"
    return found[0].data.decode()


def opencv(image: Picture) -> str:
    """What OpenCV reads; its detector depends on the scale, so a few are tried."""
    for scale in (1.0, 0.5, 2.0, 0.75, 1.5):
        resized = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        text, _, _ = cv2.QRCodeDetector().detectAndDecode(resized)
        if text:
            return text
    raise AssertionError("OpenCV found no code")


READERS: dict[str, Callable[[Picture], str]] = {"zxing-cpp": zxing, "zbar": zbar, "OpenCV": opencv}


def assert_reads(
    content: bytes, content_type: str, text: str, readers: tuple[str, ...] = ("zxing-cpp", "zbar")
) -> None:
    """Fails unless every reader named finds exactly this text."""
    image = picture(content, content_type)
    readings = {name: READERS[name](image) for name in readers}
    assert readings == dict.fromkeys(readers, text)
