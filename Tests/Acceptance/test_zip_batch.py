"""`POST /api/v1/generate/bulk/`: an archive of everything, or nothing at all."""

import contextlib
import io
import json
import os
import re
import socket
import subprocess
import time
import uuid
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from harness.client import Client
from harness.decoders import assert_reads
from harness.polling import eventually
from harness.server import WaymarkServer

PATH = "/api/v1/generate/bulk/"
STATIC = {"data": "https://example.com/a", "size_inches": 1}
DYNAMIC = {
    "data_type": "dynamic",
    "payload": {"name": "Promo", "destination_url": "https://example.com/promo"},
    "size_inches": 1,
}


def on_plan(server: WaymarkServer, plan: str) -> Client:
    return server.client(account=f"zip-{uuid.uuid4().hex[:12]}", plan=plan)


def opened(answer: requests.Response) -> tuple[zipfile.ZipFile, dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    found = zipfile.ZipFile(io.BytesIO(answer.content))
    assert found.testzip() is None
    return found, json.loads(found.read("manifest.json"))


def used(client: Client) -> tuple[int, int]:
    """Renders of the month, and codes."""
    usage = client.get("/api/v1/usage/").json()
    return usage["used_this_month"], usage["active_dynamic_qrs"]


@pytest.mark.promise("qrstudio.headers", "qrstudio.manifest", "qrstudio.mixed", "qrstudio.archive")
def test_everything_an_item_can_be_comes_in_one_archive(
    server: WaymarkServer, scanner: Client, tool: Callable[[str], str], tmp_path: Path
) -> None:
    client = on_plan(server, "starter")
    vcard = {"data_type": "vcard", "payload": {"name": "Alice", "phone": "+15145550001"}, "size_inches": 2}
    wifi = {"data_type": "wifi", "payload": {"ssid": "Cafe", "password": "espresso"}, "size_inches": 1, "format": "svg"}
    items = [STATIC, vcard, wifi, DYNAMIC, {**STATIC, "dpi": 150, "size_inches": 2.5}, STATIC]
    answer = client.post(PATH, json={"items": items})
    found, manifest = opened(answer)
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="qrstudio-bulk-6.zip"'
    assert answer.headers["X-QR-Plan"] == "starter" and answer.headers["X-QR-Quota-Remaining"] == "494"
    assert len(answer.headers["X-Request-Id"]) == 26
    endings = ["png", "png", "svg", "png", "png", "png"]
    names = [f"qr-{number:04}.{ending}" for number, ending in enumerate(endings, 1)]
    assert found.namelist() == [*names, "manifest.json"]
    assert (manifest["count"], manifest["plan"]) == (6, "starter")
    for index, item in enumerate(manifest["items"]):
        assert (item["index"], item["filename"]) == (index, names[index])
        assert item["bytes"] == found.getinfo(names[index]).file_size
        assert item["cache"] in ("HIT", "MISS") and item["has_logo"] is False
        assert item["duration_ms"] == 0 or item["cache"] == "MISS"
        assert ("dynamic" in item) == (item["data_type"] == "dynamic")
    kinds = ["url", "vcard", "wifi", "dynamic", "url", "url"]
    assert [item["data_type"] for item in manifest["items"]] == kinds
    assert (manifest["items"][4]["size_inches"], manifest["items"][4]["dpi"]) == (2.5, 150)
    assert (manifest["items"][5]["cache"], manifest["items"][5]["duration_ms"]) == ("HIT", 0)
    assert_reads(found.read("qr-0001.png"), "image/png", "https://example.com/a")
    assert_reads(found.read("qr-0003.svg"), "image/svg+xml", "WIFI:T:WPA;S:Cafe;P:espresso;;")
    made = manifest["items"][3]["dynamic"]
    assert_reads(found.read("qr-0004.png"), "image/png", made["public_url"])
    assert made["public_url"] == f"{server.base_url}/q/{made['short_id']}/"
    for address in (made["public_url"], made["public_url"].rstrip("/"), f"/r/{made['short_id']}"):
        scan = scanner.get(address)
        assert (scan.status_code, scan.headers["Location"]) == (302, "https://example.com/promo")
    (tmp_path / "batch.zip").write_bytes(answer.content)
    subprocess.run([tool("unzip"), "-t", "-q", "batch.zip"], cwd=tmp_path, check=True, timeout=30)
    assert used(client) == (6, 1)


@pytest.mark.promise("qrstudio.cache")
def test_the_same_batch_again_comes_from_the_cache_and_costs_the_same(server: WaymarkServer) -> None:
    client = on_plan(server, "starter")
    word = uuid.uuid4().hex
    items = [{"data": f"https://example.com/{word}/{number}", "size_inches": 1} for number in range(10)]
    first, before = opened(client.post(PATH, json={"items": items}))
    again, after = opened(client.post(PATH, json={"items": items}))
    assert {item["cache"] for item in before["items"]} == {"MISS"}
    assert {(item["cache"], item["duration_ms"]) for item in after["items"]} == {("HIT", 0)}
    assert first.read("qr-0007.png") == again.read("qr-0007.png")
    one = client.post("/api/v1/generate/", json=items[3])
    assert one.headers["X-QR-Cache"] == "HIT" and one.content == first.read("qr-0004.png")
    assert used(client)[0] == 21


@pytest.mark.promise("qrstudio.all-or-nothing", "qrstudio.no-quota")
def test_every_faulty_item_is_named_and_nothing_is_made(server: WaymarkServer) -> None:
    client = on_plan(server, "starter")
    items: list[Any] = [dict(DYNAMIC) for _ in range(20)]
    items[3] = {**STATIC, "size_inches": 9}
    items[5] = "not an object"
    items[7] = {"data": "https://example.com/"}
    items[17] = {**STATIC, "color": "rouge"}
    answer = client.post(PATH, json={"items": items})
    assert answer.status_code == 422
    problem = answer.json()
    assert set(problem["errors"]) == {"3", "5", "7", "17"}
    assert problem["errors"]["3"] == "size_inches > plan max (8)"
    assert problem["errors"]["17"] == "Invalid color 'rouge'. Use 'black', 'white', or hex like #RRGGBB."
    assert problem["rendered_before_failure"] == 0
    assert used(client) == (0, 0)


def test_a_picture_that_cannot_be_scanned_fails_the_batch(server: WaymarkServer) -> None:
    client = on_plan(server, "starter")
    pale = {**STATIC, "color": "#eeeeee", "background": "white"}
    problem = client.post(PATH, json={"items": [DYNAMIC, STATIC, pale]}).json()
    assert list(problem["errors"]) == ["2"] and problem["rendered_before_failure"] == 2
    assert used(client) == (0, 0)


@pytest.mark.promise("qrstudio.caps")
def test_plans_have_caps(server: WaymarkServer) -> None:
    answer = on_plan(server, "free").post(PATH, json={"items": [STATIC]})
    assert answer.status_code == 403
    assert answer.json()["detail"] == "Plan 'free' doesn't include bulk generation. Upgrade to Starter or higher."
    answer = on_plan(server, "starter").post(PATH, json={"items": [STATIC] * 200})
    assert answer.status_code == 400
    assert answer.json()["items"] == "Plan 'starter' caps bulk at 50 items per request, got 200."
    assert on_plan(server, "enterprise").post(PATH, json={"items": [STATIC] * 5_001}).status_code == 400


@pytest.mark.promise("qrstudio.quota")
def test_no_race_passes_the_quota(server: WaymarkServer) -> None:
    client = on_plan(server, "starter")
    for _ in range(8):
        assert client.post(PATH, json={"items": [STATIC] * 50}).status_code == 200
    body = {"items": [STATIC] * 7}

    def send(_: int) -> requests.Response:
        return Client(client.base_url, client.key).post(PATH, json=body, timeout=60)

    with ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(send, range(64)))
    passed = [answer for answer in answers if answer.status_code == 200]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(passed) == 14 and len(refused) == 50
    assert sorted(int(answer.headers["X-QR-Quota-Remaining"]) for answer in passed)[0] == 2
    assert used(client)[0] == 498
    assert refused[0].json()["detail"] == "Bulk of 7 would exceed your monthly quota (498/500 used)."


