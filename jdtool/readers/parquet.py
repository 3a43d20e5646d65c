"""Parquet files of postings, read in batches of rows and only in the columns that mean something."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jdtool.errors import UnreadableError
from jdtool.limits import Limits
from jdtool.model import Failure, Source
from jdtool.readers import isolating
from jdtool.readers.composing import plain_key
from jdtool.readers.mapping import KNOWN, missing_text
from jdtool.readers.opening import Data, need
from jdtool.readers.records import COLUMNS
from jdtool.readers.rows import Row

BATCH = 200  # rows; a row may hold a whole page
MARK = b"PAR1"


def read_records(data: Data) -> Iterator[Row | Failure]:
    """The rows in order."""
    need("pyarrow", "Parquet files", "parquet")
    is_path = _lies_open(data.name)
    given = os.fsencode(data.name) if is_path else data.whole()
    record = 0
    for total, rows in isolating.extract(__name__, given, data.limits, is_path):
        for row in rows:
            yield Row(row, {}, Source(data.name, "parquet", record, None, []))
            record += 1
            data.share = record / total
    if not record:
        yield Failure(data.name, None, "holds no postings: it has no rows")


def extract(given: bytes | str, limits: Limits) -> Iterator[list[Any]]:
    """How many rows the file at a path or in bytes has, and a batch of them, as often as there are some.

    It runs in a process of its own.
    """
    import pyarrow as arrow
    from pyarrow import parquet

    arrow.set_cpu_count(1)
    arrow.set_io_thread_count(1)
    try:
        source = arrow.memory_map(given) if isinstance(given, str) else arrow.BufferReader(given)
        with source, parquet.ParquetFile(source) as file:
            wanted = _wanted(file.schema_arrow.names)
            rows = file.metadata.num_rows
            for batch in file.iter_batches(BATCH, columns=wanted, use_threads=False):
                yield [rows, batch.to_pylist()]
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


def _wanted(names: list[str]) -> list[str]:
    """The columns to read; UnreadableError where they make no postings."""
    if set(names) >= COLUMNS:  # records that jdtool wrote
        return names
    if lacking := missing_text(names):
        raise UnreadableError(lacking)
    return known_columns(names)


def known_columns(names: list[str]) -> list[str]:
    """The columns that mean something."""
    return [name for name in names if plain_key(name) in KNOWN]
