# SPDX-License-Identifier: Apache-2.0
"""Makes the pictures in this folder with Pillow, and with a PNG writer of its own where Pillow has no option.

usage: make_pictures.py; run it again only to add pictures, because other versions of Pillow write other bytes.
"""

import io
import struct
import zlib
from pathlib import Path

from PIL import Image

FOLDER = Path(__file__).parent
#: One octet of each of the seven passes: first column and row, steps across and down (PNG, section 8.1).
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def sample(width=23, height=17):
    """A picture without symmetry: a slope of colors, a red corner, soft transparency from left to right."""
    picture = Image.new("RGBA", (width, height))
    for y in range(height):
        for x in range(width):
            color = (x * 255 // (width - 1), y * 255 // (height - 1), 128, 255 - x * 200 // width)
            picture.putpixel((x, y), (255, 0, 0, 255) if x < 6 and y < 4 else color)
    return picture


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width, height, depth, color_type, rows, extra=(), interlaced=False):
    """A PNG of packed rows."""
    header = struct.pack(">IIBBBBB", width, height, depth, color_type, 0, 0, int(interlaced))
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = [chunk(b"IHDR", header), *extra, chunk(b"IDAT", data), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def interlaced_png(picture):
    pixels = picture.load()
    rows = [
        bytes(channel for x in range(left, picture.width, across) for channel in pixels[x, y])
        for left, top, across, down in ADAM7
        for y in range(top, picture.height, down)
        if left < picture.width
    ]
    return png(picture.width, picture.height, 8, 6, rows, interlaced=True)


def deep_png(picture):
    """Sixteen bits a channel, the low eight of them not zero."""
    pixels = picture.load()
    rows = [
        b"".join(struct.pack(">H", channel * 257) for x in range(picture.width) for channel in pixels[x, y])
        for y in range(picture.height)
    ]
    return png(picture.width, picture.height, 16, 6, rows)


def text_bomb():
    """A small picture behind three texts that unpack to a thousand times their size."""
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 1_000_000, 9))
    return png(1, 1, 8, 0, [b"\x40"], extra=[text] * 3)


