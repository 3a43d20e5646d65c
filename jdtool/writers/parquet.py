"""Posting records as columns: the Arrow schema of a record, and batches of them. Needs pyarrow.

The names and types here are fixed: files of different days must fit together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import pyarrow as pa

from jdtool.model import Failure, Posting

Fields = dict[str, pa.DataType]

TEXT = pa.string()
FLAG = pa.bool_()
WHOLE = pa.int32()
PLACE = pa.int64()  # of a record in its file
NUMBER = pa.float64()  # years and pay may be fractions


def _struct(fields: Fields) -> pa.DataType:
    return pa.struct(list(fields.items()))


def _list(item: pa.DataType) -> pa.DataType:
    return pa.list_(item)


RANGE: Fields = {"min": NUMBER, "max": NUMBER}
PAY: Fields = RANGE | {
    "currency": TEXT, "period": TEXT, "annual_min": NUMBER, "annual_max": NUMBER, "inferred": _list(TEXT)
}  # fmt: skip
SPAN: Fields = {"start": WHOLE, "end": WHOLE}

SCHEMA = pa.schema(
    {
        "schema": TEXT,
        "id": TEXT,
        "source": _struct(
            {"path": TEXT, "format": TEXT, "record": PLACE, "encoding": TEXT, "repairs": _list(TEXT)}
        ),
        "language": TEXT,
        "title": TEXT,
        "title_inferred": FLAG,
        "company": TEXT,
        "team": TEXT,
        "role": TEXT,
        "seniority": TEXT,
        "years": _struct(RANGE),
        "years_alternatives": _list(_struct(RANGE | {"with": TEXT})),
        "salary": _struct(PAY),
        "salary_bands": _list(_struct({"label": TEXT} | PAY)),
        "compensation": _struct({"equity": FLAG, "bonus": FLAG, "commission": FLAG}),
        "employment_type": TEXT,
        "work_mode": TEXT,
        "locations": _list(_struct({"name": TEXT, "region": TEXT, "country": TEXT})),
        "relocation": FLAG,
        "visa_sponsorship": FLAG,
        "clearance": TEXT,
        "travel_percent": WHOLE,
        "education": _struct({"level": TEXT, "required": FLAG, "fields": _list(TEXT), "or_equivalent": FLAG}),
        "languages": _list(_struct({"code": TEXT, "name": TEXT, "level": TEXT, "importance": TEXT})),
        "skills": _list(
            _struct(
                {
                    "id": TEXT, "name": TEXT, "category": TEXT, "importance": TEXT, "years": _struct(RANGE),
                    "how": TEXT, "score": WHOLE, "mentions": _list(_struct(SPAN | {"text": TEXT})),
                }
            )
        ),
        "any_of": _list(_list(TEXT)),
        "requirements": _list(_struct({"text": TEXT, "kind": TEXT, "skills": _list(TEXT)} | SPAN)),
        "benefits": _list(TEXT),
        "related": _list(_struct({"title": TEXT, "company": TEXT})),
        "evidence": pa.map_(TEXT, _list(_struct({"text": TEXT, "rule": TEXT} | SPAN | {"field": TEXT}))),
        "warnings": _list(TEXT),
    }
)  # fmt: skip
"""A posting record, a column a key, nested as in JSON; `evidence` is a map."""

FAILURE = pa.field("failure", _struct({"path": TEXT, "record": PLACE, "message": TEXT}))
"""A column more where failures must travel with the postings; in such a row all others are null."""


def batch_of(results: Iterable[Posting | Failure], schema: pa.Schema = SCHEMA) -> pa.RecordBatch:
    """A row for each posting, or failure where the schema has a column for it."""
    rows = [row_of(result) for result in results]
    try:
        return pa.RecordBatch.from_pylist(rows, schema)
    except UnicodeEncodeError:  # a file name that is not UTF-8 comes as lone surrogates
        return pa.RecordBatch.from_pylist([_encodable(row) for row in rows], schema)


def row_of(result: Posting | Failure) -> dict[str, Any]:
    """The keys of a result and their values, as Arrow takes them."""
    row: dict[str, Any] = msgspec.to_builtins(result)
    if isinstance(result, Failure):
        return {"failure": row}
    return row | {"evidence": list(row["evidence"].items())}


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):  # Arrow takes the pairs of a map as tuples only
        return type(value)(_encodable(item) for item in value)
    return value
