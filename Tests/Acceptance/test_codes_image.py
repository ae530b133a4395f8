"""GET /api/qr/codes/{id}/image."""

import struct
import xml.etree.ElementTree as ElementTree

import pytest
import zxingcpp
from harness.client import Client
from harness.decoders import assert_reads, picture
from harness.problems import assert_problem

PNG, SVG = "image/png", "image/svg+xml"


def png_chunks(content: bytes) -> dict[str, bytes]:
    """The chunks of a PNG by name; of repeated ones the last."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, offset = {}, 8
    while offset < len(content):
        (length,) = struct.unpack_from(">I", content, offset)
        chunks[content[offset + 4 : offset + 8].decode()] = content[offset + 8 : offset + 8 + length]
        offset += length + 12
    return chunks


def size_of(content: bytes) -> tuple[int, int]:
    return struct.unpack(">II", png_chunks(content)["IHDR"][:8])


@pytest.mark.promise("exaroutes-codes.image")
@pytest.mark.parametrize(
    ("return_type", "media_type"),
    [
        ("png", PNG),
        ("svg", SVG),
        ("pdf", "application/pdf"),
        ("eps", "application/postscript"),
        ("webp", "image/webp"),
        ("jpg", "image/jpeg"),
    ],
)
def test_the_image_has_the_format_that_the_code_was_made_with(api: Client, return_type: str, media_type: str) -> None:
    code = api.create(returnType=return_type)
    image = api.image(code["id"])
    assert image.headers["Content-Type"].partition(";")[0] == media_type
    assert_reads(image.content, image.headers["Content-Type"], code["redirectUrl"])


def test_png_is_the_default_and_format_overrides_it(api: Client) -> None:
    id = api.create()["id"]
    assert api.image(id).headers["Content-Type"] == PNG
    assert api.image(id, format="svg").headers["Content-Type"].partition(";")[0] == SVG


@pytest.mark.parametrize("size", [100, 256, 999, 2000])
def test_size_is_exact(api: Client, size: int) -> None:
    code = api.create()
    image = api.image(code["id"], size=size)
    assert size_of(image.content) == (size, size)
    assert_reads(image.content, PNG, code["redirectUrl"])


def test_the_largest_picture_is_served(api: Client) -> None:
    assert size_of(api.image(api.create()["id"], size=9000).content) == (9000, 9000)


def test_dpi_is_noted_in_the_png(api: Client) -> None:
    chunks = png_chunks(api.image(api.create()["id"], size=600, dpi=300).content)
    assert struct.unpack(">IIB", chunks["pHYs"]) == (11_811, 11_811, 1)


def test_a_size_too_small_for_the_code_is_refused(api: Client) -> None:
    assert_problem(api.get(f"/api/qr/codes/{api.create()['id']}/image?size=20"), 422)


def test_the_style_of_the_code_is_drawn(api: Client) -> None:
    code = api.create(foreground="#102030", background="#ffeedd", margin=1)
    image = picture(api.image(code["id"]).content, PNG)
    # The margin is one module of at least 4 pixels, and the finder pattern begins after it.
    assert set(map(int, set(image.flatten()))) == {29, 241}  # 0.299 R + 0.587 G + 0.114 B of the two colours
    first = int((image == 29).any(axis=0).argmax())
    assert first >= 4 and int(image[first, first]) == 29


def test_svg_is_safe_well_formed_and_speaks(api: Client) -> None:
    code = api.create(returnType="svg", name='<script>alert("x")</script> & more')
    image = api.image(code["id"])
    assert "sandbox" in image.headers["Content-Security-Policy"]
    assert image.headers["X-Content-Type-Options"] == "nosniff"
    root = ElementTree.fromstring(image.content)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert {"svg", "title", "path"} <= names
    assert "script" not in names
    assert "viewBox" in root.attrib


def test_the_etag_is_strong_and_spares_the_body(api: Client) -> None:
    id = api.create()["id"]
    etag = api.image(id).headers["ETag"]
    assert etag.startswith('"')
    answer = api.get(f"/api/qr/codes/{id}/image", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", etag)


def test_the_picture_of_a_source_has_an_etag_that_spares_its_body(api: Client) -> None:
    code = api.create(sources=["north", "south"])
    tags = {name: api.image(code["id"], source=name).headers["ETag"] for name in ("north", "south")}
    assert len({*tags.values(), api.image(code["id"]).headers["ETag"]}) == 3
    for name, tag in tags.items():
        address, known = f"/api/qr/codes/{code['id']}/image", {"If-None-Match": tag}
        assert api.get(address, params={"source": name}, headers=known).status_code == 304
        other = "south" if name == "north" else "north"
        assert api.get(address, params={"source": other}, headers=known).status_code == 200
    refused = api.get(f"/api/qr/codes/{code['id']}/image", params={"source": "west"})
    assert_problem(refused, 422, pointer="/query/source")


def test_each_picture_has_an_etag_of_its_own(api: Client) -> None:
    id = api.create()["id"]
    tags = {api.image(id, **options).headers["ETag"] for options in ({}, {"format": "svg"}, {"size": 300})}
    assert len(tags) == 3


@pytest.mark.promise("exaroutes-codes.update")
def test_an_edit_of_the_destination_leaves_the_print_as_it_is(api: Client) -> None:
    id = api.create()["id"]
    before = api.image(id)
    api.put(f"/api/qr/codes/{id}", json={"destination": "https://example.com/elsewhere"})
    after = api.image(id)
    assert after.content == before.content
    assert after.headers["ETag"] == before.headers["ETag"]


def test_an_edit_of_the_style_changes_the_print(api: Client) -> None:
    id = api.create()["id"]
    before = api.image(id).headers["ETag"]
    api.patch(f"/api/qr/codes/{id}", json={"foreground": "#003366"})
    assert api.image(id).headers["ETag"] != before


def test_an_svg_carries_the_name_and_the_description(api: Client) -> None:
    code = api.create(name="Poster <1>", description="At the station & beyond")
    svg = api.image(code["id"], format="svg").text
    assert "<title>Poster &lt;1&gt;</title>" in svg
    assert "<desc>At the station &amp; beyond</desc>" in svg


def test_a_picture_tells_how_surely_it_scans(api: Client) -> None:
    code = api.create(margin=2, returnType="svg")
    image = api.image(code["id"])
    assert image.headers["X-QR-Scan-Grade"] == "B"
    answer = api.image(code["id"], report="true").json()
    assert (answer["id"], answer["format"], answer["image"]) == (code["id"], "svg", image.text)
    assert answer["scanReport"]["quietZone"] == 2
    assert answer["scanReport"]["reasons"][0]["code"] == "narrow-quiet-zone"


def test_a_code_that_is_made_or_edited_with_a_style_tells_how_surely_it_scans(api: Client) -> None:
    code = api.create(margin=2, color="#123456")
    assert code["scanReport"]["grade"] == "B"
    report = api.image(code["id"], report="true").json()["scanReport"]
    assert (report["quietZone"], report["grade"]) == (2, "B")
    edit = api.patch(f"/api/qr/codes/{code['id']}", json={"margin": 4}).json()
    assert edit["scanReport"]["grade"] == "A"
    assert "scanReport" not in api.create()


def test_the_picture_of_a_code_is_a_rectangle_where_that_is_asked_for(api: Client) -> None:
    code = api.create(symbology="rmqr")
    (found,) = zxingcpp.read_barcodes(picture(api.image(code["id"], size="900").content, "image/png"))
    assert (found.text, found.format) == (code["redirectUrl"], zxingcpp.BarcodeFormat.RMQRCode)
    refused = api.post("/api/qr/codes", json={"data": "https://example.com/", "symbology": "micro"})
    assert_problem(refused, 422, pointer="/symbology")
