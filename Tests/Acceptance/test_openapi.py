"""`/openapi.json` is valid, and real exchanges of every dialect are as it describes them."""

import io
import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from harness import bulk
from harness.client import Client
from harness.description import Description
from harness.events import EventStream
from harness.polling import eventually
from harness.receiver import receiver
from harness.scanning import wait_for_scans
from harness.server import WaymarkServer
from openapi_spec_validator import OpenAPIV31SpecValidator
from PIL import Image

URL = "https://example.com/landing"
STYLE = {"pattern": "dot", "color": "#123", "eyeFrame": "circle", "frame": {"style": "banner", "label": "SCAN"}}


# In one process, which then has seen every operation.
pytestmark = pytest.mark.xdist_group("openapi")


@pytest.fixture(scope="module")
def description(shared_server: WaymarkServer, request: pytest.FixtureRequest) -> Iterator[Description]:
    """The description; in the end each operation has succeeded somewhere, unless only some of the tests were run."""
    answer = requests.get(f"{shared_server.base_url}/openapi.json", timeout=10)
    assert answer.status_code == 200
    description = Description(answer.json())
    yield description
    tests = {name for name in vars(request.module) if name.startswith("test_")}
    run = {item.function.__name__ for item in request.session.items if item.module is request.module}
    if run == tests and not request.session.testsfailed:
        assert description.unseen == set()


@pytest.fixture
def watched(server: WaymarkServer, description: Description) -> Client:
    """A client of an account of its own that may do everything, whose every exchange is checked."""
    options = {"account": f"account-{uuid.uuid4().hex[:12]}", "scopes": "read,write,admin"}
    return description.watch(server.client(**options))


@pytest.fixture
def small(server: WaymarkServer, description: Description) -> Client:
    """The same on the smallest plan, with a key that may not manage anything."""
    return description.watch(server.client(account=f"account-{uuid.uuid4().hex[:12]}", plan="free"))


@pytest.fixture
def anybody(server: WaymarkServer, description: Description) -> Client:
    return description.watch(server.anonymous())


def done(answer: requests.Response, *statuses: int) -> Any:
    """The body of an answer that has one of these statuses."""
    assert answer.status_code in (statuses or (200, 201, 202, 204)), f"{answer.status_code}: {answer.text[:2000]}"
    is_json = answer.headers.get("Content-Type", "").partition(";")[0].endswith(("/json", "+json"))
    return answer.json() if is_json and answer.content else answer.text


def test_the_document_is_valid(description: Description) -> None:
    OpenAPIV31SpecValidator(description.document).validate()
    assert description.document["openapi"] == "3.1.0"


def test_the_version_is_the_programs(description: Description, server: WaymarkServer) -> None:
    shown = server.run("--version").stdout.decode().strip()
    assert shown == f"waymark {description.document['info']['version']}"


def test_the_examples_are_what_their_schemas_say(description: Description) -> None:
    count = 0
    for operation in description.operations:
        parts = [("body", operation.item.get("requestBody", {}))]
        parts += [(status, description.resolved(one)) for status, one in operation.item["responses"].items()]
        for name, part in parts:
            for kind, content in part.get("content", {}).items():
                named = [description.resolved(one)["value"] for one in content.get("examples", {}).values()]
                for example in [content["example"]] if "example" in content else named:
                    description.validate(example, content["schema"], f"{operation.id} {name} {kind}")
                    count += 1
        for parameter in operation.parameters:
            if "example" in parameter:
                description.validate(parameter["example"], parameter["schema"], f"{operation.id} {parameter['name']}")
    assert count > 100


def test_an_exchange_that_is_not_described_is_found(description: Description, server: WaymarkServer) -> None:
    answer = server.client().get("/api/qr/usage")
    description.check(answer)
    answer._content = answer.content.replace(b'"plan"', b'"extra":1,"plan"')
    with pytest.raises(AssertionError, match="extra"):
        description.check(answer)
    answer.headers["X-New"] = "1"
    with pytest.raises(AssertionError, match="x-new"):
        description.check(answer)


def test_the_page_shows_every_operation_and_loads_nothing(description: Description, anybody: Client) -> None:
    answer = anybody.get("/docs")
    assert answer.status_code == 200 and "script-src" not in answer.headers["Content-Security-Policy"]
    assert all(f'id="{operation.id}"' in answer.text for operation in description.operations)
    assert "<script" not in answer.text and "src=" not in answer.text


