"""Who draws the largest pictures keeps nobody else waiting."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from harness.client import Client
from harness.polling import eventually
from harness.problems import assert_problem
from harness.scanning import scan
from harness.server import WaymarkServer

IN_FLIGHT = 4


def poster(binary: Path, number: int) -> dict[str, object]:
    """A picture that takes seconds; a debug build draws fewer pixels in that time."""
    size, format = (2048, "webp") if "debug" in binary.parts else (9000, "png")
    stops = [{"offset": 0, "color": "#000000"}, {"offset": 1, "color": "#0000aa"}]
    look = {"pattern": "dots", "gradient": {"type": "radial", "colorStops": stops}, "size": size}
    return {"data": f"https://example.com/{number}", "returnType": format, "style": look}


def drawn(server: WaymarkServer) -> int:
    """How many pictures were begun."""
    found = re.search(
        r"^waymark_render_cache_misses_total (\d+)", server.anonymous().get("/metrics").text, re.MULTILINE
    )
    return int(found[1]) if found else 0


@pytest.fixture
def server(start_server: Callable[..., WaymarkServer]) -> WaymarkServer:
    return start_server()


def test_large_pictures_hold_up_nobody(binary: Path, server: WaymarkServer) -> None:
    api = server.client()
    rule = {"device": "mobile", "destination": "https://example.com/mobile"}
    id = api.create(rules=[rule])["id"]
    calls: dict[str, tuple[Callable[[], int], int]] = {
        "ready": (lambda: server.anonymous().get("/readyz").status_code, 200),
        "scan": (lambda: scan(server.anonymous(), id).status_code, 302),
        "read": (lambda: api.get("/api/qr/codes?limit=1").status_code, 200),
        "small": (lambda: api.post("/api/qr/static", json={"data": "https://example.com/small"}).status_code, 200),
        "made": (lambda: api.post("/api/qr/codes", json={"data": "https://example.com/"}).status_code, 201),
    }

    def draw(number: int) -> int:
        client = Client(server.base_url, api.key)
        return client.post("/api/qr/static", json=poster(binary, number), timeout=240).status_code

    with ThreadPoolExecutor(IN_FLIGHT) as pool:
        large = [pool.submit(draw, number) for number in range(IN_FLIGHT)]
        eventually(lambda: drawn(server), lambda count: count == IN_FLIGHT, within=10, what="the pictures are begun")
        for name, (call, status) in calls.items():
            assert call() == status, name
        waiting = sum(not picture.done() for picture in large)
        assert [picture.result() for picture in large] == [200] * IN_FLIGHT
    # Each takes longer than all of these requests together, unless they waited for it.
    assert waiting >= IN_FLIGHT - 1, "requests waited for pictures"


def test_more_than_can_be_drawn_in_time_is_refused_at_once(binary: Path, server: WaymarkServer) -> None:
    if "debug" in binary.parts:
        pytest.skip("81 million pixels of any color take minutes in a debug build")
    api = server.client()

    def draw(number: int) -> tuple[int, str | None]:
        client = Client(server.base_url, api.key)
        answer = client.post("/api/qr/static", json=poster(binary, number), timeout=240)
        if answer.status_code != 200:
            assert_problem(answer, 503, "OVERLOADED")
        return answer.status_code, answer.headers.get("Retry-After")

    with ThreadPoolExecutor(14) as pool:
        answers = list(pool.map(draw, range(14)))
    assert set(answers) == {(200, None), (503, "5")}
    assert api.post("/api/qr/static", json={"data": "https://example.com/small"}).status_code == 200
