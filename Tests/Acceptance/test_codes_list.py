"""GET /api/qr/codes: pages, cursors and filters."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from harness.client import Client


def page(api: Client, **parameters: Any) -> dict[str, Any]:
    answer = api.get("/api/qr/codes", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def pages(api: Client, cursor: str | None = None, **parameters: Any) -> Iterator[dict[str, Any]]:
    """All pages from a cursor on, and the guard that there is an end."""
    for _ in range(100):
        found = page(api, **parameters, **({"cursor": cursor} if cursor else {}))
        yield found
        cursor = found["pagination"]["nextCursor"]
        if cursor is None:
            return
    raise AssertionError("the pages have no end")


def ids(found: dict[str, Any]) -> list[str]:
    return [code["id"] for code in found["data"]]


def make(api: Client, count: int, **fields: Any) -> list[str]:
    """Makes codes and returns their ids, newest first."""
    return [api.create(f"https://example.com/{index}", **fields)["id"] for index in range(count)][::-1]


def test_an_empty_account_has_one_empty_page(account: Client) -> None:
    assert page(account) == {
        "data": [],
        "pagination": {"total": 0, "limit": 25, "cursor": "0", "nextCursor": None},
    }


@pytest.mark.promise("exaroutes-codes.list")
def test_pages_hold_every_code_once_newest_first(account: Client) -> None:
    made = make(account, 7)
    found = list(pages(account, limit=3))
    assert [ids(one) for one in found] == [made[:3], made[3:6], made[6:]]
    assert [one["pagination"]["total"] for one in found] == [7, 7, 7]
    assert [one["pagination"]["limit"] for one in found] == [3, 3, 3]
    assert found[0]["pagination"]["cursor"] == "0"
    # Each page names the cursor that it was asked for with.
    for before, after in itertools.pairwise(found):
        assert after["pagination"]["cursor"] == before["pagination"]["nextCursor"]
    assert found[-1]["pagination"]["nextCursor"] is None


@pytest.mark.promise("exaroutes-codes.list")
def test_the_last_page_is_known_even_when_it_is_full(account: Client) -> None:
    make(account, 4)
    assert [len(one["data"]) for one in pages(account, limit=2)] == [2, 2]


def test_cursor_zero_is_the_first_page(account: Client) -> None:
    make(account, 2)
    assert page(account, cursor="0") == page(account)


@pytest.mark.promise("exaroutes-codes.list-limit")
def test_the_default_is_25_and_the_most_is_100(account: Client) -> None:
    make(account, 27)
    assert len(page(account)["data"]) == 25
    assert len(page(account, limit=100)["data"]) == 27


def test_cursors_are_stable_while_codes_come_and_go(account: Client) -> None:
    made = make(account, 8)
    first = page(account, limit=3)
    assert ids(first) == made[:3]
    # A seen one, the very one that the cursor points at, and one still to come disappear; new ones appear in front.
    for gone in (made[0], made[2], made[4]):
        assert account.delete(f"/api/qr/codes/{gone}").status_code == 204
    make(account, 3)
    rest = [id for one in pages(account, first["pagination"]["nextCursor"], limit=3) for id in ids(one)]
    assert rest == [made[3], made[5], made[6], made[7]]


def test_an_edit_does_not_move_a_code(account: Client) -> None:
    made = make(account, 3)
    account.put(f"/api/qr/codes/{made[2]}", json={"destination": "https://example.com/edited"})
    assert ids(page(account)) == made


def test_listed_codes_are_whole(account: Client) -> None:
    code = account.create(name="Whole", tags=["a"], dataType="url")
    assert page(account)["data"] == [account.code(code["id"])]


@pytest.fixture
def mixed(account: Client) -> dict[str, str]:
    made = {
        "poster": account.create("https://example.com/Poster", name="Spring Poster", tags=["spring", "print"])["id"],
        "flyer": account.create("https://example.com/flyer", name="Flyer", tags=["print"])["id"],
        "number": account.create("+46855501742", dataType="phone", name="Hotline", tags=["spring"])["id"],
    }
    account.put(f"/api/qr/codes/{made['flyer']}", json={"destination": "https://example.com/f", "status": "inactive"})
    return made


@pytest.mark.promise("exaroutes-codes.list-filters")
@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"type": "phone"}, ["number"]),
        ({"type": "url"}, ["flyer", "poster"]),
        ({"type": "wifi"}, []),
        ({"status": "active"}, ["number", "poster"]),
        ({"status": "inactive"}, ["flyer"]),
        ({"tag": "spring"}, ["number", "poster"]),
        ({"tag": "spring", "type": "url"}, ["poster"]),
        ({"tag": "Spring"}, []),
        ({"q": "poster"}, ["poster"]),
        ({"q": "EXAMPLE.COM"}, ["flyer", "poster"]),
        ({"q": "hotline", "status": "active"}, ["number"]),
        ({"q": "%"}, []),
        ({"q": "_"}, []),
        ({"q": "'; DROP TABLE codes; --"}, []),
    ],
)
def test_filters_choose_codes_and_the_total_follows(
    account: Client, mixed: dict[str, str], parameters: dict[str, str], expected: list[str]
) -> None:
    found = page(account, **parameters)
    assert ids(found) == [mixed[name] for name in expected]
    assert found["pagination"]["total"] == len(expected)


def test_search_finds_an_id(account: Client, mixed: dict[str, str]) -> None:
    assert ids(page(account, q=mixed["number"])) == [mixed["number"]]


def test_filters_hold_on_every_page(account: Client) -> None:
    kept = make(account, 5, tags=["kept"])
    make(account, 3)
    assert [ids(one) for one in pages(account, limit=2, tag="kept")] == [kept[:2], kept[2:4], kept[4:]]
