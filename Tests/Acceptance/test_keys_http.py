"""Keys over HTTP: made, shown once, rotated with a grace and revoked, each account among its own."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from harness.client import Client
from harness.polling import eventually
from harness.problems import assert_problem
from harness.server import WaymarkServer

KEYS = "/api/keys"


@pytest.fixture
def admin(server: WaymarkServer) -> Client:
    return server.client(account=f"account-{uuid.uuid4().hex[:12]}", scopes="read,write,admin")


def works(api: Client, key: str) -> bool:
    return Client(api.base_url, key).get("/api/qr/codes?limit=1").status_code == 200


def test_a_key_is_shown_once(admin: Client) -> None:
    answer = admin.post(KEYS, json={"name": "shop", "scopes": ["read", "write"]})
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert re.fullmatch(r"wm_[0-9A-Za-z]{32}", made["key"])
    assert made["key"].startswith(made["prefix"]) and made["id"] == made["prefix"]
    assert made["scopes"] == ["read", "write"] and made["name"] == "shop" and made["status"] == "active"
    assert answer.headers["Location"] == f"{KEYS}/{made['id']}"
    assert works(admin, made["key"])
    both = {"client-id": made["clientId"], "api-key": made["key"]}
    assert Client(admin.base_url).get("/api/qr/codes", headers=both).status_code == 200
    for path in (KEYS, f"{KEYS}/{made['id']}"):
        assert made["key"] not in admin.get(path).text


def test_the_list_is_that_of_the_command_line(server: WaymarkServer, admin: Client) -> None:
    account = admin.get("/api/qr/usage").json()["account"]
    admin.post(KEYS, json={"name": "shop", "scopes": "read"})
    listed = admin.get(KEYS).json()["data"]
    members = ("prefix", "name", "scopes", "createdAt", "expiresAt")
    by_command = server.run_json("keys", "list", "--account", account)
    assert [{m: key[m] for m in members} for key in listed] == [{m: key[m] for m in members} for key in by_command]


def test_a_use_is_noted(admin: Client) -> None:
    made = admin.post(KEYS, json={}).json()
    assert made["lastUsedAt"] is None
    assert works(admin, made["key"])
    eventually(
        lambda: admin.get(f"{KEYS}/{made['id']}").json()["lastUsedAt"],
        within=15,
        every=0.2,
        what="the use of the key",
    )


def test_an_end_is_kept_to(admin: Client) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=3)
    made = admin.post(KEYS, json={"expiresAt": soon.isoformat(timespec="milliseconds")}).json()
    assert works(admin, made["key"])
    eventually(lambda: not works(admin, made["key"]), within=8, what="the end of the key")
    assert admin.get(f"{KEYS}/{made['id']}").json()["status"] == "expired"


def test_rotation_keeps_the_old_key_for_a_day_or_as_long_as_is_said(admin: Client) -> None:
    old = admin.post(KEYS, json={"name": "shop", "scopes": ["read"]}).json()
    first = admin.post(f"{KEYS}/{old['id']}/rotate")
    assert first.status_code == 201, first.text
    new = first.json()
    assert new["name"] == "shop" and new["scopes"] == ["read"] and new["key"] != old["key"]
    assert works(admin, old["key"]) and works(admin, new["key"])
    ends = datetime.fromisoformat(admin.get(f"{KEYS}/{old['id']}").json()["expiresAt"])
    assert abs(ends - datetime.now(UTC) - timedelta(hours=24)) < timedelta(minutes=1)
    last = admin.post(f"{KEYS}/{new['id']}/rotate", json={"graceHours": 0}).json()
    assert works(admin, last["key"]) and not works(admin, new["key"])


def test_a_revoked_key_is_refused_at_once(admin: Client) -> None:
    made = admin.post(KEYS, json={}).json()
    assert works(admin, made["key"])
    for _ in range(2):
        assert admin.delete(f"{KEYS}/{made['id']}").status_code == 204
        assert not works(admin, made["key"])


def test_a_key_is_edited_and_keeps_its_secret(admin: Client) -> None:
    made = admin.post(KEYS, json={"name": "shop", "scopes": ["read"]}).json()
    edited = admin.patch(f"{KEYS}/{made['id']}", json={"name": "till", "scopes": ["read", "write"]})
    assert edited.status_code == 200, edited.text
    assert edited.json()["name"] == "till" and "key" not in edited.json()
    assert Client(admin.base_url, made["key"]).create("https://example.com/")
    assert admin.delete(f"{KEYS}/{made['id']}").status_code == 204
    refused = admin.patch(f"{KEYS}/{made['id']}", json={"expiresAt": None})
    assert_problem(refused, 422, "VALIDATION_FAILED", "/key")
    assert not works(admin, made["key"])


def test_other_accounts_have_no_such_key(server: WaymarkServer, admin: Client) -> None:
    stranger = server.client(account=f"account-{uuid.uuid4().hex[:12]}", scopes="read,write,admin")
    made = admin.post(KEYS, json={}).json()
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/rotate")):
        body = {"name": "mine"} if method == "PATCH" else None
        assert_problem(stranger.request(method, f"{KEYS}/{made['id']}{path}", json=body), 404, "NOT_FOUND")
    assert [key["prefix"] for key in stranger.get(KEYS).json()["data"]] == [str(stranger.key)[:9]]
    assert works(admin, made["key"])


def test_keys_need_the_scope_admin(account: Client) -> None:
    assert_problem(account.get(KEYS), 403, "SCOPE_MISSING")
    assert_problem(account.post(KEYS, json={}), 403, "SCOPE_MISSING")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": "x" * 65}, "/name"),
        ({"scopes": ["everything"]}, "/scopes"),
        ({"expiresAt": "2001-01-01T00:00:00Z"}, "/expiresAt"),
        ({"secret": "mine"}, "/secret"),
    ],
)
def test_what_is_wrong_is_named(admin: Client, body: dict[str, object], pointer: str) -> None:
    assert_problem(admin.post(KEYS, json=body), 422, "VALIDATION_FAILED", pointer)
    assert len(admin.get(KEYS).json()["data"]) == 1


def test_the_studio_prefix_manages_the_same_keys(admin: Client) -> None:
    made = admin.post("/api/v1/keys/", json={"name": "studio"})
    assert made.status_code == 201
    assert admin.get(f"{KEYS}/{made.json()['id']}").json()["name"] == "studio"
    assert "detail" in admin.get("/api/v1/keys/none/").json()
