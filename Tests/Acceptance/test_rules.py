"""Rules, variants, sources, limits, passwords and sealed destinations."""

import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from harness.client import Client
from harness.decoders import assert_reads
from harness.polling import eventually
from harness.problems import assert_problem
from harness.raw_http import RawConnection
from harness.server import WaymarkServer

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36"
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def led(scanner: Client, id: str, query: str = "", **headers: str) -> str | None:
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return scanner.get(f"/r/{id}{query}", headers=headers).headers.get("Location")


def test_rules_lead_by_device_language_and_time(api: Client, scanner: Client) -> None:
    id = api.create(
        "https://example.com/",
        rules=[
            {"device": "mobile", "language": "fr", "destination": "https://example.com/fr-mobile"},
            {"os": ["ios", "android"], "destination": "https://example.com/app"},
            {"time": {"zone": "UTC"}, "language": "de", "destination": "https://example.com/de"},
        ],
    )["id"]
    assert led(scanner, id, User_Agent=IPHONE, Accept_Language="fr-CA,en;q=0.5") == "https://example.com/fr-mobile"
    assert led(scanner, id, User_Agent=IPHONE, Accept_Language="en") == "https://example.com/app"
    assert led(scanner, id, User_Agent=WINDOWS, Accept_Language="en;q=0.1, de") == "https://example.com/de"
    assert led(scanner, id, User_Agent=WINDOWS) == "https://example.com/"


def test_rules_are_shown_edited_and_refused_with_pointers(api: Client) -> None:
    rule = {"country": ["FR"], "destination": "https://example.com/fr"}
    code = api.create("https://example.com/", rules=[rule], utm={"source": "a", "medium": "b"})
    assert code["rules"] == [rule]
    answer = api.patch(f"/api/qr/codes/{code['id']}", json={"rules": [rule, {**rule, "country": ["F1"]}]})
    assert_problem(answer, 422, "VALIDATION_FAILED")
    assert answer.json()["errors"][0]["pointer"] == "/rules/1/country/0"
    assert api.code(code["id"])["rules"] == [rule]
    edited = api.patch(f"/api/qr/codes/{code['id']}", json={"rules": None, "utm": {"source": None}}).json()
    assert (edited["rules"], edited["utm"]) == ([], {"medium": "b"})


@pytest.mark.parametrize("limited", [{}, {"scanLimit": 1}])
def test_a_browser_that_fetches_ahead_is_led_on_and_counts_as_a_bot(
    api: Client, scanner: Client, limited: dict
) -> None:
    id = api.create("https://example.com/", **limited)["id"]
    for field in ({"Sec-Purpose": "prefetch;prerender"}, {"X-Moz": "prefetch"}, {"X-Purpose": "preview"}):
        answer = scanner.get(f"/r/{id}", headers={"User-Agent": IPHONE, **field})
        assert (answer.status_code, answer.headers["Location"]) == (302, "https://example.com/")
    assert led(scanner, id, User_Agent=IPHONE) == "https://example.com/"
    totals = eventually(
        lambda: api.analytics(id)["totals"], lambda totals: totals["bots"] == 3, within=10, what="three looks ahead"
    )
    assert totals["scans"] == 1


def test_an_edited_rule_holds_for_the_next_scan(api: Client, scanner: Client) -> None:
    rules = [{"os": "windows", "destination": "https://example.com/1"}]
    id = api.create("https://example.com/", rules=rules)["id"]
    assert led(scanner, id, User_Agent=WINDOWS) == "https://example.com/1"
    rules[0]["destination"] = "https://example.com/2"
    api.patch(f"/api/qr/codes/{id}", json={"rules": rules})
    assert led(scanner, id, User_Agent=WINDOWS) == "https://example.com/2"


def test_variants_stay_with_a_visitor_and_are_counted(api: Client, scanner: Client) -> None:
    targets = ["https://example.com/a", "https://example.com/b"]
    variants = [{"destination": targets[0], "weight": 3}, {"destination": targets[1]}]
    id = api.create("https://example.com/", variants=variants)["id"]
    seen = Counter()
    for number in range(60):
        agent = f"{WINDOWS} {number}"
        first = led(scanner, id, User_Agent=agent)
        assert first in targets
        assert led(scanner, id, User_Agent=agent) == first
        seen[first] += 2
    assert seen[targets[0]] > seen[targets[1]] > 0
    counted = eventually(
        lambda: named(api, id, "variants"), lambda counts: sum(counts.values()) == 120, within=10, what="120 scans"
    )
    assert counted == {"1": seen[targets[0]], "2": seen[targets[1]]}


