"""Every endpoint that takes JSON, in every dialect, and bodies that no endpoint takes.

An endpoint more is a line more in ENDPOINTS.
"""

import copy
import json
import socket
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from harness.client import Client
from harness.problems import assert_refused
from harness.raw_http import RawConnection
from harness.server import WaymarkServer

OLD, NEW = "https://example.com/old", "https://example.com/new"
RULE = {
    "device": "mobile",
    "language": "de",
    "country": "DE",
    "destination": NEW,
    "time": {"from": "08:00", "to": "18:00", "zone": "Europe/Berlin", "days": ["mon"]},
}
STYLE = {
    "margin": 4,
    "foreground": "#112233",
    "errorCorrection": "Q",
    "dotsOptions": {"type": "rounded", "color": "#112233"},
    "qrOptions": {"typeNumber": 0},
}
CODE = {
    "data": NEW,
    "dataType": "url",
    "returnType": "svg",
    "name": "Name",
    "description": "Words",
    "tags": ["one", "two"],
    "expiresAt": "2100-01-01T00:00:00Z",
    "fallbackUrl": NEW,
    "forwardQuery": True,
    "redirectStatus": 307,
    "scanLimit": 5,
    "status": "active",
    "sources": ["north"],
    "utm": {"source": "poster"},
    "variants": [{"destination": OLD, "weight": 1}, {"destination": NEW, "weight": 3}],
    "secure": ["expire"],
}
CARD = {"name": "Ann", "phones": ["+46855501742"], "emails": ["ann@example.com"], "url": NEW}
ROW = {"uid": "1", "qrType": "dynamic", "dataType": "url", "data": NEW, "sources": ["a"], "expiry": 4_102_444_800_000}


PICTURE = {
    "data": NEW,
    "data_type": "url",
    "format": "svg",
    "size_inches": 1,
    "dpi": 150,
    "color": "#112233",
    "background": "white",
    "pattern": "dot",
    "gradient_from": "#112233",
    "gradient_to": "#334455",
    "eye_shape": "circle",
    "eye_color": "#000000",
    "logo_size_ratio": 0.2,
    "frame_style": "square",
    "frame_label": "Scan me",
}
CONTACT = {"name": "Ann", "org": "Ltd", "phones": ["+46855501742"], "email": "ann@example.com", "address": "Here"}
PROMO = {
    "data_type": "dynamic",
    "payload": {"name": "Promo", "destination_url": NEW},
    "size_inches": 1,
    "format": "svg",
}
KEY = {"name": "Till", "scopes": ["read"], "expiresAt": "2100-01-01T00:00:00Z"}
HOOK = {"url": "https://example.com/hook", "events": ["quota.threshold_100"], "description": "Words"}


@dataclass(frozen=True)
class Endpoint:
    """An endpoint, and a body that it takes; `{id}`, `{key}` and `{hook}` in both are the ids of what is there."""

    method: str
    path: str
    body: Any
    needs_body: bool = True

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def takes_rows(self) -> bool:
        return isinstance(self.body, list)


