"""GET /api/qr/codes/{id}/analytics: what is counted, and how it is shown."""

import csv
import io
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from harness.client import Client
from harness.polling import eventually
from harness.scanning import BOT, OTHER_PHONE, PHONE, VISIBLE_WITHIN, scan, wait_for_scans

BOTS = {
    "googlebot": BOT,
    "bingbot": "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "facebook": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "slack": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "telegram": "TelegramBot (like TwitterBot)",
    "whatsapp": "WhatsApp/2.23.20.0",
}


@pytest.mark.promise("exaroutes-codes.analytics")
def test_an_unscanned_code_has_thirty_days_of_zeros(api: Client) -> None:
    code = api.create()
    found = api.analytics(code["id"])
    today = datetime.now(UTC).date()
    assert found["id"] == code["id"]
    assert (found["days"], found["interval"], found["timezone"]) == (30, "day", "UTC")
    assert found["totals"] == {"scans": 0, "uniques": 0, "bots": 0}
    assert [entry["date"][:10] for entry in found["series"]] == [
        (today - timedelta(days=back)).isoformat() for back in range(29, -1, -1)
    ]
    assert all((entry["scans"], entry["uniques"]) == (0, 0) for entry in found["series"])
    assert found["countries"] == []


@pytest.mark.promise("exaroutes-codes.analytics")
@pytest.mark.parametrize("days", [1, 7, 90])
def test_the_series_has_as_many_days_as_asked_for(api: Client, days: int) -> None:
    found = api.analytics(api.create()["id"], days=days)
    assert found["days"] == days
    assert len(found["series"]) == days


def test_a_scan_is_visible_within_two_seconds_today_and_on_the_code(api: Client, scanner: Client) -> None:
    id = api.create()["id"]
    scan(scanner, id)
    found = wait_for_scans(api, id, 1)
    assert found["series"][-1]["scans"] == 1
    assert found["series"][-1]["uniques"] == 1
    assert sum(entry["scans"] for entry in found["series"]) == 1
    code = api.code(id)
    assert code["scans"] == 1
    scanned = datetime.fromisoformat(code["lastScannedAt"])
    assert abs((datetime.now(UTC) - scanned).total_seconds()) < 30
    # Being scanned is no edit.
    assert code["updatedAt"] == code["createdAt"]


def test_a_visitor_is_unique_once_a_day_by_address_and_agent(api: Client, scanner: Client) -> None:
    id = api.create()["id"]
    for agent in (PHONE, PHONE, OTHER_PHONE, PHONE):
        scan(scanner, id, agent)
    assert wait_for_scans(api, id, 4)["totals"] == {"scans": 4, "uniques": 2, "bots": 0}


def test_uniques_are_counted_for_each_code(api: Client, scanner: Client) -> None:
    ids = [api.create()["id"] for _ in range(2)]
    for id in ids:
        scan(scanner, id)
    assert [wait_for_scans(api, id, 1)["totals"]["uniques"] for id in ids] == [1, 1]


@pytest.mark.parametrize("agent", list(BOTS.values()), ids=list(BOTS))
def test_a_known_bot_is_sent_on_but_counted_apart(api: Client, scanner: Client, agent: str) -> None:
    id = api.create()["id"]
    assert scan(scanner, id, agent).status_code == 302
    scan(scanner, id, PHONE)
    wait_for_scans(api, id, 1)
    assert api.analytics(id)["totals"] == {"scans": 1, "uniques": 1, "bots": 1}
    assert sum(country["scans"] for country in api.analytics(id)["countries"]) == 1
    assert api.code(id)["scans"] == 1


def test_bots_are_added_on_request(api: Client, scanner: Client) -> None:
    id = api.create()["id"]
    for agent in (BOT, BOT, PHONE):
        scan(scanner, id, agent)
    wait_for_scans(api, id, 1)
    assert api.analytics(id, bots="true")["totals"]["scans"] == 3
    assert api.analytics(id, bots="false")["totals"]["scans"] == 1


def test_head_is_never_a_scan(api: Client, scanner: Client) -> None:
    id = api.create()["id"]
    for _ in range(5):
        assert scanner.head(f"/r/{id}", headers={"User-Agent": PHONE}).status_code == 302
    scan(scanner, id)
    # The one that counts comes last, so that the others had their time.
    assert wait_for_scans(api, id, 1)["totals"] == {"scans": 1, "uniques": 1, "bots": 0}


def test_what_leads_nowhere_is_no_scan(api: Client, scanner: Client) -> None:
    id = api.create()["id"]
    api.patch(f"/api/qr/codes/{id}", json={"status": "inactive"})
    assert scan(scanner, id).status_code == 404
    api.patch(f"/api/qr/codes/{id}", json={"status": "active"})
    scan(scanner, id)
    assert wait_for_scans(api, id, 1)["totals"]["scans"] == 1


