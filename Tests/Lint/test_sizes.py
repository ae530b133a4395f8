"""Tests of the measuring behind the size report."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "scripts" / "lint"))

from sizes import function_lengths, spread
from swift_source import SwiftSource, blank_prose

TEXT = """\
protocol A {
    func required() -> Int
    init(a: Int)
}
struct B {
    init?(a: Int) { nil }
    func two() -> Int {
        B(a: 1).map { $0 } ?? B.init(a: 2)
    }
    func signature(
        a: () -> Int = { 1 },
        b: Int,
    ) async throws -> [Int]
    where B: A {
        "}"
    }
    subscript(a: Int) -> Int { a }
}
"""


def test_functions_are_measured_from_signature_to_closing_brace() -> None:
    source = SwiftSource(Path("B.swift"), TEXT.split("\n"), blank_prose(TEXT).split("\n"))
    assert list(function_lengths(source)) == [(6, 1), (7, 3), (10, 7), (17, 1)]


def test_the_spread_names_median_ninetieth_and_the_longest() -> None:
    assert spread([(lines, f"f{lines}") for lines in range(1, 11)]) == "5 / 9 / 10 (f10)"
    assert spread([]) == "none"
