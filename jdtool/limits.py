"""How much is read of what strangers send: every limit, and the clock that stops what takes too long.

Each stands for something that no posting needs. Where one bites, the message names it and how it is raised.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # not `signal`, whose names as enumerations cost each start
from _thread import allocate_lock, get_ident
from collections.abc import Iterable
from contextlib import suppress
from contextvars import ContextVar
from time import process_time, sleep
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from jdtool.errors import OutOfTimeError, UnreadableError, UsageError, nearest


class Limits(Struct, frozen=True):
    """The limits of reading. Sizes count bytes."""

    size: int = 20_000_000  # of a document, or of a line or cell of a list of postings: a posting has 4 KB
    ratio: int = 100  # of unpacked to packed bytes: text comes to 20, one sign over and over to 1,000
    packed: int = 3  # files in one another: a letter with a packed page in it takes 2
    depth: int = 100  # of values in values, or parts of a letter in parts: the feeds of boards have 10
    elements: int = 60_000  # of a web page, beside or in one another: a page of 1 MB has 20,000
    parts: int = 1_000  # of a letter and of those in it
    pages: int = 200  # of a PDF file
    blank: int = 100_000  # lines or rows more than there are others: a few bytes unpack to billions
    faulty: int = 1_000  # records one after the other, after which a file holds no postings
    text: int = 2_100_000  # characters of a record: 500 postings
    lines: int = 50_000  # of a record: the longest of 5,000 postings has 600
    memory: int = 200_000_000  # of the process that reads PDF, Word and Parquet files, which itself needs 30 MB
    seconds: int = 10  # to read or analyse a record: 0.1 is much

    def over(self, name: str, what: str) -> UnreadableError:
        """The error that says what is more than the limit of this name, and how to raise it."""
        return UnreadableError(f"{what}; --max {name}={shown(name, 2 * getattr(self, name))} raises the limit")

    def too_long(self, text: str) -> str | None:
        """What is wrong with a text of more characters or lines than are read."""
        if len(text) > self.text:
            return str(self.over("text", f"{len(text):,} characters, more than {self.text:,}"))
        if len(text) > self.lines and (lines := len(text.splitlines())) > self.lines:
            return str(self.over("lines", f"{lines:,} lines, more than {self.lines:,}"))
        return None

    def shown(self, name: str) -> str:
        """The limit as a person writes it.

        >>> Limits().shown("size"), Limits().shown("pages")
        ('20MB', '200')
        """
        return shown(name, getattr(self, name))


DEFAULTS = Limits()
NAMES = Limits.__struct_fields__
BYTES = ("size", "memory")

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
            raise UsageError(f"--max {text}: no limit {name!r}{nearest(name, NAMES)}; there are {', '.join(NAMES)}")
        letters = value.lower().removesuffix("b")  # "500", "40MB"
        digits = letters.rstrip("kmg")
        unit = UNITS.get(letters[len(digits) :], 0)
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 12 and unit * int(digits)):
            raise UsageError(f"--max {text}: write a number, as in {name}={DEFAULTS.shown(name)}")
        given[name] = int(digits) * unit
    return replace(DEFAULTS, **given) if given else DEFAULTS


# --- the clock ----------------------------------------------------------------------------------------------


_in_force = ContextVar("_in_force", default=DEFAULTS)


def in_force() -> Limits:
    """The limits of the work that is under way."""
    return _in_force.get()


class timed:  # noqa: N801 - it stands in `with` as a function would
    """Work under these limits: raises OutOfTimeError where it takes this process more seconds, waiting not counted.

    Who catches the error calls `stop_clock`. Where somebody else has the clock of the main thread, none is set.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits, self.seconds = limits, limits.seconds

    def __enter__(self) -> None:
        self.token = _in_force.set(self.limits)
        try:
            if _signal.getsignal(_signal.SIGPROF) not in (_signal.SIG_DFL, _stop):
                return
            _signal.signal(_signal.SIGPROF, _stop)
        except (AttributeError, ValueError):  # no such clock here; not the main thread, where alone signals arrive
            _watch(self.seconds)
            return
        # Once more every second: an error raised in a callback of C may be lost.
        _signal.setitimer(_signal.ITIMER_PROF, self.seconds, 1)

    def __exit__(self, *_: object) -> None:
        stop_clock()
        _in_force.reset(self.token)


def stop_clock() -> None:
    """Nothing is raised in this thread any more."""
    if get_ident() in _watched:
        _unwatch()
    elif hasattr(_signal, "SIGPROF") and _signal.getsignal(_signal.SIGPROF) is _stop:
        _signal.setitimer(_signal.ITIMER_PROF, 0)
        with suppress(ValueError):
            _signal.signal(_signal.SIGPROF, _signal.SIG_DFL)


def _stop(number: int, frame: Any) -> None:
    raise OutOfTimeError


# Where no signal arrives, another thread looks at the clock.

_watched: dict[int, tuple[float, int]] = {}  # thread -> when it began, by the process' own clock; its seconds
_lock = allocate_lock()
_watching = False


def _watch(seconds: int) -> None:
    global _watching
    with _lock:
        _watched[get_ident()] = process_time(), seconds
        if not _watching:
            from threading import Thread

            _watching = True
            Thread(target=_look, daemon=True).start()


def _unwatch() -> None:
    with _lock:
        del _watched[get_ident()]
        _raise_in(get_ident(), None)


def _look() -> None:
    while True:
        sleep(0.25)
        with _lock:
            now = process_time()
            for thread, (begun, seconds) in _watched.items():
                if now - begun > seconds * len(_watched):  # they share the clock
                    _raise_in(thread, OutOfTimeError)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Raises the error in a thread; None takes back what was not raised yet."""
    import ctypes

    given = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), given)
