"""Webhooks: what is told, how it is signed, what becomes of failures, and what is refused."""

import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from harness import bulk
from harness.client import Client
from harness.polling import eventually
from harness.problems import assert_problem
from harness.receiver import Message, Receiver, receiver
from harness.server import WaymarkServer
from standardwebhooks.webhooks import WebhookVerificationError

WITHIN = 20.0
BUILT_IN = Path(__file__).parent.parent.parent / "deploy" / "plans.json"
PLANS = {
    "small": {
        "codes": None,
        "createsPerMinute": 10_000,
        "rendersPerMonth": 4,
        "overage": False,
        "zipBatchItems": 0,
        "maxSizeInches": 15,
        "maxDpi": 600,
        "logos": True,
    }
}


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


@pytest.fixture
def local(start_server: Any) -> WaymarkServer:
    """A server that may send to this machine."""
    return start_server(WAYMARK_FETCH_NETWORKS="127.0.0.0/8")


@pytest.fixture
def account(server: WaymarkServer) -> Client:
    """A client of an account of its own, which may manage webhooks."""
    return owner(server, account=f"account-{uuid.uuid4().hex[:12]}")


def owner(server: WaymarkServer, **options: str) -> Client:
    return server.client(scopes="read,write,admin", **options)


def subscribe(api: Client, url: str, *events: str) -> dict[str, Any]:
    fields = {"url": url, **({"events": list(events)} if events else {})}
    answer = api.post("/api/webhooks", json=fields)
    assert answer.status_code == 201, answer.text
    return answer.json()


def told(hook: Receiver, kind: str, count: int = 1) -> list[Message]:
    found = eventually(lambda: hook.of(kind), lambda found: len(found) >= count, within=WITHIN, what=kind)
    assert len(found) == count
    return found


