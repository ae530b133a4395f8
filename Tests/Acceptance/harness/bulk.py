"""Bulk jobs: submit rows, wait for the end, fetch the result."""

import json
from typing import Any

import requests

from harness.client import Client
from harness.polling import eventually

OLDER = "/api/qr/bulk-generate"
CODES = "/api/qr/codes/bulk"


def submit(api: Client, rows: Any, path: str = OLDER) -> str:
    """Submits rows and returns the id of their job."""
    answer = api.post(path, json=rows)
    assert answer.status_code == 200, f"{answer.status_code}: {answer.text}"
    return answer.json()


def status(api: Client, job: str, path: str = OLDER) -> dict[str, Any]:
    answer = api.get(f"{path}/{job}")
    assert answer.status_code == 200, f"{answer.status_code}: {answer.text}"
    return answer.json()


def completed(api: Client, job: str, path: str = OLDER, within: float = 30) -> dict[str, Any]:
    """Waits until a job is completed, and returns its status."""
    return eventually(
        lambda: status(api, job, path), lambda found: found["status"] != "processing", within=within, what=job
    )


def fetch(api: Client, job: str, path: str = OLDER) -> requests.Response:
    return api.get(f"{path}/{job}/result", timeout=60)


def result(api: Client, job: str, path: str = OLDER) -> list[Any]:
    """Fetches the result, whichever shape it has at this path."""
    answer = fetch(api, job, path)
    assert answer.status_code == 200, f"{answer.status_code}: {answer.text}"
    assert answer.headers["Content-Type"] == "application/json"
    decoded = answer.json()
    return json.loads(decoded) if path == OLDER else decoded


def run(api: Client, rows: Any, path: str = OLDER) -> list[Any]:
    """Submits rows and returns what became of each."""
    job = submit(api, rows, path)
    completed(api, job, path)
    return result(api, job, path)
