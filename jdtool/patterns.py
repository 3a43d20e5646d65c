"""Regular expressions that are compiled when they are first used, and kept so for the next start.

The project has some five hundred of them and a posting meets half. Python compiles one in two milliseconds, in all
longer than reading fifty postings takes, and keeps none of it. So `remember` stores the code that the compiler made in
the user's cache, for the very Python that made it. `compile` takes what `re.compile` takes and behaves as what that
gives.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any, AnyStr, TypeVar, cast

import msgspec

from jdtool import __version__, caching

ALL: list[LazyPattern] = []
"""Every pattern of the modules imported so far: what tests of all patterns go through."""

# The parts of `re` that are used here are its own affair: only where this is known to work, with all that tells one
# interpreter's code from another's in the key.
STORABLE = sys.implementation.name == "cpython" and (3, 11) <= sys.version_info < (3, 14)
MAX_STORED = 2_500  # patterns: some are made of a taxonomy, which changes

T = TypeVar("T")
Parts = tuple[int, bytes, int, dict[str, int]]  # flags, code, groups, names of groups


class LazyPattern:
    """Stands for a compiled pattern; its methods are the compiled pattern's own from the first use on."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.asked_flags = flags
        self.compiled: re.Pattern[Any] | None = None

    def __getattr__(self, name: str) -> Any:
        # Reached only until the first use: what is set here is found without it.
        if name.startswith("__"):
            raise AttributeError(name)
        if self.compiled is None:
            self.compiled = compile_now(self.pattern, self.asked_flags)
        found = getattr(self.compiled, name)
        setattr(self, name, found)
        return found


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


def compile_now(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives; from the cache where it is there."""
    if not STORABLE:
        return re.compile(pattern, flags)
    known = _stored()
    key = f"{int(flags)} {pattern!r}"
    try:
        if key in known:
            return _assembled(pattern, msgspec.msgpack.decode(known[key], type=Parts))
        parts = _parts(pattern, flags)
        compiled = _assembled(pattern, parts)
    except re.error:
        raise
    except Exception:  # what `re` is inside may change under us
        return re.compile(pattern, flags)
    _new[key] = msgspec.Raw(msgspec.msgpack.encode(parts))
    return compiled


def kept(name: str, kind: type[T], make: Callable[[], T]) -> T:
    """What `make` gives, kept like the code of patterns; the name tells what it is made of, too."""
    known = _stored()
    try:
        if name in known:
            return msgspec.msgpack.decode(known[name], type=kind)
    except msgspec.MsgspecError:
        pass
    made = make()
    _new[name] = msgspec.Raw(msgspec.msgpack.encode(made))
    return made


def remember() -> None:
    """Stores what was compiled since the start: for the end of a command, not for each process of one."""
    if not _new:
        return
    known = _stored()
    known = _new if len(known) + len(_new) > MAX_STORED else known | _new
    caching.store(FILE, _key(), msgspec.msgpack.encode(known))
    _new.clear()


FILE = f"patterns-{sys.implementation.cache_tag}"

_new: dict[str, msgspec.Raw] = {}


def _key() -> bytes:
    return f"{__version__} {sys.version} {sys.byteorder} {import_module('_sre').MAGIC}".encode()


@cache
def _stored() -> dict[str, msgspec.Raw]:
    content = caching.load(FILE, _key())
    try:
        return msgspec.msgpack.decode(content, type=dict[str, msgspec.Raw]) if content else {}
    except msgspec.MsgspecError:
        return {}


def _parts(pattern: str | bytes, flags: int) -> Parts:
    """What the compiler makes of a pattern, by the steps of `re.compile`."""
    from array import array

    tree = import_module("re._parser").parse(pattern, flags)
    code = import_module("re._compiler")._code(tree, flags)
    return int(flags | tree.state.flags), array("I", code).tobytes(), tree.state.groups - 1, dict(tree.state.groupdict)


def _assembled(pattern: AnyStr, parts: Parts) -> re.Pattern[AnyStr]:
    """The pattern of these parts; the interpreter checks its code."""
    flags, code, groups, names = parts
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    words = memoryview(code).cast("I").tolist()
    made = import_module("_sre").compile(pattern, flags, words, groups, names, tuple(by_number))
    return cast("re.Pattern[AnyStr]", made)
