"""`POST /api/qr/generate`: one row of the older API."""

import base64
import json
import subprocess
from collections.abc import Callable

import pytest
from harness import bulk
from harness.client import Client
from harness.decoders import assert_reads
from harness.problems import assert_problem
from harness.server import WaymarkServer

PATH = "/api/qr/generate"


@pytest.mark.promise("exaroutes.single")
def test_a_static_row_is_answered_with_its_picture(account: Client) -> None:
    answer = account.post(PATH, json={"data": "hello"})
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/json"
    head, _, data = answer.json().partition(",")
    assert head == "data:image/png;base64"
    assert_reads(base64.b64decode(data), "image/png", "hello")


def test_a_picture_is_answered_as_bytes_where_it_is_asked_for(account: Client) -> None:
    answer = account.post(PATH, json={"data": "hello", "returnType": "svg"}, headers={"Accept": "image/*"})
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert_reads(answer.content, "image/svg+xml", "hello")


@pytest.mark.promise("exaroutes.single")
def test_a_dynamic_row_is_answered_with_the_code(account: Client, scanner: Client) -> None:
    row = {"uid": "mine", "qrType": "dynamic", "dataType": "url", "data": "https://example.com/", "sources": ["a"]}
    body = account.post(PATH, json=row).json()
    assert set(body) == {"id", "uid", "url", "QRs", "scanReport"} and body["uid"] == "mine"
    assert set(body["QRs"]) == {"a"}
    assert body["scanReport"]["a"]["scannable"] is True
    assert scanner.get(body["url"]).headers["Location"] == "https://example.com/"


@pytest.mark.promise("exaroutes.styling")
def test_sizes_beyond_4096_are_a_400_and_make_nothing(account: Client) -> None:
    for field in ("width", "height"):
        row = {"qrType": "dynamic", "dataType": "url", "data": "https://example.com/", field: 4_097}
        assert_problem(account.post(PATH, json=row), 400, pointer=f"/{field}")
    assert account.get("/api/qr/codes").json()["pagination"]["total"] == 0


def test_a_picture_has_one_size(account: Client) -> None:
    row = {"qrType": "dynamic", "dataType": "url", "data": "https://example.com/", "width": 300, "height": 200}
    problem = assert_problem(account.post(PATH, json=row), 422, pointer="/height")
    assert "height and width" in problem["detail"]
    assert account.get("/api/qr/codes").json()["pagination"]["total"] == 0
    for sides in ({"width": 300, "height": 300}, {"height": 300}):
        made = account.post(PATH, json={"data": "text", **sides})
        assert made.status_code == 200, made.text


def test_what_cannot_be_drawn_leaves_no_code(account: Client) -> None:
    row = {"qrType": "dynamic", "dataType": "url", "data": "https://example.com/", "dotsOptions": {"color": "#ffffff"}}
    assert_problem(account.post(PATH, json=row), 422)
    assert account.get("/api/qr/codes").json()["pagination"]["total"] == 0


def test_the_published_curl_lines_run(server: WaymarkServer, tool: Callable[[str], str]) -> None:
    """The sample program of the document, with the base address and the credentials of this server."""
    key = server.create_key()
    credentials = ["-H", f"client-id: {key['clientId']}", "-H", f"api-key:   {key['key']}"]
    rows = """[
    { "uid": "row-001", "qrType": "dynamic", "dataType": "url", "data": "https://example.com/lp/a" },
    { "uid": "row-002", "qrType": "dynamic", "dataType": "url", "data": "https://example.com/lp/b" },
    { "uid": "row-003", "qrType": "dynamic", "dataType": "url", "data": "https://example.com/lp/c" }
  ]"""

    def curl(*arguments: str) -> str:
        command = [tool("curl"), "-sS", "--fail", *arguments]
        return subprocess.run(command, capture_output=True, check=True, timeout=30, text=True).stdout

    address = f"{server.base_url}/api/qr/bulk-generate"
    job = json.loads(curl(address, *credentials, "-H", "Content-Type: application/json", "-d", rows))
    api = Client(server.base_url, key["key"])
    assert bulk.completed(api, job)["status"] == "completed"
    assert json.loads(curl(f"{address}/{job}", *credentials))["count"] == 3
    entries = json.loads(json.loads(curl(f"{address}/{job}/result", *credentials)))
    assert [entry["uid"] for entry in entries] == ["row-001", "row-002", "row-003"]


@pytest.mark.promise("exaroutes.credentials")
def test_both_headers_have_to_be_right(server: WaymarkServer) -> None:
    key = server.create_key()
    address = f"{server.base_url}/api/qr/bulk-generate"
    wrong = [{"api-key": key["key"]}, {"client-id": key["clientId"]}, {"client-id": "cust_x", "api-key": key["key"]}]
    for headers in wrong:
        assert server.anonymous().post(address, json=[{"uid": "1", "data": "x"}], headers=headers).status_code == 401
