"""waymark keys, beside a running server."""

import subprocess
import uuid
from unittest.mock import ANY

import pytest
from harness.client import Client
from harness.polling import eventually
from harness.server import WaymarkServer

# A key that was just used may be believed this much longer.
REVOKED_WITHIN = 5.0


@pytest.fixture
def account_name() -> str:
    return f"keys-{uuid.uuid4().hex[:10]}"


def status(server: WaymarkServer, key: str) -> int:
    return Client(server.base_url, key).get("/api/qr/codes").status_code


def test_a_key_is_shown_whole_once(server: WaymarkServer, account_name: str) -> None:
    made = server.create_key(account=account_name, plan="pro", name="printer", scopes="read,write")
    assert set(made) >= {"key", "clientId", "account", "plan", "name", "prefix", "scopes"}
    assert (made["account"], made["plan"], made["name"]) == (account_name, "pro", "printer")
    assert set(made["scopes"]) == {"read", "write"}
    assert made["key"].startswith(made["prefix"]) and len(made["key"]) >= 30
    assert status(server, made["key"]) == 200
    listing = server.run("keys", "list", "--account", account_name, "--json")
    assert made["key"].encode() not in listing.stdout
    (listed,) = server.run_json("keys", "list", "--account", account_name)
    assert (listed["name"], listed["prefix"]) == ("printer", made["prefix"])
    assert listed["createdAt"] and listed["expiresAt"] is None


def test_the_text_form_shows_the_key_too(server: WaymarkServer, account_name: str) -> None:
    result = server.run("keys", "create", "--account", account_name)
    assert result.returncode == 0
    (key,) = {word for word in result.stdout.decode().split() if word.startswith("wm_") and len(word) > 30}
    assert status(server, key) == 200


def test_a_second_key_joins_the_account(server: WaymarkServer, account_name: str) -> None:
    first, second = (server.client(account=account_name, name=name) for name in ("one", "two"))
    id = first.create()["id"]
    assert second.code(id)["id"] == id
    assert len(server.run_json("keys", "list", "--account", account_name)) == 2


def test_a_revoked_key_stops_within_seconds(server: WaymarkServer, account_name: str) -> None:
    kept = server.create_key(account=account_name, name="kept")
    lost = server.create_key(account=account_name, name="lost")
    assert status(server, lost["key"]) == 200
    server.run_json("keys", "revoke", lost["prefix"], "--account", account_name)
    eventually(
        lambda: status(server, lost["key"]), lambda code: code == 401, within=REVOKED_WITHIN, what="the end of a key"
    )
    assert status(server, kept["key"]) == 200


def test_rotation_keeps_the_old_key_for_a_while(server: WaymarkServer, account_name: str) -> None:
    old = server.create_key(account=account_name, scopes="read")
    new = server.run_json("keys", "rotate", old["prefix"], "--account", account_name)
    assert new["key"] != old["key"]
    assert new["scopes"] == ["read"]
    assert status(server, old["key"]) == status(server, new["key"]) == 200
    ends = {entry["prefix"]: entry["expiresAt"] for entry in server.run_json("keys", "list", "--account", account_name)}
    assert ends[new["prefix"]] is None
    assert ends[old["prefix"]]


def test_rotation_without_grace_ends_the_old_key(server: WaymarkServer, account_name: str) -> None:
    old = server.create_key(account=account_name)
    new = server.run_json("keys", "rotate", old["prefix"], "--account", account_name, "--grace", "0")
    eventually(
        lambda: status(server, old["key"]), lambda code: code == 401, within=REVOKED_WITHIN, what="the end of a key"
    )
    assert status(server, new["key"]) == 200


def test_the_last_use_of_a_key_is_noted(server: WaymarkServer, account_name: str) -> None:
    made = server.create_key(account=account_name)
    assert server.run_json("keys", "list", "--account", account_name)[0]["lastUsedAt"] is None
    status(server, made["key"])
    eventually(
        lambda: server.run_json("keys", "list", "--account", account_name)[0]["lastUsedAt"],
        within=15,
        what="the time of the last use",
        every=0.5,
    )


def test_a_key_of_another_account_cannot_be_revoked(server: WaymarkServer, account_name: str) -> None:
    made = server.create_key(account=account_name)
    server.create_key(account=f"{account_name}-other")
    result = server.run("keys", "revoke", made["prefix"], "--account", f"{account_name}-other")
    assert result.returncode != 0
    assert status(server, made["key"]) == 200


def test_an_existing_account_is_not_moved_to_another_plan_silently(server: WaymarkServer, account_name: str) -> None:
    server.create_key(account=account_name, plan="free")
    result = server.run("keys", "create", "--account", account_name, "--plan", "enterprise")
    assert result.returncode != 0
    assert b"free" in result.stderr


def test_a_key_is_edited_beside_a_running_server(server: WaymarkServer, account_name: str) -> None:
    made = server.create_key(account=account_name, name="printer", scopes="read,write")
    client = Client(server.base_url, made["key"])
    client.create()

    def edit(*options: str) -> subprocess.CompletedProcess[bytes]:
        return server.run("keys", "edit", *options, "--account", account_name)

    edited = server.run_json(
        "keys", "edit", "printer", "--name", "poster", "--scopes", "read", "--expires", "2099-01-02T03:04:05Z",
        "--account", account_name,
    )  # fmt: skip
    assert (edited["prefix"], edited["name"], edited["scopes"]) == (made["prefix"], "poster", ["read"])
    assert edited["expiresAt"] == "2099-01-02T03:04:05.000Z"
    assert server.run_json("keys", "list", "--account", account_name) == [{**edited, "lastUsedAt": ANY}]
    eventually(
        lambda: client.post("/api/qr/codes", json={"data": "https://example.com/"}).status_code,
        lambda code: code == 403,
        within=REVOKED_WITHIN,
        what="the end of a right",
    )
    assert client.get("/api/qr/codes").status_code == 200
    shown = edit(made["prefix"], "--expires", "never")
    assert shown.returncode == 0 and b"ends    never" in shown.stdout and made["key"].encode() not in shown.stdout
    assert edit("poster", "--days", "1").returncode == 0
    assert server.run_json("keys", "list", "--account", account_name)[0]["expiresAt"] < "2099"
    for wrong in (
        [], ["--scopes", "all"], ["--scopes", ""], ["--name", " x"], ["--expires", "tomorrow"],
        ["--expires", "2020-01-01T00:00:00Z"], ["--expires", "never", "--days", "1"], ["--days", "0"],
    ):  # fmt: skip
        refused = edit("poster", *wrong)
        assert refused.returncode == 2 and refused.stderr, wrong
    assert edit("printer", "--name", "x").returncode == 2
    assert server.run("keys", "edit", "poster", "--name", "x", "--account", f"{account_name}-none").returncode == 2
    server.run_json("keys", "revoke", "poster", "--account", account_name)
    assert b"no valid key" in edit("poster", "--expires", "never").stderr
    assert b"--scopes" in server.run("keys", "edit", "--help").stdout
