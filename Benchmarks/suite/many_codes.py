"""The redirect over very many codes: all of them cold, and with the traffic of links."""

import itertools
import random
import sqlite3
from typing import Any

from suite import load
from suite.processes import memory_mib
from suite.traffic_setting import TrafficSetting

# The exponent that is found in the traffic of links: few get most of it, and most get some.
ZIPF = 1.0


def cold(setting: TrafficSetting) -> dict[str, Any]:
    """Every code for the first time, so that each is read from the store."""
    ids = stored(setting, setting.settings.cold_codes)
    setting.server.restart()
    setting.write_ids(random.Random(2).sample(ids, len(ids)))
    before = setting.cpu("waymark")
    done = load.run("once.lua", setting.server.base_url, setting.settings.cold_seconds, setting.list_of_ids)
    assert done.failed == 0, f"{done.failed} cold requests failed"
    cpu = (setting.cpu("waymark") - before) / done.requests * 1e6
    setting.settle()
    run = {"rate": done.rate, "cpu": cpu, "p50": done.p50, "p99": done.p99}
    return {"codes": len(ids), "requests": done.requests, **run}


def zipf(setting: TrafficSetting) -> dict[str, Any]:
    """Many codes, of which few get most of the traffic."""
    ids = stored(setting, setting.settings.zipf_codes)
    sums = list(itertools.accumulate(1 / (rank + 1) ** ZIPF for rank in range(len(ids))))
    setting.write_ids(random.Random(3).choices(ids, cum_weights=sums, k=len(ids)))
    before = memory_mib(setting.server.pid)
    first = setting.hurry("waymark", "many.lua")
    second = setting.hurry("waymark", "many.lua")
    memory = {"before": before, "after": memory_mib(setting.server.pid)}
    return {"codes": len(ids), "first": first, "second": second, "memoryMiB": memory}


def stored(setting: TrafficSetting, count: int) -> list[str]:
    """So many codes, made by the API as far as they are missing; their ids are read from the database."""
    key = str(setting.server.client().key)
    while len(ids := stored_ids(setting)) < count:
        load.run("create.lua", setting.server.base_url, setting.settings.warm_up, key)
    return ids[:count]


def stored_ids(setting: TrafficSetting) -> list[str]:
    path = setting.server.data_directory / "waymark.sqlite"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return [row[0] for row in database.execute("SELECT id FROM codes")]
