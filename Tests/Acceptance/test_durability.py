"""What was answered is kept, whatever happens to the process."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import requests
from harness.client import Client
from harness.server import WaymarkServer


def make_until_killed(server: WaymarkServer, key: str, made: list[str], lock: threading.Lock) -> None:
    client = Client(server.base_url, key)
    number = 0
    while True:
        number += 1
        try:
            answer = client.post("/api/qr/codes", json={"data": f"https://example.com/{number}", "name": f"n{number}"})
        except requests.RequestException:
            return
        assert answer.status_code == 201
        with lock:
            made.append(answer.json()["id"])


def test_every_create_that_was_answered_survives_a_kill(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    key = server.create_key()["key"]
    made: list[str] = []
    lock = threading.Lock()
    for _ in range(3):
        with ThreadPoolExecutor(8) as pool:
            makers = [pool.submit(make_until_killed, server, key, made, lock) for _ in range(8)]
            time.sleep(0.6)
            server.kill()
            for maker in makers:
                maker.result(30)
        server.start()
    api, scanner = Client(server.base_url, key), server.anonymous()
    assert len(made) == len(set(made)) > 20
    missing = [id for id in made if scanner.get(f"/r/{id}").status_code != 302]
    assert missing == []
    total = api.get("/api/qr/codes").json()["pagination"]["total"]
    # At most one create of each connection was under way at each kill.
    assert len(made) <= total <= len(made) + 3 * 8


def test_every_edit_and_delete_that_was_answered_survives_a_kill(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    edited, deleted = api.create()["id"], api.create()["id"]
    assert api.put(f"/api/qr/codes/{edited}", json={"destination": "https://example.com/edited"}).status_code == 200
    assert api.delete(f"/api/qr/codes/{deleted}").status_code == 204
    server.kill()
    server.start()
    assert scanner.get(f"/r/{edited}").headers["Location"] == "https://example.com/edited"
    assert scanner.get(f"/r/{deleted}").status_code == 410


def test_keys_survive_a_kill(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    key = server.create_key()["key"]
    server.kill()
    server.start()
    assert Client(server.base_url, key).get("/api/qr/codes").status_code == 200


def test_a_slug_is_given_once_under_concurrency(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    key = server.create_key()["key"]

    def take(_: int) -> int:
        body = {"data": "https://example.com/", "slug": "the-one"}
        return Client(server.base_url, key).post("/api/qr/codes", json=body).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(take, range(16)))
    assert statuses == [201] + [409] * 15


def test_the_plans_limit_cannot_be_raced(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    key = server.create_key(account="racer", plan="free")["key"]

    def make(_: int) -> int:
        return Client(server.base_url, key).post("/api/qr/codes", json={"data": "https://example.com/"}).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(make, range(10)))
    assert statuses.count(201) == 5
    assert set(statuses) == {201, 429}