def test_open_paths(anybody: Client, server: WaymarkServer) -> None:
    for path in ("/", "/healthz", "/readyz", "/metrics", "/robots.txt", "/openapi.json", "/docs", "/docs/errors"):
        done(anybody.get(path))
        assert anybody.head(path).status_code == 200
    for path in ("/api/health", "/api/status"):
        done(anybody.get(path))
    tag = anybody.get("/openapi.json").headers["ETag"]
    assert anybody.get("/openapi.json", headers={"If-None-Match": tag}).status_code == 304
    assert anybody.get("/docs", headers={"If-None-Match": anybody.get("/docs").headers["ETag"]}).status_code == 304


def test_scans(watched: Client, anybody: Client) -> None:
    def scan(id: str, *, base: str = "/r/", **options: Any) -> requests.Response:
        return anybody.get(f"{base}{id}", **options)

    for status in (301, 302, 307, 308):
        id = watched.create(URL, redirectStatus=status)["id"]
        assert scan(id).status_code == status
        assert scan(id, base="/q/").status_code == status
        assert scan(id, base="/").status_code == status
    for type, data in [("text", "HELLO"), ("vcard", {"name": "Ada"}), ("wifi", {"ssid": "Cafe"})]:
        assert scan(watched.create(data, dataType=type)["id"]).status_code == 200
    event = {"title": "Talk", "start": "2027-05-21T15:00:00Z"}
    assert scan(watched.create(event, dataType="vcalendar")["id"]).status_code == 200
    assert scan("never-made").status_code == 404
    assert scan("never-made", base="/").status_code == 404
    assert scan("never-made", base="/", headers={"Accept": "text/html"}).status_code == 404
    done(watched.delete(f"/api/qr/codes/{id}"))
    assert scan(id).status_code == 410
    locked = watched.create(URL, password="open sesame")["id"]
    assert scan(locked).status_code == 200
    for path in ("/r/{}", "/q/{}/", "/{}"):
        path = path.format(watched.create(URL, password="open sesame")["id"])
        assert anybody.post(path, data={"password": "wrong"}).status_code == 403
        assert anybody.post(path, data={"password": "open sesame"}).status_code == 303
    assert anybody.post(f"/r/{watched.create(URL)['id']}", data={"password": "x"}).status_code == 405


def test_native_codes(watched: Client) -> None:
    made = watched.create(
        URL,
        **STYLE,
        name="Poster",
        tags=["a"],
        description="d",
        expiresAt="2099-01-01T00:00:00Z",
        fallbackUrl="https://example.com/over",
        scanLimit=100,
        sources=["door", "window"],
        utm={"source": "print", "medium": None},
        rules=[
            {"device": "mobile", "country": ["FR"], "destination": "https://example.com/m", "utm": {"term": "t"}},
            {
                "time": {"days": "sat", "from": "22:00", "to": "04:00", "zone": "Europe/Paris"},
                "variants": [{"destination": "https://example.com/a", "weight": 3}, {"destination": URL}],
            },
        ],
        variants=[{"destination": "https://example.com/1"}, {"destination": "https://example.com/2", "weight": 2}],
    )
    path = f"/api/qr/codes/{made['id']}"
    assert "scanReport" in made
    options = {"type": "extra-rounded", "color": "#222", "gradient": None}
    nested = watched.create(URL, dotsOptions=options, style={"margin": 2, "backgroundOptions": {"color": "white"}})
    assert nested["style"]["dotsOptions"]["color"] == "#222"
    gradient = {"type": "radial", "colorStops": [{"offset": 0, "color": "#000"}, {"offset": 1, "color": "#333"}]}
    watched.create(URL, gradient=gradient, margin=4, secure=["encrypt"])
    for type, data in [
        ("email", {"to": "a@example.com", "subject": "s"}),
        ("phone", {"phone": "+15551234567"}),
        ("sms", {"number": "+15551234567", "message": "m"}),
        ("geo", {"lat": 1.5, "lng": 2}),
        ("mecard", {"firstName": "Ada", "lastName": "L", "emails": ["a@example.com"]}),
        ("gs1", {"gtin": "09506000134352", "10": "ABC"}),
        ("url", {"url": URL}),
        ("text", {"text": "t"}),
    ]:
        assert watched.create(data, dataType=type)["dataType"] == type
    read = watched.get(path)
    assert watched.get(path, headers={"If-None-Match": read.headers["ETag"]}).status_code == 304
    done(watched.patch(path, json={"name": None, "tags": ["b"], "size": 600, "rules": None, "variants": None}))
    assert watched.put(path, json={"destination": URL, "status": "inactive"}).status_code == 200
    assert watched.put(path, json={"destination": URL}, headers={"If-Match": '"1.0"'}).status_code == 412
    first = watched.get("/api/qr/codes", params={"limit": 2, "sort": "name", "status": "active"})
    following = watched.get("/api/qr/codes", params={"cursor": done(first)["pagination"]["nextCursor"], "sort": "name"})
    done(following)
    done(watched.get("/api/qr/codes", params={"q": "exa", "type": "url", "tag": "b"}))
    assert watched.delete(path).status_code == 204


