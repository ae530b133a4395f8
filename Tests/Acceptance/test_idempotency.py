"""Idempotency-Key: a creating request that is sent again is done once, whatever happens in between."""

import io
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from harness import bulk
from harness.client import Client
from harness.problems import assert_problem
from harness.server import WaymarkServer
from PIL import Image

CODES = "/api/qr/codes"
CODE = {"data": "https://example.com/spring"}
ROW = {"uid": "a", "qrType": "dynamic", "dataType": "url", "data": "https://example.com/"}
CSV = {"Content-Type": "text/csv"}
# Every creating call: path and options of the request.
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "native code": (CODES, {"json": CODE}),
    "qrius code": ("/qr", {"json": {"name": "x", "destinationUrl": "https://example.com/"}}),
    "one row": ("/api/qr/generate", {"json": ROW}),
    "one static row": ("/api/qr/generate", {"json": {"data": "hello"}}),
    "bulk job": ("/api/qr/bulk-generate", {"json": [ROW]}),
    "job of codes": (CODES + "/bulk", {"json": [{"data": "https://example.com/"}]}),
    "import": (CODES + "/import", {"data": "id,dataType,destination\n,url,https://example.com/\n", "headers": CSV}),
    "key": ("/api/keys", {"json": {"name": "shop"}}),
}


def png(red: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 64), (red, 30, 30)).save(buffer, "PNG")
    return buffer.getvalue()


def send(api: Client, key: str, path: str, **options: Any) -> requests.Response:
    headers = {**options.pop("headers", {}), "Idempotency-Key": key}
    return api.post(path, headers=headers, **options)


def count(api: Client) -> int:
    return api.get(CODES).json()["pagination"]["total"]


@pytest.fixture
def admin(server: WaymarkServer) -> Client:
    return server.client(account=f"account-{uuid.uuid4().hex[:12]}", scopes="read,write,admin")


@pytest.mark.parametrize("name", CALLS)
def test_the_same_request_again_gets_the_same_answer(admin: Client, name: str) -> None:
    path, options = CALLS[name]
    first = send(admin, "order-1", path, **options)
    assert first.status_code in (200, 201), first.text
    assert "Idempotency-Replayed" not in first.headers
    if "job" in name:
        bulk.completed(admin, first.json())
    made = count(admin)
    for _ in range(2):
        again = send(admin, "order-1", path, **options)
        assert again.status_code == first.status_code
        assert again.content == first.content
        assert again.headers["Idempotency-Replayed"] == "true"
        for field in ("Content-Type", "Location"):
            assert again.headers.get(field) == first.headers.get(field)
        assert again.headers["X-Request-Id"] != first.headers["X-Request-Id"]
    assert count(admin) == made
    other = send(admin, "order-1", path, json={"data": "https://example.com/other"})
    assert other.status_code == 409
    if not path.startswith("/qr"):
        assert_problem(other, 409, "IDEMPOTENCY_KEY_REUSED")
    assert count(admin) == made


