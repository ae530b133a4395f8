"""GET and HEAD /r/{id}: where a scan leads."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from harness.client import Client
from harness.polling import eventually
from harness.problems import assert_problem
from harness.raw_http import RawConnection, exchange
from harness.samples import cases
from harness.scanning import VISIBLE_WITHIN, scan

URL = "https://example.com/landing?a=1#top"


def test_a_scan_is_a_302_that_nobody_keeps(api: Client, scanner: Client) -> None:
    answer = scan(scanner, api.create(URL)["id"])
    assert answer.status_code == 302
    assert answer.headers["Location"] == URL
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.content == b""
    assert "Set-Cookie" not in answer.headers


def test_head_says_the_same_without_a_body(api: Client, scanner: Client) -> None:
    for fields in ({"data": URL}, {"data": "Platform 7", "dataType": "text"}):
        id = api.create(**fields)["id"]
        get, head = scan(scanner, id), scanner.head(f"/r/{id}")
        assert head.status_code == get.status_code
        assert head.content == b""
        ignored = {"date", "x-request-id"}
        assert {k: v for k, v in head.headers.items() if k.lower() not in ignored} == {
            k: v for k, v in get.headers.items() if k.lower() not in ignored
        }


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_the_owner_chooses_the_status(api: Client, scanner: Client, status: int) -> None:
    answer = scan(scanner, api.create(URL, redirectStatus=status)["id"])
    assert (answer.status_code, answer.headers["Location"]) == (status, URL)


@pytest.mark.parametrize(
    "id", ["neverMade", "ab", "a" * 65, "%00", "%ff%fe", "a.b", "..%2fapi", "<script>alert(1)", "é"]
)
def test_an_unknown_id_is_a_404_that_echoes_nothing(scanner: Client, id: str) -> None:
    marker = uuid.uuid4().hex[:6]
    answer = scanner.get(f"/r/{id}{marker}?{marker}", headers={"User-Agent": marker, "Referer": f"https://{marker}/"})
    assert answer.status_code == 404
    assert marker not in answer.text
    assert "Location" not in answer.headers


def test_the_query_stays_here_unless_it_is_forwarded(api: Client, scanner: Client) -> None:
    id = api.create("https://example.com/p?a=1#f")["id"]
    assert scanner.get(f"/r/{id}?b=2").headers["Location"] == "https://example.com/p?a=1#f"
    api.patch(f"/api/qr/codes/{id}", json={"forwardQuery": True})
    assert scanner.get(f"/r/{id}?b=2&c=%20d").headers["Location"] == "https://example.com/p?a=1&b=2&c=%20d#f"
    assert scanner.get(f"/r/{id}").headers["Location"] == "https://example.com/p?a=1#f"


@pytest.mark.parametrize("query", ["@evil.example", "//evil.example", "%0d%0aSet-Cookie:x=1", "#@evil.example", "?x"])
def test_a_forwarded_query_never_changes_the_host_or_adds_a_header(api: Client, server, query: str) -> None:
    id = api.create("https://example.com", forwardQuery=True)["id"]
    answer = exchange(server.port, f"GET /r/{id}?{query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert answer is not None and answer.status in (302, 400)
    if answer.status == 302:
        assert answer.headers["location"].startswith(
            ("https://example.com?", "https://example.com/?", "https://example.com#")
        ) or answer.headers["location"] in ("https://example.com", "https://example.com/")
    assert "set-cookie" not in answer.headers


def test_an_international_destination_is_ascii_in_the_header(api: Client, scanner: Client) -> None:
    location = scan(scanner, api.create("https://münchen.example/straße?q=ü")["id"]).headers["Location"]
    assert location == "https://xn--mnchen-3ya.example/stra%C3%9Fe?q=%C3%BC"


def test_a_code_ends_at_its_moment_without_a_restart(api: Client, scanner: Client) -> None:
    end = datetime.now(UTC) + timedelta(seconds=1.2)
    id = api.create(URL, expiresAt=end.isoformat(timespec="milliseconds").replace("+00:00", "Z"))["id"]
    assert scan(scanner, id).status_code == 302
    eventually(lambda: scan(scanner, id).status_code, lambda status: status == 410, within=3, what="the end")
    assert datetime.now(UTC) >= end
    # An end can be moved: the print never stops on its own.
    api.patch(f"/api/qr/codes/{id}", json={"expiresAt": None})
    assert scan(scanner, id).status_code == 302


def test_an_ended_code_leads_to_its_fallback(api: Client, scanner: Client) -> None:
    id = api.create(URL, expiresAt="2020-01-01T00:00:00Z", fallbackUrl="https://example.com/over")["id"]
    answer = scan(scanner, id)
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://example.com/over")
    limited = api.create(URL, scanLimit=1, fallbackUrl="https://example.com/full")["id"]
    scan(scanner, limited)
    scan(scanner, limited)
    ended, full = destinations(api, id, 1), destinations(api, limited, 2)
    # A scan says where it was led.
    assert ended == ["https://example.com/over"] and sorted(full) == ["https://example.com/full", URL]


def destinations(api: Client, id: str, count: int) -> list[str]:
    """Where the scans of a code were led by itself, as soon as there are so many."""
    scans = eventually(
        lambda: api.get(f"/api/qr/codes/{id}/scans").json()["data"],
        lambda found: len(found) >= count,
        within=VISIBLE_WITHIN,
        what=f"{count} scans",
    )
    assert all(one["rule"] is None for one in scans)
    return [one["destination"] for one in scans]


@cases("links")
def test_a_code_of_a_type_with_a_scheme_leads_to_its_link(api: Client, scanner: Client, case: dict) -> None:
    code = api.create(case["data"], dataType=case["dataType"])
    answer = scan(scanner, code["id"])
    assert (answer.status_code, answer.headers["Location"]) == (302, case["location"])


@cases("files")
def test_a_code_of_another_type_is_served_as_a_file_or_page(api: Client, scanner: Client, case: dict) -> None:
    answer = scan(scanner, api.create(case["data"], dataType=case["dataType"])["id"])
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(case["contentType"])
    text = answer.content.decode()
    assert [part for part in case["contains"] if part not in text] == []
    if case["contentType"] == "text/html":
        assert "<script" not in text and "<b>" not in text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    if case["contentType"] == "text/html":
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused_with_allow(api: Client, scanner: Client, method: str) -> None:
    id = api.create(URL)["id"]
    answer = scanner.request(method, f"/r/{id}", data="x")
    assert answer.status_code == 405
    assert {"GET", "HEAD"} <= {word.strip() for word in answer.headers["Allow"].split(",")}
    assert api.code(id)["status"] == "active"


def test_spellings_of_one_request_lead_to_one_place(api: Client, server) -> None:
    id = api.create(URL)["id"]
    encoded = "".join(f"%{byte:02X}" for byte in id.encode())
    host = f"127.0.0.1:{server.port}"
    for request in (
        f"GET /r/{id} HTTP/1.1\r\nHost: {host}\r\n\r\n",
        f"GET /r/{encoded} HTTP/1.1\r\nHost: {host}\r\n\r\n",
        f"GET /r/{id}/ HTTP/1.1\r\nHost: {host}\r\n\r\n",
        f"GET http://{host}/r/{id} HTTP/1.1\r\nHost: {host}\r\n\r\n",
        f"GET /r/{id}?utm_source=print HTTP/1.1\r\nhOST:{host}\r\n\r\n",
        f"GET /r/{id} HTTP/1.0\r\n\r\n",
        f"GET /r/{id} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4\r\n\r\nbody",
    ):
        answer = exchange(server.port, request.encode())
        assert answer is not None, request
        assert (answer.status, answer.headers["location"]) == (302, URL), request


def test_a_request_in_single_bytes_is_understood(api: Client, server) -> None:
    id = api.create(URL)["id"]
    with RawConnection(server.port) as connection:
        for byte in f"GET /r/{id} HTTP/1.1\r\nHost: x\r\nUser-Agent: slow\r\n\r\n".encode():
            connection.send(bytes([byte]))
        assert connection.answer().headers["location"] == URL


def test_pipelined_requests_are_answered_in_order(api: Client, server) -> None:
    ids = [api.create(f"https://example.com/{number}")["id"] for number in range(5)]
    # Redirects and other requests share one connection.
    paths = [path for id in ids for path in (f"/r/{id}", "/healthz", "/r/neverMade")]
    with RawConnection(server.port) as connection:
        connection.send(b"".join(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for path in paths))
        answers = [connection.answer() for _ in paths]
    assert [answer.status for answer in answers] == [302, 200, 404] * 5
    assert [answer.headers["location"] for answer in answers[::3]] == [f"https://example.com/{n}" for n in range(5)]


def test_connection_close_is_honoured(api: Client, server) -> None:
    id = api.create(URL)["id"]
    with RawConnection(server.port) as connection:
        connection.send(f"GET /r/{id} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert connection.answer().status == 302
        assert connection.is_closed_by_peer(within=2)


def test_every_redirect_has_a_request_id(api: Client, scanner: Client) -> None:
    id = api.create(URL)["id"]
    assert scan(scanner, id).headers["X-Request-Id"]
    assert scan(scanner, id, **{"X-Request-Id": "poster-7"}).headers["X-Request-Id"] == "poster-7"


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
def test_no_name_of_this_machine_makes_a_loop(api: Client, server, name: str) -> None:
    destination = f"http://{name}:{server.port}/r/loop"
    assert_problem(api.post("/api/qr/codes", json={"data": destination}), 422, pointer="/data")
