"""Parquet files of postings, read in batches of rows and only in the columns that mean something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jdtool.model import Failure, Record, Source
from jdtool.readers.composing import plain_key
from jdtool.readers.mapping import KNOWN, missing_text, read_posting
from jdtool.readers.opening import Data, part

BATCH = 200  # rows; a row may hold a whole page
MARK = b"PAR1"


def read_records(data: Data) -> Iterator[Record | Failure]:
    """The rows in order."""
    parquet = part("pyarrow.parquet", "Parquet files", "parquet")
    arrow = part("pyarrow", "Parquet files", "parquet")
    try:
        source = arrow.memory_map(data.name) if _lies_open(data.name) else arrow.BufferReader(data.whole())
        with source, parquet.ParquetFile(source) as file:
            yield from _read_rows(data.name, file)
    except (arrow.ArrowException, OSError) as error:
        yield Failure(data.name, None, f"a damaged Parquet file: {str(error).partition(chr(10))[0][:200]}")


def _lies_open(path: str) -> bool:
    """Whether the Parquet file lies on disk as it is, neither packed in another nor coming through a pipe."""
    if not Path(path).is_file():
        return False
    with Path(path).open("rb") as file:
        return file.read(len(MARK)) == MARK


def _read_rows(path: str, file: Any) -> Iterator[Record | Failure]:
    names = file.schema_arrow.names
    if lacking := missing_text(names):
        yield Failure(path, None, lacking)
        return
    record = 0
    for batch in file.iter_batches(BATCH, columns=[name for name in names if plain_key(name) in KNOWN]):
        for row in batch.to_pylist():
            yield read_posting(row, {}, Source(path, "parquet", record, None, []))
            record += 1
    if not record:
        yield Failure(path, None, "holds no postings: it has no rows")
