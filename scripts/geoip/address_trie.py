"""A binary trie from address prefixes to countries, with equal subtrees kept once.

A subtree is a country code, None (no country), or an int: the index of a node in `AddressTrie.nodes`. Nodes only refer
to nodes before them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from legacy_database import COUNTRY_BEGIN, LegacyDatabaseError, country_of

Subtree = int | str | None


@dataclass
class AddressTrie:
    """The nodes, each a pair of subtrees: for a 0 bit and for a 1 bit."""

    nodes: list[tuple[Subtree, Subtree]] = field(default_factory=list)
    _known: dict[tuple[Subtree, Subtree], int] = field(default_factory=dict)

    def join(self, zero: Subtree, one: Subtree) -> Subtree:
        """The subtree with these two below it."""
        if zero == one and not isinstance(zero, int):
            return zero
        pair = (zero, one)
        index = self._known.get(pair)
        if index is None:
            index = self._known[pair] = len(self.nodes)
            self.nodes.append(pair)
        return index

    def add(self, legacy: list[tuple[int, int]]) -> Subtree:
        """The subtree equal to a whole legacy database. A cycle, which only a damaged file has, is an error."""
        done: dict[int, Subtree] = {}
        opened: set[int] = set()
        stack = [0]
        while stack:
            index = stack[-1]
            if index in done:
                stack.pop()
                continue
            if index >= len(legacy):
                raise LegacyDatabaseError(f"there is no node {index}")
            below = [record for record in legacy[index] if record < COUNTRY_BEGIN and record not in done]
            if below:
                if index in opened:
                    raise LegacyDatabaseError(f"node {index} is below itself")
                opened.add(index)
                stack += below
            else:
                zero, one = (done[record] if record < COUNTRY_BEGIN else country_of(record) for record in legacy[index])
                done[index] = self.join(zero, one)
                stack.pop()
        return done[0]

    def graft(self, tree: Subtree, bits: str, twig: Subtree) -> Subtree:
        """`tree` with everything below the prefix `bits` (a text of 0 and 1) replaced by `twig`."""
        if not bits:
            return twig
        zero, one = self.nodes[tree] if isinstance(tree, int) else (tree, tree)
        if bits[0] == "0":
            return self.join(self.graft(zero, bits[1:], twig), one)
        return self.join(zero, self.graft(one, bits[1:], twig))
