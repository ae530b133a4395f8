"""Ten thousand connections that rest: what they cost, and whether others wait for them."""

import asyncio
from typing import Any

from suite import h2load
from suite.processes import family, memory_mib
from suite.traffic_setting import PEERS, TrafficSetting

REQUEST = "GET /r/{id} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: idle\r\n\r\n"
LIGHT_RATE = 5_000.0
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def measure(setting: TrafficSetting) -> dict[str, Any]:
    """Memory and latency of both servers beside connections that rest, which all still work at the end."""
    return {name: asyncio.run(rest(setting, name)) for name in PEERS}


async def rest(setting: TrafficSetting, name: str) -> dict[str, float]:
    port = setting.server.port if name == "waymark" else setting.nginx.port
    request = REQUEST.format(id=setting.ids[0]).encode()
    before = resident(setting, name)
    opened = []
    for _ in range(setting.settings.idle_connections):
        connection = await asyncio.open_connection("127.0.0.1", port)
        assert await is_redirected(connection, request), f"{name} refused one of the connections"
        opened.append(connection)
    after = resident(setting, name)
    seconds = setting.settings.warm_up
    light = await asyncio.to_thread(h2load.run, setting.urls(name), seconds, setting.folder, LIGHT_RATE)
    alive = 0
    for connection in opened:
        alive += await is_redirected(connection, request)
        connection[1].close()
    setting.settle()
    return {
        "connections": len(opened),
        "alive": alive,
        "kibibytesEach": (after - before) * 1024 / len(opened),
        **light.percentiles,
    }


async def is_redirected(connection: Connection, request: bytes) -> bool:
    """Sends a request and reads the whole answer."""
    reader, writer = connection
    writer.write(request)
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
    except (asyncio.IncompleteReadError, ConnectionError):
        return False
    length = next((line for line in head.lower().split("\r\n") if line.startswith("content-length:")), ":0")
    await reader.readexactly(int(length.partition(":")[2]))
    return head.startswith("HTTP/1.1 302")


def resident(setting: TrafficSetting, name: str) -> float:
    return sum(memory_mib(pid) for pid in family(setting.pid(name)))
