"""An HTTP client of the API that follows no redirect and trusts no environment."""

from typing import Any

import requests

TIMEOUT = 15.0


class Client(requests.Session):
    """A session with a base address and, when there is one, a key."""

    def __init__(self, base_url: str, key: str | None = None) -> None:
        super().__init__()
        self.base_url = base_url
        self.key = key
        # No proxy and no .netrc of the machine may come between.
        self.trust_env = False
        if key is not None:
            self.headers["Authorization"] = f"Bearer {key}"

    def request(self, method: str, url: str, **options: Any) -> requests.Response:  # type: ignore[override]
        address = url if url.startswith("http") else self.base_url + url
        options.setdefault("timeout", TIMEOUT)
        # The session's own `get` asks for redirects to be followed; where they lead is what is tested.
        options["allow_redirects"] = False
        return super().request(method, address, **options)

    def create(self, data: Any = "https://example.com/landing", **fields: Any) -> dict[str, Any]:
        """Makes a code and returns it."""
        answer = self.post("/api/qr/codes", json={"data": data, **fields})
        assert answer.status_code == 201, f"{answer.status_code}: {answer.text}"
        return answer.json()

    def code(self, id: str) -> dict[str, Any]:
        """Reads a code."""
        answer = self.get(f"/api/qr/codes/{id}")
        assert answer.status_code == 200, f"{answer.status_code}: {answer.text}"
        return answer.json()

    def analytics(self, id: str, **parameters: Any) -> dict[str, Any]:
        """Reads the analytics of a code."""
        answer = self.get(f"/api/qr/codes/{id}/analytics", params=parameters)
        assert answer.status_code == 200, f"{answer.status_code}: {answer.text}"
        return answer.json()

    def image(self, id: str, **parameters: Any) -> requests.Response:
        """Fetches the image of a code."""
        answer = self.get(f"/api/qr/codes/{id}/image", params=parameters)
        assert answer.status_code == 200, f"{answer.status_code}: {answer.text}"
        return answer