def test_payload_pages_and_files_are_scans(api: Client, scanner: Client) -> None:
    id = api.create("Platform 7", dataType="text")["id"]
    assert scan(scanner, id).status_code == 200
    assert wait_for_scans(api, id, 1)["totals"]["scans"] == 1


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu", "UTC"])
def test_days_are_those_of_the_zone(api: Client, scanner: Client, zone: str) -> None:
    id = api.create()["id"]
    scan(scanner, id)
    wait_for_scans(api, id, 1)
    before = datetime.now(ZoneInfo(zone)).date()
    found = api.analytics(id, tz=zone, days=2)
    after = datetime.now(ZoneInfo(zone)).date()
    assert found["timezone"] == zone
    assert found["series"][-1]["date"][:10] in (before.isoformat(), after.isoformat())
    assert found["totals"]["scans"] == 1


def test_hours_can_be_asked_for(api: Client, scanner: Client) -> None:
    id = api.create()["id"]
    scan(scanner, id)
    found = eventually(
        lambda: api.analytics(id, days=1, interval="hour"),
        lambda found: found["totals"]["scans"] == 1,
        within=VISIBLE_WITHIN,
        what="the scan by hours",
    )
    assert found["interval"] == "hour"
    assert len(found["series"]) == 24
    assert sum(entry["scans"] for entry in found["series"]) == 1


def test_a_range_can_be_named(api: Client, scanner: Client) -> None:
    id = api.create()["id"]
    scan(scanner, id)
    wait_for_scans(api, id, 1)
    today = datetime.now(UTC).date()
    past = {"from": (today - timedelta(days=9)).isoformat(), "to": (today - timedelta(days=5)).isoformat()}
    found = api.analytics(id, **past)
    assert found["totals"]["scans"] == 0
    assert [entry["date"][:10] for entry in found["series"]] == [
        (today - timedelta(days=back)).isoformat() for back in range(9, 4, -1)
    ]


def test_a_sum_is_a_sum(api: Client, scanner: Client) -> None:
    id = api.create()["id"]
    for _ in range(25):
        scan(scanner, id)
    found = wait_for_scans(api, id, 25)
    assert sum(entry["scans"] for entry in found["series"]) == 25
    assert sum(country["scans"] for country in found["countries"]) == 25


def test_scans_are_broken_down_by_what_they_were_made_with(api: Client, scanner: Client) -> None:
    id = api.create()["id"]
    headers = {"User-Agent": PHONE, "Accept-Language": "fr-CH, de;q=0.5", "Referer": "https://News.example/today?x=1"}
    assert scanner.get(f"/r/{id}", headers=headers).status_code == 302
    found = wait_for_scans(api, id, 1)
    assert found["devices"] == [{"name": "mobile", "scans": 1}]
    assert found["os"] == [{"name": "iOS", "scans": 1}]
    assert found["browsers"] == [{"name": "Mobile Safari", "scans": 1}]
    assert found["languages"] == [{"name": "fr", "scans": 1}]
    assert found["referrers"] == [{"name": "news.example", "scans": 1}]
    assert found["estimates"] == {"visitors": 1, "exact": True, "standardError": 0}


def test_codes_are_counted_together_by_tag_by_list_and_by_account(api: Client, scanner: Client) -> None:
    tag = f"batch-{uuid4().hex[:8]}"
    ids = [api.create(tags=[tag])["id"], api.create(tags=[tag])["id"], api.create()["id"]]
    for number, id in enumerate(ids):
        for _ in range(number + 1):
            scan(scanner, id)
    for number, id in enumerate(ids):
        wait_for_scans(api, id, number + 1)

    def total(**parameters: str) -> int:
        answer = api.get("/api/qr/analytics", params=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()["totals"]["scans"]

    assert total(tag=tag) == 3
    assert total(ids=",".join(ids)) == 6
    assert total() >= 6
    assert total(tag=tag, device="mobile") == 3
    assert total(tag=tag, device="desktop") == 0


def test_an_export_is_a_table_that_adds_up(api: Client, scanner: Client) -> None:
    id = api.create()["id"]
    for _ in range(3):
        scan(scanner, id)
    wait_for_scans(api, id, 3)
    answer = api.get(f"/api/qr/codes/{id}/analytics/export", params={"days": 7})
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 7
    assert sum(int(row["scans"]) for row in rows) == 3
    as_json = api.get(f"/api/qr/codes/{id}/analytics/export", params={"days": 7, "format": "json"}).json()
    assert as_json == api.analytics(id, days=7)
