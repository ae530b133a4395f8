"""Where bytes lie in a SQLite file, by its published format (https://www.sqlite.org/fileformat2.html)."""

import struct
from collections import Counter
from pathlib import Path

FILE_HEADER = 100
# Kinds of pages of a tree, and the bytes of their headers.
TREE_PAGES = {2: 12, 5: 12, 10: 8, 13: 8}


class DatabasePages:
    """The pages of a file that nobody writes to, its log emptied."""

    def __init__(self, path: Path) -> None:
        self.content = path.read_bytes()
        (size,) = struct.unpack_from(">H", self.content, 16)
        self.size = 65_536 if size == 1 else size
        (self.first_free,) = struct.unpack_from(">I", self.content, 32)

    def page(self, number: int) -> bytes:
        return self.content[(number - 1) * self.size : number * self.size]

    def free_pages(self) -> dict[int, bytes]:
        """What pages hold that are in use no more, by number, without the numbers of others of them."""
        found, trunk = {}, self.first_free
        while trunk:
            page = self.page(trunk)
            following, count = struct.unpack_from(">II", page)
            found[trunk] = page[8 + 4 * count :]
            found |= {leaf: self.page(leaf) for leaf in struct.unpack_from(f">{count}I", page, 8)}
            trunk = following
        return found

    def places(self, word: bytes) -> Counter[str]:
        """How often a word is in the file, by the kind of place: "row" is what a statement could read."""
        found: Counter[str] = Counter()
        free = self.free_pages()
        offset = self.content.find(word)
        while offset >= 0:
            number = offset // self.size + 1
            found["free page" if number in free else self.kind(number, offset % self.size)] += 1
            offset = self.content.find(word, offset + 1)
        return found

    def kind(self, number: int, offset: int) -> str:
        """A "gap" is between the list of a page's rows and the rows: no row has been there since it was moved."""
        page = self.page(number)
        start = FILE_HEADER if number == 1 else 0
        header = TREE_PAGES.get(page[start])
        if header is None:
            return "row"
        cells, content = struct.unpack_from(">HH", page, start + 3)
        return "gap" if start + header + 2 * cells <= offset < (content or 65_536) else "row"
