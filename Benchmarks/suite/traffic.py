"""The redirect under the traffic of campaigns: at half its speed, at rest, in spikes, cold, over many codes."""

import shutil
from pathlib import Path
from typing import Any

from suite import h2load, idle, many_codes
from suite.settings import Settings
from suite.traffic_setting import PEERS, Run, TrafficSetting

STEP = 0.1


def measure(settings: Settings, folder: Path) -> dict[str, Any]:
    """Measures a server beside an nginx that answers the same codes and writes a log."""
    setting = TrafficSetting(settings, folder)
    try:
        setting.prepare()
        return {
            "newConnections": setting.compare(lambda name: setting.hurry(name, "single.lua")),
            "throughProxy": through_proxy(setting),
            "halfLoad": half_load(setting),
            "idle": idle.measure(setting),
            "spike": spike(setting),
            "cold": many_codes.cold(setting),
            "zipf": many_codes.zipf(setting),
        }
    finally:
        setting.stop()
        shutil.rmtree(folder)


def through_proxy(setting: TrafficSetting) -> Run:
    """Waymark behind nginx; the processor time is that of both together."""
    run = setting.loaded(setting.proxy.url, [setting.proxy.pid, setting.server.pid])
    setting.settle()
    return run


def half_load(setting: TrafficSetting) -> dict[str, Any]:
    """Latency of both at the same rate: half of what the slower of them answers to the same load generator."""
    settings = setting.settings
    highest = {}
    for name in PEERS:
        done = h2load.run(setting.urls(name), settings.warm_up, setting.folder)
        highest[name] = len(done.took) / settings.warm_up
        setting.settle()
    rate = min(highest.values()) / 2

    def paced(name: str) -> Run:
        done = h2load.run(setting.urls(name), settings.seconds, setting.folder, rate)
        assert done.failed == 0, f"{done.failed} requests to {name} failed"
        setting.settle()
        return {**done.percentiles, "rate": len(done.took) / settings.seconds}

    return {"highest": highest, "rate": rate, **setting.compare(paced)}


def spike(setting: TrafficSetting) -> dict[str, Any]:
    """From a start with an empty cache to full load at once."""
    setting.server.restart()
    done = h2load.run(setting.urls("waymark"), setting.settings.seconds, setting.folder)
    setting.settle()
    # The last step is cut off by the end of the run.
    rates = done.rates(STEP)[:-1]
    steady = sorted(rates)[len(rates) // 2]
    reached = next(number for number, rate in enumerate(rates) if rate >= 0.9 * steady)
    return {
        "steadyRate": steady,
        "secondsToNineTenths": (reached + 1) * STEP,
        "failed": done.failed,
        "firstSecond": done.before(1.0).percentiles,
        "wholeRun": done.percentiles,
    }
