"""Asynchronous bulk: rows in, one result out, once."""

import base64
import io
import json
import re
import time
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from harness import bulk
from harness.client import Client
from harness.decoders import assert_reads
from harness.polling import eventually
from harness.problems import assert_problem
from harness.raw_http import RawConnection
from harness.server import WaymarkServer

PATHS = [bulk.OLDER, bulk.CODES]


def picture(uri: str) -> tuple[bytes, str]:
    """The bytes and the media type of a data: URI."""
    head, _, data = uri.partition(",")
    assert head.startswith("data:") and head.endswith(";base64"), head
    return base64.b64decode(data, validate=True), head[len("data:") : -len(";base64")]


def dynamic(number: int, **fields: Any) -> dict[str, Any]:
    data = f"https://example.com/lp/{number}"
    return {"uid": f"row-{number:03}", "qrType": "dynamic", "dataType": "url", "data": data, **fields}


@pytest.mark.promise("exaroutes.order", "exaroutes.entries", "exaroutes.invalid-url")
def test_the_three_kinds_of_entry_come_in_the_order_of_the_rows(account: Client, scanner: Client) -> None:
    rows = [
        dynamic(1),
        {"uid": "row-002", "data": "plain text"},
        {"uid": "row-003", "qrType": "dynamic", "dataType": "url", "data": "not a url"},
    ]
    made, fixed, failed = bulk.run(account, rows)
    assert set(made) == {"id", "uid", "url", "QRs"}
    assert made["uid"] == "row-001"
    content, kind = picture(made["QRs"])
    assert kind == "image/png"
    assert_reads(content, kind, made["url"])
    assert made["url"] == f"{account.base_url}/r/{made['id']}"
    assert scanner.get(made["url"]).headers["Location"] == "https://example.com/lp/1"
    assert account.code(made["id"])["destination"] == "https://example.com/lp/1"
    assert_reads(*picture(fixed), "plain text")
    assert failed == {
        "uid": "row-003",
        "status": "failed",
        "message": "Invalid URL provided for dataType: url",
        "code": 400,
    }


@pytest.mark.promise("exaroutes.submit", "exaroutes.status")
@pytest.mark.parametrize("path", PATHS)
def test_the_status_has_the_published_members(account: Client, path: str) -> None:
    before = int(time.time() * 1_000)
    answer = account.post(path, json=[dynamic(1), dynamic(2, data="ftp://example.com/")])
    assert answer.headers["Content-Type"] == "application/json"
    job = answer.json()
    assert re.fullmatch(r"bulk_[0-9a-f]{12}", job)
    found = bulk.completed(account, job, path)
    assert found["bulkId"] == job
    assert found["status"] == "completed"
    assert found["count"] == 2
    assert found["product"] == "qr"
    assert found["failedFeatures"] == {"dynamicQr": 1, "securedQr": 0, "sourceQr": 0}
    assert before - 1_000 <= found["createdAt"] <= found["updatedAt"] <= int(time.time() * 1_000) + 1_000
    assert (found["processed"], found["succeeded"], found["failed"]) == (2, 1, 1)


@pytest.mark.promise("exaroutes.uid")
def test_a_row_without_a_uid_fails_at_the_older_prefix_and_makes_nothing(account: Client) -> None:
    entries = bulk.run(account, [{"qrType": "dynamic", "dataType": "url", "data": "https://example.com/"}])
    assert entries[0]["status"] == "failed" and entries[0]["code"] == 400 and entries[0]["uid"] is None
    assert account.get("/api/qr/codes").json()["pagination"]["total"] == 0


@pytest.mark.promise("exaroutes-codes.bulk")
def test_rows_of_the_codes_prefix_are_dynamic_addresses_without_uid(account: Client) -> None:
    rows = [{"data": "https://example.com/a"}, {"data": "https://example.com/b", "uid": "mine"}]
    first, second = bulk.run(account, rows, bulk.CODES)
    assert (first["uid"], second["uid"]) == ("row-1", "mine")
    assert account.code(first["id"])["destination"] == "https://example.com/a"


@pytest.mark.promise("exaroutes.features", "exaroutes.sources")
def test_failed_rows_are_counted_by_each_of_their_features(account: Client) -> None:
    rows = [
        dynamic(1, data="x", secure=["password"], sources=["a"]),
        dynamic(2, secure=["password"]),
        {"uid": "3", "data": "x", "sources": ["a"]},
        {"uid": "4", "data": ""},
        dynamic(5, sources=["a", "a"]),
        dynamic(6, sources=["north"]),
    ]
    job = bulk.submit(account, rows)
    found = bulk.completed(account, job)
    assert found["failedFeatures"] == {"dynamicQr": 3, "securedQr": 2, "sourceQr": 3}
    assert found["failed"] == 5


