"""Text folded for look-up: one byte a character, so that a position in the folded text is one in the text.

Letters are lower-cased, `+ # .` stay (C++, C#, Node.js), every other sign becomes a space, runs of spaces become one.
"""

from __future__ import annotations

import codecs
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

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
# A full stop ends a word unless a letter or digit follows (Node.js) or it begins one (.NET).
_STOP_RE = patterns.compile(rb"\.(?=[ .]|$)")
# "our teams.Workday": a sentence's end that lost its space, unlike "Node.Js".
_GLUED_STOP_RE = patterns.compile(rb"\.(?<=[a-z]{3}\.)(?=[A-Z][a-z])(?!(?:Js|Io|Net|Py)\b)")
_GAP_RE = patterns.compile(rb"  +")

# What stands where two names may have been glued together, in bytes of `_CASES`: "npmYarn", "NPMYarn", "js.React".
_CASES = bytes(
    ord("A" if 65 <= code <= 90 else "a" if 97 <= code <= 122 or chr(code) in "+#" else "." if code == 46 else " ")
    for code in range(256)
)
_SEAMS = (b"aA", b"AAa", b"a.a", b"a.A", b"AA.A")


def _narrow(error: UnicodeError) -> tuple[str, int]:
    """One byte for each letter and sign that Latin-1 lacks."""
    assert isinstance(error, UnicodeEncodeError)
    wide = error.object[error.start : error.end]
    return "".join([FILLER if sign.isalnum() else " " for sign in wide]), error.end


codecs.register_error("jdtool.fold", _narrow)


class Folded:
    """Folded text with single spaces, and the way back to positions in the original.

    >>> folded = Folded("Use CI / CD, C++.")
    >>> folded.text
    b' use ci cd c++ '
    >>> folded.span(5, 10)
    (4, 11)
    """

    __slots__ = ("_gaps", "_raw", "cuts", "removed", "text")

    def __init__(self, text: str) -> None:
        raw = self._raw = text.encode("latin-1", "jdtool.fold")
        if b"." in raw:
            raw = _GLUED_STOP_RE.sub(b" ", raw)
        wide = b" %b " % _STOP_RE.sub(b" ", raw.translate(_TABLE))
        gaps = [gap.span() for gap in _GAP_RE.finditer(wide)]
        # Characters removed before each gap, and at the end; the position in the folded text after each gap, and in
        # the original.
        self.removed = list(accumulate([end - start - 1 for start, end in gaps], initial=0))
        self.cuts = [end - removed for (_, end), removed in zip(gaps, self.removed[1:], strict=True)]
        self._gaps = [end - 1 for _, end in gaps]
        self.text = _GAP_RE.sub(b" ", wide)

    def original(self, position: int) -> int:
        """The position in the original text of a character of the folded text (not of a space)."""
        return position - 1 + self.removed[bisect_right(self.cuts, position)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of folded text that neither begins nor ends with a space."""
        return self.original(start), self.original(end - 1) + 1

    def between(self, start: int, end: int) -> bytes:
        """The folded form of a part of the original, a space on either side of it.

        >>> Folded("Use CI / CD, C++.").between(4, 11)
        b' ci cd '
        """
        return b" %b " % self.text[self._folded(start) : self._folded(end)]

    def _folded(self, position: int) -> int:
        i = bisect_right(self._gaps, position)
        folded = position + 1 - self.removed[i]
        return min(folded, self.cuts[i]) if i < len(self.cuts) else folded

    def seams(self) -> list[int]:
        """Where in the original a word may have been glued to another: "npm|Yarn", "js|.React"; not in order."""
        cases = self._raw.translate(_CASES)
        found = []
        for seam in _SEAMS:
            at = cases.find(seam)
            while at >= 0:
                found.append(at)
                at = cases.find(seam, at + 1)
        return found


def lowered(text: str) -> str:
    """The text in lower case, of the same length: of all letters only "İ" would become two.

    >>> lowered("İstanbul AG")
    'istanbul ag'
    """
    return text.replace("İ", "I").lower()


def fold_bytes(words: str) -> bytes:
    """Words as they stand within folded text: one space at an edge stays, a mark at an edge becomes one.

    >>> fold_bytes(" full-time"), fold_bytes("B.Sc")
    (b' full time', b'b.sc')
    """
    return Folded(f"x{words}x").text.strip().removeprefix(b"x").removesuffix(b"x")


@lru_cache(maxsize=1024)  # a taxonomy asks for each of its names three times in a row
def fold_name(name: str) -> str:
    """A name as it is looked up, without the outer spaces.

    >>> fold_name("CI/CD"), fold_name("Node.js"), fold_name(".NET")
    ('ci cd', 'node.js', '.net')
    """
    return Folded(name).text.decode("latin-1").strip()
