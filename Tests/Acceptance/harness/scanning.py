"""Scanning codes as phones do, and waiting for the scans to be counted."""

from typing import Any

from harness.client import Client
from harness.polling import eventually

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)
OTHER_PHONE = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/139.0.0.0 Mobile Safari/537.36"
)
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"

# The contract's promise: a scan that was answered is visible in the analytics after at most this many seconds.
VISIBLE_WITHIN = 2.0


def scan(scanner: Client, id: str, agent: str = PHONE, **headers: str) -> Any:
    """Scans a code once and returns the answer."""
    return scanner.get(f"/r/{id}", headers={"User-Agent": agent, **headers})


def wait_for_scans(api: Client, id: str, count: int, within: float = VISIBLE_WITHIN) -> dict[str, Any]:
    """The analytics as soon as they show at least that many scans."""
    return eventually(
        lambda: api.analytics(id),
        lambda found: found["totals"]["scans"] >= count,
        within=within,
        what=f"{count} scans of {id}",
    )