def deliveries(api: Client, webhook: str, **parameters: Any) -> list[dict[str, Any]]:
    answer = api.get(f"/api/webhooks/{webhook}/deliveries", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def test_a_webhook_is_told_of_codes_with_a_signature_that_the_standard_library_accepts(
    local: WaymarkServer, hook: Receiver
) -> None:
    api = owner(local)
    made = subscribe(api, hook.url, "qr.created", "qr.updated", "qr.deleted")
    assert re.fullmatch(r"wh_[0-9A-Za-z]{16}", made["id"]) and made["secret"].startswith("whsec_")
    assert made["status"] == "active" and made["events"] == ["qr.created", "qr.updated", "qr.deleted"]
    code = api.create("https://example.com/a", slug="told", name="Told")
    edited = api.put("/api/qr/codes/told", json={"destination": "https://example.com/b"}).json()
    assert api.delete("/api/qr/codes/told").status_code == 204

    (created,) = told(hook, "qr.created")
    (updated,) = told(hook, "qr.updated")
    told(hook, "qr.deleted")
    envelope = created.verified(made["secret"])
    assert list(envelope) == ["id", "type", "createdAt", "data"]
    assert envelope["id"] == created.headers["webhook-id"]
    assert envelope["data"] == code
    assert updated.verified(made["secret"])["data"] == edited
    assert created.headers["content-type"] == "application/json"
    assert created.headers["user-agent"] == "Waymark-Webhooks"
    forged = Message(created.path, created.headers, created.body.replace(b"example.com/a", b"example.com/x"))
    with pytest.raises(WebhookVerificationError):
        forged.verified(made["secret"])
    log = eventually(
        lambda: deliveries(api, made["id"], state="delivered"), lambda log: len(log) == 3, within=WITHIN, what="log"
    )
    assert sorted(entry["type"] for entry in log) == ["qr.created", "qr.deleted", "qr.updated"]
    assert [entry["lastAttempt"]["status"] for entry in log] == [204] * 3


def test_scans_come_in_batches_without_address_and_digest(local: WaymarkServer, hook: Receiver) -> None:
    api, scanner = owner(local), local.anonymous()
    code = api.create(slug="scanned")
    made = subscribe(api, hook.url, "scan.created")
    for _ in range(30):
        assert scanner.get("/r/scanned", headers={"User-Agent": "Mozilla/5.0 (iPhone)"}).status_code == 302

    def scans() -> list[dict[str, Any]]:
        envelopes = [message.verified(made["secret"]) for message in hook.of("scan.created")]
        assert all(envelope["data"]["count"] == len(envelope["data"]["scans"]) for envelope in envelopes)
        return [scan for envelope in envelopes for scan in envelope["data"]["scans"]]

    found = eventually(scans, lambda scans: len(scans) >= 30, within=WITHIN, what="scans")
    assert len(found) == 30 and len({scan["id"] for scan in found}) == 30
    assert len(hook.messages) < 30
    assert {scan["code"] for scan in found} == {code["id"]}
    assert found[0]["destination"] == code["destination"]
    text = b"".join(message.body for message in hook.messages)
    assert b"127.0.0.1" not in text and b"visitor" not in text and b"Mozilla" not in text


def test_every_write_path_tells_of_its_codes(local: WaymarkServer, hook: Receiver) -> None:
    api = owner(local)
    subscribe(api, hook.url, "qr.created", "qr.updated", "bulk.completed")
    bulk.run(api, [{"data": f"https://example.com/{n}"} for n in range(3)], bulk.CODES)
    told(hook, "qr.created", 3)
    (completed,) = told(hook, "bulk.completed")
    data = json.loads(completed.body)["data"]
    assert re.fullmatch(r"bulk_[0-9a-f]{12}", data.pop("bulkId"))
    assert data == {"count": 3, "processed": 3, "succeeded": 3, "failed": 0}
    ids = [code["id"] for code in api.get("/api/qr/codes").json()["data"]]
    assert api.post("/api/qr/codes/bulk/pause", json={"ids": ids}).json()["updated"] == 3
    told(hook, "qr.updated", 3)
    rows = "id,dataType,destination\nimported,url,https://example.com/i\n"
    answer = api.post("/api/qr/codes/import", data=rows, headers={"Content-Type": "text/csv"})
    assert answer.status_code < 300, answer.text
    assert b'"id":"imported"' in told(hook, "qr.created", 4)[-1].body


def test_quota_thresholds_are_told_once(make_server: Any, hook: Receiver, tmp_path: Any) -> None:
    plans = tmp_path / "plans.json"
    plans.write_text(json.dumps({**json.loads(BUILT_IN.read_text()), **PLANS}))
    local = make_server(WAYMARK_FETCH_NETWORKS="127.0.0.0/8", WAYMARK_PLANS=str(plans)).start()
    api = owner(local, account="small", plan="small")
    subscribe(api, hook.url, "quota.threshold_75", "quota.threshold_100")
    path = "/api/qr/static?dataType=text"
    statuses = [api.get(path, params={"data": f"n{n}"}).status_code for n in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    (three,) = told(hook, "quota.threshold_75")
    (four,) = told(hook, "quota.threshold_100")
    data = json.loads(three.body)["data"]
    assert (data["used"], data["quota"], data["remaining"]) == (3, 4, 1)
    assert json.loads(four.body)["data"]["remaining"] == 0


def test_a_failure_is_tried_again_under_the_same_id(local: WaymarkServer, hook: Receiver) -> None:
    api = owner(local)
    made = subscribe(api, hook.url, "qr.created")
    hook.status = 503
    api.create()
    eventually(lambda: hook.messages, within=WITHIN, what="the first attempt")
    (entry,) = eventually(
        lambda: deliveries(api, made["id"]), lambda log: log[0]["attempts"] == 1, within=WITHIN, what="log"
    )
    assert entry["state"] == "pending" and entry["nextAttemptAt"] and entry["lastAttempt"]["status"] == 503
    assert "503" in entry["lastAttempt"]["error"]
    assert api.get(f"/api/webhooks/{made['id']}").json()["failingSince"]
    hook.status = 200
    eventually(lambda: len(hook.messages) == 2, within=WITHIN, what="the second attempt")
    assert hook.messages[0].headers["webhook-id"] == hook.messages[1].headers["webhook-id"]
    hook.messages[1].verified(made["secret"])
    (entry,) = eventually(
        lambda: deliveries(api, made["id"], state="delivered"), lambda log: len(log) == 1, within=WITHIN, what="log"
    )
    assert entry["attempts"] == 2
    assert api.get(f"/api/webhooks/{made['id']}").json()["failingSince"] is None


def test_a_receiver_that_is_gone_disables_its_webhook(local: WaymarkServer, hook: Receiver) -> None:
    api = owner(local)
    made = subscribe(api, hook.url)
    path = f"/api/webhooks/{made['id']}"
    hook.status = 410
    api.create()
    eventually(lambda: api.get(path).json()["status"] == "disabled", within=WITHIN, what="the disabled state")
    assert "410" in api.get(path).json()["reason"]
    assert_problem(api.post(f"{path}/test"), 409, "WEBHOOK_INACTIVE")
    hook.status = 200
    mended = api.patch(path, json={"status": "active"})
    assert mended.json()["status"] == "active" and mended.json()["reason"] is None
    answer = api.post(f"{path}/test")
    assert answer.status_code == 202 and answer.json()["type"] == "webhook.test"
    (message,) = told(hook, "webhook.test")
    assert message.verified(made["secret"])["data"] == {"webhook": made["id"]}


def test_redirects_are_not_followed(local: WaymarkServer, hook: Receiver) -> None:
    with receiver() as elsewhere:
        api = owner(local)
        made = subscribe(api, hook.url, "qr.created")
        hook.status, hook.headers = 307, {"Location": elsewhere.url}
        api.create()
        (entry,) = eventually(
            lambda: deliveries(api, made["id"]), lambda log: log[0]["attempts"] == 1, within=WITHIN, what="log"
        )
        assert "redirects are not followed" in entry["lastAttempt"]["error"]
        assert elsewhere.messages == []


def test_what_was_not_delivered_survives_a_kill(local: WaymarkServer, hook: Receiver) -> None:
    api = owner(local)
    made = subscribe(api, hook.url, "qr.created")
    hook.status = 500
    codes = [api.create()["id"] for _ in range(20)]
    local.kill()
    hook.status = 200
    local.start()
    # Failed attempts of before wait for their time; a test that passes makes all of them due.
    api.post(f"/api/webhooks/{made['id']}/test")

    def delivered() -> set[str]:
        entries = deliveries(api, made["id"], state="delivered", limit=100)
        return {entry["id"] for entry in entries if entry["type"] == "qr.created"}

    eventually(delivered, lambda found: len(found) == 20, within=60, what="the deliveries")
    assert {json.loads(message.body)["data"]["id"] for message in hook.of("qr.created")} == set(codes)


def test_a_rotation_signs_with_both_secrets_during_its_grace(local: WaymarkServer, hook: Receiver) -> None:
    api = owner(local)
    made = subscribe(api, hook.url, "qr.created")
    path = f"/api/webhooks/{made['id']}"
    rotated = api.post(f"{path}/rotate").json()
    assert rotated["secret"] != made["secret"] and rotated["previousSecretEndsAt"]
    api.create()
    (message,) = told(hook, "qr.created")
    message.verified(made["secret"])
    message.verified(rotated["secret"])
    last = api.post(f"{path}/rotate", json={"graceSeconds": 0}).json()
    assert last["previousSecretEndsAt"] is None
    api.create()
    message = told(hook, "qr.created", 2)[1]
    message.verified(last["secret"])
    with pytest.raises(WebhookVerificationError):
        message.verified(rotated["secret"])
    assert_problem(api.post(f"{path}/rotate", json={"graceSeconds": -1}), 422, pointer="/graceSeconds")


def test_the_log_has_pages_and_resends(local: WaymarkServer, hook: Receiver) -> None:
    api = owner(local)
    made = subscribe(api, hook.url, "qr.created")
    path = f"/api/webhooks/{made['id']}/deliveries"
    for _ in range(5):
        api.create()
    told(hook, "qr.created", 5)
    eventually(lambda: len(deliveries(api, made["id"], state="delivered")) == 5, within=WITHIN, what="log")
    seen, cursor = [], "0"
    while cursor:
        page = api.get(path, params={"limit": 2, "cursor": cursor}).json()
        seen += [entry["id"] for entry in page["data"]]
        cursor = page["pagination"]["nextCursor"]
    assert len(seen) == 5 and len(set(seen)) == 5
    assert_problem(api.get(path, params={"cursor": "nonsense"}), 422, pointer="/query/cursor")
    assert_problem(api.get(path, params={"state": "lost"}), 422, pointer="/query/state")
    one = api.get(f"{path}/{seen[0]}").json()
    assert one["event"]["id"] == seen[0] and one["event"]["type"] == "qr.created"
    assert api.post(f"{path}/{seen[0]}/resend").status_code == 202
    again = told(hook, "qr.created", 6)[-1]
    assert again.headers["webhook-id"] == seen[0]
    assert_problem(api.get(f"{path}/msg_none"), 404, "NOT_FOUND")
    assert_problem(api.post(f"{path}/msg_none/resend"), 404, "NOT_FOUND")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/hook",
        "http://[::1]:8080/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://localhost./",
        "https://localhost/",
        "https://10.1.2.3/",
        "http://169.254.169.254/latest/meta-data/",
        "ftp://example.com/",
        "https://user:secret@example.com/",
        "https://example.com:25/",
        "https://exa mple.com/",
        "nonsense",
        "",
        "https://example.com/" + "a" * 2_100,
    ],
)
def test_addresses_that_are_not_public_are_refused(account: Client, url: str) -> None:
    answer = account.post("/api/webhooks", json={"url": url})
    assert_problem(answer, 422, "VALIDATION_FAILED", "/url")
    assert account.get("/api/webhooks").json()["data"] == []


