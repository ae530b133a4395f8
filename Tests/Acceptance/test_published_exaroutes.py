"""The commands and requests of the ExaRoutes documents: only base address, credentials and ids change."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from harness import bulk, published
from harness.client import Client
from harness.decoders import assert_reads
from harness.server import WaymarkServer

BULK, CODES = "exaroutes-reference-bulk-generate.txt", "exaroutes-reference-qr-codes.txt"


def shape(value: Any) -> Any:
    """The names and the kinds of values; a list has the shape of its first."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value[:1]]
    return type(value).__name__


def assert_shaped(found: Any, shown: Any, where: str) -> None:
    """Fails where something that is shown is missing or of another kind; `"...": "..."` stands for more of the same."""
    if isinstance(shown, dict):
        for name in shown.keys() - {"..."}:
            assert name in found, f"{where} has no {name}"
            assert_shaped(found[name], shown[name], f"{where}.{name}")
    elif isinstance(shown, list):
        assert isinstance(found, list), where
        for one in found if shown else []:
            assert_shaped(one, shown[0], f"{where}[]")
    else:
        assert shape(found) == shape(shown) or (found is None and where.endswith(".nextCursor")), f"{where}: {found}"


@pytest.mark.promise("exaroutes.program", "exaroutes.submit", "exaroutes.status", "exaroutes.result-text")
def test_the_documents_curl_commands_run(server: WaymarkServer, tool: Callable[[str], str], tmp_path: Path) -> None:
    text = published.document(BULK)
    submit, status, result = published.curl_commands(text)
    key = server.create_key(account=f"curl-{tmp_path.name}")
    words = {
        "https://api.exaroutes.com": server.base_url,
        "cust_abc123…": key["clientId"],
        "sk_live_xyz789…": key["key"],
    }

    def run(command: str) -> str:
        for old, new in words.items():
            assert old in command or old.startswith("bulk_"), f"the command does not name {old}"
            command = command.replace(old, new)
        tool("curl")
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, capture_output=True, check=True, timeout=30, text=True
        )
        return done.stdout

    job = json.loads(run(submit))
    words["bulk_a8f31de2c904"] = job
    api = Client(server.base_url, key["key"])
    bulk.completed(api, job)
    found = json.loads(run(status))
    shown = text.split("Response\n\n", 1)[1].split("\nField", 1)[0]
    published_status = json.loads("\n".join(line.partition("//")[0] for line in shown.splitlines()))
    assert_shaped(found, published_status, "status")
    assert (found["status"], found["count"], found["product"]) == ("completed", 3, "qr")
    run(result)
    entries = json.loads(json.loads((tmp_path / "bulk-result.json").read_text()))
    assert [entry["uid"] for entry in entries] == ["row-001", "row-002", "row-003"]
    assert all(set(entry) == {"id", "uid", "url", "QRs"} for entry in entries)
    leads = [server.anonymous().get(entry["url"]).headers["Location"] for entry in entries]
    assert leads == [f"https://example.com/lp/{letter}" for letter in "abc"]
    assert bulk.fetch(api, job).status_code == 410


class Reader:
    """Sends the requests of a document one after the other, and remembers what their ids have become."""

    def __init__(self, account: Client) -> None:
        self.account = account
        self.words = {"exr_live_...": account.key or ""}

    def send(self, request: published.Request) -> requests.Response:
        def filled(text: str) -> str:
            for old, new in self.words.items():
                text = text.replace(old, new)
            assert "{" not in text.partition("?")[0] or text.startswith(("{", "[")), f"unfilled: {text}"
            return text

        headers = {name: filled(value) for name, value in request.headers.items()}
        # Some requests are shown without it; the document says that every one needs it.
        headers.setdefault("Authorization", f"Bearer {self.account.key}")
        data = request.body.encode() or None
        return requests.request(
            request.method, self.account.base_url + filled(request.target), headers=headers, data=data, timeout=30
        )


@pytest.mark.promise(
    "exaroutes-codes.requests",
    "exaroutes-codes.bearer",
    "exaroutes-codes.create",
    "exaroutes-codes.image",
    "exaroutes-codes.bulk",
    "exaroutes-codes.static",
)
def test_the_documents_requests_are_answered_as_it_shows(account: Client, scanner: Client) -> None:
    reader = Reader(account)
    answers: dict[str, requests.Response] = {}
    for request in published.requests_in(published.document(CODES)):
        answer = reader.send(request)
        name = f"{request.method} {request.target.partition('?')[0]}"
        answers[name] = answer
        assert answer.status_code in (200, 201), f"{name}: {answer.status_code} {answer.text}"
        if request.answer is not None:
            assert_shaped(answer.json(), request.answer, name)
        if name == "POST /api/qr/codes":
            made = answer.json()
            reader.words["Ab3xK9pQ"] = made["id"]
        if name == "POST /api/qr/codes/bulk":
            reader.words["{bulkId}"] = answer.json()
            bulk.completed(account, answer.json(), bulk.CODES)

    assert (made["type"], made["dataType"], made["status"]) == ("dynamic", "url", "active")
    assert made["destination"] == "https://yourcompany.com/spring"
    assert answers["PUT /api/qr/codes/Ab3xK9pQ"].json()["destination"] == "https://yourcompany.com/spring-v2"
    assert scanner.get(made["redirectUrl"]).headers["Location"] == "https://yourcompany.com/spring-v2"
    analytics = answers["GET /api/qr/codes/Ab3xK9pQ/analytics"].json()
    assert len(analytics["series"]) == 30 and analytics["countries"] == []
    image = answers["GET /api/qr/codes/Ab3xK9pQ/image"]
    assert image.headers["Content-Type"] == "image/png"
    assert_reads(image.content, "image/png", made["redirectUrl"])
    assert answers["GET /api/qr/codes/bulk/{bulkId}"].json()["status"] == "completed"
    entries = answers["GET /api/qr/codes/bulk/{bulkId}/result"].json()
    leads = [account.code(entry["id"])["destination"] for entry in entries]
    assert leads == ["https://yourcompany.com/a", "https://yourcompany.com/b"]
    static = answers["POST /api/qr/static"].json()
    assert_reads(static["image"].encode(), "image/svg+xml", "https://yourcompany.com")
