"""How long and how often things are measured."""

import os
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent
REPOSITORY = FOLDER.parent
PAYLOADS = FOLDER / "payloads"
OUT = FOLDER / "out"
CONNECTIONS = 64
# The plans that come with the program bound creating calls by the minute; measured is what the server can do.
UNBOUNDED = {"WAYMARK_PLANS": str(FOLDER / "plans.json")}


@dataclass(frozen=True)
class Settings:
    """The programs to measure, and the time to spend on them."""

    binary: Path
    products: Path
    quick: bool
    #: The length of a spike that the store cannot follow; `scripts/spike` makes it longer.
    spike_seconds: int = 20

    @property
    def rounds(self) -> int:
        return 2 if self.quick else 7

    @property
    def seconds(self) -> int:
        """The length of one run under load."""
        return 1 if self.quick else 8

    @property
    def warm_up(self) -> int:
        return 1 if self.quick else 3

    @property
    def codes(self) -> int:
        """How many codes are scanned in turn."""
        return 50 if self.quick else 1_000

    @property
    def starts(self) -> int:
        return 3 if self.quick else 21

    @property
    def batches(self) -> int:
        """How many batches of calls give the median cost of one call in Python."""
        return 3 if self.quick else 31

    @property
    def traffic_rounds(self) -> int:
        return 2 if self.quick else 5

    @property
    def bulk_rows(self) -> int:
        return 2_000 if self.quick else 100_000

    @property
    def idle_connections(self) -> int:
        return 200 if self.quick else 10_000

    @property
    def cold_codes(self) -> int:
        """How many codes are asked for once each."""
        return 2_000 if self.quick else 300_000

    @property
    def cold_seconds(self) -> int:
        """The longest time to ask for them in; what is left then is left out."""
        return 5 if self.quick else 20

    @property
    def ingest_codes(self) -> int:
        """How many codes the scans of the ingest fall to, with the traffic of links."""
        return 2_000 if self.quick else 100_000

    @property
    def ingest_scans(self) -> int:
        return 20_000 if self.quick else 10_000_000

    @property
    def uniform_scans(self) -> int:
        """How many scans fall evenly to as many codes as there are in `zipf_codes`."""
        return 20_000 if self.quick else 4_000_000

    @property
    def scan_counts(self) -> list[int]:
        """How many scans one code has; WAYMARK_BENCH_SCANS names other numbers, separated by commas."""
        named = os.environ.get("WAYMARK_BENCH_SCANS")
        if named:
            return [int(count) for count in named.split(",")]
        return [9_000, 18_000] if self.quick else [1_000_000, 10_000_000, 100_000_000]

    @property
    def account_codes(self) -> int:
        """How many codes the account has whose analytics and lists are asked for."""
        return 640 if self.quick else 100_000

    @property
    def questions(self) -> int:
        return 20 if self.quick else 500

    @property
    def pages(self) -> int:
        return 10 if self.quick else 1_000

    @property
    def feed_seconds(self) -> int:
        """The longest time for which scans are ingested beside what is measured; it ends with that."""
        return 1_200

    @property
    def export_seconds(self) -> int:
        """The longest time to read a file for, enough for ten million lines; what is left then is left out."""
        return 2 if self.quick else 120

    @property
    def zip_items(self) -> int:
        return 200 if self.quick else 5_000

    @property
    def zipf_codes(self) -> int:
        return 2_000 if self.quick else 1_000_000
