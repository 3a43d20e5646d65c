"""One pass over a text that finds the names of skills and the triggers of every finder.

A finder's patterns are dear, and most postings hold nothing for most of them. So each finder declares the words that
its patterns turn on, and looks only where the scan met one of them. A trigger is a cheap hint and decides nothing: it
may stand where the pattern does not match, but the pattern must never match where no trigger stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256

from daachorse import DoubleArrayAhoCorasick
from msgspec import Struct

from jdtool import patterns
from jdtool.folding import Folded, fold_bytes
from jdtool.model import Scan, Triggers

_GROUPS: list[Triggers] = []
SPACE = 32


def triggers(*words: str) -> Triggers:
    """A group of words to be met by every scan, made once when a module is imported.

    A word is lower case and is found anywhere, within longer words too ("year" in "yearly"); a space at its edge asks
    for the edge of a word. It is folded as the text is: "full-time" is met in "full time" and "full - time". One
    made of signs only ("$") is met as it stands; where a sign is part of a word, it counts as a space ("don't").
    """
    group = Triggers(len(_GROUPS), words)
    _GROUPS.append(group)
    return group


class ScannerTable(Struct, array_like=True):
    """What a `Scanner` is made of: the stored automaton, and what its patterns stand for."""

    automaton: bytes
    owners: list[list[int]]  # the groups of each trigger; the names come after the triggers
    signs: dict[str, list[int]]  # the groups of each trigger made of signs


def scanner_table(names: Sequence[str] = ()) -> ScannerTable:
    """The table for folded names (`folding.fold_name`) and the triggers of all modules imported so far."""
    owners: dict[bytes, list[int]] = {}
    signs: dict[str, list[int]] = {}
    for group in _GROUPS:
        for word in group.words:
            folded = fold_bytes(word)
            if folded.strip():
                owners.setdefault(folded, []).append(group.number)
            else:
                signs.setdefault(word, []).append(group.number)
    wrapped = [f" {name} ".encode("latin-1", "replace") for name in names]
    automaton = DoubleArrayAhoCorasick([*owners, *wrapped] or [b"\x00"])
    return ScannerTable(automaton.serialize(), list(owners.values()), signs)


def table_name() -> str:
    """What the table is stored as: another one for each set of triggers."""
    return f"scanner {sha256(repr([group.words for group in _GROUPS]).encode()).hexdigest()[:16]}"


class Scanner:
    """Names and triggers made ready for scanning; a scan gives the numbers of the names."""

    def __init__(self, table: ScannerTable | None = None) -> None:
        table = table or scanner_table()
        self.groups = len(_GROUPS)
        self._owners = table.owners
        self._signs = table.signs
        self._signs_re = patterns.compile_now("|".join(map(re.escape, table.signs)))
        # Trusts its bytes: they come from the wheel, or from a file with a digest that only the user can write.
        self._automaton = DoubleArrayAhoCorasick.deserialize(table.automaton)

    def scan(self, text: str) -> Scan:
        """Where names and triggers stand in the text."""
        folded = Folded(text)
        owners, folds, cuts, removed = self._owners, folded.text, folded.cuts, folded.removed
        count = len(owners)
        names: list[tuple[int, int, int]] = []
        marks: defaultdict[int, list[int]] = defaultdict(list)
        for start, end, index in self._automaton.find_overlapping(folds):
            if index >= count:  # a name, whose spaces on either side are left out; as `Folded.original`, in place
                i = bisect_right(cuts, start + 1)
                j = bisect_right(cuts, end - 2, i)
                names.append((index - count, start + removed[i], end - 2 + removed[j]))
            else:
                first = start + 1 if folds[start] == SPACE else start
                position = first - 1 + removed[bisect_right(cuts, first)]
                for number in owners[index]:
                    marks[number].append(position)
        if self._signs:
            for match in self._signs_re.finditer(text):
                for number in self._signs[match[0]]:
                    marks[number].append(match.start())
        for positions in marks.values():
            positions.sort()  # they come by their ends
        return Scan(names, marks, folded)


_default: Scanner | None = None


def scan_triggers(text: str) -> Scan:
    """Where the triggers stand in the text, for those who look for no skills."""
    global _default
    if _default is None or _default.groups != len(_GROUPS):
        _default = Scanner()
    return _default.scan(text)