def saved(picture, kind, **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def orientation(value):
    exif = Image.Exif()
    exif[0x0112] = value
    return exif


def many_scans(jpeg, times):
    """Repeats the last scan of a progressive JPEG."""
    last = jpeg.rindex(b"\xff\xda")
    return jpeg[:last] + jpeg[last:-2] * times + jpeg[-2:]


def resized_jpeg(jpeg, width, height):
    """Claims another size in the frame header of a progressive JPEG."""
    frame = jpeg.index(b"\xff\xc2") + 5
    return jpeg[:frame] + struct.pack(">HH", height, width) + jpeg[frame + 4 :]


def pictures():
    """Names and bytes of all files that can be decoded."""
    rgba = sample()
    rgb = rgba.convert("RGB")
    gray = rgb.convert("L")
    palette = rgb.quantize(11)
    tiny = sample(24, 16).convert("RGB")
    yield "rgba.png", saved(rgba, "PNG")
    yield "rgb.png", saved(rgb, "PNG")
    yield "gray.png", saved(gray, "PNG")
    yield "gray-alpha.png", saved(rgba.convert("LA"), "PNG")
    yield "bilevel.png", saved(gray.convert("1"), "PNG")
    yield "palette.png", saved(palette, "PNG", transparency=3)
    yield "interlaced.png", interlaced_png(rgba)
    yield "deep.png", deep_png(rgba)
    yield "profile.png", saved(rgba, "PNG", icc_profile=b"\0" * 200)
    yield "texts.png", text_bomb()
    yield "rgb.jpeg", saved(rgb, "JPEG", quality=95)
    yield "full-color.jpeg", saved(rgb, "JPEG", quality=95, subsampling=0)
    yield "gray.jpeg", saved(gray, "JPEG", quality=95)
    yield "cmyk.jpeg", saved(rgb.convert("CMYK"), "JPEG", quality=95)
    yield "progressive.jpeg", saved(rgb, "JPEG", quality=95, progressive=True)
    for value in range(1, 9):
        yield f"orientation-{value}.jpeg", saved(tiny, "JPEG", subsampling=0, exif=orientation(value))
    yield "lossy.webp", saved(rgb, "WEBP", quality=95)
    yield "lossy-alpha.webp", saved(rgba, "WEBP", quality=95)
    yield "lossless.webp", saved(rgba, "WEBP", lossless=True, exact=True)
    yield "animated.webp", saved(rgba, "WEBP", save_all=True, append_images=[rgba.rotate(180)], lossless=True)
    yield "plain.gif", saved(palette, "GIF", interlace=False)
    yield "interlaced.gif", saved(palette, "GIF", interlace=True)
    yield "transparent.gif", saved(palette, "GIF", transparency=5)
    yield "animated.gif", saved(palette, "GIF", save_all=True, append_images=[palette.rotate(180)])
    yield "bilevel.bmp", saved(gray.convert("1"), "BMP")
    yield "gray.bmp", saved(gray, "BMP")
    yield "palette.bmp", saved(palette, "BMP")
    yield "rgb.bmp", saved(rgb, "BMP")
    large = sample(40, 28).resize((1500, 1050), Image.Resampling.NEAREST)
    yield "large.png", saved(large.quantize(40), "PNG", optimize=True)
    yield "large-alpha.webp", saved(large, "WEBP", lossless=True, exact=True)
    yield "large-lossy.webp", saved(large, "WEBP", quality=10)
    wide = Image.linear_gradient("L").resize((4096, 32))
    yield "wide.jpeg", saved(wide, "JPEG", quality=30)
    yield "wide.gif", saved(wide.convert("1").convert("P"), "GIF")
    yield "flat.bmp", saved(Image.new("1", (8000, 1)), "BMP")


def hostile():
    """Names and bytes of all files that must be refused."""
    progressive = saved(sample().convert("RGB"), "JPEG", progressive=True)
    yield "too-wide.png", png(8_193, 1, 1, 0, [bytes(1_025)])
    yield "too-many-pixels.png", png(8_192, 8_192, 1, 0, [b""])
    yield "no-pixels.png", png(0, 5, 8, 0, [b""])
    yield "no-data.png", png(4_096, 4_096, 8, 6, [b""])
    yield "too-tall.jpeg", resized_jpeg(progressive, 10, 65_500)
    yield "many-scans.jpeg", many_scans(progressive, 70)
    yield (
        "too-much-memory.jpeg",
        resized_jpeg(saved(sample().convert("RGB"), "JPEG", progressive=True, subsampling=0), 4_096, 4_096),
    )
    yield (
        "too-large.gif",
        b"GIF89a"
        + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0)
        + b","
        + struct.pack("<HHHHB", 0, 0, 1, 1, 0)
        + b"\2\2\x44\1\0;",
    )
    yield (
        "frame-too-large.gif",
        b"GIF89a"
        + struct.pack("<HHBBB", 1, 1, 0, 0, 0)
        + b","
        + struct.pack("<HHHHB", 0, 0, 9_000, 9_000, 0)
        + b"\2\2\x44\1\0;",
    )
    yield (
        "too-large.webp",
        b"RIFF"
        + struct.pack("<I", 22)
        + b"WEBPVP8X"
        + struct.pack("<I", 10)
        + b"\2\0\0\0"
        + struct.pack("<I", 19_999)[:3]
        + struct.pack("<I", 9_999)[:3],
    )
    yield (
        "too-large.bmp",
        b"BM"
        + struct.pack("<IHHI", 0, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, 2**31 - 1, -(2**31), 1, 24, 0, 0, 0, 0, 0, 0),
    )
    yield "logo.svg", b'<?xml version="1.0"?>\n<!-- a logo -->\n<svg xmlns="http://www.w3.org/2000/svg"/>\n'
    yield "page.html", b"<!doctype html><title>No logo here</title>\n"
    yield "small.tiff", saved(Image.new("L", (1, 1)), "TIFF")
    yield (
        "compressed.bmp",
        b"BM"
        + struct.pack("<IHHI", 0, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, 2, 2, 1, 8, 1, 0, 0, 0, 0, 0)
        + bytes(16),
    )


for folder, files in (("readable", pictures()), ("hostile", hostile())):
    (FOLDER / folder).mkdir(exist_ok=True)
    for name, data in files:
        (FOLDER / folder / name).write_bytes(data)
