"""Postings in Arrow: batches of rows in, batches of records out. Needs pyarrow (`pip install 'jdtool[parquet]'`).

`parse_batches` is what `jdtool scan --engine spark` hands to Spark's `mapInArrow`, and what any other system may call
that works on batches of Arrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyarrow as pa

from jdtool.limits import DEFAULTS, Limits
from jdtool.model import Analysis, Failure, Posting, Source
from jdtool.parsing import Parser
from jdtool.readers.parquet import known_columns
from jdtool.readers.rows import Row
from jdtool.scanning import analyse
from jdtool.taxonomy import Taxonomy, load_taxonomy
from jdtool.writers.parquet import FAILURE, SCHEMA, batch_of

__all__ = ["PATH", "RECORD", "RESULT_SCHEMA", "SCHEMA", "parse_batches", "spark_schema"]

RESULT_SCHEMA: pa.Schema = SCHEMA.append(FAILURE)
"""What `parse_batches` gives: a posting record, or `failure` (path, record, message) and all else null."""
PATH, RECORD = "jdtool_path", "jdtool_record"
"""Columns that may tell where a row comes from: they become `source.path` and `source.record`."""

ROWS = 64  # records in a batch given back: Spark holds one in memory at a time


def parse_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    taxonomy: Taxonomy | None = None,
    force: bool = False,
    limits: Limits = DEFAULTS,
    contacts: bool = False,
) -> Iterator[pa.RecordBatch]:
    """The postings of these rows in `RESULT_SCHEMA`, one a row, in their order.

    Columns are known by their names, as in CSV and Parquet files: `title`, `description`, `company`, `location`, ...
    E-mail addresses and telephone numbers are hidden unless `contacts`.
    Without `jdtool_record` rows are numbered from 0 on. What cannot be read comes as a row with `failure`.
    """
    parser = _parser(taxonomy, limits, contacts)
    results: list[Posting | Failure] = []
    for row in _rows(batches):
        results += (r.posting if isinstance(r, Analysis) else r for r in analyse(parser, row, force))
        if len(results) >= ROWS:
            yield batch_of(results, RESULT_SCHEMA)
            results = []
    if results:
        yield batch_of(results, RESULT_SCHEMA)


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    """The rows of the batches, of each the columns that mean something."""
    number = 0
    for batch in batches:
        names = [name for name in batch.schema.names if name in (PATH, RECORD)]
        for node in batch.select([*known_columns(batch.schema.names), *names]).to_pylist():
            path, record = node.pop(PATH, None), node.pop(RECORD, None)
            yield Row(node, {}, Source(path or "", "parquet", number if record is None else record, None, []))
            number += 1


@lru_cache(maxsize=2)
def _parser(taxonomy: Taxonomy | None, limits: Limits, contacts: bool) -> Parser:
    """A parser, kept ready for the next partition."""
    return Parser(taxonomy or load_taxonomy(), limits=limits, contacts=contacts)


def spark_schema(schema: pa.Schema = RESULT_SCHEMA) -> str:
    """The schema as Spark's `mapInArrow` takes it (DDL).

    >>> spark_schema(pa.schema({"id": pa.string(), "years": pa.struct({"min": pa.float64()})}))
    '`id` string, `years` struct<`min`: double>'
    """
    return ", ".join(f"`{field.name}` {_ddl(field.type)}" for field in schema)


def _ddl(kind: pa.DataType) -> str:
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'`{field.name}`: {_ddl(field.type)}' for field in kind)}>"
    if pa.types.is_map(kind):
        return f"map<{_ddl(kind.key_type)}, {_ddl(kind.item_type)}>"
    if pa.types.is_list(kind):
        return f"array<{_ddl(kind.value_type)}>"
    return {"bool": "boolean", "int32": "int", "int64": "bigint"}.get(str(kind), str(kind))
