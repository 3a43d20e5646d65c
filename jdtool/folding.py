"""Text folded for look-up: one byte a character, so that a position in the folded text is one in the text.

Letters are lower-cased, `+ # .` stay (C++, C#, Node.js), every other sign becomes a space, runs of spaces become one.
"""

from __future__ import annotations

from bisect import bisect_right

from jdtool import patterns

FILLER = "\xff"  # stands for a letter outside Latin-1, so that "łC" is not the language C
_KEPT = set(b"+#.")


def _fold_table() -> bytes:
    table = bytearray(b" " * 256)
    for code in range(256):
        sign = chr(code)
        if sign.isalnum() and len(sign.lower()) == 1 and ord(sign.lower()) < 256:
            table[code] = ord(sign.lower())
        elif code in _KEPT:
            table[code] = code
    table[0xFF] = 0xFF
    return bytes(table)


_TABLE = _fold_table()
_WIDE_RE = patterns.compile(r"[^\x00-\xff]")
# A full stop ends a word unless a letter or digit follows (Node.js) or it begins one (.NET).
_STOP_RE = patterns.compile(rb"\.(?=[ .]|$)")
# "our teams.Workday": a sentence's end that lost its space, unlike "Node.Js".
_GLUED_STOP_RE = patterns.compile(r"(?<=[a-z]{3})\.(?=[A-Z][a-z])(?!Js\b|Io\b|Net\b|Py\b)")
_GAP_RE = patterns.compile(rb"  +")


class Folded:
    """Folded text with single spaces, and the way back to positions in the original.

    >>> folded = Folded("Use CI / CD, C++.")
    >>> folded.text
    b' use ci cd c++ '
    >>> folded.span(5, 10)
    (4, 11)
    """

    __slots__ = ("_cuts", "_removed", "text")

    def __init__(self, text: str) -> None:
        if not text.isascii():
            text = _WIDE_RE.sub(lambda m: FILLER if m[0].isalnum() else " ", text)
        if "." in text:
            text = _GLUED_STOP_RE.sub(" ", text)
        wide = _STOP_RE.sub(b" ", text.encode("latin-1").translate(_TABLE))
        wide = b" " + wide + b" "
        self._cuts: list[int] = []  # position in the folded text after a shortened gap
        self._removed: list[int] = []  # characters removed up to and including that gap
        removed = 0
        for gap in _GAP_RE.finditer(wide):
            removed += gap.end() - gap.start() - 1
            self._cuts.append(gap.end() - removed)
            self._removed.append(removed)
        self.text = _GAP_RE.sub(b" ", wide)

    def original(self, position: int) -> int:
        """The position in the original text of a character of the folded text (not of a space)."""
        i = bisect_right(self._cuts, position)
        return position - 1 + (self._removed[i - 1] if i else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of folded text that neither begins nor ends with a space."""
        return self.original(start), self.original(end - 1) + 1


def fold_bytes(words: str) -> bytes:
    """Words as they stand within folded text: one space at an edge stays, a mark at an edge becomes one.

    >>> fold_bytes(" full-time"), fold_bytes("B.Sc")
    (b' full time', b'b.sc')
    """
    return Folded(f"x{words}x").text.strip().removeprefix(b"x").removesuffix(b"x")


def fold_name(name: str) -> str:
    """A name as it is looked up, without the outer spaces.

    >>> fold_name("CI/CD"), fold_name("Node.js"), fold_name(".NET")
    ('ci cd', 'node.js', '.net')
    """
    return Folded(name).text.decode("latin-1").strip()
