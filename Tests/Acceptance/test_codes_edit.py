"""PUT, PATCH and DELETE of a code, and what ETags are for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from harness.client import Client
from harness.problems import assert_problem
from harness.scanning import scan, wait_for_scans

OLD, NEW = "https://example.com/old", "https://example.com/new"


def path(id: str) -> str:
    return f"/api/qr/codes/{id}"


@pytest.mark.promise("exaroutes-codes.update")
def test_put_changes_the_destination_and_nothing_else(api: Client, scanner: Client) -> None:
    before = api.create(OLD, name="Kept", tags=["kept"], returnType="svg")
    assert scan(scanner, before["id"]).headers["Location"] == OLD
    answer = api.put(path(before["id"]), json={"destination": NEW})
    assert answer.status_code == 200
    after = answer.json()
    assert scan(scanner, before["id"]).headers["Location"] == NEW
    changing = ("destination", "updatedAt", "scans", "lastScannedAt")
    assert {k: v for k, v in after.items() if k not in changing} == {
        k: v for k, v in before.items() if k not in changing
    }
    assert datetime.fromisoformat(after["updatedAt"]) > datetime.fromisoformat(before["updatedAt"])


def test_an_edit_is_in_force_when_it_is_answered_even_under_load(api: Client, scanner: Client, server) -> None:
    id = api.create(OLD)["id"]
    with ThreadPoolExecutor(4) as pool:
        loads = [pool.submit(lambda: [server.anonymous().get(f"/r/{id}") for _ in range(60)]) for _ in range(3)]
        for number in range(20):
            destination = f"https://example.com/edit/{number}"
            assert api.put(path(id), json={"destination": destination}).status_code == 200
            assert scan(scanner, id).headers["Location"] == destination
        assert all(answer.status_code == 302 for load in loads for answer in load.result())


def test_a_paused_code_answers_404_and_can_be_resumed(api: Client, scanner: Client) -> None:
    id = api.create(OLD)["id"]
    paused = api.put(path(id), json={"destination": OLD, "status": "inactive"})
    assert paused.json()["status"] == "inactive"
    answer = scan(scanner, id)
    assert answer.status_code == 404
    assert "text/html" in answer.headers["Content-Type"]
    assert "Location" not in answer.headers
    api.patch(path(id), json={"status": "active"})
    assert scan(scanner, id).status_code == 302


def test_patch_is_a_merge(api: Client) -> None:
    made = api.create(OLD, name="Name", tags=["a", "b"], description="Text", forwardQuery=True)
    answer = api.patch(path(made["id"]), json={"name": None, "tags": ["c"], "redirectStatus": 307})
    assert answer.status_code == 200
    after = answer.json()
    assert after["name"] is None
    assert after["tags"] == ["c"]
    assert after["redirectStatus"] == 307
    assert (after["description"], after["forwardQuery"], after["destination"]) == ("Text", True, OLD)
    assert api.code(made["id"]) == after


def test_patch_takes_the_merge_patch_media_type(api: Client) -> None:
    id = api.create(OLD)["id"]
    headers = {"Content-Type": "application/merge-patch+json; charset=utf-8"}
    assert api.patch(path(id), data='{"name": "Renamed"}', headers=headers).json()["name"] == "Renamed"


def test_a_refused_patch_changes_nothing(api: Client) -> None:
    made = api.create(OLD, name="Kept")
    assert_problem(api.patch(path(made["id"]), json={"name": "New", "destination": "ftp://example.com/"}), 422)
    assert api.code(made["id"]) == made


def test_every_edit_has_an_etag_of_its_own(api: Client) -> None:
    answer = api.post("/api/qr/codes", json={"data": OLD})
    id, tags = answer.json()["id"], [answer.headers["ETag"]]
    for number in range(3):
        tags.append(api.put(path(id), json={"destination": f"{NEW}/{number}"}).headers["ETag"])
    assert len(set(tags)) == 4
    assert api.get(path(id)).headers["ETag"] == tags[-1]


def test_if_none_match_spares_the_body(api: Client) -> None:
    id = api.create(OLD)["id"]
    etag = api.get(path(id)).headers["ETag"]
    for header in (etag, f'"other", {etag}', "*"):
        answer = api.get(path(id), headers={"If-None-Match": header})
        assert (answer.status_code, answer.content) == (304, b""), header
        assert answer.headers["ETag"] == etag
    assert api.get(path(id), headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_if_match_refuses_a_stale_edit(api: Client, method: str) -> None:
    id = api.create(OLD)["id"]
    stale = api.get(path(id)).headers["ETag"]
    current = api.put(path(id), json={"destination": NEW}).headers["ETag"]
    body = None if method == "DELETE" else {"destination": OLD}
    assert_problem(api.request(method, path(id), json=body, headers={"If-Match": stale}), 412)
    assert api.code(id)["destination"] == NEW
    # RFC 9110 section 13.1.1: a weak tag is never the same.
    assert_problem(api.request(method, path(id), json=body, headers={"If-Match": f"W/{current}"}), 412)
    assert api.code(id)["destination"] == NEW
    assert api.request(method, path(id), json=body, headers={"If-Match": f'"other", {current}'}).ok


@pytest.mark.parametrize("body", [{}, {"name": "Poster"}, {"tags": ["a"], "status": "active"}])
def test_a_patch_that_changes_nothing_is_no_edit(api: Client, body: dict[str, Any]) -> None:
    id = api.create(OLD, name="Poster", tags=["a"])["id"]
    before = api.get(path(id))
    answer = api.patch(path(id), json=body)
    assert (answer.status_code, answer.json()) == (200, before.json())
    assert answer.headers["ETag"] == before.headers["ETag"]


def test_of_edits_that_race_with_the_same_etag_one_wins(api: Client, server) -> None:
    id = api.create(OLD)["id"]
    etag = api.get(path(id)).headers["ETag"]

    def edit(number: int) -> int:
        body = {"destination": f"{NEW}/{number}"}
        return Client(server.base_url, api.key).put(path(id), json=body, headers={"If-Match": etag}).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(edit, range(16)))
    assert sorted(set(statuses)) == [200, 412]
    assert statuses.count(200) == 1


def test_a_payload_of_another_type_is_edited_in_its_own_form(api: Client, scanner: Client) -> None:
    id = api.create("+46855501742", dataType="phone")["id"]
    assert_problem(api.put(path(id), json={"destination": NEW}), 422, pointer="/destination")
    assert api.put(path(id), json={"destination": "+46855501743"}).status_code == 200
    assert scan(scanner, id).headers["Location"] == "tel:+46855501743"


def test_delete_is_soft_and_final(api: Client, scanner: Client) -> None:
    id = api.create(OLD)["id"]
    scan(scanner, id)
    wait_for_scans(api, id, 1)
    gone = api.delete(path(id))
    assert (gone.status_code, gone.content) == (204, b"")
    assert scan(scanner, id).status_code == 410
    assert_problem(api.get(path(id)), 404)
    assert_problem(api.delete(path(id)), 404)
    assert_problem(api.put(path(id), json={"destination": NEW}), 404)
    assert_problem(api.get(path(id) + "/image"), 404)


def test_the_analytics_of_a_deleted_code_stay_readable(api: Client, scanner: Client) -> None:
    id = api.create(OLD)["id"]
    scan(scanner, id)
    wait_for_scans(api, id, 1)
    api.delete(path(id))
    assert api.analytics(id)["totals"]["scans"] == 1


@pytest.mark.promise("exaroutes-codes.locked")
@pytest.mark.parametrize("guard", [{"password": "open sesame"}, {"secure": ["encrypt"]}])
def test_put_on_a_guarded_code_is_a_409_and_changes_nothing(api: Client, guard: dict[str, Any]) -> None:
    code = api.create(**guard)
    for body in (
        {"destination": "https://example.com/new"},
        {"destination": "https://example.com/", "status": "inactive"},
    ):
        assert_problem(api.put(f"/api/qr/codes/{code['id']}", json=body), 409, "CODE_LOCKED")
    assert api.code(code["id"]) == code
