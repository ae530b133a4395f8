"""The five operations on up to a hundred codes, at both prefixes."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from harness.client import Client
from harness.problems import assert_problem

OLD, NEW = "https://example.com/old", "https://example.com/new"
PREFIXES = ("/api/qr/codes/bulk", "/qr/bulk")


def outcome(answer: requests.Response) -> tuple[int, int]:
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert len(body["results"]) == body["updated"] + body["failed"]
    assert all(("error" in one) == (one["status"] == "failed") for one in body["results"])
    return body["updated"], body["failed"]


@pytest.mark.promise("qrius.bulk-operations", "qrius.bulk-tags")
@pytest.mark.parametrize("prefix", PREFIXES)
def test_each_operation_changes_every_code_at_once(account: Client, scanner: Client, prefix: str) -> None:
    ids = [account.create(OLD)["id"] for _ in range(3)]
    for id in ids:
        assert scanner.get(f"/r/{id}").headers["Location"] == OLD

    def ask(operation: str, **fields: Any) -> tuple[int, int]:
        return outcome(account.post(f"{prefix}/{operation}", json={"qrCodeIds": ids, **fields}))

    assert ask("update-destination", destinationUrl=NEW) == (3, 0)
    assert [scanner.get(f"/r/{id}").headers["Location"] for id in ids] == [NEW] * 3
    assert ask("tags", action="add", tags=["a", "b"]) == (3, 0)
    assert ask("tags", action="remove", tags=["a"]) == (3, 0)
    assert [account.code(id)["tags"] for id in ids] == [["b"]] * 3
    assert ask("tags", action="set", tags=["z"]) == (3, 0)
    assert account.get("/api/qr/codes", params={"tag": "z"}).json()["pagination"]["total"] == 3
    assert ask("pause") == (3, 0)
    assert [scanner.get(f"/r/{id}").status_code for id in ids] == [404] * 3
    assert ask("resume") == (3, 0)
    assert [scanner.get(f"/r/{id}").status_code for id in ids] == [302] * 3
    assert ask("delete") == (3, 0)
    assert [scanner.get(f"/r/{id}").status_code for id in ids] == [410] * 3
    assert ask("delete") == (0, 3)


@pytest.mark.promise("qrius.bulk-destination", "qrius.bulk-cap")
def test_a_hundred_codes_change_under_load(account: Client, scanner: Client) -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: Client(account.base_url, account.key).create(OLD)["id"], range(100)))
    body = {"ids": ["qr_" + id for id in ids], "destination": NEW}
    assert outcome(account.post("/api/qr/codes/bulk/update-destination", json=body)) == (100, 0)
    assert {scanner.get(f"/r/{id}").headers["Location"] for id in ids} == {NEW}


@pytest.mark.promise("qrius.partial")
def test_unknown_foreign_and_guarded_codes_fail_alone(account: Client, api: Client, scanner: Client) -> None:
    mine, foreign = account.create(OLD)["id"], api.create(OLD)["id"]
    password = account.create(OLD, password="open sesame")["id"]
    sealed = account.create(OLD, secure=["encrypt"])["id"]
    body = {"ids": ["neverMade", foreign, password, sealed, mine], "destinationUrl": NEW}
    answer = account.post("/api/qr/codes/bulk/update-destination", json=body)
    assert outcome(answer) == (1, 4)
    results = answer.json()["results"]
    assert [one["id"] for one in results] == body["ids"]
    assert [one["status"] for one in results] == ["failed"] * 4 + ["updated"]
    assert results[0]["error"] == results[1]["error"]
    assert [one.get("code") for one in results] == ["NOT_FOUND", "NOT_FOUND", "CODE_LOCKED", "CODE_LOCKED", None]
    assert scanner.get(f"/r/{foreign}").headers["Location"] == OLD
    assert scanner.get(f"/r/{mine}").headers["Location"] == NEW


@pytest.mark.promise("qrius.bulk-cap")
@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize(
    ("operation", "fields", "status"),
    [
        ("update-destination", {"ids": []}, 422),
        ("update-destination", {"ids": [f"id-{number}" for number in range(101)]}, 422),
        ("update-destination", {}, 422),
        ("update-destination", {"ids": "one"}, 400),
        ("update-destination", {"ids": [None]}, 400),
        ("update-destination", {"destinationUrl": "javascript:alert(1)"}, 422),
        ("update-destination", {"destinationUrl": ""}, 422),
        ("update-destination", {"destinationUrl": None}, 422),
        ("update-destination", {"destinationUrl": 7}, 400),
        ("tags", {"action": "drop"}, 422),
        ("tags", {"action": None}, 422),
        ("tags", {"tags": [7]}, 400),
        ("tags", {"tags": []}, 422),
    ],
)
def test_a_faulty_request_changes_nothing(
    account: Client, prefix: str, operation: str, fields: dict[str, Any], status: int
) -> None:
    code = account.create(OLD)
    good = {"destinationUrl": NEW} if operation == "update-destination" else {"action": "add", "tags": ["a"]}
    ids = {} if fields == {} else {"ids": [code["id"]]}
    answer = account.post(f"{prefix}/{operation}", json={**ids, **good, **fields})
    assert answer.status_code == status, answer.text
    if prefix == "/qr/bulk":
        assert set(answer.json()) == {"statusCode", "error", "message"}
    else:
        assert_problem(answer, status)
    assert account.code(code["id"]) == code


def test_a_code_named_twice_is_refused(account: Client) -> None:
    code = account.create(OLD)
    body = {"ids": [code["id"], "qr_" + code["id"]], "destination": NEW}
    assert_problem(account.post("/api/qr/codes/bulk/update-destination", json=body), 422, pointer="/ids/1")
    assert account.code(code["id"]) == code
