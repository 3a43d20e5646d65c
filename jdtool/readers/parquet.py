"""Parquet files of postings, read in batches of rows and only in the columns that mean something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jdtool.model import Failure, Source
from jdtool.readers.composing import plain_key
from jdtool.readers.mapping import KNOWN, missing_text
from jdtool.readers.opening import Data, part
from jdtool.readers.records import COLUMNS
from jdtool.readers.rows import Row

BATCH = 200  # rows; a row may hold a whole page
MARK = b"PAR1"


def read_records(data: Data) -> Iterator[Row | Failure]:
    """The rows in order."""
    parquet = part("pyarrow.parquet", "Parquet files", "parquet")
    arrow = part("pyarrow", "Parquet files", "parquet")
    try:
        source = arrow.memory_map(data.name) if _lies_open(data.name) else arrow.BufferReader(data.whole())
        with source, parquet.ParquetFile(source) as file:
            yield from _read_rows(data, file)
    except (arrow.ArrowException, OSError) as error:
        yield Failure(data.name, None, f"a damaged Parquet file: {str(error).partition(chr(10))[0][:200]}")


def _lies_open(path: str) -> bool:
    """Whether the Parquet file lies on disk as it is, neither packed in another nor coming through a pipe."""
    if not Path(path).is_file():
        return False
    with Path(path).open("rb") as file:
        return file.read(len(MARK)) == MARK


def _read_rows(data: Data, file: Any) -> Iterator[Row | Failure]:
    names = file.schema_arrow.names
    if set(names) >= COLUMNS:  # records that jdtool wrote
        columns = names
    elif lacking := missing_text(names):
        yield Failure(data.name, None, lacking)
        return
    else:
        columns = known_columns(names)
    rows = max(1, file.metadata.num_rows)
    record = 0
    for batch in file.iter_batches(BATCH, columns=columns):
        for row in batch.to_pylist():
            yield Row(row, {}, Source(data.name, "parquet", record, None, []))
            record += 1
            data.share = record / rows
    if not record:
        yield Failure(data.name, None, "holds no postings: it has no rows")


def known_columns(names: list[str]) -> list[str]:
    """The columns that mean something."""
    return [name for name in names if plain_key(name) in KNOWN]
