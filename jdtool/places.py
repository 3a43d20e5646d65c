"""Names of countries and regions: whether words name a place."""

from __future__ import annotations


def is_place(words: str) -> bool:
    """Whether the words are a place and nothing else.

    >>> is_place("Austin, TX"), is_place("Remote - US"), is_place("Platform")
    (True, True, False)
    """
    from jdtool.fields.locations import parse_places

    return len(words) <= 80 and bool(parse_places(words, bare=False))