def test_native_pictures(watched: Client) -> None:
    path = f"/api/qr/codes/{watched.create(URL, sources=['door'])['id']}/image"
    for format in ("png", "svg", "pdf", "eps", "webp", "jpg"):
        done(watched.get(path, params={"format": format, "size": 400, "dpi": 300}))
        done(watched.get("/api/qr/static", params={"data": URL, "format": format, "frame.style": "banner"}))
    done(watched.get(path, params={"source": "door"}))
    done(watched.get(path, params={"report": "true"}))
    tag = watched.get(path).headers["ETag"]
    assert watched.get(path, headers={"If-None-Match": tag}).status_code == 304
    done(watched.post("/api/qr/static", json={"data": URL, **STYLE}))
    done(watched.post("/api/qr/static", json={"data": "HI", "dataType": "text", "symbology": "micro"}))
    done(watched.post("/api/qr/static", json={"data": URL, "format": "svg"}, headers={"Accept": "image/*"}))


def test_native_bulk(watched: Client) -> None:
    ids = [watched.create(URL)["id"] for _ in range(2)]
    for prefix in ("/api/qr/codes/bulk", "/qr/bulk"):
        for operation, fields in [
            ("update-destination", {"destinationUrl": "https://example.com/n"}),
            ("tags", {"action": "add", "tags": ["t"]}),
            ("pause", {}),
            ("resume", {}),
            ("activate", {}),
        ]:
            assert done(watched.post(f"{prefix}/{operation}", json={"ids": [*ids, "none"], **fields}))["failed"] == 1
            assert watched.post(f"{prefix}/{operation}", json={"ids": []}).status_code == 422
            assert watched.post(f"{prefix}/{operation}", json={"ids": 1}).status_code == 400
        assert done(watched.post(f"{prefix}/delete", json={"qrCodeIds": [ids.pop()]}))["updated"] == 1
    rows = [
        {"uid": "a", "data": URL, "sources": ["x", "y"]},
        {"data": URL, "qrType": "static", "dataType": "URL"},
        {"uid": 3, "data": "gopher://x"},
        {"data": "AB", "dataType": "text", "symbology": "micro", "version": 2},
    ]
    for path in (bulk.CODES, bulk.OLDER):
        job = bulk.submit(watched, [{**row, "uid": row.get("uid", "u")} for row in rows], path)
        assert watched.get(f"{path}/{job}/result").status_code in (200, 410)
        bulk.completed(watched, job, path)
        assert watched.get(f"{path}/{job}/result").status_code in (200, 410)
        assert watched.get(f"{path}/{job}/result").status_code == 410
        other = bulk.submit(watched, [{"uid": "a", "data": URL, "dataType": "url"}], path)
        bulk.completed(watched, other, path)
        done(watched.get(f"{path}/{other}/events"))
        archive = watched.get(f"{path}/{other}/result", headers={"Accept": "application/zip"})
        assert archive.headers["Content-Type"] == "application/zip"
        assert watched.get(path).status_code == 400
        assert watched.get(f"{path}/bulk_0123456789ab").status_code == 404
        assert watched.post(path, json=[]).status_code == 400
        assert watched.post(path, data="[", headers={"Content-Type": "application/json"}).status_code == 400