@pytest.mark.promise("exaroutes.sources", "exaroutes.secure")
def test_sources_secure_and_expiry(account: Client, scanner: Client) -> None:
    rows = [
        dynamic(1, sources=["north", "south"]),
        dynamic(2, secure=["password"], password="open sesame"),
        dynamic(3, secure=["encrypt"]),
        dynamic(4, secure=["expire"], expiry="2020-01-01T00:00:00Z"),
        dynamic(5, secure=["expire"], expiry=4_102_444_800_000),
    ]
    sourced, guarded, sealed, ended, ending = bulk.run(account, rows)
    assert set(sourced["QRs"]) == {"north", "south"}
    for source, uri in sourced["QRs"].items():
        assert_reads(*picture(uri), f"{sourced['url']}?source={source}")
    assert scanner.get(guarded["url"]).status_code == 200
    assert account.code(sealed["id"])["encrypted"] is True
    assert scanner.get(sealed["url"]).headers["Location"] == "https://example.com/lp/3"
    assert scanner.get(ended["url"]).status_code == 410
    assert account.code(ending["id"])["expiresAt"] == "2100-01-01T00:00:00.000Z"


def test_failed_rows_are_told_of_the_fields_that_they_have(account: Client) -> None:
    rows = [
        dynamic(1, secure=["expire"], expiry="2027-01-01"),
        dynamic(2, sources=["north", "north\npole"]),
        dynamic(3, sources=["a", "a"]),
    ]
    assert [entry["message"] for entry in bulk.run(account, rows)] == [
        "expiry must be ISO 8601 with a zone, such as 2027-01-31T23:59:59Z",
        "entry 1 of sources has no text, or control characters or line breaks",
        'entry 1 of sources is "a", which is named before',
    ]


@pytest.mark.promise("exaroutes.styling")
def test_the_styling_vocabulary_and_sizes(account: Client) -> None:
    style = {
        "dotsOptions": {"type": "rounded", "color": "#0055aa", "roundSize": True},
        "cornersSquareOptions": {"type": "extra-rounded"},
        "cornersDotOptions": {"type": "dot"},
        "backgroundOptions": {"color": "#ffffff"},
        "qrOptions": {"errorCorrectionLevel": "Q", "typeNumber": 0, "mode": "Byte"},
        "imageOptions": {"imageSize": 0.4, "hideBackgroundDots": True, "margin": 4},
        "margin": 4,
        "shape": "square",
        "whatever": {"else": 1},
    }
    rows = [
        dynamic(1, width=300, height=300, **style),
        dynamic(2, returnType="svg"),
        dynamic(3, returnType="jpeg"),
        dynamic(4, returnType="webp"),
        dynamic(5, width=4_097),
        dynamic(6, dotsOptions={"color": "nonsense"}),
        {"uid": "7", "dataType": "SMS", "data": {"phone": "+15551234567", "message": "hi"}},
    ]
    styled, svg, jpg, webp, wide, colored, sms = bulk.run(account, rows)
    assert_reads(*picture(styled["QRs"]), styled["url"])
    for entry, kind in [(svg, "image/svg+xml"), (jpg, "image/jpeg"), (webp, "image/webp")]:
        content, found = picture(entry["QRs"])
        assert found == kind
        assert_reads(content, kind, entry["url"])
    assert wide["code"] == 400 and "4096" in wide["message"]
    assert colored["code"] == 400 and "color" in colored["message"]
    assert isinstance(sms, str)


def test_slugs_are_given_once(account: Client) -> None:
    slug = f"bulk-{time.time_ns()}"
    account.create(slug=slug + "-x")
    rows = [dynamic(1, slug=slug), dynamic(2, slug=slug), dynamic(3, slug=slug + "-x"), dynamic(4)]
    first, second, third, fourth = bulk.run(account, rows)
    assert first["id"] == slug
    assert second["code"] == 409 and second["message"] == f"Slug '{slug}' already exists"
    assert third["code"] == 409
    assert fourth["id"]


@pytest.mark.promise("exaroutes.plan-limit")
def test_rows_past_the_plan_limit_fail_with_429_and_static_rows_go_on(server: WaymarkServer) -> None:
    api = server.client(account=f"free-{time.time_ns()}", plan="free")
    rows = [dynamic(number) for number in range(8)] + [{"uid": "fixed", "data": "x"}]
    entries = bulk.run(api, rows)
    assert [entry.get("code") for entry in entries[:8]] == [None] * 5 + [429] * 3
    assert all(set(entry) == {"uid", "status", "message", "code"} for entry in entries[5:8])
    assert isinstance(entries[8], str)
    assert api.get("/api/qr/codes").json()["pagination"]["total"] == 5