OPERATIONS = {
    "update-destination": {"destinationUrl": NEW},
    "tags": {"action": "add", "tags": ["a"]},
    "pause": {},
    "resume": {},
    "delete": {},
}
ENDPOINTS = [
    Endpoint("POST", "/api/qr/codes", CODE),
    Endpoint("POST", "/api/qr/codes", {"data": NEW, "rules": [RULE], "style": STYLE}),
    Endpoint("PUT", "/api/qr/codes/{id}", {"destination": NEW, "status": "inactive"}),
    Endpoint("PATCH", "/api/qr/codes/{id}", {**CODE, "secure": []}),
    Endpoint("POST", "/api/qr/static", {"data": NEW, "dataType": "url", "returnType": "svg", **STYLE}),
    Endpoint("POST", "/api/qr/static", {"data": CARD, "dataType": "vcard", "returnType": "svg"}),
    Endpoint("POST", "/api/qr/generate", {**ROW, "width": 300, "margin": 2, "returnType": "png"}),
    Endpoint("POST", "/api/qr/bulk-generate", [ROW, {"uid": "2", "data": "x"}]),
    Endpoint("POST", "/api/qr/codes/bulk", [{"data": NEW}, {"data": OLD}]),
    *(
        Endpoint("POST", f"{prefix}/{name}", {"ids": ["{id}"], **fields})
        for prefix in ("/api/qr/codes/bulk", "/qr/bulk")
        for name, fields in OPERATIONS.items()
    ),
    Endpoint("POST", "/qr", {"name": "Name", "destinationUrl": NEW, "description": "Words", "tags": ["a"]}),
    Endpoint("PATCH", "/qr/{id}", {"name": "Name", "destinationUrl": NEW, "isActive": False}),
    Endpoint("PUT", "/qr/{id}", {"name": "Name", "destinationUrl": NEW}),
    Endpoint("POST", "/api/v1/validate/", {"data": NEW, "format": "png", "size_inches": 2, "dpi": 300}),
    Endpoint("POST", "/api/v1/generate/", PICTURE),
    Endpoint("POST", "/api/v1/generate/", {"data_type": "vcard", "payload": CONTACT, "size_inches": 1}),
    Endpoint("POST", "/api/v1/generate/", PROMO),
    Endpoint("POST", "/api/v1/generate/bulk/", {"items": [{"data": NEW, "size_inches": 1, "format": "svg"}, PROMO]}),
    Endpoint("POST", "/api/v1/dynamic/", {"name": "Promo", "destination_url": NEW, "is_active": True}),
    Endpoint(
        "PATCH",
        "/api/v1/dynamic/{id}/",
        {
            "name": "Promo",
            "is_active": False,
            "variants": [{"destination_url": OLD, "weight": 1}, {"destination_url": NEW, "weight": 2}],
        },
    ),
    *(
        Endpoint(method, prefix + path, body, needs_body)
        for prefix in ("/api", "/api/v1")
        for method, path, body, needs_body in (
            ("POST", "/keys", KEY, True),
            ("PATCH", "/keys/{key}", KEY, True),
            ("POST", "/keys/{key}/rotate", {"graceHours": 48}, False),
            ("POST", "/webhooks", HOOK, True),
            ("PATCH", "/webhooks/{hook}", {**HOOK, "status": "paused"}, True),
            ("POST", "/webhooks/{hook}/rotate", {"graceSeconds": 60}, False),
        )
    ),
]
endpoints = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=str)

# What is no JSON, or JSON that no endpoint reads; `%` stands for a body that the endpoint takes.
BROKEN = {
    "empty": b"",
    "only space": b" " * 10_000,
    "truncated": b"%-5",
    "one byte": b"{",
    "not UTF-8": b'{"\xff": 1}',
    "broken UTF-8": b'["\xc3\x28"]',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf{}",
    "null byte": b"\x00",
    "lone surrogate": b'["\\ud800"]',
    "control character": b'["\x01"]',
    "trailing comma": b"[1,]",
    "single quotes": b"{'a': 1}",
    "not a number": b"[NaN]",
    "two values": b"% %",
    "open arrays": b"[" * 100_000,
    "open objects": b'{"a":' * 100_000,
    "deep arrays": b"[" * 5_000 + b"]" * 5_000,
    "deep objects": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "a text": b'"text"',
    "a number": b"7",
    "null": b"null",
    "true": b"true",
}
WRONG = [
    None,
    True,
    7,
    -1,
    1.5,
    2**63,
    -(2**70),
    1e308,
    "",
    "no such word",
    "\u202e\ufeff",
    "x" * 70_000,
    [],
    {},
    [[]],
    [None, {}],
    {"a": {"b": []}},
    ["x"] * 2_000,
]


