"""The bytes of a source: the beginning to recognise it by, then all of them or as a stream."""

from __future__ import annotations

import io
import os
import stat
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import BinaryIO

from jdtool.errors import MissingPartError
from jdtool.limits import DEFAULTS, Limits

HEAD = 65_536  # bytes in which a format shows itself


def part(module: str, what: str, extra: str) -> ModuleType:
    """The package that reads these files; MissingPartError where jdtool was installed without it."""
    need(module, what, extra)
    return import_module(module)


def need(module: str, what: str, extra: str) -> None:
    """MissingPartError where the package that reads these files is not installed. It is not imported yet."""
    if find_spec(module) is None:
        raise MissingPartError(f"{what} need a part that is not installed: pip install 'jdtool[{extra}]'")


class Data:
    """An opened source. `name` is the path or "-"; `head` its first bytes; the rest is read once, by one reader.

    `form` is the name of the format that the source came in, where that is not what the bytes show: a page in a letter.
    `share` is how much of it was read (0-1), where its reader knows better than the stream.
    """

    share: float | None = None

    def __init__(self, name: str, stream: BinaryIO, form: str | None = None, limits: Limits = DEFAULTS) -> None:
        self.name = name
        self.form = form
        self.limits = limits
        self.head = stream.read(HEAD)
        self._rest = stream

    def position(self) -> int:
        """How many bytes were taken out of the stream; 0 of a pipe."""
        try:
            return self._rest.tell()
        except (OSError, ValueError):
            return 0

    def whole(self) -> bytes:
        """All bytes; UnreadableError where they are more than the limit."""
        limit = self.limits.size
        if self._size() <= limit:
            data = self.head + self._rest.read(max(0, limit + 1 - len(self.head)))
            if len(data) <= limit:
                return data
        raise self.limits.over("size", f"larger than {self.limits.shown('size')}")

    def _size(self) -> int:
        """The size of a plain file, so that one of gigabytes is not read to be refused; else 0."""
        with suppress(OSError, ValueError, AttributeError):
            status = os.fstat(self._rest.fileno())
            return status.st_size if stat.S_ISREG(status.st_mode) else 0
        return 0

    def stream(self) -> io.BufferedReader:
        """The bytes from the beginning, for readers that hand out records as they come."""
        return io.BufferedReader(_Joined(self.head, self._rest), HEAD)


class _Joined(io.RawIOBase):
    """A head that was read already, then the rest of the stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._head[: len(buffer)] if self._head else memoryview(self._rest.read(len(buffer)))
        self._head = self._head[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)
