"""Locked codes: where they lead stays, through every API, until the operator unlocks them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from harness.client import Client
from harness.polling import eventually
from harness.problems import assert_problem
from harness.scanning import scan
from harness.server import WaymarkServer

OLD, NEW = "https://example.com/approved", "https://example.com/other"
VARIANTS = [{"destination_url": NEW, "weight": 1}, {"destination_url": OLD, "weight": 1}]

# Every request that would move, end or open the code, and every dialect that has one.
CHANGES: list[tuple[str, str, dict[str, Any] | None]] = [
    ("PUT", "/api/qr/codes/{id}", {"destination": NEW}),
    ("PUT", "/api/qr/codes/{id}", {"destination": OLD, "locked": False}),
    ("PATCH", "/api/qr/codes/{id}", {"destination": NEW}),
    ("PATCH", "/api/qr/codes/{id}", {"rules": [{"device": "mobile", "destination": NEW}]}),
    ("PATCH", "/api/qr/codes/{id}", {"fallbackUrl": NEW}),
    ("PATCH", "/api/qr/codes/{id}", {"expiresAt": "2020-01-01T00:00:00Z"}),
    ("PATCH", "/api/qr/codes/{id}", {"password": "open sesame"}),
    ("PATCH", "/api/qr/codes/{id}", {"locked": False}),
    ("PATCH", "/api/qr/codes/{id}", {"locked": None, "destination": NEW}),
    ("DELETE", "/api/qr/codes/{id}", None),
    ("PATCH", "/qr/qr_{id}", {"destinationUrl": NEW}),
    ("PUT", "/qr/{id}", {"destinationUrl": NEW}),
    ("DELETE", "/qr/qr_{id}", None),
    ("PATCH", "/api/v1/dynamic/{id}/", {"destination_url": NEW}),
    ("PATCH", "/api/v1/dynamic/{id}/", {"variants": VARIANTS}),
    ("DELETE", "/api/v1/dynamic/{id}/", None),
]


@pytest.mark.promise("exaroutes-codes.locked")
@pytest.mark.parametrize(("method", "path", "body"), CHANGES)
def test_no_api_moves_ends_or_unlocks_it(
    api: Client, scanner: Client, method: str, path: str, body: dict[str, Any] | None
) -> None:
    code = api.create(OLD, locked=True)
    assert code["locked"] is True
    answer = api.request(method, path.format(id=code["id"]), json=body)
    assert answer.status_code == 409, answer.text
    assert f"waymark codes unlock {code['id']}" in answer.text
    if path.startswith("/api/qr/"):
        assert_problem(answer, 409, "CODE_LOCKED")
    assert api.code(code["id"]) == code
    assert scan(scanner, code["id"]).headers["Location"] == OLD


@pytest.mark.parametrize("prefix", ["/api/qr/codes/bulk", "/qr/bulk"])
def test_of_many_codes_the_locked_one_is_refused_in_its_place(account: Client, scanner: Client, prefix: str) -> None:
    first, locked, last = (account.create(OLD, locked=lock)["id"] for lock in (False, True, False))
    ids = [first, locked, last]
    for operation, fields in (("update-destination", {"destinationUrl": NEW}), ("delete", {})):
        answer = account.post(f"{prefix}/{operation}", json={"qrCodeIds": ids, **fields}).json()
        assert (answer["updated"], answer["failed"]) == (2, 1)
        assert [one.get("code") for one in answer["results"]] == [None, "CODE_LOCKED", None]
    assert [scan(scanner, id).status_code for id in ids] == [410, 302, 410]
    assert scan(scanner, locked).headers["Location"] == OLD


def test_it_is_named_drawn_stopped_and_resumed_as_ever(api: Client, scanner: Client) -> None:
    id = api.create(OLD)["id"]
    path = f"/api/qr/codes/{id}"
    assert api.patch(path, json={"locked": True}).json()["locked"] is True
    edits = {
        "name": "Approved",
        "tags": ["legal"],
        "description": "By the board",
        "color": "#112233",
        "returnType": "svg",
    }
    edited = api.patch(path, json=edits)
    assert edited.status_code == 200, edited.text
    assert (edited.json()["name"], edited.json()["tags"], edited.json()["locked"]) == ("Approved", ["legal"], True)
    assert api.patch(path, json={"status": "inactive"}).status_code == 200
    assert scan(scanner, id).status_code == 404
    assert api.post("/api/qr/codes/bulk/resume", json={"ids": [id]}).json()["updated"] == 1
    assert scan(scanner, id).headers["Location"] == OLD
    listed = api.get("/api/qr/codes", params={"q": id}).json()["data"]
    assert [code["locked"] for code in listed] == [True]


def test_the_operator_locks_and_unlocks_beside_a_running_server(server: WaymarkServer, api: Client) -> None:
    id = api.create(OLD)["id"]
    assert server.run_json("codes", "lock", id)["locked"] is True
    assert_problem(api.put(f"/api/qr/codes/{id}", json={"destination": NEW}), 409, "CODE_LOCKED")
    refused = server.run("codes", "edit", id, "--destination", NEW)
    assert refused.returncode == 1 and b"codes unlock" in refused.stderr
    assert server.run("codes", "delete", id).returncode == 1
    assert ", locked" in server.run("codes", "show", id).stdout.decode()
    assert server.run_json("codes", "unlock", id)["locked"] is False
    assert api.put(f"/api/qr/codes/{id}", json={"destination": NEW}).status_code == 200
    assert server.run("codes", "unlock", "never-made").returncode == 1


@pytest.mark.parametrize("form", ["csv", "ndjson"])
def test_an_export_taken_back_locks_and_never_unlocks(
    account: Client, start_server: Callable[..., WaymarkServer], form: str
) -> None:
    locked, free = account.create(OLD, locked=True)["id"], account.create(OLD)["id"]
    file = account.get("/api/qr/codes/export", params={"format": form})
    kind = {"Content-Type": file.headers["Content-Type"]}

    def take(api: Client, content: bytes) -> dict[str, Any]:
        return api.post("/api/qr/codes/import", data=content, headers=kind).json()

    other = start_server().client()
    assert take(other, file.content)["created"] == 2
    assert [other.code(id)["locked"] for id in (locked, free)] == [True, False]
    assert take(account, file.content)["unchanged"] == 2
    moved = take(account, file.content.replace(OLD.encode(), NEW.encode()))
    assert (moved["updated"], moved["failed"]) == (1, 1)
    opened = take(account, file.content.replace(b"true", b"false"))
    assert opened["failed"] == 1 and "codes unlock" in json.dumps(opened)
    assert (account.code(locked)["destination"], account.code(locked)["locked"]) == (OLD, True)


def test_rows_of_bulk_jobs_make_locked_codes(account: Client) -> None:
    for path in ("/api/qr/bulk-generate", "/api/qr/codes/bulk"):
        row = {"uid": "one", "qrType": "dynamic", "dataType": "url", "data": OLD, "locked": True}
        job = account.post(path, json=[row]).json()
        eventually(
            lambda path=path, job=job: account.get(f"{path}/{job}").json()["status"],
            lambda status: status == "completed",
            within=20.0,
            what="the job",
        )
    codes = account.get("/api/qr/codes").json()["data"]
    assert [code["locked"] for code in codes] == [True, True]


def test_a_deleted_account_takes_its_locked_codes_along(server: WaymarkServer, scanner: Client) -> None:
    name = "locked-and-left"
    id = server.client(account=name).create(OLD, locked=True)["id"]
    assert server.run("accounts", "delete", name, "--yes").returncode == 0
    eventually(lambda: scan(scanner, id).status_code, lambda status: status == 404, within=2.0, what="the end")