def test_variants_of_a_rule_are_counted_apart_from_the_codes_own(api: Client, scanner: Client) -> None:
    def pair(name: str) -> list[dict]:
        return [{"destination": f"https://example.com/{name}{number}"} for number in (1, 2)]

    rules = [{"os": "ios", "variants": pair("phone")}]
    id = api.create("https://example.com/", rules=rules, variants=pair("own"))["id"]
    seen: Counter[str] = Counter()
    for number in range(20):
        for agent, prefix in ((IPHONE, "r1-"), (WINDOWS, "")):
            seen[prefix + led(scanner, id, User_Agent=f"{agent} {number}")[-1]] += 1
    assert set(seen) == {"1", "2", "r1-1", "r1-2"}
    eventually(lambda: named(api, id, "variants"), lambda counts: counts == seen, within=10, what="40 scans")
    for name, count in seen.items():
        assert api.analytics(id, variant=name)["totals"]["scans"] == count


def named(api: Client, id: str, dimension: str) -> dict[str, int]:
    return {entry["name"]: entry["scans"] for entry in api.analytics(id)[dimension]}


def test_scans_name_where_rules_variants_and_fallbacks_led_them(api: Client, scanner: Client) -> None:
    id = api.create(
        "https://example.com/own",
        utm={"source": "qr"},
        forwardQuery=True,
        rules=[{"os": "ios", "destination": "https://example.com/app"}],
        variants=[{"destination": "https://example.com/a"}, {"destination": "https://example.com/b"}],
        fallbackUrl="https://example.com/over",
    )["id"]
    seen = [led(scanner, id, "?x=1", User_Agent=agent) for agent in (IPHONE, WINDOWS)]
    assert all(link and link.endswith("utm_source=qr&x=1") for link in seen), seen
    edits = [
        {"rules": [{"os": "ios", "destination": "https://example.com/store"}], "variants": []},
        {"scanLimit": 1, "rules": []},
        {"fallbackUrl": "https://example.com/later"},
    ]
    for edit in edits:
        api.patch(f"/api/qr/codes/{id}", json=edit).raise_for_status()
        seen += [led(scanner, id, User_Agent=agent) for agent in (IPHONE, WINDOWS)]
    own = ["https://example.com/store", "https://example.com/own", "https://example.com/own"]
    own += ["https://example.com/over", "https://example.com/later", "https://example.com/later"]
    bare = [str(link).split("?")[0] for link in seen]
    assert bare[2:] == own and bare[0] == "https://example.com/app"

    def destinations() -> list[str]:
        scans = api.get(f"/api/qr/codes/{id}/scans?sort=scannedAt").json()["data"]
        return [scan["destination"] for scan in scans]

    eventually(destinations, lambda found: found == bare, within=10, what="eight scans with their destinations")


def test_sources_are_drawn_recorded_and_not_forwarded(api: Client, scanner: Client) -> None:
    fields = {"sources": ["north", "south"], "forwardQuery": True, "utm": {"source": "qr", "campaign": "a b"}}
    code = api.create("https://example.com/?utm_campaign=own", **fields)
    id = code["id"]
    tagged = "https://example.com/?utm_campaign=own&utm_source=qr"
    assert led(scanner, id, "?source=north&x=1", User_Agent=IPHONE) == tagged + "&x=1"
    assert led(scanner, id, "?source=nowhere", User_Agent=IPHONE) == tagged
    # Some scanners encode more than they need.
    assert led(scanner, id, "?s%6furce=nor%74h&x=1", User_Agent=IPHONE) == tagged + "&x=1"
    image = api.image(id, source="south")
    assert_reads(image.content, image.headers["Content-Type"], code["redirectUrl"] + "?source=south")
    assert api.get(f"/api/qr/codes/{id}/image?source=east").status_code == 422
    eventually(lambda: named(api, id, "sources"), lambda counts: counts == {"north": 2}, within=10, what="a source")


def test_a_limit_is_exact_under_concurrency_and_over_a_restart(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api = server.client()
    id = api.create("https://example.com/", scanLimit=40, fallbackUrl="https://example.com/over")["id"]

    def scan(_: int) -> str:
        return server.anonymous().get(f"/r/{id}", headers={"User-Agent": IPHONE}).headers["Location"]

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(scan, range(30))) == {"https://example.com/"}
    server.kill()
    server.start()
    with ThreadPoolExecutor(8) as pool:
        led_to = Counter(pool.map(scan, range(30)))
    assert led_to == {"https://example.com/": 10, "https://example.com/over": 20}
    api.patch(f"/api/qr/codes/{id}", json={"scanLimit": 41})
    assert [scan(0), scan(0)] == ["https://example.com/", "https://example.com/over"]


