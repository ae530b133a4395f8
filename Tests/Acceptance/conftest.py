"""Servers for the acceptance tests: one shared by tests that only use the API, own ones for those that do more."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harness import published
from harness import server as servers
from harness.client import Client
from harness.server import WaymarkServer

REPOSITORY = Path(__file__).parent.parent.parent
LOG_TAIL = 8_000


@pytest.fixture(scope="session")
def binary() -> Path:
    path = Path(os.environ.get("WAYMARK_BIN", REPOSITORY / ".build" / "release" / "waymark")).absolute()
    if not os.access(path, os.X_OK):
        pytest.fail(f"there is no program at {path}: run `make build`, or set WAYMARK_BIN", pytrace=False)
    return path


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Finds a program; a missing one is a failure, never a skip."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            pytest.fail(f"the program {name} is missing: run `make setup-test`", pytrace=False)
        return path

    return find


@pytest.fixture(scope="session")
def shared_server(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WaymarkServer]:
    server = WaymarkServer(binary, tmp_path_factory.mktemp("shared")).start()
    yield server
    code = server.stop()
    assert code == 0, f"the shared server ended with {code}:\n{server.log[-LOG_TAIL:]}"


@pytest.fixture
def server(shared_server: WaymarkServer) -> Iterator[WaymarkServer]:
    """The shared server; a test that brings it down fails, and the next one gets it back."""
    if not shared_server.is_alive:
        shared_server.start()
    pid = shared_server.pid
    yield shared_server
    assert shared_server.is_alive and shared_server.pid == pid, "the server went down during this test"


@pytest.fixture(scope="session")
def shared_key(shared_server: WaymarkServer) -> str:
    return shared_server.create_key()["key"]


@pytest.fixture
def api(server: WaymarkServer, shared_key: str) -> Client:
    """A client of the default account, which other tests use too."""
    return Client(server.base_url, shared_key)


@pytest.fixture
def account(server: WaymarkServer) -> Client:
    """A client of an account of its own."""
    return server.client(account=f"account-{uuid.uuid4().hex[:12]}")


@pytest.fixture
def scanner(server: WaymarkServer) -> Client:
    """A client without a key."""
    return server.anonymous()


@pytest.fixture
def make_server(binary: Path, tmp_path: Path) -> Iterator[Callable[..., WaymarkServer]]:
    """Makes servers of the test's own, not started yet, with environment variables as keywords.

    Those that run at the end of the test are ended by SIGTERM.
    """
    made: list[WaymarkServer] = []

    def make(**environment: str) -> WaymarkServer:
        server = WaymarkServer(binary, tmp_path / f"server-{len(made)}", environment)
        made.append(server)
        return server

    yield make
    codes = [server.stop() for server in made if server.is_alive]
    assert all(code == 0 for code in codes), f"exit codes of the servers: {codes}"


@pytest.fixture
def start_server(make_server: Callable[..., WaymarkServer]) -> Callable[..., WaymarkServer]:
    """Starts servers of the test's own, with environment variables as keywords."""
    return lambda **environment: make_server(**environment).start()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Leaves no server behind, whatever went wrong with its test."""
    for server in list(servers.running):
        server.kill()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Adds the logs of the servers to the report of a failed test."""
    report = yield
    if report.failed:
        for server in [*servers.running, *getattr(item, "funcargs", {}).values()]:
            if isinstance(server, WaymarkServer):
                report.sections.append((f"log of the server on port {server.port}", server.log[-LOG_TAIL:]))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says at the end, where it is read, that programs of the published documents were not run."""
    skipped = [
        report for report in terminalreporter.stats.get("skipped", []) if published.MISSING in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("published programs were NOT run", red=True)
        terminalreporter.line(f"{len(skipped)} tests skipped: {published.MISSING}")
