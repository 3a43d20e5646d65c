"""Gzip files: what is packed in them is opened in turn."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from typing import cast

from jdtool.limits import Limits
from jdtool.readers.opening import Data


def read_records(data: Data) -> Iterator[Data]:
    """The data inside. Damage shows while it is read: whoever reads must expect BadGzipFile, EOFError, zlib.error."""
    packed = _Counted(data.stream())
    with gzip.GzipFile(fileobj=cast(io.BufferedReader, packed)) as unpacked:
        yield Data(data.name, cast(io.BufferedReader, _Unpacked(unpacked, packed, data.limits)))


class _Counted:
    """A stream that knows how many bytes were read from it."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int) -> bytes:
        content = self._stream.read(size)
        self.count += len(content)
        return content


class _Unpacked:
    """What comes out, which ends in an error where it is far more than what went in."""

    def __init__(self, stream: gzip.GzipFile, packed: _Counted, limits: Limits) -> None:
        self._stream, self._packed, self._limits = stream, packed, limits
        self._count = 0

    def read(self, size: int) -> bytes:
        content = self._stream.read(size)
        self._count += len(content)
        if self._count > max(self._limits.size, self._limits.ratio * self._packed.count):
            raise self._limits.over("ratio", f"unpacks to more than {self._limits.ratio} times its size")
        return content