def test_exaroutes(watched: Client) -> None:
    static = {"dataType": "text", "data": "HELLO", "unknown": 1}
    assert done(watched.post("/api/qr/generate", json=static)).startswith("data:image/png")
    done(watched.post("/api/qr/generate", json=static, headers={"Accept": "image/png"}))
    dynamic = {"dataType": "url", "data": URL, "qrType": "dynamic"}
    assert set(done(watched.post("/api/qr/generate", json={**dynamic, "uid": 7}))) == {
        "id",
        "uid",
        "url",
        "QRs",
        "scanReport",
    }
    done(watched.post("/api/qr/generate", json={**dynamic, "sources": ["a", "b"], "expiry": 4_102_444_800}))
    assert watched.post("/api/qr/generate", json={"data": "x", "width": 5_000}).status_code == 400
    key = {"Idempotency-Key": uuid.uuid4().hex}
    first = watched.post("/api/qr/generate", json=dynamic, headers=key)
    again = watched.post("/api/qr/generate", json=dynamic, headers=key)
    assert again.headers["Idempotency-Replayed"] == "true" and first.json() == again.json()
    file = f"{URL},url\nHELLO,text\n"
    path = "/api/qr/workspace-bulk-generate"
    job = done(watched.post(path, data=file, headers={"Content-Type": "text/csv"}))
    bulk.completed(watched, job)
    done(watched.post(path, files={"file": ("rows.csv", file, "text/csv")}))


def test_analytics_and_scans(watched: Client, server: WaymarkServer) -> None:
    id = watched.create(URL, tags=["t"], sources=["door"])["id"]
    with server.anonymous() as scanner:
        for language in ("fr", "de"):
            scanner.get(f"/r/{id}?source=door", headers={"Accept-Language": language, "User-Agent": "curl/8"})
    wait_for_scans(watched, id, 2)
    for path in (f"/api/qr/codes/{id}/analytics", "/api/qr/analytics", f"/api/v1/dynamic/{id}/analytics/",
                 f"/qr/qr_{id}/stats"):  # fmt: skip
        done(watched.get(path))
        done(watched.get(path, params={"days": 2, "interval": "hour", "tz": "Europe/Paris", "compare": "previous"}))
        done(watched.get(path, params={"language": "fr", "bots": "true", "top": 1}))
        done(watched.get(path, params={"source": "door", "only": "scans", "compare": "previous"}))
        assert watched.get(path, params={"days": "x"}).status_code == 400
        assert watched.get(path, params={"tz": "Nowhere"}).status_code == 422
    done(watched.get("/api/qr/analytics", params={"tag": "t"}))
    done(watched.get("/api/qr/analytics", params={"ids": id}))
    assert watched.get("/api/qr/analytics", params={"ids": "none"}).status_code == 404
    for path in (f"/api/qr/codes/{id}/analytics/export", "/api/qr/analytics/export"):
        done(watched.get(path))
        done(watched.get(path, params={"table": "languages"}))
        done(watched.get(path, params={"format": "json"}))
    done(watched.get(f"/qr/{id}/stats/export"))
    done(watched.get(f"/qr/{id}/stats/export", headers={"Accept": "text/csv"}))
    for path in (f"/api/qr/codes/{id}/scans", "/api/qr/scans"):
        assert len(done(watched.get(path))["data"]) == 2
        page = watched.get(path, params={"limit": 1, "sort": "scannedAt"})
        done(watched.get(path, params={"cursor": page.headers["X-Next-Cursor"], "sort": "scannedAt"}))
        done(watched.get(path, params={"format": "csv"}))
        done(watched.get(path, headers={"Accept": "application/x-ndjson"}))
        assert watched.get(path, params={"cursor": "none"}).status_code == 400


def test_live_scans(watched: Client, server: WaymarkServer, description: Description) -> None:
    id = watched.create(URL)["id"]
    with EventStream(server.port, f"/api/qr/codes/{id}/live", str(watched.key)) as stream:
        stream.watching()
        server.anonymous().get(f"/r/{id}")
        event = stream.take(1)[0]
    assert event.name == "scan"
    description.validate(event.data, {"$ref": "#/components/schemas/Scan"}, "a live scan")
    for path in (f"/api/qr/codes/{id}/live", "/api/qr/live"):
        watched.get(path, stream=True).close()