@pytest.mark.promise("exaroutes.plan-limit")
def test_rows_whose_slugs_are_taken_leave_the_room_of_the_plan_to_others(
    account: Client, server: WaymarkServer
) -> None:
    api = server.client(account=f"starter-{time.time_ns()}", plan="starter")
    slugs = [f"taken-{time.time_ns()}-{number}" for number in range(5)]
    for slug in slugs:
        account.create(slug=slug)
    rows = [dynamic(number, slug=slug) for number, slug in enumerate(slugs)]
    rows += [dynamic(number) for number in range(5, 16)]
    entries = bulk.run(api, rows)
    assert [entry.get("code") for entry in entries] == [409] * 5 + [None] * 10 + [429]
    assert entries[-1]["message"] == "the plan allows 10 codes, and there is no room for more"
    assert api.get("/api/qr/codes").json()["pagination"]["total"] == 10


@pytest.mark.promise("exaroutes.one-shot", "exaroutes.result-text", "exaroutes-codes.bulk")
@pytest.mark.parametrize("path", PATHS)
def test_a_result_is_fetched_once(account: Client, path: str) -> None:
    job = bulk.submit(account, [dynamic(1)], path)
    bulk.completed(account, job, path)
    assert account.head(f"{path}/{job}/result").status_code == 200
    assert len(bulk.result(account, job, path)) == 1
    assert_problem(bulk.fetch(account, job, path), 410, code="RESULT_GONE")
    assert bulk.status(account, job, path)["status"] == "resultDownloaded"


@pytest.mark.promise("exaroutes.not-ready")
def test_a_result_is_a_410_before_the_job_is_done(account: Client) -> None:
    job = bulk.submit(account, [dynamic(number, secure=["password"], password="12345678") for number in range(40)])
    assert_problem(bulk.fetch(account, job), 410)
    assert bulk.status(account, job)["status"] == "processing"


@pytest.mark.promise("exaroutes.isolation")
@pytest.mark.parametrize("tail", ["", "/result", "/events"])
def test_other_accounts_and_unknown_ids_are_404(account: Client, server: WaymarkServer, tail: str) -> None:
    job = bulk.submit(account, [dynamic(1)])
    other = server.client(account=f"other-{time.time_ns()}")
    for path in PATHS:
        assert_problem(other.get(f"{path}/{job}{tail}"), 404)
        assert_problem(account.get(f"{path}/bulk_000000000000{tail}"), 404)
        assert_problem(account.get(f"{path}/nonsense{tail}"), 404)
        assert server.anonymous().get(f"{path}/{job}{tail}").status_code == 401


@pytest.mark.promise("exaroutes.missing-id")
def test_a_missing_id_is_a_400(account: Client) -> None:
    for path in PATHS:
        assert_problem(account.get(f"{path}/"), 400)


FAULTS = [
    (b"{}", "array"),
    (b"", "empty"),
    (b"[]", "empty"),
    (b"[{]", "name"),
    (b'[{"uid": "1"}', "no end"),
    (b'["\xff"]', "UTF-8"),
    (b"[" * 100 + b"]" * 100, "deep"),
    (b'[{"uid": "1", "data": "x"}] []', "follow"),
    (b'["' + b"x" * 2_100_000 + b'"]', "longer than"),
]


@pytest.mark.promise("exaroutes.no-array")
@pytest.mark.parametrize(("body", "word"), FAULTS)
@pytest.mark.parametrize("path", PATHS)
def test_what_is_no_array_of_rows_is_a_400(account: Client, path: str, body: bytes, word: str) -> None:
    answer = account.post(path, data=body, headers={"Content-Type": "application/json"})
    assert word in assert_problem(answer, 400)["error"]


