"""/api/qr/static: pictures of which nothing is stored."""

import base64

import pytest
import zxingcpp
from harness.client import Client
from harness.decoders import assert_reads, picture, zbar, zxing
from harness.problems import assert_problem
from harness.samples import cases

URL = "https://example.com/static?a=1&b=2"


@pytest.mark.promise("exaroutes-codes.static")
def test_svg_comes_as_text_in_the_json(api: Client) -> None:
    answer = api.post("/api/qr/static", json={"data": URL, "dataType": "url", "returnType": "svg"})
    assert answer.status_code == 200
    body = answer.json()
    assert {name: body[name] for name in ("type", "dataType", "format")} == {
        "type": "static",
        "dataType": "url",
        "format": "svg",
    }
    assert body["image"].lstrip().startswith("<")
    assert_reads(body["image"].encode(), "image/svg+xml", URL)


@pytest.mark.promise("exaroutes-codes.static")
def test_png_comes_as_a_data_uri_and_is_the_default(api: Client) -> None:
    body = api.post("/api/qr/static", json={"data": URL}).json()
    assert (body["dataType"], body["format"]) == ("url", "png")
    kind, _, content = body["image"].partition(";base64,")
    assert kind == "data:image/png"
    assert_reads(base64.b64decode(content, validate=True), "image/png", URL)


@pytest.mark.parametrize(
    ("accept", "return_type", "media_type"),
    [
        ("image/*", "png", "image/png"),
        ("image/*", "svg", "image/svg+xml"),
        ("image/png", "png", "image/png"),
        ("image/svg+xml", "svg", "image/svg+xml"),
        ("text/html;q=0.3, image/png;q=0.9", "png", "image/png"),
    ],
)
def test_accept_image_gets_the_bytes(api: Client, accept: str, return_type: str, media_type: str) -> None:
    request = {"data": URL, "returnType": return_type}
    answer = api.post("/api/qr/static", json=request, headers={"Accept": accept})
    assert answer.headers["Content-Type"].partition(";")[0] == media_type
    assert_reads(answer.content, media_type, URL)


@pytest.mark.parametrize("format", ["png", "svg"])
def test_get_answers_with_bytes_that_may_be_cached(api: Client, format: str) -> None:
    answer = api.get("/api/qr/static", params={"data": URL, "format": format})
    assert answer.status_code == 200
    assert_reads(answer.content, answer.headers["Content-Type"], URL)
    assert "max-age" in answer.headers["Cache-Control"]
    again = api.get(
        "/api/qr/static", params={"data": URL, "format": format}, headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_get_takes_every_type_as_a_string(api: Client) -> None:
    wifi = "WIFI:T:WPA;S:Guests;P:welcome1;;"
    answer = api.get("/api/qr/static", params={"data": wifi, "dataType": "wifi"})
    assert_reads(answer.content, answer.headers["Content-Type"], wifi)


@pytest.mark.promise("exaroutes-codes.static-kept")
def test_nothing_is_stored(account: Client) -> None:
    account.post("/api/qr/static", json={"data": URL})
    assert account.get("/api/qr/codes").json()["pagination"]["total"] == 0


@pytest.mark.promise("exaroutes-codes.data-types")
@cases("payloads")
def test_a_payload_is_read_as_its_standard_writes_it(api: Client, case: dict) -> None:
    request = {"data": case["data"], "dataType": case["dataType"]}
    answer = api.post("/api/qr/static", json=request, headers={"Accept": "image/png"})
    assert answer.status_code == 200, answer.text
    assert_reads(answer.content, "image/png", case["text"])


@cases("structured")
def test_a_card_or_event_has_the_lines_of_its_standard(api: Client, case: dict) -> None:
    request = {"data": case["data"], "dataType": case["dataType"]}
    answer = api.post("/api/qr/static", json=request, headers={"Accept": "image/png"})
    image = picture(answer.content, "image/png")
    text = zxing(image)
    assert zbar(image) == text
    lines = text.split("\r\n")
    assert [line for line in lines if line in case["lines"]] == case["lines"]
    assert lines[-1] == ""


def test_what_does_not_fit_is_refused_with_what_would(api: Client) -> None:
    problem = assert_problem(api.post("/api/qr/static", json={"dataType": "text", "data": "x" * 2_954}), 422)
    assert "2953" in problem["detail"].replace(",", "") + str(problem["errors"]).replace(",", "")
    fits = api.post("/api/qr/static", json={"dataType": "text", "data": "x" * 2_953, "errorCorrection": "L"})
    assert fits.status_code == 200


@pytest.mark.parametrize("level", "LMQH")
def test_the_error_correction_asked_for_is_the_one_drawn(api: Client, level: str) -> None:
    request = {"data": URL, "errorCorrection": level}
    answer = api.post("/api/qr/static", json=request, headers={"Accept": "image/png"})
    (found,) = zxingcpp.read_barcodes(picture(answer.content, "image/png"))
    assert found.ec_level == level


@pytest.mark.parametrize(
    ("symbology", "text", "kind"),
    [
        ("micro", "12345", zxingcpp.BarcodeFormat.MicroQRCode),
        ("micro", "HELLO-WORLD", zxingcpp.BarcodeFormat.MicroQRCode),
        ("rmqr", URL, zxingcpp.BarcodeFormat.RMQRCode),
    ],
)
def test_small_symbols_are_read_by_their_readers(
    api: Client, symbology: str, text: str, kind: zxingcpp.BarcodeFormat
) -> None:
    request = {"dataType": "text", "data": text, "symbology": symbology, "size": 800}
    for format, media_type in (("png", "image/png"), ("svg", "image/svg+xml")):
        answer = api.post("/api/qr/static", json={**request, "returnType": format}, headers={"Accept": "image/*"})
        assert answer.headers["Content-Type"] == media_type
        assert "X-QR-Scan-Grade" not in answer.headers
        (found,) = zxingcpp.read_barcodes(picture(answer.content, media_type))
        assert (found.text, found.format) == (text, kind)


def test_what_a_small_symbol_cannot_be_is_refused(api: Client) -> None:
    request = {"dataType": "text", "data": "12345", "symbology": "micro"}
    for change, pointer in [
        ({"data": URL}, "/data"),
        ({"version": 5}, "/data"),
        ({"pattern": "dots"}, "/symbology"),
        ({"symbology": "aztec"}, "/symbology"),
        ({"color": "#fefefe"}, "/color"),
    ]:
        assert_problem(api.post("/api/qr/static", json={**request, **change}), 422, pointer=pointer)