def test_no_race_passes_the_number_of_codes(server: WaymarkServer) -> None:
    client = on_plan(server, "starter")
    body = {"items": [DYNAMIC] * 3}

    def send(_: int) -> int:
        return Client(client.base_url, client.key).post(PATH, json=body, timeout=60).status_code

    with ThreadPoolExecutor(32) as pool:
        statuses = list(pool.map(send, range(32)))
    assert statuses.count(200) == 3 and statuses.count(429) == 29
    assert used(client) == (9, 9)


@pytest.mark.promise("qrstudio.archive-limit")
def test_an_archive_over_100_mb_is_a_400_and_costs_nothing(server: WaymarkServer) -> None:
    client = on_plan(server, "agency")
    # Equal items are drawn once, and yet each is in the archive.
    items = [{"data": f"https://example.com/{'x' * 1_900}", "size_inches": 15, "format": "svg"}] * 2_500
    answer = client.post(PATH, json={"items": items}, timeout=60)
    assert answer.status_code == 400, answer.headers
    assert "100 MB" in answer.json()["detail"]
    assert used(client) == (0, 0)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"items": {}}', b'{"items": []}', b'{"items": "a"}', b'{"items": [{"data": "\xff"}]}',
     b'{"items": [' + b"[" * 100 + b"]" * 100 + b"]}", b'{"items": [{}]', b'{"items": [1], "items": [2]}'],
)  # fmt: skip
def test_what_is_no_batch_is_a_400(account: Client, body: bytes) -> None:
    answer = account.post(PATH, data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400 and answer.json()["detail"]


@pytest.mark.promise("qrstudio.no-multipart")
def test_forms_are_for_single_pictures(account: Client) -> None:
    assert account.post(PATH, files={"logo_file": b"x"}).status_code == 415


def busy(pid: int) -> float:
    """Which part of a core a process takes, over a moment."""

    def ticks() -> int:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    before, start = ticks(), time.monotonic()
    time.sleep(0.25)
    return (ticks() - before) / os.sysconf("SC_CLK_TCK") / (time.monotonic() - start)


def batch_answers(server: WaymarkServer) -> list[str]:
    """The statuses of the batches that have ended."""
    return re.findall(rf"path={PATH} \S+ status=(\d+)", server.log)


@pytest.mark.parametrize(
    ("when", "inches", "count", "within"),
    [
        # A minute of work, in pictures that are each drawn soon.
        ("at once", 4, 2_000, 60),
        ("while it is drawn", 4, 2_000, 60),
        # A picture that is begun is finished: one a core, and none after these. A debug build takes a minute.
        ("while it is drawn", 15, 200, 240),
    ],
)
def test_who_hangs_up_ends_the_work(
    start_server: Callable[..., WaymarkServer], when: str, inches: int, count: int, within: float
) -> None:
    server = start_server()
    client = server.client()
    items = [{"data": f"https://example.com/{number}", "size_inches": inches, "dpi": 600} for number in range(count)]
    body = json.dumps({"items": items}).encode()
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nX-Api-Key: {client.key}\r\nContent-Length: {len(body)}\r\n\r\n"
        connection.sendall(head.encode() + body)
        if when == "while it is drawn":
            eventually(lambda: busy(server.pid), lambda part: part > 0.1, within=20, what="the batch is drawn")
    eventually(lambda: batch_answers(server), within=within, what="the batch ends")
    # Had it been drawn to its end, this would be a 200, or a 400 because the archive is too large.
    assert batch_answers(server) == ["503"]
    eventually(lambda: busy(server.pid), lambda part: part < 0.1, within=within, what="the work ends")
    assert used(client) == (0, 0)
    assert client.post(PATH, json={"items": [STATIC]}).status_code == 200


def test_many_slow_batches_of_one_hold_nobody_else_up(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    client = server.client()
    other = on_plan(server, "starter")
    items = [{"data": f"https://example.com/{number}", "size_inches": 15, "dpi": 600} for number in range(1_000)]
    body = json.dumps({"items": items}).encode()
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nX-Api-Key: {client.key}\r\nContent-Length: {len(body)}\r\n\r\n"
    with contextlib.ExitStack() as connections:
        slow = [
            connections.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
            for _ in range(6)
        ]
        for connection in slow:
            connection.sendall(head.encode() + body)
        eventually(lambda: busy(server.pid), lambda part: part > 0.1, within=20, what="the first batch is drawn")
        # The others wait for the first alone: the batch of another account does not.
        answer = other.post(PATH, json={"items": [{**STATIC, "format": "svg"}]}, timeout=20)
        assert answer.status_code == 200, answer.text
        assert batch_answers(server) == ["200"]
        # Those that wait end when their callers hang up, long before the one that is drawn.
        for connection in slow[1:]:
            connection.close()
        eventually(lambda: batch_answers(server), lambda found: len(found) >= 6, within=20, what="the waiting end")
        assert batch_answers(server) == ["200"] + ["503"] * 5
        assert busy(server.pid) > 0.1
    eventually(lambda: batch_answers(server), lambda found: len(found) == 7, within=60, what="the last batch ends")
    assert used(client) == (0, 0)


LARGE = {"data": f"https://example.com/{'x' * 1_900}", "size_inches": 3, "format": "svg"}


def pictures(found: zipfile.ZipFile) -> dict[str, bytes]:
    return {name: found.read(name) for name in found.namelist() if name != "manifest.json"}


def test_an_archive_that_is_too_large_to_be_kept_is_drawn_again(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    client = on_plan(server, "pro")
    items = [DYNAMIC, *[LARGE] * 150, {**DYNAMIC, "format": "svg"}]

    def send(name: str) -> requests.Response:
        return client.post(PATH, json={"items": items}, headers={"Idempotency-Key": name}, timeout=60)

    first = send("one")
    assert len(first.content) > 4 << 20 and "Idempotency-Replayed" not in first.headers
    archive, manifest = opened(first)
    made = [item.get("dynamic") for item in manifest["items"]]
    assert used(client) == (152, 2)
    for restarts in (False, True):
        if restarts:
            server.restart()
        again = send("one")
        assert again.headers["Idempotency-Replayed"] == "true"
        assert again.headers["X-QR-Quota-Remaining"] == first.headers["X-QR-Quota-Remaining"]
        replayed, said = opened(again)
        assert pictures(replayed) == pictures(archive)
        assert [item.get("dynamic") for item in said["items"]] == made
        assert used(client) == (152, 2)


def test_a_download_that_broke_is_repeated_for_nothing(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    client = on_plan(server, "pro")
    body = json.dumps({"items": [LARGE] * 150}).encode()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: x\r\nX-Api-Key: {client.key}\r\nIdempotency-Key: one\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(head.encode() + body)
        assert connection.recv(1_000).startswith(b"HTTP/1.1 200")
    eventually(lambda: batch_answers(server), within=60, what="the answer ends")
    answer = client.post(PATH, data=body, headers={"Idempotency-Key": "one"}, timeout=60)
    assert answer.headers["Idempotency-Replayed"] == "true"
    assert opened(answer)[1]["count"] == 150
    assert used(client) == (150, 0)
