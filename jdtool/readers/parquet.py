"""Parquet files of postings, read in batches of rows and only in the columns that mean something."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jdtool.errors import UnreadableError
from jdtool.limits import Limits
from jdtool.model import Failure, Record, Source
from jdtool.readers import isolating
from jdtool.readers.composing import plain_key
from jdtool.readers.mapping import KNOWN, missing_text, read_posting
from jdtool.readers.opening import Data, need

BATCH = 200  # rows; a row may hold a whole page
MARK = b"PAR1"


def read_records(data: Data) -> Iterator[Record | Failure]:
    """The rows in order."""
    need("pyarrow", "Parquet files", "parquet")
    is_path = _lies_open(data.name)
    given = os.fsencode(data.name) if is_path else data.whole()
    record = 0
    for rows in isolating.extract(__name__, given, data.limits, is_path):
        for row in rows:
            yield read_posting(row, {}, Source(data.name, "parquet", record, None, []))
            record += 1
    if not record:
        yield Failure(data.name, None, "holds no postings: it has no rows")


def extract(given: bytes | str, limits: Limits) -> Iterator[list[dict[str, Any]]]:
    """The rows of a file, given by its path or its bytes, a batch at a time. It runs in a process of its own."""
    import pyarrow as arrow  # type: ignore[import-untyped]
    from pyarrow import parquet

    arrow.set_cpu_count(1)
    arrow.set_io_thread_count(1)
    try:
        source = arrow.memory_map(given) if isinstance(given, str) else arrow.BufferReader(given)
        with source, parquet.ParquetFile(source) as file:
            names = file.schema_arrow.names
            if lacking := missing_text(names):
                raise UnreadableError(lacking)
            wanted = [name for name in names if plain_key(name) in KNOWN]
            for batch in file.iter_batches(BATCH, columns=wanted, use_threads=False):
                yield batch.to_pylist()
    except arrow.ArrowMemoryError:
        raise MemoryError from None
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise UnreadableError(f"a damaged Parquet file: {str(error).partition(chr(10))[0][:200]}") from None


def _lies_open(path: str) -> bool:
    """Whether the Parquet file lies on disk as it is, neither packed in another nor coming through a pipe."""
    if not Path(path).is_file():
        return False
    with Path(path).open("rb") as file:
        return file.read(len(MARK)) == MARK
