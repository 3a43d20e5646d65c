"""Damage as it happens to postings on their way: copied, scanned, wrongly decoded. The same for the same number.

`DAMAGES` names what may happen; each takes a text and a source of chance, and gives the text as it arrives.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

SHARE = 0.01  # of the characters, words or lines that are hit
WORD_GAP_RE = re.compile(r"(?<=\w) (?=\w)")
LINE_END_RE = re.compile(r"(?<=\S)\n(?=\S)")
SLIPS = {
    "rn": "m",
    "m": "rn",
    "l": "1",
    "1": "l",
    "0": "O",
    "O": "0",
    "5": "S",
    "S": "5",
    "I": "l",
    "cl": "d",
    "B": "8",
}
SLIP_RE = re.compile("|".join(sorted(SLIPS, key=len, reverse=True)))


def some(rng: random.Random, pattern: re.Pattern[str], text: str, new: Callable[[str], str]) -> str:
    """The text with a share of the matches replaced."""
    return pattern.sub(lambda match: new(match[0]) if rng.random() < SHARE else match[0], text)


def stripped(text: str, rng: random.Random) -> str:
    """Characters lost, as when a page's font is copied."""
    return "".join(sign for sign in text if sign == "\n" or rng.random() >= SHARE / 2)


def signs_lost(text: str, rng: random.Random) -> str:
    """All that is not ASCII lost, and some of the other signs."""
    kept = text.encode("ascii", "ignore").decode()
    return some(rng, re.compile(r"[^\w\s]"), kept, lambda _: "")


def misread(text: str, _rng: random.Random) -> str:
    """Read as the wrong encoding."""
    return text.encode("utf-8").decode("cp1252", "replace")


def glued(text: str, rng: random.Random) -> str:
    """Blanks between words lost."""
    return some(rng, WORD_GAP_RE, text, lambda _: "")


def torn(text: str, rng: random.Random) -> str:
    """Lines broken within sentences."""
    return some(rng, WORD_GAP_RE, text, lambda _: "\n")


def joined(text: str, rng: random.Random) -> str:
    """Lines run into one another."""
    return LINE_END_RE.sub(lambda _: " " if rng.random() < 10 * SHARE else "\n", text)


def scanned(text: str, rng: random.Random) -> str:
    """Letters and digits that a scanner takes for others."""
    return some(rng, SLIP_RE, text, lambda found: SLIPS[found])


DAMAGES: dict[str, Callable[[str, random.Random], str]] = {
    "stripped": stripped,
    "signs-lost": signs_lost,
    "misread": misread,
    "glued": glued,
    "torn": torn,
    "joined": joined,
    "scanned": scanned,
}
