"""A CSV of destinations that becomes a bulk job."""

import uuid
from collections.abc import Callable

import pytest
from harness import bulk
from harness.client import Client
from harness.problems import assert_problem
from harness.server import WaymarkServer

PATH = "/api/qr/workspace-bulk-generate"
CSV = {"Content-Type": "text/csv"}


@pytest.fixture
def upload(start_server: Callable[..., WaymarkServer]) -> Callable[..., object]:
    """Uploads from addresses of their own, as a trusted proxy tells them."""
    api = start_server(WAYMARK_TRUSTED_PROXIES="127.0.0.1").client()

    def send(file: str | bytes, address: str | None = None, kind: str = "text/csv") -> object:
        address = address or f"2001:db8:{uuid.uuid4().hex[:4]}::1"
        return api.post(PATH, data=file, headers={"Content-Type": kind, "X-Forwarded-For": address})

    send.api = api  # type: ignore[attr-defined]
    return send


@pytest.mark.promise("exaroutes.workspace")
@pytest.mark.parametrize("head", ["", "destination,dataType\n", "\ufeffdestination;dataType\r\n"])
def test_each_line_becomes_a_dynamic_code(upload: Callable[..., object], head: str) -> None:
    separator = ";" if ";" in head else ","
    lines = [["https://example.com/a"], ["https://example.com/b", "url"], ["hello", "text"], ["no address", "url"]]
    file = head + "".join(separator.join(line) + "\n" for line in lines)
    answer = upload(file.encode())
    assert answer.status_code == 200, answer.text
    job = answer.json()
    api: Client = upload.api
    assert bulk.completed(api, job)["count"] == 4
    first, second, third, failed = bulk.result(api, job)
    assert [entry["uid"] for entry in (first, second, third, failed)] == ["1", "2", "3", "4"]
    assert api.code(first["id"])["destination"] == "https://example.com/a"
    assert api.code(second["id"])["type"] == "dynamic"
    assert api.code(third["id"])["dataType"] == "text"
    assert failed["code"] == 400 and failed["status"] == "failed"


@pytest.mark.promise("exaroutes.workspace")
def test_a_form_brings_the_file(upload: Callable[..., object]) -> None:
    api: Client = upload.api
    headers = {"X-Forwarded-For": f"2001:db8:{uuid.uuid4().hex[:4]}::1"}
    file = ("codes.csv", "destination,dataType\nhttps://example.com/a,url\nhello,text\n", "text/csv")
    answer = api.post(PATH, files={"file": file}, headers=headers)
    assert answer.status_code == 200, answer.text
    assert bulk.completed(api, answer.json())["succeeded"] == 2
    first, second = bulk.result(api, answer.json())
    assert api.code(first["id"])["destination"] == "https://example.com/a"
    assert api.code(second["id"])["dataType"] == "text"
    for files in ({"a": file, "b": file}, {"file": (None, "https://example.com/")}):
        assert_problem(api.post(PATH, files=files, headers=headers), 400, "MALFORMED_FORM")
    assert api.get("/api/qr/codes").json()["pagination"]["total"] == 2


@pytest.mark.promise("exaroutes.workspace-rows")
def test_500_rows_pass_and_501_do_not(upload: Callable[..., object]) -> None:
    line = "https://example.com/\n"
    assert upload("destination\n" + line * 500).status_code == 200
    refused = upload(line * 501)
    assert "500" in assert_problem(refused, 400, "OUT_OF_RANGE")["detail"]


@pytest.mark.parametrize(
    ("file", "kind", "status", "code"),
    [
        ("", "text/csv", 400, "EMPTY_BATCH"),
        ("destination,dataType\n", "text/csv", 400, "EMPTY_BATCH"),
        ('"open', "text/csv", 400, "UNREADABLE_FILE"),
        (b"\xff\xfeh\0", "text/csv", 400, "UNREADABLE_FILE"),
        (b"\x80\n", "text/csv", 400, "UNREADABLE_FILE"),
        ("[]", "application/json", 415, "UNSUPPORTED_MEDIA_TYPE"),
        pytest.param("x" * 4_000_001, "text/csv", 413, "BODY_TOO_LARGE", id="too-large"),
    ],
)
def test_what_is_no_such_file_makes_nothing(
    upload: Callable[..., object], file: str | bytes, kind: str, status: int, code: str
) -> None:
    assert_problem(upload(file, kind=kind), status, code)
    api: Client = upload.api
    assert api.get("/api/qr/codes").json()["pagination"]["total"] == 0


@pytest.mark.promise("exaroutes.workspace-rate")
def test_five_uploads_a_minute_and_address(upload: Callable[..., object]) -> None:
    for _ in range(5):
        assert upload("https://example.com/\n", "198.51.100.7").status_code == 200
    refused = upload("https://example.com/\n", "198.51.100.7")
    assert_problem(refused, 429, "RATE_LIMIT_EXCEEDED")
    assert 1 <= int(refused.headers["Retry-After"]) <= 12
    assert upload("https://example.com/\n", "198.51.100.8").status_code == 200
    # An IPv6 host has many addresses, and is one client.
    statuses = [upload("https://example.com/\n", f"2001:db8::{number:x}").status_code for number in range(1, 7)]
    assert statuses == [200] * 5 + [429]
