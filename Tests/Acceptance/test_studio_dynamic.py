"""`/api/v1/dynamic/` and `/api/v1/usage/`."""

import pytest
from harness.client import Client
from harness.scanning import wait_for_scans
from harness.server import WaymarkServer

PATH = "/api/v1/dynamic/"
FIELDS = {
    "id", "short_id", "name", "destination_url", "variants", "is_active", "scan_count", "last_scanned_at",
    "destination_changes_count", "public_url", "created_at", "updated_at",
}  # fmt: skip


@pytest.mark.promise("qrstudio.dynamic")
def test_a_code_is_made_moved_paused_counted_and_deleted(account: Client, scanner: Client) -> None:
    made = account.post(PATH, json={"name": "Promo", "destination_url": "https://example.com/1"})
    assert made.status_code == 201
    code = made.json()
    assert set(code) == FIELDS and len(code["short_id"]) == 8
    one = f"{PATH}{code['short_id']}/"
    scan = scanner.get(code["public_url"])
    assert scan.headers["Location"] == "https://example.com/1" and scan.headers["Cache-Control"] == "no-store"
    moved = account.patch(one, json={"destination_url": "https://example.com/2"}).json()
    assert moved["destination_changes_count"] == 1
    assert scanner.get(code["public_url"]).headers["Location"] == "https://example.com/2"
    assert account.patch(one, json={"is_active": False}).json()["is_active"] is False
    assert "Location" not in scanner.get(code["public_url"]).headers
    wait_for_scans(account, code["short_id"], 2)
    counts = account.get(f"{one}analytics/", params={"days": 1}).json()
    assert counts["totals"]["scans"] == 2 and counts["short_id"] == code["short_id"]
    assert account.get(one).json()["scan_count"] == 2
    assert account.delete(one).status_code == 204
    assert account.get(one).status_code == 404 and scanner.get(code["public_url"]).status_code == 410


@pytest.mark.promise("qrstudio.lists")
def test_lists_are_numbered_pages(account: Client) -> None:
    for number in range(3):
        account.post(PATH, json={"name": f"Code {number}", "destination_url": "https://example.com/"})
    first = account.get(PATH, params={"page_size": 2}).json()
    assert first["count"] == 3 and first["previous"] is None
    assert [code["name"] for code in first["results"]] == ["Code 2", "Code 1"]
    rest = account.get(first["next"]).json()
    assert rest["next"] is None and [code["name"] for code in rest["results"]] == ["Code 0"]


@pytest.mark.promise("qrstudio.usage")
def test_usage_tells_plan_and_month(server: WaymarkServer) -> None:
    client = server.client(account="studio-usage", plan="starter")
    usage = client.get("/api/v1/usage/").json()
    assert usage["plan"] == "starter" and client.key is not None and client.key.startswith(usage["key_prefix"])
    assert (usage["monthly_quota"], usage["used_this_month"], usage["remaining"]) == (500, 0, 500)
    assert (usage["max_size_inches"], usage["max_dpi"], usage["allow_custom_logo"]) == (8, 300, True)
    assert (usage["max_bulk_items"], usage["max_active_dynamic_qrs"], usage["active_dynamic_qrs"]) == (50, 10, 0)
    assert usage["credits_remaining"] == 500


def test_errors_have_that_apis_shape(account: Client, api: Client, scanner: Client) -> None:
    assert "detail" in scanner.get(PATH).json()
    foreign = api.create()["id"]
    for answer in (
        account.get(f"{PATH}{foreign}/"), account.patch(f"{PATH}{foreign}/", json={}),
        account.delete(f"{PATH}{foreign}/"), account.get(f"{PATH}{foreign}/analytics/"),
    ):  # fmt: skip
        assert answer.status_code == 404 and answer.json()["detail"]
    answer = account.post(PATH, json={"name": "x", "destination_url": "javascript:alert(1)"})
    assert answer.status_code == 422 and "destination_url" in answer.json()


def test_health_and_status_need_no_key(scanner: Client) -> None:
    assert scanner.get("/api/health/").status_code == 200
    assert scanner.get("/api/status/").status_code == 200
