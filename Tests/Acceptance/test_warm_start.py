"""A server that starts again has its codes at hand before their scans come."""

import sqlite3
from collections.abc import Callable

from harness.polling import eventually
from harness.scanning import scan
from harness.server import WaymarkServer
from test_metrics import metrics


def test_codes_of_the_last_run_are_at_hand_and_as_they_are_now(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    ids = [api.create(f"https://example.com/{number}")["id"] for number in range(20)]

    def cached() -> float:
        # The change feed takes codes out once more that were made a moment ago.
        for id in ids:
            scan(scanner, id)
        return metrics(scanner)["waymark_table_entries{kind=code}"]

    eventually(cached, lambda entries: entries == 20, within=10, what="twenty codes in memory", every=0.5)
    server.stop()
    # Edited and deleted by the command line while no server runs.
    assert server.run("codes", "edit", ids[0], "--destination", "https://example.com/edited").returncode == 0
    assert server.run("codes", "delete", ids[1]).returncode == 0
    server.start()
    eventually(
        lambda: metrics(scanner)["waymark_table_entries{kind=code}"],
        lambda entries: entries == 20,
        within=10,
        what="twenty codes in memory",
    )
    database = next(server.data_directory.rglob("*.sqlite"))
    with sqlite3.connect(database, isolation_level=None) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        answers = [scan(scanner, id) for id in ids]
        holder.execute("ROLLBACK")
    assert answers[0].headers["Location"] == "https://example.com/edited"
    assert answers[1].status_code == 410
    assert {answer.status_code for answer in answers[2:]} == {302}


def test_a_damaged_snapshot_is_no_harm(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    id = server.client().create()["id"]
    scan(server.anonymous(), id)
    server.stop()
    for content in (b"", b"\x00" * 1_000, b"waymark redirects 1\n\xff\xfe\nneverMade\n" + b"x" * 70 + b"\n"):
        (server.data_directory / "redirects").write_bytes(content)
        server.start()
        assert scan(server.anonymous(), id).status_code == 302
        assert server.stop() == 0
