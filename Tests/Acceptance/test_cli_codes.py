"""waymark codes, beside a running server."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from harness.client import Client
from harness.decoders import picture
from harness.polling import eventually
from harness.scanning import scan
from harness.server import WaymarkServer

# A running server follows what was done beside it within a second.
FOLLOWED_WITHIN = 1.0


def run(server: WaymarkServer, *arguments: str) -> Any:
    return server.run_json("codes", *arguments)


def test_a_code_is_made_on_the_command_line_and_served_at_once(server: WaymarkServer, scanner: Client) -> None:
    made = run(server, "create", "https://example.com/cli", "--name", "From a shell", "--tag", "a", "--tag", "b")
    assert (made["destination"], made["name"], made["tags"]) == ("https://example.com/cli", "From a shell", ["a", "b"])
    assert made["redirectUrl"] == f"{server.base_url}/r/{made['id']}"
    assert scan(scanner, made["id"]).headers["Location"] == "https://example.com/cli"


def test_the_command_line_shows_what_the_api_shows(server: WaymarkServer, api: Client) -> None:
    made = api.create("https://example.com/both", name="Both", tags=["x"])
    assert run(server, "show", made["id"]) == made


def test_an_edit_beside_the_server_is_followed_within_a_second(
    server: WaymarkServer, api: Client, scanner: Client
) -> None:
    id = api.create("https://example.com/before")["id"]
    assert scan(scanner, id).headers["Location"] == "https://example.com/before"
    run(server, "edit", id, "--destination", "https://example.com/after")
    eventually(
        lambda: scan(scanner, id).headers["Location"],
        lambda location: location == "https://example.com/after",
        within=FOLLOWED_WITHIN,
        what="the edit",
    )
    run(server, "edit", id, "--status", "inactive")
    eventually(lambda: scan(scanner, id).status_code, lambda s: s == 404, within=FOLLOWED_WITHIN, what="the pause")


def test_a_delete_beside_the_server_is_followed_within_a_second(
    server: WaymarkServer, api: Client, scanner: Client
) -> None:
    id = api.create()["id"]
    assert scan(scanner, id).status_code == 302
    assert server.run("codes", "delete", id).returncode == 0
    eventually(lambda: scan(scanner, id).status_code, lambda s: s == 410, within=FOLLOWED_WITHIN, what="the end")


def test_a_code_made_beside_the_server_ends_an_earlier_unknown(server: WaymarkServer, scanner: Client) -> None:
    slug = f"later-{server.port}"
    assert scan(scanner, slug).status_code == 404
    run(server, "create", "https://example.com/later", "--slug", slug)
    eventually(lambda: scan(scanner, slug).status_code, lambda s: s == 302, within=FOLLOWED_WITHIN, what="the code")


def test_lists_are_newest_first_and_can_be_filtered(server: WaymarkServer, account: Client) -> None:
    issued = server.create_key(account=f"cli-{account.key[-8:]}")
    name, api = issued["account"], Client(server.base_url, issued["key"])
    ids = [api.create(f"https://example.com/{n}", tags=["even"] if n % 2 == 0 else [])["id"] for n in range(5)][::-1]

    def listed(*arguments: str) -> list[str]:
        result = server.run("codes", "list", "--account", name, "--json", *arguments)
        assert result.returncode == 0, result.stderr.decode()
        return [json.loads(line)["id"] for line in result.stdout.splitlines()]

    assert listed() == ids
    assert listed("--limit", "2") == ids[:2]
    assert listed("--tag", "even") == ids[::2]
    table = server.run("codes", "list", "--account", name).stdout.decode()
    assert all(id in table for id in ids)


def test_payload_types_can_be_given(server: WaymarkServer, scanner: Client) -> None:
    made = run(server, "create", "+46855501742", "--type", "phone")
    assert scan(scanner, made["id"]).headers["Location"] == "tel:+46855501742"


@pytest.mark.parametrize("destination", ["javascript:alert(1)", "https://user:pw@example.com/"])
def test_the_rules_are_those_of_the_api(server: WaymarkServer, api: Client, destination: str) -> None:
    id = api.create("https://example.com/kept")["id"]
    assert server.run("codes", "create", destination).returncode == 2
    assert server.run("codes", "edit", id, "--destination", destination).returncode == 2
    assert api.code(id)["destination"] == "https://example.com/kept"


def test_commands_work_without_a_server(make_server: Callable[..., WaymarkServer]) -> None:
    alone = make_server()
    alone.create_key()
    made = alone.run_json("codes", "create", "https://example.com/alone")
    assert alone.run_json("codes", "show", made["id"])["destination"] == "https://example.com/alone"
    alone.start()
    assert scan(alone.anonymous(), made["id"]).status_code == 302


def test_a_sheet_prints_the_codes_of_an_account(server: WaymarkServer, api: Client, tmp_path: Path) -> None:
    account = f"sheet-{tmp_path.name}"
    mine = [server.client(account=account).create(name=f"Door {number}")["id"] for number in range(3)]
    theirs = api.create()["id"]
    (tmp_path / "ids.txt").write_text(f"{mine[0]}\n{mine[1]}\tAnother caption\nqr_{mine[2]}\n")
    output = tmp_path / "labels.pdf"
    sheet = ["sheet", str(tmp_path / "ids.txt"), "-o", str(output), "--stock", "L7160"]
    result = server.run(*sheet, "--account", account)
    assert result.returncode == 0, result.stderr.decode()
    found = zxingcpp.read_barcodes(picture(output.read_bytes(), "application/pdf"))
    assert {code.text for code in found} == {f"{server.base_url}/r/{id}" for id in mine}
    output.unlink()
    (tmp_path / "ids.txt").write_text(f"{mine[0]}\n{theirs}\n")
    refused = server.run(*sheet, "--account", account)
    assert refused.returncode == 1 and theirs.encode() in refused.stderr
    assert server.run(*sheet, "--account", "never-made").returncode == 1
    assert not output.exists()
