"""A complete export: everything that makes codes what they are, taken in by another server."""

import base64
import json
import os
import pty
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness.client import Client
from harness.decoders import assert_reads
from harness.problems import assert_problem
from harness.server import WaymarkServer
from PIL import Image

EXPORT, IMPORT = "/api/qr/codes/export", "/api/qr/codes/import"
NDJSON = {"Content-Type": "application/x-ndjson"}
SECRET = "a secret that two servers share"
ADMIN = "read,write,admin"


def logo(folder: Path, color: str = "#cc0022") -> str:
    path = folder / "logo.png"
    Image.new("RGB", (64, 64), color).save(path)
    return "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode()


def fill(api: Client, folder: Path) -> dict[str, dict[str, Any]]:
    """Codes with all that a code can have."""
    picture = logo(folder)
    rule = {"country": "DE", "destination": "https://example.com/de"}
    variants = [
        {"destination": "https://example.com/a", "weight": 1},
        {"destination": "https://example.com/b", "weight": 2},
    ]
    made = [
        api.create("https://example.com/logo", image=picture, tags=["a, b"], color="#112233", name="Logo"),
        api.create("https://example.com/same", style={"image": picture, "margin": 5}),
        api.create("https://example.com/guarded", password="open sesame"),
        api.create("https://example.com/sealed", secure=["encrypt"]),
        api.create("https://example.com/ruled", rules=[rule], utm={"source": "poster"}),
        api.create("https://example.com/split", variants=variants, sources=["north", "south"], forwardQuery=True),
        api.create(
            "https://example.com/ended",
            secure=["expire"],
            expiresAt="2020-01-01T00:00:00Z",
            fallbackUrl="https://example.com/late",
            scanLimit=7,
            redirectStatus=308,
            returnType="svg",
            status="inactive",
        ),
        api.create({"ssid": "Café", "password": "secret12", "security": "WPA"}, dataType="wifi"),
    ]
    return {code["id"]: code for code in made}


def shown(api: Client, id: str) -> dict[str, Any]:
    """What is kept of a code when it moves: all but its age, its scans and the server's own address."""
    code = api.code(id)
    for name in ("createdAt", "updatedAt", "redirectUrl", "scans", "lastScannedAt"):
        del code[name]
    return code


def take(api: Client, file: bytes, **parameters: str) -> dict[str, Any]:
    answer = api.post(IMPORT, data=file, headers=NDJSON, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_complete_export_moves_everything(start_server: Callable[..., WaymarkServer], tmp_path: Path) -> None:
    old, new = (start_server(WAYMARK_SECRET=SECRET) for _ in range(2))
    source, target = (server.client(scopes=ADMIN) for server in (old, new))
    made = fill(source, tmp_path)
    file = source.get(EXPORT, params={"complete": "true"}).content
    assert b"open sesame" not in file and b"example.com/sealed" not in file
    lines = [json.loads(line) for line in file.splitlines()]
    assert len([line for line in lines if "picture" in line]) == 1, "the one logo is written once"

    dry = take(target, file, dryRun="true")
    assert (dry["created"], dry["failed"]) == (len(made), 0), dry
    assert target.get("/api/qr/codes").json()["pagination"]["total"] == 0
    done = take(target, file)
    assert (done["created"], done["failed"]) == (len(made), 0), done
    for id in made:
        assert shown(target, id) == shown(source, id)
        assert target.image(id).headers["Content-Type"] == source.image(id).headers["Content-Type"]
    for id in [*made][:2]:
        picture = target.image(id)
        assert_reads(picture.content, picture.headers["Content-Type"], f"{new.base_url}/r/{id}")
    guarded, sealed = [*made][2:4]
    page = new.anonymous().post(f"/r/{guarded}", data={"password": "open sesame"})
    assert page.status_code in (302, 303), page.text
    assert new.anonymous().get(f"/r/{sealed}").headers["Location"] == "https://example.com/sealed"
    again = take(target, file)
    assert (again["unchanged"], again["failed"]) == (len(made), 0), again


def test_a_sealed_destination_opens_for_no_other_secret(
    start_server: Callable[..., WaymarkServer], tmp_path: Path
) -> None:
    source, target = (start_server().client(scopes=ADMIN) for _ in range(2))
    made = fill(source, tmp_path)
    done = take(target, source.get(EXPORT, params={"complete": "true"}).content)
    assert (done["created"], done["failed"]) == (len(made) - 1, 1)
    [failed] = [row for row in done["rows"] if row["status"] == "failed"]
    assert failed["id"] == [*made][3] and "another secret" in failed["error"]


def test_only_an_admin_key_gets_a_complete_export(server: WaymarkServer) -> None:
    reader = server.client(account="complete-reader", scopes="read,write")
    assert_problem(reader.get(EXPORT, params={"complete": "true"}), 403, "SCOPE_MISSING")
    assert_problem(server.client(scopes=ADMIN).get(EXPORT, params={"complete": "true", "format": "csv"}), 422)


@pytest.mark.parametrize(
    "line",
    [
        {"picture": "picture:" + "0" * 64, "data": "data:image/png;base64,iVBORw0KGgo="},
        {"picture": "x", "data": "data:,"},
        {"picture": None},
        {"id": "abc", "dataType": "url", "destination": "https://e.com/", "secure": ["password"], "passwordHash": "x"},
        {
            "dataType": "url",
            "destination": "https://e.com/",
            "passwordHash": f"scrypt$1073741824$8$1${'A' * 22}==${'A' * 43}=",
        },
        {"id": "sealed1", "dataType": "url", "destination": None, "sealedDestination": "v1.AAAA"},
        {"dataType": "url", "destination": "https://e.com/", "style": {"image": "picture:" + "a" * 64}},
    ],
)
def test_a_forged_line_makes_nothing(account: Client, line: dict[str, Any]) -> None:
    done = take(account, json.dumps(line).encode())
    assert (done["failed"], done["created"]) == (1, 0), done
    assert done["rows"][0]["error"]
    assert account.get("/api/qr/codes").json()["pagination"]["total"] == 0


def test_the_command_line_moves_an_account_and_shows_a_bar(
    server: WaymarkServer, account: Client, start_server: Callable[..., WaymarkServer], tmp_path: Path
) -> None:
    name = f"complete-{tmp_path.name}"
    made = fill(server.client(account=name), tmp_path)
    file = tmp_path / "codes.ndjson"
    done = server.run("export", "--account", name, "--complete", "-o", str(file), "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"exported": len(made)}), done.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    other = start_server()
    other.create_key()
    screen, terminal = pty.openpty()
    with subprocess.Popen(
        [other.binary, "import", str(file)], env=other.environment, stdout=subprocess.PIPE, stderr=terminal
    ) as process:
        output = process.stdout.read().decode() if process.stdout else ""
    os.close(terminal)
    assert output.startswith(f"{len(made) - 1} created, 0 updated, 0 unchanged, 1 failed"), output
    assert process.returncode == 1, "the sealed one cannot be opened there"
    seen = os.read(screen, 100_000).decode(errors="replace")
    assert "Importing" in seen and "%" in seen, seen
    id = next(iter(made))
    picture = other.client().image(id)
    assert_reads(picture.content, picture.headers["Content-Type"], f"{other.base_url}/r/{id}")