PAYLOAD = '{"name": "x", "destination_url": "https://a.example/"}'
PROMO = {"data_type": "dynamic", "size_inches": "1", "payload": PAYLOAD}
# Calls that take forms: path, fields and files.
FORMS: dict[str, tuple[str, dict[str, str], dict[str, tuple[str, bytes]]]] = {
    "picture": ("/api/v1/generate/", PROMO, {"logo_file": ("logo.png", png(200))}),
    "table": ("/api/qr/workspace-bulk-generate", {}, {"file": ("table.csv", b"destination\nhttps://a.example/\n")}),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_same_form_again_gets_the_same_answer_though_its_boundary_is_new(account: Client, name: str) -> None:
    path, fields, files = FORMS[name]
    first = send(account, "k", path, data=fields, files=files)
    assert first.status_code == 200, first.text
    if name == "table":
        bulk.completed(account, first.json())
    made = count(account)
    again = send(account, "k", path, data=fields, files=files)
    assert again.request.headers["Content-Type"] != first.request.headers["Content-Type"]
    assert again.status_code == 200 and again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"
    (field, (file, content)) = next(iter(files.items()))
    other = send(account, "k", path, data=fields, files={field: (file, content + b"x")})
    assert other.status_code == 409 and other.json()["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert count(account) == made


def test_without_a_key_each_request_makes_its_own(account: Client) -> None:
    assert account.create()["id"] != account.create()["id"]


@pytest.mark.parametrize("key", ["", "a b", "x" * 256, "ümlaut".encode()])
def test_a_malformed_key_makes_nothing(account: Client, key: Any) -> None:
    answer = send(account, key, CODES, json=CODE)
    assert_problem(answer, 400, "IDEMPOTENCY_KEY_INVALID")
    assert count(account) == 0


def test_what_was_refused_may_be_mended_under_the_same_key(account: Client) -> None:
    assert_problem(send(account, "k", CODES, json={"data": "ftp://example.com/"}), 422)
    assert_problem(send(account, "k", CODES, data="{"), 400)
    assert send(account, "k", CODES, json=CODE).status_code == 201
    assert count(account) == 1


def test_keys_of_accounts_are_apart(account: Client, admin: Client) -> None:
    first = send(account, "k", CODES, json=CODE).json()
    second = send(admin, "k", CODES, json=CODE).json()
    assert first["id"] != second["id"]


def test_equal_requests_at_once_make_one_code(account: Client) -> None:
    def call(_: int) -> requests.Response:
        with Client(account.base_url, account.key) as own:
            return send(own, "k", CODES, json=CODE)

    with ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(call, range(64)))
    done = [answer for answer in answers if answer.status_code == 201]
    assert len({answer.json()["id"] for answer in done}) == 1
    for waiting in answers:
        if waiting.status_code != 201:
            assert_problem(waiting, 409, "REQUEST_RUNNING")
            assert waiting.headers["Retry-After"] == "1"
    assert count(account) == 1


def test_a_large_answer_comes_again_or_says_that_it_was_not_kept(account: Client) -> None:
    rows = "id,dataType,destination\n" + "".join(f",url,https://example.com/{number}\n" for number in range(2_000))
    first = send(account, "k", CODES + "/import", data=rows, headers=CSV, timeout=60)
    assert first.json()["created"] == 2_000
    again = send(account, "k", CODES + "/import", data=rows, headers=CSV, timeout=60)
    assert again.content == first.content and again.headers["Idempotency-Replayed"] == "true"
    assert count(account) == 2_000


def test_a_restart_forgets_nothing(start_server: Callable[..., WaymarkServer]) -> None:
    def key(name: str) -> str:
        return name.replace(" ", "-")

    server = start_server()
    api = server.client(scopes="read,write,admin")
    first = {name: send(api, key(name), path, **options) for name, (path, options) in CALLS.items()}
    assert all(answer.ok for answer in first.values()), first
    made = count(api)
    server.restart()
    for name, (path, options) in CALLS.items():
        again = send(api, key(name), path, **options)
        assert again.content == first[name].content, name
        assert again.headers["Idempotency-Replayed"] == "true"
    assert count(api) >= made


class Repeater(threading.Thread):
    """Makes codes one after the other, each under a key of its own, and repeats each request until it is answered."""

    def __init__(self, api: Client, number: int, stop: threading.Event) -> None:
        super().__init__()
        self.api, self.number, self.stop = Client(api.base_url, api.key), number, stop
        self.ids: dict[str, str] = {}
        self.repeats = 0

    def run(self) -> None:
        while not self.stop.is_set():
            key = f"{self.number}-{len(self.ids)}"
            self.ids[key] = self.insist(key)

    def insist(self, key: str) -> str:
        path = "/qr" if self.number % 2 else CODES
        body = {"name": key, "destinationUrl": "https://example.com/"} if self.number % 2 else {**CODE, "name": key}
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                answer = send(self.api, key, path, json=body)
            except requests.RequestException:
                self.repeats += 1
                time.sleep(0.02)
                continue
            if answer.status_code == 201:
                return answer.json().get("slug") or answer.json()["id"]
            # A request that the killed server still worked on, or a server that is not ready.
            assert answer.status_code in (409, 503), answer.text
            time.sleep(0.05)
        raise AssertionError(f"{key} was not answered within a minute")


def test_a_killed_server_makes_no_code_twice(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api = server.client()
    stop = threading.Event()
    repeaters = [Repeater(api, number, stop) for number in range(16)]
    for repeater in repeaters:
        repeater.start()
    for _ in range(5):
        time.sleep(0.7)
        server.kill()
        server.start()
    stop.set()
    for repeater in repeaters:
        repeater.join(90)
        assert not repeater.is_alive()
    ids = {key: id for repeater in repeaters for key, id in repeater.ids.items()}
    assert sum(repeater.repeats for repeater in repeaters) > 0, "no request was cut off"
    assert len(set(ids.values())) == len(ids), "two requests got one code"
    assert count(api) == len(ids), "a request made a second code"
    # And again, all of them: nothing is made, and each key still leads to its code.
    for repeater in repeaters:
        for key, id in list(repeater.ids.items())[-3:]:
            assert repeater.insist(key) == id
    assert count(api) == len(ids)