def test_export_and_import(watched: Client) -> None:
    watched.create(URL, name="One", slug=f"one-{uuid.uuid4().hex[:8]}", **STYLE)
    done(watched.get("/api/qr/codes/export"))
    lines = done(watched.get("/api/qr/codes/export", params={"complete": "true"}))
    watched.get("/api/qr/codes/export", headers={"Accept": "application/x-ndjson"})
    assert watched.get("/api/qr/codes/export", params={"complete": "true", "format": "csv"}).status_code == 422
    path = "/api/qr/codes/import"
    done(watched.post(path, data=lines, headers={"Content-Type": "application/x-ndjson"}))
    table = f"slashtag,destination\nab,{URL}\n,gopher://x\n"
    csv = {"Content-Type": "text/csv"}
    report = done(watched.post(path, params={"dryRun": "true", "rename": "old-"}, data=table, headers=csv))
    assert report["failed"] == 1 and report["rows"][0]["given"] == "ab"
    mapping = json.dumps({"destination": "goes to"})
    done(watched.post(path, params={"mapping": mapping}, data=f"goes to\n{URL}\n", headers=csv))
    assert watched.post(path, data="a,b\n1,2\n", headers=csv).status_code == 400
    assert watched.post(path, data="x", headers={"Content-Type": "image/png"}).status_code == 415


@pytest.mark.parametrize("base", ["/api/keys", "/api/v1/keys"])
def test_keys_and_usage(watched: Client, base: str) -> None:
    made = done(watched.post(base, json={"name": "shop", "scopes": "read", "expiresAt": "2099-01-01T00:00:00Z"}))
    path = f"{base}/{made['id']}"
    done(watched.get(base))
    done(watched.get(path))
    done(watched.patch(path, json={"scopes": ["read", "write"], "expiresAt": None}))
    done(watched.post(f"{path}/rotate"))
    done(watched.post(f"{path}/rotate", json={"graceHours": 1}))
    assert watched.delete(path).status_code == 204
    assert watched.get(f"{base}/wm_none").status_code == 404
    assert watched.post(base, json={"scopes": []}).status_code == 422
    assert watched.post(base, json={"name": 1}).status_code == 400
    done(watched.get("/api/qr/usage"))
    done(watched.get("/api/v1/usage/"))


@pytest.fixture
def told(start_server: Callable[..., WaymarkServer]) -> Iterator[tuple[WaymarkServer, str]]:
    """A server that may send to this machine, and where."""
    with receiver() as found:
        yield start_server(WAYMARK_FETCH_NETWORKS="127.0.0.0/8"), found.url


@pytest.mark.parametrize("base", ["/api/webhooks", "/api/v1/webhooks"])
def test_webhooks(description: Description, told: tuple[WaymarkServer, str], base: str) -> None:
    server, url = told
    watched = description.watch(server.client(account="hooks", scopes="read,write,admin"))
    done(watched.post(base, json={"url": url}))
    made = done(watched.post(base, json={"url": url, "events": ["qr.created"], "description": "d", "status": "active"}))
    path = f"{base}/{made['id']}"
    done(watched.get(base))
    done(watched.get(path))
    done(watched.patch(path, json={"description": None, "events": ["qr.created", "qr.updated", "scan.created"]}))
    done(watched.post(f"{path}/rotate", json={"graceSeconds": 60}))
    done(watched.post(f"{path}/rotate"))
    done(watched.post(f"{path}/test"))
    code = watched.create(URL)["id"]
    server.anonymous().get(f"/r/{code}")
    kinds = {"webhook.test", "qr.created", "scan.created"}

    def delivered() -> list[dict[str, Any]]:
        return [one for one in done(watched.get(f"{path}/deliveries"))["data"] if one["state"] == "delivered"]

    found = eventually(delivered, lambda found: {one["type"] for one in found} >= kinds, within=20, what="deliveries")
    for one in found:
        event = done(watched.get(f"{path}/deliveries/{one['id']}"))["event"]
        message = description.document["webhooks"][one["type"]]["post"]["requestBody"]["content"]["application/json"]
        description.validate(event, message["schema"], one["type"])
    done(watched.get(f"{path}/deliveries", params={"limit": 1, "state": "delivered"}))
    done(watched.post(f"{path}/deliveries/{found[0]['id']}/resend"))
    assert watched.get(f"{path}/deliveries/none").status_code == 404
    assert watched.get(f"{path}/deliveries", params={"limit": 0}).status_code == 422
    done(watched.patch(path, json={"status": "paused"}))
    assert watched.post(f"{path}/test").status_code == 409
    assert watched.post(base, json={"url": "gopher://x"}).status_code == 422
    assert watched.delete(path).status_code == 204
    assert watched.get(path).status_code == 404


