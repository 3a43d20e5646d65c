"""Gzip files: what is packed in them is opened in turn."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from typing import cast

from jdtool.readers.opening import Data


def read_records(data: Data) -> Iterator[Data]:
    """The data inside. Damage shows while it is read: whoever reads must expect BadGzipFile, EOFError, zlib.error."""
    with gzip.GzipFile(fileobj=data.stream()) as unpacked:
        yield Data(data.name, cast(io.BufferedReader, unpacked))
