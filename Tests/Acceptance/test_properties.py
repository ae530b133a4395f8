"""What holds for any input: no crash, and what was written is what is read."""

import re
import urllib.parse
from typing import Any

import pytest
from harness.client import Client
from harness.decoders import assert_reads
from harness.problems import assert_refused
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FIELDS = [
    "data",
    "dataType",
    "name",
    "slug",
    "description",
    "tags",
    "returnType",
    "expiresAt",
    "fallbackUrl",
    "forwardQuery",
    "redirectStatus",
    "margin",
    "foreground",
    "background",
    "errorCorrection",
    "destination",
    "status",
    "secure",
    "id",
]

# The servers are shared by all examples on purpose, and a busy machine may be slow.
relaxed = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
plausible = st.sampled_from(
    ["https://example.com/", "url", "wifi", "png", "active", "#123456", "M", "2030-01-01T00:00:00Z", "+46855501742"]
)
scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts | plausible
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=10
)
bodies = st.dictionaries(st.sampled_from(FIELDS) | texts, values, max_size=6) | values
# What a reader shows must not depend on how it treats control characters.
printable = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), min_size=1, max_size=120
)


def assert_no_failure(answer: Any) -> None:
    assert answer.status_code < 500, f"{answer.status_code}: {answer.text}"
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"].partition(";")[0] == "application/problem+json"
        assert answer.json()["detail"]


@relaxed
@given(body=bodies)
@pytest.mark.parametrize(("method", "path"), [("POST", "/api/qr/codes"), ("POST", "/api/qr/static")])
def test_no_json_body_makes_the_server_fail(api: Client, method: str, path: str, body: Any) -> None:
    assert_no_failure(api.request(method, path, json=body))


@relaxed
@given(body=bodies | st.lists(bodies, min_size=1, max_size=4))
@pytest.mark.parametrize(
    "path",
    [
        "/qr",
        "/qr/bulk/tags",
        "/api/qr/codes/bulk/update-destination",
        "/api/qr/generate",
        "/api/qr/bulk-generate",
        "/api/qr/codes/bulk",
        "/api/v1/validate/",
    ],
)
def test_no_json_body_makes_another_dialect_fail(api: Client, path: str, body: Any) -> None:
    answer = api.post(path, json=body)
    if answer.status_code >= 400:
        assert_refused(answer, path)


@pytest.fixture(scope="module")
def code_id(shared_server, shared_key: str) -> str:
    return Client(shared_server.base_url, shared_key).create()["id"]


@relaxed
@given(body=bodies)
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_no_edit_makes_the_server_fail(api: Client, code_id: str, method: str, body: Any) -> None:
    assert_no_failure(api.request(method, f"/api/qr/codes/{code_id}", json=body))


@relaxed
@given(body=st.binary(max_size=200))
def test_no_bytes_make_the_server_fail(api: Client, body: bytes) -> None:
    assert_no_failure(api.post("/api/qr/codes", data=body, headers={"Content-Type": "application/json"}))


@relaxed
@given(
    parameters=st.dictionaries(
        st.sampled_from(
            [
                "limit",
                "cursor",
                "type",
                "status",
                "tag",
                "q",
                "sort",
                "days",
                "tz",
                "from",
                "to",
                "interval",
                "format",
                "size",
                "dpi",
                "data",
                "dataType",
            ]
        ),
        texts | st.integers().map(str),
        max_size=4,
    )
)
@pytest.mark.parametrize(
    "path", ["/api/qr/codes", "/api/qr/codes/{id}/analytics", "/api/qr/codes/{id}/image", "/api/qr/static"]
)
def test_no_query_makes_the_server_fail(api: Client, code_id: str, path: str, parameters: dict[str, str]) -> None:
    answer = api.get(path.format(id=code_id), params=parameters)
    assert answer.status_code < 500, f"{answer.status_code}: {answer.text}"


@relaxed
@given(path=texts)
def test_no_scanned_path_makes_the_server_fail(scanner: Client, path: str) -> None:
    assert scanner.get("/r/" + urllib.parse.quote(path, safe="")).status_code in (302, 404, 410, 400, 414)


@relaxed
@given(text=printable)
def test_any_text_is_read_from_its_static_code(api: Client, text: str) -> None:
    answer = api.post("/api/qr/static", json={"data": text, "dataType": "text"}, headers={"Accept": "image/png"})
    assert answer.status_code == 200, answer.text
    assert_reads(answer.content, "image/png", text, readers=("zxing-cpp",))


@relaxed
@given(text=st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=200))
def test_any_ascii_text_is_read_by_both_readers(api: Client, text: str) -> None:
    answer = api.post("/api/qr/static", json={"data": text, "dataType": "text"}, headers={"Accept": "image/png"})
    assert answer.status_code == 200, answer.text
    assert_reads(answer.content, "image/png", text)


@relaxed
@given(
    ssid=st.text(alphabet=r'ab\;:," é', min_size=1, max_size=12),
    password=st.text(alphabet=r'xy\;:,"1', min_size=8, max_size=20),
)
def test_any_network_name_and_password_are_escaped(api: Client, ssid: str, password: str) -> None:
    data = {"ssid": ssid, "password": password, "security": "WPA"}
    answer = api.post("/api/qr/static", json={"data": data, "dataType": "wifi"}, headers={"Accept": "image/png"})
    assert answer.status_code == 200, answer.text

    def escaped(value: str) -> str:
        return re.sub(r'([\\;:,"])', r"\\\1", value)

    text = f"WIFI:T:WPA;S:{escaped(ssid)};P:{escaped(password)};;"
    assert_reads(answer.content, "image/png", text, readers=("zxing-cpp",))


@relaxed
@given(data=printable.filter(lambda text: text.strip()), tag=texts)
def test_what_is_stored_is_what_is_shown(api: Client, data: str, tag: str) -> None:
    answer = api.post("/api/qr/codes", json={"data": data, "dataType": "text", "name": data[:20], "tags": [tag]})
    if answer.status_code == 422:
        assert any(fault["pointer"] == "/tags/0" for fault in answer.json()["errors"])
        return
    made = answer.json()
    assert (made["destination"], made["name"]) == (data, data[:20])
    assert api.code(made["id"]) == made
