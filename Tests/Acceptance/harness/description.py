"""The description of the interface that a server gives at /openapi.json, and real exchanges held against it."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from jsonschema import Draft202012Validator

from harness.client import Client

METHODS = ("get", "post", "put", "patch", "delete")
# Statuses that say nothing of an operation, and need not be listed one by one.
OTHERS = (405, 408, 500, 501)
# Headers that programs read: an answer has none that is not described.
NAMES = ("retry-after", "etag", "location", "link", "allow", "www-authenticate", "idempotency-replayed")
# On every answer, for browsers alone.
UNSAID = ("x-content-type-options", "x-robots-tag")


@dataclass(frozen=True)
class Operation:
    """A method of a path; `item` is everything that is said of it."""

    path: str
    method: str
    item: dict[str, Any]
    parameters: tuple[dict[str, Any], ...]

    @property
    def id(self) -> str:
        return self.item["operationId"]

    def fits(self, path: str) -> bool:
        ours, theirs = self.path.strip("/").split("/"), path.strip("/").split("/")
        return len(ours) == len(theirs) and all(
            one == other or one.startswith("{") for one, other in zip(ours, theirs, strict=True)
        )


class Description:
    """Finds the operation of an exchange, and what is wrong with the exchange."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.operations = [
            Operation(path, method, item[method], tuple(map(self.resolved, self.parameters(item, method))))
            for path, item in document["paths"].items()
            for method in METHODS
            if method in item
        ]
        #: The operations that have not succeeded yet.
        self.unseen = {operation.id for operation in self.operations if min(operation.item["responses"]) < "400"}

    @staticmethod
    def parameters(item: dict[str, Any], method: str) -> list[dict[str, Any]]:
        return [*item.get("parameters", []), *item[method].get("parameters", [])]

    def resolved(self, part: dict[str, Any]) -> dict[str, Any]:
        """The component that a reference means."""
        if "$ref" not in part:
            return part
        found: Any = self.document
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        return found

    def operation(self, method: str, path: str) -> Operation:
        """The operation of a request; a path without parameters goes before one with some."""
        method = "get" if method == "HEAD" else method.lower()
        found = [one for one in self.operations if one.method == method and one.fits(path)]
        assert found, f"{method} {path} is not described"
        return min(found, key=lambda one: one.path.count("{"))

    def validate(self, value: Any, schema: dict[str, Any], what: str) -> None:
        """Fails unless a value is what a schema of this document says."""
        whole = {**schema, "components": self.document["components"]}
        validator = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
        errors = [f"{error.json_path}: {error.message[:600]}" for error in validator.iter_errors(value)]
        assert not errors, f"{what}: {errors}"

    def check(self, answer: requests.Response) -> None:
        """Fails unless an exchange is one that is described."""
        request = answer.request
        address = urlsplit(request.url)
        operation = self.operation(request.method, address.path)
        what = f"{operation.id} {answer.status_code}"
        responses = operation.item["responses"]
        status = str(answer.status_code)
        assert status in responses or ("default" in responses and answer.status_code in OTHERS), f"{what} is not listed"
        response = self.resolved(responses.get(status, responses.get("default")))
        self.check_headers(answer, response, what)
        # The body of a stream has no end.
        is_stream = answer.headers.get("Content-Type") == "text/event-stream"
        if request.method != "HEAD" and not is_stream and answer.content:
            self.check_body(answer, response, what)
        if answer.status_code < 400:
            self.check_request(request, operation, address.query, what)
            self.unseen.discard(operation.id)

    def check_headers(self, answer: requests.Response, response: dict[str, Any], what: str) -> None:
        described = {name.lower(): self.resolved(header) for name, header in response.get("headers", {}).items()}
        assert "x-request-id" in described
        for name, text in answer.headers.items():
            name = name.lower()
            is_ours = name.startswith(("x-", "ratelimit")) or name in NAMES
            if not is_ours or name in UNSAID:
                continue
            assert name in described, f"{what}: the header {name} is not described"
            schema = described[name]["schema"]
            value = int(text) if schema.get("type") == "integer" else text
            self.validate(value, schema, f"{what}: {name}")

    def check_body(self, answer: requests.Response, response: dict[str, Any], what: str) -> None:
        kind = answer.headers["Content-Type"].partition(";")[0]
        content = response.get("content", {})
        assert kind in content, f"{what}: {kind} is not described, only {list(content)}"
        schema = content[kind].get("schema")
        if kind == "application/x-ndjson":
            assert all(isinstance(json.loads(line), dict) for line in answer.text.splitlines()), what
        elif kind.endswith("json") and schema:
            self.validate(answer.json(), schema, what)
            if "contentSchema" in schema:
                self.validate(json.loads(answer.json()), schema["contentSchema"], what)

    def check_request(self, request: requests.PreparedRequest, operation: Operation, query: str, what: str) -> None:
        """What was sent and done is described too."""
        named = {one["name"]: one for one in operation.parameters if one["in"] == "query"}
        given = dict(parse_qsl(query))
        assert given.keys() <= named.keys(), f"{what}: {given.keys() - named.keys()} are not described"
        required = {name for name, one in named.items() if one.get("required")}
        assert required <= given.keys(), f"{what}: {required - given.keys()} are not required"
        kind = request.headers.get("Content-Type", "").partition(";")[0]
        if not request.body or not kind:
            return
        content = operation.item["requestBody"]["content"]
        assert kind in content, f"{what}: bodies of {kind} are not described"
        if kind == "application/json":
            self.validate(json.loads(request.body), content[kind]["schema"], f"{what}: the body")

    def watch(self, client: Client) -> Client:
        """Checks every exchange of a client from now on."""
        client.hooks["response"].append(lambda answer, **_: self.check(answer))
        return client
