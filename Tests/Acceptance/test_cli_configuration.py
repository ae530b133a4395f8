"""waymark config, --help and the exit codes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from harness.server import WaymarkServer

BAD = {
    "WAYMARK_PORT": "99999",
    "WAYMARK_PUBLIC_URL": "nonsense",
    "WAYMARK_CACHE_TTL": "-1",
    "WAYMARK_TRUSTED_PROXIES": "10.0.0.0/8, elsewhere",
    "WAYMARK_GEOIP_DB": "/nowhere/country.mmdb",
    "WAYMARK_LOG_LEVEL": "loud",
    "WAYMARK_DATABASE_URL": "mongodb://x",
}


@pytest.fixture
def program(binary: Path, tmp_path: Path) -> WaymarkServer:
    """A server that is never started: only its commands are run."""
    return WaymarkServer(binary, tmp_path)


def test_the_effective_settings_are_shown_with_their_defaults(program: WaymarkServer) -> None:
    result = program.run("config", environment={"WAYMARK_CACHE_TTL": "42"})
    assert result.returncode == 0
    lines = {line.split()[0]: line for line in result.stdout.decode().splitlines()}
    assert set(lines) >= {
        "WAYMARK_HOST",
        "WAYMARK_PORT",
        "WAYMARK_PUBLIC_URL",
        "WAYMARK_DATA_DIR",
        "WAYMARK_DATABASE_URL",
        "WAYMARK_CACHE_TTL",
        "WAYMARK_TRUSTED_PROXIES",
        "WAYMARK_GEOIP_DB",
        "WAYMARK_LOG_LEVEL",
    }
    assert "42" in lines["WAYMARK_CACHE_TTL"]
    assert str(program.port) in lines["WAYMARK_PORT"]


@pytest.mark.parametrize("command", ["config", "serve", "migrate"])
def test_every_bad_value_is_listed_at_once_and_the_exit_code_is_78(program: WaymarkServer, command: str) -> None:
    result = program.run(command, environment=BAD)
    assert result.returncode == 78
    complaint = result.stderr.decode()
    assert [name for name in BAD if name not in complaint] == []
    assert not program.data_directory.exists()


@pytest.mark.parametrize(("name", "value"), list(BAD.items()))
def test_each_bad_value_alone_is_enough(program: WaymarkServer, name: str, value: str) -> None:
    result = program.run("config", environment={name: value})
    assert result.returncode == 78
    complaint = result.stderr.decode()
    assert name in complaint
    assert [other for other in BAD if other != name and other in complaint] == []


def test_a_setting_that_does_not_exist_is_pointed_out(program: WaymarkServer) -> None:
    result = program.run("config", environment={"WAYMARK_PROT": "80"})
    assert "WAYMARK_PROT" in result.stderr.decode()


def test_a_file_is_read_and_the_environment_goes_before_it(program: WaymarkServer, tmp_path: Path) -> None:
    file = tmp_path / "waymark.env"
    file.write_text("WAYMARK_CACHE_TTL=77\nWAYMARK_PORT=1234\n")
    result = program.run("config", "--config", str(file))
    lines = {line.split()[0]: line for line in result.stdout.decode().splitlines()}
    assert "77" in lines["WAYMARK_CACHE_TTL"]
    assert str(program.port) in lines["WAYMARK_PORT"]


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["serve", "--help"], ["keys", "create", "--help"], ["codes", "--help"], ["render", "--help"]],
    ids=" ".join,
)
def test_help_is_on_standard_output_and_no_failure(program: WaymarkServer, arguments: list[str]) -> None:
    result = program.run(*arguments)
    assert result.returncode == 0
    assert b"USAGE: waymark" in result.stdout
    assert result.stderr == b""


def test_the_help_names_every_command(program: WaymarkServer) -> None:
    text = program.run("--help").stdout.decode()
    assert [word for word in ("serve", "migrate", "config", "keys", "codes", "render") if word not in text] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--nonsense"],
        ["keys", "create", "--nonsense"],
        ["keys", "create", "--scopes", "root"],
        ["keys", "create", "--plan", "gold"],
        ["codes", "create"],
        ["codes", "create", "ftp://example.com/"],
        ["codes", "show"],
        ["render"],
        ["render", "x", "--format", "tiff"],
        ["render", "x", "--error-correction", "X"],
        ["render", "x", "--version", "41"],
        ["render", "x", "--mask", "8"],
        ["render", "x", "--size", "big"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_why(program: WaymarkServer, arguments: list[str]) -> None:
    result = program.run(*arguments)
    assert result.returncode == 2
    assert result.stderr.strip()
    assert result.stdout == b""


@pytest.mark.parametrize(
    "arguments",
    [["codes", "show", "neverMade"], ["codes", "delete", "neverMade"], ["render", "x", "-o", "/nowhere/at/all.png"]],
    ids=" ".join,
)
def test_what_was_understood_but_failed_ends_with_1_and_says_why(program: WaymarkServer, arguments: list[str]) -> None:
    program.create_key()
    result = program.run(*arguments)
    assert result.returncode == 1
    assert result.stderr.strip()


def test_migrate_makes_the_schema_once(program: WaymarkServer) -> None:
    dry = program.run("migrate", "--dry-run")
    assert dry.returncode == 0 and b"0001" in dry.stdout
    first = program.run("migrate")
    assert first.returncode == 0 and b"0001" in first.stdout
    second = program.run("migrate")
    assert second.returncode == 0 and b"0001" not in second.stdout


def test_migrate_beside_a_running_server_changes_nothing(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api = server.client()
    code = api.create()
    assert server.run("migrate").returncode == 0
    assert api.code(code["id"]) == code
