# SPDX-License-Identifier: Apache-2.0
"""Looks at pictures with programs that share no code with Waymark.

Usage: pictures.py JOBS.json; prints one JSON list with a result for each job, in order. A job is an object with `kind`:
png     the file's chunks by our own reading, and its pixels by Pillow against a matrix
decode  the text that zxing-cpp and OpenCV read in a PNG laid on white
svg     what Python's XML parser finds in a document
pixels  how far the pixels of any picture are from those in a file of RGBA bytes
picture the differences between pixels (after two numbers of four bytes, the sides) and what Pillow reads in a file
page    what poppler (PDF) or Ghostscript (EPS) says of a document, and how its page looks beside RGBA bytes
inks    the share of the page that each process ink and each spot color covers, by Ghostscript
inflate whether a zlib stream holds what another file does
compare the greatest and the mean difference of a channel between an SVG drawn by resvg and a PNG

Each kind imports what it needs: the start of OpenCV takes longer than most jobs.
"""

import glob
import io
import json
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zlib

SVG = "{http://www.w3.org/2000/svg}"


def read(path):
    with open(path, "rb") as file:
        return file.read()


def chunks(data):
    """The chunks of a PNG; every CRC is checked and nothing may follow IEND."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("no PNG signature")
    position = 8
    while position < len(data):
        length, kind = struct.unpack(">I4s", data[position : position + 8])
        body = data[position + 8 : position + 8 + length]
        (crc,) = struct.unpack(">I", data[position + 8 + length : position + 12 + length])
        if zlib.crc32(kind + body) != crc:
            raise ValueError(f"CRC of {kind}")
        yield kind.decode(), body
        position += 12 + length


def rgba(picture):
    import numpy

    return numpy.asarray(picture.convert("RGBA"))


def wrong_pixels(data, job):
    """How many pixels differ from the matrix blown up to squares of `module` pixels at `offset`."""
    import numpy
    from PIL import Image

    matrix = numpy.array([[int(module) for module in row] for row in job["matrix"]], dtype=bool)
    blown = numpy.kron(matrix, numpy.ones((job["module"], job["module"]), dtype=bool))
    dark = numpy.zeros((job["side"], job["side"]), dtype=bool)
    dark[job["offset"] : job["offset"] + len(blown), job["offset"] : job["offset"] + len(blown)] = blown
    picture = Image.open(io.BytesIO(data))
    if picture.mode == "1":
        # Black and white without alpha, as Pillow reads it: a quarter of a gigabyte less for the largest pictures.
        return int((numpy.asarray(picture) == dark).sum())
    expected = numpy.empty((job["side"], job["side"], 4), dtype=numpy.uint8)
    expected[:] = job["light"]
    expected[dark] = job["dark"]
    return int((rgba(picture) != expected).any(axis=2).sum())


def png(job):
    data = read(job["path"])
    found = list(chunks(data))
    bodies = dict(found)
    width, height, depth, color, *methods = struct.unpack(">IIBBBBB", bodies["IHDR"])
    # The stream must hold exactly the rows, each with filter type 0.
    rows = zlib.decompress(b"".join(body for kind, body in found if kind == "IDAT"))
    stride = 1 + (width * depth + 7) // 8
    return {
        "width": width,
        "height": height,
        "bitDepth": depth,
        "colorType": color,
        "methods": methods,
        "chunks": [kind for kind, _ in found],
        "palette": list(bodies.get("PLTE", b"")),
        "transparency": list(bodies.get("tRNS", b"")),
        "physical": list(struct.unpack(">IIB", bodies["pHYs"])) if "pHYs" in bodies else [],
        "filters": sorted(set(rows[::stride])),
        "streamIsExact": len(rows) == stride * height,
        "wrongPixels": wrong_pixels(data, job),
    }


def decode(job):
    import cv2
    import numpy
    import zxingcpp
    from PIL import Image

    picture = Image.open(io.BytesIO(read(job["path"])))
    if picture.width > 2000:
        # No camera looks so closely, and OpenCV does not find modules of hundreds of pixels.
        picture = picture.convert("L").reduce(picture.width // 1000)
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    pixels = numpy.asarray(paper.convert("L"))
    return {
        "zxing": [barcode.text for barcode in zxingcpp.read_barcodes(pixels)],
        "opencv": cv2.QRCodeDetector().detectAndDecode(pixels)[0],
    }


def svg(job):
    root = ElementTree.fromstring(read(job["path"]))
    elements = list(root.iter())
    return {
        "names": [element.tag.removeprefix(SVG) for element in elements],
        "attributes": sorted({name for element in elements for name in element.keys()}),
        "root": dict(root.items()),
        "title": root.findtext(SVG + "title"),
        "description": root.findtext(SVG + "desc"),
        "paths": [dict(path.items()) for path in root.iter(SVG + "path")],
        "references": sorted(set(re.findall(r"url\(#([^)]*)\)", read(job["path"]).decode()))),
        "identifiers": sorted(element.get("id") for element in elements if element.get("id")),
        "links": sorted({value[:22] for element in elements for name, value in element.items() if "href" in name}),
    }


def compare(job):
    import resvg_py
    from PIL import Image

    drawn = bytes(resvg_py.svg_to_bytes(svg_string=read(job["svg"]).decode(), skip_system_fonts=True))
    first, second = (rgba(Image.open(io.BytesIO(data))).astype(int) for data in (drawn, read(job["path"])))
    if first.shape != second.shape:
        return {"difference": 256, "mean": 256, "shapes": [list(first.shape), list(second.shape)]}
    # The color of a pixel without opacity says nothing.
    first[first[:, :, 3] == 0] = 0
    second[second[:, :, 3] == 0] = 0
    difference = abs(first - second)
    return {"difference": int(difference.max()), "mean": float(difference.mean())}


def pixels(job):
    import numpy
    from PIL import Image

    data = read(job["path"])
    picture = Image.open(io.BytesIO(data))
    found = rgba(picture).astype(int)
    expected = numpy.frombuffer(read(job["plain"]), dtype=numpy.uint8).reshape(found.shape).astype(int)
    # The color of a pixel without opacity says nothing.
    found[found[:, :, 3] == 0] = 0
    expected = numpy.where(expected[:, :, 3:] == 0, 0, expected)
    difference = abs(found - expected)
    kinds = [kind for kind, _ in chunks(data)] if picture.format == "PNG" else []
    return {
        "format": picture.format,
        "side": picture.width,
        "greatest": int(difference.max()),
        "mean": float(difference.mean()),
        "dpi": [round(float(value)) for value in picture.info.get("dpi", [])],
        # Bits of a sample and color type, for a PNG.
        "depth": data[24] if kinds else 0,
        "colorType": data[25] if kinds else 0,
        "chunks": kinds,
    }


def areas(source, target):
    """The weights that make `target` pixels of a line of `source`: the share that each covers of each."""
    import numpy

    edges = numpy.arange(target + 1) * source / target
    ends = numpy.minimum(edges[1:, None], numpy.arange(1, source + 1))
    starts = numpy.maximum(edges[:-1, None], numpy.arange(source))
    return numpy.clip(ends - starts, 0, None) * target / source


def picture(job):
    import numpy
    from PIL import Image, ImageOps

    data = read(job["path"])
    width, height = struct.unpack(">II", data[:8])
    found = numpy.frombuffer(data, dtype=numpy.uint8, offset=8).reshape(height, width, 4).astype(float)
    expected = rgba(ImageOps.exif_transpose(Image.open(job["plain"]))).astype(float)
    for pixels in (found, expected):
        pixels[:, :, :3] *= pixels[:, :, 3:] / 255
    if expected.shape != found.shape:
        down, across = areas(expected.shape[0], height), areas(expected.shape[1], width)
        expected = numpy.einsum("yY,YXc,xX->yxc", down, expected, across, optimize=True)
    difference = abs(found - expected)
    return {"width": width, "height": height, "most": float(difference.max()), "mean": float(difference.mean())}


def inflate(job):
    return {"isEqual": zlib.decompress(read(job["path"])) == read(job["plain"])}


def run(*command):
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise ValueError(f"{command[0]}: {(done.stderr + done.stdout).decode()}")
    return done.stdout.decode() + done.stderr.decode()


GHOSTSCRIPT = ("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-dEPSCrop")


def page(job):
    import numpy
    import zxingcpp
    from PIL import Image

    path, drawn, side = job["path"], job["path"] + ".png", job["side"]
    if path.endswith(".pdf"):
        facts = dict(line.split(":", 1) for line in run("pdfinfo", path).splitlines() if ":" in line)
        facts = {name: text.strip() for name, text in facts.items()}
        points = [float(number) for number in re.findall(r"[\d.]+", facts["Page size"])[:2]]
        run("pdftoppm", "-scale-to", str(side), "-png", "-singlefile", path, path)
    else:
        facts = {}
        box = re.search(r"%%HiResBoundingBox: 0 0 (\S+) (\S+)", read(path).decode())
        points = [float(number) for number in box.groups()]
        resolution = f"-r{side * 72 / points[0]}"
        run(*GHOSTSCRIPT, resolution, "-dGraphicsAlphaBits=4", "-sDEVICE=png16m", f"-sOutputFile={drawn}", path)
    picture = Image.open(drawn).convert("RGB")
    result = {
        "width": points[0],
        "height": points[1],
        "pages": int(facts.get("Pages", 1)),
        "title": facts.get("Title", ""),
        "subject": facts.get("Subject", ""),
        "texts": sorted(barcode.text for barcode in zxingcpp.read_barcodes(picture)),
        "mean": 0,
    }
    if job.get("plain"):
        expected = Image.frombytes("RGBA", (side, side), read(job["plain"]))
        paper = Image.new("RGBA", expected.size, "white")
        paper.alpha_composite(expected)
        found = numpy.asarray(picture.resize((side, side))).astype(int)
        result["mean"] = float(abs(found - numpy.asarray(paper.convert("RGB")).astype(int)).mean())
    return result


def inks(job):
    import numpy
    from PIL import Image

    path = job["path"]
    run(*GHOSTSCRIPT, "-r72", "-sDEVICE=tiffsep", f"-sOutputFile={path}.tif", path)
    shares = {}
    for plate in glob.glob(f"{glob.escape(path)}*(*).tif"):
        ink = re.search(r"\(([^)]*)\)\.tif$", plate)[1]
        shares[ink] = float((255 - numpy.asarray(Image.open(plate).convert("L")).astype(int)).mean() / 255)
    return shares


KINDS = {
    "png": png,
    "decode": decode,
    "svg": svg,
    "compare": compare,
    "pixels": pixels,
    "picture": picture,
    "page": page,
    "inks": inks,
    "inflate": inflate,
}

if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as jobs:
        print(json.dumps([KINDS[job["kind"]](job) for job in json.load(jobs)]))
