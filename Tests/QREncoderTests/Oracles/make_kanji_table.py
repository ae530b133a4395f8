"""Write Sources/QREncoder/DataAnalysis/KanjiTable+Characters.swift from Python's shift_jis codec.

Run it from the package root; the table is committed, so only a change of its form needs another run.
"""

import pathlib

TARGET = pathlib.Path("Sources/QREncoder/DataAnalysis/KanjiTable+Characters.swift")

HEADER = '''// SPDX-License-Identifier: Apache-2.0
// Made by Tests/QREncoderTests/Oracles/make_kanji_table.py: change that, not this.

extension KanjiTable {
    /// The characters of JIS X 0208, one line a row (ku) of 94 cells (ten); a full stop marks an empty cell, and
    /// rows without characters are empty lines.
    static let characters: StaticString = """
'''


def character(row: int, cell: int) -> str:
    """Return the character of a JIS X 0208 cell, or a full stop."""
    lead = (row - 1) // 2 + (0x81 if row <= 62 else 0xC1)
    if row % 2 == 1:
        trail = cell + 0x3F + (1 if cell >= 64 else 0)
    else:
        trail = cell + 0x9E
    try:
        return bytes([lead, trail]).decode("shift_jis")
    except UnicodeDecodeError:
        return "."


def main() -> None:
    """Write the Swift file."""
    rows = ["".join(character(row, cell) for cell in range(1, 95)) for row in range(1, 95)]
    while set(rows[-1]) == {"."}:
        rows.pop()
    lines = ["        " + row if set(row) != {"."} else "" for row in rows]
    text = "\n".join(line.replace("\\", "\\\\") for line in lines)
    TARGET.write_text(HEADER + text + '\n        """\n}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
