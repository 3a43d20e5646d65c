"""How much is read of what strangers send: every limit, and the clock that stops what takes too long.

Each stands for something that no posting needs. Where one bites, the message names it and how it is raised.
"""

from __future__ import annotations

import difflib
import re
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from jdtool import patterns
from jdtool.errors import OutOfTimeError, UnreadableError, UsageError


class Limits(Struct, frozen=True):
    """The limits of reading. Sizes count bytes."""

    size: int = 20_000_000  # of a document, or of a line or cell of a list of postings: a posting has 4 KB
    ratio: int = 100  # of unpacked to packed bytes: text comes to 20, one sign over and over to 1,000
    depth: int = 100  # of values in values: the feeds of boards have 10
    pages: int = 200  # of a PDF file
    text: int = 2_100_000  # characters of a record: 500 postings
    memory: int = 200_000_000  # of the process that reads PDF, Word and Parquet files, which itself needs 30 MB
    seconds: int = 10  # to read or analyse a record: 0.1 is much

    def over(self, name: str, what: str) -> UnreadableError:
        """The error that says what is more than the limit of this name, and how to raise it."""
        return UnreadableError(f"{what}; --max {name}={shown(name, 2 * getattr(self, name))} raises the limit")

    def shown(self, name: str) -> str:
        """The limit as a person writes it.

        >>> Limits().shown("size"), Limits().shown("pages")
        ('20MB', '200')
        """
        return shown(name, getattr(self, name))


DEFAULTS = Limits()
NAMES = Limits.__struct_fields__
BYTES = ("size", "memory")

VALUE_RE = patterns.compile(r"(\d{1,12})(k|m|g)?b?", re.IGNORECASE)  # "500", "40MB"
UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


def shown(name: str, value: int) -> str:
    """A limit as a person writes it."""
    return f"{value // 1_000_000}MB" if name in BYTES and value >= 1_000_000 else str(value)


def read_limits(texts: Iterable[str]) -> Limits:
    """The limits with those replaced that the texts name, "size=40MB"; UsageError for what is none.

    >>> read_limits(["size=40MB", "pages=500"]).pages
    500
    """
    given: dict[str, int] = {}
    for text in texts:
        name, _, value = (part.strip() for part in text.partition("="))
        if name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise UsageError(f"--max {text}: no limit {name!r}{hint}; there are {', '.join(NAMES)}")
        match = VALUE_RE.fullmatch(value)
        if match is None or not int(match[1]):
            raise UsageError(f"--max {text}: write a number, as in {name}={DEFAULTS.shown(name)}")
        given[name] = int(match[1]) * UNITS[(match[2] or "").lower()]
    return replace(DEFAULTS, **given)


@contextmanager
def timed(seconds: int) -> Iterator[None]:
    """Raises OutOfTimeError in what takes more seconds of this process' work; waiting for input does not count.

    Where the system has no such clock, another one runs already, or this is not the main thread, it takes the time it
    takes.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    if signal.getsignal(signal.SIGPROF) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGPROF, _stop)
    # Once more every second: an error raised in a callback of C may be lost.
    signal.setitimer(signal.ITIMER_PROF, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)


def _stop(number: int, frame: Any) -> None:
    raise OutOfTimeError
