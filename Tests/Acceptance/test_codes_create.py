"""POST /api/qr/codes."""

import re
import uuid
from datetime import UTC, datetime

import pytest
from harness.client import Client
from harness.problems import assert_problem
from harness.samples import cases

MILLISECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


@pytest.mark.promise("exaroutes-codes.create", "exaroutes-codes.redirect-url")
def test_the_answer_has_every_published_member(api: Client, server) -> None:
    answer = api.post("/api/qr/codes", json={"data": "https://example.com/spring"})
    assert answer.status_code == 201
    assert answer.headers["Content-Type"].partition(";")[0] == "application/json"
    code = answer.json()
    assert re.fullmatch(r"[0-9A-Za-z]{8}", code["id"])
    assert answer.headers["Location"].endswith(f"/api/qr/codes/{code['id']}")
    assert code["redirectUrl"] == f"{server.base_url}/r/{code['id']}"
    expected = {
        "type": "dynamic",
        "dataType": "url",
        "destination": "https://example.com/spring",
        "status": "active",
        "encrypted": False,
        "secure": [],
        "tags": [],
        "returnType": "png",
        "scans": 0,
        "lastScannedAt": None,
    }
    assert {name: code[name] for name in expected} == expected
    assert code["createdAt"] == code["updatedAt"]
    assert MILLISECONDS.fullmatch(code["createdAt"])
    age = datetime.now(UTC) - datetime.fromisoformat(code["createdAt"])
    assert abs(age.total_seconds()) < 60


def test_every_field_is_kept(api: Client) -> None:
    fields = {
        "name": "Spring posters, Malmö 🌷",
        "slug": f"spring_{uuid.uuid4().hex[:8]}-A",
        "description": "On every bus",
        "tags": ["spring", "Bus 7"],
        "returnType": "svg",
        "expiresAt": "2099-12-31T23:59:59.999Z",
        "fallbackUrl": "https://example.com/over",
        "forwardQuery": True,
        "redirectStatus": 307,
    }
    made = api.create("https://example.com/all", **fields)
    assert made["id"] == fields["slug"]
    assert {name: made.get(name) for name in fields if name != "slug"} == {
        name: value for name, value in fields.items() if name != "slug"
    }
    assert api.code(made["id"]) == made


def test_styling_fields_are_kept_under_style(api: Client) -> None:
    style = {"margin": 2, "foreground": "#112233", "background": "#fafafa", "errorCorrection": "H"}
    made = api.create(**style)
    assert {name: made["style"].get(name) for name in style} == style


def test_the_location_header_leads_to_the_code(api: Client) -> None:
    answer = api.post("/api/qr/codes", json={"data": "https://example.com/"})
    assert api.get(answer.headers["Location"]).json() == answer.json()


def test_ids_look_random(api: Client) -> None:
    ids = {api.create()["id"] for _ in range(40)}
    assert len(ids) == 40
    # Neighbours of a counter would share most of their characters.
    assert len({id[:2] for id in ids}) > 20


def test_repeated_tags_are_kept_once(api: Client) -> None:
    assert api.create(tags=["a", "b", "a", " b "])["tags"] == ["a", "b"]


def test_a_taken_slug_is_a_409_with_code_slug_taken(api: Client, account: Client) -> None:
    slug = f"taken-{uuid.uuid4().hex[:8]}"
    api.create(slug=slug)
    request = {"data": "https://example.com/other", "slug": slug}
    assert_problem(api.post("/api/qr/codes", json=request), 409, "SLUG_TAKEN")
    # A printed id leads to one place only, whoever owns it.
    assert_problem(account.post("/api/qr/codes", json=request), 409, "SLUG_TAKEN")
    assert api.code(slug)["destination"] != request["data"]


def test_the_slug_of_a_deleted_code_stays_taken(api: Client) -> None:
    slug = f"ended-{uuid.uuid4().hex[:8]}"
    api.create(slug=slug)
    api.delete(f"/api/qr/codes/{slug}")
    assert_problem(api.post("/api/qr/codes", json={"data": "https://example.com/", "slug": slug}), 409, "SLUG_TAKEN")


def test_slugs_differ_by_letter_case(api: Client, scanner: Client) -> None:
    slug = f"case{uuid.uuid4().hex[:8]}"
    api.create("https://example.com/lower", slug=slug)
    api.create("https://example.com/upper", slug=slug.upper())
    assert scanner.get(f"/r/{slug.upper()}").headers["Location"] == "https://example.com/upper"


@cases("destinations-taken")
def test_an_ordinary_destination_is_taken_and_shown_as_given(api: Client, scanner: Client, case: dict) -> None:
    code = api.create(case["destination"])
    assert code["destination"] == case["destination"]
    location = scanner.get(f"/r/{code['id']}").headers["Location"]
    assert location.isascii()


@cases("destinations-refused")
def test_a_dangerous_or_broken_destination_is_refused_wherever_one_can_be_given(api: Client, case: dict) -> None:
    destination = case["destination"]
    create = api.post("/api/qr/codes", json={"data": destination})
    assert_problem(create, 422, pointer="/data")
    id = api.create("https://example.com/kept")["id"]
    assert_problem(api.put(f"/api/qr/codes/{id}", json={"destination": destination}), 422, pointer="/destination")
    assert_problem(api.patch(f"/api/qr/codes/{id}", json={"destination": destination}), 422, pointer="/destination")
    assert api.code(id)["destination"] == "https://example.com/kept"


def test_a_destination_on_the_own_redirect_host_would_be_a_loop(api: Client, server) -> None:
    port = server.port
    for host in (f"127.0.0.1:{port}", f"127.0.0.1.:{port}"):
        answer = api.post("/api/qr/codes", json={"data": f"http://{host}/r/abc"})
        assert_problem(answer, 422, pointer="/data")


def test_a_public_host_is_recognised_in_any_spelling(start_server) -> None:
    api = start_server(WAYMARK_PUBLIC_URL="https://qr.example.com").client()
    for url in ("https://qr.example.com/r/a", "http://QR.Example.COM/x", "https://qr.example.com.:443/", "//"):
        assert_problem(api.post("/api/qr/codes", json={"data": url}), 422, pointer="/data")
    api.create("https://www.example.com/")
    api.create("https://qr.example.com.evil.example/")


def test_the_plans_code_limit_is_a_429_without_retry_after(server) -> None:
    free = server.client(account=f"free-{uuid.uuid4().hex[:8]}", plan="free")
    ids = [free.create()["id"] for _ in range(5)]
    refused = free.post("/api/qr/codes", json={"data": "https://example.com/6"})
    assert_problem(refused, 429, "PLAN_LIMIT_REACHED")
    assert "Retry-After" not in refused.headers
    assert refused.headers["X-ExaRoutes-Error-Code"] == "PLAN_LIMIT_REACHED"
    # The limit is on codes that live: deleting one makes room, and nothing else was made in between.
    assert free.get("/api/qr/codes").json()["pagination"]["total"] == 5
    free.delete(f"/api/qr/codes/{ids[0]}")
    free.create()