def test_a_name_that_leads_to_a_private_address_is_not_reached(start_server: Any, hook: Receiver) -> None:
    """No setting allows this machine: whatever the address looks like when it is given, the delivery fails."""
    server = start_server()
    api = owner(server)
    port = hook.url.split(":")[2].split("/")[0]
    answer = api.post("/api/webhooks", json={"url": f"http://0x7f000001:{port}/hook"})
    if answer.status_code == 201:
        api.create()
        eventually(
            lambda: deliveries(api, answer.json()["id"])[0]["attempts"] > 0, within=WITHIN, what="the first attempt"
        )
    assert hook.messages == []


def test_the_servers_own_address_is_refused(local: WaymarkServer) -> None:
    api = owner(local)
    problem = assert_problem(api.post("/api/webhooks", json={"url": f"{local.base_url}/api/webhooks"}), 422)
    assert "own" in problem["detail"]


@pytest.mark.parametrize(
    ("fields", "status", "pointer"),
    [
        ({}, 422, "/url"),
        ({"url": 5}, 400, "/url"),
        ({"url": "https://example.com/", "events": []}, 422, "/events"),
        ({"url": "https://example.com/", "events": ["qr.exploded"]}, 422, "/events"),
        ({"url": "https://example.com/", "events": "qr.created"}, 400, "/events"),
        ({"url": "https://example.com/", "status": "disabled"}, 422, "/status"),
        ({"url": "https://example.com/", "secret": "mine"}, 422, "/secret"),
        ({"url": "https://example.com/", "description": "x" * 501}, 422, "/description"),
    ],
)
def test_faulty_fields_make_no_webhook(account: Client, fields: dict[str, Any], status: int, pointer: str) -> None:
    assert_problem(account.post("/api/webhooks", json=fields), status, pointer=pointer)
    assert account.get("/api/webhooks").json()["data"] == []


