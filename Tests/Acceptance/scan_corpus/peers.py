"""The same contents drawn by other programs, as their users would style them."""

import importlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

# The pixels a module that all peers are asked for.
MODULE = 10


@dataclass(frozen=True)
class Peer:
    """A program's way of drawing; calling ``draw`` fails where the program is not installed."""

    name: str
    draw: Callable[[str], Image.Image]
    module: int = MODULE  # the pixels a module


def peers(artwork: Path) -> Iterator[Peer]:
    """Plain codes, patterns, gradients and logos of the usual size."""
    yield Peer("segno, plain", _segno)
    yield Peer("segno, colors", lambda text: _segno(text, dark="#0b6b3a", light="#eaf6ee", finder_dark="#c8003c"))
    yield Peer("qrcode-artistic, background picture", lambda text: _artistic(text, artwork / "meadow.png"))
    drawers = ["SquareModule", "GappedSquareModule", "CircleModule", "RoundedModule", "VerticalBars", "HorizontalBars"]
    for drawer in drawers:
        yield Peer(f"python-qrcode, {drawer}", lambda text, drawer=drawer: _qrcode(text, drawer))
    for mask in ("RadialGradiant", "SquareGradiant", "HorizontalGradiant"):
        yield Peer(f"python-qrcode, {mask}", lambda text, mask=mask: _qrcode(text, "RoundedModule", mask=mask))
    for logo in ("disc", "tile", "photo"):
        file = artwork / f"{logo}.png"
        yield Peer(f"python-qrcode, logo {logo}", lambda text, file=file: _qrcode(text, "RoundedModule", logo=file))
    # amzqr draws three pixels a module and enlarges them three times.
    yield Peer("amzqr, background picture", lambda text: _amzqr(text, artwork / "meadow.png"), module=9)


def drawing(peer: Peer, text: str) -> np.ndarray:
    """The picture of a content, grey on white paper."""
    picture = peer.draw(text).convert("RGBA")
    paper = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    return np.asarray(paper.convert("L"))


def _segno(text: str, **colors: str) -> Image.Image:
    segno = importlib.import_module("segno")
    buffer = io.BytesIO()
    segno.make(text, error="m", micro=False).save(buffer, kind="png", scale=MODULE, **colors)
    return Image.open(buffer)


def _artistic(text: str, background: Path) -> Image.Image:
    segno = importlib.import_module("segno")
    importlib.import_module("qrcode_artistic")
    buffer = io.BytesIO()
    segno.make(text, error="h", micro=False).to_artistic(
        background=str(background), target=buffer, kind="png", scale=MODULE
    )
    return Image.open(buffer)


def _qrcode(text: str, drawer: str, mask: str = "SolidFill", logo: Path | None = None) -> Image.Image:
    qrcode = importlib.import_module("qrcode")
    drawers = importlib.import_module("qrcode.image.styles.moduledrawers.pil")
    masks = importlib.import_module("qrcode.image.styles.colormasks")
    styled = importlib.import_module("qrcode.image.styledpil")
    level = qrcode.constants.ERROR_CORRECT_H if logo else qrcode.constants.ERROR_CORRECT_M
    code = qrcode.QRCode(error_correction=level, box_size=MODULE, border=4)
    code.add_data(text)
    code.make(fit=True)
    arguments = {"embeded_image_path": str(logo)} if logo else {}
    image = code.make_image(
        image_factory=styled.StyledPilImage,
        module_drawer=getattr(drawers, f"{drawer}Drawer")(),
        color_mask=getattr(masks, f"{mask}ColorMask")(),
        **arguments,
    )
    return image.get_image()


def _amzqr(text: str, background: Path) -> Image.Image:
    amzqr = importlib.import_module("amzqr.amzqr")
    _, _, file = amzqr.run(text, level="H", picture=str(background), colorized=True, save_dir=str(background.parent))
    return Image.open(file)
