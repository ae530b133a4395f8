"""A server that believes it is another day: libfaketime holds its clock where a file says."""

import shlex
from datetime import datetime
from pathlib import Path

LIBRARIES = (
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
)


class SetClock:
    """The time of day of what ``program`` starts with ``environment``; what measures durations goes on by itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        library = next((library for library in LIBRARIES if Path(library).exists()), None)
        assert library, "libfaketime is missing: run `make setup-test`"
        self.environment = {
            "LD_PRELOAD": library,
            "FAKETIME_TIMESTAMP_FILE": str(path),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": "UTC",
        }

    def set(self, moment: datetime) -> None:
        # Renamed, so that nobody reads half a file.
        beside = self.path.with_suffix(".new")
        beside.write_text(moment.strftime("%Y-%m-%d %H:%M:%S\n"))
        beside.rename(self.path)

    def program(self, binary: Path) -> Path:
        """What is to be run in place of the binary.

        The library shares its state by an environment variable, which the first process has to set. That moves the
        environment away from the arguments, where Swift looks for them: a shell sets it before the binary begins.
        """
        script = self.path.with_suffix(".sh")
        script.write_text(f'#!/bin/sh\nexec {shlex.quote(str(binary))} "$@"\n')
        script.chmod(0o755)
        return script