@pytest.mark.promise("exaroutes.body-limit")
def test_a_body_over_25_mb_is_a_413_and_leaves_nothing(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api = server.client()

    def chunks():
        yield b"[" + b'{"uid": "1", "data": "x"},' * 40_000
        for _ in range(25):
            yield b'{"uid": "1", "data": "x"},' * 40_000

    answer = api.post(bulk.OLDER, data=chunks(), headers={"Content-Type": "application/json"}, timeout=60)
    assert_problem(answer, 413)
    assert [path.name for path in (server.data_directory / "bulk").iterdir()] == ["lock"]


def test_rows_that_are_no_objects_fail_one_by_one(account: Client) -> None:
    entries = bulk.run(account, [1, "x", None, [], {"uid": "5", "data": "x"}, {"uid": 6, "data": "x"}, {"uid": {}}])
    assert [entry["code"] for entry in entries[:4]] == [400] * 4
    assert isinstance(entries[4], str) and isinstance(entries[5], str)
    assert entries[6]["code"] == 400


def test_events_tell_of_the_progress_and_end(account: Client) -> None:
    job = bulk.submit(account, [dynamic(number) for number in range(50)])
    with account.get(f"{bulk.OLDER}/{job}/events", stream=True, timeout=30) as answer:
        assert answer.headers["Content-Type"] == "text/event-stream"
        events = answer.content.decode().strip().split("\n\n")
    last = dict(line.split(": ", 1) for line in events[-1].splitlines())
    assert last["event"] == "completed"
    assert json.loads(last["data"])["processed"] == 50


def test_an_archive_has_the_pictures_a_manifest_and_a_table(account: Client) -> None:
    rows = [dynamic(1, sources=["a", "b"]), {"uid": "../x y", "data": "fixed"}, dynamic(3, data="=bad")]
    job = bulk.submit(account, rows)
    bulk.completed(account, job)
    answer = account.get(f"{bulk.OLDER}/{job}/result", headers={"Accept": "application/zip"})
    assert answer.headers["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    manifest = json.loads(archive.read("manifest.json"))
    assert [row["status"] for row in manifest["rows"]] == ["ok", "ok", "failed"]
    first = manifest["rows"][0]
    assert [file["source"] for file in first["files"]] == ["a", "b"]
    assert_reads(archive.read(first["files"][1]["file"]), "image/png", first["url"] + "?source=b")
    assert manifest["rows"][1]["files"][0]["file"] == "images/000002-___x_y.png"
    assert archive.read("results.csv").decode().splitlines()[0].startswith("index,uid,status")
    assert_problem(bulk.fetch(account, job), 410)


@pytest.mark.promise("exaroutes.sources")
def test_sources_of_any_name_are_drawn_encoded_and_have_safe_files(account: Client, scanner: Client) -> None:
    names = ["Spring Flyer / Zürich & co", "Spring_Flyer _ Zürich & co", "../../etc/passwd", "50 % <b>", "=1+1", "门口"]
    job = bulk.submit(account, [dynamic(1, sources=names)])
    bulk.completed(account, job)
    answer = account.get(f"{bulk.OLDER}/{job}/result", headers={"Accept": "application/zip"})
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    [row] = json.loads(archive.read("manifest.json"))["rows"]
    assert {file["source"] for file in row["files"]} == set(names)
    files = [file["file"] for file in row["files"]]
    assert len({file.lower() for file in files}) == 6 and set(files) < set(archive.namelist())
    for file in row["files"]:
        assert re.fullmatch(r"images/000001-[A-Za-z0-9_-]+\.png", file["file"]), file
        link = f"{row['url']}?source={quote(file['source'], safe='')}"
        assert_reads(archive.read(file["file"]), "image/png", link)
        assert scanner.get(link).status_code == 302
    plus = f"{row['url']}?source={quote_plus(names[0])}"
    assert scanner.get(plus).status_code == 302

    def counted() -> dict[str, int]:
        return {entry["name"]: entry["scans"] for entry in account.analytics(row["id"])["sources"]}

    wanted = {name: 1 for name in names} | {names[0]: 2}
    eventually(counted, lambda found: found == wanted, within=10, what="the sources")
    image = account.image(row["id"], source=names[0])
    assert_reads(image.content, "image/png", f"{row['url']}?source={quote(names[0], safe='')}")
    filtered = account.analytics(row["id"], source=names[0])
    assert filtered["totals"]["scans"] == 2


def test_a_broken_download_can_be_repeated(account: Client, server: WaymarkServer) -> None:
    # Larger than what sockets hold, and made at no cost.
    rows = [{"uid": f"{number:05}" + "x" * 1_000, "data": ""} for number in range(8_000)]
    job = bulk.submit(account, rows)
    bulk.completed(account, job, within=120)
    for _ in range(3):
        connection = RawConnection(server.port)
        request = f"GET {bulk.OLDER}/{job}/result HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {account.key}\r\n\r\n"
        connection.send(request.encode())
        connection.socket.recv(10_000)
        connection.socket.close()
    assert bulk.status(account, job)["status"] == "completed"
    answer = eventually(
        lambda: bulk.fetch(account, job), lambda found: found.status_code == 200, within=20, what="the result"
    )
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert len(json.loads(answer.json())) == len(rows)
    assert bulk.status(account, job)["status"] == "resultDownloaded"


def test_a_result_that_nobody_fetches_expires(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server(WAYMARK_BULK_RETENTION="1")
    api = server.client()
    job = bulk.submit(api, [dynamic(1)])
    bulk.completed(api, job)
    path = f"{bulk.OLDER}/{job}/result"
    eventually(lambda: api.head(path), lambda found: found.status_code == 410, within=5, what="410", every=0.2)
    assert "in time" in assert_problem(bulk.fetch(api, job), 410)["error"]