def test_webhooks_belong_to_their_account_and_need_the_scope_admin(server: WaymarkServer, account: Client) -> None:
    made = subscribe(account, "https://example.com/hook")
    path = f"/api/webhooks/{made['id']}"
    found = account.get(path).json()
    assert "secret" not in found and found["url"] == "https://example.com/hook"
    assert account.get("/api/webhooks").json()["data"] == [found]
    other = owner(server, account=f"other-{uuid.uuid4().hex[:12]}")
    for answer in (
        other.get(path),
        other.patch(path, json={"status": "paused"}),
        other.delete(path),
        other.post(f"{path}/test"),
        other.post(f"{path}/rotate"),
        other.get(f"{path}/deliveries"),
    ):
        assert_problem(answer, 404, "NOT_FOUND")
    weak = server.client(scopes="read,write")
    assert_problem(weak.get("/api/webhooks"), 403, "SCOPE_MISSING")
    assert account.patch(path, json={"status": "paused", "description": "quiet"}).json()["status"] == "paused"
    assert_problem(account.patch(path, json={"url": None}), 422, pointer="/url")
    assert account.get("/api/v1/webhooks/").json()["data"][0]["description"] == "quiet"
    assert account.delete(path).status_code == 204
    assert_problem(account.get(path), 404)


def test_an_account_has_twenty_webhooks_at_most(account: Client) -> None:
    for number in range(20):
        subscribe(account, f"https://example.com/{number}")
    answer = account.post("/api/webhooks", json={"url": "https://example.com/20"})
    assert_problem(answer, 409, "WEBHOOK_LIMIT_REACHED")
    assert len(account.get("/api/webhooks").json()["data"]) == 20