def places(body: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all values inside a body."""
    inner = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for name, value in inner:
        yield (*path, name)
        yield from places(value, (*path, name))


def changed(body: Any, path: tuple[Any, ...], value: Any) -> Any:
    body = copy.deepcopy(body)
    target = body
    for name in path[:-1]:
        target = target[name]
    target[path[-1]] = value
    return body


class Witness:
    """An account with one code, two keys and a webhook, and whether anything of it has changed."""

    def __init__(self, api: Client) -> None:
        self.api = api
        key = api.post("/api/keys", json={"name": "kept"})
        hook = api.post("/api/webhooks", json=HOOK)
        assert (key.status_code, hook.status_code) == (201, 201), (key.text, hook.text)
        self.ids = {"{id}": api.create(OLD, name="kept")["id"], "{key}": key.json()["id"], "{hook}": hook.json()["id"]}
        self.kept = self.everything()

    def filled(self, text: str) -> str:
        for name, id in self.ids.items():
            text = text.replace(name, id)
        return text

    def send(self, endpoint: Endpoint, body: bytes, **headers: str) -> Any:
        for name, id in self.ids.items():
            body = body.replace(name.encode(), id.encode())
        headers = {"Content-Type": "application/json", **headers}
        return self.api.request(endpoint.method, self.filled(endpoint.path), data=body, headers=headers)

    def state(self, endpoint: Endpoint) -> Any:
        """What the endpoint changes when it does something.

        Of codes, whose number grows with what is taken, their number and the one that was edited last.
        """
        if "/keys" in endpoint.path:
            return self.keys()
        if "/webhooks" in endpoint.path:
            return self.api.get("/api/webhooks").json()
        renders = self.api.get("/api/v1/usage/").json()["used_this_month"] if "/v1/" in endpoint.path else 0
        return renders, self.api.get("/api/qr/codes", params={"sort": "-updatedAt", "limit": "1"}).json()

    def keys(self) -> list[dict[str, Any]]:
        """The keys; when they were last used is noted now and then."""
        return [{**key, "lastUsedAt": None} for key in self.api.get("/api/keys").json()["data"]]

    def everything(self) -> Any:
        codes = self.api.get("/api/qr/codes").json()["data"]
        renders = self.api.get("/api/v1/usage/").json()["used_this_month"]
        return codes, renders, self.keys(), self.api.get("/api/webhooks").json()

    def assert_nothing_changed(self) -> None:
        assert self.everything() == self.kept, "something was stored"


@pytest.fixture
def witness(server: WaymarkServer) -> Witness:
    return Witness(server.client(account=f"account-{uuid.uuid4().hex[:12]}", scopes="read,write,admin"))


@endpoints
def test_a_body_that_cannot_be_read_is_refused_and_stores_nothing(witness: Witness, endpoint: Endpoint) -> None:
    good = json.dumps(endpoint.body).encode()
    for name, text in BROKEN.items():
        if not text and not endpoint.needs_body:
            continue
        body = good[:-5] if text == b"%-5" else text.replace(b"%", good)
        answer = witness.send(endpoint, body)
        assert answer.status_code == 400, f"{name}: {answer.status_code} {answer.text[:500]}"
        assert_refused(answer, endpoint.path)
    other = b"[]" if not endpoint.takes_rows else b"{}"
    assert_refused(witness.send(endpoint, other), endpoint.path)
    witness.assert_nothing_changed()


@endpoints
def test_a_body_that_ends_early_is_refused_and_stores_nothing(
    server: WaymarkServer, witness: Witness, endpoint: Endpoint
) -> None:
    body = witness.filled(json.dumps(endpoint.body)).encode()
    lines = [
        f"{endpoint.method} {witness.filled(endpoint.path)} HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        f"Authorization: Bearer {witness.api.key}",
        "Content-Type: application/json",
        f"Content-Length: {len(body) + 1}",
    ]
    with RawConnection(server.port) as connection:
        connection.send("\r\n".join([*lines, "", ""]).encode() + body)
        connection.socket.shutdown(socket.SHUT_WR)
        # Whatever is read here, the server has given the request up by then.
        while connection.socket.recv(65_536):
            pass
    witness.assert_nothing_changed()


@endpoints
def test_a_refused_body_uses_no_idempotency_key_up(witness: Witness, endpoint: Endpoint) -> None:
    if endpoint.method != "POST":
        pytest.skip("it makes nothing that could be made twice")
    good = json.dumps(endpoint.body).encode()
    for body in (b"{", b"\xff", b"7", good[:-1]):
        assert witness.send(endpoint, body, **{"Idempotency-Key": "one"}).status_code == 400
    witness.assert_nothing_changed()
    mended = witness.send(endpoint, good, **{"Idempotency-Key": "one"})
    assert mended.ok and "Idempotency-Replayed" not in mended.headers, mended.text
    changes_many = "/bulk/" in endpoint.path and "/v1/" not in endpoint.path
    if changes_many or endpoint.path in ("/api/qr/static", "/api/v1/validate/"):
        return  # These make nothing new, and pass the field over.
    state = witness.state(endpoint)
    for body in (good + b" ", good[:-1]):
        answer = witness.send(endpoint, body, **{"Idempotency-Key": "one"})
        assert answer.status_code == 409
        assert_refused(answer, endpoint.path)
    again = witness.send(endpoint, good, **{"Idempotency-Key": "one"})
    assert again.content == mended.content and again.headers["Idempotency-Replayed"] == "true"
    assert witness.state(endpoint) == state or endpoint.takes_rows


@endpoints
def test_two_members_of_one_name_are_refused(witness: Witness, endpoint: Endpoint) -> None:
    if endpoint.takes_rows:
        pytest.skip("a fault of one row, which the result tells of")
    name = next(iter(endpoint.body))
    body = json.dumps(endpoint.body)[:-1] + f', "{name}": 1}}'
    answer = witness.send(endpoint, body.encode())
    assert answer.status_code == 400
    assert_refused(answer, endpoint.path)
    witness.assert_nothing_changed()


@endpoints
def test_a_wrong_value_at_any_depth_is_no_failure_of_the_server(witness: Witness, endpoint: Endpoint) -> None:
    """A refusal stores nothing; what is taken all the same is read as the endpoint reads it."""
    refused, state = 0, witness.state(endpoint)
    for path in places(endpoint.body):
        for value in WRONG:
            answer = witness.send(endpoint, json.dumps(changed(endpoint.body, path, value)).encode())
            place = f"{path} = {str(value)[:60]!r}"
            assert answer.status_code < 500, f"{place}: {answer.status_code} {answer.text[:500]}"
            before, state = state, witness.state(endpoint)
            if answer.status_code < 300:
                continue
            refused += 1
            assert_refused(answer, endpoint.path)
            assert answer.status_code in (400, 404, 409, 413, 422), f"{place}: {answer.status_code}"
            # Rows that were taken before are worked off meanwhile.
            assert state == before or endpoint.takes_rows, f"{place} was refused and changed something"
    assert refused or endpoint.takes_rows


LIMIT = 25_000_000
LARGE = {
    "one text": b'["' + b"x" * (LIMIT - 4) + b'"]',
    "empty objects": b"[" + b"{}," * (LIMIT // 3 - 2) + b"{}]",
    "small objects": b"[" + b'{"a":1},' * (LIMIT // 8 - 2) + b'{"a":1}]',
    "numbers": b"[" + b"1," * (LIMIT // 2 - 2) + b"1]",
    "names": b"{" + b",".join(b'"%07d":1' % number for number in range(LIMIT // 13)) + b"}",
    "texts": b"[" + b'"twenty bytes of text",' * (LIMIT // 23 - 1) + b'""]',
}


def memory(server: WaymarkServer) -> int:
    """The most memory that the process has had, in MB."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1_000


def test_the_largest_bodies_take_no_more_than_a_few_times_their_size(
    start_server: Callable[..., WaymarkServer],
) -> None:
    server = start_server(WAYMARK_BULK_RETENTION="1")
    witness = Witness(server.client(scopes="read,write,admin"))
    seen = {}
    chosen = {
        "/api/qr/codes": CODE,
        "/qr": {},
        "/api/qr/codes/bulk/pause": {},
        "/api/v1/validate/": {},
        "/api/v1/generate/": {},
        "/api/v1/generate/bulk/": {},
        "/api/v1/dynamic/": {},
        "/api/keys": {},
        "/api/webhooks": {},
        "/api/qr/generate": {},
    }
    for path in chosen:
        for name, body in LARGE.items():
            answer = witness.send(Endpoint("POST", path, {}), body)
            assert answer.status_code in (400, 413), f"{path}, {name}: {answer.status_code} {answer.text[:300]}"
            assert_refused(answer, path)
            seen[path, name] = memory(server)
    assert max(seen.values()) < 250, seen
    witness.assert_nothing_changed()


def test_many_large_bodies_at_once_take_turns(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    key = str(server.client().key)
    body = b'["' + b"x" * 10_000_000 + b'"]'

    def send(_: int) -> int:
        headers = {"Content-Type": "application/json"}
        return Client(server.base_url, key).post("/qr", data=body, headers=headers, timeout=120).status_code

    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(send, range(12)))
    # Who waited too long for a turn is told to come again.
    assert set(statuses) <= {400, 503} and 400 in statuses, statuses
    assert memory(server) < 300, memory(server)