def test_studio_pictures(watched: Client) -> None:
    for slash in ("", "/"):
        done(watched.post(f"/api/v1/generate{slash}", json={"data": URL, "size_inches": 1, "unknown": 1}))
    done(
        watched.post("/api/v1/generate/", json={"data": URL, "size_inches": 1, "format": "svg", "eye_shape": "circle"})
    )
    payload = {"name": "Promo", "destination_url": URL}
    dynamic = {"data_type": "dynamic", "payload": payload, "size_inches": 1}
    key = {"Idempotency-Key": uuid.uuid4().hex}
    for _ in range(2):
        done(watched.post("/api/v1/generate/", json=dynamic, headers=key))
    logo = io.BytesIO()
    Image.new("RGB", (64, 64), (200, 30, 30)).save(logo, "PNG")
    form = {"data": URL, "size_inches": "2", "logo_size_ratio": "0.2"}
    done(watched.post("/api/v1/generate/", data=form, files={"logo_file": ("l", logo.getvalue(), "image/png")}))
    done(watched.post("/api/v1/validate/", data=form, files={"logo_file": ("l", logo.getvalue(), "image/png")}))
    batch = {"items": [{"data": URL, "size_inches": 1}, dynamic]}
    done(watched.post("/api/v1/generate/bulk/", json=batch))
    refused = watched.post("/api/v1/generate/bulk/", json={"items": [{"data": URL}, {"size_inches": 1}]})
    assert set(done(refused, 422)["errors"]) == {"0", "1"}
    assert watched.post("/api/v1/generate/bulk/", json={"items": []}).status_code == 400
    fields = {"color": "#ccc", "frame_style": "none", "extra": 1, "pattern": "star", "logo_neon_alpha": 1}
    done(watched.post("/api/v1/validate/", json={"data": URL, "size_inches": 1, **fields}))
    native = {"margin": 2, "eyeFrame": "leaf-tl", "returnType": "pdf"}
    assert done(watched.post("/api/v1/validate/", json={"data": URL, **native}))["format"] == "pdf"
    done(watched.post("/api/v1/validate/", json={"data": {"ssid": "Cafe"}, "dataType": "wifi", "size": 400}))
    wrong = done(watched.post("/api/v1/generate/", json={"data": "x", "size_inches": 99, "color": "red"}), 422)
    assert {"data", "size_inches", "color"} <= set(wrong)
    pale = {"data": URL, "size_inches": 1, "color": "#fefefe", "background": "white"}
    assert done(watched.post("/api/v1/generate/", json=pale), 422)["scanReport"]["grade"] == "F"
    assert watched.post("/api/v1/generate/", json={"data": URL, "size_inches": "1"}).status_code == 400
    assert watched.post("/api/v1/generate/", data="x", headers={"Content-Type": "text/plain"}).status_code == 415


def test_studio_codes(watched: Client) -> None:
    variants = [{"destination_url": "https://example.com/1", "weight": 2}, {"destination_url": URL}]
    made = done(watched.post("/api/v1/dynamic/", json={"name": "A", "destination_url": URL, "variants": variants}))
    done(watched.post("/api/v1/dynamic/", json={"name": "B", "destination_url": URL, "is_active": False}))
    path = f"/api/v1/dynamic/{made['short_id']}/"
    done(watched.get(path))
    assert done(watched.patch(path, json={"destination_url": "https://example.com/n", "variants": None}))
    page = done(watched.get("/api/v1/dynamic/", params={"page": 1, "page_size": 1}))
    assert page["next"] is not None
    done(watched.get("/api/v1/dynamic/", params={"page": 2, "page_size": 1}))
    assert watched.get("/api/v1/dynamic/", params={"page": 0}).status_code == 422
    assert watched.post("/api/v1/dynamic/", json={"name": "A"}).status_code == 422
    assert watched.patch(path, json={"name": 1}).status_code == 400
    locked = watched.create(URL, password="open sesame")["id"]
    assert watched.patch(f"/api/v1/dynamic/{locked}/", json={"destination_url": URL}).status_code == 409
    assert watched.delete(path).status_code == 204
    assert watched.get(path).status_code == 404


