"""The main job, whole: make a code, print it, scan it, edit it, see it counted."""

import json
import subprocess
from collections.abc import Callable

import pytest
from harness.client import Client
from harness.decoders import assert_reads
from harness.scanning import BOT, OTHER_PHONE, scan, wait_for_scans
from harness.server import WaymarkServer

ALL_READERS = ("zxing-cpp", "zbar", "OpenCV")
SPRING, SUMMER, AUTUMN = (f"https://example.com/{season}" for season in ("spring", "summer", "autumn"))


def test_a_code_is_made_printed_scanned_edited_counted_and_survives_a_restart(
    start_server: Callable[..., WaymarkServer],
) -> None:
    server = start_server()
    api, phone = server.client(), server.anonymous()
    code = api.create(SPRING, name="Posters", returnType="svg")
    id = code["id"]

    for format in ("png", "svg"):
        image = api.image(id, format=format)
        assert_reads(image.content, image.headers["Content-Type"], code["redirectUrl"], ALL_READERS)
    assert scan(phone, id).headers["Location"] == SPRING

    etag = api.get(f"/api/qr/codes/{id}").headers["ETag"]
    edited = api.put(f"/api/qr/codes/{id}", json={"destination": SUMMER}, headers={"If-Match": etag})
    assert edited.status_code == 200
    assert scan(phone, id).headers["Location"] == SUMMER
    stale = api.patch(f"/api/qr/codes/{id}", json={"destination": AUTUMN}, headers={"If-Match": etag})
    assert stale.status_code == 412
    assert scan(phone, id, OTHER_PHONE).headers["Location"] == SUMMER
    assert api.patch(f"/api/qr/codes/{id}", json={"destination": AUTUMN}).status_code == 200
    assert scan(phone, id).headers["Location"] == AUTUMN
    scan(phone, id, BOT)
    phone.head(f"/r/{id}")

    before = wait_for_scans(api, id, 4)
    assert before["totals"]["scans"] == 4
    server.restart()
    # Those that were not people are counted apart, and nothing counts twice.
    after = api.analytics(id)
    assert after["totals"] == {"scans": 4, "uniques": 2, "bots": 1}
    assert after["series"] == before["series"]
    assert api.code(id)["destination"] == AUTUMN
    assert api.code(id)["scans"] == 4
    assert scan(phone, id).headers["Location"] == AUTUMN
    assert wait_for_scans(api, id, 5)["totals"]["scans"] == 5


def test_a_deleted_code_is_gone_and_an_unknown_one_was_never_there(api: Client, scanner: Client) -> None:
    id = api.create(SPRING)["id"]
    assert api.delete(f"/api/qr/codes/{id}").status_code == 204
    assert scan(scanner, id).status_code == 410
    assert scan(scanner, "neverMade").status_code == 404


def test_curl_alone_is_enough(server: WaymarkServer, shared_key: str, tool: Callable[[str], str]) -> None:
    def curl(*arguments: str) -> str:
        command = [tool("curl"), "--silent", "--show-error", "--noproxy", "*", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=20).stdout

    key = f"Authorization: Bearer {shared_key}"
    body = json.dumps({"data": SPRING})
    url = f"{server.base_url}/api/qr/codes"
    code = json.loads(curl("--header", key, "--header", "Content-Type: application/json", "--data", body, url))
    assert curl("--output", "/dev/null", "--write-out", "%{http_code} %{redirect_url}", code["redirectUrl"]) == (
        f"302 {SPRING}"
    )


@pytest.mark.parametrize("public_url", ["https://qr.example.com", "http://qr.example.com:8443/"])
def test_the_public_address_is_what_codes_hold(start_server: Callable[..., WaymarkServer], public_url: str) -> None:
    api = start_server(WAYMARK_PUBLIC_URL=public_url).client()
    code = api.create(SPRING)
    assert code["redirectUrl"] == f"{public_url.rstrip('/')}/r/{code['id']}"
    image = api.image(code["id"])
    assert_reads(image.content, image.headers["Content-Type"], code["redirectUrl"])
