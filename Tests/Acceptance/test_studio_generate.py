"""`POST /api/v1/generate/`: one picture, in JSON or as a form with a logo."""

import io
import json
from typing import Any

import pytest
from harness.client import Client
from harness.decoders import assert_reads
from harness.server import WaymarkServer
from PIL import Image

PATH = "/api/v1/generate/"
URL = "https://example.com/a"


def logo(format: str, side: int = 64) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (side, side), (200, 30, 30)).save(buffer, format)
    return buffer.getvalue()


@pytest.mark.promise("qrstudio.generate")
@pytest.mark.parametrize("path", [PATH, PATH.rstrip("/")])
def test_a_picture_comes_with_its_headers(account: Client, path: str) -> None:
    answer = account.post(path, json={"data": URL, "size_inches": 3})
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-QR-Cache"] in ("HIT", "MISS")
    assert int(answer.headers["X-QR-Duration-Ms"]) >= 0 and int(answer.headers["X-QR-Quota-Remaining"]) > 0
    assert answer.headers["X-QR-Plan"] == "enterprise" and answer.headers["X-Request-Id"]
    assert answer.headers["X-QR-Scan-Grade"] in ("A", "B")
    picture = Image.open(io.BytesIO(answer.content))
    assert picture.size == (900, 900) and round(picture.info["dpi"][0]) == 300
    assert_reads(answer.content, "image/png", URL)


@pytest.mark.promise("qrstudio.generate-dynamic")
def test_a_dynamic_picture_makes_a_code(account: Client, scanner: Client) -> None:
    payload = {"name": "Promo", "destination_url": URL}
    answer = account.post(PATH, json={"data_type": "dynamic", "payload": payload, "size_inches": 1})
    address, short = answer.headers["X-QR-Public-Url"], answer.headers["X-QR-Short-Id"]
    assert_reads(answer.content, "image/png", address)
    assert scanner.get(address).headers["Location"] == URL
    assert account.code(short)["name"] == "Promo"


@pytest.mark.promise("qrstudio.logo-file")
@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "BMP"])
def test_a_form_brings_the_logo(account: Client, format: str) -> None:
    fields = {"data": URL, "size_inches": "2", "logo_size_ratio": "0.2", "color": "#003366"}
    answer = account.post(PATH, data=fields, files={"logo_file": ("logo", logo(format), "image/x")})
    assert answer.status_code == 200, answer.text
    assert_reads(answer.content, "image/png", URL)
    plain = account.post(PATH, json={"data": URL, "size_inches": 2, "color": "#003366"})
    assert plain.content != answer.content


def test_a_logo_is_tried_in_a_form(account: Client) -> None:
    fields = {"data": URL, "size_inches": "2"}
    files = {"logo_file": ("logo.png", logo("PNG"), "image/png")}
    tried = account.post("/api/v1/validate/", data=fields, files=files)
    assert tried.status_code == 200, tried.text
    assert tried.json()["valid"] is True and tried.json()["pixels"] == 600
    assert account.get("/api/v1/usage/").json()["used_this_month"] == 0


def test_a_form_brings_a_payload_and_a_large_logo(account: Client) -> None:
    payload = json.dumps({"name": "Promo", "destination_url": URL})
    fields = {"data_type": "dynamic", "payload": payload, "size_inches": "2", "format": "svg"}
    answer = account.post(PATH, data=fields, files={"logo_file": ("big.jpg", logo("JPEG", 3_000), "image/jpeg")})
    assert answer.status_code == 200, answer.text
    assert_reads(answer.content, "image/svg+xml", answer.headers["X-QR-Public-Url"])
    assert account.get(f"/api/qr/codes/{answer.headers['X-QR-Short-Id']}/image").status_code == 200