def test_qrius_codes(watched: Client, anybody: Client) -> None:
    slug = f"conf-{uuid.uuid4().hex[:12]}"
    fields = {"name": "Keynote", "destinationUrl": URL, "slug": slug, "tags": ["t"], "description": "d", "other": 1}
    made = done(watched.post("/qr", json=fields))
    assert watched.post("/qr", json=fields).status_code == 409
    path = f"/qr/{made['id']}"
    done(watched.get(path))
    done(watched.patch(path, json={"name": "Closing", "isActive": False, "slug": slug}))
    done(watched.put(path, json={"destinationUrl": "https://example.com/n"}))
    done(watched.get("/qr", params={"limit": 1, "search": "conf", "sort": "-scans", "tag": "t"}))
    picture = anybody.get(made["qrCodeUrl"])
    assert picture.status_code == 200
    assert anybody.get(made["qrCodeUrl"], headers={"If-None-Match": picture.headers["ETag"]}).status_code == 304
    assert anybody.get(f"{path}/image", params={"signature": "x"}).status_code == 403
    assert watched.post("/qr", json={"name": "x"}).status_code == 422
    assert watched.post("/qr", json={"name": 1, "destinationUrl": URL}).status_code == 400
    assert watched.get("/qr", params={"page": "x"}).status_code == 400
    assert watched.delete(path).status_code == 204
    assert watched.get(path).status_code == 404


def test_errors_that_every_dialect_has(
    watched: Client, small: Client, anybody: Client, description: Description
) -> None:
    """No key, no scope, no such thing, too large a body, another media type, another method: each in its own words."""
    paths = {"/api/qr/codes": {"data": URL}, "/qr": {"name": "n", "destinationUrl": URL},
             "/api/v1/dynamic/": {"name": "n", "destination_url": URL}}  # fmt: skip
    for path, body in paths.items():
        assert anybody.post(path, json=body).status_code == 401
        assert anybody.get(path, headers={"Authorization": "Bearer wm_wrong"}).status_code == 401
        assert watched.post(path, data="{", headers={"Content-Type": "application/json"}).status_code == 400
        assert watched.post(path, data="{}", headers={"Content-Type": "text/plain"}).status_code == 415
        assert watched.post(path, json={}).status_code == 422
        assert watched.post(path, json=body, headers={"Idempotency-Key": "ü".encode("latin-1")}).status_code == 400
        assert watched.get(f"{path.rstrip('/')}/none").status_code == 404
        key = {"Idempotency-Key": uuid.uuid4().hex}
        done(watched.post(path, json=body, headers=key))
        done(watched.post(path, json=body, headers=key))
        assert watched.post(path, json={**body, "tags": ["x"]}, headers=key).status_code == 409
        large = {"Content-Type": "application/json"}
        assert watched.post(path, data=b" " * 25_000_001, headers=large).status_code == 413
    for path in ("/api/keys", "/api/v1/keys", "/api/webhooks", "/api/v1/webhooks"):
        assert small.get(path).status_code == 403
    assert watched.post("/api/qr/codes", json={"data": URL, "slug": "metrics"}).status_code == 422
    unscannable = done(watched.post("/api/qr/static", json={"data": URL, "color": "#eee"}), 422)
    assert unscannable["scanReport"]["grade"] == "F"


def test_limits_of_a_plan(small: Client) -> None:
    assert small.post("/api/qr/static", json={"data": URL, "sizeInches": 15}).status_code == 403
    assert small.post("/api/v1/generate/", json={"data": URL, "size_inches": 15}).status_code in (403, 422)
    batch = {"items": [{"data": URL, "size_inches": 1}]}
    assert small.post("/api/v1/generate/bulk/", json=batch).status_code == 403
    for _ in range(5):
        small.create(URL)
    full = small.post("/api/qr/codes", json={"data": URL})
    assert full.status_code == 429 and done(full, 429)["code"] == "PLAN_LIMIT_REACHED"
    assert small.post("/qr", json={"name": "n", "destinationUrl": URL}).status_code == 403
    studio = small.post("/api/v1/dynamic/", json={"name": "n", "destination_url": URL})
    assert studio.status_code == 429
    answers = [small.post("/api/qr/codes/bulk/pause", json={"ids": ["none"]}) for _ in range(8)]
    assert answers[-1].status_code == 429 and "Retry-After" in answers[-1].headers
    for path in ("/qr", "/api/v1/dynamic/"):
        assert small.post(path, json={}).status_code == 429
