"""The bytes of a source: the beginning to recognise it by, then all of them or as a stream."""

from __future__ import annotations

import io
from importlib import import_module
from types import ModuleType
from typing import BinaryIO

from jdtool.errors import MissingPartError, TooLargeError

HEAD = 65_536  # bytes in which a format shows itself
MAX_BYTES = 50_000_000  # a posting has 4,000 characters; a larger document is something else


def part(module: str, what: str, extra: str) -> ModuleType:
    """The package that reads these files; MissingPartError where jdtool was installed without it."""
    try:
        return import_module(module)
    except ImportError:
        raise MissingPartError(f"{what} need a part that is not installed: pip install 'jdtool[{extra}]'") from None


class Data:
    """An opened source. `name` is the path or "-"; `head` its first bytes; the rest is read once, by one reader.

    `form` is the name of the format that the source came in, where that is not what the bytes show: a page in a letter.
    `share` is how much of it was read (0-1), where its reader knows better than the stream.
    """

    share: float | None = None

    def __init__(self, name: str, stream: BinaryIO, form: str | None = None) -> None:
        self.name = name
        self.form = form
        self.head = stream.read(HEAD)
        self._rest = stream

    def position(self) -> int:
        """How many bytes were taken out of the stream; 0 of a pipe."""
        try:
            return self._rest.tell()
        except (OSError, ValueError):
            return 0

    def whole(self, limit: int = MAX_BYTES) -> bytes:
        """All bytes; TooLargeError where there are more than `limit`."""
        data = self.head + self._rest.read(max(0, limit + 1 - len(self.head)))
        if len(data) > limit:
            raise TooLargeError(f"larger than {limit // 1_000_000} MB; split it into postings")
        return data

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
