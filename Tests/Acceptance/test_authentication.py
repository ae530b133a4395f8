"""Keys: the three forms they come in, scopes, and the walls between accounts."""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from harness.client import Client
from harness.problems import assert_problem
from harness.server import WaymarkServer

CODES = "/api/qr/codes"
# Every call that needs a key; {id} is a code of another account.
CALLS = [
    ("GET", CODES, None),
    ("POST", CODES, {"data": "https://example.com/"}),
    ("POST", "/api/qr/static", {"data": "https://example.com/"}),
    ("GET", "/api/qr/static?data=x&dataType=text", None),
    ("GET", CODES + "/{id}", None),
    ("PUT", CODES + "/{id}", {"destination": "https://example.com/stolen"}),
    ("PATCH", CODES + "/{id}", {"name": "stolen"}),
    ("DELETE", CODES + "/{id}", None),
    ("GET", CODES + "/{id}/image", None),
    ("GET", CODES + "/{id}/analytics", None),
]
CALL = pytest.mark.parametrize(("method", "path", "body"), CALLS)


@pytest.mark.promise("exaroutes-codes.bearer")
@CALL
def test_without_a_key_nothing_is_done(api: Client, scanner: Client, method: str, path: str, body: Any) -> None:
    id = api.create(name="kept")["id"]
    for headers in (
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer wm_" + "x" * 32},
        {"Authorization": f"Basic {api.key}"},
        {"Authorization": "Bearer " + "x" * 2_000},
        {"X-Api-Key": "wrong"},
        {"api-key": str(api.key)},
        {"client-id": "wmc_0000000000000000", "api-key": str(api.key)},
    ):
        answer = scanner.request(method, path.format(id=id), json=body, headers=headers)
        assert_problem(answer, 401)
        assert answer.headers["WWW-Authenticate"]
    assert api.code(id)["name"] == "kept"


@pytest.fixture
def issued(server: WaymarkServer) -> dict[str, Any]:
    return server.create_key(account=f"forms-{uuid.uuid4().hex[:8]}")


def forms(issued: dict[str, Any]) -> Iterator[dict[str, str]]:
    yield {"Authorization": f"Bearer {issued['key']}"}
    yield {"authorization": f"bearer {issued['key']}"}
    yield {"X-Api-Key": issued["key"]}
    yield {"client-id": issued["clientId"], "api-key": issued["key"]}


@pytest.mark.promise("exaroutes-codes.bearer", "exaroutes.credentials")
def test_a_key_works_in_every_published_form(scanner: Client, issued: dict[str, Any]) -> None:
    for headers in forms(issued):
        assert scanner.get(CODES, headers=headers).status_code == 200, headers


def test_a_key_of_another_account_does_not_fit_a_client_id(
    server: WaymarkServer, scanner: Client, issued: dict[str, Any]
) -> None:
    other = server.create_key(account=f"other-{uuid.uuid4().hex[:8]}")
    mixed = {"client-id": other["clientId"], "api-key": issued["key"]}
    assert_problem(scanner.get(CODES, headers=mixed), 401)


@CALL
def test_a_scope_that_is_missing_is_a_403(
    server: WaymarkServer, account: Client, method: str, path: str, body: Any
) -> None:
    name = f"scoped-{uuid.uuid4().hex[:8]}"
    owner = server.client(account=name)
    id = owner.create(name="kept")["id"]
    scope = "read" if path.startswith(CODES) and method != "GET" else "admin"
    limited = server.client(account=name, scopes=scope)
    assert_problem(limited.request(method, path.format(id=id), json=body), 403)
    assert owner.code(id)["name"] == "kept"
    assert owner.get(CODES).json()["pagination"]["total"] == 1


def test_a_reading_key_reads(server: WaymarkServer) -> None:
    name = f"reader-{uuid.uuid4().hex[:8]}"
    id = server.client(account=name).create()["id"]
    reader = server.client(account=name, scopes="read")
    assert reader.code(id)["id"] == id
    reader.image(id)
    reader.analytics(id)


@pytest.mark.parametrize(("method", "path", "body"), [call for call in CALLS if "{id}" in call[1]])
def test_a_code_of_another_account_is_unknown(api: Client, account: Client, method: str, path: str, body: Any) -> None:
    made = api.create(name="kept")
    foreign = account.request(method, path.format(id=made["id"]), json=body)
    unknown = account.request(method, path.format(id="neverMade"), json=body)
    assert_problem(foreign, 404)
    # Not a word tells the two apart.
    hide = {"instance"}
    assert {k: v for k, v in foreign.json().items() if k not in hide} == {
        k: v for k, v in unknown.json().items() if k not in hide
    }
    assert api.code(made["id"]) == made
    assert made["id"] not in [code["id"] for code in account.get(CODES).json()["data"]]


def test_keys_are_never_logged_or_stored(start_server) -> None:
    server = start_server(WAYMARK_LOG_LEVEL="trace")
    key = server.create_key()["key"]
    Client(server.base_url, key).create()
    server.anonymous().get(CODES, headers={"X-Api-Key": key})
    server.stop()
    assert key not in server.log
    holders = [
        file for file in server.data_directory.rglob("*") if file.is_file() and key.encode() in file.read_bytes()
    ]
    assert holders == []


def test_the_first_start_prints_an_admin_key_of_the_default_account_once(start_server) -> None:
    server = start_server()
    (key,) = set(re.findall(r"wm_[0-9A-Za-z]{32}", server.log))
    assert Client(server.base_url, key).get(CODES).status_code == 200
    (listed,) = server.run_json("keys", "list")
    assert set(listed["scopes"]) == {"read", "write", "admin"}
    server.restart()
    assert server.log.count(key) == 1
    assert len(server.run_json("keys", "list")) == 1