def test_a_limit_is_exact_with_64_connections_at_once(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api = server.client()
    id = api.create("https://example.com/", scanLimit=100, fallbackUrl="https://example.com/over")["id"]
    request = f"GET /r/{id} HTTP/1.1\r\nHost: x\r\nUser-Agent: {IPHONE}\r\n\r\n".encode()
    led_to: Counter[str] = Counter()
    with ExitStack() as stack:
        connections = [stack.enter_context(RawConnection(server.port, timeout=60)) for _ in range(64)]
        # All of them ask before any of them reads.
        for _ in range(4):
            for connection in connections:
                connection.send(request)
            led_to.update(connection.answer().headers["location"] for connection in connections)
    assert led_to == {"https://example.com/": 100, "https://example.com/over": 156}


def test_looking_takes_nothing_of_a_limit(api: Client, scanner: Client) -> None:
    id = api.create("https://example.com/", scanLimit=1)["id"]
    for _ in range(3):
        assert scanner.head(f"/r/{id}", headers={"User-Agent": IPHONE}).status_code == 302
        assert scanner.get(f"/r/{id}", headers={"User-Agent": BOT}).status_code == 302
    assert scanner.get(f"/r/{id}", headers={"User-Agent": IPHONE}).status_code == 302
    for agent in (IPHONE, BOT):
        assert scanner.get(f"/r/{id}", headers={"User-Agent": agent}).status_code == 410


def test_a_password_leads_on_once_and_is_never_shown(api: Client, server: WaymarkServer) -> None:
    scanner = server.anonymous()
    code = api.create("https://example.com/secret", password="open sesame é")
    id = code["id"]
    assert code["secure"] == ["password"]
    assert "sesame" not in str(api.code(id))
    asked = scanner.get(f"/r/{id}", headers={"Accept-Language": "fr"})
    assert (asked.status_code, asked.headers["Content-Language"]) == (200, "fr")
    assert "example.com/secret" not in asked.text and 'type="password"' in asked.text
    wrong = scanner.post(f"/r/{id}", data={"password": "gu<b>ess"})
    assert wrong.status_code == 403 and "gu" not in wrong.text.partition("</head>")[2]
    foreign = scanner.post(f"/r/{id}", data={"password": "open sesame é"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 200
    right = scanner.post(f"/r/{id}", data={"password": "open sesame é"})
    assert (right.status_code, right.headers["Location"]) == (303, "https://example.com/secret")
    assert "HttpOnly" in right.headers["Set-Cookie"]
    assert scanner.get(f"/r/{id}").headers["Location"] == "https://example.com/secret"
    assert server.anonymous().get(f"/r/{id}").status_code == 200
    eventually(lambda: api.analytics(id)["totals"]["scans"], lambda scans: scans == 2, within=10, what="2 scans")
    assert_problem(api.put(f"/api/qr/codes/{id}", json={"destination": "https://example.com/"}), 409, "CODE_LOCKED")
    opened = api.patch(f"/api/qr/codes/{id}", json={"password": None}).json()
    assert opened["secure"] == []
    assert server.anonymous().get(f"/r/{id}").status_code == 302


def test_guesses_are_limited_before_they_are_checked(api: Client, scanner: Client) -> None:
    id = api.create("https://example.com/secret", password="open sesame")["id"]
    statuses = [scanner.post(f"/r/{id}", data={"password": "x"}).status_code for _ in range(5)]
    assert statuses == [403] * 5
    answer = scanner.post(f"/r/{id}", data={"password": "open sesame"})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 300


def test_a_sealed_destination_is_nowhere_in_the_data_directory(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api = server.client()
    marker = uuid.uuid4().hex
    code = api.create(f"https://example.com/{marker}", secure=["encrypt"])
    assert (code["encrypted"], code["destination"], code["secure"]) == (True, None, ["encrypt"])
    id = code["id"]
    assert server.anonymous().get(f"/r/{id}").headers["Location"] == f"https://example.com/{marker}"
    assert_problem(api.put(f"/api/qr/codes/{id}", json={"destination": "https://example.com/"}), 409, "CODE_LOCKED")
    assert_problem(api.patch(f"/api/qr/codes/{id}", json={"secure": []}), 422, "VALIDATION_FAILED")
    assert api.patch(f"/api/qr/codes/{id}", json={"name": "n"}).status_code == 200
    server.restart()
    assert server.anonymous().get(f"/r/{id}").headers["Location"] == f"https://example.com/{marker}"
    for path in Path(server.data_directory).rglob("*"):
        if path.is_file():
            assert marker.encode() not in path.read_bytes(), path
    secret = Path(server.data_directory) / "secret"
    assert secret.stat().st_mode & 0o777 == 0o600
    secret.write_text("another secret, long enough")
    server.restart()
    assert server.anonymous().get(f"/r/{id}").status_code == 503
    assert "WAYMARK_SECRET" in server.log
    opened = api.patch(f"/api/qr/codes/{id}", json={"secure": [], "data": "https://example.com/new"}).json()
    assert (opened["encrypted"], opened["destination"]) == (False, "https://example.com/new")


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "pt", "zh", "ja", "ar"])
def test_pages_speak_the_scanners_language(scanner: Client, language: str) -> None:
    header = {"Accept-Language": f"xx, {language};q=0.9, en;q=0.1"}
    answer = scanner.get("/r/neverMade", headers=header)
    assert (answer.status_code, answer.headers["Content-Language"]) == (404, language)
    assert f'<html lang="{language}"' in answer.text
    assert ('dir="rtl"' in answer.text) == (language == "ar")
    assert len(answer.content) < 4096