@pytest.mark.parametrize(
    ("file", "status", "words"),
    [(b"", 400, "empty"), (b"II*\0" + b"x" * 50, 422, "TIFF"), (b"<svg/>", 422, "SVG"),
     (b"\x89PNG\r\n\x1a\n", 422, "PNG"), (b"BM" + b"x" * 2_200_000, 422, "2"), (b"BM" + b"x" * 4_000_000, 413, "")],
)  # fmt: skip
def test_what_is_no_logo_is_refused(account: Client, file: bytes, status: int, words: str) -> None:
    fields = {"data": URL, "size_inches": "2"}
    answer = account.post(PATH, data=fields, files={"logo_file": ("logo", file)})
    assert answer.status_code == status, answer.text
    assert words in answer.json()["detail"]
    assert "logo_url" not in answer.text


@pytest.mark.parametrize(
    ("fields", "field", "status"),
    [({}, "size_inches", 422), ({"size_inches": 16}, "size_inches", 422), ({"size_inches": "3"}, "size_inches", 400),
     ({"size_inches": 3, "format": "pdf"}, "format", 422), ({"size_inches": 3, "pattern": "zig"}, "pattern", 422),
     ({"size_inches": 3, "color": "rouge"}, "color", 422), ({"size_inches": 3, "dpi": 601}, "dpi", 422),
     ({"size_inches": 3, "payload": 7}, "payload", 400), ({"size_inches": 3, "payload": "x"}, "payload", 400),
     ({"size_inches": 3, "logo_neon_alpha": "0.5"}, "logo_neon_alpha", 400),
     ({"size_inches": 3, "data": "x" * 2_049}, "data", 422), ({"size_inches": 3, "data": 7}, "data", 400),
     ({"size_inches": 0.5, "dpi": 72, "data": "https://example.com/" + "x" * 200}, "size_inches", 422)],
)  # fmt: skip
def test_faults_have_that_apis_shape(account: Client, fields: dict[str, Any], field: str, status: int) -> None:
    answer = account.post(PATH, json={"data": URL, **fields})
    assert answer.status_code == status, answer.text
    problem = answer.json()
    assert isinstance(problem[field], str) and problem["detail"] and problem["code"]
    assert account.get("/api/v1/usage/").json()["used_this_month"] == 0


@pytest.mark.parametrize("name", ["allow_unscannable", "allowUnscannable"])
def test_a_picture_that_would_not_scan_is_drawn_for_who_says_so(account: Client, name: str) -> None:
    pale = {"data": URL, "size_inches": 1, "color": "#fefefe", "background": "white"}
    refused = account.post(PATH, json=pale)
    assert refused.status_code == 422
    assert refused.json()["scanReport"]["grade"] == "F" and not refused.json()["scanReport"]["scannable"]
    for path, body in [(PATH, {**pale, name: True}), (PATH + "bulk/", {"items": [{**pale, name: True}]})]:
        answer = account.post(path, json=body)
        assert answer.status_code == 200, answer.text
    tried = account.post("/api/v1/validate/", json={**pale, name: True}).json()
    assert tried["valid"] is True and tried["warnings"] == []


@pytest.mark.promise("qrstudio.plan-limits")
def test_the_plan_limits_pictures_on_every_path(server: WaymarkServer) -> None:
    free = server.client(account="free-pictures", plan="free")
    problem = free.post(PATH, json={"data": URL, "size_inches": 4}).json()
    assert problem["size_inches"] == "size_inches > plan max (3)"
    assert free.post(PATH, json={"data": URL, "size_inches": 3, "dpi": 600}).json()["dpi"] == "dpi > plan max (300)"
    form = {"data": URL, "size_inches": "2"}
    assert free.post(PATH, data=form, files={"logo_file": ("a.png", logo("PNG"))}).status_code == 422
    for path in ("/api/qr/static", "/api/qr/codes"):
        assert free.post(path, json={"data": URL, "size_inches": 4}).status_code == 403
    assert free.get("/api/qr/static", params={"data": URL, "size": 901}).status_code == 403
    assert free.post("/api/qr/generate", json={"data": URL, "width": 901}).status_code == 403
    assert free.get("/api/qr/codes").json()["pagination"]["total"] == 0
