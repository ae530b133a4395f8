"""The processor time and the memory of running processes, read from /proc."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name, which may itself hold spaces: [0] is the state."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def family(pid: int) -> list[int]:
    """A process and its children: a master and its workers."""
    children = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if int(stat(int(entry.name))[1]) == pid:
                    children.append(int(entry.name))
            except (FileNotFoundError, ProcessLookupError):
                continue
    return [pid, *children]


def cpu_seconds(pid: int) -> float:
    """User and system time of a process, all its threads and its children, in steps of a hundredth of a second."""
    return sum(int(stat(member)[11]) + int(stat(member)[12]) for member in family(pid)) / TICKS


def thread_cpu_seconds(pid: int, name: str) -> float:
    """The same of the threads of a process whose names begin so."""
    ticks = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        if (task / "comm").read_text().startswith(name):
            fields = (task / "stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def memory_mib(pid: int, name: str = "VmRSS") -> float:
    """Resident memory in MiB: now (`VmRSS`) or at its highest (`VmHWM`)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise AssertionError(f"/proc/{pid}/status has no {name}")
