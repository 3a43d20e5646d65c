"""Regular expressions that are compiled when they are first used, not when their module is imported.

The project has some five hundred of them, a posting meets a part, and compiling all takes longer than reading fifty
postings. `compile` takes what `re.compile` takes and behaves as what that gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, AnyStr, cast

ALL: list[LazyPattern] = []
"""Every pattern of the modules imported so far: what tests of all patterns go through."""

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class LazyPattern:
    """Stands for a compiled pattern; its methods are the compiled pattern's own from the first use on."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.asked_flags = flags

    def __getattr__(self, name: str) -> Any:
        # Reached only until the first use: what is set here is found without it.
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.asked_flags)
        for method in METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def one_of(words: Iterable[str], depth: int = 2) -> str:
    """The words as a pattern, longer ones first; those that begin alike stand together, to be passed over at once.

    >>> one_of(["in", "island", "to"])
    '(?:i(?:s(?:land)|n(?:))|t(?:o(?:)))'
    """
    longest = sorted(words, key=len, reverse=True)
    if not depth:
        return f"(?:{'|'.join(map(re.escape, longest))})"
    groups: dict[str, list[str]] = {}
    for word in longest:
        groups.setdefault(word[:1], []).append(word[1:])
    return "(?:" + "|".join(re.escape(first) + one_of(rest, depth - 1) for first, rest in groups.items()) + ")"


def compile(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern, compiled at its first use; a fault in it raises re.error only then."""
    lazy = LazyPattern(pattern, int(flags))
    ALL.append(lazy)
    return cast("re.Pattern[AnyStr]", lazy)
